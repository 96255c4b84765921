"""Portfolios side by side: the same rows, the same work, the same run, results checked equal.

The work: total, three part sums, band and the count of "don't know" of 25 answers. Only shisei
also refuses what is not an answer. Times are the best of several runs; the first call is shown
beside them, as it also makes the memory of the result. The read floor is the faster of two plain
NumPy reductions over the same bytes, by as many threads; the write floor fills memory that is
already there with as many bytes as the result has.

    python benches/python/portfolio.py [ROWS]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Literal, TypeAlias

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
from timing import best

import shisei

FRAMEWORK = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in FRAMEWORK.controls]
PARTS = [[c.id for c in FRAMEWORK.controls if c.group == g] for g in FRAMEWORK.groups]
POINTS = np.array([4, 2, 0, -1], dtype=np.int8)
LABELS = [c.label.ja for c in FRAMEWORK.controls[0].choices]
SELECT = ["points", "part-1", "part-2", "part-3", "outcome", "unknown"]
STARTS = [100, 70, 50]
Integers: TypeAlias = Literal["int16", "smallest"]


def read_floor(flat: np.ndarray, threads: int) -> float:
    """Give the least seconds of a plain read of all bytes."""
    words = flat[: flat.size // 8 * 8].view(np.uint64)
    parts = np.array_split(words, threads)

    def run(read: Callable[[np.ndarray], Any]) -> list[Any]:
        if threads == 1:
            return [read(words)]
        return list(pool.map(read, parts))

    with ThreadPoolExecutor(threads) as pool:
        return min(best(lambda: run(np.bitwise_or.reduce), 9)[0], best(lambda: run(np.sum), 9)[0])


def numpy_expert(columns: dict[str, np.ndarray]) -> list[np.ndarray]:
    """Columns in blocks that stay in the cache, int8 throughout."""
    n = len(columns[CONTROLS[0]])
    out = [np.empty(n, np.int8) for _ in range(6)]
    step = 1 << 15
    for at in range(0, n, step):
        here = slice(at, at + step)
        length = min(step, n - at)
        unknown = np.zeros(length, np.int8)
        total = np.zeros(length, np.int8)
        for part, names in enumerate(PARTS):
            points = np.zeros(length, np.int8)
            for name in names:
                code = columns[name][here]
                is_unknown = code == 3
                points -= code << 1
                points += is_unknown
                unknown += is_unknown
            points += np.int8(4 * len(names))
            out[1 + part][here] = points
            total += points
        out[0][here] = total
        out[4][here] = (total < 100).view(np.int8) + (total < 70) + (total < 50)
        out[5][here] = unknown
    return out


def polars_idiomatic(frame: pl.DataFrame) -> pl.DataFrame:
    """Score as a Polars user would write it first."""
    points = {
        c: pl.col(c).replace_strict([0, 1, 2, 3], [4, 2, 0, -1], return_dtype=pl.Int16)
        for c in CONTROLS
    }
    parts = [pl.sum_horizontal([points[c] for c in names]) for names in PARTS]
    total = pl.sum_horizontal(parts)
    band = sum(((total < s).cast(pl.Int8) for s in STARTS[1:]), (total < 100).cast(pl.Int8))
    unknown = pl.sum_horizontal([(pl.col(c) == 3).cast(pl.Int16) for c in CONTROLS])
    return frame.select(
        total.alias("points"),
        *[p.alias(f"part-{i + 1}") for i, p in enumerate(parts)],
        band.alias("band"),
        unknown.alias("unknown"),
    )


def polars_expert(frame: pl.DataFrame) -> pl.DataFrame:
    """Arithmetic instead of a mapping: 4 - 2 * code, and one more for code 3."""
    eight = pl.Int8

    def total_of(names: list[str]) -> pl.Expr:
        codes = pl.sum_horizontal([pl.col(c) for c in names]).cast(eight)
        unknown = pl.sum_horizontal([(pl.col(c) == 3).cast(eight) for c in names])
        return (pl.lit(4 * len(names), eight) - codes * 2 + unknown.cast(eight)).cast(eight)

    parts = frame.select(
        *[total_of(names).alias(f"part-{i + 1}") for i, names in enumerate(PARTS)],
        pl.sum_horizontal([(pl.col(c) == 3).cast(eight) for c in CONTROLS]).alias("unknown"),
    )
    parts = parts.with_columns(
        points=(pl.col("part-1") + pl.col("part-2") + pl.col("part-3")).cast(eight)
    )
    band = sum(
        ((pl.col("points") < s).cast(eight) for s in STARTS[1:]),
        (pl.col("points") < 100).cast(eight),
    )
    return parts.with_columns(band=band)


def pandas_idiomatic(frame: pd.DataFrame) -> pd.DataFrame:
    """Score as a pandas user would write it first."""
    mapping = {0: 4, 1: 2, 2: 0, 3: -1}
    points = frame[CONTROLS].apply(lambda column: column.map(mapping))
    out = pd.DataFrame({f"part-{i + 1}": points[n].sum(axis=1) for i, n in enumerate(PARTS)})
    out["points"] = points.sum(axis=1)
    out["band"] = pd.cut(out["points"], [-26, 49, 69, 99, 100], labels=[3, 2, 1, 0])
    out["unknown"] = (frame[CONTROLS] == 3).sum(axis=1)
    return out


def duckdb_case(answers: pa.Table) -> pa.Table:
    """Score with CASE expressions in DuckDB."""
    case = "case {c} when 0 then 4 when 1 then 2 when 2 then 0 when 3 then -1 end"
    quoted = {c: f'"{c}"' for c in CONTROLS}
    parts = [" + ".join(case.format(c=quoted[c]) for c in names) for names in PARTS]
    unknown = " + ".join(f"({quoted[c]} = 3)::int" for c in CONTROLS)
    scored = duckdb.sql(
        f"with t as (select {parts[0]} a, {parts[1]} b, {parts[2]} c, "
        f"{unknown} unknown from answers) "
        "select a + b + c points, a, b, c, "
        "case when a + b + c >= 100 then 0 when a + b + c >= 70 then 1 "
        "when a + b + c >= 50 then 2 else 3 end band, unknown from t"
    )
    assert scored is not None
    return scored.to_arrow_table()


def check(name: str, points: Any, unknown: Any, expected: list[np.ndarray]) -> None:
    """Stop when a rival's points or counts differ from ours."""
    n = len(points)
    if not (np.array_equal(points, expected[0][:n]) and np.array_equal(unknown, expected[5][:n])):
        raise SystemExit(f"{name}: other results")


