"""A clean page stands where the real form stands: readers register on it."""

from functools import cache

import pytest
from PIL import Image

from local.specimens import EDITIONS, draw_pdf, field_boxes
from tests.specimens.seeing import a_specimen, clean_pdf, darkness, find, picture

NEAR = 0.002

# Facts measured on the form: left edge, right edge and middle height of labels, in fractions of the page.
LABELS_2016_03 = {
    "CERTIFICATE OF LIABILITY INSURANCE": (0.2653, 0.7112, 0.0462),
    "PRODUCER": (0.0353, 0.0905, 0.1594),
    "INSURER(S) AFFORDING COVERAGE": (0.6031, 0.7792, 0.2078),
    "NAIC #": (0.9106, 0.9423, 0.2078),
    "INSURER F :": (0.5059, 0.5635, 0.2989),
    "CERTIFICATE NUMBER:": (0.2588, 0.4192, 0.3120),
    "REVISION NUMBER:": (0.6941, 0.8290, 0.3120),
    "TYPE OF INSURANCE": (0.1231, 0.2239, 0.3734),
    "MED EXP (Any one person)": (0.7000, 0.8221, 0.4195),
    "GENERAL AGGREGATE": (0.7000, 0.8114, 0.4498),
    "AUTOMOBILE LIABILITY": (0.0647, 0.1773, 0.4927),
    "UMBRELLA LIAB": (0.0882, 0.1669, 0.5684),
    "EXCESS LIAB": (0.0882, 0.1523, 0.5836),
    "WORKERS COMPENSATION": (0.0618, 0.1929, 0.6124),
    "E.L. DISEASE - POLICY LIMIT": (0.7000, 0.8349, 0.6619),
    "CERTIFICATE HOLDER": (0.0353, 0.1884, 0.8277),
    "CANCELLATION": (0.5059, 0.6141, 0.8277),
    "AUTHORIZED REPRESENTATIVE": (0.5059, 0.6582, 0.9018),
    "ACORD 25 (2016/03)": (0.0353, 0.1669, 0.9626),
}
# Where values stand: left edge and top of the field, by field.
BOXES_2016_03 = {
    "Form_CompletionDate_A": (0.8350, 0.0455),
    "NamedInsured_FullName_A": (0.1176, 0.2424),
    "Insurer_NAICCode_F": (0.8889, 0.2879),
    "GeneralLiability_EachOccurrence_LimitAmount_A": (0.8595, 0.3788),
    "GeneralLiability_OccurrenceIndicator_A": (0.1879, 0.3939),
    "Policy_GeneralLiability_PolicyNumberIdentifier_A": (0.3529, 0.4242),
    "GeneralLiability_GeneralAggregate_LimitAppliesPerProjectIndicator_A": (0.1291, 0.4545),
    "Vehicle_CombinedSingleLimit_EachAccidentAmount_A": (0.8595, 0.4848),
    "Vehicle_ScheduledAutosIndicator_A": (0.1699, 0.5152),
    "ExcessUmbrella_Umbrella_AggregateAmount_A": (0.8595, 0.5758),
    "WorkersCompensationEmployersLiability_WorkersCompensationStatutoryLimitIndicator_A": (0.6944, 0.6061),
    "WorkersCompensationEmployersLiability_EmployersLiability_DiseasePolicyLimitAmount_A": (0.8595, 0.6515),
    "OtherPolicy_CoverageLimitAmount_C": (0.8595, 0.6970),
    "CertificateHolder_FullName_A": (0.1176, 0.8712),
}
# Rules that a reader finds as lines: x of the verticals, y of the heavy horizontals.
VERTICALS = (0.0294, 0.0588, 0.2882, 0.3176, 0.3471, 0.5412, 0.6176, 0.6941)
HORIZONTALS = (0.3788, 0.4848, 0.5606, 0.6061, 0.6667, 0.7121)


@pytest.mark.parametrize(("label", "place"), LABELS_2016_03.items())
def test_labels_of_2016_03_stand_where_the_form_prints_them(label: str, place: tuple[float, float, float]) -> None:
    seen = find(clean_pdf(), label)

    distances = [max(abs(one.left - place[0]), abs(one.right - place[1]), abs((one.top + one.bottom) / 2 - place[2])) for one in seen]
    assert min(distances) <= NEAR


