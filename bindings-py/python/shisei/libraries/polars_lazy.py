"""Lazy frames of polars, scored when they are collected: what is asked for, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import polars as pl

from shisei._shisei import PortfolioScorer, PortfolioStream, Scored
from shisei.libraries import STREAM_ROWS, polars

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["from_arrow", "from_scored", "lent", "score", "to_stream"]


def score(data: pl.LazyFrame, scorer: PortfolioScorer) -> pl.LazyFrame:
    """The scores of a lazy frame, as a lazy frame: nothing is read before it is collected.

    What polars asks for goes on to the source: conditions that name columns of the source alone,
    and the columns that are needed. Rows are scored batch by batch; ids are watched for repetition
    among the rows that are scored.
    """
    from polars.io.plugins import register_io_source

    source = data.collect_schema()
    empty = pl.DataFrame(schema=source)
    schema = polars.score_batch(empty, scorer, scorer).schema
    names = list(source)
    carried = {names[at] for at in scorer.carried(polars.lent(empty))}
    needed = {names[at] for at in scorer.answering(names)} | {scorer.id, *(scorer.keep or ())}

    def batches(
        with_columns: list[str] | None,
        predicate: pl.Expr | None,
        n_rows: int | None,
        batch_size: int | None,
    ) -> Iterator[pl.DataFrame]:
        rows = data
        if with_columns is not None:
            asked = needed | carried.intersection(with_columns)
            if predicate is not None:
                asked |= carried.intersection(predicate.meta.root_names())
            rows = rows.select([name for name in names if name in asked])
        if predicate is not None and carried.issuperset(predicate.meta.root_names()):
            rows, predicate = rows.filter(predicate), None
        if predicate is None and n_rows is not None:
            rows, n_rows = rows.head(n_rows), None
        stream = PortfolioStream(scorer)
        for batch in _collected(rows, batch_size or STREAM_ROWS):
            scored = polars.score_batch(batch, scorer, stream)
            if predicate is not None:
                scored = scored.filter(predicate)
            if n_rows is not None:
                scored = scored.head(n_rows)
                n_rows -= scored.height
            yield scored if with_columns is None else scored.select(with_columns)
            if n_rows == 0:
                return

    return register_io_source(batches, schema=schema)


def to_stream(data: pl.LazyFrame, controls: list[str]) -> pa.RecordBatchReader:
    """The rows in batches, as they are collected."""
    import pyarrow as pa

    schema = pa.table(polars.lent(data.clear().collect())).schema
    frames = map(polars.lent, _collected(data, STREAM_ROWS))
    batches = (batch for frame in frames for batch in pa.table(frame).cast(schema).to_batches())
    return pa.RecordBatchReader.from_batches(schema, batches)


def lent(data: pl.LazyFrame) -> None:
    """Nothing: it is read batch by batch."""


def from_scored(result: Scored) -> pl.LazyFrame:
    """What came out of the engine."""
    return polars.from_scored(result).lazy()


def from_arrow(table: pa.Table, scorer: PortfolioScorer) -> pl.LazyFrame:
    """A frame of a table of scores."""
    return polars.from_arrow(table, scorer).lazy()


def _collected(frame: pl.LazyFrame, rows: int) -> Iterator[Any]:
    try:
        batches = frame.collect_batches
    except AttributeError:
        return frame.collect().iter_slices(rows)
    return iter(batches(chunk_size=rows, maintain_order=True))
