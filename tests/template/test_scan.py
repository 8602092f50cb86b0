"""Checkov's findings are held against the accepted ones, in both directions."""

from tests.template.scan import accepted_findings, complaints

QUEUE = ("CKV_1", "Queues are encrypted", "AWS::SQS::Queue.UploadsQueue")
BUCKET = ("CKV_1", "Queues are encrypted", "AWS::S3::Bucket.CertificatesBucket")
REASON = "Encrypted with the keys that SQS itself manages."


def test_an_accepted_finding_is_in_order() -> None:
    assert complaints([QUEUE], {"CKV_1": {"on": "AWS::SQS::Queue", "reason": REASON}}) == []


def test_a_finding_that_nobody_accepted_is_told() -> None:
    assert complaints([QUEUE], {}) == ["CKV_1 Queues are encrypted: AWS::SQS::Queue.UploadsQueue"]


def test_a_check_is_accepted_for_one_type_of_resource_only() -> None:
    accepted = {"CKV_1": {"on": "AWS::SQS::Queue", "reason": REASON}}
    assert complaints([QUEUE, BUCKET], accepted) == ["CKV_1 Queues are encrypted: AWS::S3::Bucket.CertificatesBucket"]


def test_an_acceptance_that_is_no_longer_needed_is_told() -> None:
    assert complaints([], {"CKV_1": {"on": "AWS::SQS::Queue", "reason": REASON}}) == ["CKV_1 is accepted, and no longer found"]


def test_nothing_is_accepted_without_a_reason() -> None:
    assert complaints([QUEUE], {"CKV_1": {"on": "AWS::SQS::Queue"}}) == ["CKV_1 is accepted without a reason"]
    assert all(len(entry["reason"]) >= 40 for entry in accepted_findings().values())
