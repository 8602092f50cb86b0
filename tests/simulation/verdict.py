"""What must hold when the faults have stopped and all is quiet: everything has its end, everyone was told, none too often."""

from collections import Counter
from datetime import timedelta

from coverwatch import rules
from coverwatch.application.filing import compiled
from coverwatch.application.metering import PRICES_PER_PAGE
from coverwatch.application.read import ACTOR as READER
from coverwatch.application.records import REFUSED
from coverwatch.application.send import LEASE
from coverwatch.application.uploads import certificate_id_of
from coverwatch.domain.facts import CertificateStatus
from coverwatch.notices import due
from tests.simulation.covering import is_plain, may_work
from tests.simulation.people import SET, STRICT
from tests.simulation.played import FORGETS
from tests.simulation.post import Taken
from tests.simulation.sheets import Sheet
from tests.simulation.stage import Contents
from tests.simulation.watch import BEING_READ, MOST_ATTEMPTS, SETTLED, Watch
from tests.simulation.world import SKEW, ZONE

GRANTED = timedelta(hours=2)  # more than a grant holds, and the sweep needs
MOST_CALLS_PER_DOCUMENT = 400
API_PRICES = {
    "StartDocumentTextDetection": PRICES_PER_PAGE["StartDocumentTextDetection"],
    "StartDocumentAnalysis": PRICES_PER_PAGE["StartDocumentAnalysis:FORMS,TABLES"],
}
ENDS = {
    "good": {CertificateStatus.ACCEPTED, CertificateStatus.IN_REVIEW},
    "poor": {CertificateStatus.ACCEPTED, CertificateStatus.IN_REVIEW},
    "hard": {CertificateStatus.ACCEPTED, CertificateStatus.IN_REVIEW},
    "unsure": {CertificateStatus.IN_REVIEW},
    "blank": {CertificateStatus.IN_REVIEW},
    "torn": {CertificateStatus.UNREADABLE},
    "refused": {CertificateStatus.UNREADABLE},
}
"""Where each kind of sheet may end; where a job failed or was forgotten, a person looks. A second copy ends as a duplicate."""

PERSONS_ENDS = {CertificateStatus.ACCEPTED, CertificateStatus.REJECTED}
"""Where a person may have put a document."""


def judge(watch: Watch) -> None:
    """Check the end of a run. Raises Violation."""
    watch.look()
    contents = watch.before
    _documents(watch, contents)
    _decisions(watch, contents)
    _letters(watch)
    _links(watch)
    _jobs(watch, contents)
    _in_full(watch, contents)
    _mails(watch)
    _addresses(watch, contents)
    _dead_letters(watch)
    if watch.world.weather.sweeps:
        _notices(watch, contents)
        _nothing_owed(watch, contents)
        _grants(watch)
    _cost(watch)


def _documents(watch: Watch, contents: Contents) -> None:
    people = watch.people
    for certificate_id, sheet in people.sheets.items():
        watch.checked["I1 nothing lost"] += 1
        record = contents.certificates.get(certificate_id)
        if record is None:
            if certificate_id not in people.removed:
                watch.fail("I1 nothing lost", f"an upload has no certificate: {sheet}")
            continue
        watch.checked["I6 everything ends"] += 1
        if record.status in BEING_READ:
            watch.fail("I6 everything ends", f"{certificate_id} is still {record.status}: {record}")
        if not record.reasons and record.status is not CertificateStatus.ACCEPTED:
            watch.fail("I6 everything ends", f"{certificate_id} ended as {record.status} without a reason")
        gone = certificate_id in people.removed and record.status is CertificateStatus.UNREADABLE
        decided = PERSONS_ENDS if certificate_id in watch.decided else set()
        if record.status not in ENDS[sheet.kind] | {CertificateStatus.DUPLICATE} | decided and not gone:
            watch.fail("I6 everything ends", f"{certificate_id} ({sheet.kind}) ended as {record.status}: {record.reasons}")
        if record.status is CertificateStatus.IN_REVIEW and sheet.kind in {"good", "poor"} and not _excused(watch, certificate_id, sheet):
            watch.fail("I6 everything ends", f"{certificate_id} ({sheet.kind}) waits for a person for no reason: {record.reasons}")
        if record.duplicate_of:
            first = contents.certificates[record.duplicate_of]
            gone_since = first.certificate_id in people.removed  # docs/reliability.md, what is not claimed
            if not gone_since and (first.sha256 != record.sha256 or first.status is CertificateStatus.DUPLICATE):
                watch.fail("I2 nothing doubled", f"{certificate_id} is said to be a copy of {first.certificate_id}")
    for upload in people.uploads:
        kept = contents.certificates.get(certificate_id_of(upload))
        if kept is not None and kept.upload.version_id != upload.version_id:
            watch.fail("I1 nothing lost", f"{upload.key} {upload.version_id} is taken for {kept.upload.version_id}")
    extra = contents.certificates.keys() - people.sheets.keys()
    if extra:
        watch.fail("I2 nothing doubled", f"certificates that nobody sent: {sorted(extra)}")
    _copies(watch, contents)


