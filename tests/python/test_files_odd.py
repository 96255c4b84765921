"""Files that are odd in ways of their own: read in one way, or refused with place and way out."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from workbooks import book

import shisei
from shisei.errors import ArgumentError, FileError

F = "five-basics@3.1"
IDS = [f"B{at}" for at in range(1, 6)]
HEAD = ["id", *IDS]
DONE = ["done"] * 5
FORM: list[list[Any]] = [["No.", "質問", "回答"], *([at, "質問", "done"] for at in range(1, 6))]


def save(path: Path, *rows: list[str], encoding: str = "utf-8") -> Path:
    path.write_bytes("".join(",".join(row) + "\r\n" for row in rows).encode(encoding))
    return path


def score(data: Any, **options: Any) -> Any:
    return shisei.score(data, F, **{"id": "id", "on_error": "report", **options})


@pytest.mark.parametrize(
    "form",
    ["B{} 基本", "B{}：対策", "B{}（必須）", "B{}\n共有", "問{} 更新", "{}．更新", "設問{}　対策"],
)
def test_numbers_and_ids_before_words_of_their_own(tmp_path: Path, form: str) -> None:
    heads = ["id", *(form.format(at) for at in range(1, 6))]
    for path in (
        save(tmp_path / "a.csv", [f'"{head}"' for head in heads], ["A", *DONE]),
        book(tmp_path / "a.xlsx", a=[heads, ["A", *DONE]]),
    ):
        assert score(path)["coverage"].to_pylist() == [100]


def test_headings_are_read_without_what_nobody_sees(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\ufeff\ufeffid , B1\u3000,B2,B3,B4,\u200bB5\nA,done,done,done,done,done\n")
    assert score(path)["id"].to_pylist() == ["A"]
    heads = [" id ", *(f"{name} " for name in IDS), "備考\n"]
    path = book(tmp_path / "a.xlsx", a=[heads, ["A", *DONE, "x"]])
    assert score(path)["備考"].to_pylist() == ["x"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_remarks_of_one_name_do_not_stop_a_run(tmp_path: Path, ending: str) -> None:
    rows: list[list[Any]] = [["id", "B1", "備考", "B2", "備考", "B3", "B4", "B5"]]
    rows.append(["A", "done", "x", "done", "y", "done", "done", "done"])
    path = tmp_path / f"a.{ending}"
    made = book(path, a=rows) if ending == "xlsx" else save(path, *rows)
    with pytest.warns(UserWarning, match="numbered: 備考"):
        found = score(made)
    assert found["coverage"].to_pylist() == [100]
    assert found.select(["備考 (1)", "備考 (2)"]).to_pylist() == [
        {"備考 (1)": "x", "備考 (2)": "y"}
    ]
    assert shisei.check(made, F, id="id").num_rows == 0
    assert shisei.inspect(made, F).columns.complete
    # Two columns of answers, or of ids, are not told apart in silence.
    rows[0][2] = "B1"
    made = book(path, a=rows) if ending == "xlsx" else save(path, *rows)
    for read in (score, lambda path: shisei.inspect(path, F)):
        with pytest.raises(FileError, match="more than one column 'B1'"):
            read(made)
    rows[0][2:5] = ["id", "B2", "x"]
    made = book(path, a=rows) if ending == "xlsx" else save(path, *rows)
    with pytest.raises(ArgumentError, match=r"no column `id`.*`id \(1\)`"):
        score(made)


def test_hidden_sheets_are_not_meant(tmp_path: Path) -> None:
    sheets = {"2025": [HEAD, ["old", *DONE]], "2026": [HEAD, ["new", *DONE]]}
    path = book(tmp_path / "a.xlsx", "2025", **sheets)
    with pytest.warns(UserWarning, match="not read: 2025"):
        assert score(path)["id"].to_pylist() == ["new"]
    assert score(path, sheet="2025")["id"].to_pylist() == ["old"]
    assert shisei.inspect(path, F).sample.sheet == "2026"
    path = book(
        tmp_path / "b.xlsx", "answers", **{"answers": sheets["2025"], "2026": sheets["2026"]}
    )
    with pytest.warns(UserWarning, match="not read: answers"):
        assert score(path)["id"].to_pylist() == ["new"]


@pytest.mark.parametrize(
    "name", ["記入例", "【記入例】", "記載例（製造業）", "見本", "Sample", "（例）"]
)
def test_an_example_is_no_firm(tmp_path: Path, name: str) -> None:
    path = book(tmp_path / "a.xlsx", **{name: [HEAD, ["X", *DONE]], "回答": [HEAD, ["A", *DONE]]})
    with pytest.warns(UserWarning, match="examples"):
        assert score(path)["id"].to_pylist() == ["A"]
    path = book(tmp_path / "b.xlsx", "旧社", **{name: FORM, "A社": FORM, "旧社": FORM})
    with pytest.warns(UserWarning, match=r"examples.*旧社"):
        found = shisei.score(path, F, long=("No.", "回答"), id_from="sheet")
    assert found["id"].to_pylist() == ["A社"]
    path = book(tmp_path / "c.xlsx", **{name: FORM, "回答": FORM})
    found = shisei.score(path, F, long=("No.", "回答"), id_from="file")
    assert found["id"].to_pylist() == ["c"]
    rows = [HEAD, [name, *DONE], ["A", *DONE]]
    with pytest.warns(UserWarning, match=r"1 row \(row 2\)"):
        assert score(save(tmp_path / "a.csv", *rows))["id"].to_pylist() == ["A"]


@pytest.mark.parametrize("name", ["合計", "平均", " Total ", "小計", "計"])
def test_a_total_is_no_firm(tmp_path: Path, name: str) -> None:
    heads = ["id", *(control.id for control in shisei.framework("self-assessment@3.1").controls)]
    path = save(tmp_path / "a.csv", heads, ["A", *["2"] * 25], [name, *["2"] * 25])
    with pytest.warns(UserWarning, match="totals"):
        found = shisei.score(path, "self-assessment@3.1", id="id", numbers="points")
    assert found["id"].to_pylist() == ["A"]
    # A firm of that name has answers.
    path = save(tmp_path / "c.csv", HEAD, ["Total", *DONE])
    assert score(path)["id"].to_pylist() == ["Total"]
    names = ["合同会社青空", "小計算機工業", "Totally", "計", "例示商事", "記入印刷"]
    rows = [[one, *DONE] for one in names if one != "計"]
    assert len(score(save(tmp_path / "b.csv", HEAD, *rows))) == len(rows)


def test_a_formula_that_was_never_calculated_is_no_empty_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    written = openpyxl.Workbook()
    sheet = written.worksheets[0]
    sheet.append([*HEAD, "memo"])
    sheet.append(["A", '=IF(1=1,"done","")', *DONE[1:]])
    sheet.append(["B", *DONE, "=A1"])
    written.save(path)
    found = score(path)
    assert found["problem_code"].to_pylist() == ["malformed-table", None]
    problem = found["problem"].to_pylist()[0]
    for part in ("a.xlsx, Sheet, row 2", "column B", "never calculated"):
        assert part in problem
    # One whose value is an empty text, as a spreadsheet writes it, is unanswered.
    with xlsxwriter.Workbook(path) as book:
        made = book.add_worksheet("a")
        made.write_row(0, 0, HEAD)
        made.write_row(1, 0, ["A", *DONE])
        made.write_formula(1, 1, '=IF(1=2,"done","")', value="nothing")
    empty = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(empty, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>nothing</v>", b"<v></v>"))
    assert score(empty)["unanswered"].to_pylist() == [1]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!"])
def test_an_error_is_no_id(tmp_path: Path, error: str) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as written:
        sheet = written.add_worksheet("a")
        sheet.write_row(0, 0, [*HEAD, "memo"])
        for at in (1, 2):
            sheet.write_row(at, 0, [f"F{at}", *DONE])
        sheet.write_formula(1, 0, "=Z1", value=error)
        sheet.write_formula(2, 6, "=Z1", value=error)
    found = score(path)
    assert found["problem_code"].to_pylist() == ["missing-field", None]
    assert "(a.xlsx, a, row 2)" in found["problem"].to_pylist()[0]
    assert found["memo"].to_pylist() == [None, error]
    plain = save(tmp_path / "a.csv", HEAD, [error, *DONE])
    assert score(plain)["problem_code"].to_pylist() == ["missing-field"]
    form = [["会社", error], *FORM]
    with pytest.raises(ValueError, match=f"B1.*{error}"):
        shisei.score(book(tmp_path / "b.xlsx", a=form), F, long=("No.", "回答"), id_from="B1")


def test_a_sheet_of_a_chart_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as written:
        chart = written.add_chart({"type": "column"})
        chart.add_series({"values": "=回答!$B$1:$B$2"})
        written.add_chartsheet("グラフ").set_chart(chart)
        sheet = written.add_worksheet("回答")
        for at, row in enumerate([HEAD, ["A", *DONE]]):
            sheet.write_row(at, 0, row)
    assert score(path)["coverage"].to_pylist() == [100]
    assert shisei.inspect(path, F).sample.sheets == ("回答",)


def test_two_columns_of_answers_in_a_form_are_refused(tmp_path: Path) -> None:
    rows = [[*row, "回答" if at == 0 else "?"] for at, row in enumerate(FORM)]
    path = book(tmp_path / "a.xlsx", a=rows)
    with pytest.raises(ValueError, match="more than one column '回答'"):
        shisei.score(path, F, long=("No.", "回答"), id_from="file")


def test_text_between_escapes_is_text(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", HEAD, ["東京", *DONE], encoding="iso-2022-jp")
    assert score(path)["id"].to_pylist() == ["東京"]
    assert shisei.inspect(path, F).sample.encoding == "iso-2022-jp"


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_with_the_name_of_csv_is_told_so(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(start + bytes(range(256)))
    with pytest.raises(FileError, match=r"a\.csv: .*\.xlsx"):
        score(path)


def test_missing_columns_are_told_with_their_file_and_sheet(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 表紙=[["回答のお願い"]], 回答=[HEAD, ["A", *DONE]])
    with pytest.raises(ArgumentError, match=r"\(a\.xlsx, 表紙\)"):
        score(path, sheet="表紙")
    with pytest.raises(ArgumentError, match=r"\(b\.csv\)"):
        score(save(tmp_path / "b.csv", HEAD[:-1], ["A", *DONE[1:]]))


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "\ufeffsep=;"])
def test_a_declared_separator(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{line}\r\n{';'.join(HEAD)}\r\n{';'.join(['A', *DONE])}\r\n", "utf-8")
    assert score(path)["coverage"].to_pylist() == [100]


ALONE = """
import sys
sys.modules["pyarrow"] = None
sys.modules["numpy"] = None
import shisei
from shisei.cli import main
found = shisei.inspect(["a.csv"])
assert (found.framework, found.id, found.columns.complete) == ("five-basics@3.1", "id", True)
assert {one.text: (one.count, one.meaning) for one in found.spellings} == {
    "done": (9, "done"), "?": (1, None)}
assert shisei.inspect("a.xlsx", "five-basics@3.1").sample.sheet == "a"
assert shisei.match_columns("a.csv", "five-basics@3.1").complete
assert shisei.inspect("form.csv", "five-basics@3.1").recipe.options["long"] == ("No.", "回答")
assert main(["inspect", "a.csv", "-o", "r.toml"]) == 0
assert shisei.score("a.csv", recipe="r.toml", output="out.csv") == 2
"""


def test_inspect_needs_no_other_library(tmp_path: Path) -> None:
    rows = [HEAD, ["A", *DONE], ["B", "?", *DONE[1:]]]
    save(tmp_path / "a.csv", *rows)
    book(tmp_path / "a.xlsx", a=rows)
    save(tmp_path / "form.csv", *([str(cell) for cell in row] for row in FORM))
    subprocess.run([sys.executable, "-c", ALONE], cwd=tmp_path, check=True)
