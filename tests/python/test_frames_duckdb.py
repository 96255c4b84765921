"""Functions of SQL in DuckDB."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl
import pytest

import shisei
import shisei.duckdb

FRAMEWORK = "self-assessment@3.1"
CONTROLS = [control.id for control in shisei.framework(FRAMEWORK).controls]


@pytest.fixture
def con() -> Any:
    choices = ["implemented", "一部実施している", "not-implemented", None]
    rows = 5_000
    table = pl.DataFrame(
        {
            "firm": [f"f{row}" for row in range(rows)],
            **{
                c: [choices[(row * (at + 1)) % 4] if row else "implemented" for row in range(rows)]
                for at, c in enumerate(CONTROLS)
            },
        }
    ).to_arrow()
    connection = duckdb.connect()
    connection.register("given", table)
    connection.execute("CREATE TABLE firms AS SELECT * FROM given")
    yield connection
    connection.close()


def rows(con: Any, query: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = con.sql(query).fetchall()
    return found


def test_functions_of_sql_say_what_score_says(con: Any) -> None:
    names = shisei.duckdb.register(con, FRAMEWORK, absent="unanswered")
    assert names[:2] == ["shisei_points", "shisei_points_low"]
    scored = shisei.score(con.sql("SELECT * FROM firms").to_arrow_table(), FRAMEWORK)
    expected = [
        tuple(scored.column(name)[row].as_py() for name in ("points", "points_low", "outcome"))
        for row in range(scored.num_rows)
    ]
    query = (
        "SELECT shisei_points(firms), shisei_points_low(firms), shisei_outcome(firms) FROM firms"
    )
    assert rows(con, query) == expected
    some = "shisei_points_low({'SA-01': 'implemented', 'SA-02': NULL})"
    assert rows(con, f"SELECT {some}") == [(4 - 24,)]


def test_outcomes_are_an_enum_in_order(con: Any) -> None:
    shisei.duckdb.register(con, FRAMEWORK)
    found = rows(con, "SELECT DISTINCT shisei_outcome_low(firms) AS o FROM firms ORDER BY o DESC")
    assert found[0] == ("100",)
    assert found == sorted(found, key=lambda one: int(one[0].split("-")[0]), reverse=True)


def test_a_bad_row_stops_the_query_or_is_null(con: Any) -> None:
    con.execute("UPDATE firms SET \"SA-03\" = 'perhaps' WHERE firm = 'f7'")
    shisei.duckdb.register(con, FRAMEWORK, functions=["points"])
    with pytest.raises(Exception, match="perhaps"):
        rows(con, "SELECT shisei_points(firms) FROM firms")
    shisei.duckdb.register(
        con, FRAMEWORK, functions=["met", "problem"], function_prefix="r_", on_error="report"
    )
    ((met, problem),) = rows(
        con, "SELECT r_met(firms), r_problem(firms) FROM firms WHERE firm = 'f7'"
    )
    assert met is None
    assert "perhaps" in problem


def test_a_column_that_there_is_not_is_refused(con: Any) -> None:
    with pytest.raises(ValueError, match="part_1"):
        shisei.duckdb.register(con, FRAMEWORK, functions=["part-1"])
