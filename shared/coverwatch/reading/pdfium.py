"""The door to pdfium: one lock, documents opened with their forms, pages drawn as a person sees them.

pdfium is not thread-safe, not even across documents. Lambda runs one event at a time, the local stack does not: every call into
pdfium, from any module, is made while `PDFIUM` is held. The lock is re-entrant, and never held across a `yield`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

import pypdfium2
import pypdfium2.raw as pdfium_raw
from PIL import Image

from coverwatch.reading.safety.limits import MAX_PAGES

PDFIUM = RLock()


class UnopenableDocumentError(ValueError):
    """pdfium cannot open the document: broken beyond repair, or `needs_password`."""

    def __init__(self, message: str, *, needs_password: bool = False) -> None:
        super().__init__(message)
        self.needs_password = needs_password


class Document(pypdfium2.PdfDocument):  # type: ignore[misc]  # pypdfium2 tells no types
    """A document whose length is that of the pages that it has: pdfium believes what the file claims."""

    def __len__(self) -> int:
        count = min(int(super().__len__()), MAX_PAGES)
        size = pdfium_raw.FS_SIZEF()
        while count and not pdfium_raw.FPDF_GetPageSizeByIndexF(self, count - 1, size):
            count -= 1
        return count


@contextmanager
def opened(content: bytes) -> Iterator[Document]:
    """Open a PDF with an empty password and its forms ready to be drawn; holds the lock until it is closed.

    Raises UnopenableDocumentError.
    """
    with PDFIUM:
        document = open_document(content)
        try:
            yield document
        finally:
            document.close()


def open_document(content: bytes) -> Document:
    """Open a PDF with an empty password and its forms ready to be drawn. The caller holds the lock and closes the document."""
    try:
        document = Document(content)
    except pypdfium2.PdfiumError as error:
        needs_password = error.err_code == pdfium_raw.FPDF_ERR_PASSWORD
        raise UnopenableDocumentError(str(error), needs_password=needs_password) from error
    try:
        document.init_forms()
    except pypdfium2.PdfiumError:
        document.close()
        raise UnopenableDocumentError("the form cannot be read") from None
    return document


def picture(page: pypdfium2.PdfPage, dpi: float, *, gray: bool, forms: bool = True) -> Image.Image:
    """Draw a page with annotations and, unless told not to, form values, turned as its /Rotate says. The caller holds the lock."""
    bitmap = page.render(scale=dpi / 72, grayscale=gray, may_draw_forms=forms)
    try:
        image: Image.Image = bitmap.to_pil()
        return image.copy()  # the bitmap's memory ends with it
    finally:
        bitmap.close()
