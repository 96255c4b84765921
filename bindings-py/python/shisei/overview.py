"""What a scored portfolio looks like as a whole: counts, quantiles, shares, weakest controls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from shisei import Framework, language
from shisei.messages import needs, say
from shisei.renewal import check_by, columns_of, weakest
from shisei.tally import summed, tally
from shisei.words import WORDS

if TYPE_CHECKING:
    import polars as pl
    from matplotlib.figure import Figure
    from typing_extensions import Unpack

    from shisei.options import Options
    from shisei.recipes import RecipeLike

__all__ = ["plot", "summary"]

#: Columns of which a table that was scored has some.
_SCORES = frozenset({"points", "coverage", "outcome", "unanswered", "problem", "problem_code"})
#: Controls that a summary names as the weakest.
WEAKEST = 3


def summary(
    scored: Any,
    by: str | Sequence[str] | None = None,
    *,
    framework: str | Framework | None = None,
    recipe: RecipeLike | None = None,
    **options: Unpack[Options],
) -> pl.DataFrame:
    """Summarises scored rows, overall or `by` columns, in one pass of polars.

    Gives counts of rows, of rows with a problem (by code, where the table has a `problem_code`) and
    of incomplete rows, the 10th, 50th and 90th percentile of the points (or of the coverage), and
    the share of each outcome among the rows that have one: `share_70_99` is that of `70-99`.

    With `framework` (or a `recipe`) and the answers still in the table (`keep="answers"` or
    `keep="all"` when scoring) also the three controls that are met least often (`weakest`); answers
    are read as `score` reads them, with the same options. Rows with a problem are left out of them.
    """
    names = columns_of(by or ())
    frame = _lazy(scored)
    _check(frame.collect_schema().names(), names)
    if framework is None and recipe is None:
        return summed(tally(frame, names), names, None)
    rows = frame.collect()
    ranked = weakest(rows, framework, recipe=recipe, by=names, top=WEAKEST, **options)
    return with_weakest(summed(tally(rows.lazy(), names), names, None), ranked, names)


def _check(there: list[str], by: list[str]) -> None:
    """Refuses what was not scored, and groups by columns that there are not."""
    if not _SCORES & set(there):
        raise ValueError(
            say(
                "the table has no scores that are called like those of one framework: score it "
                "first, without `prefix`",
                "表に1つのフレームワークの結果の列がありません。`prefix` なしで採点してください",
            )
        )
    check_by(there, by)


def with_weakest(summary: pl.DataFrame, ranked: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """The summary with the controls that `weakest` ranked, group by group."""
    import polars as pl

    if not by:
        return summary.with_columns(pl.Series("weakest", [ranked["control"].to_list()]))
    listed = ranked.group_by(by, maintain_order=True).agg(pl.col("control").alias("weakest"))
    joined = summary.join(listed, on=by, how="left", nulls_equal=True, maintain_order="left")
    # A group that meets every control has none that is weak.
    return joined.with_columns(pl.col("weakest").fill_null(pl.lit([], pl.List(pl.String))))


def _lazy(scored: Any) -> pl.LazyFrame:
    import polars as pl

    if isinstance(scored, pl.LazyFrame):
        return scored
    if isinstance(scored, pl.DataFrame):
        return scored.lazy()
    if type(scored).__module__.startswith("pandas"):
        return pl.from_pandas(scored).lazy()
    return pl.DataFrame(scored).lazy()


_WORDS = {
    "en": {
        "share": "Share of firms (%)",
        "note": "Self-reported answers; {scored:,} of {rows:,} rows have a score",
    },
    "ja": {
        "share": "企業の割合（%）",
        "note": "自己申告の回答による。{rows:,}件のうち結果があるもの{scored:,}件",
    },
}
#: Fonts with Japanese that systems bring along.
_FONTS = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "IPAexGothic",
    "Hiragino Sans",
    "Yu Gothic",
    "Meiryo",
    "TakaoGothic",
    "VL Gothic",
)


def plot(
    scored: Any, by: str | None = None, *, title: str | None = None, lang: str | None = None
) -> Figure:
    """A picture of the points (or coverage) for a notebook, one line per group; needs matplotlib.

    Each line is a distribution of its own, in percent, so that small groups can be compared with
    large ones; the median is marked. Rows without a score are left out, and counted below.
    """
    try:
        import matplotlib as mpl
        import matplotlib.pyplot as plt
    except ImportError as error:
        raise ImportError(needs("matplotlib", "plot")) from error

    frame = _lazy(scored)
    names = frame.collect_schema().names()
    measure = "points" if "points" in names else "coverage"
    if measure not in names:
        raise ValueError(
            say(
                "the table has neither points nor coverage: score it first",
                "表に点数も実施度もありません。先に採点してください",
            )
        )
    lang = "ja" if (lang or language()).startswith("ja") else "en"
    words = _WORDS[lang]
    kept = [measure] if by is None else [measure, by]
    data = frame.select(kept).collect()
    # Text of any group may be Japanese, whatever the language.
    with mpl.rc_context({"font.family": [*_installed(), "sans-serif"]}):
        figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
        plt.close(figure)
        values = data[measure].drop_nulls()
        low, high = (values.min(), values.max()) if len(values) else (0, 100)
        bins = _bins(int(low), int(high))  # type: ignore[arg-type]
        groups = [(None, data)] if by is None else data.sort(by).group_by(by, maintain_order=True)
        for at, (key, part) in enumerate(groups):
            numbers = part[measure].drop_nulls()
            if not len(numbers):
                continue
            label = None if key is None else f"{key[0]} ({len(numbers):,})"
            weights = [100 / len(numbers)] * len(numbers)
            color = f"C{at % 10}"
            line = {"histtype": "step", "lw": 1.6, "color": color, "label": label}
            axes.hist(numbers.to_list(), bins=bins, weights=weights, **line)  # type: ignore[arg-type]
            axes.axvline(float(numbers.median()), color=color, lw=1, ls=":")  # type: ignore[arg-type]
        # A share that the publisher does not count is never shown without saying so.
        percent = {"ja": "（%、独自）", "en": " (%, unofficial)"} if measure == "coverage" else {}
        axes.set_xlabel(WORDS["label"][measure][lang] + percent.get(lang, ""))
        axes.set_ylabel(words["share"])
        axes.set_ylim(bottom=0)
        axes.spines[["top", "right"]].set_visible(False)
        note = words["note"].format(scored=len(values), rows=data.height)
        figure.supxlabel(note, fontsize="small", color="#595959")
        if title:
            axes.set_title(title)
        if by is not None and any(label for label in axes.get_legend_handles_labels()[1]):
            axes.legend(frameon=False)
        # Fonts are looked up when it is drawn, which is later and elsewhere.
        figure.canvas.draw()
    return figure


def _installed() -> list[str]:
    from matplotlib import font_manager

    there = {font.name for font in font_manager.fontManager.ttflist}
    return [name for name in _FONTS if name in there][:1]


def _bins(low: int, high: int) -> list[float]:
    """Edges between whole numbers, 25 bins or so."""
    step = max(1, -(-(high - low + 1) // 25))
    return [low - 0.5 + step * at for at in range(-(-(high - low + 1) // step) + 1)]
