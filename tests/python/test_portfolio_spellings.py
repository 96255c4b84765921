"""What people write instead of a choice: in a table as in one sheet, or refused by name."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import shisei

BASICS = "five-basics@3.1"
SELF = shisei.framework("self-assessment@3.1")
WRITTEN = {
    "implemented": [
        "○",
        "〇",
        "◯",
        "✓",
        "✔️",
        "レ",
        "はい",
        "済",
        "実施済み",
        "対応済み",
        "ＹＥＳ",
        "実施して\nいる",
    ],
    "partial": ["△", "▲", "一部", "一部実施", "partly"],
    "not-implemented": ["×", "✕", "✖", "✗", "いいえ", "未", "未実施", "未対応", "No"],
    "unknown": ["分からない", "不明", "don't know", "Don’t\u200b know"],
}
REFUSED = ["◎", "x", "NA", "-", "計画中", "①", "4", "4.5", "OK", "☐", "実施している。？"]


def frame(text: Any) -> pl.DataFrame:
    return pl.DataFrame({"firm": ["a"], **{control.id: [text] for control in SELF.controls}})


@pytest.mark.parametrize(("choice", "text"), [(c, t) for c, ts in WRITTEN.items() for t in ts])
def test_a_table_and_a_sheet_read_alike(choice: str, text: str) -> None:
    expected = SELF.assess({control.id: choice for control in SELF.controls})
    assessment = SELF.assess({control.id: text for control in SELF.controls})
    assert assessment == expected
    assert assessment.answers == expected.answers
    scored = shisei.score(frame(text), SELF, id="firm")
    assert expected.points is not None
    assert scored["points"].to_list() == [expected.points.low]


@pytest.mark.parametrize("text", REFUSED)
def test_what_says_nothing_is_refused_in_both(text: str) -> None:
    with pytest.raises(shisei.SheetError) as caught:
        SELF.assess({"SA-01": text})
    assert caught.value.problems[0].valid
    scored = shisei.score(frame(text), SELF, id="firm", on_error="report")
    assert scored["problem_code"].to_list() == ["unknown-choice"]
    assert scored["points"].to_list() == [None]


@pytest.mark.parametrize("nothing", [None, "", " ", "\u3000", pd.NA, pd.NaT])
def test_nothing_is_unanswered(nothing: Any) -> None:
    assert SELF.assess({"SA-01": nothing}) == SELF.assess({})


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 4, 4.0, True])
def test_a_sheet_takes_no_numbers(number: Any) -> None:
    with pytest.raises(shisei.SheetError) as caught:
        SELF.assess({"SA-01": number})
    assert caught.value.problems[0].code == "unknown-choice"


SIGNS = {"○": "met", "△": "partial", "✖": "unmet", "対象外": "not-applicable"}


def test_a_mapping_may_mean_a_choice_that_only_some_controls_have() -> None:
    scs = shisei.framework("scs@2026-03-27")
    controls = {control.id: [c.id for c in control.choices] for control in scs.controls}
    row = {name: ["○"] for name in controls}
    allowed = next(name for name, ids in controls.items() if "not-applicable" in ids)
    other = next(name for name, ids in controls.items() if "not-applicable" not in ids)
    table = pl.DataFrame({"id": ["a"], **row, allowed: ["対象外"]})
    scored = shisei.score(table, scs, id="id", mapping=SIGNS)
    assert scored["not_applicable"].to_list() == [1]
    table = pl.DataFrame({"id": ["a"], **row, other: ["対象外"]})
    scored = shisei.score(table, scs, id="id", mapping=SIGNS, on_error="report")
    [problem] = scored["problems"].to_list()[0]
    assert (problem["column"], problem["given"]) == (other, "対象外")
    assert problem["code"] == "not-applicable-not-allowed"


def test_a_mapping_may_be_about_one_control() -> None:
    mapping: dict[str, Any] = {
        "はい": "met",
        "SA-03": {"はい": "not-implemented", "いいえ": "実施している"},
    }
    row = {control.id: ["はい"] for control in SELF.controls}
    scored = shisei.score(pl.DataFrame({"id": ["a"], **row}), SELF, id="id", mapping=mapping)
    assert scored["points"].to_list() == [96]
    scored = shisei.score(
        pl.DataFrame({"id": ["a"], **row, "SA-03": ["いいえ"]}), SELF, id="id", mapping=mapping
    )
    assert scored["points"].to_list() == [100]


@pytest.mark.parametrize(
    ("mapping", "code", "nearest"),
    [
        ({"a": "implemnted"}, "unknown-choice", "implemented"),
        ({"SA-03": {"a": "implemnted"}}, "unknown-choice", "implemented"),
        ({"SA-003": {"a": "implemented"}}, "unknown-control", "SA-03"),
        ({"○": "met", "◯": "unmet"}, "contradiction", None),
    ],
)
def test_a_mapping_that_leads_nowhere_is_refused(
    mapping: Any, code: str, nearest: str | None
) -> None:
    with pytest.raises(shisei.ArgumentError) as caught:
        shisei.score(frame("x"), SELF, id="firm", mapping=mapping)
    [problem] = caught.value.problems
    assert (problem.code, problem.nearest) == (code, nearest)


def test_a_mapping_takes_names_of_choices_alone() -> None:
    with pytest.raises(TypeError, match="not 4"):
        shisei.score(frame("x"), SELF, id="firm", mapping={"a": 4})  # type: ignore[dict-item]


def test_the_nearest_answer_may_be_a_spelling_of_the_callers_own() -> None:
    scored = shisei.score(
        frame("やってある!"), SELF, id="firm", mapping={"やってある": "met"}, on_error="report"
    )
    assert scored["problems"][0][0]["nearest"] == "やってある"


def test_problems_come_in_words_as_codes_and_as_data() -> None:
    table = pa.table(
        {
            "firm": ["a", "b", "b"],
            **{f"B{at}": ["done", "done", "done"] for at in range(1, 6)},
            "B2": ["done", "dome", "done"],
            "B5": ["done", "？", "done"],
        }
    )
    scored = shisei.score(table, BASICS, id="firm", on_error="report")
    assert scored["problem_code"].to_pylist() == [None, "unknown-choice", "duplicate-id"]
    first, second, third = scored["problems"].to_pylist()
    assert first is None
    assert second == [
        {"column": "B2", "code": "unknown-choice", "given": "dome", "nearest": "done"},
        {"column": "B5", "code": "unknown-choice", "given": "？", "nearest": None},
    ]
    assert third == [{"column": "firm", "code": "duplicate-id", "given": "b", "nearest": None}]
    assert shisei.score(
        table, BASICS, id="firm", on_error="report", select=["problem"]
    ).column_names == [
        "firm",
        "problem",
    ]
    good = shisei.score(table.slice(0, 1), BASICS, id="firm", on_error="report")
    assert good.schema == scored.schema
    assert "problems" not in shisei.score(table.slice(0, 1), BASICS, id="firm").column_names


def numbered() -> shisei.Framework:
    """A form whose labels begin with numbers, worst first."""
    form = shisei.framework(BASICS).to_dict()
    labels = ["0：まだ", "1：途中", "2：済んでいる"]
    standings = ["unmet", "partial", "met"]
    form["id"], form["scales"][0]["choices"] = (
        "own",
        [
            {
                "id": f"L{at}",
                "label": {"ja": label, "en": f"{at}: {standing}"},
                "standing": standing,
            }
            for at, (label, standing) in enumerate(zip(labels, standings, strict=True))
        ],
    )
    del form["previous"]
    return shisei.Framework.from_json(json.dumps(form))


@pytest.mark.parametrize("numbers", [None, "from-1", "points"])
@pytest.mark.parametrize(
    "answer", ["2", "２", "2.0", 2, 2.0, Decimal(2), pa.scalar(2, pa.int8()), pa.scalar("+2")]
)
def test_a_number_that_a_label_begins_with_is_that_label(answer: Any, numbers: Any) -> None:
    form = numbered()
    column = pa.array([answer.as_py()], answer.type) if isinstance(answer, pa.Scalar) else [answer]
    table = pa.table({control.id: column for control in form.controls})
    codes = shisei.answers(table, form, numbers=numbers)
    assert {codes[control.id][0].as_py() for control in form.controls} == {"L2"}
