"""Portfolios in Spark: the batch function of `shisei.score`, over `mapInArrow`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

import shisei


def score(df: Any, framework: str | Any, **options: Any) -> Any:
    """Scores a Spark data frame; takes the options of `shisei.score`.

    Ids are not watched for repetition: no executor sees all of them.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    options = {"duplicates": "ignore", "threads": 1, **options}
    empty = to_arrow_schema(df.schema).empty_table()
    schema = _plain(shisei.score(empty, framework, **options)).schema

    def batches(stream: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in stream:
            table = pa.Table.from_batches([batch])
            yield from _plain(shisei.score(table, framework, **options)).to_batches()

    return df.mapInArrow(batches, from_arrow_schema(schema))


def _plain(table: pa.Table) -> pa.Table:
    """Spark has no dictionary columns."""
    fields = [
        field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))
