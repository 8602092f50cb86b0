"""The table of histories: what became known when, and the answer on each day."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from coverwatch.domain.facts import VendorFacts
from coverwatch.domain.line import Line
from coverwatch.rules import assess
from tests import builders

HISTORIES = yaml.safe_load((Path(__file__).parent / "histories.yaml").read_text(encoding="utf-8"))
NUMBERS = {"general_liability": "GL", "automobile_liability": "CA", "umbrella_liability": "UM", "workers_compensation": "WC"}


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history["name"])
def test_history(history):
    requirement_set, facts = builders.a_requirement_set(history.get("set")), _facts(history["happens"])

    for day, answer in _each_day(history["answers"]):
        assert (day, _said(assess(requirement_set, facts, day))) == (day, answer)
    for known_on, answers in history.get("known", {}).items():
        for day, answer in answers.items():
            assert (known_on, day, _said(assess(requirement_set, facts, day, known_at=_at(known_on, 23)))) == (known_on, day, answer)


def test_each_history_says_by_itself_when_it_changes():
    """Following `changes_on` from the first day visits every day on which the answer is another one."""
    for history in HISTORIES:
        requirement_set, facts = builders.a_requirement_set(history.get("set")), _facts(history["happens"])
        day, last = min(history["answers"]), max(history["answers"])
        visited = {day}
        while (changes := assess(requirement_set, facts, day).changes_on) and changes <= last:
            day = changes
            visited.add(day)
        answers = sorted(history["answers"].items())
        turns = [day for (day, now), (_, before) in zip(answers[1:], answers) if now != before]
        assert set(turns) <= visited, history["name"]


def _each_day(answers: Mapping[date, str]) -> list[tuple[date, str]]:
    first, last = min(answers), max(answers)
    each = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [(day, answers[max(since for since in answers if since <= day)]) for day in each]


def _said(assessment: Any) -> str:
    return f"{assessment.status} {'yes' if assessment.authorized else 'no'}"


def _at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def _facts(happens: list[Mapping[str, Any]]) -> VendorFacts:
    found: dict[str, list[Any]] = {name: [] for name in ("certificates", "waivers", "supporting_documents", "decisions", "cancellations")}
    for number, event in enumerate(happens):
        recorded = _at(event["recorded"]) if "recorded" in event else None
        line = Line(event["line"]) if "line" in event else None
        if "certificate" in event:
            found["certificates"].append(_filed(event))
        elif "waiver" in event:
            found["waivers"].append(_waiver(event, f"w-{number}", recorded, line))
        elif "document" in event:
            document = builders.a_supporting_document((event["document"], line), until=event.get("until"), recorded_at=recorded)
            found["supporting_documents"].append(document)
        elif "decision" in event:
            found["decisions"].append(builders.a_decision(event["decision"], until=event.get("until"), recorded_at=recorded))
        else:
            reinstated = "reinstatement" in event
            of_line = event["reinstatement" if reinstated else "cancellation"]
            found["cancellations"].append(
                builders.a_cancellation(of_line, effective_on=event["effective"], reinstated=reinstated, recorded_at=recorded)
            )
    return builders.the_facts(**{name: tuple(values) for name, values in found.items()})


def _filed(event: Mapping[str, Any]) -> Any:
    received = _at(event["received"])
    starts, ends = event.get("terms", (date(2026, 1, 1), date(2027, 1, 1)))
    rows: dict[str, dict[str, Any]] = {name: {"effective_on": starts, "expires_on": ends} for name in NUMBERS}
    for name, overrides in event.get("rows", {}).items():
        rows[name] = {**rows[name], **overrides}
    rows["general_liability"]["limits"] = event.get("limits", {})
    if "numbered" in event:
        for name, prefix in NUMBERS.items():
            rows[name]["number"] = f"{prefix}-{event['numbered']}"
    policies = builders.the_policies(**rows)
    if "policies" in event:
        policies = tuple(builders.a_policy(**each) for each in event["policies"])
    certificate = builders.a_certificate(policies, issued_on=event.get("issued", event["received"]), certificate_id=event["certificate"])
    decided = _at(event["decided"]) if "decided" in event else received
    return builders.a_filed_certificate(certificate, certificate_id=event["certificate"], received_at=received, decided_at=decided)


def _waiver(event: Mapping[str, Any], waiver_id: str, recorded: datetime | None, line: Line | None) -> Any:
    until_renewal = builders.a_policy(line).key if event.get("until_renewal") and line else None
    return builders.a_waiver(
        event["waiver"],
        line,
        waiver_id=waiver_id,
        expires_on=event.get("until"),
        until_renewal_of=until_renewal,
        recorded_at=recorded,
        revoked_at=_at(event["revoked"]) if "revoked" in event else None,
    )
