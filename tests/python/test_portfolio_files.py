"""Files in and out: every kind, several at once, other encodings; nothing becomes silent."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import csv, parquet

import shisei
from shisei import files

FRAMEWORK = shisei.framework("five-basics@3.1")
CONTROLS = [control.id for control in FRAMEWORK.controls]
LABELS = [[choice.label.ja for choice in control.choices] for control in FRAMEWORK.controls]


def table(rows: int = 40, first: int = 0) -> pa.Table:
    columns: dict[str, Any] = {"会社": [f"第{i}商店" for i in range(first, first + rows)]}
    for at, control in enumerate(CONTROLS):
        labels = [*LABELS[at], None]
        columns[control] = [labels[(i + at) % len(labels)] for i in range(rows)]
    return pa.table(columns)


def write(data: pa.Table, path: Path) -> Path:
    if path.suffix == ".parquet":
        parquet.write_table(data, path, row_group_size=7)
    elif path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(data.column_names)
        for row in zip(*data.to_pydict().values(), strict=True):
            sheet.append(row)
        book.save(path)
    elif path.suffix == ".arrow":
        with pa.ipc.new_file(path, data.schema) as writer:
            writer.write_table(data)
    else:
        tab = csv.WriteOptions(delimiter="\t" if path.suffix == ".tsv" else ",")
        csv.write_csv(data, path, tab)
    return path


ENDINGS = [".csv", ".tsv", ".parquet", ".arrow", ".xlsx"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("out", ENDINGS)
def test_every_kind_becomes_every_kind(tmp_path: Path, ending: str, out: str) -> None:
    source = write(table(), tmp_path / f"in{ending}")
    result = tmp_path / f"out{out}"
    assert shisei.score(source, FRAMEWORK, id="会社", output=result) == 40
    expected = shisei.score(table(), FRAMEWORK, id="会社")
    found = files.read(result).read_all()
    assert found.column_names == expected.column_names

    def texts(column: pa.ChunkedArray) -> list[str | None]:
        # Excel and CSV know no difference between an empty text and none.
        return [None if value in (None, "") else str(value) for value in column.to_pylist()]

    for name in expected.column_names:
        assert texts(found[name]) == texts(expected[name]), name
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_several_files_are_one_portfolio(tmp_path: Path, ending: str) -> None:
    parts = [table(10, 0), table(5, 10), table(7, 15)]
    for at, part in enumerate(parts):
        write(part, tmp_path / f"part-{at}{ending}")
    expected = shisei.score(pa.concat_tables(parts), FRAMEWORK, id="会社")
    named = [str(tmp_path / f"part-{at}{ending}") for at in range(3)]
    for given in (str(tmp_path / f"part-*{ending}"), tmp_path, named):
        found = shisei.score(given, FRAMEWORK, id="会社")
        assert found.num_rows == 22
        assert found["会社"].to_pylist() == expected["会社"].to_pylist()
        assert found["coverage"].to_pylist() == expected["coverage"].to_pylist()


@pytest.mark.parametrize("ending", ENDINGS)
def test_files_with_other_columns_are_refused(tmp_path: Path, ending: str) -> None:
    write(table(), tmp_path / f"a{ending}")
    write(table().drop_columns(["B3"]), tmp_path / f"b{ending}")
    with pytest.raises(ValueError, match=r"b\..* differ from those of .*a\..*: without B3"):
        shisei.score(str(tmp_path / f"*{ending}"), FRAMEWORK, id="会社")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_csv_as_offices_save_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "in.csv"
    write(table(), path)
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    expected = shisei.score(table(), FRAMEWORK, id="会社")
    for given in (None, encoding):
        found = shisei.score(path, FRAMEWORK, id="会社", encoding=given)
        assert found["会社"].to_pylist() == expected["会社"].to_pylist()
        assert found["coverage"].to_pylist() == expected["coverage"].to_pylist()


def test_bytes_that_are_no_text_are_a_bad_row_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    good = ",".join(["done"] * (len(CONTROLS) - 1)).encode()
    rows = [b"a,done," + good, b"b,d\xff\xfene," + good, b"c,done," + good]
    path.write_bytes(b"\n".join([",".join(["firm", *CONTROLS]).encode(), *rows, b""]))
    found = shisei.score(path, FRAMEWORK, id="firm", encoding="utf-8", on_error="report")
    problems = found["problem"].to_pylist()
    assert [problem is None for problem in problems] == [True, False, True]
    assert CONTROLS[0] in problems[1]
    assert "d\ufffd\ufffdne" in problems[1]


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
@pytest.mark.parametrize("keep", ["all", CONTROLS[:1]])
def test_answers_that_are_kept_stay_text(tmp_path: Path, ending: str, keep: Any) -> None:
    source = write(table(), tmp_path / f"in{ending}")
    found = shisei.score(source, FRAMEWORK, id="会社", keep=keep)
    assert found.schema.field(CONTROLS[0]).type == pa.string()
    assert found[CONTROLS[0]].to_pylist() == table()[CONTROLS[0]].to_pylist()


def test_a_company_name_may_hold_a_line_break_and_a_comma(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    header = ",".join(["firm", *CONTROLS])
    path.write_text(f'{header}\n"A,\nB",done,done,done,done,done\nC,,,,,\n', encoding="utf-8")
    assert shisei.score(path, FRAMEWORK, id="firm")["firm"].to_pylist() == ["A,\nB", "C"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has no header"),
        ("firm,B1,B1,B2,B3,B4,B5\n", "more than one column 'B1'"),
        ("firm,B1,B2,B3,B4,B5\na,done\n", r"in\.csv, row 2.*the row has 2 cells, the header 6"),
    ],
)
def test_broken_csv_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "in.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        shisei.score(path, FRAMEWORK, id="firm")


def test_paths_that_lead_nowhere_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.csv"):
        shisei.score(tmp_path / "nothing.csv", FRAMEWORK)
    with pytest.raises(FileNotFoundError, match=r"\*.csv"):
        shisei.score(str(tmp_path / "*.csv"), FRAMEWORK)
    write(table(), tmp_path / "a.csv")
    with pytest.raises(ValueError, match=r"unlike .*out\.doc"):
        shisei.score(tmp_path / "a.csv", FRAMEWORK, output=tmp_path / "out.doc")


def test_two_writers_of_one_file_do_not_get_into_each_other(tmp_path: Path) -> None:
    source, result = write(table(), tmp_path / "in.parquet"), tmp_path / "out.parquet"
    batches = table().to_batches(max_chunksize=1)

    def slowly() -> Iterator[pa.RecordBatch]:
        yield batches[0]
        assert shisei.score(source, FRAMEWORK, output=result) == len(table())
        yield from batches[1:]

    reader = pa.RecordBatchReader.from_batches(table().schema, slowly())
    assert shisei.score(reader, FRAMEWORK, output=result) == len(table())
    parquet.read_table(result).validate(full=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]


@pytest.mark.skipif(os.name != "posix", reason="modes and links")
def test_what_is_written_over_keeps_its_mode_and_its_links(tmp_path: Path) -> None:
    source, kept = write(table(), tmp_path / "in.parquet"), tmp_path / "kept.parquet"
    kept.write_bytes(b"")
    kept.chmod(0o600)
    link = tmp_path / "link.parquet"
    link.symlink_to(kept)
    shisei.score(source, FRAMEWORK, output=link)
    assert link.is_symlink()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert parquet.read_metadata(kept).num_rows == len(table())


def test_an_error_half_way_leaves_no_file(tmp_path: Path) -> None:
    data = table(100_000)
    bad = data["B2"].to_pylist()
    bad[-1] = "nonsense"
    data = data.set_column(2, "B2", pa.array(bad))
    source, result = write(data, tmp_path / "in.parquet"), tmp_path / "out.parquet"
    with pytest.raises(shisei.SheetError, match=r"第99999商店.*row 99999.*nonsense"):
        shisei.score(source, FRAMEWORK, id="会社", output=result)
    assert [p.name for p in tmp_path.iterdir()] == ["in.parquet"]


def test_the_rows_of_files_are_counted_or_estimated(tmp_path: Path) -> None:
    for name in ("a.parquet", "a.csv"):
        assert files.rows(write(table(), tmp_path / name)) == 40
    many = pa.table({"firm": [f"{i:06}" for i in range(200_000)], "B1": ["done"] * 200_000})
    estimate = files.rows(write(many, tmp_path / "many.csv"))
    assert estimate is not None
    assert abs(estimate - 200_000) < 2_000
    assert files.rows(write(table(), tmp_path / "a.xlsx")) is None


def test_text_in_excel_stays_text(tmp_path: Path) -> None:
    data = table(2).set_column(0, "会社", pa.array(["=1+1", "@cmd"]))
    result = tmp_path / "out.xlsx"
    shisei.score(data, FRAMEWORK, id="会社", output=result)
    sheet = openpyxl.load_workbook(result)["scores"]
    assert [(sheet.cell(row, 1).value, sheet.cell(row, 1).data_type) for row in (2, 3)] == [
        ("=1+1", "s"),
        ("@cmd", "s"),
    ]


def test_a_workbook_keeps_texts_and_long_numbers_as_they_are(tmp_path: Path) -> None:
    import openpyxl

    texts = ["=1+1", "+81-3", "@x", "-1", "実施\n済", "00123"]
    table = pa.table(
        {
            "firm": texts,
            "number": pa.array([1234567890123456789, 123456789012345, -1, None, 0, 5], pa.int64()),
            "ratio": pa.array([0.5, float("nan"), float("inf"), None, -1.5, 0.0]),
            "day": pa.array([datetime.date(2026, 4, 1)] * 6),
            "tags": pa.array([["a", "b"], None, [], ["="], ["c"], ["d"]]),
            **{f"B{i}": ["done"] * 6 for i in range(1, 6)},
        }
    )
    path = tmp_path / "out.xlsx"
    assert shisei.score(table, "five-basics@3.1", id="firm", output=path) == 6
    sheet = openpyxl.load_workbook(path)["scores"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == texts
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert [row[1] for row in rows] == ["1234567890123456789", 123456789012345, -1, None, 0, 5]
    assert [row[2] for row in rows] == [0.5, "NaN", "inf", None, -1.5, 0]
    assert rows[0][3] == "2026-04-01"
    assert rows[0][4] == '["a", "b"]'
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"
    assert rows[0][sheet_column(sheet, "coverage")] == 100
    long = table.set_column(0, "firm", pa.array(["x" * 40_000, *texts[1:]]))
    with pytest.raises(shisei.errors.FileError, match=r"row 2: .*32,767 characters"):
        shisei.score(long, "five-basics@3.1", id="firm", output=tmp_path / "long.xlsx")
    assert not (tmp_path / "long.xlsx").exists()


def sheet_column(sheet: Any, name: str) -> int:
    return [cell.value for cell in sheet[1]].index(name)
