"""A picture of a reading: every field where it was read, coloured by who saw it, and below the page what a person must look at."""

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from coverwatch.domain.evidence import Box
from coverwatch.reading import FieldReading, Reading, page_images
from coverwatch.reading.page import overlap

DPI = 150
SURE, ONCE, DOUBTFUL = (0, 130, 60), (0, 90, 200), (205, 20, 30)
LEGEND = (("several sources agree", SURE), ("one source", ONCE), ("a person must look", DOUBTFUL))
SMALL, LINE = 11, 17
HEAD = 26

Field = tuple[str, FieldReading]


def draw(content: bytes, reading: Reading) -> Image.Image:
    """The document's pages, one below the other, with the reading drawn over them."""
    sheets = [_head(max(p.width for p in page_images(content, DPI)))]
    for number, picture in enumerate(page_images(content, DPI), 1):
        fields = [(name, field) for form in reading.forms for name, field in form.fields.items() if field.page == number]
        page = picture.convert("RGB")
        doubtful = [item for item in fields if item[1].review]
        _draw_fields(page, fields, doubtful)
        sheets += [page, _reasons(page.width, doubtful)]
    reasons = [reason for reason in reading.review if reason.startswith("document")]
    sheets.append(_lines(sheets[0].width, reasons))
    whole = Image.new("RGB", (max(s.width for s in sheets), sum(s.height for s in sheets)), "white")
    top = 0
    for sheet in sheets:
        whole.paste(sheet, (0, top))
        top += sheet.height
    return whole


def _draw_fields(page: Image.Image, fields: Sequence[Field], doubtful: Sequence[Field]) -> None:
    pen = ImageDraw.Draw(page, "RGBA")
    font = ImageFont.load_default(SMALL)
    numbers = {name: str(n) for n, (name, _) in enumerate(doubtful, 1)}
    for name, field in fields:
        colour = _colour(field)
        left, top = field.box.left * page.width - 2, field.box.top * page.height - 2
        right, bottom = field.box.right * page.width + 2, field.box.bottom * page.height + 2
        pen.rectangle((left, top, right, bottom), outline=colour, width=2, fill=(*colour, 24))
        if name in numbers:
            _tag(pen, right + 2, top, numbers[name], DOUBTFUL, font)
            continue
        caption = f"{field.confidence:.2f} {'+'.join(source[0] for source in field.sources)}"
        beside = Box(right / page.width, field.box.top, (font.getlength(caption) + 4) / page.width, field.box.height)
        if beside.right < 1 and not any(overlap(beside, other.box) for _, other in fields):
            _tag(pen, right + 1, top + 1, caption, colour, font)


def _tag(
    pen: ImageDraw.ImageDraw,
    x: float,
    y: float,
    text: str,
    colour: tuple[int, int, int],
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
) -> None:
    pen.rectangle((x, y, x + font.getlength(text) + 4, y + SMALL + 3), fill=(255, 255, 255, 220))
    pen.text((x + 2, y), text, fill=colour, font=font)


def _reasons(width: int, doubtful: Sequence[Field]) -> Image.Image:
    return _lines(width, [f"{n}  {name}: {field.value!r} - {field.review}" for n, (name, field) in enumerate(doubtful, 1)])


def _lines(width: int, texts: Sequence[str]) -> Image.Image:
    sheet = Image.new("RGB", (width, LINE * len(texts) + (8 if texts else 0)), "white")
    pen = ImageDraw.Draw(sheet)
    for number, text in enumerate(texts):
        pen.text((20, 4 + LINE * number), text, fill=DOUBTFUL, font=ImageFont.load_default(SMALL))
    return sheet


def _colour(field: FieldReading) -> tuple[int, int, int]:
    if field.review:
        return DOUBTFUL
    return SURE if len(field.sources) > 1 else ONCE


def _head(width: int) -> Image.Image:
    sheet = Image.new("RGB", (width, HEAD), "white")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(SMALL + 2)
    x = 20
    for text, colour in LEGEND:
        pen.rectangle((x, 6, x + 14, 20), outline=colour, width=3)
        pen.text((x + 20, 5), text, fill=colour, font=font)
        x += 44 + int(font.getlength(text))
    pen.text((x, 5), "d = the PDF's own layer, t = Textract, i = ink; numbers: how sure, 0 to 1", fill="black", font=font)
    return sheet
