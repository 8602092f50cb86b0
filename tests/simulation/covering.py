"""Whether a vendor may work, by what it sent and what people decided: said again in a few lines, to hold the rules to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from coverwatch.application.records import CertificateRecord, VendorFile
from coverwatch.domain.facts import CertificateStatus, DecisionKind
from coverwatch.domain.finding import Outcome
from coverwatch.domain.line import Line
from tests.simulation.sheets import ENOUGH, LIMIT_FIELD, Sheet, amount_of

LIMITS, INSURED = "R60", "R05"
GENERAL = Line.GENERAL_LIABILITY


@dataclass(frozen=True)
class Paper:
    """An accepted certificate with the sheet that it was read from, and the vendor's name as staff gave it."""

    record: CertificateRecord
    sheet: Sheet
    name: str

    @property
    def age(self) -> tuple[Any, ...]:
        """By which the newest paper on the same policies speaks."""
        return (self.sheet.issued_on, self.record.received_at, self.record.certificate_id)

    @property
    def amount(self) -> int:
        """The limit that counts: the last correction's, or what was printed."""
        corrected = [each.after for each in self.record.corrections if each.field == LIMIT_FIELD]
        return amount_of(str(corrected[-1])) if corrected else self.sheet.amount


def papers_of(file: VendorFile, sheets: dict[str, Sheet]) -> list[Paper]:
    """The accepted certificates of a vendor, the oldest first; what was accepted as a supporting document is none."""
    accepted = [each for each in file.certificates if each.status is CertificateStatus.ACCEPTED and each.certificate is not None]
    name = file.facts.vendor.legal_name
    return sorted((Paper(each, sheets[each.certificate_id], name) for each in accepted), key=lambda paper: paper.age)


def may_work(file: VendorFile, sheets: dict[str, Sheet], on: date, *, strict: bool) -> bool:
    """Whether the vendor may work on a day: a person's decision on it first, then its papers.

    Of each term the newest paper counts. Pollution liability, asked for by the `strict` set, stands on the newest paper of the term that
    shows it: one that leaves a policy out takes nothing away.
    """
    decided = _decision_on(file, on)
    if decided is not None:
        return decided in {DecisionKind.APPROVE_NON_COMPLIANT, DecisionKind.EXEMPT}
    running = [paper for paper in papers_of(file, sheets) if paper.sheet.starts_on <= on < paper.sheet.expires_on]
    if not running or (strict and not any(paper.sheet.wide for paper in running)):
        return False
    relied_on = {running[-1].record.certificate_id: running[-1]}
    if strict:
        widest = [paper for paper in running if paper.sheet.wide][-1]
        relied_on[widest.record.certificate_id] = widest
    named = all(_holds(file, paper, INSURED, None, paper.sheet.insured == paper.name, on) for paper in relied_on.values())
    return named and _holds(file, running[-1], LIMITS, GENERAL, running[-1].amount >= ENOUGH, on)


def is_plain(file: VendorFile, sheets: dict[str, Sheet]) -> bool:
    """Whether no paper of another company was accepted for the vendor: with one, its lines may rely on either's policies."""
    return all(paper.sheet.first_word == paper.name.partition(" ")[0] for paper in papers_of(file, sheets))


def _decision_on(file: VendorFile, on: date) -> DecisionKind | None:
    standing = [each for each in file.facts.decisions if each.until is None or on < each.until]
    latest = max(standing, key=lambda each: each.recorded_at, default=None)
    return None if latest is None or latest.kind is DecisionKind.CLEAR else latest.kind


def _holds(file: VendorFile, paper: Paper, rule: str, line: Line | None, found: bool, on: date) -> bool:
    """Whether one requirement is met by a paper, or somebody settled it, or let the vendor off."""
    settled = sorted(file.facts.settlements, key=lambda each: each.recorded_at)
    for each in settled:
        if (each.certificate_id, each.rule, each.line) == (paper.record.certificate_id, rule, line):
            found = each.outcome is Outcome.PASS
    documents = (each for each in file.facts.supporting_documents if (rule, line) in each.satisfies)
    waivers = (each for each in file.facts.waivers if (each.rule, each.line) == (rule, line))
    ends = [(each.revoked_at, each.until) for each in documents] + [(each.revoked_at, each.expires_on) for each in waivers]
    return found or _any_stands(ends, on)


def _any_stands(ends: Iterable[tuple[Any, date | None]], on: date) -> bool:
    return any(revoked is None and (until is None or on < until) for revoked, until in ends)