def _copies(watch: Watch, contents: Contents) -> None:
    """The same bytes for the same vendor are read once, unless one of them was refused: whoever sends it again is told again."""
    read: Counter[tuple[str, Sheet]] = Counter()
    refused = set()
    for certificate_id, record in contents.certificates.items():
        watch.checked["I2 nothing doubled"] += 1
        copy = (record.upload.key.split("/")[1], watch.people.sheets[certificate_id])
        if record.status in {CertificateStatus.ACCEPTED, CertificateStatus.IN_REVIEW}:
            read[copy] += 1
        elif record.status in REFUSED:
            refused.add(copy)
    for copy, times in read.items():
        if times > 1 and copy not in refused:
            watch.fail("I2 nothing doubled", f"{copy[1]} was read {times} times for {copy[0]}")


def _letters(watch: Watch) -> None:
    """Every letter was taken in, and what it brought is among the uploads."""
    writers = watch.people.writers
    watch.checked["I1 nothing lost"] += len(writers.letters)
    if unread := writers.unread(watch.world.now):
        watch.fail("I1 nothing lost", f"letters that nobody took in: {unread}")
    if lost := writers.lost():
        watch.fail("I1 nothing lost", f"letters brought what is not there: {lost}")


def _links(watch: Watch) -> None:
    """A link that has ended or was taken back opens nothing."""
    watch.checked["links hold"] += len(watch.people.visitors.links)
    if watch.people.visitors.let_in:
        watch.fail("links hold", f"let in: {watch.people.visitors.let_in}")


def _decisions(watch: Watch, contents: Contents) -> None:
    """What a person was told is done has one row of history, and stands unless a person decided again."""
    told = Counter((row.event, row.subject, row.recorded_at, row.actor) for row in contents.rows)
    promises = (*watch.people.reviewers.promises, *watch.people.visitors.promises)
    promised = Counter((promise.event, promise.subject, promise.at, promise.actor) for promise in promises)
    for promise, times in promised.items():  # somebody may decide twice in one moment
        watch.checked["a decision stays"] += times
        if told[promise] != times:
            watch.fail("a decision stays", f"{promise} was answered with success {times} times, and has {told[promise]} rows of history")
    last = {row.subject: row for row in contents.rows if row.event == "certificate_reviewed"}
    for certificate_id, row in last.items():
        if contents.certificates[certificate_id].status != row.after:
            watch.fail(
                "a decision stays", f"{certificate_id} is {contents.certificates[certificate_id].status}, and was decided {row.after}"
            )
    for vendor_id in contents.versions:
        file = watch.world.stage.vendor(vendor_id)
        kept = {waiver.waiver_id for waiver in file.facts.waivers} if file else set()
        given = {waiver_id for owner, waiver_id in watch.people.reviewers.waivers if owner == vendor_id}
        if not given <= kept:
            watch.fail("a decision stays", f"{vendor_id} has lost waivers: {sorted(given - kept)}")


def _excused(watch: Watch, certificate_id: str, sheet: Sheet) -> bool:
    """A job that failed or was forgotten sends its document to a person, and so does a name that no vendor has."""
    if sheet.insured not in watch.people.vendors.values():
        return True
    jobs = [job for job in watch.world.textract.jobs.values() if job.tag == certificate_id]
    return any(job.status != "SUCCEEDED" or job.forgotten or watch.world.now - job.ends_at > FORGETS for job in jobs)


