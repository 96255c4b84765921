"""A portfolio in Ray: a `shisei.Scorer` over the Arrow batches of Ray Data, or in tasks of its own.

python examples/python/portfolio_ray.py IN.parquet OUT_FOLDER
"""

import sys
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import ray
import ray.data

import shisei
from shisei import sharing
from shisei.plain import plain

FRAMEWORK = "self-assessment@3.1"
OPTIONS: shisei.Options = {"id": "firm", "on_error": "report"}
SCORER = shisei.Scorer(FRAMEWORK, **OPTIONS)
PLANNER = shisei.Scorer(FRAMEWORK, question=shisei.Question.plan(70), **OPTIONS)
COMPARISON = sharing.Compare(FRAMEWORK, **OPTIONS)


def scored(batch: pa.Table) -> pa.Table:
    """The batch function; Ray Data joins batches more easily without dictionaries."""
    return plain(SCORER(batch))


def planned(batch: pa.Table) -> pa.Table:
    """The same with another question."""
    return plain(PLANNER(batch))


def score(data: ray.data.Dataset) -> ray.data.Dataset:
    """Ray Data hands over Arrow batches, on as many workers as there are."""
    return data.map_batches(scored, batch_format="pyarrow", batch_size=65_536)


def plan(data: ray.data.Dataset) -> ray.data.Dataset:
    """What each firm should do to reach 70 points."""
    return data.map_batches(planned, batch_format="pyarrow", batch_size=65_536)


def whole(data: ray.data.Dataset, question: sharing.Shared) -> Any:
    """What is asked of all rows together: in parts, which are small."""
    parts = data.map_batches(question, batch_format="pyarrow", batch_size=65_536)
    return question.merge(ray.get(parts.to_arrow_refs()))


def compare(before: ray.data.Dataset, after: ray.data.Dataset, parts: int = 16) -> ray.data.Dataset:
    """Two years of the same columns: the rows of an id come together, and are compared there."""

    def marked(year: str) -> Any:
        def mark(batch: pa.Table) -> pa.Table:
            part = pa.array(np.mod(batch["firm"].to_numpy(), parts))
            return batch.append_column("year", pa.repeat(year, len(batch))).append_column(
                "part", part
            )

        return mark

    def compared(part: pa.Table) -> pa.Table:
        years = (part.filter(pc.equal(part["year"], year)) for year in ("before", "after"))
        return plain(COMPARISON(*(year.drop_columns(["year", "part"]) for year in years)))

    before = before.map_batches(marked("before"), batch_format="pyarrow")
    both = before.union(after.map_batches(marked("after"), batch_format="pyarrow"))
    return both.groupby("part").map_groups(compared, batch_format="pyarrow")


def score_in_tasks(parts: list[pa.Table]) -> list[pa.Table]:
    """Ray alone: a task a part, tried again when its worker dies."""
    task = ray.remote(max_retries=3)(scored)
    found: list[pa.Table] = ray.get([task.remote(part) for part in parts])
    return found


if __name__ == "__main__":
    score(ray.data.read_parquet(sys.argv[1])).write_parquet(sys.argv[2])
