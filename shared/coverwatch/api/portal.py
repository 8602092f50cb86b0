"""The vendor's routes: HTML for people, JSON for the page's own module. Whoever has the link may; every other link gets one plain page."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from coverwatch.api.portal_bodies import JSON, Malformed, file_named_in, said_in
from coverwatch.application.addresses import unsubscribe
from coverwatch.application.filing import Contended, RequirementSetUnknown
from coverwatch.application.grants import UploadUnknown
from coverwatch.application.links import LinkRefused
from coverwatch.application.mail_links import unsubscription_in
from coverwatch.application.office import Asked
from coverwatch.application.portal import Arrival, Portal, TooManyUploads, arrival, begin_upload, form_of, open_link
from coverwatch.application.records import UploadGrant
from coverwatch.application.statements import TooManyStatements, state
from coverwatch.application.vendor_page import Gap, VendorPage, page_of
from coverwatch.pages import assets
from coverwatch.pages.vendor_page import Showing, refused_html, unsubscribe_html, upload_told, vendor_html

HTML = "text/html; charset=utf-8"
PROBLEM = "application/problem+json"
FOR_EVER = "public, max-age=31536000, immutable"
KEPT_BY_NOBODY = "no-store"


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalRequest:
    """What a vendor's browser asks. `public_url` is where it reaches us, without a closing slash."""

    asked: Asked
    path: Mapping[str, str]
    public_url: str
    query: Mapping[str, str] = field(default_factory=dict)
    accept: str = ""
    content_type: str = ""
    body: str = ""

    @property
    def wants_json(self) -> bool:
        """Only who asks for it gets JSON: a browser that follows a link asks for HTML."""
        return JSON in self.accept

    @property
    def token(self) -> str:
        """The link's own part of the address."""
        return self.path.get("token", "")


@dataclass(frozen=True, slots=True)
class PortalAnswer:
    """What goes back, and how long it may be kept."""

    status: int
    content: str
    content_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    cache: str = KEPT_BY_NOBODY


def see_page(portal: Portal, request: PortalRequest) -> PortalAnswer:
    """The vendor's page as it is now."""
    opened = open_link(portal, request.token, request.asked.on)
    page = page_of(portal, opened, request.asked.on)
    return PortalAnswer(200, vendor_html(page, _showing(portal, request), said=request.query.get("said", "")))


def post_upload(portal: Portal, request: PortalRequest) -> PortalAnswer:
    """Let one file come: the form to post as JSON, or, for a plain form, the page that has it."""
    opened = open_link(portal, request.token, request.asked.on)
    file_name = file_named_in(request.body).file_name if request.content_type.startswith(JSON) else None
    grant = begin_upload(portal, opened, file_name, request.asked.at)
    if not request.wants_json:
        return _see_other(f"/u/{request.token}/uploads/{grant.upload_id}")
    form = form_of(portal, grant)
    told = {"upload_id": grant.upload_id, "url": form["url"], "fields": form["fields"], "expires_at": grant.expires_at.isoformat()}
    return PortalAnswer(201, json.dumps(told), JSON)


def see_upload(portal: Portal, request: PortalRequest) -> PortalAnswer:
    """What became of an upload; as long as nothing came, a person gets the plain form for it."""
    opened = open_link(portal, request.token, request.asked.on)
    arrived = arrival(portal, opened, request.path.get("upload_id", ""))
    page = page_of(portal, opened, request.asked.on)
    showing = _showing(portal, request)
    if request.wants_json:
        return PortalAnswer(200, json.dumps(_upload_view(arrived, page, showing)), JSON)
    form = _plain_form(portal, request, arrived.grant) if not arrived.came else None
    return PortalAnswer(200, vendor_html(page, showing, arrived, form))


def post_cannot_provide(portal: Portal, request: PortalRequest) -> PortalAnswer:
    """Take down what the vendor cannot provide; the page then says that a person looks at it."""
    opened = open_link(portal, request.token, request.asked.on)
    try:
        said = said_in(request.body, request.content_type)
    except Malformed:
        if request.wants_json:
            raise
        return _see_other(f"/u/{request.token}?said=nothing#cannot")
    kept = state(portal, opened, said.line, said.reason, request.asked)
    if request.wants_json:
        return PortalAnswer(201 if kept else 200, json.dumps({"kept": True}), JSON)
    return _see_other(f"/u/{request.token}?said=kept#cannot")


def see_unsubscribe(portal: Portal, request: PortalRequest) -> PortalAnswer:
    """What a person sees who follows the link: a button. Mail programs and scanners follow links, too, so a GET stops nothing."""
    if unsubscription_in(portal.link_secret(), request.token) is None:
        raise LinkRefused(ours=False)
    return PortalAnswer(200, unsubscribe_html(portal.organisation, request.token))


