"""How fast a page is read: from Textract's blocks, and from the PDF's own layer, against pdfplumber's words: `python -m bench.reading`.

Each is timed from bytes or blocks to fields with values and places, on one specimen page; ink is timed beside them. Processor time, the
best of several runs, so that a busy machine does not count. pdfplumber is measured when it is installed; it is no dependency.
"""

import argparse
import importlib
import importlib.util
import io
import sys
import time
from collections.abc import Callable
from datetime import date

from coverwatch.reading import digital, read, textract
from coverwatch.reading.classify import classify
from coverwatch.reading.maps import acord_25
from coverwatch.reading.page import Page
from coverwatch.reading.placement import seen_on
from coverwatch.reading.register import register
from local.examples import certificate_specimens
from local.specimens import draw_pdf, textract_responses

ON = date(2026, 11, 2)
AIM = 0.5
"""Of pdfplumber's extract_words on the same page."""


def main() -> int:
    """Print the times and their ratios; 1 when a ratio misses the aim."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    specimen = certificate_specimens(ON)["compliant"]
    content, answers = draw_pdf(specimen), textract_responses(specimen)
    blocks = best(lambda: fields(textract.pages_of(answers)[1]), runs)
    layer = best(lambda: fields(digital.pages_of(content)[1]), runs)
    print(f"a page from Textract's blocks      {blocks:7.1f} ms")
    print(f"a page from the PDF's own layer    {layer:7.1f} ms")
    print(f"the document, ink and all          {best(lambda: read(content, answers), runs):7.1f} ms")
    if importlib.util.find_spec("pdfplumber") is None:
        print("pdfplumber's extract_words         not installed")
        return 0
    words = best(lambda: _pdfplumber(content), max(runs // 3, 3))
    print(f"pdfplumber's extract_words         {words:7.1f} ms")
    for name, spent in (("blocks", blocks), ("layer", layer)):
        print(f"{name} / pdfplumber {spent / words:20.2f}   aim ≤ {AIM}")
    return int(max(blocks, layer) > AIM * words)


def fields(page: Page) -> int:
    """Everything between a source's words and the fields it sees: kind of page, fit, places."""
    classify([page])
    form = acord_25("2016/03")
    registration = register(page, form)
    if registration is None:
        raise SystemExit("the specimen does not lie on its form")
    return len(seen_on(page, registration, form).sights)


def best(work: Callable[[], object], runs: int) -> float:
    """The least processor time of several runs, in milliseconds; the first, which fills caches, is not counted."""
    work()
    spent = []
    for _ in range(runs):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return min(spent) * 1000


def _pdfplumber(content: bytes) -> int:
    pdfplumber = importlib.import_module("pdfplumber")
    with pdfplumber.open(io.BytesIO(content)) as document:
        return len(document.pages[0].extract_words())


if __name__ == "__main__":
    sys.exit(main())
