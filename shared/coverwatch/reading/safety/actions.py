"""What a PDF would do: actions that leave the document, and scripts other than those that check what is typed."""

from collections.abc import Iterable

from coverwatch.reading.safety.refusal import PRINT_IT, Reason, RefusedError
from coverwatch.reading.safety.scripts import MAX_CHARACTERS, declared_names, only_checks_what_is_typed
from coverwatch.reading.safety.structure import Dictionary, Structure
from coverwatch.reading.safety.syntax import Ref, Value

REFUSED = frozenset({"Launch", "GoToR", "GoToE", "SubmitForm", "ImportData", "RichMedia", "RichMediaExecute", "Rendition"})
"""Wherever the name stands: which viewer follows which path to it is not for us to guess (ISO 32000-1, 12.6.4)."""

_TYPING_EVENTS = ("K", "F", "V", "C")
"""A field's keystroke, format, validate and calculate actions."""


def refuse_actions(pdf: Structure, dictionaries: Iterable[Dictionary]) -> None:
    """Raises RefusedError (ACTIVE_CONTENT)."""
    if REFUSED.intersection(pdf.names):
        raise _active("opens or sends something else")
    by_typing: set[int] = set()
    with_script: list[Dictionary] = []
    for each in dictionaries:
        if "JS" in each:
            with_script.append(each)
        if "AA" in each:
            by_typing.update(_typing_actions(pdf, each))
        if _opens_a_web_page(pdf, each):
            raise _active("opens a web page by itself")
    if pdf.names["JS"] > len(with_script):
        raise _active("runs a script")  # one stands where viewers may see it and we do not
    scripts = [(_text(pdf, each["JS"]), id(each) not in by_typing) for each in with_script]
    declared = declared_names(text for text, _ in scripts)
    if not all(only_checks_what_is_typed(text, declared, runs_by_itself=by_itself) for text, by_itself in scripts):
        raise _active("runs a script")


def _typing_actions(pdf: Structure, field: Dictionary) -> set[int]:
    if not {"FT", "T", "Parent"}.intersection(field):
        return set()
    events = pdf.dictionary(field["AA"])
    return {id(pdf.dictionary(events[event])) for event in _TYPING_EVENTS if event in events}


def _opens_a_web_page(pdf: Structure, dictionary: Dictionary) -> bool:
    actions: list[Value] = [dictionary["OpenAction"]] if "OpenAction" in dictionary else []
    actions += pdf.dictionary(dictionary.get("AA")).values()
    return any(pdf.resolve(pdf.dictionary(action).get("S")) == "URI" for action in actions)


def _text(pdf: Structure, value: Value) -> str:
    resolved = pdf.resolve(value)
    if isinstance(resolved, dict):
        target = value
        while isinstance(target, Ref) and isinstance(following := pdf.by_number[target.number].value, Ref):
            target = following
        holder = pdf.by_number.get(target.number) if isinstance(target, Ref) else None
        resolved = pdf.whole(holder, 4 * MAX_CHARACTERS) if holder and holder.stream_begins is not None else b""
    if not isinstance(resolved, bytes):
        return ""
    return resolved.decode("utf-16", "replace") if resolved[:2] in {b"\xfe\xff", b"\xff\xfe"} else resolved.decode("latin-1")


def _active(what: str) -> RefusedError:
    return RefusedError(Reason.ACTIVE_CONTENT, f"The file {what}, which a certificate has no need for. {PRINT_IT}")
