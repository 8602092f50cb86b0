"""The set is broad and repeats: every edition, every variant, every trap, every field."""

from collections import Counter

import pytest

from local.specimens import EDITIONS, Layer, Specimen, draw_pdf, field_boxes, specimen_set, textract_responses, truth
from local.specimens.composing import compose
from local.specimens.invention.traps import TRAPS
from local.specimens.invention.variants import VARIANTS

SPECIMENS = {specimen.name: specimen for specimen in specimen_set()}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_field_of_every_edition_is_filled_somewhere(edition: str) -> None:
    filled = {name for specimen in SPECIMENS.values() if specimen.edition == edition for name, value in specimen.fields.items() if value}

    assert filled == set(field_boxes(edition))


def test_the_current_form_has_129_fields() -> None:
    assert len(field_boxes("2016/03")) == len(field_boxes("2025/12")) == 129


def test_every_edition_meets_every_variant_and_every_trap() -> None:
    assert len(SPECIMENS) == len(list(specimen_set()))
    for edition in EDITIONS:
        for name in (*VARIANTS, *TRAPS):
            assert f"{edition}/{name}" in SPECIMENS


def test_every_layer_is_in_the_set() -> None:
    assert {specimen.knobs.layer for specimen in SPECIMENS.values()} == set(Layer)


def test_every_specimen_composes_and_has_a_truth() -> None:
    pages = Counter(len(compose(specimen)) for specimen in SPECIMENS.values())

    assert sum(pages.values()) == len(SPECIMENS)
    assert set(pages) == {1, 2, 3}
    assert all(truth(specimen)["fields"] for specimen in SPECIMENS.values() if specimen.edition)


@pytest.mark.parametrize("name", sorted(SPECIMENS)[::23])
def test_specimens_draw_and_are_answered(name: str) -> None:
    assert draw_pdf(SPECIMENS[name]).startswith(b"%PDF-")
    assert textract_responses(SPECIMENS[name])[0]["Blocks"]


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_in_its_certificate(trap: str) -> None:
    specimen = SPECIMENS[f"2016/03/{trap}"]

    for name, value in TRAPS[trap].fields.items():
        assert specimen.fields.get(name) == value
    assert specimen.knobs.strays == TRAPS[trap].strays


def test_another_seed_gives_other_certificates_under_the_same_names() -> None:
    others = {specimen.name: specimen for specimen in specimen_set("another")}

    def invented(specimens: dict[str, Specimen]) -> list[str]:
        return [str(specimen.fields) for name, specimen in specimens.items() if name.endswith("/clean")]

    assert list(others) == list(SPECIMENS)
    assert not set(invented(others)) & set(invented(SPECIMENS))


def test_mail_addresses_lead_nowhere() -> None:
    for specimen in SPECIMENS.values():
        address = str(specimen.fields.get("Producer_ContactPerson_EmailAddress_A", "a@b.example"))
        assert address.endswith(".example")
