"""How well and how fast the local Textract reads specimens: `python -m bench.local_textract [--quick]`.

Words count as found when one of the same text lies at the same place; marks when one is in the box that the specimen ticks, or where it
typed an X. Box errors are distances of edges in points. The speeds are ratios within one run, of processor time: against pdfium's text
with a box per character, and against rapidocr as it comes, on the same pictures.
"""

import argparse
import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import cos, radians, sin

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from rapidocr import RapidOCR

from local.examples.certificates import certificate_specimens
from local.specimens import Layer, Marks, Specimen, draw_pdf, field_boxes
from local.specimens.raster import degrade
from local.textract import documents, text_layer
from local.textract.blocks import of_document
from local.textract.ocr import Ocr
from local.textract.order import Order
from local.textract.page import Page

ON = date(2026, 11, 2)
RESOLUTIONS = (150, 200, 300)
CROSSED = {"X", "x"}
WIDTH, HEIGHT = 612.0, 792.0

CONDITIONS = {
    "clean": {},
    "skewed": {"skew": 1.3, "blur": 0.6, "noise": 0.08},
    "grainy": {"skew": -0.8, "blur": 0.5, "noise": 0.12},
    "faded": {"skew": 0.2, "blur": 0.4, "noise": 0.06, "fade": 0.5},
    "bilevel": {"skew": 0.5, "bilevel": True, "specks": 0.001},
}

Place = tuple[float, float, float, float]
"""left, top, right, bottom in points."""


@dataclass(slots=True)
class Tally:
    """Hits and misses, and how far off the hits were."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    errors: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        recall, precision = self.right / max(self.wanted, 1), self.right / max(self.found, 1)
        return f"recall {recall:7.2%}  precision {precision:7.2%}  of {self.wanted}"


def main() -> int:
    """Prints every figure; the exit status is 0."""
    parser = argparse.ArgumentParser(prog="bench.local_textract", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two specimens at 200 dots per inch")
    parser.add_argument("--misses", action="store_true", help="say which words and marks were missed and invented")
    asked = parser.parse_args()
    cv2.setNumThreads(1)  # as the worker does
    ocr = Ocr()
    chosen = specimens()[:2] if asked.quick else specimens()
    for resolution in (200,) if asked.quick else RESOLUTIONS:
        for condition, knobs in CONDITIONS.items():
            words, marks = Tally(), Tally()
            started = time.perf_counter()
            for specimen in chosen:
                compare(specimen, resolution, knobs, ocr, words, marks)
            spent = (time.perf_counter() - started) / len(chosen)
            off = np.percentile(words.errors, (50, 95))
            print(f"{resolution} dpi {condition:8} words {words}  box error {off[0]:.2f} pt, 95 % {off[1]:.2f}", end="  ")
            print(f"marks {marks}  {spent:.1f} s a page", flush=True)
            if asked.misses:
                print("   words missed", words.missed, "invented", words.invented)
                print("   marks missed", marks.missed, "invented", marks.invented)
    digital_marks(chosen, ocr)
    digital_speed(chosen[0], ocr)
    scan_speed(chosen[0], ocr)
    return 0


def specimens() -> list[Specimen]:
    """Certificates of several editions, their boxes ticked in every way."""
    known = certificate_specimens(ON)
    ways = (Marks.STROKES, Marks.LETTERS, Marks.DINGBATS, Marks.TICKS)
    names = ("compliant", "umbrella-tops-up", "limits-too-low", "renewal-in-the-future")
    return [
        replace(known[name], knobs=replace(known[name].knobs, layer=Layer.TEXT, marks=way), name=f"{name}/{way}")
        for name, way in zip(names, ways)
    ]


def compare(specimen: Specimen, resolution: int, knobs: dict[str, object], ocr: Ocr, words: Tally, marks: Tally) -> None:
    """Reads one specimen as a picture and counts."""
    drawn = draw_pdf(specimen)
    picture, skew = photograph(drawn, resolution, knobs, specimen)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    page = read(buffer.getvalue(), ocr)
    count_words(drawn, page, skew, words)
    count_marks(specimen, page, skew, marks)


def photograph(drawn: bytes, resolution: int, knobs: dict[str, object], specimen: Specimen) -> tuple[Image.Image, float]:
    """The page as a scanner gives it, and by how many degrees it lies askew."""
    picture = pdfium.PdfDocument(drawn)[0].render(scale=resolution / 72).to_pil().convert("L")
    skew = float(str(knobs.get("skew", 0.0)))
    if skew:
        picture = picture.rotate(-skew, Image.Resampling.BICUBIC, fillcolor="white")
    settings = replace(specimen.knobs, **{name: value for name, value in knobs.items() if name != "skew"})  # type: ignore[arg-type]
    return degrade(picture, settings, specimen.name), skew


def read(content: bytes, ocr: Ocr, *, rasterise: bool = False) -> Page:
    """The first page."""
    pages = [found for found in documents.read(content, Order(rasterise=rasterise), ocr) if isinstance(found, Page)]
    return pages[0]


def straightened(corners: Sequence[float], skew: float) -> Place:
    """A place on the page as it was before it was laid askew."""
    angle = radians(-skew)
    across, down = [], []
    for x, y in zip(corners[::2], corners[1::2]):
        dx, dy = x * WIDTH - WIDTH / 2, y * HEIGHT - HEIGHT / 2
        across.append(WIDTH / 2 + dx * cos(angle) - dy * sin(angle))
        down.append(HEIGHT / 2 + dx * sin(angle) + dy * cos(angle))
    return min(across), min(down), max(across), max(down)


def count_words(drawn: bytes, page: Page, skew: float, tally: Tally) -> None:
    """Words that are no marks, against the text layer of the specimen."""
    first = pdfium.PdfDocument(drawn)[0]
    layer = text_layer.words(first, text_layer.Frame.of(first))
    wanted = [
        (word.text, (word.box[0] * WIDTH, word.box[1] * HEIGHT, word.box[2] * WIDTH, word.box[3] * HEIGHT))
        for word in layer
        if not word.symbols and word.text not in CROSSED
    ]
    found = [(word.text, straightened(word.corners, skew)) for word in page.words if word.text not in CROSSED]
    left = list(found)
    for text, place in wanted:
        hit = next((other for other in left if other[0] == text and _overlap(place, other[1])), None)
        if hit:
            left.remove(hit)
            tally.right += 1
            tally.errors += [abs(one - other) for one, other in zip(place, hit[1])]
        else:
            tally.missed.append(f"{text} ({' '.join(other for other, where in found if _overlap(place, where))})")
    tally.wanted += len(wanted)
    tally.found += len(found)
    tally.invented += [text for text, _ in left]


def _overlap(one: Place, other: Place) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0 and down > 0


def count_marks(specimen: Specimen, page: Page, skew: float, tally: Tally) -> None:
    """Ticked boxes and typed X's, against the fields of the specimen."""
    boxes = field_boxes(specimen.edition or "")
    wanted = {name: boxes[name] for name, value in specimen.fields.items() if value is True or value in CROSSED if name in boxes}
    places = [mark.ink for mark in page.marks if mark.selected] + [word.corners for word in page.words if word.text in CROSSED]
    left = [straightened(corners, skew) for corners in places]
    tally.found += len(left)
    tally.wanted += len(wanted)
    for name, box in wanted.items():
        hit = next((place for place in left if _overlap(place, (box.left, box.top, box.right, box.bottom))), None)
        if hit:
            left.remove(hit)
            tally.right += 1
        else:
            tally.missed.append(name)
    tally.invented += [f"({place[0]:.0f}, {place[1]:.0f})" for place in left]


