"""Parquet, whoever wrote it and however: the results are those of the same table in memory."""

from __future__ import annotations

import datetime
import decimal
import random
import struct
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import shisei
from shisei import files
from shisei.errors import FileError

SELF = "self-assessment@3.1"
CONTROLS = [control.id for control in shisei.framework(SELF).controls]
CHOICES = shisei.framework(SELF).controls[0].choices
#: As they are written, in other spellings, and what means nothing.
TEXTS = [*(choice.label.ja for choice in CHOICES), *(choice.id for choice in CHOICES)]
ODD = ["なし？", "x" * 40, "実施していない ", "", "№"]


def sheets(rows: int, odd: float = 0.002, missing: float = 0.05, seed: int = 1) -> pa.Table:
    draw = random.Random(seed)
    columns: dict[str, Any] = {"firm": [f"C-{at:06}" for at in range(rows)]}
    for name in CONTROLS:
        few = TEXTS[: draw.randint(1, len(TEXTS))]
        columns[name] = [
            None
            if draw.random() < missing
            else draw.choice(ODD)
            if draw.random() < odd
            else draw.choice(few)
            for _ in range(rows)
        ]
    return pa.table(columns)


def same(path: Any, table: Any, **options: Any) -> pa.Table:
    """Scores a file and the table it was written from; holds both to be equal, and gives them."""
    given: dict[str, Any] = {"id": "firm", "on_error": "report", **options}
    found = pa.table(shisei.score(path, SELF, **given))
    found.validate(full=True)
    expected = pa.table(shisei.score(table, SELF, **given))
    assert found.column_names == expected.column_names
    for name in expected.column_names:
        assert found[name].to_pylist() == expected[name].to_pylist(), name
    return found


WAYS: list[dict[str, Any]] = [
    {},
    {"compression": "none"},
    {"compression": "gzip"},
    {"compression": "lz4"},
    {"compression": "zstd", "data_page_version": "2.0"},
    {"data_page_version": "2.0", "row_group_size": 1000},
    {"use_dictionary": False},
    {"use_dictionary": False, "data_page_version": "2.0", "row_group_size": 77},
    {"row_group_size": 1},
    {"row_group_size": 64, "data_page_size": 16},
    {"dictionary_pagesize_limit": 60, "write_batch_size": 100},
    {"use_dictionary": False, "column_encoding": dict.fromkeys(CONTROLS, "DELTA_BYTE_ARRAY")},
    {"use_dictionary": False, "column_encoding": {CONTROLS[3]: "DELTA_LENGTH_BYTE_ARRAY"}},
    {"version": "1.0", "store_schema": False, "write_page_checksum": True},
]


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_written_by_pyarrow(tmp_path: Path, way: dict[str, Any]) -> None:
    table = sheets(120 if way.get("row_group_size") == 1 else 3000)
    pq.write_table(table, tmp_path / "a.parquet", **way)
    for threads in (1, 2):
        same(tmp_path / "a.parquet", table, threads=threads)


@pytest.mark.parametrize("compression", ["uncompressed", "snappy", "gzip", "lz4", "zstd"])
def test_written_by_polars(tmp_path: Path, compression: Any) -> None:
    frame = pl.DataFrame(sheets(3000))
    frame.write_parquet(tmp_path / "a.parquet", compression=compression, row_group_size=900)
    same(tmp_path / "a.parquet", frame)
    categories = frame.with_columns(pl.col(CONTROLS).cast(pl.Categorical))
    categories.write_parquet(tmp_path / "b.parquet", compression=compression)
    same(tmp_path / "b.parquet", frame)


@pytest.mark.parametrize(
    "how", ["", ", compression snappy, row_group_size 2048", ", parquet_version v2"]
)
def test_written_by_duckdb(tmp_path: Path, how: str) -> None:
    table = sheets(6000)
    path = tmp_path / "a.parquet"
    with duckdb.connect() as connection:
        connection.register("sheets", table)
        connection.sql(f"copy sheets to '{path}' (format parquet{how})")
    same(path, table)


