"""The bucket: versions, what is gone, and forms that bind what is uploaded."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import boto3
from botocore.stub import Stubber

from coverwatch.application.ports import ObjectHead
from coverwatch.aws.bucket import Bucket
from coverwatch.aws.clients import SIGNING, client
from tests.fakes import MemoryDocuments
from tests.portals import a_png


def test_an_object_keeps_its_versions(bucket: Bucket) -> None:
    bucket.put("uploads/a", b"first", "application/pdf")
    bucket.put("uploads/a", b"second", "application/pdf")
    versions = list(bucket.versions("uploads/"))

    assert bucket.get("uploads/a") == b"second"
    assert {bucket.get("uploads/a", version.version_id) for version in versions} == {b"first", b"second"}
    assert {version.size for version in versions} == {5, 6}


def test_what_is_not_there_is_none(bucket: Bucket) -> None:
    assert bucket.get("uploads/nothing") is None
    assert bucket.head("uploads/nothing") is None


def test_a_deleted_object_is_gone_and_lists_no_version_that_is_a_mark(bucket: Bucket) -> None:
    bucket.put("uploads/a", b"first", "application/pdf")
    client("s3", SIGNING).delete_object(Bucket=bucket.name, Key="uploads/a")

    assert bucket.get("uploads/a") is None
    assert len(list(bucket.versions("uploads/a"))) == 1


def test_a_delete_mark_is_no_object_whichever_way_it_is_asked_for() -> None:
    s3 = boto3.client("s3", region_name="us-east-1")
    stubber = Stubber(s3)
    stubber.add_client_error("head_object", service_error_code="405", http_status_code=405)
    with stubber:
        assert Bucket(s3, "certificates").head("uploads/a", "the mark") is None


def test_the_files_own_name_comes_back_whatever_letters_it_has(bucket: Bucket) -> None:
    form = bucket.upload_form("uploads/keystone/u1", "Prüfung ✓.pdf", 25)
    name = form["fields"]["x-amz-meta-file-name"]
    client("s3", SIGNING).put_object(Bucket=bucket.name, Key="uploads/keystone/u1", Body=b"x", Metadata={"file-name": name})

    assert name.isascii()
    assert bucket.head("uploads/keystone/u1") == ObjectHead(1, "Prüfung ✓.pdf")


def test_a_form_binds_the_key_the_size_and_the_files_name(aws: None) -> None:
    form = Bucket(client("s3", SIGNING), "certificates").upload_form("uploads/keystone/u1", "our certificate.pdf", 25)
    policy = json.loads(base64.b64decode(form["fields"]["policy"]))

    assert form["fields"]["key"] == "uploads/keystone/u1"
    assert form["fields"]["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert ["content-length-range", 1, 25] in policy["conditions"]
    assert {"key": "uploads/keystone/u1"} in policy["conditions"]
    assert {"x-amz-meta-file-name": "our certificate.pdf"} in policy["conditions"]


def test_an_address_is_good_for_a_minute_and_shows_the_file_as_a_download_of_its_own_name(aws: None) -> None:
    address = urlsplit(Bucket(client("s3", SIGNING), "certificates").address("uploads/keystone/u1", "v1", "Prüfung ✓.pdf"))
    asked = parse_qs(address.query)

    assert address.path.endswith("/uploads/keystone/u1")
    assert (asked["versionId"], asked["X-Amz-Expires"]) == (["v1"], ["60"])
    assert asked["response-content-disposition"] == ["attachment; filename*=UTF-8''Pr%C3%BCfung%20%E2%9C%93.pdf"]


def test_a_form_that_leads_back_binds_where_to(aws: None) -> None:
    form = Bucket(client("s3", SIGNING), "certificates").upload_form(
        "uploads/keystone/u1", None, 25, "https://cover.example/u/t/uploads/u1"
    )
    policy = json.loads(base64.b64decode(form["fields"]["policy"]))

    assert form["fields"]["success_action_redirect"] == "https://cover.example/u/t/uploads/u1"
    assert {"success_action_redirect": "https://cover.example/u/t/uploads/u1"} in policy["conditions"]


def test_a_picture_is_shown_by_an_address_with_its_size(bucket: Bucket) -> None:
    for documents in (bucket, MemoryDocuments()):
        documents.put("derived/c/pages/1.png", a_png(85, 110), "image/png")
        picture = documents.picture("derived/c/pages/1.png")

        assert picture
        assert (picture.width, picture.height) == (85, 110)
        assert picture.address.startswith(documents.origin + "/")
        assert documents.picture("derived/c/pages/2.png") is None


def test_what_is_no_png_is_no_picture(bucket: Bucket) -> None:
    for documents in (bucket, MemoryDocuments()):
        documents.put("derived/c/pages/1.png", b"not one", "image/png")

        assert documents.picture("derived/c/pages/1.png") is None


def test_forms_pictures_and_the_origin_agree_on_where_the_bucket_is() -> None:
    """Elsewhere than in us-east-1 the address names the Region: the general one would lead on, and a form does not follow."""
    s3 = boto3.client("s3", region_name="eu-central-1", aws_access_key_id="a", aws_secret_access_key="b", config=SIGNING)
    bucket = Bucket(s3, "certificates")

    assert bucket.origin == "https://certificates.s3.eu-central-1.amazonaws.com"
    assert bucket.upload_form("uploads/a/b", None, 25)["url"] == f"{bucket.origin}/"
    s3.close()
