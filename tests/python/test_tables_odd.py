"""Tables in memory as programs really make them: odd types, odd labels, odd containers.

What decides a score has one reading or is a problem of its row; nothing else stops a run.
"""

from __future__ import annotations

import collections
import csv
import dataclasses
import datetime as dt
import enum
import io
import sqlite3
import types
import uuid
from decimal import Decimal
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import shisei
import shisei.polars
from shisei.errors import ArgumentError, SheetError

F = "five-basics@3.1"
IDS = [f"B{at}" for at in range(1, 6)]
SELF = "self-assessment@3.1"
SELF_IDS = [control.id for control in shisei.framework(SELF).controls]
ROW: dict[str, Any] = {"id": "A", **dict.fromkeys(IDS, "done")}


def table(**columns: Any) -> pa.Table:
    rows = len(next(iter(columns.values()), ["A"]))
    plain: dict[str, Any] = {"id": [chr(65 + at) for at in range(rows)]}
    return pa.table({**plain, **{name: ["done"] * rows for name in IDS}, **columns})


def score(data: Any, **options: Any) -> Any:
    return shisei.score(data, F, **{"id": "id", "on_error": "report", **options})


def problems(scored: Any) -> list[list[dict[str, Any]]]:
    found = scored["problems"]
    told = found.to_pylist() if hasattr(found, "to_pylist") else found.to_list()
    return [list(one) if one is not None else [] for one in told]


def given(scored: Any) -> list[list[str]]:
    return [[one["given"] for one in row] for row in problems(scored)]


RUNS = pa.RunEndEncodedArray.from_arrays([1, 2], ["done", "dome"])
ODD: list[tuple[Any, list[str | None]]] = [
    (pa.array([dt.date(2026, 1, 2), None]), ["2026-01-02", None]),
    (pa.array([dt.datetime(2026, 1, 2, 3), None]), ["2026-01-02 03:00:00", None]),
    (pa.array([dt.time(1, 2), None]), ["01:02:00", None]),
    (pa.array([dt.timedelta(1), None], pa.duration("s")), ["86400 s", None]),
    (pa.array([["done"], None]), ['["done"]', None]),
    (pa.array([["a", 'b"'], []], pa.large_list(pa.string_view())), ['["a", "b\\""]', "[]"]),
    (pa.array([[1, 2], None], pa.list_(pa.int8(), 2)), ["[1, 2]", None]),
    (pa.array([["done"], None], pa.list_view(pa.string())), ['["done"]', None]),
    (pa.array([{"choice": "done", "n": None}, None]), ['{"choice": "done", "n": null}', None]),
    (
        pa.array([[("a", 1)], None], pa.map_(pa.string(), pa.int8())),
        ['[{"key": "a", "value": 1}]', None],
    ),
    (pa.array([pa.MonthDayNano([1, 2, 3]), None]), ["1 months 2 days 3 ns", None]),
    (
        pa.array([uuid.UUID(int=1).bytes, None], pa.uuid()),
        ["00000000-0000-0000-0000-000000000001", None],
    ),
    (RUNS, [None, "dome"]),
    (RUNS.slice(1), ["dome"]),
    (
        pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array([dt.date(2026, 1, 2), None])),
        ["2026-01-02", None],
    ),
    (
        pa.UnionArray.from_dense(
            pa.array([0, 1], pa.int8()),
            pa.array([0, 0], pa.int32()),
            [pa.array(["done"]), pa.array([1])],
        ),
        [None, "1"],
    ),
    (pa.array([Decimal("4.00"), Decimal("4.50")]), ["4", "4.50"]),
]


@pytest.mark.parametrize(("column", "told"), ODD, ids=lambda it: str(getattr(it, "type", "")))
def test_what_no_answer_is_made_of_is_a_problem_of_its_row(
    column: pa.Array, told: list[str | None]
) -> None:
    scored = score(table(B1=column))
    expected = [[] if text is None else [text] for text in told]
    assert given(scored) == expected
    with pytest.raises(SheetError, match="is not one of the choices"):
        score(table(B1=column), on_error="raise")


