"""Fonts: every viewer's own, the Vera that reportlab ships, and dingbats that a PDF calls by the wrong names."""

from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFStream
from reportlab.pdfbase.ttfonts import TTFont

EMBEDDED = ("Vera", "VeraBd", "VeraIt")
DINGBATS = "ZapfDingbats"
MISNAMED_DINGBATS = "MisnamedDingbats"
CROSS = "✖"
CROSS_CODE = "6"
"""The cross's code, which is all that is left of it when a PDF does not say which character its glyph means."""

SAYS_ITS_CODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Misnamed def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfchar <36> <0036> endbfchar
endcmap end end"""


class MisnamedFont(pdfmetrics.Font):  # type: ignore[misc]
    """ZapfDingbats whose cross extracts as the digit 6, as agencies' systems embed it."""

    def addObjects(self, document: Any) -> None:  # noqa: N802 (reportlab's name)
        super().addObjects(document)
        internal = document.fontMapping[self.fontName].lstrip("/")
        document.idToObject["BasicFonts"].dict[internal].ToUnicode = document.Reference(PDFStream(content=SAYS_ITS_CODE))


def text_width(text: str, font: str, size: float) -> float:
    """Points, by the font's own metrics."""
    register()
    if font == MISNAMED_DINGBATS:
        text, font = text.replace(CROSS_CODE, CROSS), DINGBATS
    return float(pdfmetrics.stringWidth(text, font, size))


@cache
def register() -> None:
    """Makes the fonts known to reportlab that it does not know by itself."""
    for name in EMBEDDED:
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    pdfmetrics.registerFont(MisnamedFont(MISNAMED_DINGBATS, DINGBATS, "WinAnsiEncoding"))
