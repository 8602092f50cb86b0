"""When someone is told of the end of cover, step by step, and what holds or changes the steps."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import CertificateStatus, FiledCertificate
from coverwatch.domain.line import Line
from coverwatch.domain.notice import Notice
from coverwatch.domain.requirement import Cadence
from coverwatch.notices import cadence_of, due, gathered
from tests.builders import a_filed_certificate, a_policy, a_supporting_document, a_vendor, a_waiver, the_facts
from tests.notices.occasions import A_LIMIT, NO_POLICY, D, a_notice, an_assessment, an_end
from tests.notices.steps import ENDED, ENDING, MANAGER, OUTSIDE, OWNER, USUAL, day, every_day, in_process, told


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
