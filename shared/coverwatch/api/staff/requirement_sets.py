"""Requirement sets: what each kind of vendor must bring."""

from functools import partial
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from coverwatch.api.answers import Items, RequirementSetAnswer, requirement_set_answer
from coverwatch.api.asking import AnOffice, TimeLeft, WhoAsks
from coverwatch.api.cursors import Cursors, page_of
from coverwatch.api.etags import etag_of, require_match
from coverwatch.api.lists import TriedAnswer, tried_answer
from coverwatch.api.parameters import Cursor, IfMatch, Limit, RequirementSetId
from coverwatch.api.problems import not_found
from coverwatch.application.records import StoredRequirementSet
from coverwatch.application.requirement_sets import publish
from coverwatch.application.trying import try_requirement_set

EXAMPLE = {
    "name": "Office",
    "holder": {"name": "Meridian Property Group LLC", "address": ["100 Main St", "Austin, TX 78701"]},
    "lines": {"general_liability": {"required": True, "limits": {"each_occurrence": 1000000, "general_aggregate": 2000000}}},
}
Document = Annotated[
    dict[str, Any], Body(description="The requirement set, as JSON or (application/yaml) YAML.", json_schema_extra={"examples": [EXAMPLE]})
]


def list_requirement_sets(office: AnOffice, asked: WhoAsks, limit: Limit = 100, cursor: Cursor = None) -> Items[RequirementSetAnswer]:
    """List the requirement sets, each in its current version"""
    cursors = Cursors(office.signing_secret, "requirement-sets", (), asked.at)
    page, following = page_of(office.records.requirement_sets(), lambda one: (one.requirement_set_id,), cursors, cursor, limit)
    return Items(items=[requirement_set_answer(stored) for stored in page], cursor=following)


def get_requirement_set(office: AnOffice, requirement_set_id: RequirementSetId) -> Response[RequirementSetAnswer]:
    """One requirement set in its current version, with its document as it was given

    The ETag goes into the If-Match of the next PUT.
    """
    stored = office.records.requirement_set(requirement_set_id)
    if stored is None:
        raise not_found("requirement set")
    return _told(stored)


def put_requirement_set(
    office: AnOffice, asked: WhoAsks, requirement_set_id: RequirementSetId, document: Document, if_match: IfMatch = None
) -> Response[RequirementSetAnswer]:
    """Publish the next version of a requirement set, and have its vendors assessed under it

    The same document again is the same version. 422 lists every fault of the document at once.
    """
    return _told(publish(office, requirement_set_id, document, asked, check=partial(require_match, if_match)))


def try_a_requirement_set(
    office: AnOffice, asked: WhoAsks, time_left: TimeLeft, requirement_set_id: RequirementSetId, document: Document
) -> TriedAnswer:
    """Whose status would change under a document that is not published, and why, as far as it gets in 20 seconds; writes nothing"""
    return tried_answer(try_requirement_set(office, requirement_set_id, document, asked, time_left))


def _told(stored: StoredRequirementSet) -> Response[RequirementSetAnswer]:
    return Response(200, "application/json", requirement_set_answer(stored), headers={"ETag": etag_of(stored)})