def test_more_rows_than_are_read_at_a_time(tmp_path: Path) -> None:
    table = pa.concat_tables([sheets(3000)] * 24).drop_columns(["firm"])
    table = table.append_column("firm", pa.array(range(table.num_rows)))
    given: dict[str, Any] = {"id": "firm", "select": ["points", "problem_code"]}
    expected = pa.table(shisei.score(table, SELF, on_error="report", **given)).to_pydict()
    for rows, threads in ((1 << 20, 2), (7000, 1), (7000, 9), (70_001, 5)):
        path = tmp_path / f"{rows}.parquet"
        pq.write_table(table, path, row_group_size=rows)
        found = pa.table(shisei.score(path, SELF, on_error="report", threads=threads, **given))
        assert found.to_pydict() == expected


@pytest.mark.parametrize("missing", [0, 0.5, 1])
def test_nulls(tmp_path: Path, missing: float) -> None:
    table = sheets(5000, missing=missing)
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=1500)
    same(tmp_path / "a.parquet", table)
    fields = [field.with_nullable(missing > 0) for field in table.schema]
    pq.write_table(table.cast(pa.schema(fields)), tmp_path / "b.parquet")
    same(tmp_path / "b.parquet", table)


def test_many_texts_that_mean_nothing_are_each_named(tmp_path: Path) -> None:
    table = sheets(4000)
    column = pa.array([None if at % 7 == 0 else f"nonsense {at % 1000}" for at in range(4000)])
    table = table.set_column(4, CONTROLS[3], column)
    ways: list[dict[str, Any]] = [{}, {"use_dictionary": False}, {"dictionary_pagesize_limit": 500}]
    for at, way in enumerate(ways):
        path = tmp_path / f"{at}.parquet"
        pq.write_table(table, path, row_group_size=1700, **way)
        found = same(path, table)
        assert "nonsense 999" in found["problem"][999].as_py()


def test_a_text_of_the_dictionary_that_no_row_has_is_no_problem(tmp_path: Path) -> None:
    column = pa.DictionaryArray.from_arrays([1] * 10, ["nonsense", TEXTS[0]])
    table = sheets(10, odd=0, missing=0).set_column(1, CONTROLS[0], column)
    pq.write_table(table, tmp_path / "a.parquet")
    assert same(tmp_path / "a.parquet", table)["problem"].null_count == 10


def answers(kind: pa.DataType, values: list[Any], rows: int = 500) -> pa.Table:
    draw = random.Random(str(kind))
    columns = {
        name: pa.array([draw.choice([*values, None]) for _ in range(rows)], kind)
        for name in CONTROLS
    }
    return pa.table({"firm": pa.array(range(rows)), **columns})


NUMBERS = [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32()]
NUMBERS += [pa.uint64(), pa.float32(), pa.float64()]


@pytest.mark.parametrize("kind", [*NUMBERS, pa.decimal128(5, 1), pa.bool_()], ids=str)
@pytest.mark.parametrize("dictionary", [True, False])
def test_answers_of_any_type(tmp_path: Path, kind: pa.DataType, dictionary: bool) -> None:
    values: list[Any] = [True, False] if kind == pa.bool_() else [0, 1, 2, 4, 77]
    if pa.types.is_decimal(kind):
        values = [decimal.Decimal(value) for value in values]
    table = answers(kind, values)
    pq.write_table(table, tmp_path / "a.parquet", use_dictionary=dictionary, row_group_size=200)
    same(tmp_path / "a.parquet", table, numbers="points")


@pytest.mark.parametrize("kind", ["string", "large_string", "string_view", "binary", "categories"])
def test_answers_of_any_kind_of_text(tmp_path: Path, kind: str) -> None:
    table = sheets(700)
    types = {
        "string": pa.string(),
        "large_string": pa.large_string(),
        "string_view": pa.string_view(),
        "binary": pa.binary(),
        "categories": pa.dictionary(pa.int16(), pa.string()),
    }
    texts = [pa.field(name, types[kind]) for name in CONTROLS]
    cast = table.cast(pa.schema([table.schema.field("firm"), *texts]))
    pq.write_table(cast, tmp_path / "a.parquet")
    same(tmp_path / "a.parquet", table)


