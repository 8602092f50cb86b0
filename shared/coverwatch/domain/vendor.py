"""A vendor: the insured we hire, and the people we write to about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class ContactRole(StrEnum):
    """Who a contact is to the vendor's insurance."""

    VENDOR = "vendor"
    PRODUCER = "producer"
    OWNER = "owner"
    MANAGER = "manager"


class ClosedBecause(StrEnum):
    """Why an address is not written to any more."""

    HARD_BOUNCE = "hard bounce"
    COMPLAINT = "complaint"
    UNSUBSCRIBED = "unsubscribed"


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or office that mails go to. `closed_because` mirrors the vendor's facts: what stopped the address, if anything did."""

    role: ContactRole
    email: str
    name: str = ""
    closed_because: ClosedBecause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """What the organisation says of a vendor."""

    vendor_id: str
    legal_name: str
    requirement_set: str
    aliases: tuple[str, ...] = ()
    active: bool = True
    hold_mails: bool = False
    state: str | None = None
    work_states: tuple[str, ...] = ()
    work_starts_on: date | None = None
    work_ends_on: date | None = None
    reference: str | None = None
    language: str = "en"
    contacts: tuple[Contact, ...] = ()
    cadence: Mapping[str, Any] = field(default_factory=dict)
    """The vendor's own cadence settings, by their names in the requirement set; what it leaves out is the requirement set's."""
