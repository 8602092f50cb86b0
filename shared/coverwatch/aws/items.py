"""How records lie in the table: keys, sparse index entries, and the record itself as JSON in `body`.

One vendor's facts are one item collection: `VENDOR#{id}` / `FACT#…`, so that one consistent Query brings all that an answer rests on; its
history lies beside them under `HISTORY#…`. A certificate lives with its vendor, or by itself while it has none; `CERTIFICATE#{id}` /
`HOME` says where. An item appears in an index only while it is due, listed or waiting.
"""

import hashlib
import zlib
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from pydantic import TypeAdapter

from coverwatch.application.ports import Filing
from coverwatch.application.records import (
    CertificateRecord,
    HistoryRow,
    NoticeRecord,
    Overview,
    StoredRequirementSet,
    Tombstone,
    UploadGrant,
)
from coverwatch.domain.facts import (
    Cancellation,
    CertificateStatus,
    ClosedAddress,
    Decision,
    RecordedFact,
    Settlement,
    Statement,
    SupportingDocument,
    Waiver,
    fact_key,
)
from coverwatch.domain.names import folded
from coverwatch.domain.notice import NoticeStatus, Series
from coverwatch.domain.vendor import Vendor

Item = dict[str, Any]

SCHEMA = 1
LETTER_KEPT = timedelta(days=100)  # the bucket keeps raw mails for 90
DUE_SHARDS = 4  # a morning's writes to one shard stay far below a partition's 1,000 a second
WAITING = {CertificateStatus.RECEIVED: "certificate", CertificateStatus.READING: "certificate", CertificateStatus.IN_REVIEW: "review"}
FACTS = {kind.__name__: kind for kind in (Cancellation, ClosedAddress, Decision, Settlement, Statement, SupportingDocument, Waiver)}
UNSENT = frozenset({NoticeStatus.PENDING, NoticeStatus.SENDING})

_serialize = TypeSerializer().serialize
_deserialize = TypeDeserializer().deserialize


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """The reader and writer of a record's JSON, built when first used."""
    return TypeAdapter(kind)


def encoded(item: Item) -> Item:
    """An item in DynamoDB's own notation; attributes that are None are left out."""
    return {name: _serialize(value) for name, value in item.items() if value is not None}


def decoded(item: Item) -> Item:
    """An item from DynamoDB's notation."""
    return {name: _deserialize(value) for name, value in item.items()}


def body_of(record: Any) -> str:
    """A record as JSON; equal records have equal bodies."""
    kind: Any = type(record)
    text: str = adapter(kind).dump_json(record).decode()
    return text


def record_in(kind: Any, item: Item) -> Any:
    """The record of that kind in an item."""
    return adapter(kind).validate_json(item["body"])


def stamp(record: Any) -> str:
    """A short name for exactly this state of a record, for conditional writes.

    Defaults are left out: a record from before a field was added still has its name, so that what is under way in an upgrade goes on.
    """
    kind: Any = type(record)
    told = adapter(kind).dump_json(record, exclude_defaults=True)
    return hashlib.sha256(told).hexdigest()[:20]


def vendor_key(vendor_id: str) -> str:
    return f"VENDOR#{vendor_id}"


def home_of(record: CertificateRecord) -> str:
    """The partition that a certificate lives in."""
    return vendor_key(record.vendor_id) if record.vendor_id else f"UNASSIGNED#{record.certificate_id}"


def certificate_item(record: CertificateRecord) -> Item:
    waiting = WAITING.get(record.status)
    return {
        "pk": home_of(record),
        "sk": f"FACT#CERTIFICATE#{record.certificate_id}",
        "kind": "certificate",
        "schema": SCHEMA,
        "status": record.status.value,
        "stamp": stamp(record),
        "body": body_of(record),
        "open_pk": waiting,
        "open_sk": f"{record.changed_at.isoformat()}#{record.certificate_id}" if waiting else None,
    }


def home_item(record: CertificateRecord) -> Item:
    return {"pk": f"CERTIFICATE#{record.certificate_id}", "sk": "HOME", "kind": "home", "schema": SCHEMA, "home": home_of(record)}


def profile_item(filing: Filing) -> Item:
    standing, vendor_id = filing.standing, filing.vendor_id
    due = standing.next_action_on if filing.vendor.active else None
    ends_on = min((end.on for end in standing.ends), default=None) if filing.vendor.active else None
    return {
        "pk": vendor_key(vendor_id),
        "sk": "FACT#PROFILE",
        "kind": "profile",
        "schema": SCHEMA,
        "version": filing.version + 1,
        "generation": filing.generation,
        "status": standing.status.value,
        "body": body_of(filing.vendor),
        "standing": body_of(standing),
        "due_pk": f"due#{zlib.crc32(vendor_id.encode()) % DUE_SHARDS}" if due else None,
        "due_sk": f"{due.isoformat()}#{vendor_id}" if due else None,
        "status_pk": f"status#{standing.status.value}",
        "status_sk": f"{folded(filing.vendor.legal_name)}#{vendor_id}",
        "open_pk": "ending" if ends_on else None,
        "open_sk": f"{ends_on.isoformat()}#{vendor_id}" if ends_on else None,
    }


