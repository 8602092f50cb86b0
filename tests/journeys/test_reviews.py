"""What waits for a person: seen with its fields and pages, decided once, and counted at once."""

import pytest
import requests

from local.demo import Office
from local.examples import certificates
from local.stack import Stack

pytestmark = pytest.mark.journey
VENDOR = {"legal_name": "Keystone Elevator L.P.", "requirement_set": "general-subcontractor"}


def ask(stack: Stack, method: str, path: str, body: object = None, role: str = "reviewer", **headers: str) -> requests.Response:
    authorization = {"Authorization": f"Bearer {stack.token(role)}"}
    return requests.request(method, stack.api + path, json=body, headers=authorization | headers, allow_redirects=False, timeout=60)


def an_upload_of_nobodys(stack: Stack, name: str = "compliant") -> str:
    """A certificate under uploads/unassigned whose insured is the name of two vendors waits for a person."""
    content = next(example.content for example in certificates(stack.clock.today()) if example.name == name)
    before = {review["certificate_id"] for review in ask(stack, "GET", "/reviews").json()["items"]}
    stack.client("s3").put_object(Bucket=stack.bucket, Key="uploads/unassigned/found.pdf", Body=content + b"\n% found in the post")
    stack.wait_until_idle()
    waiting = ask(stack, "GET", "/reviews").json()["items"]
    (one,) = [review for review in waiting if review["certificate_id"] not in before]
    assert one["vendor_id"] is None
    certificate_id: str = one["certificate_id"]
    return certificate_id


def test_a_certificate_that_may_be_either_ones_is_assigned_once_and_counts_at_once(stack: Stack, office: Office) -> None:
    assert ask(stack, "PUT", "/vendors/keystone-again", VENDOR, "admin").status_code == 201
    certificate_id = an_upload_of_nobodys(stack)
    path = f"/certificates/{certificate_id}"
    assert office.ask("GET", "/vendors/keystone-again/authorization")["authorized"] is False
    seen = ask(stack, "GET", path)

    picture = ask(stack, "GET", f"{path}/pages/1")
    assert picture.status_code == 303
    assert requests.get(picture.headers["location"], timeout=60).content.startswith(b"\x89PNG")
    original = ask(stack, "GET", f"{path}/document")
    assert requests.get(original.json()["url"], timeout=60).content.startswith(b"%PDF")
    assert ask(stack, "GET", f"{path}/pages/9").status_code == 404
    assert ask(stack, "POST", f"{path}/review", {"decision": "accept"}, "viewer").status_code == 403
    assert ask(stack, "POST", f"{path}/review", {"decision": "accept"}).json()["title"] == "VENDOR_MISSING"

    accept = {"decision": "accept", "vendor_id": "keystone-again", "note": "By the name on it"}
    stale = ask(stack, "POST", f"{path}/review", accept, **{"If-Match": '"of another moment"'})
    assert (stale.status_code, stale.json()["title"]) == (412, "CHANGED_MEANWHILE")
    decided = ask(stack, "POST", f"{path}/review", accept, **{"If-Match": seen.headers["etag"]})
    assert (decided.status_code, decided.json()["document"]["vendor_id"], decided.json()["status"]) == (
        200,
        "keystone-again",
        "compliant",
    )
    late = ask(stack, "POST", f"{path}/review", accept)
    assert (late.status_code, late.json()["title"]) == (409, "DECIDED_MEANWHILE")
    assert office.ask("GET", "/vendors/keystone-again/authorization")["authorized"] is True
    assert all(review["certificate_id"] != certificate_id for review in ask(stack, "GET", "/reviews").json()["items"])
    assert ask(stack, "PUT", "/vendors/keystone-again", VENDOR | {"legal_name": "Another Name LLC"}, "admin").status_code == 200


def test_an_erased_vendor_leaves_nothing_behind_in_bucket_or_table(stack: Stack, office: Office) -> None:
    name = "Erasable Roofing of Nowhere LLC"
    assert ask(stack, "PUT", "/vendors/erasable", VENDOR | {"legal_name": name}, "admin").status_code == 201
    content = next(example.content for example in certificates(stack.clock.today()) if example.name == "expired")
    stack.client("s3").put_object(Bucket=stack.bucket, Key="uploads/erasable/coi.pdf", Body=content + b"\n% once more")
    stack.wait_until_idle()
    (paper,) = ask(stack, "GET", "/vendors/erasable/certificates").json()["items"]
    assert ask(stack, "DELETE", "/vendors/erasable", role="reviewer").status_code == 403

    erased = ask(stack, "DELETE", "/vendors/erasable", role="admin")

    assert (erased.status_code, erased.json()["done"]) == (200, True)
    assert ask(stack, "GET", "/vendors/erasable").status_code == 404
    assert ask(stack, "GET", f"/certificates/{paper['certificate_id']}").status_code == 404
    versions = stack.client("s3").list_object_versions(Bucket=stack.bucket, Prefix="uploads/erasable/")
    assert "Versions" not in versions
    assert name.casefold() not in str(stack.client("dynamodb").scan(TableName=stack.table)["Items"]).casefold()
