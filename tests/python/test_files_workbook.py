"""Workbooks as people save them: the sheet that is meant, what cells say, and what is refused."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

import shisei
from shisei.errors import FileError

FRAMEWORK = "five-basics@3.1"
HEADER = ["firm", "B1", "B2", "B3", "B4", "B5"]
DONE = ["done"] * 5


def save(path: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


TABLE: list[list[Any]] = [HEADER, ["A", *DONE], ["B", *DONE[:4], "できていない"]]
COVER: list[list[Any]] = [["Answers of 2026", "for the insurer"], ["confidential"]]


def score(path: Any, **options: Any) -> Any:
    return shisei.score(path, FRAMEWORK, id="firm", **options)


def test_the_sheet_with_the_answers_is_found(tmp_path: Path) -> None:
    book = save(tmp_path / "a.xlsx", Cover=COVER, Data=TABLE, Lists=[["done"], ["not"]])
    assert score(book)["coverage"].to_pylist() == [100, 80]
    book = save(tmp_path / "b.xlsx", Cover=[], Data=TABLE, answers=[HEADER, ["C", *DONE]])
    assert score(book)["firm"].to_pylist() == ["C"]
    for sheet in ("Data", 2):
        assert score(book, sheet=sheet)["firm"].to_pylist() == ["A", "B"]
    with pytest.raises(FileError, match=r"b\.xlsx: .* the sheets are Cover, Data, answers"):
        score(book, sheet="data")


def test_a_sheet_that_is_not_clear_is_asked_for(tmp_path: Path) -> None:
    book = save(tmp_path / "a.xlsx", Y2025=TABLE, Y2026=TABLE)
    with pytest.raises(FileError, match=r"sheet=.*Y2025 \(1: firm \| B1.*Y2026 \(1: firm"):
        score(book)
    titled = save(tmp_path / "b.xlsx", Data=[["Title"], [], *TABLE])
    assert score(titled, header_row=3)["coverage"].to_pylist() == [100, 80]
    with pytest.raises(FileError, match=r"b\.xlsx, sheet Data: the sheet is empty"):
        score(titled, header_row=9, sheet="Data")


def test_headings_of_two_rows_are_joined(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["firm", "Devices", None, "People", None, None, "memo"],
        [None, "B1", "B2", "B3", "B4", "B5"],
        ["A", *DONE, "x"],
    ]
    book = save(tmp_path / "a.xlsx", answers=rows)
    path = tmp_path / "a.csv"
    path.write_text("\n".join(",".join(cell or "" for cell in [*row, None][:7]) for row in rows))
    columns = {f"Devices B{at}": f"B{at}" for at in (1, 2)}
    columns |= {f"People B{at}": f"B{at}" for at in (3, 4, 5)}
    for file in (book, path):
        found = score(file, header_rows=2, columns=columns)
        assert found["coverage"].to_pylist() == [100]
        assert found["memo"].to_pylist() == ["x"]


def test_cells_are_read_as_they_are_shown(tmp_path: Path) -> None:
    day, moment = datetime.date(2026, 4, 1), datetime.datetime(2026, 4, 1, 9, 30)
    rows: list[list[Any]] = [
        [*HEADER, "size", "since", "seen", "listed", "ratio"],
        [4.0, *DONE, 12.0, day, moment, True, 0.25],
    ]
    book = save(tmp_path / "a.xlsx", answers=rows)
    found = score(book, keep="others")
    assert found["firm"].to_pylist() == ["4"]
    assert found["size"].to_pylist() == ["12"]
    assert found["since"].to_pylist() == ["2026-04-01"]
    assert found["seen"].to_pylist() == ["2026-04-01T09:30:00"]
    assert found["listed"].to_pylist() == ["true"]
    assert found["ratio"].to_pylist() == ["0.25"]


def test_an_error_cell_is_a_problem_of_its_row_and_column(tmp_path: Path) -> None:
    book = save(tmp_path / "a.xlsx", answers=[HEADER, ["A", *DONE], ["B", *DONE[:4], "#N/A"]])
    problem = score(book, on_error="report")["problem"].to_pylist()[1]
    assert problem.startswith("firm=B (a.xlsx, answers, row 3), B5: `#N/A`")


def test_rows_without_a_value_are_told_and_values_without_a_heading_refused(tmp_path: Path) -> None:
    book = save(tmp_path / "a.xlsx", answers=[HEADER, ["A", *DONE], [], [], ["B", *DONE]])
    with pytest.warns(UserWarning, match=r"2 rows \(rows 3 to 4\) without any value left out"):
        assert score(book)["firm"].to_pylist() == ["A", "B"]
    book = save(tmp_path / "b.xlsx", answers=[HEADER, ["A", *DONE, "note"]])
    problem = score(book, on_error="report")["problem"].to_pylist()[0]
    assert "column G has a value and no heading" in problem


def test_a_cell_far_away_takes_no_memory(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", answers=TABLE)
    book = openpyxl.load_workbook(path)
    book["answers"]["XFD1048576"] = "x"
    book.save(path)
    with pytest.warns(UserWarning, match="1048572 rows"):
        found = score(path, on_error="report")
    assert found["coverage"].to_pylist() == [100, 80, None]
    assert "row 1048576" in found["problem"].to_pylist()[2]
    assert "column XFD" in found["problem"].to_pylist()[2]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"firm,B1\nA,done\n", "name it .csv"),
        ("a.xls", b"<html><table></table></html>", "web page"),
        ("a.xlsx", b"PK\x03\x04 and nothing else", "damaged"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"),
        ("a.ods", b"PK\x03\x04", "damaged"),
        ("a.xlsx", b"", "no workbook"),
    ],
)
def test_what_is_no_workbook_is_one_line(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError, match=rf"{name}: .*{says}"):
        score(path)
    command = [sys.executable, "-m", "shisei", "score", name, "-f", FRAMEWORK, "-o", "out.csv"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert name in ended.stderr


def test_what_excel_leaves_beside_a_workbook_is_not_read(tmp_path: Path) -> None:
    save(tmp_path / "a.xlsm", answers=TABLE)
    (tmp_path / "~$a.xlsm").write_bytes(b"\x05owner")
    for given in (tmp_path, str(tmp_path / "*.xlsm")):
        assert score(given)["firm"].to_pylist() == ["A", "B"]


@pytest.mark.parametrize("inline", [False, True])
def test_a_large_sheet_is_scored_alike_by_any_number_of_threads(
    tmp_path: Path, inline: bool
) -> None:
    framework = shisei.framework("self-assessment@3.1")
    choices = ["実施している", "一部実施している", "実施していない", "分からない", "#N/A", "", "?"]
    heads = ["firm", *(control.id for control in framework.controls), "memo"]
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"constant_memory": inline}) as book:
        sheet = book.add_worksheet("a")
        sheet.write_row(0, 0, heads)
        for row in (at for at in range(1, 4_000) if at % 97):
            cells = [choices[(row * 7 + at * at) % (4 if row % 5 else 7)] for at in range(25)]
            sheet.write_row(row, 0, [f"F{row}" if row % 89 else "", *cells, row])
            if row % 61 == 0 and not inline:
                sheet.merge_range(row, 3, row + 1, 3 + row % 2, "実施している")
    size = zipfile.ZipFile(tmp_path / "a.xlsx").getinfo("xl/worksheets/sheet1.xml").file_size
    assert size > 3 << 20
    options: Any = {"id": "firm", "on_error": "report", "keep": "others"}
    with pytest.warns(UserWarning, match="41 rows"):
        found = [
            shisei.score(tmp_path / "a.xlsx", framework, threads=threads, **options)
            for threads in (1, 2, 7)
        ]
    codes = set(found[0]["problem_code"].to_pylist())
    assert {"unknown-choice", "missing-field"} <= codes
    assert ("malformed-table" in codes) is not inline
    assert found[1].equals(found[0])
    assert found[2].equals(found[0])


HIDDEN = '</row><row r="3"><c r="A3"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("where", "put"),
    [
        ("(?=<row )", f"<!-- {HIDDEN} -->"),
        ("(?=<row )", f"<? {HIDDEN} ?>"),
        ("(?=<row )", f"<row x='{HIDDEN}'></row>"),
        ("(?=<row )", f'<row><c t="str"><v><![CDATA[{HIDDEN}]]></v></c></row>'),
        ("(?=<row )", "<row></row>"),
        (r'(?<=<row) r="\d*7"', ""),
    ],
)
def test_odd_xml_is_read_alike_by_any_number_of_threads(
    tmp_path: Path, where: str, put: str
) -> None:
    framework = shisei.framework("self-assessment@3.1")
    heads = ["firm", *(control.id for control in framework.controls)]
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet("a")
        sheet.write_row(0, 0, heads)
        for row in range(1, 2_000):
            sheet.write_row(row, 0, [f"F{row}", *["実施している"] * 25])
    with (
        zipfile.ZipFile(tmp_path / "a.xlsx") as old,
        zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new,
    ):
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                assert len(text) > 2 << 20
                text, count = re.subn(where, put, text)
                assert count > 150
            new.writestr(name, text)
    options: Any = {"id": "firm", "on_error": "report"}
    found = [
        shisei.score(tmp_path / "b.xlsx", framework, threads=threads, **options)
        for threads in (1, 2, 7)
    ]
    assert found[0].num_rows >= 1_999
    assert found[1].equals(found[0])
    assert found[2].equals(found[0])


def test_options_of_the_other_kind_are_refused(tmp_path: Path) -> None:
    book = save(tmp_path / "a.xlsx", answers=TABLE)
    with pytest.raises(FileError, match="no encoding"):
        score(book, encoding="utf-8")
    path = tmp_path / "a.csv"
    path.write_text(",".join(HEADER) + "\n")
    with pytest.raises(FileError, match="no sheet"):
        score(path, sheet="answers")
    with pytest.raises(ValueError, match="sheet is a name or a whole number"):
        score(book, sheet=0)
