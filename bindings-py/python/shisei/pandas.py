"""Scores in pandas: importing this gives data frames an accessor `shisei`.

>>> import pandas as pd, shisei.pandas
>>> table = pd.DataFrame({f"B{i}": ["done"] for i in range(1, 6)})
>>> table.shisei.score("five-basics@3.1")["coverage"].tolist()
[100]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from shisei.portfolio import score

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from shisei.options import Frameworks, Options
    from shisei.questions import Question

__all__ = ["FrameAccessor"]


@pd.api.extensions.register_dataframe_accessor("shisei")
class FrameAccessor:
    """`shisei` of a data frame."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def score(
        self,
        framework: Frameworks | None = None,
        *,
        question: Question | None = None,
        **options: Unpack[Options],
    ) -> pd.DataFrame:
        """The scores of the rows, or what a `question` asks: the options of `shisei.score`."""
        scored: pd.DataFrame = score(self._frame, framework, question=question, **options)
        return scored
