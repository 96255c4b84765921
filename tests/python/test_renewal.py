"""The questions of a renewal: whole tables say what single sheets say."""

from __future__ import annotations

import json
import random
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shisei
from shisei import insight
from shisei.cli import main

OLD, NEW = shisei.framework("self-assessment@3.1"), shisei.framework("self-assessment@4.0")
CONTROLS = [control.id for control in OLD.controls]
CHOICES = ["implemented", "partial", "not-implemented", "unknown", None]


def year(firms: list[int], seed: int, **odd: Any) -> pl.DataFrame:
    draw = random.Random(seed)
    weights = [10, 6, 4, 2, 0.2]
    answers = {c: draw.choices(CHOICES, weights, k=len(firms)) for c in CONTROLS}
    trade = [["food", "steel", None][firm % 3] for firm in firms]
    return pl.DataFrame({"firm": firms, "trade": trade, **answers, **odd}, strict=False)


def sheet(row: dict[str, Any]) -> dict[str, str]:
    return {c: row[c] for c in CONTROLS if row[c] is not None}


BEFORE = year(list(range(60)), 1)
AFTER = year(list(range(20, 90)), 2)


# Answers, as they were read.


def test_answers_come_out_as_ids_of_choices() -> None:
    spelled = {"implemented": " 実施している ", "partial": "PARTIAL", "unknown": "わからない"}
    table = BEFORE.with_columns(pl.col(CONTROLS).replace(spelled))
    read = shisei.answers(table, OLD, id="firm")
    assert read.columns == ["firm", "trade", *CONTROLS, "problem"]
    assert read.select(pl.col(CONTROLS).cast(pl.String)).equals(BEFORE.select(CONTROLS))
    assert read["problem"].null_count() == len(table)


def test_kept_answers_score_like_the_table_itself() -> None:
    plain = shisei.score(BEFORE, OLD, id="firm")
    kept = shisei.score(BEFORE, OLD, id="firm", keep="answers")
    assert kept.drop(CONTROLS).equals(plain)
    again = shisei.score(kept.select("firm", *CONTROLS), OLD, id="firm")
    assert again["points"].equals(plain["points"])


