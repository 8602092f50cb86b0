"""Part of a page's picture with a place framed, in the picture's own pixels: an SVG shows it without any style or script."""

from dataclasses import dataclass

from coverwatch.application.vendor_page import Place
from coverwatch.domain.evidence import Box

LEAST_WIDTH = 0.36  # of the page: narrower parts show a value without its label, wider ones are too small to read on a phone
LEAST_HEIGHT = 0.075
BEFORE = 0.68  # of the room around a place lies before it: labels stand on the left
MARGIN = 0.02
PADDING = 0.004  # between a value and its frame
TALLEST = 0.3  # of the page: what lies further apart is framed at its first box only


@dataclass(frozen=True, slots=True)
class Frame:
    """What an SVG needs: the address, the picture's size, the part that is seen, and the frames in it, in pixels."""

    address: str
    width: int
    height: int
    seen: tuple[int, int, int, int]
    boxes: tuple[tuple[int, int, int, int], ...]

    @property
    def view_box(self) -> str:
        """As SVG writes it."""
        return " ".join(str(number) for number in self.seen)


def frame_of(place: Place | None) -> Frame | None:
    """The framed part of a place's page; None where there is no picture."""
    if place is None or place.picture is None or not place.boxes:
        return None
    boxes = place.boxes if _around(place.boxes).height <= TALLEST else place.boxes[:1]
    width, height = place.picture.width, place.picture.height
    seen = _within_page(_around(boxes))
    return Frame(
        place.picture.address, width, height, _pixels(seen, width, height), tuple(_pixels(_padded(box), width, height) for box in boxes)
    )


def _around(boxes: tuple[Box, ...]) -> Box:
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def _within_page(box: Box) -> Box:
    """The box with room around it, moved so that nothing outside the page is seen."""
    width = min(1.0, max(LEAST_WIDTH, box.width + 2 * MARGIN))
    height = min(1.0, max(LEAST_HEIGHT, box.height + 2 * MARGIN))
    left, top = box.left - (width - box.width) * BEFORE, box.center[1] - height / 2
    return Box(min(max(0.0, left), 1 - width), min(max(0.0, top), 1 - height), width, height)


def _padded(box: Box) -> Box:
    return Box(box.left - PADDING, box.top - PADDING, box.width + 2 * PADDING, box.height + 2 * PADDING)


def _pixels(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    return round(box.left * width), round(box.top * height), round(box.width * width), round(box.height * height)
