"""A document's attempts at being read: each its own job, and a late word of an earlier job does not use one up."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from coverwatch.application.messages import Completion
from coverwatch.application.read import ReadingDesk, read_completed
from coverwatch.application.receive import Receiving, receive
from coverwatch.application.records import CertificateRecord, Upload
from coverwatch.application.sweep import Sweeping, sweep
from coverwatch.domain.facts import CertificateStatus
from tests.fakes import MemoryDocuments, MemoryQueue, MemoryRecords, ScriptedReader
from tests.papers import a_one_page_pdf

AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
ON = AT.date()


@dataclass
class Intake:
    """One document whose jobs Textract forgets."""

    records: MemoryRecords = field(default_factory=MemoryRecords)
    documents: MemoryDocuments = field(default_factory=MemoryDocuments)
    reader: ScriptedReader = field(default_factory=ScriptedReader)
    queue: MemoryQueue = field(default_factory=MemoryQueue)

    def __post_init__(self) -> None:
        self.upload: Upload = self.documents.upload("uploads/unassigned/coi.pdf", a_one_page_pdf())

    def receive(self) -> CertificateRecord:
        return receive(Receiving(records=self.records, documents=self.documents, text_reader=self.reader, time_zone=UTC), self.upload, ON)

    def hear_of(self, job: str | None, record: CertificateRecord) -> None:
        desk = ReadingDesk(
            records=self.records,
            documents=self.documents,
            text_reader=self.reader,
            time_zone=UTC,
            analysis_budget=0,
            specimens_allowed=True,
        )
        read_completed(desk, Completion(record.certificate_id, str(job), "SUCCEEDED", "detection", AT), ON)

    def sweep_after_the_job_is_gone(self) -> None:
        desk = Sweeping(
            records=self.records,
            documents=self.documents,
            text_reader=self.reader,
            redelivery=self.queue,
            mail_events=self.queue,
            time_zone=UTC,
            now=lambda: AT,
        )
        self.reader.gone = True
        sweep(desk, ON, AT + timedelta(days=8), whole_bucket=False)
        self.reader.gone = False

    def kept(self, record: CertificateRecord) -> CertificateRecord:
        found = self.records.certificate(record.certificate_id)
        assert found is not None
        return found


def test_a_late_word_of_a_forgotten_job_does_not_take_the_next_attempts_place() -> None:
    intake = Intake()
    first = intake.receive()
    intake.sweep_after_the_job_is_gone()

    intake.hear_of(first.detection_job, first)
    second = intake.receive()

    assert (second.status, second.attempt) == (CertificateStatus.READING, 2)
    assert second.detection_job not in (None, first.detection_job)
    assert len(intake.reader.jobs) == 2


def test_a_late_word_between_the_intent_and_the_start_leaves_the_new_job_its_place() -> None:
    intake = Intake()
    first = intake.receive()
    intake.sweep_after_the_job_is_gone()
    start = intake.reader.start_detection

    def overtaken(key: str, version_id: str | None, tag: str, token: str) -> str:
        intake.hear_of(first.detection_job, first)
        return start(key, version_id, tag, token)

    intake.reader.start_detection = overtaken  # type: ignore[method-assign]
    second = intake.receive()

    assert intake.kept(first).detection_job == second.detection_job
    assert intake.kept(first).status is CertificateStatus.READING


def test_a_completion_that_overtakes_the_jobs_own_id_is_read() -> None:
    intake = Intake()
    start = intake.reader.start_detection
    started: list[str] = []

    def dies_unheard(key: str, version_id: str | None, tag: str, token: str) -> str:
        started.append(start(key, version_id, tag, token))
        raise ConnectionError

    intake.reader.start_detection = dies_unheard  # type: ignore[method-assign]
    try:
        intake.receive()
    except ConnectionError:
        (record,) = intake.records.kept.values()
    intake.hear_of(started[0], record)

    assert intake.kept(record).detection_job == started[0]
    assert intake.kept(record).status is CertificateStatus.IN_REVIEW
