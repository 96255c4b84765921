"""Workbooks as brokers send them: each dirty in a way of its own, and read or refused by name."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from least_xls import xls
from workbooks import book

import shisei

F = "five-basics@4.0"
SA = "self-assessment@4.0"
HEAD = ["会社名", "業種", *(f"問{at}" for at in range(1, 7))]
DONE = ["できている"] * 6


def scored(path: Path, **options: Any) -> Any:
    asked: dict[str, Any] = {"id": "会社名", "on_error": "report", **options}
    return shisei.score(path, F, **asked)


def test_a_title_a_cover_and_a_hidden_list(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as written:
        written.add_worksheet("表紙").write(0, 0, "情報セキュリティ調査")
        sheet = written.add_worksheet("回答一覧")
        sheet.write(0, 1, "2026年度 回答一覧（代理店：中央）")
        for at, row in enumerate([HEAD, ["青山商店", "小売", *DONE]]):
            sheet.write_row(3 + at, 1, row)
        written.add_worksheet("リスト").write_column(0, 0, ["できている", "できていない"])
    with pytest.warns(UserWarning, match="row 4"):
        found = scored(path)
    assert found["met"].to_pylist() == [6]
    assert found["会社名"].to_pylist() == ["青山商店"]
    assert shisei.inspect(path).sample.header_row == 4


def test_a_title_in_csv_is_found_too(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows: list[list[str]] = [["2026年度 回答一覧"], [], HEAD, ["青山商店", "小売", *DONE]]
    path.write_bytes("\r\n".join(",".join(row) for row in rows).encode("cp932"))
    with pytest.warns(UserWarning, match="row 3"):
        assert scored(path)["met"].to_pylist() == [6]


def test_sections_and_remarks_are_no_firms(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEAD,
        ["【関東支店】"],
        ["青山商店", "小売", *DONE],
        ["■ 関西支店"],
        ["海野製作所", "製造", *DONE],
        ["未記入商会"],
        [None, "以上"],
        ["※ 敬称略"],
    ]
    path = book(tmp_path / "a.xlsx", 回答=rows)
    with pytest.warns(UserWarning, match="4 rows .* sections and remarks"):
        found = scored(path)
    # A firm that has answered nothing is one.
    assert found["会社名"].to_pylist() == ["青山商店", "海野製作所", "未記入商会"]
    assert found["unanswered"].to_pylist() == [0, 0, 6]
    assert found["problem"].to_pylist() == [None] * 3


def test_rows_that_a_filter_hides_are_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as written:
        sheet = written.add_worksheet("回答")
        for at, row in enumerate([HEAD, *([f"{firm}商店", "小売", *DONE] for firm in "青白赤黒")]):
            sheet.write_row(at, 0, row)
        sheet.autofilter(0, 0, 4, len(HEAD) - 1)
        sheet.filter_column(0, "x == 青商店")
        for hidden in (2, 3, 4):
            sheet.set_row(hidden, None, None, {"hidden": True})
        # As Excel hides what is below a table.
        sheet.set_row(9, None, None, {"hidden": True})
    for threads in (1, 2):
        with pytest.warns(UserWarning, match=r"3 rows \(rows 3 to 5\) hidden"):
            assert scored(path, threads=threads).num_rows == 4
    looked = shisei.inspect(path)
    assert [note for note in looked.notes if "rows 3 to 5" in note]
    # They are read, so that nothing above the notes may say otherwise.
    assert "notes:\n" in repr(looked)
    assert "not read" not in repr(looked)


def test_error_cells_are_problems_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as written:
        sheet = written.add_worksheet("回答")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["青山商店", "小売", *DONE[:5]])
        sheet.write_formula(1, 7, "=VLOOKUP(1,A1:B1,2,FALSE)", value="#N/A")
        sheet.write_row(2, 0, ["海野製作所", "製造", *DONE[:5]])
        sheet.write_formula(2, 7, "=A1", value="#REF!")
    problems = scored(path)["problem"].to_pylist()
    for problem, error, row in zip(problems, ("#N/A", "#REF!"), (2, 3), strict=True):
        for part in ("a.xlsx", "回答", f"row {row}", "問6", error):
            assert part in problem


def test_answers_by_formula_and_of_several_fonts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as written:
        sheet = written.add_worksheet("回答")
        bold = written.add_format({"bold": True})
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["青山商店", "小売", *DONE[:4]])
        sheet.write_formula(1, 6, '=IF(TRUE,"できている","")', value="できている")
        sheet.write_rich_string(1, 7, bold, "でき", "ている")
    assert scored(path)["met"].to_pylist() == [6]


def test_readings_above_the_letters_are_no_letters(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 回答=[HEAD, ["青山商店", "小売", *DONE]])
    read = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(read, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sharedStrings.xml"):
                text = content.decode()
                reading = '<t>青山商店</t><rPh sb="0" eb="2"><t>アオヤマ</t></rPh>'
                content = text.replace("<t>青山商店</t>", reading).encode()
            new.writestr(name, content)
    assert scored(read)["会社名"].to_pylist() == ["青山商店"]


def test_points_stand_beside_the_answers(tmp_path: Path) -> None:
    written = [
        "④実施している",
        "４ 実施している",
        "実施している：4",
        "一部実施している（2点）",
        "0点",
    ]
    ids = [control.id for control in shisei.framework(SA).controls]
    row = [written[at % len(written)] for at in range(len(ids))]
    path = book(tmp_path / "a.xlsx", 回答=[["社名", *ids], ["青山商店", *row]])
    found = shisei.score(path, SA, id="社名")
    assert found["points"].to_pylist() == [5 * (4 + 4 + 4 + 2 + 0)]
    row[0] = "2 実施している"
    path = book(tmp_path / "b.xlsx", 回答=[["社名", *ids], ["青山商店", *row]])
    found = shisei.score(path, SA, id="社名", on_error="report")
    assert found["problem_code"].to_pylist() == ["ambiguous-answer"]
    assert "`implemented`" in found["problem"].to_pylist()[0]
    assert "`partial`" in found["problem"].to_pylist()[0]


def test_numbers_of_corporations_stay_whole(tmp_path: Path) -> None:
    head = ["法人番号", *HEAD[2:]]
    path = book(tmp_path / "a.xlsx", 回答=[head, [1234567890123, *DONE], ["0123456789012", *DONE]])
    found = scored(path, id="法人番号")
    assert found["法人番号"].to_pylist() == ["1234567890123", "0123456789012"]
    out = tmp_path / "out.xlsx"
    shisei.score(path, F, id="法人番号", output=out)
    cells = openpyxl.load_workbook(out)["scores"]
    assert [cells["A2"].value, cells["A3"].value] == ["1234567890123", "0123456789012"]


def test_a_question_a_row_with_sections_between(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["会社名", "No.", "質問", "回答"]]
    for firm in ("青山商店", "海野製作所"):
        rows.append([None, "基本的対策"])
        rows += [[firm, f"{at}.", "質問", "できている"] for at in range(1, 7)]
    path = book(tmp_path / "a.xlsx", 回答=rows)
    with pytest.warns(UserWarning, match="2 rows left out"):
        found = shisei.score(path, F, id="会社名", long=("No.", "回答"))
    assert found["met"].to_pylist() == [6, 6]
    told = shisei.inspect(path)
    assert any("基本的対策" in note for note in told.notes)
    assert told.recipe.options["long"] == ("No.", "回答")


def test_one_sheet_a_firm_with_merged_titles(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as written:
        for firm, answer in (("青山商店", "○"), ("海野製作所", "×")):
            sheet = written.add_worksheet(firm)
            sheet.merge_range("A1:D1", "セキュリティ調査票")
            sheet.write_row(2, 0, ["No.", "質問", "回答", "備考"])
            sheet.merge_range("A4:D4", "１．基本的対策")
            for at in range(1, 7):
                sheet.write_row(3 + at, 0, [f"({at})", "質問", answer, ""])
    found = shisei.score(path, F, long=("No.", "回答"), id_from="sheet")
    assert found["id"].to_pylist() == ["青山商店", "海野製作所"]
    assert found["met"].to_pylist() == [6, 0]
    assert found["unmet"].to_pylist() == [0, 6]


def test_a_cell_in_the_last_row_and_column_of_an_xls(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    rows = [HEAD, ["青山商店", "小売", *DONE]]
    path.write_bytes(xls(rows))
    assert scored(path)["met"].to_pylist() == [6]
    path.write_bytes(xls(rows, (65_535, 255, "x")))
    with pytest.warns(UserWarning, match="65533 rows"):
        found = scored(path)
    assert found["met"].to_pylist() == [6, None]
    assert "row 65536" in found["problem"].to_pylist()[1]
    assert "column IV" in found["problem"].to_pylist()[1]


def test_a_cell_in_the_last_row_and_column_of_an_ods(tmp_path: Path) -> None:
    content = re.sub(r"\s*\n\s*", "", ODS)
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", MANIFEST)
    with pytest.raises(shisei.errors.FileError, match=r"a\.ods: .*far from the table") as caught:
        scored(path)
    assert caught.value.code == "too-large"


NAMES = "urn:oasis:names:tc:opendocument:xmlns"


def _cells(texts: list[str]) -> str:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    return "<table:table-row>" + "".join(map(cell.format, texts)) + "</table:table-row>"


ODS = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{NAMES}:office:1.0" xmlns:table="{NAMES}:table:1.0"
 xmlns:text="{NAMES}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="answers">{_cells(HEAD)}{_cells(["青山商店", "小売", *DONE])}
<table:table-row table:number-rows-repeated="1048573"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="16383"/>
<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = f"""<?xml version="1.0"?><manifest:manifest xmlns:manifest="{NAMES}:manifest:1.0">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""


def test_the_name_of_a_firm_is_merged_over_its_answers(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as written:
        sheet = written.add_worksheet("回答")
        sheet.write_row(0, 0, ["会社名", "No.", "回答"])
        for at, (firm, answer) in enumerate((("青山商店", "○"), ("海野製作所", "×"))):
            sheet.merge_range(1 + 6 * at, 0, 6 + 6 * at, 0, firm)
            for control in range(6):
                sheet.write_row(1 + 6 * at + control, 1, [control + 1, answer])
    found = shisei.score(path, F, id="会社名", long=("No.", "回答"))
    assert found["会社名"].to_pylist() == ["青山商店", "海野製作所"]
    assert found["met"].to_pylist() == [6, 0]


def test_points_in_a_row_are_no_headings(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("社名,甲,乙,丙,丁,戊,己\nA,4,2,1,3,6,5\nB,1,1,1,1,1,1\n", encoding="utf-8")
    with pytest.raises(shisei.ArgumentError, match="no column for `B1`"):
        shisei.score(path, F, id="社名", numbers="from-1")
