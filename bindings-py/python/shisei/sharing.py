"""Questions about a whole table whose parts are in many hands, as in Dask, Spark and Ray.

Each is called with a part, wherever that is, and gives a small table; `merge` puts these together,
and gives what the question about the whole table gives.

>>> import polars as pl, shisei
>>> firms = {"firm": ["a", "b"], "B1": ["done", "dome"]}
>>> table = pl.DataFrame({**firms, **{f"B{i}": ["done", "partly"] for i in range(2, 6)}})
>>> check = Check("five-basics@3.1", id="firm")
>>> parts = [check(table[:1]), check(table[1:])]
>>> check.merge(parts).select(["value", "nearest", "id"]).to_pylist()
[{'value': 'dome', 'nearest': 'done', 'id': 'b'}]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from shisei._shisei import PortfolioCheck, PortfolioDrift
from shisei.libraries import lent, with_id
from shisei.options import Frameworks, Options
from shisei.plain import plain
from shisei.portfolio import Scorer, of_python
from shisei.recipes import RecipeLike

if TYPE_CHECKING:
    import pyarrow as pa
    from typing_extensions import Unpack

__all__ = ["Check", "Drift"]


class Check:
    """`shisei.check` of a table in parts; takes its options.

    It is exact, in whatever order parts are put together, while no column of a part has more than
    10,000 odd values; the example of a value is that of the first part in order. Rows are not
    numbered, and ids are watched for repetition within a part only with `duplicates="check"`.
    """

    def __init__(
        self,
        framework: Frameworks | None = None,
        *,
        recipe: RecipeLike | None = None,
        **options: Unpack[Options],
    ) -> None:
        self._scorer = Scorer(framework, recipe=recipe, **options)._scorer

    def __call__(self, part: Any) -> pa.Table:
        """What is odd in a part."""
        found = PortfolioCheck(self._scorer)
        found.add(_table(part, self._scorer.id))
        return _part(found)

    def merge(self, parts: Iterable[Any]) -> pa.Table:
        """What is odd in the whole."""
        import pyarrow as pa

        found = PortfolioCheck(self._scorer)
        for part in parts:
            found.add_part(_table(part, None))
        return pa.table(found.finish())


class Drift:
    """`shisei.drift` of a comparison in parts; exact, in whatever order parts are put together."""

    def __init__(
        self, by: str | Sequence[str] = (), *, measure: Literal["points", "coverage"] = "points"
    ) -> None:
        self.by = [by] if isinstance(by, str) else list(by)
        self.measure = measure

    def __call__(self, part: Any) -> pa.Table:
        """The sums of a part."""
        moved = PortfolioDrift(self.measure, self.by)
        moved.add(_table(part, None))
        return _part(moved)

    def merge(self, parts: Iterable[Any]) -> pa.Table:
        """Why the mean of the whole moved."""
        import pyarrow as pa

        moved = PortfolioDrift(self.measure, self.by)
        for part in parts:
            moved.add_part(_table(part, None))
        return pa.table(moved.finish())


def _table(data: Any, id: str | None) -> Any:
    own = of_python(data)
    return lent(with_id(data if own is None else own[0], id), None)


def _part(found: PortfolioCheck | PortfolioDrift) -> pa.Table:
    import pyarrow as pa

    return plain(pa.table(found.part()))
