"""What would be read is told before anything is scored, and kept as a recipe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import shisei
from shisei import renewal
from shisei.cli import main

F = "five-basics@4.0"
HEAD = ["会社名", "業種", *(f"問{i}" for i in range(1, 7))]
ROWS = [
    ["青山商店", "小売", *["できている"] * 6],
    ["海野製作所", "製造", *["できていない"] * 5, "計画中"],
]


def csv(*rows: list[str]) -> str:
    return "".join(",".join(row) + "\r\n" for row in rows)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The command sets the language of the process."""
    shisei.set_language("en")
    yield
    shisei.set_language("en")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_bytes(csv(HEAD, *ROWS).encode("cp932"))
    return path


def test_a_file_is_told_in_full(file: Path) -> None:
    found = shisei.inspect(file)
    assert (found.framework, found.proposed, found.id) == (F, True, "会社名")
    assert (found.sample.encoding, found.sample.header_row, found.sampled) == ("cp932", 1, False)
    assert found.columns.complete
    assert {m.reason for m in found.columns.matched} == {"number"}
    told = {(s.text, s.count, s.meaning) for s in found.spellings}
    assert told == {("できている", 6, "done"), ("できていない", 5, "not-done"), ("計画中", 1, None)}
    assert found.types["業種"] == "string"
    assert '# "計画中" = ' in found.to_toml()
    for part in ("answers.csv", "cp932", F, "問1", "計画中"):
        assert part in repr(found)


def test_the_recipe_scores_what_was_inspected(file: Path, tmp_path: Path) -> None:
    recipe = tmp_path / "broker.toml"
    recipe.write_text(
        shisei.inspect(file).to_toml().replace('# "計画中" = ""', '"計画中" = "unknown"')
    )
    scored = shisei.score(file, recipe=recipe)
    assert scored["coverage"].to_pylist()[0] == 100
    assert scored["会社名"].to_pylist() == ["青山商店", "海野製作所"]
    read = shisei.Recipe.read(recipe)
    assert read.score(file, select=["coverage"]).column_names[-1] == "coverage"
    table = pl.DataFrame({name: [row[at] for row in ROWS] for at, name in enumerate(HEAD)})
    assert shisei.Scorer(recipe=recipe)(table)["coverage"][0] == 100
    assert shisei.Recipe.from_toml(read.to_toml()) == read


def test_a_recipe_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(shisei.ArgumentError) as caught:
        shisei.Recipe.from_toml('framework = "scs"\nid = \n')
    assert (caught.value.problems[0].code, caught.value.problems[0].line) == ("malformed-toml", 2)
    with pytest.raises(TypeError, match="on_error"):
        shisei.Recipe.from_toml('framework = "scs"\non_eror = "raise"\n')
    with pytest.raises(TypeError, match="framework"):
        shisei.score(pl.DataFrame({"B1": ["done"]}))


def test_the_id_of_a_frame_is_found() -> None:
    import pandas as pd

    table = {"firm": ["a", "b"], **{f"問{i}": ["done"] * 2 for i in range(1, 7)}}
    for frame in (pl.DataFrame(table), pd.DataFrame(table), pa.table(table)):
        found = shisei.inspect(frame, F)
        assert (found.id, found.problems) == ("firm", ())


def test_rows_above_the_header_and_separators_are_told(tmp_path: Path) -> None:
    path = tmp_path / "titled.csv"
    path.write_text("2026年度 調査票\n\n" + csv(HEAD, *ROWS).replace(",", ";"), encoding="utf-8")
    found = shisei.inspect(path)
    assert (found.sample.header_row, found.sample.separator) == (3, ";")
    assert found.sample.above[0] == "2026年度 調査票"
    assert found.columns.complete


def test_what_the_reader_of_files_refuses_is_told(tmp_path: Path) -> None:
    one, two = tmp_path / "1.csv", tmp_path / "2.csv"
    one.write_text(csv(HEAD, ROWS[0]), encoding="utf-8")
    two.write_bytes(csv([*HEAD[:-1], "備考"], ROWS[1]).encode("cp932"))
    found = shisei.inspect([one, two], F)
    assert sum("2.csv" in problem for problem in found.problems) >= 2
    assert found.sample.table.rows == 1


def test_a_large_file_is_sampled_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    row = ",".join(["小売", *["done"] * 6])
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(",".join(HEAD) + "\n")
        for block in range(150):
            out.writelines(f"C-{block}-{i},{row}\n" for i in range(1000))
    found = shisei.inspect(path, F)
    assert found.sampled
    assert not found.sample.exact
    assert abs((found.sample.total or 0) - 150_000) < 1500
    assert "about" in repr(found)
    assert found.id == "会社名"


def test_numbers_are_read_in_the_one_way_that_takes_them() -> None:
    table = {f"SA-{i:02}": [4, 2, 0, -1] for i in range(1, 26)}
    found = shisei.inspect(pl.DataFrame({"id": list("abcd"), **table}), "self-assessment@4.0")
    assert found.recipe.options["numbers"] == "points"
    assert {s.meaning for s in found.spellings} == {
        "implemented", "partial", "not-implemented", "unknown",
    }  # fmt: skip
    vague = {f"B{i}": [1, 2] for i in range(1, 7)}
    found = shisei.inspect(pa.table({"id": ["a", "b"], **vague}), F)
    assert found.recipe.options.get("numbers") is None
    assert any("numbers" in problem for problem in found.problems)


