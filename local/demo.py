"""The whole journey on this machine: vendors, certificates, answers, a renewal. Ends with 0 only if everything arrived."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import requests
from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from local.examples import ExampleCertificate, certificates, requirement_sets, vendors
from local.stack import Stack

ARRIVED = {"accepted", "in_review"}
PATIENCE_S = 120.0
RENEWAL_LEAD = timedelta(days=30)
COLOURS = {
    "compliant": "green",
    "compliant_with_waiver": "green",
    "non_compliant": "red",
    "expired": "red",
    "under_review": "yellow",
    "awaiting_certificate": "dim",
}


class Undelivered(Exception):
    """Something that was sent did not arrive."""


@dataclass(frozen=True)
class Office:
    """The staff's API, as a client with a token sees it."""

    api: str
    token: str

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The answer's JSON. Raises Undelivered for anything but a success."""
        headers = {"authorization": f"Bearer {self.token}"}
        answer = requests.request(method, f"{self.api}{path}", json=body, headers=headers, timeout=30)
        if not answer.ok:
            raise Undelivered(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json()

    def upload(self, example: ExampleCertificate) -> str:
        """Send a file by a presigned form, and say its upload id."""
        grant = self.ask("POST", f"/vendors/{example.vendor_id}/uploads", {"file_name": example.filename})
        form = {name: (None, value) for name, value in grant["fields"].items()}
        answer = requests.post(grant["url"], files={**form, "file": (example.filename, example.content)}, timeout=30)
        if not answer.ok:
            raise Undelivered(f"{example.filename}: {answer.status_code} {answer.text}")
        return str(grant["upload_id"])


def main() -> int:
    """Run the demo and print it."""
    console = Console()
    try:
        with console.status("Starting the stack …"), Stack.start(port=0, aws_port=0) as stack:
            run(console, stack)
    except Undelivered as failure:
        console.print(f"[red]Not everything arrived.[/] {failure}")
        return 1
    return 0


def run(console: Console, stack: Stack) -> None:
    """One journey on a running stack. Raises Undelivered."""
    office = Office(stack.api, stack.token("admin"))
    for requirement_set_id, document in requirement_sets().items():
        office.ask("PUT", f"/requirement-sets/{requirement_set_id}", document)
    for vendor_id, vendor in vendors().items():
        office.ask("PUT", f"/vendors/{vendor_id}", vendor)
    today = stack.clock.today()
    uploads = {example.name: (example, office.upload(example)) for example in certificates(today)}
    stack.wait_until_idle(PATIENCE_S)
    console.print(_answers(office, uploads, stack.outbox()))
    _print_cost(console, office, uploads)
    _renew(console, stack, office, today)
    if letters := stack.dead_letters():
        raise Undelivered(f"{len(letters)} dead letters: {letters[0]}")
    _where_next(console)


def _answers(office: Office, uploads: dict[str, tuple[ExampleCertificate, str]], outbox: list[dict[str, Any]]) -> Table:
    """A row per document: whose it is, what was read, the answer, why, and who was written to."""
    table = Table(title="Who may work today, and why not", title_justify="left", show_lines=True, expand=True)
    for heading, ratio in (("Vendor", 3), ("Read", 4), ("Status", 3), ("Open findings", 8), ("Mails", 2)):
        table.add_column(heading, ratio=ratio)
    for example, upload_id in uploads.values():
        certificate = _arrived(office, example, upload_id)
        compliance = office.ask("GET", f"/vendors/{example.vendor_id}/compliance")
        vendor = office.ask("GET", f"/vendors/{example.vendor_id}")
        addresses = {contact["email"] for contact in vendor["contacts"]}
        mails = [mail for mail in outbox if vendor["legal_name"] in mail["subject"] and addresses & set(mail["to"])]
        table.add_row(
            f"{vendor['legal_name']}\n[dim]{example.filename}[/]",
            _what_was_read(certificate),
            _status(compliance),
            _open_findings(compliance["findings"]),
            str(len(mails)),
        )
    return table


def _arrived(office: Office, example: ExampleCertificate, upload_id: str) -> dict[str, Any]:
    upload = office.ask("GET", f"/uploads/{upload_id}")
    if upload["status"] not in ARRIVED:
        raise Undelivered(f"{example.filename} is {upload['status']}")
    certificate: dict[str, Any] = office.ask("GET", f"/certificates/{upload['certificate_id']}")
    return certificate


def _what_was_read(record: dict[str, Any]) -> str:
    certificate = record["certificate"]
    if certificate is None:
        return "\n".join(reason["sentence"] for reason in record["reasons"])
    policies = [policy for policy in certificate["policies"] if policy["number"]]
    ends = sorted({policy["expires_on"] for policy in policies if policy["expires_on"]})
    lines = ", ".join(str(policy["line"]).replace("_liability", "").replace("_", " ") for policy in policies)
    place = f"{certificate['form']} ({certificate['edition']})"
    waits = "" if record["status"] == "accepted" else f"\n[yellow]{record['reasons'][0]['sentence']}[/]"
    return f"{place}: {lines}\n[dim]until {', '.join(ends)}[/]{waits}"


def _status(compliance: dict[str, Any]) -> str:
    word = "[green]may work[/]" if compliance["authorized"] else "[red]may not work[/]"
    status = compliance["status"]
    return f"[{COLOURS.get(status, 'white')}]{status.replace('_', ' ')}[/]\n{word}"


def _open_findings(findings: Iterable[dict[str, Any]]) -> str:
    open_ones = [finding for finding in findings if finding["outcome"] in {"fail", "review"} and finding["severity"] != "info"]
    return "\n".join(f"[dim]{finding['rule']}[/] {finding['message']}" for finding in open_ones) or "[green]none[/]"


def _print_cost(console: Console, office: Office, uploads: dict[str, tuple[ExampleCertificate, str]]) -> None:
    cost = sum(_arrived(office, example, upload_id)["cost"]["millionths"] for example, upload_id in uploads.values())
    console.print(f"Reading these {len(uploads)} documents would have cost ${cost / 1_000_000:.4f} on Textract.\n")


def _renew(console: Console, stack: Stack, office: Office, today: date) -> None:
    """Move the clock to thirty days before a vendor's cover ends, and show the mails that go out on the way."""
    vendor_id, address = "lone-oak-cleaning", "office@loneoak.example"
    valid_until = office.ask("GET", f"/vendors/{vendor_id}/authorization")["valid_until"]
    if valid_until is None:
        raise Undelivered(f"{vendor_id} should be authorized")
    first_uncovered = date.fromisoformat(valid_until) + timedelta(days=1)
    before = len(stack.outbox())
    stack.move_clock(first_uncovered - RENEWAL_LEAD)
    stack.wait_until_idle(PATIENCE_S)
    mails = stack.outbox()[before:]
    table = Table(title=f"Mails that went out from {today} to {stack.clock.today()}", title_justify="left", expand=True)
    for heading, ratio in (("Day", 1), ("To", 3), ("Subject", 6)):
        table.add_column(heading, ratio=ratio)
    for mail in mails:
        table.add_row(mail["at"][:10], ", ".join(mail["to"]), mail["subject"])
    console.print(table)
    day = str(stack.clock.today())
    requests_for_renewal = [mail for mail in mails if address in mail["to"] and mail["at"][:10] == day]
    if not requests_for_renewal:
        raise Undelivered(f"no renewal request to {vendor_id} thirty days before {first_uncovered}")
    console.print(Panel(requests_for_renewal[-1]["text"], title="One of them", title_align="left"))


def _where_next(console: Console) -> None:
    console.print(
        "Everything arrived. Next: [bold]make up[/] keeps the stack running; [bold]coverwatch read FILE --picture out.png[/] shows what is "
        "read from a file of yours; [bold]docs/tour.md[/] follows one certificate through the code."
    )


if __name__ == "__main__":
    sys.exit(main())
