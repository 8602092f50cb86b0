"""The demo's certificates, drawn for a day so that the demo never ages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from local.specimens import Knobs, Specimen, draw_pdf

DATA = Path(__file__).parent / "certificates.yaml"
ROW_FIELDS = {
    "automobile_liability": ("Vehicle_", "Policy_AutomobileLiability_", "CertificateOfInsurance_AutomobileLiability_"),
    "umbrella_liability": (
        "ExcessUmbrella_",
        "Policy_ExcessLiability_",
        "Policy_PolicyType_",
        "CertificateOfInsurance_ExcessLiability_",
    ),
    "workers_compensation": ("WorkersCompensation", "Policy_WorkersCompensation"),
}
"""How the eLabels of each policy row begin."""
KNOBS = TypeAdapter(Knobs)


@dataclass(frozen=True, slots=True)
class ExampleCertificate:
    """A document to upload: whose it is, its file, and what the demo should make of it."""

    name: str
    vendor_id: str
    filename: str
    content: bytes
    what_to_expect: str


def certificates(on: date) -> tuple[ExampleCertificate, ...]:
    """The demo's documents as of a day, in the order in which they are told."""
    described = _described()
    return tuple(
        ExampleCertificate(name, described[name]["vendor"], f"{name}.pdf", draw_pdf(specimen), described[name]["expect"])
        for name, specimen in certificate_specimens(on).items()
    )


def certificate_specimens(on: date) -> dict[str, Specimen]:
    """The same certificates before they are drawn, by name."""
    described = _described()
    return {
        name: Specimen(
            fields=_fields(described, name, on),
            edition=entry.get("edition", "2016/03"),
            knobs=KNOBS.validate_python(entry.get("knobs", {})),
            name=name,
        )
        for name, entry in described.items()
    }


def _described() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return loaded


def _fields(described: Mapping[str, Any], name: str, on: date) -> dict[str, str | bool]:
    entry = described[name]
    fields = _fields(described, entry["like"], on) if "like" in entry else {}
    blank = tuple(start for row in entry.get("without", ()) for start in ROW_FIELDS[row])
    fields = {label: value for label, value in fields.items() if not label.startswith(blank)} if blank else fields
    for label, value in entry["fields"].items():
        if value is None:
            fields.pop(label, None)
        else:
            fields[label] = _printed(value, on)
    return fields


def _printed(value: str | bool | Mapping[str, int], on: date) -> str | bool:
    if isinstance(value, str | bool):
        return value
    return _day(value, on).strftime("%m/%d/%Y")


def _day(offset: Mapping[str, int], on: date) -> date:
    """The day that lies `days` and `years` from `on`; 29 February moves to 1 March where the year has none."""
    day = on + timedelta(days=offset.get("days", 0))
    year = day.year + offset.get("years", 0)
    return date(year, 3, 1) if (day.month, day.day) == (2, 29) and year % 4 else day.replace(year=year)
