"""From a specimen to its sheets."""

from local.specimens.editions import form
from local.specimens.filling import filled, highlights
from local.specimens.other_pages import other_page
from local.specimens.placing import placed
from local.specimens.printing import printed
from local.specimens.sheet import Sheet
from local.specimens.specimen import CertificatePage, Page, Specimen


def compose(specimen: Specimen) -> tuple[Sheet, ...]:
    """The specimen's pages in order. Raises KeyError for an edition or a field that does not exist."""
    own = () if specimen.edition is None else (certificate_sheet(specimen, specimen.edition),)
    before = (_page(page, specimen) for page in specimen.pages_before)
    after = (_page(page, specimen) for page in specimen.extra_pages)
    return (*before, *own, *after)


def certificate_sheet(specimen: Specimen, edition: str) -> Sheet:
    """The ACORD 25 itself."""
    blank = form(edition)
    boxes = placed(blank, specimen.fields, specimen.knobs)
    knobs = specimen.knobs
    items = (*highlights(knobs, boxes), *printed(blank, typos=knobs.label_typos), *filled(specimen, boxes))
    return Sheet(items, blank.title, blank, boxes, specimen.fields)


def _page(page: Page, specimen: Specimen) -> Sheet:
    if isinstance(page, CertificatePage):
        return certificate_sheet(Specimen(fields=page.fields, edition=page.edition, knobs=specimen.knobs), page.edition)
    return other_page(page)
