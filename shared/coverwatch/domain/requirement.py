"""A requirement set: what a vendor's insurance must be, as a document that people write, version and try out."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from coverwatch.domain.certificate import AggregateBasis, AutoSymbol
from coverwatch.domain.finding import Severity
from coverwatch.domain.line import Line

Amount = Annotated[int, Field(strict=True, ge=0)]
"""Whole dollars."""


Day = Annotated[int, Field(strict=True)]
"""Days from an event; negative before it."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Rung(StrEnum):
    """The least that is taken as evidence of a provision; each rung includes the ones before it."""

    BOX = "box"
    DESCRIPTION = "description"
    ENDORSEMENT = "endorsement"


class TopUpMode(StrEnum):
    """How an umbrella may make up for what primary policies lack (rule R60)."""

    SHARED = "shared"
    STRICT = "strict"
    COMBINED = "combined"


class Holder(_Part):
    """How the certificate holder must read; `also_accept` are other names of ours, with any address."""

    name: str = Field(min_length=1)
    address: tuple[str, ...] = ()
    also_accept: tuple[str, ...] = ()


class AdditionalInsured(_Part):
    """Who must be insured besides the vendor, for what, and by which evidence.

    `names` empty means the holder. `upstream` says that a party without a contract with the vendor must be insured, too (R32).
    `editions` are the accepted editions of the endorsements, as `04 13`; empty accepts every edition the index knows (R34).
    """

    evidence: Rung = Rung.DESCRIPTION
    ongoing: bool = False
    completed: bool = False
    blanket_accepted: bool = True
    names: tuple[str, ...] = ()
    upstream: bool = False
    editions: tuple[str, ...] = ()
    follow_form_accepted: bool = False


class Provision(_Part):
    """A provision that the policy must carry, and the least evidence of it."""

    evidence: Rung


class TopUp(_Part):
    """Which lines the umbrella may make up for, and how (R60, R61). What the umbrella itself must be is never lent.

    Keys of `floors` and `combined` are `line.limit`: what only the primary policy may meet, and (mode combined) what primary and umbrella
    must reach together. Without any `combined` that is the primary's and the required umbrella's limit added; beside some, a limit that
    they leave out is reached by its own amount.
    """

    lines: tuple[Line, ...]
    mode: TopUpMode = TopUpMode.SHARED
    floors: dict[str, Amount] = Field(default_factory=dict)
    combined: dict[str, Amount] = Field(default_factory=dict)
    rented_premises: bool = False
    """An umbrella often excludes damage to rented premises, so it does not make up for it unless this says so."""


class LineRequirement(_Part):
    """What is asked of one line. A line that is not required is not judged, except where an umbrella makes up for another."""

    required: bool = False
    limits: dict[str, Amount] = Field(default_factory=dict)
    """By limit name. Naming an automobile's split limits accepts them in place of the combined single limit (R50)."""
    occurrence_only: bool = False
    aggregate_applies_per: tuple[AggregateBasis, ...] = ()
    """The accepted bases of the general aggregate."""
    additional_insured: AdditionalInsured | None = None
    primary_noncontributory: Provision | None = None
    waiver_of_subrogation: Provision | None = None
    symbols: tuple[tuple[AutoSymbol, ...], ...] = ()
    """Alternatives, each a set of autos that must all be covered; any auto satisfies each (R51)."""
    statutory: bool = False
    officers_covered: bool = False
    """An excluded proprietor, partner or officer fails instead of being reviewed (R71)."""
    retention_maximum: Amount | None = None
    deductible_maximum: Amount | None = None
    exclusions: tuple[str, ...] = ()
    """Exclusions that the contract does not allow; no certificate shows them (R26)."""
    retroactive_date: bool | None = None
    """A claims-made policy must reach back to the first day of work (R80); by default so for professional, pollution and cyber."""
    follow_form: bool = False
    """The umbrella must follow form, or show by itself what general liability must (R62)."""
    tops_up: TopUp | None = None

    @field_validator("limits", mode="before")
    @classmethod
    def _one_figure_without_a_name(cls, given: object) -> object:
        """A single figure is an aggregate; "occurrence or aggregate" asks for both (R63)."""
        if isinstance(given, int) and not isinstance(given, bool):
            return {"aggregate": given}
        if isinstance(given, Mapping) and "each_occurrence_or_aggregate" in given:
            rest = {name: amount for name, amount in given.items() if name != "each_occurrence_or_aggregate"}
            either = given["each_occurrence_or_aggregate"]
            return {"each_occurrence": either, "aggregate": either, **rest}
        return given

    @field_validator("aggregate_applies_per", mode="before")
    @classmethod
    def _one_basis_is_a_list_of_one(cls, given: object) -> object:
        return (given,) if isinstance(given, str) else given

    @field_validator("symbols", mode="before")
    @classmethod
    def _one_symbol_is_a_set_of_one(cls, given: object) -> object:
        if isinstance(given, list | tuple):
            return tuple((symbols,) if isinstance(symbols, str) else symbols for symbols in given)
        return given

    @field_validator("additional_insured", mode="before")
    @classmethod
    def _additional_insured_yes(cls, given: object) -> object:
        return {} if given is True else None if given is False else given

    @field_validator("primary_noncontributory", mode="before")
    @classmethod
    def _primary_yes(cls, given: object) -> object:
        """The form has no box for it, so the description is the least evidence."""
        return {"evidence": Rung.DESCRIPTION} if given is True else None if given is False else given

    @field_validator("waiver_of_subrogation", mode="before")
    @classmethod
    def _waiver_yes(cls, given: object) -> object:
        return {"evidence": Rung.BOX} if given is True else None if given is False else given


