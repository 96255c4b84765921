"""Portfolios in files: Parquet, CSV, Arrow and Excel, read and written as streams."""

from __future__ import annotations

import codecs
import csv as _csv
import glob
import json
import os
import queue
import re
import secrets
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias, TypeVar

from shisei.messages import ending, needs, say

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["kind_of", "paths", "read", "rows", "write"]

PathLike: TypeAlias = "str | os.PathLike[str]"
Paths: TypeAlias = "PathLike | Sequence[PathLike]"

#: Rows of a batch that is read: small, because 25 columns of text are large.
BATCH_ROWS = 32_768
#: Rows that are written together: as one row group of a Parquet file.
GROUP_ROWS = 262_144
#: Bytes of CSV that are read, parsed and scored at a time.
CSV_BLOCK = 1 << 21
#: Bytes at the start of a CSV file that say how it is encoded.
SNIFFED = 1 << 20
#: Rows of a sheet of Excel, without the header.
EXCEL_ROWS = 1_048_575

#: Cells of a sheet that is read, empty ones included.
EXCEL_CELLS = 1 << 26
#: The position of a cell in a sheet.
_CELL = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")

_KINDS = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".arrow": "ipc",
    ".feather": "ipc",
    ".ipc": "ipc",
    ".xlsx": "excel",
    ".xls": "excel",
    ".ods": "excel",
}


def kind_of(path: PathLike) -> str | None:
    """Which kind of file this is, by its ending."""
    return _KINDS.get(Path(path).suffix.lower())


def paths(path: Paths) -> list[str]:
    """The files that a path, a folder, a glob, or a list of them means.

    What a folder or glob holds is in order of the names.
    """
    if isinstance(path, (list, tuple)):
        return [found for one in path for found in paths(one)]
    name = os.fspath(path)  # type: ignore[arg-type]
    if os.path.isdir(name):
        found = sorted(str(p) for p in Path(name).iterdir() if kind_of(p))
    elif glob.has_magic(name) and not os.path.exists(name):
        found = sorted(glob.glob(name, recursive=True))
    else:
        found = [name]
    if not found:
        raise FileNotFoundError(
            say(f"no file matches {name!r}", f"{name!r} に当てはまるファイルがありません")
        )
    for one in found:
        if not os.path.exists(one):
            raise FileNotFoundError(
                say(f"there is no file {one!r}", f"ファイル {one!r} がありません")
            )
    return found


def rows(path: Paths) -> int | None:
    """How many rows there are: as the files say, or for CSV after the length of the first rows."""
    found = paths(path)
    kinds = {kind_of(p) for p in found}
    if kinds == {"parquet"}:
        import pyarrow.parquet as pq

        return sum(int(pq.read_metadata(p).num_rows) for p in found)
    if kinds == {"csv"}:
        return sum(map(_csv_rows, found))
    return None


def _csv_rows(path: str) -> int:
    with open(path, "rb") as file:
        header = len(file.readline())
        start = file.read(SNIFFED)
    lines = start.count(b"\n")
    if len(start) < SNIFFED or not lines:
        return lines + (not start.endswith(b"\n") and bool(start))
    length = (start.rindex(b"\n") + 1) / lines
    return round((os.path.getsize(path) - header) / length)


