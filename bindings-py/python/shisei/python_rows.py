"""Answers in Python's own containers: rows as dicts, columns as lists, one row as a dict."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any, TypeAlias

from shisei.messages import needs, say
from shisei.values import is_deep, label, texts

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["as_table", "named_row", "shape_of", "table_of"]

#: Makes the container that came in out of a scored table and the places of what was carried along.
Back: TypeAlias = Callable[["pa.Table", Sequence[int]], Any]
Rows: TypeAlias = list[dict[Any, Any]]


def as_table(data: Any) -> tuple[pa.Table, Back] | None:
    """The table that a container holds, and how its scores go back; none for anything else.

    A list of rows has a row each, a dict of lists a column each, a dict of values and a pandas
    Series are one row. A row is a dict, or whatever names its values: a named tuple, a data class,
    a row of a database, a model of pydantic. What is carried along comes back as the very objects
    that came in.
    """
    if _is_columns(data):
        columns = {name: list(values) for name, values in data.items()}
        return table_of(columns), lambda scored, carried: _whole(scored, carried, columns)
    shape: Callable[[Rows], Any]
    given = _rows(data)
    if given is not None:
        shape = list
    elif (row := named_row(data)) is not None:
        given, shape = [row], _first
        if _is_series(data):
            shape = lambda rows: type(data)(_first(rows), dtype=object)  # noqa: E731
    else:
        return None
    names = dict.fromkeys(name for row in given for name in row)
    if None in names:
        raise ValueError(_too_long(next(at for at, row in enumerate(given) if None in row)))
    columns = {name: [row.get(name) for row in given] for name in names}

    def back(scored: pa.Table, carried: Sequence[int]) -> Any:
        whole = _whole(scored, carried, columns)
        rows = zip(*whole.values(), strict=True)
        return shape([dict(zip(whole, row, strict=True)) for row in rows])

    return table_of(columns), back


def shape_of(data: Any) -> Callable[[pa.Table], Any] | None:
    """What makes a table with rows of its own into what came in: columns, or a list of rows."""
    if _is_columns(data):
        return lambda table: table.to_pydict()
    if _gives_rows(data) or _is_rows(data) or named_row(data) is not None:
        return lambda table: table.to_pylist()
    return None


def named_row(row: Any) -> Mapping[Any, Any] | None:
    """A row with its values by name: a dict, or what names them in its own way; none for others."""
    if isinstance(row, Mapping):
        return row
    if _is_series(row):
        whole: dict[Any, Any] = row.to_dict()
        return whole
    if isinstance(row, type) or _is_arrow(row):
        return None
    fields = getattr(type(row), "__dataclass_fields__", None)
    if fields is not None:
        return {name: getattr(row, name) for name in fields}
    # A named tuple and a row of SQLAlchemy; a model of pydantic.
    for method in ("_asdict", "model_dump"):
        if callable(getattr(type(row), method, None)):
            named: dict[Any, Any] = getattr(row, method)()
            return named
    # A row of sqlite3 and of other databases.
    if hasattr(type(row), "keys") and hasattr(type(row), "__getitem__"):
        return {name: row[name] for name in row.keys()}  # noqa: SIM118
    return None


def _rows(data: Any) -> list[Mapping[Any, Any]] | None:
    """The rows of a list, or of whatever gives them one after the other."""
    data = list(data) if _gives_rows(data) else data
    if not isinstance(data, (list, tuple)) or hasattr(data, "_asdict"):
        return None
    if not _is_rows(data):
        if data and all(isinstance(one, (str, os.PathLike)) for one in data):
            return None
        raise TypeError(_nameless(data))
    rows = []
    for at, row in enumerate(data):
        named = named_row(row)
        if named is None:
            kind = type(row).__name__
            raise TypeError(
                say(
                    f"row {at} is no row like those before it: `{kind}`",
                    f"行{at}がほかの行と違います（`{kind}`）",
                )
            )
        rows.append(named)
    return rows


def _is_columns(data: Any) -> bool:
    """Whether this is a dict of lists."""
    if not isinstance(data, Mapping) or not data:
        return False
    columns = all(map(_is_column, data.values()))
    unordered = next((name for name, it in data.items() if isinstance(it, Set)), None)
    if columns and unordered is not None:
        raise TypeError(
            say(
                f"the column {unordered!r} is a set, whose values have no order",
                f"列 {unordered!r} は順序のない集合（set）です",
            )
        )
    return columns


def _is_rows(data: Any) -> bool:
    """Whether this is a list of rows with names: a tuple that has names is one row."""
    several = isinstance(data, (list, tuple)) and not hasattr(data, "_asdict") and bool(data)
    return several and named_row(data[0]) is not None


def _gives_rows(data: Any) -> bool:
    """Whether this gives values one after the other, and is neither a stream nor an open file."""
    return isinstance(data, Iterator) and not _is_arrow(data) and not hasattr(data, "read")


def _is_arrow(data: Any) -> bool:
    return hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__")


def _is_series(data: Any) -> bool:
    return (type(data).__module__.partition(".")[0], type(data).__name__) == ("pandas", "Series")


def _nameless(rows: Sequence[Any]) -> str:
    if not rows:
        return say(
            "there are neither rows nor files: the list is empty",
            "行もファイルもありません（リストが空です）",
        )
    kind = next(type(one).__name__ for one in rows if named_row(one) is None)
    return say(
        f"`{kind}` does not name its values: rows are dicts, named tuples, data classes or rows "
        "of a database that have names",
        f"`{kind}` の値には名前がありません。行には辞書、名前付きタプル、データクラス、"
        "列の名前を持つデータベースの行を使えます",
    )


def _too_long(row: int) -> str:
    return say(
        f"row {row} has more values than the header has names: `csv.DictReader` puts them under "
        "None",
        f"行{row}の値が見出しより多くあります（`csv.DictReader` では None の下に入ります）",
    )


def _first(rows: Rows) -> dict[Any, Any]:
    return rows[0]


def _whole(
    scored: pa.Table, carried: Sequence[int], columns: Mapping[Any, list[Any]]
) -> dict[Any, list[Any]]:
    """What was carried along, which comes first, by the names that it came with, and the scores."""
    own = list(columns.items())
    scores = scored.select(range(len(carried), scored.num_columns)).to_pydict()
    return {**dict(own[at] for at in carried), **scores}


def _is_column(values: object) -> bool:
    # An array without a dimension is a single value.
    several = isinstance(values, Iterable) and getattr(values, "shape", None) != ()
    return several and not isinstance(values, (str, bytes, bytearray, memoryview, Mapping))


def table_of(columns: Mapping[Any, Sequence[Any]]) -> pa.Table:
    """A table of columns of any values."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ImportError(needs("pyarrow", "files")) from error

    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        there = ", ".join(f"{name}: {length}" for name, length in lengths.items())
        raise ValueError(
            say(f"the columns have unlike lengths ({there})", f"列の長さが違います（{there}）")
        )

    def column(values: Sequence[Any]) -> pa.Array:
        if not is_deep(values):
            try:
                return pa.array(values, from_pandas=True)
            except (pa.ArrowException, OverflowError, TypeError, ValueError):
                pass
        # Values of several types, or of none that Arrow has: as somebody would write them.
        return pa.array(texts(values), pa.string())

    arrays = [column(values) for values in columns.values()]
    return pa.Table.from_arrays(arrays, [label(name) for name in columns])
