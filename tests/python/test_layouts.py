"""Sheets in which a question is a row: a file a firm, a sheet a firm, a column for each choice."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import csv
from workbooks import book

import shisei
from shisei.cli import main

F = "five-basics@4.0"
HEAD = ["No.", "質問", "回答", "備考"]


def rows(*answers: str | None) -> list[list[Any]]:
    """A cover line, a header, sections and notes."""
    body: list[list[Any]] = [["情報セキュリティ調査票"], [], HEAD, ["基本的対策"]]
    body += [[i, f"質問{i}", answer, "メモ"] for i, answer in enumerate(answers, 1)]
    return [*body, [], ["※ ご回答ありがとうございました"]]


def test_one_file_a_firm(tmp_path: Path) -> None:
    book(tmp_path / "青山商店.xlsx", 回答=rows(*["できている"] * 6))
    book(
        tmp_path / "海野製作所.xlsx",
        回答=rows(*["できている"] * 3, None, None, "できていない"),
    )
    scored = shisei.score(tmp_path / "*.xlsx", F, long=("No.", "回答"), id_from="file")
    assert scored["id"].to_pylist() == ["海野製作所", "青山商店"]
    assert scored["unanswered"].to_pylist() == [2, 0]
    assert scored["met"].to_pylist() == [3, 6]
    text = "\n".join(",".join(str(cell or "") for cell in row) for row in rows(*["できている"] * 6))
    (tmp_path / "C-1.csv").write_bytes(text.encode("cp932"))
    scored = shisei.score(tmp_path / "C-1.csv", F, long=("No.", "回答"), id_from="file", id="firm")
    assert scored["firm"].to_pylist() == ["C-1"]
    assert scored["coverage"].to_pylist() == [100]


def test_one_sheet_a_firm_and_an_id_in_a_cell(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {
        "はじめに": [["説明"]],
        "A社": rows(*["できている"] * 6),
        "B社": rows("できていない"),
    }
    path = book(tmp_path / "all.xlsx", **sheets)
    with pytest.warns(UserWarning, match="はじめに"):
        scored = shisei.score(path, F, long=("No.", "回答"), id_from="sheet")
    assert scored["id"].to_pylist() == ["A社", "B社"]
    body = rows(*["できている"] * 6)
    body[1] = ["会社名", "青山商店"]
    path = book(tmp_path / "cell.xlsx", 回答=body)
    scored = shisei.score(path, F, long=("No.", "回答"), id_from="B2")
    assert scored["id"].to_pylist() == ["青山商店"]
    for where, said in (("B1", "empty"), ("b-2", "id_from")):
        with pytest.raises(ValueError, match=said):
            shisei.score(path, F, long=("No.", "回答"), id_from=where)
    with pytest.raises(ValueError, match="情報セキュリティ調査票"):
        shisei.score(path, F, long=("番号", "回答"), id_from="file")


def test_a_row_that_names_no_question_and_has_an_answer_is_told(tmp_path: Path) -> None:
    body = [*rows(*["できている"] * 6), [77, "?", "できている", None]]
    path = book(tmp_path / "a.xlsx", 回答=body)
    with pytest.raises(shisei.SheetError, match="77"):
        shisei.score(path, F, long=("No.", "回答"), id_from="file")


def test_a_mark_in_the_column_of_a_choice() -> None:
    table = pl.DataFrame(
        {
            "firm": ["a"] * 6 + ["b"] * 2,
            "No": [1, 2, 3, 4, 5, 6, 1, 2],
            "できている": ["○", "✓", None, "", "レ", "1", "○", "△"],
            "できていない": [None, None, "○", "○", None, None, "○", None],
        }
    )
    long = ("No", ["できている", "できていない"])
    scored = shisei.score(table, F, id="firm", long=long, on_error="report")
    assert scored["met"].to_list() == [4, None]
    assert scored["unmet"].to_list() == [2, None]
    problem = scored["problem"].to_list()[1]
    assert "できている / できていない" in problem
    assert "できている: △" in problem


def test_inspect_proposes_the_layout(tmp_path: Path) -> None:
    path = book(tmp_path / "青山商店.xlsx", 回答=rows(*["できている"] * 5, "計画中"))
    found = shisei.inspect(path)
    assert found.framework == F
    assert found.recipe.options["long"] == ("No.", "回答")
    assert found.recipe.options["id_from"] == "file"
    assert {(s.text, s.count, s.meaning) for s in found.spellings} == {
        ("できている", 5, "done"),
        ("計画中", 1, None),
    }
    recipe = shisei.Recipe.from_toml(found.to_toml().replace('# "計画中" = ""', '"計画中" = ""'))
    scored = shisei.score(path, recipe=recipe)
    assert scored["id"].to_pylist() == ["青山商店"]
    assert scored["met"].to_pylist() == [5]


def test_the_questions_of_a_renewal_read_the_same_sheets(tmp_path: Path) -> None:
    path = book(tmp_path / "青山商店.xlsx", 回答=rows(*["できている"] * 5, "計画中"))
    odd = shisei.check(path, F, long=("No.", "回答"), id_from="file")
    assert odd["value"].to_pylist() == ["計画中"]
    assert odd["id"].to_pylist() == ["青山商店"]
    table = pl.DataFrame({"id": ["a"], "No": [1], "できている": ["○"], "できていない": ["○"]})
    odd = shisei.check(table, F, id="id", long=("No", ["できている", "できていない"]))
    assert odd["value"].to_list() == ["できている / できていない"]


def test_the_command_reads_them_too(tmp_path: Path) -> None:
    book(tmp_path / "青山商店.xlsx", 回答=rows(*["できている"] * 6))
    out = tmp_path / "out.csv"
    command = ["score", str(tmp_path / "*.xlsx"), "-f", F, "-o", str(out)]
    assert main([*command, "--long", "No.,回答", "--id-from", "file"]) == 0
    assert "青山商店,100" in out.read_text(encoding="utf-8-sig")
    marks = tmp_path / "marks.csv"
    lines = ["id,No,できている,できていない", *(f"a,{i},○," for i in range(1, 7))]
    marks.write_text("\n".join(lines), encoding="utf-8")
    command = ["score", str(marks), "-f", F, "-o", str(out), "--id", "id"]
    assert main([*command, "--long", "No,できている,できていない"]) == 0
    assert "a,100" in out.read_text(encoding="utf-8-sig")
    shisei.set_language("en")


ALONE = """
import sys, warnings
for name in ("pyarrow", "numpy", "pandas", "polars"):
    sys.modules[name] = None
