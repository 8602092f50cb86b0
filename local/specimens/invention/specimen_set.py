"""A broad, repeatable set of specimens: every edition with every variant and every trap, and the documents that are no certificates."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from local.specimens.editions import EDITIONS, form
from local.specimens.invention.everything import everything
from local.specimens.invention.inventing import Fields, invent
from local.specimens.invention.traps import TRAPS, Trap
from local.specimens.invention.variants import VARIANTS
from local.specimens.specimen import CertificatePage, Kind, Knobs, OtherPage, Specimen

ON = date(2026, 2, 14)
"""The day on which the set's certificates are new."""


def specimen_set(seed: str = "specimens") -> Iterator[Specimen]:
    """The set in a fixed order; `name` says what each one is, and no two share one. Another seed gives other fields, the same traps."""
    for edition in EDITIONS:
        yield Specimen(fields=everything(edition, ON), edition=edition, name=f"{edition}/everything")
        for name, knobs in VARIANTS.items():
            yield Specimen(fields=invent(f"{seed}/{name}/{edition}", edition, ON), edition=edition, knobs=knobs, name=f"{edition}/{name}")
        for name, trap in TRAPS.items():
            yield trapped(trap, invent(f"{seed}/{name}/{edition}", edition, ON), edition, f"{edition}/{name}")
    yield from _no_certificates(seed)


def trapped(trap: Trap, fields: Mapping[str, str | bool], edition: str, name: str) -> Specimen:
    """A certificate with the trap in it. Fields that the edition does not have are left alone."""
    known = form(edition).fields
    changed: Fields = dict(fields)
    for label, value in trap.fields.items():
        if value is None:
            changed.pop(label, None)
        elif label in known:
            changed[label] = value
    turned: dict[str, Any] = {**trap.knobs, "strays": trap.strays}
    return Specimen(
        fields=changed,
        edition=edition,
        knobs=replace(Knobs(), **turned),
        pages_before=trap.before,
        extra_pages=trap.after,
        name=name,
    )


def _no_certificates(seed: str) -> Iterator[Specimen]:
    for kind in Kind:
        page = OtherPage(kind=kind, named_insured="Keystone Elevator L.P.", policy_number="BCC-PR-118822")
        yield Specimen(edition=None, extra_pages=(page,), name=f"no certificate/{kind.value}")
    first, second = (invent(f"{seed}/two certificates/{number}", "2016/03", ON) for number in (1, 2))
    yield Specimen(fields=first, extra_pages=(CertificatePage(fields=second),), name="two certificates")
