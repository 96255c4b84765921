"""What a kind of column costs, and what a framework costs: every column of scores, results checked.

The same answers come as numbers of every width, as booleans, as text and as dictionaries, all there
and with one in twenty missing; then every framework of at most 60 controls is scored. Times are the
least of several runs.

    RESULTS=write python benches/python/kinds.py [ROWS]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
from sheets import CONTROLS, FRAMEWORK, codes
from sheets import LABELS as TEXTS
from turns import nanoseconds, table, turns

import shisei

LABELS = np.array(TEXTS, dtype=object)
NUMBERS = ("int8", "int16", "int32", "int64", "uint8", "float64")
MISSING = 0.05
RUNS = 5
MOST_CONTROLS = 60


#: Nanoseconds of a row with one thread and with two, by what is scored and how much is missing.
Costs: TypeAlias = dict[str, dict[float, str]]


def cost(name: str, rows: int, score: Callable[..., Any], missing: float, costs: Costs) -> Any:
    """Note the nanoseconds of a row with one thread and with two; give the scores."""
    spent = turns({threads: partial(score, threads=threads) for threads in (1, 2)}, RUNS)
    both = ", ".join(nanoseconds(one.seconds, rows) for one in spent.values())
    costs.setdefault(name, {})[missing] = both
    return spent[1].result


def kinds(rows: int, missing: float, costs: Costs) -> None:
    """The same answers in every kind of column."""
    rng = np.random.default_rng(1)
    drawn = codes(rows)
    masks = {c: rng.random(rows) < missing if missing else None for c in CONTROLS}

    def made(of: Callable[[np.ndarray], Any]) -> pa.Table:
        return pa.table({c: pa.array(of(drawn[c]), mask=masks[c]) for c in CONTROLS})

    def as_kind(kind: str) -> Callable[[np.ndarray], Any]:
        return lambda column: column.astype(kind)

    texts = made(lambda column: LABELS[column])
    tables: dict[str, Any] = {kind: made(as_kind(kind)) for kind in NUMBERS}
    tables["int64 of pandas"] = tables["int64"].to_pandas()
    tables["text"] = texts
    tables["text of polars"] = pl.DataFrame(texts)
    tables["dictionary"] = pa.table({c: texts[c].dictionary_encode() for c in CONTROLS})
    expected = None
    for name, data in tables.items():
        score = partial(shisei.score, data, FRAMEWORK)
        if name.partition(" ")[0] in NUMBERS:
            score = partial(score, numbers="from-0")
        scored = cost(name, rows, score, missing, costs)
        points = pd.Series(scored["points_low"]).to_numpy()
        expected = points if expected is None else expected
        if not np.array_equal(points, expected):
            raise SystemExit(f"{name}: other results")


def frameworks(rows: int, missing: float, costs: Costs) -> None:
    """Every framework, with answers of chance."""
    rng = np.random.default_rng(2)
    for framework in shisei.frameworks():
        if len(framework.controls) > MOST_CONTROLS:
            continue
        columns = {}
        for control in framework.controls:
            answers = rng.integers(0, len(allowed(control)), rows, dtype=np.int8)
            positions = np.array(allowed(control), dtype=np.int8)[answers]
            columns[control.id] = pa.array(positions, mask=rng.random(rows) < missing)
        data = pa.table(columns)
        name = f"`{framework.reference}`, {len(columns)} controls"
        score = partial(shisei.score, data, framework, numbers="from-0")
        scored = cost(name, rows, score, missing, costs)
        last = framework.assess({c: choice(framework, c, data) for c in columns})
        if scored["met"][0].as_py() != last.tally.met:
            raise SystemExit(f"{name}: other results")


def allowed(control: shisei.Control) -> list[int]:
    """Positions of the choices that need no reason and no leave."""
    plain = ("met", "partial", "unmet", "unknown")
    return [at for at, choice in enumerate(control.choices) if choice.standing in plain]


def choice(framework: shisei.Framework, control: str, data: pa.Table) -> str | None:
    """The first answer to a control, by its id."""
    at = data[control][0].as_py()
    found = framework.control(control)
    return None if at is None or found is None else found.choices[at].id


def main() -> None:
    """Measure everything."""
    rows = int(float(sys.argv[1])) if len(sys.argv) > 1 else 1_000_000
    works = {
        "kinds": ("Kinds of columns", "Answers to `self-assessment@3.1`", kinds),
        "frameworks": ("Frameworks", "Answers as int8", frameworks),
    }
    for name, (title, what, work) in works.items():
        costs: Costs = {}
        for missing in (0.0, MISSING):
            work(rows, missing, costs)
        table(
            name,
            title,
            f"`benches/python/kinds.py`: {what}, {rows:,} rows, every column of scores; "
            "nanoseconds a row with one thread, with two.",
            ["What", "all there", f"{MISSING:.0%} missing"],
            [[what, *of.values()] for what, of in costs.items()],
        )


if __name__ == "__main__":
    main()
