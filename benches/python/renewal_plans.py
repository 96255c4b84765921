"""Plans, next steps and what is known elsewhere, by the row: against a loop and against NumPy.

Each way is asked the same rows, in turns; the least of all rounds counts. Results are checked to be
equal before anything is timed.

    RESULTS=write python benches/python/renewal_plans.py [ROWS]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
from turns import best, nanoseconds, table, turns

import shisei
from shisei import insight

SELF = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in SELF.controls]
CHOICES = [choice.id for choice in SELF.controls[0].choices]
POINTS = np.array([4, 2, 0, -1])
EFFORTS = [control.effort for control in SELF.controls]


HEADING = [
    "What",
    "ns a row",
    "of processor",
    "million rows/s",
    "a loop takes, times this",
    "in processor time",
]


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


def numpy_next(codes: np.ndarray, top: int = 3) -> np.ndarray:
    """The positions of the controls that are worth most points; beyond those, -1."""
    gains = (POINTS[0] - POINTS)[codes].astype(np.int8)
    # The first in order of those that are worth the same.
    keys = gains.astype(np.int16) * len(CONTROLS) - np.arange(len(CONTROLS), dtype=np.int16)
    best = np.argpartition(-keys, top, axis=1)[:, :top]
    best = np.take_along_axis(best, np.argsort(-np.take_along_axis(keys, best, 1), axis=1), 1)
    return np.where(np.take_along_axis(gains, best, 1) > 0, best, -1)


def loop(sheets: list[dict[str, str]], ask: Callable[[Any], Any]) -> list[Any]:
    """One assessment after the other."""
    return [ask(SELF.assess(sheet)) for sheet in sheets]


def unlike(codes: np.ndarray, target: int) -> float:
    """Percent of the rows below the target whose answers no row before them has."""
    below = codes[POINTS[codes].sum(1) < target].astype(np.uint64)
    keys = (below << (2 * np.arange(len(CONTROLS), dtype=np.uint64))).sum(1)
    return 100 * len(np.unique(keys)) / max(len(keys), 1)


def measure(name: str, title: str, codes: np.ndarray, rows: int, few: int = 400) -> None:
    """Checks that all ways agree, then times them; loops take a few rows."""
    table_of = frame(codes)
    part = table_of.head(few)
    small = [dict(zip(CONTROLS, (CHOICES[at] for at in row), strict=True)) for row in codes[:few]]
    planned = shisei.plan(part, SELF, 70)
    assert planned["effort"].to_list() == loop(small, lambda it: it.plan(70).effort)
    assert planned["effort"].to_list() == numpy_efforts(codes[:few], 70).tolist()
    known = shisei.carry_over(part, SELF, "scs#star-3")
    once = loop(small[:40], lambda it: insight.answer_once([it], ["scs#star-3"]).frameworks[0])
    assert known["implied"].to_list()[:40] == [one.implied for one in once]
    steps = shisei.next_steps(part, SELF, wide=True)
    first = loop(small, lambda it: it.findings[0].control.id if it.findings else None)
    assert steps["next_1"].to_list() == first
    places = numpy_next(codes[:few])
    named = [[CONTROLS[at] if at >= 0 else None for at in row] for row in places]
    assert [list(row) for row in steps.select("^next_.$").rows()] == named
    ways: dict[str, Callable[[], Any]] = {
        "plan": lambda: shisei.plan(table_of, SELF, 70),
        "next_steps": lambda: shisei.next_steps(table_of, SELF),
        "carry_over": lambda: shisei.carry_over(table_of, SELF, "scs#star-3"),
        "plan by NumPy, efforts alone": lambda: numpy_efforts(codes, 70),
        "next steps by NumPy, positions alone": lambda: numpy_next(codes),
    }
    loops: dict[str, tuple[int, Callable[[], Any]]] = {
        "plan": (few, lambda: loop(small, lambda it: it.plan(70).effort)),
        "next_steps": (few, lambda: loop(small, lambda it: it.findings[:3])),
        "carry_over": (
            40,
            lambda: loop(small[:40], lambda it: insight.answer_once([it], ["scs#star-3"])),
        ),
    }
    spent = turns(ways, 5)
    looped = turns({way: work for way, (_, work) in loops.items()}, 20)
    one = SELF.assess(small[0])
    single = best(lambda: [one.plan(70) for _ in range(200)], 5)[0] / 200
    lines = []
    for way, cost in spent.items():
        each = cost.seconds / rows
        line = [way, nanoseconds(cost.seconds, rows), nanoseconds(cost.processor, rows)]
        line.append(f"{1e-6 / each:.2f}")
        if way in loops:
            least, count = looped[way], loops[way][0]
            line.append(f"{least.seconds / count / each:,.0f}")
            line.append(f"{least.processor / count / (cost.processor / rows):,.0f}")
        lines.append([*line, "", ""][: len(HEADING)])
    table(
        f"renewal-plans-{name}",
        title,
        f"`benches/python/renewal_plans.py`: {rows:,} rows of Polars, 25 controls, results equal to"
        f" a loop over `assess` and to NumPy. `Assessment.plan` alone: {single * 1e6:.1f} µs."
        f" Of the rows that need a plan, {unlike(codes, 70):.1f} % have answers of their own.",
        HEADING,
        lines,
    )


#: Frameworks whose outcome is a tier, and the tier to reach.
TIERS = [
    ("scs", "star-3"),
    ("scs", "star-4"),
    ("security-action", "star-2"),
    ("ec-site-build", "mandatory"),
]


def tiered(framework: Any, rows: int, usual: bool) -> list[list[str]]:
    """Answers that need no reason, control by control: all alike, or as firms have them."""
    chance = np.random.default_rng(9)
    maturity = chance.normal(0.4, 1.0, rows)
    columns = []
    for control in framework.controls:
        given = [c.id for c in control.choices if str(c.standing) in ("met", "partial", "unmet")]
        if usual:
            level = maturity + chance.normal(0.0, 0.8, rows)
            places = np.clip((0.8 - level) * 1.2, 0, len(given) - 1).astype(int)
        else:
            places = chance.integers(0, len(given), rows)
        columns.append(np.array(given)[places].tolist())
    return columns


def measure_tiers(rows: int, few: int = 200) -> None:
    """Plans to a tier: checks that they are those of the assessments, then times both."""
    lines = []
    for name, target in TIERS:
        framework = shisei.framework(name)
        names = [control.id for control in framework.controls]
        for kind in ("realistic", "random"):
            drawn = tiered(framework, rows, kind == "realistic")
            frame = pl.DataFrame(dict(zip(names, drawn, strict=True)))
            frame = frame.with_columns(pl.all().cast(pl.Categorical))
            sheets = frame.head(few).cast(pl.String).to_dicts()

            def looped(framework: Any = framework, sheets: Any = sheets, to: str = target) -> Any:
                return [framework.assess(sheet).plan(to).effort for sheet in sheets]

            def planned(frame: Any = frame, framework: Any = framework, to: str = target) -> Any:
                return shisei.plan(frame, framework, to)

            assert planned()["effort"].head(few).to_list() == looped()
            spent = turns({"rows": planned, "loop": looped}, 3)
            each = spent["rows"].seconds / rows
            times = f"{spent['loop'].seconds / few / each:,.0f}"
            title = f"{framework.reference}, {target}, {kind}"
            ns = nanoseconds(spent["rows"].seconds, rows)
            lines.append([title, str(len(names)), ns, f"{1e-6 / each:.2f}", times])
    table(
        "renewal-plans-tiers",
        "Plans to a tier, by the row",
        f"`benches/python/renewal_plans.py`: {rows:,} rows of Polars, efforts equal to a loop over"
        " `assess`.",
        ["Framework", "controls", "ns a row", "million rows/s", "a loop takes, times this"],
        lines,
    )


def main(rows: int) -> None:
    """Answers as firms have them, and answers of chance."""
    works = {"realistic": realistic, "random": at_random}
    for name, drawn in works.items():
        measure(name, f"Plans by the row, {name} answers", drawn(rows), rows)
    measure_tiers(rows // 5)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
