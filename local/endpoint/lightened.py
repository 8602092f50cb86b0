"""moto made lighter where it costs most: what it copies for a transaction, and what it looks up for each call."""

import copy
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from moto import backends
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.table import Table

_changed_in_place = threading.local()


def lighten() -> None:
    """Takes effect once for the whole process; what moto answers stays the same."""
    if Table.__dict__.get("__deepcopy__") is not None:
        return
    modules = tuple(backends.list_of_moto_modules())
    # moto lists its own directory for every call it dispatches.
    backends.list_of_moto_modules = lambda: modules
    setattr(Table, "__deepcopy__", _copied)  # noqa: B010 - a name that the class does not have
    setattr(DynamoDBBackend, "transact_write_items", _transacting(DynamoDBBackend.transact_write_items))  # noqa: B010 - as above


def _transacting(theirs: Callable[..., None]) -> Callable[..., None]:
    """moto copies the whole table before a transaction, to put the copy in its place when the transaction fails."""

    def transact_write_items(backend: DynamoDBBackend, transact_items: Sequence[Mapping[str, Any]]) -> None:
        updates = [entry["Update"] for entry in transact_items if "Update" in entry]
        _changed_in_place.items = [item for update in updates if (item := _item(backend, update)) is not None]
        try:
            theirs(backend, transact_items)
        finally:
            _changed_in_place.items = []

    return transact_write_items


def _item(backend: DynamoDBBackend, update: Mapping[str, Any]) -> Any:
    table = backend.tables.get(update["TableName"])
    if table is None or any(name not in update["Key"] for name in table.table_key_attrs):
        return None  # the transaction fails, and says why
    return table.get_item(*backend.get_keys_value(table, update["Key"]))


def _copied(table: Any, _memo: dict[int, Any]) -> Any:
    """A copy that shares the items that a transaction replaces or removes; only those that it updates change in place."""
    copied = copy.copy(table)
    changed = {id(item): item for item in getattr(_changed_in_place, "items", ())}

    def kept(item: Any) -> Any:
        return copy.deepcopy(item) if id(item) in changed else item

    copied.items = defaultdict(dict)
    for hash_key, held in table.items.items():
        copied.items[hash_key] = {range_key: kept(item) for range_key, item in held.items()} if table.has_range_key else kept(held)
    if table.stream_shard is not None:
        copied.stream_shard = copy.copy(table.stream_shard)
        copied.stream_shard.items = list(table.stream_shard.items)
        copied.stream_shard.table = copied
    return copied
