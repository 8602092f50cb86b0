"""The bodies that the API takes: strict, so that a misspelt or invented property is told, not ignored."""

import re
import unicodedata
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints
from pydantic.config import JsonDict

from coverwatch.application.cancellations import CancellationAsked
from coverwatch.domain.facts import DecisionKind
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import Cadence
from coverwatch.domain.vendor import Contact, ContactRole, Vendor
from coverwatch.notices import is_address

IDENTIFIER = r"^[a-z0-9][a-z0-9-]{0,62}$"
"""Vendor and requirement set ids: they stand in keys, paths and mails."""


def _one_line(text: str) -> str:
    """A name as people write it: composed, without control or formatting characters, which hide in mails and lists."""
    composed = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in composed):
        raise ValueError("must not hold control or formatting characters")
    return composed


def _text(text: str) -> str:
    """Words of several lines: composed, without control or formatting characters but the end of a line."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    if not composed:
        raise ValueError("must say something")
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and c != "\n" for c in composed):
        raise ValueError("must not hold control or formatting characters")
    return composed


def _note(text: str) -> str:
    return _text(text) if text.strip() else ""


def _address(text: str) -> str:
    if not is_address(text):
        raise ValueError("must be one e-mail address")
    return text


def _cadence(settings: dict[str, Any]) -> dict[str, Any]:
    Cadence.model_validate({**Cadence().model_dump(), **settings})
    return settings


Name = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_one_line)]
Words = Annotated[str, StringConstraints(max_length=200), AfterValidator(_one_line)]
Address = Annotated[str, StringConstraints(max_length=254), AfterValidator(_address)]
State = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER)]


def day_in(text: object) -> date | None:
    """A day as people write it in JSON; a number of seconds is none."""
    if text is None:
        return None
    if not isinstance(text, str):
        raise ValueError("must be a day, as 2026-11-24")  # noqa: TRY004 — pydantic wants a ValueError
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("must be a day, as 2026-11-24")
    return date.fromisoformat(text)


def moment_in(text: object) -> datetime | None:
    """A moment with its offset from UTC, as RFC 3339 writes it."""
    if text is None:
        return None
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9:.]{5,15}([Zz]|[+-][0-9]{2}:[0-9]{2})", text):
        raise ValueError("must be a moment, as 2026-11-24T14:00:00Z")
    return datetime.fromisoformat(text.upper())


Day = Annotated[date, BeforeValidator(day_in)]


VENDOR_EXAMPLE: JsonDict = {
    "legal_name": "Keystone Elevator L.P.",
    "requirement_set": "general-subcontractor",
    "state": "TX",
    "contacts": [{"role": "vendor", "name": "Office", "email": "office@keystone.example"}],
}


class Body(BaseModel):
    """What every body is: it refuses properties that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ContactBody(Body):
    """A person or office that mails go to."""

    role: ContactRole
    email: Address
    name: Words = ""


class VendorBody(Body):
    """A vendor as staff give it."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [VENDOR_EXAMPLE]})

    legal_name: Name
    requirement_set: Identifier
    aliases: tuple[Name, ...] = Field(default=(), max_length=20)
    active: StrictBool = True
    hold_mails: StrictBool = False
    state: State | None = None
    work_states: tuple[State, ...] = Field(default=(), max_length=60)
    work_starts_on: Day | None = None
    work_ends_on: Day | None = None
    reference: Words | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    contacts: tuple[ContactBody, ...] = Field(default=(), max_length=20)
    cadence: Annotated[dict[str, Any], AfterValidator(_cadence)] = Field(default_factory=dict)
    """The vendor's own cadence settings; what it leaves out is the requirement set's."""

    def vendor(self, vendor_id: str) -> Vendor:
        """The vendor that this body describes."""
        contacts = tuple(Contact(contact.role, contact.email, contact.name) for contact in self.contacts)
        return Vendor(vendor_id=vendor_id, contacts=contacts, **{name: getattr(self, name) for name in VENDOR_FIELDS})


VENDOR_FIELDS = tuple(name for name in VendorBody.model_fields if name != "contacts")


class UploadBody(Body):
    """What a presigned upload is asked for; the name is only shown, never used as a key."""

    file_name: Annotated[str, StringConstraints(min_length=1, max_length=255), AfterValidator(_one_line)] | None = None


Reason = Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(_text)]
Note = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_note)]
RuleId = Annotated[str, StringConstraints(pattern=r"^R[0-9]{2}[a-z]?$")]


class WaiverBody(Body):
    """A waiver of ours: of a rule on a line (null: on all of them), until a day or until the policy in force is renewed."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [{"rule": "R40", "line": "general_liability", "reason": "Small job, agreed with risk", "expires_on": "2027-03-01"}]
        },
    )

    rule: RuleId
    line: Line | None = None
    reason: Reason
    expires_on: Day | None = None
    """The first day on which it no longer holds."""
    until_renewal: StrictBool = False


class DecisionBody(Body):
    """A decision on a vendor, with its reason."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={"examples": [{"decision": "suspend", "reason": "Accident under investigation", "until": None}]},
    )

    decision: DecisionKind
    reason: Reason
    until: Day | None = None
    """The first day on which it no longer holds."""


class CancellationBody(Body):
    """Which policy, from which day on, and why."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "line": "general_liability",
                    "policy_number": "GL-2231-07",
                    "effective_on": "2026-12-10",
                    "reason": "Notice of the insurer: premium not paid",
                }
            ]
        },
    )

    line: Line
    policy_number: Name
    effective_on: Day
    reason: Reason

    def asked(self) -> CancellationAsked:
        """What the use case takes."""
        return CancellationAsked(line=self.line, policy_number=self.policy_number, effective_on=self.effective_on, reason=self.reason)


class ReopenedAddressBody(Body):
    """Which closed address is written to again, and why."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={"examples": [{"email": "office@keystone.example", "reason": "Their mail server is mended, they say by phone"}]},
    )

    email: Address
    reason: Reason


class TaskDoneBody(Body):
    """What was done, in a note for those who come after."""

    note: Note = ""
