"""Tables of pandas: only what is read becomes Arrow, and what is carried along stays the caller's.

A column that is carried may hold anything: it is not looked at, and comes back as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from shisei._shisei import PortfolioScorer, Scored
from shisei.libraries import pyarrow
from shisei.messages import say
from shisei.values import is_deep, label, texts

__all__ = ["as_frame", "from_arrow", "from_scored", "lent", "score", "to_stream", "with_id"]

#: Rows of a frame that is taken apart column by column.
FEW_ROWS = 1_000


def score(data: Any, scorer: PortfolioScorer) -> pd.DataFrame:
    """The scores of a frame, beside the caller's own columns."""
    whole = with_id(data, scorer.id)
    if whole is not data:
        return score(whole, scorer).drop(columns=scorer.id)
    if len(data) <= FEW_ROWS:
        scored = _few_rows(data, scorer)
        if scored is not None:
            return scored
    table = _read_as_arrow(data, scorer)
    return _with_own(pyarrow.score(table, scorer), data, scorer.carried(table))


def to_stream(data: Any, controls: list[str]) -> pa.RecordBatchReader:
    """The rows in batches."""
    return lent(data).to_reader()


def lent(data: Any) -> pa.Table:
    """Every column, as text where Arrow has no type for its values."""
    return pa.Table.from_arrays(_arrays(data), [label(name) for name in data.columns])


def from_scored(result: Scored) -> pd.DataFrame:
    """What came out of the engine."""
    return as_frame(pa.table(result))


def from_arrow(table: pa.Table, scorer: PortfolioScorer) -> pd.DataFrame:
    """A frame of a table of scores."""
    return as_frame(table)


def with_id(data: Any, id: str | None) -> Any:
    """The frame with the level of its index that has this name as a column."""
    if id is None or id in data.columns:
        return data
    levels = [label(name) for name in data.index.names]
    if id in map(label, data.columns) or id not in levels:
        return data
    frame = data.copy(deep=False)
    frame.insert(0, id, data.index.get_level_values(levels.index(id)))
    return frame


def _read_as_arrow(data: Any, scorer: PortfolioScorer) -> pa.Table:
    """The columns that a scorer reads; in place of the others, columns of nulls."""
    if data.shape[1] == 0:
        return _without_columns(len(data))
    names = [label(name) for name in data.columns]
    answers = scorer.answering(names)
    read = [at in answers or name == scorer.id for at, name in enumerate(names)]
    twice = sorted({name for name, is_read in zip(names, read, strict=True) if is_read})
    twice = [name for name in twice if names.count(name) > 1]
    if twice:
        raise ValueError(
            say(
                f"there is more than one column of the name {', '.join(map(repr, twice))}",
                f"同じ名前の列が二つ以上あります：{', '.join(map(repr, twice))}",
            )
        )
    # Answers as floats, for want of integers without a value: taken as they lie, NaN and all.
    # An id that is NaN is none.
    floats = [
        at in answers and str(kind) in ("float32", "float64") for at, kind in enumerate(data.dtypes)
    ]
    others = [is_read and not is_float for is_read, is_float in zip(read, floats, strict=True)]
    converted = iter(_arrays(data.loc[:, others]))
    nothing = pa.nulls(len(data))
    columns = [
        pa.array(data.iloc[:, at].to_numpy())
        if floats[at]
        else next(converted)
        if others[at]
        else nothing
        for at in range(len(names))
    ]
    return pa.Table.from_arrays(columns, names)


def _without_columns(rows: int) -> pa.Table:
    """Rows without anything in them are rows."""
    batch = pa.RecordBatch.from_struct_array(pa.array([{}] * rows, pa.struct([])))
    return pa.Table.from_batches([batch])


def _arrays(data: Any) -> list[Any]:
    columns = [data.iloc[:, at] for at in range(data.shape[1])]
    if not any(map(_is_deep, columns)):
        try:
            table = pa.Table.from_pandas(data, preserve_index=False)
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            pass
        else:
            if table.num_columns == len(columns) and not any(map(_is_own, table.columns)):
                return list(table.columns)
    return [_array(column) for column in columns]


def _array(column: Any) -> Any:
    if not _is_deep(column):
        try:
            array = pa.array(column, from_pandas=True)
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            pass
        else:
            if not _is_own(array):
                return array
    # Values of several types, or of none that Arrow has: as somebody would read them.
    return pa.array(texts(column.astype(object)), pa.string())


def _is_deep(values: Any) -> bool:
    """Whether this holds objects that pyarrow would not come out of."""
    return values.dtype == object and is_deep(values)


def _is_own(array: Any) -> bool:
    """Whether these are periods or intervals of pandas, which are no numbers to anybody."""
    return str(getattr(array.type, "extension_name", "")).startswith("pandas.")


