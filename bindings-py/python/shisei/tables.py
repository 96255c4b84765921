"""Tables of plain text, with full-width characters where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

__all__ = ["aligned", "cut", "width"]


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def cut(text: str, most: int) -> str:
    """A text in at most `most` columns."""
    if width(text) <= most:
        return text
    kept = ""
    for one in text:
        if width(kept + one) > most - 1:
            break
        kept += one
    return kept + "…"


def aligned(rows: Sequence[Sequence[str]], indent: str = "  ", most: int = 48) -> list[str]:
    """Rows as lines whose columns stand below each other."""
    rows = [[cut(cell, most) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        (
            indent
            + "  ".join(cell + " " * (w - width(cell)) for cell, w in zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
