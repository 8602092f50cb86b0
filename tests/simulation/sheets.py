"""What people upload here: tiny files that say of themselves what a reading would find, and the quick reading that believes them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from io import BytesIO
from typing import Any

from coverwatch.domain.certificate import Certificate, Party
from coverwatch.domain.line import Line
from coverwatch.reading import Inspection, Reading, Refusal
from coverwatch.reading.safety.refusal import Reason
from tests.builders import a_certificate, a_policy, the_policies
from tests.defaults import ROWS

KINDS = ("good", "poor", "unsure", "hard", "torn", "refused", "blank")
TERM = timedelta(days=365)
UNCLEAR = {"limits.each_occurrence": "reads disagree: 1,000,000 / 1,000,00"}


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
    if sheet.kind == "poor":
        general["limits"] = {"each_occurrence": 300_000}
    if not clear:
        general["review"] = UNCLEAR
    policies = the_policies(general_liability=general, **{line.value: row for line, row in lines.items()})
    if sheet.wide:
        policies += (a_policy(Line.POLLUTION_LIABILITY, **_row(sheet, Line.POLLUTION_LIABILITY), retroactive_on=date(2015, 1, 1)),)
    policies = tuple(replace(policy, effective_on=sheet.starts_on, expires_on=sheet.expires_on) for policy in policies)
    return a_certificate(policies, issued_on=sheet.issued_on, insured=Party(sheet.insured), number=f"C-{sheet.number}")


def _row(sheet: Sheet, line: Line) -> dict[str, Any]:
    return {"number": f"{ROWS[line]['number']}-{sheet.insured[:3]}-{sheet.expires_on:%y%m%d}"}


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
