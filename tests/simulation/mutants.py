"""The planted faults: each is a mistake that somebody could make, and the simulation must find it."""

from datetime import timedelta

from botocore.config import Config

from tests.simulation import stories
from tests.simulation.planting import Planted

RECEIVE = "coverwatch.application.receive"
READ = "coverwatch.application.read"
SEND = "coverwatch.application.send"
SWEEP = "coverwatch.application.sweep"
FILING = "coverwatch.application.filing"
FAKE = "tests.fakes:MemoryRecords"
"""The port's promise is broken here; the contract tests hold the table to the same promise."""

MUTANTS = (
    # ── intake ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    Planted(
        name="an id from the key alone", where="coverwatch.application.uploads:certificate_id_of", words="\\n{upload.version_id}", by=""
    ),
    Planted(name="no token for Textract", where="coverwatch.aws.textract:Textract._start", words="ClientRequestToken=token,", by=""),
    Planted(
        name="an event begins its document anew",
        where=f"{FAKE}.register",
        words="if record.certificate_id not in self.kept:",
        by="if True:",
    ),
    Planted(name="one token for all attempts", where=f"{RECEIVE}:detection_token", words="/{record.attempt}", by=""),
    Planted(
        name="Textract before the intent is kept",
        where=f"{RECEIVE}:_check",
        words="_begin_reading(desk, checked, record, on)",
        by="_start(desk, checked, on)",
    ),
    Planted(name="a started reading is never resumed", where=f"{RECEIVE}:receive", words="record.detection_job is None", by="False"),
    Planted(name="copies are not known again", where=f"{RECEIVE}:_came_before", words="if first == record.certificate_id:", by="if True:"),
    Planted(
        name="a copy of a refused file is a copy",
        where=f"{RECEIVE}:_came_before",
        words="if kept and kept.status in REFUSED",
        by="if False",
    ),
    Planted(
        name="an unreadable upload's event is acknowledged unseen",
        where=f"{RECEIVE}:_content",
        words="if head is None or content is None:",
        by="if head is not None:",
    ),
    Planted(
        name="a refused start is swallowed",
        where="coverwatch.aws.textract:Textract._start",
        words="        raise\n    return",
        by="        return 'job-0'\n    return",
    ),
    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    Planted(
        name="an unknown document's completion is dropped",
        where=f"{READ}:read_completed",
        words="raise DocumentUnknown(completion.certificate_id)",
        by="return None",
        story=stories.a_job_that_nobody_here_began,
    ),
    Planted(
        name="a document with its answer is read again",
        where=f"{READ}:read_completed",
        words="record.status not in BEING_READ or",
        by="",
    ),
    Planted(
        name="a late word of an earlier attempt counts",
        where=f"{READ}:read_completed",
        words="or completion.job_id in record.forgotten_jobs",
        by="",
        story=stories.a_late_word_of_a_forgotten_job,
    ),
    Planted(
        name="only the stored job's completion counts",
        where=f"{READ}:_with_job",
        words="known = replace(record, detection_job=completion.job_id, status=CertificateStatus.READING)",
        by="return record",
    ),
    Planted(
        name="the dearer step is not written down",
        where=f"{READ}:_start_analysis",
        words="cost=record.cost + cost_of(ANALYSIS, len(pages))",
        by="cost=record.cost",
    ),
    Planted(
        name="the dearer step has no token",
        where=f"{READ}:_start_analysis",
        words="/analysis/{record.attempt}",
        by="/analysis/{id(desk)}/{id(record)}",
    ),
    Planted(
        name="a failed job counts as read",
        where="coverwatch.application.decide:decide_reading",
        words="if job_status != READ_IN_FULL",
        by="if False",
    ),
    Planted(
        name="unsure fields are accepted",
        where="coverwatch.application.decide:decide_reading",
        words="CertificateStatus.IN_REVIEW if reasons else",
        by="",
    ),
    # ── filing ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    Planted(
        name="a late message takes a vendor back to its day",
        where=f"{FILING}:file_change",
        words="max(on, current.standing.assessed_on or on) if current else on",
        by="on",
    ),
    Planted(
        name="two readers file one document's end",
        where=f"{FILING}:file_standing",
        words="kept.status is not was.status and kept.status not in BEING_READ",
        by="not kept.in_process",
        story=stories.two_readers_of_one_answer,
    ),
    Planted(
        name="the vendor's version is not checked",
        where=f"{FAKE}.file",
        words="(current.version if current else 0) != filing.version or",
        by="",
    ),
    Planted(
        name="the document is not as it was read",
        where=f"{FAKE}.file",
        words="or moved",
        by="",
        story=stories.an_attempt_begins_while_the_last_is_filed,
    ),
    Planted(
        name="a conflict is given up at once",
        where=f"{FILING}:file_change",
        words="raise Contended(vendor_id)",
        by="return None",
        story=stories.a_vendor_changes_again_and_again,
    ),
    Planted(name="no history of a document's end", where=f"{FILING}:file_standing", words="history=(row,))", by="history=())"),
    Planted(
        name="a document moves on from anywhere",
        where=f"{FAKE}.progress",
        words="if self.kept.get(record.certificate_id) != was:",
        by="if False:",
        story=stories.a_completion_overtakes_its_job,
    ),
    Planted(
        name="our own write is taken for another's",
        where=f"{FAKE}.progress",
        words="return self.kept.get(record.certificate_id) == record",
        by="return False",
    ),
    Planted(
        name="the findings are not kept",
        where=f"{FILING}:_keep_assessment",
        words='documents.put(key, content, "application/json")',
        by="pass",
    ),
    Planted(
        name="notices are filed in a step of their own",
        where=f"{FILING}:file_change",
        words="notices=change.notices + owed.notices",
        by="notices=change.notices",
    ),
    # ── sending ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    Planted(
        name="sent before it is claimed",
        where=f"{SEND}:_claim",
        words="return claimed if desk.records.settle_notice(claimed, was=record) else None",
        by="return claimed",
    ),
    Planted(name="a claim that everyone wins", where=f"{FAKE}.settle_notice", words="if self.notices.get(key) != was:", by="if False:"),
    Planted(
        name="a lease that is too short",
        where=f"{SEND}:LEASE",
        setting=timedelta(seconds=5),
        story=stories.the_sweep_meets_a_late_sender,
    ),
    Planted(
        name="a claim without a lease",
        where=f"{SEND}:_claim",
        words="lease_until=lease",
        by="lease_until=None",
        story=stories.the_sweep_meets_a_late_sender,
    ),
    Planted(
        name="the premise is not looked at again",
        where=f"{SEND}:_untold",
        words="if not still_true(record.notice, now.file.facts, now.assessment, now.on, time_zone=desk.time_zone):",
        by="if False:",
    ),
    Planted(
        name="the mail's id is not kept",
        where=f"{SEND}:_send_claimed",
        words="standing[notice.notice_id] = settled(desk.records, record, mailed) or record",
        by="pass",
    ),
    Planted(
        name="everyone is told again after a crash",
        where=f"{SEND}:_send_claimed",
        words="if contact.email.casefold() not in standing[notice.notice_id].served",
        by="",
    ),
    Planted(name="the SDK sends again by itself", where="coverwatch.aws.clients:ONCE", setting=Config(retries={"total_max_attempts": 3})),
    Planted(
        name="a throttled mail counts as sent",
        where="coverwatch.aws.mail:Mail.send",
        words="raise MailDeferred(code) from error",
        by="return 'mail-0'",
    ),
    Planted(
        name="no limit to attempts",
        where=f"{SEND}:MAX_ATTEMPTS",
        setting=99,
        story=stories.a_notice_kills_its_senders,
    ),
    Planted(
        name="a mail's event is not recorded",
        where="coverwatch.application.deliver:_standing",
        words="if record.status is not NoticeStatus.SENT and not _served(record, vendor):",
        by="if True:",
    ),
    Planted(name="a mail put off uses up an attempt", where=f"{SEND}:_settled", words="attempt=record.attempt - 1", by="attempt=attempt"),
    Planted(
        name="an address that bounced stays open",
        where="coverwatch.application.deliver:record_delivery",
        words="if event.closes is not None:",
        by="if False:",
    ),
    # ── sweeping ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    Planted(
        name="no sweep of documents", where=f"{SWEEP}:_sweep_documents", words='desk.records.open_since("certificate", before)', by="()"
    ),
    Planted(name="no sweep of notices", where=f"{SWEEP}:_sweep_notices", words='desk.records.open_since("notice", before)', by="()"),
    Planted(
        name="no sweep of grants",
        where=f"{SWEEP}:_sweep_grants",
        words='desk.records.open_since("grant", before)',
        by="()",
    ),
    Planted(name="no sweep of letters", where=f"{SWEEP}:_sweep_letters", words="desk.documents.versions(LETTERS)", by="()"),
    Planted(name="a letter's files have one key", where="coverwatch.application.mail:_key", words="-{document}", by=""),
    Planted(name="no sweep of the bucket", where=f"{SWEEP}:_sweep_bucket", words="desk.documents.versions(UPLOADS)", by="()"),
    Planted(
        name="the sweep breaks leases",
        where=f"{SWEEP}:_sweep_notices",
        words="record.lease_until is None or record.lease_until <= desk.now()",
        by="True",
        story=stories.the_sweep_meets_a_late_sender,
    ),
    Planted(
        name="the sweep does not wait for mails' events",
        where=f"{SWEEP}:_sweep_notices",
        words="desk.mail_events.waiting() > 0",
        by="False",
        story=stories.nobody_records_what_ses_tells,
    ),
    Planted(
        name="a forgotten job is never begun anew",
        where=f"{SWEEP}:_start_anew",
        words="if desk.records.progress(fresh, was=record):",
        by="if False:",
    ),
    # ── the morning, the questions, the doors ────────────────────────────────────────────────────────────────────────────────────
    Planted(
        name="the morning asks for its own day alone", where=f"{FAKE}.due", words="if day and day <= until", by="if day and day == until"
    ),
    Planted(
        name="the first that is due is all",
        where="coverwatch.application.chase:chase",
        words="while vendor_ids := tuple(islice(due, BATCH)):",
        by="for vendor_ids in (tuple(islice(due, 1)),):",
        weathers=("storm",),
    ),
    Planted(
        name="what SQS kept out is forgotten",
        where="coverwatch.aws.queues:Assessments.ask",
        words='if answer.get("Failed"):',
        by="if False:",
    ),
    Planted(
        name="published, and nobody is assessed",
        where="coverwatch.application.requirement_sets:publish",
        words="office.assessments.ask(",
        by="(lambda *told: None)(",
    ),
    Planted(
        name="a failed message of a batch is acknowledged",
        where="aws_lambda_powertools.utilities.batch:BatchProcessor._collect_sqs_failures",
        words="for msg in self.fail_messages:",
        by="for msg in self.fail_messages[:0]:",
    ),
    Planted(
        name="rubbish is acknowledged",
        where="coverwatch.aws.events:json_object",
        words='raise BadEvent(f"not JSON: {error}") from error',
        by='return {"Event": "s3:TestEvent"}',
    ),
)
