"""The table behind `Records`: one vendor's facts in one Query, every write conditional, every change with its history."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from botocore.exceptions import ClientError

from coverwatch.application.ports import Filing, OpenKind
from coverwatch.application.records import (
    CertificateRecord,
    HistoryRow,
    NoticeRecord,
    Standing,
    StoredRequirementSet,
    UploadGrant,
    VendorFile,
)
from coverwatch.aws.items import (
    DUE_SHARDS,
    Item,
    certificate_item,
    cost_item,
    decoded,
    encoded,
    fact_in,
    fact_item,
    grant_items,
    history_item,
    home_item,
    home_of,
    letter_item,
    letter_key,
    name_item,
    names_of,
    notice_item,
    profile_item,
    record_in,
    stamp,
    vendor_key,
)
from coverwatch.domain.facts import VendorFacts
from coverwatch.domain.notice import NoticeStatus
from coverwatch.domain.vendor import Vendor

TRANSACTION_ACTIONS = 100  # DynamoDB's own limits
TRANSACTION_BYTES = 4 * 1024 * 1024
ABSENT = "attribute_not_exists(pk)"
UNCHANGED = "#stamp = :stamp"


class TransactionTooLarge(Exception):
    """A change that DynamoDB would refuse whole: more than 100 items, more than 4 MB, or one item twice."""


class Table:
    """`Records` in DynamoDB. Errors other than a lost race are raised, and the message comes back."""

    def __init__(self, dynamodb: Any, name: str) -> None:
        self._dynamodb = dynamodb
        self._name = name

    # ── vendors ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def vendor(self, vendor_id: str) -> VendorFile | None:
        items = list(self._query(vendor_key(vendor_id), "FACT#"))
        profile = next((item for item in items if item["kind"] == "profile"), None)
        if profile is None:
            return None
        certificates = tuple(record_in(CertificateRecord, item) for item in items if item["kind"] == "certificate")
        return VendorFile(
            facts=VendorFacts(
                vendor=record_in(Vendor, profile),
                certificates=tuple(record.filed() for record in certificates),
            ).with_recorded(*(fact_in(item) for item in items if item["kind"] == "fact")),
            version=int(profile["version"]),
            generation=int(profile["generation"]),
            standing=record_in(Standing, {"body": profile["standing"]}),
            certificates=certificates,
            notices=tuple(record_in(NoticeRecord, item) for item in items if item["kind"] == "notice"),
        )

    def vendors_named(self, folded_name: str) -> Sequence[str]:
        return [item["vendor_id"] for item in self._query(f"NAME#{folded_name}", "VENDOR#")]

    def file(self, filing: Filing) -> bool:
        actions = [self._put(profile_item(filing), *_version_is(filing.version))]
        as_read = {record.certificate_id: record for record in filing.as_read}
        for record in filing.certificates:
            was = as_read.get(record.certificate_id)
            unchanged = _unchanged(was) if was and was.vendor_id == filing.vendor_id else ()
            actions += [self._put(certificate_item(record), *unchanged), self._put(home_item(record))]
            if was and was.vendor_id is None:
                actions.append(self._delete(home_of(was), certificate_item(was)["sk"], *_unchanged(was)))
        actions += [self._put(fact_item(filing.vendor_id, fact)) for fact in filing.facts]
        for notice in filing.notices:
            pending = NoticeRecord(notice=notice, status=NoticeStatus.PENDING, since=filing.at)
            actions.append(self._put(notice_item(pending), ABSENT))
        actions += [self._put(history_item(vendor_key(filing.vendor_id), row)) for row in filing.history]
        before, after = names_of(filing.former_vendor), names_of(filing.vendor)
        actions += [self._put(name_item(name, filing.vendor_id)) for name in sorted(after - before)]
        actions += [self._delete(f"NAME#{name}", vendor_key(filing.vendor_id)) for name in sorted(before - after)]
        return self._transact(actions)

    # ── certificates ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def certificate(self, certificate_id: str) -> CertificateRecord | None:
        home = self._get(f"CERTIFICATE#{certificate_id}", "HOME")
        item = self._get(home["home"], f"FACT#CERTIFICATE#{certificate_id}") if home else None
        return record_in(CertificateRecord, item) if item else None

    def is_erased(self, certificate_id: str) -> bool:
        home = self._get(f"CERTIFICATE#{certificate_id}", "HOME")
        return home is not None and home["kind"] == "tombstone"

    def register(self, record: CertificateRecord, history: HistoryRow) -> CertificateRecord:
        actions = [
            self._put(home_item(record), ABSENT),
            self._put(certificate_item(record), ABSENT),
            self._put(history_item(home_of(record), history)),
        ]
        return record if self._transact(actions) else (self.certificate(record.certificate_id) or record)

    def claim_content(self, sha256: str, vendor_id: str | None, certificate_id: str) -> str:
        key = f"CONTENT#{vendor_id or 'unassigned'}#{sha256}"
        claim = {"pk": key, "sk": "CLAIM", "kind": "content", "certificate_id": certificate_id}
        if self._transact([self._put(claim, ABSENT)]):
            return certificate_id
        kept = self._get(key, "CLAIM")
        return str(kept["certificate_id"]) if kept else certificate_id

    def progress(self, record: CertificateRecord, was: CertificateRecord, history: HistoryRow | None = None) -> bool:
        actions = [self._put(certificate_item(record), *_unchanged(was))]
        actions += [self._put(history_item(home_of(record), history))] if history else []
        actions += [self._put(cost_item(record))] if record.cost != was.cost else []
        return self._transact(actions) or self._is_now(certificate_item(record))

    # ── notices ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def notice(self, vendor_id: str, notice_id: str) -> NoticeRecord | None:
        item = self._get(vendor_key(vendor_id), f"FACT#NOTICE#{notice_id}")
        return record_in(NoticeRecord, item) if item else None

    def settle_notice(self, record: NoticeRecord, was: NoticeRecord) -> bool:
        item = notice_item(record)
        return self._transact([self._put(item, *_unchanged(was))]) or self._is_now(item)

    # ── what waits ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def due(self, until: date) -> Iterator[str]:
        for shard in range(DUE_SHARDS):
            for item in self._index("due", f"due#{shard}", until=f"{until.isoformat()}#\uffff"):
                yield item["due_sk"].split("#", 1)[1]

    def open_since(self, kind: OpenKind, before: datetime) -> Iterator[tuple[str, ...]]:
        for item in self._index("open", kind, until=before.isoformat()):
            yield tuple(item["open_sk"].split("#")[1:])

    # ── requirement sets and grants ──────────────────────────────────────────────────────────────────────────────────────────────

    def requirement_set(self, requirement_set_id: str) -> StoredRequirementSet | None:
        item = self._get(f"SET#{requirement_set_id}", "CURRENT")
        return record_in(StoredRequirementSet, item) if item else None

    def grant(self, upload_id: str) -> UploadGrant | None:
        item = self._get(f"GRANT#{upload_id}", "GRANT")
        return record_in(UploadGrant, item) if item else None

    def keep_grant(self, grant: UploadGrant) -> None:
        self._transact([self._put(item) for item in grant_items(grant)])

    def close_grant(self, upload_id: str) -> None:
        """Take a grant out of what waits; it stays readable."""
        self._dynamodb.update_item(
            TableName=self._name,
            Key=encoded({"pk": f"GRANT#{upload_id}", "sk": "GRANT"}),
            UpdateExpression="REMOVE open_pk, open_sk",
        )

    # ── letters ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def has_letter(self, letter_id: str) -> bool:
        return self._get(letter_key(letter_id), "LETTER") is not None

    def keep_letter(self, letter_id: str, at: datetime) -> None:
        self._transact([self._put(letter_item(letter_id, at))])

    # ── DynamoDB ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _get(self, pk: str, sk: str) -> Item | None:
        answer = self._dynamodb.get_item(TableName=self._name, Key=encoded({"pk": pk, "sk": sk}), ConsistentRead=True)
        return decoded(answer["Item"]) if "Item" in answer else None

    def _query(self, pk: str, prefix: str = "") -> Iterator[Item]:
        values = {":pk": pk} | ({":prefix": prefix} if prefix else {})
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._name,
            ConsistentRead=True,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)" if prefix else "pk = :pk",
            ExpressionAttributeValues=encoded(values),
        )
        return (decoded(item) for page in pages for item in page["Items"])

    def _index(
        self, index: str, pk: str, *, since: str = "", until: str | None = None, after: str | None = None, limit: int | None = None
    ) -> Iterator[Item]:
        """The entries of an index in order: from `since` until `until`, or those that come after a position."""
        start = max(since, after or "")
        condition, values = f"{index}_pk = :pk", {":pk": pk}
        if start and until is not None:
            condition, values = condition + f" AND {index}_sk BETWEEN :start AND :until", {**values, ":start": start, ":until": until}
        elif until is not None:
            condition, values = condition + f" AND {index}_sk <= :until", {**values, ":until": until}
        elif start:
            condition, values = condition + f" AND {index}_sk >= :start", {**values, ":start": start}
        if start and until is not None and start > until:
            return iter(())
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._name,
            IndexName=index,
            KeyConditionExpression=condition,
            ExpressionAttributeValues=encoded(values),
            PaginationConfig={"MaxItems": limit + 1} if limit else {},  # the one at the position itself may be among them
        )
        found = (decoded(item) for page in pages for item in page["Items"])
        return islice((item for item in found if item[f"{index}_sk"] != after), limit)

    def _put(self, item: Item, *condition: Any) -> Item:
        return {"Put": {"TableName": self._name, "Item": encoded(item), **_condition(*condition)}}

    def _delete(self, pk: str, sk: str, *condition: Any) -> Item:
        return {"Delete": {"TableName": self._name, "Key": encoded({"pk": pk, "sk": sk}), **_condition(*condition)}}

    def _transact(self, actions: list[Item]) -> bool:
        """Write all of it or nothing; False when a condition did not hold or another transaction was in the way."""
        _refuse_oversize(actions)
        try:
            self._dynamodb.transact_write_items(TransactItems=actions)
        except ClientError as error:
            if error.response["Error"]["Code"] != "TransactionCanceledException":
                raise
            codes = {reason.get("Code", "None") for reason in error.response.get("CancellationReasons", ())}
            if codes <= {"None", "ConditionalCheckFailed", "TransactionConflict"}:
                return False
            raise
        return True

    def _is_now(self, item: Item) -> bool:
        """Whether the table holds exactly this: a write whose answer was lost looks like one that came too late."""
        kept = self._get(item["pk"], item["sk"])
        return kept is not None and kept.get("stamp") == item["stamp"]


def _condition(expression: str | None = None, values: Item | None = None, names: dict[str, str] | None = None) -> Item:
    """The members of an action that make it conditional."""
    told = {"ConditionExpression": expression, "ExpressionAttributeValues": encoded(values or {}), "ExpressionAttributeNames": names}
    return {name: value for name, value in told.items() if value}


def _unchanged(was: Any) -> tuple[str, Item, dict[str, str]]:
    """The condition that a record is still exactly as it was read."""
    return UNCHANGED, {":stamp": stamp(was)}, {"#stamp": "stamp"}


def _version_is(version: int) -> tuple[str, Item | None]:
    return (ABSENT, None) if version == 0 else ("version = :version", {":version": version})


def _refuse_oversize(actions: list[Item]) -> None:
    keys = []
    for action in actions:
        (operation,) = action.values()
        key = operation.get("Key") or operation["Item"]
        keys.append((key["pk"]["S"], key["sk"]["S"]))
    if len(actions) > TRANSACTION_ACTIONS or len(set(keys)) != len(keys):
        raise TransactionTooLarge(f"{len(actions)} actions on {len(set(keys))} items")
    size = sum(len(str(action)) for action in actions)
    if size > TRANSACTION_BYTES:
        raise TransactionTooLarge(f"about {size} bytes")
