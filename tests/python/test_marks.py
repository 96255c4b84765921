"""A column for each choice of a question, of which one has a mark: in wide tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import xlsxwriter

import shisei

F = "five-basics@4.0"
CHOICES = ["できている", "できていない"]
HEAD = [f"B{at} {choice}" for at in range(1, 7) for choice in CHOICES]


def marks(*answers: str) -> list[Any]:
    """Cells of a firm: `y` marks the first choice, `n` the second, `2` both, `-` none."""
    cells: list[Any] = []
    for answer, mark in zip(answers, "○✓●1xレ", strict=True):
        cells += [mark if answer in "y2" else None, mark if answer in "n2" else None]
    return cells


ROWS = {"A": marks(*"yyyyyy"), "B": marks(*"ynyn-y"), "C": marks(*"y2yyyy")}


def columns() -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = {"firm": list(ROWS)}
    for at, name in enumerate(HEAD):
        table[name] = [cells[at] for cells in ROWS.values()]
    return table


@pytest.mark.parametrize("frame", [pl.DataFrame, pd.DataFrame, pa.table])
def test_the_marked_choice_is_the_answer(frame: Any) -> None:
    scored = shisei.score(frame(columns()), F, id="firm", on_error="report")
    frames = isinstance(scored, pd.DataFrame)
    table = pa.Table.from_pandas(scored) if frames else pa.table(scored)
    assert table.column_names[0] == "firm"
    rows = table.select(["firm", "met", "unmet", "unanswered"]).to_pylist()
    assert [[None if pd.isna(v) else v for v in row.values()] for row in rows] == [
        ["A", 6, 0, 0],
        ["B", 3, 2, 1],
        ["C", None, None, None],
    ]
    assert "B1 できている" not in table.column_names
    problem = table["problem"].to_pylist()[2]
    assert "firm=C" in problem
    assert "B2" in problem
    assert "done / not-done" in problem


def test_what_is_no_mark_is_a_problem_of_its_row() -> None:
    table = pl.DataFrame({"firm": ["A"], **{name: ["○"] for name in HEAD[::2]}, HEAD[1]: ["△"]})
    other = {name: [None] for name in HEAD[3::2]}
    scored = shisei.score(table.with_columns(pl.DataFrame(other)), F, id="firm", on_error="report")
    assert "not-done: △" in scored["problem"][0]
    # Without a second column for a choice it is no such table.
    with pytest.raises(shisei.ArgumentError, match="no column for `B1`"):
        shisei.score(pl.DataFrame({"firm": ["A"], "B1 できている": ["○"]}), F, id="firm")


def test_the_columns_of_choices_are_named_and_told() -> None:
    found = shisei.match_columns(HEAD, F)
    assert found.complete
    assert found.columns["B1 できている"] == "B1#done"
    assert {one.reason for one in found.matched} == {"choice"}
    assert "6 of 6 controls" in repr(found)
    own = {"い": "B1#done", "ろ": "B1#not-done", **{f"B{at}": f"B{at}" for at in range(2, 7)}}
    table = pl.DataFrame({"い": [None], "ろ": ["x"], **{f"B{at}": ["done"] for at in range(2, 7)}})
    assert shisei.score(table, F, columns=own)["unmet"].to_list() == [1]
    with pytest.raises(shisei.ArgumentError) as caught:
        shisei.score(table, F, columns={**own, "い": "B1#dne"})
    assert caught.value.problems[0].nearest == "done"


def test_other_questions_read_them_too() -> None:
    table = pl.DataFrame(columns()).head(2)
    answers = shisei.answers(table, F, id="firm")
    assert answers["B2"].cast(pl.String).to_list() == ["done", "not-done"]
    assert answers["B5"].cast(pl.String).to_list() == ["done", None]
    worst = shisei.weakest(table, F, id="firm", top=2)
    assert set(worst["control"].to_list()) == {"B2", "B4"}
    odd = shisei.check(pl.DataFrame(columns()), F, id="firm")
    assert odd["value"].to_list() == ["done / not-done"]
    moved = shisei.compare(table, table, F, id="firm")
    assert moved["met_change" if "met_change" in moved.columns else "status"].len() == 2


def questionnaire(path: Path) -> Path:
    """Title, questions merged over their choices, firms, a remark."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("表紙").write(0, 0, "ご記入のお願い")
        sheet = book.add_worksheet("回答票")
        sheet.write(0, 0, "2026年度 セキュリティ調査")
        sheet.merge_range(2, 0, 3, 0, "会社名")
        for at, control in enumerate(shisei.framework(F).controls):
            sheet.merge_range(2, 1 + 2 * at, 2, 2 + 2 * at, f"問{at + 1} {control.title.ja}")
            sheet.write_row(3, 1 + 2 * at, CHOICES)
        for at, (firm, cells) in enumerate(list(ROWS.items())[:2]):
            sheet.write_row(4 + at, 0, [f"{firm}社", *cells])
        sheet.write(6, 3, "※ 1か所に○を付けてください")
    return path


def test_two_rows_of_headings_are_found(tmp_path: Path) -> None:
    path = questionnaire(tmp_path / "q.xlsx")
    found = shisei.inspect(path)
    assert (found.framework, found.id) == (F, "会社名")
    assert (found.sample.sheet, found.sample.header_row, found.sample.header_rows) == (
        "回答票",
        3,
        2,
    )
    assert found.columns.complete
    assert {(s.text, s.meaning) for s in found.spellings} >= {("○", "done"), ("✓", "not-done")}
    assert found.problems == ()
    assert any("2026年度" in note for note in found.notes)
    assert any("※" in note for note in found.notes)
    recipe = shisei.Recipe.from_toml(found.to_toml())
    with pytest.warns(UserWarning, match="row 7"):
        scored = shisei.score(path, recipe=recipe)
    assert scored["会社名"].to_pylist() == ["A社", "B社"]
    assert scored["met"].to_pylist() == [6, 3]
    assert scored["unanswered"].to_pylist() == [0, 1]
