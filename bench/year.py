"""A year of five vendors on the local stack, through every function, queue and mail, with its counts: `python -m bench.year`.

It is no test, since two runs a day for a year take minutes; the same promises are tested every time on ports in memory, for two hundred
vendors (tests/notices/year.py), and with everything that AWS loses, down to the mails that leave (tests/application/year.py).
"""

import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from local.demo import Office
from local.examples import ExampleCertificate, certificates, requirement_sets
from local.stack import Stack

OUTSIDE = (-30, -14, -7, -1, 1, 3, 7)
OWNER = (-45, -7, -1, 1, 3, 7)
MANAGER = (7, 14)
LATER = 30  # days; the example's second pair of policies ends this much after its first
VENDORS = ("silent", "renews", "late", "bounce", "held")


def address(vendor: str) -> str:
    """A vendor's own address; one of them takes no mail."""
    return f"{'bounce' if vendor == 'bounce' else 'office'}@{vendor}.example"


def both(steps: tuple[int, ...], until: int = 1000) -> list[int]:
    """The days of the steps around both ends, counted from the first, up to the day on which a renewal came."""
    return sorted({day for step in steps for day in (step, step + LATER) if day <= until})


def expected() -> dict[str, list[int]]:
    """On which days each address is written to, thanks apart; addresses that are not here never are."""
    told = {address("silent"): both(OUTSIDE), address("renews"): both(OUTSIDE, -20), address("late"): both(OUTSIDE, 5)}
    for vendor, until in (("silent", 1000), ("bounce", 1000), ("renews", -20), ("late", 5)):
        told[f"agent@{vendor}.example"] = both(OUTSIDE, until)
        told[f"owner@{vendor}.example"] = both(OWNER, until)
        told[f"manager@{vendor}.example"] = both(MANAGER, until)
    return {to: days for to, days in told.items() if days}


def bring(stack: Stack, office: Office, vendor: str, on: date) -> None:
    """Upload a compliant certificate as of a day."""
    example = next(one for one in certificates(on) if one.name == "compliant")
    office.upload(ExampleCertificate(example.name, vendor, f"{on}.pdf", example.content, ""))
    stack.wait_until_idle()


def put(office: Office, vendor: str, **changes: object) -> None:
    """Keep a vendor with its four contacts."""
    contacts = [{"role": "vendor", "email": address(vendor)}, {"role": "producer", "email": f"agent@{vendor}.example"}]
    contacts += [{"role": role, "email": f"{role}@{vendor}.example"} for role in ("owner", "manager")]
    body = {"legal_name": "Keystone Elevator L.P.", "requirement_set": "general-subcontractor", "contacts": contacts}
    office.ask("PUT", f"/vendors/{vendor}", body | changes)


def begin(stack: Stack, office: Office) -> date:
    """Everyone is compliant, and one vendor's mails are held by a person; says the first day without cover."""
    for requirement_set_id, document in requirement_sets().items():
        office.ask("PUT", f"/requirement-sets/{requirement_set_id}", document)
    for vendor in VENDORS:
        put(office, vendor)
        bring(stack, office, vendor, stack.clock.today())
    put(office, "held", hold_mails=True)
    return date.fromisoformat(office.ask("GET", "/vendors/silent/authorization")["valid_until"]) + timedelta(days=1)


def live(stack: Stack) -> tuple[dict[str, list[int]], list[str]]:
    """A year: on which days each address was written to, and what was wrong besides."""
    office = Office(stack.api, stack.token("admin"))
    start, uncovered = stack.clock.today(), begin(stack, office)
    at_once = len(stack.outbox())
    for vendor, step in (("renews", -20), ("late", 5)):
        stack.move_clock(uncovered + timedelta(days=step))
        bring(stack, office, vendor, uncovered + timedelta(days=step))
    stack.move_clock(start + timedelta(days=365))
    mails = [mail for mail in stack.outbox()[at_once:] if "thank you" not in mail["subject"]]
    told: dict[str, list[int]] = {}
    for mail in mails:
        if "takes no mail any more" not in mail["subject"]:
            told.setdefault(mail["to"][0], []).append((date.fromisoformat(mail["at"][:10]) - uncovered).days)
    most = max(Counter((mail["to"][0], mail["at"][:10]) for mail in mails).values())
    wrong = [f"{len(stack.dead_letters())} dead letters"] if stack.dead_letters() else []
    return told, wrong + ([f"{most} mails to one address on one day"] if most > 1 else [])


def main() -> int:
    """Print the counts; 1 if one of them is not as it must be."""
    with tempfile.TemporaryDirectory() as home, Stack.start(port=0, aws_port=0, home=Path(home)) as stack:
        told, wrong = live(stack)
    wanted = expected()
    for to in sorted(wanted.keys() | told.keys()):
        right = told.get(to) == wanted.get(to)
        print(f"{'  ' if right else '✗ '}{to:26} {len(told.get(to, [])):>3} mails, on days {told.get(to, [])}")
        wrong += [] if right else [f"{to}: expected {wanted.get(to, [])}"]
    print("\n".join(wrong) or f"{sum(map(len, told.values()))} mails, each on its day, to whom it concerned, and no other")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
