"""Asynchronous invocations, as schedules make them: repeated when they fail, then kept in a queue."""

import json
import logging
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from local.clock import timestamp
from local.pump.surroundings import Surroundings
from local.wiring import AsynchronousSettings
from local.workers import Function, Outcome

log = logging.getLogger(__name__)

WAITS_S = (60.0, 120.0)


class AsynchronousInvocations:
    """Takes events for functions and sees each through."""

    def __init__(self, functions: Mapping[str, Function], settings: Mapping[str, AsynchronousSettings], surroundings: Surroundings) -> None:
        """Functions and settings by function ARN."""
        self._functions = functions
        self._settings = settings
        self._around = surroundings
        self._stopping = threading.Event()
        self._events = ThreadPoolExecutor(4, thread_name_prefix="asynchronous")

    def stop(self) -> None:
        """Ends after what runs; what waits for another try is dropped."""
        self._stopping.set()
        self._events.shutdown(cancel_futures=True)

    def invoke(self, function_arn: str, event: Any) -> None:
        """Takes an event and returns at once; the stack is busy with it from here on."""
        function = self._functions[function_arn]
        number = self._around.activity.begin(f"an event for {function.definition.name}")
        self._events.submit(self._see_through, number, function, event)

    def _see_through(self, number: int, function: Function, event: Any) -> None:
        try:
            self._attempt(function, event, self._settings.get(function.definition.arn, AsynchronousSettings()))
        except Exception:
            log.exception("an event for %s was lost", function.definition.name)
        finally:
            self._around.activity.end(number)

    def _attempt(self, function: Function, event: Any, settings: AsynchronousSettings) -> None:
        begun = self._around.clock.now()
        for attempt in range(settings.retries + 1):
            outcome = function.invoke(event)
            if not outcome.failed:
                return
            wait = WAITS_S[min(attempt, len(WAITS_S) - 1)]
            too_old = (self._around.clock.now() - begun).total_seconds() + wait > settings.event_age
            if attempt == settings.retries or too_old:
                self._give_up(function, event, settings, outcome, attempt + 1)
            elif self._stopping.wait(wait * self._around.pace):
                return

    def _give_up(self, function: Function, event: Any, settings: AsynchronousSettings, outcome: Outcome, attempts: int) -> None:
        error = dict(outcome.error or {})
        log.warning("%s failed %d times: %s", function.definition.name, attempts, error.get("errorMessage"))
        if settings.dead_letters is not None:
            self._around.send(
                settings.dead_letters,
                json.dumps(event),
                RequestID=outcome.request_id,
                ErrorCode="200",
                ErrorMessage=str(error.get("errorMessage")) or "Unhandled",
            )
        if settings.on_failure is not None:
            told = {
                "version": "1.0",
                "timestamp": timestamp(self._around.clock.now()),
                "requestContext": {
                    "requestId": outcome.request_id,
                    "functionArn": f"{function.definition.arn}:$LATEST",
                    "condition": "RetriesExhausted",
                    "approximateInvokeCount": attempts,
                },
                "requestPayload": event,
                "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
                "responsePayload": error,
            }
            self._around.send(settings.on_failure, json.dumps(told))
