"""Problem details for every error (RFC 9457): a stable code, a sentence, and for a bad body each fault with its path."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

PROBLEM = "application/problem+json"


class FaultAnswer(BaseModel):
    """One fault: where (a JSON pointer into the body, or the parameter's name) and what."""

    path: str
    detail: str


class GatewayAnswer(BaseModel):
    """What API Gateway says by itself: no valid token, too many requests, or a failure of ours."""

    message: str


class ProblemAnswer(BaseModel):
    """Problem details (RFC 9457)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:coverwatch:problem:not-found",
                    "title": "NOT_FOUND",
                    "status": 404,
                    "detail": "There is no such vendor.",
                    "instance": "urn:coverwatch:request:JKJaXmPLvHcESHA=",
                }
            ]
        }
    )

    type: str
    title: str = Field(description="A stable code.")
    status: int
    detail: str = Field(description="A sentence for people.")
    instance: str = Field(description="The request: its id stands in our logs.")
    errors: list[FaultAnswer] | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with what was given; `path` is a JSON pointer."""

    path: str
    sentence: str


class Problem(Exception):
    """An answer that is not a success."""

    def __init__(self, status: int, code: str, sentence: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code
        self.sentence = sentence
        self.faults = faults

    def body(self, request_id: str) -> dict[str, Any]:
        """The document that goes out as application/problem+json; nothing of our inside is in it."""
        body: dict[str, Any] = {
            "type": f"urn:coverwatch:problem:{self.code.lower().replace('_', '-')}",
            "title": self.code,
            "status": self.status,
            "detail": self.sentence,
            "instance": f"urn:coverwatch:request:{request_id}",
        }
        if self.faults:
            body["errors"] = [{"path": fault.path, "detail": fault.sentence} for fault in self.faults]
        return body


def not_found(what: str) -> Problem:
    return Problem(404, "NOT_FOUND", f"There is no such {what}.")
