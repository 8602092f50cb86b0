"""Document → fields → certificate. No network, no clock: bytes and Textract's responses in, a reading out."""

from coverwatch.reading.flatten import flatten
from coverwatch.reading.images import page_images
from coverwatch.reading.inspect import Inspection, Refusal, inspect
from coverwatch.reading.outcome import FieldReading, FormReading, Reading
from coverwatch.reading.read import read
from coverwatch.reading.report import reading_as_json

__all__ = [
    "FieldReading",
    "FormReading",
    "Inspection",
    "Reading",
    "Refusal",
    "flatten",
    "inspect",
    "page_images",
    "read",
    "reading_as_json",
]
