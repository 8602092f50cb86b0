"""The staff's routes: one function per row of the route table, from a request to an answer."""

from datetime import date

from coverwatch.api.bodies import UploadBody, VendorBody
from coverwatch.api.documents import body_in, document_in
from coverwatch.api.problems import Problem, not_found
from coverwatch.api.routing import Answer, Request, Role, Route
from coverwatch.api.views import (
    authorization_view,
    certificate_view,
    compliance_view,
    history_view,
    notice_view,
    requirement_set_view,
    vendor_view,
)
from coverwatch.application.grants import grant_upload, uploaded
from coverwatch.application.office import Office
from coverwatch.application.requirement_sets import publish
from coverwatch.application.vendors import answer_for, list_vendors, put_vendor, request_certificate, the_file
from coverwatch.domain.assessment import VendorStatus

LONGEST_LIST = 100


def health(office: Office, request: Request) -> Answer:  # noqa: ARG001 — every route has the same shape
    return Answer({"status": "ok"})


def put_requirement_set(office: Office, request: Request) -> Answer:
    stored = publish(office, request.path["id"], document_in(request.body, request.content_type), request.asked)
    return Answer(requirement_set_view(stored))


def get_requirement_set(office: Office, request: Request) -> Answer:
    stored = office.records.requirement_set(request.path["id"])
    if stored is None:
        raise not_found("requirement set")
    return Answer(requirement_set_view(stored))


def get_requirement_sets(office: Office, request: Request) -> Answer:  # noqa: ARG001 — as above
    return Answer({"items": [requirement_set_view(stored) for stored in office.records.requirement_sets()]})


def put_one_vendor(office: Office, request: Request) -> Answer:
    vendor = body_in(VendorBody, request.body, request.content_type).vendor(request.path["id"])
    filed, new = put_vendor(office, vendor, request.asked)
    return Answer(vendor_view(vendor, filed.file.standing), 201 if new else 200)


def get_vendor(office: Office, request: Request) -> Answer:
    file = the_file(office, request.path["id"])
    return Answer(vendor_view(file.facts.vendor, file.standing))


def get_vendors(office: Office, request: Request) -> Answer:
    statuses = (_status(request.query["status"]),) if "status" in request.query else tuple(VendorStatus)
    listed = list_vendors(office, statuses, None, _limit(request))
    return Answer({"items": [vendor_view(one.vendor, one.standing) for one in listed]})


def post_certificate_request(office: Office, request: Request) -> Answer:
    notice_id = request_certificate(office, request.path["id"], request.asked)
    return Answer({"notice_id": notice_id}, 202)


def post_upload(office: Office, request: Request) -> Answer:
    body = body_in(UploadBody, request.body or "{}", request.content_type)
    granted = grant_upload(office, request.path["id"], body.file_name, request.asked)
    grant = granted.grant
    return Answer({"upload_id": grant.upload_id, "url": granted.url, "fields": granted.fields, "expires_at": grant.expires_at}, 201)


def get_upload(office: Office, request: Request) -> Answer:
    _, record = uploaded(office, request.path["upload_id"])
    if record is None:
        return Answer({"status": "awaited", "certificate_id": None})
    return Answer({"status": record.status.value, "certificate_id": record.certificate_id})


def get_compliance(office: Office, request: Request) -> Answer:
    found = answer_for(office, request.path["id"], _day(request))
    return Answer(compliance_view(found.assessment, found.file))


def get_authorization(office: Office, request: Request) -> Answer:
    return Answer(authorization_view(answer_for(office, request.path["id"], _day(request)).assessment))


def get_certificates(office: Office, request: Request) -> Answer:
    records = sorted(the_file(office, request.path["id"]).certificates, key=lambda record: record.received_at, reverse=True)
    return Answer({"items": [certificate_view(record) for record in records]})


def get_certificate(office: Office, request: Request) -> Answer:
    record = office.records.certificate(request.path["id"])
    if record is None:
        raise not_found("certificate")
    return Answer(certificate_view(record))


def get_notices(office: Office, request: Request) -> Answer:
    if "vendor" not in request.query:
        raise Problem(400, "INVALID_PARAMETER", "Give the vendor.")
    return Answer({"items": [notice_view(record) for record in the_file(office, request.query["vendor"]).notices]})


def get_history(office: Office, request: Request) -> Answer:
    the_file(office, request.path["id"])
    return Answer({"items": [history_view(row) for row in office.records.history(request.path["id"])]})


def _day(request: Request) -> date:
    if "on" not in request.query:
        return request.asked.on
    try:
        return date.fromisoformat(request.query["on"])
    except ValueError as error:
        raise Problem(400, "INVALID_PARAMETER", "`on` must be a day, as 2026-11-24.") from error


def _limit(request: Request) -> int:
    text = request.query.get("limit", str(LONGEST_LIST))
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= LONGEST_LIST):
        raise Problem(400, "INVALID_PARAMETER", f"`limit` must be 1 to {LONGEST_LIST}.")
    return int(text)


def _status(text: str) -> VendorStatus:
    try:
        return VendorStatus(text)
    except ValueError as error:
        raise Problem(400, "INVALID_PARAMETER", f"`status` must be one of {', '.join(VendorStatus)}.") from error


ROUTES = (
    Route("GET", "/health", None, health),
    Route("GET", "/requirement-sets", Role.VIEWER, get_requirement_sets),
    Route("GET", "/requirement-sets/{id}", Role.VIEWER, get_requirement_set),
    Route("PUT", "/requirement-sets/{id}", Role.ADMIN, put_requirement_set),
    Route("GET", "/vendors", Role.VIEWER, get_vendors),
    Route("GET", "/vendors/{id}", Role.VIEWER, get_vendor),
    Route("PUT", "/vendors/{id}", Role.ADMIN, put_one_vendor),
    Route("POST", "/vendors/{id}/certificate-requests", Role.REVIEWER, post_certificate_request),
    Route("POST", "/vendors/{id}/uploads", Role.REVIEWER, post_upload),
    Route("GET", "/uploads/{upload_id}", Role.VIEWER, get_upload),
    Route("GET", "/vendors/{id}/compliance", Role.VIEWER, get_compliance),
    Route("GET", "/vendors/{id}/authorization", Role.VIEWER, get_authorization),
    Route("GET", "/vendors/{id}/certificates", Role.VIEWER, get_certificates),
    Route("GET", "/certificates/{id}", Role.VIEWER, get_certificate),
    Route("GET", "/notices", Role.VIEWER, get_notices),
    Route("GET", "/vendors/{id}/history", Role.VIEWER, get_history),
)
"""Who may ask what. A test holds it against template.yaml."""
