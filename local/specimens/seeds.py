"""Choices that look like chance and repeat: everything comes from a hash of a name."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar
from uuid import UUID

Chosen = TypeVar("Chosen")


def share(name: str) -> float:
    """A number from 0 up to 1 that belongs to the name."""
    return int.from_bytes(sha256(name.encode()).digest()[:6], "big") / 2**48


def identifier(name: str) -> str:
    """A UUID that belongs to the name."""
    return str(UUID(bytes=sha256(name.encode()).digest()[:16], version=4))


class Draw:
    """A seeded sequence of choices."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.drawn = 0

    def share(self) -> float:
        self.drawn += 1
        return share(f"{self.seed}/{self.drawn}")

    def below(self, bound: int) -> int:
        return int(self.share() * bound)

    def chance(self, likely: float) -> bool:
        return self.share() < likely

    def one_of(self, choices: Sequence[Chosen]) -> Chosen:
        return choices[self.below(len(choices))]

    def digits(self, count: int) -> str:
        return "".join(str(self.below(10)) for _ in range(count))
