"""Spans of cover: until when a line is covered, where it is not, and which policy's cover ended last."""

from datetime import date

from coverwatch.rules.case import Held


def covered_until(held: list[Held], on: date) -> date | None:
    """The first day without cover after a day that has it; None when the day itself has none."""
    if len(held) == 1 and len(held[0].spans) == 1:
        start, end = held[0].spans[0]
        return end if start <= on < end else None
    until: date | None = None
    for start, end in sorted(span for each in held for span in each.spans):
        if until is None:
            if start <= on < end:
                until = end
        elif start <= until < end:
            until = end
    return until


def last_end(held: list[Held], on: date) -> date | None:
    """The last day, up to this one, on which some cover ended."""
    return max((end for each in held for _, end in each.spans if end <= on), default=None)


def last_ended(held: list[Held], on: date) -> Held | None:
    """The policy whose cover ended last, up to the day; None when none ever gave cover."""
    ended = [(end, index) for index, each in enumerate(held) for _, end in each.spans if end <= on]
    return held[max(ended)[1]] if ended else None


def gaps(held: list[Held], since: date | None) -> list[tuple[date, date]]:
    """The half-open spans between terms that no policy covers, from a day on."""
    found: list[tuple[date, date]] = []
    until: date | None = None
    for start, end in sorted(span for each in held for span in each.spans):
        if until is not None and start > until and (since is None or start > since):
            found.append((max(until, since) if since else until, start))
        until = end if until is None else max(until, end)
    return found
