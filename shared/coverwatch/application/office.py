"""The desk at which staff sit: everything that the staff's API asks for or changes.

Its use cases, a module each; all take `(office, …, asked)`, and what changes a vendor takes `expected`, the version that the caller saw:

- waivers: `grant_waiver(vendor_id, WaiverAsked) → Recorded[Waiver]`, `revoke_waiver(vendor_id, waiver_id) → Recorded[Waiver]`
- decisions: `decide(vendor_id, DecisionAsked) → Recorded[Decision]`
- cancellations: `cancel_policy`, `reinstate_policy(vendor_id, CancellationAsked) → Recorded[Cancellation]`
- reviews: `open_reviews(after, limit) → [Waiting]`, `document(id) → CertificateRecord`, `kept_reading(id)`, `document_address(record)`,
  `page_address(record, page)`
- certificate_review: `review_certificate(certificate_id, CertificateReview, asked, check) → Reviewed`
- document_review: `review_document(document_id, DocumentReview, asked, check) → Reviewed`; `check` sees the document as it is kept
- vendors: `put_vendor`, `patch_vendor(vendor_id, patch, read, asked, check) → Filed`, `document_of(vendor)`,
  `revoke_links(vendor_id) → Filed`, `answer_for(vendor_id, on, known_at) → Answer`
- erasure: `erase_vendor(vendor_id, asked, time_left) → Erased`; to be asked again until it is `done`
- finding_vendors: `find_vendors(VendorsWanted, on, after, limit) → [Found]`, `expirations(within, on, after, limit) → [Expiring]`
- import_vendors: `import_vendors(content, read, asked, time_left) → Imported`; raises `vendor_table.BadTable`; again until `done`
- reports: `compliance_report(asked)` → the address; trying: `try_requirement_set(id, document, asked, time_left) → Tried`
- resending: `resend_notice(vendor_id, notice_id) → NoticeRecord`; the overview is `office.records.overview()`, kept by the sweep
- tasks: `open_tasks(asked, after, limit) → [Task]`, `close_task(vendor_id, notice_id, note) → NoticeRecord`

They raise `Refused` (a code, a sentence, the property at fault, what is known instead), `VersionMoved`, `DecidedMeanwhile`, `…Unknown`:
`refusals` and the modules have them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from coverwatch.application.ports import AssessmentQueue, StaffDocuments, StaffRecords


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The ports of the staff's use cases."""

    records: StaffRecords
    documents: StaffDocuments
    assessments: AssessmentQueue
    time_zone: tzinfo
    new_id: Callable[[], str]
    signing_secret: Callable[[], bytes]
    """What lists' cursors are signed with."""
    shows_documentation: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, and when: the moment of the request, and the day that it is where the organisation is."""

    by: str
    at: datetime
    on: date
