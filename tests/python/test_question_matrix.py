"""Every question of every kind of table: the same answers, in the library that asked."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import shisei
from shisei import Question

OLD, NEW = shisei.framework("self-assessment@3.1"), shisei.framework("self-assessment@4.0")
#: One that points at other standards.
GUIDELINE = shisei.framework("management-guideline@3.0")
OPTIONS: shisei.Options = {"id": "firm", "on_error": "report"}


def book(seed: int, first: int = 0, framework: shisei.Framework = OLD) -> pl.DataFrame:
    """Answers by chance, of which one cannot be read."""
    chance = random.Random(seed)
    answers: dict[str, list[str | None]] = {}
    for control in framework.controls:
        choices = [choice.id for choice in control.choices]
        answers[control.id] = chance.choices([None, *choices], [1] + [7] * len(choices), k=12)
    answers[framework.controls[4].id][3] = "perhaps"
    return pl.DataFrame({"firm": [f"f{first + at}" for at in range(12)], **answers})


BOOK, LAST_YEAR = book(1), book(2, 4)

Form = Callable[[pl.DataFrame, Path], tuple[Any, dict[str, Any]]]


def as_csv(table: pl.DataFrame, folder: Path) -> Path:
    path = folder / "book.csv"
    table.write_csv(path)
    return path


def as_gzip(table: pl.DataFrame, folder: Path) -> Path:
    path = folder / "book.csv.gz"
    path.write_bytes(gzip.compress(table.write_csv().encode()))
    return path


def as_xlsx(table: pl.DataFrame, folder: Path) -> Path:
    path = folder / "book.xlsx"
    table.write_excel(path)
    return path


def as_parquet(table: pl.DataFrame, folder: Path) -> Path:
    path = folder / "book.parquet"
    table.write_parquet(path)
    return path


def as_long(table: pl.DataFrame) -> pl.DataFrame:
    names = {"variable_name": "control", "value_name": "answer"}
    return table.unpivot(index="firm", **names)


LONG = {"long": ("control", "answer")}

#: What a table is made into, and what has to be said about it.
FORMS: dict[str, Form] = {
    "polars": lambda table, _: (table, {}),
    "lazy": lambda table, _: (table.lazy(), {}),
    "pandas": lambda table, _: (table.to_pandas(), {}),
    "pyarrow": lambda table, _: (table.to_arrow(), {}),
    "duckdb": lambda table, _: (duckdb.from_arrow(table.to_arrow()), {}),
    "list of dicts": lambda table, _: (table.to_dicts(), {}),
    "dict of lists": lambda table, _: (table.to_dict(as_series=False), {}),
    "csv": lambda table, folder: (as_csv(table, folder), {}),
    "csv.gz": lambda table, folder: (as_gzip(table, folder), {}),
    "xlsx": lambda table, folder: (as_xlsx(table, folder), {}),
    "parquet": lambda table, folder: (as_parquet(table, folder), {}),
    "long polars": lambda table, _: (as_long(table), LONG),
    "long pandas": lambda table, _: (as_long(table).to_pandas(), LONG),
    "long pyarrow": lambda table, _: (as_long(table).to_arrow(), LONG),
    "long duckdb": lambda table, _: (duckdb.from_arrow(as_long(table).to_arrow()), LONG),
    "long list of dicts": lambda table, _: (as_long(table).to_dicts(), LONG),
    "long csv": lambda table, folder: (as_csv(as_long(table), folder), LONG),
    "long xlsx": lambda table, folder: (as_xlsx(as_long(table), folder), LONG),
    "long parquet": lambda table, folder: (as_parquet(as_long(table), folder), LONG),
}

#: What comes back for each of them.
LIBRARY: dict[str, tuple[type, ...]] = {
    "polars": (pl.DataFrame,),
    "lazy": (pl.LazyFrame,),
    "pandas": (pd.DataFrame,),
    "duckdb": (duckdb.DuckDBPyRelation,),
    "list of dicts": (list,),
    "dict of lists": (dict,),
}

#: The questions of which every row is asked.
BY_ROW: dict[str, Question | None] = {
    "score": None,
    "plan": Question.plan(70),
    "budget": Question.plan(budget=6, maximise="points", efforts={"SA-01": 0}),
    "next steps": Question.next_steps(2),
    "next steps, wide": Question.next_steps(2, wide=True),
    "carry over": Question.carry_over("scs#star-3", lists=True),
    "references": Question.references("iso-27001"),
}


def rows(table: Any) -> list[dict[str, Any]]:
    """The rows of any table, with what Python has for their values; reasons name no row."""
    if isinstance(table, pl.LazyFrame):
        table = table.collect()
    if isinstance(table, dict):
        table = pa.table(table)
    if isinstance(table, pl.DataFrame):
        table = table.to_arrow()
    if isinstance(table, duckdb.DuckDBPyRelation):
        table = table.to_arrow_table()
    found = table.to_dict("records") if isinstance(table, pd.DataFrame) else table
    found = found if isinstance(found, list) else pa.table(found).to_pylist()
    return [{name: plain(value) for name, value in row.items()} for row in found]


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: plain(it) for name, it in value.items()}
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return [plain(it) for it in value]
    if value is None or value is pd.NA or value != value:
        return None
    return value.item() if hasattr(value, "item") else value


def sorted_rows(table: Any, *left_out: str) -> list[dict[str, Any]]:
    found = [{k: v for k, v in row.items() if k not in left_out} for row in rows(table)]
    return sorted(found, key=repr)


def library(form: str) -> tuple[type, ...]:
    return LIBRARY.get(form.removeprefix("long "), (pa.Table,))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", BY_ROW)
def test_every_row_is_asked_in_every_form(name: str, form: str, tmp_path: Path) -> None:
    question = BY_ROW[name]
    framework = GUIDELINE if name == "references" else OLD
    answers = book(1, framework=framework)
    expected = rows(shisei.score(answers, framework, question=question, **OPTIONS))
    data, said = FORMS[form](answers, tmp_path)
    table = shisei.score(data, framework, question=question, **OPTIONS, **said)
    assert isinstance(table, library(form))
    found = rows(table)
    told = [row.pop("problem") is not None for row in found]
    assert told == [row.pop("problem") is not None for row in expected]
    assert told == [at == 3 for at in range(12)]
    assert found == expected


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["plan"])
def test_streams_and_scorers_ask_too(name: str, form: str, tmp_path: Path) -> None:
    question = BY_ROW[name]
    expected = rows(shisei.score(BOOK, OLD, question=question, **OPTIONS).drop("problem"))
    data, said = FORMS[form](BOOK, tmp_path)
    stream = shisei.score_stream(data, OLD, question=question, **OPTIONS, **said)
    assert isinstance(stream, pa.RecordBatchReader)
    assert rows(stream.read_all().drop_columns("problem")) == expected
    if not said and not isinstance(data, Path):
        scorer = shisei.Scorer(OLD, question=question, **OPTIONS)
        found = [{k: v for k, v in row.items() if k != "problem"} for row in rows(scorer(data))]
        assert found == expected


@pytest.mark.parametrize("form", FORMS)
def test_the_questions_of_a_renewal_in_every_form(form: str, tmp_path: Path) -> None:
    data, said = FORMS[form](BOOK, tmp_path)
    options: Any = {**OPTIONS, **said}
    own = library(form)
    answers = shisei.answers(data, OLD, **options)
    assert isinstance(answers, own)
    assert sorted_rows(answers, "problem") == sorted_rows(
        shisei.answers(BOOK, OLD, **OPTIONS), "problem"
    )
    odd = shisei.check(data, OLD, **options)
    assert isinstance(odd, own)
    assert [row["value"] for row in rows(odd)] == ["perhaps"]
    with pytest.warns(UserWarning, match="1 rows are left out"):
        weakest = shisei.weakest(data, OLD, top=3, lang="en", **options)
    assert isinstance(weakest, own)
    with pytest.warns(UserWarning, match="1 rows are left out"):
        assert rows(weakest) == rows(shisei.weakest(BOOK, OLD, top=3, lang="en", **OPTIONS))
    (tmp_path / "last").mkdir()
    before, _ = FORMS[form](LAST_YEAR, tmp_path / "last")
    moves = shisei.compare(before, data, (OLD, NEW), **options)
    assert isinstance(moves, own)
    expected = shisei.compare(LAST_YEAR, BOOK, (OLD, NEW), **OPTIONS)
    assert sorted_rows(moves, "problem") == sorted_rows(expected, "problem")
    drifted = shisei.drift(moves)
    assert rows(drifted) == rows(shisei.drift(expected))
