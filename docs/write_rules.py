"""Writes docs/rules.md from the rule book and its tables: `python docs/write_rules.py`."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from coverwatch.domain.line import Line
from coverwatch.rules import BOOK, TABLES, Rule, parse_requirement_set
from coverwatch.rules.book import Scope
from coverwatch.rules.plan import make_plan
from coverwatch.rules.wording import LINE_NAMES

PAGE = Path(__file__).parent / "rules.md"

HEAD = """# Rules

Generated from the rule book by `python docs/write_rules.py`; a test holds it current. Do not edit by hand.

A rule looks at one thing and finds `pass`, `fail`, `review` (a person must look: it lacks its evidence, or cannot judge it) or
`not_applicable` (the requirement set does not ask, or it has nothing to say of this vendor). A finding that people changed says so:
`waived` by a waiver, `pass` by an accepted supporting document, or whatever a reviewer settled for that certificate and requirement.

An open finding (`fail` or `review`) of severity `block` means no work; `fix` means work, and a correction is asked for; `info` is a note.
Nothing passes or fails on a field that was not read surely: it is reviewed.

Every rule can be switched and graded in a requirement set, and some have settings of their own:

```yaml
rules:
  R04: {"on": true, days: 30}
  R06: {severity: block}
```

A rule marked *by the set* applies where the set names what it judges; a line that is not required is not judged. One marked *a way* finds
nothing by itself: it is a step before the findings, or a document that stands for other rules.
"""

WHAT_IT_LOOKS_AT = {
    Scope.CERTIFICATE: "each certificate that a required line relies on",
    Scope.COVER: "each line as a whole",
    Scope.POLICY: "the policy that a required line relies on",
    Scope.VENDOR: "the vendor as a whole",
    Scope.PATH: "nothing by itself",
}

SUBJECTS = {
    "document": "The document",
    "parties": "The parties",
    "insurers": "The insurers",
    "terms": "Terms",
    "limits": "Limits",
    "general_liability": "General liability",
    "additional_insured": "Additional insureds",
    "endorsements": "Endorsements",
    "provisions": "Provisions",
    "description": "The description of operations",
    "automobile": "Automobile liability",
    "umbrella": "Umbrella and excess",
    "workers_compensation": "Workers' compensation",
    "states": "States",
    "claims_made": "Claims-made lines",
}


_BARE = {"name": "Nothing but lines", "lines": {line.value: {"required": True} for line in Line}}
_UNASKED = make_plan(parse_requirement_set("bare", _BARE, 1), TABLES).beside_the_point
ASKED_ANYWAY = frozenset(BOOK) - {finding.rule for finding in _UNASKED}
"""Rules that a set which only names its required lines asks already."""


def text() -> str:
    """The whole page."""
    return "\n".join((HEAD, *_overview(), *_chapters(), *_tables()))


def _overview() -> Iterator[str]:
    yield "| rule | | severity | by default |\n|---|---|---|---|"
    for rule in sorted(BOOK.values(), key=lambda each: each.id):
        yield f"| [{rule.id}](#{rule.id.lower()}) | {rule.title} | {_severity(rule)} | {_default(rule)} |"
    yield ""


def _severity(rule: Rule) -> str:
    return "–" if rule.scope is Scope.PATH and not rule.covers else rule.severity.value


def _default(rule: Rule) -> str:
    if rule.scope is Scope.PATH:
        return "a way"
    return "off" if not rule.on else "on" if rule.id in ASKED_ANYWAY else "by the set"


def _chapters() -> Iterator[str]:
    for subject, heading in SUBJECTS.items():
        module = import_module(f"coverwatch.rules.{subject}")
        yield f"## {heading}\n"
        yield f"{(module.__doc__ or '').strip()} (`shared/coverwatch/rules/{subject}.py`)\n"
        for rule in sorted((each for each in BOOK.values() if each.subject == subject), key=lambda each: each.id):
            yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}\n"
    yield f"**{rule.title}.** {_sentences(rule)}\n"
    yield f"- looks at {WHAT_IT_LOOKS_AT[rule.scope]}; severity {_severity(rule)}; {_default(rule)}; version {rule.version}"
    if rule.settings:
        yield f"- settings: {', '.join(f'`{name}: {_value(value)}`' for name, value in rule.settings.items())}"
    if rule.covers:
        yield f"- an accepted document or a waiver for it stands for {', '.join(rule.covers)} as well"
    yield f"- source: {rule.source}\n"


def _sentences(rule: Rule) -> str:
    said = " ".join((rule.check.__doc__ or "").split()) if rule.check else ""
    return " ".join(part for part in (said, rule.note) if part)


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _tables() -> Iterator[str]:
    yield f"## Endorsement index\n\nAs of {TABLES.endorsements_as_of}. A form or edition that is not here is reviewed.\n"
    yield "| form | line | gives | editions, broadest first | source |\n|---|---|---|---|---|"
    for entry in TABLES.endorsements.values():
        editions = sorted(entry.editions.items(), key=lambda each: (-each[1][0], each[0]))
        numbers = ", ".join(f"{number} (also {', '.join(sorted(more))})" if more else number for number, (_, more) in editions)
        gives = ", ".join(sorted(entry.gives)).replace("_", " ") + (", needs privity" if entry.privity else "")
        lines = ", ".join(LINE_NAMES[line] for line in sorted(entry.lines))
        yield f"| {entry.form} {entry.title} | {lines} | {gives} | {numbers} | {entry.source} |"
    yield "\n## States whose fund alone insures workers\n"
    yield "| state | evidence | until | source |\n|---|---|---|---|"
    for code, fund in TABLES.funds.items():
        yield f"| {code} | {fund.certificate} | {fund.until or ''} | {fund.source} |"
    barred = ", ".join(sorted(TABLES.waiver_barred))
    yield f"\nA waiver of subrogation on workers' compensation is barred or limited in {barred}: its lack is reviewed there (R39).\n"


def main() -> None:
    PAGE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
