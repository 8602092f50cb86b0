"""A certificate of insurance, normalised: parties, insurers, and one policy per line, insurer, number and effective date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from coverwatch.domain.evidence import Evidence
from coverwatch.domain.line import Line


class LimitWord(StrEnum):
    """What may stand where a limit's number would."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    STATUTORY = "statutory"
    NOT_APPLICABLE = "not_applicable"


class Basis(StrEnum):
    """What makes a policy answer: the occurrence in its term, or the claim made in its term."""

    OCCURRENCE = "occurrence"
    CLAIMS_MADE = "claims_made"


class AggregateBasis(StrEnum):
    """What the general aggregate applies per."""

    POLICY = "policy"
    PROJECT = "project"
    LOCATION = "location"
    OTHER = "other"


class AutoSymbol(StrEnum):
    """Which autos an automobile policy covers."""

    ANY = "any"
    OWNED = "owned"
    SCHEDULED = "scheduled"
    HIRED = "hired"
    NON_OWNED = "non_owned"


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as stated: whole dollars, or a word, or neither when the text could not be understood."""

    text: str
    amount: int | None = None
    word: LimitWord | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A name with its address, as printed. `lines` is the address from street to postal code, blank lines left out."""

    name: str
    lines: tuple[str, ...] = ()
    city: str | None = None
    state: str | None = None
    postal_code: str | None = None


@dataclass(frozen=True, slots=True)
class Producer:
    """The vendor's agent or broker, who issued the certificate."""

    party: Party
    contact: str | None = None
    phone: str | None = None
    fax: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Insurer:
    """An insurer with the letter by which the policy rows refer to it."""

    letter: str
    name: str
    naic: str | None = None


@dataclass(frozen=True, slots=True)
class EndorsementMention:
    """An endorsement that the description names or a page shows: form as `CG 20 10`, edition as `04 13` or None."""

    form: str
    edition: str | None = None
    page: int = 1
    attached: bool = False
    """True when the endorsement's own page came with the certificate."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """What the description of operations says, in its own words; never the same as a box that is ticked."""

    subject: str
    """additional_insured, primary_noncontributory, waiver_of_subrogation, notice_of_cancellation, project,
    completed_operations, ongoing_operations, blanket, follow_form, narrowing, see_attached, retroactive_date, retention."""
    text: str
    lines: tuple[Line, ...] = ()
    """The lines that the text names; empty when it names none."""
    value: str | None = None
    """The name, date, amount or project that the text gives, as printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One policy on one line. Absent is None or empty: nothing is guessed.

    `evidence` is keyed by the attribute's name (`number`, `expires_on`, `line`, `basis` …) and, for a limit, by `limits.NAME`.
    A key that is missing means that the form's field was blank.
    """

    line: Line
    insurer_letter: str | None = None
    insurer: str | None = None
    number: str | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    limits: Mapping[str, Limit] = field(default_factory=dict)
    line_marked: bool = False
    """The line's own box (COMMERCIAL GENERAL LIABILITY, UMBRELLA LIAB …) is ticked."""
    basis: Basis | None = None
    bases_marked: tuple[Basis, ...] = ()
    aggregate_applies_per: tuple[AggregateBasis, ...] = ()
    auto_symbols: tuple[AutoSymbol, ...] = ()
    additional_insured: bool | None = None
    """ADDL INSD: X or Y is True, N is False, blank is None."""
    waiver_of_subrogation: bool | None = None
    """SUBR WVD: X or Y is True, N is False, blank is None."""
    statutory: bool = False
    officers_excluded: bool | None = None
    retention: Limit | None = None
    deductible: Limit | None = None
    retroactive_on: date | None = None
    write_ins: tuple[str, ...] = ()
    """The row's free lines as printed, a limit's text after its label."""
    description: str | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes a policy the same policy: line, insurer, number, effective date; names folded."""
        return (
            self.line.value,
            " ".join((self.insurer or "").casefold().split()),
            "".join(c for c in (self.number or "").casefold() if c.isalnum()),
            self.effective_on.isoformat() if self.effective_on else "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate as read. `evidence` is keyed like a policy's: `insured`, `holder`, `issued_on`, `producer`, `description` …"""

    form: str
    edition: str | None
    issued_on: date | None = None
    number: str | None = None
    revision: str | None = None
    insured: Party | None = None
    producer: Producer | None = None
    holder: Party | None = None
    insurers: tuple[Insurer, ...] = ()
    policies: tuple[Policy, ...] = ()
    description: str | None = None
    assertions: tuple[Assertion, ...] = ()
    endorsements: tuple[EndorsementMention, ...] = ()
    signed: bool | None = None
    """Ink in the authorized representative's box; None when it was not looked at."""
    continued_elsewhere: bool = False
    """The description refers to an attachment."""
    continuation_pages: tuple[int, ...] = ()
    """The ACORD 101 pages that were received with it."""
    specimen: bool = False
    """The page says SPECIMEN or SAMPLE."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
