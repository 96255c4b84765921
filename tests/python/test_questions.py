"""The questions of one sheet, asked of every row: equal to it, in every library and in files."""

import json
import random
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

import shisei
from shisei import insight
from shisei.errors import ArgumentError, SheetError

SELF = shisei.framework("self-assessment@3.1")
CHOICES = {control.id: [choice.id for choice in control.choices] for control in SELF.controls}


def sheets(rows: int, seed: int = 1, empty: float = 0.1) -> list[dict[str, str | None]]:
    """Answers by chance, some of them missing."""
    chance = random.Random(seed)
    return [
        {
            control: None if chance.random() < empty else chance.choice(choices)
            for control, choices in CHOICES.items()
        }
        for _ in range(rows)
    ]


def frame(rows: list[dict[str, str | None]]) -> pl.DataFrame:
    schema = dict.fromkeys(CHOICES, pl.String)
    ids = pl.Series("firm", [f"f{at}" for at in range(len(rows))])
    return pl.DataFrame(rows, schema=schema).insert_column(0, ids)


def steps(plan: Any) -> list[dict[str, Any]]:
    return [
        {
            "control": step.control,
            "from": step.from_,
            "to": step.to,
            "effort": step.effort,
            "points": step.gain.points,
        }
        for step in plan.steps
    ]


@pytest.mark.parametrize("target", [70, "100", "50-69", {"points": 0}])
def test_plans_are_those_of_the_assessments(target: Any) -> None:
    rows = sheets(60)
    plans = shisei.plan(frame(rows), SELF, target, id="firm")
    assert plans["firm"].to_list() == [f"f{at}" for at in range(60)]
    for sheet, row in zip(rows, plans.iter_rows(named=True), strict=True):
        assessment = SELF.assess(sheet)
        one: Any = assessment.plan(target)
        assert row["effort"] == one.effort
        assert row["points_after"] == one.after.points.low
        assert row["outcome_after"] == one.after.outcome.low
        assert row["steps"] == steps(one)
        whole = "planned" if assessment.complete else "incomplete"
        assert row["status"] == ("reached" if not one.steps else whole)


def test_efforts_budgets_and_what_stays_as_it_is() -> None:
    rows = sheets(20, seed=2)
    efforts = {"SA-01": 0, "SA-02": {"partial": 7, "implemented": 9}}
    options: dict[str, Any] = {"efforts": efforts, "forbidden": ["SA-03"]}
    plans = shisei.plan(frame(rows), SELF, 70, **options)
    bought = shisei.plan(frame(rows), SELF, budget=6, maximise="points", **options)
    for at, sheet in enumerate(rows):
        assessment = SELF.assess(sheet)
        assert plans["steps"][at].to_list() == steps(assessment.plan(70, **options))
        one: Any = assessment.plan(budget=6, maximise="points", **options)
        assert bought["points_after"][at] == one.after.points.low


def test_tiers_are_planned_too_and_some_are_out_of_reach() -> None:
    scs = shisei.framework("scs")
    chance = random.Random(3)
    rows = [
        {c.id: chance.choice([choice.id for choice in c.choices]) for c in scs.controls}
        for _ in range(6)
    ]
    plans = shisei.plan(pl.DataFrame(rows), scs, "star-3")
    seen = set()
    for sheet, row in zip(rows, plans.iter_rows(named=True), strict=True):
        seen.add(row["status"])
        answers: Any = {c: {"choice": a, "reason": "as asked"} for c, a in sheet.items()}
        try:
            one = scs.assess(answers).plan("star-3")
        except ArgumentError:
            assert (row["status"], row["effort"], row["steps"]) == ("impossible", None, [])
        else:
            assert (row["effort"], row["steps"]) == (one.effort, steps(one))
    assert seen


def test_every_library_gets_its_own_table() -> None:
    table = frame(sheets(30))
    expected = shisei.plan(table, SELF, 70, id="firm")
    whole = expected.to_arrow().to_pylist()
    arrow = shisei.plan(table.to_arrow(), SELF, 70, id="firm")
    assert isinstance(arrow, pa.Table)
    assert arrow.to_pylist() == whole
    pandas = shisei.plan(table.to_pandas(), SELF, 70, id="firm")
    assert isinstance(pandas, pd.DataFrame)
    assert pandas["effort"].to_list() == expected["effort"].to_list()
    assert [list(steps) for steps in pandas["steps"]] == expected["steps"].to_list()
    relation = shisei.plan(duckdb.from_arrow(table.to_arrow()), SELF, 70, id="firm")
    assert relation.fetchnumpy()["effort"].tolist() == expected["effort"].to_list()
    lazy = shisei.plan(table.lazy(), SELF, 70, id="firm")
    assert isinstance(lazy, pl.LazyFrame)
    assert lazy.collect().equals(expected)
    codes = np.zeros((3, 25), dtype=np.int8)
    assert len(shisei.plan(codes, SELF, 70, numbers="from-0")) == 3


