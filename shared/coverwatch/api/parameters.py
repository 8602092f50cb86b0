"""The parameters that many routes share: ids in paths, and the days, limits and cursors of queries."""

from datetime import date, datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Header, Path, Query
from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from coverwatch.api.bodies import IDENTIFIER, day_in, moment_in

LONGEST_LIST = 100
KEY = r"^[A-Za-z0-9_-]{1,128}$"

VendorId = Annotated[str, StringConstraints(pattern=IDENTIFIER), Path(description="The vendor's id.", examples=["keystone-elevator"])]
RequirementSetId = Annotated[str, StringConstraints(pattern=IDENTIFIER), Path(description="The requirement set's id.", examples=["office"])]
CertificateId = Annotated[str, StringConstraints(pattern=KEY), Path(description="The certificate's id.")]
DocumentId = Annotated[str, StringConstraints(pattern=KEY), Path(description="The document's id.")]
PageNumber = Annotated[int, Path(ge=1, le=3000, description="The page, from 1.")]
UploadId = Annotated[str, StringConstraints(pattern=KEY), Path(description="The upload's id.")]
WaiverId = Annotated[str, StringConstraints(pattern=KEY), Path(description="The waiver's id.")]
NoticeId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,256}$"), Path(description="The notice's id.")]

_A_DAY = WithJsonSchema({"type": "string", "format": "date"})
OnDay = Annotated[date | None, BeforeValidator(day_in), _A_DAY, Query(alias="on", description="Another day than today, as 2026-11-24.")]
KnownAt = Annotated[
    datetime | None,
    BeforeValidator(moment_in),
    WithJsonSchema({"type": "string", "format": "date-time"}),
    Query(description="As it was known at a moment, as 2026-11-24T14:00:00Z."),
]
Limit = Annotated[int, Query(ge=1, le=LONGEST_LIST, description="How many at most.")]
Cursor = Annotated[str | None, Query(description="Where the list goes on: the `cursor` of the page before.", max_length=2048)]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag of what is edited: 412 if it changed meanwhile.")]
