"""Lazy frames stay lazy, and frames have accessors of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import shisei

FRAMEWORK = "five-basics@3.1"
CONTROLS = [control.id for control in shisei.framework(FRAMEWORK).controls]


def table(rows: int = 60) -> pl.DataFrame:
    answers = ["done", "not-done", None, "できている"]
    return pl.DataFrame(
        {
            "firm": [f"f{row}" for row in range(rows)],
            "trade": [["a", "b", "c"][row % 3] for row in range(rows)],
            **{
                c: [answers[(row + at) % 4] for row in range(rows)] for at, c in enumerate(CONTROLS)
            },
            "memo": ["x"] * rows,
        }
    )


def test_a_lazy_frame_is_not_read_before_it_is_collected() -> None:
    read = []

    def watched(frame: pl.DataFrame) -> pl.DataFrame:
        read.append(frame.columns)
        return frame

    data = table()
    lazy = data.lazy().map_batches(watched, schema=data.schema)
    scored = shisei.score(lazy, FRAMEWORK, id="firm")
    assert isinstance(scored, pl.LazyFrame)
    schema = scored.collect_schema()
    assert not read
    whole = shisei.score(data, FRAMEWORK, id="firm")
    assert dict(schema) == dict(whole.schema)
    assert scored.collect().equals(whole)
    assert read


CASES: dict[str, Any] = {
    "a column of the source": lambda f: f.filter(pl.col("trade") == "b"),
    "a score": lambda f: f.filter(pl.col("coverage_low") >= 40),
    "both": lambda f: f.filter((pl.col("trade") == "b") & (pl.col("met") > 1)),
    "columns": lambda f: f.select("trade", "coverage_high"),
    "no scores": lambda f: f.select("firm"),
    "head": lambda f: f.head(7),
    "filter and head": lambda f: f.filter(pl.col("met") > 1).head(3),
    "columns and filter": lambda f: f.filter(pl.col("trade") == "c").select("met"),
    "groups": lambda f: f.group_by("trade").agg(pl.col("met").sum()).sort("trade"),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_whatever_is_asked_of_it_is_what_a_frame_gives(case: str, engine: Any) -> None:
    eager = CASES[case](shisei.score(table().lazy().collect(), FRAMEWORK, id="firm"))
    lazy = CASES[case](shisei.score(table().lazy(), FRAMEWORK, id="firm"))
    assert lazy.collect(engine=engine).equals(eager)


def test_conditions_and_columns_go_on_to_the_file(tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    data = table().with_columns(pl.when(pl.col("trade") == "a").then(pl.lit("?")).otherwise("B1"))
    data = table().with_columns(
        B1=pl.when(pl.col("trade") == "a").then(pl.lit("nonsense")).otherwise("B1")
    )
    data.write_parquet(path)
    scored = shisei.score(pl.scan_parquet(path), FRAMEWORK, id="firm")
    with pytest.raises(Exception, match="nonsense"):
        scored.collect()
    # Rows that nobody asks for are not scored.
    assert scored.filter(pl.col("trade") == "b").collect().height == 20


def test_keep_and_prefix_hold_for_lazy_frames_too() -> None:
    options: dict[str, Any] = {"id": "firm", "keep": ["trade"], "prefix": "new_"}
    scored = shisei.score(table().lazy(), FRAMEWORK, **options)
    whole = shisei.score(table(), FRAMEWORK, **options)
    assert scored.collect().equals(whole)
    assert scored.select("new_met").collect().equals(whole.select("new_met"))
    again = shisei.score(whole.lazy().join(table().lazy(), on="firm"), FRAMEWORK, id="firm")
    assert again.filter(pl.col("met") > 1).collect().height > 0


def test_columns_that_are_missing_are_told_at_once() -> None:
    with pytest.raises(shisei.ArgumentError, match="B5"):
        shisei.score(table().drop("B5").lazy(), FRAMEWORK)


def test_importing_shisei_imports_no_library_and_accessors_are_there_when_asked_for() -> None:
    code = """
import sys, shisei, shisei.portfolio
assert "polars" not in sys.modules and "pandas" not in sys.modules
import shisei.polars, polars as pl
assert "pandas" not in sys.modules
frame = pl.DataFrame({f"B{i}": ["done"] for i in range(1, 6)})
assert frame.shisei.score("five-basics@3.1")["coverage"].item() == 100
assert frame.lazy().shisei.score("five-basics@3.1").collect()["coverage"].item() == 100
import shisei.pandas
assert frame.to_pandas().shisei.score("five-basics@3.1")["coverage"].item() == 100
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_few_rows_of_pandas_are_scored_as_many_are(monkeypatch: pytest.MonkeyPatch) -> None:
    data = table().to_pandas().set_index(pd.Index([f"i{i}" for i in range(60)], name="index"))
    data["when"] = pd.Timestamp("2026-01-01")
    data["B1"] = data["B1"].astype("category")
    data["size"] = pd.array([1, None, 3] * 20, dtype="Int64")
    options: dict[str, Any] = {"id": "firm", "on_error": "report"}
    few = shisei.score(data, FRAMEWORK, **options)
    again = shisei.score(few.join(data[CONTROLS].replace("not-done", "done")), FRAMEWORK)
    assert (again["unmet"] == 0).all()
    monkeypatch.setattr("shisei.libraries.pandas.FEW_ROWS", -1)
    many = shisei.score(data, FRAMEWORK, **options)
    pd.testing.assert_frame_equal(few, many)
    again = shisei.score(few.join(data[CONTROLS].replace("not-done", "done")), FRAMEWORK)
    assert (again["unmet"] == 0).all()