def _jobs(watch: Watch, contents: Contents) -> None:
    """One paid job for each attempt, each written down before it was started."""
    paid = Counter((job.tag, job.api) for job in watch.world.textract.jobs.values())
    for (tag, api), times in paid.items():
        watch.checked["I2 nothing doubled"] += 1
        if times > max(1, contents.certificates[tag].attempt):
            watch.fail("I2 nothing doubled", f"{times} jobs {api} for {tag}, at attempt {contents.certificates[tag].attempt}")
    for certificate_id, record in contents.certificates.items():
        started = sum(times for (tag, _), times in paid.items() if tag == certificate_id)
        if "READING_FAILED" in {reason.code for reason in record.reasons} and started < MOST_ATTEMPTS:
            watch.fail("I6 everything ends", f"{certificate_id} was given up after {started} jobs")
        watch.checked["I10 bounded cost"] += 1
        cost = sum(times * API_PRICES[api] for (tag, api), times in paid.items() if tag == certificate_id)
        if record.cost < cost:
            watch.fail("I10 bounded cost", f"{certificate_id} cost {cost}, and {record.cost} is written down")
        if record.attempt > MOST_ATTEMPTS:
            watch.fail("I10 bounded cost", f"{certificate_id} had {record.attempt} attempts")


def _in_full(watch: Watch, contents: Contents) -> None:
    """What is accepted without a person was read in full: of a job that ended in part, who knows what its other part says?"""
    read = {job.tag for job in watch.world.textract.jobs.values() if job.status == "SUCCEEDED" and job.api == "StartDocumentTextDetection"}
    for row in contents.rows:
        if row.event == "certificate_status" and row.actor == READER and row.after == CertificateStatus.ACCEPTED:
            watch.checked["I4 fail closed"] += 1
            if row.subject not in read:
                watch.fail("I4 fail closed", f"{row.subject} was accepted, and none of its jobs had read it in full")


def _mails(watch: Watch) -> None:
    """A recipient gets a notice once, and once more only for each mail that nobody wrote down and SES did not tell of in time."""
    told: dict[tuple[str, str, str], list[Taken]] = {}
    for mail in watch.world.mail.taken:
        for notice in mail.notices:
            told.setdefault((mail.vendor_id, notice, mail.recipient), []).append(mail)
    for (vendor_id, notice, recipient), mails in told.items():
        watch.checked["I3 notices"] += 1
        excused = sum(mail.by.harmed and not heard_in_time(mail) for mail in mails[:-1])
        if len(mails) > min(1 + excused, MOST_ATTEMPTS):
            watch.fail("I3 notices", f"{recipient} got {notice} of {vendor_id} {len(mails)} times, {excused} of them without a word")


def heard_in_time(mail: Taken) -> bool:
    """Whether an event of a mail reached its queue before the lease was over, clocks' errors allowed for."""
    return mail.heard_at is not None and mail.heard_at < mail.at + LEASE - timedelta(seconds=4 * SKEW)


def _notices(watch: Watch, contents: Contents) -> None:
    sent = {(mail.vendor_id, notice) for mail in watch.world.mail.taken for notice in mail.notices}
    for (vendor_id, notice_id), record in contents.notices.items():
        watch.checked["I6 everything ends"] += 1
        if record.status not in SETTLED:
            watch.fail("I6 everything ends", f"{notice_id} of {vendor_id} is still {record.status}: {record}")
        if record.mails and (vendor_id, notice_id) not in sent:
            watch.fail("I3 notices", f"{notice_id} of {vendor_id} says that it was sent, and was not")
        if record.status.value == "sent" and not record.mails:
            watch.fail("I3 notices", f"{notice_id} of {vendor_id} is sent to nobody")
        if record.status.value == "sent" and record.unreached:
            watch.fail("I3 notices", f"{notice_id} of {vendor_id} counts as sent, and every mail of it came back: {record.outcomes}")
        lost = sum(not worker.outcome.done for worker in watch.claimed_by.get((vendor_id, notice_id), ()))
        if record.note.endswith(" attempts") and lost < MOST_ATTEMPTS:
            watch.fail("I3 notices", f"{notice_id} of {vendor_id} was given up after {record.note}, {lost} of which went wrong")


