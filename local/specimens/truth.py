"""The truth beside a specimen: what a perfect reader reads."""

from collections.abc import Mapping

from local.specimens.editions import form
from local.specimens.geometry import Kind
from local.specimens.specimen import Signature, Specimen


def truth(specimen: Specimen) -> dict[str, object]:
    """`{"form", "fields"}`: fields by eLabel, blank ones left out, ticked boxes True, line breaks and runs of spaces folded into one space.

    The hidden edition field and the name behind a scribbled signature are left out, since no page shows them. Without a certificate `form`
    is None and `fields` is empty.
    """
    if specimen.edition is None:
        return {"form": None, "fields": {}}
    blank = form(specimen.edition)
    unreadable = {Kind.HIDDEN, Kind.SIGNATURE} if specimen.knobs.signature is Signature.SCRIBBLED else {Kind.HIDDEN}
    return {
        "form": blank.title,
        "fields": _fields(specimen.fields, {name for name, box in blank.fields.items() if box.kind in unreadable}),
    }


def _fields(fields: Mapping[str, str | bool], unseen: set[str]) -> dict[str, str | bool]:
    return {
        name: value if isinstance(value, bool) else " ".join(value.split())
        for name, value in fields.items()
        if value and name not in unseen
    }
