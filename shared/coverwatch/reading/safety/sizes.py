"""How large a PDF's pages, pictures and streams are, from what its dictionaries say and from what the streams unpack to."""

from coverwatch.reading.safety.limits import MAX_PAGE_POINTS, MAX_PICTURE_BYTES, MAX_PICTURE_SIDE, MAX_STREAM_BYTES
from coverwatch.reading.safety.picture_codes import SIZES
from coverwatch.reading.safety.refusal import PRINT_IT, Reason, RefusedError
from coverwatch.reading.safety.structure import Dictionary, Found, Structure
from coverwatch.reading.safety.syntax import Value

_COMPONENTS = {
    "DeviceGray": 1,
    "CalGray": 1,
    "Indexed": 1,
    "I": 1,
    "G": 1,
    "Separation": 1,
    "DeviceRGB": 3,
    "CalRGB": 3,
    "Lab": 3,
    "RGB": 3,
}


def refuse_large_page(pdf: Structure, dictionary: Dictionary) -> None:
    """Raises RefusedError (PAGE_TOO_LARGE) for a page, or what pages inherit from, with a side beyond MAX_PAGE_POINTS."""
    unit = max(1.0, pdf.number(dictionary.get("UserUnit")) or 1.0)
    for key in ("MediaBox", "CropBox"):
        sides = [pdf.number(each) or 0 for each in pdf.array(dictionary.get(key))]
        if len(sides) == 4 and max(abs(sides[2] - sides[0]), abs(sides[3] - sides[1])) * unit > MAX_PAGE_POINTS:
            raise RefusedError(Reason.PAGE_TOO_LARGE, f"A page is larger than {MAX_PAGE_POINTS // 72} inches a side. {PRINT_IT}")


def refuse_large_picture(pdf: Structure, dictionary: Dictionary) -> None:
    """Raises RefusedError (IMAGE_TOO_LARGE) by the dictionary alone: nothing is decoded."""
    if is_picture(pdf, dictionary):
        width, height = (int(pdf.number(dictionary.get(key)) or 0) for key in ("Width", "Height"))
        refuse_large(width, height, decoded_bytes(pdf, dictionary))


def refuse_large(width: int, height: int, size: int) -> None:
    if max(width, height) > MAX_PICTURE_SIDE or size > MAX_PICTURE_BYTES:
        raise RefusedError(Reason.IMAGE_TOO_LARGE, f"A picture in the file is too large ({width:,} × {height:,} pixels). {PRINT_IT}")


def is_picture(pdf: Structure, dictionary: Dictionary) -> bool:
    return pdf.resolve(dictionary.get("Subtype")) == "Image"


def decoded_bytes(pdf: Structure, picture: Dictionary) -> int:
    width, height = (int(pdf.number(picture.get(key)) or 0) for key in ("Width", "Height"))
    mask = pdf.resolve(picture.get("ImageMask")) is True
    bits = 1 if mask else int(pdf.number(picture.get("BitsPerComponent")) or 8)
    components = 1 if mask else _components(pdf, picture.get("ColorSpace"))
    return (width * bits * components + 7) // 8 * height


def measure(pdf: Structure, found: Found) -> int:
    """Bytes that a stream unpacks to. Raises RefusedError (RESOURCE_LIMIT) when they are more than it has a use for."""
    dictionary = pdf.dictionary(found.value)
    limit = MAX_STREAM_BYTES
    if is_picture(pdf, dictionary):
        limit = max(limit, decoded_bytes(pdf, dictionary) * 11 // 10)
    read_sizes = next((SIZES[each] for each in pdf.filters(dictionary) if each in SIZES), None)
    code = bytearray()
    total = 0
    for piece in pdf.unpacked(found):
        total += len(piece)
        if total > limit:
            pdf.budget.exhaust()
        if read_sizes:
            code += piece
    if read_sizes:
        for width, height, row in read_sizes(bytes(code)):
            refuse_large(width, height, row * height)
            pdf.budget.unpack(row * height)
    return total


def _components(pdf: Structure, color_space: Value) -> int:
    resolved = pdf.resolve(color_space)
    if isinstance(resolved, list):
        family = pdf.resolve(resolved[0]) if resolved else None
        if family == "ICCBased" and len(resolved) > 1:
            return int(pdf.number(pdf.dictionary(resolved[1]).get("N")) or 4)
        if family == "DeviceN" and len(resolved) > 1:
            return max(1, len(pdf.array(resolved[1])))
        resolved = family
    return _COMPONENTS.get(str(resolved), 4)
