"""The questions of a renewal beside what one would write by hand: `make py-bench-renewal`.

Two years of a portfolio to self-assessment@3.1, in Polars frames: 70 % of the firms are in both,
and 78 % of their answers stay. Results are checked equal before anything is timed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import polars as pl
from polars.testing import assert_frame_equal
from turns import Spent, nanoseconds, table, turns

import shisei
from shisei import insight

FRAMEWORK = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in FRAMEWORK.controls]
CHOICES = [choice.id for choice in FRAMEWORK.controls[0].choices]
KIND = pl.Enum(CHOICES)
ROWS = int(os.environ.get("ROWS", "1000000"))
#: Rows of a loop, whose time for a row does not depend on their number.
LOOPED = 1_000


def years() -> tuple[pl.DataFrame, pl.DataFrame, np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Two years: as frames, and as matrices of positions of choices."""
    draw = np.random.default_rng(1)
    skill = draw.beta(2, 2, ROWS)[:, None]
    first = (draw.random((ROWS, 25)) > skill).astype(np.int8)
    first += (draw.random((ROWS, 25)) > 0.7) * first
    first += (draw.random((ROWS, 25)) > 0.9) * (first == 2)
    overlap = int(ROWS * 0.7)
    second = np.roll(first, -(ROWS - overlap), axis=0)
    changed = draw.random((ROWS, 25)) > 0.78
    second = np.where(changed, np.roll(second, 7, axis=0), second).astype(np.int8)
    trades = np.array(["food", "steel", "retail", "clinics", "it"])

    def frame(codes: np.ndarray[Any, Any], ids: np.ndarray[Any, Any]) -> pl.DataFrame:
        order = draw.permutation(ROWS)
        columns = {
            c: pl.Series(codes[order, at]).replace_strict(
                dict(enumerate(CHOICES)), return_dtype=KIND
            )
            for at, c in enumerate(CONTROLS)
        }
        return pl.DataFrame({"firm": ids[order], "trade": trades[ids[order] % 5], **columns})

    before = frame(first, np.arange(ROWS))
    after = frame(second, np.arange(ROWS) + ROWS - overlap)
    return before, after, first, second


