"""A run's trace as a person can read it."""

from collections.abc import Iterator
from typing import Any

from coverwatch.application.records import CertificateRecord, NoticeRecord, VendorFile
from tests.simulation.invocations import Outcome
from tests.simulation.run import Result


def told(result: Result) -> Iterator[str]:
    """The trace line by line: who called what, what struck, what came back; at the end what did not hold, and how to run it again."""
    for entry in result.trace:
        if entry[0] == "→":
            yield f"      → {short(entry[1])}"
        else:
            yield "  ".join(short(part) for part in entry if part is not None)
    yield f"{result.calls} calls, {sum(result.struck.values())} faults and mishaps"
    yield f"again: {result.case}"
    yield result.violation or "every invariant held"


def short(value: Any) -> str:
    """A value in the words that matter."""
    match value:
        case CertificateRecord():
            return f"certificate {value.certificate_id[:6]} {value.status} attempt {value.attempt} job {value.detection_job}"
        case NoticeRecord():
            return f"notice {value.notice.notice_id} {value.status} attempt {value.attempt} mails {len(value.mails)}"
        case VendorFile():
            return f"vendor {value.facts.vendor.vendor_id} version {value.version}: " + ", ".join(
                [*(short(record) for record in value.certificates), *(short(record) for record in value.notices)]
            )
        case Outcome():
            return f"died={value.died} error={value.error!r} answer={str(value.answer)[:160]}"
        case dict() if "Records" in value:
            return "; ".join(str(record.get("body", record.get("dynamodb", "")))[:180] for record in value["Records"])
        case _:
            return str(value)[:160]
