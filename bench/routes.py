"""How long the API's handler takes for each route, in process and with an office in memory: `python bench/routes.py --help`.

The office is in memory, so these are the costs of our own code: routing, validation, assessment, writing the answer. What AWS adds is not
in them. Every route is first asked a few times unmeasured.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from statistics import median, quantiles

from coverwatch.api.gateway import respond
from coverwatch.api.routes import ROUTES
from tests.api.front import APP, Front
from tests.application.offices import KEYSTONE

VENDOR = {"legal_name": "Keystone Elevator L.P.", "requirement_set": "general-subcontractor"}
DECISION = {"decision": "suspend", "reason": "Accident under investigation"}
OF_KEYSTONE = {"vendor_id": KEYSTONE}
SLOWEST_MS = 50.0
"""What the slowest median may be before the benchmark fails: a person waits for the answer."""

ASKED: dict[str, tuple[dict[str, str], object]] = {
    "GET /health": ({}, None),
    "GET /openapi.json": ({}, None),
    "GET /requirement-sets": ({}, None),
    "GET /requirement-sets/{requirement_set_id}": ({"requirement_set_id": "general-subcontractor"}, None),
    "GET /vendors": ({}, None),
    "GET /vendors/{vendor_id}": (OF_KEYSTONE, None),
    "PUT /vendors/{vendor_id}": (OF_KEYSTONE, VENDOR),
    "GET /vendors/{vendor_id}/compliance": (OF_KEYSTONE, None),
    "GET /vendors/{vendor_id}/authorization": (OF_KEYSTONE, None),
    "GET /vendors/{vendor_id}/certificates": (OF_KEYSTONE, None),
    "GET /vendors/{vendor_id}/history": (OF_KEYSTONE, None),
    "POST /vendors/{vendor_id}/uploads": (OF_KEYSTONE, {"file_name": "coi.pdf"}),
    "POST /vendors/{vendor_id}/decisions": (OF_KEYSTONE, DECISION),
    "GET /certificates/{certificate_id}": ({"certificate_id": "c-1"}, None),
    "GET /reviews": ({}, None),
}


def main() -> int:
    """Print median and 99th percentile of each route in milliseconds; 1 if a median is too slow or an answer is no success."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--times", type=int, default=200, help="how often each route is asked")
    times = asked.parse_args().times
    print(f"{'route':<58}{'median ms':>10}{'p99 ms':>10}")
    slowest = 0.0
    for route, (path, body) in ASKED.items():
        taken = sorted(_timed(_asking(route, path, body), times))
        print(f"{route:<58}{median(taken):>10.2f}{quantiles(taken, n=100)[98]:>10.2f}")
        slowest = max(slowest, median(taken))
    print(f"{len(ASKED)} of {len(ROUTES)} routes; slowest median {slowest:.2f} ms, at most {SLOWEST_MS:.0f} ms")
    return int(slowest > SLOWEST_MS)


def _asking(route: str, path: dict[str, str], body: object) -> Callable[[], int]:
    front = Front()

    def ask() -> int:
        front.at += timedelta(seconds=1)
        status: int = respond(APP, ROUTES, lambda: front.office, front.event(route, path, text=_text(body)), None, UTC)["statusCode"]
        return status

    return ask


def _text(body: object) -> str | None:
    return json.dumps(body) if body is not None else None


def _timed(ask: Callable[[], int], times: int) -> Iterator[float]:
    for number in range(times + 10):
        started = time.perf_counter()
        status = ask()
        took = (time.perf_counter() - started) * 1000
        if status >= 400:
            raise SystemExit(f"an answer was {status}")
        if number >= 10:
            yield took


if __name__ == "__main__":
    sys.exit(main())