def read(
    path: Paths,
    *,
    encoding: str | None = None,
    answers: Callable[[list[str]], set[str]] | None = None,
) -> pa.RecordBatchReader:
    """A stream over files, in order; `answers` says which columns hold answers to be scored only.

    Those come in the form that is read quickest: dictionaries from Parquet, bytes from CSV.

    CSV without a mark is UTF-8, or Shift-JIS (cp932) where its start is not UTF-8.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ImportError(needs("pyarrow", "files")) from error

    found = paths(path)
    kinds = {kind_of(p) for p in found}
    kind = kinds.pop()
    if kind is None or kinds:
        names = " ".join(sorted(_KINDS))
        raise ValueError(
            say(
                f"files of one kind are needed, ending in one of: {names}",
                f"1種類のファイルを指定してください。使える末尾：{names}",
            )
        )
    if kind == "excel":
        tables = [_excel(p) for p in found]
        _alike([(p, t.column_names) for p, t in zip(found, tables, strict=True)])
        return pa.concat_tables(tables).to_reader(BATCH_ROWS)
    if kind == "csv":
        encoding = encoding or _encoding(found[0])
        headers = [(p, _header(p, encoding)) for p in found]
        _alike(headers)
        return _scan(found, _csv_format(found[0], headers[0][1], encoding, answers), None)
    return _dataset(found, kind, answers)


def _dataset(
    found: list[str], kind: str, answers: Callable[[list[str]], set[str]] | None
) -> pa.RecordBatchReader:
    import pyarrow as pa
    import pyarrow.dataset as ds

    schemas = [f.physical_schema for f in ds.dataset(found, format=kind).get_fragments()]
    _alike([(p, s.names) for p, s in zip(found, schemas, strict=True)])
    schema = pa.unify_schemas(schemas, promote_options="permissive")
    if kind != "parquet":
        return _scan(found, kind, schema)
    # Few answers are repeated many times: as a dictionary they are neither copied nor read twice.
    texts = [f.name for f in schema if _text(f.type)]
    few = [] if answers is None else [name for name in texts if name in answers(schema.names)]
    for name in few:
        field = pa.field(name, pa.dictionary(pa.int32(), pa.string()))
        schema = schema.set(schema.get_field_index(name), field)
    return pa.RecordBatchReader.from_batches(schema, ahead(_parquet(found, schema, few)))


def _text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _parquet(found: list[str], schema: pa.Schema, few: list[str]) -> Iterator[pa.RecordBatch]:
    """Batches of one file after the other; of a row group, only what a batch needs is unpacked."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for path in found:
        with pq.ParquetFile(path, read_dictionary=few) as file:
            for batch in file.iter_batches(BATCH_ROWS, use_threads=False):
                if batch.schema.equals(schema):
                    yield batch
                else:
                    yield from pa.Table.from_batches([batch]).cast(schema).to_batches()


_T = TypeVar("_T")


