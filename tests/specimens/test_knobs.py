"""Each knob changes the page as real issuers, printers and scanners do, and the truth stays what it was."""

import subprocess
import sys
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageChops

from local.specimens import CityLine, Layer, Signature, Stray, draw_images, draw_pdf, field_boxes, truth
from tests.specimens.seeing import a_specimen, clean_pdf, darkness, find, page_text, picture

NUMBER = "BCC-GL-204417"
ROW = (300 / 792, 384 / 792)


@pytest.mark.parametrize("line", [0, 3, 6])
def test_entries_may_stand_on_any_line_of_their_row(line: int) -> None:
    (seen,) = find(draw_pdf(a_specimen(row_line=line)), NUMBER)

    assert ROW[0] + line * 12 / 792 <= (seen.top + seen.bottom) / 2 <= ROW[0] + (line + 1) * 12 / 792


def test_entries_never_leave_their_row() -> None:
    (seen,) = find(draw_pdf(a_specimen(row_line=50)), NUMBER)

    assert ROW[0] < seen.top < seen.bottom <= ROW[1] + 0.001


def test_two_policies_share_a_row_line_by_line() -> None:
    pdf = draw_pdf(a_specimen(fields={"Policy_ExcessLiability_PolicyNumberIdentifier_A": "UMB-1\nEXS-2"}))
    (first,), (second,) = find(pdf, "UMB-1"), find(pdf, "EXS-2")

    assert second.top - first.top == pytest.approx(12 / 792, abs=0.001)
    assert 444 / 792 < first.top < second.bottom < 480 / 792


def test_dates_that_touch_leave_no_gap() -> None:
    pdf = draw_pdf(a_specimen(touching_dates=True))
    effective, expiration = find(pdf, "11/16/2025")[0], find(pdf, "11/16/2026")[0]

    assert expiration.left - effective.right < 0.001


def test_long_values_are_narrowed_unless_they_may_run_over() -> None:
    long = {"Policy_GeneralLiability_PolicyNumberIdentifier_A": "THE-LONGEST-POLICY-NUMBER-OF-THEM-ALL-0001"}
    box = field_boxes("2016/03")["Policy_GeneralLiability_PolicyNumberIdentifier_A"]
    (narrow,) = find(draw_pdf(a_specimen(fields=long)), str(*long.values()))
    (wide,) = find(draw_pdf(a_specimen(fields=long, overflow=True)), str(*long.values()))

    assert narrow.right <= box.right / 612 + 0.001 < wide.right


def test_city_state_and_code_stand_apart_or_together() -> None:
    apart, together = clean_pdf(), draw_pdf(a_specimen(city_line=CityLine.JOINED))

    assert find(together, "Round Rock, TX 78664")
    assert not find(apart, "Round Rock, TX")
    assert find(apart, "Round Rock")


def test_the_holder_may_stand_higher_than_the_form_s_fields() -> None:
    low, high = (find(draw_pdf(a_specimen(holder_rise=rise)), "100 Main St")[0] for rise in (0, 24))

    assert low.top - high.top == pytest.approx(24 / 792, abs=0.001)


def test_labels_may_be_misspelt() -> None:
    pdf = draw_pdf(a_specimen(label_typos=True))

    assert find(pdf, "REVISON NUMBER:")
    assert not find(pdf, "REVISION NUMBER:")


def test_stray_text_belongs_to_no_field() -> None:
    specimen = a_specimen(strays=(Stray("ACCT-0042", 244, 201),))

    assert find(draw_pdf(specimen), "ACCT-0042")
    assert "ACCT-0042" not in str(truth(specimen))


def test_a_signature_is_typed_or_scribbled() -> None:
    typed, scribbled = (draw_pdf(a_specimen(signature=kind)) for kind in Signature)

    assert page_text(typed).count("Larkspur Insurance Agency") == page_text(scribbled).count("Larkspur Insurance Agency") + 1
    assert darkness(picture(scribbled, scale=2), 0.51, 0.915, 0.75, 0.936) > 0


def test_no_reader_is_asked_for_the_name_behind_a_scribble() -> None:
    typed, scribbled = (truth(a_specimen(signature=kind))["fields"] for kind in Signature)

    assert isinstance(typed, dict)
    assert scribbled == {name: value for name, value in typed.items() if name != "Producer_AuthorizedRepresentative_Signature_A"}


