"""Spark gives what the local call gives, and loses nothing with an executor.

python tests/python/engines/spark_engine.py MASTER, such as `local[2]`, `local-cluster[2,1,1024]`.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from portfolio_rows import FRAMEWORK, OPTIONS, PLAN, Slowly, check, kill_one, parent, rows
from pyspark.sql import DataFrame, SparkSession

import shisei.sharing
import shisei.spark

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
