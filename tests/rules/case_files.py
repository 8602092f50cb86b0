"""Case files: what an insurance person reads, made into a requirement set and facts.

A case is `name` (a sentence), `given` (only what differs from the defaults of tests/builders.py) and `expect`. What may be given:
`day`, `set` (changes by dotted path), `vendor`, `policies` (by line; null leaves one out), `more_policies` (a list, each with its `line`),
`certificate` (with `says` and `endorsements`), and `documents`, `waivers`, `settlements` that people added.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from coverwatch.domain.assessment import Assessment
from coverwatch.domain.certificate import AggregateBasis, Assertion, AutoSymbol, Basis, EndorsementMention, Insurer, Party, Producer
from coverwatch.domain.facts import VendorFacts
from coverwatch.domain.finding import Finding, Outcome
from coverwatch.domain.line import Line
from coverwatch.rules import assess
from tests import builders

FOLDER = Path(__file__).parent / "cases"
WORST_FIRST = (Outcome.FAIL, Outcome.REVIEW, Outcome.WAIVED, Outcome.PASS, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True)
class CaseFile:
    """One rule's cases. `cannot` says of an outcome that the rule never has, why."""

    rule: str
    cases: tuple[Mapping[str, Any], ...]
    cannot: Mapping[str, str]


@cache
def case_files() -> tuple[CaseFile, ...]:
    contents = {path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for path in sorted(FOLDER.glob("*.yaml"))}
    return tuple(CaseFile(rule, tuple(content["cases"]), content.get("cannot", {})) for rule, content in contents.items())


_answers: dict[int, Assessment] = {}


def run(case: Mapping[str, Any]) -> Assessment:
    """Assess a case's facts; each case of the files once."""
    if id(case) not in _answers:
        _answers[id(case)] = _run(case)
    return _answers[id(case)]


def _run(case: Mapping[str, Any]) -> Assessment:
    given = case.get("given", {})
    requirement_set = builders.a_requirement_set(given.get("set"))
    return assess(requirement_set, facts_of(given), given.get("day", builders.A_MORNING))


def facts_of(given: Mapping[str, Any]) -> VendorFacts:
    vendor = {key: tuple(value) if isinstance(value, list) else value for key, value in given.get("vendor", {}).items()}
    policies = builders.the_policies(**{line: _policy(row) for line, row in given.get("policies", {}).items()})
    policies += tuple(builders.a_policy(**(_policy(row) or {})) for row in given.get("more_policies", ()))
    certificate = builders.a_certificate(policies, **_certificate(given.get("certificate", {})))
    return builders.the_facts(
        builders.a_filed_certificate(certificate),
        vendor=builders.a_vendor(**vendor),
        supporting_documents=tuple(
            builders.a_supporting_document((each["rule"], _line(each)), until=each.get("until")) for each in given.get("documents", ())
        ),
        waivers=tuple(
            builders.a_waiver(each["rule"], _line(each), expires_on=each.get("expires_on"), reason=each.get("reason", "Small job"))
            for each in given.get("waivers", ())
        ),
        settlements=tuple(
            builders.a_settlement(each["rule"], _line(each), each["requirement"], Outcome(each["outcome"]))
            for each in given.get("settlements", ())
        ),
    )


def expected(case: Mapping[str, Any], rule: str, assessment: Assessment) -> tuple[Outcome, list[Finding]]:
    """The worst outcome among the findings that the case speaks of, and those findings."""
    expect = case["expect"]
    line = Line(expect["line"]) if "line" in expect else None
    found = [each for each in builders.findings(assessment, expect.get("rule", rule), line) if expect.get("required", "") in each.required]
    assert found, f"no finding of {rule} on {line}"
    return min((each.outcome for each in found), key=WORST_FIRST.index), found


def _line(each: Mapping[str, Any]) -> Line | None:
    return Line(each["line"]) if each.get("line") else None


_ENUMERATIONS = {"basis": Basis, "bases_marked": Basis, "aggregate_applies_per": AggregateBasis, "auto_symbols": AutoSymbol}


def _policy(row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if row is None:
        return None
    values: dict[str, Any] = {}
    for key, value in row.items():
        if key in _ENUMERATIONS:
            kind = _ENUMERATIONS[key]
            values[key] = tuple(kind(each) for each in value) if isinstance(value, list) else kind(value) if value else None
        elif key in ("retention", "deductible"):
            values[key] = builders.a_limit(value)
        else:
            values[key] = tuple(value) if isinstance(value, list) else value
    if "basis" in values and "bases_marked" not in values:
        values["bases_marked"] = (values["basis"],) if values["basis"] else ()
    return values


def _certificate(given: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(given)
    for key in ("insured", "holder"):
        if isinstance(values.get(key), str):
            values[key] = Party(values[key], builders.a_certificate().holder.lines if key == "holder" else ())
        elif isinstance(values.get(key), Mapping):
            values[key] = Party(values[key]["name"], tuple(values[key].get("address", ())))
    if isinstance(values.get("producer"), Mapping):
        producer = values["producer"]
        values["producer"] = Producer(Party(producer["name"]), producer.get("contact"), producer.get("phone"), None, producer.get("email"))
    if "insurers" in values:
        values["insurers"] = tuple(Insurer(*each) for each in values["insurers"])
    if "says" in values:
        values["assertions"] = tuple(_assertion(each) for each in values.pop("says"))
    if "endorsements" in values:
        values["endorsements"] = tuple(_endorsement(text) for text in values["endorsements"])
    if "continuation_pages" in values:
        values["continuation_pages"] = tuple(values["continuation_pages"])
    return values


def _assertion(each: Mapping[str, Any]) -> Assertion:
    return Assertion(each["subject"], each["text"], tuple(Line(line) for line in each.get("lines", ())), each.get("value"))


def _endorsement(text: str) -> EndorsementMention:
    """`CG 20 10 04 13 attached`: form, edition if any, and whether its page came along."""
    attached = text.endswith(" attached")
    words = text.removesuffix(" attached").split()
    length = 4 if words[0] == "WC" else 3
    return EndorsementMention(" ".join(words[:length]), " ".join(words[length:]) or None, attached=attached)
