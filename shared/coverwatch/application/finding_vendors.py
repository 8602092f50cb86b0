"""Vendors looked for: by status, name, id or the end of their cover; in an order that no change of status disturbs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import merge

from coverwatch.application.office import Office
from coverwatch.application.records import LineEnd, Standing
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.names import folded
from coverwatch.domain.vendor import Vendor


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorsWanted:
    """Which vendors: of these statuses (none: all), whose name begins so or whose id is this, whose cover ends within so many days."""

    statuses: tuple[VendorStatus, ...] = ()
    q: str = ""
    expiring_within: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A vendor with its last standing; `position` is where the list goes on."""

    position: str
    vendor: Vendor
    standing: Standing


@dataclass(frozen=True, slots=True)
class Expiring:
    """A vendor whose cover ends: on which day first, and the lines that end until the last day asked for."""

    position: str
    vendor: Vendor
    standing: Standing
    ends: tuple[LineEnd, ...]


def find_vendors(office: Office, wanted: VendorsWanted, on: date, after: str | None, limit: int) -> list[Found]:
    """A page of vendors by name, from just after a position; by the end of their cover when that is asked for."""
    if wanted.expiring_within is not None:
        fitting = (
            Found(each.position, each.vendor, each.standing)
            for each in _expiring(office, on, wanted.expiring_within, after, limit)
            if _fits(each.vendor, each.standing, wanted)
        )
        return [found for found, _ in zip(fitting, range(limit))]
    page: list[Found] = []
    named = _vendor_of_id(office, wanted)
    if named and after is None:
        page.append(named)
    for found in _by_name(office, wanted, after, limit):
        if len(page) == limit:
            break
        if named is None or found.vendor.vendor_id != named.vendor.vendor_id:
            page.append(found)
    return page


def expirations(office: Office, within: int, on: date, after: str | None, limit: int) -> list[Expiring]:
    """A page of the active vendors with a line whose cover ends within so many days, the nearest end first."""
    return [each for each, _ in zip(_expiring(office, on, within, after, limit), range(limit))]


def _vendor_of_id(office: Office, wanted: VendorsWanted) -> Found | None:
    """The vendor whose id is asked for; it stands first, whatever its name."""
    file = office.records.vendor(wanted.q) if wanted.q else None
    if file is None or (wanted.statuses and file.standing.status not in wanted.statuses):
        return None
    return Found("", file.facts.vendor, file.standing)


def _by_name(office: Office, wanted: VendorsWanted, after: str | None, limit: int) -> Iterator[Found]:
    """The lists of the statuses, merged by name."""
    prefix = folded(wanted.q)
    if wanted.q.strip() and not prefix:
        return iter(())
    lists = [_of_status(office, status, prefix, after or None, limit) for status in wanted.statuses or tuple(VendorStatus)]
    return merge(*lists, key=lambda found: found.position)


def _of_status(office: Office, status: VendorStatus, prefix: str, after: str | None, limit: int) -> Iterator[Found]:
    size = min(limit + 1, 100)
    while rows := office.records.vendors(status.value, after, size, prefix):
        yield from (Found(place, vendor, standing) for place, vendor, standing in rows)
        after = rows[-1][0]
        if len(rows) < size:
            return


def _expiring(office: Office, on: date, within: int, after: str | None, limit: int) -> Iterator[Expiring]:
    """Vendors by the first day without cover of some line; what has changed since the index was written is left out."""
    last = on + timedelta(days=within)
    while places := office.records.ending(on, last, after, limit):
        for position, vendor_id in places:
            after = position
            file = office.records.vendor(vendor_id)
            ends = tuple(each for each in file.standing.ends if on < each.on <= last) if file else ()
            if file and ends and file.facts.vendor.active:
                yield Expiring(position, file.facts.vendor, file.standing, ends)


def _fits(vendor: Vendor, standing: Standing, wanted: VendorsWanted) -> bool:
    if wanted.statuses and standing.status not in wanted.statuses:
        return False
    return not wanted.q or vendor.vendor_id == wanted.q or folded(vendor.legal_name).startswith(folded(wanted.q) or "\0")