def test_odd_types_in_one_answer_a_row() -> None:
    rows = {"id": [["A"]] * 5, "control": IDS, "answer": [["done"]] * 5}
    for frame in (pl.DataFrame(rows), pl.DataFrame(rows).with_columns(answer=pl.struct(x=1))):
        scored = score(frame, long=("control", "answer"))
        assert scored["problem_code"].to_list() == ["unknown-choice"]
    frame = pl.DataFrame(rows).with_columns(answer=pl.lit("done"))
    assert score(frame, long=("control", "answer"))["coverage"].to_list() == [100]
    for wrong in ("control", ("control", "answer", "note")):
        with pytest.raises(TypeError, match="long is a pair of columns"):
            score(frame, long=wrong)


def test_runs_are_read_as_the_values_that_they_are() -> None:
    runs = pa.RunEndEncodedArray.from_arrays([1, 3, 4], ["done", None, "not-done"])
    scored = score(table(B1=runs, id=pa.RunEndEncodedArray.from_arrays([2, 4], ["A", "B"])))
    assert scored["met"].to_pylist() == [5, 4, 4, 4]
    assert scored["unanswered"].to_pylist() == [0, 1, 1, 0]
    codes = ["duplicate-id" if at % 2 else None for at in range(4)]
    assert scored["problem_code"].to_pylist() == codes
    points = dict.fromkeys(SELF_IDS, pa.RunEndEncodedArray.from_arrays([1, 2], [4, 2]))
    assert shisei.score(pa.table(points), SELF, numbers="points")["points"].to_pylist() == [100, 50]


def test_checks_and_expressions_tell_them_too() -> None:
    frame = pl.DataFrame({"id": ["A"], **{name: ["done"] for name in IDS}})
    frame = frame.with_columns(B1=pl.lit(dt.date(2026, 1, 2)), B2=pl.lit(["done"]))
    assert shisei.check(frame, F, id="id")["value"].to_list() == ["2026-01-02", '["done"]']
    told = frame.select(shisei.polars.score(F, on_error="report").struct.field("problem"))
    assert "`2026-01-02`" in told.item()


@pytest.mark.parametrize(
    "kind",
    [
        pd.PeriodIndex(["1970-05", "1970-05"], freq="M"),
        pd.arrays.IntervalArray.from_breaks([0, 4, 8]),
    ],
    ids=str,
)
@pytest.mark.parametrize("rows", [1, 2_000])
def test_periods_are_no_numbers(kind: Any, rows: int) -> None:
    answers = pd.concat([pd.DataFrame(dict.fromkeys(SELF_IDS, kind))] * rows)
    scored = shisei.score(answers, SELF, numbers="points", on_error="report")
    assert set(scored["problem_code"]) == {"unknown-choice"}
    assert str(kind[0]) in scored["problem"].iloc[0]


