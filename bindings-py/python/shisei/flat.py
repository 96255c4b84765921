"""Columns of any type in workbooks: nested values as JSON, others as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from shisei.libraries import as_text

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["flat"]


def flat(stream: pa.RecordBatchReader) -> pa.RecordBatchReader:
    """The stream, with text in place of what a workbook has no cells for."""
    import pyarrow as pa

    fields = [
        field if _has_cells(field.type) else field.with_type(pa.string()) for field in stream.schema
    ]
    if [field.type for field in fields] == stream.schema.types:
        return stream
    schema = pa.schema(fields)

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in stream:
            columns = [
                column if column.type == field.type else _texts(column)
                for column, field in zip(batch.columns, fields, strict=True)
            ]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)

    return pa.RecordBatchReader.from_batches(schema, batches())


def _has_cells(kind: pa.DataType) -> bool:
    from pyarrow import types

    if types.is_dictionary(kind):
        return _has_cells(kind.value_type)
    plain = (
        types.is_string, types.is_large_string, types.is_boolean, types.is_integer,
        types.is_float32, types.is_float64, types.is_date, types.is_timestamp, types.is_time,
        types.is_decimal128,
    )  # fmt: skip
    return any(is_plain(kind) for is_plain in plain)


def _texts(column: Any) -> Any:
    import pyarrow as pa

    if column.null_count == len(column):
        return pa.nulls(len(column), pa.string())
    return pa.array([_text(value) for value in column.to_pylist()], pa.string())


def _text(value: Any) -> str | None:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=as_text)
    return None if value is None else as_text(value)
