"""May a vendor work, and what is missing: computed when asked, from one consistent read of its facts."""

from coverwatch.api.answers import AuthorizationAnswer, ComplianceAnswer, compliance_answer
from coverwatch.api.asking import AnOffice, WhoAsks
from coverwatch.api.parameters import KnownAt, OnDay, VendorId
from coverwatch.application.vendors import answer_for


def get_compliance(office: AnOffice, asked: WhoAsks, vendor_id: VendorId, on: OnDay = None, known_at: KnownAt = None) -> ComplianceAnswer:
    """Status, findings with their proof, and policies of a vendor on a day"""
    return compliance_answer(answer_for(office, vendor_id, on or asked.on, known_at))


def get_authorization(
    office: AnOffice, asked: WhoAsks, vendor_id: VendorId, on: OnDay = None, known_at: KnownAt = None
) -> AuthorizationAnswer:
    """May this vendor work on a day

    Fails closed: nothing unread, unsure or unmatched counts as cover.
    """
    found = answer_for(office, vendor_id, on or asked.on, known_at).assessment
    return AuthorizationAnswer(authorized=found.authorized, reasons=list(found.reasons), valid_until=found.valid_until)
