"""The questions of one sheet, asked of every row: plans, next steps, what is known elsewhere.

>>> import polars as pl, shisei
>>> table = pl.DataFrame({"firm": ["a"], **{f"B{i}": ["partly"] for i in range(1, 6)}})
>>> shisei.plan(table, "five-basics@3.1", {"coverage": 60}, id="firm")["effort"].to_list()
[2]

Every function takes the tables, files and options of `shisei.score`, and gives a table of the same
library: as many rows, in the same order.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from shisei.options import Frameworks, Options, given, takes_options
from shisei.portfolio import Progress, Question, ask

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["plan"]


def _question(name: str, **arguments: Any) -> Question:
    there = {argument: value for argument, value in arguments.items() if value is not None}
    return {"ask": name, "arguments": there}


@takes_options
def plan(
    data: Any,
    framework: Frameworks,
    target: int | str | Mapping[str, int | str] | None = None,
    *,
    budget: int | None = None,
    maximise: Literal["outcome", "points", "coverage"] | None = None,
    efforts: Mapping[str, int | Mapping[str, int]] | None = None,
    forbidden: Sequence[str] | None = None,
    output: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> Any:
    """The changes of least effort that bring each row to a target: those of `Assessment.plan`.

    `target` is a number of points, a band or tier by id, `{"points": 70}` or `{"coverage": 80}`;
    or a `budget` of effort is spent. `efforts` are what changes cost, by control, in place of the
    author's estimates of 1 to 5; controls in `forbidden` stay as they are.

    The columns are `status`, `effort`, `points_after`, `coverage_after` and `outcome_after`, as far
    as the framework has them, and `steps`, a list of `control`, `from`, `to`, `effort`, `points`.
    `status` is

    - `reached`: nothing is to be done;
    - `planned`: the steps reach the target;
    - `incomplete`: they do so too, counted from the worst answers of what is not answered;
    - `impossible`: no allowed changes reach it;
    - `problem`: the row cannot be read.

    Plans are exact. Of plans of the same effort, the one with the fewest changes is taken, and of
    those the one that changes controls that come first.
    """
    question = _question(
        "plan",
        target=target,
        budget=budget,
        maximise=maximise,
        efforts=efforts,
        forbidden=forbidden,
    )
    return ask(question, data, framework, given(**options), output, progress)
