"""Tables of other libraries: how they are scored in memory, and how they become streams and back.

No library is imported before one of its tables comes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from shisei._shisei import PortfolioScorer, Scored, ScoredBatch
from shisei.columns import output_columns
from shisei.messages import say
from shisei.values import label

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows of a batch of a stream that is cut here.
STREAM_ROWS = 131_072

#: Rows of a frame of pandas that is taken apart column by column.
FEW_ROWS = 1_000

Convert: TypeAlias = Callable[[Any, PortfolioScorer], Any]

_converters: dict[type, Convert] = {}


def converter(kind: type) -> Convert | None:
    """How tables of this class are scored in memory; none for what is streamed."""
    return _converters.get(kind) or _found(kind)


def is_a_table(kind: type) -> bool:
    """Whether this is the class of a table of a library that is known here."""
    return converter(kind) not in (None, _other)


def _found(kind: type) -> Convert | None:
    if issubclass(kind, (str, os.PathLike, list, tuple)):
        return None
    convert: Convert | None = _other
    for base in kind.__mro__:
        key = (base.__module__.partition(".")[0], base.__name__)
        if key in _LIBRARIES:
            convert = _LIBRARIES[key]
            break
    if convert is not None:
        _converters[kind] = convert
    return convert


def _other(data: Any, scorer: PortfolioScorer) -> Scored:
    offers(data)
    return scorer.score(data)


def offers(data: Any) -> None:
    """Refuses what is no table, with what is one."""
    if hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__"):
        return
    kind = type(data).__name__
    if hasattr(data, "read"):
        way = say("; of a file give the path", "。ファイルはパスで指定してください")
    elif hasattr(data, "to_table") or hasattr(data, "fetchall"):
        way = say("; give what it has read", "。読み込んだ後の表を渡してください")
    else:
        way = ""
    raise TypeError(
        say(
            f"`{kind}` is no table: tables are data frames, Arrow tables, relations of DuckDB, "
            f"lists of dicts, dicts of lists and paths of files{way}",
            f"`{kind}` は表ではありません。データフレーム、Arrowの表、DuckDBのリレーション、"
            f"辞書のリスト、リストの辞書、ファイルのパスを渡せます{way}",
        )
    )


def _polars(data: Any, scorer: PortfolioScorer) -> Any:
    from shisei.polars_tables import score

    return score(data, scorer)


def _polars_lazy(data: Any, scorer: PortfolioScorer) -> Any:
    from shisei.lazy import lazy

    return lazy(data, scorer)


def _pyarrow(data: Any, scorer: PortfolioScorer) -> Any:
    import pyarrow as pa

    scored = scorer.score(data)
    if isinstance(scored, ScoredBatch):
        # An array is taken over sooner than a stream, which pyarrow would choose.
        return pa.Table.from_batches([pa.record_batch(scored)])
    return pa.table(scored)


def _pyarrow_batch(data: Any, scorer: PortfolioScorer) -> Any:
    import pyarrow as pa

    return pa.record_batch(scorer.score(data))


def with_id(data: Any, id: str | None) -> Any:
    """A frame of pandas with the level of its index that has this name as a column."""
    if converter(type(data)) is not _pandas or id is None or id in data.columns:
        return data
    levels = [label(name) for name in data.index.names]
    if id in map(label, data.columns) or id not in levels:
        return data
    frame = data.copy(deep=False)
    frame.insert(0, id, data.index.get_level_values(levels.index(id)))
    return frame


def _pandas(data: Any, scorer: PortfolioScorer) -> Any:
    from shisei.pandas_tables import few_rows, read_as_arrow, with_own

    whole = with_id(data, scorer.id)
    if whole is not data:
        return _pandas(whole, scorer).drop(columns=scorer.id)
    if len(data) <= FEW_ROWS:
        scored = few_rows(data, scorer)
        if scored is not None:
            return scored
    table = read_as_arrow(data, scorer)
    return with_own(_pyarrow(table, scorer), data, scorer.carried(table))


def _duckdb(data: Any, scorer: PortfolioScorer) -> Any:
    return _relation(_pyarrow(data, scorer), scorer)


def _relation(table: pa.Table, scorer: PortfolioScorer) -> Any:
    import duckdb

    relation = duckdb.from_arrow(table)
    # A dictionary is text to DuckDB; an ENUM keeps the order of the outcomes.
    enums = []
    for column in output_columns(scorer):
        if column.outcomes and column.name in table.column_names:
            values = ", ".join(f"'{outcome}'" for outcome in column.outcomes)
            enums.append(f"{column.name}::ENUM({values}) AS {column.name}")
    return relation.project(f"* REPLACE ({', '.join(enums)})") if enums else relation


def _matrix(data: Any, scorer: PortfolioScorer) -> Scored:
    import numpy as np

    # What is masked is no number, and its memory holds one.
    if data.dtype.names is not None or isinstance(data, np.ma.MaskedArray):
        return scorer.score(_array_columns(data, scorer.controls))
    _fit(data, scorer.controls)
    return scorer.score_matrix(_lent(np.ascontiguousarray(data)))


def _fit(data: Any, controls: list[str]) -> None:
    """Refuses what is no matrix of small numbers."""
    small = data.dtype.kind in "iu" and data.dtype.itemsize == 1
    if small and data.ndim == 2 and data.shape[1] == len(controls):
        return
    there = f"{data.dtype} of shape {data.shape}"
    raise TypeError(
        say(
            f"a matrix of int8 with {len(controls)} columns is needed, not {there}",
            f"{len(controls)}列の行列（int8）が必要です（{there} は不可）",
        )
    )


def _array_columns(data: Any, controls: list[str]) -> pa.Table:
    """An array as a table: records by their names, or a matrix with a column for each control."""
    from shisei.python_rows import table_of

    if data.dtype.names is not None and data.ndim == 1:
        return table_of({name: data[name].tolist() for name in data.dtype.names})
    _fit(data, controls)
    return table_of({name: data[:, at].tolist() for at, name in enumerate(controls)})


def _lent(data: Any) -> Any:
    """The memory of an array, as a capsule of DLPack."""
    try:
        return data.__dlpack__(max_version=(1, 0))
    except TypeError:
        # NumPy before 2.1, which does not lend what must not be written to.
        return (data if data.flags.writeable else data.copy()).__dlpack__()


#: By library and class, so that no library is imported to find out.
_LIBRARIES: dict[tuple[str, str], Convert | None] = {
    ("polars", "DataFrame"): _polars,
    ("polars", "LazyFrame"): _polars_lazy,
    ("pandas", "DataFrame"): _pandas,
    ("pyarrow", "Table"): _pyarrow,
    ("pyarrow", "RecordBatch"): _pyarrow_batch,
    ("pyarrow", "RecordBatchReader"): None,
    ("duckdb", "DuckDBPyRelation"): _duckdb,
    ("_duckdb", "DuckDBPyRelation"): _duckdb,
    ("numpy", "ndarray"): _matrix,
}


def to_stream(data: Any, controls: list[str]) -> pa.RecordBatchReader:
    """The rows of a table in batches; the columns of a matrix are `controls`."""
    import pyarrow as pa

    convert = converter(type(data))
    if convert is _pandas:
        from shisei.pandas_tables import all_as_arrow

        return all_as_arrow(data).to_reader()
    if convert is _polars:
        from shisei.polars_tables import as_arrow

        data = as_arrow(data)
    if convert is _polars_lazy:
        from shisei.polars_tables import as_arrow

        schema = pa.table(as_arrow(data.clear().collect())).schema
        frames = data.collect_batches(chunk_size=STREAM_ROWS, maintain_order=True)
        frames = map(as_arrow, frames)
        batches = (batch for frame in frames for batch in pa.table(frame).cast(schema).to_batches())
        return pa.RecordBatchReader.from_batches(schema, batches)
    if convert is _matrix:
        return _array_columns(data, controls).to_reader(STREAM_ROWS)
    offers(data)
    return pa.RecordBatchReader.from_stream(data)


def lent(data: Any, finder: PortfolioScorer | None) -> Any:
    """A table in memory as something that offers the Arrow PyCapsule interface.

    None for what is read batch by batch.
    """
    convert = converter(type(data))
    if convert is _pandas:
        from shisei.pandas_tables import all_as_arrow

        return all_as_arrow(data)
    if convert is _polars:
        from shisei.polars_tables import as_arrow

        return as_arrow(data)
    return None if convert in (None, _polars_lazy, _matrix) else data


def like(result: Scored, data: Any) -> Any:
    """A table with rows of its own, in the library of `data`."""
    from shisei.python_rows import shape_of

    shape = shape_of(data)
    if shape is not None:
        import pyarrow as pa

        return shape(pa.table(result))
    convert = converter(type(data))
    if convert in (_polars, _polars_lazy):
        import polars as pl

        frame = pl.Series(result).struct.unnest()
        return frame.lazy() if convert is _polars_lazy else frame
    if convert in (_other, _matrix):
        return result
    try:
        import pyarrow as pa
    except ImportError:
        if convert in (_pandas, _duckdb):
            raise
        return result

    table = pa.table(result)
    if convert is _pandas:
        from shisei.pandas_tables import as_frame

        return as_frame(table)
    if convert is _duckdb:
        import duckdb

        return duckdb.from_arrow(table)
    return table


def from_stream(stream: pa.RecordBatchReader, like: Any, scorer: PortfolioScorer) -> Any:
    """The whole stream of scores, in the library that `like` came in."""
    table = stream.read_all()
    convert = converter(type(like))
    if convert in (_polars, _polars_lazy):
        import polars as pl

        frame = pl.DataFrame(table)
        return frame.lazy() if convert is _polars_lazy else frame
    if convert is _pandas:
        from shisei.pandas_tables import as_frame

        return as_frame(table)
    if convert is _duckdb:
        return _relation(table, scorer)
    return table
