"""How much of a certificate is read, and how much of what is read wrongly nobody is told: `python bench/accuracy.py --help`.

Without --corpus, the committed specimens are read, each with the answer that Textract's shapes allow for it. With --corpus, every PDF or
picture of a folder is read with the local reader, against the `{"form", "fields": {eLabel: value}}` in the JSON file beside it.
No figure here measures Amazon's reader: it was not asked.
"""

import argparse
import json
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from coverwatch.reading import FieldReading, flatten, inspect, page_images, read
from local.command import responses
from local.specimens import Channel, Recognition, Specimen, draw_pdf, specimen_set, textract_responses, truth
from local.textract import MarkProfile

KINDS = ("right", "wrong", "missed", "invented")
SUFFIXES = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One field of one document: what it should say, what was read, and whether a person is told to look."""

    name: str
    kind: str
    wanted: str | bool | None
    found: str | bool | None
    sources: tuple[str, ...]
    review: str | None

    @property
    def silent(self) -> bool:
        """Wrong, and nobody is told."""
        return self.kind != "right" and self.review is None


@dataclass(frozen=True, slots=True)
class Score:
    """One document's verdicts."""

    document: str
    edition: str
    seconds: float
    verdicts: tuple[Verdict, ...]
    required: str
    undecided: int = 0
    pages: int = 1
    reasons: tuple[str, ...] = field(default=())


def main() -> int:
    """Read, compare, print; exit 0 whatever the figures: thresholds are tests' and readers' business."""
    asked = _parser().parse_args()
    logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # it warns of every XFA form, and some specimens are
    started = time.perf_counter()
    scores = list(_corpus_scores(asked) if asked.corpus else _specimen_scores(asked))
    if not scores:
        print("nothing to read: no document with a JSON file beside it", file=sys.stderr)
        return 2
    for line in report(scores, details=asked.details):
        print(line)
    print(f"\n{len(scores)} documents in {time.perf_counter() - started:.0f} s. No figure here measures Amazon's reader.")
    return 0


def report(scores: Sequence[Score], *, details: bool) -> Iterator[str]:
    """The tables: in all, per edition, per source, per field with a fault, per document with a fault."""
    yield _heading("")
    yield _row("all fields", [v for s in scores for v in s.verdicts])
    for edition in sorted({s.edition for s in scores}):
        yield _row(f"edition {edition}", [v for s in scores if s.edition == edition for v in s.verdicts])
    for sources in sorted({v.sources for s in scores for v in s.verdicts if v.sources}):
        yield _row("+".join(sources), [v for s in scores for v in s.verdicts if v.sources == sources])
    undecided = sum(s.undecided for s in scores)
    pages = sum(s.pages for s in scores)
    yield f"\npages with a critical field undecided after text detection: {undecided} of {pages} ({undecided / max(pages, 1):.1%})"
    required = Counter(s.required for s in scores)
    yield "documents that wait for a person: " + ", ".join(f"{n} {what}" for what, n in sorted(required.items()))
    by_field: dict[str, list[Verdict]] = {}
    for verdict in (v for s in scores for v in s.verdicts):
        by_field.setdefault(verdict.name, []).append(verdict)
    yield _heading("\nfields with a fault or a review")
    for name, verdicts in sorted(by_field.items()):
        if any(v.kind != "right" or v.review for v in verdicts):
            yield _row(name, verdicts)
    yield _heading("\ndocuments with a fault" + (" or a review" if details else ""))
    for score in scores:
        shown = [v for v in score.verdicts if v.kind != "right" or (details and v.review)]
        if shown or (details and score.reasons):
            yield _row(f"{score.document} ({score.seconds:.2f} s)", score.verdicts)
            yield from (
                f"    {v.name}: {v.kind}, wanted {v.wanted!r}, read {v.found!r} [{'+'.join(v.sources)}] {v.review or ''}" for v in shown
            )
            yield from (f"    {reason}" for reason in score.reasons if reason.startswith("document"))


def compared(wanted: Mapping[str, str | bool], found: Mapping[str, FieldReading]) -> tuple[Verdict, ...]:
    """Every field that the truth or the reading has; spaces and line breaks between words do not count."""
    verdicts = []
    for name in sorted(wanted.keys() | found.keys()):
        reading = found.get(name)
        right, got = wanted.get(name), None if reading is None else reading.value
        if right is None and got in {None, ""}:
            kind = "right"
        elif right is None or got is None or got == "":
            kind = "invented" if right is None else "missed"
        else:
            kind = "right" if _same(right, got) else "wrong"
        verdicts.append(Verdict(name, kind, right, got, reading.sources if reading else (), reading.review if reading else None))
    return tuple(verdicts)


def _same(one: str | bool, other: str | bool) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return "".join(one.split()) == "".join(other.split())


