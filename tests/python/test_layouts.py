"""Sheets in which a question is a row: a file a firm, a sheet a firm, a column for each choice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
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
