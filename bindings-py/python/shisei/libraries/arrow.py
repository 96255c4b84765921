"""Tables of any library that offers the Arrow PyCapsule interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shisei._shisei import PortfolioScorer, Scored
from shisei.messages import say

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["from_arrow", "from_scored", "lent", "score", "to_stream"]


def score(data: Any, scorer: PortfolioScorer) -> Scored:
    """The scores of a table, for any library to take over."""
    _refuse_others(data)
    return scorer.score(data)


def to_stream(data: Any, controls: list[str]) -> pa.RecordBatchReader:
    """The rows of a table in batches."""
    import pyarrow as pa

    _refuse_others(data)
    return pa.RecordBatchReader.from_stream(data)


def lent(data: Any) -> Any:
    """The table itself."""
    return data


def from_scored(result: Scored) -> Scored:
    """What came out of the engine, for any library to take over."""
    return result


def from_arrow(table: pa.Table, scorer: PortfolioScorer) -> pa.Table:
    """The table itself."""
    return table


def _refuse_others(data: Any) -> None:
    """Refuses what is no table, with what is one."""
    if hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__"):
        return
    kind = type(data).__name__
    if hasattr(data, "read"):
        way = say("; of a file give the path", "。ファイルはパスで指定してください")
    elif hasattr(data, "to_table") or hasattr(data, "fetchall"):
        way = say("; give what it has read", "。読み込んだ後の表を渡してください")
    else:
        way = ""
    raise TypeError(
        say(
            f"`{kind}` is no table: tables are data frames, Arrow tables, relations of DuckDB, "
            f"lists of dicts, dicts of lists and paths of files{way}",
            f"`{kind}` は表ではありません。データフレーム、Arrowの表、DuckDBのリレーション、"
            f"辞書のリスト、リストの辞書、ファイルのパスを渡せます{way}",
        )
    )
