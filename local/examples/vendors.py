"""The demo's vendors."""

from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "vendors.yaml"


def vendors() -> dict[str, dict[str, Any]]:
    """The bodies that `PUT /vendors/{id}` takes, by id."""
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return loaded
