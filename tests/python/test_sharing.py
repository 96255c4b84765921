"""What parts give is put together as if nobody had cut the table."""

from __future__ import annotations

import pickle
import random
from itertools import pairwise
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shisei
from shisei.sharing import Check, Compare, Drift, Summary, Weakest

FRAMEWORK = "self-assessment@3.1"
CONTROLS = [control.id for control in shisei.framework(FRAMEWORK).controls]
ANSWERS = ["implemented", "partial", "ja", "◎", "", None, "implementd"]

#: Where a table is cut, and in which order its parts are put together.
CUTS = st.lists(st.integers(0, 40), max_size=5).map(sorted)


def year(seed: int, first: int = 0) -> pl.DataFrame:
    chance = random.Random(seed)
    answers = {c: chance.choices(ANSWERS, [9, 5, 1, 1, 1, 2, 1], k=40) for c in CONTROLS}
    trades = {"trade": chance.choices(["food", "steel", None], k=40)}
    return pl.DataFrame({"firm": range(first, first + 40), **trades, **answers})


def cut(table: Any, cuts: list[int]) -> list[Any]:
    ends = [0, *cuts, len(table)]
    return [table[start:end] for start, end in pairwise(ends)]


def paired(parts: list[Any], joined: Any, seed: int) -> list[Any]:
    """Neighbours put together first, in an order of chance, until few are left."""
    chance = random.Random(seed)
    while len(parts) > 2:
        at = chance.randrange(len(parts) - 1)
        parts[at : at + 2] = [joined(parts[at : at + 2])]
    return parts


@settings(max_examples=25, deadline=None)
@given(CUTS, st.integers(0, 99))
def test_odd_answers(cuts: list[int], seed: int) -> None:
    table = year(seed)
    check = pickle.loads(pickle.dumps(Check(FRAMEWORK, id="firm")))
    parts = [check(part) for part in cut(table, cuts)]
    whole = shisei.check(table, FRAMEWORK, id="firm").drop("row").rows()
    for some in (parts, [pa.concat_tables(parts)], paired(parts, pa.concat_tables, seed)):
        assert pl.DataFrame(check.merge(some)).drop("row").rows() == whole


@settings(max_examples=25, deadline=None)
@given(CUTS, st.integers(0, 99))
def test_why_the_mean_moved(cuts: list[int], seed: int) -> None:
    options: shisei.Options = {"id": "firm", "on_error": "report"}
    moves = shisei.compare(year(seed), year(seed + 1, 20), FRAMEWORK, **options)
    drift = pickle.loads(pickle.dumps(Drift("trade")))
    parts = [drift(part) for part in cut(moves, cuts)]
    whole = shisei.drift(moves, "trade").rows()
    for some in (parts, [pa.concat_tables(parts)], paired(parts, pa.concat_tables, seed)):
        assert pl.DataFrame(drift.merge(some)).rows() == whole


@settings(max_examples=25, deadline=None)
@given(CUTS, st.integers(0, 99))
def test_where_firms_are_weakest(cuts: list[int], seed: int) -> None:
    table = year(seed)
    for by in ((), "trade", ("trade", "firm")):
        weakest = pickle.loads(pickle.dumps(Weakest(FRAMEWORK, by=by, top=7, lang="ja")))
        with pytest.warns(UserWarning, match="rows are left out") as told:
            whole = shisei.weakest(table, FRAMEWORK, by=by, top=7, lang="ja").rows()
        parts = [weakest(part) for part in cut(table, cuts)]
        for some in (parts, [pa.concat_tables(parts)], paired(parts, pa.concat_tables, seed)):
            with pytest.warns(UserWarning, match="rows are left out") as again:
                assert pl.DataFrame(weakest.merge(some)).rows() == whole
            assert str(again[0].message) == str(told[0].message)


def test_parts_of_another_framework_are_no_parts() -> None:
    part = Weakest("five-basics@3.1", absent="unanswered")(pl.DataFrame({"B1": ["done"]}))
    with pytest.raises(shisei.ArgumentError, match="control"):
        Weakest(FRAMEWORK).merge([part])


@settings(max_examples=25, deadline=None)
@given(CUTS, st.integers(0, 99), st.sampled_from([(), "trade"]))
def test_the_whole_in_short(cuts: list[int], seed: int, by: Any) -> None:
    scored = shisei.score(year(seed), FRAMEWORK, on_error="report", keep="all")
    options: list[Any] = [{}, {"framework": FRAMEWORK}]
    for own in options:
        summary = pickle.loads(pickle.dumps(Summary(by, **own)))
        # Parts have no order of outcomes but that of a framework.
        table = scored if own else scored.with_columns(pl.col("outcome").cast(pl.String))
        whole = shisei.summary(table, by, **own)
        parts = [summary(part) for part in cut(table, cuts)]
        for some in (parts, [pa.concat_tables(parts)], paired(parts, pa.concat_tables, seed)):
            assert summary.merge(some).to_pylist() == whole.to_dicts()


def test_two_years_by_partitions_of_the_id() -> None:
    before, after = year(1), year(2, 20)
    compare = pickle.loads(pickle.dumps(Compare(FRAMEWORK, id="firm", on_error="report")))
    parts = [
        compare(before.filter(here), after.filter(here))
        for here in (pl.col("firm") % 3 == at for at in range(3))
    ]
    whole = shisei.compare(before, after, FRAMEWORK, id="firm", on_error="report")
    seen = [name for name in whole.columns if name != "problem"]
    assert pl.concat(parts).select(seen).sort("firm").equals(whole.select(seen).sort("firm"))
