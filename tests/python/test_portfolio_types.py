"""Columns of any type: what is an answer is read as it is written, what is not is left alone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import shisei

F = "five-basics@3.1"
BASICS = [f"B{at}" for at in range(1, 6)]
SELF = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in SELF.controls]


def basics(rows: int, **columns: Any) -> dict[str, Any]:
    return {**columns, **{name: ["done"] * rows for name in BASICS}}


@pytest.mark.parametrize(
    "memo", [[None], [[]], [[None]], [{"a": None}], [{"a": [{"b": None}]}]], ids=str
)
def test_a_column_of_nulls_in_polars_is_carried_at_any_depth(memo: Any) -> None:
    table = pl.DataFrame({**basics(1, id=["A"]), "memo": memo})
    scored = shisei.score(table, F, id="id")
    assert scored["coverage"].to_list() == [100]
    assert scored["memo"].to_list() == memo
    assert shisei.score(table.lazy(), F, id="id").collect()["coverage"].to_list() == [100]
    assert shisei.score_stream(table, F, id="id").read_all()["coverage"].to_pylist() == [100]
    assert shisei.Scorer(F, id="id")(table)["coverage"].to_list() == [100]


@pytest.mark.parametrize("null", [pl.Null, pl.String, pl.Int8])
def test_an_unanswered_question_is_a_column_of_nulls(null: Any) -> None:
    table = pl.DataFrame({**basics(1, id=["A"]), "B5": pl.Series([None], dtype=null)})
    scored = shisei.score(table, F, id="id")
    assert scored["coverage_low"].to_list() == [80]
    assert scored["unanswered"].to_list() == [1]
    empty = pa.DictionaryArray.from_arrays(pa.array([0], pa.int8()), pa.nulls(1))
    arrow = pa.table({**basics(1, id=["A"]), "B5": empty})
    assert shisei.score(arrow, F, id="id")["unanswered"].to_pylist() == [1]


IDS = {
    "decimal": pa.array([Decimal(1), Decimal(2)]),
    "decimal of 256 bits": pa.array([Decimal(1), Decimal(2)], pa.decimal256(40, 0)),
    "date": pa.array([dt.date(2020, 1, 1), dt.date(2020, 1, 2)]),
    "time": pa.array([dt.time(1), dt.time(2)]),
    "moment": pa.array(
        [dt.datetime(2020, 1, 1), dt.datetime(2020, 1, 2)], pa.timestamp("us", "UTC")
    ),
    "duration": pa.array([1, 2], pa.duration("s")),
    "large number": pa.array([2**63, 2**63 + 1], pa.uint64()),
    "short fraction": pa.array(np.array([1, 2], np.float16)),
    "bytes": pa.array([b"ab", b"cd"], pa.binary(2)),
    "large bytes": pa.array([b"ab", b"cd"], pa.large_binary()),
    "uuid": pa.array([b"a" * 16, b"b" * 16], pa.uuid()),
    "dates in a dictionary": pa.array(
        [dt.date(2020, 1, 1), dt.date(2020, 1, 2)]
    ).dictionary_encode(),
}


@pytest.mark.parametrize("name", IDS)
def test_ids_of_any_type_are_told_apart_and_told(name: str) -> None:
    ids = IDS[name]
    table = pa.table(basics(2, id=ids))
    assert shisei.score(table, F, id="id")["coverage"].to_pylist() == [100, 100]
    same = table.take([0, 0])
    scored = shisei.score(same, F, id="id", on_error="report")
    assert scored["problem_code"].to_pylist() == [None, "duplicate-id"]
    told = scored["problems"][1].as_py()[0]["given"]
    assert "(" not in told
    batches = pa.Table.from_batches(same.to_batches(max_chunksize=1)).to_reader()
    stream = shisei.score_stream(batches, F, id="id", on_error="report").read_all()
    assert stream["problem_code"].to_pylist() == [None, "duplicate-id"]


@pytest.mark.parametrize("ids", [pa.nulls(2), pa.DictionaryArray.from_arrays([0, 0], pa.nulls(1))])
def test_rows_without_an_id_are_not_the_same(ids: Any) -> None:
    scored = shisei.score(pa.table(basics(2, id=ids)), F, id="id", on_error="report")
    assert scored["problem_code"].to_pylist() == ["missing-field"] * 2


@pytest.mark.parametrize("rows", [2, 2_000])
def test_an_id_of_pandas_that_is_nan_is_none(rows: int) -> None:
    ids = [float(at) for at in range(rows - 1)]
    frame = pd.DataFrame(basics(rows, id=[*ids, None], memo=[None] * rows))
    assert str(frame["id"].dtype) == "float64"
    scored = shisei.score(frame, F, id="id", on_error="report")
    assert scored["problem_code"].dropna().tolist() == ["missing-field"]


FOUR = {
    "text": pa.array(["4.0"]),
    "more text": pa.array(["＋４．００"]),
    "decimal": pa.array([Decimal(4)], pa.decimal128(1, 0)),
    "decimal with zeros": pa.array([Decimal("4.00")]),
    "decimal of 256 bits": pa.array([Decimal(4)], pa.decimal256(40, 0)),
    "short fraction": pa.array(np.array([4], np.float16)),
    "view": pa.array([b"4"], pa.binary_view()),
    "dictionary": pa.array([Decimal(4)]).dictionary_encode(),
}
NO_FOUR = {
    "text": pa.array(["4.5"]),
    "decimal": pa.array([Decimal("4.5")]),
    "fraction": pa.array([4.5]),
    "short fraction": pa.array(np.array([4.5], np.float16)),
    "large": pa.array([2**63 + 4], pa.uint64()),
    "huge": pa.array([Decimal(2**80)]),
}


@pytest.mark.parametrize("name", FOUR)
def test_four_is_four_in_every_type(name: str) -> None:
    table = pa.table(dict.fromkeys(CONTROLS, FOUR[name]))
    assert shisei.score(table, SELF, numbers="points")["points"].to_pylist() == [100]


@pytest.mark.parametrize("name", NO_FOUR)
def test_what_is_no_whole_number_is_a_bad_answer(name: str) -> None:
    table = pa.table(dict.fromkeys(CONTROLS, NO_FOUR[name]))
    scored = shisei.score(table, SELF, numbers="points", on_error="report")
    assert scored["problem_code"].to_pylist() == ["unknown-choice"]
    assert scored["problems"][0].as_py()[0]["given"] == str(NO_FOUR[name][0].as_py())


def test_sums_and_decimals_of_a_database_are_answers() -> None:
    sums = ", ".join(f'sum(4) as "{name}"' for name in CONTROLS)
    scored = shisei.score(duckdb.sql(f"select 'a' id, {sums}"), SELF, id="id", numbers="points")
    assert scored.fetchall()[0][1] == 100
    decimals = ", ".join(f'4.0 as "{name}"' for name in CONTROLS)
    query = f"select i::hugeint as id, {decimals} from range(2) t(i)"
    scored = shisei.score(duckdb.sql(query), SELF, id="id", numbers="points")
    assert [row[1] for row in scored.fetchall()] == [100, 100]
    frame = pl.DataFrame({name: pl.Series([4], dtype=pl.Int128) for name in CONTROLS})
    assert shisei.score(frame, SELF, numbers="points")["points"].to_list() == [100]


CARRIED = {
    "sparse": pd.arrays.SparseArray([0, 1]),
    "huge": [2**70, 1],
    "complex": [complex(1, 2), complex(3, 4)],
    "mixed categories": pd.Categorical([1, "a"]),
    "objects": [object(), object()],
    "sets": [{1}, {2}],
    "intervals": pd.interval_range(0, 2),
    "periods": pd.period_range("2020", periods=2),
    "dicts": [{"a": 1}, {"b": "c"}],
    "numbers and text": [1, "a"],
    "bytes and text": [b"a", "b"],
}


@pytest.mark.parametrize("name", CARRIED)
def test_what_pandas_carries_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    data = pd.DataFrame(basics(2, id=["a", "b"]), index=["x", "y"])
    data["memo"] = CARRIED[name]
    scored = shisei.score(data, F, id="id")
    pd.testing.assert_series_equal(scored["memo"], data["memo"])
    assert scored["coverage"].tolist() == [100, 100]
    for ending in ("csv", "parquet", "xlsx"):
        output = tmp_path / f"out.{ending}"
        assert shisei.score(data, F, id="id", output=output) == 2


def test_labels_of_pandas_stay_what_they_are() -> None:
    data = pd.DataFrame(basics(2, id=["a", "b"]))
    data[2026] = [1, 2]
    data["x", "y"] = [3, 4]
    scored = shisei.score(data, F, id="id")
    assert scored[2026].tolist() == [1, 2]
    assert list(scored.columns[:3]) == ["id", 2026, ("x", "y")]
    with pytest.raises(ValueError, match="B1"):
        shisei.score(pd.concat([data, data[["B1"]]], axis=1), F, id="id")


@pytest.mark.parametrize("kind", [pl.Int128, pl.UInt128, pl.Object, pl.Enum(["1", "2"]), pl.Time])
def test_what_polars_carries_comes_back_as_it_was(kind: Any, tmp_path: Path) -> None:
    special: dict[str, list[Any]] = {
        "Object": [object(), object()],
        "Enum": ["1", "2"],
        "Time": [dt.time(1), dt.time(2)],
    }
    values = special.get(kind.base_type().__name__, [1, 2])
    memo = pl.Series("memo", values, dtype=kind)
    data = pl.DataFrame(basics(2, id=["a", "b"])).with_columns(memo)
    for scored in (
        shisei.score(data, F, id="id"),
        shisei.score(data.lazy(), F, id="id").collect(),
    ):
        assert scored["memo"].dtype == kind
        assert scored["memo"].to_list() == values
    assert shisei.score(data, F, id="id", output=tmp_path / "out.csv") == 2
    assert shisei.score(data.rename({"id": "x", "memo": "id"}), F, id="id").height == 2


@pytest.mark.parametrize("column", ["firm", "control", "answer"])
@pytest.mark.parametrize("kind", [pl.Categorical, pl.Enum(["unused", "A", *BASICS, "done"])])
def test_the_long_format_takes_categories(column: str, kind: Any) -> None:
    data = pl.DataFrame({"firm": ["A"] * 5, "control": BASICS, "answer": ["done"] * 5})
    data = data.with_columns(pl.col(column).cast(kind))
    scored = shisei.score(data, F, id="firm", long=("control", "answer"))
    assert scored.select("firm", "coverage").rows() == [("A", 100)]


@pytest.mark.parametrize("numbers", [["1", "2", "3", "4", "5"], [1, 2, 3, 4, 5], [1.0, 2, 3, 4, 5]])
def test_the_long_format_takes_numbers_of_controls(numbers: list[Any]) -> None:
    data = pl.DataFrame({"firm": [7] * 5, "no": numbers, "answer": ["done"] * 5}, strict=False)
    scored = shisei.score(data, F, id="firm", long=("no", "answer"))
    assert scored["coverage"].to_list() == [100]


@pytest.mark.parametrize("grouped", [False, True])
def test_the_long_format_keeps_what_is_the_same_in_all_rows(grouped: bool) -> None:
    firms = ["A"] * 5 + ["B"] * 5
    data = pl.DataFrame(
        {
            "firm": firms,
            "industry": ["retail"] * 9 + ["inn"],
            "size": [1] * 5 + [2] * 5,
            "control": BASICS * 2,
            "answer": ["done"] * 10,
            "remark": [str(at) for at in range(10)],
        }
    )
    options: dict[str, Any] = {"id": "firm", "long": ("control", "answer"), "grouped": grouped}
    scored = shisei.score(data, F, keep=["industry", "size"], on_error="report", **options)
    assert scored["industry"].to_list() == ["retail", "retail"]
    assert scored["size"].to_list() == [1, 2]
    assert scored["coverage"].to_list() == [100, None]
    assert scored["problem_code"].to_list() == [None, "duplicate-field"]
    assert "industry" in scored["problem"][1]
    assert scored["problems"][1][0]["given"] == "industry"
    with pytest.raises(shisei.SheetError, match="industry"):
        shisei.score(data, F, keep=["industry"], **options)
    assert "remark" not in shisei.score(data, F, **options).columns


def test_a_null_id_is_a_problem_of_its_row() -> None:
    data = pl.DataFrame(
        {"firm": ["A"] * 5 + [None], "control": [*BASICS, "B1"], "answer": ["done"] * 6}
    )
    options: dict[str, Any] = {"id": "firm", "long": ("control", "answer")}
    scored = shisei.score(data, F, on_error="report", **options)
    assert scored["problem_code"].to_list() == [None, "missing-field"]
