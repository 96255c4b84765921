"""A portfolio in Ray: a `shisei.Scorer` over the Arrow batches of Ray Data, or in tasks of its own.

python examples/python/portfolio_ray.py IN.parquet OUT_FOLDER
"""

import sys

import pyarrow as pa
import ray
import ray.data

import shisei
from shisei.plain import plain

SCORER = shisei.Scorer("self-assessment@3.1", id="firm", on_error="report")
PLANNER = shisei.Scorer(
    "self-assessment@3.1", question=shisei.Question.plan(70), id="firm", on_error="report"
)


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


def score_in_tasks(parts: list[pa.Table]) -> list[pa.Table]:
    """Ray alone: a task a part, tried again when its worker dies."""
    task = ray.remote(max_retries=3)(scored)
    found: list[pa.Table] = ray.get([task.remote(part) for part in parts])
    return found


if __name__ == "__main__":
    score(ray.data.read_parquet(sys.argv[1])).write_parquet(sys.argv[2])
