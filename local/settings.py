"""How a stack is started, and what is answered when its template asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "template.yaml"
STACK_NAME = "coverwatch"
STACK_LOG = "stack.log"
PORT, AWS_PORT = 8000, 4566
# What a person would answer at the first deploy, for trying out.
ANSWERS = {
    "OrganisationName": "Meridian Property Group LLC",
    "Sender": "certificates@holder.example",
    "AlarmAddress": "operations@holder.example",
    "SpecimensAllowed": "true",
    "ApiDocumentation": "true",
}


@dataclass(frozen=True)
class Settings:
    """How a stack is started.

    `port` and `aws_port`: 0 for any free one. `parameters`: over the answers given for trying out. `on`: the day to begin on, None
    for today. `home`: where logs and stack.json go. `pace`: real seconds per second that AWS would wait before it tries again.
    `workers`: at most so many processes for each function.
    """

    port: int = PORT
    aws_port: int = AWS_PORT
    template: Path = TEMPLATE
    parameters: Mapping[str, str] | None = None
    on: date | None = None
    home: Path = ROOT / ".local"
    pace: float = 0.002
    workers: int = 2
    warm: bool = True

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Settings":
        """Settings as another process passes them: paths and days as text."""
        known = dict(told)
        for name in ("template", "home"):
            if name in known:
                known[name] = Path(known[name])
        if known.get("on") is not None:
            known["on"] = date.fromisoformat(known["on"])
        return cls(**known)