def digital_marks(chosen: Sequence[Specimen], ocr: Ocr) -> None:
    """Marks on pages with a text layer."""
    words, marks = Tally(), Tally()
    for specimen in chosen:
        drawn = draw_pdf(specimen)
        page = read(drawn, ocr)
        count_words(drawn, page, 0.0, words)
        count_marks(specimen, page, 0.0, marks)
    print(f"digital          words {words}  marks {marks}", marks.missed, marks.invented)


def digital_speed(specimen: Specimen, ocr: Ocr) -> None:
    """A page with a text layer, from bytes to blocks, against pdfium's text with a box per character."""
    drawn = draw_pdf(specimen)

    def ours() -> object:
        return of_document([(1, read(drawn, ocr))], b"bench", frozenset(), "word", numbered=True)

    def plain() -> object:
        textpage = pdfium.PdfDocument(drawn)[0].get_textpage()
        return textpage.get_text_range(), [textpage.get_charbox(index) for index in range(textpage.count_chars())]

    _ratio("digital page", ours, plain, 15)


def scan_speed(specimen: Specimen, ocr: Ocr) -> None:
    """A scanned page against rapidocr as it comes, on the same picture."""
    picture, _ = photograph(draw_pdf(specimen), 200, CONDITIONS["skewed"], specimen)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    engine = RapidOCR(params={"Global.log_level": "error"})
    _ratio("scanned page", lambda: read(buffer.getvalue(), ocr), lambda: engine(np.array(picture.convert("RGB"))), 3)


def _ratio(name: str, ours: Callable[[], object], plain: Callable[[], object], times: int) -> None:
    spent: dict[str, list[float]] = {"ours": [], "plain": []}
    for _ in range(times):
        for label, work in (("ours", ours), ("plain", plain)):
            started = time.process_time()
            work()
            spent[label].append(time.process_time() - started)
    best = {label: min(seconds) for label, seconds in spent.items()}
    print(f"{name}: {best['ours'] * 1000:.0f} ms against {best['plain'] * 1000:.0f} ms, {best['ours'] / best['plain']:.2f} times")


if __name__ == "__main__":
    raise SystemExit(main())