def compared_by_hand(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Better and worse controls in Polars: a join, and a list of names where codes differ."""
    codes = [pl.col(c).to_physical().cast(pl.Int8) for c in CONTROLS]
    both = after.select("firm", *codes).join(
        before.select("firm", *codes), on="firm", how="full", coalesce=True, suffix=":before"
    )
    # Points fall with the position of the choice in this scale.
    names = {
        name: pl.concat_list(
            pl.when(sign * (pl.col(f"{c}:before") - pl.col(c)) > 0).then(pl.lit(c))
            for c in CONTROLS
        ).list.drop_nulls()
        for name, sign in (("better", 1), ("worse", -1))
    }
    return both.lazy().select("firm", **names).collect()


def compare(before: pl.DataFrame, after: pl.DataFrame) -> None:
    """Two years side by side."""
    moves = shisei.compare(before, after, FRAMEWORK, id="firm")
    by_hand = compared_by_hand(before, after)
    renewed = moves.filter(status="renewed").sort("firm")
    same = renewed.select("firm", "better", "worse")
    assert same.equals(by_hand.join(same.select("firm"), on="firm", how="semi").sort("firm"))
    sheets = [
        [{"framework": FRAMEWORK.reference, "answers": row} for row in frame.to_dicts()]
        for frame in (
            year.join(renewed.select("firm")[:LOOPED], on="firm", how="semi")
            .sort("firm")
            .select(pl.col(CONTROLS).cast(pl.String))
            for year in (before, after)
        )
    ]

    def looped() -> list[list[str]]:
        pairs = zip(*sheets, strict=True)
        diffs = (insight.diff(old, new) for old, new in pairs)
        return [[str(moved.control) for moved in diff.improved] for diff in diffs]

    assert looped() == renewed["better"][:LOOPED].to_list()
    works = {
        "shisei": lambda: shisei.compare(before, after, FRAMEWORK, id="firm"),
        "Polars: join and lists, no scores": lambda: compared_by_hand(before, after),
    }
    rows = len(moves)
    loop = {"loop over insight.diff": looped}
    show("compare", f"Two years side by side, {rows:,} rows out", turns(works, 5), rows, loop)


def weakest(before: pl.DataFrame) -> None:
    """Which controls are met least often, by trade."""

    def by_hand() -> pl.DataFrame:
        met = [(pl.col(c) == "implemented").sum().alias(f"{c}_met") for c in CONTROLS]
        there = [pl.col(c).count().alias(f"{c}_n") for c in CONTROLS]
        each = [pl.struct(met=f"{c}_met", n=f"{c}_n").alias(c) for c in CONTROLS]
        wide = before.group_by("trade").agg(*met, *there).select("trade", *each)
        rows = wide.unpivot(index="trade", variable_name="control").unnest("value")
        rows = rows.with_columns(share=pl.col("met") / pl.col("n"))
        return rows.with_columns(rank=pl.col("share").rank("ordinal").over("trade"))

    stored = duckdb.connect()
    stored.register("given", before.with_columns(pl.col(CONTROLS).cast(pl.String)).to_arrow())
    kind = ", ".join(f"'{choice}'" for choice in CHOICES)
    kept = ", ".join(f'"{c}"::ENUM({kind}) AS "{c}"' for c in CONTROLS)
    stored.execute(f"CREATE TABLE answers AS SELECT trade, {kept} FROM given")
    sums = ", ".join(f'count(*) FILTER ("{c}" = \'implemented\') AS "{c}"' for c in CONTROLS)

    def by_duckdb() -> Any:
        return stored.sql(f"SELECT trade, count(*), {sums} FROM answers GROUP BY trade").fetchall()

    found = shisei.weakest(before, FRAMEWORK, by="trade", top=25)
    named = ["trade", "control", "met", "n", "share"]
    assert_frame_equal(
        found.select(named), by_hand().select(named), check_row_order=False, check_dtypes=False
    )
    met = by_hand().pivot("control", index="trade", values="met").select("trade", *CONTROLS)
    assert sorted((trade, *sums) for trade, _, *sums in by_duckdb()) == sorted(met.rows())
    sample = before[:LOOPED].select(pl.col(CONTROLS).cast(pl.String)).to_dicts()

    def looped() -> int:
        return sum(len(FRAMEWORK.assess(row).findings) for row in sample)

    works: dict[str, Any] = {
        "shisei": lambda: shisei.weakest(before, FRAMEWORK, by="trade", top=25),
        "Polars: group_by, shares and ranks": by_hand,
        "DuckDB: sums over its own table of ENUMs": by_duckdb,
        "shisei.summary(framework=)": lambda: shisei.summary(before, "trade", framework=FRAMEWORK),
    }
    loop = {"loop over assess": looped}
    show("weakest", f"Weakest controls by trade, {ROWS:,} rows", turns(works, 5), ROWS, loop)


def answers(before: pl.DataFrame) -> None:
    """Labels as ids of choices."""
    labels = {choice.id: str(choice.label.ja) for choice in FRAMEWORK.controls[0].choices}
    texts = before.with_columns(pl.col(CONTROLS).cast(pl.String).replace(labels))
    back = {label: choice for choice, label in labels.items()}
    by_hand = texts.with_columns(pl.col(CONTROLS).replace_strict(back, return_dtype=KIND))
    read = shisei.answers(texts, FRAMEWORK, id="firm")
    kept = pl.col(CONTROLS).cast(pl.String)
    assert read.select(kept).equals(by_hand.select(kept))
    works: dict[str, Any] = {
        "shisei.answers": lambda: shisei.answers(texts, FRAMEWORK, id="firm"),
        "shisei.check": lambda: shisei.check(texts, FRAMEWORK, id="firm"),
        "Polars: replace_strict": lambda: texts.with_columns(
            pl.col(CONTROLS).replace_strict(back, return_dtype=KIND)
        ),
    }
    spent = turns(works, 3)
    show("answers", f"Japanese labels as ids of choices, {ROWS:,} rows", spent, ROWS)


def drift(before: pl.DataFrame, after: pl.DataFrame) -> None:
    """Why the mean moved, by trade."""
    moves = shisei.compare(before, after, FRAMEWORK, id="firm")
    spent = turns({"shisei": lambda: shisei.drift(moves, by="trade")}, 5)
    show("drift", f"Drift by trade, {len(moves):,} rows", spent, len(moves))


def show(
    name: str,
    title: str,
    spent: dict[str, Spent],
    rows: int,
    loops: dict[str, Callable[[], Any]] | None = None,
) -> None:
    """The time of a row, by the clock and of the processor; loops take a few rows."""
    each = {work: (one.seconds / rows, one.processor / rows) for work, one in spent.items()}
    for work, one in turns(loops or {}, 5).items():
        each[work] = one.seconds / LOOPED, one.processor / LOOPED
    first = next(iter(each.values()))
    lines = [
        (
            work,
            nanoseconds(clock, 1),
            nanoseconds(processor, 1),
            f"{1e-6 / clock:.2f}",
            f"{clock / first[0]:.1f}",
            f"{processor / first[1]:.1f}",
        )
        for work, (clock, processor) in each.items()
    ]
    about = "Polars frames in, Polars frames out; all cores. Times are the least of several rounds."
    heading = ("", "ns a row", "of processor", "million rows/s", "times", "times of processor")
    table(f"renewal-{name}", title, about, heading, lines)


def main() -> None:
    """Every question."""
    before, after, _, _ = years()
    compare(before, after)
    weakest(before)
    answers(before)
    drift(before, after)


if __name__ == "__main__":
    main()
