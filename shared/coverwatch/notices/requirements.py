"""What a requirement set asks for, in words that an insurance agent can work from."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from coverwatch.domain.certificate import AutoSymbol
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import AdditionalInsured, LineRequirement, RequirementSet, Rung
from coverwatch.notices.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line's heading and what it must show: the least amounts by limit, and everything else. The first may be the certificate's own."""

    title: str
    amounts: tuple[tuple[str, str], ...] = ()
    items: tuple[str, ...] = ()


def requirements(asked: RequirementSet, words: Catalogue, lines: Collection[Line] | None = None) -> tuple[Requirement, ...]:
    """What is asked of the required lines, or of some of them, in the requirement set's order; the holder comes first."""
    found = [
        _requirement(asked, line, requirement, words)
        for line, requirement in asked.lines.items()
        if requirement.required and (lines is None or line in lines)
    ]
    if asked.holder:
        holder = words.text("requirements.named", name=", ".join((asked.holder.name, *asked.holder.address)))
        found.insert(0, Requirement(words.text("requirements.holder"), items=(holder,)))
    return tuple(found)


def _requirement(asked: RequirementSet, line: Line, requirement: LineRequirement, words: Catalogue) -> Requirement:
    amounts = tuple((words.text(f"limits.{limit}"), words.dollars(amount)) for limit, amount in requirement.limits.items())
    items = tuple(_items(asked, requirement, words))
    return Requirement(words.text(f"lines.{line.value}"), amounts, items if amounts or items else (words.text("requirements.in_force"),))


def _items(asked: RequirementSet, line: LineRequirement, words: Catalogue) -> Iterator[str]:
    if line.aggregate_applies_per:
        bases = tuple(words.text(f"bases.{basis.value}") for basis in line.aggregate_applies_per)
        yield words.text("requirements.aggregate_applies_per", bases=_either(bases, words))
    if line.symbols:
        alternatives = tuple(_autos(symbols, words) for symbols in line.symbols)
        yield words.text("requirements.symbols", alternatives=_either(alternatives, words))
    flags = ("occurrence_only", "statutory", "officers_covered", "follow_form", "retroactive_date")
    yield from (words.text(f"requirements.{flag}") for flag in flags if getattr(line, flag))
    us = asked.holder.name if asked.holder else words.text("requirements.us")
    if line.additional_insured:
        yield _evidenced(_additional_insured(line.additional_insured, us, words), line.additional_insured.evidence, words)
    if line.primary_noncontributory:
        yield _evidenced(words.text("requirements.primary_noncontributory"), line.primary_noncontributory.evidence, words)
    if line.waiver_of_subrogation:
        yield _evidenced(words.text("requirements.waiver_of_subrogation", holder=us), line.waiver_of_subrogation.evidence, words)


def _additional_insured(asked: AdditionalInsured, us: str, words: Catalogue) -> str:
    names = words.listed(asked.names or (us,))
    operations = tuple(words.text(f"operations.{kind}") for kind in ("ongoing", "completed") if getattr(asked, kind))
    if operations:
        return words.text("requirements.additional_insured_for", names=names, operations=words.listed(operations))
    return words.text("requirements.additional_insured", names=names)


def _evidenced(provision: str, evidence: Rung, words: Catalogue) -> str:
    return words.text("requirements.with_endorsement", provision=provision) if evidence is Rung.ENDORSEMENT else provision


def _autos(symbols: tuple[AutoSymbol, ...], words: Catalogue) -> str:
    return words.listed(tuple(words.text(f"autos.{symbol.value}") for symbol in symbols))


def _either(alternatives: tuple[str, ...], words: Catalogue) -> str:
    if len(alternatives) == 1:
        return alternatives[0]
    return words.text("requirements.or", first=", ".join(alternatives[:-1]), last=alternatives[-1])