def _score(name: str, content: bytes, answers: Sequence[Mapping[str, Any]], wanted: Mapping[str, Any]) -> Score:
    started = time.perf_counter()
    reading = read(content, answers, specimens_allowed=True)
    seconds = time.perf_counter() - started
    form = next((f for f in reading.forms if f.form == "ACORD 25" and f.fields), None)
    return Score(
        document=name,
        edition=(wanted.get("form") or "no certificate").removeprefix("ACORD 25 (").removesuffix(")"),
        seconds=seconds,
        verdicts=compared(wanted["fields"], form.fields if form else {}),
        required=str(reading.review_required or "nothing"),
        undecided=len(reading.undecided_pages),
        pages=reading.pages,
        reasons=reading.review,
    )


def _corpus_scores(asked: argparse.Namespace) -> Iterator[Score]:
    files = sorted(f for f in asked.corpus.rglob("*") if f.suffix.lower() in SUFFIXES and f.with_suffix(".json").exists())
    with ProcessPoolExecutor(asked.jobs) as pool:
        yield from pool.map(_file_score, files, [asked.profile] * len(files), [asked.rasterise] * len(files), [asked.memory] * len(files))


def _file_score(file: Path, profile: MarkProfile, rasterise: bool, memory: Path | None) -> Score:
    content = file.read_bytes()
    shown = flatten(content) if inspect(content).needs_flattening else content
    known = memory / f"{file.parent.name}-{file.stem}-{profile}-{rasterise}.json" if memory else None
    if known and known.exists():
        answers = json.loads(known.read_text())
    else:
        answers = responses(shown, marks=profile, rasterise=rasterise)
        if known and any(answer.get("Blocks") for answer in answers):
            known.parent.mkdir(parents=True, exist_ok=True)
            known.write_text(json.dumps(answers))
    return _score(
        f"{file.parent.name}/{file.name}",
        _image_only(content) if rasterise else content,
        answers,
        json.loads(file.with_suffix(".json").read_text()),
    )


def _image_only(content: bytes) -> bytes:
    """The same pages as pictures: a PDF without a layer."""
    first, *rest = page_images(content, 200)
    held = BytesIO()
    first.save(held, format="PDF", save_all=True, append_images=rest, resolution=200)
    return held.getvalue()


def _specimen_scores(asked: argparse.Namespace) -> Iterator[Score]:
    chosen = [s for s in specimen_set(asked.seed) if not asked.only or asked.only in s.name]
    with ProcessPoolExecutor(asked.jobs) as pool:
        yield from pool.map(_specimen_score, chosen, [asked.profile] * len(chosen), [asked.rasterise] * len(chosen), chunksize=4)


def _specimen_score(specimen: Specimen, profile: MarkProfile, rasterise: bool) -> Score:
    content = draw_pdf(specimen)
    return _score(
        specimen.name,
        _image_only(content) if rasterise else content,
        textract_responses(specimen, seen_as(specimen, profile)),
        truth(specimen),
    )


def seen_as(specimen: Specimen, profile: MarkProfile) -> Recognition:
    """How Textract sees the specimen's marks under a profile: as words, as selection elements, or not at all."""
    if profile == "lost":
        letters = (n for n in specimen.fields if n.endswith(("AdditionalInsuredCode_A", "SubrogationWaivedCode_A")))
        marks = tuple(n for n, v in specimen.fields.items() if v is True)
        return Recognition(lost=marks, unread=tuple(letters))
    return Recognition(channel=Channel.ELEMENTS if profile == "selection" else Channel.WORDS)


def _heading(title: str) -> str:
    return f"{title:<96}{'fields':>8}{'right':>8}{'wrong':>8}{'missed':>8}{'invented':>9}{'review':>8}{'silent':>8}{'right %':>9}"


def _row(title: str, verdicts: Iterable[Verdict]) -> str:
    verdicts = list(verdicts)
    counted = Counter(v.kind for v in verdicts)
    cells = [counted[kind] for kind in KINDS]
    review, silent = sum(v.review is not None for v in verdicts), sum(v.silent for v in verdicts)
    share = counted["right"] / max(len(verdicts), 1)
    return f"{title:<96.96}{len(verdicts):>8}{cells[0]:>8}{cells[1]:>8}{cells[2]:>8}{cells[3]:>9}{review:>8}{silent:>8}{share:>9.2%}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--corpus", type=Path, metavar="DIR", help="a folder of documents with their truth; without it, the committed specimens"
    )
    parser.add_argument(
        "--profile", choices=("word", "selection", "lost"), default="word", help="what becomes of a cross in Textract's answer"
    )
    parser.add_argument("--rasterise", action="store_true", help="read every document as a picture, without its own layer")
    parser.add_argument("--details", action="store_true", help="list what was sent to review too")
    parser.add_argument("--only", metavar="TEXT", help="specimens whose name holds TEXT")
    parser.add_argument("--seed", default="specimens", help="other invented fields, the same traps")
    parser.add_argument("--memory", type=Path, metavar="DIR", help="keep the local reader's answers here, and take them from here")
    parser.add_argument("--jobs", type=int, default=2)
    return parser


if __name__ == "__main__":
    sys.exit(main())
