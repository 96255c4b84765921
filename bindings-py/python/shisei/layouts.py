"""Sheets in which a question is a row: one file or one sheet a firm, or a column for each choice.

Each becomes rows of id, control and answer, which `score` then reads as it does with `long`.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from shisei import files
from shisei._shisei import _gathered, _is_error
from shisei.messages import say

if TYPE_CHECKING:
    import pyarrow as pa

    from shisei.options import Options

__all__ = ["Long", "answer_columns", "by_firm", "marked"]

#: The column of controls, and that of answers or those of the choices.
Long: TypeAlias = "tuple[str, str | Sequence[str]]"

#: The rows of a sheet with something in them, each with its number.
Grid: TypeAlias = "list[tuple[int, list[str | None]]]"
#: A cell of a sheet.
_CELL = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
#: Rows of a sheet that may stand above its header.
TOP = 50


def answer_columns(long: Long) -> list[str]:
    """The column of answers, or those of the choices."""
    return [long[1]] if isinstance(long[1], str) else list(long[1])


def by_firm(paths: Any, options: Options, named: Callable[[str], object]) -> pa.RecordBatchReader:
    """The answers of files or sheets that are of one firm each, with whose they are.

    `id_from` says where that stands: "file" (its name without the ending), "sheet" (its name), or a
    cell such as "B2". `named` says whether a text names a control: a row without an answer that
    does not is the heading of a section, or a note.
    """
    import pyarrow as pa

    long, where = options["long"], options["id_from"]
    if long is None or where is None:
        raise ValueError(
            say("`id_from` needs `long`", "`id_from` は `long` と一緒に指定してください")
        )
    cell = _CELL.fullmatch(where)
    if where not in ("file", "sheet") and cell is None:
        raise ValueError(
            say(
                f'id_from is "file", "sheet" or a cell such as "B2", not {where!r}',
                f'id_from には "file"、"sheet"、"B2" のようなセルを指定します（{where!r} は不可）',
            )
        )
    wanted = [long[0], *answer_columns(long)]
    id = options["id"] or "id"
    schema = pa.schema([(name, pa.string()) for name in dict.fromkeys((id, *wanted))])

    def batches() -> Iterator[pa.RecordBatch]:
        for path in files.paths(paths):
            for sheet, grid, top in _sheets(path, options, wanted, several=where == "sheet"):
                of = {"file": Path(path).stem, "sheet": sheet}.get(where)
                _apart(path, sheet, grid[top][0], options, wanted)
                if of is None and cell is not None:
                    of = _cell(grid, cell, f"{path} {sheet}".strip())
                yield _rows(grid, top, wanted, [of] if of is None else [str(of)], schema, named)

    return pa.RecordBatchReader.from_batches(schema, batches())


def _sheets(
    path: str, options: Options, wanted: list[str], *, several: bool
) -> list[tuple[str, Grid, int]]:
    """The sheets of a file that have the columns, with the place of the header."""
    native = files.native(path, options)
    if native is None:
        raise ValueError(
            say(
                f"{path!r} is neither CSV nor a workbook",
                f"{path!r} はCSVでもExcelのブックでもありません",
            )
        )
    (every,) = native.cells()
    # Sheets that are hidden, or show how to fill in the others, are meant where they are named.
    whole = [(name, grid) for name, aside, grid in every if not aside or options["sheet"]]
    found = []
    for sheet, grid in whole:
        heads = (at for at, (_, row) in enumerate(grid[:TOP]) if set(wanted) <= _names(row))
        top = next(heads, None)
        if top is not None:
            _only_once(grid[top], wanted, f"{path} {sheet}".strip())
            found.append((sheet, grid, top))
    others = [sheet for sheet, *_ in every if sheet not in {name for name, _, _ in found}]
    if not found or (len(found) > 1 and not several):
        named = ", ".join(map(repr, wanted))
        sheets = ", ".join(sheet for sheet, *_ in found) or _first_rows(whole)
        raise ValueError(
            say(
                f"{path!r}: {'more than one sheet has' if found else 'no row has'} the headings "
                f"{named}: {sheets}",
                f"{path!r}：見出し {named} のある"
                f"{'シートが二つ以上あります' if found else '行がありません'}（{sheets}）",
            )
        )
    if several and others:
        warnings.warn(
            say(
                f"{path!r}: sheets without the headings, hidden ones and examples were left out: "
                f"{', '.join(others)}",
                f"{path!r}：見出しのないシート、非表示や記入例のシートは除きました"
                f"（{'、'.join(others)}）",
            ),
            stacklevel=4,
        )
    return found


def _only_once(header: tuple[int, list[str | None]], wanted: list[str], place: str) -> None:
    """Refuses a heading that is wanted and stands there twice."""
    number, row = header
    cells = [cell.strip() for cell in row if cell]
    twice = next((name for name in wanted if cells.count(name) > 1), None)
    if twice is not None:
        raise ValueError(
            say(
                f"{place}, row {number}: there is more than one column '{twice}'",
                f"{place}、{number}行目：列「{twice}」が二つ以上あります",
            )
        )


def _apart(path: str, sheet: str, row: int, options: Options, wanted: list[str]) -> None:
    """Refuses answers that others cover in merged cells."""
    if files.kind_of(path) != "excel":
        return
    there: Options = {**options, "sheet": sheet, "header_row": row, "header_rows": 1}
    native = files.native(path, there)
    assert native is not None
    covered = native.covered(wanted[0], wanted[1:])
    if covered:
        raise ValueError("\n".join(covered))


def _names(row: Sequence[str | None]) -> set[str]:
    return {cell.strip() for cell in row if cell}


def _first_rows(whole: list[tuple[str, Grid]]) -> str:
    shown = [[cell for cell in row if cell] for _, grid in whole for _, row in grid[:3]]
    return " / ".join(" ".join(row) for row in shown if row)


def _cell(grid: Grid, cell: re.Match[str], place: str) -> str:
    column = 0
    for letter in cell[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    cells = next((cells for row, cells in grid if row == int(cell[2])), [])
    value = cells[column - 1] if column <= len(cells) else None
    if value and _is_error(value):
        raise ValueError(
            say(
                f"{place}: the cell {cell[0]} holds the error {value.strip()} of a spreadsheet",
                f"{place}：セル {cell[0]} が表計算のエラー {value.strip()} です",
            )
        )
    if not value or not value.strip():
        raise ValueError(
            say(f"{place}: the cell {cell[0]} is empty", f"{place}：セル {cell[0]} が空です")
        )
    return str(value).strip()


def _rows(
    grid: Grid,
    top: int,
    wanted: list[str],
    id: list[str | None],
    schema: pa.Schema,
    named: Callable[[str], object],
) -> pa.RecordBatch:
    """The rows below the header that hold answers or name controls."""
    import pyarrow as pa

    header = [(cell or "").strip() for cell in grid[top][1]]
    places = [header.index(name) for name in wanted]
    rows = [[row[at] if at < len(row) else None for at in places] for _, row in grid[top + 1 :]]
    rows = [row for row in rows if any(row[1:]) or (row[0] and named(row[0]))]
    columns = [pa.array(id * len(rows), pa.string())]
    columns += [pa.array([row[at] for row in rows], pa.string()) for at in range(len(wanted))]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def marked(
    reader: pa.RecordBatchReader, control: str, choices: Sequence[str]
) -> pa.RecordBatchReader:
    """One column of answers in place of one for each choice: the heading of the one with a mark.

    Two marks, and a cell that holds something else than a mark, are answers that cannot be read.
    """
    import pyarrow as pa

    there = [*choices, control]
    lacking = [name for name in there if name not in reader.schema.names]
    if lacking:
        named, there = ", ".join(map(repr, lacking)), reader.schema.names
        raise ValueError(
            say(
                f"there is no column {named}; there are {there}",
                f"列 {named} がありません。あるのは {there} です",
            )
        )

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in reader:
            yield pa.record_batch(_gathered(batch, choices))

    schema = pa.schema(_gathered(reader.schema.empty_table(), choices))
    return pa.RecordBatchReader.from_batches(schema, batches())
