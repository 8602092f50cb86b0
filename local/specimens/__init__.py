"""Certificates drawn from data: own artwork on the forms' layout, invented companies, the truth beside it."""

from local.specimens.composing import compose
from local.specimens.pdf import write_pdf
from local.specimens.specimen import Knobs, Marks, Specimen

__all__ = ["Knobs", "Marks", "Specimen", "draw_pdf", "truth"]


def draw_pdf(specimen: Specimen) -> bytes:
    """The specimen as a PDF; the same specimen gives the same bytes."""
    return write_pdf(compose(specimen))


def truth(specimen: Specimen) -> dict[str, object]:
    """What a perfect reader reads: `{"form", "fields"}`, blank fields left out, ticked boxes True."""
    return {"form": f"ACORD 25 ({specimen.edition})", "fields": {name: value for name, value in specimen.fields.items() if value}}
