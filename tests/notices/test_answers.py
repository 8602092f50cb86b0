"""Who is answered, asked and reminded, and who is left alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import CertificateStatus, FiledCertificate, VendorFacts
from coverwatch.domain.finding import Severity
from coverwatch.domain.notice import Notice, Series
from coverwatch.domain.vendor import Contact
from coverwatch.notices import due, first_request
from tests.builders import a_filed_certificate, a_vendor, the_facts
from tests.notices.occasions import A_LIMIT, D, a_notice, an_assessment
from tests.notices.steps import ENDED, ENDING, OUTSIDE, OWNER, USUAL, day, every_day, told


class TestSilence:
    def test_an_imported_vendor_is_never_mailed(self):
        imported = the_facts(certificates=())
        waiting = an_assessment(D, status=VendorStatus.AWAITING_CERTIFICATE)

        assert told(imported, waiting, every_day(-400, 400)) == []
        assert due(imported, waiting, USUAL, (), D).next_on is None

    @pytest.mark.parametrize(
        "facts", [the_facts(vendor=a_vendor(active=False)), the_facts(vendor=a_vendor(hold_mails=True))], ids=["inactive", "held"]
    )
    def test_an_inactive_or_held_vendor_is_not_mailed(self, facts: VendorFacts):
        assert told(facts, ENDING, every_day(-60, -1)) + told(facts, ENDED, every_day(0, 60)) == []

    @pytest.mark.parametrize("status", [VendorStatus.EXEMPT, VendorStatus.SUSPENDED])
    def test_nothing_is_asked_of_whom_a_person_has_exempted_or_suspended(self, status: VendorStatus):
        assert told(the_facts(), replace(ENDING, status=status), every_day(-60, 60)) == []

    def test_an_approval_ends_the_questions_about_what_was_approved_but_not_those_about_the_end_of_cover(self):
        approved = replace(ENDING, status=VendorStatus.APPROVED_NON_COMPLIANT, findings=(A_LIMIT,))

        assert told(the_facts(), approved, every_day(-50, -29)) == [(-45, "digest", -45, (OWNER,)), (-30, "expiring", -30, OUTSIDE)]

    def test_when_mails_are_let_go_again_the_latest_step_goes_once(self):
        assert told(the_facts(), ENDING, [day(-5)]) == [(-5, "expiring", -7, (*OUTSIDE, OWNER))]

    def test_where_nobody_outside_can_be_written_to_a_person_is_asked_once(self):
        nobody = the_facts(vendor=a_vendor(contacts=(Contact(OWNER, "projects@holder.example"),)))

        tasks = [step for step in told(nobody, ENDING, every_day(-30, -1)) if step[1] == "review_task"]
        assert tasks == [(-30, "review_task", 0, (OWNER,))]


class TestDeficiency:
    LACKING = an_assessment(date(2026, 1, 5), status=VendorStatus.NON_COMPLIANT, findings=(A_LIMIT,))

    def test_it_is_told_at_once_and_repeated_until_a_person_takes_over(self):
        start = (date(2026, 1, 5) - D).days

        assert [(on - start, *rest) for on, *rest in told(the_facts(), self.LACKING, every_day(start, start + 60))] == [
            (0, "deficiency", 0, OUTSIDE),
            (3, "deficiency", 3, OUTSIDE),
            (7, "deficiency", 7, OUTSIDE),
            (14, "deficiency", 14, OUTSIDE),
            (21, "review_task", 21, (OWNER,)),
        ]

    def test_a_requirement_that_rises_later_is_told_from_the_day_it_rose(self):
        later = date(2026, 6, 1)

        answer = due(the_facts(), self.LACKING, USUAL, (), later)
        assert [(notice.series, notice.subject, notice.step) for notice in answer.notices] == [(Series.DEFICIENCY, "c-1", 0)]
        assert answer.next_on == later + timedelta(days=3)

    def test_a_newer_certificate_begins_anew_and_the_old_run_is_over(self):
        old = due(the_facts(), self.LACKING, USUAL, (), date(2026, 1, 5)).notices
        newer = a_filed_certificate(certificate_id="c-2", received_at=datetime(2026, 1, 7, 15, tzinfo=UTC))
        both = the_facts(a_filed_certificate(), newer)

        on_the_seventh = due(both, self.LACKING, USUAL, old, date(2026, 1, 7))
        assert [notice.notice_id for notice in on_the_seventh.notices] == ["deficiency.c-2.0"]
        assert on_the_seventh.next_on == date(2026, 1, 10)

    def test_a_note_is_no_deficiency(self):
        note = an_assessment(date(2026, 1, 5), findings=(replace(A_LIMIT, severity=Severity.INFO),))

        assert [notice.series for notice in due(the_facts(), note, USUAL, (), date(2026, 1, 5)).notices] == [Series.THANKS]

    def test_work_that_is_over_needs_no_correction(self):
        over = the_facts(vendor=a_vendor(work_ends_on=date(2026, 1, 4)))

        assert due(over, self.LACKING, USUAL, (), date(2026, 1, 5)).notices == ()


class TestAnswers:
    MORNING = date(2026, 1, 5)

    def refused(self, number: int, hour: int = 15, on: date = MORNING) -> FiledCertificate:
        moment = datetime(on.year, on.month, on.day, hour, tzinfo=UTC)
        return FiledCertificate(certificate_id=f"u-{number}", status=CertificateStatus.UNREADABLE, received_at=moment, decided_at=moment)

    def test_a_file_that_cannot_be_read_is_answered_at_once_and_once(self):
        facts = the_facts(self.refused(1))
        nothing = an_assessment(self.MORNING, status=VendorStatus.AWAITING_CERTIFICATE)

        answer = due(facts, nothing, USUAL, (), self.MORNING)
        assert [notice.notice_id for notice in answer.notices] == ["unreadable.u-1.0"]
        assert due(facts, nothing, USUAL, answer.notices, self.MORNING + timedelta(days=1)).notices == ()

    def test_a_rejected_document_is_answered_like_an_unreadable_one(self):
        rejected = replace(self.refused(1), status=CertificateStatus.REJECTED)
        nothing = an_assessment(self.MORNING, status=VendorStatus.AWAITING_CERTIFICATE)

        assert [notice.series for notice in due(the_facts(rejected), nothing, USUAL, (), self.MORNING).notices] == [Series.UNREADABLE]

    def test_an_accepted_certificate_makes_up_for_the_file_before_it(self):
        facts = the_facts(self.refused(1, hour=9), a_filed_certificate())

        assert [notice.series for notice in due(facts, an_assessment(self.MORNING), USUAL, (), self.MORNING).notices] == [Series.THANKS]

    def test_an_answer_that_comes_days_late_is_not_given(self):
        facts = the_facts(self.refused(1))
        nothing = an_assessment(self.MORNING, status=VendorStatus.AWAITING_CERTIFICATE)

        assert due(facts, nothing, USUAL, (), self.MORNING + timedelta(days=4)).notices != ()
        assert due(facts, nothing, USUAL, (), self.MORNING + timedelta(days=5)).notices == ()

    def test_who_uploads_all_day_long_is_answered_three_times(self):
        nothing = an_assessment(self.MORNING, status=VendorStatus.AWAITING_CERTIFICATE)
        filed: list[Notice] = []
        for number in range(10):
            filed += due(the_facts(self.refused(number, hour=8 + number)), nothing, USUAL, filed, self.MORNING).notices
        later = due(the_facts(self.refused(9, hour=17)), nothing, USUAL, filed, self.MORNING)

        assert [notice.subject for notice in filed] == ["u-0", "u-1", "u-2"]
        assert later.next_on == self.MORNING + timedelta(days=1)

    def test_a_complete_certificate_is_thanked_for_once(self):
        answer = due(the_facts(), an_assessment(self.MORNING), USUAL, (), self.MORNING)

        assert [notice.notice_id for notice in answer.notices] == ["thanks.c-1.0"]
        assert due(the_facts(), an_assessment(self.MORNING), USUAL, answer.notices, self.MORNING).notices == ()

    def test_an_evening_upload_is_answered_on_the_same_evening(self):
        evening = the_facts(a_filed_certificate(received_at=datetime(2026, 1, 6, 2, tzinfo=UTC)))
        austin = ZoneInfo("America/Chicago")

        (notice,) = due(evening, an_assessment(self.MORNING), USUAL, (), self.MORNING, time_zone=austin).notices
        assert notice.series is Series.THANKS

    def test_nobody_is_thanked_for_what_came_long_ago(self):
        assert due(the_facts(), an_assessment(self.MORNING), USUAL, (), self.MORNING + timedelta(days=5)).notices == ()

    def test_who_was_told_of_a_deficiency_hears_when_it_is_settled_however_late(self):
        told_before = (a_notice("deficiency", "c-1", 0, self.MORNING),)

        (notice,) = due(the_facts(), an_assessment(self.MORNING), USUAL, told_before, self.MORNING + timedelta(days=40)).notices
        assert notice.series is Series.THANKS

    def test_what_a_person_must_still_look_at_is_not_thanked_for(self):
        unsure = an_assessment(self.MORNING, status=VendorStatus.UNDER_REVIEW)

        assert due(the_facts(), unsure, USUAL, (), self.MORNING).notices == ()


class TestFirstRequest:
    WAITING = an_assessment(date(2026, 3, 2), status=VendorStatus.AWAITING_CERTIFICATE)
    ASKED = first_request("keystone-elevator", "r-1", date(2026, 3, 2))

    def steps(self, facts: VendorFacts, *asked: Notice) -> list[tuple[date, str, int]]:
        filed = list(asked)
        found = []
        for number in range(60):
            on = date(2026, 3, 2) + timedelta(days=number)
            for notice in due(facts, self.WAITING, USUAL, filed, on).notices:
                found.append((on, notice.subject, notice.step))
                filed.append(notice)
        return found

    def test_it_is_repeated_until_a_person_takes_over(self):
        assert self.steps(the_facts(certificates=()), self.ASKED) == [
            (date(2026, 3, 5), "r-1", 3),
            (date(2026, 3, 9), "r-1", 7),
            (date(2026, 3, 16), "r-1", 14),
            (date(2026, 3, 23), "first_request.r-1", 21),
        ]

    def test_nothing_is_repeated_that_nobody_asked_for(self):
        assert self.steps(the_facts(certificates=())) == []

    def test_a_certificate_that_came_since_ends_it(self):
        answered = the_facts(a_filed_certificate(received_at=datetime(2026, 3, 4, 15, tzinfo=UTC)))

        assert self.steps(answered, self.ASKED) == []

    def test_a_certificate_from_before_does_not_end_it(self):
        assert self.steps(the_facts(), self.ASKED)[0] == (date(2026, 3, 5), "r-1", 3)

    def test_a_newer_request_takes_the_older_ones_place(self):
        again = first_request("keystone-elevator", "r-2", date(2026, 3, 4))

        assert {subject for _, subject, _ in self.steps(the_facts(certificates=()), self.ASKED, again)} == {"r-2", "first_request.r-2"}
