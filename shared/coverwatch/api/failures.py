"""What the use cases refuse, as problems: one row per failure."""

from collections.abc import Callable
from typing import Any

from coverwatch.api.problems import Fault, Problem, not_found
from coverwatch.application.filing import Contended, RequirementSetUnknown, VendorUnknown
from coverwatch.application.grants import UploadUnknown
from coverwatch.application.refusals import Refused, VersionMoved
from coverwatch.application.requirement_sets import PublishedMeanwhile
from coverwatch.application.resending import NoticeUnknown
from coverwatch.application.reviews import DecidedMeanwhile, DocumentUnknown
from coverwatch.application.vendor_table import BadTable
from coverwatch.application.waivers import WaiverUnknown
from coverwatch.rules import InvalidRequirementSet


def _invalid_requirement_set(error: InvalidRequirementSet) -> Problem:
    faults = tuple(Fault(fault.path, fault.sentence) for fault in error.faults)
    return Problem(422, "INVALID_REQUIREMENT_SET", "The requirement set has faults.", faults)


def _bad_table(error: BadTable) -> Problem:
    too_large = error.code in {"TOO_LARGE", "TOO_MANY_ROWS"}
    faults = (Fault(f"line {error.line}", error.sentence),) if error.line else ()
    return Problem(413 if too_large else 400, error.code, error.sentence, faults)


def _refused(error: Refused) -> Problem:
    known = f" Known: {', '.join(error.known)}." if error.known else ""
    faults = (Fault(f"/{error.field}", error.sentence + known),) if error.field else ()
    return Problem(422, error.code, error.sentence, faults)


FAILURES: dict[type[Exception], Callable[[Any], Problem]] = {
    VendorUnknown: lambda _: not_found("vendor"),
    UploadUnknown: lambda _: not_found("upload"),
    RequirementSetUnknown: lambda error: Problem(422, "REQUIREMENT_SET_UNKNOWN", f"Requirement set {error} is not published."),
    InvalidRequirementSet: _invalid_requirement_set,
    PublishedMeanwhile: lambda _: Problem(409, "VERSION_CONFLICT", "Somebody published this requirement set at the same time."),
    DocumentUnknown: lambda _: not_found("document"),
    DecidedMeanwhile: lambda _: Problem(409, "DECIDED_MEANWHILE", "It waits for no decision, or is another than it was: look again."),
    NoticeUnknown: lambda _: not_found("notice"),
    BadTable: _bad_table,
    WaiverUnknown: lambda _: not_found("waiver"),
    Refused: _refused,
    VersionMoved: lambda _: Problem(409, "VERSION_CONFLICT", "The vendor has changed since you looked: read it again."),
    Contended: lambda _: Problem(409, "VERSION_CONFLICT", "The vendor is being changed by others: read it again, and try again."),
}
