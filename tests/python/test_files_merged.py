"""Merged cells of workbooks: what is written in them counts for the first, and that is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import shisei

F = "five-basics@3.1"
IDS = [f"B{at}" for at in range(1, 6)]
HEAD = ["id", *IDS, "memo"]
FIRMS: list[list[Any]] = [["A", *["done"] * 5], ["B", *["done"] * 5], ["C", *["done"] * 5]]
FORM: list[list[Any]] = [["No.", "回答", "メモ"], *([f"B{at}", "done"] for at in range(1, 6))]


def merged(path: Path, rows: list[list[Any]], *regions: str) -> Path:
    """Writes a sheet of which some cells are merged."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("a")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for region in regions:
            first, _, _ = region.partition(":")
            cells = dict(enumerate(dict(enumerate(rows, 1)).get(int(first[1:]), [])))
            sheet.merge_range(region, cells.get(ord(first[0]) - ord("A"), ""))
    return path


def problems(path: Path, **options: Any) -> list[str | None]:
    found = shisei.score(path, F, **{"id": "id", "on_error": "report", **options})
    assert set(found["problem_code"].to_pylist()) <= {None, "malformed-table"}
    said: list[str | None] = found["problem"].to_pylist()
    return said


def test_an_answer_over_several_controls_is_told(tmp_path: Path) -> None:
    path = merged(tmp_path / "a.xlsx", [HEAD, *FIRMS], "C3:E3")
    first, told, third = problems(path)
    assert (first, third) == (None, None)
    for part in (
        "id=B (a.xlsx, a, row 3)",
        "the cells C3:E3 are merged, and `done` is the answer of C3 alone",
        "unmerge them and write each answer in its own cell",
    ):
        assert part in str(told)
    with pytest.raises(ValueError, match="C3:E3"):
        shisei.score(path, F, id="id")
    assert shisei.score(path, F, id="id", on_error="report")["coverage"].to_pylist()[1] is None
    shisei.set_language("ja")
    try:
        assert "セルC3:E3が結合されていて、「done」はC3だけの回答" in str(problems(path)[1])
    finally:
        shisei.set_language("en")
    (said,) = (one for one in shisei.inspect(path, F).problems if "merged" in one)
    assert said.startswith("a.xlsx, a, row 3: the cells C3:E3 are merged")
    for threads in (1, 2, 7):
        assert problems(path, threads=threads) == [first, told, third]


@pytest.mark.parametrize("keep", ["others", "all", "answers", ["B2"]])
@pytest.mark.parametrize("id", ["id", None])
def test_an_answer_over_several_firms_is_told(tmp_path: Path, keep: Any, id: str | None) -> None:
    path = merged(tmp_path / "a.xlsx", [HEAD, *FIRMS], "C2:C3", "D3:E4")
    first, second, third = problems(path, keep=keep, id=id)
    assert first is None
    assert "C2:C3" in str(second)
    assert "D3:E4" in str(third)


@pytest.mark.parametrize(
    "regions",
    [
        ["A1:A2"],
        ["A5:F5"],
        ["B5:F5"],
        ["F3:G3"],
        ["G2:G4"],
        ["A3:F3"],
        ["B7:F8"],
    ],
)
def test_other_merged_cells_are_not_told(tmp_path: Path, regions: list[str]) -> None:
    rows = [HEAD, *FIRMS, ["【関東支店】"], ["D", *["done"] * 5]]
    if regions == ["A1:A2"]:
        rows = [["調査票"], [], *rows]
    if regions == ["B5:F5"]:
        rows[4] = ["", "【関東支店】"]
    path = merged(tmp_path / "a.xlsx", rows, *regions)
    with pytest.warns(UserWarning, match="left out|not read"):
        assert problems(path) == [None] * 4
    assert not [one for one in shisei.inspect(path, F).problems if "merged" in one]


def test_a_firm_of_several_rows_is_one(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HEAD]
    for name in ("A", "B"):
        rows += [[name, *["done"] * 5, "2026"], ["", *[""] * 5, "April"]]
    columns = [f"{letter}{row}:{letter}{row + 1}" for row in (2, 4) for letter in "ABCDEF"]
    path = merged(tmp_path / "a.xlsx", rows, *columns)
    with pytest.warns(UserWarning, match="2 rows"):
        assert problems(path) == [None, None]


def test_an_answer_over_several_questions_is_refused(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["firm", "control", "answer", "memo"]]
    rows += [["A" if at == 1 else "", f"B{at}", "done", "x"] for at in range(1, 6)]
    options: Any = {"id": "firm", "long": ("control", "answer")}
    plain = merged(tmp_path / "a.xlsx", rows, "A2:A6", "C2:D2")
    assert shisei.score(plain, F, **options)["coverage"].to_pylist() == [100]
    path = merged(tmp_path / "b.xlsx", rows, "A2:A6", "C3:C5")
    with pytest.raises(ValueError, match=r"b\.xlsx, sheet a, row 4: the cells C3:C5 .* `done`"):
        shisei.score(path, F, **options)
    told = [one for one in shisei.inspect(path, F, **options).problems if "merged" in one]
    assert [one.partition(":")[0] for one in told] == ["b.xlsx, a, row 4", "b.xlsx, a, row 5"]
    # A question of two rows is one.
    rows.insert(3, ["", "", "", "y"])
    path = merged(tmp_path / "c.xlsx", rows, "B3:B4", "C3:C4")
    shisei.inspect(path, F, **options)
    assert not [one for one in shisei.inspect(path, F, **options).problems if "merged" in one]


def test_an_answer_over_several_questions_of_a_form_is_refused(tmp_path: Path) -> None:
    options: Any = {"long": ("No.", "回答"), "id_from": "file"}
    plain = merged(tmp_path / "a.xlsx", FORM, "B2:C2")
    assert shisei.score(plain, F, **options)["coverage"].to_pylist() == [100]
    path = merged(tmp_path / "b.xlsx", [["調査票"], [], *FORM], "A1:C1", "B4:B6")
    with pytest.raises(ValueError, match=r"b\.xlsx, sheet a, row 5: the cells B4:B6 .* `done`"):
        shisei.score(path, F, **options)


def test_a_total_under_merged_cells_is_no_firm(tmp_path: Path) -> None:
    heads = ["id", *(control.id for control in shisei.framework("self-assessment@3.1").controls)]
    rows: list[list[Any]] = [heads, ["A", *[2] * 25], ["合計", *[2] * 25]]
    path = merged(tmp_path / "a.xlsx", rows, "B3:D3")
    with pytest.warns(UserWarning, match="totals"):
        found = shisei.score(path, "self-assessment@3.1", id="id", numbers="points")
    assert found["id"].to_pylist() == ["A"]