def _addresses(watch: Watch, contents: Contents) -> None:
    """An address that SES told to be taking no mail is closed."""
    came_back = {(mail.vendor_id, mail.recipient.casefold()) for mail in watch.world.mail.taken if mail.came_back}
    for vendor_id in contents.versions:
        file = watch.world.stage.vendor(vendor_id)
        for contact in file.facts.vendor.contacts if file else ():
            watch.checked["I3 notices"] += 1
            if contact.closed_because is None and (vendor_id, contact.email.casefold()) in came_back:
                watch.fail("I3 notices", f"{contact.email} of {vendor_id} takes no mail, and is still written to")


def _nothing_owed(watch: Watch, contents: Contents) -> None:
    """Nobody is owed anything: what today asks for has been filed, and the answer is what the papers say."""
    on = watch.people.today()
    for vendor_id in contents.versions:
        file = watch.world.stage.vendor(vendor_id)
        assert file is not None
        watch.checked["I3 notices"] += 1
        requirement_set = compiled(contents.sets[file.facts.vendor.requirement_set])
        assessment = rules.assess(requirement_set, file.facts, on)
        owed = due(file.facts, assessment, requirement_set.cadence, [record.notice for record in file.notices], on, time_zone=ZONE)
        if file.standing.assessment_key is None or watch.world.stage.documents.get(file.standing.assessment_key) is None:
            watch.fail("I7 one row per transition", f"the findings on {vendor_id} are not kept: {file.standing.assessment_key}")
        if file.standing.next_action_on is not None and file.standing.next_action_on <= on:
            watch.fail("I3 notices", f"{vendor_id} was due on {file.standing.next_action_on}, and on {on} nobody has looked yet")
        if owed.notices:
            watch.fail("I3 notices", f"{vendor_id} is owed {[notice.notice_id for notice in owed.notices]} on {on}")
        sheets, strict = watch.people.sheets, contents.sets[SET].document == STRICT
        if is_plain(file, sheets) and assessment.authorized != may_work(file, sheets, on, strict=strict):
            watch.fail(
                "I4 fail closed", f"{vendor_id} on {on}: {assessment.authorized}, and its papers say otherwise: {assessment.reasons}"
            )
        if file.standing.status is not assessment.status and file.standing.assessed_on == on:
            watch.fail("I6 everything ends", f"{vendor_id} is listed as {file.standing.status}, and is {assessment.status}")
        if file.standing.requirement_set_version != assessment.requirement_set_version:
            watch.fail("I5 nothing goes back", f"{vendor_id} was not assessed under version {assessment.requirement_set_version}")


def _grants(watch: Watch) -> None:
    """A grant that is over is closed, so that no sweep looks for its object again."""
    watch.checked["I6 everything ends"] += 1
    still = list(watch.world.stage.records.open_since("grant", watch.world.now - GRANTED))
    if still:
        watch.fail("I6 everything ends", f"grants are open for good: {still}")


def _dead_letters(watch: Watch) -> None:
    """What is dead at the end is what nobody could understand, all of it, and nothing else."""
    letters = [letter for queue in watch.world.queues for letter in queue.dead]
    watch.checked["I6 everything ends"] += 1
    if len(letters) != watch.people.rubbish or not all(letter.rubbish for letter in letters):
        watch.fail("I6 everything ends", f"{watch.people.rubbish} messages were rubbish, and these are dead letters: {letters}")
    waiting = [message for queue in watch.world.queues for message in queue.waiting.values()]
    if waiting:
        watch.fail("I6 everything ends", f"messages are still waiting: {waiting}")


def _cost(watch: Watch) -> None:
    watch.checked["I10 bounded cost"] += 1
    documents = max(1, len(watch.people.sheets))
    if watch.world.calls > MOST_CALLS_PER_DOCUMENT * documents + 4_000:
        watch.fail("I10 bounded cost", f"{watch.world.calls} calls for {documents} documents")
