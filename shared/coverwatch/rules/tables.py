"""Dated tables of facts that rules read: data files with a source beside each entry."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one day. Another table can be given to `assess`, to try a change."""


TABLES = Tables()
