"""Whatever comes in, and however: answers, scores and problems are those of a plain reader.

Frameworks, tables, types, spellings, chunks, encodings and containers are drawn by chance; another
seed draws others, and `EXAMPLES` says how many (`make random`).
"""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest
import reference_reader as plain
import reference_tables as tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import shisei

EXAMPLES = int(os.environ.get("EXAMPLES", "250"))


def mapping(choices: Mapping[str, list[plain.Choice]], draw: Random) -> dict[str, str | None]:
    """Draw spellings of the caller's own."""
    spellings = ["◎", "x", "1", "OK", "計画中", "nan", "-"]
    own: dict[str, str | None] = {}
    for spelling in draw.sample(spellings, draw.choice([0, 0, 2])):
        scale = draw.choice(list(choices.values()))
        own[spelling] = draw.choice([scale[0].id, scale[-1].labels[0], "met", "unmet", None])
    return own


def leads_nowhere(own: Mapping[str, str | None], readers: list[plain.Reader]) -> bool:
    """Whether a spelling means no choice of any control."""
    meant = [means for means in own.values() if means is not None]
    return any(all(len(reader.meant(means)) != 1 for reader in readers) for means in meant)


def rows_of(table: Any) -> list[dict[str, Any]]:
    """Give the rows of a table of any library."""
    if isinstance(table, list):
        return table
    if type(table).__module__.startswith("pandas"):
        return [
            {name: None if _is_nothing(value) else value for name, value in row.items()}
            for row in table.astype(object).to_dict("records")
        ]
    for way in ("collect", "to_arrow_table", "read_all"):
        if hasattr(table, way) and not isinstance(table, pa.Table):
            table = getattr(table, way)()
    found: list[dict[str, Any]] = pa.table(table).to_pylist()
    return found


def _is_nothing(value: Any) -> bool:
    if hasattr(value, "__len__"):
        return False
    return value is None or type(value).__name__ in ("NAType", "NaTType") or value != value


def problems_of(row: Mapping[str, Any]) -> list[tuple[str | None, str]]:
    """Give the columns and codes of the problems of a row."""
    problems: Any = row.get("problems")
    return [] if problems is None else [(one["column"], one["code"]) for one in problems]


def check(seed: int) -> None:
    """Read a table that a seed draws, and compare."""
    draw = Random(seed)
    framework = tables.framework(draw)
    choices = plain.choices_of(framework)
    rows = draw.choice([1, 2, 5, 12, 40])
    columns = [tables.ids(rows, draw)]
    columns += [tables.column(control, choices[control], rows, draw) for control in choices]
    if draw.random() < 0.3:
        draw.shuffle(columns)
    own = mapping(choices, draw)
    numbers = draw.choice([None, "points", "from-0", "from-1"])
    readers = {control: plain.Reader(scale, numbers, own) for control, scale in choices.items()}
    way = draw.choice(tables.WAYS)
    note = f"seed {seed}: {framework.reference} by {way}, {numbers=}, {own=}"
    options: dict[str, Any] = {"id": "firm", "on_error": "report", "mapping": own or None}
    options |= {"numbers": numbers, "threads": draw.choice([1, 2]), "keep": "answers"}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        # Rows without a value are told.
        warnings.simplefilter("ignore", UserWarning)
        handed = tables.handed(columns, way, draw, Path(folder))
        if leads_nowhere(own, list(readers.values())):
            with pytest.raises(shisei.ArgumentError):
                shisei.score(handed.data, framework, **options)
            return
        found = rows_of(shisei.score(handed.data, framework, **options))
    cells = {one.name: one.cells for one in handed.columns}
    expected = plain.rows(framework, cells, readers, "firm")
    assert len(found) == len(expected), note
    for at, (row, mine) in enumerate(zip(found, expected, strict=True)):
        where = f"{note}, row {at}: {[(c.name, c.kind, c.cells[at]) for c in handed.columns]}"
        problems = problems_of(row)
        assert row.get("problem_code") == (problems[0][1] if problems else None), where
        if at in handed.ragged:
            assert (None, "malformed-table") in problems, where
            continue
        known = mine.scores or dict.fromkeys(plain.scores(framework, {}))
        theirs = (
            sorted(problems, key=str),
            {control: row[control] for control in choices},
            {name: row[name] for name in known},
        )
        assert theirs == (sorted(mine.problems, key=str), mine.answers, known), where


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**64 - 1))
def test_every_table_is_read_as_a_plain_reader_reads_it(seed: int) -> None:
    check(seed)
