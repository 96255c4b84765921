"""Ray gives what the local call gives, and loses nothing with a worker."""

import sys
import tempfile
import threading
import warnings
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import ray
import ray.data
from portfolio_rows import FRAMEWORK, OPTIONS, PLAN, Slowly, check, kill_one, rows

import shisei
from shisei import sharing
from shisei.plain import plain

sys.path.insert(0, str(Path(__file__).parents[3] / "examples/python"))
import portfolio_ray

ROWS = 200_000
PARTS = 16


def whole(data: ray.data.Dataset, table: pa.Table) -> None:
    """What is asked of all rows together."""
    odd = portfolio_ray.whole(data, sharing.Check(FRAMEWORK, id="firm")).drop_columns("row")
    assert odd.equals(shisei.check(table, FRAMEWORK, id="firm").drop_columns("row"))
    with warnings.catch_warnings():
        # Rows that cannot be read are told, here and there.
        warnings.simplefilter("ignore")
        weakest = portfolio_ray.whole(data, sharing.Weakest(FRAMEWORK))
        assert weakest.equals(shisei.weakest(table, FRAMEWORK))
    summary = portfolio_ray.whole(portfolio_ray.score(data), sharing.Summary())
    local = shisei.summary(plain(shisei.score(table, FRAMEWORK, **OPTIONS)))
    assert summary.to_pylist() == local.to_dicts()
    print("ray data: odd answers, weakest, summary: the same as the local call", flush=True)


def renewed(data: ray.data.Dataset, table: pa.Table) -> None:
    """Two years that meet by their ids."""
    later = table.set_column(0, "firm", pc.add(table["firm"], ROWS // 2))
    moves = ray.get(portfolio_ray.compare(data, ray.data.from_arrow(later)).to_arrow_refs())
    local = plain(shisei.compare(table, later, FRAMEWORK, **OPTIONS))
    names = [name for name in local.column_names if name != "problem"]
    found = pa.concat_tables(moves).select(names).sort_by("firm")
    assert found.to_pylist() == local.select(names).sort_by("firm").to_pylist()
    drift = sharing.Drift()
    assert drift.merge(map(drift, moves)).equals(shisei.drift(local))
    print(f"ray data: {len(found):,} rows of two years, the same as the local call", flush=True)


def main() -> None:
    here = str(Path(__file__).parent)
    paths = [here, str(Path(portfolio_ray.__file__).parent)]
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        logging_level="ERROR",
        log_to_driver=False,
        runtime_env={"env_vars": {"PYTHONPATH": ":".join(paths)}},
    )
    ray.data.DataContext.get_current().enable_progress_bars = False
    table = rows(ROWS)
    step = ROWS // PARTS
    parts = [table.slice(at, step) for at in range(0, ROWS, step)]
    check("ray", pa.concat_tables(portfolio_ray.score_in_tasks(parts)), table)
    print(f"ray tasks: {ROWS:,} rows, the same as the local call", flush=True)
    data = ray.data.from_arrow(parts)
    found = portfolio_ray.score(data)
    check("ray.data", pa.concat_tables(ray.get(found.to_arrow_refs())), table)
    planned = portfolio_ray.plan(data)
    check("ray.data", pa.concat_tables(ray.get(planned.to_arrow_refs())), table, PLAN)
    print(f"ray data: {ROWS:,} rows, scored and planned, the same as the local call", flush=True)

    whole(data, table)
    renewed(data, table)
    with tempfile.TemporaryDirectory() as name:
        slowly = Slowly(Path(name), 0.5)
        killed: list[int] = []
        killer = threading.Thread(target=lambda: killed.append(kill_one(Path(name))))
        killer.start()
        slow = data.map_batches(slowly.__call__, batch_format="pyarrow", batch_size=step)
        found = portfolio_ray.score(slow)
        tables = ray.get(found.to_arrow_refs())
        killer.join()
    assert killed, "no worker was killed"
    check("ray.data", pa.concat_tables(tables), table)
    print(f"ray data: worker {killed[0]} killed half-way, nothing lost", flush=True)
    ray.shutdown()


if __name__ == "__main__":
    main()
