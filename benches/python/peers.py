"""The same six results by other libraries, written as one who knows them would, input checked.

Points, those of the three parts, band and number of "don't know" of 25 answers. Codes 0 to 3 are
worth 4, 2, 0 and -1: that is 4 - 2 * code, and one more for a 3, which is the one code with both
bits set. Whatever is no code or no label is found and refused, as shisei does.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import reduce
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
from sheets import CONTROLS, LABELS, PARTS, POINTS, STARTS

RESULTS = ["points", "part_1", "part_2", "part_3", "band", "unknown"]
#: Rows of a block, which stays in the cache.
BLOCK = 1 << 15


def numpy_blocks(columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Blocks of int8 and nothing new in memory: every step writes to where it is wanted."""
    rows = len(columns[CONTROLS[0]])
    out = {name: np.empty(rows, np.int8) for name in RESULTS}
    high, codes, threes, seen = (np.empty(BLOCK, np.int8) for _ in range(4))
    for at in range(0, rows, BLOCK):
        here = slice(at, min(at + BLOCK, rows))
        length = here.stop - at
        h, s, u, any_bit = high[:length], codes[:length], threes[:length], seen[:length]
        any_bit[:] = 0
        total, unknown = out["points"][here], out["unknown"][here]
        total[:] = 0
        unknown[:] = 0
        for part, names in enumerate(PARTS):
            s[:] = 0
            u[:] = 0
            for name in names:
                code = columns[name][here]
                np.bitwise_or(any_bit, code, out=any_bit)
                np.right_shift(code, 1, out=h)
                np.bitwise_and(h, code, out=h)
                np.add(u, h, out=u)
                np.add(s, code, out=s)
            points = out[f"part_{part + 1}"][here]
            np.left_shift(s, 1, out=s)
            np.subtract(u, s, out=points)
            np.add(points, np.int8(4 * len(names)), out=points)
            np.add(total, points, out=total)
            np.add(unknown, u, out=unknown)
        if (any_bit.view(np.uint8) > 3).any():
            raise ValueError("an answer is none of the codes")
        band = out["band"][here]
        np.less(total, STARTS[0], out=band.view(np.bool_))
        for start in STARTS[1:]:
            np.add(band, total < start, out=band)
    return out


def polars_bits(frame: pl.DataFrame, threads_of: str = "in-memory") -> pl.DataFrame:
    """Sums of codes and of the bits that only a 3 has, all in Int8."""
    return _polars_scores(frame.lazy(), {c: pl.col(c) for c in CONTROLS}, threads_of)


def polars_enum(frame: pl.DataFrame) -> pl.DataFrame:
    """Labels become an Enum, which refuses others, and its codes are then added up."""
    kind = pl.Enum(LABELS)
    coded = {c: pl.col(c).cast(kind).to_physical().cast(pl.Int8) for c in CONTROLS}
    return _polars_scores(frame.lazy().select(**coded), {c: pl.col(c) for c in CONTROLS})


def _polars_scores(
    frame: pl.LazyFrame, code: dict[str, pl.Expr], engine: Any = "in-memory"
) -> pl.DataFrame:
    def threes_twice(names: list[str]) -> pl.Expr:
        return reduce(operator.add, [code[c] & (code[c] - pl.lit(1, pl.Int8)) for c in names])

    def points(names: list[str]) -> pl.Expr:
        codes = reduce(operator.add, [code[c] for c in names])
        most = pl.lit(4 * len(names), pl.Int8)
        return most - codes * pl.lit(2, pl.Int8) + threes_twice(names).floordiv(pl.lit(2, pl.Int8))

    parts = {f"part_{at + 1}": points(names) for at, names in enumerate(PARTS)}
    bits = reduce(operator.or_, [code[c] for c in CONTROLS]).cast(pl.UInt8, wrap_numerical=True)
    scored = frame.select(
        **parts,
        unknown=threes_twice(CONTROLS).floordiv(pl.lit(2, pl.Int8)),
        wrong=bits.max() > 3,
    ).with_columns(points=pl.col("part_1") + pl.col("part_2") + pl.col("part_3"))
    band = reduce(operator.add, [(pl.col("points") < start).cast(pl.Int8) for start in STARTS])
    found = scored.with_columns(band=band).collect(engine=engine)
    if found["wrong"].any():
        raise ValueError("an answer is none of the codes")
    return found


