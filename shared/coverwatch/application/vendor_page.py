"""What the vendor's page shows: what is asked, what was read, what is open and where on the page, what came before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coverwatch import rules
from coverwatch.application.filing import requirement_set_of
from coverwatch.application.portal import Opened, Portal
from coverwatch.application.ports import Picture
from coverwatch.application.records import LETTER, CertificateRecord
from coverwatch.domain.assessment import Assessment, PolicyInForce, VendorStatus
from coverwatch.domain.evidence import Box
from coverwatch.domain.facts import Statement
from coverwatch.domain.finding import Finding, Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import RequirementSet

MOST_SENT = 20  # earlier uploads that are listed, the newest first

MOST_SAID = 3


class Reply(StrEnum):
    """What the page says first."""

    AWAITING = "awaiting"
    OPEN = "open"
    CHECKING = "checking"
    COMPLETE = "complete"
    NOTHING_NEEDED = "nothing_needed"
    ASK = "ask"


FIXED = {
    VendorStatus.SUSPENDED: Reply.ASK,
    VendorStatus.EXEMPT: Reply.NOTHING_NEEDED,
    VendorStatus.AWAITING_CERTIFICATE: Reply.AWAITING,
}
"""Where a person's decision, or nothing to judge, leaves nothing else to say."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where on a page something stands, or should: boxes in fractions of the page, and the page's picture."""

    page: int
    boxes: tuple[Box, ...]
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that does not suffice, numbered through the page."""

    number: int
    finding: Finding
    place: Place | None


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line with what was read of it and what is open on it; the line None is the certificate itself."""

    line: Line | None
    policies: tuple[PolicyInForce, ...]
    gaps: tuple[Gap, ...]
    checking: bool
    """A person looks at something of it."""

    @property
    def state(self) -> str:
        """`open`, `checking` or `sufficient`."""
        return "open" if self.gaps else "checking" if self.checking else "sufficient"


@dataclass(frozen=True, slots=True)
class VendorPage:
    """One vendor's page on a day."""

    reply: Reply
    legal_name: str
    reference: str | None
    language: str
    link_until: date
    valid_until: date | None
    requirement_set: RequirementSet
    lines: tuple[LineShown, ...]
    sent: tuple[CertificateRecord, ...]
    said: tuple[Statement, ...]
    """What the vendor has said that it cannot provide, the newest first."""

    @property
    def open_count(self) -> int:
        """How many things are open."""
        return sum(len(shown.gaps) for shown in self.lines)

    @property
    def under_way(self) -> bool:
        """Whether a document is being read or looked at."""
        return any(record.in_process for record in self.sent)


def page_of(portal: Portal, opened: Opened, on: date) -> VendorPage:
    """The page, from the same facts that the authorization rests on. Raises RequirementSetUnknown."""
    facts = opened.file.facts
    requirement_set = requirement_set_of(portal.records, facts.vendor)
    assessment = rules.assess(requirement_set, facts, on)
    judged = assessment.status not in FIXED
    lines = tuple(_lines(portal, opened, requirement_set, assessment)) if judged else ()
    return VendorPage(
        reply=_reply(assessment, lines),
        legal_name=facts.vendor.legal_name,
        reference=facts.vendor.reference,
        language=facts.vendor.language,
        link_until=opened.expires_on,
        valid_until=assessment.valid_until,
        requirement_set=requirement_set,
        lines=lines,
        said=facts.statements[::-1][:MOST_SAID],
        sent=tuple(sorted(_uploads(opened.file.certificates), key=lambda record: record.received_at, reverse=True))[:MOST_SENT],
    )


def _uploads(records: Iterable[CertificateRecord]) -> Iterator[CertificateRecord]:
    """What was sent as a file; a mail's own words are not shown to whoever holds the link."""
    return (record for record in records if record.kind != LETTER)


def _reply(assessment: Assessment, lines: tuple[LineShown, ...]) -> Reply:
    if assessment.status in FIXED:
        return FIXED[assessment.status]
    if any(shown.gaps for shown in lines):
        return Reply.OPEN
    return Reply.COMPLETE if assessment.authorized else Reply.CHECKING


def _lines(portal: Portal, opened: Opened, asked: RequirementSet, assessment: Assessment) -> Iterator[LineShown]:
    """The certificate itself if something of it is open, every required line, and others that something is open on."""
    number = 0
    pictures = _Pictures(portal, opened)
    for line in (None, *asked.lines):
        findings = [finding for finding in assessment.findings if finding.line is line and finding.severity is not Severity.INFO]
        failed = [finding for finding in findings if finding.outcome is Outcome.FAIL]
        checking = any(finding.outcome is Outcome.REVIEW for finding in findings)
        required = line is not None and asked.lines[line].required
        if not (required or failed or checking):
            continue
        gaps = tuple(Gap(number + place, finding, pictures.place_of(finding)) for place, finding in enumerate(failed, start=1))
        number += len(gaps)
        policies = tuple(held for held in assessment.policies if held.policy.line is line and held.in_force)
        yield LineShown(line, policies, gaps, checking)


class _Pictures:
    """The pictures of pages, each asked for once; only of this vendor's own documents."""

    def __init__(self, portal: Portal, opened: Opened) -> None:
        self._portal = portal
        self._own = {record.certificate_id for record in opened.file.certificates}
        self._known: dict[tuple[str, int], Picture | None] = {}

    def place_of(self, finding: Finding) -> Place | None:
        """The first page that a finding rests on, with every box on it; None for what stands on no page."""
        proofs = [proof for proof in finding.evidence if proof.certificate_id in self._own]
        if not proofs or proofs[0].certificate_id is None:
            return None
        certificate_id, page = proofs[0].certificate_id, proofs[0].page
        boxes = dict.fromkeys(proof.box for proof in proofs if (proof.certificate_id, proof.page) == (certificate_id, page))
        return Place(page, tuple(boxes), self._picture(certificate_id, page))

    def _picture(self, certificate_id: str, page: int) -> Picture | None:
        key = (certificate_id, page)
        if key not in self._known:
            self._known[key] = self._portal.documents.picture(f"derived/{certificate_id}/pages/{page}.png")
        return self._known[key]
