"""What files and tables from the field brought to light, each case by its number, smallest first.

F1 to F21 are the faults, a to e the reports they came from. F8 (pages rendered on a server) is in
`tests/web/next.test.js`, F15 and F16 (answers that a quiz keeps) in `tests/web/quiz.test.js`.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import os
import subprocess
import sys
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import xlsxwriter
from workbooks import book

import shisei
from shisei.errors import ArgumentError, FileError, SheetError

F = "five-basics@3.1"
IDS = [f"B{at}" for at in range(1, 6)]
B: dict[str, Any] = {name: ["done"] for name in IDS}
SELF = "self-assessment@3.1"
SELF_IDS = [control.id for control in shisei.framework(SELF).controls]
HEAD = ["id", *IDS]
DONE = ["done"] * 5


def two(**columns: Any) -> dict[str, Any]:
    return {**columns, **{name: ["done"] * 2 for name in IDS}}


def save(path: Path, *rows: list[Any], encoding: str = "utf-8") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def score(data: Any, **options: Any) -> Any:
    return shisei.score(data, F, **{"id": "id", "on_error": "report", **options})


@pytest.mark.parametrize("memo", [[None], [[]], [{"a": None}]])
def test_f1_columns_of_nothing_but_null_in_polars(memo: Any) -> None:
    frame = pl.DataFrame({"id": ["A"], **B, "memo": memo})
    for table in (frame, frame.lazy().collect()):
        assert score(table)["coverage"].to_list() == [100]
    open_ = score(pl.DataFrame({"id": ["A"], **B, "B5": [None]}))
    assert open_.select("coverage_low", "coverage_high", "unanswered").row(0) == (80, 100, 1)


@pytest.mark.parametrize(
    "ids",
    [
        pa.array([Decimal(1), Decimal(2)]),
        pa.array([dt.date(2026, 1, 1), dt.date(2026, 1, 2)]),
        pa.array([dt.time(1), dt.time(2)]),
        pa.array([uuid.UUID(int=at).bytes for at in (1, 2)], pa.uuid()),
        pa.array([Decimal(1234567890123), Decimal(1234567890124)]),
    ],
    ids=lambda ids: str(ids.type),
)
def test_f2_ids_of_other_types_are_told_apart(ids: Any, tmp_path: Path) -> None:
    table = pa.table(two(id=ids))
    path = tmp_path / "a.parquet"
    duckdb.from_arrow(table).write_parquet(str(path))
    for data in (table, path):
        assert score(data)["problem"].to_pylist() == [None, None]
    again = score(table.take([0, 0]))["problems"].to_pylist()[1]
    assert (again[0]["code"], "(" in again[0]["given"]) == ("duplicate-id", False)


def test_f3_one_guideline_does_not_answer_another() -> None:
    shop = {control.id: ["done"] for control in shisei.framework("ec-site-build").controls}
    with pytest.raises(ArgumentError, match=r"five-basics@4\.0:B1"):
        shisei.score({"id": ["A"], **shop}, ["five-basics@4.0", "ec-site-build"], id="id")
    numbers = {str(at): ["implemented"] for at in range(1, 26)}
    with pytest.raises(ArgumentError, match=r"regulations@3\.1:"):
        shisei.score(numbers, [SELF, "regulations@3.1"])


def test_f4_e3_signs_that_only_some_controls_have() -> None:
    signs = {"○": "met", "△": "partial", "✖": "unmet", "対象外": "not-applicable"}
    controls = {c.id: {choice.id for choice in c.choices} for c in shisei.framework("scs").controls}
    row = {
        name: ["対象外" if "not-applicable" in choices else "○"]
        for name, choices in controls.items()
    }
    found = shisei.score(row, "scs", mapping=signs, on_error="report")
    assert found["problem"] == [None]
    assert found["not_applicable"][0] > 0
    jc = shisei.framework("jc-star-1").controls
    shisei.score({c.id: ["○"] for c in jc}, "jc-star-1", mapping=signs)


def test_f5_c6_every_file_in_its_own_encoding(tmp_path: Path) -> None:
    save(tmp_path / "g-1.csv", HEAD, ["東京㈱髙①", *DONE], encoding="cp932")
    save(tmp_path / "g-2.csv", HEAD, ["日本", *DONE])
    save(tmp_path / "g-3.csv", HEAD, *([f"C-{at}", *DONE] for at in range(60_000)), ["大阪", *DONE])
    found = score(str(tmp_path / "g-*.csv"))
    names = found["id"].to_pylist()
    assert (names[0], names[1], names[-1]) == ("東京㈱髙①", "日本", "大阪")
    (tmp_path / "g-4.csv").write_bytes(b"id,B1\n\xff\x81,\xfe\n")
    with pytest.raises(FileError, match=r"g-4\.csv"):
        score(str(tmp_path / "g-4.csv"))


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_f6_c10_rows_of_commas_are_no_firms(tmp_path: Path, name: str) -> None:
    rows: list[list[Any]] = [HEAD, ["A", *DONE], [""] * 6, [""] * 6]
    path = tmp_path / name
    if name.endswith("csv"):
        save(path, *rows)
        with pytest.warns(UserWarning, match="2 rows"):
            found = score(path)
    else:
        found = score(book(path, a=rows))
    assert found["coverage"].to_pylist() == [100]
    nobody = score(save(tmp_path / "b.csv", HEAD, ["A", *DONE], ["", *DONE]))
    assert nobody["problem_code"].to_pylist() == [None, "missing-field"]


@pytest.mark.parametrize("column", ["firm", "c", "a"])
@pytest.mark.parametrize("kind", [pl.Categorical, pl.Enum(["A", "done", *IDS])])
def test_f7_c4_the_long_format_takes_categories(column: str, kind: Any) -> None:
    frame = pl.DataFrame({"firm": ["A"] * 5, "c": IDS, "a": DONE})
    frame = frame.with_columns(pl.col(column).cast(kind))
    assert score(frame, id="firm", long=("c", "a"))["coverage"].to_list() == [100]


@pytest.mark.parametrize("command", ["report", "show", "assess"])
def test_f9_d9_every_output_fits_a_japanese_windows(tmp_path: Path, command: str) -> None:
    given = '{"framework": "five-basics@3.1", "answers": {"B1": "done"}}'
    (tmp_path / "sheet.json").write_text(given, encoding="utf-8")
    what = F if command == "show" else "sheet.json"
    ended = subprocess.run(
        [sys.executable, "-m", "shisei", command, what],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "cp932:strict"},
        capture_output=True,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.decode("cp932")


def test_f10_a_bad_row_does_not_stop_a_summary() -> None:
    table = {**two(id=["A", "B"]), "B1": ["ｄｏｎｅ", "?"], "B2": ["not-done", "done"]}
    scored = score(pl.DataFrame(table), keep="all")
    summed = shisei.summary(scored, framework=F)
    assert summed["problems"].to_list() == [1]
    assert summed["weakest"].to_list()[0][0] == "B2"


def test_f11_c7_whole_numbers_with_a_point(tmp_path: Path) -> None:
    frame = pd.DataFrame({"id": ["A", "B"], **{name: [4, None] for name in SELF_IDS}})
    frame.to_csv(tmp_path / "p.csv", index=False)
    mixed = frame.astype(object).where(frame.notna(), "?")
    for data in (tmp_path / "p.csv", pd.read_csv(tmp_path / "p.csv"), mixed):
        found = shisei.score(data, SELF, id="id", numbers="points", on_error="report")
        assert next(iter(found["points"])) in (100, pa.scalar(100, pa.int16()))
    half = shisei.score(
        {name: ["4.5"] for name in SELF_IDS}, SELF, numbers="points", on_error="report"
    )
    assert half["problem_code"] == ["unknown-choice"]


def test_f12_c5_decimals_are_numbers() -> None:
    sums = ", ".join(f'sum(4) "{name}"' for name in SELF_IDS)
    points = ", ".join(f'4.0 "{name}"' for name in SELF_IDS)
    for query in (f"select 'A' id, {sums}", f"select 'A' id, {points}"):
        found = shisei.score(duckdb.sql(query), SELF, id="id", numbers="points")
        assert found.fetchall()[0][1] == 100
    frame = pl.DataFrame({name: pl.Series([4], dtype=pl.Decimal(4, 0)) for name in SELF_IDS})
    assert shisei.score(frame, SELF, numbers="points")["points"].to_list() == [100]


@pytest.mark.parametrize(
    "memo", [pd.arrays.SparseArray([0, 1]), [2**70, 1], [1j, 2j], pd.Categorical([1, "a"])], ids=str
)
def test_f13_a11_columns_that_are_no_answers_stay_as_they_are(memo: Any) -> None:
    frame = pd.DataFrame(two(id=["A", "B"]))
    frame["memo"] = memo
    pd.testing.assert_series_equal(score(frame)["memo"], frame["memo"])


def test_f13_objects_of_polars_come_back_as_themselves() -> None:
    objects = [object(), object()]
    frame = pl.DataFrame(two(id=["A", "B"])).with_columns(pl.Series("memo", objects, pl.Object))
    assert score(frame)["memo"].to_list() == objects


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b"id,B1\nA,done\n"), ("a.xls", b"<html></html>"), ("a.xlsx", b"PK\x03\x04")],
)
def test_f14_c14_what_is_no_workbook_is_one_line(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    ended = subprocess.run(
        [sys.executable, "-m", "shisei", "score", name, "-f", F, "-o", "o.csv"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert name in ended.stderr


@pytest.mark.parametrize("beside", ["~$a.xlsx", "._a.xlsx"])
def test_f14_locks_are_no_files(tmp_path: Path, beside: str) -> None:
    book(tmp_path / "a.xlsx", a=[HEAD, ["A", *DONE]])
    (tmp_path / beside).write_bytes(b"\x05")
    for given in (tmp_path, str(tmp_path / "*.xlsx")):
        assert score(given)["coverage"].to_pylist() == [100]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_f17_d7_nan_is_no_answer_of_a_sheet(number: Any) -> None:
    with pytest.raises(SheetError, match="not one of the choices"):
        shisei.framework(SELF).assess({"SA-01": number})


@pytest.mark.parametrize("text", ["done\u200b", "\ufeffdone", "do\u00adne", "でき\nている"])
def test_f18_signs_that_nobody_sees(text: str) -> None:
    assert score(pl.DataFrame({"id": ["A"], **B, "B1": [text]}))["coverage"].to_list() == [100]


def test_f19_a10_a_missing_column_is_no_missing_control() -> None:
    frame = pl.DataFrame({"id": ["A"], **B}).rename({"B1": "B_1"})
    assert score(frame)["coverage"].to_list() == [100]
    with pytest.raises(ArgumentError) as caught:
        score(frame.rename({"B_1": "X1"}))
    assert 'columns={"X1": "B1"}' in str(caught.value)
    assert "column for" not in caught.value.message("ja")
    with pytest.raises(ArgumentError, match="no column `firm`"):
        score(frame, id="firm")
    indexed = pd.DataFrame(B, index=pd.Index(["A"], name="id"))
    assert score(indexed)["coverage"].tolist() == [100]


@pytest.mark.parametrize("separator", "\t;")
def test_f19_other_separators(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{separator.join(HEAD)}\n{separator.join(['A', *DONE])}\n", encoding="utf-8")
    with pytest.warns(UserWarning, match="separated by"):
        assert score(path)["coverage"].to_pylist() == [100]


@pytest.mark.parametrize("cover", [[], [["回答のお願い"], ["ご記入ください"]]])
def test_f20_c9_a_workbook_with_a_cover(tmp_path: Path, cover: list[list[Any]]) -> None:
    path = book(tmp_path / "a.xlsx", 表紙=cover, 回答=[HEAD, ["A", *DONE]])
    assert score(path)["coverage"].to_pylist() == [100]
    assert score(path, sheet="回答")["coverage"].to_pylist() == [100]
    with pytest.raises((FileError, ArgumentError), match=r"a\.xlsx.*表紙"):
        score(path, sheet="表紙")


def test_f21_labels_of_pandas_stay_numbers() -> None:
    columns: dict[Any, Any] = {**two(id=["A", "B"]), 2026: [1, 2]}
    frame = pd.DataFrame(columns)
    assert score(frame)[2026].tolist() == [1, 2]


def test_a1_a2_what_does_not_apply_leaves_the_measure() -> None:
    shop = shisei.framework("ec-site-build")
    allowed = [c.id for c in shop.controls if any(i.id == "not-applicable" for i in c.choices)][:10]
    met = {c.id: next(i.id for i in c.choices if str(i.standing) == "met") for c in shop.controls}
    answers = met | dict.fromkeys(allowed, "not-applicable")
    scored = shisei.score({name: [answer] for name, answer in answers.items()}, shop)
    assert scored["coverage"] == [100]
    assert scored["not_applicable"] == [10]
    reasons: Any = {
        name: {"choice": answer, "reason": "no such thing"} if name in allowed else answer
        for name, answer in answers.items()
    }
    coverage = shop.assess(reasons).coverage
    assert coverage is not None
    assert coverage.percent == (100, 100)


def test_a8_a_template_comes_back(tmp_path: Path) -> None:
    from shisei.cli import main

    path = tmp_path / "t.xlsx"
    assert main(["template", F, "-o", str(path)]) == 0
    filled = openpyxl.load_workbook(path)
    for cell in filled["answers"][2]:
        cell.value = "A" if cell.column == 1 else "できている"
    filled.save(path)
    found = shisei.score(path, F)
    assert found["coverage"].to_pylist() == [100]


@pytest.mark.parametrize("text", ["N/A", "NA", "None", "-"])
def test_b8_na_is_told_and_never_dropped(tmp_path: Path, text: str) -> None:
    found = score(save(tmp_path / "a.csv", HEAD, ["A", text, *DONE[1:]]))
    assert found["problems"].to_pylist()[0][0]["given"] == text


def test_b9_a_second_row_of_headings(tmp_path: Path) -> None:
    texts = [control.question.ja for control in shisei.framework(F).controls]
    path = save(tmp_path / "a.csv", ["id", *texts], HEAD, ["A", *DONE])
    found = score(path)
    assert found["problem_code"].to_pylist() == ["unknown-choice", None]
    assert score(path, header_row=2)["coverage"].to_pylist() == [100]


def test_c1_c2_c3_null_and_views_wherever_they_are() -> None:
    nulls = pa.DictionaryArray.from_arrays(pa.array([0, None, 1]), pa.array(["done", None]))
    views = pa.array(["done", None, None], pa.string_view())
    for column in (nulls, views):
        table = pa.table({"id": ["a", "b", "c"], **dict.fromkeys(IDS, column)})
        assert score(table)["unanswered"].to_pylist() == [0, 5, 5]


def test_c13_signs_that_look_like_a_minus() -> None:
    for minus in ("-", "－", "−"):
        row = {name: [f"{minus}１"] for name in SELF_IDS}
        found = shisei.score(row, SELF, numbers="points", on_error="report")
        assert found["points"] == [-25], minus


@pytest.mark.parametrize("blank", [" ", "\t", "\u3000", "\u00a0"])
def test_c15_blanks_are_unanswered(tmp_path: Path, blank: str) -> None:
    path = save(tmp_path / "a.csv", HEAD, ["A", blank, *DONE[1:]])
    assert score(path)["unanswered"].to_pylist() == [1]


def test_c16_numbers_truths_and_dates_as_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as written:
        sheet = written.add_worksheet("a")
        day = written.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["id", *SELF_IDS])
        sheet.write_row(1, 0, [1, *[4.0] * 25])
        sheet.write_row(2, 0, [2, *[4] * 24])
        sheet.write_datetime(2, 25, dt.datetime(2026, 4, 1), day)
    found = shisei.score(path, SELF, id="id", numbers="points", on_error="report")
    assert found["points"].to_pylist() == [100, None]
    assert found["problems"].to_pylist()[1][0]["given"] == "2026-04-01"


def test_e1_a_question_whose_yes_is_bad() -> None:
    mapping: Any = {"はい": "met", "いいえ": "unmet", "B2": {"はい": "unmet", "いいえ": "met"}}
    row = {**{name: ["はい"] for name in IDS}, "B2": ["いいえ"]}
    assert shisei.score(row, F, mapping=mapping)["coverage"] == [100]


def test_e2_e4_a_sheet_a_firm(tmp_path: Path) -> None:
    head = ["No.", "大分類", "小分類", "質問内容", "回答", "対応状況", "根拠", "備考"]
    rows = [[at, "", "", f"質問{at}", "実施している", "", "", ""] for at in range(1, 6)]
    for firm in ("青山商店", "海野製作所"):
        book(tmp_path / f"{firm}.xlsx", 回答=[["調査票"], [], head, ["基本"], *rows])
    found = shisei.score(
        str(tmp_path / "*.xlsx"),
        F,
        long=("No.", "回答"),
        id_from="file",
        mapping={"実施している": "met"},
    )
    assert found["coverage"].to_pylist() == [100, 100]


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("実施済", "met"),
        ("未実施", "unmet"),
        ("対応済み", "met"),
        ("一部実施", "partial"),
        ("分からない", "unknown"),
    ],
)
def test_e5_e6_e7_usual_words(text: str, standing: str) -> None:
    control = shisei.framework(SELF).controls[0]
    (choice,) = [one.id for one in control.choices if str(one.standing) == standing]
    assert shisei.answers({control.id: [text]}, SELF, absent="unanswered")[control.id] == [choice]


@pytest.mark.parametrize("text", ["判定不能", "計画中", "4月に対応予定", "確信度"])
def test_e5_e7_words_that_say_nothing_are_told(text: str) -> None:
    found = shisei.score({"id": ["A"], **B, "B1": [text]}, F, id="id", on_error="report")
    assert found["problem_code"] == ["unknown-choice"]


def test_e9_workbooks_with_macros_and_packed_csv(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", a=[HEAD, ["A", *DONE]])
    path.rename(tmp_path / "a.xlsm")
    (tmp_path / "a.csv.gz").write_bytes(
        gzip.compress(save(tmp_path / "a.csv", HEAD, ["A", *DONE]).read_bytes())
    )
    for name in ("a.xlsm", "a.csv.gz"):
        assert score(tmp_path / name)["coverage"].to_pylist() == [100]
