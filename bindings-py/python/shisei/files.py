"""Portfolios in files: Parquet, CSV, Arrow and Excel, read and written as streams."""

from __future__ import annotations

import glob
import os
import secrets
import shutil
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from shisei._shisei import FileScores, PortfolioFiles, Scored, WorkbookWriter, _csv
from shisei.messages import ending, needs, say
from shisei.options import Options, given

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "FileStream",
    "keep_apart",
    "kind_of",
    "native",
    "paths",
    "read",
    "rows",
    "write",
]

PathLike: TypeAlias = "str | os.PathLike[str]"
Paths: TypeAlias = "PathLike | Sequence[PathLike]"

#: Rows of a batch that is read: small, because 25 columns of text are large.
BATCH_ROWS = 32_768
#: Rows that are written together: as one row group of a Parquet file.
GROUP_ROWS = 262_144
#: Bytes at the start of a CSV file that say how long its rows are.
SNIFFED = 1 << 20

_KINDS = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".arrow": "ipc",
    ".feather": "ipc",
    ".ipc": "ipc",
    ".xlsx": "excel",
    ".xlsm": "excel",
    ".xlsb": "excel",
    ".xls": "excel",
    ".ods": "excel",
}


def kind_of(path: PathLike) -> str | None:
    """Which kind of file this is, by its ending."""
    whole = Path(path)
    plain = whole.with_suffix("") if whole.suffix.lower() == ".gz" else whole
    kind = _KINDS.get(plain.suffix.lower())
    return kind if plain is whole or kind == "csv" else None


def _is_aside(name: str) -> bool:
    """What is hidden, or what Excel puts beside a file that is open, is none of the files."""
    return Path(name).name.startswith(("~$", "."))


def paths(path: Paths) -> list[str]:
    """The files that a path, a folder, a glob, or a list of them means.

    What a folder or glob holds is in order of the names.
    """
    if isinstance(path, (list, tuple)):
        return [found for one in path for found in paths(one)]
    name = os.fspath(path)  # type: ignore[arg-type]
    folder = os.path.isdir(name)
    if folder:
        inside = (str(p) for p in Path(name).iterdir() if kind_of(p))
        found = sorted(one for one in inside if not _is_aside(one))
    elif glob.has_magic(name) and not os.path.exists(name):
        matching = glob.glob(name, recursive=True)
        found = sorted(one for one in matching if not _is_aside(one))
    else:
        found = [name]
    if not found and folder:
        names = " ".join(sorted(_KINDS))
        raise FileNotFoundError(
            say(
                f"the folder {name!r} holds no files that end in one of: {names}",
                f"フォルダ {name!r} に読み取れるファイルがありません。使える末尾：{names}",
            )
        )
    if not found:
        raise FileNotFoundError(
            say(f"no file matches {name!r}", f"{name!r} に当てはまるファイルがありません")
        )
    for one in found:
        if one == "-":
            raise ValueError(
                say(
                    "standard input can be read once only: save it as a file first",
                    "標準入力は一度しか読めません。ファイルに保存してから指定してください",
                )
            )
        if not os.path.exists(one):
            raise FileNotFoundError(
                say(f"there is no file {one!r}", f"ファイル {one!r} がありません")
            )
        if not os.path.isfile(one) and not os.path.isdir(one):
            raise ValueError(
                say(
                    f"{one!r} is a pipe or a device, which can be read once only: save it as a "
                    "file first",
                    f"{one!r} はパイプかデバイスで、一度しか読めません。ファイルに保存してから"
                    "指定してください",
                )
            )
    return found


def rows(path: Paths) -> int | None:
    """How many rows there are: as the files say, or for CSV after the length of the first rows."""
    found = paths(path)
    kinds = {kind_of(p) for p in found}
    if kinds == {"parquet"}:
        return PortfolioFiles(found, 1).rows
    if kinds == {"csv"} and not any(p.lower().endswith(".gz") for p in found):
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


def _kind(found: list[str]) -> str:
    """The kind of all of these files."""
    kinds = {kind_of(path): path for path in reversed(found)}
    unknown = kinds.get(None)
    if unknown is not None:
        names = " ".join(sorted(_KINDS))
        raise ValueError(
            say(
                f"{unknown!r} is no file of answers by its name, which must end in one of: {names}",
                f"{unknown!r} は、名前からは回答のファイルと分かりません。使える末尾：{names}",
            )
        )
    if len(kinds) > 1:
        one, other, *_ = sorted(kinds.values(), key=found.index)
        raise ValueError(
            say(
                f"files of one kind are needed, not both {one!r} and {other!r}",
                f"1種類のファイルを指定してください（{one!r} と {other!r} は一緒に読めません）",
            )
        )
    return next(str(kind) for kind in kinds)


def native(path: Paths, options: Options) -> PortfolioFiles | None:
    """The files, if no other library is needed to read them."""
    found = paths(path)
    forms = options["id_from"]
    # Each form is read by itself, of whatever kind.
    if forms is None and _kind(found) not in ("csv", "excel", "parquet"):
        return None
    threads = options["threads"] or os.cpu_count() or 1
    row, rows = options["header_row"], options["header_rows"]
    return PortfolioFiles(found, threads, options["encoding"], row, rows, options["sheet"], forms)


def read(path: Paths) -> pa.RecordBatchReader:
    """A stream over files, in order."""
    pa = _pyarrow()
    found = paths(path)
    files = native(found, given())
    return (
        _dataset(found, _kind(found))
        if files is None
        else pa.RecordBatchReader.from_stream(files.read())
    )


def _dataset(found: list[str], kind: str) -> pa.RecordBatchReader:
    import pyarrow as pa
    import pyarrow.dataset as ds

    schemas = [f.physical_schema for f in ds.dataset(found, format=kind).get_fragments()]
    _alike([(p, s.names) for p, s in zip(found, schemas, strict=True)])
    return _scan(found, kind, pa.unify_schemas(schemas, promote_options="permissive"))


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


