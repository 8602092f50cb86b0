"""`Idempotency-Key`: the same key from the same caller on the same path with the same body is done once, and answered alike for a day."""

import re
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent_function
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyInconsistentStateError,
    IdempotencyValidationError,
)
from aws_lambda_powertools.utilities.idempotency.persistence.base import BasePersistenceLayer

from coverwatch.api.gateway import GatewayEvent, caller_in, claims_of, refusal
from coverwatch.api.problems import Fault, Problem

HEADER = "idempotency-key"
KEPT_FOR = 24 * 60 * 60  # seconds
GOOD_KEY = re.compile(r"[\x21-\x7e]{1,255}")


class _NotKept(Exception):
    """An answer that is no success: the next try with the same key is made anew."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(answer["statusCode"])
        self.answer = answer


def answer_once(
    event: GatewayEvent, context: Any, persistence: Callable[[], BasePersistenceLayer], answer: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """The answer to a request; a POST that carries a key is answered once.

    Only successes are kept. A second request while the first is still under way gets 409; another body under the same key 422.
    """
    key = (event.get("headers") or {}).get(HEADER)
    if key is None or event["requestContext"]["http"]["method"] != "POST":
        return answer()
    if not GOOD_KEY.fullmatch(key):
        fault = Fault(HEADER, "1 to 255 printable characters without spaces")
        return refusal(Problem(400, "INVALID_PARAMETER", "The Idempotency-Key is none.", (fault,)), event)
    config = IdempotencyConfig(
        event_key_jmespath="[key, caller, path]",
        payload_validation_jmespath="[body, query]",
        expires_after_seconds=KEPT_FOR,
        hash_function="sha256",
        raise_on_no_idempotency_key=True,
        lambda_context=context,
    )
    once = idempotent_function(_kept, data_keyword_argument="request", persistence_store=persistence(), config=config, key_prefix="api")
    try:
        kept: dict[str, Any] = once(request=_told_apart(event, key), answer=answer)
    except _NotKept as failure:
        return failure.answer
    except IdempotencyValidationError:
        return refusal(Problem(422, "KEY_REUSED", "This Idempotency-Key was used with another body."), event)
    except (IdempotencyAlreadyInProgressError, IdempotencyInconsistentStateError):
        return refusal(Problem(409, "IN_PROGRESS", "The first request with this Idempotency-Key is still under way."), event)
    return kept


def _kept(request: dict[str, Any], answer: Callable[[], dict[str, Any]]) -> dict[str, Any]:  # noqa: ARG001 — what is hashed
    given = answer()
    if given["statusCode"] >= 400:
        raise _NotKept(given)
    return given


def _told_apart(event: GatewayEvent, key: str) -> dict[str, Any]:
    return {
        "key": key,
        "caller": caller_in(claims_of(event)),
        "path": event["rawPath"],
        "body": event.get("body") or "",
        "query": event.get("rawQueryString", ""),
    }