def test_problems_are_told_and_not_raised(tmp_path: Path) -> None:
    table = pa.table({"firm": ["a", "a"], "B1": ["done"] * 2, "Q1": ["done"] * 2, "B2": ["x", "?"]})
    found = shisei.inspect(table, "five-basics@3.1", id="firm")
    assert found.columns.missing == ("B1", "B3", "B4", "B5")
    text = "\n".join(found.problems)
    assert "several columns" in text
    assert "occur more than once" in text
    pq.write_table(table, tmp_path / "a.parquet")
    assert shisei.inspect(tmp_path / "a.parquet", "five-basics@3.1").sample.kind == "parquet"


def test_the_command_tells_the_same(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe, out = tmp_path / "r.toml", tmp_path / "out.csv"
    assert main(["--lang", "ja", "inspect", str(file), "-o", str(recipe)]) == 0
    told = capsys.readouterr().out
    assert "フレームワーク：five-basics@4.0（候補）" in told
    assert "意味なし" in told
    assert main(["--json", "inspect", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "会社名"
    assert main(["score", str(file), "--recipe", str(recipe), "-o", str(out)]) == 0
    assert "青山商店" in out.read_text(encoding="utf-8-sig")
    with pytest.raises(SystemExit, match="2"):
        main(["score", str(file), "-o", str(out)])
    assert "--recipe" in capsys.readouterr().err


def test_a_bad_row_says_where_all_are_counted(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--lang", "ja", "score", str(file), "-f", F, "-o", str(tmp_path / "out.csv")]
    assert main(command) == 1
    told = capsys.readouterr().err
    assert "計画中" in told
    assert "`shisei check` は全体を種類ごとに数え" in told


def test_problems_are_counted_by_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "out.csv"
    names = ["id", *(f"B{i}" for i in range(1, 7))]
    good = ["done"] * 5
    body = [[f"C-{i}", "計画中" if i % 2 else "done", *good] for i in range(100)]
    path.write_text(csv(names, *body, ["C-x", "done", *good[1:], "doen"]), encoding="utf-8")
    score = ["score", str(path), "-f", F, "--id", "id", "-o", str(out), "--on-error", "report"]
    assert main(["--lang", "ja", *score]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[-3].split() == ["行数", "問題", "列", "回答", "近いもの", "例"]
    assert lines[-2].split() == ["50", "unknown-choice", "B1", "計画中", "C-1"]
    assert lines[-1].split() == ["1", "unknown-choice", "B6", "doen", "done", "C-x"]


def test_what_is_told_survives_a_japanese_console(file: Path) -> None:
    import os
    import subprocess
    import sys

    command = [sys.executable, "-m", "shisei", "--lang", "ja", "inspect", str(file)]
    told = subprocess.run(
        command, env={**os.environ, "PYTHONIOENCODING": "cp932:strict"}, capture_output=True
    )
    assert told.returncode == 0
    assert "意味なし" in told.stdout.decode("cp932")


def test_everything_that_reads_answers_follows_a_recipe(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe, out = tmp_path / "broker.toml", tmp_path / "out.csv"
    text = shisei.inspect(file).to_toml().replace('# "計画中" = ""', '"計画中" = "unknown"')
    recipe.write_text('prefix = "r_"\nkeep = "all"\n' + text, encoding="utf-8")
    plain = shisei.Recipe.read(recipe)
    table = pl.DataFrame({name: [row[at] for row in ROWS] for at, name in enumerate(HEAD)})
    assert shisei.check(table, recipe=recipe).height == 0
    assert shisei.answers(table, recipe=recipe)["B6"].cast(pl.String).to_list()[1] == "unknown"
    assert shisei.compare(table, table, recipe=plain)["status"].to_list() == ["renewed"] * 2
    assert shisei.weakest(table, recipe=plain, top=1)["met"].to_list() == [1]
    sheet = renewal.sheet(table.row(1, named=True), recipe=plain)
    assert shisei.assess(sheet).tally.unknown == 1
    scored = shisei.score(table, recipe=plain, keep="all", prefix="")
    assert len(shisei.summary(scored, recipe=plain)["weakest"].to_list()[0]) == 3
    commands = [
        ["check", str(file)],
        ["answers", str(file)],
        ["compare", str(file), str(file)],
        ["weakest", str(file)],
        ["plan", str(file), "--target", "80%", "-o", str(out)],
        ["next-steps", str(file), "-o", str(out)],
        ["carry-over", str(file), "--to", "self-assessment@4.0", "-o", str(out)],
    ]
    for command in commands:
        assert main([*command, "--recipe", str(recipe)]) == 0, command[0]
        capsys.readouterr()
        with pytest.raises(SystemExit, match="2"):
            main(command)
        assert "--recipe" in capsys.readouterr().err


def test_an_answer_of_one_item_is_said_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(csv(["id", *(f"B{i}" for i in range(1, 7))], ["a", *["対応"] * 6]))
    command = ["--json", "answers", str(path), "-f", F, "--id", "id"]
    spellings = ["--answer", "対応=done", "--answer", "B3:対応=not-done"]
    assert main([*command, *spellings]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert [row[f"B{i}"] for i in range(1, 5)] == ["done", "done", "not-done", "done"]