def ahead(items: Iterator[_T], most: int = 2) -> Iterator[_T]:
    """Takes items in a thread of its own, so many ahead of who asks for them."""
    waiting: queue.Queue[tuple[bool, Any]] = queue.Queue(most)
    left = threading.Event()

    def put(item: tuple[bool, Any]) -> bool:
        while not left.is_set():
            try:
                waiting.put(item, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    def fill() -> None:
        try:
            for item in items:
                if not put((True, item)):
                    return
            put((False, None))
        except BaseException as error:
            put((False, error))

    threading.Thread(target=fill, name="shisei-ahead", daemon=True).start()
    try:
        while True:
            more, item = waiting.get()
            if more:
                yield item
            elif item is None:
                return
            else:
                raise item
    finally:
        left.set()


def _scan(found: list[str], form: Any, schema: pa.Schema | None) -> pa.RecordBatchReader:
    import pyarrow.dataset as ds

    dataset = ds.dataset(found, format=form, schema=schema)
    scanner = dataset.scanner(batch_size=BATCH_ROWS, batch_readahead=2, fragment_readahead=1)
    return scanner.to_reader()


def _alike(columns: list[tuple[str, list[str]]]) -> None:
    """A column that only some files have must not become a column of no answers."""
    first, names = columns[0]
    for path, others in columns:
        twice = sorted({name for name in others if others.count(name) > 1})
        if twice:
            raise ValueError(_repeated(path, ", ".join(map(repr, twice))))
        lacking = [name for name in names if name not in others]
        added = [name for name in others if name not in names]
        if lacking or added:
            absent, present = ", ".join(lacking), ", ".join(added)
            parts = [say(f"without {absent}", f"{absent} がない")] if lacking else []
            parts += [say(f"with {present}", f"{present} がある")] if added else []
            raise ValueError(
                say(
                    f"the columns of {path!r} differ from those of {first!r}: "
                    f"{' and '.join(parts)}",
                    f"{path!r} の列が {first!r} と違います（{'、'.join(parts)}）",
                )
            )


def _repeated(path: str, column: str) -> str:
    return say(
        f"{path!r} has more than one column {column}",
        f"{path!r} に列 {column} が二つ以上あります",
    )


def _separator(path: str) -> str:
    return "\t" if path.lower().endswith(".tsv") else ","


def _csv_format(
    path: str, header: list[str], encoding: str, answers: Callable[[list[str]], set[str]] | None
) -> Any:
    import pyarrow as pa
    import pyarrow.csv as csv
    import pyarrow.dataset as ds

    # As text, whatever it looks like: the kernel reads numbers itself, and a first block
    # of digits must not decide about the rest. It also says which row is no text, so that what
    # holds answers need not be looked through for that first.
    answering = set() if answers is None else answers(header)
    kinds = {name: pa.binary() if name in answering else pa.string() for name in header}
    return ds.CsvFileFormat(
        parse_options=csv.ParseOptions(delimiter=_separator(path), newlines_in_values=True),
        read_options=csv.ReadOptions(
            block_size=CSV_BLOCK, encoding="utf8" if encoding == "utf-8-sig" else encoding
        ),
        convert_options=csv.ConvertOptions(
            column_types=kinds,
            strings_can_be_null=True,
            null_values=[""],
        ),
    )


def _encoding(path: str) -> str:
    with open(path, "rb") as file:
        start = file.read(SNIFFED)
    for name in ("utf-8-sig", "cp932"):
        try:
            # The block may end inside a character.
            codecs.getincrementaldecoder(name)().decode(start)
        except UnicodeDecodeError:
            continue
        return name
    raise ValueError(
        say(
            f"{path!r} is neither UTF-8 nor Shift-JIS: give its encoding",
            f"{path!r} はUTF-8でもShift-JISでもありません。文字コードを指定してください",
        )
    )


def _header(path: str, encoding: str) -> list[str]:
    # More than the header is decoded with it: what is wrong there belongs to its row.
    with open(path, encoding=encoding, errors="replace", newline="") as file:
        names = next(_csv.reader(file, delimiter=_separator(path)), [])
    if not names:
        raise ValueError(
            say(f"{path!r} is empty: it has no header", f"{path!r} は空で、見出しの行がありません")
        )
    return [name.removeprefix("\ufeff") for name in names]


def _excel(path: str) -> pa.Table:
    """The sheet `answers`, or the first one, as text."""
    import pyarrow as pa

    try:
        from python_calamine import CalamineWorkbook
    except ImportError as error:
        raise ImportError(needs("python-calamine", "excel")) from error
    _check_size(path)
    book = CalamineWorkbook.from_path(path)
    sheet = "answers" if "answers" in book.sheet_names else book.sheet_names[0]
    header, *body = [[_cell(v) for v in row] for row in book.get_sheet_by_name(sheet).to_python()]
    # What was only formatted is no row; an empty row between others is one.
    while body and not any(body[-1]):
        body.pop()
    columns: dict[str, Any] = {}
    for at, name in enumerate(header):
        texts = [row[at] for row in body]
        if name is None:
            if not any(texts):
                continue
            raise ValueError(
                say(
                    f"{path!r}: column {at + 1} has answers and no name",
                    f"{path!r}：{at + 1}列目に回答がありますが、見出しがありません",
                )
            )
        if name in columns:
            raise ValueError(_repeated(path, repr(name)))
        columns[name] = pa.array(texts, pa.string())
    return pa.table(columns)


def _check_size(path: str) -> None:
    """A sheet is read up to its last row and column: one cell far away makes it huge."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as book:
        for part in book.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                with book.open(part) as sheet:
                    rows, columns = _extent(sheet)
                if rows * columns > EXCEL_CELLS:
                    raise ValueError(
                        say(
                            f"{path!r}: the sheet has {rows:,} rows of {columns:,} columns up to "
                            "its last cell: delete what stands far away, or use CSV or Parquet",
                            f"{path!r}：シートの最後のセルまでが{rows:,}行×{columns:,}列あります。"
                            "離れた場所のセルを消すか、CSVかParquetにしてください",
                        )
                    )


def _extent(sheet: IO[bytes]) -> tuple[int, int]:
    """The last row and the last column with a cell."""
    rows, columns, rest = 0, b"", b""
    while block := sheet.read(SNIFFED):
        cells = _CELL.findall(rest + block)
        rows = max([rows, *(int(row) for _, row in cells)])
        columns = max([columns, *{column for column, _ in cells}], key=lambda it: (len(it), it))
        rest = block[-32:]
    place = 0
    for letter in columns:
        place = place * 26 + letter - ord("A") + 1
    return rows, place


def _cell(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def write(stream: pa.RecordBatchReader, output: PathLike) -> int:
    """Writes a stream to a Parquet, CSV, Arrow or Excel file; gives the number of rows."""
    kind = kind_of(output)
    name = os.fspath(output)
    if kind is None or name.lower().endswith((".xls", ".ods")):
        raise ValueError(ending(".parquet, .csv, .tsv, .arrow, .xlsx", name))
    # To a file of its own beside it first: a half-written result must not look like a whole one,
    # nor one that somebody else writes at the same time.
    whole = os.path.realpath(name)
    part = _beside(whole)
    rows = 0
    try:
        flat = _flat if kind in ("csv", "excel") else lambda table: table
        with _writer(kind, name, part, flat(stream.schema.empty_table()).schema) as writer:
            for table in _grouped(stream):
                writer.write_table(flat(table))
                rows += table.num_rows
        with open(part, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(part, whole)
    finally:
        if os.path.exists(part):
            os.unlink(part)
    return rows


def _flat(table: pa.Table) -> pa.Table:
    """Lists as JSON text, for files that hold none."""
    import pyarrow as pa

    for at, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            values = table.column(at).to_pylist()
            texts = [None if v is None else json.dumps(v, ensure_ascii=False) for v in values]
            table = table.set_column(at, field.name, pa.array(texts, pa.string()))
    return table


def _beside(whole: str) -> str:
    """A new, empty file beside another, which nobody may read who may not read that one."""
    part = f"{whole}.{secrets.token_hex(4)}.part"
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    if os.path.exists(whole):
        shutil.copymode(whole, part)
    return part


def _grouped(stream: pa.RecordBatchReader) -> Iterator[pa.Table]:
    import pyarrow as pa

    batches: list[Any] = []
    rows = 0
    for batch in stream:
        batches.append(batch)
        rows += batch.num_rows
        if rows >= GROUP_ROWS:
            yield pa.Table.from_batches(batches)
            batches, rows = [], 0
    if batches:
        yield pa.Table.from_batches(batches)


def _writer(kind: str, name: str, part: str, schema: pa.Schema) -> Any:
    import pyarrow as pa
    import pyarrow.csv as csv
    import pyarrow.parquet as pq

    if kind == "parquet":
        return pq.ParquetWriter(part, schema)
    if kind == "csv":
        return csv.CSVWriter(
            part, schema, write_options=csv.WriteOptions(delimiter=_separator(name))
        )
    return _ExcelWriter(part, schema) if kind == "excel" else pa.ipc.new_file(part, schema)


class _ExcelWriter:
    """Row by row: what was written is no longer in memory."""

    def __init__(self, path: str, schema: pa.Schema) -> None:
        try:
            import xlsxwriter
        except ImportError as error:
            raise ImportError(needs("XlsxWriter", "excel")) from error
        self.book = xlsxwriter.Workbook(path, {"constant_memory": True, "nan_inf_to_errors": True})
        self.sheet = self.book.add_worksheet("scores")
        self.sheet.freeze_panes(1, 0)
        bold = self.book.add_format({"bold": True})
        for at, name in enumerate(schema.names):
            self.sheet.write_string(0, at, name, bold)
        self.row = 0

    def __enter__(self) -> _ExcelWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.book.close()

    def write_table(self, table: pa.Table) -> None:
        """Numbers as numbers, everything else as text: nothing of it is a formula."""
        if self.row + table.num_rows > EXCEL_ROWS:
            raise ValueError(
                say(
                    f"Excel holds {EXCEL_ROWS:,} rows: write .parquet or .csv instead",
                    f"Excelに書けるのは{EXCEL_ROWS:,}行までです。.parquetか.csvに出力してください",
                )
            )
        for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
            self.row += 1
            for at, value in enumerate(row):
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    self.sheet.write_number(self.row, at, value)
                elif value is not None:
                    self.sheet.write_string(self.row, at, str(value))
