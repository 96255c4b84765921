"""Scores in polars: importing this gives data frames and lazy frames a namespace `shisei`.

>>> import polars as pl, shisei.polars
>>> table = pl.DataFrame({f"B{i}": ["done"] for i in range(1, 6)})
>>> table.shisei.score("five-basics@3.1")["coverage"].to_list()
[100]
>>> table.lazy().shisei.score("five-basics@3.1").select("coverage").collect().item()
100
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from shisei.portfolio import score

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from shisei.options import Frameworks, Options
    from shisei.questions import Question

__all__ = ["FrameNamespace", "LazyFrameNamespace"]


@pl.api.register_dataframe_namespace("shisei")
class FrameNamespace:
    """`shisei` of a data frame."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def score(
        self,
        framework: Frameworks | None = None,
        *,
        question: Question | None = None,
        **options: Unpack[Options],
    ) -> pl.DataFrame:
        """The scores of the rows, or what a `question` asks: the options of `shisei.score`."""
        scored: pl.DataFrame = score(self._frame, framework, question=question, **options)
        return scored


@pl.api.register_lazyframe_namespace("shisei")
class LazyFrameNamespace:
    """`shisei` of a lazy frame."""

    def __init__(self, frame: pl.LazyFrame) -> None:
        self._frame = frame

    def score(
        self,
        framework: Frameworks | None = None,
        *,
        question: Question | None = None,
        **options: Unpack[Options],
    ) -> pl.LazyFrame:
        """The same as of a data frame, lazily."""
        scored: pl.LazyFrame = score(self._frame, framework, question=question, **options)
        return scored