class InsurerRequirement(_Part):
    """Who may insure. Ratings are licensed data: `ratings` is the user's own table, by NAIC number or name, as `A- VII` (R09)."""

    am_best_minimum: str | None = None
    ratings: dict[str, str] = Field(default_factory=dict)
    exempt: tuple[str, ...] = ()
    """State funds, pools and captives, which nobody rates."""
    naic: dict[str, str] = Field(default_factory=dict)
    """The user's own register: NAIC number → company (R08)."""


class StateRequirement(_Part):
    """What one state's law or custom asks of the vendor's papers (R75, R76)."""

    government_holder: bool = False
    construction_addendum: bool = False


class RuleSetting(BaseModel):
    """One rule's switch and severity; every other key is a setting of that rule's own (docs/rules.md)."""

    model_config = ConfigDict(frozen=True, extra="allow")

    on: bool | None = None
    severity: Severity | None = None

    @property
    def own(self) -> dict[str, Any]:
        return dict(self.model_extra or {})


class ProducerOnCertificate(StrEnum):
    """Whether the producer that a certificate names, and nobody gave, is written to."""

    NEVER = "never"
    ONCE_CONFIRMED = "once_confirmed"
    AT_ONCE = "at_once"


class Cadence(_Part):
    """When notices go. Days count from the first day without cover (0), or from the request or the upload (first request, deficiency)."""

    digest: tuple[Day, ...] = (-45,)
    """The internal digest of what will expire, and of contacts that bounce."""
    expiring: tuple[Day, ...] = (-30, -14, -7, -1)
    owner_from: Day = -7
    """The internal owner is written to from this day on."""
    expired: tuple[Day, ...] = (1, 3, 7)
    manager_from: Day = 7
    """The manager is written to, besides the others, from this day on."""
    manager: tuple[Day, ...] = (14,)
    """Days on which the manager alone is told that the vendor does not answer."""
    stop_after: Day = 30
    """The last day on which any mail goes."""
    first_request: tuple[Day, ...] = (0, 3, 7, 14)
    deficiency: tuple[Day, ...] = (0, 3, 7, 14)
    cancellation: tuple[Day, ...] = (-30, -10, -3, -1)
    """The countdown to the day on which a cancellation takes effect; its first step goes as soon as the cancellation is known."""
    task_after: int = Field(default=7, ge=1)
    """Days after the last reminder of a first request or deficiency on which a person is asked to take over."""
    hold_days: int = Field(default=5, strict=True, ge=0)
    """How long an upload that is being read or reviewed holds expiring and deficiency steps."""
    most_per_topic: int = Field(default=4, strict=True, ge=1)
    """Automatic mails per topic and recipient, at most."""
    producer_on_certificate: ProducerOnCertificate = ProducerOnCertificate.ONCE_CONFIRMED
    """Whether the producer that a certificate names, and nobody gave, becomes a contact: never, once a person adds it, or at once."""


class RequirementSet(_Part):
    """One version of a requirement set. Made from a document by `coverwatch.rules.parse_requirement_set`."""

    id: str
    version: int
    name: str = Field(min_length=1)
    holder: Holder | None = None
    lines: dict[Line, LineRequirement]
    insurers: InsurerRequirement = InsurerRequirement()
    states: dict[str, StateRequirement] = Field(default_factory=dict)
    """By two-letter code."""
    expiration_day_counts: bool = False
    """Whether a policy still counts on the day it expires; policies end at 12:01 a.m. of that day."""
    rules: dict[str, RuleSetting] = Field(default_factory=dict)
    cadence: Cadence = Cadence()

    @property
    def required_lines(self) -> tuple[Line, ...]:
        return tuple(line for line, asked in self.lines.items() if asked.required)

    @property
    def document(self) -> dict[str, Any]:
        """The document that gives this set again, as JSON values: without what it leaves to the defaults."""
        return self.model_dump(mode="json", exclude={"id", "version"}, exclude_unset=True)