@pytest.mark.parametrize(
    "ids",
    [
        ["A", ""],
        ["A", " \u3000"],
        ["A", "\ufeff"],
        [1.5, float("nan")],
        [b"A", b""],
        pl.Series(["A", ""], dtype=pl.Categorical),
        pl.Series(["A", " "], dtype=pl.Object),
    ],
    ids=str,
)
def test_who_is_called_nothing_has_no_id(ids: Any) -> None:
    frame = pl.DataFrame({"id": ids, **{name: ["done"] * 2 for name in IDS}})
    assert score(frame)["problem_code"].to_list() == [None, "missing-field"]
    odd = shisei.check(frame, F, id="id")
    assert (odd["code"].to_list(), odd["row"].to_list()) == (["missing-field"], [1])
    if frame["id"].dtype != pl.Object:
        moves = shisei.compare(frame, frame, F, id="id", on_error="report")
        assert moves["status"].to_list() == ["renewed", None, None]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([1, 2], [1.0, 2.0]),
        (["1", "2"], [1.0, 2.0]),
        ([Decimal(1), Decimal(2)], [1, 2]),
        ([Decimal("1.00"), Decimal("2.00")], ["1", "2"]),
        ([dt.date(2026, 1, 1), dt.date(2026, 1, 2)], ["2026-01-01", "2026-01-02"]),
        ([uuid.UUID(int=1), uuid.UUID(int=2)], [str(uuid.UUID(int=at)) for at in (1, 2)]),
        (pd.Categorical([1, 2]), [1, 2]),
        (pd.Categorical(["1", "2"]), pd.array([1, 2], "Int64")),
    ],
    ids=str,
)
def test_ids_of_two_years_meet_whatever_their_types(before: Any, after: Any) -> None:
    def year(ids: Any) -> pd.DataFrame:
        return pd.DataFrame({"id": ids, **{name: ["done"] * len(ids) for name in IDS}})

    for one, other in ((before, after), (after, before)):
        moves = shisei.compare(year(one), year(other), F, id="id")
        assert moves["status"].tolist() == ["renewed", "renewed"]
    nobody = pd.DataFrame(columns=["id", *IDS])
    assert shisei.compare(nobody, year(after), F, id="id")["status"].tolist() == ["new", "new"]


@pytest.mark.parametrize(
    ("before", "after"), [([1, 2], ["001", "002"]), (["Ａ1"], ["a1"]), (["A "], ["A"])]
)
def test_ids_that_are_written_otherwise_are_told(before: Any, after: Any) -> None:
    def year(ids: Any) -> pd.DataFrame:
        return pd.DataFrame({"id": ids, **{name: ["done"] * len(ids) for name in IDS}})

    with pytest.warns(UserWarning, match="are not the same: zeros in front"):
        moves = shisei.compare(year(before), year(after), F, id="id")
    assert set(moves["status"]) == {"new", "lapsed"}


def test_other_columns_may_share_a_name() -> None:
    rows = [["A", *["done"] * 5, 1, "x"]]
    frame = pd.DataFrame(rows, columns=["id", *IDS, "memo", "memo"])
    scored = score(frame)
    assert scored["memo"].to_numpy().tolist() == [[1, "x"]]
    assert scored["coverage"].tolist() == [100]
    arrow = pa.Table.from_arrays([pa.array([one]) for one in rows[0]], list(frame.columns))
    assert score(arrow)["coverage"].to_pylist() == [100]
    assert score(arrow).column_names.count("memo") == 2
    moves = shisei.compare(frame, frame.assign(id=["B"]), F, id="id")
    assert moves["memo"].to_numpy().tolist() == [[1, "x"], [1, "x"]]
    twice = pd.concat([frame[["id"]], frame], axis=1)
    for data in (
        twice,
        pa.Table.from_arrays([arrow["id"], *arrow.columns], ["id", *arrow.column_names]),
    ):
        with pytest.raises((ArgumentError, ValueError), match="id"):
            score(data)


def test_labels_of_several_levels_are_joined() -> None:
    frame = pd.DataFrame({("", "id"): ["A"], **{("基本", name): ["done"] for name in IDS}})
    assert score(frame)["coverage"].tolist() == [100]
    columns: Any = {("基本", name): name for name in IDS}
    assert score(frame, columns=columns)["coverage"].tolist() == [100]
    flat = frame.rename(columns={"基本": ""}, level=0)
    assert score(flat)["coverage"].tolist() == [100]


def test_rows_without_columns_are_rows() -> None:
    nothing = pd.DataFrame(index=[5, 7])
    scored = shisei.score(nothing, F, absent="unanswered")
    assert (scored.index.tolist(), scored["unanswered"].tolist()) == ([5, 7], [5, 5])


class Named(NamedTuple):
    id: str
    B1: str
    B2: str
    B3: str
    B4: str
    B5: str


