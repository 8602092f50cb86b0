"""Certificates drawn from data: own artwork on the forms' layout, invented companies, the truth beside it."""

from local.specimens.answers.recognition import Channel, Recognition
from local.specimens.answers.responses import textract_responses
from local.specimens.drawing import draw_images, draw_pdf
from local.specimens.editions import EDITIONS, field_boxes
from local.specimens.invention.specimen_set import specimen_set
from local.specimens.specimen import (
    CertificatePage,
    CityLine,
    EndorsementPage,
    Kind,
    Knobs,
    Layer,
    Marks,
    OtherPage,
    RemarksPage,
    Signature,
    Specimen,
    Stray,
)
from local.specimens.truth import truth

__all__ = [
    "EDITIONS",
    "CertificatePage",
    "Channel",
    "CityLine",
    "EndorsementPage",
    "Kind",
    "Knobs",
    "Layer",
    "Marks",
    "OtherPage",
    "Recognition",
    "RemarksPage",
    "Signature",
    "Specimen",
    "Stray",
    "draw_images",
    "draw_pdf",
    "field_boxes",
    "specimen_set",
    "textract_responses",
    "truth",
]
