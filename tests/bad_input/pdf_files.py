"""PDFs written by hand, byte by byte: what no PDF library would write."""

import zlib
from collections.abc import Mapping
from hashlib import md5

Objects = dict[int, bytes]

PAGE_1 = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
TEXT = b"BT /F1 14 Tf 72 700 Td (CERTIFICATE OF LIABILITY INSURANCE) Tj ET"


def a_document(
    content: bytes = TEXT, *, resources: bytes = b"/Font<</F1 5 0 R>>", catalog: bytes = b"", page: bytes = b"", **more: bytes
) -> Objects:
    """One page: 1 catalog, 2 pages, 3 page, 4 content, 5 Helvetica. More objects as `object_6=…`."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<%b>>%b>>" % (resources, page),
        4: a_stream(content),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    return objects | {int(key.removeprefix("object_")): value for key, value in more.items()}


def a_stream(data: bytes, dictionary: bytes = b"", *, packed: int = 1) -> bytes:
    """A stream, packed with Flate as many times as asked for."""
    for _ in range(packed):
        data = zlib.compress(data, 9)
    filters = b"/Filter[%b]" % (b"/FlateDecode" * packed) if packed else b""
    return b"<<%b%b/Length %d>>\nstream\n%b\nendstream" % (dictionary, filters, len(data), data)


def written(objects: Mapping[int, bytes], *, trailer: bytes = b"", header: bytes = b"%PDF-1.7\n") -> bytes:
    """The file, with a cross-reference table that is right."""
    output = bytearray(header)
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(output)
        output += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    begins = len(output)
    output += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        output += b"%d 1\n%010d 00000 n \n" % (number, offset)
    output += b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, trailer, begins)
    return bytes(output)


def a_pdf(content: bytes = TEXT, **parts: bytes) -> bytes:
    return written(a_document(content, **parts))


def in_object_stream(objects: Mapping[int, bytes], *, count: int | None = None) -> bytes:
    """The same objects, those that are no streams inside an object stream, with a cross-reference stream that is right."""
    plain = {number: body for number, body in objects.items() if b"\nstream\n" in body}
    inside = {number: body for number, body in objects.items() if number not in plain}
    holder, table = max(objects) + 1, max(objects) + 2
    pairs, data = b"", b""
    for number, body in inside.items():
        pairs += b"%d %d " % (number, len(data))
        data += body + b" "
    stated = len(inside) if count is None else count
    plain[holder] = a_stream(pairs + data, b"/Type/ObjStm/N %d/First %d" % (stated, len(pairs)))
    output = bytearray(b"%PDF-1.7\n")
    entries = {0: (0, 0, 65535)} | {number: (2, holder, place) for place, number in enumerate(inside)}
    for number, body in plain.items():
        entries[number] = (1, len(output), 0)
        output += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    entries[table] = (1, len(output), 0)
    rows = b"".join(
        kind.to_bytes(1, "big") + second.to_bytes(4, "big") + third.to_bytes(2, "big")
        for _, (kind, second, third) in sorted(entries.items())
    )
    index = b" ".join(b"%d 1" % number for number in sorted(entries))
    begins = len(output)
    output += b"%d 0 obj\n" % table
    output += a_stream(rows, b"/Type/XRef/Size %d/Root 1 0 R/W[1 4 2]/Index[%b]" % (table + 1, index))
    output += b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % begins
    return bytes(output)


def with_pages(count: int) -> bytes:
    pages = dict.fromkeys(range(3, 3 + count), b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>")
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    return written({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count)} | pages)


def locked(objects: Mapping[int, bytes], *, user_password: bytes = b"") -> bytes:
    """The file under the standard handler, 128-bit RC4 (ISO 32000-1, 7.6.3), with the owner password `owner`.

    Only streams are locked: the objects must hold no strings.
    """
    file_id, permissions = b"0123456789abcdef", (-44 & 0xFFFFFFFF).to_bytes(4, "little")
    owner = _owner_entry(b"owner", user_password)
    key = md5(_padded(user_password) + owner + permissions + file_id, usedforsecurity=False).digest()
    for _ in range(50):
        key = md5(key, usedforsecurity=False).digest()
    user = _repeatedly(key, md5(_padded(b"") + file_id, usedforsecurity=False).digest()) + bytes(16)
    encrypt = max(objects) + 1
    shut = {number: _locked_object(number, body, key) for number, body in objects.items()}
    shut[encrypt] = b"<</Filter/Standard/V 2/R 3/Length 128/P -44/O<%b>/U<%b>>>" % (owner.hex().encode(), user.hex().encode())
    identity = file_id.hex().encode()
    return written(shut, trailer=b"/Encrypt %d 0 R/ID[<%b><%b>]" % (encrypt, identity, identity))


def _locked_object(number: int, body: bytes, key: bytes) -> bytes:
    before, stream, rest = body.partition(b"\nstream\n")
    if not stream:
        return body
    data, end, _ = rest.rpartition(b"\nendstream")
    own_key = md5(key + number.to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()
    return before + stream + _rc4(own_key, data) + end


def _owner_entry(owner_password: bytes, user_password: bytes) -> bytes:
    key = md5(_padded(owner_password), usedforsecurity=False).digest()
    for _ in range(50):
        key = md5(key, usedforsecurity=False).digest()
    return _repeatedly(key, _padded(user_password))


def _repeatedly(key: bytes, data: bytes) -> bytes:
    for step in range(20):
        data = _rc4(bytes(byte ^ step for byte in key), data)
    return data


def _padded(password: bytes) -> bytes:
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    return (password + padding)[:32]


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) & 255
        box[i], box[j] = box[j], box[i]
    i = j = 0
    output = bytearray()
    for byte in data:
        i = (i + 1) & 255
        j = (j + box[i]) & 255
        box[i], box[j] = box[j], box[i]
        output.append(byte ^ box[(box[i] + box[j]) & 255])
    return bytes(output)