def main() -> None:
    """Run everything on the same answers and print the ratios."""
    rows = int(float(sys.argv[1])) if len(sys.argv) > 1 else 10_000_000
    rng = np.random.default_rng(1)
    columns = {c: rng.integers(0, 4, rows, dtype=np.int8) for c in CONTROLS}
    flat = np.concatenate(list(columns.values()))
    floors = {threads: read_floor(flat, threads) for threads in (1, 2)}
    floor = floors[1]
    del flat
    print(f"{rows:,} rows, 25 answers each; shisei {shisei.__version__}")
    for threads, seconds in floors.items():
        gigabytes = 25 * rows / seconds / 1e9
        print(f"read floor, {threads} thread(s) {seconds * 1e3:8.1f} ms  {gigabytes:5.1f} GB/s")
    table = pa.table(columns)
    frame = pl.DataFrame(columns)
    expected_time, expected = best(lambda: numpy_expert(columns), 5)
    results: list[tuple[str, float, int]] = [("NumPy expert, int8 blocks", expected_time, rows)]

    def ours(threads: int, integers: Integers) -> Any:
        return shisei.score(
            table, FRAMEWORK, numbers="from-0", select=SELECT, threads=threads, integers=integers
        )

    widths: dict[Integers, int] = {"int16": 11, "smallest": 6}
    for integers, width in widths.items():
        memory = np.ones(width * rows, np.int8)
        written, _ = best(partial(memory.fill, 1), 7)
        del memory
        alone = 0.0
        for threads in (1, 2):
            first, _ = best(partial(ours, threads, integers), 1)
            spent, scored = best(partial(ours, threads, integers), 11)
            name = f"shisei, {threads} thread{'s' if threads > 1 else ''}, {integers}"
            check(name, scored["points"].to_numpy(), scored["unknown"].to_numpy(), expected)
            results.append((name, spent, rows))
            alone = alone or spent
            print(
                f"{name}: {(25 + width) * rows / spent / 1e9:.1f} GB/s moved,"
                f" {spent / floors[threads]:.2f} x read floor,"
                f" {spent / (floors[threads] + written / threads):.2f} x read and write floor,"
                f" first call {first / floors[threads]:.2f} x, {alone / spent:.2f} x one thread"
            )
    matrix = np.ascontiguousarray(np.column_stack([columns[c] for c in CONTROLS]))
    spent, scored = best(
        lambda: shisei.score(matrix, FRAMEWORK, numbers="from-0", select=SELECT, threads=1), 7
    )
    scored = pa.table(scored)
    check("matrix", scored["points"].to_numpy(), scored["unknown"].to_numpy(), expected)
    results.append(("shisei, row-major matrix, 1 thread", spent, rows))
    spent, found = best(lambda: polars_expert(frame), 3)
    check("polars expert", found["points"].to_numpy(), found["unknown"].to_numpy(), expected)
    results.append(("Polars expert", spent, rows))
    few = min(rows, 1_000_000)
    small = table.slice(0, few)
    spent, found = best(lambda: duckdb_case(small), 2)
    check("duckdb", found["points"].to_numpy(), found["unknown"].to_numpy(), expected)
    results.append(("DuckDB CASE", spent, few))
    spent, found = best(lambda: polars_idiomatic(frame.head(few)), 2)
    check("polars", found["points"].to_numpy(), found["unknown"].to_numpy(), expected)
    results.append(("Polars replace_strict", spent, few))
    slow = frame.head(few).to_pandas()
    spent, found = best(lambda: pandas_idiomatic(slow), 1)
    check("pandas", found["points"].to_numpy(), found["unknown"].to_numpy(), expected)
    results.append(("pandas map", spent, few))
    one = next(s for n, s, _ in results if n == "shisei, 1 thread, int16")
    for name, spent, n in results:
        per = spent / n * 1e9
        print(
            f"{name:36} {per:8.2f} ns/row  {spent / n * rows / floor:7.2f} x floor"
            f"  {(spent / n) / (one / rows):7.2f} x shisei"
        )
    labels(few, columns)
    calls()