def test_a_yellow_marker_leaves_the_text_readable() -> None:
    name = "GeneralLiability_EachOccurrence_LimitAmount_A"
    image = Image.open(BytesIO(draw_images(a_specimen(highlighted=(name,)), 100)))

    assert image.mode == "RGB"
    red, _green, blue = image.getpixel((round(0.955 * image.width), round(0.386 * image.height)))  # type: ignore[misc]
    assert red > 220
    assert blue < 160


@pytest.mark.parametrize(
    ("knobs", "moved"),
    [
        ({"shift": (6.12, 0)}, (0.01, 0)),
        ({"shift": (0, 14.256)}, (0, 0.018)),
        ({"scale": (0.9, 1)}, (0.0147, 0)),
    ],
)
def test_the_print_may_lie_elsewhere_on_the_paper(knobs: dict[str, object], moved: tuple[float, float]) -> None:
    before, after = (find(draw_pdf(a_specimen(**turned)), NUMBER)[0] for turned in ({}, knobs))

    assert (after.left - before.left, after.top - before.top) == pytest.approx(moved, abs=0.001)


def test_a_crooked_page_drops_to_the_right() -> None:
    pdf = draw_pdf(a_specimen(skew=1.2))

    left, right = find(pdf, "PRODUCER")[0], find(pdf, "NAME:")[0]
    assert right.top - left.top > 0.008


@pytest.mark.parametrize(("turn", "size"), [(0, (612, 792)), (90, (792, 612)), (180, (612, 792)), (270, (792, 612))])
def test_a_page_may_lie_on_its_side(turn: int, size: tuple[int, int]) -> None:
    lying = picture(draw_pdf(a_specimen(turn=turn)))

    assert lying.size == size
    difference = ImageChops.difference(lying.rotate(turn, expand=True), picture(clean_pdf()))
    assert sum(difference.histogram()[200:]) < 0.01 * lying.width * lying.height


@pytest.mark.parametrize("layer", [Layer.TEXT, Layer.IMAGE, Layer.FIELDS])
@pytest.mark.parametrize("key", [90, 180, 270])
def test_a_page_stored_on_its_side_is_shown_upright(layer: Layer, key: int) -> None:
    pdf = draw_pdf(a_specimen(layer=layer, rotate_key=key, dpi=72))

    assert pypdfium2.PdfDocument(pdf)[0].get_rotation() == key
    difference = ImageChops.difference(picture(pdf), picture(draw_pdf(a_specimen(layer=layer, dpi=72))))
    assert sum(difference.histogram()[200:]) < 0.01 * 612 * 792


def test_a_fax_is_black_and_white_and_dirty() -> None:
    clean, fax = (Image.open(BytesIO(draw_images(a_specimen(bilevel=True, specks=specks), 100))) for specks in (0.0, 0.01))

    assert clean.mode == fax.mode == "1"
    assert darkness(clean.convert("L"), 0.1, 0.76, 0.9, 0.8) < darkness(fax.convert("L"), 0.1, 0.76, 0.9, 0.8)


def test_grain_dims_the_white_and_fading_lightens_the_black() -> None:
    clean, grainy, faded = (
        Image.open(BytesIO(draw_images(a_specimen(**knobs), 72))).convert("L") for knobs in ({}, {"noise": 0.2}, {"fade": 0.5})
    )

    assert grainy.histogram()[255] < clean.histogram()[255] / 20
    assert sum(faded.histogram()[:100]) == 0 < sum(clean.histogram()[:100])


def test_the_same_specimen_gives_the_same_bytes_in_any_process() -> None:
    script = (
        "from hashlib import sha256; from tests.specimens.seeing import a_specimen; from local.specimens import *\n"
        "k = dict(layer=Layer.FIELDS, font='Vera', marks=Marks.MISNAMED_DINGBATS); i = dict(layer=Layer.IMAGE, noise=.1, skew=1, dpi=72)\n"
        "print(*(sha256(draw_pdf(a_specimen(**knobs))).hexdigest() for knobs in (k, i)))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }

    assert len(answers) == 1
