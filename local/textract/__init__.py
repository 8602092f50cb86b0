"""A Textract-compatible service that reads real PDFs, scans and pictures on this machine.

It sees pages and knows no form: what it returns is words, lines, cells and marks, in Textract's shapes and with Textract's errors.
"""

from .blocks import MarkProfile
from .errors import TextractError
from .faults import Faults
from .operations import LocalTextract
from .reader import Reader

__all__ = ["Faults", "LocalTextract", "MarkProfile", "Reader", "TextractError"]
