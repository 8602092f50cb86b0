"""Filter patterns let through what Lambda's let through."""

from typing import Any

import pytest

from local.formation.refusal import InvalidTemplateError, NotUnderstoodError
from local.pump.filters import fits_any, parse

RECORD: dict[str, Any] = {"eventName": "INSERT", "dynamodb": {"NewImage": {"kind": {"S": "notice"}, "tries": {"N": 2}}, "SizeBytes": 20}}


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ('{"eventName": ["INSERT", "MODIFY"]}', True),
        ('{"eventName": ["REMOVE"]}', False),
        ('{"dynamodb": {"NewImage": {"kind": {"S": ["notice"]}}}}', True),
        ('{"dynamodb": {"OldImage": {"kind": {"S": ["notice"]}}}}', False),
        ('{"dynamodb": {"NewImage": {"kind": {"S": [{"prefix": "not"}]}}}}', True),
        ('{"dynamodb": {"NewImage": {"kind": {"S": [{"suffix": "ices"}]}}}}', False),
        ('{"eventName": [{"equals-ignore-case": "insert"}]}', True),
        ('{"eventName": [{"anything-but": ["INSERT"]}]}', False),
        ('{"dynamodb": {"SizeBytes": [{"numeric": [">", 10, "<=", 20]}]}}', True),
        ('{"dynamodb": {"SizeBytes": [{"numeric": ["=", 21]}]}}', False),
        ('{"userIdentity": [{"exists": false}]}', True),
        ('{"eventName": [{"exists": false}]}', False),
    ],
)
def test_which_records_fit(pattern: str, fits: bool) -> None:
    assert fits_any(RECORD, [parse(pattern)]) is fits


def test_one_fitting_pattern_is_enough_and_none_means_all() -> None:
    assert fits_any(RECORD, [parse('{"eventName": ["REMOVE"]}'), parse('{"eventName": ["INSERT"]}')])
    assert fits_any(RECORD, [])


@pytest.mark.parametrize(
    ("pattern", "refusal"),
    [
        ("{", InvalidTemplateError),
        ('{"eventName": "INSERT"}', InvalidTemplateError),
        ('{"ip": [{"cidr": "10.0.0.0/8"}]}', NotUnderstoodError),
        ('{"a": [{"anything-but": {"prefix": "x"}}]}', NotUnderstoodError),
    ],
)
def test_a_pattern_that_nobody_here_can_judge_is_refused(pattern: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        parse(pattern)
