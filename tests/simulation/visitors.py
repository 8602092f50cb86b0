"""What vendors do by their page: the mail's link opened in time or late, its upload used once, twice, too late or never."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Protocol

from coverwatch.application.links import VALID_FOR, link_token
from tests.simulation.asking import Answered, Request, ask
from tests.simulation.reviewers import Promise
from tests.simulation.sheets import Sheet
from tests.simulation.world import World

SECRET = b"secret"
ACTOR = "vendor's link"
LOOKS = (15, 60, 300)  # minutes after which a vendor looks what became of its upload


class Town(Protocol):
    """What visitors know of everyone else."""

    world: World
    vendors: dict[str, str]

    def today(self) -> date: ...

    def put(self, key: str, sheet: Sheet) -> None: ...

    def new_sheet(self, vendor: str) -> Sheet: ...


@dataclass(frozen=True)
class Link:
    """A link that a vendor has, and what it had when it was written."""

    vendor: str
    generation: int
    day: date

    @property
    def token(self) -> str:
        return link_token(SECRET, self.vendor, self.generation, self.day)


@dataclass
class Visitors:
    """Those who come by a link, and what they found that should not be."""

    town: Town
    links: list[Link] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    let_in: list[str] = field(default_factory=list)
    """Links that opened and should not have."""

    @property
    def random(self) -> Random:
        roll: Random = self.town.world.random
        return roll

    def upload(self) -> None:
        """Ask for an upload by the page, and post the file: once, twice, after the form has ended, or never."""
        link = self._link()
        sheet = self.town.new_sheet(link.vendor)

        def granted(answered: Answered) -> None:
            key, ends = answered.body["fields"]["key"], datetime.fromisoformat(answered.body["expires_at"])
            for _ in range(self.random.choices((0, 1, 2), (15, 70, 15))[0]):
                wait = timedelta(minutes=self.random.choice((0, 0, 1, 8, 20)))
                self.town.world.at(self.town.world.now + wait, lambda: self._post(key, sheet, ends))
            for minutes in (0, *LOOKS):
                self.town.world.at(self.town.world.now + timedelta(minutes=minutes), lambda: self._look(link, answered.body["upload_id"]))

        self._visit(link, "POST /u/{token}/uploads", {}, granted, {"file_name": "certificate.pdf"})

    def _look(self, link: Link, upload_id: str) -> None:
        self._visit(link, "GET /u/{token}/uploads/{upload_id}", {"upload_id": upload_id})

    def _post(self, key: str, sheet: Sheet, ends: datetime) -> None:
        """S3 takes nothing by a form that has ended."""
        if self.town.world.now < ends:
            self.town.put(key, sheet)

    def cannot_provide(self) -> None:
        link, line = self._link(), self.random.choice(("umbrella_liability", None))

        def kept(answered: Answered) -> None:
            if answered.status == 201:
                self.promises.append(Promise("cannot_provide", line or link.vendor, answered.at, actor=ACTOR))

        self._visit(link, "POST /u/{token}/cannot-provide", {}, kept, {"line": line, "reason": "Our insurer does not offer it."})

    def revoke_links(self) -> None:
        """Staff take every link of a vendor back."""
        vendor = self.random.choice(list(self.town.vendors))
        ask(self.town.world, Request("DELETE /vendors/{vendor_id}/upload-links", {"vendor_id": vendor}), refused=lambda _: None)

    def _link(self) -> Link:
        """A link from an old mail or a new one, of which some have ended."""
        if self.links and self.random.random() < 0.5:
            return self.random.choice(self.links)
        vendor = self.random.choice(list(self.town.vendors))
        file = self.town.world.stage.vendor(vendor)
        day = self.town.today() - timedelta(days=self.random.choice((0, 0, 3, 30, 59, 60, 70)))
        link = Link(vendor, file.generation if file else 1, day)
        self.links.append(link)
        return link

    def _visit(
        self, link: Link, route: str, path: dict[str, str], then: Callable[[Answered], None] = lambda _: None, body: Any = None
    ) -> None:
        """Ask the page as its module does. Whoever was let in must have had a link that held when the request was made."""
        held = self._holds(link)

        def answered_well(answered: Answered) -> None:
            if not held:
                self.let_in.append(f"{route} with {link}")
            then(answered)

        headers = {"accept": "application/json"}
        request = Request(route, {"token": link.token, **path}, body, headers)
        ask(self.town.world, request, answered_well, refused=lambda _: None, gateway=self.town.world.visits)

    def _holds(self, link: Link) -> bool:
        file = self.town.world.stage.vendor(link.vendor)
        return file is not None and file.generation == link.generation and self.town.today() < link.day + VALID_FOR
