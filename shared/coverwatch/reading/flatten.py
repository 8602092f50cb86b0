"""A copy of a document that Textract accepts, and that shows what a person sees."""

import io

import pypdfium2
import pypdfium2.raw as pdfium_raw

from coverwatch.reading.file_type import kind_of
from coverwatch.reading.images import page_images
from coverwatch.reading.pdfium import opened

PICTURE_DPI = 300


def flatten(content: bytes) -> bytes:
    """A PDF without encryption, form or script: form values and annotations become part of the page, the text layer stays.

    Images become a PDF of upright pages. Raises UnopenableDocumentError or OSError for what `inspect` would have refused.
    """
    if kind_of(content) != "pdf":
        return _pictures(content)
    with opened(content) as document:
        for index in range(len(document)):
            page = document[index]
            pdfium_raw.FPDFPage_Flatten(page, pdfium_raw.FLAT_NORMALDISPLAY)
            page.close()
        copy = pypdfium2.PdfDocument.new()
        try:
            copy.import_pages(document)
            output = io.BytesIO()
            copy.save(output)
        finally:
            copy.close()
    return output.getvalue()


def _pictures(content: bytes) -> bytes:
    output = io.BytesIO()
    first, *rest = page_images(content, PICTURE_DPI)
    first.save(output, format="PDF", save_all=True, append_images=rest, resolution=PICTURE_DPI)
    return output.getvalue()
