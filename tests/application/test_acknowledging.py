"""A letter's sender hears once that it came, by the outbox; no machine, no stranger who may be another, and nobody in a circle."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from hashlib import sha256

import pytest

from coverwatch.application.addresses import close_address
from coverwatch.application.send import Sending, send_pending
from coverwatch.application.vendors import patch_vendor
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.notice import Answered, LetterBrought, Notice, Series
from coverwatch.domain.vendor import ClosedBecause
from coverwatch.notices import Organisation
from tests.application.offices import KEYSTONE, a_record, an_office, asked_by, keep
from tests.application.postbox import ADDRESS, AT, ON, SECRET, SENDER, Postbox
from tests.builders import a_certificate, the_policies
from tests.fakes import MemoryMailer
from tests.letters.raw_mails import PDF, a_message, attach, raw

OFFICE, STRANGER = "office@keystone.example", "desk@elsewhere.example"


def a_letter(sender: str = OFFICE, number: int = 1, **headers: str) -> EmailMessage:
    """A certificate that somebody sends by mail."""
    return attach(a_message(sender=sender, to=ADDRESS, Message_ID=f"<{number}@x.example>", **headers))


def acknowledged(postbox: Postbox) -> list[Notice]:
    notices = (record.notice for record in postbox.records.notices.values())
    return [notice for notice in notices if notice.series is Series.ACKNOWLEDGEMENT]


def sent(postbox: Postbox, at: datetime = AT) -> dict[str, tuple[str, str]]:
    """What leaves, by recipient: the headers that say what it answers, and the text."""
    mailer = MemoryMailer()
    desk = Sending(
        records=postbox.records,
        mailer=mailer,
        organisation=Organisation(name="Meridian Property Group LLC"),
        sender=SENDER,
        public_url="https://coverage.holder.example",
        mail_domain="in.meridian.example",
        time_zone=UTC,
        link_secret=lambda: SECRET,
        now=lambda: at,
    )
    send_pending(desk, KEYSTONE, at.date(), at)
    told = {}
    for recipient, content in mailer.sent:
        message = message_from_bytes(content)
        text = next(part for part in message.walk() if part.get_content_type() == "text/plain").get_payload(decode=True)
        assert isinstance(text, bytes)
        told[recipient] = (f"{message['Auto-Submitted']} {message['In-Reply-To']}", text.decode())
    return told


def test_the_sender_of_a_certificate_hears_that_it_came_in_reply_to_its_mail() -> None:
    postbox = Postbox()

    postbox.takes(a_letter())

    ((recipient, (header, text)),) = sent(postbox).items()
    assert (recipient, header) == (OFFICE, "auto-replied <1@x.example>")
    assert "We received a document for Keystone Elevator L.P." in text


def test_a_mail_that_the_queue_delivers_twice_is_acknowledged_once() -> None:
    postbox = Postbox()
    stored = postbox.puts(a_letter())

    postbox.receives(stored)
    postbox.receives(stored)
    postbox.takes(a_letter())

    assert len(acknowledged(postbox)) == 1


def test_two_mails_of_the_vendors_people_are_two_acknowledgements() -> None:
    postbox = Postbox()
    for number in (1, 2):
        postbox.takes(a_letter(number=number))

    assert len(acknowledged(postbox)) == 2


@pytest.mark.parametrize(("sender", "most"), [(OFFICE, 3), (STRANGER, 1)])
def test_a_machine_that_does_not_say_what_it_is_ends_a_circle_at_the_days_count(sender: str, most: int) -> None:
    """Each of our answers brings another letter at once, for three days."""
    postbox = Postbox()
    for day in range(3):
        for number in range(40):
            letter = a_message("Thank you for your mail.", sender=sender, to=ADDRESS, Message_ID=f"<{day}-{number}@x.example>")
            postbox.receives(postbox.puts(letter), ON + timedelta(days=day))

    days = [notice.day for notice in acknowledged(postbox)]
    assert {day: days.count(day) for day in days} == {ON + timedelta(days=day): most for day in range(3)}


@pytest.mark.parametrize(("says_so", "mails"), [(True, 1), (False, 3)], ids=["an honest machine", "a silent machine"])
def test_two_auto_responders_do_not_go_on(says_so: bool, mails: int) -> None:
    """Whatever we send to the vendor's machine comes back at once as another mail, with our own words in it."""
    postbox, number, ours = Postbox(), 0, 0
    postbox.takes(a_letter(number=0))
    while (answer := sent(postbox).get(OFFICE)) and ours < 50:
        ours, number = ours + 1, number + 1
        headers = {"Auto_Submitted": "auto-replied"} if says_so else {}
        postbox.takes(a_message(f"> {answer[1]}", sender=OFFICE, to=ADDRESS, Message_ID=f"<{number}@x.example>", **headers))

    assert ours == mails


