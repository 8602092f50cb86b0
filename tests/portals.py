"""A vendor's portal in memory: a vendor, its link, and pages as the gateway would ask for them."""

import json
import struct
import zlib
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from urllib.parse import quote

from coverwatch.api.portal_gateway import resolver
from coverwatch.application.filing import Change, file_change
from coverwatch.application.links import link_token
from coverwatch.application.office import Asked, Office
from coverwatch.application.portal import Portal
from coverwatch.application.records import CertificateRecord, Reason, StoredRequirementSet, Upload, VendorFile
from coverwatch.application.uploads import certificate_id_of
from coverwatch.application.vendors import put_vendor
from coverwatch.domain.certificate import Certificate
from coverwatch.domain.facts import CertificateStatus
from tests.builders import REQUIREMENTS, a_certificate, a_vendor, the_policies
from tests.fakes import MemoryDocuments, MemoryQueue, MemoryRecords

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
SECRET = b"a secret"
A_BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
THE_MODULE = {"accept": "application/json", "content-type": "application/json"}


@dataclass
class VendorPortal:
    """Two vendors; whatever comes is told by a test."""

    records: MemoryRecords = field(default_factory=MemoryRecords)
    documents: MemoryDocuments = field(default_factory=MemoryDocuments)

    def __post_init__(self) -> None:
        ids = count(1)
        self.portal = Portal(
            records=self.records,
            documents=self.documents,
            organisation="Meridian Property Group LLC",
            time_zone=UTC,
            link_secret=lambda: SECRET,
            new_id=lambda: f"{next(ids):08x}".ljust(32, "0"),
        )
        self.app = resolver(lambda: self.portal, lambda: "https://cover.example")
        self.records.publish(StoredRequirementSet("general-subcontractor", 1, REQUIREMENTS, AT, "test"))
        office = Office(
            records=self.records,
            documents=self.documents,
            assessments=MemoryQueue(),
            time_zone=UTC,
            new_id=lambda: "id",
            signing_secret=lambda: SECRET,
        )
        for vendor in (a_vendor(), a_vendor(vendor_id="another", legal_name="Another & Sons <b>", reference=None)):
            put_vendor(office, vendor, Asked("test", AT, ON))

    def link(self, vendor_id: str = "keystone-elevator", generation: int = 1, on: date = ON) -> str:
        """The token of a vendor's link as a mail of that day carries it."""
        return link_token(SECRET, vendor_id, generation, on)

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, body: str = "", on: date = ON) -> dict[str, Any]:
        """What the function answers to the gateway's event; header names in lower case."""
        at = datetime.combine(on, AT.time(), tzinfo=UTC)
        event = {
            "version": "2.0",
            "routeKey": "-",
            "rawPath": path,
            "rawQueryString": "",
            "headers": A_BROWSER if headers is None else headers,
            "requestContext": {
                "domainName": "api.example",
                "http": {"method": method, "path": path},
                "requestId": "request",
                "stage": "$default",
                "timeEpoch": int(at.timestamp() * 1000),
            },
            "body": body or None,
            "isBase64Encoded": False,
        }
        answer: dict[str, Any] = self.app.resolve(event, None)  # type: ignore[arg-type]
        answer["headers"] = {name.lower(): value for name, value in answer["headers"].items()}
        return answer

    def page(self, token: str | None = None, on: date = ON) -> str:
        """The vendor's page as a browser gets it."""
        answer = self.ask("GET", f"/u/{quote(token or self.link())}", on=on)
        assert answer["statusCode"] == 200, answer
        return str(answer["body"])

    def begin(self) -> str:
        """An upload that the page's module has announced: its id."""
        answer = self.ask("POST", f"/u/{self.link()}/uploads", THE_MODULE, json.dumps({"file_name": "coi.pdf"}))
        assert answer["statusCode"] == 201, answer
        return str(json.loads(answer["body"])["upload_id"])

    def told(self, upload_id: str, token: str | None = None) -> dict[str, Any]:
        """What the page's module is told of an upload."""
        answer = self.ask("GET", f"/u/{token or self.link()}/uploads/{upload_id}", THE_MODULE)
        return {"code": answer["statusCode"], **json.loads(answer["body"])}

    def arrives(
        self,
        status: CertificateStatus = CertificateStatus.ACCEPTED,
        certificate: Certificate | None = None,
        *,
        upload_id: str | None = None,
        vendor_id: str = "keystone-elevator",
        reasons: tuple[Reason, ...] = (),
        file_name: str | None = "coi.pdf",
        at: datetime = AT,
    ) -> CertificateRecord:
        """A document that came and stands as it does, with the pictures of its pages."""
        key = f"uploads/{vendor_id}/{upload_id or f'by-hand-{len(self.records.kept)}'}"
        upload = self.documents.upload(key, b"content")
        record = a_record(upload, status, vendor_id, certificate, reasons=reasons, file_name=file_name, at=at)
        self.documents.put(f"derived/{record.certificate_id}/pages/1.png", a_png(850, 1100), "image/png")

        def decide(file: VendorFile | None) -> Change | None:
            return Change(certificates=(record,))

        assert file_change(self.portal, vendor_id, decide, on=ON, at=at, actor="test")
        return record


def a_record(
    upload: Upload, status: CertificateStatus, vendor_id: str, certificate: Certificate | None, *, at: datetime, **overrides: Any
) -> CertificateRecord:
    """A document's record; its certificate knows itself in all of its evidence."""
    certificate_id = certificate_id_of(upload)
    record = CertificateRecord(
        certificate_id=certificate_id,
        upload=upload,
        status=status,
        received_at=at,
        changed_at=at,
        vendor_id=vendor_id,
        pages=1,
        **overrides,
    )
    return replace(record, certificate=with_id(certificate, certificate_id) if certificate else None)


def with_id(certificate: Certificate, certificate_id: str) -> Certificate:
    """The certificate with this id in its evidence."""
    from coverwatch.application.decide import with_identity

    return with_identity(certificate, certificate_id)


def a_certificate_too_low() -> Certificate:
    """General liability falls short by half of what only the policy itself may meet."""
    return a_certificate(the_policies(general_liability={"limits": {"each_occurrence": 500_000}}))


def a_png(width: int, height: int) -> bytes:
    """A white picture of that size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
