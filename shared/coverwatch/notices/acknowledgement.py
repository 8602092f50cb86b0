"""The word to a letter's sender that it has come, and what it was; nothing that is nobody else's business."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from coverwatch.domain.facts import CertificateStatus, FiledCertificate, VendorFacts
from coverwatch.domain.notice import Answered, LetterBrought, Notice, Series
from coverwatch.notices.gaps import gaps_of
from coverwatch.notices.runs import ANSWER_WITHIN
from coverwatch.notices.telling import Section, Telling

TO_KNOWN_A_DAY, TO_STRANGER_A_DAY, TO_ALL_A_DAY = 3, 1, 10
"""Acknowledgements to one of the vendor's people, to anyone else, and of one vendor altogether: two machines that answer each other
without saying what they are end here."""
STANDINGS = {
    CertificateStatus.ACCEPTED: "accepted",
    CertificateStatus.SUPERSEDED: "accepted",
    CertificateStatus.IN_REVIEW: "in_review",
    CertificateStatus.RECEIVED: "reading",
    CertificateStatus.READING: "reading",
}


def acknowledgement(vendor_id: str, letter_id: str, answered: Answered, on: date) -> Notice:
    """The acknowledgement of a letter: one for each, however often it is delivered."""
    subject = hashlib.sha256(letter_id.encode()).hexdigest()[:16]
    return Notice(vendor_id=vendor_id, series=Series.ACKNOWLEDGEMENT, subject=subject, step=0, day=on, roles=(), answers=answered)


def is_within_the_days_count(notice: Notice, already: Iterable[Notice]) -> bool:
    """Whether the day's acknowledgements leave room for another to that sender."""
    today = [told.answers for told in already if told.series is Series.ACKNOWLEDGEMENT and told.day == notice.day and told.answers]
    sender = notice.answers
    if sender is None or len(today) >= TO_ALL_A_DAY:
        return False
    to_it = sum(told.address.casefold() == sender.address.casefold() for told in today)
    return to_it < (TO_KNOWN_A_DAY if sender.is_known else TO_STRANGER_A_DAY)


def may_be_acknowledged(notice: Notice, facts: VendorFacts, on: date) -> bool:
    """Whether the sender still gets the word: soon after it wrote, and unless its address is closed."""
    closed = {each.address.casefold() for each in facts.closed_addresses if each.reopened_at is None}
    late = on > notice.day + timedelta(days=ANSWER_WITHIN)
    return notice.answers is not None and not late and notice.answers.address.casefold() not in closed


def told_of_letter(notice: Notice, telling: Telling) -> Section:
    """What a letter's sender is told: strangers that it came, the vendor's people also how things stand."""
    answered = notice.answers
    if answered is None:
        raise ValueError("An acknowledgement answers a letter.")
    first = _first_of(answered, telling.case.facts.certificates)
    told_all = answered.is_known and first is not None and first.status in (CertificateStatus.ACCEPTED, CertificateStatus.SUPERSEDED)
    gaps = gaps_of(telling.case, telling.on, telling.words) if told_all else ()
    here = "_copy" if answered.copies and len(answered.copies) >= answered.documents else ""
    asks = answered.brought is LetterBrought.NOTHING or bool(gaps)
    return Section(
        need=telling.say(f"acknowledgement.need{here}"),
        title=telling.say(f"acknowledgement.title{here}"),
        lead=(*_came(notice, answered, telling), *(_of_copy(first, answered, telling, bool(gaps)) if first else ())),
        gaps=gaps,
        send=(telling.say("acknowledgement.send"),) if answered.brought is LetterBrought.NOTHING else (),
        action=asks and answered.is_known,
    )


def _came(notice: Notice, answered: Answered, telling: Telling) -> tuple[str, ...]:
    new = answered.documents - len(answered.copies)
    if answered.brought is not LetterBrought.DOCUMENTS:
        return (telling.say(f"acknowledgement.{answered.brought.value}", day=notice.day),)
    if new <= 0:
        return ()
    came = telling.say("acknowledgement.document" if new == 1 else "acknowledgement.documents", count=new, day=notice.day)
    return (came, telling.say("acknowledgement.then" if answered.is_known else "acknowledgement.then_others"))


def _of_copy(first: FiledCertificate, answered: Answered, telling: Telling, is_open: bool) -> tuple[str, ...]:
    came = telling.say("acknowledgement.copy", day=telling.case.day_of(first.received_at))
    standing = telling.say(f"acknowledgement.copy_{STANDINGS.get(first.status, 'in_review')}")
    if not answered.is_known:
        return (came, standing)
    if first.status not in (CertificateStatus.ACCEPTED, CertificateStatus.SUPERSEDED):
        return (came, standing, telling.say("acknowledgement.then"))
    return (came, standing, telling.say("acknowledgement.still_open" if is_open else "acknowledgement.nothing_open"))


def _first_of(answered: Answered, certificates: Iterable[FiledCertificate]) -> FiledCertificate | None:
    return next((filed for filed in certificates if filed.certificate_id in answered.copies), None)
