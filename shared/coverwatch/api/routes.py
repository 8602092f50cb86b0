"""The route table: who may ask what. Tests hold it against template.yaml, the OpenAPI document and docs/api.md."""

from coverwatch.api.access import Role
from coverwatch.api.route import Route
from coverwatch.api.staff.certificates import (
    get_certificate,
    get_certificate_document,
    get_certificate_page,
    get_upload,
    grant_an_upload,
    list_certificates,
)
from coverwatch.api.staff.compliance import get_authorization, get_compliance
from coverwatch.api.staff.document import get_docs, get_openapi
from coverwatch.api.staff.health import get_health
from coverwatch.api.staff.notices import close_a_task, list_notices, list_tasks, resend_a_notice
from coverwatch.api.staff.people import cancel_a_policy, decide_on_a_vendor, grant_a_waiver, reinstate_a_policy, revoke_a_waiver
from coverwatch.api.staff.reports import get_compliance_report, get_overview, list_expirations
from coverwatch.api.staff.requirement_sets import get_requirement_set, list_requirement_sets, put_requirement_set, try_a_requirement_set
from coverwatch.api.staff.reviews import get_document, list_reviews, review_a_certificate, review_a_document
from coverwatch.api.staff.vendors import (
    erase_one_vendor,
    get_vendor,
    import_a_table,
    list_history,
    list_vendors,
    patch_one_vendor,
    put_one_vendor,
    reopen_an_address,
    request_a_certificate,
    revoke_upload_links,
)

VIEWER, REVIEWER, ADMIN = Role.VIEWER, Role.REVIEWER, Role.ADMIN
CHANGE = (409, 413, 415, 422)

ROUTES = (
    Route("GET", "/health", None, get_health),
    Route("GET", "/openapi.json", None, get_openapi),
    Route("GET", "/docs", None, get_docs),
    Route("GET", "/requirement-sets", VIEWER, list_requirement_sets),
    Route("GET", "/requirement-sets/{requirement_set_id}", VIEWER, get_requirement_set),
    Route("PUT", "/requirement-sets/{requirement_set_id}", ADMIN, put_requirement_set, problems=(412, *CHANGE)),
    Route("POST", "/requirement-sets/{requirement_set_id}/try", ADMIN, try_a_requirement_set, problems=(413, 415, 422)),
    Route("GET", "/vendors", VIEWER, list_vendors),
    Route("POST", "/vendors/import", ADMIN, import_a_table, problems=(413,), takes_file="text/csv"),
    Route("GET", "/vendors/{vendor_id}", VIEWER, get_vendor),
    Route("PUT", "/vendors/{vendor_id}", ADMIN, put_one_vendor, problems=(412, *CHANGE), also=(201,)),
    Route("PATCH", "/vendors/{vendor_id}", ADMIN, patch_one_vendor, problems=(412, *CHANGE)),
    Route("DELETE", "/vendors/{vendor_id}", ADMIN, erase_one_vendor, also=(202,)),
    Route("DELETE", "/vendors/{vendor_id}/upload-links", REVIEWER, revoke_upload_links, problems=(409, 422)),
    Route("POST", "/vendors/{vendor_id}/reopened-addresses", ADMIN, reopen_an_address, problems=CHANGE),
    Route("POST", "/vendors/{vendor_id}/certificate-requests", REVIEWER, request_a_certificate, 202, (409, 422)),
    Route("POST", "/vendors/{vendor_id}/uploads", REVIEWER, grant_an_upload, 201, (409, 413, 415, 422)),
    Route("GET", "/uploads/{upload_id}", VIEWER, get_upload),
    Route("POST", "/vendors/{vendor_id}/waivers", REVIEWER, grant_a_waiver, 201, CHANGE),
    Route("DELETE", "/vendors/{vendor_id}/waivers/{waiver_id}", REVIEWER, revoke_a_waiver, problems=(409, 422)),
    Route("POST", "/vendors/{vendor_id}/decisions", REVIEWER, decide_on_a_vendor, 201, CHANGE),
    Route("POST", "/vendors/{vendor_id}/cancellations", REVIEWER, cancel_a_policy, 201, CHANGE),
    Route("POST", "/vendors/{vendor_id}/reinstatements", REVIEWER, reinstate_a_policy, 201, CHANGE),
    Route("GET", "/vendors/{vendor_id}/compliance", VIEWER, get_compliance, problems=(422,)),
    Route("GET", "/vendors/{vendor_id}/authorization", VIEWER, get_authorization, problems=(422,)),
    Route("GET", "/vendors/{vendor_id}/certificates", VIEWER, list_certificates),
    Route("GET", "/certificates/{certificate_id}", VIEWER, get_certificate),
    Route("GET", "/certificates/{certificate_id}/document", VIEWER, get_certificate_document, 303),
    Route("GET", "/certificates/{certificate_id}/pages/{page}", VIEWER, get_certificate_page, 303),
    Route("GET", "/reviews", VIEWER, list_reviews),
    Route("POST", "/certificates/{certificate_id}/review", REVIEWER, review_a_certificate, problems=(412, *CHANGE)),
    Route("GET", "/documents/{document_id}", VIEWER, get_document),
    Route("POST", "/documents/{document_id}/review", REVIEWER, review_a_document, problems=(412, *CHANGE)),
    Route("GET", "/notices", VIEWER, list_notices, problems=(404,)),
    Route("POST", "/notices/{notice_id}/resend", REVIEWER, resend_a_notice, 202, (409, 422)),
    Route("GET", "/tasks", VIEWER, list_tasks),
    Route("POST", "/tasks/{notice_id}/done", REVIEWER, close_a_task, problems=CHANGE),
    Route("GET", "/overview", VIEWER, get_overview),
    Route("GET", "/expirations", VIEWER, list_expirations),
    Route("GET", "/reports/compliance.csv", VIEWER, get_compliance_report, 303),
    Route("GET", "/vendors/{vendor_id}/history", VIEWER, list_history),
)
