"""Small documents for tests that need a file, not a certificate."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas


def a_one_page_pdf(text: str = "A page.") -> bytes:
    """One page with one line of text; the same text gives the same bytes."""
    content = BytesIO()
    canvas = Canvas(content, invariant=True)
    canvas.drawString(72, 720, text)
    canvas.save()
    return content.getvalue()
