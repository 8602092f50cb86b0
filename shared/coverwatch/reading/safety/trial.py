"""A trial drawing, in a process that may be killed: no check of the bytes can say how long drawing takes, or that it will not crash.

A few bytes of tiling pattern, of nested forms or of a function per pixel keep any renderer busy for hours. What has passed here may be
drawn in this process: it takes about as long again.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from coverwatch.reading.file_type import Kind
from coverwatch.reading.safety.limits import MAX_PAGES
from coverwatch.reading.safety.refusal import Reason, RefusedError, damaged, too_much

PROCESSOR_SECONDS = 6
"""25 MB of scanned pages, 35 of them, take 1.7. Processor time, so that a busy machine refuses nothing."""
MEMORY_BYTES = 1024 * 1024 * 1024
"""Of address space. A letter page with a 600 dpi colour picture takes 170 MB."""
WALL_SECONDS = 90
"""Only for a machine that has no time for us at all."""
DPI = 150
MAX_PIXELS = 40_000_000

_CHILD = Path(__file__).with_name("drawing_child.py")
_LIMIT_SIGNALS = {-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGABRT}
"""The last is how pdfium ends when it gets no more memory."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of drawing a document."""

    pages: tuple[tuple[float, float], ...]
    """Of each page that could be drawn: its size in points (PDF) or pixels (images)."""
    encrypted: bool = False
    modes: tuple[str, ...] = ()
    """Of images: how Pillow names their pixels."""
    plain: bool = True
    """Of images: upright, opaque, with square pixels."""


def draw_on_trial(content: bytes, kind: Kind, *, processor_seconds: int = PROCESSOR_SECONDS, memory_bytes: int = MEMORY_BYTES) -> Trial:
    """Raises RefusedError: RESOURCE_LIMIT for what takes too long or too much memory, MALFORMED for what crashes or cannot be opened."""
    limits = (processor_seconds, memory_bytes, MAX_PAGES + 1, DPI, MAX_PIXELS)
    # No environment but what the interpreter needs to start: the child has no credentials to lose.
    environment = {key: value for key, value in os.environ.items() if key == "LD_LIBRARY_PATH"}
    try:
        child = subprocess.run(  # noqa: S603 - our own script, by its path
            [sys.executable, "-I", "-S", str(_CHILD), kind.upper() if kind != "pdf" else kind, *map(str, limits), *filter(None, sys.path)],
            input=content,
            capture_output=True,
            env=environment,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise too_much() from None
    if child.returncode:
        raise too_much() if child.returncode in _LIMIT_SIGNALS or b"MemoryError" in child.stderr else damaged()
    answer = json.loads(child.stdout)
    if "error" in answer:
        raise RefusedError(Reason.ENCRYPTED, PASSWORD) if answer["error"] == "password" else damaged()
    pages = tuple((width, height) for width, height in answer.pop("pages"))
    return Trial(pages, **{**answer, "modes": tuple(answer.get("modes", ()))})


PASSWORD = "The file asks for a password. Please send it without one."  # noqa: S105 - a sentence
