"""Whatever comes in, and however: answers, scores and problems are those of a plain reader.

Frameworks, tables, types, spellings, chunks, encodings and containers are drawn by chance; another
seed draws others (`make random`).
"""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

reference = pytest.importorskip("tomllib", reason="the words are read with it") and __import__(
    "reference_reader"
)
tables = __import__("reference_tables")

import shisei  # noqa: E402


def mapping(draw: Random, readers: dict[str, Any]) -> dict[str, str | None]:
    """Draw spellings of the caller's own."""
    own: dict[str, str | None] = {}
    for spelling in draw.sample(["◎", "x", "1", "OK", "計画中", "nan", "-"], draw.choice([0, 0, 2])):
        choices = draw.choice(list(readers.values()))
        means = draw.choice([choices[0].id, choices[-1].labels[0], "met", "unmet", None])
        own[spelling] = means
    return own


def rows_of(table: Any) -> list[dict[str, Any]]:
    """Give the rows of a table of any library."""
    for way in ("collect", "to_arrow_table", "read_all"):
        if hasattr(table, way) and not isinstance(table, pa.Table):
            table = getattr(table, way)()
    if isinstance(table, list):
        return table
    if type(table).__module__.startswith("pandas"):
        return [
            {name: None if _is_nothing(value) else value for name, value in row.items()}
            for row in table.astype(object).to_dict("records")
        ]
    found: list[dict[str, Any]] = pa.table(table).to_pylist()
    return found


def _is_nothing(value: Any) -> bool:
    if isinstance(value, list) or type(value).__name__ == "ndarray":
        return False
    return value is None or type(value).__name__ in ("NAType", "NaTType") or value != value


def problems_of(row: dict[str, Any]) -> list[tuple[str | None, str]]:
    """Give the columns and codes of the problems of a row."""
    problems: Any = row.get("problems")
    return [] if problems is None else [(one["column"], one["code"]) for one in problems]


def check(seed: int) -> None:
    """Read a table that a seed draws, and compare."""
    draw = Random(seed)
    framework = tables.framework(draw)
    choices = reference.choices_of(framework)
    rows = draw.choice([1, 2, 5, 12, 40])
    columns = [tables.ids(rows, draw)]
    columns += [tables.column(control, choices[control], rows, draw) for control in choices]
    if draw.random() < 0.3:
        draw.shuffle(columns)
    own = mapping(draw, choices)
    numbers = draw.choice([None, "points", "from-0", "from-1"])
    way = draw.choice(tables.WAYS)
    with tempfile.TemporaryDirectory() as folder:
        handed = tables.handed(columns, way, draw, Path(folder))
        cells = {one.name: one.cells for one in handed.columns}
        readers = {
            control: reference.Reader(scale, numbers, own) for control, scale in choices.items()
        }
        expected = reference.rows(framework, cells, readers, "firm")
        options: dict[str, Any] = {"id": "firm", "on_error": "report", "mapping": own or None}
        options |= {"numbers": numbers, "threads": draw.choice([1, 2])}
        note = f"seed {seed}: {framework.reference} by {way}, {numbers=}, {own=}"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            try:
                found = rows_of(
                    shisei.score(handed.data, framework, keep="answers", **options)
                )
            except shisei.ArgumentError as error:
                # A spelling that means nothing anywhere is refused before a row is read.
                assert own, note
                assert all(refused(r.choices, error) for r in readers.values()), note
                return
    assert len(found) == len(expected), note
    for at, (row, mine) in enumerate(zip(found, expected, strict=True)):
        where = f"{note}, row {at}: {[(c.name, c.kind, c.cells[at]) for c in handed.columns]}"
        problems = problems_of(row)
        if at in handed.ragged:
            assert (None, "malformed-table") in problems, where
            continue
        assert row.get("problem_code") == (problems[0][1] if problems else None), where
        known = mine.scores or dict.fromkeys(reference.scores(framework, {}))
        theirs = {
            "problems": sorted(problems, key=str),
            "answers": {control: row[control] for control in choices},
            "scores": {name: row[name] for name in known if name in row},
        }
        plain = {
            "problems": sorted(mine.problems, key=str),
            "answers": mine.answers,
            "scores": known,
        }
        assert theirs == plain, f"{where}\nfound  {theirs}\nplain  {plain}"


def refused(choices: Any, error: shisei.ArgumentError) -> bool:
    """Whether a spelling is refused that means no choice of these."""
    return all(problem.code in ("unknown-choice", "contradiction", "ambiguous-answer",
        "not-applicable-not-allowed", "acceptance-not-allowed") for problem in error.problems)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**64 - 1))
def test_every_table_is_read_as_a_plain_reader_reads_it(seed: int) -> None:
    check(seed)
