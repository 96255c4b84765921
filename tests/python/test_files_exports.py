"""Files as services and databases write them: read in one way, or refused with the way out."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from workbooks import book

import shisei
from shisei.cli import main
from shisei.errors import ArgumentError, FileError

F = "five-basics@4.0"
CONTROLS = shisei.framework(F).controls
IDS = [control.id for control in CONTROLS]
TITLES = [control.title.ja for control in CONTROLS]
QUESTIONS = [control.question.ja for control in CONTROLS]
HEAD = ["id", *IDS]
DONE = ["できている"] * 6
ALL: dict[str, Any] = {"id": "id", "on_error": "report"}
#: What is told besides is tested elsewhere.
told = pytest.mark.filterwarnings("ignore::UserWarning")


def save(path: Path, *rows: list[Any], encoding: str = "utf-8", separator: str = ",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def score(path: Any, **options: Any) -> list[tuple[Any, ...]]:
    table = shisei.score(path, F, **{**ALL, **options})
    names = [options.get("id", "id"), "coverage", "problem_code"]
    return list(zip(*(table[name].to_pylist() for name in names), strict=True))


@pytest.mark.parametrize("form", ["5か条 [{}]", "次の対策：{}", "5か条 - {}", "Q2_5か条（{}）"])
@pytest.mark.parametrize("texts", [TITLES, QUESTIONS])
def test_rows_of_a_grid_behind_its_question(tmp_path: Path, form: str, texts: list[str]) -> None:
    path = save(tmp_path / "a.csv", ["id", *map(form.format, texts)], ["A", *DONE])
    assert score(path) == [("A", 100, None)]
    # Columns that are as surely something else are left to whoever knows.
    marks = [f"点数 - {text}" for text in texts]
    path = save(tmp_path / "b.csv", ["id", *texts, *marks], ["A", *DONE, *[""] * 6])
    assert score(path) == [("A", 100, None)]
    path = save(tmp_path / "c.csv", ["id", *map(form.format, texts), *marks], ["A", *DONE, *DONE])
    with pytest.raises(ArgumentError, match="no column for `B1`"):
        score(path)


def test_ids_behind_the_path_to_a_field(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", ["id", *(f"Answer__r.{one}" for one in IDS)], ["A", *DONE])
    assert score(path) == [("A", 100, None)]
    path = save(tmp_path / "b.csv", ["id", *(f"Answer__r.{one}" for one in IDS[1:])], ["A"])
    with pytest.raises(ArgumentError, match="no column for `B1`"):
        score(path)


def test_what_qualtrics_writes_below_the_headings(tmp_path: Path) -> None:
    heads = ["ResponseId", *(f"Q{at}" for at in range(1, 7))]
    ids = [json.dumps({"ImportId": f"QID{at}"}) for at in range(7)]
    rows = [heads, ["Response\nID", *QUESTIONS], ids, ["R_1", *DONE], ["R_2", *DONE]]
    # The text of a question may take two lines, which CSV counts.
    written = save(tmp_path / "a.csv", *rows, encoding="utf-8-sig")
    for path, last in ((written, 4), (book(tmp_path / "a.xlsx", a=rows), 3)):
        with pytest.warns(UserWarning, match="below the headings left out"):
            assert score(path, id="ResponseId") == [("R_1", 100, None), ("R_2", 100, None)]
        found = shisei.inspect(path, F)
        assert (found.id, found.sample.table.rows, found.problems) == ("ResponseId", 2, ())
        assert f"rows 2 to {last}" in " ".join(found.notes)
    # The second row may be the one that names controls.
    heads = ["ResponseId", *(f"M_{at}" for at in range(1, 7))]
    path = save(tmp_path / "b.csv", heads, *rows[1:])
    found = shisei.inspect(path, F)
    assert found.sample.header_row == 2
    with pytest.warns(UserWarning, match="below the headings"):
        assert found.recipe.score(path)["coverage"].to_pylist() == [100, 100]


def test_what_surveymonkey_writes_below_the_headings(tmp_path: Path) -> None:
    rows = [
        ["Respondent ID", "会社名", *QUESTIONS],
        ["", "Open-Ended Response", *["Response"] * 6],
        ["11", "A社", *DONE],
        ["12", "B社", *DONE],
    ]
    for path in (save(tmp_path / "a.csv", *rows), book(tmp_path / "a.xlsx", a=rows)):
        with pytest.warns(UserWarning, match="row 2 below the headings"):
            assert score(path, id="Respondent ID") == [("11", 100, None), ("12", 100, None)]
        found = shisei.inspect(path, F)
        assert (found.id, found.sample.table.rows) == ("会社名", 2)
        assert "row 2 below the headings" in " ".join(found.notes)
    # A firm whose only words these are has answered something else.
    path = save(tmp_path / "b.csv", HEAD, ["A", "Response", *DONE[1:]])
    assert score(path) == [("A", None, "unknown-choice")]


def test_headings_of_every_page_are_no_firms(tmp_path: Path) -> None:
    rows = [HEAD, ["A", *DONE], HEAD, ["B", *DONE]]
    for path in (save(tmp_path / "a.csv", *rows), book(tmp_path / "a.xlsx", a=rows)):
        with pytest.warns(UserWarning, match=r"\(row 3\) of sections.*repeated headings"):
            assert [row[0] for row in score(path)] == ["A", "B"]
        assert shisei.check(path, F, id="id").num_rows == 0
    # One of them alone is an answer that means nothing.
    path = save(tmp_path / "b.csv", HEAD, ["id", *DONE], ["B", "B1", *DONE[1:]])
    assert score(path) == [("id", 100, None), ("B", None, "unknown-choice")]


def test_remarks_need_not_have_as_many_cells(tmp_path: Path) -> None:
    rows = [HEAD, ["A", *DONE], ["# exported"], ["B", *DONE], ["※ 4月1日時点"]]
    path = save(tmp_path / "a.csv", *rows)
    with pytest.warns(UserWarning, match=r"2 rows \(rows 3 to 5\)"):
        assert score(path) == [("A", 100, None), ("B", 100, None)]
    found = shisei.inspect(path, F)
    assert (found.problems, found.sample.table.rows) == ((), 2)
    assert "rows 3 to 5" in " ".join(found.notes)
    # A row that was cut off is none of them.
    path = save(tmp_path / "b.csv", HEAD, ["A社"], ["B社", *DONE])
    assert score(path) == [("A社", None, "malformed-table"), ("B社", 100, None)]


def test_check_reads_what_score_reads(tmp_path: Path) -> None:
    rows = [["2026年度の回答"], [""], HEAD, ["A", "?", *DONE[1:]], ["合計", *["1"] * 6], ["B", "x"]]
    path = save(tmp_path / "a.csv", *rows)
    table = shisei.check(path, F, id="id").to_pylist()
    told = [(row["code"], row["column"], row["value"], row["rows"], row["id"]) for row in table]
    assert told == [
        ("malformed-table", None, None, 1, "B"),
        ("unknown-choice", "B1", "?", 1, "A"),
    ]
    with pytest.warns(UserWarning, match="2 rows are left out"):
        assert shisei.weakest(path, F, id="id").num_rows == 0
    with pytest.raises(FileError, match="row 6: the row has 2 cells, the header 7"):
        shisei.compare(path, path, F, id="id")
    assert shisei.compare(
        save(tmp_path / "b.csv", *rows[:3], ["A", *DONE]), tmp_path / "b.csv", F, id="id"
    )["status"].to_pylist() == ["renewed"]


def test_columns_are_matched_below_titles(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", ["2026年度"], HEAD, ["A", *DONE])
    assert shisei.match_columns(path, F).complete
    path = book(tmp_path / "a.xlsx", 表紙=[["調査"]], 回答=[["2026年度"], HEAD, ["A", *DONE]])
    assert shisei.match_columns(path, F).complete


def test_check_knows_the_ids_of_every_file(tmp_path: Path) -> None:
    first = save(tmp_path / "a.csv", HEAD, ["A", *DONE], ["B", *DONE])
    second = save(tmp_path / "b.csv", HEAD, ["A", *DONE])
    (row,) = shisei.check([first, second], F, id="id").to_pylist()
    assert (row["code"], row["rows"], row["id"], row["row"]) == ("duplicate-id", 1, "A", 2)


@told
def test_a_report_of_bad_rows_is_no_refusal(tmp_path: Path, capsys: Any) -> None:
    path = save(tmp_path / "a.csv", ["回答"], HEAD, ["A", *DONE], ["B", "できている"])
    out = tmp_path / "out.csv"
    command = ["score", str(path), "-f", F, "--id", "id", "--on-error", "report", "-o", str(out)]
    assert main(command) == 0
    assert "malformed-table" in capsys.readouterr().err
    assert len(out.read_text("utf-8").splitlines()) == 3


def test_a_question_a_row_is_not_taken_for_headings(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["番号", "会社名", "設問番号", "回答"]]
    rows += [
        [str(firm), name, f"問{at}", "できている"]
        for firm, name in ((1, "A社"), (2, "B社"))
        for at in range(1, 7)
    ]
    path = save(tmp_path / "a.csv", *rows)
    found = shisei.inspect(path, F)
    assert (found.layout, found.id) == ("long", "会社名")
    assert found.recipe.score(path)["coverage"].to_pylist() == [100, 100]


@pytest.mark.parametrize("values", [("1", "0"), ("1", "1"), ("0", "0")])
def test_zero_and_one_mean_nothing_by_themselves(tmp_path: Path, values: tuple[str, str]) -> None:
    one, other = values
    rows = [HEAD, ["A", one, *[other] * 5], ["B", *[one] * 6]]
    found = shisei.inspect(save(tmp_path / "a.csv", *rows), F)
    assert "numbers" not in found.recipe.options
    assert any("may be no and yes" in problem for problem in found.problems)


def test_a_year_is_not_chosen_in_silence(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", **{"2025": [HEAD, ["A", *DONE]], "2026": [HEAD, ["B", *DONE]]})
    found = shisei.inspect(path, F)
    (problem,) = found.problems
    assert "2025 (1: id" in problem
    assert "2026 (1: id" in problem
    assert shisei.inspect(path, F, sheet="2026").problems == ()


@told
def test_titles_above_some_files_only(tmp_path: Path) -> None:
    titled = save(tmp_path / "a.csv", ["2026年度"], HEAD, ["A", *DONE])
    plain = save(tmp_path / "b.csv", HEAD, ["B", *DONE])
    for paths in ([titled, plain], [plain, titled]):
        found = shisei.inspect(paths, F)
        assert not any("differ" in problem or "empty" in problem for problem in found.problems)
        scored = found.recipe.score(paths)
        assert sorted(scored["id"].to_pylist()) == ["A", "B"]


def test_ids_that_are_no_ids(tmp_path: Path) -> None:
    rows = [["法人番号", *IDS], ["1.23457E+12", *DONE], ["9.87654E+12", *DONE]]
    found = shisei.inspect(save(tmp_path / "a.csv", *rows), F)
    assert found.id == "法人番号"
    assert any("rounded 2 ids, such as 1.23457E+12" in problem for problem in found.problems)
    with pytest.warns(UserWarning, match=r"rounded 2 ids, first in row 2 \(1\.23457E\+12\)"):
        assert len(score(tmp_path / "a.csv", id="法人番号")) == 2
    rows = [["会社名", *IDS], ["A", *DONE], ["", *DONE], ["A", *DONE]]
    found = shisei.inspect(save(tmp_path / "b.csv", *rows), F)
    assert found.id == "会社名"
    assert [problem.split(": ")[1][:6] for problem in found.problems] == ["1 rows", "1 ids "]
    assert shisei.inspect(save(tmp_path / "c.csv", HEAD), F).id == "id"


@told
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_whatever_separates_the_cells(tmp_path: Path, name: str, separator: str) -> None:
    path = save(tmp_path / name, HEAD, ["A,B", *DONE], separator=separator)
    assert score(path) == [("A,B", 100, None)]
    titled = save(tmp_path / name, ["回答"], HEAD, ["A", *DONE], separator=separator)
    assert score(titled) == [("A", 100, None)]


@pytest.mark.parametrize("encoding", ["euc-jp", "utf-16le", "utf-16be"])
def test_an_encoding_that_is_proposed(tmp_path: Path, encoding: str) -> None:
    rows = [["会社名", *IDS], ["東京の商事", *DONE]]
    path = save(tmp_path / "a.csv", *rows, encoding=encoding)
    with pytest.raises(FileError, match=f"may be {encoding}"):
        score(path, id="会社名")
    assert score(path, id="会社名", encoding=encoding) == [("東京の商事", 100, None)]


def test_utf_8_that_is_cut_is_no_shift_jis(tmp_path: Path) -> None:
    whole = save(tmp_path / "a.csv", HEAD, ["東京都", *["done"] * 6]).read_bytes()
    cut = tmp_path / "b.csv"
    cut.write_bytes(whole.replace("都".encode(), "都".encode()[:2]))
    with pytest.raises(FileError, match=r"b\.csv, row 2: .*this row is not"):
        score(cut)
    # Half-width kana beside each other look like characters of two bytes.
    kana = save(tmp_path / "c.csv", HEAD, ["ﾃｽﾄｶﾌﾞｼｷｶﾞｲｼｬ", *DONE], encoding="cp932")
    assert score(kana) == [("ﾃｽﾄｶﾌﾞｼｷｶﾞｲｼｬ", 100, None)]


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (gzip.compress(b"id,B1\n"), r"name it \.csv\.gz"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\n <!DOCTYPE html><table>", "web page"),
        (b'\xef\xbb\xbf[\n {"id": "A"}]', "JSON"),
        (b"\r\n\r\n,,\r\n", "empty"),
    ],
)
def test_what_is_no_csv_is_told_by_what_it_is(tmp_path: Path, start: bytes, said: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(start)
    for read in (score, lambda path: shisei.inspect(path, F)):
        with pytest.raises(FileError, match=rf"a\.csv: .*{said}"):
            read(path)


def test_a_file_that_ends_before_its_headings(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", HEAD, ["A", *DONE])
    for options in ({"header_row": 9}, {"header_rows": 9}):
        with pytest.raises(FileError, match="the file ends before"):
            score(path, **options)


def test_the_end_of_old_systems_is_no_firm(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", HEAD, ["A", *DONE])
    path.write_bytes(path.read_bytes() + b"\x1a")
    with pytest.warns(UserWarning, match="without any value"):
        assert score(path) == [("A", 100, None)]


def test_a_long_memo_stops_nothing(tmp_path: Path) -> None:
    memo = "長い\n" * (1 << 19)
    path = save(tmp_path / "a.csv", [*HEAD, "memo"], ["A", *DONE, memo], ["B", *DONE, "x"])
    table = shisei.score(path, F, **ALL)
    assert table["memo"].to_pylist() == [memo, "x"]
    assert table["coverage"].to_pylist() == [100, 100]


def test_what_stands_beside_files_is_none_of_them(tmp_path: Path) -> None:
    save(tmp_path / "a.csv", HEAD, ["A", *DONE])
    for name in (".hidden.csv", "~$a.csv", "readme.txt"):
        (tmp_path / name).write_text("x")
    assert score(tmp_path) == [("A", 100, None)]
    empty = tmp_path / "none"
    empty.mkdir()
    with pytest.raises(FileNotFoundError, match="holds no files"):
        score(empty)
    book(tmp_path / "b.xlsx", a=[HEAD])
    with pytest.raises(ValueError, match=r"not both .*a\.csv.* and .*b\.xlsx"):
        score(tmp_path)
    with pytest.raises(ValueError, match=r"readme\.txt"):
        score(tmp_path / "readme.txt")


def test_pipes_and_devices_are_no_files(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    with pytest.raises(ValueError, match="pipe or a device"):
        score(pipe)
    path = save(tmp_path / "a.csv", HEAD, ["A", *DONE])
    device = tmp_path / "null.csv"
    device.symlink_to("/dev/null")
    for output in (pipe, device, tmp_path / "folder.csv"):
        if output.name == "folder.csv":
            output.mkdir()
        with pytest.raises(ValueError, match=r"the output .*\.csv' is a folder, a pipe"):
            shisei.score(path, F, id="id", output=output)
    assert not os.path.isfile("/dev/null")
    with pytest.raises(FileNotFoundError, match=r"there is no folder '[^']*nowhere'"):
        shisei.score(path, F, id="id", output=tmp_path / "nowhere" / "a.csv")


@told
@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize("shift", [0, 1, 2])
def test_a_character_may_be_cut_where_reading_begins(
    tmp_path: Path, encoding: str, shift: int
) -> None:
    rows = [[f"{at}社", *DONE] for at in range(4_000)]
    for titles in ([], [["回答"]]):
        path = save(
            tmp_path / "a.csv", *titles, HEAD, ["x" * shift, *DONE], *rows, encoding=encoding
        )
        assert path.stat().st_size > 1 << 18
        found = shisei.inspect(path, F)
        assert (found.sample.encoding, found.sample.table.rows) == (encoding, 4_001)
        assert len(score(path)) == 4_001


@told
def test_no_output_takes_the_place_of_an_input(tmp_path: Path, capsys: Any) -> None:
    path = save(tmp_path / "a.csv", HEAD, ["A", *DONE], ["B", "?", *DONE[1:]])
    before = path.read_bytes()
    for data in (path, [path], str(tmp_path)):
        with pytest.raises(ValueError, match="would replace the input"):
            shisei.score(data, F, id="id", on_error="report", output=path)
    other = save(tmp_path / "b.csv", HEAD, ["A", *DONE])
    said = ["-f", F, "--id", "id", "-o", str(path)]
    commands = [[name, str(path)] for name in ("inspect", "check", "answers", "score", "weakest")]
    for command in [*commands, ["compare", str(path), str(other)], ["next-steps", str(path)]]:
        assert main([*command, *said]) == 1
        assert "would replace the input" in capsys.readouterr().err
    assert path.read_bytes() == before


ALONE = """
import sys
for name in ("pyarrow", "pandas", "polars", "numpy"):
    sys.modules[name] = None
