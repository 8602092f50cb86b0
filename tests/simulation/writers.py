"""What vendors send by mail: letters to their own address, with certificates or without, once or twice, some from machines."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from coverwatch.application.mail_links import reply_address
from coverwatch.application.records import Upload
from coverwatch.application.sweep import LETTER_DAYS
from coverwatch.application.uploads import LETTERS, certificate_id_of
from tests.letters.raw_mails import a_message, attach, raw
from tests.simulation.faults import Mishap
from tests.simulation.sheets import Sheet
from tests.simulation.world import World

SECRET = b"secret"
DOMAIN = "in.meridian.example"


class Town(Protocol):
    """What writers know of everyone else."""

    world: World
    vendors: dict[str, str]

    def new_sheet(self, vendor: str) -> Sheet: ...

    def arrived(self, upload: Upload, sheet: Sheet) -> None: ...


@dataclass(frozen=True)
class Posted:
    """A letter as it lies in the bucket: to which of a vendor's addresses, and what it brought."""

    stored: Upload
    vendor: str
    generation: int
    sheets: tuple[Sheet, ...]


@dataclass
class Writers:
    """Those who write, and what became of their letters."""

    town: Town
    letters: list[Posted] = field(default_factory=list)
    sheets: dict[bytes, Sheet] = field(default_factory=dict)
    brought: set[tuple[str, Sheet]] = field(default_factory=set)
    """What came of them, by vendor."""

    def __post_init__(self) -> None:
        self.town.world.on_upload = self.unpacked

    def write(self) -> None:
        """A letter with as many certificates as there happen to be, sometimes delivered twice by the mail servers between."""
        roll, world = self.town.world.random, self.town.world
        vendor = roll.choice(list(self.town.vendors))
        file = world.stage.vendor(vendor)
        generation = file.generation if file else 1
        sheets = tuple(self.town.new_sheet(vendor) for _ in range(roll.choices((0, 1, 2), (20, 65, 15))[0]))
        self.sheets |= {sheet.content: sheet for sheet in sheets}
        content = self._letter(vendor, generation, sheets, is_automatic=roll.random() < 0.15)
        for _ in range(2 if roll.random() < 0.1 else 1):
            stored = world.stage.upload(f"{LETTERS}{len(self.letters)}", content, world.now)
            self.letters.append(Posted(stored, vendor, generation, sheets))
            world.note("people", "letter", stored.key, vendor)
            if not world.mishap("objects", Mishap.LOST):
                world.s3_events.letter_again(stored)

    def _letter(self, vendor: str, generation: int, sheets: tuple[Sheet, ...], *, is_automatic: bool) -> bytes:
        to = str(reply_address(SECRET, vendor, generation, DOMAIN))
        headers = {"Message_ID": f"<{len(self.letters)}@{vendor}.example>"} | ({"Auto_Submitted": "auto-replied"} if is_automatic else {})
        message = a_message(sender=f"vendor@{vendor}.example", to=to, **headers)
        for number, sheet in enumerate(sheets):
            attach(message, sheet.content, name=f"{number}.pdf")
        if sheets:
            message.set_boundary("letter")  # the library's own is drawn by a die that no seed holds
        return raw(message, to=to)

    def unpacked(self, key: str, content: bytes) -> None:
        """A function put what a letter brought among the uploads."""
        world, sheet = self.town.world, self.sheets[content]
        self.brought.add((key.split("/")[1], sheet))
        self.town.arrived(next(found for found in world.stage.documents.versions(key) if found.key == key), sheet)

    def unread(self, now: datetime) -> list[str]:
        """The letters that nobody has taken in, though the sweep looks back as far as they are old."""
        records = self.town.world.stage.records
        recent = (letter.stored for letter in self.letters if now - letter.stored.uploaded_at < LETTER_DAYS)
        return [stored.key for stored in recent if not records.has_letter(certificate_id_of(stored))]

    def lost(self) -> list[str]:
        """What letters brought that were taken in, and that is not among the uploads; an address that was taken back is nobody's."""
        stage = self.town.world.stage
        generations = {vendor: file.generation for vendor in self.town.vendors if (file := stage.vendor(vendor)) is not None}
        return [
            f"{letter.stored.key}: {sheet}"
            for letter in self.letters
            if generations[letter.vendor] == letter.generation and stage.records.has_letter(certificate_id_of(letter.stored))
            for sheet in letter.sheets
            if (letter.vendor, sheet) not in self.brought
        ]
