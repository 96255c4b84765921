"""Columns of scores in the caller's library: ordered outcomes, names without quotes, headings."""

from __future__ import annotations

import json
import keyword
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import shisei

FRAMEWORK = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in FRAMEWORK.controls]
WORST_FIRST = ["0-49", "50-69", "70-99", "100"]


def table() -> pa.Table:
    """Firms with 100, 98, 50 and -25 points, and one that has not answered."""
    rows: list[dict[str, str | None]] = [
        dict.fromkeys(CONTROLS, "implemented"),
        {**dict.fromkeys(CONTROLS, "implemented"), CONTROLS[0]: "partial"},
        dict.fromkeys(CONTROLS, "partial"),
        dict.fromkeys(CONTROLS, "unknown"),
        dict.fromkeys(CONTROLS),
    ]
    names = ["all", "nearly", "half", "unknown", "silent"]
    return pa.table(
        {"firm": names} | {c: pa.array([row[c] for row in rows], pa.string()) for c in CONTROLS}
    )


def test_outcomes_of_polars_are_ordered_worst_first() -> None:
    for data in (pl.DataFrame(table()), pl.DataFrame(table())[:0]):
        scored = shisei.score(data, FRAMEWORK)
        assert scored["outcome"].dtype == pl.Enum(WORST_FIRST)
    scored = shisei.score(pl.DataFrame(table()), FRAMEWORK)
    good = scored.filter(pl.col("outcome") >= "70-99")
    assert good["firm"].to_list() == ["all", "nearly"]
    ordered = scored.drop_nulls("outcome").sort("outcome")
    assert ordered["firm"].to_list() == ["unknown", "half", "nearly", "all"]
    assert scored["outcome_high"].max() == "100"


def test_outcomes_of_pandas_are_ordered_worst_first() -> None:
    scored = shisei.score(table().to_pandas(), FRAMEWORK)
    assert scored["outcome"].cat.ordered
    assert scored["outcome"].cat.categories.tolist() == WORST_FIRST
    assert scored[scored["outcome"] >= "70-99"]["firm"].tolist() == ["all", "nearly"]
    ordered = scored.sort_values("outcome", na_position="first")
    assert ordered["firm"].tolist() == ["silent", "unknown", "half", "nearly", "all"]


def test_outcomes_of_duckdb_are_an_enum_worst_first() -> None:
    firms = duckdb.from_arrow(table())
    scored = shisei.score(firms, FRAMEWORK)
    assert isinstance(scored, duckdb.DuckDBPyRelation)
    types = dict(zip(scored.columns, map(str, scored.types), strict=True))
    assert types["outcome"] == "ENUM('0-49', '50-69', '70-99', '100')"
    ordered = scored.filter("outcome IS NOT NULL").order("outcome DESC").project("firm")
    assert [firm for (firm,) in ordered.fetchall()] == ["all", "nearly", "half", "unknown"]
    # Beside a text, an ENUM of DuckDB is a text itself: the text needs the type.
    good = scored.filter(f"outcome >= '70-99'::{types['outcome']}").order("outcome DESC")
    assert [firm for (firm,) in good.project("firm").fetchall()] == ["all", "nearly"]


def test_outcomes_of_a_stream_are_ordered_too() -> None:
    (stream,) = shisei.score_stream(table(), FRAMEWORK).read_all().to_batches()
    assert stream.schema.field("outcome").type.ordered
    kept = pl.DataFrame(pa.table(stream))
    assert kept["outcome"].dtype == pl.Enum(WORST_FIRST)


def test_tiers_are_ordered_from_the_first_step_up() -> None:
    framework = shisei.framework("security-action@2026")
    columns = {column.name: column for column in shisei.Scorer(framework).columns}
    assert columns["outcome"].outcomes == tuple(tier.id for tier in framework.tiers)


@pytest.mark.parametrize("framework", shisei.frameworks(), ids=str)
def test_no_name_of_a_column_needs_quotes(framework: str) -> None:
    scorer = shisei.Scorer([framework])
    names = [column.name for column in scorer.columns]
    keywords = duckdb.sql("SELECT * FROM duckdb_keywords()")
    assert keywords is not None
    reserved = {word for word, kind in keywords.fetchall() if kind == "reserved"}
    for name in names:
        assert name.isidentifier()
        assert name == name.lower()
        assert not keyword.iskeyword(name)
        assert name not in reserved
    assert len(set(names)) == len(names)


def test_columns_are_a_table_of_what_comes_out() -> None:
    scorer = shisei.Scorer(FRAMEWORK)
    scored = scorer(table())
    for frame in (pl.DataFrame(scorer.columns), pd.DataFrame(scorer.columns)):
        assert frame["name"].to_list() == scored.column_names[1:]
    columns = {column.name: column for column in scorer.columns}
    part = columns["part_1"]
    assert (part.what, part.unit, part.group) == ("points", "points", "part-1")
    assert part.title_ja == FRAMEWORK.groups[0].title.ja
    assert columns["points_low"].title_en == "Points (at worst)"
    assert columns["outcome"].type == "enum"
    assert columns["problem"].framework is None
    types = {"int16": pa.int16(), "string": pa.string()}
    for name, column in columns.items():
        if column.type != "enum":
            assert scored.schema.field(name).type == types[column.type]
    selected = shisei.Scorer(FRAMEWORK, select=["points"]).columns
    assert [column.name for column in selected] == ["points"]


def test_several_frameworks_begin_with_their_names() -> None:
    both = shisei.Scorer(["five-basics@3.1", "five-basics@4.0"]).columns
    named = {column.name: column.framework for column in both}
    assert named["five_basics_3_1_coverage"] == "five-basics@3.1"
    assert named["five_basics_4_0_coverage"] == "five-basics@4.0"


def test_names_that_collide_are_refused_with_both_sources() -> None:
    own: dict[str, Any] = FRAMEWORK.to_dict()
    own["groups"][1]["id"] = "PART.1"
    for control in own["controls"]:
        if control["group"] == "part-2":
            control["group"] = "PART.1"
    framework = shisei.Framework.from_json(json.dumps(own))
    with pytest.raises(shisei.ArgumentError) as caught:
        shisei.Scorer(framework)
    (problem,) = caught.value.problems
    assert problem.given == "part_1"
    assert "PART.1" in str(caught.value)
    assert "part-1" in str(caught.value)