def polars_when(frame: pl.DataFrame) -> pl.DataFrame:
    """Labels told apart one after the other."""

    def worth(c: str) -> pl.Expr:
        told: Any = pl
        for label, points in zip(LABELS, POINTS, strict=True):
            told = told.when(pl.col(c) == label).then(pl.lit(points, pl.Int8))
        expression: pl.Expr = told.otherwise(None)
        return expression

    scored = frame.lazy().select(
        *[
            reduce(operator.add, [worth(c) for c in names]).alias(f"part_{at + 1}")
            for at, names in enumerate(PARTS)
        ],
        reduce(operator.add, [(pl.col(c) == LABELS[3]).cast(pl.Int8) for c in CONTROLS]).alias(
            "unknown"
        ),
    )
    scored = scored.with_columns(points=pl.col("part_1") + pl.col("part_2") + pl.col("part_3"))
    band = reduce(operator.add, [(pl.col("points") < start).cast(pl.Int8) for start in STARTS])
    found = scored.with_columns(band=band).collect()
    if found["points"].null_count():
        raise ValueError("an answer is none of the labels")
    return found


def polars_replace(frame: pl.DataFrame) -> pl.DataFrame:
    """As a user of Polars would write it first."""
    worth = {
        c: pl.col(c).replace_strict([0, 1, 2, 3], POINTS, return_dtype=pl.Int16) for c in CONTROLS
    }
    parts = [pl.sum_horizontal([worth[c] for c in names]) for names in PARTS]
    scored = frame.select(
        *[part.alias(f"part_{at + 1}") for at, part in enumerate(parts)],
        pl.sum_horizontal(parts).alias("points"),
        pl.sum_horizontal([(pl.col(c) == 3).cast(pl.Int16) for c in CONTROLS]).alias("unknown"),
    )
    band = reduce(operator.add, [(pl.col("points") < start).cast(pl.Int8) for start in STARTS])
    return scored.with_columns(band=band)


def pandas_map(frame: pd.DataFrame) -> pd.DataFrame:
    """As a user of pandas would write it first."""
    points = frame[CONTROLS].apply(lambda column: column.map(dict(enumerate(POINTS))))
    out = pd.DataFrame({f"part_{at + 1}": points[c].sum(axis=1) for at, c in enumerate(PARTS)})
    out["points"] = points.sum(axis=1)
    out["band"] = pd.cut(out["points"], [-26, 49, 69, 99, 100], labels=[3, 2, 1, 0])
    out["unknown"] = (frame[CONTROLS] == 3).sum(axis=1)
    return out


def duckdb_case(of: Callable[[str], str], source: str, connection: Any = duckdb) -> pa.Table:
    """CASE over the columns of a table, a file or a query; `of` makes the code of a column."""
    worth = " + ".join
    case = "case {c} when 0 then 4 when 1 then 2 when 2 then 0 when 3 then -1 end"
    parts = [worth(case.format(c=of(c)) for c in names) for names in PARTS]
    unknown = worth(f"({of(c)} = 3)::int" for c in CONTROLS)
    bands = " + ".join(f"(points < {start})::int" for start in STARTS)
    found = connection.sql(
        f"with parts as (select {parts[0]} part_1, {parts[1]} part_2, {parts[2]} part_3, "
        f"{unknown} unknown from {source}), "
        "scored as (select *, part_1 + part_2 + part_3 points from parts) "
        f"select *, {bands} band from scored"
    ).to_arrow_table()
    if found["points"].null_count:
        raise ValueError("an answer is none of the codes")
    return found
