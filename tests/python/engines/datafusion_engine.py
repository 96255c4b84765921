"""DataFusion gives what the local call gives."""

import sys
import tempfile
import warnings
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from datafusion import DataFrame, SessionContext, col, literal
from portfolio_rows import FRAMEWORK, OPTIONS, PLAN, rows

import shisei
from shisei import sharing
from shisei.plain import plain

sys.path.insert(0, str(Path(__file__).parents[3] / "examples/python"))
import portfolio_datafusion

ROWS = 200_000


def check(stream: object, table: pa.Table, question: shisei.Question | None) -> None:
    """A query gives rows in an order of its own: reasons name the row of the stream."""
    assert isinstance(stream, pa.RecordBatchReader)
    found = stream.read_all().sort_by("firm")
    local = shisei.score(table, FRAMEWORK, question=question, **OPTIONS)
    names = [name for name in local.column_names if name != "problem"]
    assert found.num_rows == ROWS, f"{found.num_rows} rows of {ROWS}"
    assert plain(found.select(names)).equals(plain(local.select(names)))
    assert found["problem"].null_count == local["problem"].null_count


def renewed(data: DataFrame, table: pa.Table) -> None:
    """The questions of a renewal, of queries: streams of Arrow like any other."""
    named = (pa.schema(shisei.compare(table, table, FRAMEWORK, **OPTIONS).schema)).names
    names = [name for name in named if name != "problem"]
    query = data.filter(col("firm") < literal(ROWS // 2))
    local = table.slice(0, ROWS // 2)
    found = pa.table(shisei.compare(query, data, FRAMEWORK, **OPTIONS))
    expected = shisei.compare(local, table, FRAMEWORK, **OPTIONS)
    assert found.select(names).sort_by("firm").equals(expected.select(names).sort_by("firm"))
    weakest = sharing.Weakest(FRAMEWORK)
    with warnings.catch_warnings():
        # Rows that cannot be read are told, here and there.
        warnings.simplefilter("ignore")
        parts = [weakest(batch.to_pyarrow()) for batch in data.execute_stream()]
        assert weakest.merge(parts).equals(shisei.weakest(table, FRAMEWORK))


def main() -> None:
    table = rows(ROWS)
    with tempfile.TemporaryDirectory() as name:
        path = str(Path(name) / "answers.parquet")
        pq.write_table(table, path, row_group_size=10_000)
        data = SessionContext().read_parquet(path)
        check(portfolio_datafusion.score(data), table, None)
        check(portfolio_datafusion.plan(data), table, PLAN)
        renewed(data, table)
        portfolio_datafusion.main(path)
    print(f"datafusion: {ROWS:,} rows, scored, planned and compared, the same as the local call")


if __name__ == "__main__":
    main()