def test_however_many_strangers_write_the_acknowledgements_of_a_day_are_counted() -> None:
    postbox = Postbox()
    for number in range(30):
        postbox.takes(a_letter(sender=f"s{number}@elsewhere.example", number=number))

    assert len(acknowledged(postbox)) == 10


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"Precedence": "list"},
        {"List_Id": "<brokers.example>"},
        {"List_Unsubscribe": "<mailto:off@brokers.example>"},
        {"X_Autoreply": "yes"},
        {"X_Auto_Response_Suppress": "DR, AutoReply"},
        {"X_Auto_Response_Suppress": "All"},
    ],
    ids="".join,
)
def test_no_machine_and_no_mail_to_many_is_acknowledged(headers: dict[str, str]) -> None:
    postbox = Postbox()

    postbox.takes(a_letter(**headers))

    assert acknowledged(postbox) == []
    assert len(postbox.uploads) == 1, "its document is taken all the same"


@pytest.mark.parametrize(
    "sender",
    ["MAILER-DAEMON@x.example", "no-reply@x.example", "donotreply+7@x.example", "bounce@x.example", ADDRESS, SENDER, "nobody"],
)
def test_nobody_is_written_to_where_nobody_reads_or_we_do(sender: str) -> None:
    postbox = Postbox()

    postbox.takes(a_letter(sender=sender))

    assert acknowledged(postbox) == []


@pytest.mark.parametrize("dmarc", ["none", "", "permerror", "fail"])
def test_a_stranger_who_may_be_another_gets_nothing(dmarc: str) -> None:
    postbox = Postbox()

    postbox.takes(a_letter(sender=STRANGER), dmarc=dmarc)

    assert acknowledged(postbox) == []


def test_a_contact_whose_domain_says_nothing_of_its_mails_is_acknowledged() -> None:
    postbox = Postbox()

    postbox.takes(a_letter(sender=OFFICE.upper()), dmarc="none")

    assert len(acknowledged(postbox)) == 1


def with_a_copy(status: CertificateStatus = CertificateStatus.ACCEPTED) -> Postbox:
    """The vendor's medical expense limit is too low on the certificate that these bytes brought; whatever else was owed is sent."""
    low = a_certificate(the_policies(general_liability={"limits": {"medical_expense": 1_000}}))
    postbox = Postbox(office=an_office(low))
    keep(postbox.office, a_record("c-1", certificate=low, sha256=sha256(PDF).hexdigest(), status=status))
    postbox.records.notices.clear()
    return postbox


def test_a_stranger_is_told_nothing_that_is_open_and_given_no_upload_link() -> None:
    postbox = with_a_copy()

    postbox.takes(a_letter(sender=STRANGER))

    _, text = sent(postbox)[STRANGER]
    assert "It has been read and accepted." in text
    assert "Required" not in text
    assert [link.endswith("/unsubscribe") for link in text.split() if "/u/" in link] == [True]


