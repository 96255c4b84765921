"""Scores in polars: an expression, and a namespace `shisei` of frames and expressions.

>>> import polars as pl, shisei.polars
>>> table = pl.DataFrame({f"B{i}": ["done"] for i in range(1, 6)})
>>> table.shisei.score("five-basics@3.1")["coverage"].to_list()
[100]
>>> table.lazy().shisei.score("five-basics@3.1").select("coverage").collect().item()
100
>>> table.select(shisei.polars.score("five-basics@3.1").struct.field("coverage")).item()
100
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import polars as pl
from polars.plugins import register_plugin_function

from shisei import _shisei, portfolio
from shisei.messages import say

if TYPE_CHECKING:
    from polars._typing import IntoExpr
    from typing_extensions import Unpack

    from shisei.options import Frameworks, Options
    from shisei.questions import Question
    from shisei.recipes import RecipeLike

__all__ = ["ExprNamespace", "FrameNamespace", "LazyFrameNamespace", "score"]

#: Options that say something about a whole table, which an expression never sees.
_OF_TABLES = ("keep", "duplicates")


def score(
    framework: Frameworks | None = None,
    answers: IntoExpr | Iterable[IntoExpr] | None = None,
    *,
    recipe: RecipeLike | None = None,
    **options: Unpack[Options],
) -> pl.Expr:
    """The scores of each row as an expression: a struct `shisei` with a field for each score.

    `answers` are the columns, or expressions, that hold the answers, found by their names as
    `shisei.score` finds them. Without it they are all columns of the frame: then polars reads all
    of them, though no others are looked at. `id` names the row in messages. The other options are
    those of `shisei.score`, without `keep` and `duplicates`: an expression carries nothing along
    and sees parts of a table. One thread scores a part unless `threads` says otherwise.

    A row that cannot be scored stops the query with a `ComputeError` that begins with the code, or
    has a `problem` with `on_error="report"`. Rows that a query leaves out are not scored.

    >>> answers = {f"B{i}": ["done", None] for i in range(1, 6)}
    >>> table = pl.DataFrame({"trade": ["a", "b"], **answers})
    >>> scores = score("five-basics@3.1").struct
    >>> table.group_by("trade", maintain_order=True).agg(scores.field("met").sum()).rows()
    [('a', 5), ('b', 0)]
    """
    unfit = [name for name in _OF_TABLES if name in options]
    if unfit:
        raise ValueError(
            say(
                f"an expression sees parts of a table: {', '.join(unfit)} is for `shisei.score`",
                f"式が見るのは表の一部です。{'、'.join(unfit)} は `shisei.score` の指定です",
            )
        )
    own: Options = {**options, "keep": [], "duplicates": "ignore"}
    scorer = portfolio.Scorer(framework, recipe=recipe, **own)._scorer
    # Polars hands this to the native half with every call, pickled like this.
    made = {"scorer": scorer}
    scorer.lend(pickle.dumps(made, protocol=5))
    inputs: list[IntoExpr] = [pl.all()] if answers is None else _listed(answers)
    if answers is not None and scorer.id is not None:
        inputs.append(pl.col(scorer.id))
    return register_plugin_function(
        plugin_path=Path(_shisei.__file__),
        function_name="shisei_score",
        args=inputs,
        kwargs=made,
        is_elementwise=True,
        input_wildcard_expansion=True,
    ).alias("shisei")


def _listed(answers: IntoExpr | Iterable[IntoExpr]) -> list[IntoExpr]:
    one = isinstance(answers, (str, pl.Expr, pl.Series)) or not isinstance(answers, Iterable)
    return [cast("IntoExpr", answers)] if one else list(cast("Iterable[IntoExpr]", answers))


def _restore(expression: bytes) -> None:
    """Makes the scorer of an expression again, which was made in another process."""
    pickle.loads(expression)["scorer"].lend(expression)


@pl.api.register_expr_namespace("shisei")
class ExprNamespace:
    """`shisei` of an expression."""

    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr

    def score(self, framework: Frameworks | None = None, **options: Unpack[Options]) -> pl.Expr:
        """The scores of the rows as a struct; takes the options of `shisei.polars.score`."""
        return score(framework, self._expr, **options)


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
        scored: pl.DataFrame = portfolio.score(self._frame, framework, question=question, **options)
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
        scored: pl.LazyFrame = portfolio.score(self._frame, framework, question=question, **options)
        return scored