@dataclasses.dataclass
class Answers:
    id: str
    B1: str
    B2: str
    B3: str
    B4: str
    B5: str


class Model:
    """What pydantic makes."""

    def __init__(self, **fields: Any) -> None:
        self.fields = fields

    def model_dump(self) -> dict[str, Any]:
        return self.fields


def database() -> Any:
    con = sqlite3.connect(":memory:")
    con.row_factory = sqlite3.Row
    return con.execute("select " + ", ".join(f"'{value}' {name}" for name, value in ROW.items()))


@pytest.mark.parametrize(
    "rows",
    [
        lambda: [Named(**ROW)],
        lambda: (Named(**ROW), Named(**ROW)),
        lambda: [Answers(**ROW)],
        lambda: [Model(**ROW)],
        lambda: database().fetchall(),
        database,
        lambda: iter([ROW]),
        lambda: (row for row in [ROW]),
        lambda: csv.DictReader(io.StringIO(",".join(ROW) + "\n" + ",".join(ROW.values()))),
        lambda: list(pd.DataFrame([ROW]).itertuples(index=False)),
        lambda: [types.MappingProxyType(ROW), collections.UserDict(ROW)],
    ],
)
def test_rows_of_every_kind_that_names_its_values(rows: Any) -> None:
    scored = score(rows(), duplicates="ignore")
    assert {row["coverage"] for row in scored} == {100}
    assert shisei.check(rows(), F) == []


@pytest.mark.parametrize(
    "row", [Named(**ROW), Answers(**ROW), Model(**ROW), types.MappingProxyType(ROW)]
)
def test_one_row_of_every_kind(row: Any) -> None:
    assert score(row)["coverage"] == 100


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([], "the list is empty"),
        ([("A", "done")], "`tuple` does not name its values"),
        ([["id", "B1"], ["A", "done"]], "`list` does not name its values"),
        ([None], "`NoneType` does not name its values"),
        ([ROW, None], "row 1 is no row"),
        ([dict([*ROW.items(), (None, ["more"])])], "row 0 has more values than the header"),
        ({"id": ["A"], **{name: {"done"} for name in IDS}}, "a set, whose values have no order"),
        (None, "`NoneType` is no table"),
        (io.StringIO("id,B1\n"), "of a file give the path"),
        (b"id,B1\n", "`bytes` is no table"),
        (pl.col("B1"), "`Expr` is no table"),
    ],
)
def test_what_is_no_table_is_told(data: Any, told: str) -> None:
    with pytest.raises((TypeError, ValueError), match=told) as caught:
        score(data)
    shisei.set_language("ja")
    try:
        with pytest.raises(type(caught.value)) as again:
            score(data)
    finally:
        shisei.set_language("en")
    assert str(again.value) != str(caught.value)


def test_numbers_name_columns_of_dicts_too() -> None:
    rows: list[Any] = [{"id": "A", 2026: "x", **dict.fromkeys(range(1, 6), "done")}]
    assert score(rows)[0]["coverage"] == 100
    assert score(rows)[0][2026] == "x"
    assert score(pd.Series(rows[0]))["coverage"] == 100
    frame = pd.DataFrame([["A", *["done"] * 5]])
    assert score(frame, id=0, columns=dict(enumerate(IDS, 1)))[0].tolist() == ["A"]


class Silent:
    def __str__(self) -> str:
        raise RuntimeError


class Unequal:
    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    __hash__ = None  # type: ignore[assignment]


def endless() -> list[Any]:
    knot: list[Any] = []
    knot.append(knot)
    return knot


MEMOS = [
    Silent(),
    Unequal(),
    endless(),
    10**5000,
    np.array([1, 2]),
    pd.Series([1, 2]),
    pd.DataFrame({"a": [1]}),
    "\ud800",
    object(),
    len,
]


