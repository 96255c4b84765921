"""What parts give is put together as if nobody had cut the table."""

from __future__ import annotations

import pickle
import random
from itertools import pairwise
from typing import Any

import polars as pl
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

import shisei
from shisei.sharing import Check, Drift

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


def test_two_years_by_partitions_of_the_id() -> None:
    before, after = year(1), year(2, 20)
    options: shisei.Options = {"id": "firm", "on_error": "report"}
    parts = [
        shisei.compare(before.filter(here), after.filter(here), FRAMEWORK, **options)
        for here in (pl.col("firm") % 3 == at for at in range(3))
    ]
    whole = shisei.compare(before, after, FRAMEWORK, **options)
    seen = [name for name in whole.columns if name != "problem"]
    assert pl.concat(parts).select(seen).sort("firm").equals(whole.select(seen).sort("firm"))
