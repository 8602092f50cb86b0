"""A published requirement set reaches the vendors it applies to, even if the first try to tell them was lost."""

from datetime import UTC, date, datetime

from coverwatch.application.office import Asked, Office
from coverwatch.application.requirement_sets import publish
from coverwatch.application.vendors import put_vendor
from tests.application.offices import an_empty_office
from tests.builders import REQUIREMENTS, a_vendor
from tests.fakes import MemoryDocuments, MemoryQueue, MemoryRecords

ASKED = Asked("admin", datetime(2026, 3, 2, 14, 0, tzinfo=UTC), date(2026, 3, 2))


def an_office() -> tuple[Office, MemoryQueue]:
    """An office with two vendors under two requirement sets."""
    queue = MemoryQueue()
    office = an_empty_office(records=MemoryRecords(), documents=MemoryDocuments(), assessments=queue, new_id=lambda: "id")
    for name in ("general", "office"):
        publish(office, name, REQUIREMENTS, ASKED)
        put_vendor(office, a_vendor(vendor_id=f"{name}-vendor", requirement_set=name), ASKED)
    return office, queue


def test_a_new_version_asks_for_its_own_vendors_only() -> None:
    office, queue = an_office()

    stored = publish(office, "general", REQUIREMENTS | {"name": "Stricter"}, ASKED)

    assert stored.version == 2
    assert [question.vendor_id for question in queue.asked] == ["general-vendor"]


def test_the_same_document_again_is_the_same_version_and_asks_again() -> None:
    office, queue = an_office()

    stored = publish(office, "general", REQUIREMENTS, ASKED)

    assert stored.version == 1
    assert [question.vendor_id for question in queue.asked] == ["general-vendor"]
