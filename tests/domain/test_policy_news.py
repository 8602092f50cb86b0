"""A letter's news of a policy: what, of which, from when; and None for what it does not say clearly."""

import time
from datetime import date

import pytest

from coverwatch.domain.policy_news import PolicyNews, PolicyNewsKind, policy_news_in

CANCELLATION, NON_RENEWAL, REINSTATEMENT = PolicyNewsKind.CANCELLATION, PolicyNewsKind.NON_RENEWAL, PolicyNewsKind.REINSTATEMENT


@pytest.mark.parametrize(
    ("text", "news"),
    [
        (
            "NOTICE OF CANCELLATION\nPolicy Number: GL-4711-26\nEffective date: 04/15/2026\nReason: non-payment",
            PolicyNews(CANCELLATION, "GL-4711-26", date(2026, 4, 15)),
        ),
        (
            "Policy no. BAP 1, hm. Your policy WC123456 will be cancelled effective April 3, 2026.",
            PolicyNews(CANCELLATION, "WC123456", date(2026, 4, 3)),
        ),
        ("This is a notice of nonrenewal of policy UMB-99001 on 2026-07-01.", PolicyNews(NON_RENEWAL, "UMB-99001", date(2026, 7, 1))),
        (
            "Good news: policy GL-4711-26 has been reinstated as of 04/20/2026 after the notice of cancellation.",
            PolicyNews(REINSTATEMENT, "GL-4711-26", date(2026, 4, 20)),
        ),
        ("The policy has been canceled.", PolicyNews(CANCELLATION, None, None)),
        ("Notice of cancellation, dated 03/01/2026 or 03/02/2026.", PolicyNews(CANCELLATION, None, None)),
        ("Notice of cancellation effective 02/31/2026", PolicyNews(CANCELLATION, None, None)),
    ],
)
def test_news_of_a_policy_is_found(text: str, news: PolicyNews) -> None:
    assert policy_news_in(text) == news


@pytest.mark.parametrize(
    "text",
    [
        "Attached is the certificate for policy GL-4711-26, effective 01/01/2026.",
        "SHOULD ANY OF THE ABOVE DESCRIBED POLICIES BE CANCELLED BEFORE THE EXPIRATION DATE THEREOF",
        "Please cancel our meeting.",
        "",
    ],
)
def test_an_ordinary_letter_is_no_news(text: str) -> None:
    assert policy_news_in(text) is None


def test_a_number_on_file_is_believed_before_anything_that_looks_like_one() -> None:
    text = "Notice of cancellation. Policy account 998877 : our policy G L 26 / 0001 ends."

    news = policy_news_in(text, ("GL-26-0001", "WC-26-0001"))

    assert news
    assert news.policy_number == "GL-26-0001"


@pytest.mark.parametrize(
    "text", ["policy " * 30_000, "policy" * 30_000 + "A" * 20_000, "notice of " * 20_000, "effective date of " * 12_000]
)
def test_a_long_letter_takes_no_long_time(text: str) -> None:
    begun = time.process_time()

    policy_news_in("notice of cancellation " + text)

    assert time.process_time() - begun < 2
