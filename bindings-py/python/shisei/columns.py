"""What the columns of scores are: names, units, types, headings."""

from __future__ import annotations

from typing import NamedTuple

from shisei._shisei import PortfolioScorer

__all__ = ["OutputColumn", "output_columns"]


class OutputColumn(NamedTuple):
    """A column that a scorer adds to a table.

    A list of these becomes a table in any library: `polars.DataFrame(scorer.columns)`,
    `pandas.DataFrame(scorer.columns)`.
    """

    #: Lower-case letters, digits and `_`: the same in every language.
    name: str
    #: The framework and its edition; `None` for what is said of a row as a whole.
    framework: str | None
    #: What it holds: points, coverage, credit, outcome, controls or problem.
    what: str
    #: The group of controls that it is about, by its id; `None` for all controls.
    group: str | None
    #: What its numbers count: points, percent, credit or controls; `None` for what is no number.
    unit: str | None
    #: The type of its values: int8, int16, int64, enum, string or list.
    type: str
    #: Ids of the outcomes that it can hold, worst first; empty for other columns.
    outcomes: tuple[str, ...]
    #: A heading in Japanese.
    title_ja: str
    #: A heading in English.
    title_en: str


def output_columns(scorer: PortfolioScorer) -> list[OutputColumn]:
    """The columns of a compiled scorer, in order."""
    return [OutputColumn(*column) for column in scorer.columns()]
