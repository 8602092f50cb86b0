"""The last resort for a page that is not laid out as the form is: Textract's keys that stand but once on form and page."""

from collections import Counter
from collections.abc import Mapping

from rapidfuzz.distance import Levenshtein

from coverwatch.reading.labels import folded
from coverwatch.reading.outcome import FieldReading
from coverwatch.reading.page import Page, Pair

EDITS = 2
CONFIDENCE = 0.5  # the most that a value is sure of whose place says nothing
REASON = "read from its key alone: the page is not laid out as the form is"
TICKED, BLANK = "SELECTED", "NOT_SELECTED"

FIELDS_BY_KEY: Mapping[str, str] = {
    "DATE (MM/DD/YYYY)": "Form_CompletionDate_A",
    "CONTACT NAME": "Producer_ContactPerson_FullName_A",
    "PHONE (A/C, No, Ext)": "Producer_ContactPerson_PhoneNumber_A",
    "FAX (A/C, No)": "Producer_FaxNumber_A",
    "E-MAIL ADDRESS": "Producer_ContactPerson_EmailAddress_A",
    "CERTIFICATE NUMBER": "CertificateOfInsurance_CertificateNumberIdentifier_A",
    "REVISION NUMBER": "CertificateOfInsurance_RevisionNumberIdentifier_A",
    **{f"INSURER {letter}": f"Insurer_FullName_{letter}" for letter in "ABCDEF"},
    "COMMERCIAL GENERAL LIABILITY": "GeneralLiability_CoverageIndicator_A",
    "DAMAGE TO RENTED PREMISES (Ea occurrence)": "GeneralLiability_FireDamageRentedPremises_EachOccurrenceLimitAmount_A",
    "MED EXP (Any one person)": "GeneralLiability_MedicalExpense_EachPersonLimitAmount_A",
    "PERSONAL & ADV INJURY": "GeneralLiability_PersonalAndAdvertisingInjury_LimitAmount_A",
    "GENERAL AGGREGATE": "GeneralLiability_GeneralAggregate_LimitAmount_A",
    "PRODUCTS - COMP/OP AGG": "GeneralLiability_ProductsAndCompletedOperations_AggregateLimitAmount_A",
    "ANY AUTO": "Vehicle_AnyAutoIndicator_A",
    "COMBINED SINGLE LIMIT (Ea accident)": "Vehicle_CombinedSingleLimit_EachAccidentAmount_A",
    "BODILY INJURY (Per person)": "Vehicle_BodilyInjury_PerPersonLimitAmount_A",
    "BODILY INJURY (Per accident)": "Vehicle_BodilyInjury_PerAccidentLimitAmount_A",
    "PROPERTY DAMAGE (Per accident)": "Vehicle_PropertyDamage_PerAccidentLimitAmount_A",
    "UMBRELLA LIAB": "Policy_PolicyType_UmbrellaIndicator_A",
    "EXCESS LIAB": "Policy_PolicyType_ExcessIndicator_A",
    "E.L. EACH ACCIDENT": "WorkersCompensationEmployersLiability_EmployersLiability_EachAccidentLimitAmount_A",
    "E.L. DISEASE - EA EMPLOYEE": "WorkersCompensationEmployersLiability_EmployersLiability_DiseaseEachEmployeeLimitAmount_A",
    "E.L. DISEASE - POLICY LIMIT": "WorkersCompensationEmployersLiability_EmployersLiability_DiseasePolicyLimitAmount_A",
}
"""Keys that the form prints once. EACH OCCURRENCE, AGGREGATE, OCCUR and CLAIMS-MADE stand there twice: no key can tell which is meant."""

_FOLDED = {folded(key): name for key, name in FIELDS_BY_KEY.items()}


def keyed_fields(page: Page) -> dict[str, FieldReading]:
    """The fields of a page by Textract's keys, each for a person to look at; none without FORMS."""
    named = [(name, pair) for pair in page.pairs if (name := _field_of(pair)) is not None]
    met = Counter(name for name, _ in named)
    found = {}
    for name, pair in named:
        value = pair.value.removeprefix("$").strip()
        if met[name] == 1 and value and value != BLANK:
            confidence = min(pair.confidence, CONFIDENCE)
            found[name] = FieldReading(True if value == TICKED else value, confidence, page.number, pair.box, ("textract",), REASON)
    return found


def _field_of(pair: Pair) -> str | None:
    key = folded(pair.key)
    if key in _FOLDED:
        return _FOLDED[key]
    near = [name for wanted, name in _FOLDED.items() if len(wanted) > 4 * EDITS and Levenshtein.distance(key, wanted) <= EDITS]
    return near[0] if len(near) == 1 else None
