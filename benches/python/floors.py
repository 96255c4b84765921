"""How far int8 columns and a matrix are from a plain read of the same bytes, measured in turns.

A machine that is slow for a while is then slow for all of them. Given are the least and the median
of each, their ratio to the same of the read by as many threads, to that of reading as much and
writing as much as the scores take (x both), and how much faster two threads are than one.

    python benches/python/floors.py [ROWS] [SECONDS]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Literal, TypeAlias

import numpy as np
import pyarrow as pa

import shisei

FRAMEWORK = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in FRAMEWORK.controls]
#: What is done, by how many threads.
Work: TypeAlias = tuple[str, int]
Integers: TypeAlias = Literal["int16", "smallest"]
#: Share of answers that are missing, where some are.
MISSING = 0.05
#: Bytes of a row of scores.
WIDTHS: dict[Integers, int] = {"int16": 11, "smallest": 6}
SELECT = ["points", "part-1", "part-2", "part-3", "outcome", "unknown"]


def main() -> None:
    """Take turns until the time is over, and print."""
    rows = int(float(sys.argv[1])) if len(sys.argv) > 1 else 10_000_000
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 10
    rng = np.random.default_rng(1)
    columns = {c: rng.integers(0, 4, rows, dtype=np.int8) for c in CONTROLS}
    table = pa.table(columns)
    flat = np.concatenate(list(columns.values()))
    words = flat[: flat.size // 8 * 8].view(np.uint64)
    halves = np.array_split(words, 2)
    matrix = np.ascontiguousarray(np.column_stack(list(columns.values())))
    some = {c: pa.array(v, mask=rng.random(rows) < MISSING) for c, v in columns.items()}
    data = {"columns": table, "some missing": pa.table(some), "matrix": matrix}
    pool = ThreadPoolExecutor(2)
    written = {width: np.ones(width * rows, np.int8) for width in WIDTHS.values()}

    def read_and_write(read: np.ndarray, write: np.ndarray) -> None:
        """Alternate between both, as scores do, in pieces that stay in no cache."""
        for words, out in zip(np.array_split(read, 16), np.array_split(write, 16), strict=True):
            np.bitwise_or.reduce(words)
            out.fill(1)

    works: dict[Work, Callable[[], Any]] = {
        ("read", 1): lambda: np.bitwise_or.reduce(words),
        ("read", 2): lambda: list(pool.map(np.bitwise_or.reduce, halves)),
    }
    for integers, width in WIDTHS.items():
        out = written[width]
        both = np.array_split(out, 2)
        works[f"read and write, {integers}", 1] = partial(read_and_write, words, out)
        works[f"read and write, {integers}", 2] = lambda both=both: list(  # type: ignore[misc]
            pool.map(read_and_write, halves, both)
        )
    for name, given in data.items():
        for integers in WIDTHS:
            for threads in (1, 2):
                score = partial(shisei.score, given, FRAMEWORK, numbers="from-0", select=SELECT)
                works[f"{name}, {integers}", threads] = partial(
                    score, threads=threads, integers=integers
                )
    times: dict[Work, list[float]] = {work: [] for work in works}
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for key, work in works.items():
            start = time.perf_counter()
            result = work()
            times[key].append(time.perf_counter() - start)
            del result
    for word, middle in (("least", min), ("median", statistics.median)):
        spent = {work: middle(taken) for work, taken in times.items()}
        print(f"{word:<24}{'threads':>8}{'ns/row':>8}{'x read':>8}{'x both':>8}{'x faster':>10}")
        for key, mine in spent.items():
            name, threads = key
            print(f"{name:<24}{threads:>8}{mine / rows * 1e9:>8.2f}{ratios(spent, key)}")


def ratios(spent: dict[Work, float], work: Work) -> str:
    """Say how a work stands to the floors of as many threads, and to itself with one thread."""
    name, threads = work
    both = ("read and write, " + name.rpartition(", ")[2], threads)
    floors = f"{spent[work] / spent['read', threads]:>8.2f}"
    floors += f"{spent[work] / spent[both]:>8.2f}" if both in spent else " " * 8
    return floors + (f"{spent[name, 1] / spent[work]:>10.2f}" if threads > 1 else "")


if __name__ == "__main__":
    main()
