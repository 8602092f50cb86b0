"""What a rule sees: one vendor's policies and certificates on one day. Never a waiver, a mail or a store."""

from dataclasses import dataclass, field
from datetime import date

from coverwatch.domain.certificate import Assertion, Certificate, EndorsementMention, Policy
from coverwatch.domain.evidence import Evidence
from coverwatch.domain.facts import FiledCertificate
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import RequirementSet
from coverwatch.domain.vendor import Vendor
from coverwatch.rules.tables import Tables


class Held:
    """A policy as the newest accepted certificate states it, with the days on which it gives cover."""

    __slots__ = ("_given", "_insurer_evidence", "cancelled_on", "certificate", "certificate_id", "filed", "policy", "rank", "spans")

    def __init__(
        self,
        policy: Policy,
        filed: FiledCertificate,
        certificate: Certificate,
        spans: tuple[tuple[date, date], ...],
        cancelled_on: date | None,
        rank: int,
    ) -> None:
        self.policy = policy
        self.filed = filed
        self.certificate = certificate
        self.certificate_id = filed.certificate_id
        self.spans = spans
        """Half-open: first day in force, first day no longer. Empty when the dates are missing or contradict each other."""
        self.cancelled_on = cancelled_on
        self._given: dict[str, list[EndorsementMention]] | None = None
        self._insurer_evidence: tuple[Evidence, ...] | None = None
        self.rank = rank
        """Order among policies of one line that meet it equally well: the latest certificate's first."""

    def in_force(self, on: date) -> bool:
        for start, end in self.spans:  # noqa: SIM110 - a generator costs three times as much, and this is the hottest line
            if start <= on < end:
                return True
        return False

    def evidence(self, *keys: str) -> tuple[Evidence, ...]:
        """The policy's evidence under these keys; a blank field has none."""
        known = self.policy.evidence
        if len(keys) == 1:
            item = known.get(keys[0])
            return () if item is None else (item,)
        return tuple([known[key] for key in keys if key in known])

    @property
    def naic(self) -> str | None:
        """The insurer's NAIC number, as listed beside its letter."""
        letter = self.policy.insurer_letter
        for insurer in self.certificate.insurers:
            if insurer.letter == letter:
                return insurer.naic
        return None

    @property
    def insurer_evidence(self) -> tuple[Evidence, ...]:
        """Where the insurer was read: its letter in the row, and its name in the list."""
        if self._insurer_evidence is None:
            letter = self.policy.evidence.get("insurer_letter")
            named = self.certificate.evidence.get(f"insurers.{self.policy.insurer_letter}")
            self._insurer_evidence = tuple([item for item in (letter, named) if item is not None])
        return self._insurer_evidence

    def says(self, subject: str) -> Assertion | None:
        """What the certificate's description says of this policy's line on a subject."""
        for assertion in self.certificate.assertions:
            if assertion.subject == subject and (not assertion.lines or self.policy.line in assertion.lines):
                return assertion
        return None

    def endorsements(self, tables: Tables, gives: str) -> list[EndorsementMention]:
        """The endorsements to this policy, named or attached, that the index knows to give something; attached ones first."""
        if self._given is None:
            self._given = self._sorted_by_what_they_give(tables)
        return self._given.get(gives, [])

    def _sorted_by_what_they_give(self, tables: Tables) -> dict[str, list[EndorsementMention]]:
        given: dict[str, list[EndorsementMention]] = {}
        for mention in sorted(self.certificate.endorsements, key=lambda mention: not mention.attached):
            known = tables.endorsement(mention)
            if known is not None and self.policy.line in known.lines:
                for provision in known.given(mention.edition):
                    given.setdefault(provision, []).append(mention)
        return given


def evidence_of(certificate: Certificate, *keys: str) -> tuple[Evidence, ...]:
    """The certificate's evidence under these keys; a blank field has none."""
    known = certificate.evidence
    if len(keys) == 1:
        item = known.get(keys[0])
        return () if item is None else (item,)
    return tuple([known[key] for key in keys if key in known])


def places_of_work(vendor: Vendor) -> tuple[str, ...]:
    """The states in which the vendor works for us; its own state when none is named."""
    return vendor.work_states or ((vendor.state,) if vendor.state else ())


@dataclass(slots=True)
class Case:
    """One vendor on one day. `in_force` and `held` are by line; `relied` is the policy that each line's answer rests on."""

    requirement_set: RequirementSet
    tables: Tables
    vendor: Vendor
    on: date
    held: dict[Line, list[Held]]
    in_force: dict[Line, list[Held]]
    relied: dict[Line, Held] = field(default_factory=dict)
    leaning: set[Line] = field(default_factory=set)
    """Lines that the umbrella is needed for; known once its arithmetic (R60) has been done."""
