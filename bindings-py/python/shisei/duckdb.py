"""Scores in DuckDB: SQL functions over columns of answers.

>>> import duckdb, shisei.duckdb
>>> con = duckdb.connect()
>>> shisei.duckdb.register(con, "five-basics@3.1")
['shisei_coverage', 'shisei_coverage_low', 'shisei_coverage_high']
>>> con.sql('''SELECT shisei_coverage({B1: 'done', B2: 'done', B3: 'done', B4: 'done',
...     B5: 'not-done'}) AS coverage''').fetchall()
[(80,)]
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from shisei.messages import say
from shisei.portfolio import Scorer

if TYPE_CHECKING:
    import duckdb
    from typing_extensions import Unpack

    from shisei.columns import OutputColumn
    from shisei.options import Frameworks, Options

__all__ = ["register"]

#: What is registered unless columns are named.
_USUAL = ("points", "coverage", "outcome")


def register(
    connection: duckdb.DuckDBPyConnection,
    framework: Frameworks,
    *,
    functions: str | list[str] | None = None,
    function_prefix: str = "shisei_",
    **options: Unpack[Options],
) -> list[str]:
    """Gives a connection a function for each column of scores, and says their names.

    `shisei_points(answers)` takes a struct with a field for each control: `shisei_points(firms)` of
    a whole row of a table `firms`, or `shisei_points({'SA-01': q1, …})`. Without `functions` there
    are points, coverage and outcome with their bounds; `functions` names the columns wanted, as
    `shisei.Scorer(framework).columns` lists them. `options` are those of `shisei.Scorer`; other
    fields of the row are not looked at.

    An outcome is an `ENUM`, worst first. DuckDB compares an `ENUM` with a text as text, so that
    '100' comes before '70-99': give the text the type, which has the name of the function and lasts
    as long as the connection: `shisei_outcome(firms) >= '70-99'::shisei_outcome`. An outcome that
    the framework does not have is then an error.

    Answers that are an `ENUM` of DuckDB are read once for each of its values, not once a row.

    A row that cannot be scored stops the query, or is NULL with `on_error="report"`. DuckDB hands
    out 2,048 rows at a time: for a whole table `shisei.score(relation, …)` is quicker.
    """
    known = Scorer(framework, **options).columns
    columns = {column.name: column for column in known if column.type != "list"}
    if functions is None:
        functions = [name for name, it in columns.items() if it.what in _USUAL and it.group is None]
    functions = [functions] if isinstance(functions, str) else list(functions)
    unknown = [name for name in functions if name not in columns]
    if unknown:
        raise ValueError(
            say(
                f"there is no column {', '.join(unknown)}. The columns are {', '.join(columns)}",
                f"{'、'.join(unknown)} という列はありません。列は {'、'.join(columns)} です",
            )
        )
    for name in functions:
        _register(connection, function_prefix + name, columns[name], framework, options)
    return [function_prefix + name for name in functions]


def _register(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    column: OutputColumn,
    framework: Frameworks,
    options: Any,
) -> None:
    import duckdb
    import pyarrow as pa

    chosen: Any = {**options, "keep": [], "select": [column.name]}
    scorer = Scorer(framework, **chosen)

    def scored(rows, /):  # type: ignore[no-untyped-def]  # DuckDB takes annotations for its types.
        if not pa.types.is_struct(rows.type):
            raise TypeError(
                say(
                    f"{name} takes a struct with a field for each control, such as {name}(table) "
                    f"or {name}({{'B1': answer, …}})",
                    f"{name} には、項目ごとの欄を持つ構造体（STRUCT）を渡します。"
                    f"例：{name}(表の名前)",
                )
            )
        found = scorer(pa.Table.from_struct_array(rows)).column(0)
        return found.cast(pa.string()) if column.outcomes else found

    # The types that DuckDB ships know its own enums alone, not the words that it takes for them.
    create: Any = connection.create_function
    # Said again, as when the cell of a notebook is run again, it is about the same functions.
    with suppress(duckdb.Error):
        connection.remove_function(name)
    create(
        name,
        scored,
        None,
        _sql_type(column),
        type="arrow",
        null_handling="special",
    )
    if column.outcomes:
        quoted = name.replace('"', '""')
        connection.execute(f'CREATE OR REPLACE TEMP TYPE "{quoted}" AS {_sql_type(column)}')


def _sql_type(column: OutputColumn) -> str:
    if column.outcomes:
        return f"ENUM({', '.join(repr(outcome) for outcome in column.outcomes)})"
    return {"int8": "TINYINT", "int16": "SMALLINT", "int64": "BIGINT"}.get(column.type, "VARCHAR")
