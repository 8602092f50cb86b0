"""Passwords and forms that only Adobe's software shows (F9–F11)."""

import io

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from coverwatch.reading.inspect import Reason, inspect
from tests.bad_input.pdf_files import a_document, a_pdf, a_stream, in_object_stream, locked, written


def a_reportlab_pdf(user_password: str, strength: int) -> bytes:
    output = io.BytesIO()
    canvas = Canvas(output, encrypt=StandardEncryption(user_password, "owner", canPrint=0, canCopy=0, strength=strength))
    canvas.drawString(72, 700, "CERTIFICATE OF LIABILITY INSURANCE")
    canvas.save()
    return output.getvalue()


@pytest.mark.parametrize("strength", [40, 128])
def test_a_file_that_asks_for_a_password_is_refused(strength: int) -> None:
    inspection = inspect(a_reportlab_pdf("secret", strength))

    assert inspection.refusal is not None
    assert inspection.refusal.reason == Reason.ENCRYPTED
    assert "password" in inspection.refusal.sentence


@pytest.mark.parametrize("strength", [40, 128])
def test_a_file_that_only_its_owner_may_change_is_read_from_a_flattened_copy(strength: int) -> None:
    inspection = inspect(a_reportlab_pdf("", strength))

    assert inspection.refusal is None
    assert inspection.pages == 1
    assert inspection.needs_flattening


def test_our_own_lock_is_one_that_pdfium_opens() -> None:
    assert inspect(locked(a_document())).refusal is None
    refusal = inspect(locked(a_document(), user_password=b"secret")).refusal
    assert refusal is not None
    assert refusal.reason == Reason.ENCRYPTED


def test_a_script_under_a_lock_is_found() -> None:
    objects = a_document(catalog=b"/OpenAction<</S/JavaScript/JS 6 0 R>>", object_6=a_stream(b"app.launchURL('http://x.example')"))

    assert reason(locked(objects)) == Reason.ACTIVE_CONTENT


def test_a_bomb_under_a_lock_is_found() -> None:
    objects = a_document() | {4: a_stream(bytes(65 * 1024 * 1024), packed=2)}

    assert reason(locked(objects)) == Reason.RESOURCE_LIMIT


def test_a_lock_that_only_one_of_two_trailers_mentions_is_refused() -> None:
    """Viewers that follow the table see a plain file, viewers that make a new one a locked one: not the same document."""
    lock = locked(a_document())
    encrypt = lock[lock.rindex(b"<</Filter/Standard") : lock.rindex(b"endobj")]
    trailer = lock[lock.rindex(b"trailer") : lock.rindex(b"startxref")]
    two_readings = written(a_document(object_6=encrypt), header=b"%PDF-1.7\n" + trailer)

    assert reason(two_readings) == Reason.MALFORMED


def test_an_xfa_form_is_read_from_a_flattened_copy() -> None:
    form = b"/AcroForm<</XFA[(template) 6 0 R]/Fields[]>>"
    xfa = a_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")

    for content in (a_pdf(catalog=form, object_6=xfa), in_object_stream(a_document(catalog=form, object_6=xfa))):
        inspection = inspect(content)
        assert inspection.refusal is None
        assert inspection.needs_flattening


def test_an_xfa_form_without_pages_of_its_own_is_refused_with_a_way_out() -> None:
    inspection = inspect(a_pdf(catalog=b"/NeedsRendering true/AcroForm<</XFA 6 0 R>>", object_6=a_stream(b"<xdp/>")))

    assert inspection.refusal is not None
    assert inspection.refusal.reason == Reason.XFA_UNSUPPORTED
    assert "print" in inspection.refusal.sentence


@pytest.mark.parametrize("subtype", [b"Widget", b"FreeText", b"Stamp", b"Ink"])
def test_what_a_viewer_draws_over_the_page_is_flattened(subtype: bytes) -> None:
    """Agencies type into FreeText annotations and sign with stamps; whether Textract draws either is not documented."""
    annotation = b"<</Type/Annot/Subtype/%b/Rect[10 10 90 30]/Contents(x)/DA(/F1 9 Tf)>>" % subtype

    assert inspect(a_pdf(page=b"/Annots[6 0 R]", object_6=annotation)).needs_flattening


def test_links_and_attachments_are_no_reason_to_flatten() -> None:
    link = b"<</Type/Annot/Subtype/Link/Rect[10 10 90 30]/A<</S/URI/URI(https://agency.example)>>>>"

    inspection = inspect(a_pdf(page=b"/Annots[6 0 R]", object_6=link))

    assert inspection.refusal is None
    assert not inspection.needs_flattening


def test_embedded_files_are_announced_and_never_opened() -> None:
    names = b"/Names<</EmbeddedFiles<</Names[(a) 6 0 R]>>>>"
    attached = {6: b"<</Type/Filespec/F(a.exe)/EF<</F 7 0 R>>>>", 7: a_stream(b"MZ", b"/Type/EmbeddedFile")}

    inspection = inspect(written(a_document(catalog=names) | attached))

    assert inspection.refusal is None
    assert inspection.flags == ("EMBEDDED_FILES",)


def test_an_empty_list_of_attachments_is_none() -> None:
    assert inspect(a_pdf(catalog=b"/Names<</EmbeddedFiles<</Names[]>>>>")).flags == ()


def reason(content: bytes) -> Reason | None:
    refusal = inspect(content).refusal
    return refusal.reason if refusal else None
