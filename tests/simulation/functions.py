"""The functions' desks with the simulation's ports: the real adapters where they only pass on, the stage's where something is kept."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from unittest.mock import patch

from coverwatch.application import certificate_review
from coverwatch.application import read as reading
from coverwatch.application import receive as receiving
from coverwatch.application import send as sending
from coverwatch.application.assess import Assessing
from coverwatch.application.chase import Chasing
from coverwatch.application.deliver import Delivering
from coverwatch.application.mail import MailDesk
from coverwatch.application.office import Office
from coverwatch.application.portal import Portal
from coverwatch.application.sweep import Sweeping
from coverwatch.aws.mail import Mail
from coverwatch.aws.queues import Assessments, Redeliveries, WaitingMessages
from coverwatch.aws.textract import Textract
from coverwatch.notices import Organisation
from tests.fakes import BUCKET
from tests.simulation.sheets import quick_images, quick_inspect, quick_looked_at, quick_read, quick_report

FUNCTIONS = (
    "receive_certificate",
    "read_certificate",
    "assess_vendor",
    "send_notices",
    "record_delivery",
    "chase_renewals",
    "sweep_stragglers",
    "staff_api",
    "vendor_portal",
    "receive_mail",
)
REDELIVERED = ("uploads", "readings", "letters")
"""The queues whose lost messages can be sent again."""
SENDER = "certificates@meridian.example"
PUBLIC_URL = "https://cover.example"
BUDGET = 200_000  # millionths of a dollar: the dearer step for three pages


@dataclass(frozen=True)
class Ports:
    """The guarded ports and clients."""

    records: Any
    documents: Any
    textract: Any
    ses: Any
    sqs: Any


def open_desks(ports: Ports, now: Callable[[], datetime], time_zone: tzinfo) -> dict[str, Callable[[], Any]]:
    """What `open_desk` answers in each function."""
    kept: dict[str, Any] = {"records": ports.records, "documents": ports.documents, "time_zone": time_zone}
    reader = Textract(ports.textract, BUCKET, "topic", "role")
    assessments = Assessments(ports.sqs, "assessments")
    ids = iter(range(1, 1_000_000))
    desks = {
        "receive_certificate": receiving.Receiving(**kept, text_reader=reader),
        "read_certificate": reading.ReadingDesk(**kept, text_reader=reader, analysis_budget=BUDGET),
        "assess_vendor": Assessing(**kept),
        "chase_renewals": Chasing(records=ports.records, assessments=assessments),
        "sweep_stragglers": Sweeping(
            **kept,
            text_reader=reader,
            redelivery=Redeliveries(ports.sqs, *REDELIVERED),
            mail_events=WaitingMessages(ports.sqs, "deliveries"),
            now=now,
        ),
        "record_delivery": Delivering(**kept),
        "send_notices": sending.Sending(
            records=ports.records,
            mailer=Mail(ports.ses, SENDER, "mail"),
            organisation=Organisation(name="Meridian Property Group"),
            sender=SENDER,
            public_url=PUBLIC_URL,
            mail_domain="",
            time_zone=time_zone,
            link_secret=lambda: b"secret",
            now=now,
        ),
        "receive_mail": MailDesk(**kept, link_secret=lambda: b"secret", sender=SENDER),
        "vendor_portal": Portal(
            records=ports.records,
            documents=ports.documents,
            organisation="Meridian Property Group",
            time_zone=time_zone,
            link_secret=lambda: b"secret",
            new_id=lambda: f"{next(ids):012x}{1:020x}",
        ),
        "staff_api": Office(**kept, assessments=assessments, new_id=lambda: f"{next(ids):012x}{0:020x}", signing_secret=lambda: b"secret"),
    }
    return {function: (lambda given=desk: given) for function, desk in desks.items()}


@dataclass(frozen=True)
class _QuickMail:
    """Stands for the written mail; what mails say is proven elsewhere."""

    notice_ids: tuple[str, ...]


def _compose(notices: Any, *_: Any, **__: Any) -> _QuickMail:
    return _QuickMail(tuple(notice.notice_id for notice in notices))


def _as_mime(mail: _QuickMail, sender: str) -> bytes:
    return "\n".join(mail.notice_ids).encode()


@contextmanager
def surroundings() -> Iterator[None]:
    """The settings that functions read by themselves, and quick stands-in for reading documents and writing mails."""
    quick = (
        (receiving, "inspect", quick_inspect),
        (reading, "read", quick_read),
        (reading, "page_images", quick_images),
        (reading, "reading_as_json", quick_report),
        (certificate_review, "looked_at", quick_looked_at),
        (sending, "compose", _compose),
        (sending, "as_mime", _as_mime),
    )
    patches = [patch.object(module, name, stand_in) for module, name, stand_in in quick]
    patches.append(patch.dict(os.environ, {"TIME_ZONE": "America/New_York", "PUBLIC_URL": PUBLIC_URL, "POWERTOOLS_TRACE_DISABLED": "true"}))  # type: ignore[arg-type]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in reversed(patches):
            each.stop()
