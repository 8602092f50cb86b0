"""What a form looks like before anyone fills it in: rules, labels, filler, and the word SPECIMEN in the margin."""

from collections.abc import Iterator

from reportlab.pdfbase.pdfmetrics import stringWidth

from local.specimens.filler import FILLER
from local.specimens.geometry import FillerLines, Form, Label, Rule
from local.specimens.sheet import Item, Role, Stroke, Text

PLAIN, BOLD = "Helvetica", "Helvetica-Bold"


def printed(form: Form) -> Iterator[Item]:
    """The blank form's ink."""
    for rule in form.rules:
        yield _rule(rule)
    for label in form.labels:
        yield _label(label)
    for filler in form.filler:
        yield from _filler(filler)
    yield from _margin()


def _rule(rule: Rule) -> Stroke:
    if not rule.box:
        return Stroke(((rule.left, rule.top), (rule.right, rule.bottom)), rule.width)
    corners = ((rule.left, rule.top), (rule.right, rule.top), (rule.right, rule.bottom), (rule.left, rule.bottom), (rule.left, rule.top))
    return Stroke(corners, rule.width)


def _label(label: Label) -> Text:
    font = BOLD if label.bold else PLAIN
    natural = stringWidth(label.text, font, label.size)
    return Text(label.text, label.left, label.baseline, font, label.size, stretch=(label.right - label.left) / natural)


def _filler(filler: FillerLines) -> Iterator[Text]:
    font = BOLD if filler.bold else PLAIN
    room = filler.right - filler.left
    words = FILLER[filler.subject].split()
    for baseline in filler.baselines:
        line = []
        while words and stringWidth(" ".join([*line, words[0]]), font, filler.size) <= room:
            line.append(words.pop(0))
        if line:
            yield Text(" ".join(line), filler.left, baseline, font, filler.size)


def _margin() -> Iterator[Item]:
    """Instead of a logo: the word that keeps anyone from taking the page for a certificate."""
    yield Text("SPECIMEN", 21.6, 44.0, BOLD, 15.0, role=Role.MARGIN)
    yield Text("SPECIMEN - invented data, drawn for tests, of no effect", 18.0, 16.0, PLAIN, 6.5, role=Role.MARGIN)