@pytest.mark.parametrize("memo", MEMOS, ids=lambda memo: type(memo).__name__)
def test_a_memo_may_be_anything(memo: Any) -> None:
    rows = [{**ROW, "memo": memo, "a\0b": 1}, {**ROW, "id": "B", "memo": "x"}]
    scored = score(rows)
    assert scored[0]["memo"] is memo
    assert list(scored[0])[:3] == ["id", "memo", "a\0b"]
    assert [row["coverage"] for row in scored] == [100, 100]
    frame = pd.DataFrame([ROW, ROW])
    frame["memo"] = pd.Series([memo, "x"], dtype=object)
    assert score(frame, duplicates="ignore")["memo"].iloc[0] is memo


@pytest.mark.parametrize("answer", MEMOS, ids=lambda answer: type(answer).__name__)
def test_an_answer_may_not(answer: Any) -> None:
    for data in ([{**ROW, "B1": answer}], [{**ROW, "B1": answer}, {**ROW, "id": "B"}]):
        first = score(data)[0]
        assert first["problem_code"] == "unknown-choice"
        assert " at 0x" not in first["problem"]


def test_no_message_tells_where_an_object_lies() -> None:
    frame = pl.DataFrame({"id": ["A"], **{name: ["done"] for name in IDS}})
    frame = frame.with_columns(pl.Series("B1", [object()], pl.Object))
    assert "`<object object #1>`" in score(frame)["problem"].item()
    memo = frame.with_columns(pl.lit("done").alias("B1"), pl.Series("m", [object()], pl.Object))
    assert " at 0x" not in shisei.compare(memo, memo, F, id="id")["m"].item()
    with pytest.raises(SheetError) as caught:
        shisei.framework(F).assess({"B9": "done"})
    assert "B9" in repr(caught.value)
    assert " at 0x" not in repr(caught.value)


class Answer(enum.Enum):
    DONE = "done"
    TRUE = True


def test_a_member_of_an_enum_counts_as_its_value() -> None:
    assert score([{**ROW, "B1": Answer.DONE, "B2": Answer.TRUE}])[0]["coverage"] == 100
    answers: Any = {"B1": Answer.DONE}
    assert shisei.framework(F).assess(answers).tally.met == 1
    mapping: Any = {Answer.DONE: "not-done"}
    assert score([ROW], mapping=mapping)[0]["coverage"] == 0


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"B1": np.int64(1)}, r"`1 \(int64\)` is not one of the choices"),
        ({"B1": Decimal("1.5")}, r"`1.5 \(Decimal\)`"),
        ({"B1": object()}, r"`… \(object\)`"),
        ({("B1",): "done"}, r"there is no control `\('B1',\) \(tuple\)`"),
        ({object(): "done"}, r"there is no control `… \(object\)`"),
    ],
)
def test_a_sheet_says_what_it_was_given(answers: Any, told: str) -> None:
    with pytest.raises(SheetError, match=told):
        shisei.framework(F).assess(answers)


def test_masks_and_records_of_numpy() -> None:
    codes = np.zeros((2, 5), np.int8)
    mask = np.arange(10).reshape(2, 5) == 0
    masked = np.ma.masked_array(codes, mask=mask)
    scored = pa.table(shisei.score(masked, F, numbers="from-0"))
    assert scored["unanswered"].to_pylist() == [1, 0]
    records = np.array(
        [("A", *["done"] * 5)], dtype=[("id", "U5"), *[(name, "U9") for name in IDS]]
    )
    for data in (records, records.view(np.recarray)):
        assert pa.table(score(data))["id"].to_pylist() == ["A"]


def test_types_of_polars_deep_inside_are_carried() -> None:
    frame = pl.DataFrame({"id": ["A"], **{name: ["done"] for name in IDS}})
    inside = pl.Series("m", [[1]], pl.List(pl.Int128))
    scored = score(frame.with_columns(inside))
    assert (scored["m"].dtype, scored["coverage"].item()) == (pl.List(pl.Int128), 100)
    read = frame.with_columns(inside.alias("B1"))
    assert given(score(read)) == [["[1]"]]


