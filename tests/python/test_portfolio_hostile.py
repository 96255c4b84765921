"""Portfolios: data that is wrong in itself is an error or a bad row, never a crash or a panic.

What is handed over by pointer runs in a process of its own: a crash is then a failed test.
"""

from __future__ import annotations

import datetime
import decimal
import os
import signal
import struct
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import shisei

F = "five-basics@3.1"
CONTROLS = [f"B{i}" for i in range(1, 6)]
HALF = "は".encode()[:2]
FOREIGN = "未実施".encode("cp932")


def told(texts: list[bytes], kind: pa.DataType) -> pa.Array:
    """Bytes that say of themselves that they are text."""
    width = "i" if kind == pa.string() else "q"
    ends = np.cumsum([0, *map(len, texts)])
    offsets = struct.pack(f"<{len(ends)}{width}", *ends)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(texts))]
    return pa.Array.from_buffers(kind, len(texts), buffers)


def table(first: pa.Array, **others: pa.Array) -> pa.Table:
    answers = {name: ["done"] * len(first) for name in CONTROLS[1:]}
    return pa.table({**others, "B1": first, **answers})


def whole(scored: Any) -> pa.Table:
    scored = pa.table(scored)
    scored.validate(full=True)
    return scored


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()], ids=str)
@pytest.mark.parametrize("wrong", [HALF, FOREIGN, b"\xff" * 100])
def test_bytes_that_are_no_text_are_a_bad_row(kind: pa.DataType, wrong: bytes) -> None:
    data = table(told([wrong, b"done"], kind))
    scored = whole(shisei.score(data, F, on_error="report"))
    assert scored["coverage"].to_pylist() == [None, 100]
    assert "\ufffd" in scored["problem"][0].as_py()
    with pytest.raises(shisei.SheetError) as caught:
        shisei.score(data, F)
    assert "\ufffd" in str(caught.value)
    few = pa.DictionaryArray.from_arrays(pa.array([0, 1]), told([wrong, b"done"], kind))
    scored = whole(shisei.score(table(few), F, on_error="report"))
    assert scored["coverage"].to_pylist() == [None, 100]


@pytest.mark.carries_what_is_no_text
@pytest.mark.parametrize("wrong", [HALF, FOREIGN])
def test_ids_that_are_no_text_name_their_rows(wrong: bytes) -> None:
    ids = told([wrong, b"a", wrong], pa.string())
    data = table(pa.array(["done", "dome", "done"]), firm=ids)
    scored = shisei.score(data, F, id="firm", on_error="report", keep=[])
    problems = pa.table(scored)["problem"].to_pylist()
    assert problems[0] is None
    assert problems[1].startswith("firm=a (row 1), B1: `dome`")
    assert "\ufffd" in problems[2]
    assert "occurs twice" in problems[2]


@pytest.mark.parametrize("name", ["half.parquet", "half.arrow"])
def test_files_with_half_a_character_are_read(tmp_path: Path, name: str) -> None:
    data = table(told([HALF, b"done"], pa.string()))
    path = tmp_path / name
    if name.endswith("parquet"):
        pq.write_table(data, path)
    else:
        with pa.ipc.new_file(path, data.schema) as file:
            file.write_table(data)
    scored = whole(shisei.score(path, F, on_error="report"))
    assert scored["coverage"].to_pylist() == [None, 100]


IDS: list[list[Any]] = [
    [datetime.date(2026, 1, 1), datetime.date(2026, 1, 2)],
    [datetime.datetime(2026, 1, 1, 12), datetime.datetime(2026, 1, 2)],
    [datetime.time(1), datetime.time(2)],
    [decimal.Decimal("1.50"), decimal.Decimal("2.50")],
    [b"a", b"b"],
    [1.5, 2.5],
    [True, False],
]


@pytest.mark.parametrize("ids", IDS, ids=lambda ids: type(ids[0]).__name__)
def test_ids_of_any_plain_type(ids: list[Any]) -> None:
    column = pa.array([*ids, ids[0]])
    data = table(pa.array(["done"] * 3), firm=column)
    scored = whole(shisei.score(data, F, id="firm", on_error="report"))
    problems = scored["problem"].to_pylist()
    assert problems[:2] == [None, None]
    assert "(row 2): the id" in problems[2]
    assert scored["firm"].equals(data["firm"])
    shisei.score(data.slice(0, 2), F, id="firm")


