"""One answer a row: every id comes out once, with what is wrong with it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import csv

import shisei

FRAMEWORK = shisei.framework("five-basics@3.1")
CONTROLS = [control.id for control in FRAMEWORK.controls]
LONG = ("control", "answer")
Row = tuple[str | None, str | None, str | None]


def sheets(count: int) -> list[dict[str, str | None]]:
    draw = random.Random(4)
    return [{c: draw.choice(["done", "not-done", None]) for c in CONTROLS} for _ in range(count)]


def long(rows: list[Row]) -> pa.Table:
    names = ("firm", *LONG)
    columns = list(zip(*rows, strict=True)) if rows else [()] * 3
    return pa.table({n: pa.array(c, pa.string()) for n, c in zip(names, columns, strict=True)})


def rows_of(answers: list[dict[str, str | None]]) -> list[Row]:
    return [(f"f{i}", c, a) for i, sheet in enumerate(answers) for c, a in sheet.items()]


def wide(answers: list[dict[str, str | None]]) -> pa.Table:
    columns: dict[str, Any] = {"firm": [f"f{i}" for i in range(len(answers))]}
    columns |= {c: pa.array([sheet[c] for sheet in answers], pa.string()) for c in CONTROLS}
    return pa.table(columns)


@pytest.mark.parametrize("grouped", [False, True])
@pytest.mark.parametrize("count", [0, 1, 40_000])
def test_long_rows_are_scored_like_wide_ones(count: int, grouped: bool) -> None:
    answers = sheets(count)
    expected = shisei.score(wide(answers), FRAMEWORK, id="firm")
    reader = long(rows_of(answers)).to_reader(max_chunksize=9_999)
    stream = shisei.score_stream(reader, FRAMEWORK, id="firm", long=LONG, grouped=grouped)
    assert stream.read_all().to_pydict() == expected.to_pydict()


def test_rows_in_any_order_find_their_id() -> None:
    answers = sheets(500)
    rows = rows_of(answers)
    random.Random(1).shuffle(rows)
    found = shisei.score(long(rows), FRAMEWORK, id="firm", long=LONG)
    assert found["firm"].to_pylist() == list(dict.fromkeys(row[0] for row in rows))
    expected = shisei.score(wide(answers), FRAMEWORK, id="firm")
    assert found.sort_by("firm").to_pydict() == expected.sort_by("firm").to_pydict()


BAD: list[tuple[Row, str]] = [
    (("f1", "B1", "done"), "B1"),
    (("f1", "B9", "done"), "B9"),
    (("f1", None, "done"), "null"),
    (("f1", "B1", None), "B1"),
]


@pytest.mark.parametrize(("row", "named"), BAD, ids=["twice", "unknown", "null", "twice empty"])
def test_a_bad_row_spoils_its_id_alone(row: Row, named: str) -> None:
    answers = sheets(3)
    rows = [*rows_of(answers), row]
    with pytest.raises(shisei.SheetError) as error:
        shisei.score(long(rows), FRAMEWORK, id="firm", long=LONG)
    assert "firm=f1" in str(error.value)
    assert named in str(error.value)
    found = shisei.score(long(rows), FRAMEWORK, id="firm", long=LONG, on_error="report")
    assert found["firm"].to_pylist() == ["f0", "f1", "f2"]
    problems = found["problem"].to_pylist()
    assert problems[0] is None
    assert problems[2] is None
    assert named in problems[1]
    expected = shisei.score(wide(answers), FRAMEWORK, id="firm")
    for name in expected.column_names:
        if name not in ("firm", "problem"):
            values, good = found[name].to_pylist(), expected[name].to_pylist()
            assert values == [good[0], None, good[2]], name


def test_every_problem_of_an_id_is_said() -> None:
    rows: list[Row] = [
        ("a", "B1", "nonsense"),
        ("a", "b2", "done"),
        ("a", "B2", "done"),
        ("a", "B0", "done"),
        (None, "B1", "done"),
    ]
    found = shisei.score(long(rows), FRAMEWORK, id="firm", long=LONG, on_error="report")
    assert found["firm"].to_pylist() == ["a", None]
    first, second = found["problem"].to_pylist()
    for part in ("nonsense", "B2", "B0"):
        assert part in first
    assert "firm" in second


def test_an_id_that_comes_back_is_reported_when_grouped() -> None:
    answers = sheets(40_000)
    rows = [*rows_of(answers), ("f0", "B1", "done")]
    options: shisei.Options = {"id": "firm", "long": LONG, "grouped": True}
    with pytest.raises(shisei.SheetError, match="firm=f0"):
        shisei.score_stream(long(rows).to_reader(9_999), FRAMEWORK, **options).read_all()
    options["on_error"] = "report"
    found = shisei.score_stream(long(rows).to_reader(9_999), FRAMEWORK, **options).read_all()
    assert found.num_rows == 40_001
    assert found["problem"].null_count == 40_000


@pytest.mark.parametrize("library", ["polars", "pandas", "csv"])
def test_the_callers_library_comes_back(tmp_path: Path, library: str) -> None:
    answers = sheets(9)
    data: Any = long(rows_of(answers))
    if library == "csv":
        csv.write_csv(data, tmp_path / "long.csv")
        data = tmp_path / "long.csv"
    else:
        data = pl.DataFrame(data) if library == "polars" else data.to_pandas()
    found = shisei.score(data, FRAMEWORK, id="firm", long=LONG)
    kind = {"polars": pl.DataFrame, "pandas": pd.DataFrame, "csv": pa.Table}[library]
    assert isinstance(found, kind)
    expected = shisei.score(wide(answers), FRAMEWORK, id="firm")["credit_low"].to_pylist()
    assert list(found["credit_low"].to_numpy()) == expected


def test_numbers_names_and_dictionaries() -> None:
    data = pa.table(
        {
            "no": pa.array([7, 7, 9]),
            "frage": pa.array(["one", "B2", "one"]).dictionary_encode(),
            "wert": pa.array([0, 1, 0], pa.int32()),
        }
    )
    found = shisei.score(
        data,
        FRAMEWORK,
        id="no",
        long=("frage", "wert"),
        columns={"one": "B1"},
        numbers="from-0",
    )
    assert found["no"].to_pylist() == [7, 9]
    assert found["met"].to_pylist() == [1, 1]
    assert found["unanswered"].to_pylist() == [3, 4]


def test_what_cannot_be_long_is_said() -> None:
    data = long(rows_of(sheets(1)))
    with pytest.raises(ValueError, match="needs `id`"):
        shisei.score(data, FRAMEWORK, long=LONG)
    with pytest.raises(shisei.ArgumentError, match="no column `question`") as error:
        shisei.score(data, FRAMEWORK, id="firm", long=("question", "answer"))
    assert error.value.problems[0].valid == ("firm", *LONG)
    texts: list[Row] = [(f"f{i}", "B1", f"text {i}") for i in range(40_000)]
    with pytest.raises(ValueError, match="32,768 different answers"):
        shisei.score(long(texts), FRAMEWORK, id="firm", long=LONG)


def test_ids_of_categories_come_in_the_order_of_their_first_answers() -> None:
    ids = pa.DictionaryArray.from_arrays(pa.array([2, 0, 2, 1]), ["a", "b", "c"])
    data = pa.table({"firm": ids, "control": ["B1", "B1", "B2", "B1"], "answer": ["done"] * 4})
    found = shisei.score(data, FRAMEWORK, id="firm", long=LONG)
    assert found["firm"].to_pylist() == ["c", "a", "b"]
    assert found["met"].to_pylist() == [2, 1, 1]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
def test_texts_of_every_layout_are_ids_and_go_along(kind: pa.DataType) -> None:
    data = pa.table(
        {
            "firm": pa.array(["b", "a", "b", None], kind),
            "control": pa.array(["B1", "B1", "B7", "B1"], kind),
            "answer": pa.array(["done"] * 4, kind),
            "trade": pa.array(["x", None, "x", "y"], kind),
            "tags": [["p"], [], ["p"], None],
        }
    )
    options: dict[str, Any] = {"id": "firm", "long": LONG, "keep": ["trade", "tags"]}
    found = shisei.score(data, FRAMEWORK, on_error="report", **options)
    assert found["firm"].to_pylist() == ["b", "a", None]
    assert found["trade"].to_pylist() == ["x", None, "y"]
    assert found["tags"].to_pylist() == [["p"], [], None]
    assert found["met"].to_pylist() == [None, 1, None]
    assert found["problem_code"].to_pylist() == ["unknown-control", None, "missing-field"]
