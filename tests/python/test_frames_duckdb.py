"""Functions of SQL in DuckDB."""

from __future__ import annotations

import subprocess
import sys
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


def test_outcomes_are_compared_in_their_order_where_the_text_has_the_type(con: Any) -> None:
    con.execute(
        "INSERT INTO firms SELECT * REPLACE ('g' AS firm, 'partial' AS \"SA-01\") FROM firms "
        "WHERE firm = 'f0'"
    )
    shisei.duckdb.register(con, FRAMEWORK, absent="unanswered")
    compared = "SELECT DISTINCT shisei_outcome_low(firms) AS o FROM firms WHERE o >= {} ORDER BY o"
    typed = rows(con, compared.format("'70-99'::shisei_outcome"))
    assert typed == [("70-99",), ("100",)]
    # As texts, which is what a text alone would be compared as, 100 is less than 70.
    assert rows(con, compared.format("'70-99'")) == [("70-99",)]
    with pytest.raises(duckdb.ConversionException, match="70-100"):
        rows(con, compared.format("'70-100'::shisei_outcome"))
    action = "security-action@2026"
    shisei.duckdb.register(con, action, function_prefix="action_", absent="unanswered")
    best = shisei.framework(action).tiers[-1].id
    assert rows(con, f"SELECT '{best}'::action_outcome") == [(best,)]


def test_answers_of_an_enum_come_as_a_dictionary(con: Any) -> None:
    choices = ", ".join(f"'{c}'" for c in ("implemented", "一部実施している", "not-implemented"))
    enums = ", ".join(f'"{c}"::ENUM({choices}) AS "{c}"' for c in CONTROLS)
    con.execute(f"CREATE TABLE coded AS SELECT firm, {enums} FROM firms")
    types = {
        field.type for field in con.table("coded").to_arrow_table().schema if field.name != "firm"
    }
    assert all(str(type).startswith("dictionary") for type in types)
    plain, coded = (
        shisei.score(con.table(name).order("firm"), FRAMEWORK, id="firm")
        for name in ("firms", "coded")
    )
    assert plain.fetchall() == coded.fetchall()
    shisei.duckdb.register(con, FRAMEWORK, functions=["met"])
    sums = [rows(con, f"SELECT sum(shisei_met({name})) FROM {name}") for name in ("firms", "coded")]
    assert sums[0] == sums[1]


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


def test_nothing_is_left_of_a_connection_when_the_program_ends() -> None:
    code = """
import duckdb, shisei.duckdb
con = duckdb.connect()
con.execute("CREATE TABLE firms AS SELECT 'done' AS B1")
shisei.duckdb.register(con, "five-basics@4.0", absent="unanswered")
assert con.sql("SELECT shisei_coverage_high(firms) FROM firms").fetchall() == [(100,)]
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    # DuckDB says so where a connection is held by a function that it holds.
    assert (done.returncode, done.stderr) == (0, "")
