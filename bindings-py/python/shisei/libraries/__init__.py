"""Tables of other libraries: how they are scored in memory, and how they become streams and back.

Each library has a module here, which is imported when the first of its tables comes.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from shisei._shisei import PortfolioScorer, Scored

if TYPE_CHECKING:
    import pyarrow as pa

    from shisei.libraries import arrow, duckdb, numpy, pandas, polars, polars_lazy, pyarrow

    # The type checker holds each of them to what a module offers.
    _known: tuple[Library, ...] = (arrow, duckdb, numpy, pandas, polars, polars_lazy, pyarrow)

__all__ = [
    "Library",
    "from_stream",
    "is_a_table",
    "lent",
    "library",
    "like",
    "to_stream",
    "with_id",
]


class Library(Protocol):
    """What each module offers."""

    def score(self, data: Any, scorer: PortfolioScorer, /) -> Any:
        """The scores of a table, as a table."""

    def to_stream(self, data: Any, controls: list[str], /) -> pa.RecordBatchReader:
        """The rows of a table in batches; the columns of a matrix are `controls`."""

    def lent(self, data: Any, /) -> Any:
        """A table in memory as something that offers the Arrow PyCapsule interface.

        None if it is read batch by batch.
        """

    def from_scored(self, result: Scored, /) -> Any:
        """What came out of the engine, as a table."""

    def from_arrow(self, table: pa.Table, scorer: PortfolioScorer, /) -> Any:
        """Scores that were read from a stream, as a table."""


#: The modules, by the library and the class of a table, so that none is imported to find out.
_MODULES: dict[tuple[str, str], str | None] = {
    ("polars", "DataFrame"): "polars",
    ("polars", "LazyFrame"): "polars_lazy",
    ("pandas", "DataFrame"): "pandas",
    ("pyarrow", "Table"): "pyarrow",
    ("pyarrow", "RecordBatch"): "pyarrow",
    ("pyarrow", "RecordBatchReader"): None,
    ("duckdb", "DuckDBPyRelation"): "duckdb",
    ("_duckdb", "DuckDBPyRelation"): "duckdb",
    ("numpy", "ndarray"): "numpy",
}

#: Rows of a batch of a stream that is cut here.
STREAM_ROWS = 131_072

_names: dict[type, str] = {}


def library(data: object) -> Library | None:
    """The module for tables like this one; None if they are streamed."""
    name = _name(data)
    return None if name is None else _imported(name)


def is_a_table(data: object) -> bool:
    """Whether this is a table of a library that is known here by name."""
    return _name(data) not in (None, "arrow")


@lru_cache
def _imported(name: str) -> Library:
    return cast("Library", import_module(f"{__name__}.{name}"))


def _name(data: object) -> str | None:
    kind = type(data)
    return _names.get(kind) or _found(kind)


def _found(kind: type) -> str | None:
    if issubclass(kind, (str, os.PathLike, list, tuple)):
        return None
    name: str | None = "arrow"
    for base in kind.__mro__:
        key = (base.__module__.partition(".")[0], base.__name__)
        if key in _MODULES:
            name = _MODULES[key]
            break
    if name is not None:
        _names[kind] = name
    return name


def with_id(data: Any, id: str | None) -> Any:
    """The same table; of pandas, with the level of its index that has this name as a column."""
    if id is None or _name(data) != "pandas":
        return data
    from shisei.libraries import pandas

    return pandas.with_id(data, id)


def to_stream(data: Any, controls: list[str]) -> pa.RecordBatchReader:
    """The rows of a table in batches; the columns of a matrix are `controls`."""
    home = library(data) or _imported("arrow")
    return home.to_stream(data, controls)


def lent(data: Any) -> Any:
    """A table in memory as something that offers the Arrow PyCapsule interface.

    None if it is read batch by batch.
    """
    home = library(data)
    return None if home is None else home.lent(data)


def like(result: Scored, data: Any) -> Any:
    """A table with rows of its own, in the library of `data`."""
    from shisei.python_rows import shape_of

    shape = shape_of(data)
    if shape is not None:
        import pyarrow as pa

        return shape(pa.table(result))
    home = library(data)
    if home is not None:
        return home.from_scored(result)
    try:
        import pyarrow as pa
    except ImportError:
        return result
    return pa.table(result)


def from_stream(stream: pa.RecordBatchReader, like: Any, scorer: PortfolioScorer) -> Any:
    """The whole stream of scores, in the library that `like` came in."""
    table = stream.read_all()
    home = library(like)
    return table if home is None else home.from_arrow(table, scorer)
