"""Document → fields → certificate. No network, no clock: bytes and Textract's responses in, a reading out."""

from coverwatch.reading.outcome import FieldReading, FormReading, Reading
from coverwatch.reading.read import read
from coverwatch.reading.report import reading_as_json

__all__ = ["FieldReading", "FormReading", "Reading", "read", "reading_as_json"]
