"""The stack's smaller parts, by themselves."""

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from local.activity import Activity, StillBusyError
from local.clock import Clock, ClockSetBackError
from local.endpoint.policies import Delivery, allows, without_transport_denials
from local.formation.refusal import NotUnderstoodError
from local.gateway.matching import match
from local.pump.answers import failed_items
from local.wiring import Route
from local.workers import Outcome

QUEUE, TOPIC = "arn:aws:sqs:us-east-1:123456789012:letters", "arn:aws:sns:us-east-1:123456789012:news"
DELIVERY = Delivery("sns.amazonaws.com", "sqs:SendMessage", QUEUE, TOPIC, "123456789012")
PLAIN_HTTP = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "sqs:*",
    "Resource": "*",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}


def a_statement(**changes: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": QUEUE}
    return {**statement, "Condition": {"ArnEquals": {"aws:SourceArn": TOPIC}}, **changes}


@pytest.mark.parametrize(
    ("statements", "allowed"),
    [
        ([a_statement()], True),
        ([a_statement(), PLAIN_HTTP], True),
        ([PLAIN_HTTP], False),
        ([a_statement(Principal={"Service": "s3.amazonaws.com"})], False),
        ([a_statement(Action=["sqs:ReceiveMessage"])], False),
        ([a_statement(Action="SQS:*", Resource="arn:aws:sqs:*:123456789012:*")], True),
        ([a_statement(Resource="arn:aws:sqs:us-east-1:123456789012:others")], False),
        ([a_statement(Condition={"ArnEquals": {"aws:SourceArn": TOPIC + "s"}})], False),
        ([a_statement(Condition={"StringEquals": {"aws:SourceAccount": "210987654321"}})], False),
        ([a_statement(), a_statement(Effect="Deny", Condition={})], False),
    ],
)
def test_a_service_delivers_where_a_policy_lets_it(statements: list[dict[str, Any]], allowed: bool) -> None:
    assert allows({"Statement": statements}, DELIVERY) is allowed


def test_a_policys_condition_that_nobody_can_judge_is_named() -> None:
    with pytest.raises(NotUnderstoodError, match="aws:PrincipalOrgID"):
        allows({"Statement": [a_statement(Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}})]}, DELIVERY)


def test_only_what_a_policy_says_of_plain_connections_is_left_out() -> None:
    assert without_transport_denials({"Statement": [a_statement(), PLAIN_HTTP]})["Statement"] == [a_statement()]


ITEMS = ("a", "b", "c")


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        (None, ""),
        ({}, ""),
        ({"batchItemFailures": []}, ""),
        ({"batchItemFailures": None}, ""),
        ({"batchItemFailures": [{"itemIdentifier": "b"}]}, "b"),
        ({"batchItemFailures": [{"itemIdentifier": "unknown"}]}, "abc"),
        ({"batchItemFailures": [{"itemIdentifier": ""}]}, "abc"),
        ({"batchItemFailures": [{"identifier": "b"}]}, "abc"),
        ({"batchItemFailures": "b"}, "abc"),
        ("fine", "abc"),
    ],
)
def test_what_an_answer_to_a_batch_means(answer: Any, failed: str) -> None:
    assert failed_items(Outcome("1", answer, None), ITEMS, reported=True) == frozenset(failed)


def test_without_reports_any_answer_is_a_success_and_an_error_fails_all() -> None:
    assert failed_items(Outcome("1", {"batchItemFailures": [{"itemIdentifier": "b"}]}, None), ITEMS, reported=False) == frozenset()
    assert failed_items(Outcome("1", None, {"errorType": "E"}), ITEMS, reported=False) == frozenset(ITEMS)


ROUTES = [
    Route(*key.split(" "), "arn", None, ())
    for key in ("GET /vendors/{id}", "GET /vendors/import", "ANY /vendors/{id}", "GET /files/{path+}", "GET /files/{name}", "GET /")
]


@pytest.mark.parametrize(
    ("method", "path", "key", "parameters"),
    [
        ("GET", "/vendors/1", "GET /vendors/{id}", {"id": "1"}),
        ("GET", "/vendors/import", "GET /vendors/import", {}),
        ("DELETE", "/vendors/1", "ANY /vendors/{id}", {"id": "1"}),
        ("GET", "/files/a", "GET /files/{name}", {"name": "a"}),
        ("GET", "/files/a/b", "GET /files/{path+}", {"path": "a/b"}),
        ("GET", "/", "GET /", {}),
        ("GET", "/vendors/", None, None),
        ("GET", "/vendors", None, None),
        ("POST", "/files/a", None, None),
    ],
)
def test_the_most_specific_route_is_taken(method: str, path: str, key: str | None, parameters: dict[str, str] | None) -> None:
    found = match(ROUTES, method, path)

    assert (found.route.key if found else None, found.parameters if found else None) == (key, parameters)


def test_the_clock_goes_forward_from_the_noon_of_its_day_and_never_back() -> None:
    start = datetime(2026, 3, 2, 12, tzinfo=UTC)
    clock = Clock(ZoneInfo("Pacific/Auckland"), start)

    assert clock.now() - start < timedelta(seconds=5)
    assert clock.today() == date(2026, 3, 3)
    clock.set_to(clock.noon_of(date(2026, 3, 10)))
    assert clock.now().isoformat().startswith("2026-03-09T23:00:0")
    with pytest.raises(ClockSetBackError):
        clock.set_to(start)


def test_the_stack_is_at_rest_only_when_nothing_runs_and_nothing_waits() -> None:
    activity, waiting = Activity(), ["1 message"]
    activity.ask(lambda: waiting[0] if waiting else None)
    with activity.running("a function"):
        assert activity.under_way() == ["a function", "1 message"]
    with pytest.raises(StillBusyError, match="1 message"):
        activity.wait_until_idle(0.01)
    timer = threading.Timer(0.05, lambda: (waiting.clear(), activity.changed()))
    timer.start()
    activity.wait_until_idle(5)
    timer.join()


def test_what_changes_while_it_is_looked_for_is_looked_for_again() -> None:
    """Work that moves from a place not yet looked at to one already seen must not be overlooked."""
    activity, here, there = Activity(), list[str](), ["work"]

    def look_there() -> str | None:
        if there:
            here.append(there.pop())
            activity.changed()
        return None

    activity.ask(lambda: here[0] if here else None)
    activity.ask(look_there)

    assert activity.under_way() == ["work"]
