"""Writes down what it is told, and where it runs."""

import os
from pathlib import Path
from typing import Any

import notebook


def handler(event: Any, context: Any) -> None:
    """Fails while there is a file that says so."""
    notebook.write({"event": event, "remaining": context.get_remaining_time_in_millis(), "environment": dict(os.environ)})
    if Path(os.environ["NOTEBOOK"], "morning-fails").exists():
        raise ValueError("told to fail")
