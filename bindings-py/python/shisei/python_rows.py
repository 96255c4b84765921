"""Answers in Python's own containers: rows as dicts, columns as lists, one row as a dict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from shisei.libraries import as_text
from shisei.messages import needs, say

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["as_table", "shape_of"]

#: Makes the container that came in out of a scored table and the places of what was carried along.
Back: TypeAlias = Callable[["pa.Table", Sequence[int]], Any]
Rows: TypeAlias = list[dict[str, Any]]


def as_table(data: Any) -> tuple[pa.Table, Back] | None:
    """The table that a container holds, and how its scores go back; none for anything else.

    A list of dicts has a row each, a dict of lists a column each, a dict of values and a pandas
    Series are one row. What is carried along comes back as the very objects that came in.
    """
    if _is_columns(data):
        columns = {_name(name): list(values) for name, values in data.items()}
        return _table(columns), lambda scored, carried: _whole(scored, carried, columns)
    shape: Callable[[Rows], Any]
    if isinstance(data, Mapping):
        given, shape = [data], _first
    elif _is_rows(data):
        given, shape = list(data), list
    elif _is_series(data):
        given, shape = [data.to_dict()], lambda rows: type(data)(_first(rows), dtype=object)
    else:
        return None
    names = dict.fromkeys(_name(name) for row in given for name in row)
    columns = {name: [row.get(name) for row in given] for name in names}

    def back(scored: pa.Table, carried: Sequence[int]) -> Any:
        whole = _whole(scored, carried, columns)
        rows = zip(*whole.values(), strict=True)
        return shape([dict(zip(whole, row, strict=True)) for row in rows])

    return _table(columns), back


def shape_of(data: Any) -> Callable[[pa.Table], Any] | None:
    """What makes a table with rows of its own into what came in: columns, or a list of rows."""
    if _is_columns(data):
        return lambda table: table.to_pydict()
    if isinstance(data, Mapping) or _is_rows(data) or _is_series(data):
        return lambda table: table.to_pylist()
    return None


def _is_columns(data: Any) -> bool:
    """Whether this is a dict of lists."""
    return isinstance(data, Mapping) and bool(data) and all(map(_is_column, data.values()))


def _is_rows(data: Any) -> bool:
    """Whether this is a list of dicts."""
    several = isinstance(data, (list, tuple)) and bool(data)
    return several and all(isinstance(row, Mapping) for row in data)


def _is_series(data: Any) -> bool:
    return (type(data).__module__.partition(".")[0], type(data).__name__) == ("pandas", "Series")


def _first(rows: Rows) -> dict[str, Any]:
    return rows[0]


def _whole(
    scored: pa.Table, carried: Sequence[int], columns: Mapping[str, list[Any]]
) -> dict[str, list[Any]]:
    own = list(columns.items())
    return {**scored.to_pydict(), **dict(own[at] for at in carried)}


def _is_column(values: object) -> bool:
    return isinstance(values, Iterable) and not isinstance(values, (str, bytes, Mapping))


def _name(name: object) -> str:
    if isinstance(name, str):
        return name
    raise TypeError(
        say(
            f"the names of columns are texts, not {name!r}",
            f"列の名前には文字列を使ってください（{name!r} は不可）",
        )
    )


def _table(columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ImportError(needs("pyarrow", "files")) from error

    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name}: {length}" for name, length in lengths.items())
        raise ValueError(
            say(f"the columns have unlike lengths ({told})", f"列の長さが違います（{told}）")
        )

    def column(values: Sequence[Any]) -> pa.Array:
        try:
            return pa.array(values, from_pandas=True)
        except (pa.ArrowException, OverflowError, TypeError, ValueError):
            # Values of several types: as somebody would write them, in a column of text.
            return pa.array([None if _is_missing(v) else as_text(v) for v in values], pa.string())

    return pa.table({name: column(values) for name, values in columns.items()})


def _is_missing(value: Any) -> bool:
    """None, and what is not equal to itself: NaN, NaT; `pd.NA` cannot say."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except TypeError:
        return True
