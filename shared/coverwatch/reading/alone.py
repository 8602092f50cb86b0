"""A page in an insurer's own layout, read from the form's labels alone: what stands beside or below a label is taken for its value.

Everything read here is for a person to look at: no measure of the form says that it stands where it should.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coverwatch.domain.evidence import Box
from coverwatch.reading.address import block_fields
from coverwatch.reading.labels import Finder, Sighting
from coverwatch.reading.maps import FormMap, Label
from coverwatch.reading.misprint import ISSUED
from coverwatch.reading.outcome import FieldReading
from coverwatch.reading.page import Page, Word, around, lines
from coverwatch.reading.placed import Placed
from coverwatch.reading.rows import ROWS, Row
from coverwatch.reading.values import parse_date

CONFIDENCE = 0.5
REASON = "read from the labels alone: the page is not laid out as the form is"
LINE = 0.012  # of the page: how far from a label's line what stands beside it may be
BLOCK_LINES = 5  # of a party's block
BLOCK_GAP = 0.03  # of the page: what follows a block stands further below
LEFT_OF_A_HEADING = 0.02  # of the page: entries may begin a little before their column's heading
FEWEST = 4  # labels of the form: with fewer, nothing is known of the page

SECTIONS = (
    ("COMMERCIAL GENERAL LIABILITY", "GENERAL LIABILITY"),
    ("AUTOMOBILE LIABILITY",),
    ("UMBRELLA LIAB", "EXCESS LIAB"),
    ("WORKERS COMPENSATION",),
)
"""What opens each policy row, in the order of `rows.ROWS`."""
END = "DESCRIPTION OF OPERATIONS / LOCATIONS / VEHICLES"
BESIDE = {
    "CERTIFICATE NUMBER:": "CertificateOfInsurance_CertificateNumberIdentifier_A",
    "REVISION NUMBER:": "CertificateOfInsurance_RevisionNumberIdentifier_A",
    "E-MAIL": "Producer_ContactPerson_EmailAddress_A",
    "PHONE": "Producer_ContactPerson_PhoneNumber_A",
    "FAX": "Producer_FaxNumber_A",
    **{f"INSURER {x} :": f"Insurer_FullName_{x}" for x in "ABCDEF"},
}
BELOW = {"PRODUCER": "producer", "INSURED": "insured", "CERTIFICATE HOLDER": "holder"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word that is no label, where it stands on the upright page."""

    word: Word

    @property
    def box(self) -> Box:
        return self.word.upright


def read_alone(page: Page, form: FormMap) -> dict[str, FieldReading]:
    """The fields that a page's labels tell, by eLabel; none when too few of the form's labels are there."""
    finder = Finder(page)
    met: dict[str, list[Sighting]] = {}
    for text in {label.text for label in form.labels} | {text for texts in SECTIONS for text in texts}:
        found = [s for s in finder.sightings(Label(text, Box(0, 0, 0, 0), 0.0)) if s.starts_run]
        if found:
            met[text] = sorted(found, key=lambda s: s.middle)
    if len(met) < FEWEST:
        return {}
    taken = {index for sightings in met.values() for s in sightings for index in s.words}
    entries = [_Entry(word) for index, word in enumerate(page.words) if index not in taken]
    edges = [(s.left, s.middle) for sightings in met.values() for s in sightings]
    told = {
        ISSUED: _date(met, entries),
        **_beside(met, entries, edges),
        **_blocks(met, entries, form, edges),
        **_rows(met, entries, edges, form),
    }
    return {n: _reading(words, page) for n, words in told.items() if words}


def _reading(words: Sequence[_Entry], page: Page) -> FieldReading:
    text = "\n".join(" ".join(e.word.text for e in line) for line in lines(words, lambda e: e.box)).lstrip(": ")
    return FieldReading(text, CONFIDENCE, page.number, around(e.word.box for e in words), (page.source,), REASON)


def _right_of(label: Sighting, entries: Sequence[_Entry], edges: Sequence[tuple[float, float]], until: float = 1.0) -> list[_Entry]:
    """What stands on a label's line, up to the next label."""
    ends = [left for left, middle in edges if left > label.left + LINE and abs(middle - label.middle) < LINE / 2]
    stop = min([until, *ends])
    found = [e for e in entries if label.left < e.box.left < stop and abs(e.box.center[1] - label.middle) < LINE / 2]
    return [e for e in found if e.word.text not in {":", "$"}]


def _beside(met: Mapping[str, list[Sighting]], entries: Sequence[_Entry], edges: Sequence[tuple[float, float]]) -> dict[str, list[_Entry]]:
    naic = met["NAIC #"][0].left if "NAIC #" in met else 1.0
    found: dict[str, list[_Entry]] = {}
    for text, name in BESIDE.items():
        if len(met.get(text, ())) != 1:
            continue
        beside = _right_of(met[text][0], entries, edges)
        if name.startswith("Insurer_"):
            found[name.replace("FullName", "NAICCode")] = [e for e in beside if e.box.left > naic - LEFT_OF_A_HEADING]
            beside = [e for e in beside if e.box.left <= naic - LEFT_OF_A_HEADING]
        found[name] = beside
    return found