def test_fields_of_2016_03_stand_where_the_form_has_them() -> None:
    boxes = field_boxes("2016/03")
    far = {
        name: (boxes[name].left / 612, boxes[name].top / 792)
        for name, (left, top) in BOXES_2016_03.items()
        if abs(boxes[name].left / 612 - left) > NEAR or abs(boxes[name].top / 792 - top) > NEAR
    }

    assert far == {}


@pytest.mark.parametrize("edition", EDITIONS)
def test_values_are_set_inside_their_boxes(edition: str) -> None:
    specimen = a_specimen(edition, {"Policy_GeneralLiability_PolicyNumberIdentifier_A": "ZQ-4471-08"})
    box = field_boxes(edition)["Policy_GeneralLiability_PolicyNumberIdentifier_A"]
    (seen,) = find(draw_pdf(specimen), "ZQ-4471-08")

    assert box.left / 612 <= seen.left
    assert seen.right <= box.right / 612
    assert box.top / 792 - NEAR <= seen.top
    assert seen.bottom <= box.bottom / 792 + NEAR


@cache
def clean_picture() -> Image.Image:
    return picture(clean_pdf(), scale=3)


@pytest.mark.parametrize("x", VERTICALS)
def test_columns_are_ruled(x: float) -> None:
    image = clean_picture()
    rows = [y / 1000 for y in range(382, 420)]

    inked = sum(1 for y in rows if darkness(image, x - NEAR, y, x + NEAR, y + 0.001))
    assert inked == len(rows)


@pytest.mark.parametrize("y", HORIZONTALS)
def test_policy_rows_are_ruled(y: float) -> None:
    assert darkness(clean_picture(), 0.36, y - NEAR, 0.52, y + NEAR) > 0.2


def test_2010_05_has_its_boxes_one_line_lower_under_a_heading() -> None:
    older, newer = field_boxes("2010/05"), field_boxes("2016/03")

    assert older["GeneralLiability_CoverageIndicator_A"].top == newer["GeneralLiability_CoverageIndicator_A"].top + 12
    assert older["GeneralLiability_EachOccurrence_LimitAmount_A"] == newer["GeneralLiability_EachOccurrence_LimitAmount_A"]
    assert find(clean_pdf("2010/05"), "WC STATU")
    assert "GeneralLiability_GeneralAggregate_LimitAppliesToCode_A" not in older


def test_2014_01_has_the_new_rows_and_the_old_automobile_labels() -> None:
    pdf = clean_pdf("2014/01")

    assert find(pdf, "ALL OWNED")
    assert find(pdf, "HIRED AUTOS")
    assert find(pdf, "OTHER:")
    assert len(find(pdf, "ANY AUTO")) == 1
    assert not find(pdf, "AUTOS ONLY")
    assert field_boxes("2014/01") == field_boxes("2016/03")


def test_2025_12_has_its_grid_lower_and_its_boxes_on_rails() -> None:
    newest, before = field_boxes("2025/12"), field_boxes("2016/03")
    limit, claims = "GeneralLiability_EachOccurrence_LimitAmount_A", "GeneralLiability_ClaimsMadeIndicator_A"

    assert 0.03 <= (newest[limit].top - before[limit].top) / 792 <= 0.04
    assert newest[claims].left == newest["GeneralLiability_CoverageIndicator_A"].left
    assert newest["GeneralLiability_OccurrenceIndicator_A"].left == newest["Vehicle_ScheduledAutosIndicator_A"].left
    assert set(newest) == set(before)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_footer_names_the_edition_and_the_margin_says_specimen(edition: str) -> None:
    pdf = clean_pdf(edition)

    assert find(pdf, f"ACORD 25 ({edition})")[0].left < 0.04
    assert find(pdf, "SPECIMEN")


@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_of_the_form_s_own_paragraphs_is_on_the_page(edition: str) -> None:
    pdf = draw_pdf(a_specimen(edition, {"CertificateOfLiabilityInsurance_ACORDForm_RemarkText_A": None}))

    for phrase in ("CONFERS NO RIGHTS", "CONFER RIGHTS", "TO CERTIFY THAT", "SHOULD ANY OF", "REGISTERED MARKS", "CORPORATION"):
        assert not find(pdf, phrase)
        assert not find(pdf, phrase.lower())
