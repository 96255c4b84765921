"""Tables and batches of pyarrow."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from shisei._shisei import PortfolioScorer, Scored, ScoredBatch
from shisei.libraries.arrow import from_arrow, lent, to_stream

__all__ = ["from_arrow", "from_scored", "lent", "score", "to_stream"]


def score(data: Any, scorer: PortfolioScorer) -> pa.Table | pa.RecordBatch:
    """The scores of a table or batch, as the same."""
    scored = scorer.score(data)
    if isinstance(data, pa.RecordBatch):
        return pa.record_batch(scored)
    if isinstance(scored, ScoredBatch):
        # An array is taken over sooner than a stream, which pyarrow would choose.
        return pa.Table.from_batches([pa.record_batch(scored)])
    return pa.table(scored)


def from_scored(result: Scored) -> pa.Table:
    """What came out of the engine."""
    return pa.table(result)