def test_two_frameworks_and_two_controls_read_one_column(tmp_path: Path) -> None:
    names = [control.id for control in shisei.framework("five-basics@3.1").controls]
    draw = random.Random(3)
    texts = ["done", "できている", "○", "not-done", None, "B?"]
    table = pa.table({name: [draw.choice(texts) for _ in range(500)] for name in names})
    pq.write_table(table, tmp_path / "a.parquet")
    for options in (
        {"mapping": {"○": "done"}},
        {"columns": {names[0]: names[:2]}, "absent": "unanswered"},
        {"keep": "all"},
        {"keep": "answers"},
        {"keep": names[1:3]},
        {"select": ["coverage"]},
    ):
        given: dict[str, Any] = {"on_error": "report", **options}
        source: Any = table
        if "columns" in options:
            source = table.drop_columns([names[1]])
            pq.write_table(source, tmp_path / "b.parquet")
        path = tmp_path / ("b.parquet" if "columns" in options else "a.parquet")
        both = ["five-basics@3.1", "five-basics@3.1"][:1]
        found = pa.table(shisei.score(path, both, **given))
        assert found.to_pylist() == pa.table(shisei.score(source, both, **given)).to_pylist()


IDS: list[tuple[list[Any], pa.DataType | None]] = [
    ([datetime.date(2026, 1, 1), datetime.date(2026, 1, 2)], None),
    ([datetime.datetime(2026, 1, 1, 12), datetime.datetime(2026, 1, 2)], None),
    ([datetime.time(1), datetime.time(2)], None),
    ([decimal.Decimal("1.50"), decimal.Decimal("2.50")], None),
    ([b"a", b"b"], None),
    ([1.5, 2.5], None),
    ([True, False], None),
    ([1, 2], pa.uint64()),
    (["a", "b"], pa.large_string()),
    (["a", "b"], pa.string_view()),
    (["a", "b"], pa.dictionary(pa.int8(), pa.string())),
    ([uuid.UUID(int=1).bytes, uuid.UUID(int=2).bytes], pa.uuid()),
    ([uuid.UUID(int=1).bytes, uuid.UUID(int=2).bytes], pa.binary(16)),
    ([datetime.timedelta(1), datetime.timedelta(2)], None),
]


@pytest.mark.parametrize(("ids", "kind"), IDS, ids=str)
def test_ids_and_other_columns_stay_what_they_are(
    tmp_path: Path, ids: list[Any], kind: pa.DataType | None
) -> None:
    table = sheets(3, odd=0.3)
    column = pa.array([*ids, ids[0]], kind)
    notes = pa.array([[1, 2], None, []])
    table = table.set_column(0, "firm", column).append_column("notes", notes)
    pq.write_table(table, tmp_path / "a.parquet")
    found = same(tmp_path / "a.parquet", table)
    read = pq.read_table(tmp_path / "a.parquet", columns=["firm", "notes"])
    assert found["notes"].equals(read["notes"])
    assert found["firm"].type == read["firm"].type
    assert found["firm"].to_pylist() == read["firm"].to_pylist()