def test_a_column_of_choices_without_a_mark_may_have_no_categories() -> None:
    heads = [f"{name} {label}" for name in IDS for label in ("できている", "できていない")]
    frame = pd.DataFrame({head: ["○" if head.endswith("ている") else None] for head in heads})
    for column in (pd.Categorical([None]), pd.Categorical([None], categories=["x"])):
        frame[heads[1]] = column
        assert shisei.score(frame, F)["coverage"].tolist() == [100]
    empty = pa.DictionaryArray.from_arrays(pa.array([None], pa.int8()), pa.array([], pa.string()))
    arrow = pa.Table.from_pandas(frame).set_column(1, heads[1], empty)
    assert shisei.score(arrow, F)["coverage"].to_pylist() == [100]


def test_relations_of_duckdb_with_every_type() -> None:
    answers = ", ".join(f"'done' {name}" for name in IDS)
    memo = "union_value(s := 'x') u, MAP {'a': 1} m, '101'::BIT b, 1::HUGEINT h, interval 1 day i"
    scored = score(duckdb.sql(f"select 'A' id, {answers}, {memo}, 1 d, 2 d"))
    assert scored["coverage"].fetchall() == [(100,)]
    struct = answers.replace("'done' B1", "{'choice': 'done'} B1")
    told = score(duckdb.sql(f"select 'A' id, {struct}"))["problem"].fetchall()
    assert '`{"choice": "done"}`' in told[0][0]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"columns": ["x"]}, "columns is a dict"),
        ({"mapping": "○=done"}, "mapping is a dict"),
        ({"mapping": {None: "done"}}, "None is a missing value"),
        ({"mapping": {float("nan"): "done"}}, "nan is a missing value"),
        ({"keep": None}, "keep is a list of names of columns"),
        ({"select": 5}, "select is a list of names of columns"),
        ({"prefix": None}, "prefix is a text"),
        ({"id": ["id"]}, "id is the name of one column"),
        ({"select": "coverag"}, "`coverag` is not one of the options. Did you mean `coverage`"),
    ],
)
def test_options_of_the_wrong_form_are_told_by_name(options: Any, told: str) -> None:
    with pytest.raises((TypeError, ValueError), match=told):
        score([ROW], **options)


def test_options_of_one_name_are_lists_of_one() -> None:
    assert score([ROW], select="coverage") == [{"id": "A", "coverage": 100}]
    assert score([ROW], threads=2**64)[0]["coverage"] == 100
    html = shisei.report([ROW, {**ROW, "id": "abc"}], F, id="id", ids="abc")
    assert html.count('class="leaf"') == 1
    with pytest.raises(ArgumentError, match="ids: the field `id` is missing"):
        shisei.report([ROW], F, ids=["A"])


@pytest.mark.parametrize(
    ("frameworks", "told"),
    [([], "framework: this must not be empty"), ([F, F], "framework: the id `five-basics@3.1`")],
)
def test_frameworks_are_some_and_each_is_one(frameworks: Any, told: str) -> None:
    with pytest.raises(ArgumentError, match=told):
        shisei.score([ROW], frameworks)
    with pytest.raises(TypeError, match="framework is"):
        shisei.score([ROW], 5)  # type: ignore[arg-type]


def test_questions_of_the_whole_are_refused_in_words() -> None:
    scored = score(pd.DataFrame([ROW]))
    with pytest.raises(ArgumentError, match="by: there is no column `trade`"):
        shisei.summary(scored, by="trade")
    for other in (pd.DataFrame([ROW]), score(pd.DataFrame([ROW]), prefix="new_")):
        with pytest.raises(ValueError, match="score it first"):
            shisei.summary(other)
    for top in (-1, "x", 1.5):
        with pytest.raises(ValueError, match="top is a whole number"):
            shisei.weakest([ROW], F, top=top)  # type: ignore[arg-type]
