"""What a form looks like before anyone fills it in: rules, labels, filler, and the word SPECIMEN in the margin."""

from collections.abc import Iterable, Iterator

from local.specimens.filler import FILLER
from local.specimens.fonts import text_width
from local.specimens.geometry import FillerLines, Form, Label, Rule
from local.specimens.sheet import Item, Role, Stroke, Text
from local.specimens.typos import TYPOS

PLAIN, BOLD = "Helvetica", "Helvetica-Bold"


def printed(form: Form, *, typos: bool = False) -> Iterator[Item]:
    """The blank form's ink."""
    yield from printed_rules(form.rules)
    yield from printed_labels(form.labels, typos=typos)
    for filler in form.filler:
        yield from _filler(filler)
    yield from margin()


def printed_rules(rules: Iterable[Rule]) -> Iterator[Item]:
    """Lines and boxes."""
    for rule in rules:
        yield _rule(rule)


def printed_labels(labels: Iterable[Label], *, typos: bool = False) -> Iterator[Item]:
    """The words that the form prints."""
    for label in labels:
        yield _label(label, typos=typos)


def margin() -> Iterator[Item]:
    """Instead of a logo: the word that keeps anyone from taking the page for a certificate."""
    yield Text("SPECIMEN", 21.6, 44.0, BOLD, 15.0, role=Role.MARGIN)
    yield Text("SPECIMEN - invented data, drawn for tests, of no effect", 18.0, 16.0, PLAIN, 6.5, role=Role.MARGIN)


def box_stroke(left: float, top: float, right: float, bottom: float, width: float) -> Stroke:
    """A rectangle's outline."""
    return Stroke(((left, top), (right, top), (right, bottom), (left, bottom), (left, top)), width)


def set_lines(words: list[str], baselines: tuple[float, ...], left: float, right: float, font: str, size: float) -> Iterator[Text]:
    """The words on the given baselines, as many on each as it takes; what is left over is left out."""
    waiting = list(words)
    for baseline in baselines:
        line: list[str] = []
        while waiting and text_width(" ".join([*line, waiting[0]]), font, size) <= right - left:
            line.append(waiting.pop(0))
        if line:
            yield Text(" ".join(line), left, baseline, font, size)


def _rule(rule: Rule) -> Stroke:
    if rule.box:
        return box_stroke(rule.left, rule.top, rule.right, rule.bottom, rule.width)
    return Stroke(((rule.left, rule.top), (rule.right, rule.bottom)), rule.width)


def _label(label: Label, *, typos: bool) -> Text:
    font = BOLD if label.bold else PLAIN
    stretch = (label.right - label.left) / text_width(label.text, font, label.size)
    text = TYPOS.get(label.text, label.text) if typos else label.text
    return Text(text, label.left, label.baseline, font, label.size, stretch=stretch)


def _filler(filler: FillerLines) -> Iterator[Text]:
    font = BOLD if filler.bold else PLAIN
    yield from set_lines(FILLER[filler.subject].split(), filler.baselines, filler.left, filler.right, font, filler.size)
