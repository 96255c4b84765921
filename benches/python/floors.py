"""How far int8 columns and a matrix are from a plain read of the same bytes, measured in turns.

A machine that is slow for a while is then slow for all of them. Given are the least and the median
of each, and their ratio to the same of the read by as many threads.

    python benches/python/floors.py [ROWS] [SECONDS]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

import shisei

FRAMEWORK = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in FRAMEWORK.controls]
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
    pool = ThreadPoolExecutor(2)
    floors: dict[int, Callable[[], Any]] = {
        1: lambda: np.bitwise_or.reduce(words),
        2: lambda: list(pool.map(np.bitwise_or.reduce, halves)),
    }
    works = {("read", threads): work for threads, work in floors.items()}
    for name, data in (("columns", table), ("matrix", matrix)):
        for integers in ("int16", "smallest"):
            for threads in (1, 2):
                score = partial(shisei.score, data, FRAMEWORK, numbers="from-0", select=SELECT)
                works[f"{name}, {integers}", threads] = partial(
                    score, threads=threads, integers=integers
                )
    times: dict[tuple[str, int], list[float]] = {work: [] for work in works}
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for key, work in works.items():
            start = time.perf_counter()
            result = work()
            times[key].append(time.perf_counter() - start)
            del result
    for (name, threads), mine in times.items():
        read = times["read", threads]
        least, median = min(mine), statistics.median(mine)
        print(
            f"{name}, {threads} thread(s):".ljust(32),
            f"least {least / rows * 1e9:5.2f} ns/row, {least / min(read):.2f} x read;",
            f"median {median / rows * 1e9:5.2f}, {median / statistics.median(read):.2f} x",
        )


if __name__ == "__main__":
    main()
