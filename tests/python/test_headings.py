"""Every column that decides a score has one reading, or is refused by name."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import shisei

F = "five-basics@3.1"
B = {f"B{i}": ["done"] for i in range(1, 6)}


def codes(error: pytest.ExceptionInfo[shisei.ArgumentError]) -> list[tuple[str, str | None]]:
    return [(p.code, p.at or p.given) for p in error.value.problems]


@pytest.mark.parametrize(
    "name", ["Q{}", "問{}", "No.{}", "No{}", "設問{}", "{}.0", "{}", "({})", "{}.", "B_{}", "b0{}"]
)
def test_headings_that_forms_have_are_found(name: str) -> None:
    table = {name.format(i): ["done"] for i in range(1, 6)}
    for frame in (pl.DataFrame(table), pd.DataFrame(table), pa.table(table)):
        assert list(shisei.score(frame, F)["coverage"]) in ([100], [pa.scalar(100, pa.int16())])


def test_integer_labels_of_pandas_are_numbers() -> None:
    frame = pd.DataFrame({i: ["done"] for i in range(1, 6)})
    assert shisei.score(frame, F)["coverage"].tolist() == [100]


def test_the_answers_of_one_guideline_are_not_those_of_another() -> None:
    shop = {c.id: ["done"] for c in shisei.framework("ec-site-build").controls}
    two = ["five-basics@4.0", "ec-site-build@2023-03"]
    with pytest.raises(shisei.ArgumentError) as caught:
        shisei.score(pl.DataFrame(shop), two)
    assert codes(caught) == [("shared-column", f"B{i}") for i in range(1, 7)]
    assert "five-basics@4.0:B1" in str(caught.value)
    basics = {f"five-basics@4.0:B{i}": ["done"] for i in range(1, 7)}
    named = {f"ec-site-build@2023-03:{name}": values for name, values in shop.items()}
    scored = shisei.score(pl.DataFrame({**basics, **named}), two, on_error="report")
    assert scored.height == 1
    numbers = pl.DataFrame({str(i): ["implemented"] for i in range(1, 26)})
    with pytest.raises(shisei.ArgumentError) as caught:
        shisei.score(numbers, ["self-assessment@3.1", "regulations@3.1"])
    assert {p.code for p in caught.value.problems} == {"shared-column"}
    assert shisei.score(numbers, ["self-assessment@3.1", "self-assessment@4.0"]).height == 1


def test_columns_take_ids_numbers_and_references() -> None:
    table = pl.DataFrame(
        {"a": ["done"], "b": ["done"], "c": ["done"], "d": ["done"], "e": ["done"]}
    )
    named: dict[str, Any] = {"a": "B1", "b": 2, "c": 3.0, "d": "問4", "e": "five-basics@3.1:B5"}
    assert shisei.score(table, F, columns=named)["coverage"].to_list() == [100]
    found = shisei.match_columns(table, F, columns=named)
    assert found.complete
    assert set(found.columns.values()) == {f"B{i}" for i in range(1, 6)}
    one = pl.DataFrame({"id": ["x"], "backup": ["done"]})
    both = {"backup": ["five-basics@4.0:B6", "five-basics@3.1:B1"]}
    scored = shisei.score(
        one, ["five-basics@3.1", "five-basics@4.0"], columns=both, absent="unanswered", id="id"
    )
    assert scored.height == 1
    with pytest.raises(shisei.ArgumentError, match="no control `B9`"):
        shisei.score(table, F, columns={"a": "B9"}, absent="unanswered")


def test_missing_columns_are_told_as_missing_columns() -> None:
    table = pl.DataFrame({"X1": ["done"], **{name: B[name] for name in ("B2", "B3", "B4", "B5")}})
    with pytest.raises(shisei.ArgumentError) as caught:
        shisei.score(table, F)
    assert codes(caught) == [("missing-column", "B1")]
    assert 'columns={"X1": "B1"}' in str(caught.value)
    assert 'absent="unanswered"' in str(caught.value)
    japanese = caught.value.message("ja")
    assert "column " not in japanese
    assert "`B1` に答える列がありません" in japanese
    with pytest.raises(shisei.ArgumentError) as caught:
        shisei.score(pl.DataFrame({"x": [1]}), "scs")
    assert len(caught.value.problems) == 153
    assert len(str(caught.value).splitlines()) == 7
    with pytest.raises(shisei.ArgumentError) as caught:
        shisei.score(pl.DataFrame({"firm": ["a"], **B}), F, id="frim")
    assert codes(caught) == [("unknown-column", "id")]
    assert caught.value.problems[0].nearest == "firm"
    assert "firm" in caught.value.problems[0].valid
    with pytest.raises(shisei.ArgumentError) as caught:
        shisei.score(pl.DataFrame({"id\tB1\tB2": ["a"]}), F)
    assert [p.code for p in caught.value.problems] == ["wrong-separator"]


def test_the_id_in_the_index_of_pandas_is_taken() -> None:
    frame = pd.DataFrame({"x": ["k"], **B}, index=pd.Index(["A"], name="company"))
    scored = shisei.score(frame, F, id="company")
    assert scored.index.name == "company"
    assert scored.index.tolist() == ["A"]
    assert scored["coverage"].tolist() == [100]
    twice = pd.concat([frame, frame])
    with pytest.raises(shisei.SheetError, match="company=A"):
        shisei.score(twice, F, id="company")
    with pytest.raises(shisei.ArgumentError, match="no column `firm`"):
        shisei.score(frame, F, id="firm")


def test_match_columns_says_why() -> None:
    found = shisei.match_columns(["firm", "Q1", "問2", "B_3", "B4", "B5", "Q5"], F)
    assert [(m.column, m.control, m.reason) for m in found.matched] == [
        ("Q1", "B1", "number"),
        ("問2", "B2", "number"),
        ("B_3", "B3", "id-form"),
        ("B4", "B4", "id"),
    ]
    assert not found.complete
    assert found.missing == ("B5",)
    assert found.free == ("firm", "B5", "Q5")
    assert [p.code for p in found.problems] == ["ambiguous-column"]
    assert "official number" in repr(found)
    for table in (pl.DataFrame(B), pd.DataFrame(B), pa.table(B), B, list(B)):
        assert shisei.match_columns(table, F).complete


def test_the_long_format_does_not_mix_guidelines_either() -> None:
    table = pl.DataFrame({"id": ["x"], "c": ["B1"], "a": ["done"]})
    two = ["five-basics@4.0", "ec-site-build@2023-03"]
    with pytest.raises(shisei.ArgumentError, match="several controls"):
        shisei.score(table, two, id="id", long=("c", "a"))
    named = table.with_columns(c=pl.lit("five-basics@4.0:B1"))
    scored = shisei.score(named, two, id="id", long=("c", "a"))
    assert scored["five_basics_4_0_unanswered"].to_list() == [5]
    assert scored["ec_site_build_2023_03_unanswered"].to_list() == [29]


def test_a_matrix_of_two_guidelines_has_columns_of_its_own() -> None:
    import numpy as np

    matrix = np.zeros((1, 5 + 6), np.int8)
    matrix[0, 5:] = 2
    scored = pa.table(shisei.score(matrix, [F, "five-basics@4.0"], numbers="from-0"))
    assert scored["five_basics_3_1_coverage"].to_pylist() == [100]
    assert scored["five_basics_4_0_coverage"].to_pylist() == [0]


def test_a_table_is_scored_twice() -> None:
    table = pl.DataFrame({"firm": ["a"], **B})
    once = shisei.score(table, F, keep="all")
    again = shisei.score(once, F, keep="all")
    assert again.equals(once)
    beside = shisei.score(once, F, prefix="renewal_")
    assert beside["coverage"].to_list() == beside["renewal_coverage"].to_list() == [100]
    assert "renewal_problem" in beside.columns
    # A column of the caller's is not taken for a score.
    own = table.with_columns(points=pl.lit(7), coverage=pl.lit("x"))
    with pytest.raises(shisei.ArgumentError) as caught:
        shisei.score(own, F)
    assert [p.code for p in caught.value.problems] == ["existing-column"]
    assert "coverage" in str(caught.value)
    assert "prefix=" in str(caught.value)
    assert shisei.score(own, F, prefix="s_")["coverage"].to_list() == ["x"]
    assert shisei.score(pd.DataFrame(once.to_dicts()), F)["coverage"].tolist() == [100]
