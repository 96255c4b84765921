"""Plans, next steps and what is known elsewhere, by the row: against a loop and against NumPy.

Each way is asked the same rows, in turns; the least of all rounds counts. Results are checked to be
equal before anything is timed.

    python benches/python/renewal_plans.py [rows]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl

import shisei
from shisei import insight

SELF = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in SELF.controls]
CHOICES = [choice.id for choice in SELF.controls[0].choices]
POINTS = np.array([4, 2, 0, -1])
EFFORTS = [control.effort for control in SELF.controls]


def realistic(rows: int, seed: int = 7) -> np.ndarray:
    """Positions of choices: firms that are more or less mature, and controls more or less usual."""
    chance = np.random.default_rng(seed)
    maturity = chance.normal(0.6, 1.0, (rows, 1))
    usual = chance.normal(0.0, 0.7, (1, len(CONTROLS)))
    level = maturity + usual + chance.normal(0.0, 0.8, (rows, len(CONTROLS)))
    codes = np.select([level > 0.4, level > -0.4, level > -1.6], [0, 1, 2], 3)
    return codes.astype(np.int8)


def at_random(rows: int, seed: int = 8) -> np.ndarray:
    """Positions of choices, each as likely as any other."""
    return np.random.default_rng(seed).integers(0, 4, (rows, len(CONTROLS))).astype(np.int8)


def frame(codes: np.ndarray) -> pl.DataFrame:
    """The same answers by name."""
    kind = pl.Enum(CHOICES)
    return pl.DataFrame(
        {name: pl.Series(codes[:, at]).cast(pl.UInt8) for at, name in enumerate(CONTROLS)}
    ).with_columns(pl.all().replace_strict(range(4), CHOICES, return_dtype=kind))


def numpy_efforts(codes: np.ndarray, target: int) -> np.ndarray:
    """Least efforts alone, exact: one table of costs for all rows at once."""
    points = POINTS[codes]
    need = np.maximum(target - points.sum(1), 0)
    widest = int(need.max()) + 1
    rows = len(codes)
    costs = np.full((rows, widest), 10_000, dtype=np.int16)
    costs[:, 0] = 0
    for at, effort in enumerate(EFFORTS):
        whole = effort or 3
        half = -(-whole // 2)
        before = costs.copy()
        for now in range(1, 4):
            of = np.flatnonzero(codes[:, at] == now)
            spent = half if now == 1 else 0
            options = [(4 - int(POINTS[now]), max(whole - spent, 1))]
            if now > 1:
                options.append((2 - int(POINTS[now]), max(half, 1)))
            for gain, cost in options:
                moved = np.empty((len(of), widest), dtype=np.int16)
                moved[:, gain:] = before[of, : widest - gain] + cost
                moved[:, :gain] = before[of, :1] + cost
                costs[of] = np.minimum(costs[of], moved)
    found: np.ndarray = costs[np.arange(rows), need]
    return found


def least(ways: dict[str, Callable[[], Any]], rounds: int = 5) -> dict[str, float]:
    """Seconds of each way: in turns, the least of all rounds."""
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            best[name] = min(best[name], time.perf_counter() - start)
    return best


def loop(codes: np.ndarray, ask: Callable[[Any], Any]) -> list[Any]:
    """One assessment after the other."""
    sheets = [dict(zip(CONTROLS, (CHOICES[at] for at in row), strict=True)) for row in codes]
    return [ask(SELF.assess(sheet)) for sheet in sheets]


def main(rows: int) -> None:
    """Times the questions on both kinds of portfolios."""
    for title, codes in (("realistic", realistic(rows)), ("at random", at_random(rows))):
        measure(title, codes, rows)


def measure(title: str, codes: np.ndarray, rows: int, few: int = 400) -> None:
    """Checks that all ways agree, then times them; loops take a few rows."""
    table = frame(codes)
    part, small = table.head(few), codes[:few]
    planned = shisei.plan(part, SELF, 70)
    assert planned["effort"].to_list() == loop(small, lambda it: it.plan(70).effort)
    assert planned["effort"].to_list() == numpy_efforts(small, 70).tolist()
    known = shisei.carry_over(part, SELF, "scs#star-3")
    once = loop(small[:40], lambda it: insight.answer_once([it], ["scs#star-3"]).frameworks[0])
    assert known["implied"].to_list()[:40] == [one.implied for one in once]
    steps = shisei.next_steps(part, SELF, wide=True)
    first = loop(small, lambda it: it.findings[0].control.id if it.findings else None)
    assert steps["next_1"].to_list() == first
    ways = {
        "plan": lambda: shisei.plan(table, SELF, 70),
        "next_steps": lambda: shisei.next_steps(table, SELF),
        "carry_over": lambda: shisei.carry_over(table, SELF, "scs#star-3"),
    }
    loops = {
        "plan": lambda: loop(small, lambda it: it.plan(70).effort),
        "next_steps": lambda: loop(small, lambda it: it.findings[:3]),
        "carry_over": lambda: loop(
            small[:40], lambda it: insight.answer_once([it], ["scs#star-3"])
        ),
    }
    print(f"{title}, {rows:,} rows; rows/s, and times a loop over `assess`")
    by_table, by_loop = least(ways), least(loops, 3)
    for name, seconds in by_table.items():
        looped = by_loop[name] / (40 if name == "carry_over" else few)
        print(f"  {name:12} {rows / seconds:12,.0f} {looped * rows / seconds:8.0f}x")
    efforts = least({"numpy": lambda: numpy_efforts(codes, 70)}, 2)["numpy"]
    print(f"  plan by NumPy, efforts alone: {rows / efforts:,.0f}")
    one = SELF.assess(dict(zip(CONTROLS, (CHOICES[at] for at in codes[0]), strict=True)))
    single = min(least({"one": lambda: [one.plan(70) for _ in range(200)]}).values()) / 200
    print(f"  Assessment.plan: {single * 1e6:.1f} µs")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
