"""What is told inside of a document that brings news of a policy, as long as it waits for a person."""

from coverwatch.domain.facts import CertificateStatus, FiledCertificate
from coverwatch.notices.case import HELD, Case

POLICY_NEWS = "policy_news"
"""How the subject of a task about news of a policy begins; the policy's number and the day on which the news came follow."""
NO_NUMBER = "-"


def news_by_subject(case: Case) -> dict[str, tuple[FiledCertificate, ...]]:
    """The news that wait for a person, by the subject of their task: one for each policy on file and day, one for all others of a day.

    So whoever writes to a vendor's address can't have its owner mailed for every number that he makes up.
    """
    found: dict[str, tuple[FiledCertificate, ...]] = {}
    known = _numbers_on_file(case)
    for filed in case.facts.certificates:
        if filed.news is not None and filed.status is CertificateStatus.IN_REVIEW:
            number = _plain(filed.news.policy_number or "")
            day = case.day_of(filed.received_at).isoformat()
            subject = f"{POLICY_NEWS}.{number if number in known else NO_NUMBER}.{day}"
            found[subject] = (*found.get(subject, ()), filed)
    return found


def _numbers_on_file(case: Case) -> frozenset[str]:
    certificates = (filed.certificate for filed in case.facts.certificates if filed.certificate and filed.status in HELD)
    return frozenset(_plain(policy.number or "") for certificate in certificates for policy in certificate.policies)


def _plain(number: str) -> str:
    return "".join(letter for letter in number if letter.isascii() and (letter.isalnum() or letter == "-"))
