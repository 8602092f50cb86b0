"""A raw mail whose event S3 lost is found by the day's look at the bucket and given back to receive_mail; what that costs has a bound."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from coverwatch.application.records import Upload
from coverwatch.application.sweep import LETTER_DAYS, Sweeping, Swept, sweep
from tests.application.postbox import ADDRESS, AT, ON, Postbox
from tests.fakes import MemoryQueue, MemoryRecords, ScriptedReader
from tests.letters.raw_mails import a_message, attach


@dataclass
class Counting(MemoryRecords):
    """The table, counting what is asked of letters."""

    asked: list[str] = field(default_factory=list)

    def has_letter(self, letter_id: str) -> bool:
        self.asked.append(letter_id)
        return super().has_letter(letter_id)


def swept(postbox: Postbox, at: datetime, *, first_of_day: bool = True) -> tuple[Swept, list[Upload]]:
    """A round of the sweep, and the mails that it gave back."""
    queue = MemoryQueue()
    desk = Sweeping(
        records=postbox.records,
        documents=postbox.documents,
        text_reader=ScriptedReader(),
        redelivery=queue,
        mail_events=queue,
        time_zone=UTC,
        now=lambda: at,
    )
    return sweep(desk, at.date(), at, whole_bucket=first_of_day), queue.letters


def a_certificate_by_mail(postbox: Postbox) -> Upload:
    return postbox.puts(attach(a_message(to=ADDRESS)))


def test_a_mail_whose_event_was_lost_is_given_back_and_taken_in_once() -> None:
    postbox = Postbox()
    a_certificate_by_mail(postbox)

    round_one, given_back = swept(postbox, AT + timedelta(hours=10))
    for mail in given_back:
        postbox.receives(mail)
    round_two, again = swept(postbox, AT + timedelta(hours=34))

    assert (round_one.letters, round_two.letters, again) == (1, 0, [])
    assert len(postbox.uploads) == 1
    assert postbox.came == ["TAKEN, 1 documents"]


def test_whatever_became_of_a_mail_it_is_not_given_back_again() -> None:
    postbox = Postbox()
    outcomes = {postbox.takes(a_message(to=ADDRESS), virus="FAIL").code, postbox.takes(b"no mail at all").code}
    outcomes |= {postbox.takes(a_message(to="certificates@in.meridian.example")).code, postbox.takes(attach(a_message(to=ADDRESS))).code}

    assert len(outcomes) > 2
    assert swept(postbox, AT + timedelta(hours=10))[1] == []


def test_a_mail_that_has_just_come_is_left_to_its_event() -> None:
    postbox = Postbox()
    a_certificate_by_mail(postbox)

    assert swept(postbox, AT + timedelta(minutes=5))[1] == []


def test_only_the_first_round_of_a_day_looks_at_mails() -> None:
    postbox = Postbox()
    a_certificate_by_mail(postbox)

    assert swept(postbox, AT + timedelta(hours=10), first_of_day=False)[1] == []


def test_the_mails_of_months_cost_no_look_into_the_table_only_those_of_the_last_days() -> None:
    postbox = Postbox()
    counting = Counting(**vars(postbox.records))
    postbox.office = replace(postbox.office, records=counting)
    for day in range(90):
        postbox.documents.at = AT - timedelta(days=day)
        postbox.receives(a_certificate_by_mail(postbox), ON)

    round_one, _ = swept(postbox, AT + timedelta(hours=10))

    assert round_one.letters == 0
    assert len(counting.asked) == LETTER_DAYS.days
