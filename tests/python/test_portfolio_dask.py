"""Portfolios in Dask: two worker processes give what the local call gives."""

import pandas as pd

import shisei
import shisei.dask


def test_two_worker_processes_give_the_same_rows() -> None:
    import dask.dataframe as dd
    from dask.distributed import Client, LocalCluster

    rows = 200
    answers = {f"B{i}": ["done", "not-done"] * (rows // 2) for i in range(1, 6)}
    table = pd.DataFrame({"firm": range(rows), **answers})
    cluster = LocalCluster(
        n_workers=2, processes=True, threads_per_worker=1, dashboard_address=None
    )
    with cluster, Client(cluster):
        parts = dd.from_pandas(table, npartitions=4)
        found = shisei.dask.score(parts, "five-basics@3.1", id="firm").compute()
    local = shisei.score(table, "five-basics@3.1", id="firm")
    text = dict.fromkeys(local.columns, str)
    pd.testing.assert_frame_equal(found.astype(text), local.astype(text))