def test_ids_of_fixed_bytes_and_of_other_types() -> None:
    fixed = pa.array([uuid.UUID(int=i).bytes for i in range(2)], pa.binary(16))
    whole(shisei.score(table(pa.array(["done"] * 2), firm=fixed), F, id="firm"))
    listed = pa.array([[1], [2]])
    whole(shisei.score(table(pa.array(["done"] * 2), firm=listed), F, id="firm"))
    with pytest.raises(shisei.SheetError, match=r"the id `\[1\]` occurs twice"):
        shisei.score(table(pa.array(["done"] * 2), firm=listed.take([0, 0])), F, id="firm")
    frame = pl.DataFrame({"day": [datetime.date(2026, 1, 1)], **{c: ["done"] for c in CONTROLS}})
    assert shisei.score(frame, F, id="day")["coverage"].to_list() == [100]


ROWS = pa.StructArray.from_arrays(
    [pa.array(["done", "done"])] * 5, CONTROLS, mask=pa.array([False, True])
)


def test_a_row_that_is_null_is_unanswered() -> None:
    whole_array, chunked = shisei.score(ROWS, F), shisei.score(pa.chunked_array([ROWS]), F)
    for scored in (whole(whole_array), whole(chunked)):
        assert scored["coverage"].to_pylist() == [100, None]
        assert scored["unanswered"].to_pylist() == [0, 5]


@pytest.mark.parametrize("array", [pa.array(["a"]), pa.array([1]), pa.chunked_array([["a"]])])
def test_an_array_is_no_table(array: Any) -> None:
    with pytest.raises(TypeError, match="a table is needed"):
        shisei.score(array, F)


def test_a_key_beyond_the_dictionary_is_a_bad_row() -> None:
    keys = pa.DictionaryArray.from_arrays(pa.array([0, 7, -3]), ["done"], safe=False)
    scored = pa.table(shisei.score(table(keys), F, on_error="report"))
    assert scored["coverage"].to_pylist() == [100, None, None]
    assert "`(7)` is not one of the choices" in scored["problem"][1].as_py()


@pytest.mark.parametrize("threads", [0, -1, "2", 1.5, True])
def test_threads_are_a_whole_number_from_1(threads: Any) -> None:
    with pytest.raises(ValueError, match="threads"):
        shisei.score(table(pa.array(["done"])), F, threads=threads)


MATRIX = np.zeros((3, 5), np.int8)


@pytest.mark.parametrize(
    "matrix",
    [
        MATRIX,
        MATRIX.view(np.uint8),
        np.asfortranarray(MATRIX),
        np.zeros((6, 10), np.int8)[::2, ::2],
        np.zeros((1, 5), np.int8),
        np.zeros((0, 5), np.int8),
    ],
)
def test_matrices_wherever_they_lie(matrix: Any) -> None:
    for lent in (matrix, np.copy(matrix)):
        lent.flags.writeable = False
        scored = whole(shisei.score(lent, F, numbers="from-0"))
        assert scored["coverage"].to_pylist() == [100] * len(matrix)


@pytest.mark.parametrize("matrix", [MATRIX.astype(float), MATRIX[:, :4], MATRIX[0], MATRIX > 0])
def test_other_matrices_are_refused(matrix: Any) -> None:
    with pytest.raises(TypeError, match="a matrix of int8 with 5 columns"):
        shisei.score(matrix, F, numbers="from-0")


def test_no_number_is_taken_for_memory() -> None:
    scorer = shisei.Scorer(F, numbers="from-0")._scorer
    for wrong in (0, 1 << 40, b"bytes", object(), MATRIX, pa.array([1]).__arrow_c_array__()[0]):
        with pytest.raises((TypeError, ValueError)):
            scorer.score_matrix(wrong)
    for other in (np.zeros((2, 5)), np.zeros((2, 4), np.int8), np.zeros((2, 10), np.int8)[:, ::2]):
        with pytest.raises(TypeError):
            scorer.score_matrix(other.__dlpack__())


#: One field of an array of one column of text, and what becomes of it.
BROKEN = [
    "array.length = -1",
    "array.length = 1 << 61",
    "array.offset = 1 << 61",
    "array.offset = -1",
    "array.null_count = -7",
    "array.n_children = 0",
    "array.n_children = -1",
    "array.n_children = 9",
    "array.children = None",
    "array.n_buffers = 0",
    "array.release = None",
    "child.length = 0",
    "child.offset = 1 << 60",
    "child.n_buffers = 2",
    "child.n_buffers = -1",
    "child.buffers = None",
    "buffers[1] = None",
    "buffers[2] = None",
    "buffers[1] += 1",
    "offsets[len(offsets) - 1] = -5",
    "offsets[0] = 1 << 30",
    "schema.format = None",
    "schema.n_children = -1",
    "schema.children = None",
    "schema.release = None",
    "column.format = b'\\xff'",
    "column.format = b'w:-1'",
    "column.format = b'nonsense'",
    "column.name = b'\\xff'",
]

