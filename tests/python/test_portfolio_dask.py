"""Portfolios in Dask: two worker processes give what the local call gives, and one may die."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import shisei
import shisei.dask
import shisei.sharing

ROWS = 400
PARTS = 8
FRAMEWORK = "five-basics@3.1"


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    distributed: Any = import_module("dask.distributed")
    cluster = distributed.LocalCluster(
        n_workers=2, processes=True, threads_per_worker=1, dashboard_address=None
    )
    with cluster, distributed.Client(cluster) as client:
        yield client


def rows() -> pd.DataFrame:
    answers: dict[str, list[Any]] = {
        f"B{i}": ["done", "not-done"] * (ROWS // 2) for i in range(1, 6)
    }
    answers["B2"] = ["done", "nott-done", None, "not-done"] * (ROWS // 4)
    return pd.DataFrame({"firm": range(ROWS), **answers})


def parts(table: pd.DataFrame) -> Any:
    dataframe: Any = import_module("dask.dataframe")
    return dataframe.from_pandas(table, npartitions=PARTS)


def check(found: pd.DataFrame, table: pd.DataFrame) -> None:
    local = shisei.Scorer(FRAMEWORK, id="firm", on_error="report")(table)
    assert local["problem"].notna().sum() == ROWS // 4
    text = dict.fromkeys(local.columns, str)
    pd.testing.assert_frame_equal(found.astype(text), local.astype(text))


def test_two_worker_processes_give_the_same_rows(client: Any) -> None:
    table = rows()
    pids = client.run(os.getpid)
    assert len(set(pids.values()) - {os.getpid()}) == 2
    found = shisei.dask.score(parts(table), FRAMEWORK, id="firm", on_error="report")
    check(found.compute(), table)


def test_workers_are_asked_other_questions_too(client: Any) -> None:
    table, options = rows(), shisei.Options(id="firm", on_error="report")
    for question in (shisei.Question.plan({"coverage": 60}), shisei.Question.next_steps(2)):
        found = shisei.dask.score(parts(table), FRAMEWORK, question=question, **options).compute()
        local = shisei.Scorer(FRAMEWORK, question=question, **options)(table)
        assert list(found.columns) == list(local.columns)
        assert found.astype(str).to_dict("list") == local.astype(str).to_dict("list")


def test_odd_answers_of_all_partitions_are_put_together(client: Any) -> None:
    table = rows()
    found = shisei.dask.gather(parts(table), shisei.sharing.Check(FRAMEWORK, id="firm"))
    local = shisei.check(table, FRAMEWORK, id="firm")
    assert isinstance(found, pd.DataFrame)
    pd.testing.assert_frame_equal(found.drop(columns="row"), local.drop(columns="row"))


def test_the_weakest_and_the_whole_are_put_together_too(client: Any) -> None:
    table = rows().assign(trade=["food", "steel", "food", "steel"] * (ROWS // 4))
    weakest = shisei.sharing.Weakest(FRAMEWORK, by="trade")
    with pytest.warns(UserWarning, match=f"{ROWS // 4} rows"):
        found = shisei.dask.gather(parts(table), weakest)
    with pytest.warns(UserWarning, match=f"{ROWS // 4} rows"):
        local = shisei.weakest(table, FRAMEWORK, by="trade")
    pd.testing.assert_frame_equal(found, local)
    options = shisei.Options(on_error="report", keep="all")
    scored = shisei.dask.score(parts(table), FRAMEWORK, **options)
    found = shisei.dask.gather(scored, shisei.sharing.Summary("trade", framework=FRAMEWORK))
    whole = shisei.summary(shisei.score(table, FRAMEWORK, **options), "trade", framework=FRAMEWORK)
    assert isinstance(found, pd.DataFrame)
    assert found.astype(str).to_dict("list") == whole.to_pandas().astype(str).to_dict("list")


def test_two_years_meet_by_their_ids(client: Any) -> None:
    before = rows().astype({"firm": "int32"})
    after = rows().sample(frac=1, random_state=3).assign(firm=lambda it: it["firm"] + ROWS // 2)
    options = shisei.Options(id="firm", on_error="report")
    moves = shisei.dask.compare(parts(before), parts(after), FRAMEWORK, **options)
    local = shisei.compare(before, after, FRAMEWORK, **options)
    found = moves.compute()
    assert list(found.columns) == list(local.columns)
    # Rows of a partition have numbers of their own in what is wrong with them.
    both = [
        it.drop(columns="problem").sort_values("firm").astype(str).to_dict("list")
        for it in (found, local)
    ]
    assert both[0] == both[1]
    drift = shisei.dask.gather(moves, shisei.sharing.Drift(measure="coverage"))
    pd.testing.assert_frame_equal(drift, shisei.drift(local))


def slow(part: pd.DataFrame, folder: str) -> pd.DataFrame:
    if len(part) == ROWS // PARTS:
        Path(folder, str(os.getpid())).touch()
        time.sleep(0.3)
    return part


def test_a_worker_killed_half_way_loses_nothing(client: Any, tmp_path: Path) -> None:
    table = rows()
    killed: list[int] = []

    def kill() -> None:
        until = time.monotonic() + 60
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(0.4)  # One part is done, the next one is under way.
        killed.append(int(min(path.name for path in tmp_path.iterdir())))
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    slowly = parts(table).map_partitions(slow, str(tmp_path), meta=table.head(0))
    found = shisei.dask.score(slowly, FRAMEWORK, id="firm", on_error="report").compute()
    killer.join()
    check(found, table)
    assert killed[0] not in client.run(os.getpid).values()
