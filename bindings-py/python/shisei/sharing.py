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
from typing import TYPE_CHECKING, Any, Literal, Protocol

from shisei import Framework, language
from shisei._shisei import PortfolioCheck, PortfolioComparison, PortfolioDrift, PortfolioWeakest
from shisei.libraries import lent, like, with_id
from shisei.options import Frameworks, Options
from shisei.plain import plain
from shisei.portfolio import Scorer, of_python
from shisei.recipes import RecipeLike
from shisei.renewal import Editions, Lang, columns_of, pair_of, warn_of_unread

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa
    from typing_extensions import Unpack

__all__ = ["Check", "Compare", "Drift", "Shared", "Summary", "Weakest"]


class Shared(Protocol):
    """What is asked in parts."""

    def __call__(self, part: Any) -> pa.Table:
        """What a part gives."""

    def merge(self, parts: Iterable[Any]) -> pa.Table:
        """What all parts together give."""


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
        self.by = columns_of(by)
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


class Weakest:
    """`shisei.weakest` of a table in parts; exact, in whatever order parts are put together."""

    def __init__(
        self,
        framework: Frameworks | None = None,
        *,
        by: str | Sequence[str] = (),
        top: int = 5,
        lang: Lang | None = None,
        recipe: RecipeLike | None = None,
        **options: Unpack[Options],
    ) -> None:
        self._scorer = Scorer(framework, recipe=recipe, **options)._scorer
        self.by = columns_of(by)
        self.top = top
        self.lang = lang or language()

    def __call__(self, part: Any) -> pa.Table:
        """The counts of a part."""
        counted = PortfolioWeakest(self._scorer, self.by)
        counted.add(_table(part, self._scorer.id))
        return _part(counted)

    def merge(self, parts: Iterable[Any]) -> pa.Table:
        """The controls that are met least often in the whole."""
        import pyarrow as pa

        counted = PortfolioWeakest(self._scorer, self.by)
        for part in parts:
            counted.add_part(_table(part, None))
        warn_of_unread(counted)
        return pa.table(counted.top(self.top, self.lang))


class Summary:
    """`shisei.summary` of a scored table in parts; exact, in whatever order they are put together.

    Needs polars. With a `framework`, the outcomes are in its order, and those that no row has are
    there too.
    """

    def __init__(
        self,
        by: str | Sequence[str] = (),
        *,
        framework: str | Framework | None = None,
        recipe: RecipeLike | None = None,
        **options: Unpack[Options],
    ) -> None:
        from shisei.overview import WEAKEST

        self.by = columns_of(by)
        self._weakest: Weakest | None = None
        self._outcomes: tuple[str, ...] | None = None
        if framework is not None or recipe is not None:
            scorer = Scorer(framework, recipe=recipe, **options)
            own = (column.outcomes for column in scorer.columns if column.name == "outcome")
            self._outcomes = next(own, None)
            self._weakest = Weakest(framework, by=self.by, top=WEAKEST, recipe=recipe, **options)

    def __call__(self, part: Any) -> pa.Table:
        """The counts of a part."""
        import polars as pl

        from shisei.tally import tally

        counts = pl.DataFrame(_arrow(tally(_frame(part).lazy(), self.by)))
        if self._weakest is not None:
            # Rows of the one and of the other: each has columns that the other has not.
            counts = pl.concat([counts, pl.DataFrame(self._weakest(part))], how="diagonal")
        return _arrow(counts)

    def merge(self, parts: Iterable[Any]) -> pa.Table:
        """The summary of the whole."""
        import polars as pl

        from shisei.overview import with_weakest
        from shisei.tally import OWN, summed

        counts = pl.concat([_frame(part) for part in parts], how="vertical_relaxed")
        tallied = counts.filter(pl.col(OWN + "rows").is_not_null())
        summary = summed(tallied, self.by, self._outcomes)
        if self._weakest is None:
            return _arrow(summary)
        ranked = self._weakest.merge([_arrow(counts.filter(pl.col("control").is_not_null()))])
        return _arrow(with_weakest(summary, pl.DataFrame(ranked), self.by))


class Compare:
    """`shisei.compare` of two tables in parts: each call takes the rows of some ids, all of them.

    `shisei.dask.compare` and `shisei.spark.compare` bring them together. What the calls give is the
    whole comparison, one below the other.
    """

    def __init__(
        self,
        framework: Editions | None = None,
        *,
        recipe: RecipeLike | None = None,
        **options: Unpack[Options],
    ) -> None:
        pair, options = pair_of(framework, recipe, options)
        earlier, later = (Scorer(edition, **options)._scorer for edition in pair)
        self._scorers = earlier, later
        self.id = str(later.id)

    def __call__(self, before: Any, after: Any) -> Any:
        """The rows of both side by side, in the library of `after`."""
        comparison = PortfolioComparison(*self._scorers)
        comparison.before(_table(before, self.id))
        comparison.after(_table(after, self.id))
        return like(comparison.finish(), after)


def _table(data: Any, id: str | None) -> Any:
    own = of_python(data)
    return lent(with_id(data if own is None else own[0], id))


def _frame(data: Any) -> pl.DataFrame:
    import polars as pl

    if isinstance(data, pl.DataFrame):
        return data
    return pl.DataFrame(_table(data, None))


def _arrow(frame: pl.DataFrame) -> pa.Table:
    """A frame with text as every engine has it."""
    import pyarrow as pa

    table = plain(frame.to_arrow())
    fields = [
        field.with_type(pa.string()) if pa.types.is_large_string(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def _part(found: PortfolioCheck | PortfolioDrift | PortfolioWeakest) -> pa.Table:
    import pyarrow as pa

    return plain(pa.table(found.part()))
