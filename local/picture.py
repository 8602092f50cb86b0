"""A picture of a reading: every field where it was read, coloured by who saw it, with its value and how sure it is."""

from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageFont

from coverwatch.reading import FieldReading, Reading, page_images

DPI = 150
SURE, ONCE, DOUBTFUL = (0, 130, 60), (0, 90, 200), (205, 20, 30)
LEGEND = (("two sources agree", SURE), ("one source", ONCE), ("a person must look", DOUBTFUL))
TYPE, SMALL = 13, 11


def draw(content: bytes, reading: Reading) -> Image.Image:
    """The document's pages, one below the other, with the reading drawn over them."""
    pages = [page.convert("RGB") for page in page_images(content, DPI)]
    for number, page in enumerate(pages, 1):
        fields = [(name, field) for form in reading.forms for name, field in form.fields.items() if field.page == number]
        _draw_page(page, fields)
    sheet = Image.new("RGB", (max(p.width for p in pages), sum(p.height for p in pages)), "white")
    top = 0
    for page in pages:
        sheet.paste(page, (0, top))
        top += page.height
    _draw_legend(sheet)
    return sheet


def _draw_page(page: Image.Image, fields: list[tuple[str, FieldReading]]) -> None:
    pen = ImageDraw.Draw(page, "RGBA")
    font = ImageFont.load_default(SMALL)
    for _, field in fields:
        colour = _colour(field)
        left, top = field.box.left * page.width, field.box.top * page.height
        right, bottom = field.box.right * page.width, field.box.bottom * page.height
        pen.rectangle((left - 2, top - 2, right + 2, bottom + 2), outline=colour, width=2, fill=(*colour, 28))
        for line, text in enumerate(_captions(field)):
            pen.text((right + 4, top - 3 + line * SMALL), text, fill=colour, font=font)


def _captions(field: FieldReading) -> Iterator[str]:
    initials = "+".join(source[0] for source in field.sources)
    yield f"{field.confidence:.2f} {initials}"
    if field.review:
        yield field.review[:60]


def _colour(field: FieldReading) -> tuple[int, int, int]:
    if field.review:
        return DOUBTFUL
    return SURE if len(field.sources) > 1 else ONCE


def _draw_legend(sheet: Image.Image) -> None:
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(TYPE)
    x = 20
    for text, colour in LEGEND:
        pen.rectangle((x, 6, x + 14, 20), outline=colour, width=3)
        pen.text((x + 20, 5), text, fill=colour, font=font)
        x += 40 + int(font.getlength(text))
    pen.text((x, 5), "d = the PDF's own layer, t = Textract, i = ink", fill="black", font=font)
