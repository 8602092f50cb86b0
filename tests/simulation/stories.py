"""Short histories that somebody wrote: what hardly ever happens by chance, played call by call. The product must come through each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from coverwatch.application.records import Upload
from coverwatch.application.uploads import certificate_id_of
from coverwatch.aws.queues import Assessments
from tests.simulation.invocations import Invocation
from tests.simulation.people import People
from tests.simulation.played import in_envelope
from tests.simulation.run import Result, simulate
from tests.simulation.sheets import Sheet
from tests.simulation.watch import Watch
from tests.simulation.world import QUARTER, START, Case, World

VENDOR = "keystone"
ON_TIME = timedelta()
FAST = timedelta(seconds=30)  # as far as an environment's clock may be ahead


@dataclass
class Director:
    """What a story is played with: who is sent on, how far, and when. Nothing happens here by chance."""

    world: World
    people: People

    def begin(self, source: Any, skew: timedelta = ON_TIME) -> Invocation:
        """Wake a source's function with what is there for it; it stands before its first call."""
        before = self.world.invocations
        source.deliver()
        assert self.world.invocations == before + 1, f"{source.name} had nothing to deliver"
        invocation = self.world.live[-1]
        invocation.environment.skew = skew
        return invocation

    def on_to(self, invocation: Invocation, operation: str) -> None:
        """Let it run until it is about to make that call."""
        while invocation.next_call != operation:
            self.world.resume(invocation)
            assert not invocation.over, f"{invocation.name} ended without a call of {operation}: {invocation.outcome}"

    def past(self, invocation: Invocation, operation: str) -> None:
        """Let it make that call, and stop before its next one."""
        self.on_to(invocation, operation)
        self.world.resume(invocation)

    def to_its_end(self, invocation: Invocation) -> None:
        """Let it run until it is done."""
        while not invocation.over:
            self.world.resume(invocation)

    def run(self, source: Any, skew: timedelta = ON_TIME) -> None:
        """Have a source's function do all that is there for it now."""
        while (moment := source.next_at()) is not None and moment <= self.world.now:
            self.to_its_end(self.begin(source, skew))

    def wait_until(self, hour: int, minute: int, second: float = 0) -> None:
        """Let time pass until that moment, of START's day and in its zone."""
        self.world.advance(START.replace(hour=hour, minute=minute) + timedelta(seconds=second) - self.world.now)

    def upload(self, kind: str = "good") -> Upload:
        """A certificate of the vendor's is put where certificates go."""
        number = len(self.people.uploads)
        sheet = Sheet(kind, self.people.vendors[VENDOR], self.people.today(), date(2026, 12, 31), number)
        upload = self.world.stage.upload(f"uploads/{VENDOR}/{number}.pdf", sheet.content, self.world.now)
        self.people.uploads.append(upload)
        self.people.sheets[certificate_id_of(upload)] = sheet
        self.world.s3_events.upload_again(upload)
        return upload

    def forget_jobs(self) -> None:
        """Textract forgets every job there has been."""
        for job in self.world.textract.jobs.values():
            job.forgotten = True

    def owe(self) -> None:
        """Somebody asks the vendor for a certificate: a notice is owed, and the stream has it."""
        self.people.request()
        self.run(self.world.gateway)

    def assess(self) -> None:
        """Something else that changes the vendor comes between."""
        Assessments(self.world.sqs, "assessments").ask((VENDOR,), self.people.today(), self.world.now)
        self.run(self.world.assessments)


Story = Callable[[Director], None]


def play(story: Story) -> Result:
    """Play a story, then let all come to rest, then judge."""

    def directed(world: World, people: People, _: Watch) -> None:
        world.chance.calm = True
        story(Director(world, people))

    return simulate(Case(seed=0, weather="unswept" if story in WITHOUT_THE_SWEEP else "storm", vendors=1, acts=0), story=directed)


# ── documents ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def a_completion_overtakes_its_job(to: Director) -> None:
    """Textract is done, and its document accepted, before the one who started the job has written the job's id down."""
    to.upload()
    starter = to.begin(to.world.uploads)
    to.past(starter, "textract.start_document_text_detection")
    to.world.advance(timedelta(seconds=95))
    to.run(to.world.readings)
    to.to_its_end(starter)


def an_attempt_begins_while_the_last_is_filed(to: Director) -> None:
    """A slow reader is about to file what it read; meanwhile Textract has forgotten the job, and the sweep has begun another attempt."""
    to.upload()
    to.run(to.world.uploads)
    to.wait_until(14, 13, 40)
    reader = to.begin(to.world.readings)
    to.on_to(reader, "records.file")
    to.forget_jobs()
    to.wait_until(14, 15)
    to.run(to.world.sweeps)
    to.run(to.world.uploads)
    assert len(to.world.textract.jobs) == 2, "the sweep began no other attempt"
    to.to_its_end(reader)


