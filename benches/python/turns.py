"""Works that take turns, and the page their figures go to.

A machine that is slow for a while is then slow for all of them, and what disturbs a run only makes
it longer: the least time of each counts, and ratios are within one run.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

#: What the benches have measured, section by section; written where `RESULTS=write` is set.
PAGE = Path(__file__).parent.parent / "RESULTS.md"
_Key = TypeVar("_Key")


@dataclass(frozen=True)
class Spent:
    """The least seconds of a work, by the clock and of the processor, and its last result."""

    seconds: float
    processor: float
    result: Any


def best(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """Give the least seconds of several runs, and the last result; one result is held at a time."""
    spent = turns({"": work}, rounds=runs)[""]
    return spent.seconds, spent.result


def turns(works: Mapping[_Key, Callable[[], Any]], rounds: int = 7) -> dict[_Key, Spent]:
    """Run each work in every round; give the least of each."""
    least: dict[_Key, Spent] = {}
    for _ in range(rounds):
        for key, work in works.items():
            before = least.pop(key, Spent(float("inf"), float("inf"), None))
            seconds, processor = before.seconds, before.processor
            del before
            processor_start, start = time.process_time(), time.perf_counter()
            result = work()
            seconds = min(seconds, time.perf_counter() - start)
            processor = min(processor, time.process_time() - processor_start)
            least[key] = Spent(seconds, processor, result)
    return {key: least[key] for key in works}


def table(
    name: str, title: str, about: str, heading: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Print a table, and put it into its section of the page if that is wanted."""
    cells = [[str(cell) for cell in row] for row in rows]
    lines = [" | ".join(row) for row in (heading, ["---", *["--:"] * (len(heading) - 1)], *cells)]
    if os.getloadavg()[0] > 1.5 * (os.cpu_count() or 1):
        # Others were at work: processor time tells more than the clock.
        about += (
            f" The load of the machine was {os.getloadavg()[0]:.0f}, on {os.cpu_count()} cores."
        )
    text = f"## {title}\n\n{about}\n\n" + "".join(f"| {line} |\n" for line in lines)
    print(text, flush=True)
    if os.environ.get("RESULTS") == "write":
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
        page = PAGE.read_text(encoding="utf-8")
        section = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
        whole = f"{begin}{text}{end}"
        if section.search(page):
            page = section.sub(lambda _: whole, page)
        else:
            page = f"{page.rstrip()}\n\n{whole}"
        PAGE.write_text(page, encoding="utf-8")


def nanoseconds(seconds: float, rows: int) -> str:
    """The time of a row."""
    each = seconds / rows * 1e9
    return f"{each:.2f}" if each < 10 else f"{each:.1f}" if each < 100 else f"{each:,.0f}"
