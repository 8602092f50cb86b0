"""Pages that show the same fields in other ways: one knob, or a few that go together, at a time."""

from local.specimens.specimen import CityLine, Knobs, Layer, Marks, Signature

EACH_OCCURRENCE = "GeneralLiability_EachOccurrence_LimitAmount_A"

VARIANTS: dict[str, Knobs] = {
    "clean": Knobs(),
    "live form fields": Knobs(layer=Layer.FIELDS),
    "annotations": Knobs(layer=Layer.ANNOTATIONS),
    "outlines": Knobs(layer=Layer.OUTLINES, dpi=150),
    "owner's password": Knobs(layer=Layer.FIELDS, locked=True),
    "XFA": Knobs(layer=Layer.FIELDS, locked=True, xfa=True),
    "ticks": Knobs(marks=Marks.TICKS),
    "dingbats": Knobs(marks=Marks.DINGBATS),
    "dingbats that extract as digits": Knobs(marks=Marks.MISNAMED_DINGBATS),
    "letters for crosses": Knobs(marks=Marks.LETTERS),
    "crosses off the middle": Knobs(marks=Marks.LETTERS, mark_offset=(3.0, -2.5)),
    "scribbled signature": Knobs(signature=Signature.SCRIBBLED),
    "Times": Knobs(font="Times-Roman", size=9.0),
    "Courier": Knobs(font="Courier", size=7.0),
    "embedded font": Knobs(font="Vera", size=7.5),
    "entries on the first line": Knobs(row_line=0),
    "entries on the last line": Knobs(row_line=9),
    "dates that touch": Knobs(touching_dates=True),
    "values past their boxes": Knobs(overflow=True, size=9.5),
    "city, state and code together": Knobs(city_line=CityLine.JOINED),
    "holder high in its box": Knobs(holder_rise=26.0),
    "misspelt labels": Knobs(label_typos=True),
    "yellow marker": Knobs(layer=Layer.IMAGE, highlighted=(EACH_OCCURRENCE, "Policy_GeneralLiability_ExpirationDate_A")),
    "print shifted down": Knobs(shift=(0.0, 14.0)),
    "typeset again": Knobs(scale=(1.0, 1.007), label_typos=True),
    "shrunk": Knobs(layer=Layer.IMAGE, scale=(0.9, 0.87), shift=(0.0, -30.0)),
    "good scan": Knobs(layer=Layer.IMAGE, dpi=300, skew=-0.3, noise=0.04),
    "crooked scan": Knobs(layer=Layer.IMAGE, skew=1.2, noise=0.08, blur=0.6),
    "coarse scan": Knobs(layer=Layer.IMAGE, dpi=150, skew=-0.8, noise=0.1, blur=0.5, jpeg_quality=45),
    "fax": Knobs(layer=Layer.IMAGE, dpi=200, bilevel=True, specks=0.002, skew=0.5),
    "faded scan": Knobs(layer=Layer.IMAGE, fade=0.5, noise=0.06, blur=0.4),
    "scan with a copier's text": Knobs(layer=Layer.IMAGE_WITH_TEXT, skew=0.4, noise=0.05),
    "copier's text with a wrong limit": Knobs(layer=Layer.IMAGE_WITH_TEXT, noise=0.05, hidden_text={EACH_OCCURRENCE: "7,000,000"}),
    "on its side": Knobs(layer=Layer.IMAGE, turn=90, noise=0.05),
    "upside down": Knobs(layer=Layer.IMAGE, turn=180, skew=0.6, noise=0.05),
    "stored on its side": Knobs(rotate_key=270),
    "scan stored on its side": Knobs(layer=Layer.IMAGE, rotate_key=90, skew=1.2, noise=0.05),
}
"""By what is odd about the page."""
