"""The truth beside a specimen: what a perfect reader reads."""

from collections.abc import Mapping

from local.specimens.editions import form
from local.specimens.geometry import Kind
from local.specimens.specimen import Specimen


def truth(specimen: Specimen) -> dict[str, object]:
    """`{"form", "fields"}`: fields by eLabel, blank ones left out, ticked boxes True, line breaks and runs of spaces folded into one space.

    The hidden edition field is left out, since no page shows it. Without a certificate `form` is None and `fields` is empty.
    """
    if specimen.edition is None:
        return {"form": None, "fields": {}}
    blank = form(specimen.edition)
    return {
        "form": blank.title,
        "fields": _fields(specimen.fields, {name for name, box in blank.fields.items() if box.kind is Kind.HIDDEN}),
    }


def _fields(fields: Mapping[str, str | bool], hidden: set[str]) -> dict[str, str | bool]:
    return {
        name: value if isinstance(value, bool) else " ".join(value.split())
        for name, value in fields.items()
        if value and name not in hidden
    }
