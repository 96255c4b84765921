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
from shisei.libraries import converter, to_stream, with_id
from shisei.messages import say

if TYPE_CHECKING:
    import pyarrow as pa

    from shisei.options import Options

__all__ = ["Sample", "sample"]

#: Rows that are looked at of a table, and runs of them.
ROWS, RUNS = 20_000, 16
#: Files that are looked at, of many.
MOST_FILES = 20
#: How a row is judged as a header: the number of controls that it names.
Names = Callable[[list[str]], int]


@dataclass
class Sample:
    """Rows of a source, and what is known about it."""

    table: pa.Table
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

    @property
    def whole(self) -> bool:
        """Whether the sample is everything."""
        return self.exact and self.total == self.table.num_rows


def sample(data: Any, options: Options, names: Names) -> Sample:
    """Looks at a table or at files; `names` counts the controls that headings name."""
    if not isinstance(data, (str, os.PathLike, list, tuple)):
        return _in_memory(data, options)
    found = files.paths(data)
    kinds = {files.kind_of(one) for one in found}
    kind = kinds.pop()
    if kind is None or kinds:
        files.read(found)  # It says what is wrong with them.
    looked = [_KINDS[str(kind)](one, options, names) for one in found[:MOST_FILES]]
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
    import pyarrow as pa

    names = first.table.column_names
    alike = [one.table for one in looked if sorted(one.table.column_names) == sorted(names)]
    first.table = pa.concat_tables(
        [one.select(names) for one in alike], promote_options="permissive"
    )
    return first


def _same(path: str, first: Sample, other_path: str, other: Sample) -> None:
    """Says how a file differs from the first one."""
    ours, theirs = first.table.column_names, other.table.column_names
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
    if other.header_row != first.header_row:
        first.problems.append(
            say(
                f"{other_path}: the header is in row {other.header_row}, not {first.header_row}",
                f"{other_path}：見出しが{other.header_row}行目にあります"
                f"（{path} は{first.header_row}行目）",
            )
        )


def _in_memory(data: Any, options: Options) -> Sample:
    import pyarrow as pa

    if isinstance(data, pa.RecordBatchReader):
        raise TypeError(
            say(
                "a stream can be read once only: inspect its table",
                "ストリームは一度しか読めません。表を指定してください",
            )
        )
    if converter(type(data)) is None and hasattr(data, "read_all"):
        data = data.read_all()
    data = with_id(data, options["id"])
    if hasattr(data, "collect") and hasattr(data, "head"):
        table = to_stream(data.head(ROWS), []).read_all()
        return Sample(table, exact=False)
    rows = len(data) if hasattr(data, "__len__") else None
    step = 1 if rows is None else max(1, -(-rows // ROWS))
    if step > 1 and hasattr(data, "gather_every"):
        data = data.gather_every(step)
    elif step > 1 and hasattr(data, "iloc"):
        data = data.iloc[::step]
    table = to_stream(data, []).read_all()
    if table.num_rows > ROWS:
        rows = table.num_rows
        each = ROWS // RUNS
        table = pa.concat_tables([table.slice(at * rows // RUNS, each) for at in range(RUNS)])
    return Sample(table, total=table.num_rows if rows is None else rows)


def _columnar(path: str, options: Options, names: Names) -> Sample:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if files.kind_of(path) == "parquet":
        with pq.ParquetFile(path) as file:
            groups = range(file.num_row_groups)
            taken = sorted({*groups[:1], *groups[len(groups) // 2 :][:1], *groups[-1:]})
            parts = [
                next(file.iter_batches(ROWS // 3, row_groups=[at], use_threads=False))
                for at in taken
            ]
            table = pa.Table.from_batches(parts, file.schema_arrow) if parts else file.read()
            return Sample(table, total=file.metadata.num_rows)
    batches, rows = [], 0
    reader = files.read(path)
    for batch in reader:
        batches.append(batch)
        rows += batch.num_rows
        if rows >= ROWS:
            return Sample(pa.Table.from_batches(batches, reader.schema), exact=False)
    return Sample(pa.Table.from_batches(batches, reader.schema), total=rows)


def _read(path: str, options: Options, names: Names) -> Sample:
    import pyarrow as pa

    native = files.native(path, options)
    assert native is not None
    (found,) = native.samples(names)
    encoding = found.encoding
    return Sample(
        pa.RecordBatchReader.from_stream(found).read_all(),
        encoding=None if encoding is None else encoding.lower(),
        separator=found.separator,
        sheet=found.sheet,
        sheets=tuple(found.sheets),
        header_row=found.header_row,
        header_rows=found.header_rows,
        above=tuple(found.above),
        total=found.total,
        exact=found.whole,
        problems=list(found.problems),
    )


_KINDS: dict[str, Callable[[str, Any, Names], Sample]] = {
    "csv": _read,
    "excel": _read,
    "parquet": _columnar,
    "ipc": _columnar,
}
