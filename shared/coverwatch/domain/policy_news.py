"""News of a policy in a letter's or a page's words: cancelled, not renewed, reinstated; which policy, and from when.

A person decides what it means: nothing that is found here changes an answer.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PolicyNewsKind(StrEnum):
    """What has become of a policy."""

    REINSTATEMENT = "reinstatement"
    NON_RENEWAL = "non_renewal"
    CANCELLATION = "cancellation"


@dataclass(frozen=True, slots=True)
class PolicyNews:
    """What somebody's words say; None for what they do not say clearly."""

    kind: PolicyNewsKind
    policy_number: str | None
    effective_on: date | None


SAYS = (
    (
        PolicyNewsKind.REINSTATEMENT,
        re.compile(r"(?:notice of|policy|been|was) reinstate(?:d|ment)|reinstatement notice", re.IGNORECASE),
    ),
    (PolicyNewsKind.NON_RENEWAL, re.compile(r"non-? ?renewal|(?:will|shall) not (?:be renewed|renew\b)", re.IGNORECASE)),
    (
        PolicyNewsKind.CANCELLATION,
        re.compile(
            r"notice of (?:\w+ )?cancell?ation|cancell?ation (?:notice|effective|date)"
            r"|(?:will be|has been|have been|was|is being) cancell?ed",
            re.IGNORECASE,
        ),
    ),
)
NUMBER = re.compile(
    r"policy\s*(?:number|num\.?|no\.?|#)?\s*[:#]?\s*((?=[A-Z0-9-]{0,30}\d)[A-Z0-9][A-Z0-9-]{3,28}[A-Z0-9])\b", re.IGNORECASE
)
DAY = r"(\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4})"
EFFECTIVE = re.compile(
    rf"effective(?: date)?(?: of)?(?: (?:cancell?ation|reinstatement|non-?renewal))?(?: (?:is|on|as of|from))?:? *{DAY}", re.IGNORECASE
)
ANY_DAY = re.compile(DAY, re.IGNORECASE)
WRITTEN = ("%Y-%m-%d", "%m/%d/%Y", "%B %d %Y", "%b %d %Y")


def policy_news_in(text: str, known_numbers: Iterable[str] = ()) -> PolicyNews | None:
    """The news that a text brings, if it does; of the numbers on file, the one that it names is believed first."""
    plain = " ".join(text.split())
    kind = next((kind for kind, words in SAYS if words.search(plain)), None)
    if kind is None:
        return None
    return PolicyNews(kind, _number(plain, known_numbers), _effective(plain))


def _number(text: str, known: Iterable[str]) -> str | None:
    letters = _letters(text)
    named = [number for number in known if len(_letters(number)) > 3 and _letters(number) in letters]
    if named:
        return max(named, key=len)
    found = NUMBER.search(text)
    return found.group(1).upper() if found else None


def _effective(text: str) -> date | None:
    """The day that it calls effective, or the only day that it names at all."""
    days = {day for found in EFFECTIVE.findall(text) if (day := _day(found))} or {
        day for found in ANY_DAY.findall(text) if (day := _day(found))
    }
    return days.pop() if len(days) == 1 else None


def _day(text: str) -> date | None:
    plain = text.replace(",", "").replace(".", "")
    for written in WRITTEN:
        try:
            return datetime.strptime(plain, written).date()  # noqa: DTZ007 - a day, without an hour
        except ValueError:
            continue
    return None


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
