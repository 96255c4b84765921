"""How throughput grows from one worker process to two: files of Parquet in, files out.

    RESULTS=write python benches/python/workers.py [ROWS_OF_A_FILE]

Every worker takes a file, scores it as a stream and writes its scores, as an engine would have it
done. The least of several runs counts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from turns import table

import shisei

FRAMEWORK = "self-assessment@3.1"
FILES = 8
RUNS = 4


def make(folder: Path, rows: int) -> list[Path]:
    """Write files of Japanese labels."""
    framework = shisei.framework(FRAMEWORK)
    labels = pa.array([choice.label.ja for choice in framework.controls[0].choices])
    rng = np.random.default_rng(3)
    paths = []
    for at in range(FILES):
        columns = {"firm": pa.array([f"C-{at}-{i:08}" for i in range(rows)])}
        for control in framework.controls:
            codes = pa.array(rng.integers(0, 4, rows, dtype=np.int8))
            columns[control.id] = labels.take(codes)
        paths.append(folder / f"part-{at}.parquet")
        pq.write_table(pa.table(columns), paths[-1])
    return paths


def work(path: Path) -> tuple[int, float]:
    """Score one file; give its rows and the processor time that it took."""
    start = time.process_time()
    output = path.with_suffix(".scored.parquet")
    rows = int(shisei.score(path, FRAMEWORK, id="firm", threads=1, output=output))
    return rows, time.process_time() - start


def main() -> None:
    """Run with one worker and with two, in turns."""
    rows = int(float(sys.argv[1])) if len(sys.argv) > 1 else 500_000
    with tempfile.TemporaryDirectory() as name:
        paths = make(Path(name), rows)
        size = sum(path.stat().st_size for path in paths) / rows / FILES
        spent: dict[int, list[float]] = {1: [], 2: []}
        cost = []
        pools = {n: ProcessPoolExecutor(n, mp_context=get_context("spawn")) for n in spent}
        for pool in pools.values():
            list(pool.map(work, paths[:4]))
        for _ in range(RUNS):
            for count, pool in pools.items():
                start = time.perf_counter()
                done = list(pool.map(work, paths))
                spent[count].append(time.perf_counter() - start)
                assert sum(n for n, _ in done) == rows * FILES
                cost.append(sum(seconds for _, seconds in done))
        for pool in pools.values():
            pool.shutdown()
    total = rows * FILES
    one, two = (min(spent[n]) for n in (1, 2))
    table(
        "workers",
        "One worker and two",
        f"`benches/python/workers.py`: {total:,} rows in {FILES} files of Parquet, {size:.0f} bytes"
        " a row; each worker reads, scores and writes a file at a time. A row took"
        f" {min(cost) / total * 1e9:.0f} ns of processor.",
        ["Workers", "million rows a second", "times one"],
        [
            ["one", f"{total / one / 1e6:.2f}", "1.00"],
            ["two", f"{total / two / 1e6:.2f}", f"{one / two:.2f}"],
        ],
    )


if __name__ == "__main__":
    main()
