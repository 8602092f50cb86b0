"""What a function's answer to a batch means: which of its items Lambda counts as failed."""

from collections.abc import Collection

from local.workers import Outcome


def failed_items(outcome: Outcome, items: Collection[str], *, reported: bool) -> frozenset[str]:
    """The failed among `items`, by identifier.

    Where the mapping does not take reports, an answer is a success. Where it does, an answer that names no item is a success too,
    and one that Lambda cannot read, or that names an item it did not send, fails the whole batch.
    """
    if outcome.failed:
        return frozenset(items)
    if not reported or outcome.answer is None:
        return frozenset()
    if not isinstance(outcome.answer, dict):
        return frozenset(items)
    failures = outcome.answer.get("batchItemFailures")
    if failures is None:
        return frozenset()
    if not isinstance(failures, list):
        return frozenset(items)
    named = [entry.get("itemIdentifier") if isinstance(entry, dict) else None for entry in failures]
    if any(name not in items for name in named):
        return frozenset(items)
    return frozenset(str(name) for name in named)
