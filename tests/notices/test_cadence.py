"""When someone is told something, step by step."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coverwatch.domain.assessment import Assessment, VendorStatus
from coverwatch.domain.facts import CertificateStatus, FiledCertificate, VendorFacts
from coverwatch.domain.finding import Severity
from coverwatch.domain.line import Line
from coverwatch.domain.notice import Notice, Series
from coverwatch.domain.requirement import Cadence
from coverwatch.domain.vendor import Contact, ContactRole
from coverwatch.notices import cadence_of, due, first_request, gathered
from tests.builders import a_filed_certificate, a_policy, a_supporting_document, a_vendor, a_waiver, the_facts
from tests.notices.occasions import A_LIMIT, NO_POLICY, D, a_notice, an_assessment, an_end

USUAL = Cadence()
VENDOR, PRODUCER, OWNER, MANAGER = ContactRole.VENDOR, ContactRole.PRODUCER, ContactRole.OWNER, ContactRole.MANAGER
OUTSIDE = (VENDOR, PRODUCER)
ENDING = an_assessment(D, ends=an_end())
"""Everything ends on D; the day of the assessment does not matter to the cadence."""
ENDED = replace(ENDING, status=VendorStatus.EXPIRED, authorized=False)


def day(step: int) -> date:
    """A day counted from the first day without cover."""
    return D + timedelta(days=step)


def told(
    facts: VendorFacts,
    assessment: Assessment,
    days: Collection[date],
    *,
    already: tuple[Notice, ...] = (),
    cadence: Cadence = USUAL,
) -> list[tuple[int, str, int, tuple[ContactRole, ...]]]:
    """What is due on these days, each filed before the next: day counted from D, series, step, roles."""
    filed = list(already)
    found = []
    for on in days:
        for notice in due(facts, assessment, cadence, filed, on).notices:
            found.append(((on - D).days, notice.series.value, notice.step, notice.roles))
            filed.append(notice)
    return found


def every_day(first: int, last: int) -> list[date]:
    return [day(step) for step in range(first, last + 1)]


def in_process(step: int, certificate_id: str = "c-2", status: CertificateStatus = CertificateStatus.IN_REVIEW) -> FiledCertificate:
    """An upload that waits since a day counted from D."""
    received = datetime.combine(day(step), datetime.min.time(), UTC) + timedelta(hours=15)
    return FiledCertificate(certificate_id=certificate_id, status=status, received_at=received)


class TestEndOfCover:
    def test_a_vendor_that_sends_nothing_is_told_these_steps_and_no_other(self):
        assert told(the_facts(), ENDING, every_day(-60, -1)) + told(the_facts(), ENDED, every_day(0, 90)) == [
            (-45, "digest", -45, (OWNER,)),
            (-30, "expiring", -30, OUTSIDE),
            (-14, "expiring", -14, OUTSIDE),
            (-7, "expiring", -7, (*OUTSIDE, OWNER)),
            (-1, "expiring", -1, (*OUTSIDE, OWNER)),
            (1, "expired", 1, (*OUTSIDE, OWNER)),
            (3, "expired", 3, (*OUTSIDE, OWNER)),
            (7, "expired", 7, (*OUTSIDE, OWNER, MANAGER)),
            (14, "expired", 14, (MANAGER,)),
        ]

    def test_the_next_day_is_always_the_next_step(self):
        filed: list[Notice] = []
        on = day(-60)
        visited = []
        while (answer := due(the_facts(), ENDING, USUAL, filed, on)).next_on:
            filed += answer.notices
            on = answer.next_on
            visited.append((on - D).days)

        assert visited == [-45, -30, -14, -7, -1, 1, 3, 7, 14]

    def test_an_outage_is_made_up_for_by_the_latest_step_alone(self):
        assert told(the_facts(), ENDING, [day(-31), day(-6), day(-5)]) == [
            (-31, "digest", -45, (OWNER,)),
            (-6, "expiring", -7, (*OUTSIDE, OWNER)),
        ]

    def test_an_outage_over_the_managers_own_step_leaves_nobody_out(self):
        before = (a_notice("expired", D.isoformat(), 3, day(3), (*OUTSIDE, OWNER)),)

        assert told(the_facts(), ENDED, [day(20)], already=before) == [
            (20, "expired", 7, (*OUTSIDE, OWNER)),
            (20, "expired", 14, (MANAGER,)),
        ]

    def test_nothing_goes_from_the_thirtieth_day_on(self):
        assert told(the_facts(), ENDED, [day(30), day(31), day(400)]) == []
        assert told(the_facts(), ENDED, [day(29)]) != []
        assert due(the_facts(), ENDED, USUAL, (), day(30)).next_on is None

    def test_the_same_day_asked_twice_owes_nothing_new(self):
        first = due(the_facts(), ENDING, USUAL, (), day(-14))

        assert due(the_facts(), ENDING, USUAL, first.notices, day(-14)).notices == ()

    def test_a_certificate_that_comes_late_is_asked_to_be_renewed_once_at_once(self):
        assert told(the_facts(), ENDING, [day(-10), day(-9), day(-8)]) == [(-10, "expiring", -14, OUTSIDE)]

    def test_cover_first_seen_already_ended_starts_no_backlog(self):
        late = the_facts(a_filed_certificate(received_at=datetime(2027, 1, 4, 15, tzinfo=UTC)))
        lacking = replace(ENDED, findings=(replace(NO_POLICY, line=Line.GENERAL_LIABILITY),))

        assert told(late, lacking, every_day(3, 60)) == [
            (3, "deficiency", 0, OUTSIDE),
            (6, "deficiency", 3, OUTSIDE),
            (10, "deficiency", 7, OUTSIDE),
            (17, "deficiency", 14, OUTSIDE),
            (24, "review_task", 21, (OWNER,)),
        ]

    def test_what_has_ended_is_told_as_ended_and_not_as_a_deficiency_too(self):
        lacking = replace(ENDED, findings=(replace(NO_POLICY, line=Line.GENERAL_LIABILITY),))

        assert {series for _, series, _, _ in told(the_facts(), lacking, every_day(0, 60))} == {"expired"}

    def test_a_renewal_ends_the_series(self):
        filed = due(the_facts(), ENDING, USUAL, (), day(-14)).notices
        renewed = an_assessment(day(-13), ends=an_end(date(2028, 1, 1)))

        answer = due(the_facts(), renewed, USUAL, filed, day(-7))
        assert answer.notices == ()
        assert answer.next_on == date(2028, 1, 1) - timedelta(days=45)

    def test_a_renewal_of_one_line_leaves_the_others_series_where_it_was(self):
        filed = due(the_facts(), ENDING, USUAL, (), day(-14)).notices
        rest = an_assessment(day(-13), ends=(*an_end(D, a_policy("automobile_liability")), *an_end(date(2028, 1, 1), a_policy())))

        assert told(the_facts(), rest, every_day(-13, -7), already=filed) == [(-7, "expiring", -7, (*OUTSIDE, OWNER))]

    def test_policies_that_end_on_different_days_are_two_runs_in_one_mail_a_day(self):
        other = D + timedelta(days=7)
        both = an_assessment(day(-7), ends=(*an_end(D, a_policy()), *an_end(other, a_policy("automobile_liability"))))

        notices = due(the_facts(), both, USUAL, (), day(-7)).notices
        mails = gathered(notices, a_vendor())
        assert [(notice.subject, notice.step) for notice in notices] == [(D.isoformat(), -7), (other.isoformat(), -14)]
        assert {contact.email: len(carried) for contact, carried in mails} == {
            "office@keystone.example": 2,
            "certs@agency.example": 2,
            "projects@holder.example": 1,
        }

    def test_cover_that_ends_after_the_work_needs_no_renewal(self):
        done = the_facts(vendor=a_vendor(work_ends_on=day(-1)))
        going_on = the_facts(vendor=a_vendor(work_ends_on=day(0)))

        assert told(done, ENDING, every_day(-60, -1)) == []
        assert told(going_on, ENDING, [day(-14)]) != []

    @pytest.mark.parametrize(("expires_on", "mailed"), [(None, False), (day(1), False), (day(0), True), (day(-1), True)])
    def test_a_waiver_that_lasts_beyond_the_end_makes_the_end_not_matter(self, expires_on: date | None, mailed: bool):
        waived = the_facts(waivers=(a_waiver("R12", None, expires_on=expires_on),))

        assert bool(told(waived, ENDING, [day(-14)])) is mailed

    def test_a_waiver_of_one_line_is_no_waiver_of_another(self):
        waived = the_facts(waivers=(a_waiver("R12", Line.GENERAL_LIABILITY),))

        assert told(waived, an_assessment(D, ends=an_end(D, a_policy())), [day(-14)]) == []
        assert told(waived, ENDING, [day(-14)]) == [(-14, "expiring", -14, OUTSIDE)]

    def test_a_revoked_waiver_does_not_matter(self):
        revoked = the_facts(waivers=(a_waiver("R12", None, revoked_at=datetime(2026, 2, 1, tzinfo=UTC)),))

        assert told(revoked, ENDING, [day(-14)]) == [(-14, "expiring", -14, OUTSIDE)]

    @pytest.mark.parametrize(("until", "mailed"), [(None, False), (day(1), False), (day(0), True)])
    def test_a_supporting_document_may_stand_for_the_cover(self, until: date | None, mailed: bool):
        exempt = the_facts(supporting_documents=(a_supporting_document(("R12", Line.WORKERS_COMPENSATION), until=until),))
        ending = an_assessment(D, ends=an_end(D, a_policy(Line.WORKERS_COMPENSATION)))

        assert bool(told(exempt, ending, [day(-14)])) is mailed


class TestHolding:
    def test_an_upload_that_waits_holds_a_step_for_five_days_at_most(self):
        waiting = the_facts(a_filed_certificate(), in_process(-15))

        assert told(waiting, ENDING, every_day(-14, -8)) == [(-10, "expiring", -14, OUTSIDE)]

    def test_the_next_day_is_the_one_on_which_the_hold_ends(self):
        waiting = the_facts(a_filed_certificate(), in_process(-15))

        assert due(waiting, ENDING, USUAL, (), day(-14)).next_on == day(-10)

    def test_upload_after_upload_holds_a_step_no_longer_than_one(self):
        uploads = [in_process(step, f"c-{step}") for step in range(-16, -2)]

        assert told(the_facts(a_filed_certificate(), *uploads), ENDING, every_day(-14, -8)) == [(-9, "expiring", -14, OUTSIDE)]

    def test_a_document_that_has_been_read_holds_nothing(self):
        read = the_facts(a_filed_certificate(), in_process(-15, status=CertificateStatus.DUPLICATE))

        assert told(read, ENDING, [day(-14)]) == [(-14, "expiring", -14, OUTSIDE)]

    def test_a_document_that_comes_later_holds_nothing_before(self):
        assert told(the_facts(a_filed_certificate(), in_process(-9)), ENDING, [day(-14)]) == [(-14, "expiring", -14, OUTSIDE)]

    def test_expired_cancellation_and_inside_notices_are_never_held(self):
        waiting = the_facts(a_filed_certificate(), in_process(-46), in_process(0, "c-3"))

        assert told(waiting, ENDING, [day(-45)]) == [(-45, "digest", -45, (OWNER,))]
        assert told(waiting, ENDED, [day(1)]) == [(1, "expired", 1, (*OUTSIDE, OWNER))]

    def test_a_deficiency_waits_for_the_next_document_too(self):
        lacking = an_assessment(day(-100), status=VendorStatus.NON_COMPLIANT, findings=(A_LIMIT,))
        accepted = a_filed_certificate(received_at=datetime(2026, 9, 23, 15, tzinfo=UTC))

        assert told(the_facts(accepted, in_process(-100)), lacking, every_day(-100, -91)) == [
            (-95, "deficiency", 0, OUTSIDE),
            (-92, "deficiency", 3, OUTSIDE),
        ]

    def test_the_day_of_an_upload_is_the_organisations(self):
        """Eight in the evening in Austin is two in the morning of the next day in Greenwich."""
        evening = datetime(2026, 12, 17, 2, 0, tzinfo=UTC)
        waiting = the_facts(
            a_filed_certificate(), FiledCertificate(certificate_id="c-2", status=CertificateStatus.READING, received_at=evening)
        )

        assert due(waiting, ENDING, USUAL, (), day(-14)).next_on == date(2026, 12, 22)
        assert due(waiting, ENDING, USUAL, (), day(-14), time_zone=ZoneInfo("America/Chicago")).next_on == date(2026, 12, 21)


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


class TestSettings:
    def test_more_countdown_steps_than_the_cap_leave_the_last_ones(self):
        many = Cadence(expiring=(-60, -45, -30, -21, -14, -7, -3, -1), digest=())

        assert [step for _, _, step, _ in told(the_facts(), ENDING, every_day(-90, -1), cadence=many)] == [-14, -7, -3, -1]

    def test_more_steps_after_the_end_than_the_cap_leave_the_first_ones(self):
        many = Cadence(expired=(1, 2, 3, 4, 5, 6), manager=())

        assert [step for _, _, step, _ in told(the_facts(), ENDED, every_day(0, 29), cadence=many)] == [1, 2, 3, 4]

    def test_steps_of_every_kind_may_be_left_out(self):
        none = Cadence(digest=(), expiring=(), expired=(), manager=(), deficiency=(), first_request=(), cancellation=())
        lacking = replace(ENDING, findings=(A_LIMIT,), status=VendorStatus.NON_COMPLIANT)

        assert told(the_facts(), lacking, every_day(-60, 60), cadence=none) == []

    def test_a_vendor_may_have_its_own(self):
        own = a_vendor(cadence={"expiring": [-10], "digest": []})

        assert told(the_facts(vendor=own), ENDING, every_day(-60, -1)) == [(-10, "expiring", -10, OUTSIDE)]
        assert cadence_of(USUAL, own).expired == USUAL.expired

    def test_a_vendors_setting_that_is_none_is_refused(self):
        with pytest.raises(ValueError, match="expirring"):
            cadence_of(USUAL, a_vendor(cadence={"expirring": [-10]}))

    def test_settings_that_change_in_the_middle_of_a_run_neither_exceed_the_cap_nor_go_back(self):
        already = tuple(a_notice("expiring", D.isoformat(), step, day(step)) for step in (-30, -21, -14, -7))

        assert told(the_facts(), ENDING, every_day(-3, -1), already=already, cadence=Cadence(owner_from=0)) == []
        assert told(the_facts(), ENDING, every_day(-6, -1), already=already[3:], cadence=Cadence(expiring=(-30, -14))) == []

    def test_a_step_that_went_to_some_is_not_filed_again_for_the_others(self):
        already = (a_notice("expired", D.isoformat(), 7, day(7), (*OUTSIDE, OWNER)),)

        assert told(the_facts(), ENDED, every_day(7, 13), already=already) == []
