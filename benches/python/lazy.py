"""A lazy frame that is filtered after scoring, beside one that is collected first.

    RESULTS=write python benches/python/lazy.py [ROWS]

Firms of one trade of twenty, and two columns of their scores, out of a file of Japanese labels:
each way in a process of its own, whose highest resident size is told less what it was before
(Linux). The least of three runs counts, and the results are checked to be equal.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from resident import resident
from sheets import CONTROLS, FRAMEWORK, LABELS, codes
from turns import table

import shisei
import shisei.polars

RUNS = 3
TRADE = pl.col("trade") == "T-07"
WANTED = ["firm", "points_low", "outcome_low"]
REFERENCE = str(FRAMEWORK.reference)


def answers(path: Path) -> pl.LazyFrame:
    """The file, of which nothing is read yet."""
    return pl.scan_csv(path) if path.suffix == ".csv" else pl.scan_parquet(path)


def collected(path: Path) -> pl.DataFrame:
    """Read everything, score everything, and look for the trade."""
    scored: pl.DataFrame = shisei.score(answers(path).collect(), REFERENCE, id="firm")
    return scored.filter(TRADE).select(WANTED)


def lazily(path: Path) -> pl.DataFrame:
    """The same words, of a frame that stays lazy."""
    scored: pl.LazyFrame = shisei.score(answers(path), REFERENCE, id="firm")
    found: Any = scored.filter(TRADE).select(WANTED).collect(engine="streaming")
    return found  # type: ignore[no-any-return]


def expression(path: Path) -> pl.DataFrame:
    """Scores as an expression, in the streaming engine."""
    scores = shisei.polars.score(REFERENCE, CONTROLS, id="firm", select=WANTED[1:])
    lazy = answers(path).filter(TRADE).select("firm", scores).unnest("shisei")
    found: Any = lazy.collect(engine="streaming")
    return found  # type: ignore[no-any-return]


def all_of_it(path: Path) -> pl.DataFrame:
    """The mean of every trade: all rows are scored, in groups of the streaming engine."""
    points = shisei.polars.score(REFERENCE, CONTROLS).struct.field("points_low")
    grouped = answers(path).group_by("trade").agg(points.mean()).sort("trade")
    return grouped.collect(engine="streaming")


def all_collected(path: Path) -> pl.DataFrame:
    """The same of a frame that was collected first."""
    scored: pl.DataFrame = shisei.score(answers(path).collect(), REFERENCE, id="firm")
    return scored.group_by("trade").agg(pl.col("points_low").mean()).sort("trade")


WAYS: dict[str, Callable[[Path], pl.DataFrame]] = {
    "one trade: collected first": collected,
    "one trade: lazy, the same words": lazily,
    "one trade: an expression": expression,
    "every trade: collected first": all_collected,
    "every trade: an expression in a group": all_of_it,
}


def make(folder: Path, rows: int) -> list[Path]:
    """The same rows as Parquet and as CSV."""
    labels = pl.Series(LABELS)
    trades = pl.Series([f"T-{at:02}" for at in range(20)])
    rng = np.random.default_rng(2)
    frame = pl.DataFrame(
        {
            "firm": [f"C-{row:08}" for row in range(rows)],
            "trade": trades.gather(rng.integers(0, 20, rows)),
            **{control: labels.gather(column) for control, column in codes(rows).items()},
        }
    )
    paths = [folder / "answers.parquet", folder / "answers.csv"]
    frame.write_parquet(paths[0])
    frame.write_csv(paths[1])
    return paths


def once(way: str, path: Path) -> None:
    """Go one way, and print what it took."""
    before = resident("VmRSS")
    start, processor = time.perf_counter(), time.process_time()
    found = WAYS[way](path)
    seconds, spent = time.perf_counter() - start, time.process_time() - processor
    digest = int(found.sort(found.columns[0]).hash_rows(seed=1).sum() or 0)
    print(json.dumps([seconds, spent, resident("VmHWM") - before, digest]))


def main() -> None:
    """Every way from every kind of file, in turns."""
    if sys.argv[1:2] == ["--once"]:
        once(sys.argv[2], Path(sys.argv[3]))
        return
    rows = int(float(sys.argv[1])) if len(sys.argv) > 1 else 3_000_000
    lines = []
    with tempfile.TemporaryDirectory() as name:
        for path in make(Path(name), rows):
            spent: dict[str, list[list[float]]] = {way: [] for way in WAYS}
            for _ in range(RUNS):
                for way in WAYS:
                    command = [sys.executable, __file__, "--once", way, str(path)]
                    done = subprocess.run(command, check=True, capture_output=True, text=True)
                    spent[way].append(json.loads(done.stdout))
            for group in ("one trade", "every trade"):
                digests = {
                    r[3] for way, runs in spent.items() if way.startswith(group) for r in runs
                }
                if len(digests) > 1:
                    raise SystemExit(f"{path.suffix}, {group}: other results")
            for way, runs in spent.items():
                seconds, processor, memory, _ = (min(of) for of in zip(*runs, strict=True))
                kind = {".csv": "CSV", ".parquet": "Parquet"}[path.suffix]
                lines.append(
                    [f"{kind}, {way}", f"{seconds:.2f}", f"{processor:.2f}", f"{memory:,.0f}"]
                )
    table(
        "lazy",
        f"Lazy frames: {rows:,} rows of Japanese labels",
        "`benches/python/lazy.py`: each way in a process of its own, the least of"
        f" {RUNS} runs in turns; memory beyond what was there before.",
        ["From, and what", "seconds", "seconds of processor", "MB at most"],
        lines,
    )


if __name__ == "__main__":
    main()
