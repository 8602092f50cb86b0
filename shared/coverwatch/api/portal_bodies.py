"""What the vendor's page sends: bounded, and nothing but what its forms and modules have."""

from typing import Annotated
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, Field, field_validator

from coverwatch.domain.line import Line

JSON = "application/json"
LONGEST_BODY = 16 * 1024  # characters; a reason and a file's name fit many times over
MOST_FIELDS = 8  # of a form; ours has two


class Malformed(Exception):
    """A body that no page of ours sends."""


class Said(BaseModel):
    """What a vendor cannot provide, and why."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    line: Line | None = None

    @field_validator("line", mode="before")
    @classmethod
    def _all_is_no_line(cls, given: object) -> object:
        """A plain form has no null."""
        return given or None


class FileNamed(BaseModel):
    """The body by which the page's module announces a file."""

    model_config = ConfigDict(extra="forbid")

    file_name: str | None = Field(default=None, max_length=255)


def file_named_in(body: str) -> FileNamed:
    """The file that a JSON body announces; none that has a name in an empty one. Raises Malformed."""
    try:
        return FileNamed.model_validate_json(_bounded(body) or "{}")
    except ValueError as error:
        raise Malformed from error


def said_in(body: str, content_type: str) -> Said:
    """What a form or a JSON body says. Raises Malformed."""
    try:
        if content_type.startswith(JSON):
            return Said.model_validate_json(_bounded(body))
        return Said.model_validate(dict(parse_qsl(_bounded(body), keep_blank_values=True, max_num_fields=MOST_FIELDS)))
    except ValueError as error:
        raise Malformed from error


def _bounded(body: str) -> str:
    if len(body) > LONGEST_BODY:
        raise Malformed
    return body
