"""Every sentence that a mail can say, by key and language: one file per language under texts/."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from coverwatch.notices.plain import shown

FALLBACK = "en"


class Catalogue:
    """One language's texts. A key that is missing, or a value that a text asks for and does not get, raises KeyError."""

    def __init__(self, language: str, texts: Mapping[str, Any]) -> None:
        self.language = language
        self._texts = texts

    def text(self, key: str, **values: object) -> str:
        """The text of a key like `expiring.title`, with its values filled in: made harmless, since most are other people's words."""
        words = {name: shown(str(value)) for name, value in values.items()}
        text = str(self._value(key)).format_map(words)
        for word in words.values():
            if word.endswith("."):  # "… of Keystone Elevator L.P." ends its sentence itself
                text = text.replace(f"{word}.", word)
        return text

    def has(self, key: str) -> bool:
        """Whether there is a text for the key."""
        try:
            self._value(key)
        except KeyError:
            return False
        return True

    def beside(self, texts: Mapping[str, Any]) -> "Catalogue":
        """These texts and others of the same language; of one key, the others."""
        return Catalogue(self.language, {**self._texts, **texts})

    def day(self, day: date) -> str:
        """A day as the language writes it, the month in letters: no reader takes the month for the day."""
        months = self._value("dates.months")
        return self.text("dates.day", month=months[day.month - 1], day=day.day, year=day.year)

    def dollars(self, amount: int) -> str:
        """Whole dollars."""
        return self.text("numbers.dollars", amount=f"{amount:,}")

    def listed(self, words: tuple[str, ...]) -> str:
        """Several words as one phrase: a, b and c."""
        if len(words) < 2:
            return "".join(words)
        return self.text("numbers.list", first=", ".join(words[:-1]), last=words[-1])

    def _value(self, key: str) -> Any:
        found: Any = self._texts
        for part in key.split("."):
            found = found[part]
        return found


def catalogue(language: str) -> Catalogue:
    """The texts in a vendor's language; in English where there are none. `es-MX` is looked for as `es`."""
    spoken = language.casefold().replace("_", "-").split("-")[0]
    return _loaded(spoken if spoken in languages() else FALLBACK)


@lru_cache
def languages() -> frozenset[str]:
    """The languages that mails can be written in."""
    return frozenset(entry.name.removesuffix(".toml") for entry in files(__package__).joinpath("texts").iterdir())


@lru_cache
def _loaded(language: str) -> Catalogue:
    return Catalogue(language, tomllib.loads(files(__package__).joinpath("texts", f"{language}.toml").read_text("utf-8")))
