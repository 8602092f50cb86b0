"""The vendor's page from inside: one look at the vendor, from which everything on it is said."""

from coverwatch.application.portal import arrival, open_link
from coverwatch.application.vendor_page import Reply, page_of
from tests.portals import ON, VendorPortal, a_certificate_too_low


def test_an_upload_and_the_answer_to_it_are_of_the_same_moment() -> None:
    """What is filed between two reads would be told as accepted beside an answer that does not know it yet."""
    portal = VendorPortal()
    upload_id = portal.begin()
    opened = open_link(portal.portal, portal.link(), ON)
    portal.arrives(certificate=a_certificate_too_low(), upload_id=upload_id)

    arrived = arrival(portal.portal, opened, upload_id)

    assert (arrived.came, arrived.record) == (True, None)
    assert page_of(portal.portal, opened, ON).reply is Reply.AWAITING