def test_files_whose_columns_have_other_types(tmp_path: Path) -> None:
    first, second = sheets(50, seed=2), sheets(60, seed=3)
    second = second.set_column(
        0, "firm", pa.array([f"D-{at}" for at in range(60)], pa.large_string())
    )
    first = first.append_column("staff", pa.array(range(50), pa.int16()))
    second = second.append_column("staff", pa.array(range(60), pa.int64()))
    answered = answers(pa.int64(), [0, 2, 4], 40).append_column("staff", pa.nulls(40))
    answered = answered.set_column(0, "firm", pa.array([f"E-{at}" for at in range(40)]))
    parts = [first, second, answered]
    for at, part in enumerate(parts):
        pq.write_table(
            part.select(part.column_names[:: 1 if at else -1]), tmp_path / f"{at}.parquet"
        )
    given: dict[str, Any] = {"id": "firm", "on_error": "report", "numbers": "points"}
    found = pa.table(shisei.score(tmp_path, SELF, **given))
    whole = [pa.table(shisei.score(part, SELF, **given)) for part in parts]
    assert found["points"].to_pylist() == [p for one in whole for p in one["points"].to_pylist()]
    assert found["firm"].to_pylist() == [p for one in whole for p in one["firm"].to_pylist()]
    assert found["staff"].to_pylist() == [*range(50), *range(60), *[None] * 40]
    pq.write_table(first.set_column(0, "firm", pa.array([[1]] * 50)), tmp_path / "3.parquet")
    with pytest.raises(FileError, match=r"3\.parquet, column firm: the values are List"):
        shisei.score(tmp_path, SELF, **given)


def test_columns_that_hold_no_answers_are_wrong_answers(tmp_path: Path) -> None:
    table = sheets(3).set_column(1, CONTROLS[0], pa.array([[1], [2], [3]]))
    pq.write_table(table, tmp_path / "a.parquet")
    with pytest.raises(shisei.SheetError, match=r"C-000000 .*SA-01: `\[1\]` is not one"):
        shisei.score(tmp_path / "a.parquet", SELF, id="firm")
    pq.write_table(pa.table([[1], [2]], ["a", "a"]), tmp_path / "b.parquet")
    with pytest.raises(FileError, match="more than one column 'a'"):
        shisei.score(tmp_path / "b.parquet", SELF)


@pytest.mark.parametrize(
    ("option", "value"),
    [("encoding", "cp932"), ("sheet", "a"), ("header_row", 2), ("header_rows", 2)],
)
def test_options_of_other_files_are_refused(tmp_path: Path, option: str, value: Any) -> None:
    pq.write_table(sheets(3), tmp_path / "a.parquet")
    with pytest.raises(FileError, match=option) as caught:
        shisei.score(tmp_path / "a.parquet", SELF, **{option: value})
    assert caught.value.code == "unknown-option"


def test_no_rows(tmp_path: Path) -> None:
    for at, way in enumerate(({}, {"row_group_size": 1})):
        pq.write_table(sheets(3).slice(0, 0), tmp_path / f"{at}.parquet", **way)
    assert shisei.score(tmp_path, SELF, id="firm").num_rows == 0
    assert files.rows(tmp_path) == 0


def test_half_a_character(tmp_path: Path) -> None:
    half = "は".encode()[:2]
    table = sheets(4, odd=0)
    broken = pa.array([half, half, TEXTS[0].encode(), half], pa.binary())
    table = table.set_column(1, CONTROLS[0], broken)
    pq.write_table(table, tmp_path / "a.parquet", store_schema=False)
    found = pa.table(shisei.score(tmp_path / "a.parquet", SELF, id="firm", on_error="report"))
    problems = found["problem"].to_pylist()
    assert [problem is None for problem in problems] == [False, False, True, False]
    assert "\ufffd" in problems[0]


