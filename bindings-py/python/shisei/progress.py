"""A bar for long work: rows, rows per second and the time left. Only on a terminal."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable

from shisei.messages import say

__all__ = ["Bar"]

#: Seconds between two pictures.
STEP = 0.1
WIDTH = 24


class Bar:
    """Shows itself on standard error when that is a terminal, and nowhere else."""

    def __init__(self, rows: int | None, clock: Callable[[], float] = time.perf_counter) -> None:
        self.rows = rows
        self.clock = clock
        self.start = self.last = clock()
        self.on = sys.stderr.isatty()
        self.shown = False

    def show(self, rows: int) -> None:
        """Says how many rows are done."""
        now = self.clock()
        if not self.on or now - self.last < STEP:
            return
        self.last = now
        text = self.text(rows, now - self.start)[: shutil.get_terminal_size().columns - 1]
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
        self.shown = True

    def text(self, rows: int, seconds: float) -> str:
        """One line about so many rows in so much time."""
        speed = rows / max(seconds, 1e-9)
        text = say(f"{rows:,} rows  {speed:,.0f} rows/s", f"{rows:,}行  毎秒{speed:,.0f}行")
        if not self.rows:
            return text
        # The number of rows of a CSV file is an estimate: it may be too small.
        share = min(rows / self.rows, 1.0)
        filled = int(share * WIDTH)
        bar = "█" * filled + "░" * (WIDTH - filled)
        left = max(self.rows - rows, 0) / max(speed, 1e-9)
        rest = say(f"{_time(left)} left", f"残り{_time(left)}")
        return f"{bar} {share:4.0%}  {text}  {rest}"

    def done(self, text: str) -> None:
        """Takes the bar away and says how it ended."""
        if self.on:
            print(f"\r\033[K{text}" if self.shown else text, file=sys.stderr)

    def cleared(self) -> None:
        """Takes the bar away before something else is said."""
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self.shown = False


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
