"""What a scored portfolio looks like as a whole: counts, quantiles, shares, weakest controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shisei import Framework
from shisei import framework as _framework

if TYPE_CHECKING:
    import polars as pl


def summary(
    scored: Any,
    by: str | list[str] | None = None,
    *,
    framework: str | Framework | None = None,
) -> pl.DataFrame:
    """Summarises scored rows, overall or `by` columns, in one pass of polars.

    Gives counts of rows, of rows with a problem and of incomplete rows, the 10th, 50th and 90th
    percentile of the points (or of the coverage), and the share of each outcome among the rows
    that have one. With `framework` and the answers still in the table (`keep="all"` when scoring,
    as ids or labels) also the three controls that fall short most often.
    """
    import polars as pl

    frame = scored.lazy() if isinstance(scored, pl.DataFrame) else _lazy(scored)
    names = frame.collect_schema().names()
    measures = [name for name in ("points", "coverage") if name in names]
    good = pl.col("problem").is_null() if "problem" in names else pl.lit(True)
    found = [pl.len().alias("rows"), (~good).sum().alias("problems")]
    if "unanswered" in names:
        found.append((good & (pl.col("unanswered") > 0)).sum().alias("incomplete"))
    for name in measures:
        found += [
            pl.col(name).quantile(q, "nearest").alias(f"{name}_p{round(q * 100)}")
            for q in (0.1, 0.5, 0.9)
        ]
    if "outcome" in names:
        # One pass: shares are counted with everything else, from the names the column has.
        kind = frame.collect_schema()["outcome"]
        categories = kind.categories.to_list() if isinstance(kind, pl.Enum) else _outcomes(frame)
        outcome = pl.col("outcome").cast(pl.String)
        there = outcome.is_not_null().sum()
        found += [((outcome == c).sum() / there).alias(f"share:{c}") for c in categories]
    if framework is not None:
        found.append(_weakest(framework, names).alias("weakest"))
    if by is None:
        return frame.select(found).collect()
    return frame.group_by(by).agg(found).sort(by).collect()


def _lazy(scored: Any) -> pl.LazyFrame:
    import polars as pl

    return scored if isinstance(scored, pl.LazyFrame) else pl.DataFrame(scored).lazy()


def _outcomes(frame: pl.LazyFrame) -> list[str]:
    import polars as pl

    seen = frame.select(pl.col("outcome").cast(pl.String).drop_nulls().unique()).collect()
    return sorted(seen["outcome"].to_list())


def _weakest(framework: str | Framework, names: list[str]) -> pl.Expr:
    """The three controls that are met least often among those that are answered."""
    import polars as pl

    resolved = _framework(framework) if isinstance(framework, str) else framework
    shares = []
    for control in resolved.controls:
        if control.id not in names:
            continue
        met = [c for c in control.choices if c.standing == "met"]
        spellings = [s for c in met for s in (c.id, c.label.ja, c.label.en)]
        answer = pl.col(control.id).cast(pl.String)
        share = answer.is_in(spellings).sum() / answer.is_not_null().sum()
        shares.append(
            pl.struct(share.fill_nan(None).alias("met"), pl.lit(control.id).alias("control"))
        )
    if not shares:
        raise ValueError("the answers are not in the table: score with keep='all'")
    ranked = pl.concat_list(shares).list.sort(nulls_last=True).list.head(3)
    return ranked.list.eval(pl.element().struct.field("control"))


def plot(scored: Any, by: str | None = None, *, title: str | None = None) -> Any:
    """A picture of the points (or coverage) for a notebook; needs matplotlib."""
    import matplotlib.pyplot as plt

    frame = _lazy(scored).collect()
    measure = "points" if "points" in frame.columns else "coverage"
    groups = [("", frame)] if by is None else [(str(k[0]), f) for k, f in frame.group_by(by)]
    figure, axes = plt.subplots(figsize=(7, 3.5))
    for name, part in sorted(groups, key=lambda pair: pair[0]):
        values = part[measure].drop_nulls().to_list()
        axes.hist(values, bins=26, histtype="step", label=name or None)
    axes.set_xlabel(measure)
    axes.set_ylabel("rows")
    if title:
        axes.set_title(title)
    if by is not None:
        axes.legend()
    return figure
