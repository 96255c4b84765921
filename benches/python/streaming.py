"""What a stream costs, by the number of its rows: time, and memory beyond its batch.

    RESULTS=write python benches/python/streaming.py [MOST_ROWS]

Memory is the highest resident size of a process of its own, less what it was before the first row
(Linux).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from resident import resident
from sheets import FRAMEWORK, codes
from turns import best, nanoseconds, table

import shisei

BATCH = 1 << 16
ANSWERS = pa.RecordBatch.from_pydict(codes(BATCH))
SIZES = (10**5, 10**6, 10**7, 10**8)


def stream(rows: int) -> pa.RecordBatchReader:
    """Give so many rows, of which one batch is in memory."""

    def batches() -> Iterator[pa.RecordBatch]:
        for at in range(0, rows, BATCH):
            yield ANSWERS.slice(0, min(BATCH, rows - at))

    return pa.RecordBatchReader.from_batches(ANSWERS.schema, batches())


def scored(rows: int) -> int:
    """Score a stream of int8 columns, and hold nothing."""
    found = shisei.score_stream(stream(rows), FRAMEWORK, numbers="from-0")
    return sum(len(batch) for batch in found)


def memory(rows: int) -> None:
    """Print how much memory it takes, beyond what everything takes that was imported."""
    scored(BATCH)
    Path("/proc/self/clear_refs").write_text("5")
    before = resident("VmRSS")
    scored(rows)
    print(resident("VmHWM") - before)


def peak(rows: int) -> float:
    """Measure memory in a process of its own."""
    command = [sys.executable, __file__, "--memory", str(rows)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Every size runs for as many rows in all; or one measurement of memory."""
    if sys.argv[1:2] == ["--memory"]:
        memory(int(sys.argv[2]))
        return
    most = int(float(sys.argv[1])) if len(sys.argv) > 1 else SIZES[-1]
    rows = []
    for size in (size for size in SIZES if size <= most):
        seconds, _ = best(lambda n=size: scored(n), max(3, most // size // 5))  # type: ignore[misc]
        rows.append([f"{size:,}", nanoseconds(seconds, size), f"{peak(size):.1f}"])
    table(
        "streaming",
        "Streams",
        f"`benches/python/streaming.py`: batches of {BATCH:,} rows of int8, every column of scores;"
        " the least times, and memory beyond the batch.",
        ["Rows", "ns a row", "MB at most"],
        rows,
    )


if __name__ == "__main__":
    main()
