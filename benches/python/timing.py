"""The least time of several runs: what disturbs a run only makes it longer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def best(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """Give the least seconds of several runs, and the last result; one result is held at a time."""
    times, result = [], None
    for _ in range(runs):
        result = None
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return min(times), result