BREAK = """
import ctypes, os, sys
import pyarrow as pa
import shisei

void = ctypes.c_void_p
class Schema(ctypes.Structure):
    pass
Schema._fields_ = [
    ("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64), ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(Schema))), ("dictionary", void), ("release", void),
    ("private", void),
]
class Array(ctypes.Structure):
    pass
Array._fields_ = [
    ("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64), ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(void)),
    ("children", ctypes.POINTER(ctypes.POINTER(Array))), ("dictionary", void), ("release", void),
    ("private", void),
]
pointer = ctypes.pythonapi.PyCapsule_GetPointer
pointer.restype, pointer.argtypes = void, [ctypes.py_object, ctypes.c_char_p]
rows = 1000
batch = pa.record_batch({f"B{i}": pa.array(["done"] * rows) for i in range(1, 6)})
capsules = batch.__arrow_c_array__()
schema = Schema.from_address(pointer(capsules[0], b"arrow_schema"))
array = Array.from_address(pointer(capsules[1], b"arrow_array"))
column, child = schema.children[0].contents, array.children[0].contents
buffers = child.buffers
offsets = (ctypes.c_int32 * (rows + 1)).from_address(buffers[1])
# What was broken is not given back to who made it.
kept = ctypes.CFUNCTYPE(None, void)(lambda given: None)
schema.release = array.release = ctypes.cast(kept, void)
exec(sys.argv[1])
class Hand:
    def __arrow_c_array__(self, requested_schema=None):
        return capsules
try:
    shisei.score(Hand(), "five-basics@3.1", on_error="report")
except ValueError as error:
    print("refused", error)
finally:
    sys.stdout.flush()
    os._exit(0)
"""


@pytest.mark.parametrize("broken", BROKEN)
def test_hand_made_arrow_is_refused(broken: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BREAK, broken], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout[:7]) == (0, "refused"), done
    assert "panicked" not in done.stderr


def test_types_within_types_without_end_are_refused() -> None:
    deep: Any = pa.int8()
    for _ in range(200):
        deep = pa.list_(deep)
    data = table(pa.array(["done"]), deep=pa.nulls(1, deep))
    with pytest.raises(ValueError, match="nested too deeply"):
        shisei.score(data, F)


def test_a_million_wrong_answers_take_no_longer_than_their_words() -> None:
    rows = 100_000
    wrong = pa.array(["未計画"] * rows)
    data = pa.table(dict.fromkeys(CONTROLS, wrong))
    start = time.process_time()
    scored = whole(shisei.score(data, F, on_error="report"))
    taken = (time.process_time() - start) / rows / len(CONTROLS)
    assert taken < 3e-6, f"{taken * 1e9:.0f} ns a cell"
    told = scored["problem"][rows - 1].as_py()
    assert told.startswith("row 99999, B1: `未計画` is not one of the choices.")
    assert told.endswith(" / also: B4, B5")


def interrupted(work: Callable[[], object]) -> float:
    """Ask a run to stop, as Ctrl-C does, and give the seconds that it took to."""
    asked: list[float] = []

    def interrupt() -> None:
        asked.append(time.perf_counter())
        os.kill(os.getpid(), signal.SIGINT)

    timer = threading.Timer(0.3, interrupt)
    # A job in the background may have been started deaf to it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            work()
    finally:
        timer.cancel()
        signal.signal(signal.SIGINT, before)
    return time.perf_counter() - asked[0]


@pytest.mark.skipif(os.name != "posix", reason="a signal to itself")
@pytest.mark.parametrize("ending", ["", ".parquet", ".csv"])
def test_ctrl_c_ends_a_run_within_a_second(tmp_path: Path, ending: str) -> None:
    rows = 3_000_000
    places = pa.array(np.arange(rows, dtype=np.int32) % 5_000)
    wrong = pa.DictionaryArray.from_arrays(places, [f"no {at}" for at in range(5_000)])
    data: Any = pa.table(dict.fromkeys(CONTROLS, wrong))
    if ending == ".parquet":
        pq.write_table(data, tmp_path / "a.parquet")
        data = tmp_path / "a.parquet"
    elif ending:
        pl.DataFrame(data).write_csv(tmp_path / "a.csv")
        data = tmp_path / "a.csv"
    # One run, which takes longer than it is let.
    assert interrupted(lambda: shisei.score(data, F, on_error="report", threads=1)) < 1


def test_one_cell_far_away_does_not_make_a_sheet_larger_than_memory(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, CONTROLS)
        sheet.write_row(1, 0, ["done"] * 5)
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(shisei.SheetError, match=r"row 1048576: .*column XFD has a value"):
        shisei.score(path, F)
