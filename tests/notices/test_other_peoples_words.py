"""Names, numbers and sentences that come from outside, and from the rules, as they stand in a mail."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverwatch.domain.finding import Outcome
from coverwatch.domain.line import Line
from coverwatch.notices import Mail, Organisation, as_mime, compose, due
from coverwatch.notices.plain import for_header, one_line, shown
from coverwatch.rules import assess
from tests.builders import A_MORNING, a_filed_certificate, a_policy, a_requirement_set, a_vendor, the_facts, the_policies
from tests.notices.occasions import LINKS, ORGANISATION, D, a_gap, a_notice, an_assessment, an_end
from tests.notices.test_mails import HEADERS, SENDER, WORDING, Page

OUR_OWN_NAME = re.compile("certificate holder", re.IGNORECASE)
"""Who holds the certificate is a fact that we alone know: it may be told, and asked to be put right."""
ON = D.replace(year=2026, month=12, day=18)
NASTY = st.sampled_from(
    [
        "\r\nBcc: a@b.example",
        "=?utf-8?b?DQpCY2M6?=",
        "<img src=x>",
        "\u2028",
        "\u202e",
        "\ud800",
        "{insured}",
        "{{ 1 }}",
        "a@b, c@d",
        '"',
        "\x00",
        "&lt;",
    ]
)
TEXTS = st.lists(st.one_of(NASTY, st.text(max_size=12)), max_size=6).map("".join)


def a_mail(name: str, number: str, insurer: str, reference: str, message: str, organisation: Organisation = ORGANISATION) -> Mail:
    facts = the_facts(vendor=a_vendor(legal_name=name, reference=reference))
    gap = a_gap("R21", Line.GENERAL_LIABILITY, number, insurer, message)
    notices = (a_notice("expiring", D.isoformat(), -14, ON), a_notice("deficiency", "c-1", 0, ON))
    assessment = an_assessment(ON, findings=(gap,), ends=an_end(D, a_policy(number=number, insurer=insurer)))
    return compose(notices, facts.vendor.contacts[0], facts, assessment, a_requirement_set(), organisation, LINKS, ON)


def decoded(content: bytes, header: str) -> str:
    """A header's text as a mail program shows it (RFC 2047): blanks between encoded words are none. Of From, the name."""
    raw = "".join(message_from_bytes(content)[header].splitlines())
    if header == "From":
        raw = parseaddr(raw)[0] if "=?" not in raw else raw.removesuffix(f" <{SENDER}>")
    return str(make_header(decode_header(raw))) if "=?" in raw else raw


PLAIN = Page(a_mail("Keystone", "GL-1", "Bluestone", "PO 1", "Too low.").html)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
def test_no_words_add_a_header_a_tag_or_a_link(name: str, number: str, insurer: str, reference: str, message: str):
    mail = a_mail(name, number, insurer, reference, message, replace(ORGANISATION, name=reference))
    content = as_mime(mail, SENDER)

    head = content.split(b"\r\n\r\n", 1)[0].split(b"\r\n")
    assert sorted(line.split(b":")[0].lower().decode() for line in head if not line.startswith((b" ", b"\t"))) == sorted(HEADERS)
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert decoded(content, "Subject") == mail.subject
    assert decoded(content, "From") == mail.sender_name
    page = Page(mail.html)
    assert page.links == PLAIN.links
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in PLAIN.tags}


@pytest.mark.parametrize("name", ["Söhne & Töchter " * 5, "0¡¡¡¡ ¡" * 9, 'Keystone "Lifts", Inc. <x>', "Ünder\\lined"])
def test_a_name_arrives_as_it_was_written(name: str):
    written = for_header(name)
    mail = a_mail(name, "GL-1", "Bluestone", "PO 1", "Too low.", replace(ORGANISATION, name=name))
    content = as_mime(mail, SENDER)

    assert decoded(content, "From") == written
    assert written in decoded(content, "Subject")


@given(st.text())
def test_cleaning_twice_cleans_no_further(text: str):
    assert one_line(one_line(text)) == one_line(text)
    assert shown(shown(text)) == shown(text)
    assert for_header(for_header(text)) == for_header(text)
    assert len(one_line(text).splitlines()) <= 1
    assert "=?" not in for_header(text)


def test_no_finding_of_the_rules_asks_for_words_on_a_certificate():
    """A certificate with everything wrong, in either edition, under requirements that ask for copies of endorsements."""
    endorsed = {"evidence": "endorsement", "ongoing": True, "completed": True}
    requirement_set = a_requirement_set({"lines.general_liability.additional_insured": endorsed})
    for edition in ("2016/03", "2025/12"):
        facts = the_facts(a_filed_certificate(edition=edition, policies=_all_wrong(), assertions=(), endorsements=(), holder=None))
        assessment = assess(requirement_set, facts, A_MORNING)
        notices = due(facts, assessment, requirement_set.cadence, (), A_MORNING).notices
        mail = compose(notices, facts.vendor.contacts[0], facts, assessment, requirement_set, ORGANISATION, LINKS, A_MORNING)
        told = [finding for finding in assessment.findings if finding.outcome is Outcome.FAIL]

        assert len(told) >= 5
        assert [line for line in mail.text.splitlines() if WORDING.search(line) and not OUR_OWN_NAME.search(line)] == []


def _all_wrong():
    low = {"each_occurrence": 500_000, "medical_expense": None, "products_completed_operations": "EXCLUDED"}
    return the_policies(
        general_liability={"limits": low, "additional_insured": False, "waiver_of_subrogation": None, "number": None},
        automobile_liability={"auto_symbols": (), "limits": {"combined_single": 500_000}},
        umbrella_liability=None,
        workers_compensation=None,
    )
