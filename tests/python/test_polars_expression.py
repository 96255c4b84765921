"""Scores as an expression of polars: `make distributed` runs this with older versions too."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

import shisei
import shisei.polars
from shisei.polars import score

FRAMEWORK = "five-basics@3.1"
CONTROLS = [control.id for control in shisei.framework(FRAMEWORK).controls]
CHOICES = ["done", "not-done", None, "できている"]
VERSION = tuple(int(part) for part in pl.__version__.split(".")[:2])


def table(rows: int = 60) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "firm": [f"f{row}" for row in range(rows)],
            "trade": [["a", "b", "c"][row % 3] for row in range(rows)],
            **{
                c: [CHOICES[(row + at) % 4] for row in range(rows)] for at, c in enumerate(CONTROLS)
            },
        }
    )


def streamed(frame: pl.LazyFrame) -> pl.DataFrame:
    """Through the streaming engine, whatever it is called."""
    options: Any = {"engine": "streaming"} if VERSION >= (1, 23) else {"streaming": True}
    found: Any = frame.collect(**options)
    assert isinstance(found, pl.DataFrame)
    return found


def plain(data: pl.DataFrame, framework: Any = FRAMEWORK, **options: Any) -> pl.DataFrame:
    """What `shisei.score` says, without what it carries along."""
    # The oldest one hands out no Arrow by itself.
    given: Any = data if hasattr(data, "__arrow_c_stream__") else data.to_arrow()
    columns = shisei.Scorer(framework, **options).columns
    names = [options.get("prefix", "") + column.name for column in columns]
    return pl.DataFrame(shisei.score(given, framework, **options)).select(names)


def same(found: pl.DataFrame, expected: pl.DataFrame) -> bool:
    """Whether the scores of a struct, which is the only column, are these."""
    scores = found.unnest("shisei")
    return scores.columns == expected.columns and scores.rows() == expected.rows()


def test_the_fields_are_the_columns_of_score() -> None:
    data = table()
    found = data.select(score(FRAMEWORK))
    assert found.columns == ["shisei"]
    assert same(found, plain(data))
    everything: Any = pl.all()
    assert data.select(everything.shisei.score(FRAMEWORK)).equals(found)
    assert data.select(score(FRAMEWORK, CONTROLS)).equals(found)
    assert data.select(score(FRAMEWORK, pl.col("^B.$"), id="firm")).equals(found)
    known = shisei.Scorer("self-assessment@4.0").columns
    controls = [control.id for control in shisei.framework("self-assessment@4.0").controls]
    empty = pl.DataFrame(schema=dict.fromkeys(controls, pl.String))
    struct = empty.select(score("self-assessment@4.0"))
    assert struct.unnest("shisei").columns == [column.name for column in known]


@pytest.mark.parametrize("framework", ["five-basics@3.1", "self-assessment@3.1"])
def test_a_lazy_frame_knows_the_types_before_it_is_collected(framework: str) -> None:
    controls = [control.id for control in shisei.framework(framework).controls]
    data = pl.DataFrame({c: ["○", None] for c in controls})
    lazy = data.lazy().select(score(framework))
    collected = lazy.collect()
    assert dict(lazy.collect_schema()) == dict(collected.schema)
    assert same(collected, plain(data, framework))


QUERIES: dict[str, Any] = {
    "groups": lambda f, points: f.group_by("trade").agg(points.sum()).sort("trade"),
    "groups of columns": lambda f, points: (
        f.with_columns(points.alias("met"))
        .group_by("trade")
        .agg(pl.col("met").mean())
        .sort("trade")
    ),
    "windows": lambda f, points: f.select("firm", points.sum().over("trade").alias("met")),
    "a filter before": lambda f, points: f.filter(pl.col("trade") == "b").select("firm", points),
    "a filter by it": lambda f, points: f.filter(points > 2).select("firm"),
    "sorted and cut": lambda f, points: f.sort(points, "firm").head(7).select("firm"),
    "a slice": lambda f, points: f.slice(3, 31).select(points),
}


@pytest.mark.parametrize("query", QUERIES)
def test_queries_say_what_they_say_of_columns(query: str) -> None:
    data = table()
    expected = QUERIES[query](data.with_columns(plain(data)["met"]).lazy(), pl.col("met")).collect()
    lazy = QUERIES[query](data.lazy(), score(FRAMEWORK).struct.field("met"))
    assert lazy.collect().equals(expected)
    assert streamed(lazy).equals(expected)


def test_chunks_need_not_be_of_one_shape() -> None:
    data = table(40)
    columns = []
    for at, name in enumerate(data.columns):
        cut = 3 + 5 * at
        column = data[name]
        if at % 2:
            column = column[:cut].append(column[cut : cut + 1]).append(column[cut + 1 :])
        columns.append(column)
    uneven = columns[0].to_frame().with_columns(columns[1:])
    assert len({uneven[name].n_chunks() for name in CONTROLS}) > 1
    assert same(uneven.select(score(FRAMEWORK)), plain(data))
    assert same(uneven[7:29].select(score(FRAMEWORK)), plain(data)[7:29])
    halves = pl.concat([data[:11], data[11:]], rechunk=False)
    assert same(halves.select(score(FRAMEWORK)), plain(data))


KINDS: dict[str, Any] = {
    "categories": (["done", None, "not-done"], pl.Categorical),
    "an enum": (["done", None, "not-done"], pl.Enum(["done", "not-done"])),
    "text": (["done", None, "×"], pl.String),
    "flags": ([True, None, False], pl.Boolean),
    "bytes": ([1, None, 0], pl.Int8),
    "whole numbers": ([1, None, 0], pl.Int64),
    "numbers without a sign": ([1, None, 0], pl.UInt32),
    "fractions": ([1.0, None, 0.0], pl.Float64),
    "narrow fractions": ([1.0, float("nan"), 0.0], pl.Float32),
    "decimals": ([Decimal(1), None, Decimal(0)], pl.Decimal(10, 0)),
    "nothing": ([None, None, None], pl.Null),
}


@pytest.mark.parametrize("kind", KINDS)
def test_answers_may_be_of_any_type(kind: str) -> None:
    values, dtype = KINDS[kind]
    data = pl.DataFrame({c: pl.Series(values, dtype=dtype, strict=False) for c in CONTROLS})
    options: Any = {} if isinstance(values[0], (str, bool)) else {"numbers": "from-0"}
    found = data.select(score(FRAMEWORK, **options))
    assert same(found, plain(data, **options))
    if kind != "nothing":
        assert found.unnest("shisei")["met"].to_list() in ([5, 0, 0], [0, 0, 5])


def test_values_that_stand_for_every_row() -> None:
    data = table(5)
    one = pl.lit("done").alias("B3")
    found = data.select(score(FRAMEWORK, [pl.col("^B[1245]$"), one]))
    assert same(found, plain(data.with_columns(one)))
    alone = pl.select(score(FRAMEWORK, [pl.lit("done").alias(c) for c in CONTROLS]))
    assert alone.unnest("shisei")["coverage"].to_list() == [100]


def test_columns_that_hold_no_answers_may_be_of_any_type() -> None:
    data = table(2).with_columns(
        pl.Series("when", [1, 2]).cast(pl.Date),
        pl.Series("parts", [[1], [2]]),
        pl.Series("both", [{"a": 1}, {"a": 2}]),
    )
    if VERSION >= (1, 18):
        data = data.with_columns(pl.Series("huge", [1, 2], dtype=pl.Int128))
        own = data.with_columns(pl.col("huge").alias("B1"))
        with pytest.raises(pl.exceptions.ComputeError, match="B1"):
            own.select(score(FRAMEWORK, numbers="from-0"))
    assert same(data.select(score(FRAMEWORK)), plain(table(2)))
    with pytest.raises(pl.exceptions.ComputeError, match=r"unknown-choice: B1: `\[1\]`"):
        data.with_columns(pl.col("parts").alias("B1")).select(score(FRAMEWORK))


def test_a_bad_row_stops_the_query_with_code_row_and_column() -> None:
    data = table(9).with_columns(
        pl.when(pl.col("firm") == "f7").then(pl.lit("dome")).otherwise("B3").alias("B3")
    )
    lazy = data.lazy().select("firm", score(FRAMEWORK, id="firm"))
    for collect in (pl.LazyFrame.collect, streamed):
        with pytest.raises(
            pl.exceptions.ComputeError, match=r"unknown-choice: firm=f7, B3.*`dome`.*done"
        ):
            collect(lazy)
    # Rows that nobody asks for are not scored.
    assert lazy.filter(pl.col("firm") != "f7").collect().height == 8
    reported = data.select("firm", score(FRAMEWORK, on_error="report")).unnest("shisei")
    bad = reported.filter(pl.col("problem").is_not_null())
    assert bad["firm"].to_list() == ["f7"]
    assert bad["problem_code"].to_list() == ["unknown-choice"]
    assert bad["problems"][0].to_list()[0]["column"] == "B3"
    assert bad["met"].to_list() == [None]


def test_columns_that_are_missing_are_told_before_a_row_is_read() -> None:
    lazy = table().lazy().select(score(FRAMEWORK, pl.col("^B[1-4]$")))
    with pytest.raises(pl.exceptions.ComputeError, match=r"missing-column: .*B5"):
        lazy.collect_schema()
    few = table().lazy().select(score(FRAMEWORK, ["B1"], absent="unanswered"))
    assert few.unnest("shisei").collect()["unanswered"].min() == 4
    twice = table().with_columns(pl.col("B1").alias("b1"))
    with pytest.raises(pl.exceptions.ComputeError, match=r"ambiguous-column: .*B1"):
        twice.select(score(FRAMEWORK))


def test_messages_are_in_the_language_of_the_moment_it_was_made() -> None:
    shisei.set_language("ja")
    try:
        expression = score(FRAMEWORK, ["B1"])
    finally:
        shisei.set_language("en")
    with pytest.raises(pl.exceptions.ComputeError, match="列"):
        table().select(expression)


def test_headings_spellings_and_options_are_those_of_score() -> None:
    headed = table().rename({c: f"問{at}" for at, c in enumerate(CONTROLS, 1)})
    assert same(headed.select(score(FRAMEWORK)), plain(table()))
    options: Any = {
        "columns": {"x": "B1"},
        "mapping": {"erledigt": "done"},
        "select": ["coverage", "met"],
        "prefix": "new_",
        "integers": "smallest",
    }
    data = table().rename({"B1": "x"}).with_columns(B2=pl.lit("erledigt"))
    found = data.select(score(FRAMEWORK, **options)).unnest("shisei")
    assert found.columns == ["new_coverage", "new_met"]
    assert found["new_met"].dtype == pl.Int8
    assert found.rows() == plain(data, **options).rows()


def test_what_only_a_whole_table_has_is_refused() -> None:
    for options in ({"keep": "all"}, {"duplicates": "check"}):
        with pytest.raises(ValueError, match=next(iter(options))):
            score(FRAMEWORK, **options)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="long"):
        score(FRAMEWORK, long=("question", "answer"))
    with pytest.raises(TypeError, match="mappings"):
        score(FRAMEWORK, mappings={})  # type: ignore[call-arg]


def test_outcomes_are_ordered_worst_first() -> None:
    framework = "self-assessment@3.1"
    controls = [control.id for control in shisei.framework(framework).controls]
    data = pl.DataFrame({c: ["partial", "implemented", "not-implemented"] for c in controls})
    outcome = data.select(score(framework).struct.field("outcome"))["outcome"]
    assert outcome.to_list() == ["50-69", "100", "0-49"]
    if VERSION >= (1, 32):
        assert outcome.dtype == pl.Enum(["0-49", "50-69", "70-99", "100"])
        assert outcome.sort().to_list() == ["0-49", "50-69", "100"]


def test_an_expression_goes_to_another_process() -> None:
    own = shisei.framework("security-action@2026").to_dict()
    own["id"] = "own-form"
    framework = shisei.Framework.from_json(json.dumps(own))
    controls = [control.id for control in framework.controls]
    data = pl.DataFrame({c: [None, "○"] for c in controls})
    lazy = data.lazy().select(score(framework)).unnest("shisei")
    expected = lazy.collect()
    code = """
import pickle, sys
frame = pickle.loads(sys.stdin.buffer.read())
assert "shisei" not in sys.modules
sys.stdout.buffer.write(pickle.dumps(frame.collect().rows()))
"""
    path = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        input=pickle.dumps(lazy),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert done.returncode == 0, done.stderr.decode()
    assert pickle.loads(done.stdout) == expected.rows()


def test_more_expressions_than_are_kept_at_hand() -> None:
    data = table(4).lazy()
    made = [data.select(score(FRAMEWORK, prefix=f"p{at}_")) for at in range(70)]
    for at, lazy in enumerate(made):
        assert lazy.unnest("shisei").collect().columns[0].startswith(f"p{at}_")
