"""What people upload here: tiny files that say of themselves what a reading would find, and the quick reading that believes them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from io import BytesIO
from typing import Any

from coverwatch.domain.certificate import Certificate, Party, Policy
from coverwatch.domain.line import Line
from coverwatch.reading import FormReading, Inspection, Reading, Refusal
from coverwatch.reading.safety.refusal import Reason
from tests.builders import a_certificate, a_limit, a_policy, the_policies
from tests.defaults import ROWS

KINDS = ("good", "poor", "unsure", "hard", "torn", "refused", "blank")
TERM = timedelta(days=365)
UNCLEAR = {"limits.each_occurrence": "reads disagree: 1,000,000 / 1,000,00"}
LIMIT_FIELD = "GeneralLiability_EachOccurrence_LimitAmount_A"
"""The one field of these files that reviewers correct."""
ENOUGH = 1_000_000
"""What the requirement set asks there."""


@dataclass(frozen=True)
class Sheet:
    """A file: `good` is compliant, `poor` has too small a limit, `unsure` needs a person, `hard` needs Textract's dearer step,
    `torn` is no document, `refused` is one that Textract refuses, `blank` holds no certificate.

    Sheets of one insured that expire on one day are about the same policies. `wide` ones show pollution liability as well.
    """

    kind: str
    insured: str
    issued_on: date
    expires_on: date
    number: int
    wide: bool = False

    @property
    def content(self) -> bytes:
        return json.dumps(asdict(self), default=str).encode()

    @property
    def starts_on(self) -> date:
        return self.expires_on - TERM

    @property
    def amount(self) -> int:
        """What is printed for general liability's each occurrence."""
        return 300_000 if self.kind == "poor" else ENOUGH

    @property
    def first_word(self) -> str:
        """By which people know whose it is."""
        return self.insured.partition(" ")[0]

    @property
    def sound(self) -> bool:
        """Whether its facts suffice for a vendor of that name while they are in force."""
        return self.kind in {"good", "hard"}


@lru_cache(maxsize=4096)
def sheet_in(content: bytes) -> Sheet:
    """The sheet whose content this is."""
    told = json.loads(content)
    days = {name: date.fromisoformat(told[name]) for name in ("issued_on", "expires_on")}
    return Sheet(**{**told, **days})


@lru_cache(maxsize=512)
def _certificate(sheet: Sheet, clear: bool) -> Certificate:
    lines = {
        line: _row(sheet, line) for line in Line if line.value in {"automobile_liability", "umbrella_liability", "workers_compensation"}
    }
    general: dict[str, Any] = _row(sheet, Line.GENERAL_LIABILITY)
    general["limits"] = {"each_occurrence": sheet.amount}
    if not clear:
        general["review"] = UNCLEAR
    policies = the_policies(general_liability=general, **{line.value: row for line, row in lines.items()})
    if sheet.wide:
        policies += (a_policy(Line.POLLUTION_LIABILITY, **_row(sheet, Line.POLLUTION_LIABILITY), retroactive_on=date(2015, 1, 1)),)
    policies = tuple(replace(policy, effective_on=sheet.starts_on, expires_on=sheet.expires_on) for policy in policies)
    return a_certificate(policies, issued_on=sheet.issued_on, insured=Party(sheet.insured), number=f"C-{sheet.number}")


def _row(sheet: Sheet, line: Line) -> dict[str, Any]:
    return {"number": f"{ROWS[line]['number']}-{sheet.insured[:3]}-{sheet.expires_on:%y%m%d}"}


def amount_of(text: str) -> int:
    """An amount as people write it."""
    return int(text.replace(",", ""))


def quick_report(read: Reading) -> dict[str, Any]:
    """Stands for the whole report of a reading: of its fields only the one that reviewers correct."""
    form = {"form": "ACORD 25", "edition": "2016/03", "pages": [1], "fields": _fields(read.certificate)}
    return {"pages": read.pages, "forms": [form] if read.certificate else []}


def _fields(certificate: Certificate | None) -> dict[str, Any]:
    general = [policy for policy in (certificate.policies if certificate else ()) if policy.line is Line.GENERAL_LIABILITY]
    stated = [{"value": policy.limits["each_occurrence"].text, **asdict(policy.evidence["limits.each_occurrence"])} for policy in general]
    return dict.fromkeys((LIMIT_FIELD,), stated[0]) if stated else {}


def quick_looked_at(forms: Sequence[FormReading], corrections: Mapping[str, Any], was: Certificate | None) -> Certificate | None:
    """Stands for the making anew of a certificate from its fields: the corrected limit, and nothing in doubt."""
    if was is None or not any(LIMIT_FIELD in form.fields for form in forms):
        return None
    return replace(was, policies=tuple(_looked_at(policy, corrections) for policy in was.policies))


def _looked_at(policy: Policy, corrections: Mapping[str, Any]) -> Policy:
    limits = dict(policy.limits)
    if policy.line is Line.GENERAL_LIABILITY and LIMIT_FIELD in corrections:
        limits["each_occurrence"] = a_limit(amount_of(corrections[LIMIT_FIELD]))
    evidence = {key: replace(proof, review=None) for key, proof in policy.evidence.items()}
    return replace(policy, limits=limits, evidence=evidence)


def quick_inspect(content: bytes, name: str = "") -> Inspection:
    """Stands for the checks of bytes."""
    if sheet_in(content).kind == "torn":
        return Inspection(kind="pdf", refusal=Refusal(Reason.MALFORMED, "The file is damaged; please send it again."))
    return Inspection(kind="pdf", pages=1)


def quick_read(
    content: bytes, responses: Sequence[Mapping[str, Any]], analyses: Sequence[Mapping[str, Any]] = (), *, specimens_allowed: bool = False
) -> Reading:
    """Stands for the reading: it believes the sheet, once Textract has given words for it."""
    sheet = sheet_in(content)
    words = any(response["Blocks"] for response in responses)
    known: dict[str, Any] = {"sha256": "0", "pages": 1, "bytes": len(content)}
    if not words or sheet.kind == "blank":
        return Reading(**known, review_required="document", review=("No certificate was found in this file.",))
    undecided = sheet.kind == "unsure" or (sheet.kind == "hard" and not any(response["Blocks"] for response in analyses))
    return Reading(**known, certificate=_certificate(sheet, not undecided), undecided_pages=(1,) if undecided else ())


class _Picture:
    def save(self, file: BytesIO, *_: Any, **__: Any) -> None:
        file.write(b"a picture")


def quick_images(content: bytes, *, dpi: int) -> Iterator[_Picture]:
    """Stands for the drawing of pages."""
    yield _Picture()
