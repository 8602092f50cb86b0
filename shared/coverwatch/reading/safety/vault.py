"""Encryption taken off without trusting the file: its objects are moved, still encrypted, into a plain frame, and pdfium writes them open.

Strings and streams are locked by object number, so each keeps its own. What the file says of its own order (cross-references, object
streams, pages) stays outside, so that nothing is unpacked: that is the caller's, with its own limits, on what comes out.
"""

import io
import re

import pypdfium2
import pypdfium2.raw as pdfium_raw

from coverwatch.reading.pdfium import PDFIUM, UnopenableDocumentError
from coverwatch.reading.safety.structure import Found, Structure
from coverwatch.reading.safety.syntax import Ref, Value


def without_encryption(pdf: Structure) -> bytes:
    """The objects of an encrypted file as a plain one. Raises UnopenableDocumentError, `needs_password` if it asks for one."""
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(_framed(pdf))
        except pypdfium2.PdfiumError as error:
            needs_password = error.err_code == pdfium_raw.FPDF_ERR_PASSWORD
            raise UnopenableDocumentError(str(error), needs_password=needs_password) from error
        try:
            output = io.BytesIO()
            document.save(output, flags=pdfium_raw.FPDF_REMOVE_SECURITY)
        except pypdfium2.PdfiumError as error:
            raise UnopenableDocumentError(str(error)) from error
        finally:
            document.close()
    return output.getvalue()


def _framed(pdf: Structure) -> bytes:
    held = [each for each in pdf.by_number.values() if not _is_cross_reference(pdf, each)]
    free = max((each.number or 0 for each in held), default=0) + 1
    trailer = next(each for each in reversed(pdf.trailers) if "Encrypt" in each)
    output = io.BytesIO()
    output.write(b"%PDF-1.7\n")
    offsets: dict[int, tuple[int, int]] = {}

    def write(number: int, generation: int, body: bytes) -> None:
        offsets[number] = (output.tell(), generation)
        output.write(b"%d %d obj\n%b\nendobj\n" % (number, generation, body))

    for each in held:
        write(each.number or 0, each.generation, _body(pdf, each))
    references = b" ".join(_written(Ref(each.number or 0, each.generation)) for each in held)
    write(free, 0, b"<</Type/Catalog/Pages %d 0 R/Held[%b]>>" % (free + 1, references))
    write(free + 1, 0, b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (free + 2))
    write(free + 2, 0, b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]>>" % (free + 1))
    begins = output.tell()
    output.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, (offset, generation) in sorted(offsets.items()):
        output.write(b"%d 1\n%010d %05d n \n" % (number, offset, generation))
    output.write(b"trailer\n<</Size %d/Root %d 0 R/Encrypt %b/ID %b>>\n" % (free + 3, free, *_locks(trailer)))
    output.write(b"startxref\n%d\n%%%%EOF\n" % begins)
    return output.getvalue()


def _locks(trailer: dict[str, Value]) -> tuple[bytes, bytes]:
    return _written(trailer["Encrypt"]), _written(trailer.get("ID", [b"", b""]))


def _is_cross_reference(pdf: Structure, found: Found) -> bool:
    return found.stream_begins is not None and pdf.resolve(pdf.dictionary(found.value).get("Type")) == "XRef"


def _body(pdf: Structure, found: Found) -> bytes:
    value = pdf.data[found.begins : found.ends]
    if found.stream_begins is None:
        return value
    start, end = pdf.packed(found)
    packed = pdf.data[start:end]
    return re.sub(rb"\s+$", b"", value) + b"\nstream\n" + packed + b"\nendstream"


def _written(value: Value) -> bytes:
    """PDF syntax again, for the few values that a trailer holds."""
    if isinstance(value, Ref):
        return b"%d %d R" % value
    if isinstance(value, bytes):
        return b"<" + value.hex().encode() + b">"
    if isinstance(value, str):
        return b"/" + value.encode("latin-1")
    if isinstance(value, bool) or value is None:
        return {True: b"true", False: b"false", None: b"null"}[value]
    if isinstance(value, list):
        return b"[" + b" ".join(map(_written, value)) + b"]"
    if isinstance(value, dict):
        return b"<<" + b" ".join(b"/" + key.encode("latin-1") + b" " + _written(each) for key, each in value.items()) + b">>"
    return str(value).encode()
