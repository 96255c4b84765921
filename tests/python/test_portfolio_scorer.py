"""A Scorer: compiled once, pickled, used by several processes and threads."""

from __future__ import annotations

import inspect
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import shisei

FRAMEWORK = "five-basics@3.1"
CONTROLS = [control.id for control in shisei.framework(FRAMEWORK).controls]


def table(rows: int = 90, bad: int = 5) -> pa.Table:
    columns: dict[str, Any] = {"firm": [f"f{i}" for i in range(rows)]}
    columns |= {c: ["done", "not-done", None] * (rows // 3) for c in CONTROLS}
    columns["B4"][bad] = "nott-done"
    return pa.table(columns)


def own() -> shisei.Framework:
    return shisei.Framework.from_json(shisei.framework(FRAMEWORK).to_json())


FRAMEWORKS: dict[str, Any] = {
    "name": FRAMEWORK,
    "framework": shisei.framework(FRAMEWORK),
    "own": own(),
    "several": [FRAMEWORK, "security-action@2017"],
}


@pytest.mark.parametrize("which", FRAMEWORKS)
def test_a_pickled_scorer_gives_the_same(which: str) -> None:
    scorer = shisei.Scorer(FRAMEWORKS[which], id="firm", on_error="report", absent="unanswered")
    again = pickle.loads(pickle.dumps(scorer))
    assert again(table()).equals(scorer(table()))
    assert repr(again) == repr(scorer)


def test_a_compiled_portfolio_scorer_can_be_pickled_itself() -> None:
    compiled = shisei.Scorer(FRAMEWORK, id="firm", on_error="report")._scorer
    again = pickle.loads(pickle.dumps(compiled))
    assert again.controls == compiled.controls
    assert pa.table(again.score(table())).equals(pa.table(compiled.score(table())))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_other_processes_give_the_same_in_the_same_language(lang: str) -> None:
    shisei.set_language(lang)
    try:
        scorer = shisei.Scorer(own(), id="firm", on_error="report")
    finally:
        shisei.set_language("en")
    # New processes: nothing of this one is there but what was pickled.
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(scorer, [table(), table(30), table(60)]))
    assert [len(one) for one in found] == [90, 30, 60]
    assert found[0].equals(scorer(table()))
    assert ("選択肢" in found[0]["problem"][5].as_py()) == (lang == "ja")


def test_assessments_and_frameworks_cross_processes_too() -> None:
    assessment = own().assess({"B1": "done"})
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(str, assessment).result() == str(assessment)
        assert pool.submit(repr, own()).result() == repr(own())


def test_it_says_the_id_and_not_the_row_of_a_part() -> None:
    scorer = shisei.Scorer(FRAMEWORK, id="firm", on_error="report")
    problem = scorer(table())["problem"][5].as_py()
    assert "firm=f5" in problem
    assert "row" not in problem
    assert (
        "row 5"
        in shisei.score(table(), FRAMEWORK, id="firm", on_error="report")["problem"][5].as_py()
    )
    nameless = shisei.Scorer(FRAMEWORK, on_error="report")(table())["problem"][5].as_py()
    assert "B4" in nameless


def test_any_library_gets_its_own_table_back() -> None:
    scorer = shisei.Scorer(FRAMEWORK, id="firm", on_error="report")
    kinds: list[tuple[Any, type]] = [
        (pl.DataFrame(table()), pl.DataFrame),
        (table().to_pandas(), pd.DataFrame),
        (table().combine_chunks().to_batches()[0], pa.RecordBatch),
    ]
    for data, kind in kinds:
        assert isinstance(scorer(data), kind)
    with pytest.raises(TypeError, match="tables in memory"):
        scorer("portfolio.csv")
    with pytest.raises(ValueError, match="long"):
        shisei.Scorer(FRAMEWORK, id="firm", long=("control", "answer"))


class Plain:
    """A table of no known library."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


def test_one_batch_comes_out_as_an_array_too_and_several_as_a_stream_alone() -> None:
    scorer = shisei.Scorer(FRAMEWORK, id="firm", on_error="report")
    whole = scorer(table())
    one = scorer(Plain(table()))
    assert pa.table(pa.record_batch(one)).equals(whole)
    assert pa.table(one).equals(whole)
    several = scorer(Plain(pa.concat_tables([table(), table()])))
    assert isinstance(several, shisei.Scored)
    assert not hasattr(several, "__arrow_c_array__")
    assert pa.table(several).num_rows == 2 * whole.num_rows


@pytest.mark.parametrize("rows", [0, 1])
def test_no_column_is_asked_for_and_the_rows_are_still_counted(rows: int) -> None:
    batch = table().to_batches()[0].slice(0, rows)
    scored = shisei.Scorer(FRAMEWORK, select=[], keep=[])(batch)
    assert (scored.num_columns, scored.num_rows) == (0, rows)


def test_options_are_checked_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="on_error is 'raise' or 'report', not 'repotr'"):
        shisei.Scorer(FRAMEWORK, on_error="repotr")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="idd"):
        shisei.Scorer(FRAMEWORK, idd="firm")  # type: ignore[call-arg]
    with pytest.raises(shisei.UnknownFrameworkError):
        shisei.Scorer("five-basic@3.1")


def test_two_calls_at_once_do_not_meet_each_others_ids() -> None:
    # Not in order, so that the ids are remembered.
    data = table(30_000).sort_by([("firm", "descending")])
    with ThreadPoolExecutor(4) as pool:
        calls = [
            pool.submit(shisei.score, data, FRAMEWORK, id="firm", on_error="report")
            for _ in range(16)
        ]
        assert {call.result()["problem"].null_count for call in calls} == {29_999}


def test_the_language_of_now_counts() -> None:
    english = shisei.score(table(), FRAMEWORK, id="firm", on_error="report")["problem"][5].as_py()
    shisei.set_language("ja")
    try:
        japanese = shisei.score(table(), FRAMEWORK, id="firm", on_error="report")["problem"][5]
    finally:
        shisei.set_language("en")
    assert "(row 5)" in english
    assert "(行5)" in japanese.as_py()
    assert "row" not in japanese.as_py()


@pytest.mark.parametrize("kind", [pa.int64(), pa.string(), pa.large_string(), pa.string_view()])
def test_ids_are_watched_in_and_out_of_order(kind: pa.DataType) -> None:
    def found(ids: list[str | None], size: int) -> list[bool]:
        data = {c: ["done"] * len(ids) for c in CONTROLS}
        whole = pa.table({"firm": pa.array(ids, pa.string()).cast(kind), **data})
        options: shisei.Options = {"id": "firm", "on_error": "report"}
        scored = shisei.score(whole, FRAMEWORK, **options)
        stream = shisei.score_stream(whole.to_reader(size), FRAMEWORK, **options).read_all()
        assert stream["problem"].to_pylist() == scored["problem"].to_pylist()
        return [problem is not None for problem in scored["problem"].to_pylist()]

    assert found(["1", "2", "3", "4"], 2) == [False] * 4
    assert found(["1", "2", "2", "3"], 2) == [False, False, True, False]
    assert found(["1", "3", "2", "1"], 2) == [False, False, False, True]
    assert found(["2", "3", "1", "3"], 1) == [False, False, False, True]
    assert found(["1", None, None, "1"], 3) == [False, True, True, True]


def test_a_stream_that_no_longer_watches_ids_says_so() -> None:
    def ids(ordered: bool) -> pa.RecordBatchReader:
        count = 600_000
        numbers = range(count) if ordered else range(count, 0, -1)
        answers = pa.array(["done"] * count).dictionary_encode()
        return pa.table({"firm": list(numbers), **dict.fromkeys(CONTROLS, answers)}).to_reader(
            50_000
        )

    assert shisei.score_stream(ids(True), FRAMEWORK, id="firm").read_all().num_rows == 600_000
    with pytest.warns(UserWarning, match="up to 500,000 ids"):
        shisei.score_stream(ids(False), FRAMEWORK, id="firm").read_all()


def test_no_library_is_imported_that_nobody_asked_for() -> None:
    code = (
        "import sys, shisei; shisei.Scorer('five-basics@3.1'); "
        "print([m for m in ('pyarrow', 'polars', 'pandas', 'numpy', 'duckdb') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_option_is_shown_with_its_default() -> None:
    for function in (shisei.score, shisei.score_stream):
        shown = inspect.signature(function).parameters
        options = {name: shown[name].default for name in shisei.Options.__annotations__}
        assert options["id"] is None
        assert options["on_error"] == "raise"
        assert shown["data"].default is inspect.Parameter.empty


def test_an_option_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(TypeError, match=r"no option `colums`. Did you mean `columns`.*threads"):
        shisei.score(table(), FRAMEWORK, colums={})  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="on_error is 'raise' or 'report', not 'ignore'"):
        shisei.Scorer(FRAMEWORK, on_error="ignore")  # type: ignore[arg-type]
