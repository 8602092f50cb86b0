"""Which of X, Y and N a single printed letter is, by its shape: a second look at cells that hold nothing else."""

from functools import cache

from PIL import Image, ImageDraw, ImageStat

STROKES: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "X": ((0, 0, 1, 1), (1, 0, 0, 1)),
    "Y": ((0, 0, 0.5, 0.52), (1, 0, 0.5, 0.52), (0.5, 0.52, 0.5, 1)),
    "N": ((0, 1, 0, 0), (0, 0, 1, 1), (1, 1, 1, 0)),
}
"""Each letter's strokes in a box of one by one, origin top left."""

SIZE = (10, 12)
DRAWN = (100, 120)
WIDTHS = (10, 18, 28)  # of a stroke in the drawn letter: light, regular, bold
LIKENESS = 0.55  # correlation with the best letter
MARGIN = 0.12  # by which it must beat the next
PROPORTION = (0.45, 2.2)  # width over height of a letter


def letter_of(glyph: Image.Image) -> tuple[str, float] | None:
    """The letter that a picture shows (255 is ink, cut to the letter's edges) and how alike they are; None when none stands out."""
    if not glyph.width or not glyph.height or not PROPORTION[0] < glyph.width / glyph.height < PROPORTION[1]:
        return None
    shape = _normal(glyph)
    scores = sorted(((max(_product(shape, t) for t in templates), letter) for letter, templates in _templates().items()), reverse=True)
    (best, letter), (next_best, _) = scores[0], scores[1]
    return (letter, best) if best >= LIKENESS and best - next_best >= MARGIN else None


@cache
def _templates() -> dict[str, tuple[tuple[float, ...], ...]]:
    return {letter: tuple(_normal(_drawn(strokes, width)) for width in WIDTHS) for letter, strokes in STROKES.items()}


def _drawn(strokes: tuple[tuple[float, float, float, float], ...], width: int) -> Image.Image:
    picture = Image.new("L", DRAWN)
    pen = ImageDraw.Draw(picture)
    inset = width / 2
    across, down = DRAWN[0] - width, DRAWN[1] - width
    for ax, ay, bx, by in strokes:
        pen.line((inset + ax * across, inset + ay * down, inset + bx * across, inset + by * down), fill=255, width=width)
    return picture


def _normal(picture: Image.Image) -> tuple[float, ...]:
    """The picture at one size, as a vector of mean nought and length one."""
    small = picture.resize(SIZE, Image.Resampling.BOX if picture.width >= SIZE[0] else Image.Resampling.BILINEAR)
    mean = ImageStat.Stat(small).mean[0]
    values = [v - mean for v in small.tobytes()]
    length = sum(v * v for v in values) ** 0.5 or 1.0
    return tuple(v / length for v in values)


def _product(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return sum(a * b for a, b in zip(one, other))