#: What is done to a file, and what is said of it.
DAMAGE: list[tuple[Callable[[bytes], bytes], str, str]] = [
    (lambda data: b"", "damaged-file", "no Parquet file"),
    (lambda data: b"PAR1", "damaged-file", "no Parquet file"),
    (lambda data: b"firm,B1\na,b\n" * 9, "damaged-file", "no Parquet file"),
    (lambda data: data[: len(data) // 2], "damaged-file", "its end is missing"),
    (lambda data: data[:-4] + b"PARE", "unsupported-file", "encrypted"),
    (lambda data: data[:-8] + struct.pack("<I", 1 << 31) + b"PAR1", "damaged-file", "footer"),
    (lambda data: data[:-8] + struct.pack("<I", 3) + b"PAR1", "damaged-file", "footer"),
    (
        lambda data: data[:4] + bytes(len(data) // 2) + data[4 + len(data) // 2 :],
        "damaged-file",
        "damaged",
    ),
]


@pytest.mark.parametrize(("damage", "code", "said"), DAMAGE)
def test_damaged_files(
    tmp_path: Path, damage: Callable[[bytes], bytes], code: str, said: str
) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(sheets(500), path, compression="none")
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(FileError, match=said) as caught:
        shisei.score(path, SELF, id="firm")
    assert caught.value.code == code
    assert caught.value.file == str(path)


def test_compressions_that_are_not_read_are_named(tmp_path: Path) -> None:
    pq.write_table(sheets(5), tmp_path / "a.parquet", compression="brotli")
    with pytest.raises(FileError, match=r"BROTLI is not read: .* zstd") as caught:
        shisei.score(tmp_path / "a.parquet", SELF)
    assert caught.value.code == "unsupported-file"


HOSTILE = """
import random, resource, sys, warnings
from pathlib import Path
import shisei
path, seed = Path(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
data, draw, read = path.read_bytes(), random.Random(seed), 0
# The panics of a library are caught, and said on the way.
for _ in range(int(sys.argv[3])):
    broken = bytearray(data)
    end = len(data) if draw.random() < 0.5 else 2000
    for _ in range(draw.choice([1, 1, 2, 8])):
        place = draw.randrange(end) if draw.random() < 0.5 else len(data) - 1 - draw.randrange(1500)
        broken[place] = draw.choice([0, 255, 127, 128, broken[place] ^ 1 << draw.randrange(8)])
    path.write_bytes(broken)
    try:
        shisei.score(path, "self-assessment@3.1", on_error="report", threads=2)
        read += 1
    except (ValueError, shisei.errors.ShiseiError):
        pass
print(read)
"""


def test_whatever_a_file_says_nothing_falls_over(tmp_path: Path) -> None:
    """In a process of its own, with little memory: it ends as it should."""
    path = tmp_path / "a.parquet"
    pq.write_table(sheets(300), path, data_page_version="2.0", compression="zstd")
    command = [sys.executable, "-c", HOSTILE, str(path), "1", "150"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert int(ended.stdout) < 150


def test_long_and_other_questions_take_the_same_files(tmp_path: Path) -> None:
    table = sheets(40, odd=0)
    pq.write_table(table, tmp_path / "wide.parquet")
    rows = [
        {"firm": firm, "control": name, "answer": answer}
        for name in CONTROLS
        for firm, answer in zip(table["firm"].to_pylist(), table[name].to_pylist(), strict=True)
    ]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "long.parquet")
    long = shisei.score(tmp_path / "long.parquet", SELF, id="firm", long=("control", "answer"))
    assert (
        long["points"].to_pylist() == same(tmp_path / "wide.parquet", table)["points"].to_pylist()
    )
    plans = shisei.plan(tmp_path / "wide.parquet", SELF, 70, id="firm")
    assert (
        pa.table(plans).to_pylist() == pa.table(shisei.plan(table, SELF, 70, id="firm")).to_pylist()
    )
    weak = shisei.weakest(tmp_path / "wide.parquet", SELF)
    assert pa.table(weak).to_pylist() == pa.table(shisei.weakest(table, SELF)).to_pylist()
    assert shisei.inspect(tmp_path / "wide.parquet", SELF).sample.kind == "parquet"


ALONE = """
import sys
sys.modules["pyarrow"] = sys.modules["numpy"] = None
import shisei
path, out = sys.argv[1:]
print(shisei.score(path, "self-assessment@3.1", id="firm", on_error="report", output=out))
print(len(shisei.score(path, "self-assessment@3.1", id="firm", on_error="report")))
print(len(shisei.weakest(path, "self-assessment@3.1", top=3)))
"""


def test_no_other_library_is_needed(tmp_path: Path) -> None:
    pq.write_table(sheets(50, odd=0), tmp_path / "a.parquet")
    command = [sys.executable, "-c", ALONE, str(tmp_path / "a.parquet"), str(tmp_path / "out.csv")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.stdout.split() == ["50", "50", "3"], ended.stderr[-2000:]
