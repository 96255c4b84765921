"""Tables of pyarrow without dictionaries, for engines that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["plain", "plain_type"]


def plain(table: Any) -> Any:
    """A table or batch of pyarrow without dictionaries, also within its lists.

    Spark has none, and Ray Data joins blocks more easily without them.
    """
    import pyarrow as pa

    fields = [field.with_type(plain_type(field.type)) for field in table.schema]
    return table.cast(pa.schema(fields))


def plain_type(kind: pa.DataType) -> pa.DataType:
    """The type of the values themselves, as arrays of it can be made."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return plain_type(kind.value_type)
    if pa.types.is_list(kind):
        return pa.list_(kind.value_field.with_type(plain_type(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(plain_type(field.type)) for field in kind])
    if pa.types.is_string_view(kind):
        return pa.string()
    return pa.binary() if pa.types.is_binary_view(kind) else kind
