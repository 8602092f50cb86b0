"""Mail that people send to us: opened, within limits, and never trusted. Bytes in, values out."""

from coverwatch.letters.letter import Attachment, Letter, Unopened
from coverwatch.letters.opening import open_letter

__all__ = ["Attachment", "Letter", "Unopened", "open_letter"]
