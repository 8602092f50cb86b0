"""A Textract-compatible service that reads real PDFs, scans and pictures on this machine.

It sees pages and knows no form: what it returns is words, lines, cells and marks, in Textract's shapes and with Textract's errors.
"""

from .errors import TextractError
from .reader import Reader
from .service import LocalTextract

__all__ = ["LocalTextract", "Reader", "TextractError"]
