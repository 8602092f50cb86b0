"""Functions in processes of their own: with the environment of the template, and stopped when their time is up."""

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coverwatch.aws import world
from local.activity import Activity
from local.settings import ROOT

START_LIMIT_S = 60.0


@dataclass(frozen=True)
class FunctionDefinition:
    """A function as the template defines it; `environment` is its own variables only."""

    name: str
    arn: str
    handler: str
    directory: Path
    layers: tuple[Path, ...]
    environment: Mapping[str, str]
    timeout: float
    memory: int
    log_group: str
    statements: tuple[Mapping[str, Any], ...] = ()
    """What its role's own policies allow."""


@dataclass(frozen=True)
class Outcome:
    """What came of an invocation: the handler's answer, or the error that Lambda reports."""

    request_id: str
    answer: Any
    error: Mapping[str, Any] | None

    @property
    def failed(self) -> bool:
        """Whether Lambda counts it as a failure."""
        return self.error is not None


class Function:
    """One function and its workers, at most `limit` of them at a time."""

    def __init__(self, definition: FunctionDefinition, surroundings: Mapping[str, str], logs: Path, activity: Activity, limit: int) -> None:
        """`surroundings` are what Lambda itself puts into the environment: region, credentials, where AWS is."""
        self.definition = definition
        self.limit = limit
        self._surroundings = surroundings
        self._log = logs / f"{definition.name}.log"
        self._activity = activity
        self._free = threading.Semaphore(limit)
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._closed = False

    def warm(self) -> None:
        """Starts a first worker now, so that the first invocation needs not wait for its imports."""
        with self._lock:
            if not self._idle and not self._closed:
                self._idle.append(self._start())

    def invoke(self, event: object) -> Outcome:
        """Runs the handler on an event; waits for a free worker first."""
        with self._free:
            request_id = _request_id()
            with self._activity.running(f"{self.definition.name} {request_id}"):
                return self._invoke(request_id, json.dumps(event))

    def close(self) -> None:
        """Stops every worker."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            busy = self._all.difference(idle)
        for worker in idle:
            worker.release()
        for worker in busy:
            worker.kill()

    def _invoke(self, request_id: str, event: str) -> Outcome:
        worker = self._take()
        self._note(f"START RequestId: {request_id} Version: $LATEST")
        begun = time.monotonic()
        told = worker.run(event, request_id, self.definition)
        self._note(f"END RequestId: {request_id}\nREPORT RequestId: {request_id}\tDuration: {(time.monotonic() - begun) * 1000:.2f} ms")
        with self._lock:
            if worker.alive and not self._closed:
                self._idle.append(worker)
            else:
                self._all.discard(worker)
        if "answer" in told:
            return Outcome(request_id, told["answer"], None)
        self._note(f"[ERROR] {told['error']['errorType']}: {told['error']['errorMessage']}")
        return Outcome(request_id, None, told["error"])

    def _take(self) -> "Worker":
        with self._lock:
            return self._idle.pop() if self._idle else self._start()

    def _start(self) -> "Worker":
        worker = Worker(self.definition, self._environment(), self._log)
        self._all.add(worker)
        return worker

    def _environment(self) -> dict[str, str]:
        definition = self.definition
        return {
            **self._surroundings,
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": os.pathsep.join(str(path) for path in (definition.directory, *definition.layers)),
            "LAMBDA_TASK_ROOT": str(definition.directory),
            "_HANDLER": definition.handler,
            "AWS_LAMBDA_FUNCTION_NAME": definition.name,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(definition.memory),
            "AWS_LAMBDA_LOG_GROUP_NAME": definition.log_group,
            "AWS_LAMBDA_LOG_STREAM_NAME": "local",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "TZ": ":UTC",
            "LANG": "en_US.UTF-8",
            **definition.environment,
        }

    def _note(self, line: str) -> None:
        with self._log.open("a", encoding="utf-8") as log:
            log.write(line + "\n")


class Worker:
    """One process that serves one function, one invocation at a time."""

    def __init__(self, definition: FunctionDefinition, environment: Mapping[str, str], log: Path) -> None:
        read, self._invocations = os.pipe()
        self._outcomes, write = os.pipe()
        with log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, and the template's handler
                [sys.executable, "-m", "local.runtime", definition.handler, str(read), str(write), str(ROOT)],
                cwd=ROOT,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=(read, write),
                start_new_session=True,  # Ctrl-C is for the stack, which then stops its workers
            )
        os.close(read)
        os.close(write)
        self._received = bytearray()
        self._started = False
        self.alive = True

    def run(self, event: str, request_id: str, definition: FunctionDefinition) -> dict[str, Any]:
        """The runtime's line for one invocation: {"answer": …} or {"error": …}; the process is gone after a timeout or a crash."""
        if not self._started:
            told = self._next_line(START_LIMIT_S)
            if told is None or "failed_to_start" in told:
                gone = self._gone(request_id)
                return {"error": (told or {}).get("failed_to_start", gone)}
            self._started = True
        invocation = {
            "request_id": request_id,
            "arn": definition.arn,
            "timeout": definition.timeout,
            "trace": f"Root=1-{request_id[:8]}-local",
        }
        line = json.dumps(invocation)[:-1] + f', "event": {event}}}\n'
        end = time.monotonic() + definition.timeout
        try:
            _write(self._invocations, line.encode())
        except OSError:
            return {"error": self._gone(request_id)}
        told = self._next_line(definition.timeout)
        if told is not None:
            return told
        if time.monotonic() < end:
            return {"error": self._gone(request_id)}
        self.release()
        message = f"{request_id} Task timed out after {definition.timeout:.2f} seconds"
        return {"error": {"errorType": "Sandbox.Timedout", "errorMessage": f"RequestId: {message}", "stackTrace": []}}

    def kill(self) -> None:
        """Stops the process at once; whoever waits for its outcome learns that it is gone."""
        self._process.kill()

    def release(self) -> None:
        """Stops the process and gives back what it held; for the one who used it last."""
        if self.alive:
            self.alive = False
            self._process.kill()
            self._process.wait()
            os.close(self._invocations)
            os.close(self._outcomes)

    def _gone(self, request_id: str) -> dict[str, Any]:
        self.release()
        message = f"RequestId: {request_id} Error: Runtime exited with error: exit status {self._process.returncode}"
        return {"errorType": "Runtime.ExitError", "errorMessage": message, "stackTrace": []}

    def _next_line(self, timeout: float) -> dict[str, Any] | None:
        """The next line, or None when there was none in time or will never be one."""
        end = time.monotonic() + timeout
        waiting = select.poll()
        waiting.register(self._outcomes, select.POLLIN)
        while b"\n" not in self._received:
            ready = waiting.poll(max(0.0, end - time.monotonic()) * 1000)
            chunk = os.read(self._outcomes, 1 << 20) if ready else b""
            if not chunk:
                return None
            self._received += chunk
        line, _, self._received = self._received.partition(b"\n")
        told: dict[str, Any] = json.loads(line)
        return told


def _write(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def _request_id() -> str:
    drawn = world.new_id()
    return f"{drawn[:8]}-{drawn[8:12]}-{drawn[12:16]}-{drawn[16:20]}-{drawn[20:]}"
