"""What people do in a run: vendors send certificates, staff ask, publish and look, days pass, and now and then somebody sends rubbish."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from coverwatch.application.records import Upload
from coverwatch.application.uploads import certificate_id_of
from tests.builders import REQUIREMENTS, a_requirement_document
from tests.simulation.asking import Answered, Request, ask
from tests.simulation.deliveries import Message
from tests.simulation.faults import Mishap
from tests.simulation.reviewers import Reviewers
from tests.simulation.sheets import Sheet
from tests.simulation.visitors import Visitors
from tests.simulation.world import ZONE, World
from tests.simulation.writers import Writers

SET = "general-subcontractor"
STRICT: dict[str, Any] = a_requirement_document({"lines.pollution_liability": {"required": True}})
REVIEWED = 0.4  # of the uploads are followed by a look at what waits
ELSEWHERE = "Holdings of Ohio"
NAMES = {"keystone": "Keystone Elevator L.P.", "brightline": "Brightline Glazing Inc.", "northgate": "Northgate Roofing LLC"}


@dataclass
class People:
    """Everyone outside, what they have done, and what became of it."""

    world: World
    sheets: dict[str, Sheet] = field(default_factory=dict)
    """What each upload held, by certificate id."""
    uploads: list[Upload] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    rubbish: int = 0
    """Messages that nobody can understand."""
    answers: list[tuple[str, date, bool]] = field(default_factory=list)
    left: int = 0
    on_answer: Callable[[str, datetime, datetime, Any], None] = lambda *_: None

    def __post_init__(self) -> None:
        self.left = self.world.case.acts
        self.vendors = dict(list(NAMES.items())[: self.world.case.vendors])
        self.reviewers = Reviewers(self)
        self.visitors = Visitors(self)
        self.writers = Writers(self)
        days = self.world.random.sample(range(2, 45), len(self.vendors))
        self.first_end = {vendor: date(2026, 3, 2) + timedelta(days=day) for vendor, day in zip(self.vendors, days)}

    def settle_in(self) -> None:
        """Before anything goes wrong: the requirement set is published, and the vendors are there."""
        self.world.chance.calm = self.world.chance.settling = True
        self._ask("PUT /requirement-sets/{requirement_set_id}", {"requirement_set_id": SET}, REQUIREMENTS)
        self.world.settle()
        for vendor, name in self.vendors.items():
            contacts = [
                {"role": role, "email": f"{role}@{vendor}.example"}
                for role in ("vendor", "producer", "owner", "manager")[: 2 + len(vendor) % 3]
            ]
            body = {"legal_name": name, "requirement_set": SET, "state": "TX", "work_states": ["TX"], "contacts": contacts}
            self._ask("PUT /vendors/{vendor_id}", {"vendor_id": vendor}, body)
            self.world.settle()
        self.world.chance.calm = self.world.chance.settling = False
        assert len(self.world.stage.contents().versions) == len(self.vendors), "the vendors could not settle in"

    def act(self) -> None:
        """One more thing that somebody does."""
        self.left -= 1
        acts = {
            self.send: 30,
            self.send_unassigned: 10,
            self.send_again: 10,
            self.send_two: 8,
            self.send_granted: 8,
            self.request: 8,
            self.publish: 6,
            self.look: 8,
            self.take_back: 3,
            self.days_pass: 12,
            self.send_rubbish: 2,
            self.give_back: 2,
            self.visitors.upload: 10,
            self.writers.write: 8,
            self.visitors.cannot_provide: 2,
            self.visitors.revoke_links: 2,
            self.reviewers.review: 8,
            self.reviewers.take_back_support: 1,
            self.reviewers.waive: 3,
            self.reviewers.revoke: 2,
            self.reviewers.decide_on_vendor: 3,
        }
        chosen = self.world.random.choices(list(acts), list(acts.values()))[0]
        self.world.note("people", chosen.__name__)
        chosen()

    # ── uploads ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def send(self) -> None:
        vendor = self._anyone()
        self.put(f"uploads/{vendor}/{len(self.uploads)}.pdf", self.new_sheet(vendor))

    def send_unassigned(self) -> None:
        """To nobody's folder; of some the name is one that no vendor has."""
        sheet = self.new_sheet(self._anyone())
        if self.world.random.random() < 0.3:
            sheet = replace(sheet, insured=f"{sheet.first_word} {ELSEWHERE}")
        self.put(f"uploads/unassigned/{len(self.uploads)}.pdf", sheet)

    def send_again(self) -> None:
        """The same bytes, under the same key or another."""
        if not self.uploads:
            return self.send()
        earlier = self.world.random.choice(self.uploads)
        sheet = self.sheets[certificate_id_of(earlier)]
        self.put(earlier.key if self.world.random.random() < 0.5 else f"{earlier.key}.again{len(self.uploads)}", sheet)
        return None

    def send_two(self) -> None:
        """Two at once, of which each may be the better, or both the same."""
        vendor = self._anyone()
        first = self.new_sheet(vendor)
        second = first if self.world.random.random() < 0.3 else self.new_sheet(vendor)
        for sheet in (first, second):
            self.put(f"uploads/{vendor}/{len(self.uploads)}.pdf", sheet)

    def send_granted(self) -> None:
        """By the API's form: somebody asks for it, and posts the file."""
        vendor = self._anyone()
        sheet = self.new_sheet(vendor)

        def post(answer: Answered) -> None:
            self.put(answer.body["fields"]["key"], sheet)

        self._ask("POST /vendors/{vendor_id}/uploads", {"vendor_id": vendor}, {"file_name": "certificate.pdf"}, post)

    def take_back(self) -> None:
        """Somebody deletes what was just uploaded."""
        if self.uploads:
            upload = self.uploads[-1]
            self.removed.add(certificate_id_of(upload))
            self.world.stage.remove(upload)

    def put(self, key: str, sheet: Sheet) -> None:
        self.arrived(self.world.stage.upload(key, sheet.content, self.world.now), sheet)

    def arrived(self, upload: Upload, sheet: Sheet) -> None:
        """An object is among the uploads, and S3 tells of it."""
        self.uploads.append(upload)
        self.sheets[certificate_id_of(upload)] = sheet
        self.world.note("people", "upload", upload.key, sheet.kind)
        if not self.world.mishap("objects", Mishap.LOST):
            self.world.s3_events.upload_again(upload)
        self._looked_at_soon()

    def _looked_at_soon(self) -> None:
        """Somebody comes to look at what waits a while after something came, as often as not before it was read."""
        if self.world.random.random() < REVIEWED:
            self.world.at(self.world.now + timedelta(minutes=self.world.random.randint(1, 180)), self.reviewers.review)

    def new_sheet(self, vendor: str) -> Sheet:
        """A new file of a vendor: for the present term or the next one, issued lately."""
        roll = self.world.random
        kind = roll.choices(("good", "poor", "unsure", "hard", "torn", "refused", "blank"), (50, 14, 12, 8, 5, 3, 4))[0]
        expires = self.first_end[vendor] + (timedelta(days=365) if roll.random() < 0.35 else timedelta())
        issued = self.today() - timedelta(days=roll.randint(0, 20))
        return Sheet(kind, self.vendors[vendor], issued, expires, len(self.uploads) + roll.randint(0, 10_000) * 100, roll.random() < 0.5)

    # ── staff ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def request(self) -> None:
        self._ask("POST /vendors/{vendor_id}/certificate-requests", {"vendor_id": self._anyone()})

    def publish(self) -> None:
        """Another version of the requirement set: it asks for one line more, or no longer does."""
        current = self.world.stage.contents().sets[SET].document
        self._ask("PUT /requirement-sets/{requirement_set_id}", {"requirement_set_id": SET}, REQUIREMENTS if current == STRICT else STRICT)

    def look(self) -> None:
        """Somebody asks whether a vendor may work."""
        vendor, began = self._anyone(), self.world.now

        def told(answer: Answered) -> None:
            self.on_answer(vendor, began, self.world.now, answer.body)

        self._ask("GET /vendors/{vendor_id}/authorization", {"vendor_id": vendor}, None, told)

    def _ask(self, route: str, path: dict[str, str], body: object = None, then: Callable[[Answered], None] = lambda _: None) -> None:
        ask(self.world, Request(route, path, body), then)

    # ── the rest ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def days_pass(self) -> None:
        """Nothing happens for days; or an outage: the mornings between are lost, and the last one comes late."""
        days = self.world.random.choice((1, 1, 1, 2, 3, 7))
        self.world.jump(timedelta(days=days))

    def send_rubbish(self) -> None:
        """A message that is not what its queue is for, or of a version that is not known yet: it must be seen, never dropped."""
        queue, body = self.world.random.choice(
            (
                (self.world.uploads, "not json"),
                (self.world.uploads, json.dumps({"Records": [{"eventName": "ObjectCreated:Put", "s3": {}}]})),
                (self.world.readings, json.dumps({"JobId": "1", "Status": "SUCCEEDED", "API": "StartExpenseAnalysis", "JobTag": "x"})),
                (
                    self.world.assessments,
                    json.dumps({"schema": 2, "vendor_id": "keystone", "on": "2026-03-02", "at": "2026-03-02T14:00:00Z"}),
                ),
                (self.world.assessments, json.dumps({"vendor_id": "keystone", "on": "2026-03-02", "at": "2026-03-02T14:00:00Z"})),
                (self.world.deliveries, json.dumps({"Type": "Notification", "Message": "not json"})),
            )
        )
        self.rubbish += 1
        queue.numbers += 1
        queue.waiting[queue.numbers] = Message(queue.numbers, body, self.world.now, rubbish=True)
        queue.soonest = None

    def give_back(self) -> None:
        """An operator gives the dead letters back, while all still goes wrong."""
        for queue in self.world.queues:
            queue.redrive()

    def today(self) -> date:
        return self.world.now.astimezone(ZONE).date()

    def _anyone(self) -> str:
        return str(self.world.random.choice(list(self.vendors)))
