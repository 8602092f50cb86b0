"""The route table on Powertools' resolver: every foreseeable failure becomes a problem."""

import json
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, get_args, get_origin, get_type_hints

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from coverwatch.api.failures import FAILURES
from coverwatch.api.problems import PROBLEM, Fault, GatewayAnswer, Problem, ProblemAnswer
from coverwatch.api.route import Route

SECURITY = "staff"  # the security scheme of the OpenAPI document


def resolver_of(routes: Sequence[Route]) -> APIGatewayHttpResolver:
    """A resolver that answers these routes and no others."""
    app = APIGatewayHttpResolver(enable_validation=True)
    app.use([_only_the_admitted_route])
    for route in routes:
        app.route(
            route.path.replace("{", "<").replace("}", ">"),
            route.method,
            summary=_summary(route.answer),
            description=_description(route),
            responses=_responses(route),
            tags=[route.tag],
            operation_id=route.answer.__name__,
            security=[{SECURITY: []}] if route.role else None,
            openapi_extensions=_extensions(route),
            status_code=route.status,
            include_in_schema=route.in_document,
            enable_validation=None if route.in_document else False,
        )(route.answer)
    _answer_failures(app)
    return app


def _only_the_admitted_route(app: Any, next_middleware: Callable[[Any], Any]) -> Any:
    """The role was held against the gateway's route: a path that reads as another one here gets nothing."""
    resolved = app.context["_route"]
    if app.context["route"].key != f"{resolved.method} {resolved.openapi_path}":
        raise Problem(404, "NOT_FOUND", "There is no such route.")
    return next_middleware(app)


def _answer_failures(app: APIGatewayHttpResolver) -> None:
    def answer(problem: Problem) -> Response[Any]:
        request_id = app.current_event["requestContext"]["requestId"]
        return Response(problem.status, PROBLEM, json.dumps(problem.body(request_id)))

    app.exception_handler(Problem)(answer)
    app.exception_handler(RequestValidationError)(lambda error: answer(_of_validation(error)))
    app.not_found(lambda _: answer(Problem(404, "NOT_FOUND", "There is no such route.")))
    for failure, problem_of in FAILURES.items():
        app.exception_handler(failure)(lambda error, problem_of=problem_of: answer(problem_of(error)))


def _of_validation(error: RequestValidationError) -> Problem:
    """Faults of the body by JSON pointer, of a parameter by its name."""
    errors = error.errors()
    faults = tuple(Fault(_pointer(one["loc"]), str(one["msg"])) for one in errors)
    if all(one["loc"][0] == "body" for one in errors):
        return Problem(422, "VALIDATION", "The body has faults.", faults)
    return Problem(400, "INVALID_PARAMETER", "A parameter has faults.", faults)


def _pointer(place: Sequence[str | int]) -> str:
    steps = [str(step).replace("~", "~0").replace("/", "~1") for step in place[1:]]
    return "".join(f"/{step}" for step in steps) if place[0] == "body" else ".".join(steps)


def _summary(answer: Callable[..., Any]) -> str:
    return (answer.__doc__ or answer.__name__).strip().split("\n")[0].rstrip(".")


def _description(route: Route) -> str:
    lines = (route.answer.__doc__ or "").strip().split("\n")[1:]
    told = "\n".join(line.strip() for line in lines).strip()
    who = f"Needs the role {route.role.name.lower()}." if route.role else "Needs no token."
    return f"{told}\n\n{who}".strip()


def _responses(route: Route) -> dict[int, Any]:
    """What a route can end in: its successes, our problems, and what the gateway says by itself."""
    success = {"application/json": {"model": _answered(route.answer)}}
    problem = {PROBLEM: {"model": ProblemAnswer}}
    gateway = {"application/json": {"model": GatewayAnswer}}
    missing = (404,) if "{" in route.path else ()
    told = dict.fromkeys((route.status, *route.also), success) | dict.fromkeys((400, *missing, *route.problems), problem)
    told |= dict.fromkeys((429, 500, 503), gateway)
    if route.role:
        told |= {401: gateway, 403: problem}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status, content in sorted(told.items())}


def _answered(answer: Callable[..., Any]) -> Any:
    """The model that a route's function answers with, out of its `Response` if it makes one."""
    annotation = get_type_hints(answer)["return"]
    return get_args(annotation)[0] if get_origin(annotation) is Response else annotation


def _extensions(route: Route) -> dict[str, Any]:
    role = {"x-role": route.role.name.lower()} if route.role else {}
    if route.takes_file:
        return role | {"requestBody": {"required": True, "content": {route.takes_file: {"schema": {"type": "string"}}}}}
    return role
