"""Mail that came: its documents become uploads once, and a person looks at what is doubtful."""

from email.message import EmailMessage

import pytest

from coverwatch.application.mail import Received
from coverwatch.application.mail_links import reply_address
from coverwatch.application.ports import ObjectHead
from coverwatch.domain.notice import Series
from coverwatch.letters.opening import LARGEST
from coverwatch.notices import recipients
from tests.application.offices import KEYSTONE
from tests.application.postbox import ADDRESS, SECRET, SENDER, Postbox
from tests.letters.raw_mails import PDF, a_message, attach, raw


def certificate(**headers: str) -> EmailMessage:
    return attach(a_message(to=ADDRESS, **headers))


def test_a_certificate_by_mail_is_an_upload_of_its_vendor() -> None:
    postbox = Postbox()

    assert postbox.takes(certificate()) == Received("TAKEN", KEYSTONE, 1)
    assert postbox.uploads == [PDF]
    assert list(postbox.documents.names.values()) == ["coi.pdf"]
    assert postbox.came == ["TAKEN, 1 documents"]
    assert postbox.tasks == []


def test_the_same_mail_delivered_twice_brings_its_documents_once() -> None:
    postbox = Postbox()
    postbox.takes(certificate())
    postbox.takes(certificate())

    (key,) = [key for key in postbox.documents.stored if key.startswith("uploads/")]
    assert len(postbox.documents.stored[key]) == 1


def test_an_archive_is_not_opened_and_its_sender_hears_from_intake_what_to_send() -> None:
    postbox = Postbox()

    postbox.takes(attach(a_message(to=ADDRESS), b"PK\x03\x04 a zip", "application/zip", "certificates.zip"))

    assert postbox.uploads == [b"PK\x03\x04 a zip"]


@pytest.mark.parametrize("verdicts", [{"virus": "FAIL"}, {"virus": "PROCESSING_FAILED"}, {"virus": ""}, {"spam": "FAIL"}])
def test_what_may_do_harm_is_laid_aside_without_a_word(verdicts: dict[str, str]) -> None:
    postbox = Postbox()

    assert postbox.takes(certificate(), **verdicts) == Received("MAIL_VERDICT")
    assert (postbox.uploads, postbox.tasks, postbox.came) == ([], [], [])


def test_a_suspicion_of_spam_alone_keeps_no_certificate_out() -> None:
    assert Postbox().takes(certificate(), spam="GRAY").documents == 1


def test_someone_who_may_not_be_who_it_says_is_for_a_person_to_judge() -> None:
    postbox = Postbox()

    assert postbox.takes(certificate(), dmarc="fail") == Received("UNAUTHENTICATED_SENDER", KEYSTONE)
    assert postbox.uploads == []
    assert [recipients(task.notice, postbox.records.profiles[KEYSTONE].facts.vendor)[0].role for task in postbox.tasks] == ["owner"]


def test_two_senders_are_for_a_person_to_judge() -> None:
    postbox = Postbox()
    content = raw(certificate(), to=ADDRESS).replace(b"From: ", b"From: evil@elsewhere.example\r\nFrom: ", 1)

    assert postbox.takes(content).code == "AMBIGUOUS_SENDER"
    assert postbox.uploads == []


@pytest.mark.parametrize(
    "address",
    [
        "certificates@in.meridian.example",
        "certificates+keystone-elevator.aaaaaaaaaaaaaaaa@in.meridian.example",
        reply_address(SECRET, KEYSTONE, 2, "in.meridian.example"),
        reply_address(SECRET, "somebody-else", 1, "in.meridian.example"),
    ],
    ids=["no vendor's", "guessed", "revoked", "of a vendor that is gone"],
)
def test_an_address_that_we_did_not_give_out_is_nobodys(address: str) -> None:
    postbox = Postbox()

    assert postbox.takes(raw(attach(a_message(to=address)), to=address)) == Received("UNMATCHED")
    assert (postbox.uploads, postbox.tasks) == ([], [])


def test_a_mail_without_a_document_is_one_task_a_day_however_many_there_are() -> None:
    postbox = Postbox()
    for number in range(5):
        assert postbox.takes(a_message("When do you need it?", to=ADDRESS, Message_ID=f"<{number}@x.example>")).code == "NO_ATTACHMENT"

    assert len(postbox.tasks) == 1
    assert len(postbox.came) == 5


def test_two_machines_that_answer_each_other_do_not_begin() -> None:
    postbox = Postbox()
    for number in range(50):
        postbox.takes(a_message("I am away.", to=ADDRESS, Auto_Submitted="auto-replied", Message_ID=f"<{number}@x.example>"))

    assert postbox.tasks == []
    assert {record.notice.series for record in postbox.records.notices.values()} <= {Series.THANKS}


def test_a_certificate_that_a_machine_sends_is_taken() -> None:
    assert Postbox().takes(certificate(Auto_Submitted="auto-generated")).documents == 1


def test_our_own_mail_coming_back_is_dropped() -> None:
    postbox = Postbox()

    assert postbox.takes(certificate(From=f"Meridian <{SENDER.upper()}>")) == Received("OUR_OWN")
    returned = raw(certificate(), to=ADDRESS).replace(b"Return-Path: <certs@agency.example>", b"Return-Path: <>")
    assert postbox.takes(returned) == Received("DELIVERY_REPORT")
    assert postbox.uploads == []


def test_what_cannot_be_opened_is_a_task() -> None:
    postbox = Postbox()

    assert postbox.takes(raw(certificate(), to=ADDRESS) + b"\r\n--x" * 2_000) == Received("TOO_MANY_PARTS", KEYSTONE)
    assert len(postbox.tasks) == 1


def test_a_mail_that_is_gone_is_done_with() -> None:
    postbox = Postbox()
    stored = postbox.documents.upload("mail/1", b"x")
    postbox.documents.stored.clear()

    assert postbox.receives(stored) == Received("GONE")


def test_a_mail_beyond_the_mail_services_own_limit_is_not_even_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    postbox = Postbox()
    stored = postbox.puts(attach(a_message(to=ADDRESS)))
    monkeypatch.setattr(postbox.documents, "head", lambda *_: ObjectHead(LARGEST + 1))
    monkeypatch.setattr(postbox.documents, "get", lambda *_: pytest.fail("it was fetched"))

    assert postbox.receives(stored) == Received("TOO_LARGE")
    assert postbox.came == []
