"""The command `shisei`: files in, files out, on a terminal and off one."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import csv, parquet

import shisei
from shisei.cli import main
from shisei.command_line import encodable
from shisei.progress import Bar

FRAMEWORK = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in FRAMEWORK.controls]
COMMAND = [sys.executable, "-m", "shisei"]


@pytest.fixture(autouse=True)
def language(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield
    shisei.set_language("en")


def run(capsys: pytest.CaptureFixture[str], *args: str | Path) -> tuple[int, str, str]:
    try:
        code = main([str(arg) for arg in args])
    except SystemExit as exit:
        code = int(exit.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def portfolio(path: Path, rows: int = 50) -> Path:
    answers = {c: ["implemented", "partial", None, "unknown", "実施していない"] for c in CONTROLS}
    columns = {c: (a * rows)[:rows] for c, a in answers.items()}
    table = pa.table({"firm": [f"C-{i:06}" for i in range(rows)], **columns})
    if path.suffix == ".csv":
        csv.write_csv(table, path)
    else:
        parquet.write_table(table, path)
    return path


def on_a_terminal(*args: str | Path) -> tuple[int, str]:
    """Runs the command with a terminal for its errors and its output."""
    outer, inner = pty.openpty()
    env = {**os.environ, "COLUMNS": "100"}
    process = subprocess.Popen([*COMMAND, *map(str, args)], stdout=inner, stderr=inner, env=env)
    os.close(inner)
    said = b""
    while True:
        ready, _, _ = select.select([outer], [], [], 0.2)
        try:
            more = os.read(outer, 65536) if ready else b""
        except OSError:
            break
        said += more
        if not more and process.poll() is not None:
            break
    os.close(outer)
    return process.wait(), said.decode()


def test_scores_go_to_a_file_in_silence(tmp_path: Path) -> None:
    source, result = portfolio(tmp_path / "in.csv"), tmp_path / "out.parquet"
    command: list[str | Path] = [
        *COMMAND,
        "score",
        source,
        "-f",
        "self-assessment@3.1",
        "--id",
        "firm",
        "-o",
        result,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
    expected = shisei.score(source, FRAMEWORK, id="firm")
    assert parquet.read_table(result).equals(expected)


def test_a_terminal_sees_rows_speed_and_what_is_left(tmp_path: Path) -> None:
    source, result = portfolio(tmp_path / "in.parquet", 400_000), tmp_path / "out.parquet"
    code, said = on_a_terminal("score", source, "-f", FRAMEWORK.reference, "-o", result)
    assert code == 0
    assert re.search(r"█░* +\d+%  [\d,]+ rows  [\d,]+ rows/s  \d+:\d\d left", said)
    last = said.rsplit("\r", 2)[-2].removeprefix("\x1b[K")
    assert re.fullmatch(r"400,000 rows in \d+\.\d s: .*out\.parquet", last.strip("\r\n"))


def test_the_bar_fits_what_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal, times = Terminal(), iter([0.0, 0.05, 10.0, 3700.0])
    monkeypatch.setattr(sys, "stderr", terminal)
    bar = Bar(1_000_000, clock=lambda: next(times))
    bar.show(10)
    assert terminal.getvalue() == ""
    bar.show(100_000)
    assert " 10%  100,000 rows  10,000 rows/s  1:30 left" in terminal.getvalue()
    bar.show(2_000_000)
    assert "100%  2,000,000 rows" in terminal.getvalue()
    assert "left" not in Bar(None).text(5, 1.0)
    assert "2:46:40 left" in Bar(10_001).text(1, 1.0)


def test_what_was_done_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, result = portfolio(tmp_path / "in.csv"), tmp_path / "out.csv"
    text = source.read_text(encoding="utf-8").replace("partial", "partialy", 1)
    source.write_text(text, encoding="utf-8")
    options: list[str | Path] = [
        "-f",
        "self-assessment@3.1",
        "--id",
        "firm",
        "-o",
        result,
        "--json",
    ]
    code, out, err = run(capsys, "score", source, "--on-error", "report", *options)
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert (found["rows"], found["problems"], found["output"]) == (50, 1, str(result))
    code, out, err = run(capsys, "score", source, *options)
    assert (code, out) == (1, "")
    assert json.loads(err)["problems"][0]["nearest"] == "partial"
    code, out, err = run(capsys, "score", tmp_path / "none.csv", *options)
    assert (code, out) == (1, "")
    assert "none.csv" in json.loads(err)["message"]


def test_every_option_reaches_the_scoring(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.csv"
    names = {f"Q{i}": control for i, control in enumerate(CONTROLS[:-1], 1)}
    rows = [["a", "y=s", *["0"] * 23], ["a", "", *["1"] * 23]]
    lines = [["firm", "memo", *list(names)[:-1], list(names)[-1]]]
    lines += [[row[0], "m", *row[1:]] for row in rows]
    path.write_text("\n".join(",".join(line) for line in lines) + "\n", encoding="utf-8")
    columns = [part for q, c in names.items() for part in ("--column", f"{q}={c}")]
    code, out, err = run(
        capsys, "score", path, "-f", FRAMEWORK.reference, "-o", tmp_path / "o.parquet",
        "--id", "firm", *columns, "--answer", "y=s=implemented", "--numbers", "from-0",
        "--absent", "unanswered", "--duplicates", "ignore", "--keep", "memo",
        "--select", "met", "--select", "unanswered", "--threads", "1", "--encoding", "utf-8",
    )  # fmt: skip
    assert (code, out, err) == (0, "", "")
    found = parquet.read_table(tmp_path / "o.parquet")
    assert found.to_pydict() == {
        "firm": ["a", "a"],
        "memo": ["m", "m"],
        "met": [24, 0],
        "unanswered": [1, 2],
    }


def test_long_tables_globs_and_excel(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for at in range(2):
        answers = "".join(f"f{at},{c},implemented\n" for c in CONTROLS)
        (tmp_path / f"long-{at}.csv").write_text(f"firm,question,said\n{answers}", "utf-8")
    options = ["-f", FRAMEWORK.reference, "--id", "firm", "--long", "question,said", "--grouped"]
    result = tmp_path / "out.xlsx"
    done = run(capsys, "score", tmp_path / "long-*.csv", *options, "-o", result)
    assert done == (0, "", "")
    sheet = openpyxl.load_workbook(result).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[:3] for row in rows] == [
        ("firm", "points", "points_low"),
        ("f0", 100, 100),
        ("f1", 100, 100),
    ]
    shell = [tmp_path / "long-0.csv", tmp_path / "long-1.csv"]
    assert run(capsys, "score", *shell, *options, "-o", tmp_path / "o.arrow")[0] == 0
    with pa.ipc.open_file(tmp_path / "o.arrow") as reader:
        assert reader.read_all()["firm"].to_pylist() == ["f0", "f1"]


WRONG = [
    (["nonsense"], 2, "invalid choice"),
    ([], 2, "COMMAND"),
    (["score", "in.csv", "-o", "out.csv"], 2, "-f/--framework"),
    (["score", "in.csv", "-f", "self-assesment", "-o", "o.csv"], 1, "self-assessment"),
    (["score", "in.csv", "-f", "five-basics", "-o", "o.csv"], 1, "B1"),
    (["score", "in.csv", "-f", "self-assessment", "-o", "in.csv"], 1, "replace the input"),
    (["score", "in.csv", "-f", "five-basics", "-o", "o.csv", "--long", "x"], 1, "CONTROL,ANSWER"),
    (["score", "in.csv", "-f", "five-basics", "-o", "o.csv", "--answer", "x"], 1, "NAME=MEANING"),
    (["template", "five-basics", "-o", "x.pdf"], 1, "x.pdf"),
    (["report", "sheet.json", "-o", "x.pdf"], 1, "x.pdf"),
    (["assess", "none.json"], 1, "none.json"),
]


@pytest.mark.parametrize(("args", "code", "said"), WRONG)
def test_what_is_wrong_is_said_on_standard_error(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    args: list[str],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    portfolio(Path("in.csv"), 2)
    found, out, err = run(capsys, *args)
    assert (found, out) == (code, "")
    assert said in err
    assert "Traceback" not in err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.csv"]


def test_the_language_is_that_of_the_terminal_or_the_option(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    english = run(capsys, "show", "five-basics@3.1")[1]
    japanese = run(capsys, "show", "five-basics@3.1", "--lang", "ja")[1]
    assert run(capsys, "--lang", "ja", "show", "five-basics@3.1")[1] == japanese
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert run(capsys, "show", "five-basics@3.1")[1] == japanese != english
    for control in shisei.framework("five-basics@3.1").controls:
        assert control.question.ja in japanese
        assert control.question.en in english


def test_frameworks_and_one_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "frameworks")
    assert code == 0
    assert all(f.reference in out for f in shisei.frameworks())
    listed = json.loads(run(capsys, "frameworks", "--json")[1])
    assert [f["framework"] for f in listed] == [f.reference for f in shisei.frameworks()]
    shown = json.loads(run(capsys, "show", "five-basics@3.1", "--json")[1])
    assert shisei.Framework.from_json(json.dumps(shown)).reference == "five-basics@3.1"


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("reference", ["self-assessment@4.0", "scs@2026-03-27"])
def test_the_workbook_has_drop_downs_and_comes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, reference: str
) -> None:
    framework = shisei.framework(reference)
    path, result = tmp_path / "sheet.xlsx", tmp_path / "scores.csv"
    template: list[str | Path] = ["template", reference, "-o", path, "--lang", lang, "--rows", "20"]
    assert run(capsys, *template) == (0, "", "")
    book = openpyxl.load_workbook(path)
    names = {"en": ["answers", "questions", "choices"], "ja": ["回答", "質問", "選択肢"]}[lang]
    assert book.sheetnames == names
    heads = {"en": ["ID", "Group", "Title"], "ja": ["ID", "分野", "題名"]}[lang]
    assert [cell.value for cell in book[names[1]][1]][:3] == heads
    sheet = book[names[0]]
    header = [cell.value for cell in sheet[1]]
    assert header == ["id", *(control.id for control in framework.controls)]
    lists = sheet.data_validations.dataValidation
    assert len(lists) == len(framework.controls)
    for validation, control in zip(lists, framework.controls, strict=True):
        assert validation.type == "list"
        assert str(validation.sqref).endswith("21")
        # The list is a range of the sheet of choices: texts in the list itself end at 255 signs.
        pattern = rf"'{names[2]}'!\$([A-Z]+)\$1:\$\1\$(\d+)"
        column = re.fullmatch(pattern, validation.formula1)
        assert column is not None
        cells = [book[names[2]][f"{column[1]}{row}"].value for row in range(1, int(column[2]) + 1)]
        labels = [getattr(choice.label, lang) for choice in control.choices]
        assert cells == labels
        assert len(validation.prompt) <= 255
        for row in (2, 4):
            sheet.cell(row, header.index(control.id) + 1).value = cells[0]
    sheet["A2"], sheet["A4"] = "first", "third"
    book.save(path)
    # The row between them is empty: it is no firm.
    score: list[str | Path] = ["score", path, "-f", reference, "--id", "id", "-o", result]
    assert run(capsys, *score)[0] == 0
    found = csv.read_csv(result).to_pydict()
    assert found["id"] == ["first", "third"]
    assert found["unanswered"] == [0, 0]


def test_an_empty_sheet_is_assessed_and_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.json"
    assert run(capsys, "template", "self-assessment@3.1", "-o", sheet)[0] == 0
    _, out, _ = run(capsys, "assess", sheet, "--lang", "ja")
    assert "点数：100点満点中-25～100点" in out
    assert "未回答：25" in out
    found = json.loads(run(capsys, "assess", sheet, "--json")[1])
    assert found["complete"] is False
    for ending, sign in ((".html", "<html"), (".md", "# "), (".txt", "===")):
        result = tmp_path / f"report{ending}"
        assert run(capsys, "report", sheet, "-o", result) == (0, "", "")
        assert sign in result.read_text(encoding="utf-8")
    printed = run(capsys, "report", sheet)[1]
    assert printed.rstrip("\n") == (tmp_path / "report.txt").read_text("utf-8").rstrip("\n")
    assert run(capsys, "report", sheet, "--format", "markdown")[1].startswith("# ")


def test_a_sheet_comes_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = {"framework": "five-basics@3.1", "answers": {"B1": "done"}}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(sheet)))
    assert "five-basics@3.1" in run(capsys, "assess", "-")[1]


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = " ".join(
        [sys.executable, "-m", "shisei", "show", "scs@2026-03-27", "|", "head", "-1"]
    )
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.startswith("scs@2026-03-27")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_report_can_be_printed_where_characters_are_lacking(
    lang: str,
) -> None:
    for framework in shisei.frameworks():
        report = framework.assess({}).report(lang, ascii=True)
        for encoding in ("cp932", "ascii"):
            out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
            encodable(out)
            out.write(report)
            out.flush()
            shown = out.buffer.getvalue().decode(encoding)
            # Nothing of ours becomes a question mark on a Japanese Windows.
            assert encoding == "ascii" or shown.count("?") == report.count("?"), lacking(report)


def lacking(text: str) -> set[str]:
    return {one for one in text if one.encode("cp932", "ignore") == b""}


def test_a_pipe_of_a_japanese_windows_gets_a_report(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.json"
    sheet.write_text('{"framework": "self-assessment@4.0", "answers": {}}', "utf-8")
    env = {**os.environ, "PYTHONIOENCODING": "cp932"}
    for lang, tail in (("ja", "未回答しだい"), ("en", "depending on")):
        for command in (["report", sheet], ["assess", sheet], ["show", "scs"], ["frameworks"]):
            arguments = [*COMMAND, *map(str, command), "--lang", lang]
            done = subprocess.run(arguments, capture_output=True, env=env, check=True)
            said = done.stdout.decode("cp932")
            assert "++++" in said or command[0] != "report"
            assert tail in said or command[0] != "report"


def test_help_and_errors_speak_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ([], ["score"], ["assess"], ["show"], ["template"], ["report"], ["frameworks"]):
        code, out, _ = run(capsys, *command, "--help", "--lang", "ja")
        assert code == 0
        assert out.startswith("使い方：")
        # Every option is described, and described in Japanese.
        options = re.split(r"^オプション：$", out, flags=re.MULTILINE)[1]
        described = re.split(r"^  (?=-)", options, flags=re.MULTILINE)[1:]
        assert described
        assert all(re.search("[ぁ-んァ-ヶ一-龠]", text) for text in described), out
        assert not re.search(r"show this help|^(usage|options|positional)", out, re.MULTILINE)
    code, _, err = run(capsys, "--lang", "ja", "score")
    assert (code, "次の指定が必要です" in err) == (2, True)
    code, _, err = run(capsys, "--lang", "ja", "nonsense")
    assert (code, "選べません" in err) == (2, True)
    code, _, err = run(capsys, "template", "five-basics", "-o", "x.pdf", "--lang", "ja")
    assert (code, "末尾は" in err) == (1, True)


def test_a_crosswalk_is_printed_written_and_given_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "crosswalk", "five-basics", "self-assessment")
    assert code == 0
    heading, first, *_ = out.splitlines()
    assert heading.startswith("Focal Document Element,Focal Document Element Description,Rationale")
    assert first.startswith("B1,")
    path = tmp_path / "strm.csv"
    code, out, _ = run(capsys, "crosswalk", "scs", "nist-csf", "-o", path, "--lang", "ja")
    assert (code, out) == (0, "")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfFocal Document Element,")
    code, out, _ = run(capsys, "crosswalk", "nist-csf", "scs", "--json")
    assert json.loads(out)["focal"] == "nist-csf@2.0"
    code, _, err = run(capsys, "crosswalk", "five-basics", "nist-csf")
    assert code == 1
    assert "self-assessment@4.0" in err