def test_files_become_files(tmp_path: Path) -> None:
    table = frame(sheets(40)).to_arrow()
    expected = shisei.plan(table, SELF, 70, id="firm").to_pylist()
    pq.write_table(table, tmp_path / "firms.parquet")
    source = str(tmp_path / "firms.parquet")
    assert shisei.plan(source, SELF, 70, id="firm", output=tmp_path / "plans.parquet") == 40
    assert pq.read_table(tmp_path / "plans.parquet").to_pylist() == expected
    shisei.plan(source, SELF, 70, id="firm", output=tmp_path / "plans.csv")
    texts = pyarrow.csv.read_csv(tmp_path / "plans.csv")["steps"].to_pylist()
    assert [json.loads(text) for text in texts] == [row["steps"] for row in expected]
    shisei.plan(source, SELF, 70, id="firm", select=["effort"], output=tmp_path / "few.csv")
    assert pyarrow.csv.read_csv(tmp_path / "few.csv").column_names == ["firm", "effort"]


def test_a_bad_row_keeps_its_place() -> None:
    table = frame(sheets(3)).with_columns(pl.Series("SA-05", ["partial", "perhaps", "partial"]))
    with pytest.raises(SheetError, match="perhaps"):
        shisei.plan(table, SELF, 70, id="firm")
    plans = shisei.plan(table, SELF, 70, id="firm", on_error="report")
    assert plans["status"][1] == "problem"
    assert plans["steps"].is_null().to_list() == [False, True, False]
    assert "perhaps" in plans["problem"][1]


def test_a_wrong_target_says_which_there_are() -> None:
    for target in ("70-90", {"coverage": 80}):
        with pytest.raises(ArgumentError) as caught:
            shisei.plan(frame([]), SELF, target)
        assert caught.value.problems[0].valid == ("100", "70-99", "50-69", "0-49", "points")
    with pytest.raises(ArgumentError, match="target / budget"):
        shisei.plan(frame([]), SELF)


def test_next_steps_are_the_first_findings() -> None:
    rows = sheets(40, seed=5)
    steps = shisei.next_steps(frame(rows), SELF, top=2, id="firm")
    wide = shisei.next_steps(frame(rows), SELF, top=2, wide=True, id="firm")
    assert wide.columns == ["firm", "next_1", "next_2", "problem"]
    for at, sheet in enumerate(rows):
        findings = SELF.assess(sheet).findings[:2]
        expected = [
            {"control": f.control.id, "state": str(f.state), "points": f.worth.points}
            for f in findings
        ]
        assert steps["next_steps"][at].to_list() == expected
        found = [wide["next_1"][at], wide["next_2"][at]]
        assert found[: len(findings)] == [step["control"] for step in expected]
    with pytest.raises(ValueError, match="top"):
        shisei.next_steps(frame(rows), SELF, top=0)


@pytest.mark.parametrize("edition", ["3.1", "4.0"])
def test_what_rows_say_elsewhere_is_what_their_sheets_say(edition: str) -> None:
    framework = shisei.framework(f"self-assessment@{edition}")
    rows = sheets(25, seed=6)
    known = shisei.carry_over(frame(rows), framework, "scs#star-3", lists=True, id="firm")
    for row, sheet in zip(known.iter_rows(named=True), rows, strict=True):
        one = insight.answer_once([framework.assess(sheet)], ["scs#star-3"]).frameworks[0]
        assert (row["total"], row["implied"]) == (one.total, one.implied)
        assert (row["suggested"], row["remaining"]) == (one.suggested, len(one.remaining))
        assert [it["control"] for it in row["remaining_controls"]] == list(one.remaining)
    newer = "self-assessment@4.0" if edition == "3.1" else None
    assert known["migrated_to"].unique().to_list() == [newer]
    assert known["implied"].sum() + known["suggested"].sum() > 0


def test_what_is_not_related_is_refused_with_what_is() -> None:
    table = pl.DataFrame({"P": ["x"]})
    with pytest.raises(ArgumentError) as caught:
        shisei.carry_over(table, "perimeter", "five-basics@4.0", absent="unanswered")
    assert "self-assessment@4.0" in caught.value.problems[0].valid


def test_references_are_counted_as_for_one_sheet() -> None:
    scs = shisei.framework("scs")
    chance = random.Random(7)
    rows = [{c.id: chance.choice([it.id for it in c.choices]) for c in scs.controls} for _ in "ab"]
    counted = shisei.references(pl.DataFrame(rows), scs, "nist-csf")
    for row, sheet in zip(counted.iter_rows(named=True), rows, strict=True):
        answers: Any = {c: {"choice": a, "reason": "as asked"} for c, a in sheet.items()}
        view = scs.assess(answers).references("nist-csf")
        for depth, counts in enumerate(view.counts):
            for name in ("of", "met", "partial", "unmet", "open", "not_addressed"):
                assert row[f"{name}_{depth}"] == getattr(counts, name)
