"""The rule book: what a rule is, and the decorator that enters one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from coverwatch.domain.evidence import Evidence
from coverwatch.domain.finding import Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import RequirementSet
from coverwatch.domain.vendor import Vendor
from coverwatch.rules.tables import Tables

Verdict = tuple[Outcome, str, str, tuple[Evidence, ...], Severity | None]
"""Outcome, what was found, the message, the evidence, and a milder severity of this one outcome or None.

A plain tuple: fifty of them are made per assessment. A check that gives None instead has nothing to say of this vendor.
"""


class Scope(StrEnum):
    """What a rule looks at, and with which arguments its function is called."""

    CERTIFICATE = "certificate"
    """(case, filed certificate, asked): each certificate that shows what a required line relies on."""
    COVER = "cover"
    """(case, line, asked): a line as a whole, whether or not a policy is in force."""
    POLICY = "policy"
    """(case, held policy, asked): the policy in force that the line relies on."""
    VENDOR = "vendor"
    """(case, the line asked about, asked): everything together."""
    PATH = "path"
    """Never called: a way by which a document or a waiver stands for other rules (`covers`), or a step before any finding."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one requirement set asks by one rule, prepared once per version.

    `required` is the sentence for people and for settlements; where it depends on the vendor, so that another name or day needs another
    look, it is a function of the vendor. `reads` are the keys of evidence on which the answer rests.
    """

    required: str | Callable[[Vendor], str]
    value: Any = None
    reads: tuple[str, ...] = ()
    line: Line | None = None
    """The line that a rule about the vendor as a whole speaks of."""


@dataclass(frozen=True, slots=True)
class Asking:
    """From where a rule reads what is asked: the set, the line (None outside lines), and the rule's own settings."""

    requirement_set: RequirementSet
    line: Line | None
    settings: Mapping[str, Any]
    tables: Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as entered: `asks` yields what the set asks (nothing: the rule does not apply), `check` judges each."""

    id: str
    version: int
    title: str
    scope: Scope
    severity: Severity
    on: bool
    source: str
    subject: str
    asks: Callable[[Asking], Iterable[Asked]] | None
    check: Callable[..., Verdict | None] | None
    settings: Mapping[str, Any] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    note: str = ""


BOOK: dict[str, Rule] = {}
"""Every rule by id, in the order of entry; `coverwatch.rules` imports each subject."""

Check = TypeVar("Check", bound=Callable[..., Verdict | None])


def rule(
    rule_id: str,
    title: str,
    *,
    scope: Scope,
    severity: Severity,
    source: str,
    asks: Callable[[Asking], Iterable[Asked]],
    on: bool = True,
    version: int = 1,
    settings: Mapping[str, Any] | None = None,
    reads: tuple[str, ...] = (),
    covers: tuple[str, ...] = (),
    note: str = "",
) -> Callable[[Check], Check]:
    """Enter the decorated function into the book. Changing what a rule answers means raising its version."""

    def enter(check: Check) -> Check:
        _enter(
            Rule(
                id=rule_id,
                version=version,
                title=title,
                scope=scope,
                severity=severity,
                on=on,
                source=source,
                subject=check.__module__.rpartition(".")[2],
                asks=asks,
                check=check,
                settings=settings or {},
                reads=reads,
                covers=covers,
                note=note,
            )
        )
        return check

    return enter


def path(rule_id: str, title: str, *, severity: Severity, source: str, subject: str, covers: tuple[str, ...] = (), note: str) -> None:
    """Enter a rule that makes no finding of its own: a document or waiver that names it stands for the rules it covers."""
    _enter(
        Rule(
            id=rule_id,
            version=1,
            title=title,
            scope=Scope.PATH,
            severity=severity,
            on=True,
            source=source,
            subject=subject,
            asks=None,
            check=None,
            covers=covers,
            note=note,
        )
    )


def _enter(entry: Rule) -> None:
    if entry.id in BOOK:
        raise ValueError(f"rule {entry.id} is entered twice")
    BOOK[entry.id] = entry


def passed(found: str, evidence: tuple[Evidence, ...] = ()) -> Verdict:
    return Outcome.PASS, found, "", evidence, None


def failed(found: str, message: str, evidence: tuple[Evidence, ...] = ()) -> Verdict:
    return Outcome.FAIL, found, message, evidence, None


def unsure(found: str, message: str, evidence: tuple[Evidence, ...] = (), severity: Severity | None = None) -> Verdict:
    """A person must look: the rule lacks its evidence, or cannot judge it. `message` says what to send."""
    return Outcome.REVIEW, found, message, evidence, severity
