"""Faults on demand: what AWS does to its callers now and then, done when a test asks for it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from .errors import TextractError

MESSAGES = {
    "ThrottlingException": "Rate exceeded",
    "ProvisionedThroughputExceededException": "Provisioned rate exceeded",
    "InternalServerError": "Internal server error",
    "LimitExceededException": "Open jobs exceed maximum concurrent job limit",
}


@dataclass(slots=True)
class _Refusal:
    code: str
    calls: int
    operation: str | None


class Faults:
    """Every method asks for a fault in what comes next; nothing happens unasked."""

    def __init__(self) -> None:
        self._refusals: deque[_Refusal] = deque()
        self._slow: deque[int] = deque()
        self._partial: deque[tuple[int, ...]] = deque()
        self._failing: deque[str] = deque()
        self._lost = self._doubled = 0
        self._held_back: list[Callable[[], None]] = []
        self._reordered = 0

    def refuse(self, code: str, calls: int = 1, operation: str | None = None) -> None:
        """The next calls (of this operation, or of any) end in this error."""
        self._refusals.append(_Refusal(code, calls, operation))

    def slow_jobs(self, rounds: int, jobs: int = 1) -> None:
        """The next jobs are put off that many times before they are worked on; until then they are IN_PROGRESS."""
        self._slow.extend([rounds] * jobs)

    def partial_jobs(self, *pages: int, jobs: int = 1) -> None:
        """The next jobs end in PARTIAL_SUCCESS without these pages."""
        self._partial.extend([pages] * jobs)

    def failing_jobs(self, message: str = "INTERNAL_ERROR", jobs: int = 1) -> None:
        """The next jobs end in FAILED."""
        self._failing.extend([message] * jobs)

    def lose_messages(self, messages: int = 1) -> None:
        """The next SNS messages never arrive."""
        self._lost += messages

    def double_messages(self, messages: int = 1) -> None:
        """The next SNS messages arrive twice."""
        self._doubled += messages

    def reorder_messages(self, messages: int = 2) -> None:
        """The next SNS messages arrive together once the last of them is due, last first."""
        self._reordered += messages

    def check(self, operation: str) -> None:
        """Raises the error that was asked for, if this call's turn has come."""
        refusal = next((each for each in self._refusals if each.operation in (None, operation)), None)
        if refusal:
            refusal.calls -= 1
            if refusal.calls == 0:
                self._refusals.remove(refusal)
            raise TextractError(refusal.code, MESSAGES.get(refusal.code, "Refused on demand"))

    def rounds_for_next_job(self) -> int:
        """How often the next job is put off."""
        return self._slow.popleft() if self._slow else 0

    def missing_from_next_job(self) -> tuple[int, ...]:
        """The pages that the next job will not have read."""
        return self._partial.popleft() if self._partial else ()

    def failure_of_next_job(self) -> str | None:
        """The StatusMessage with which the next job fails."""
        return self._failing.popleft() if self._failing else None

    def deliver(self, message: Callable[[], None]) -> None:
        """Delivers an SNS message, or does to it what was asked for."""
        if self._reordered:
            self._reordered -= 1
            self._held_back.append(message)
            if not self._reordered:
                held, self._held_back = self._held_back[::-1], []
                for each in held:
                    each()
        elif self._lost:
            self._lost -= 1
        else:
            message()
            if self._doubled:
                self._doubled -= 1
                message()
