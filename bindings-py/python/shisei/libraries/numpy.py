"""Arrays of NumPy: a matrix of small numbers with a column for each control, or records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from shisei._shisei import PortfolioScorer, Scored
from shisei.libraries import STREAM_ROWS
from shisei.libraries.arrow import from_arrow, from_scored
from shisei.messages import say

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["from_arrow", "from_scored", "lent", "score", "to_stream"]


def score(data: Any, scorer: PortfolioScorer) -> Scored:
    """The scores of the rows of a matrix, or of records."""
    # What is masked is no number, and its memory holds one.
    if data.dtype.names is not None or isinstance(data, np.ma.MaskedArray):
        return scorer.score(_table(data, scorer.controls))
    _fit(data, scorer.controls)
    return scorer.score_matrix(_dlpack(np.ascontiguousarray(data)))


def to_stream(data: Any, controls: list[str]) -> pa.RecordBatchReader:
    """The rows in batches, as columns of the controls."""
    return _table(data, controls).to_reader(STREAM_ROWS)


def lent(data: Any) -> None:
    """Nothing: an array is no table of Arrow."""


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


def _table(data: Any, controls: list[str]) -> pa.Table:
    """An array as a table: records by their names, or a matrix with a column for each control."""
    from shisei.python_rows import table_of

    if data.dtype.names is not None and data.ndim == 1:
        return table_of({name: data[name].tolist() for name in data.dtype.names})
    _fit(data, controls)
    return table_of({name: data[:, at].tolist() for at, name in enumerate(controls)})


def _dlpack(data: Any) -> Any:
    """The memory of an array, as a capsule of DLPack."""
    try:
        return data.__dlpack__(max_version=(1, 0))
    except TypeError:
        # NumPy before 2.1, which does not lend what must not be written to.
        return (data if data.flags.writeable else data.copy()).__dlpack__()
