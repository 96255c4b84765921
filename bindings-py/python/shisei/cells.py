"""Columns of a table as lists of texts: what `inspect` looks at, of whatever library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shisei._shisei import Scored, _cells, _texts

__all__ = ["Cells", "Column"]

#: The values of a column as somebody would write them; `None` where there is none.
Column = Sequence["str | None"]


@dataclass(frozen=True)
class Cells:
    """Columns by name, as texts."""

    columns: Mapping[str, Column]
    #: What each column holds in the table that it comes from.
    types: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Any) -> Cells:
        """Those of anything that offers the Arrow PyCapsule interface."""
        read = _cells(data)
        return cls({name: texts for name, _, texts in read}, {name: kind for name, kind, _ in read})

    @property
    def names(self) -> list[str]:
        """Names of the columns."""
        return list(self.columns)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return max(map(len, self.columns.values()), default=0)

    def row(self, at: int) -> list[str | None]:
        """The cells of a row."""
        return [column[at] for column in self.columns.values()]

    def taken(self, rows: Sequence[int]) -> Cells:
        """These rows alone."""
        columns = {name: [texts[at] for at in rows] for name, texts in self.columns.items()}
        return Cells(columns, self.types)

    def followed_by(self, others: Iterable[Cells]) -> Cells:
        """These rows and then those of others, which have the same columns."""
        every = [self, *others]
        columns = {
            name: [text for one in every for text in one.columns[name]] for name in self.columns
        }
        return Cells(columns, self.types)

    def as_arrow(self) -> Scored:
        """The texts as a table of Arrow."""
        return _texts(list(self.columns.items()))
