"""The demo's requirement sets."""

from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "requirement_sets.yaml"


def requirement_sets() -> dict[str, dict[str, Any]]:
    """The documents that `PUT /requirement-sets/{id}` takes, by id."""
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return loaded