from shisei.cli import main
said = ["-f", "five-basics@4.0", "--id", "id"]
assert main(["score", "a.csv", *said, "--on-error", "report", "-o", "out.csv"]) == 0
for command in ("check", "weakest", "answers"):
    more = ["--on-error", "report"] if command == "answers" else []
    assert main([command, "a.csv", *said, *more]) == 0
    assert main(["--json", command, "a.csv", *said, *more]) == 0
    assert main([command, "a.csv", *said, *more, "-o", f"{command}.csv"]) == 0
    assert main([command, "a.csv", *said, *more, "-o", f"{command}.xlsx"]) == 0
assert main(["--json", "compare", "b.csv", "b.csv", *said]) == 0
"""


def test_commands_need_no_other_library(tmp_path: Path) -> None:
    save(tmp_path / "a.csv", HEAD, ["A", *DONE], ["B", "?", *DONE[1:]])
    save(tmp_path / "b.csv", HEAD, ["A", *DONE])
    command = [sys.executable, "-c", ALONE]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    printed = done.stdout.splitlines()
    assert json.loads(printed[2]) == [
        {"column": "B1", "control": "B1", "value": "?", "rows": 1, "code": "unknown-choice",
         "nearest": None, "id": "B", "row": 1}
    ]  # fmt: skip
    assert json.loads(printed[-1])[0]["better"] == []
    assert "UserWarning" not in done.stderr
    assert (tmp_path / "check.csv").read_text("utf-8").splitlines()[1] == (
        "B1,B1,?,1,unknown-choice,,B,1"
    )
    again = shisei.score(tmp_path / "answers.xlsx", F, **ALL, prefix="new_")
    assert again["new_coverage_low"].to_pylist() == [100, 83]


def test_more_threads_than_anybody_has(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", HEAD, ["A", *DONE])
    assert score(path, threads=1_000_000) == [("A", 100, None)]


def test_nobody_may_be_there_to_read(tmp_path: Path) -> None:
    command = f"{sys.executable} -c 'from shisei.cli import run; run()'"
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        line = f"{command} frameworks {closed}"
        done = subprocess.run(line, shell=True, capture_output=True, check=False)
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), closed


RECIPE = f'framework = "{F}"\nid = "id"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("framework = []\n", r"not \[\]"),
        ("framework = 5\n", "not 5"),
        ("framework = [5]\n", r"not \[5\]"),
        ("[framework]\nx = 1\n", "not {'x': 1}"),
        (RECIPE + 'long = ["a", "b", "c"]\n', "long is a pair"),
        (RECIPE + 'long = "ab"\n', "long is a pair"),
        (RECIPE + "encoding = 5\n", "encoding is a text, not 5"),
        (RECIPE + "id_from = 5\n", "id_from is a text, not 5"),
        (RECIPE + "heder_row = 1\n", r"r\.toml: .*Did you mean `header_row`"),
        ("framework: x\n", r"r\.toml: line 1"),
    ],
)
def test_what_a_recipe_cannot_say(tmp_path: Path, text: str, said: str) -> None:
    path = save(tmp_path / "a.csv", HEAD, ["A", *DONE])
    recipe = tmp_path / "r.toml"
    recipe.write_text(text, "utf-8")
    with pytest.raises((TypeError, ValueError), match=said):
        shisei.score(path, recipe=recipe)


def test_a_recipe_in_another_encoding(tmp_path: Path, capsys: Any) -> None:
    path = save(tmp_path / "a.csv", HEAD, ["A", *DONE])
    recipe = tmp_path / "r.toml"
    for encoding in ("cp932", "utf-16"):
        recipe.write_text(RECIPE + '[columns]\n"問1" = "B1"\n', encoding)
        with pytest.raises(ValueError, match=r"r\.toml: .*UTF-8"):
            shisei.score(path, recipe=recipe)
    out = str(tmp_path / "out.csv")
    command = ["score", str(path), "--recipe", str(tmp_path / "none.toml"), "-o", out]
    try:
        assert main([*command, "--lang", "ja"]) == 1
    finally:
        shisei.set_language("en")
    assert "none.toml' がありません" in capsys.readouterr().err


def test_commands_say_what_is_wrong_in_words(tmp_path: Path, capsys: Any) -> None:
    path = str(save(tmp_path / "a.csv", HEAD, ["A", *DONE]))
    sheet = tmp_path / "sheet.json"
    sheet.write_bytes(b"\xff\xfe{\x00")
    broken = tmp_path / "broken.json"
    broken.write_text("\ufeff{", "utf-8")
    away = str(tmp_path / "nowhere" / "a.csv")
    for command, said in (
        (["assess", str(sheet)], "not UTF-8"),
        (["assess", str(broken), "-f", F], "the JSON cannot be read"),
        (["assess", str(tmp_path)], "is a folder"),
        (["template", F, "-o", away], "there is no folder"),
        (["crosswalk", "scs", "nist-csf", "-o", away], "there is no folder"),
        (["inspect", path, "-f", F, "-o", away], "there is no folder"),
        (["template", F, "-o", str(tmp_path / "a.xlsx"), "--rows", "5000000"], "1,048,575"),
        (["weakest", path, "-f", F, "--top", "-1"], "top is a whole number from 1"),
        (["score", "-", "-f", F, "-o", path], "standard input"),
    ):
        assert main(command) == 1
        assert said in capsys.readouterr().err, command
