"""Values that a PDF keeps outside its page: live form fields, and FreeText annotations over a blank form."""

from collections.abc import Iterable

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFStream,
    PDFString,
    xObjectName,
)
from reportlab.pdfgen.canvas import Canvas

from local.specimens.geometry import FieldBox, Kind
from local.specimens.ink import draw
from local.specimens.marks import mark
from local.specimens.placement import Placement
from local.specimens.sheet import FILLED_IN, Item, Sheet, Text
from local.specimens.specimen import Knobs, Layer

PRINT = 4
HIDDEN = 2
MULTILINE = 1 << 12
NO_SCROLL = 1 << 23
EDITION_FIELD = "Form_EditionIdentifier_A"
DEFAULT_APPEARANCE = "/Helv 8 Tf 0 g"
TICKED = "1"


class Overlay:
    """Adds one document's fields or annotations, page by page, to its canvas."""

    def __init__(self, canvas: Canvas, placement: Placement, knobs: Knobs) -> None:
        self.canvas = canvas
        self.placement = placement
        self.knobs = knobs
        self.widgets: list[PDFObjectReference] = []
        self.drawn = 0

    def add(self, sheet: Sheet) -> None:
        """The sheet's values: every field of the form (FIELDS), or the filled ones alone (ANNOTATIONS)."""
        ink: dict[str, list[Item]] = {}
        for item in sheet.items:
            if item.role in FILLED_IN and item.field is not None:
                ink.setdefault(item.field, []).append(item)
        for name, box in sheet.boxes.items():
            if self.knobs.layer is Layer.ANNOTATIONS:
                if name in ink:
                    self._annotate(box, ink[name])
            else:
                self._field(sheet, box, ink.get(name, []))

    def finish(self) -> None:
        """The document's own entry for its form fields, once all pages are drawn."""
        if not self.widgets:
            return
        document = self.canvas._doc
        helvetica = PDFDictionary({"Type": PDFName("Font"), "Subtype": PDFName("Type1"), "BaseFont": PDFName("Helvetica")})
        form = {
            "Fields": PDFArray(self.widgets),
            "DA": PDFString(DEFAULT_APPEARANCE),
            "DR": PDFDictionary({"Font": PDFDictionary({"Helv": document.Reference(helvetica)})}),
        }
        if self.knobs.xfa:
            packet = (
                b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template xmlns="http://www.xfa.org/schema/xfa-template/2.5/"/></xdp:xdp>'
            )
            form["XFA"] = document.Reference(PDFStream(content=packet))
        document._catalog.AcroForm = document.Reference(PDFDictionary(form))

    def _annotate(self, box: FieldBox, ink: list[Item]) -> None:
        text = "\n".join(item.text for item in ink if isinstance(item, Text)) or "X"
        self._add(
            {
                "Subtype": PDFName("FreeText"),
                "Contents": PDFString(text),
                "DA": PDFString(DEFAULT_APPEARANCE),
                "Rect": self._rectangle(box),
                "F": PRINT,
                "AP": PDFDictionary({"N": self._appearance(box, ink)}),
            }
        )

    def _field(self, sheet: Sheet, box: FieldBox, ink: list[Item]) -> None:
        widget: dict[str, object] = {
            "Subtype": PDFName("Widget"),
            "T": PDFString(box.name),
            "Rect": self._rectangle(box),
            "F": HIDDEN if box.kind is Kind.HIDDEN else PRINT,
        }
        value = sheet.values.get(box.name)
        if box.kind is Kind.MARK:
            ticked = ink if value else list(mark(box, self.knobs))
            states = {TICKED: self._appearance(box, ticked), "Off": self._appearance(box, [])}
            state = PDFName(TICKED if value else "Off")
            widget |= {"FT": PDFName("Btn"), "V": state, "AS": state, "AP": PDFDictionary({"N": PDFDictionary(states)})}
        else:
            text = str(value or "")
            if box.name == EDITION_FIELD and sheet.form is not None:
                text = f"ACORD 0025 {sheet.form.edition.replace('/', '-')} Acroform"
            several = box.kind is Kind.PARAGRAPH or "\n" in text
            widget |= {"FT": PDFName("Tx"), "V": PDFString(text), "Ff": MULTILINE if several else NO_SCROLL}
            widget |= {"DA": PDFString(DEFAULT_APPEARANCE), "AP": PDFDictionary({"N": self._appearance(box, ink)})}
        self.widgets.append(self._add(widget))

    def _add(self, entries: dict[str, object]) -> PDFObjectReference:
        annotation = PDFDictionary({"Type": PDFName("Annot"), "P": self.canvas._doc.thisPageRef(), **entries})
        self.drawn += 1
        name = f"overlay{self.drawn}"
        self.canvas._addAnnotation(annotation, name)
        return self.canvas._doc.refAnnotation(name)

    def _rectangle(self, box: FieldBox) -> PDFObject:
        """The box on the stored page, y upward; a crooked page's box grows to hold its corners."""
        corners = self.placement.corners(box.left, box.top, box.right, box.bottom)
        x = [point[0] for point in corners]
        y = [self.placement.height - point[1] for point in corners]
        return PDFArray([round(number, 2) for number in (min(x), min(y), max(x), max(y))])

    def _appearance(self, box: FieldBox, ink: Iterable[Item]) -> PDFObjectReference:
        """The drawing of one value, in the page's coordinates, cut to its box."""
        self.drawn += 1
        name = f"appearance{self.drawn}"
        rectangle = self._rectangle(box)
        left, bottom, right, top = rectangle.sequence
        self.canvas.beginForm(name, left, bottom, right, top)
        self.canvas.transform(*self.placement.in_pdf())
        draw(self.canvas, ink)
        self.canvas.endForm()
        return PDFObjectReference(xObjectName(name))
