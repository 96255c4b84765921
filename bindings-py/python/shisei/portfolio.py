"""Portfolios: score a table of answers, of any library, and lose no row.

>>> import polars as pl, shisei
>>> table = pl.DataFrame({"firm": ["a"], **{f"B{i}": ["done"] for i in range(1, 6)}})
>>> shisei.score(table, "five-basics@3.1", id="firm")["coverage"].to_list()
[100]
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from shisei import Framework, framework
from shisei._shisei import PortfolioScorer, Scored

if TYPE_CHECKING:
    import pyarrow as pa

Numbers: TypeAlias = Literal["points", "from-0", "from-1"]
Frameworks: TypeAlias = "str | Framework | Sequence[str | Framework]"
Progress: TypeAlias = Callable[[int], None]

#: Rows of a batch that is read from a file.
BATCH_ROWS = 131_072
#: Ids that a stream watches for repetition: their hashes stay far below the memory that a stream
#: may take.
STREAM_IDS = 500_000

_FILES = {
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


def score(
    data: Any,
    framework: Frameworks,
    *,
    id: str | None = None,
    columns: Mapping[str, str] | None = None,
    mapping: Mapping[Any, str | None] | None = None,
    numbers: Numbers | None = None,
    absent: Literal["raise", "unanswered"] = "raise",
    on_error: Literal["raise", "report"] = "raise",
    keep: Sequence[str] | Literal["others", "all"] = "others",
    select: Sequence[str] | None = None,
    duplicates: Literal["check", "ignore"] = "check",
    long: tuple[str, str] | None = None,
    integers: Literal["int16", "smallest"] = "int16",
    threads: int | None = None,
    output: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Any:
    """Scores a table of answers and gives the same kind of table back, row for row, in order.

    `data` is a table of polars, pandas, pyarrow or duckdb, anything else with the Arrow PyCapsule
    interface, a NumPy matrix of int8 in the order of the controls, or the path (or glob) of
    Parquet, CSV, Arrow or Excel files, which are streamed.

    Answers are choice ids or labels in Japanese or English, in any case, width and spacing; null
    and empty are unanswered. Numbers mean nothing until `numbers` says what they are: "points",
    "from-0" or "from-1". `mapping` adds spellings of your own, each with the choice it means.

    Columns are found by control id or official number; `columns` maps other names to controls.
    A missing column is an error that lists all, unless `absent="unanswered"`: then rows are scored
    with bounds. `long=(control, answer)` reads one answer a row instead, with `id` as the key.

    With `on_error="raise"` the first bad row stops with its id, column, value and the nearest
    valid answer; with "report" every row is kept, and bad ones have a `problem` and no score.

    Columns that are not answers are carried along (`keep`); `select` limits the columns of scores.

    Scores are `Int16` (or `Int64` where a framework's points need it); `integers="smallest"` takes
    `Int8` where everything fits: half the memory, but too narrow to calculate with.
    """
    if on_error not in ("raise", "report"):
        raise ValueError(f"on_error is 'raise' or 'report', not {on_error!r}")
    if absent not in ("raise", "unanswered"):
        raise ValueError(f"absent is 'raise' or 'unanswered', not {absent!r}")
    if duplicates not in ("check", "ignore"):
        raise ValueError(f"duplicates is 'check' or 'ignore', not {duplicates!r}")
    if numbers not in (None, "points", "from-0", "from-1"):
        raise ValueError(f"numbers is 'points', 'from-0' or 'from-1', not {numbers!r}")

    def compiled(most_ids: int = 0) -> PortfolioScorer:
        return _scorer(
            framework,
            id=id,
            columns=columns,
            mapping=mapping,
            numbers=numbers,
            absent=absent,
            on_error=on_error,
            keep=keep,
            select=select,
            duplicates=duplicates,
            integers=integers,
            threads=threads,
            most_ids=most_ids,
        )

    if long is not None:
        data = _wide(data, framework, id, long)
    if isinstance(data, (str, os.PathLike)):
        stream = _stream(_read(data), compiled(STREAM_IDS), progress)
        return _write(stream, output) if output is not None else stream.read_all()
    if output is not None:
        import pyarrow as pa

        reader = pa.RecordBatchReader.from_stream(data)
        return _write(_stream(reader, compiled(STREAM_IDS), progress), output)
    return _convert(data, compiled)


_cache: dict[Any, PortfolioScorer] = {}


def _scorer(frameworks: Frameworks, **options: Any) -> PortfolioScorer:
    """Compiled once for the same framework and options."""
    if isinstance(frameworks, (str, Framework)):
        frameworks = [frameworks]
    own = options["mapping"] or {}
    given = {
        "id": options["id"],
        "columns": dict(options["columns"] or {}),
        "mapping": [(_text(key), "" if value is None else value) for key, value in own.items()],
        "numbers": options["numbers"],
        "absent_allowed": options["absent"] == "unanswered",
        "report": options["on_error"] == "report",
        "keep": None if isinstance(options["keep"], str) else list(options["keep"]),
        "keep_answers": options["keep"] == "all",
        "select": None if options["select"] is None else set(options["select"]),
        "check_ids": options["duplicates"] == "check",
        "most_ids": options["most_ids"],
        "smallest": options["integers"] == "smallest",
        "threads": options["threads"] or os.cpu_count() or 1,
    }
    key = (tuple(f if isinstance(f, str) else f.digest for f in frameworks), repr(given))
    known = _cache.get(key) if not options["most_ids"] else None
    if known is None:
        resolved = [framework(f) if isinstance(f, str) else f for f in frameworks]
        known = PortfolioScorer(resolved, given)
        if not options["most_ids"]:
            if len(_cache) > 64:
                _cache.clear()
            _cache[key] = known
    return known


def _text(key: Any) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)


def _convert(data: Any, compiled: Callable[..., PortfolioScorer]) -> Any:
    """Scores in memory, and hands back in the caller's library."""
    library = type(data).__module__.partition(".")[0]
    kind = type(data).__name__
    if library == "polars":
        return _polars(data, kind, compiled())
    if library == "pandas":
        import pyarrow as pa

        scored = compiled().score(pa.Table.from_pandas(data, preserve_index=False))
        frame = pa.table(scored).to_pandas(types_mapper=_pandas_types())
        frame.index = data.index
        return frame
    if library == "pyarrow":
        import pyarrow as pa

        if kind == "RecordBatchReader":
            return _stream(data, compiled(STREAM_IDS), None)
        scored = compiled().score(data)
        if kind == "RecordBatch":
            return (
                pa.record_batch(pa.table(scored).combine_chunks().to_batches()[0])
                if len(data)
                else pa.table(scored).schema.empty_table()
            )
        return pa.table(scored)
    if library in ("duckdb", "_duckdb"):
        import duckdb
        import pyarrow as pa

        return duckdb.from_arrow(pa.table(compiled().score(data)))
    if library == "numpy":
        return _matrix(data, compiled())
    return compiled().score(data)


def _polars(data: Any, kind: str, scorer: PortfolioScorer) -> Any:
    import polars as pl

    lazy = kind == "LazyFrame"
    frame = data.collect() if lazy else data
    scored = pl.DataFrame(scorer.score(frame))
    return scored.lazy() if lazy else scored


def _pandas_types() -> Any:
    import pandas as pd
    import pyarrow as pa

    types = {pa.int16(): pd.Int16Dtype(), pa.int64(): pd.Int64Dtype()}
    return types.get


def _matrix(data: Any, scorer: PortfolioScorer) -> Scored:
    import numpy as np

    names = scorer.controls
    if data.dtype not in (np.int8, np.uint8) or data.ndim != 2 or data.shape[1] != len(names):
        raise TypeError(
            f"a matrix of int8 with {len(names)} columns is needed, "
            f"not {data.dtype} of shape {data.shape}"
        )
    data = np.ascontiguousarray(data)
    return scorer.score_matrix(data.ctypes.data, data.shape[0], names)


def _stream(
    reader: pa.RecordBatchReader, scorer: PortfolioScorer, progress: Progress | None
) -> pa.RecordBatchReader:
    """Batch by batch, in bounded memory."""
    import pyarrow as pa

    empty = pa.table(scorer.score(reader.schema.empty_table()))

    def batches() -> Iterator[pa.RecordBatch]:
        rows = 0
        warned = False
        for batch in reader:
            yield from pa.table(scorer.score(batch, rows, False)).to_batches()
            rows += batch.num_rows
            if progress is not None:
                progress(rows)
            if scorer.ids_full and not warned:
                import warnings

                warned = True
                warnings.warn(
                    f"repeated ids are no longer watched after {STREAM_IDS} ids", stacklevel=2
                )

    return pa.RecordBatchReader.from_batches(empty.schema, batches())


def _paths(path: str | os.PathLike[str]) -> list[str]:
    name = os.fspath(path)
    found = sorted(glob.glob(name)) if glob.has_magic(name) else [name]
    if os.path.isdir(name):
        found = sorted(str(p) for p in Path(name).iterdir() if p.suffix.lower() in _FILES)
    if not found:
        raise FileNotFoundError(f"no file matches {name!r}")
    return found


def _read(path: str | os.PathLike[str]) -> pa.RecordBatchReader:
    """A stream over files; one reader, whatever their number."""
    try:
        import pyarrow as pa
        import pyarrow.dataset as ds
    except ImportError as error:
        raise ImportError("reading files needs pyarrow: pip install 'shisei[files]'") from error

    paths = _paths(path)
    kinds = {_FILES.get(Path(p).suffix.lower()) for p in paths}
    if None in kinds or len(kinds) > 1:
        names = " ".join(sorted(_FILES))
        raise ValueError(f"files of one kind are needed, ending in one of: {names}")
    (kind,) = kinds
    if kind == "excel":
        return pa.concat_tables([_excel(p) for p in paths]).to_reader()
    options: Any = kind
    if kind == "csv":
        import pyarrow.csv as csv

        header = _header(paths[0])
        separator = "\t" if paths[0].lower().endswith(".tsv") else ","
        # As text, whatever it looks like: the kernel reads numbers itself, and a first block
        # of digits must not decide about the rest.
        options = ds.CsvFileFormat(
            parse_options=csv.ParseOptions(delimiter=separator),
            convert_options=csv.ConvertOptions(
                column_types={name: pa.string() for name in header},
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
    for p in paths:
        if not os.path.exists(p):
            raise FileNotFoundError(f"there is no file {p!r}")
    dataset = ds.dataset(paths, format=options)
    scanner = dataset.scanner(batch_size=BATCH_ROWS, batch_readahead=1, fragment_readahead=1)
    return scanner.to_reader()


def _header(path: str) -> list[str]:
    import csv

    with open(path, encoding="utf-8-sig", newline="") as file:
        separator = "\t" if path.lower().endswith(".tsv") else ","
        return next(csv.reader(file, delimiter=separator), [])


def _excel(path: str) -> pa.Table:
    import pyarrow as pa

    try:
        from python_calamine import CalamineWorkbook
    except ImportError as error:
        raise ImportError(
            "reading Excel needs python-calamine: pip install 'shisei[excel]'"
        ) from error
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    header, *body = rows or [[]]
    names = [str(name) for name in header]

    def cell(value: Any) -> str | None:
        if value is None or value == "":
            return None
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return _text(value)

    texts = [[cell(row[at]) for row in body] for at in range(len(names))]
    return pa.table({name: pa.array(t, pa.string()) for name, t in zip(names, texts, strict=False)})


def _write(stream: pa.RecordBatchReader, output: str | os.PathLike[str]) -> int:
    """Writes a stream to a Parquet, CSV or Arrow file; gives the number of rows."""
    import pyarrow as pa
    import pyarrow.csv as csv
    import pyarrow.parquet as pq

    kind = _FILES.get(Path(output).suffix.lower())
    if kind not in ("parquet", "csv", "ipc"):
        raise ValueError("the output ends in .parquet, .csv or .arrow")
    # To a file beside it first: a half-written result must not look like a whole one.
    part = f"{os.fspath(output)}.part"
    rows = 0
    try:
        if kind == "parquet":
            writer: Any = pq.ParquetWriter(part, stream.schema)
        elif kind == "csv":
            writer = csv.CSVWriter(part, stream.schema)
        else:
            writer = pa.ipc.new_file(part, stream.schema)
        with writer:
            for batch in stream:
                writer.write_batch(batch)
                rows += batch.num_rows
    except BaseException:
        if os.path.exists(part):
            os.unlink(part)
        raise
    os.replace(part, output)
    return rows


def _wide(data: Any, frameworks: Frameworks, id: str | None, long: tuple[str, str]) -> pa.Table:
    """One row an id, from one row an answer; ids in the order of their first answers."""
    import pyarrow as pa

    if id is None:
        raise ValueError("the long format needs `id`")
    if isinstance(frameworks, (str, Framework)):
        frameworks = [frameworks]
    resolved = [framework(f) if isinstance(f, str) else f for f in frameworks]
    known = {c.id: c.id for f in resolved for c in f.controls}
    folded = {c.casefold(): c for c in known}
    if isinstance(data, (str, os.PathLike)):
        table = _read(data).read_all()
    elif type(data).__module__.startswith("pandas"):
        table = pa.Table.from_pandas(data, preserve_index=False)
    else:
        table = pa.table(data)
    keys = table.column(id).to_pylist()
    controls = table.column(long[0]).to_pylist()
    answers = table.column(long[1]).to_pylist()
    rows: dict[Any, dict[str, Any]] = {}
    unknown: dict[str, None] = {}
    twice: list[str] = []
    for key, control, answer in zip(keys, controls, answers, strict=False):
        row = rows.setdefault(key, {})
        name = folded.get(str(control).strip().casefold())
        if name is None:
            unknown.setdefault(str(control))
        elif name in row:
            twice.append(f"{key}, {name}")
        else:
            row[name] = answer
    if unknown or twice:
        problems = [f"there is no control `{name}`" for name in unknown]
        problems += [f"answered more than once: {place}" for place in twice[:20]]
        raise ValueError("; ".join(problems)) from None
    columns: dict[str, Any] = {id: pa.array(list(rows), table.schema.field(id).type)}
    kind = table.schema.field(long[1]).type
    for name in known:
        columns[name] = pa.array([row.get(name) for row in rows.values()], kind)
    return pa.table(columns)
