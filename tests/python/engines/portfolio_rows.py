"""The same rows for every engine, and the proof that what comes back is what a local call gives."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pyarrow as pa

import shisei
from shisei.plain import plain

FRAMEWORK = "self-assessment@3.1"
OPTIONS: shisei.Options = {"id": "firm", "on_error": "report"}
CHOICES = ["implemented", "一部実施している", "Not implemented", "unknown", None]


def rows(count: int) -> pa.Table:
    """Answers as text, in several spellings; now and then one that nobody can read."""
    draw = random.Random(5)
    controls = [control.id for control in shisei.framework(FRAMEWORK).controls]
    columns: dict[str, Any] = {"firm": pa.array(range(count), pa.int64())}
    for control in controls:
        columns[control] = pa.array(draw.choices(CHOICES, k=count), pa.string())
    wrong = columns[controls[3]].to_pylist()
    wrong[:: max(count // 20, 1)] = ["implemnted"] * len(wrong[:: max(count // 20, 1)])
    columns[controls[3]] = pa.array(wrong, pa.string())
    return pa.table(columns)


#: A question beside the scores, with its list of steps.
PLAN = shisei.Question.plan(70)


def check(
    name: str, found: pa.Table, table: pa.Table, question: shisei.Question | None = None
) -> None:
    """Counts in are counts out, and every row is the one that a local call gives."""
    assert found.num_rows == table.num_rows, f"{name}: {found.num_rows} rows of {table.num_rows}"
    local = plain(shisei.Scorer(FRAMEWORK, question=question, **OPTIONS)(table))
    assert local["problem"].null_count < table.num_rows, "the rows hold no bad answer"
    # Engines have integers and lists of their own.
    text = pa.schema(
        [field if field.type.num_fields else field.with_type(pa.string()) for field in local.schema]
    )
    found = plain(found.select(local.column_names)).sort_by("firm").cast(text).combine_chunks()
    local = local.sort_by("firm").cast(text).combine_chunks()
    assert found.equals(local), f"{name}: other rows than the local call"


class Slowly:
    """Passes batches on after a while, and notes which process works on them."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self.folder = folder
        self.seconds = seconds

    def __call__(self, batch: Any) -> Any:
        (self.folder / f"{os.getpid()}").touch()
        time.sleep(self.seconds)
        (self.folder / f"{os.getpid()}").write_text("done once")
        return batch


def kill_one(folder: Path, victim: Any = lambda pid: pid) -> int:
    """Waits until two processes have worked, and kills the `victim` of one of them."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        worked = [int(p.name) for p in folder.iterdir() if p.stat().st_size]
        if len(worked) >= 2:
            pid = int(victim(worked[0]))
            os.kill(pid, signal.SIGKILL)
            return pid
        time.sleep(0.02)
    raise SystemExit("no two processes have worked within two minutes")


def parent(pid: int) -> int:
    """The process that started a process (Linux)."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