import shisei
from shisei.cli import main
F = "five-basics@4.0"
long = {"id": "firm", "long": ("No.", "回答"), "on_error": "report"}
for name in ("long.csv", "long.csv.gz", "long.cp932.csv", "long.xlsx", "long.parquet"):
    for at, more in enumerate(({}, {"keep": ["業種"]}, {"keep": "all"}, {"grouped": True})):
        assert shisei.score(name, F, output=f"{name}.{at}.csv", **long, **more) == 3
    scored = shisei.score(name, F, **long)
    assert isinstance(scored, shisei.Scored) and len(scored) == 3 and scored.columns[0] == "firm"
    assert shisei.next_steps(name, F, output="steps.csv", **long) == 3
    assert shisei.report(name, F, output="report.html", pages=False, **long) == 0
forms = {"long": ("No.", "回答"), "on_error": "report"}
for name, where in (("form.xlsx", "file"), ("form.csv", "file"), ("form.xlsx", "B2")):
    assert shisei.score(name, F, id_from=where, output=f"{name}.{where}.csv", **forms) == 1
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    assert shisei.score("sheets.xlsx", F, id_from="sheet", output="sheets.csv", **forms) == 2
assert "はじめに" in str(told[0].message)
assert shisei.inspect("form.csv", F).recipe.options["id_from"] == "file"
assert main(["inspect", "form.csv", "-o", "r.toml"]) == 0
assert shisei.score("form.csv", recipe="r.toml", output="recipe.csv") == 1
command = ["score", "-f", F, "--long", "No.,回答", "--on-error", "report"]
assert main([*command, "long.csv", "--id", "firm", "-o", "cli.csv"]) == 0
assert main([*command, "form.xlsx", "--id-from", "file", "-o", "cli-form.csv"]) == 0
check = ["check", "form.xlsx", "-f", F, "--long", "No.,回答", "--id-from", "file"]
assert main(check) == 0
for output in ("check.csv", "check.xlsx"):
    assert main([*check, "-o", output]) == 0
