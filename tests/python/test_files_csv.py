"""CSV as people save it, with no other library: read right, or refused by name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import shisei
from shisei.errors import FileError

FRAMEWORK = "five-basics@3.1"
HEADER = "firm,B1,B2,B3,B4,B5"
DONE = "done,done,done,done,done"


def save(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_several_files_are_each_read_in_their_own_encoding(tmp_path: Path) -> None:
    save(tmp_path / "g-1.csv", f"{HEADER}\nC-1,{DONE}\n")
    save(tmp_path / "g-2.csv", f"{HEADER}\n東京,{DONE}\n", "cp932")
    save(tmp_path / "g-3.csv", f"{HEADER}\n日本,{DONE}\n")
    save(tmp_path / "g-4.csv", f"{HEADER}\n大阪,{DONE}\n", "utf-16")
    found = shisei.score(str(tmp_path / "g-*.csv"), FRAMEWORK, id="firm")
    assert found["firm"].to_pylist() == ["C-1", "東京", "日本", "大阪"]
    assert found["coverage"].to_pylist() == [100] * 4


def test_rows_of_commas_are_no_firms_and_are_told_once(tmp_path: Path) -> None:
    path = save(tmp_path / "in.csv", f"{HEADER}\nA,{DONE}\n,,,,,\n,,,,,\n")
    with pytest.warns(UserWarning, match=r"in\.csv: 2 rows \(rows 3 to 4\) without any value"):
        assert shisei.score(path, FRAMEWORK, id="firm").num_rows == 1
    stream = shisei.score_stream(path, FRAMEWORK, id="firm")
    with pytest.warns(UserWarning, match="2 rows"):
        assert sum(len(batch) for batch in stream) == 1


def test_a_ragged_row_is_a_problem_of_that_row(tmp_path: Path) -> None:
    path = save(tmp_path / "in.csv", f"{HEADER}\nA,{DONE}\nB,done\nC,{DONE},x\n")
    found = shisei.score(path, FRAMEWORK, id="firm", on_error="report")
    assert found["coverage"].to_pylist() == [100, None, None]
    problems = found["problem"].to_pylist()
    assert "firm=B (in.csv, row 3)" in problems[1]
    assert "2 cells" in problems[1]
    assert "row 4" in problems[2]
    with pytest.raises(shisei.SheetError, match=r"in\.csv, row 3"):
        shisei.score(path, FRAMEWORK, id="firm")
    # Columns that are kept change nothing about it.
    kept = shisei.score(path, FRAMEWORK, id="firm", on_error="report", keep="all")
    assert kept["problem"].to_pylist() == problems
    assert kept["coverage"].to_pylist() == [100, None, None]
    assert kept["B1"].to_pylist() == ["done", "done", "done"]


def test_the_last_cell_of_a_short_row_ends_with_it(tmp_path: Path) -> None:
    path = save(
        tmp_path / "in.csv", f"B1,B2,B3,B4,firm,B5\r\n{'done,' * 4}A\r\n{'done,' * 4}A,done\r\n"
    )
    found = shisei.score(path, FRAMEWORK, id="firm", on_error="report")
    assert found["firm"].to_pylist() == ["A", "A"]
    assert found["problem_code"].to_pylist() == ["malformed-table", "duplicate-id"]


def test_a_file_that_is_refused_says_where_in_both_languages(tmp_path: Path) -> None:
    path = save(tmp_path / "in.csv", f'{HEADER}\nA,"{DONE}\n')
    with pytest.raises(FileError, match=r"in\.csv, row 2: a quote") as refused:
        shisei.score(path, FRAMEWORK, id="firm")
    assert (refused.value.code, refused.value.row) == ("open-quote", 2)
    assert refused.value.file == str(path)
    shisei.set_language("ja")
    try:
        with pytest.raises(FileError, match="2行目：セルを開く引用符"):
            shisei.score(path, FRAMEWORK, id="firm")
    finally:
        shisei.set_language("en")


def test_semicolons_title_rows_and_packed_files(tmp_path: Path) -> None:
    import gzip

    rows = f"{HEADER}\nA,{DONE}\n"
    path = save(tmp_path / "semicolons.csv", rows.replace(",", ";"))
    with pytest.warns(UserWarning, match="separated by semicolons"):
        assert shisei.score(path, FRAMEWORK, id="firm")["coverage"].to_pylist() == [100]
    path = save(tmp_path / "titled.csv", "Answers\n\n" + rows)
    found = shisei.score(path, FRAMEWORK, id="firm", header_row=3)
    assert found["coverage"].to_pylist() == [100]
    packed = tmp_path / "packed.csv.gz"
    packed.write_bytes(gzip.compress(rows.encode()))
    assert shisei.score(packed, FRAMEWORK, id="firm")["coverage"].to_pylist() == [100]


@pytest.mark.parametrize("name", ["~$a.csv", "._a.csv"])
def test_what_lies_beside_a_file_is_not_read(tmp_path: Path, name: str) -> None:
    save(tmp_path / "a.csv", f"{HEADER}\nA,{DONE}\n")
    (tmp_path / name).write_bytes(b"\x00\x05\x16\x07")
    for given in (tmp_path, str(tmp_path / "*.csv")):
        assert shisei.score(given, FRAMEWORK, id="firm").num_rows == 1


ALONE = """
import sys, warnings
sys.modules["pyarrow"] = None
sys.modules["numpy"] = None
import shisei
from shisei.cli import main
scored = shisei.score("in.csv", "five-basics@3.1", id="firm")
assert type(scored).__mro__[1] is shisei.Scored or type(scored) is shisei.Scored
assert len(scored) == 2 and scored.columns[0] == "firm"
assert shisei.score("in.csv", "five-basics@3.1", id="firm", output="out.csv") == 2
assert main(["score", "in.csv", "-f", "five-basics@3.1", "--id", "firm", "-o", "cli.csv"]) == 0
"""


def test_csv_in_and_csv_out_need_nothing_else(tmp_path: Path) -> None:
    save(tmp_path / "in.csv", f'{HEADER}\n"A, ""B""",{DONE}\nC,,,,,\n')
    subprocess.run([sys.executable, "-c", ALONE], cwd=tmp_path, check=True)
    lines = (tmp_path / "out.csv").read_bytes().decode().split("\r\n")
    assert lines[0].startswith("firm,coverage,")
    assert lines[1].startswith('"A, ""B""",100,')
    assert (tmp_path / "cli.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()


STOPPED = """
import shisei
for _ in range(3):
    try:
        shisei.score("big.csv", "five-basics@3.1", id="firm", output="out.csv")
        raise SystemExit("the bad row was not seen")
    except shisei.SheetError as error:
        assert "row 14" in str(error), error
    next(iter(shisei.score_stream("good.csv", "five-basics@3.1", id="firm")))
shisei.score("big.csv", "five-basics@3.1", id="firm", output="out.csv")
"""


def test_a_bad_row_ends_the_run_of_a_large_file_in_shift_jis(tmp_path: Path) -> None:
    rows = "".join(f"第{i}商店,{DONE}\n" for i in range(200_000))
    good = f"{HEADER}\n{rows}".encode("cp932")
    (tmp_path / "good.csv").write_bytes(good)
    (tmp_path / "big.csv").write_bytes(
        good.replace(
            f"第12商店,{DONE}".encode("cp932"), f"第12商店,{DONE[:-4]}◎".encode("cp932"), 1
        )
    )
    ended = subprocess.run(
        [sys.executable, "-c", STOPPED], cwd=tmp_path, timeout=120, capture_output=True, text=True
    )
    assert ended.returncode == 1
    assert "SheetError" in ended.stderr
    assert "good.csv" in " ".join(p.name for p in tmp_path.iterdir())
    assert not (tmp_path / "out.csv").exists()
