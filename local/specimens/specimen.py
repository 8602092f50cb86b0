"""What is asked for: a certificate's fields, how the page shows them, and the pages that come with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Layer(StrEnum):
    """In what a PDF holds the values."""

    TEXT = "text"
    FIELDS = "fields"
    """Live form fields under ACORD's names."""
    ANNOTATIONS = "annotations"
    """FreeText annotations over the blank form, absent from the page's own text."""
    IMAGE = "image"
    IMAGE_WITH_TEXT = "image_with_text"
    """A scan with the invisible text that a copier's own recognition put over it."""
    OUTLINES = "outlines"
    """Filled shapes alone: neither text nor picture."""


class Marks(StrEnum):
    """How a ticked box is ticked."""

    STROKES = "strokes"
    TICKS = "ticks"
    DINGBATS = "dingbats"
    MISNAMED_DINGBATS = "misnamed_dingbats"
    """Looks like the same cross, and extracts as `6`."""
    LETTERS = "letters"


class CityLine(StrEnum):
    """How city, state and postal code share a line."""

    APART = "apart"
    """Each in its own field: the state far to the right of the city."""
    JOINED = "joined"


class Signature(StrEnum):
    """How the authorized representative signed."""

    TYPED = "typed"
    SCRIBBLED = "scribbled"


@dataclass(frozen=True, slots=True)
class Stray:
    """Text on the page that belongs to no field: an account number, a telephone number, a print date. Points, `y` the baseline."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Knobs:
    """How the page shows the fields. The defaults give a clean page with a text layer. Lengths are points, angles degrees clockwise."""

    layer: Layer = Layer.TEXT
    marks: Marks = Marks.STROKES
    mark_offset: tuple[float, float] = (0.0, 0.0)
    signature: Signature = Signature.TYPED
    font: str = "Helvetica"
    """Helvetica, Times-Roman, Courier, or Vera, which the PDF embeds."""
    size: float = 8.0
    row_line: int | None = None
    """The line of the policy row, from 0, on which letter, boxes, number and dates stand; None: where the form has its fields."""
    touching_dates: bool = False
    """Effective and expiration date without a gap, so that they read as one token."""
    overflow: bool = False
    """Values run past their boxes instead of being narrowed to fit."""
    city_line: CityLine = CityLine.APART
    holder_rise: float = 0.0
    """How much higher than the form's fields the holder's lines stand."""
    label_typos: bool = False
    """Labels misspelt as re-typeset forms have them."""
    strays: tuple[Stray, ...] = ()
    highlighted: tuple[str, ...] = ()
    """Fields under a yellow marker."""
    shift: tuple[float, float] = (0.0, 0.0)
    scale: tuple[float, float] = (1.0, 1.0)
    """About the middle of the page."""
    skew: float = 0.0
    turn: int = 0
    """How the page lies when it is shown: 0, 90, 180 or 270."""
    rotate_key: int = 0
    """The PDF's /Rotate, which a viewer undoes: what is stored lies on its side, what is shown lies as `turn` says."""
    dpi: int = 200
    """Of the picture in a PDF that is one."""
    noise: float = 0.0
    """0 to 1: how much of the picture is grain."""
    specks: float = 0.0
    """0 to 1: the share of pixels that are dirt."""
    blur: float = 0.0
    """Radius in pixels."""
    fade: float = 0.0
    """0 to 1: how far black turns towards white."""
    bilevel: bool = False
    jpeg_quality: int = 85
    hidden_text: Mapping[str, str] = field(default_factory=dict)
    """What the invisible text layer says of a field instead of its value."""
    locked: bool = False
    """Encrypted under an owner's password; opens without one."""
    xfa: bool = False
    """The form fields carry an XFA packet, which Textract refuses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarksPage:
    """An ACORD 101 that continues the certificate's description."""

    remarks: str
    agency: str = ""
    named_insured: tuple[str, ...] = ()
    policy_number: str = ""
    carrier: str = ""
    naic_code: str = ""
    effective_date: str = ""
    customer_id: str = ""
    location: str = ""
    page: str = "1"
    pages: str = "1"
    form_number: str = "25"
    form_title: str = "Certificate of Liability Insurance"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementPage:
    """An endorsement: form as `CG 20 10`, edition as `04 13`, and what its schedule says (empty: a blank schedule)."""

    form: str
    edition: str
    title: str
    policy_number: str
    schedule: tuple[tuple[str, str], ...] = ()
    """Heading and entry."""
    effective_on: str = ""


class Kind(StrEnum):
    """Pages that people send instead of a certificate, or with it."""

    EVIDENCE_OF_PROPERTY = "evidence_of_property"
    DECLARATIONS = "declarations"
    LICENCE = "licence"
    REQUIREMENTS_LETTER = "requirements_letter"
    BLANK = "blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPage:
    """A page that is no certificate of liability insurance."""

    kind: Kind
    named_insured: str = ""
    policy_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificatePage:
    """One more certificate in the same file."""

    fields: Mapping[str, str | bool]
    edition: str = "2016/03"


Page = RemarksPage | EndorsementPage | OtherPage | CertificatePage


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """A document to draw. `fields` is keyed by ACORD's eLabels; ticked boxes are True; a field that is not listed is blank.

    `edition` None: no certificate, only the other pages. A value with line breaks stands on as many lines of its row.
    """

    fields: Mapping[str, str | bool] = field(default_factory=dict)
    edition: str | None = "2016/03"
    knobs: Knobs = field(default_factory=Knobs)
    pages_before: tuple[Page, ...] = ()
    extra_pages: tuple[Page, ...] = ()
    name: str = ""