def test_answers_of_files_and_of_one_answer_a_row(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    BEFORE.write_csv(path)
    read = shisei.answers(path, OLD, id="firm")
    assert isinstance(read, pa.Table)
    assert read["SA-07"].cast(pa.string()).to_pylist() == BEFORE["SA-07"].to_list()
    long = BEFORE.unpivot(CONTROLS, index="firm", variable_name="control", value_name="answer")
    wide = shisei.answers(long, OLD, id="firm", long=("control", "answer")).sort("firm")
    assert wide["SA-07"].cast(pl.String).to_list() == BEFORE["SA-07"].to_list()


def test_what_a_function_settles_itself_is_no_option_of_it() -> None:
    with pytest.raises(TypeError, match="`answers` does not take `keep`"):
        shisei.answers(BEFORE, OLD, keep="all")
    with pytest.raises(TypeError, match="there is no option `threds`"):
        shisei.check(BEFORE, OLD, threds=2)  # type: ignore[call-arg]


# What is odd.


def test_each_odd_value_is_told_once_with_its_rows() -> None:
    odd = ["◎", "◎", "implementd", "", "implemented"] * 12
    table = BEFORE.with_columns(pl.Series("SA-03", odd), firm=pl.Series([0, *range(59)]))
    found = shisei.check(table, OLD, id="firm")
    assert found.columns == ["column", "control", "value", "rows", "code", "nearest", "id", "row"]
    assert found.rows() == [
        ("SA-03", "SA-03", "◎", 24, "unknown-choice", None, "0", 0),
        ("SA-03", "SA-03", "implementd", 12, "unknown-choice", "implemented", "1", 2),
        ("firm", None, None, 1, "duplicate-id", None, "0", 1),
    ]
    assert shisei.check(table, OLD, id="firm", mapping={"◎": "implemented"}).height == 2


def test_a_check_counts_what_scoring_reports() -> None:
    draw = random.Random(3)
    table = BEFORE.with_columns(
        pl.Series(c, [draw.choice(["implemented", "ja", "◎", 7]) for _ in range(60)], strict=False)
        for c in ("SA-01", "SA-02")
    )
    found = shisei.check(table, OLD, id="firm")
    told = Counter((column, value) for column, _, value, *_ in found.rows())
    assert set(told.values()) == {1}
    expected = Counter(
        (c, value)
        for c in ("SA-01", "SA-02")
        for value in table[c].cast(pl.String)
        if value not in (*CHOICES, "")
    )
    counts = {(column, value): rows for column, _, value, rows, *_ in found.rows()}
    assert counts == dict(expected)
    assert found["rows"].to_list() == sorted(found["rows"], reverse=True)


def test_a_control_without_a_column_is_a_finding() -> None:
    found = shisei.check(BEFORE.drop("SA-09"), OLD, id="firm")
    assert found.rows() == [(None, "SA-09", None, 60, "unknown-control", *found.row(0)[5:])]


def test_a_check_of_files_and_of_any_library(tmp_path: Path) -> None:
    table = BEFORE.with_columns(pl.lit("hm").alias("SA-01"))
    path = tmp_path / "firms.parquet"
    table.write_parquet(path)
    expected = shisei.check(table, OLD, id="firm").to_dicts()
    assert shisei.check(path, OLD, id="firm").to_pylist() == expected
    assert shisei.check(table.to_arrow(), OLD, id="firm").to_pylist() == expected
    assert shisei.check(table.lazy(), OLD, id="firm").collect().to_dicts() == expected
    frame = shisei.check(table.to_pandas(), OLD, id="firm")
    assert isinstance(frame, pd.DataFrame)
    assert frame["rows"].tolist() == [60]
    relation = duckdb.from_arrow(table.to_arrow())
    assert shisei.check(relation, OLD, id="firm").fetchall()[0][3] == 60
    matrix = np.full((4, 25), 9, np.int8)
    assert pa.table(shisei.check(matrix, OLD, numbers="from-0")).num_rows == 25


# Two years side by side.


def test_every_pair_of_rows_is_the_diff_of_two_sheets() -> None:
    moves = shisei.compare(BEFORE, AFTER, OLD, id="firm")
    before = {row["firm"]: row for row in BEFORE.to_dicts()}
    after = {row["firm"]: row for row in AFTER.to_dicts()}
    assert moves["firm"].to_list() == [*range(20, 90), *range(20)]
    for row in moves.to_dicts():
        old, new = (firms.get(row["firm"]) for firms in (before, after))
        status = "renewed" if old and new else "new" if new else "lapsed"
        assert row["status"] == status
        assessed = [OLD.assess(sheet(one)) if one else None for one in (old, new)]
        for end, one in zip(("before", "after"), assessed, strict=True):
            points = one.points.value if one and one.points else None
            assert row[f"points_{end}"] == points
            assert row[f"outcome_{end}"] == (one.outcome.value if one and one.outcome else None)
        if assessed[0] and assessed[1]:
            diff = insight.diff(assessed[0], assessed[1])
            assert row["better"] == [str(moved.control) for moved in diff.improved]
            assert row["worse"] == [str(moved.control) for moved in diff.worsened]
        else:
            assert row["better"] is row["worse"] is None


def test_answers_are_carried_into_the_later_edition() -> None:
    moves = shisei.compare(BEFORE, AFTER, (OLD, NEW), id="firm")
    rows = {row["firm"]: row for row in BEFORE.to_dicts()}
    for row in moves.filter(pl.col("status") != "new").to_dicts():
        carried = insight.migrate(OLD.assess(sheet(rows[row["firm"]])), to=NEW.reference)
        confirm = [line.to for line in carried.steps[-1].lines if line.fate == "confirm"]
        assert row["confirm"] == confirm
        points = shisei.assess(carried.sheet).points
        assert points is not None
        assert row["points_carried"] == points.value
    with pytest.raises(shisei.ArgumentError, match=r"self-assessment@4\.0"):
        shisei.compare(AFTER, BEFORE, (NEW, OLD), id="firm")


def test_two_years_of_any_library(tmp_path: Path) -> None:
    expected = shisei.compare(BEFORE, AFTER, OLD, id="firm")
    kind = pl.col("status", "incomplete", "outcome_before", "outcome_after").cast(pl.String)
    expected = expected.with_columns(kind)
    arrow = shisei.compare(BEFORE.to_arrow(), AFTER.lazy().collect().to_arrow(), OLD, id="firm")
    assert isinstance(arrow, pa.Table)
    assert pl.DataFrame(arrow).with_columns(kind).equals(expected)
    paths = [tmp_path / "before.csv", tmp_path / "after.parquet"]
    BEFORE.write_csv(paths[0])
    AFTER.write_parquet(paths[1])
    files = pl.DataFrame(shisei.compare(paths[0], paths[1], OLD, id="firm")).with_columns(kind)
    # Ids of a CSV file are text.
    assert files["firm"].to_list() == [str(firm) for firm in expected["firm"]]
    assert files.drop("firm").equals(expected.drop("firm"))
    frame = shisei.compare(BEFORE.to_pandas(), AFTER.to_pandas(), OLD, id="firm")
    assert isinstance(frame, pd.DataFrame)
    assert frame["points_change"].dtype == pd.Int32Dtype()
    assert [list(one) if one is not None else None for one in frame["better"]] == expected[
        "better"
    ].to_list()


def test_ids_are_needed_and_must_not_repeat() -> None:
    with pytest.raises(ValueError, match="compare needs `id`"):
        shisei.compare(BEFORE, AFTER, OLD)
    with pytest.raises(shisei.SheetError, match="firm=0"):
        shisei.compare(pl.concat([BEFORE, BEFORE]), AFTER, OLD, id="firm")


# Why the mean moved.


def exact(moves: pl.DataFrame) -> Fraction:
    means = [moves[f"points_{end}"].drop_nulls() for end in ("before", "after")]
    before, after = (Fraction(sum(mean.to_list()), len(mean)) for mean in means)
    return after - before


points = st.integers(-25, 100) | st.none()
moved = st.lists(st.tuples(st.integers(0, 4), points, points, points), min_size=1, max_size=60)


@given(moved, st.booleans())
@settings(max_examples=200, deadline=None)
def test_the_parts_of_a_drift_add_up_exactly(
    rows: list[tuple[int, int | None, int | None, int | None]], crossed: bool
) -> None:
    names = ["cell", "points_before", "points_carried", "points_after"]
    kinds = dict.fromkeys(names, pl.Int16)
    moves = pl.DataFrame(rows, schema=kinds, orient="row")
    if not crossed:
        moves = moves.drop("points_carried")
    found = shisei.drift(moves, by="cell")
    *cells, whole = found.to_dicts()
    parts = ["mix", "behaviour", "rules", "unsplit", "entry", "exit"]
    if moves["points_before"].count() == 0 or moves["points_after"].count() == 0:
        assert whole["change"] is None
        return
    for row in found.to_dicts():
        assert sum(Fraction(row[part]) for part in parts) == Fraction(row["change"])
    for name in ["change", *parts]:
        assert sum(Fraction(cell[name]) for cell in cells) == Fraction(whole[name])
    assert abs(Fraction(whole["change"]) - exact(moves)) <= Fraction(1, 1 << 21)
    for name in ("before", "after", "both"):
        assert sum(cell[name] for cell in cells) == whole[name]
    if not crossed:
        assert whole["rules"] == whole["unsplit"] == 0


def test_a_drift_says_who_moved_the_mean() -> None:
    moves = pl.DataFrame(
        {
            "trade": ["food", "food", "steel", "steel"],
            "points_before": [40, 60, 20, None],
            "points_carried": [30, 50, 20, None],
            "points_after": [50, 60, None, 80],
        },
        schema_overrides={f"points_{end}": pl.Int16 for end in ("before", "carried", "after")},
    )
    food, steel, whole = shisei.drift(moves, by=["trade"]).to_dicts()
    near = pytest.approx
    # Food is two of three firms in both years: its shares have not moved.
    assert (food["mix"], food["entry"], food["exit"]) == (0, 0, 0)
    assert food["behaviour"] == near(2 / 3 * 15, abs=1e-5)
    assert food["rules"] == near(2 / 3 * -10, abs=1e-5)
    # In steel nobody is in both: who went and who came make up the change.
    assert steel["entry"] + steel["exit"] == near(1 / 3 * 60, abs=1e-5)
    assert whole["change"] == near(190 / 3 - 40, abs=1e-6)
    assert whole["trade"] is None
    with pytest.raises(shisei.ArgumentError, match="trad"):
        shisei.drift(moves, by="trad")


def test_a_drift_of_what_compare_gives() -> None:
    moves = shisei.compare(BEFORE, AFTER, OLD, id="firm")
    found = shisei.drift(moves, by="trade")
    assert found["trade"].to_list() == [None, "food", "steel", None]
    assert Fraction(found["change"][-1]) - exact(moves) <= Fraction(1, 1 << 21)
    frame = shisei.drift(moves.to_pandas(), by="trade")
    assert frame["change"].tolist() == found["change"].to_list()


# Where firms are weakest.


def test_weakest_controls_are_those_of_a_count() -> None:
    scored = shisei.score(BEFORE, OLD, id="firm", keep="answers")
    for data in (BEFORE, scored):
        found = shisei.weakest(data, OLD, by="trade", top=25, lang="ja")
        assert found["trade"].unique(maintain_order=True).to_list() == [None, "food", "steel"]
        for trade, part in BEFORE.group_by("trade"):
            rows = found.filter(pl.col("trade").eq_missing(pl.lit(trade[0]))).to_dicts()
            shares = {
                c: Fraction(part[c].to_list().count("implemented"), part[c].count())
                for c in CONTROLS
            }
            ranked = [c for c in sorted(CONTROLS, key=lambda c: shares[c]) if shares[c] < 1]
            assert [row["control"] for row in rows] == ranked
            assert [row["rank"] for row in rows] == [*range(1, len(ranked) + 1)]
            for row in rows:
                assert Fraction(row["met"], row["n"]) == shares[row["control"]]
                assert row["share"] == row["met"] / row["n"]
                assert row["title"] == OLD.control(row["control"]).title.ja


@pytest.mark.parametrize("kind", [pl.String, pl.Categorical, pl.Enum(["a", "b", "c"])])
def test_a_control_that_every_row_meets_is_not_weak(kind: Any) -> None:
    firms = pl.DataFrame({c: ["implemented"] * 3 for c in CONTROLS})
    firms = firms.with_columns(
        pl.Series("SA-07", ["implemented", None, "partial"]),
        pl.Series("trade", ["a", "b", "c"]).cast(kind),
    )
    found = shisei.weakest(firms, OLD, by="trade", top=25)
    assert found.select("trade", "control").rows() == [("c", "SA-07")]
    assert shisei.weakest(firms[:2], OLD).height == 0
    scored = shisei.score(firms, OLD, keep="answers")
    named = shisei.summary(scored, "trade", framework=OLD)["weakest"].to_list()
    assert named == [[], [], ["SA-07"]]


def test_many_groups_of_several_columns_are_counted_one_by_one() -> None:
    rows = 9_000
    at = pl.Series(range(rows))
    firms = pl.DataFrame({c: ["implemented"] * rows for c in CONTROLS}).with_columns(
        pl.Series("SA-02", ["partial", "implemented", "implemented"] * (rows // 3)),
        trade=pl.lit("t") + (at % 40).cast(pl.String),
        size=at % 2,
    )
    found = shisei.weakest(firms, OLD, by=["trade", "size"], top=2)
    expected = firms.group_by("trade", "size").agg(
        met=(pl.col("SA-02") == "implemented").sum().cast(pl.Int64), n=pl.len().cast(pl.Int64)
    )
    columns = ["trade", "size", "met", "n"]
    assert set(found["control"]) == {"SA-02"}
    assert found.select(columns).sort(columns).equals(expected.select(columns).sort(columns))


def test_rows_that_cannot_be_read_are_left_out_with_a_warning() -> None:
    odd = BEFORE.with_columns(pl.Series("SA-01", ["hm", *BEFORE["SA-01"][1:]]))
    with pytest.warns(UserWarning, match="1 rows"):
        found = shisei.weakest(odd, OLD, top=25)
    assert found.sort("control").equals(shisei.weakest(BEFORE[1:], OLD, top=25).sort("control"))
    scored = shisei.score(odd, OLD, id="firm", keep="answers", on_error="report")
    assert shisei.weakest(scored, OLD, top=25).equals(found)


# One row as a sheet.


@pytest.mark.parametrize("form", ["mapping", "series", "tuple"])
def test_a_row_becomes_a_sheet(form: str) -> None:
    table = BEFORE.with_columns(pl.lit("一部実施している").alias("SA-02")).to_pandas()
    row = {
        "mapping": lambda: table.to_dict("records")[4],
        "series": lambda: table.iloc[4],
        "tuple": lambda: next(table.rename(columns=str).itertuples(index=False)),
    }[form]()
    columns = None
    if form == "tuple":
        # Named tuples cannot have hyphens in their names.
        columns = {f"_{at + 2}": c for at, c in enumerate(CONTROLS)}
    read = OLD.sheet(row, id="firm", columns=columns)
    expected = BEFORE.row(0 if form == "tuple" else 4, named=True)
    assert read.subject == str(expected["firm"])
    assert read.answers == {**sheet(expected), "SA-02": "partial"}
    assert shisei.assess(read).points == OLD.assess(read.answers).points


def test_a_row_that_cannot_be_read_is_refused_like_a_sheet() -> None:
    with pytest.raises(shisei.SheetError, match="Did you mean `implemented`"):
        OLD.sheet({"SA-01": "implementd"})
    with pytest.raises(TypeError, match="a row is a mapping"):
        OLD.sheet(["implemented"])
    assert OLD.sheet({"SA-01": float("nan"), "SA-02": 2.0}, numbers="from-0").answers == {
        "SA-02": "not-implemented"
    }


# On the command line.


def test_the_commands_answer_like_the_functions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after, out = (tmp_path / name for name in ("a.parquet", "b.parquet", "out.parquet"))
    BEFORE.write_parquet(before)
    AFTER.write_parquet(after)
    common = ["-f", "self-assessment@3.1", "--id", "firm", "--lang", "en"]
    asked = ["compare", str(before), str(after), "-f", "self-assessment@3.1", "--id", "firm"]
    assert main([*asked, "-o", str(out)]) == 0
    moves = shisei.compare(BEFORE, AFTER, OLD, id="firm")
    assert pl.read_parquet(out)["better"].to_list() == moves["better"].to_list()
    assert main([*asked, "-f", "self-assessment@4.0", "-o", str(out)]) == 0
    assert "confirm" in pl.read_parquet(out).columns
    assert main(["weakest", str(before), *common, "--by", "trade", "--top", "2", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows == shisei.weakest(BEFORE, OLD, by="trade", top=2, lang="en").to_dicts()
    odd = BEFORE.with_columns(pl.lit("◎").alias("SA-01"))
    odd.write_parquet(before)
    assert main(["check", str(before), *common]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == [
        "SA-01", "SA-01", "◎", "60", "unknown-choice", "0", "0",
    ]  # fmt: skip
    assert main(["answers", str(after), *common, "-o", str(out)]) == 0
    read = pl.read_parquet(out)
    assert read["SA-07"].cast(pl.String).to_list() == AFTER["SA-07"].to_list()
