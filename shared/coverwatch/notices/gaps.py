"""What is open on a certificate, as a mail states it: required, shown, where, and what would settle it."""

from dataclasses import dataclass
from datetime import date

from coverwatch.domain.finding import Finding
from coverwatch.notices.case import Case
from coverwatch.notices.catalogue import Catalogue
from coverwatch.notices.plain import shown

INCLUSIVE_EDITION = "2025/12"
"""The edition of ACORD 25 whose limits may be no more than what the holder asked for (R81)."""
LIMITS = frozenset({"R21", "R50", "R60"})
ASKS = {
    **dict.fromkeys(("R30", "R31", "R32", "R33", "R34", "R35", "R36", "R37", "R38", "R39", "R62"), "endorsement"),
    **dict.fromkeys(("R72", "R74", "R75", "R76", "R82"), "state_document"),
    "R12": "certificate",
    "R02": "certificate",
}
"""What settles a rule's failure; everything else is settled by a corrected certificate."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One open finding. `where` is the page of the certificate, empty where nothing was found on any."""

    line: str
    message: str
    required: str
    found: str
    where: str


def gaps_of(case: Case, on: date, words: Catalogue) -> tuple[Gap, ...]:
    """Everything that is open, in the rules' order."""
    return tuple(_gap(finding, words) for finding in case.gaps(on))


def asks_for(case: Case, on: date) -> tuple[str, ...]:
    """What to send so that all of it is settled, as keys of the catalogue; full limits are asked for before anything else."""
    open_findings = case.gaps(on)
    asks = [ASKS.get(finding.rule, "corrected") for finding in open_findings]
    if any(finding.rule in LIMITS and _edition(case, finding) == INCLUSIVE_EDITION for finding in open_findings):
        asks.insert(0, "full_limits")
    return tuple(dict.fromkeys(asks))


def _gap(finding: Finding, words: Catalogue) -> Gap:
    pages = sorted({evidence.page for evidence in finding.evidence})
    where = words.listed(tuple(words.text("mail.page", page=page) for page in pages))
    line = words.text(f"lines.{finding.line.value if finding.line else 'none'}")
    return Gap(line, shown(finding.message), shown(finding.required), shown(finding.found), where)


def _edition(case: Case, finding: Finding) -> str | None:
    """The edition of the certificate that a finding looked at."""
    proved_by = {evidence.certificate_id for evidence in finding.evidence}
    looked_at = [filed for filed in case.facts.certificates if filed.certificate_id in proved_by]
    if not looked_at and case.latest_accepted:
        looked_at = [case.latest_accepted]
    return next((filed.certificate.edition for filed in looked_at if filed.certificate), None)
