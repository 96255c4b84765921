"""Portfolios: whatever comes in, every row comes out, scored as a single sheet would be."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import csv, parquet

import shisei
from shisei.options import Numbers

FRAMEWORK = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in FRAMEWORK.controls]
CHOICES = ["implemented", "partial", "not-implemented", "unknown", None]
SPELLINGS: dict[str | None, list[Any]] = {
    "implemented": [
        "implemented",
        "実施している",
        "Implemented",
        " IMPLEMENTED ",
        "ＩＭＰＬＥＭＥＮＴＥＤ",
    ],
    "partial": ["partial", "一部実施している", "partially  implemented"],
    "not-implemented": ["not-implemented", "実施していない", "Not Implemented"],
    "unknown": ["unknown", "わからない", "Don't know", "don’t know"],
    None: [None, "", "  ", "\u3000"],
}


def answers(rows: int, seed: int = 1) -> list[dict[str, str | None]]:
    draw = random.Random(seed)
    return [{c: draw.choice(CHOICES) for c in CONTROLS} for _ in range(rows)]


def table(sheets: list[dict[str, Any]]) -> pa.Table:
    columns = {"firm": pa.array([f"f{i}" for i in range(len(sheets))], pa.string())}
    for control in CONTROLS:
        columns[control] = pa.array([sheet[control] for sheet in sheets], pa.string())
    return pa.table(columns)


def expected(sheet: dict[str, str | None]) -> tuple[Any, ...]:
    given = {control: choice for control, choice in sheet.items() if choice is not None}
    assessment = FRAMEWORK.assess(given)
    points, outcome = assessment.points, assessment.outcome
    assert points is not None
    assert outcome is not None
    parts = [part.points for part in assessment.groups]
    return (
        assessment.score,
        points.low,
        points.high,
        outcome.low if outcome.low == outcome.high else None,
        outcome.low,
        outcome.high,
        *(p.low if p is not None and p.low == p.high else None for p in parts),
        assessment.tally.met,
        assessment.tally.partial,
        assessment.tally.unmet,
        assessment.tally.unknown,
        assessment.tally.unanswered,
    )


def found(scored: Any) -> list[tuple[Any, ...]]:
    frame = pl.DataFrame(scored if not isinstance(scored, pd.DataFrame) else pa.table(scored))
    columns = frame.with_columns(pl.col("^outcome.*$").cast(pl.String)).to_dict(as_series=False)
    names = ["points", "points_low", "points_high", "outcome", "outcome_low", "outcome_high"]
    names += ["part_1", "part_2", "part_3", "met", "partial", "unmet", "unknown", "unanswered"]
    return list(zip(*(columns[name] for name in names), strict=False))


def chunked(data: pa.Table) -> pa.Table:
    parts = [data.slice(at, 7) for at in range(0, data.num_rows, 7)]
    return pa.concat_tables(parts)


def sliced(data: pa.Table) -> pa.Table:
    return (
        pa.concat_tables([data.slice(0, 3), data, data.slice(0, 2)])
        .combine_chunks()
        .slice(3, data.num_rows)
    )


def dictionary(data: pa.Table) -> pa.Table:
    columns = {
        n: data[n].dictionary_encode() if n in CONTROLS else data[n] for n in data.column_names
    }
    return pa.table(columns)


def frame(data: pa.Table) -> pl.DataFrame:
    found = pl.from_arrow(data)
    assert isinstance(found, pl.DataFrame)
    return found


SOURCES: dict[str, Callable[[pa.Table], Any]] = {
    "pyarrow": lambda t: t,
    "pyarrow chunked": chunked,
    "pyarrow sliced": sliced,
    "pyarrow dictionary": dictionary,
    "pyarrow large": lambda t: t.cast(
        pa.schema([pa.field(n, pa.large_string()) for n in t.column_names])
    ),
    "pyarrow reader": lambda t: t.to_reader(max_chunksize=11),
    "polars": frame,
    "polars lazy": lambda t: frame(t).lazy(),
    "polars categorical": lambda t: frame(t).with_columns(pl.col(CONTROLS).cast(pl.Categorical)),
    "pandas": lambda t: t.to_pandas(),
    "duckdb": lambda t: duckdb.from_arrow(t),
}


@pytest.mark.parametrize("source", SOURCES)
def test_every_library_gets_its_own_table_back(source: str) -> None:
    sheets = answers(60)
    data = SOURCES[source](table(sheets))
    scored = shisei.score(data, FRAMEWORK, id="firm")
    if source == "pyarrow reader":
        assert isinstance(scored, pa.RecordBatchReader)
        scored = scored.read_all()
    elif source == "duckdb":
        assert isinstance(scored, duckdb.DuckDBPyRelation)
        scored = scored.to_arrow_table()
    else:
        assert type(scored) is type(data)
    if source == "polars lazy":
        scored = scored.collect()
    assert found(scored) == [expected(sheet) for sheet in sheets]


@pytest.mark.parametrize("rows", [0, 1, 31, 65, 2000])
def test_counts_in_are_counts_out_in_order(rows: int) -> None:
    sheets = answers(rows, seed=rows)
    scored = shisei.score(table(sheets), FRAMEWORK, id="firm", threads=2)
    assert scored["firm"].to_pylist() == [f"f{i}" for i in range(rows)]
    assert found(scored) == [expected(sheet) for sheet in sheets]


def test_answers_are_read_as_people_write_them() -> None:
    draw = random.Random(3)
    sheets = answers(200, seed=9)
    spelled = [{c: draw.choice(SPELLINGS[a]) for c, a in sheet.items()} for sheet in sheets]
    assert found(shisei.score(table(spelled), FRAMEWORK)) == [expected(s) for s in sheets]


KINDS = [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.float32(), pa.float64()]


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("numbers", ["points", "from-0", "from-1"])
def test_numbers_of_every_kind(kind: pa.DataType, numbers: Numbers) -> None:
    codes = {
        "points": [4, 2, 0, -1, None],
        "from-0": [0, 1, 2, 3, None],
        "from-1": [1, 2, 3, 4, None],
    }[numbers]
    sheets = answers(90)
    columns = {c: pa.array([codes[CHOICES.index(s[c])] for s in sheets], kind) for c in CONTROLS}
    scored = shisei.score(pa.table(columns), FRAMEWORK, numbers=numbers)
    assert found(scored) == [expected(sheet) for sheet in sheets]
    with pytest.raises(shisei.SheetError):
        shisei.score(pa.table(columns), FRAMEWORK)


def test_a_matrix_is_scored_like_its_columns() -> None:
    codes = np.random.default_rng(2).integers(0, 4, (777, 25), dtype=np.int8)
    columns = pa.table({c: codes[:, i].copy() for i, c in enumerate(CONTROLS)})
    by_column = shisei.score(columns, FRAMEWORK, numbers="from-0")
    by_row = pa.table(shisei.score(codes, FRAMEWORK, numbers="from-0"))
    assert by_row.equals(by_column)
    codes[5, 3] = 9
    with pytest.raises(shisei.SheetError, match=r"row 5, SA-04.*`9`"):
        shisei.score(codes, FRAMEWORK, numbers="from-0")


def test_an_error_names_row_column_value_and_nearest() -> None:
    data = table(answers(5)).to_pandas()
    data.loc[3, "SA-03"] = "implemnted"
    with pytest.raises(shisei.SheetError) as error:
        shisei.score(data, FRAMEWORK, id="firm")
    for part in ("firm=f3", "row 3", "SA-03", "`implemnted`", "`implemented`"):
        assert part in str(error.value)


def test_a_report_keeps_every_row_and_says_why() -> None:
    data = table(answers(5)).to_pandas()
    data.loc[3, "SA-03"] = "implemnted"
    scored = shisei.score(data, FRAMEWORK, id="firm", on_error="report")
    assert scored["problem"].notna().tolist() == [False, False, False, True, False]
    assert scored.loc[3, ["points_low", "outcome_high", "met"]].isna().all()
    good = shisei.score(data.drop(index=3), FRAMEWORK, id="firm")
    assert found(scored.drop(index=3)) == found(good)


def test_repeated_ids_are_reported() -> None:
    data = frame(table(answers(4))).with_columns(firm=pl.Series(["a", "b", "a", "c"]))
    with pytest.raises(shisei.SheetError, match="firm=a"):
        shisei.score(data, FRAMEWORK, id="firm")
    scored = shisei.score(data, FRAMEWORK, id="firm", on_error="report")
    assert scored["problem"].is_not_null().to_list() == [False, False, True, False]
    assert scored["points_low"].null_count() == 0
    assert shisei.score(data, FRAMEWORK, id="firm", duplicates="ignore").height == 4


def test_missing_columns_are_listed_or_scored_with_bounds() -> None:
    sheets = answers(3)
    data = table(sheets).drop_columns(["SA-05", "SA-06"])
    with pytest.raises(shisei.ArgumentError) as error:
        shisei.score(data, FRAMEWORK)
    assert "SA-05" in str(error.value)
    assert "SA-06" in str(error.value)
    scored = shisei.score(data, FRAMEWORK, absent="unanswered")
    for sheet in sheets:
        sheet["SA-05"] = sheet["SA-06"] = None
    assert found(scored) == [expected(sheet) for sheet in sheets]


def test_null_columns_and_own_names_and_spellings() -> None:
    data = pa.table(
        {f"Q{i}": pa.nulls(4) if i > 1 else ["済", "未", "-", None] for i in range(1, 26)}
    )
    scored = shisei.score(
        data,
        FRAMEWORK,
        columns={f"Q{i}": f"SA-{i:02}" for i in range(1, 26)},
        mapping={"済": "implemented", "未": "not-implemented", "-": None},
    )
    assert scored["unanswered"].to_pylist() == [24, 24, 25, 25]
    assert scored["met"].to_pylist() == [1, 0, 0, 0]


def test_several_frameworks_tiers_and_own_ones() -> None:
    basics = shisei.framework("security-action@2017")
    sheets = answers(3)
    data = table(sheets)
    for control in basics.controls:
        data = data.append_column(control.id, pa.array(["met", "unmet", None]))
    scored = shisei.score(data, [FRAMEWORK, basics])
    assert scored["self_assessment_3_1_points_low"].to_pylist() == [expected(s)[1] for s in sheets]
    tiers = scored["security_action_2017_outcome_low"].to_pylist()
    assert tiers[1:] == [None, None]
    assert tiers[0] is not None
    own = shisei.Framework.from_json(FRAMEWORK.to_json())
    assert found(shisei.score(table(sheets), own)) == [expected(s) for s in sheets]


def test_long_tables() -> None:
    sheets = answers(6)
    rows = [(f"f{i}", c, a) for i, s in enumerate(sheets) for c, a in s.items()]
    firm, control, answer = zip(*rows, strict=False)
    long = pa.table({"firm": firm, "control": control, "answer": answer})
    scored = shisei.score(long, FRAMEWORK, id="firm", long=("control", "answer"))
    assert found(scored) == [expected(sheet) for sheet in sheets]


@pytest.mark.parametrize("ending", ["parquet", "csv", "arrow"])
def test_files_stream_through(tmp_path: Path, ending: str) -> None:

    sheets = answers(500)
    source = tmp_path / f"in.{ending}"
    if ending == "parquet":
        parquet.write_table(table(sheets), source)
    elif ending == "csv":
        csv.write_csv(table(sheets), source)
    else:
        with pa.ipc.new_file(source, table(sheets).schema) as writer:
            writer.write_table(table(sheets))
    scored = shisei.score(str(source), FRAMEWORK, id="firm")
    assert found(scored) == [expected(sheet) for sheet in sheets]
    result = tmp_path / "out.parquet"
    assert shisei.score(str(source), FRAMEWORK, id="firm", output=result) == 500
    assert parquet.read_table(result).equals(scored)


def test_command_line(tmp_path: Path) -> None:

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "shisei", *args], capture_output=True, text=True, check=False
        )

    source, result = tmp_path / "in.csv", tmp_path / "out.parquet"
    csv.write_csv(table(answers(50)), source)
    done = run("score", str(source), "-f", "self-assessment@3.1", "-o", str(result), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert '"rows": 50' in done.stdout
    wrong = run("score", str(source), "-f", "self-assesment", "-o", str(result))
    assert wrong.returncode == 1
    assert "self-assessment" in wrong.stderr
    assert not wrong.stdout
    assert run("nonsense").returncode == 2
    assert "self-assessment@3.1" in run("frameworks").stdout
    assert "SA-25" in run("show", "self-assessment@3.1", "--lang", "ja").stdout
    for ending in ("csv", "json", "xlsx"):
        sheet = tmp_path / f"sheet.{ending}"
        assert run("template", "self-assessment@3.1", "-o", str(sheet)).returncode == 0
        assert sheet.stat().st_size > 0
    filled = run("assess", str(tmp_path / "sheet.json"), "--json")
    assert filled.returncode == 0
    assert '"complete":false' in filled.stdout
    report = run("report", str(tmp_path / "sheet.json"), "-o", str(tmp_path / "r.html"))
    assert report.returncode == 0
    assert "<" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_excel_in(tmp_path: Path) -> None:
    import xlsxwriter

    sheets = answers(20)
    path = tmp_path / "in.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, CONTROLS)
        for at, row in enumerate(sheets, 1):
            sheet.write_row(at, 0, [row[c] or "" for c in CONTROLS])
    assert found(shisei.score(path, FRAMEWORK)) == [expected(row) for row in sheets]


def test_summary_counts_shares_and_the_weakest() -> None:
    sheets = [dict.fromkeys(CONTROLS, "implemented") for _ in range(4)]
    for sheet in sheets:
        sheet["SA-07"] = "not-implemented"
    data = table(sheets).append_column("trade", pa.array(["a", "a", "b", "b"]))
    scored = shisei.score(data, FRAMEWORK, id="firm", keep="all")
    found = shisei.summary(scored, by="trade", framework=FRAMEWORK)
    assert found["rows"].to_list() == [2, 2]
    assert found["points_p50"].to_list() == [96, 96]
    assert found["share_70_99"].to_list() == [1.0, 1.0]
    assert [weakest[0] for weakest in found["weakest"].to_list()] == ["SA-07", "SA-07"]


def test_the_lock_of_python_is_released_while_scoring() -> None:
    import threading

    codes = {c: np.zeros(3_000_000, np.int8) for c in CONTROLS}
    data = pa.table(codes)
    ticks, stop = 0, threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not stop.is_set():
            ticks += 1
            stop.wait(0.0005)

    ticking = threading.Thread(target=tick)
    ticking.start()
    try:
        for _ in range(5):
            shisei.score(data, FRAMEWORK, numbers="from-0", threads=1)
    finally:
        stop.set()
        ticking.join()
    assert ticks > 3
