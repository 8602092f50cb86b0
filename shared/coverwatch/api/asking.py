"""What a route's function is given besides the request's own values: the office, who asks, and a file if one came."""

from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends
from aws_lambda_powertools.event_handler.request import Request

from coverwatch.application.office import Asked, Office


def _office(request: Request) -> Office:
    office: Office = request.context["open_office"]()
    return office


def _asked(request: Request) -> Asked:
    asked: Asked = request.context["asked"]
    return asked


def _file(request: Request) -> bytes:
    content: bytes = request.context["file"]
    return content


def _document(request: Request) -> Callable[[], str]:
    document: Callable[[], str] = request.context["document"]
    return document


def _time_left(request: Request) -> Callable[[], bool]:
    time_left: Callable[[], bool] = request.context["time_left"]
    return time_left


AnOffice = Annotated[Office, Depends(_office)]
WhoAsks = Annotated[Asked, Depends(_asked)]
AFile = Annotated[bytes, Depends(_file)]
TheDocument = Annotated[Callable[[], str], Depends(_document)]
TimeLeft = Annotated[Callable[[], bool], Depends(_time_left)]
