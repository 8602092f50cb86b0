"""The forms as facts: which fields and printed labels stand where, a data module per edition."""

from coverwatch.reading.maps.form import Field, FormMap, Kind, Label
from coverwatch.reading.maps.shelf import ACORD_25_EDITIONS, acord_25, acord_101

__all__ = ["ACORD_25_EDITIONS", "Field", "FormMap", "Kind", "Label", "acord_25", "acord_101"]
