"""`make distributed`: Spark gives what the local call gives, and loses nothing with a worker.

python tests/python/portfolio_spark.py MASTER, such as `local[2]` or `local-cluster[2,1,1024]`.
"""

import os
import sys
import time

import pyarrow as pa
from pyspark.sql import SparkSession

import shisei
import shisei.spark

ROWS = 200_000


def main(master: str) -> None:
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.host", "127.0.0.1")
    spark = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    answers = {f"B{i}": ["done", "not-done"] * (ROWS // 2) for i in range(1, 6)}
    table = pa.table({"firm": list(range(ROWS)), **answers})
    frame = spark.createDataFrame(table.to_pandas())
    start = time.perf_counter()
    found = shisei.spark.score(frame.repartition(8), "five-basics@3.1", id="firm").toArrow()
    spent = time.perf_counter() - start
    local = shisei.score(table, "five-basics@3.1", id="firm")
    assert found.sort_by("firm").to_pylist() == local.to_pylist(), "other rows than the local call"
    print(f"{master}: {ROWS} rows, the same as the local call, {spent:.1f} s")
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
