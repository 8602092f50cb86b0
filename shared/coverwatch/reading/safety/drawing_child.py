"""Runs as a process of its own: opens and draws the document on standard input, and prints what came of it as JSON.

Started by `trial` by its path, with the module search path as arguments, so that nothing of coverwatch is imported.
The limits are set before pdfium or Pillow is loaded; whatever breaks here breaks only this process.
"""

import contextlib
import io
import json
import resource
import sys
import warnings
from typing import Any

KIND = sys.argv[1]
PROCESSOR_SECONDS, MEMORY_BYTES, MAX_PAGES, DPI, MAX_PIXELS = map(int, sys.argv[2:7])
SEARCH_PATH = sys.argv[7:]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    with contextlib.suppress(ValueError, OSError):  # macOS knows no such limit; Lambda does
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sys.path.extend(SEARCH_PATH)
    content = sys.stdin.buffer.read()
    print(json.dumps(draw_pdf(content) if KIND == "pdf" else draw_image(content)))


def draw_pdf(content: bytes) -> dict[str, Any]:
    import pypdfium2  # noqa: PLC0415 - only once the limits are set
    import pypdfium2.raw  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return {"error": "password" if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD else "damaged"}
    document.init_forms()
    pages = []
    for index in range(min(len(document), MAX_PAGES)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            break
        width, height = page.get_size()
        scale = min(DPI / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
        page.render(scale=scale, grayscale=True, may_draw_forms=True).close()
        page.close()
        pages.append((width, height))
    encrypted = pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) != -1
    return {"pages": pages, "encrypted": encrypted}


def draw_image(content: bytes) -> dict[str, Any]:
    from PIL import Image  # noqa: PLC0415 - only once the limits are set

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    pages = []
    modes = set()
    plain = True
    with Image.open(io.BytesIO(content), formats=[KIND]) as image:
        for index in range(min(getattr(image, "n_frames", 1), MAX_PAGES) if KIND == "TIFF" else 1):
            image.seek(index)
            image.load()
            pages.append(image.size)
            modes.add(image.mode)
            across, down = (float(each) for each in image.info.get("dpi", (1, 1)))
            plain = plain and image.getexif().get(0x0112, 1) == 1 and not image.has_transparency_data and abs(across - down) <= down / 10
    return {"pages": pages, "modes": sorted(modes), "plain": plain}


if __name__ == "__main__":
    main()
