"""What streaming costs: time and memory by the number of rows, files beside their reader alone.

    python benches/python/streaming.py [MOST_ROWS]

Times are the least of several runs, ratios are of one run on one machine. Memory is the highest
resident size of a process of its own, less what it was before the first row (Linux).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv
from timing import best

import shisei
from shisei import files

FRAMEWORK = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in FRAMEWORK.controls]
LABELS = [choice.label.ja for choice in FRAMEWORK.controls[0].choices]
BATCH = 1 << 16
FILE_ROWS = 1_000_000


def codes(rows: int) -> pa.RecordBatch:
    """Make answers as int8."""
    rng = np.random.default_rng(1)
    arrays = [pa.array(rng.integers(0, 4, rows, dtype=np.int8)) for _ in CONTROLS]
    return pa.RecordBatch.from_arrays(arrays, CONTROLS)


ANSWERS = codes(BATCH)


def stream(rows: int) -> pa.RecordBatchReader:
    """Give so many rows, of which one batch is in memory."""
    batch = ANSWERS

    def batches() -> Iterator[pa.RecordBatch]:
        for at in range(0, rows, BATCH):
            yield batch.slice(0, min(BATCH, rows - at))

    return pa.RecordBatchReader.from_batches(batch.schema, batches())


def count(reader: pa.RecordBatchReader) -> int:
    """Read everything and hold nothing."""
    return sum(len(batch) for batch in reader)


def scored(rows: int) -> int:
    """Score a stream of int8 columns."""
    return count(shisei.score_stream(stream(rows), FRAMEWORK, numbers="from-0"))


def status(name: str) -> float:
    """Give a size of this process in megabytes (10^6 bytes)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) * 1024 / 1e6


def memory(what: str, argument: str) -> None:
    """Print how much memory it takes, beyond what everything takes that was imported."""
    works: dict[str, Callable[[], int]] = {
        "stream": lambda: scored(int(argument)),
        "read": lambda: count(files.read(argument)),
        "score": lambda: count(shisei.score_stream(argument, FRAMEWORK, id="firm")),
    }
    scored(BATCH)
    Path("/proc/self/clear_refs").write_text("5")
    before = status("VmRSS")
    rows = works[what]()
    print(json.dumps({"rows": rows, "peak": status("VmHWM") - before}))


def measured(*arguments: str) -> float:
    """Measure memory in a process of its own."""
    command = [sys.executable, __file__, "--memory", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(json.loads(done.stdout)["peak"])


def flat(most: int) -> None:
    """Print the cost of a row, from few rows to many: each size runs for as many rows in all."""
    sizes = [rows for rows in (10**5, 10**6, 10**7, 10**8) if rows <= most]
    spent = [best(lambda n=rows: scored(n), max(3, most // rows // 5))[0] for rows in sizes]  # type: ignore[misc]
    for rows, seconds in zip(sizes, spent, strict=True):
        peak = measured("stream", str(rows))
        print(
            f"stream of {rows:>11,} rows: {seconds / rows * 1e9:5.1f} ns/row, peak {peak:5.1f} MB"
        )


def on_disk(folder: Path) -> None:
    """Print what scoring adds to reading a file."""
    rng = np.random.default_rng(2)
    names = np.array(LABELS, dtype=object)
    columns: dict[str, Any] = {"firm": pa.array([f"C-{i:08}" for i in range(FILE_ROWS)])}
    for control in CONTROLS:
        columns[control] = pa.array(names[rng.integers(0, 4, FILE_ROWS)], pa.string())
    table = pa.table(columns)
    numbers = pa.table({c: rng.integers(0, 4, FILE_ROWS, dtype=np.int8) for c in CONTROLS})
    paths = {"CSV": "labels.csv", "Parquet": "labels.parquet", "Parquet, int8": "codes.parquet"}
    csv.write_csv(table, folder / "labels.csv")
    pq.write_table(table, folder / "labels.parquet")
    pq.write_table(numbers, folder / "codes.parquet")
    del table, numbers
    for name, file in paths.items():
        path = str(folder / file)
        options: Any = {"numbers": "from-0"} if "int8" in name else {"id": "firm"}
        plain = reader_alone(path)
        with_scores = count_of(path, options)
        (read, read_cpu), (score, score_cpu) = in_turns(plain, with_scores)
        size = Path(path).stat().st_size / 1e6
        print(
            f"{name}, {FILE_ROWS:,} rows, {size:.0f} MB: reader alone {read:.2f} s, with scores "
            f"{score:.2f} s ({FILE_ROWS / score / 1e6:.2f} M rows/s), {score / read - 1:+.0%}; "
            f"CPU {read_cpu:.2f} s and {score_cpu:.2f} s, {score_cpu / read_cpu - 1:+.0%}"
        )
        if "int8" not in name:
            alone, both = measured("read", path), measured("score", path)
            print(f"{name}: peak {alone:.0f} MB of the reader alone, {both:.0f} MB with scores")
    frames: dict[str, Callable[[], pl.DataFrame]] = {
        "Polars read_csv": lambda: pl.read_csv(folder / "labels.csv"),
        "Polars read_parquet": lambda: pl.read_parquet(folder / "labels.parquet"),
    }
    for name, read_frame in frames.items():
        read = best(read_frame, 5)[0]
        frame = read_frame()
        score = best(lambda f=frame: shisei.score(f, FRAMEWORK, id="firm"), 5)[0]  # type: ignore[misc]
        print(f"{name}: {read:.2f} s, shisei.score of its frame {score:.3f} s, {score / read:+.0%}")


def in_turns(*works: Callable[[], Any]) -> list[tuple[float, float]]:
    """Give the least wall and processor seconds of each: a slow while is slow for all of them."""
    times: list[list[tuple[float, float]]] = [[] for _ in works]
    for _ in range(7):
        for work, mine in zip(works, times, strict=True):
            start, start_cpu = time.perf_counter(), time.process_time()
            work()
            mine.append((time.perf_counter() - start, time.process_time() - start_cpu))
    return [(min(wall for wall, _ in mine), min(cpu for _, cpu in mine)) for mine in times]


def reader_alone(path: str) -> Callable[[], int]:
    """The same file through pyarrow's own streaming reader, as text."""
    return lambda: count(files.read(path))


def count_of(path: str, options: Any) -> Callable[[], int]:
    """Score the file as a stream."""
    return lambda: count(shisei.score_stream(path, FRAMEWORK, **options))


def one_row() -> None:
    """Print what one call on a table of one row costs."""
    frame = pl.DataFrame({control: ["implemented"] for control in CONTROLS})
    scorer = shisei.Scorer(FRAMEWORK)
    for name, data in (("polars", frame), ("pyarrow", frame.to_arrow())):
        call = best(lambda d=data: shisei.score(d, FRAMEWORK), 2000)[0]  # type: ignore[misc]
        again = best(lambda d=data: scorer(d), 2000)[0]  # type: ignore[misc]
        print(f"one row, {name}: shisei.score {call * 1e6:.0f} us, Scorer {again * 1e6:.0f} us")


def main() -> None:
    """Run everything, or one measurement of memory."""
    if sys.argv[1:2] == ["--memory"]:
        memory(*sys.argv[2:])
        return
    one_row()
    flat(int(float(sys.argv[1])) if len(sys.argv) > 1 else 100_000_000)
    with tempfile.TemporaryDirectory() as folder:
        on_disk(Path(folder))


if __name__ == "__main__":
    main()
