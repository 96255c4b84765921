"""The commands that ask more of every row: the same tables as in Python."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import shisei
from shisei.cli import main

SELF = shisei.framework("self-assessment@3.1")


@pytest.fixture(autouse=True)
def language(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield
    shisei.set_language("en")


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    answers = ["implemented", "partial", None, "unknown"]
    columns = {control.id: answers for control in SELF.controls}
    path = tmp_path / "firms.parquet"
    pl.DataFrame({"firm": ["a", "b", "c", "d"], **columns}).write_parquet(path)
    return path


def asked(command: str, firms: Path, *options: str) -> pl.DataFrame:
    output = firms.with_name("out.parquet")
    own = ["-f", "self-assessment@3.1", "--id", "firm", "-o", str(output)]
    assert main([command, str(firms), *own, *options]) == 0
    return pl.read_parquet(output)


@pytest.mark.parametrize(
    ("options", "target"),
    [(["70"], 70), (["70-99"], "70-99"), (["100"], 100)],
)
def test_plan(firms: Path, options: list[str], target: int | str) -> None:
    plans = asked("plan", firms, "--target", *options, "--forbid", "SA-05")
    expected = shisei.plan(pl.read_parquet(firms), SELF, target, forbidden=["SA-05"], id="firm")
    assert plans["effort"].to_list() == expected["effort"].to_list()
    assert plans["status"].cast(pl.String).to_list() == expected["status"].cast(pl.String).to_list()
    assert asked("plan", firms, "--budget", "3")["effort"].max() == 3


def test_efforts_and_what_a_budget_is_for(firms: Path, tmp_path: Path) -> None:
    table = pl.read_parquet(firms)
    toml, more = tmp_path / "efforts.toml", tmp_path / "efforts.json"
    toml.write_text("SA-01 = 9\nSA-02 = { partial = 1, implemented = 8 }\n")
    more.write_text('{"SA-01": 2}')
    said = ["--efforts", str(toml), "--efforts", str(more), "--efforts", "SA-03=0"]
    efforts: dict[str, Any] = {"SA-01": 2, "SA-02": {"partial": 1, "implemented": 8}, "SA-03": 0}
    plans = asked("plan", firms, "--target", "70", *said)
    expected = shisei.plan(table, SELF, 70, efforts=efforts, id="firm")
    assert plans["effort"].to_list() == expected["effort"].to_list()
    plans = asked("plan", firms, "--budget", "6", "--maximise", "points", *said)
    expected = shisei.plan(table, SELF, budget=6, maximise="points", efforts=efforts, id="firm")
    assert plans["points_after"].to_list() == expected["points_after"].to_list()


def test_efforts_that_are_none_are_refused(firms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = ["-f", "self-assessment@3.1", "-o", str(firms.with_name("out.parquet"))]
    for wrong in ("SA-01", "SA-01=much", "=3"):
        assert main(["plan", str(firms), *own, "--target", "70", "--efforts", wrong]) == 1
        assert repr(wrong) in capsys.readouterr().err
    assert main(["plan", str(firms), *own, "--target", "70", "--efforts", "SA-1=3"]) == 1
    assert "SA-01" in capsys.readouterr().err


def test_json_says_how_many_rows_there_were(
    firms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked("next-steps", firms, "--integers", "smallest", "--keep", "answers", "--json")
    assert json.loads(capsys.readouterr().out)["rows"] == 4


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    "command",
    [
        "answers",
        "check",
        "compare",
        "drift",
        "weakest",
        "report",
        "plan",
        "next-steps",
        "carry-over",
        "references",
    ],
)
def test_help_is_in_both_languages(
    command: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help", "--lang", lang])
    said = capsys.readouterr().out
    assert ("使い方" in said) == (lang == "ja")
    assert ("--efforts" in said) == (command == "plan")


def test_next_steps_carry_over_and_references(firms: Path, tmp_path: Path) -> None:
    table = pl.read_parquet(firms)
    steps = asked("next-steps", firms, "--top", "2", "--wide")
    wide = shisei.next_steps(table, SELF, top=2, wide=True, id="firm")
    assert steps["next_1"].cast(pl.String).to_list() == wide["next_1"].cast(pl.String).to_list()
    known = asked("carry-over", firms, "--to", "scs#star-3")
    expected = shisei.carry_over(table, SELF, "scs#star-3", id="firm")
    assert known["implied"].to_list() == expected["implied"].to_list()
    scs = shisei.framework("scs")
    path = tmp_path / "scs.parquet"
    pl.DataFrame({control.id: ["met"] for control in scs.controls}).write_parquet(path)
    output = str(tmp_path / "view.parquet")
    assert main(["references", str(path), "-f", "scs", "--scheme", "nist-csf", "-o", output]) == 0
    assert pl.read_parquet(output)["met_0"].to_list()


def test_why_the_mean_moved(
    firms: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = tmp_path / "later.csv"
    before, answers = pl.read_parquet(firms), pl.col([control.id for control in SELF.controls])
    after = before.with_columns(answers.replace("partial", "implemented"), trade=pl.col("firm"))
    after.write_csv(later)
    output = tmp_path / "drift.parquet"
    own = [str(firms), str(later), "--id", "firm", "--absent", "unanswered"]
    reference = ["-f", "self-assessment@3.1"]
    command = ["drift", *own, *reference, "--by", "trade", "-o", str(output)]
    assert main(command) == 0
    moves = shisei.compare(before, after, SELF, id="firm")
    assert pl.read_parquet(output).equals(shisei.drift(moves, "trade"))
    capsys.readouterr()
    assert main(["drift", *own, *reference, "--measure", "points", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == shisei.drift(moves).to_dicts()
    editions = [*reference, "-f", "self-assessment@4.0"]
    assert main(["drift", *own, *editions, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[-1]["whole"]


def test_a_wrong_target_is_told(firms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = str(firms.with_name("out.parquet"))
    own = ["-f", "self-assessment@3.1", "-o", output]
    assert main(["plan", str(firms), *own, "--target", "70-90"]) == 1
    assert "`70-99`" in capsys.readouterr().err


def test_summary(firms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    by = ["--by", "firm"]
    found = asked("summary", firms, *by)
    scored = shisei.score(pl.read_parquet(firms), SELF, id="firm", keep="answers")
    expected = shisei.summary(scored, by="firm", framework=SELF)
    assert found["firm"].to_list() == list("abcd")
    assert found.select(expected.columns).to_dicts() == expected.to_dicts()
    assert main(["summary", str(firms), "-f", "self-assessment@3.1", "--json"]) == 0
    (whole,) = json.loads(capsys.readouterr().out)
    assert (whole["rows"], whole["problems"], whole["incomplete"]) == (4, 0, 1)


def test_a_bad_row_is_counted_by_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    heads = ["firm", *(f"B{at}" for at in range(1, 6))]
    rows = [["a", *["done"] * 5], ["b", "?", *["done"] * 4]]
    path.write_text("\n".join(",".join(row) for row in [heads, *rows]), encoding="utf-8")
    recipe = tmp_path / "r.toml"
    recipe.write_text('framework = "five-basics@3.1"\nid = "firm"\nselect = ["coverage"]\n')
    assert main(["summary", str(path), "--recipe", str(recipe), "--json"]) == 0
    (whole,) = json.loads(capsys.readouterr().out)
    assert (whole["rows"], whole["problems"], whole["problem_unknown_choice"]) == (2, 1, 1)
