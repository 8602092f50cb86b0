"""Messages: an agent can act on each, and none asks for words on a certificate (unlawful in most states)."""

import re

import pytest

from coverwatch.domain.finding import Outcome
from tests.rules.case_files import case_files, run

ASKS_FOR_WORDS = re.compile(
    r"\b(add|insert|type|write|include|state(?!'s)|reword|amend|alter|change|remove|strike)\b[^.]*\b(certificate|description|form)\b"
    r"|wording|verbiage",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"send|we need|tell us|confirm|attach|use ACORD|have your agent|re-issued|must read exactly|looked at|must carry", re.IGNORECASE
)

MESSAGES = sorted(
    {
        (finding.rule, finding.message)
        for file in case_files()
        for case in file.cases
        for finding in run(case).findings
        if finding.outcome in (Outcome.FAIL, Outcome.REVIEW)
    }
)


@pytest.mark.parametrize(("rule", "message"), MESSAGES)
def test_a_message_asks_for_a_fact_a_copy_or_a_corrected_certificate(rule, message):
    assert ASKS_FOR_WORDS.search(message) is None
    assert rule in EXACT_GAP or ASKS.search(message)
    assert len(message) < 400


EXACT_GAP = {"R09", "R21"}
"""Rules whose message may be the exact gap alone: the amount or the rating says what is wanted."""
