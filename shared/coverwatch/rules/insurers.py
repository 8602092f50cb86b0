"""The insurers: does each row name one, is it the company it says it is, and is it strong enough?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coverwatch.domain.finding import Outcome, Severity
from coverwatch.rules.book import Asked, Asking, Scope, Verdict, failed, passed, rule, unsure
from coverwatch.rules.case import Case, Held
from coverwatch.rules.names import fold
from coverwatch.rules.ratings import Rating, parse_rating
from coverwatch.rules.wording import LINE_NAMES


def _required(asking: Asking) -> bool:
    return asking.line is not None and asking.requirement_set.lines[asking.line].required


def _listed(asking: Asking) -> Iterator[Asked]:
    if _required(asking):
        register = {number: fold(name) for number, name in asking.requirement_set.insurers.naic.items()}
        yield Asked("an insurer listed by its letter, with its NAIC number", register)


@rule(
    "R08",
    "Each row's insurer letter leads to a listed insurer",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="ACORD 25: INSR LTR and insurers A to F; the NAIC number belongs to the writing company",
    asks=_listed,
    reads=("insurer_letter",),
    note="A missing or odd NAIC number is a note. With the set's own register (`insurers.naic`) the number must belong to the company.",
)
def insurer_resolves(_case: Case, held: Held, asked: Asked) -> Verdict | None:
    policy = held.policy
    evidence = held.insurer_evidence
    row = f"Row '{LINE_NAMES[policy.line]}'"
    if not policy.insurer_letter:
        return unsure("no letter", f"{row} names no insurer. Please tell us which insurer writes it.", evidence)
    if not policy.insurer:
        found = f"insurer {policy.insurer_letter}, not listed"
        return unsure(found, f"{row} refers to insurer {policy.insurer_letter}, which is not listed. Please tell us its name.", evidence)
    naic = held.naic
    if naic is None or len(naic) != 5 or not naic.isdigit():
        found = f"{policy.insurer}, NAIC {naic or 'blank'}"
        return unsure(
            found, f"{row}: the NAIC number of {policy.insurer} is missing or not five digits. Please tell us it.", evidence, Severity.INFO
        )
    registered = asked.value.get(naic)
    if registered is not None and registered != fold(policy.insurer):
        found = f"{policy.insurer}, NAIC {naic}"
        return unsure(found, f"{row}: NAIC {naic} is not the number of {policy.insurer}. Please confirm the writing company.", evidence)
    return Outcome.PASS, policy.insurer, "", evidence, None


@dataclass(frozen=True, slots=True)
class _Strength:
    minimum: Rating
    wanted: str
    ratings: Mapping[str, tuple[str, Rating | None]]
    exempt: frozenset[str]


def _rated(asking: Asking) -> Iterator[Asked]:
    insurers = asking.requirement_set.insurers
    minimum = parse_rating(insurers.am_best_minimum) if insurers.am_best_minimum else None
    if minimum is not None and insurers.am_best_minimum and _required(asking):
        table = {fold(key): (rating, parse_rating(rating)) for key, rating in insurers.ratings.items()}
        exempt = frozenset(fold(name) for name in insurers.exempt)
        yield Asked(f"AM Best {insurers.am_best_minimum} or better", _Strength(minimum, insurers.am_best_minimum, table, exempt))


@rule(
    "R09",
    "Each insurer is rated at least as asked",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="trade practice: A- VII or better; state funds, pools and captives are normally unrated",
    asks=_rated,
    reads=("insurer_letter",),
    note="Applies when `insurers.am_best_minimum` is set; ratings are the user's own table (`insurers.ratings`), for they are licensed.",
)
def insurer_is_rated(_case: Case, held: Held, asked: Asked) -> Verdict | None:
    """Exempt insurers pass; one that is not in the table, or without a rating, is held for review."""
    policy, strength = held.policy, asked.value
    evidence = held.insurer_evidence
    if not policy.insurer:
        return unsure("no insurer", f"{LINE_NAMES[policy.line]}: the insurer is not known, so its rating is not either.", evidence)
    name = fold(policy.insurer)
    if name in strength.exempt:
        return passed(f"{policy.insurer}, exempt", evidence)
    text, rating = strength.ratings.get(name) or strength.ratings.get(held.naic or "") or ("not in the table", None)
    if rating is None or (rating.size is None and strength.minimum.size is not None):
        return unsure(text, f"We have no AM Best rating of {policy.insurer}; we require {strength.wanted}.", evidence)
    if rating.strength > strength.minimum.strength or (strength.minimum.size or 0) > (rating.size or 0):
        return failed(text, f"Insurer {policy.insurer} is rated {text}; we require {strength.wanted} or better.", evidence)
    return passed(text, evidence)


def _insured_by_others(asking: Asking) -> Iterator[Asked]:
    if _required(asking):
        yield Asked("insurance, or a letter and financials of the self-insured")


@rule(
    "R82",
    "A self-insured vendor shows its means",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="trade practice: a letter and financial statements, judged by a person",
    asks=_insured_by_others,
    reads=("insurer_letter",),
    covers=("R08", "R09", "R12"),
    note="A document accepted for this rule and a line stands for an insurer there (R08, R09, R12).",
)
def self_insured(_case: Case, held: Held, _asked: Asked) -> Verdict | None:
    insurer = held.policy.insurer
    if insurer is None or "self" not in insurer.casefold() or "insur" not in insurer.casefold():
        return None
    message = (
        f"{LINE_NAMES[held.policy.line]} is self-insured. Please send the letter of self-insurance and the latest financial statements."
    )
    return unsure(insurer, message, held.insurer_evidence)
