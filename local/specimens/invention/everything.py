"""Certificates on which no field is blank, so that every eLabel is drawn somewhere."""

from datetime import date

from local.specimens.editions import form
from local.specimens.geometry import Kind
from local.specimens.invention.inventing import LINES, Fields, invent

BY_ENDING = {
    "LimitAppliesToCode_A": "PER VESSEL",
    "OtherCoverageDescription_A": "Stop Gap",
    "OtherCoverageDescription_B": "Liquor Liability",
    "OtherCoverageLimitDescription_A": "EMPLOYEE BENEFITS",
    "OtherCoveredAutoDescription_A": "Trailers",
    "OtherCoveredAutoDescription_B": "Mobile equip",
    "CoverageDescription_A": "UNINSURED MOTORIST",
    "CoverageCode_C": "Retention",
    "RevisionNumberIdentifier_A": "3",
    "FaxNumber_A": "512-555-0199",
    "MailingAddress_LineTwo_A": "Suite 900",
    "AnyPersonsExcludedIndicator_A": "N",
    "Signature_A": "Larkspur Insurance Agency",
    "RemarkText_A": "All operations of the named insured, at every location.",
}
"""What a field holds whose name ends so, where nothing was drawn by lot."""
AMOUNT = "25,000"
CODE = "Y"


def everything(edition: str, on: date) -> Fields:
    """Every field of the edition filled, every box ticked."""
    fields = invent(f"everything/{edition}", edition, on, LINES)
    for letter in "ABCDEF":
        fields.setdefault(f"Insurer_FullName_{letter}", f"Invented Insurance Company {letter}")
        fields.setdefault(f"Insurer_NAICCode_{letter}", "99999")
    for name, box in form(edition).fields.items():
        if name not in fields:
            fields[name] = True if box.kind is Kind.MARK else _text(name, edition)
    return fields


def _text(name: str, edition: str) -> str:
    if name == "Form_EditionIdentifier_A":
        return f"ACORD 0025 {edition.replace('/', '-')} Acroform"
    ending = next((value for ending, value in BY_ENDING.items() if name.endswith(ending)), None)
    return ending or (AMOUNT if "Amount" in name else CODE)