@pytest.mark.parametrize("sender", [OFFICE, "certs@agency.example"], ids=["a contact", "the producer that issued it"])
def test_the_sender_of_a_copy_is_told_what_we_hold_and_what_is_still_missing(sender: str) -> None:
    postbox = with_a_copy()
    vendor = postbox.records.profiles[KEYSTONE].facts.vendor
    patch_vendor(postbox.office, KEYSTONE, {}, lambda _: replace(vendor, contacts=vendor.contacts[:1]), asked_by())

    postbox.takes(a_letter(sender=sender))

    _, text = sent(postbox)[sender]
    assert "THIS FILE IS HERE ALREADY" in text
    assert "came on January 5, 2026" in text
    assert "It has been read and accepted." in text
    assert "medical expense" in text.casefold()
    assert "$5,000" in text


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(CertificateStatus.IN_REVIEW, "A person is looking at it."), (CertificateStatus.READING, "It is being read.")],
)
def test_the_sender_of_a_copy_is_told_where_the_first_one_stands(status: CertificateStatus, sentence: str) -> None:
    postbox = with_a_copy(status)

    postbox.takes(a_letter())

    assert sentence in sent(postbox)[OFFICE][1]


def test_a_copy_of_what_was_refused_is_a_new_document() -> None:
    postbox = with_a_copy(CertificateStatus.UNREADABLE)

    postbox.takes(a_letter())

    (notice,) = acknowledged(postbox)
    assert notice.answers == Answered(
        address=OFFICE, message_id="<1@x.example>", brought=LetterBrought.DOCUMENTS, documents=1, copies=(), is_known=True
    )


def test_a_letter_without_a_document_is_told_so() -> None:
    postbox = Postbox()

    postbox.takes(a_message("When do you need it?", sender=OFFICE, to=ADDRESS))

    assert "brought no document" in sent(postbox)[OFFICE][1]


def test_an_address_that_is_closed_gets_none() -> None:
    postbox = Postbox()
    close_address(postbox.office, KEYSTONE, OFFICE, ClosedBecause.UNSUBSCRIBED, AT)

    postbox.takes(a_letter())

    assert OFFICE not in sent(postbox)


def test_a_stranger_whose_address_bounced_or_who_complained_gets_no_other() -> None:
    postbox = Postbox()
    postbox.takes(a_letter(sender=STRANGER))
    assert close_address(postbox.office, KEYSTONE, STRANGER, ClosedBecause.COMPLAINT, AT) is not None

    postbox.receives(postbox.puts(a_letter(sender=STRANGER, number=2)), ON + timedelta(days=1))

    assert STRANGER not in sent(postbox, AT + timedelta(days=1))
    assert postbox.tasks == [], "nobody has to find a stranger's other address"


def test_nobody_is_answered_while_a_person_holds_the_mails_or_weeks_later() -> None:
    held, late = Postbox(), Postbox()
    for postbox in (held, late):
        postbox.takes(a_letter())
    vendor = held.records.profiles[KEYSTONE].facts.vendor
    patch_vendor(held.office, KEYSTONE, {}, lambda _: replace(vendor, hold_mails=True), asked_by())

    assert sent(held) == {}
    assert sent(late, AT + timedelta(days=6)) == {}


def test_a_message_id_that_wants_to_be_a_header_is_none() -> None:
    postbox = Postbox()

    postbox.takes(raw(a_letter(), to=ADDRESS).replace(b"<1@x.example>", b"<1@x.example>\r\n Bcc: all@victim.example"))

    assert sent(postbox)[OFFICE][0] == "auto-replied None"


def test_a_long_message_id_stands_in_one_piece() -> None:
    postbox = Postbox()
    long = f"<{'A1b2' * 30}@mail.outlook.example>"

    postbox.takes(raw(a_letter(), to=ADDRESS).replace(b"<1@x.example>", long.encode()))

    assert sent(postbox)[OFFICE][0] == f"auto-replied {long}"
