"""The pages of a PDF as its tree has them: counts that a file states may be wrong, on purpose or not."""

from collections.abc import Iterator

from coverwatch.reading.safety.limits import MAX_PAGES
from coverwatch.reading.safety.refusal import damaged
from coverwatch.reading.safety.structure import Dictionary, Structure
from coverwatch.reading.safety.syntax import MAX_DEPTH, Ref, Value


def pages_of(pdf: Structure, roots: list[Value]) -> list[Dictionary]:
    """The pages under whichever root has most, at most MAX_PAGES + 1: one file may be read in several ways.

    Raises RefusedError (MALFORMED) for a tree that is circular or deeper than MAX_DEPTH.
    """
    trees = [pdf.dictionary(pdf.dictionary(root).get("Pages")) for root in {repr(root): root for root in roots}.values()]
    if not any(trees):
        trees = [each.value for each in pdf.found if isinstance(each.value, dict) and each.value.get("Type") == "Pages"][-1:]
    return max((_leaves(pdf, tree) for tree in trees), key=len, default=[])


def states_a_wrong_count(pdf: Structure, roots: list[Value], pages: int) -> bool:
    counts = {pdf.number(pdf.dictionary(pdf.dictionary(root).get("Pages")).get("Count")) for root in roots}
    return bool(counts - {pages, None})


def _leaves(pdf: Structure, tree: Dictionary) -> list[Dictionary]:
    leaves: list[Dictionary] = []
    seen: set[int] = set()
    path: list[Iterator[Value]] = [iter([tree])]
    while path and len(leaves) <= MAX_PAGES:
        node = next(path[-1], None)
        if node is None:
            path.pop()
            continue
        pdf.budget.spend(1)
        if isinstance(node, Ref):
            if node.number in seen:
                raise damaged()
            seen.add(node.number)
        dictionary = pdf.dictionary(node)
        if "Kids" in dictionary:
            path.append(iter([each if each is not None else 0 for each in pdf.array(dictionary["Kids"])]))
            if len(path) > MAX_DEPTH:
                raise damaged()
        elif dictionary and dictionary is not tree:
            leaves.append(dictionary)
    return leaves
