"""Spark gives what the local call gives, and loses nothing with an executor.

python tests/python/engines/spark_engine.py MASTER, such as `local[2]`, `local-cluster[2,1,1024]`.
"""

import os
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from portfolio_rows import FRAMEWORK, OPTIONS, PLAN, Slowly, check, kill_one, parent, rows
from pyspark.sql import DataFrame, SparkSession

import shisei.sharing
import shisei.spark
from shisei.plain import plain

ROWS = 200_000
PARTS = 16


def session(master: str) -> SparkSession:
    """Everything on this machine alone."""
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    here = str(Path(__file__).parent)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    builder = SparkSession.builder.master(master).config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.host", "127.0.0.1")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    builder = builder.config("spark.executorEnv.PYTHONPATH", os.environ["PYTHONPATH"])
    spark = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    return spark


def frame(spark: SparkSession, table: pa.Table, slowly: Slowly | None = None) -> DataFrame:
    """The rows in parts, each of which takes a while when asked for."""
    parted = spark.createDataFrame(table).repartition(PARTS)
    if slowly is None:
        return parted

    def slow(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield slowly(batch)

    return parted.mapInArrow(slow, parted.schema)


def whole(master: str, spark: SparkSession, table: pa.Table) -> None:
    """What is asked of all rows together."""
    with warnings.catch_warnings():
        # Rows that cannot be read are told, here and there.
        warnings.simplefilter("ignore")
        weakest = shisei.spark.gather(frame(spark, table), shisei.sharing.Weakest(FRAMEWORK))
        assert weakest.toArrow().to_pylist() == shisei.weakest(table, FRAMEWORK).to_pylist()
    options: shisei.Options = {**OPTIONS, "keep": "all"}
    scored = shisei.spark.score(frame(spark, table), FRAMEWORK, **options)
    summary = shisei.spark.gather(scored, shisei.sharing.Summary(framework=FRAMEWORK))
    local = shisei.summary(shisei.score(table, FRAMEWORK, **options), framework=FRAMEWORK)
    assert summary.toArrow().to_pylist() == local.to_dicts()
    print(f"{master}: weakest and summary, the same as the local call", flush=True)


def renewed(master: str, spark: SparkSession, table: pa.Table) -> None:
    """Two years that meet by their ids, of another type in each."""
    later = table.set_column(0, "firm", pc.add(table["firm"], ROWS // 2).cast(pa.int32()))
    moves = shisei.spark.compare(frame(spark, table), frame(spark, later), FRAMEWORK, **OPTIONS)
    local = plain(shisei.compare(table, later, FRAMEWORK, **OPTIONS))
    names = [name for name in local.column_names if name != "problem"]
    found = moves.toArrow().select(names).sort_by("firm")
    assert found.to_pylist() == local.select(names).sort_by("firm").to_pylist()
    drift = shisei.spark.gather(moves, shisei.sharing.Drift())
    assert drift.toArrow().to_pylist() == shisei.drift(local).to_pylist()
    print(f"{master}: {found.num_rows:,} rows of two years, the same as the local call", flush=True)


def main(master: str) -> None:
    spark = session(master)
    table = rows(ROWS)
    start = time.perf_counter()
    found = shisei.spark.score(frame(spark, table), FRAMEWORK, **OPTIONS).toArrow()
    spent = time.perf_counter() - start
    check(master, found, table)
    print(f"{master}: {ROWS:,} rows, the same as the local call, {spent:.1f} s", flush=True)
    planned = shisei.spark.score(frame(spark, table), FRAMEWORK, question=PLAN, **OPTIONS)
    check(master, planned.toArrow(), table, PLAN)
    print(f"{master}: {ROWS:,} plans, the same as the local call", flush=True)
    odd = shisei.spark.gather(frame(spark, table), shisei.sharing.Check(FRAMEWORK, id="firm"))
    local = shisei.check(table, FRAMEWORK, id="firm")
    seen = ["column", "value", "rows", "code", "nearest"]
    assert odd.toArrow().select(seen).to_pylist() == local.select(seen).to_pylist()
    print(f"{master}: odd answers, the same as the local call", flush=True)
    whole(master, spark, table)
    renewed(master, spark, table)
    if master.startswith("local-cluster"):
        with tempfile.TemporaryDirectory() as name:
            slow = frame(spark, table, Slowly(Path(name), 1.0))
            killed: list[int] = []
            # The worker that notes its process is a child of a daemon of the executor.
            work = lambda: killed.append(kill_one(Path(name), lambda p: parent(parent(p))))  # noqa: E731
            killer = threading.Thread(target=work)
            killer.start()
            found = shisei.spark.score(slow, FRAMEWORK, **OPTIONS).toArrow()
            killer.join()
        assert killed, "no executor was killed"
        check(master, found, table)
        print(f"{master}: executor {killed[0]} killed half-way, nothing lost", flush=True)
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
