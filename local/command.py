"""`coverwatch read FILE [--json] [--picture out.png]`: one document, read with the local reader's text detection."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from coverwatch.reading import Reading, flatten, inspect, read, reading_as_json
from local.picture import draw
from local.textract import LocalTextract, MarkProfile, Reader, TextractError

UNREADABLE = 2
Response = Mapping[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 0 when the file could be opened, 2 with one line on standard error when not."""
    asked = _parser().parse_args(arguments)
    try:
        content = asked.file.read_bytes()
    except OSError as error:
        return _refuse(asked.file, error.strerror or "cannot be opened")
    inspection = inspect(content)
    if inspection.refusal is not None:
        return _refuse(asked.file, inspection.refusal.sentence)
    shown = flatten(content) if inspection.needs_flattening else content
    try:
        reading = read(content, responses(shown), specimens_allowed=True)
    except TextractError as error:
        return _refuse(asked.file, f"{error.code}: {error}")
    if asked.picture:
        draw(content, reading).save(asked.picture)
    print(json.dumps(reading_as_json(reading), indent=1, ensure_ascii=False) if asked.json else summary(reading))
    return 0


def responses(
    content: bytes, features: Sequence[str] = (), *, marks: MarkProfile = "word", rasterise: bool = False, reader: Reader | None = None
) -> list[Response]:
    """All response pages of a job of the local reader: text detection, or analysis when `features` are named; raises TextractError."""
    waiting: list[Callable[[], None]] = []
    service = LocalTextract(lambda *_: content, lambda *_: None, waiting.append, marks=marks, rasterise=rasterise, reader=reader)
    job = "DocumentAnalysis" if features else "DocumentTextDetection"
    asked = {"DocumentLocation": {"S3Object": {"Bucket": "local", "Name": "document"}}}
    try:
        started = service.handle(f"Start{job}", asked | ({"FeatureTypes": list(features)} if features else {}))
        for work in waiting:
            work()
        pages = [service.handle(f"Get{job}", {"JobId": started["JobId"]})]
        while token := pages[-1].get("NextToken"):
            pages.append(service.handle(f"Get{job}", {"JobId": started["JobId"], "NextToken": token}))
    finally:
        if reader is None:
            service.close()
    if pages[0].get("JobStatus") == "FAILED":
        raise TextractError(str(pages[0].get("StatusMessage", "FAILED")), "the local reader could not read the document")
    return list(pages)


def summary(reading: Reading) -> str:
    """A reading in a few lines, for people: every field, how sure, and what a person must look at."""
    rows = []
    for form in reading.forms:
        rows.append(f"{form.form} ({form.edition or 'edition unknown'}), page {', '.join(str(n) for n in form.pages)}")
        width = max((len(name) for name in form.fields), default=0)
        for name, field in form.fields.items():
            value = "✓" if field.value is True else " / ".join(str(field.value).splitlines())
            rows.append(
                f"  {name:{width}}  {value}  [{field.confidence:.2f} {'+'.join(field.sources)}]"
                + (f"  ⚠ {field.review}" if field.review else "")
            )
    rows.append("Nothing for a person to look at." if not reading.review else "For a person to look at:")
    rows += [f"  {reason}" for reason in reading.review]
    return "\n".join(rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="coverwatch", description="Coverwatch on this machine.")
    commands = parser.add_subparsers(dest="command", required=True)
    reader = commands.add_parser("read", help="read one document", description=__doc__)
    reader.add_argument("file", type=Path, help="a PDF, PNG, JPEG or TIFF")
    reader.add_argument("--json", action="store_true", help="print the reading as JSON")
    reader.add_argument("--picture", type=Path, metavar="OUT.PNG", help="draw what was read, from where, and how sure")
    return parser


def _refuse(file: Path, sentence: str) -> int:
    print(f"{file}: {sentence}", file=sys.stderr)
    return UNREADABLE


if __name__ == "__main__":
    sys.exit(main())
