"""From a specimen to its sheets."""

from local.specimens.editions import form
from local.specimens.filling import filled
from local.specimens.printing import printed
from local.specimens.sheet import Sheet
from local.specimens.specimen import Specimen


def compose(specimen: Specimen) -> tuple[Sheet, ...]:
    """The specimen's pages in order."""
    blank = form(specimen.edition)
    return (Sheet((*printed(blank), *filled(specimen, blank)), blank.title),)