assert len(shisei.check("form.xlsx", F, id_from="file", long=("No.", "回答"))) == 1
"""


def long_table() -> pa.Table:
    rows = [
        (firm, f"問{i}", "できている", "小売")
        for firm in ("青山", "海野", "鈴木")
        for i in range(1, 7)
    ]
    rows[3] = ("青山", "4", "不明です", "小売")
    rows[8] = ("海野", "2", "できている", "卸売")
    return pa.table(
        dict(zip(("firm", "No.", "回答", "業種"), zip(*rows, strict=True), strict=True))
    )


def test_both_layouts_need_no_other_library(tmp_path: Path) -> None:
    table = long_table()
    csv.write_csv(table, tmp_path / "long.csv")
    text = (tmp_path / "long.csv").read_text("utf-8")
    (tmp_path / "long.csv.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "long.cp932.csv").write_bytes(text.encode("cp932"))
    pq.write_table(table, tmp_path / "long.parquet", row_group_size=7)
    lines = [list(row.values()) for row in table.to_pylist()]
    book(tmp_path / "long.xlsx", 回答=[table.column_names, *lines])
    form = rows(*["できている"] * 5, "?")
    form[1] = ["会社名", "青山商店"]
    book(tmp_path / "form.xlsx", 回答=form)
    book(tmp_path / "sheets.xlsx", はじめに=[["説明"]], A社=form, B社=form)
    text = "\n".join(",".join(str(cell or "") for cell in row) for row in form)
    (tmp_path / "form.csv").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        cwd=tmp_path, check=True, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert "B6      B6       ?" in done.stdout
    assert (tmp_path / "check.csv").read_text("utf-8").splitlines()[1].startswith("B6,B6,?,1,")
    expected = tmp_path / "expected.csv"
    long: dict[str, Any] = {"id": "firm", "long": ("No.", "回答"), "on_error": "report"}
    more: list[dict[str, Any]] = [{}, {"keep": ["業種"]}, {"keep": "all"}, {"grouped": True}]
    for at, options in enumerate(more):
        assert shisei.score(table, F, output=expected, **long, **options) == 3
        for name in ("long.csv", "long.csv.gz", "long.cp932.csv", "long.xlsx", "long.parquet"):
            found = (tmp_path / f"{name}.{at}.csv").read_bytes()
            assert found == expected.read_bytes(), (name, options)
    assert (tmp_path / "cli.csv").read_bytes() == (tmp_path / "long.csv.0.csv").read_bytes()
    for name, firm in (
        ("form.xlsx.file", "form"),
        ("form.xlsx.B2", "青山商店"),
        ("cli-form", "form"),
    ):
        scored = csv.read_csv(tmp_path / f"{name}.csv")
        assert scored["id"].to_pylist() == [firm]
        assert "B6: `?`" in scored["problem"].to_pylist()[0]


def test_headings_of_forms_may_take_two_rows(tmp_path: Path) -> None:
    body = rows(*["できている"] * 6)
    body[2:3] = [["No.", "質問", "2026年", None], [None, None, "回答", "備考"]]
    path = book(tmp_path / "a.xlsx", 回答=body)
    options: dict[str, Any] = {"long": ("No.", "2026年 回答"), "id_from": "file"}
    scored = shisei.score(path, F, header_rows=2, **options)
    assert scored["coverage"].to_pylist() == [100]
    with pytest.raises(shisei.errors.FileError, match="no row has the headings") as error:
        shisei.score(path, F, **options)
    assert error.value.code == "missing-header"


def test_a_cell_far_away_takes_no_memory(tmp_path: Path) -> None:
    body = rows(*["できている"] * 6)
    body += [[None] * 16_383 + ["x"] for _ in range(300)]
    path = book(tmp_path / "far.xlsx", 回答=body)
    scored = shisei.score(path, F, long=("No.", "回答"), id_from="file")
    assert scored["coverage"].to_pylist() == [100]


def test_id_from_is_for_files() -> None:
    table = pl.DataFrame({"No.": ["1"], "回答": ["できている"]})
    for options in ({"long": ("No.", "回答")}, {}):
        with pytest.raises(TypeError, match="`id_from` is for files"):
            shisei.score(table, F, id_from="file", **options)  # type: ignore[arg-type]