def a_late_word_of_a_forgotten_job(to: Director) -> None:
    """Textract has forgotten a job, and the next attempt dies before it has its own; then the first job's completion comes after all.
    The next job is forgotten as well: a document has three attempts, and each has its own job."""
    to.upload()
    to.run(to.world.uploads)
    to.forget_jobs()
    to.wait_until(14, 15)
    to.run(to.world.sweeps)
    starter = to.begin(to.world.uploads)
    to.on_to(starter, "textract.start_document_text_detection")
    to.world.kill(starter)
    to.run(to.world.readings)
    for minute in (30, 45):
        to.wait_until(14, minute)
        to.run(to.world.sweeps)
        to.run(to.world.uploads)
        if minute == 30:
            to.forget_jobs()


def a_vendor_changes_again_and_again(to: Director) -> None:
    """Each time that a reader is about to file, somebody else has filed something of the same vendor; its message has to come back."""
    to.upload()
    to.run(to.world.uploads)
    to.world.advance(timedelta(seconds=95))
    reader = to.begin(to.world.readings)
    for _ in range(5):
        to.on_to(reader, "records.file")
        to.assess()
        to.world.resume(reader)
    to.to_its_end(reader)


def two_readers_of_one_answer(to: Director) -> None:
    """The message that a job is done comes twice, and both who have it are about to file that a person must look."""
    to.upload("blank")
    to.run(to.world.uploads)
    to.world.advance(timedelta(seconds=95))
    to.world.readings.put(next(iter(to.world.readings.waiting.values())).body)
    to.world.readings.door = replace(to.world.readings.door, batch=1)
    readers = [to.begin(to.world.readings) for _ in range(2)]
    for reader in readers:
        to.on_to(reader, "records.file")
    for reader in readers:
        to.to_its_end(reader)


def a_job_that_nobody_here_began(to: Director) -> None:
    """A completion comes for a document that nobody knows: it must end where somebody sees it."""
    body = {"JobId": "1", "Status": "SUCCEEDED", "API": "StartDocumentTextDetection", "JobTag": "0" * 32, "Timestamp": 1772460000000}
    to.world.readings.put(in_envelope(body))
    to.world.readings.waiting[to.world.readings.numbers].rubbish = True
    to.people.rubbish += 1


# ── notices ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def the_sweep_meets_a_late_sender(to: Director) -> None:
    """A notice's stream was stuck for a while. At last it is claimed and its first mail is taken; the sender dies, and the sweep comes
    before SES has told of that mail."""
    to.wait_until(14, 6)
    to.owe()
    to.world.sweeps.waiting.clear()
    to.wait_until(14, 29, 59.5)
    to.world.sweeps.waiting.clear()
    sender = to.begin(to.world.notices)
    to.past(sender, "ses.send_email")
    to.world.kill(sender)
    to.wait_until(14, 30)
    to.run(to.world.sweeps, FAST)
    to.run(to.world.notices)


def nobody_records_what_ses_tells(to: Director) -> None:
    """A sender dies once SES has its mail. SES tells of it, but nobody takes that from the queue until the lease is over."""
    to.wait_until(14, 1)
    to.owe()
    sender = to.begin(to.world.notices)
    to.past(sender, "ses.send_email")
    to.world.kill(sender)
    to.wait_until(14, 30)
    to.run(to.world.notices)
    to.run(to.world.sweeps)
    to.run(to.world.notices)


def a_notice_kills_its_senders(to: Director) -> None:
    """Whoever claims the notice dies. After three times a person has to see it."""
    to.wait_until(14, 1)
    to.owe()
    for _ in range(3):
        sender = to.begin(to.world.notices)
        to.on_to(sender, "ses.send_email")
        to.world.kill(sender)
        to.world.advance(2 * QUARTER)
        to.run(to.world.notices)
        to.run(to.world.sweeps)
    to.run(to.world.notices)


WITHOUT_THE_SWEEP = (a_vendor_changes_again_and_again,)
"""The sweep would heal these by itself, and hide what they show."""
STORIES: tuple[Story, ...] = (
    a_completion_overtakes_its_job,
    an_attempt_begins_while_the_last_is_filed,
    a_late_word_of_a_forgotten_job,
    a_vendor_changes_again_and_again,
    two_readers_of_one_answer,
    a_job_that_nobody_here_began,
    the_sweep_meets_a_late_sender,
    nobody_records_what_ses_tells,
    a_notice_kills_its_senders,
)
