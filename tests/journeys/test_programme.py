"""The programme as a whole over HTTP: many vendors at once, what would change, what ends, what is owed again."""

import csv
import io
from datetime import timedelta

import pytest
import requests

from local.demo import Office
from local.examples import certificates
from local.stack import Stack
from tests.journeys.conftest import mails_to
from tests.journeys.test_reviews import ask

pytestmark = pytest.mark.journey
AMBER = {
    "legal_name": "Amber Glass, Inc.",
    "requirement_set": "general-subcontractor",
    "contacts": [{"role": "vendor", "email": "hello@amber.example"}, {"role": "owner", "email": "projects@amber.example"}],
}
TABLE = """Vendor ID;Legal name;Requirement set;Email
imported-one;Amber Glass, Inc.;general-subcontractor;office@amber.example
imported-two;=HYPERLINK("x");general-subcontractor;
imported-three;Nobody's;no-such-set;
imported-four;Bad Address LLC;general-subcontractor;nobody
"""


def send_table(stack: Stack, text: str, role: str = "admin") -> requests.Response:
    headers = {"Authorization": f"Bearer {stack.token(role)}", "Content-Type": "text/csv"}
    return requests.post(f"{stack.api}/vendors/import", data=text.encode("utf-8-sig"), headers=headers, timeout=60)


def test_a_table_of_vendors_is_taken_row_by_row_and_mails_nobody(stack: Stack, office: Office) -> None:
    mails = len(stack.outbox())

    told = send_table(stack, TABLE)

    rows = {row["vendor_id"]: row for row in told.json()["rows"]}
    assert (told.status_code, told.json()["done"]) == (200, True)
    assert {vendor_id: row["outcome"] for vendor_id, row in rows.items()} == {
        "imported-one": "added",
        "imported-two": "added",
        "imported-three": "refused",
        "imported-four": "refused",
    }
    assert [rows["imported-three"]["line"], rows["imported-four"]["line"]] == [4, 5]
    stack.wait_until_idle()
    assert len(stack.outbox()) == mails
    again = {row["vendor_id"]: row["outcome"] for row in send_table(stack, TABLE).json()["rows"]}
    assert again["imported-one"] == "unchanged"
    assert send_table(stack, "no header that says anything\n1\n").json()["title"] == "NO_NAME"
    assert send_table(stack, TABLE, "reviewer").status_code == 403


def test_vendors_are_found_by_the_beginning_of_a_name_or_by_id(stack: Stack, office: Office) -> None:
    send_table(stack, TABLE)

    by_name = ask(stack, "GET", "/vendors?q=amber%20gl").json()["items"]
    by_id = ask(stack, "GET", "/vendors?q=imported-one").json()["items"]

    assert [vendor["vendor_id"] for vendor in by_name] == ["imported-one"] == [vendor["vendor_id"] for vendor in by_id]


def test_the_report_of_all_vendors_opens_as_a_table_and_runs_nothing(stack: Stack, office: Office) -> None:
    send_table(stack, TABLE)

    where = ask(stack, "GET", "/reports/compliance.csv")

    assert where.status_code == 303
    rows = list(csv.reader(io.StringIO(requests.get(where.headers["location"], timeout=60).content.decode("utf-8-sig"))))
    names = [cell for row in rows for cell in row if "HYPERLINK" in cell]
    assert names == ['\'=HYPERLINK("x")']


def test_ending_cover_is_listed_and_counted(stack: Stack, office: Office) -> None:
    content = next(example.content for example in certificates(stack.clock.today()) if example.name == "running-term")
    vendor_id = next(example.vendor_id for example in certificates(stack.clock.today()) if example.name == "running-term")
    stack.client("s3").put_object(Bucket=stack.bucket, Key=f"uploads/{vendor_id}/term.pdf", Body=content)
    stack.wait_until_idle()
    last_day = office.ask("GET", f"/vendors/{vendor_id}/compliance")["policies"][0]["expires_on"]

    ending = ask(stack, "GET", "/expirations?within=366").json()["items"]

    assert any(end["first_uncovered_on"] == last_day for one in ending if one["vendor_id"] == vendor_id for end in one["ends"])
    assert ask(stack, "GET", "/expirations?within=0").status_code == 400
    stack.move_clock(stack.clock.today() + timedelta(days=1))
    stack.wait_until_idle()
    overview = ask(stack, "GET", "/overview").json()
    assert overview["as_of"]
    assert sum(overview["by_status"].values()) == overview["vendors"] > 0


def test_what_would_change_is_told_and_nothing_is_written(stack: Stack, office: Office) -> None:
    published = office.ask("GET", "/requirement-sets/general-subcontractor")
    stricter = published["document"] | {"lines": published["document"]["lines"] | {"pollution_liability": {"required": True}}}

    tried = ask(stack, "POST", "/requirement-sets/general-subcontractor/try", stricter, "admin").json()

    assert tried["looked_at"] == tried["vendors"] > 0
    assert all(change["before"] != change["after"] or change["reasons"] for change in tried["changes"])
    assert office.ask("GET", "/requirement-sets/general-subcontractor") == published


def test_a_notice_is_sent_again_if_it_is_still_true(stack: Stack, office: Office) -> None:
    send_table(stack, TABLE)
    notice_id = office.ask("POST", "/vendors/imported-one/certificate-requests")["notice_id"]
    stack.wait_until_idle()
    sent = len(mails_to(stack, "office@amber.example"))

    assert ask(stack, "POST", f"/notices/{notice_id}/resend").status_code == 202
    stack.wait_until_idle()

    assert len(mails_to(stack, "office@amber.example")) == sent + 1
    assert ask(stack, "POST", "/notices/imported-one:thanks.x.0/resend").status_code == 404


def test_a_task_is_listed_until_it_is_done(stack: Stack, office: Office) -> None:
    send_table(stack, TABLE)
    ask(stack, "PUT", "/vendors/imported-one", AMBER, "admin")
    ask(stack, "POST", "/vendors/imported-one/certificate-requests")
    stack.wait_until_idle()
    link = next(word for word in mails_to(stack, "hello@amber.example")[-1]["text"].split() if word.startswith(f"{stack.api}/u/"))
    requests.post(f"{link}/cannot-provide", json={"reason": "We have no autos"}, headers={"Accept": "application/json"}, timeout=60)
    stack.wait_until_idle()

    listed = [task for task in ask(stack, "GET", "/tasks").json()["items"] if task["vendor_id"] == "imported-one"]

    assert listed
    for task in listed:
        assert ask(stack, "POST", f"/tasks/{task['notice_id']}/done", {"note": "Talked to them"}).status_code == 200
    assert [task for task in ask(stack, "GET", "/tasks").json()["items"] if task["vendor_id"] == "imported-one"] == []
