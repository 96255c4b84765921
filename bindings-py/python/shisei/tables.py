"""Tables as commands print them, of whatever library: their rows, and plain text in columns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from unicodedata import east_asian_width

from shisei._shisei import Scored
from shisei.cells import Cells

__all__ = ["aligned", "cut", "names", "records", "width"]


def names(table: Any) -> list[str]:
    """The columns of a table."""
    return table.columns if isinstance(table, Scored) else list(table.column_names)


def records(table: Any, most: int | None = None) -> list[dict[str, Any]]:
    """The rows of a table, or the first of them, as objects of Python."""
    if not isinstance(table, Scored):
        rows: list[dict[str, Any]] = table[:most].to_pylist()
        return rows
    cells = Cells.of(table if most is None else table._slice(0, most))
    columns = [
        [None if text is None else _value(cells.types[name])(text) for text in texts]
        for name, texts in cells.columns.items()
    ]
    return [dict(zip(cells.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def _value(kind: str) -> Any:
    """What makes a value of the text of one."""
    if kind.startswith(("int", "uint")):
        return int
    if kind.startswith(("float", "double")):
        return float
    if kind.startswith(("list", "large_list", "struct")):
        return json.loads
    return (lambda text: text == "true") if kind.startswith("bool") else str


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def cut(text: str, most: int) -> str:
    """A text in at most `most` columns."""
    if width(text) <= most:
        return text
    kept = ""
    for one in text:
        if width(kept + one) > most - 1:
            break
        kept += one
    return kept + "…"


def aligned(rows: Sequence[Sequence[str]], indent: str = "  ", most: int = 48) -> list[str]:
    """Rows as lines whose columns stand below each other."""
    rows = [[cut(cell, most) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        (
            indent
            + "  ".join(cell + " " * (w - width(cell)) for cell, w in zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
