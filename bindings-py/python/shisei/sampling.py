"""A sample of a table or of files: the beginning, and rows from later on.

What a file is read as, the reader of files decides; here are tables in memory, and what several
files have in common.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shisei import files
from shisei.cells import Cells
from shisei.libraries import lent, library, to_stream, with_id
from shisei.messages import say
from shisei.portfolio import of_python

if TYPE_CHECKING:
    from shisei.options import Options

__all__ = ["Sample", "sample"]

#: Rows that are looked at of a table.
ROWS = 20_000
#: Files that are looked at, of many.
MOST_FILES = 20
#: How a row is judged as a header: the number of controls that it names.
Names = Callable[[list[str]], int]


@dataclass
class Sample:
    """Rows of a source, and what is known about it."""

    table: Cells
    #: The files, in order; none for a table in memory.
    files: tuple[str, ...] = ()
    kind: str = "table"
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    #: The row of the file that names the columns, counted from 1.
    header_row: int | None = None
    #: How many rows the names take.
    header_rows: int = 1
    #: The rows above the header.
    above: tuple[str, ...] = ()
    #: All rows, exactly or about, where that is known.
    total: int | None = None
    exact: bool = True
    problems: list[str] = field(default_factory=list)
    #: What else to know about the file.
    notes: list[str] = field(default_factory=list)
    #: Whether the names are in the same rows of all files.
    alike: bool = True

    @property
    def whole(self) -> bool:
        """Whether the sample is everything."""
        return self.exact and self.total == self.table.rows


def sample(data: Any, options: Options, names: Names) -> Sample:
    """Looks at a table or at files; `names` counts the controls that headings name."""
    own = of_python(data)
    if own is not None:
        data = own[0]
    if not isinstance(data, (str, os.PathLike, list, tuple)):
        return _in_memory(data, options)
    found = files.paths(data)
    kinds = {files.kind_of(one) for one in found}
    kind = kinds.pop()
    if kind is None or kinds:
        files.read(found)  # It says what is wrong with them.
    read = _streamed if kind == "ipc" else _read
    looked = [read(one, options, names) for one in found[:MOST_FILES]]
    first = looked[0]
    first.files, first.kind = tuple(found), str(kind)
    for path, other in zip(found[1:], looked[1:], strict=False):
        _same(found[0], first, path, other)
    if all(one.total is not None for one in looked) and len(looked) == len(found):
        first.total = sum(one.total or 0 for one in looked)
        first.exact = all(one.exact for one in looked)
    elif len(found) > 1:
        first.total, first.exact = None, False
    return _together(first, looked)


def _together(first: Sample, looked: list[Sample]) -> Sample:
    names = sorted(first.table.names)
    first.table = first.table.followed_by(
        one.table for one in looked[1:] if sorted(one.table.names) == names
    )
    return first


def _same(path: str, first: Sample, other_path: str, other: Sample) -> None:
    """Says how a file differs from the first one."""
    ours, theirs = first.table.names, other.table.names
    lacking = [name for name in ours if name not in theirs]
    added = [name for name in theirs if name not in ours]
    if lacking or added:
        parts = (
            [say(f"without {', '.join(lacking)}", f"{'、'.join(lacking)} がない")]
            if lacking
            else []
        )
        parts += [say(f"with {one}", f"{one} がある") for one in added]
        said = say(" and ", "、").join(parts)
        first.problems.append(
            say(
                f"{other_path}: other columns than {path} ({said})",
                f"{other_path}：{path} と列が違います（{said}）",
            )
        )
    first.notes += other.notes
    if (other.header_row, other.header_rows) != (first.header_row, first.header_rows):
        first.alike = False
    if other.header_row != first.header_row:
        first.problems.append(
            say(
                f"{other_path}: the header is in row {other.header_row}, not {first.header_row}",
                f"{other_path}：見出しが{other.header_row}行目にあります"
                f"（{path} は{first.header_row}行目）",
            )
        )


def _in_memory(data: Any, options: Options) -> Sample:
    if type(data).__name__ == "RecordBatchReader":
        raise TypeError(
            say(
                "a stream can be read once only: inspect its table",
                "ストリームは一度しか読めません。表を指定してください",
            )
        )
    if library(data) is None and hasattr(data, "read_all"):
        data = data.read_all()
    data = with_id(data, options["id"])
    if hasattr(data, "collect") and hasattr(data, "head"):
        return Sample(_cells(data.head(ROWS).collect()), exact=False)
    rows = len(data) if hasattr(data, "__len__") else None
    step = 1 if rows is None else max(1, -(-rows // ROWS))
    if step > 1 and hasattr(data, "gather_every"):
        data = data.gather_every(step)
    elif step > 1 and hasattr(data, "iloc"):
        data = data.iloc[::step]
    elif step > 1 and hasattr(data, "take"):
        data = data.take(list(range(0, rows or 0, step)))
    table = _cells(data)
    return Sample(table, total=table.rows if rows is None else rows)


def _cells(data: Any) -> Cells:
    whole = lent(data)
    return Cells.of(to_stream(data, []) if whole is None else whole)


def _streamed(path: str, options: Options, names: Names) -> Sample:
    """The first rows of a file that another library reads."""
    parts: list[Cells] = []
    for batch in files.read(path):
        parts.append(Cells.of(batch))
        if sum(part.rows for part in parts) >= ROWS:
            return Sample(parts[0].followed_by(parts[1:]), exact=False)
    table = parts[0].followed_by(parts[1:]) if parts else Cells.of(files.read(path).read_all())
    return Sample(table, total=table.rows)


def _read(path: str, options: Options, names: Names) -> Sample:
    native = files.native(path, options)
    assert native is not None
    (found,) = native.samples(names)
    encoding = found.encoding
    return Sample(
        Cells.of(found),
        encoding=None if encoding is None else encoding.lower(),
        separator=found.separator,
        sheet=found.sheet,
        sheets=tuple(found.sheets),
        header_row=found.header_row,
        header_rows=found.header_rows,
        above=tuple(found.above),
        total=found.total,
        exact=found.whole or found.header_row is None,
        problems=list(found.problems),
        notes=list(found.notes),
    )
