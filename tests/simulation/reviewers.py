"""What reviewers do: correct and accept what waits, reject it, say whose it is, waive, decide; and look again when somebody was faster."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Protocol

from tests.simulation.asking import Answered, Request, ask
from tests.simulation.sheets import LIMIT_FIELD, Sheet
from tests.simulation.world import World

LIMITS: dict[str, Any] = {"rule": "R60", "line": "general_liability"}
"""The rule by which too small a limit fails: an umbrella does not make up for it."""
INSURED: dict[str, Any] = {"rule": "R05", "line": None}
LOOKS = 8  # after which a reviewer leaves a document to others
AMOUNTS = ("1,000,000", "2,000,000", "300,000")


@dataclass(frozen=True)
class Promise:
    """A decision that was answered with success: its row of history, and what the row says now is."""

    event: str
    subject: str
    at: datetime
    after: str | None = None
    actor: str = "somebody"


class Town(Protocol):
    """What reviewers know of everyone else."""

    world: World
    sheets: dict[str, Sheet]
    vendors: dict[str, str]

    def today(self) -> date: ...


@dataclass
class Reviewers:
    """Those who decide, what they asked for, and what they were promised."""

    town: Town
    promises: list[Promise] = field(default_factory=list)
    decided: set[str] = field(default_factory=set)
    """The documents that somebody tried to decide."""
    let_off: set[str] = field(default_factory=set)
    """The vendors that somebody let off something, or tried to."""
    waivers: list[tuple[str, str]] = field(default_factory=list)
    supporting: list[str] = field(default_factory=list)

    @property
    def random(self) -> Random:
        roll: Random = self.town.world.random
        return roll

    # ── documents ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def review(self) -> None:
        """Look at what waits, and decide on one; now and then two reviewers take the same."""

        def pick(answered: Answered) -> None:
            waiting = [item["certificate_id"] for item in answered.body["items"]]
            if waiting:
                chosen = self.random.choice(waiting)
                for _ in range(2 if self.random.random() < 0.3 else 1):
                    self._look(chosen, LOOKS)

        self._ask("GET /reviews", {}, pick)

    def _look(self, certificate_id: str, looks: int) -> None:
        def decide(answered: Answered) -> None:
            if answered.body["status"] == "in_review":
                self._decide(certificate_id, answered, looks)

        self._ask("GET /certificates/{certificate_id}", {"certificate_id": certificate_id}, decide)

    def _decide(self, certificate_id: str, seen: Answered, looks: int) -> None:
        """Decide on the document as it was seen; whoever is refused looks again, since somebody was faster, or it was not to be."""
        route, body = self._decision(certificate_id, seen.body)
        self.decided.add(certificate_id)

        def done(answered: Answered) -> None:
            document = answered.body["document"]
            self.promises.append(Promise("certificate_reviewed", certificate_id, answered.at, document["status"]))
            if route.startswith("POST /documents") and document["status"] == "accepted":
                self.supporting.append(certificate_id)

        def refused(answered: Answered) -> None:
            if answered.status != 404 and looks > 1:
                self._look(certificate_id, looks - 1)

        name = "document_id" if route.startswith("POST /documents") else "certificate_id"
        self._ask(route, {name: certificate_id}, done, body, refused, {"if-match": seen.headers["etag"]})

    def _decision(self, certificate_id: str, seen: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        sheet = self.town.sheets[certificate_id]
        vendor = seen["vendor_id"] or self._owner(sheet)
        route = "POST /certificates/{certificate_id}/review"
        if self.random.random() < 0.2:
            return route, {"decision": "reject", "note": "This is not what we asked for."}
        whose: dict[str, Any] = {} if seen["vendor_id"] else {"vendor_id": vendor}
        self.let_off.add(vendor)
        if seen["certificate"] is None:
            until = {"until": self._day()} if self.random.random() < 0.5 else {}
            return "POST /documents/{document_id}/review", {"decision": "accept", "satisfies": [LIMITS], **until, **whose}
        given: dict[str, Any] = {"decision": "accept", **whose}
        if self.random.random() < 0.5:
            given["corrections"] = {LIMIT_FIELD: self.random.choice(AMOUNTS)}
        if self.random.random() < 0.4:
            given["findings"] = [{**(INSURED if whose else LIMITS), "outcome": self.random.choice(("pass", "pass", "fail"))}]
        return route, given

    def _owner(self, sheet: Sheet) -> str:
        """Whose a document is, which a reviewer now and then mistakes."""
        its = next(vendor for vendor, name in self.town.vendors.items() if name.startswith(sheet.first_word))
        return its if self.random.random() < 0.85 else self._anyone()

    def take_back_support(self) -> None:
        """Reject a supporting document that was accepted, which takes it back."""
        if not self.supporting:
            return self.review()
        document_id = self.random.choice(self.supporting)

        def done(answered: Answered) -> None:
            self.promises.append(Promise("certificate_reviewed", document_id, answered.at, "rejected"))

        body = {"decision": "reject", "note": "It has been withdrawn."}
        return self._ask("POST /documents/{document_id}/review", {"document_id": document_id}, done, body)

    # ── vendors ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def waive(self) -> None:
        vendor = self._anyone()
        self.let_off.add(vendor)

        def done(answered: Answered) -> None:
            self.waivers.append((vendor, answered.body["waiver_id"]))
            self.promises.append(Promise("waiver_granted", answered.body["waiver_id"], answered.at))

        body = {**LIMITS, "reason": "A small job.", "expires_on": self._day()}
        self._ask("POST /vendors/{vendor_id}/waivers", {"vendor_id": vendor}, done, body)

    def revoke(self) -> None:
        if not self.waivers:
            return self.waive()
        vendor, waiver_id = self.random.choice(self.waivers)
        return self._ask("DELETE /vendors/{vendor_id}/waivers/{waiver_id}", {"vendor_id": vendor, "waiver_id": waiver_id})

    def decide_on_vendor(self) -> None:
        """Suspend a vendor, approve or exempt it, or clear that again."""
        vendor, kind = self._anyone(), self.random.choice(("suspend", "approve_non_compliant", "exempt", "clear", "clear"))
        if kind in {"approve_non_compliant", "exempt"}:
            self.let_off.add(vendor)
        body = {"decision": kind, "reason": "As agreed.", **({"until": self._day()} if kind != "clear" else {})}

        def done(answered: Answered) -> None:
            self.promises.append(Promise("decision", vendor, answered.at))

        self._ask("POST /vendors/{vendor_id}/decisions", {"vendor_id": vendor}, done, body)

    # ── asking ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _ask(
        self,
        route: str,
        path: dict[str, str],
        then: Callable[[Answered], None] = lambda _: None,
        body: object = None,
        refused: Callable[[Answered], None] = lambda _: None,
        headers: dict[str, str] | None = None,
    ) -> None:
        ask(self.town.world, Request(route, path, body, headers), then, refused=refused)

    def _day(self) -> str:
        return (self.town.today() + timedelta(days=self.random.randint(3, 40))).isoformat()

    def _anyone(self) -> str:
        return str(self.random.choice(list(self.town.vendors)))