def post_unsubscribe(portal: Portal, request: PortalRequest) -> PortalAnswer:
    """Stop mails to the address that the link names (RFC 8058: mail programs post here by themselves); again does nothing again."""
    if not unsubscribe(portal, portal.link_secret(), request.token, request.asked.at):
        raise LinkRefused(ours=False)
    return PortalAnswer(200, unsubscribe_html(portal.organisation, request.token, done=True))


def see_asset(portal: Portal, request: PortalRequest) -> PortalAnswer:  # noqa: ARG001 — every route has the same shape
    """A style sheet, module or picture; kept for ever under its version's address."""
    asset = assets.assets().get(request.path.get("name", ""))
    if asset is None:
        raise LinkRefused(ours=False)
    current = request.path.get("version") == assets.version()
    return PortalAnswer(200, asset.content, asset.content_type, cache=FOR_EVER if current else KEPT_BY_NOBODY)


@dataclass(frozen=True, slots=True)
class PortalRoute:
    """A row of the vendor's route table."""

    method: str
    path: str
    answer: Callable[[Portal, PortalRequest], PortalAnswer]


PORTAL_ROUTES = (
    PortalRoute("GET", "/u/{token}", see_page),
    PortalRoute("POST", "/u/{token}/uploads", post_upload),
    PortalRoute("GET", "/u/{token}/uploads/{upload_id}", see_upload),
    PortalRoute("POST", "/u/{token}/cannot-provide", post_cannot_provide),
    PortalRoute("GET", "/u/{token}/unsubscribe", see_unsubscribe),
    PortalRoute("POST", "/u/{token}/unsubscribe", post_unsubscribe),
    PortalRoute("GET", "/u/assets/{version}/{name}", see_asset),
)
"""What a vendor's browser may ask, without a log-in. Tests hold it against template.yaml and docs/api.md."""


def answer_portal(route: PortalRoute, portal: Portal, request: PortalRequest) -> PortalAnswer:
    """What a route answers. Nothing that a caller can bring about is raised, and no refusal says more than another."""
    try:
        return route.answer(portal, request)
    except LinkRefused as refused:
        return _refusal(request, 410 if refused.ours else 404, "This link does not work.")
    except UploadUnknown:
        return _refusal(request, 404, "This link does not work.")
    except Malformed:
        return _refusal(request, 400, "The request is not one that this page makes.")
    except (TooManyUploads, TooManyStatements):
        return _refusal(request, 429, "Too many of these today.", later=True)
    except (RequirementSetUnknown, Contended):
        return _refusal(request, 503, "This page is not available right now.", later=True)


def _refusal(request: PortalRequest, status: int, sentence: str, *, later: bool = False) -> PortalAnswer:
    if request.wants_json:
        return PortalAnswer(status, json.dumps({"status": status, "title": "REFUSED", "detail": sentence}), PROBLEM)
    return PortalAnswer(status, refused_html(later=later))


def _see_other(path: str) -> PortalAnswer:
    """After a form that changes something: the browser goes on to a page that it may load again."""
    return PortalAnswer(303, "", headers={"location": path})


def _plain_form(portal: Portal, request: PortalRequest, grant: UploadGrant) -> dict[str, Any] | None:
    """The form that a browser posts to the bucket by itself and that leads back to this page; None when the grant has ended."""
    if request.asked.at >= grant.expires_at:
        return None
    return form_of(portal, grant, f"{request.public_url}/u/{request.token}/uploads/{grant.upload_id}")


def _showing(portal: Portal, request: PortalRequest) -> Showing:
    return Showing(
        organisation=portal.organisation,
        token=request.token,
        on=request.asked.on,
        day_of=lambda moment: moment.astimezone(portal.time_zone).date(),
    )


def _upload_view(arrived: Arrival, page: VendorPage, showing: Showing) -> dict[str, Any]:
    """An upload, and what the vendor's page says by now: no more than the page itself shows."""
    told = upload_told(arrived, page, showing)
    return {
        "upload_id": arrived.grant.upload_id,
        "status": told.status,
        "settled": told.settled,
        "sentence": told.sentence,
        "reply": page.reply.value,
        "gaps": [_gap_view(gap) for shown in page.lines for gap in shown.gaps],
    }


def _gap_view(gap: Gap) -> dict[str, Any]:
    finding, place = gap.finding, gap.place
    boxes = [{"left": box.left, "top": box.top, "width": box.width, "height": box.height} for box in place.boxes] if place else []
    return {
        "line": finding.line.value if finding.line else None,
        "message": finding.message,
        "required": finding.required,
        "found": finding.found,
        "page": place.page if place else None,
        "boxes": boxes,
    }
