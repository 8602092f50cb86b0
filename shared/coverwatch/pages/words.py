"""What pages say, by key and language: the pages' own texts beside the mails' ones, so that both use the same words."""

import tomllib
from functools import lru_cache
from importlib.resources import files

from coverwatch.notices.catalogue import Catalogue, catalogue


def words_for(language: str) -> Catalogue:
    """The texts in a vendor's language; in English where there are none."""
    mails = catalogue(language)
    return _loaded(mails.language)


@lru_cache
def _loaded(language: str) -> Catalogue:
    own = files(__package__).joinpath("texts")
    known = own.joinpath(f"{language}.toml")
    text = (known if known.is_file() else own.joinpath("en.toml")).read_text("utf-8")
    return catalogue(language).beside({"page": tomllib.loads(text)})
