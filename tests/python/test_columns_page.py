"""docs/columns.md names every column that comes out, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import shisei

PAGE = Path(__file__).parents[2] / "docs/columns.md"
#: Points and bands in two editions, coverage and tiers.
POINTS, LATER, TIERS = "self-assessment@3.1", "self-assessment@4.0", "scs@2026-03-27"
#: Columns that are named after an id, and the one of each kind that the page lists.
FAMILIES = [
    (r"part_\d|group_.*", "part_1"),
    (r"next_\d", "next_1"),
    (r"problem_.*_.*|problem_missing.*", "problem_unknown_choice"),
    (r"share_.*", "share_70_99"),
    (r"([a-z_]+)_[0-9]", r"\1_0"),
]


def page(title: str) -> set[str]:
    """The columns that a section names: those of its second cells where functions come first."""
    text = PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]
    heads, _, *rows = [line[1:-1].split("|") for line in text.splitlines() if line[:1] == "|"]
    place = heads.index(" Column ")
    return {name for row in rows for name in re.findall(r"`([a-z_0-9]+)`", row[place])}


def answers(reference: str) -> pl.DataFrame:
    columns: dict[str, Any] = {"firm": ["a", "b", "c"], "trade": ["x", "x", "y"]}
    for control in shisei.framework(reference).controls:
        columns[control.id] = [control.choices[0].id, None, "?"]
    return pl.DataFrame(columns)


def scores() -> Iterator[Any]:
    for reference in (POINTS, TIERS):
        yield shisei.score(answers(reference), reference, on_error="report")


def questions() -> Iterator[Any]:
    for reference in (POINTS, TIERS):
        table, options = answers(reference), shisei.Options(on_error="report")
        yield shisei.plan(table, reference, budget=3, **options)
        yield shisei.next_steps(table, reference, **options)
        yield shisei.next_steps(table, reference, wide=True, **options)
        yield shisei.carry_over(table, reference, "scs#star-3", lists=True, **options)
        yield (
            shisei.references(table, TIERS, "nist-csf", lists=True, **options)
            if (reference == TIERS)
            else table
        )


def moves(*editions: str) -> Any:
    pair: Any = editions if len(editions) == 2 else editions[0]
    before, after = answers(editions[0]), answers(editions[-1])
    return shisei.compare(before, after, pair, id="firm", on_error="report")


def comparisons() -> Iterator[Any]:
    yield moves(POINTS)
    yield moves(POINTS, LATER)
    yield moves(TIERS)
    yield moves("five-basics@3.1", "five-basics@4.0")


def summaries() -> Iterator[Any]:
    for reference in (POINTS, TIERS):
        scored = shisei.score(answers(reference), reference, on_error="report", keep="all")
        yield shisei.summary(scored, framework=reference)


SECTIONS: dict[str, Any] = {
    "Scores": scores,
    "Questions of a row": questions,
    "Odd answers": lambda: [shisei.check(answers(POINTS), POINTS, id="firm")],
    "Two years side by side": comparisons,
    "Why the mean moved": lambda: [shisei.drift(moves(POINTS), by="trade")],
    "Where firms are weakest": lambda: [
        shisei.weakest(answers(POINTS).head(2), POINTS, by="trade")
    ],
    "The whole in short": summaries,
}


def family(name: str) -> str:
    for pattern, one in FAMILIES:
        if re.fullmatch(pattern, name):
            return re.sub(pattern, one, name)
    return name


@pytest.mark.parametrize("title", SECTIONS)
def test_every_column_is_on_the_page(title: str) -> None:
    own = {name for reference in (POINTS, LATER, TIERS) for name in answers(reference).columns}
    # What every row of a question may have besides is in the section of the scores.
    problems = {"problem", "problem_code", "problems"} if title == "Questions of a row" else set()
    made = {name for table in SECTIONS[title]() for name in table.columns} - own - problems
    assert {family(name) for name in made} == {family(name) for name in page(title)}
