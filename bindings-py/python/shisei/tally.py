"""Scored rows counted by what came out: all that a summary is made of, and small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shisei._shisei import column_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

__all__ = ["summed", "tally"]

#: Before the names of what is counted, so that no column of the caller's is in the way.
OWN = "tally_"
QUANTILES = (0.1, 0.5, 0.9)


def tally(frame: pl.LazyFrame, by: list[str]) -> pl.DataFrame:
    """A row for each result in each group, with the number of rows that have it."""
    import polars as pl

    names = frame.collect_schema().names()
    good = pl.col("problem").is_null() if "problem" in names else pl.lit(True)
    found: dict[str, pl.Expr] = {
        name: pl.col(name) for name in ("points", "coverage", "outcome") if name in names
    }
    if "problem" in names:
        found["good"] = good
    if "problem_code" in names:
        found["problem_code"] = pl.col("problem_code").cast(pl.String)
    if "unanswered" in names:
        found["incomplete"] = good & (pl.col("unanswered") > 0)
    keys = [key.alias(OWN + name) for name, key in found.items()]
    count = pl.len().cast(pl.Int64).alias(OWN + "rows")
    if not by and not keys:
        return frame.select(count).collect()
    return frame.group_by(*by, *keys).agg(count).collect()


def summed(tallied: pl.DataFrame, by: list[str], outcomes: Sequence[str] | None) -> pl.DataFrame:
    """Counts, quantiles and shares, of all rows or `by` columns; `outcomes` in their order."""
    import polars as pl

    count = pl.col(OWN + "rows")
    found = [count.sum().alias("rows")]

    def add(name: str, counts: pl.Expr) -> None:
        found.append(count.filter(counts).sum().alias(column_name(name)))

    names = tallied.columns
    if OWN + "good" in names:
        add("problems", ~pl.col(OWN + "good"))
    for code in _values(tallied, "problem_code"):
        add(f"problem-{code}", pl.col(OWN + "problem_code") == code)
    if OWN + "incomplete" in names:
        add("incomplete", pl.col(OWN + "incomplete"))
    for name in ("points", "coverage"):
        if OWN + name in names:
            found += [_quantile(name, q).alias(f"{name}_p{q * 100:.0f}") for q in QUANTILES]
    outcome = pl.col(OWN + "outcome").cast(pl.String)
    for one in outcomes or _values(tallied, "outcome"):
        share = count.filter(outcome == one).sum() / count.filter(outcome.is_not_null()).sum()
        found.append(share.fill_nan(None).alias(column_name(f"share-{one}")))
    return tallied.group_by(by).agg(found).sort(by) if by else tallied.select(found)


def _quantile(name: str, quantile: float) -> pl.Expr:
    """The value of the row that is nearest to this share of the rows."""
    import polars as pl

    value = pl.col(OWN + name)
    rows = pl.col(OWN + "rows").filter(value.is_not_null())
    value = value.drop_nulls()
    place = ((rows.sum() - 1) * quantile + 0.5).floor()
    return value.sort().filter(rows.sort_by(value).cum_sum() > place).first().cast(pl.Float64)


def _values(tallied: pl.DataFrame, name: str) -> list[str]:
    """The names that a column has, in its order."""
    import polars as pl

    if OWN + name not in tallied.columns:
        return []
    column = tallied[OWN + name]
    if isinstance(column.dtype, pl.Enum):
        return column.dtype.categories.to_list()
    return sorted(column.cast(pl.String).drop_nulls().unique())
