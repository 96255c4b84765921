"""Portfolios side by side: the same rows, the same six results, in turns, results checked equal.

Points, those of the three parts, band and number of "don't know" of 25 answers to the
self-assessment: numbers as int8, labels as text. Once with one thread and once with two, for all
libraries alike, each in a process of its own. The limits are a plain read of the same bytes, and a
read of them with as many bytes written as the scores take. Memory is the machine's: what two
threads gain is to be held against what two threads gain in reading.

    RESULTS=write python benches/python/portfolio.py [ROWS]
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Literal, TypeAlias

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
from peers import (
    RESULTS,
    duckdb_case,
    numpy_blocks,
    pandas_map,
    polars_bits,
    polars_enum,
    polars_replace,
    polars_when,
)
from sheets import CONTROLS, FRAMEWORK, LABELS, codes
from turns import Spent, best, nanoseconds, table, turns

import shisei

SELECT = ["points", "part_1", "part_2", "part_3", "outcome", "unknown"]
Integers: TypeAlias = Literal["int16", "smallest"]
#: Bytes of a row of scores.
WIDTHS: dict[Integers, int] = {"int16": 11, "smallest": 6}
#: Rows for those who take long.
FEW = 1_000_000
CALLS = 2_000
READ = "a plain read of the answers"


def limits(
    data: list[np.ndarray], rows: int, width: int, threads: int
) -> dict[str, Callable[[], Any]]:
    """A plain read of all bytes, and a read with as much written."""
    flat = np.concatenate([column.view(np.uint8) for column in data])
    words = flat[: flat.size // 8 * 8].view(np.uint64)
    out = np.ones(width * rows, np.int8)
    pool = ThreadPoolExecutor(threads)

    def read_and_write(read: np.ndarray, write: np.ndarray) -> None:
        """Alternate between both, as scores do, in pieces that stay in no cache."""
        for piece, place in zip(np.array_split(read, 16), np.array_split(write, 16), strict=True):
            np.bitwise_or.reduce(piece)
            place.fill(1)

    read, both = np.array_split(words, threads), np.array_split(out, threads)
    return {
        READ: lambda: list(pool.map(np.bitwise_or.reduce, read)),
        "a read and write": lambda: list(pool.map(read_and_write, read, both)),
    }


def ours(data: Any, threads: int, **options: Any) -> Callable[[], Any]:
    """Score what was asked of everybody."""
    return partial(shisei.score, data, FRAMEWORK, select=SELECT, threads=threads, **options)


def check(name: str, found: Any, expected: Mapping[str, np.ndarray]) -> None:
    """Stop when results differ."""
    mine = "outcome" in (found.column_names if hasattr(found, "column_names") else found)
    for result, other in zip(RESULTS, SELECT, strict=True):
        if result == "band" and mine:
            continue
        column = np.asarray(found[other if mine else result])
        if not np.array_equal(column, expected[result][: len(column)]):
            raise SystemExit(f"{name}: other results in {result}")


def show(
    name: str,
    title: str,
    spent: dict[str, Spent],
    rows: dict[str, int],
    others: list[str],
) -> None:
    """A row each: time of a row, times the read of the answers, times the best of the others."""
    limit = spent[READ].seconds / rows[READ]
    peer = min(others, key=lambda key: spent[key].seconds / rows[key])
    other = spent[peer].seconds / rows[peer]
    most = max(rows.values())
    table(
        name,
        title,
        f"`benches/python/portfolio.py {most}`, {os.cpu_count()} cores, one run in turns, least"
        f" times. The best of the others is {peer}.",
        ["What", "ns a row", "times the read", "the best of the others takes, times this"],
        [
            [
                key,
                nanoseconds(one.seconds, rows[key]),
                f"{one.seconds / rows[key] / limit:.2f}",
                f"{other / (one.seconds / rows[key]):.2f}",
            ]
            for key, one in spent.items()
        ],
    )


def _with(threads: int) -> str:
    return f"{threads} thread{'s' if threads > 1 else ''}"


def _section(name: str, threads: int) -> str:
    """The section of the page: that of two threads was there first."""
    return name if threads == 2 else f"{name}-{threads}"


def numbers(rows: int, threads: int) -> None:
    """Answers as int8."""
    columns = codes(rows)
    arrow, frame = pa.table(columns), pl.DataFrame(columns)
    matrix = np.ascontiguousarray(np.column_stack(list(columns.values())))
    stored = duckdb.connect(config={"threads": threads})
    few = arrow.slice(0, min(rows, FEW))
    stored.register("given", few)
    stored.execute("create table answers as select * from given")
    small = frame.head(FEW)
    works = limits(list(columns.values()), rows, WIDTHS["int16"], threads)
    for integers in WIDTHS:
        options: dict[str, Any] = {"numbers": "from-0", "integers": integers}
        works[f"shisei, Arrow, {integers}"] = ours(arrow, threads, **options)
    works["shisei, Polars in and out"] = ours(frame, threads, numbers="from-0")
    works["shisei, row-major matrix"] = ours(matrix, threads, numbers="from-0")
    works |= {
        "NumPy, `out=`, always one thread": partial(numpy_blocks, columns),
        "Polars, sums of bits": partial(polars_bits, frame),
        "Polars, the same, streaming engine": partial(polars_bits, frame, "streaming"),
    }
    spent = turns(works)
    known = dict.fromkeys(works, rows)
    slow: dict[str, Callable[[], Any]] = {
        "DuckDB, CASE over its own table": lambda: duckdb_case('"{}"'.format, "answers", stored),
        "Polars, `replace_strict`": partial(polars_replace, small),
        "pandas, `map`": partial(pandas_map, small.to_pandas()),
    }
    spent |= turns(slow, rounds=2)
    known |= dict.fromkeys(slow, len(few))
    expected = spent["NumPy, `out=`, always one thread"].result
    for key, one in spent.items():
        if "read" not in key:
            check(key, pa.table(one.result) if "matrix" in key else one.result, expected)
    others = [key for key in spent if not key.startswith(("shisei", "a ", "the "))]
    title = f"Numbers: int8, {rows:,} rows, {_with(threads)}"
    show(_section("numbers", threads), title, spent, known, others)


def labels(rows: int, threads: int) -> None:
    """Japanese labels as text."""
    columns = codes(rows)
    names = np.array(LABELS, dtype=object)
    frame = pl.DataFrame({c: pl.Series(names[columns[c]], dtype=pl.String) for c in CONTROLS})
    arrow = pa.table({c: frame[c].to_arrow().cast(pa.string()) for c in CONTROLS})
    buffers = [b for c in arrow.columns for chunk in c.chunks for b in chunk.buffers() if b]
    data = [np.frombuffer(buffer, np.uint8) for buffer in buffers]
    works = limits(data, rows, WIDTHS["int16"], threads)
    works |= {
        "shisei, Arrow": ours(arrow, threads),
        "shisei, Polars in and out": ours(frame, threads),
        "Polars, Enum and bits": partial(polars_enum, frame),
        "Polars, when/then": partial(polars_when, frame),
    }
    spent = turns(works, rounds=5)
    expected = numpy_blocks(columns)
    for key, one in spent.items():
        if "read" not in key:
            check(key, one.result, expected)
    others = [key for key in spent if key.startswith("Polars")]
    size = sum(part.nbytes for part in data) // rows
    title = f"Labels: Japanese text, {size} bytes a row, {rows:,} rows, {_with(threads)}"
    show(_section("labels", threads), title, spent, dict.fromkeys(works, rows), others)


def calls() -> None:
    """What one call about a table of one row costs."""
    frame = pl.DataFrame({c: ["implemented"] for c in CONTROLS})
    kinds = {"pyarrow": frame.to_arrow(), "polars": frame, "pandas": frame.to_pandas()}
    table(
        "calls",
        "A table of one row",
        f"`benches/python/portfolio.py`: every column of scores, the least of {CALLS:,} calls.",
        ["From", "µs a call"],
        [
            [kind, f"{best(partial(shisei.score, one, FRAMEWORK), CALLS)[0] * 1e6:.0f}"]
            for kind, one in kinds.items()
        ],
    )


def main() -> None:
    """Measure everything; or what so many threads take."""
    if sys.argv[1:2] == ["--threads"]:
        threads, rows = int(sys.argv[2]), int(sys.argv[3])
        numbers(rows, threads)
        labels(min(rows, FEW), threads)
        return
    rows = int(float(sys.argv[1])) if len(sys.argv) > 1 else 3_000_000
    for threads in (1, 2):
        environment = {**os.environ, "POLARS_MAX_THREADS": str(threads)}
        command = [sys.executable, __file__, "--threads", str(threads), str(rows)]
        subprocess.run(command, check=True, env=environment)
    calls()


if __name__ == "__main__":
    main()
