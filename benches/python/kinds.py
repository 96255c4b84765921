"""What a kind of column costs, and what a framework costs: every column of scores, results checked.

The same answers come as numbers of every width, as booleans, as text and as dictionaries, all there
and with one in twenty missing; then every framework of at most 60 controls is scored. Times are the
least of several runs.

    python benches/python/kinds.py [ROWS]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
from timing import best

import shisei

FRAMEWORK = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in FRAMEWORK.controls]
LABELS = np.array([choice.label.ja for choice in FRAMEWORK.controls[0].choices], dtype=object)
NUMBERS = ("int8", "int16", "int32", "int64", "uint8", "float64")
MISSING = 0.05
RUNS = 5
MOST_CONTROLS = 60


def say(name: str, rows: int, score: Callable[..., Any]) -> Any:
    """Print the nanoseconds of a row with one thread and with two; give the scores."""
    (one, scored), (two, _) = (best(partial(score, threads=threads), RUNS) for threads in (1, 2))
    print(f"{name:<32}{one / rows * 1e9:>8.1f}{two / rows * 1e9:>8.1f}{one / two:>8.2f}")
    return scored


def kinds(rows: int, missing: float) -> None:
    """The same answers in every kind of column."""
    rng = np.random.default_rng(1)
    codes = {c: rng.integers(0, 4, rows, dtype=np.int8) for c in CONTROLS}
    masks = {c: rng.random(rows) < missing if missing else None for c in CONTROLS}

    def table(of: Callable[[np.ndarray], Any]) -> pa.Table:
        return pa.table({c: pa.array(of(codes[c]), mask=masks[c]) for c in CONTROLS})

    def as_kind(kind: str) -> Callable[[np.ndarray], Any]:
        return lambda column: column.astype(kind)

    texts = table(lambda column: LABELS[column])
    tables: dict[str, Any] = {kind: table(as_kind(kind)) for kind in NUMBERS}
    tables["int64 of pandas"] = tables["int64"].to_pandas()
    tables["text"] = texts
    tables["text of polars"] = pl.DataFrame(texts)
    tables["dictionary"] = pa.table({c: texts[c].dictionary_encode() for c in CONTROLS})
    expected = None
    for name, data in tables.items():
        score = partial(shisei.score, data, FRAMEWORK)
        if name.partition(" ")[0] in NUMBERS:
            score = partial(score, numbers="from-0")
        scored = say(name, rows, score)
        points = pd.Series(scored["points_low"]).to_numpy()
        expected = points if expected is None else expected
        if not np.array_equal(points, expected):
            raise SystemExit(f"{name}: other results")


def frameworks(rows: int, missing: float) -> None:
    """Every framework, with answers of chance."""
    rng = np.random.default_rng(2)
    for framework in shisei.frameworks():
        if len(framework.controls) > MOST_CONTROLS:
            continue
        columns = {}
        for control in framework.controls:
            answers = rng.integers(0, len(allowed(control)), rows, dtype=np.int8)
            codes = np.array(allowed(control), dtype=np.int8)[answers]
            columns[control.id] = pa.array(codes, mask=rng.random(rows) < missing)
        table = pa.table(columns)
        name = f"{framework.reference}, {len(columns)} controls"
        scored = say(name, rows, partial(shisei.score, table, framework, numbers="from-0"))
        last = framework.assess({c: choice(framework, c, table) for c in columns})
        if scored["met"][0].as_py() != last.tally.met:
            raise SystemExit(f"{name}: other results")


def allowed(control: shisei.Control) -> list[int]:
    """Positions of the choices that need no reason and no leave."""
    plain = ("met", "partial", "unmet", "unknown")
    return [at for at, choice in enumerate(control.choices) if choice.standing in plain]


def choice(framework: shisei.Framework, control: str, table: pa.Table) -> str | None:
    """The first answer to a control, by its id."""
    at = table[control][0].as_py()
    found = framework.control(control)
    return None if at is None or found is None else found.choices[at].id


def main() -> None:
    """Print everything."""
    rows = int(float(sys.argv[1])) if len(sys.argv) > 1 else 1_000_000
    for missing in (0.0, MISSING):
        print(f"{missing:.0%} missing; ns/row".ljust(32), " 1 thr.   2 thr.   ratio")
        kinds(rows, missing)
        frameworks(rows, missing)


if __name__ == "__main__":
    main()
