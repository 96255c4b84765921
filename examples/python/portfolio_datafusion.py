"""A portfolio in DataFusion: its answers are scored as they stream out of a query, and asked again.

python examples/python/portfolio_datafusion.py IN.parquet
"""

import sys

import pyarrow as pa
from datafusion import DataFrame, SessionContext

import shisei


def score(data: DataFrame) -> pa.RecordBatchReader:
    """Batch by batch, in bounded memory: a DataFusion query is an Arrow stream."""
    return shisei.score_stream(data, "self-assessment@3.1", id="firm", on_error="report")


def plan(data: DataFrame) -> pa.RecordBatchReader:
    """What each firm should do to reach 70 points: the same stream with another question."""
    ask = shisei.Question.plan(70)
    return shisei.score_stream(
        data, "self-assessment@3.1", question=ask, id="firm", on_error="report"
    )


def main(path: str) -> None:
    """The mean of the points, and the rows that nobody could read."""
    context = SessionContext()
    answers = context.read_parquet(path)
    context.from_arrow(score(answers).read_all(), name="scored")
    found = context.sql(
        "select count(*) as firms, avg(points) as points, count(problem) as problems from scored"
    )
    print(found)


if __name__ == "__main__":
    main(sys.argv[1])