def fact_item(vendor_id: str, fact: RecordedFact) -> Item:
    return {
        "pk": vendor_key(vendor_id),
        "sk": f"FACT#{fact_key(fact)}",
        "kind": "fact",
        "schema": SCHEMA,
        "fact": type(fact).__name__,
        "body": body_of(fact),
    }


def fact_in(item: Item) -> RecordedFact:
    """The recorded fact in an item."""
    fact: RecordedFact = record_in(FACTS[item["fact"]], item)
    return fact


def notice_item(record: NoticeRecord) -> Item:
    waits_in = "notice" if record.status in UNSENT else "task" if _is_open_task(record) else None
    return {
        "pk": vendor_key(record.notice.vendor_id),
        "sk": f"FACT#NOTICE#{record.notice.notice_id}",
        "kind": "notice",
        "schema": SCHEMA,
        "status": record.status.value,
        "stamp": stamp(record),
        "body": body_of(record),
        "open_pk": waits_in,
        "open_sk": f"{record.since.isoformat()}#{record.notice.vendor_id}#{record.notice.notice_id}" if waits_in else None,
    }


def _is_open_task(record: NoticeRecord) -> bool:
    """Whether people were told of a task, and nobody has said that it is done."""
    return record.notice.series is Series.REVIEW_TASK and record.status is not NoticeStatus.SUPPRESSED and record.closed_by is None


def history_item(home: str, row: HistoryRow) -> Item:
    body = body_of(row)
    return {
        "pk": home,
        "sk": f"HISTORY#{row.recorded_at.isoformat()}#{hashlib.sha256(body.encode()).hexdigest()[:12]}",
        "kind": "history",
        "schema": SCHEMA,
        "body": body,
    }


def grant_items(grant: UploadGrant) -> tuple[Item, Item]:
    """The grant by its own id, and a word of it with its vendor, so that all of the vendor's are found."""
    kept = {
        "pk": f"GRANT#{grant.upload_id}",
        "sk": "GRANT",
        "kind": "grant",
        "schema": SCHEMA,
        "body": body_of(grant),
        "open_pk": "grant",
        "open_sk": f"{grant.granted_at.isoformat()}#{grant.vendor_id}#{grant.upload_id}",
    }
    pointer = {
        "pk": vendor_key(grant.vendor_id),
        "sk": f"GRANT#{grant.upload_id}",
        "kind": "grant",
        "schema": SCHEMA,
        "upload_id": grant.upload_id,
    }
    return kept, pointer


def letter_key(letter_id: str) -> str:
    return f"LETTER#{letter_id}"


def letter_item(letter_id: str, at: datetime) -> Item:
    """That a raw mail has been taken in; it goes by itself some days after the mail."""
    expires_at = int((at + LETTER_KEPT).timestamp())
    return {"pk": letter_key(letter_id), "sk": "LETTER", "kind": "letter", "schema": SCHEMA, "expires_at": expires_at}


def tombstone_key(vendor_id: str) -> str:
    """Where an erased vendor's tombstone lies: its id, which may be its name, is not in it."""
    return f"ERASED#{hashlib.sha256(vendor_id.encode()).hexdigest()}"


def tombstone_item(vendor_id: str, tombstone: Tombstone) -> Item:
    return {
        "pk": tombstone_key(vendor_id),
        "sk": "TOMBSTONE",
        "kind": "tombstone",
        "schema": SCHEMA,
        "body": body_of(tombstone),
    }


def cost_item(record: CertificateRecord) -> Item:
    """What reading a document has cost so far, in the ledger of the month in which it came; a repeated word is the same word."""
    return {
        "pk": f"COST#{record.received_at.astimezone(UTC):%Y-%m}",
        "sk": record.certificate_id,
        "kind": "cost",
        "schema": SCHEMA,
        "cost": record.cost,
    }


def overview_item(overview: Overview) -> Item:
    return {"pk": "OVERVIEW", "sk": "OVERVIEW", "kind": "overview", "schema": SCHEMA, "body": body_of(overview)}


def name_item(folded_name: str, vendor_id: str) -> Item:
    return {"pk": f"NAME#{folded_name}", "sk": vendor_key(vendor_id), "kind": "name", "schema": SCHEMA, "vendor_id": vendor_id}


def requirement_set_item(stored: StoredRequirementSet, sk: str) -> Item:
    return {
        "pk": f"SET#{stored.requirement_set_id}",
        "sk": sk,
        "kind": "requirement_set",
        "schema": SCHEMA,
        "version": stored.version,
        "body": body_of(stored),
        "status_pk": "requirement_set" if sk == "CURRENT" else None,
        "status_sk": stored.requirement_set_id if sk == "CURRENT" else None,
    }


def names_of(vendor: Vendor | None) -> frozenset[str]:
    """The folded names by which a certificate can name this vendor."""
    return frozenset(folded(name) for name in (vendor.legal_name, *vendor.aliases)) if vendor else frozenset()
