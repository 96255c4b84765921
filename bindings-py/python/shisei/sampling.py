"""A sample of a table or of files: the beginning, and rows from later on.

Of a file of a gigabyte some megabytes are read.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING, Any

from shisei import files
from shisei.libraries import converter, to_stream, with_id
from shisei.messages import needs, say

if TYPE_CHECKING:
    import pyarrow as pa

    from shisei.options import Options

__all__ = ["Sample", "grids", "sample"]

#: Bytes that are read of a CSV file: its beginning, and blocks from all over the rest.
HEAD, BLOCK, BLOCKS = 1 << 20, 1 << 17, 16
#: Rows that are looked at of anything else, and of a workbook's beginning for its header.
ROWS, TOP = 20_000, 20
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
    looked = [_KINDS[str(kind)](one, options, names) for one in found[:TOP]]
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
        each = ROWS // BLOCKS
        table = pa.concat_tables([table.slice(at * rows // BLOCKS, each) for at in range(BLOCKS)])
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


def _csv(path: str, options: Options, names: Names) -> Sample:
    blocks, size, read = _blocks(path)
    encoding = options["encoding"] or _encoding(path, blocks)
    texts = [codecs.getincrementaldecoder(encoding)("replace").decode(block) for block in blocks]
    texts[0] = texts[0].removeprefix("\ufeff")
    above = 0
    if texts[0][:4].lower() == "sep=":
        above, separator = 1, texts[0][4:5]
        texts[0] = texts[0].partition("\n")[2]
    else:
        separator = _separator(path, texts[0])
    tables = [_parsed(text, separator) for text in texts]
    if len(tables) > 1 and len(tables[0]) < texts[0].count("\n"):
        # Cells with line breaks: a block in the middle may begin inside one.
        del tables[1:]
    top = _header(tables[0], options, names)
    rows = [row for table in (tables[0][top + 1 :], *tables[1:]) for row in table]
    header = tables[0][top] if tables[0] else []
    if read < size:
        length = sum(map(len, blocks)) / max(1, sum(map(len, tables)))
        total, exact = round(size / length), False
    else:
        total, exact = len(rows), True
    return Sample(
        _table(header, rows, skip_unlike=read < size),
        encoding={"utf-8-sig": "utf-8"}.get(encoding, encoding),
        separator=separator,
        header_row=top + 1 + above,
        above=_lines(tables[0][:top]),
        total=total,
        exact=exact,
    )


def _blocks(path: str) -> tuple[list[bytes], int, int]:
    """Whole lines from the beginning and from later on, the size, and how much of it was read."""
    if path.lower().endswith(".gz"):
        with gzip.open(path, "rb") as packed:
            head = packed.read(HEAD)
            rest = packed.read(1)
        return [head], len(head) + len(rest), len(head)
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        # What is little larger than the sample is read whole.
        head = file.read(size if size <= HEAD + BLOCKS * BLOCK else HEAD)
        if len(head) == size or head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return [head], size, len(head)
        blocks = [head[: head.rfind(b"\n") + 1] or head]
        for at in range(1, BLOCKS + 1):
            file.seek(min(len(head) + at * (size - len(head)) // BLOCKS, size) - BLOCK)
            block = file.read(BLOCK)
            block = block[block.find(b"\n") + 1 : block.rfind(b"\n") + 1]
            if block.count(b'"') % 2 == 0:
                blocks.append(block)
    return blocks, size, HEAD


def _encoding(path: str, blocks: list[bytes]) -> str:
    if blocks[0][:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    for name in ("utf-8-sig", "cp932"):
        try:
            for block in blocks:
                codecs.getincrementaldecoder(name)().decode(block)
        except UnicodeDecodeError:
            continue
        return name
    raise ValueError(
        say(
            f"{path!r} is neither UTF-8 nor Shift-JIS: give its encoding",
            f"{path!r} はUTF-8でもShift-JISでもありません。文字コードを指定してください",
        )
    )


def _separator(path: str, text: str) -> str:
    if path.lower().removesuffix(".gz").endswith(".tsv"):
        return "\t"
    top = "\n".join(text.splitlines()[:TOP])
    columns = {sign: max(map(len, _parsed(top, sign)), default=0) for sign in (",", "\t", ";", "|")}
    return max(columns, key=lambda sign: columns[sign]) if max(columns.values()) > 1 else ","


def _parsed(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(1 << 24)
    return list(csv.reader(StringIO(text, newline=""), delimiter=separator))


def _header(rows: Sequence[Sequence[str | None]], options: Options, names: Names) -> int:
    """The row that names most controls; else the first of those with most cells."""
    said: Any = options.get("header_row")
    if said is not None:
        return int(said) - 1
    top = [[cell or "" for cell in row] for row in rows[:TOP]]
    if not top:
        return 0
    scores = [(names(row), sum(1 for cell in row if cell.strip())) for row in top]
    best = max(count for count, _ in scores)
    if best >= 2:
        return next(at for at, (count, _) in enumerate(scores) if count == best)
    full = max(cells for _, cells in scores)
    return next(at for at, (_, cells) in enumerate(scores) if cells == full)


def _lines(rows: Sequence[Sequence[str | None]]) -> tuple[str, ...]:
    return tuple(" ".join(cell for cell in row if cell) for row in rows)


def _table(header: Sequence[str | None], rows: list[Any], *, skip_unlike: bool = False) -> pa.Table:
    """Columns of text; an empty row is none."""
    import pyarrow as pa

    width = len(header)
    rows = [row for row in rows if any(row)]
    if skip_unlike:
        rows = [row for row in rows if len(row) == width]
    columns: dict[str, Any] = {}
    for at, name in enumerate(header):
        cells = [(row[at] or None) if at < len(row) else None for row in rows]
        if not name and not any(cells):
            continue
        label = str(name or say(f"(column {at + 1})", f"（{at + 1}列目）"))
        columns[label if label not in columns else f"{label}.{at + 1}"] = pa.array(
            cells, pa.string()
        )
    return pa.table(columns)


def grids(path: str, options: Options) -> list[tuple[str, list[list[str | None]]]]:
    """The cells of every sheet of a file, or of the sheet that was asked for, as text."""
    kind = files.kind_of(path)
    if kind == "csv":
        with (gzip.open if path.lower().endswith(".gz") else open)(path, "rb") as file:
            whole: bytes = file.read()
        encoding = options["encoding"] or _encoding(path, [whole])
        text = whole.decode(encoding, "replace").removeprefix("\ufeff")
        rows = _parsed(text, _separator(path, text))
        return [("", [[cell or None for cell in row] for row in rows])]
    if kind != "excel":
        raise ValueError(
            say(
                f"{path!r} is neither CSV nor a workbook",
                f"{path!r} はCSVでもExcelのブックでもありません",
            )
        )
    try:
        from python_calamine import CalamineWorkbook
    except ImportError as error:
        raise ImportError(needs("python-calamine", "excel")) from error
    wanted: Any = options.get("sheet")
    try:
        book = CalamineWorkbook.from_path(path)
        if isinstance(wanted, int):
            wanted = book.sheet_names[wanted - 1]
        names = book.sheet_names if wanted is None else [wanted]
        sheets = [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names
        ]
    except Exception as error:
        raise ValueError(
            say(
                f"{path!r} is no workbook that can be read: {error}",
                f"{path!r} はExcelのブックとして読めません：{error}",
            )
        ) from error
    return [(name, [[_text(cell) for cell in row] for row in rows]) for name, rows in sheets]


def _excel(path: str, options: Options, names: Names) -> Sample:
    tops = {sheet: (_header(rows, options, names), rows) for sheet, rows in grids(path, options)}
    best = max(tops, key=lambda one: _named(*tops[one], names))
    top, rows = tops[best]
    body = rows[top + 1 :]
    while body and not any(body[-1]):
        body.pop()
    return Sample(
        _table(rows[top] if rows else [], body),
        sheet=best,
        sheets=tuple(tops),
        header_row=top + 1,
        above=_lines(rows[:top]),
        total=sum(1 for row in body if any(row)),
    )


def _named(top: int, rows: list[Any], names: Names) -> tuple[int, int]:
    return (names([cell or "" for cell in rows[top]]), len(rows)) if rows else (-1, 0)


def _text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


_KINDS: dict[str, Callable[[str, Any, Names], Sample]] = {
    "csv": _csv,
    "excel": _excel,
    "parquet": _columnar,
    "ipc": _columnar,
}
