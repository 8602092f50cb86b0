"""`coverwatch read`: the contract's shape, its exit codes, and the picture of what was read."""

import json
from pathlib import Path

import pytest
from PIL import Image

from local import command
from local.specimens import Layer, draw_pdf
from tests.reading.papers import EACH_OCCURRENCE, INSURED, a_specimen


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("documents") / "certificate.pdf"
    file.write_bytes(draw_pdf(a_specimen(layer=Layer.FIELDS)))
    return file


def test_a_document_is_printed_in_the_contracts_shape(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = command.main(["read", str(document), "--json"])
    printed = json.loads(capsys.readouterr().out)

    assert status == 0
    assert printed.keys() == {"document", "forms", "certificate", "review_required", "review"}
    assert printed["document"].keys() == {"sha256", "pages", "bytes"}
    assert (printed["review_required"], printed["review"]) == (False, [])
    form = printed["forms"][0]
    assert (form["form"], form["edition"], form["pages"]) == ("ACORD 25", "2016/03", [1])
    field = form["fields"][INSURED]
    assert field.keys() == {"value", "confidence", "page", "box", "sources", "review"}
    assert (field["value"], field["page"], field["sources"], field["review"]) == (
        "Keystone Elevator L.P.",
        1,
        ["digital", "textract"],
        None,
    )
    assert field["box"].keys() == {"left", "top", "width", "height"}
    assert form["fields"]["GeneralLiability_OccurrenceIndicator_A"]["value"] is True
    policy = printed["certificate"]["policies"][0]
    assert (policy["limits"]["each_occurrence"]["amount"], policy["effective_on"]) == (1_000_000, "2026-03-01")
    assert form["fields"][EACH_OCCURRENCE]["value"] == "1,000,000"


def test_people_get_the_same_in_lines_and_a_picture(document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "read.png"
    status = command.main(["read", str(document), "--picture", str(picture)])
    printed = capsys.readouterr().out

    assert status == 0
    assert "ACORD 25 (2016/03), page 1" in printed
    assert "Keystone Elevator L.P." in printed
    with Image.open(picture) as drawn:
        assert drawn.width == 1275
        assert (0, 130, 60) in {colour for _, colour in drawn.convert("RGB").getcolors(2**24) or []}


@pytest.mark.parametrize(("name", "content"), [("letter.txt", b"Dear agent"), ("broken.pdf", b"%PDF-1.7\nnothing"), ("missing.pdf", None)])
def test_a_file_that_cannot_be_opened_is_one_line_and_a_two(
    name: str, content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)

    assert command.main(["read", str(file), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert str(file) in err