def _few_rows(data: Any, scorer: PortfolioScorer) -> Any:
    """A frame of a few rows, column by column; none for what is not that simple.

    What pandas and pyarrow do for a whole table takes them many times as long.
    """
    names = data.columns.tolist()
    if len(set(names)) < len(names) or not all(isinstance(name, str) for name in names):
        return None
    if not hasattr(data, "_iter_column_arrays"):
        return None
    given = list(data._iter_column_arrays())
    if any(map(_is_deep, given)):
        return None
    try:
        arrays = [pa.array(values, from_pandas=True) for values in given]
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        return None
    arrays = [a.combine_chunks() if isinstance(a, pa.ChunkedArray) else a for a in arrays]
    if not arrays or any(array.type == pa.null() or _is_own(array) for array in arrays):
        return None
    batch = pa.RecordBatch.from_arrays(arrays, names=names)
    scored = pa.record_batch(scorer.score(batch))
    # They come first, in the order in which they are.
    carried = [given[at].copy() for at in _carried(scorer, tuple(names))]
    columns = carried + [_scores(column) for column in scored.columns[len(carried) :]]
    return _framed(scored.schema.names, columns, data.index)


def _scores(column: pa.Array) -> Any:
    """A column of scores as pandas holds it."""
    if pa.types.is_integer(column.type):
        missing = np.zeros(len(column), dtype=bool)
        if column.null_count > 0:
            missing = column.is_null().to_numpy(zero_copy_only=False)
            column = column.fill_null(0)
        return pd.arrays.IntegerArray(column.to_numpy().copy(), missing)
    if pa.types.is_dictionary(column.type) and column.type.ordered:
        codes = column.indices
        codes = codes.fill_null(-1) if codes.null_count > 0 else codes
        kind = _ordered(tuple(column.dictionary.to_pylist()))
        return pd.Categorical.from_codes(codes.to_numpy().copy(), dtype=kind)
    if pa.types.is_string(column.type) and (kind := _text_type()) is not None:
        return kind.__from_arrow__(column)
    values = column.to_pandas().array
    return values.to_numpy() if isinstance(values, pd.arrays.NumpyExtensionArray) else values


@lru_cache(maxsize=64)
def _carried(scorer: PortfolioScorer, names: tuple[str, ...]) -> list[int]:
    """Which columns are carried along is a question of their names."""
    return scorer.carried(pa.schema([(name, pa.string()) for name in names]).empty_table())


@lru_cache(maxsize=1)
def _text_type() -> Any:
    """The type in which pandas holds text from Arrow; None if it holds objects."""
    kind = pa.array(["text"]).to_pandas().dtype
    return kind if hasattr(kind, "__from_arrow__") else None


def _framed(names: list[str], columns: list[Any], index: Any) -> Any:
    """A frame of columns that are one each: pandas takes longer to see that they are."""
    if hasattr(pd.DataFrame, "_from_arrays"):
        labels = _labels(tuple(names)).view()
        return pd.DataFrame._from_arrays(columns, labels, index, verify_integrity=False)
    return pd.DataFrame(dict(zip(names, columns, strict=True)), index=index)


@lru_cache(maxsize=64)
def _labels(names: tuple[str, ...]) -> Any:
    return pd.Index(names)


@lru_cache(maxsize=64)
def _ordered(outcomes: tuple[str, ...]) -> Any:
    """The type of a column of outcomes: to make it takes longer than to make the column."""
    return pd.CategoricalDtype(list(outcomes), ordered=True)


def _with_own(table: pa.Table, data: Any, carried: Sequence[int]) -> Any:
    """The scores beside the caller's own columns, with their names, types and index."""
    scores = as_frame(table.select(range(len(carried), table.num_columns)))
    scores.index = data.index
    return pd.concat([data.iloc[:, list(carried)], scores], axis=1)


def as_frame(table: pa.Table) -> Any:
    """A table in pandas, whose integers may be missing."""
    names = table.column_names
    if len(set(names)) == len(names):
        return table.to_pandas(types_mapper=_integers().get)
    # By a name that two columns share, pyarrow takes the type of one for both.
    apart = table.rename_columns(list(map(str, range(len(names))))).replace_schema_metadata()
    frame = apart.to_pandas(types_mapper=_integers().get)
    frame.columns = names
    return frame


def _integers() -> dict[Any, Any]:
    """Integers of pandas that may be missing, by the type of Arrow."""
    return {
        pa.int8(): pd.Int8Dtype(),
        pa.int16(): pd.Int16Dtype(),
        pa.int32(): pd.Int32Dtype(),
        pa.int64(): pd.Int64Dtype(),
    }
