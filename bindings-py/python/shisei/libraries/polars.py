"""Tables of polars, with types that Arrow does not have.

They are told as text where they are read, and come back as they were where they are carried along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from shisei._shisei import PortfolioScorer, PortfolioStream, Scored
from shisei.values import texts

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["from_arrow", "from_scored", "lent", "score", "score_batch", "to_stream"]

#: Types that polars hands over as what no other library reads, or as memory addresses.
_ODD = frozenset({"Int128", "UInt128", "Object"})


def score(data: pl.DataFrame, scorer: PortfolioScorer) -> pl.DataFrame:
    """Scores a frame."""
    # To ask a frame for its types takes a fifth of a call about one row: they are looked at where
    # one of them was refused, or may have come over as memory addresses.
    try:
        scored = scorer.score(data)
    except ValueError:
        odd = _odd(data)
        if not odd:
            raise
    else:
        odd = _odd(data) if scored._has_addresses else []
        if not odd:
            return from_scored(scored)
    return _score_odd(data, odd, scorer, scorer)


def score_batch(
    data: pl.DataFrame, scorer: PortfolioScorer, run: PortfolioScorer | PortfolioStream
) -> pl.DataFrame:
    """Scores a batch of a stream, which must not be scored twice."""
    odd = _odd(data)
    if not odd:
        return from_scored(run.score(data))
    return _score_odd(data, odd, scorer, run)


def from_scored(result: Scored) -> pl.DataFrame:
    """What came out of the engine."""
    # A struct is made and taken apart sooner than polars finds out what it is made of.
    return pl.Series(result).struct.unnest()


def from_arrow(table: pa.Table, scorer: PortfolioScorer) -> pl.DataFrame:
    """A frame of a table of scores."""
    return pl.DataFrame(table)


def _score_odd(
    data: pl.DataFrame,
    odd: list[str],
    scorer: PortfolioScorer,
    run: PortfolioScorer | PortfolioStream,
) -> pl.DataFrame:
    answers = scorer.answering(data.columns)
    read = {name: at in answers or name == scorer.id for at, name in enumerate(data.columns)}
    nothing = {name: pl.Series(name, [None] * data.height, pl.Null) for name in odd}
    given = data.with_columns(_as_text(data[name]) if read[name] else nothing[name] for name in odd)
    frame = from_scored(run.score(given))
    # Those that were read too: an id comes back as it was given.
    own = [name for name in odd if name in frame.columns]
    return frame.with_columns(data[name] for name in own)


def to_stream(data: pl.DataFrame, controls: list[str]) -> pa.RecordBatchReader:
    """The rows in batches."""
    import pyarrow as pa

    return pa.RecordBatchReader.from_stream(lent(data))


def lent(data: pl.DataFrame) -> pl.DataFrame:
    """The frame with types that every library reads."""
    odd = _odd(data)
    return data.with_columns(_as_text(data[name]) for name in odd) if odd else data


def _odd(data: pl.DataFrame) -> list[str]:
    kinds = zip(data.columns, data.dtypes, strict=True)
    return [name for name, kind in kinds if _is_odd(kind)]


def _is_odd(kind: Any) -> bool:
    """Whether this is such a type, or holds one."""
    inner = [getattr(kind, "inner", None), *(one.dtype for one in getattr(kind, "fields", ()))]
    within = (one for one in inner if one is not None)
    return kind.base_type().__name__ in _ODD or any(map(_is_odd, within))


def _as_text(column: pl.Series) -> pl.Series:
    if column.dtype.is_integer():
        text: pl.Series = column.cast(pl.String)
        return text
    return pl.Series(column.name, texts(column.to_list()), pl.String)
