"""Rows as dicts, columns as lists, and one row: the same kind comes back, with scores."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import shisei

F = "five-basics@3.1"
ROW: dict[str, Any] = {"id": "A", **{f"B{at}": "done" for at in range(1, 6)}}


def test_a_list_of_dicts_comes_back_with_its_own_objects() -> None:
    memo = object()
    rows = [ROW | {"memo": memo}, {"id": "B", "B1": "○", "B2": None, "B3": float("nan"), "B4": 1}]
    scored = shisei.score(rows, F, id="id", on_error="report")
    assert scored[0]["memo"] is memo
    assert [row["coverage"] for row in scored] == [100, None]
    assert (scored[1]["memo"], scored[1]["problem_code"]) == (None, "unknown-choice")
    assert "B1" not in scored[0]


def test_a_dict_of_lists_is_columns() -> None:
    columns = {"id": ("A", "B"), **{f"B{at}": ["done", "not-done"] for at in range(1, 6)}}
    scored = shisei.score(columns, F, id="id")
    assert scored["id"] == ["A", "B"]
    assert scored["coverage"] == [100, 0]
    with pytest.raises(ValueError, match="id: 2, B1: 1"):
        shisei.score(columns | {"B1": ["done"]}, F, id="id")


def test_scores_of_before_are_replaced() -> None:
    once = shisei.score([ROW], F, id="id", keep="all")
    again = shisei.score([once[0] | {"B1": "not-done"}], F, id="id")
    assert (once[0]["coverage"], again[0]["coverage"]) == (100, 80)


def test_one_row_is_a_dict_or_a_series() -> None:
    assert shisei.score(ROW, F, id="id")["coverage"] == 100
    scored = shisei.score(pd.Series(ROW, name=7), F, id="id")
    assert isinstance(scored, pd.Series)
    assert (scored["id"], scored["coverage"]) == ("A", 100)
    plan = shisei.plan(ROW | {"B1": "not-done"}, F, {"coverage": 100}, id="id")
    assert plan["status"] == "planned"


def test_one_answer_a_row_may_be_dicts_too() -> None:
    rows = [{"id": "A", "control": f"B{at}", "answer": "done"} for at in range(1, 6)]
    assert shisei.score(rows, F, id="id", long=("control", "answer"))[0]["coverage"] == 100
