"""TABLE blocks: the grid of policies and the list of insurers, cell by cell; a policy's own cells merged over its lines."""

from collections.abc import Iterator, Mapping, Sequence

from local.specimens.answers.blocks import Block, BlockMaker, Rectangle, relate
from local.specimens.answers.seen import Word
from local.specimens.geometry import LINE, FieldBox, Form
from local.specimens.seeds import share

COLUMNS = (18.0, 36.0, 176.4, 194.4, 212.4, 331.2, 378.0, 424.8, 514.8, 594.0)
MERGED_COLUMNS = 7
"""Letter, type, ADDL INSD, SUBR WVD, number and dates span a policy's lines; label and limit do not."""
INSURER_COLUMNS = (306.0, 540.0, 594.0)
HEADER_FIELD = "Insurer_FullName_A"

Seen = Sequence[tuple[Word, Block]]
Elements = Sequence[tuple[FieldBox, Block]]


def tables(form: Form, seen: Seen, elements: Elements, maker: BlockMaker) -> Iterator[Block]:
    """The page's tables with their cells."""
    top = form.fields[HEADER_FIELD].top - LINE
    yield from _table(INSURER_COLUMNS, [top + LINE * row for row in range(8)], [], seen, elements, maker)
    start = form.bands[0].top
    rows = [start - LINE + LINE * row for row in range(round((form.bands[-1].bottom - start) / LINE) + 2)]
    spans = [(1 + round((band.top - start) / LINE), round((band.bottom - band.top) / LINE)) for band in form.bands]
    yield from _table(COLUMNS, rows, spans, seen, elements, maker)


def _table(
    columns: Sequence[float],
    rows: Sequence[float],
    spans: Sequence[tuple[int, int]],
    seen: Seen,
    elements: Elements,
    maker: BlockMaker,
) -> Iterator[Block]:
    table = maker.block("TABLE", (columns[0], rows[0], columns[-1], rows[-1]), 99.4, EntityTypes=["STRUCTURED_TABLE"])
    cells: dict[tuple[int, int], Block] = {}
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            rectangle = (columns[column], rows[row], columns[column + 1], rows[row + 1])
            cells[row, column] = _cell(row, column, rectangle, seen, elements, maker)
    merged = [
        _merged(cells, columns, rows, row, count, column, maker)
        for row, count in spans
        for column in range(min(MERGED_COLUMNS, len(columns) - 1))
    ]
    relate(table, "CHILD", cells.values())
    relate(table, "MERGED_CELL", merged)
    yield table
    yield from cells.values()
    yield from merged


def _cell(
    row: int,
    column: int,
    rectangle: Rectangle,
    seen: Seen,
    elements: Elements,
    maker: BlockMaker,
) -> Block:
    confidence = 55 + 40 * share(f"cell/{row}/{column}")
    cell = maker.block("CELL", rectangle, confidence, RowIndex=row + 1, ColumnIndex=column + 1, RowSpan=1, ColumnSpan=1)
    if row == 0:
        cell["EntityTypes"] = ["COLUMN_HEADER"]
    words = [block for word, block in seen if _holds(rectangle, *word.middle)]
    inside = [element for box, element in elements if _holds(rectangle, (box.left + box.right) / 2, (box.top + box.bottom) / 2)]
    relate(cell, "CHILD", [*words, *inside])
    return cell


def _holds(rectangle: Rectangle, x: float, y: float) -> bool:
    left, top, right, bottom = rectangle
    return left <= x < right and top <= y < bottom


def _merged(
    cells: Mapping[tuple[int, int], Block],
    columns: Sequence[float],
    rows: Sequence[float],
    row: int,
    count: int,
    column: int,
    maker: BlockMaker,
) -> Block:
    rectangle = (columns[column], rows[row], columns[column + 1], rows[row + count])
    index = {"RowIndex": row + 1, "ColumnIndex": column + 1, "RowSpan": count, "ColumnSpan": 1}
    merged = maker.block("MERGED_CELL", rectangle, 88.0, **index)
    relate(merged, "CHILD", [cells[line, column] for line in range(row, row + count)])
    return merged
