"""Plants a fault: a function of the product gets the code of a spoilt copy of its own source, for as long as a run lasts."""

import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from typing import Any
from unittest.mock import patch

from tests.simulation.stories import Story


class NotThere(Exception):
    """The words that a fault is planted in are no longer in the source: the fault must be planted anew."""


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A fault: where (`module:function` or `module:Class.method`), which words, and by which others they are replaced.

    With `setting` the name is a value and no function, and becomes that. The `story` is played first, if there is one; then `weathers` are
    tried in their order.
    """

    name: str
    where: str
    words: str = ""
    by: str = ""
    setting: Any = None
    weathers: tuple[str, ...] = ("storm", "unswept", "crowd")
    story: Story | None = None
    """What shows it at once: seeds hardly ever get there."""
    equivalent: str = ""
    """Why nothing can find it, if nothing can."""


@contextmanager
def planted(fault: Planted) -> Iterator[None]:
    """The product with the fault in it. Raises NotThere."""
    module_name, _, path = fault.where.partition(":")
    *owners, name = path.split(".")
    owner = reduce(getattr, owners, import_module(module_name))
    if fault.setting is not None:
        with patch.object(owner, name, fault.setting):
            yield
        return
    function: Any = inspect.unwrap(getattr(owner, name))
    sound = function.__code__
    function.__code__ = _spoilt(function, fault)
    try:
        yield
    finally:
        function.__code__ = sound


def _spoilt(function: Callable[..., Any], fault: Planted) -> Any:
    source = textwrap.dedent(inspect.getsource(function))
    if source.count(fault.words) != 1:
        raise NotThere(f"{fault.name}: {source.count(fault.words)} times {fault.words!r} in {fault.where}")
    room: dict[str, Any] = {}
    exec(compile(source.replace(fault.words, fault.by), f"planted in {fault.where}", "exec"), dict(function.__globals__), room)  # noqa: S102
    return room[function.__name__].__code__
