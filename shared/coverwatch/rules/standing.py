"""Which facts count: what was known, which certificate speaks for each policy, and from when to when it gives cover."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from coverwatch.domain.certificate import Certificate, Policy
from coverwatch.domain.facts import Cancellation, CertificateStatus, FiledCertificate, VendorFacts
from coverwatch.domain.line import Line
from coverwatch.rules.case import Held

ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Standing:
    """A vendor's facts as known at a moment. `held` is by line; `accepted` the accepted certificates, oldest first."""

    facts: VendorFacts
    accepted: list[FiledCertificate]
    held: dict[Line, list[Held]]
    plain: bool
    """Nobody waived, settled, supported or decided anything."""


def stand(facts: VendorFacts, known_at: datetime | None, expiration_day_counts: bool, excess_is_umbrella: bool) -> Standing:
    """Merge the accepted certificates: the newest one that shows a policy speaks for it, and removes no other policy."""
    if known_at is not None:
        facts = as_known_at(facts, known_at)
    accepted = [filed for filed in facts.certificates if filed.status is CertificateStatus.ACCEPTED and filed.certificate is not None]
    if len(accepted) > 1:
        accepted.sort(key=_age)
    ages = {filed.certificate_id: index for index, filed in enumerate(accepted)}
    held: dict[Line, list[Held]] = {}
    for policy, certificate, filed in _newest_word(accepted):
        cancellations = [each for each in facts.cancellations if _concerns(each, policy)] if facts.cancellations else ()
        spans, cancelled_on = _cover(policy, cancellations, expiration_day_counts)
        line = Line.UMBRELLA_LIABILITY if excess_is_umbrella and policy.line is Line.EXCESS_LIABILITY else policy.line
        held.setdefault(line, []).append(Held(policy, filed, certificate, spans, cancelled_on, -ages[filed.certificate_id]))
    plain = not (facts.waivers or facts.settlements or facts.supporting_documents or facts.decisions)
    return Standing(facts, accepted, held, plain)


def as_known_at(facts: VendorFacts, moment: datetime) -> VendorFacts:
    """The facts recorded up to a moment: what came later, and what was revoked or decided later, was not known."""
    return VendorFacts(
        vendor=facts.vendor,
        certificates=tuple(_certificate_as_known(each, moment) for each in facts.certificates if each.received_at <= moment),
        supporting_documents=tuple(
            replace(each, revoked_at=None) for each in facts.supporting_documents if _stood(each.recorded_at, each.revoked_at, moment)
        ),
        settlements=tuple(each for each in facts.settlements if each.recorded_at <= moment),
        waivers=tuple(replace(each, revoked_at=None) for each in facts.waivers if _stood(each.recorded_at, each.revoked_at, moment)),
        decisions=tuple(each for each in facts.decisions if each.recorded_at <= moment),
        cancellations=tuple(each for each in facts.cancellations if each.recorded_at <= moment),
    )


def _certificate_as_known(filed: FiledCertificate, moment: datetime) -> FiledCertificate:
    if filed.decided_at is None or filed.decided_at <= moment:
        return filed
    return FiledCertificate(certificate_id=filed.certificate_id, status=CertificateStatus.RECEIVED, received_at=filed.received_at)


def _stood(recorded_at: datetime, revoked_at: datetime | None, moment: datetime) -> bool:
    return recorded_at <= moment and (revoked_at is None or revoked_at > moment)


def _age(filed: FiledCertificate) -> tuple[date, datetime, str]:
    """Order by issue date, then receipt. No certificate is issued after it was received: a later date is a slip."""
    received = filed.received_at.date()
    issued = filed.certificate.issued_on if filed.certificate else None
    return (min(issued, received) if issued else received, filed.received_at, filed.certificate_id)


def _newest_word(accepted: list[FiledCertificate]) -> Iterable[tuple[Policy, Certificate, FiledCertificate]]:
    """Each policy once, as the newest certificate states it; in the order in which the policies became known."""
    stated = [(policy, filed.certificate, filed) for filed in accepted if filed.certificate for policy in filed.certificate.policies]
    if len({(policy.line, policy.effective_on) for policy, _, _ in stated}) == len(stated):
        return stated
    latest: dict[tuple[str, str, str, str], tuple[Policy, Certificate, FiledCertificate]] = {}
    for each in stated:
        latest[each[0].key] = each
    return latest.values()


def _concerns(cancellation: Cancellation, policy: Policy) -> bool:
    return cancellation.line is policy.line and folded_number(cancellation.policy_number) == folded_number(policy.number or "")


def folded_number(number: str) -> str:
    """A policy number without case, blanks and punctuation."""
    return "".join(character for character in number.casefold() if character.isalnum())


def _cover(
    policy: Policy, cancellations: Iterable[Cancellation], expiration_day_counts: bool
) -> tuple[tuple[tuple[date, date], ...], date | None]:
    """The half-open spans in which a policy gives cover, and the day of a cancellation that stands.

    What is recorded later overrides from its effective day on: a cancellation takes the days away, a reinstatement gives them back.
    """
    starts, ends = policy.effective_on, policy.expires_on
    if starts is None or ends is None:
        return (), None
    if expiration_day_counts and ends < date.max:
        ends += ONE_DAY
    if starts >= ends:
        return (), None
    spans = [(starts, ends)]
    cancelled_on: date | None = None
    for event in sorted(cancellations, key=lambda each: each.recorded_at):
        since = event.effective_on
        if since >= ends:
            continue
        before = [(start, min(end, since)) for start, end in spans if start < since]
        after = [(max(starts, since), ends)] if event.reinstated else []
        spans = _joined(before + after)
        cancelled_on = None if event.reinstated else since
    return tuple(spans), cancelled_on


def _joined(spans: list[tuple[date, date]]) -> list[tuple[date, date]]:
    joined: list[tuple[date, date]] = []
    for start, end in spans:
        if joined and joined[-1][1] >= start:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
