"""The settings that template.yaml gives a function, read when a desk is opened, never at import."""

import os
from zoneinfo import ZoneInfo


def setting(name: str) -> str:
    """A setting's text. Raises KeyError with its name when the template does not give it."""
    return os.environ[name]


def time_zone() -> ZoneInfo:
    """The organisation's time zone, which decides what day an event falls on."""
    return ZoneInfo(setting("TIME_ZONE"))


def specimens_allowed() -> bool:
    """Whether a certificate that says SPECIMEN may count: for trying out only."""
    return setting("SPECIMENS_ALLOWED") == "true"
