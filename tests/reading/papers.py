"""Pages for the reading room's tests: a specimen with its fields, what Textract would say of it, and the reading of both."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from coverwatch.reading import FieldReading, Reading, read
from local.specimens import Knobs, Recognition, Specimen, draw_pdf, textract_responses

GL = "GeneralLiability_"
NUMBER = "Policy_GeneralLiability_PolicyNumberIdentifier_A"
EFFECTIVE = "Policy_GeneralLiability_EffectiveDate_A"
EXPIRATION = "Policy_GeneralLiability_ExpirationDate_A"
EACH_OCCURRENCE = "GeneralLiability_EachOccurrence_LimitAmount_A"
AGGREGATE = "GeneralLiability_GeneralAggregate_LimitAmount_A"
INSURED = "NamedInsured_FullName_A"
DESCRIPTION = "CertificateOfLiabilityInsurance_ACORDForm_RemarkText_A"
ADDITIONAL_INSURED = "CertificateOfInsurance_GeneralLiability_AdditionalInsuredCode_A"
WAIVER = "Policy_GeneralLiability_SubrogationWaivedCode_A"
OCCURRENCE = "GeneralLiability_OccurrenceIndicator_A"
CLAIMS_MADE = "GeneralLiability_ClaimsMadeIndicator_A"

FIELDS: Mapping[str, str | bool] = {
    "Form_CompletionDate_A": "02/14/2026",
    "Producer_FullName_A": "Larkspur Insurance Agency",
    "Producer_MailingAddress_LineOne_A": "410 Sycamore Ave",
    "Producer_MailingAddress_CityName_A": "Austin",
    "Producer_MailingAddress_StateOrProvinceCode_A": "TX",
    "Producer_MailingAddress_PostalCode_A": "78702",
    INSURED: "Keystone Elevator L.P.",
    "NamedInsured_MailingAddress_LineOne_A": "2300 Foundry Rd",
    "NamedInsured_MailingAddress_CityName_A": "Round Rock",
    "NamedInsured_MailingAddress_StateOrProvinceCode_A": "TX",
    "NamedInsured_MailingAddress_PostalCode_A": "78664",
    "Insurer_FullName_A": "Bluestem Casualty Company",
    "Insurer_NAICCode_A": "98117",
    "GeneralLiability_InsurerLetterCode_A": "A",
    "GeneralLiability_CoverageIndicator_A": True,
    OCCURRENCE: True,
    ADDITIONAL_INSURED: "Y",
    WAIVER: "X",
    NUMBER: "BCC-GL-204417",
    EFFECTIVE: "03/01/2026",
    EXPIRATION: "03/01/2027",
    EACH_OCCURRENCE: "1,000,000",
    AGGREGATE: "2,000,000",
    "CertificateHolder_FullName_A": "Meridian Property Group LLC",
    "CertificateHolder_MailingAddress_LineOne_A": "100 Main St",
    "CertificateHolder_MailingAddress_CityName_A": "Austin",
    "CertificateHolder_MailingAddress_StateOrProvinceCode_A": "TX",
    "CertificateHolder_MailingAddress_PostalCode_A": "78701",
}
"""A certificate with one line, every field of it plain."""


def a_specimen(fields: Mapping[str, str | bool | None] | None = None, *, edition: str = "2016/03", **knobs: Any) -> Specimen:
    """A certificate with one line; `fields` are set over it, None blanks one; `knobs` say how it is drawn."""
    merged = {**FIELDS, **(fields or {})}
    return Specimen(
        fields={name: value for name, value in merged.items() if value is not None}, edition=edition, knobs=Knobs(**knobs), name="papers"
    )


def reading_of(specimen: Specimen, how: Recognition | None = None, *, detected: bool = True, analyzed: bool = False) -> Reading:
    """The specimen's PDF, read with the answer that Textract would give for it, or without any."""
    answers: Sequence[Mapping[str, Any]] = textract_responses(specimen, how) if detected else ()
    return read(draw_pdf(specimen), () if analyzed else answers, answers if analyzed else (), specimens_allowed=True)


def fields_of(specimen: Specimen, how: Recognition | None = None, *, detected: bool = True) -> Mapping[str, FieldReading]:
    """The fields of the specimen's certificate, as read."""
    return reading_of(specimen, how, detected=detected).forms[0].fields


def own_layout() -> bytes:
    """A PDF as an insurer's own program lays it out: ACORD's labels, none of them where the form has it."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(612, 792))

    def put(x: float, y: float, text: str, size: float = 8) -> None:
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, 792 - y, text)

    put(150, 40, "CERTIFICATE OF LIABILITY INSURANCE", 14)
    put(470, 40, "DATE (MM/DD/YYYY)", 6)
    put(480, 52, "03/04/2026")
    for x, label, lines in (
        (30, "INSURED", ("Keystone Elevator L.P.", "2300 Foundry Rd", "Round Rock, TX 78664")),
        (320, "PRODUCER", ("Larkspur Insurance Agency",)),
    ):
        put(x, 80, label, 6)
        for number, line in enumerate(lines, 1):
            put(x, 80 + 12 * number, line)
    put(30, 150, "INSURER(S) AFFORDING COVERAGE", 6)
    put(330, 150, "NAIC #", 6)
    put(30, 164, "INSURER A :", 6)
    put(90, 164, "Bluestem Casualty Company")
    put(330, 164, "98117")
    for x, label in (
        (30, "LTR"),
        (55, "TYPE OF INSURANCE"),
        (190, "POLICY NUMBER"),
        (300, "POLICY EFF"),
        (360, "POLICY EXP"),
        (440, "LIMITS"),
    ):
        put(x, 230, label, 6)
    for y, label, number, limits in (
        (246, "COMMERCIAL GENERAL LIABILITY", "BCC-GL-204417", (("EACH OCCURRENCE", "1,000,000"), ("GENERAL AGGREGATE", "2,000,000"))),
        (346, "UMBRELLA LIAB", "BCC-UM-204418", (("EACH OCCURRENCE", "5,000,000"), ("AGGREGATE", "5,000,000"))),
    ):
        put(55, y, label, 6)
        put(30, y, "A")
        put(190, y, number)
        put(300, y, "03/01/2026")
        put(360, y, "03/01/2027")
        for line, (name, amount) in enumerate(limits):
            put(430, y + 14 * line, name, 6)
            put(540, y + 14 * line, amount)
    put(30, 500, "DESCRIPTION OF OPERATIONS / LOCATIONS / VEHICLES", 6)
    put(30, 515, "All operations of the named insured.")
    put(30, 580, "CERTIFICATE HOLDER", 8)
    put(40, 600, "Meridian Property Group LLC")
    put(30, 765, "ACORD 25 (2016/03)", 8)
    canvas.save()
    return held.getvalue()