def _date(met: Mapping[str, list[Sighting]], entries: Sequence[_Entry]) -> list[_Entry]:
    """The day that stands beside or just below the form's DATE."""
    label = next(iter(met.get("DATE (MM/DD/YYYY)", ())), None)
    near = [e for e in entries if label and parse_date(e.word.text) and 0 <= e.box.center[1] - label.middle + LINE / 2 < BLOCK_GAP]
    return [e for e in near if label and e.box.left > label.left - 2 * LEFT_OF_A_HEADING][:1]


def _blocks(
    met: Mapping[str, list[Sighting]], entries: Sequence[_Entry], form: FormMap, edges: Sequence[tuple[float, float]]
) -> dict[str, list[_Entry]]:
    found: dict[str, list[_Entry]] = {}
    for text, block in BELOW.items():
        if len(met.get(text, ())) == 1:
            below = _below(met[text][0], entries, edges)
            placed = [Placed(e.word, Box(0, e.box.top, e.box.width, e.box.height)) for e in below]
            if placed:
                found.update({n: [_Entry(p.word) for p in words] for n, words in block_fields(block, placed, form).items()})
    if END in met and "CERTIFICATE HOLDER" in met:
        top, bottom = met[END][0].middle, met["CERTIFICATE HOLDER"][-1].middle
        if top < bottom:
            found[form.block_fields["description"]] = [e for e in entries if top + LINE / 2 < e.box.center[1] < bottom - LINE / 2]
    return found


def _below(label: Sighting, entries: Sequence[_Entry], edges: Sequence[tuple[float, float]]) -> list[_Entry]:
    """The lines below a label, in its column, until a gap or the next label of the column."""
    right = min([left for left, middle in edges if left > label.left + 0.1 and abs(middle - label.middle) < BLOCK_GAP], default=1.0)
    column = [e for e in entries if label.left - LEFT_OF_A_HEADING <= e.box.left < right - LEFT_OF_A_HEADING]
    ends = [middle for left, middle in edges if middle > label.middle + LINE and label.left - LEFT_OF_A_HEADING <= left < right]
    bottom = min(ends, default=1.0)
    found: list[_Entry] = []
    last = label.middle
    for line in lines((e for e in column if label.middle + LINE / 2 < e.box.center[1] < bottom - LINE / 2), lambda e: e.box)[:BLOCK_LINES]:
        if line[0].box.center[1] - last > BLOCK_GAP:
            break
        last = line[0].box.center[1]
        found.extend(line)
    return found


def _rows(
    met: Mapping[str, list[Sighting]], entries: Sequence[_Entry], edges: Sequence[tuple[float, float]], form: FormMap
) -> dict[str, list[_Entry]]:
    found: dict[str, list[_Entry]] = {}
    for row, top, bottom in _bands(met):
        band = [e for e in entries if top <= e.box.center[1] < bottom]
        for name in row.limits.values():
            for label in _labels_beside(form, name):
                for sighting in met.get(label, ()):
                    if top <= sighting.middle < bottom:
                        found.setdefault(name, []).extend(_sum_of(_right_of(sighting, band, edges)))
        found.update(_entry_line(row, band, met))
    return found


def _sum_of(words: Sequence[_Entry]) -> list[_Entry]:
    """A limit's own words; what stands before its figures is more of the label."""
    figures = [e for e in words if any(c.isdigit() for c in e.word.text)]
    return figures or list(words)


def _bands(met: Mapping[str, list[Sighting]]) -> Iterator[tuple[Row, float, float]]:
    """The rows whose opening label is there once, each down to the next."""
    starts = []
    for row, texts in zip(ROWS, SECTIONS):
        opening = [s for text in texts for s in met.get(text, ())]
        if opening:
            starts.append((min(s.middle for s in opening) - LINE / 2, row))
    end = met[END][0].middle if END in met else 1.0
    starts.sort(key=lambda s: s[0])
    for index, (top, row) in enumerate(starts):
        yield row, top, starts[index + 1][0] if index + 1 < len(starts) else end


def _labels_beside(form: FormMap, name: str) -> list[str]:
    field = form.fields[name]
    return [n.text for n in form.labels if n.box.left > 0.65 and abs(n.box.center[1] - field.cell.center[1]) < field.cell.height / 2]


def _entry_line(row: Row, band: Sequence[_Entry], met: Mapping[str, list[Sighting]]) -> dict[str, list[_Entry]]:
    """Letter, number and dates of a row: by the columns' headings, the dates by what they are."""
    dates = sorted((e for e in band if parse_date(e.word.text)), key=lambda e: e.box.left)
    found: dict[str, list[_Entry]] = {}
    if len(dates) == 2:
        found[row.effective], found[row.expiration] = [dates[0]], [dates[1]]
    if len(met.get("POLICY NUMBER", ())) == 1 and dates:
        left = met["POLICY NUMBER"][0].left - LEFT_OF_A_HEADING
        found[row.number] = [e for e in band if left <= e.box.left and e.box.right < dates[0].box.left]
    if len(met.get("LTR", ())) == 1:
        left = met["LTR"][0].left
        found[row.letter] = [e for e in band if abs(e.box.left - left) < LEFT_OF_A_HEADING and len(e.word.text) == 1]
    return found