def labels(rows: int, columns: dict[str, np.ndarray]) -> None:
    """Japanese labels as text."""
    names = np.array(LABELS, dtype=object)
    frame = pl.DataFrame(
        {c: pl.Series(names[columns[c][:rows]], dtype=pl.String) for c in CONTROLS}
    )
    table = pa.table({c: frame[c].to_arrow().cast(pa.string()) for c in CONTROLS})

    def library() -> pl.DataFrame:
        def points(c: str) -> pl.Expr:
            col = pl.col(c)
            return (
                pl.when(col == LABELS[0])
                .then(4)
                .when(col == LABELS[1])
                .then(2)
                .when(col == LABELS[2])
                .then(0)
                .when(col == LABELS[3])
                .then(-1)
            )

        parts = [pl.sum_horizontal([points(c) for c in p]) for p in PARTS]
        unknown = pl.sum_horizontal([(pl.col(c) == LABELS[3]).cast(pl.Int16) for c in CONTROLS])
        return frame.select(sum(parts[1:], parts[0]).alias("points"), unknown.alias("unknown"))

    theirs, found = best(library, 3)
    moved = table.nbytes
    print(
        f"labels: {moved / rows:.0f} bytes a row, best library {rows / theirs / 1e6:.2f} M rows/s"
    )
    for name, data in (("pyarrow text", table), ("polars text", frame)):
        for threads in (1, 2):
            work = partial(shisei.score, data, FRAMEWORK, select=SELECT, threads=threads)
            spent, scored = best(work, 5)
            points = np.asarray(scored["points"])
            if not np.array_equal(points, found["points"].to_numpy()):
                raise SystemExit(f"{name}: other results")
            print(
                f"labels, {name}, {threads} thread(s): {rows / spent / 1e6:6.1f} M rows/s,"
                f" {moved / spent / 1e9:.1f} GB/s, {theirs / spent:5.1f} x Polars when/then"
            )


def calls() -> None:
    """Print what one call on a one-row table costs."""
    one = pl.DataFrame({c: ["implemented"] for c in CONTROLS})
    arrow = one.to_arrow()
    for name, data in (("polars", one), ("pyarrow", arrow)):
        spent, _ = best(partial(shisei.score, data, FRAMEWORK), 200)
        print(f"one row, {name}: {spent * 1e6:.0f} us a call")


if __name__ == "__main__":
    main()