def keep_apart(inputs: Paths, output: PathLike) -> None:
    """Refuses an output that would replace an input."""
    there = os.path.realpath(output)
    for one in paths(inputs):
        if os.path.realpath(one) == there:
            raise ValueError(
                say(
                    f"the output would replace the input {one!r}",
                    f"出力先が入力の {one!r} と同じです",
                )
            )


def write(stream: Any, output: PathLike) -> int:
    """Writes batches to a Parquet, CSV, Arrow or Excel file; gives the number of rows.

    `stream` is a stream or table of pyarrow, the scores of files, or a table of shisei.
    """
    if isinstance(stream, Scored):
        stream = _Whole(stream)
    elif hasattr(stream, "to_reader"):
        stream = stream.to_reader()
    kind = kind_of(output)
    name = os.fspath(output)
    if kind is None or name.lower().endswith((".xls", ".xlsm", ".xlsb", ".ods", ".gz")):
        raise ValueError(ending(".parquet, .csv, .tsv, .arrow, .xlsx", name))
    # To a file of its own beside it first: a half-written result must not look like a whole one,
    # nor one that somebody else writes at the same time.
    whole = os.path.realpath(name)
    _check_place(name, whole)
    part = _beside(whole)
    try:
        if kind == "csv":
            rows = _write_csv(stream, name, part)
        elif kind == "excel":
            rows = _write_workbook(stream, part)
        else:
            rows = _write(stream, kind, part)
        with open(part, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(part, whole)
    finally:
        if os.path.exists(part):
            os.unlink(part)
    return rows


def _check_place(name: str, whole: str) -> None:
    """Refuses an output that is no file, or that is in a folder which is not there or is locked."""
    folder = os.path.dirname(whole)
    if os.path.exists(whole) and not os.path.isfile(whole):
        raise ValueError(
            say(
                f"the output {name!r} is a folder, a pipe or a device, and no file",
                f"出力先 {name!r} はフォルダ、パイプ、デバイスのいずれかで、ファイルではありません",
            )
        )
    if not os.path.isdir(folder):
        raise FileNotFoundError(
            say(
                f"there is no folder {folder!r} for the output {name!r}",
                f"出力先 {name!r} のフォルダ {folder!r} がありません",
            )
        )
    if not os.access(folder, os.W_OK):
        raise PermissionError(
            say(
                f"nothing may be written to the folder {folder!r} of the output {name!r}",
                f"出力先 {name!r} のフォルダ {folder!r} に書き込めません",
            )
        )


class _Whole:
    """A table of shisei as a stream."""

    def __init__(self, table: Scored) -> None:
        self.table = table

    def __iter__(self) -> Iterator[Scored]:
        yield self.table

    def empty(self) -> Scored:
        """The columns, without rows."""
        return self.table._slice(0, 0)

    def reader(self) -> pa.RecordBatchReader:
        """The rows as a stream of pyarrow."""
        return _pyarrow().RecordBatchReader.from_stream(self.table)


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise ImportError(needs("pyarrow", "files")) from error
    return pyarrow


def _empty(stream: Any) -> Any:
    """The columns of a stream, without rows."""
    native = isinstance(stream, (FileStream, _Whole))
    return stream.empty() if native else stream.schema.empty_table()


def _write_workbook(stream: Any, part: str) -> int:
    writer = WorkbookWriter(part, _empty(stream))
    rows = 0
    for batch in stream:
        writer.rows(batch)
        rows += len(batch)
    writer.save()
    return rows


def _write_csv(stream: Any, name: str, part: str) -> int:
    separator = _separator(name)
    rows = 0
    with open(part, "wb") as file:
        file.write(_csv(_empty(stream), True, separator))
        for batch in stream:
            file.write(_csv(batch, False, separator))
            rows += len(batch)
    return rows


def _write(stream: Any, kind: str, part: str) -> int:
    if isinstance(stream, (FileStream, _Whole)):
        stream = stream.reader()
    rows = 0
    with _writer(kind, part, stream.schema) as writer:
        for table in _grouped(stream):
            writer.write_table(table)
            rows += table.num_rows
    return rows


class FileStream:
    """The scores of files: batch by batch, or as a stream of pyarrow."""

    def __init__(self, scores: FileScores, progress: Callable[[int], None] | None = None) -> None:
        self.scores = scores
        self.progress = progress

    def __iter__(self) -> Iterator[Any]:
        for batch in self.scores:
            yield batch
            if self.progress is not None:
                self.progress(self.scores.rows)
        self._told()

    def _told(self) -> None:
        from shisei.portfolio import warn_of

        warn_of(self.scores)
        for note in self.scores.notes:
            warnings.warn(note, stacklevel=4)

    def empty(self) -> Scored:
        """The columns, without rows."""
        return self.scores.empty()

    def rest(self) -> Any:
        """All rows that are left: a table of pyarrow, where that is installed."""
        whole = self.scores.rest()
        self._told()
        try:
            import pyarrow as pa
        except ImportError:
            return whole
        # A table of pyarrow would load pandas in order to find out that this is none of its frames.
        return pa.RecordBatchReader.from_stream(whole).read_all()

    def reader(self) -> pa.RecordBatchReader:
        """The rows as a stream of pyarrow."""
        pa = _pyarrow()
        return pa.RecordBatchReader.from_batches(
            pa.schema(self.empty()), map(pa.record_batch, self)
        )


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


def _writer(kind: str, part: str, schema: pa.Schema) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    return pq.ParquetWriter(part, schema) if kind == "parquet" else pa.ipc.new_file(part, schema)
