"""Relations of DuckDB."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from shisei._shisei import PortfolioScorer, Scored
from shisei.columns import output_columns
from shisei.libraries import pyarrow
from shisei.libraries.arrow import lent, to_stream

__all__ = ["from_arrow", "from_scored", "lent", "score", "to_stream"]


def score(data: Any, scorer: PortfolioScorer) -> duckdb.DuckDBPyRelation:
    """The scores of a relation, as a relation."""
    return from_arrow(pyarrow.score(data, scorer), scorer)


def from_scored(result: Scored) -> duckdb.DuckDBPyRelation:
    """What came out of the engine."""
    return duckdb.from_arrow(pa.table(result))


def from_arrow(table: pa.Table, scorer: PortfolioScorer) -> duckdb.DuckDBPyRelation:
    """A relation over a table of scores."""
    relation = duckdb.from_arrow(table)
    # A dictionary is text to DuckDB; an ENUM keeps the order of the outcomes.
    enums = []
    for column in output_columns(scorer):
        if column.outcomes and column.name in table.column_names:
            values = ", ".join(f"'{outcome}'" for outcome in column.outcomes)
            enums.append(f"{column.name}::ENUM({values}) AS {column.name}")
    return relation.project(f"* REPLACE ({', '.join(enums)})") if enums else relation
