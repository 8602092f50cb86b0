"""Where a form's fields stand once an issuer's habits have moved them: on another line of the row, higher in the holder's box."""

from collections.abc import Mapping
from dataclasses import replace

from local.specimens.geometry import LINE, Band, FieldBox, Form, Kind
from local.specimens.specimen import Knobs

ADDRESSES = tuple(
    tuple(f"{party}_MailingAddress_{part}_A" for part in ("CityName", "StateOrProvinceCode", "PostalCode"))
    for party in ("Producer", "NamedInsured", "CertificateHolder")
)


def placed(form: Form, fields: Mapping[str, str | bool], knobs: Knobs) -> dict[str, FieldBox]:
    """The form's fields in its order, each where this issuer fills it in."""
    rows = {entry: band for band in form.bands for entry in band.entries}
    boxes = {}
    for name, box in form.fields.items():
        if name in rows:
            boxes[name] = _in_row(box, rows[name], str(fields.get(name, "")).count("\n") + 1, knobs.row_line)
        elif name.startswith("CertificateHolder_"):
            boxes[name] = box.moved(dy=-knobs.holder_rise)
        else:
            boxes[name] = box
    return boxes


def _in_row(box: FieldBox, band: Band, lines: int, row_line: int | None) -> FieldBox:
    """The entry's first line: on the asked line or on the form's own, raised so that all its lines stay within the row."""
    lowest = band.bottom - LINE * lines
    top = box.top - LINE * (lines - 1) / 2 if row_line is None else band.top + LINE * row_line
    top = max(band.top, min(top, lowest))
    return replace(box, top=top, bottom=top + LINE)


def is_mark(box: FieldBox) -> bool:
    """Whether the field is a box to tick."""
    return box.kind is Kind.MARK
