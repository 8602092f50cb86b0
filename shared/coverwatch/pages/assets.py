"""Style sheets, modules and pictures of the vendor's page, under an address that changes when one of them does."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served."""

    content_type: str
    content: str


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """Every file by its name."""
    folder = files(__package__).joinpath("vendor", "assets")
    found = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return {entry.name: Asset(TYPES[entry.name.rsplit(".", 1)[1]], entry.read_text("utf-8")) for entry in found}


@lru_cache(maxsize=1)
def version() -> str:
    """12 hexadecimal digits that change with any of the files: all of them stand under it, so modules find each other."""
    return hashlib.sha256("\0".join(f"{name}\0{asset.content}" for name, asset in assets().items()).encode()).hexdigest()[:12]
