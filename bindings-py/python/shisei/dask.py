"""Portfolios in Dask: a `shisei.Scorer` over the partitions."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from shisei.options import Frameworks, Options
from shisei.portfolio import Scorer
from shisei.recipes import RecipeLike
from shisei.sharing import Compare

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from shisei.questions import Question
    from shisei.renewal import Editions
    from shisei.sharing import Shared

__all__ = ["compare", "gather", "score"]


def score(
    ddf: Any,
    framework: Frameworks | None = None,
    *,
    question: Question | None = None,
    recipe: RecipeLike | None = None,
    **options: Unpack[Options],
) -> Any:
    """Scores a Dask data frame, or asks another `question`; takes the options of `shisei.score`.

    Ids are watched for repetition within a partition only with `duplicates="check"`: no worker
    sees all of them.
    """
    scorer = Scorer(framework, question=question, recipe=recipe, **options)
    # Text columns are nothing but objects in pandas 2: what `_meta` has no rows of has no type.
    meta = scorer(ddf._meta)
    return ddf.map_partitions(scorer, meta=meta)


def compare(
    before: Any,
    after: Any,
    framework: Editions | None = None,
    *,
    recipe: RecipeLike | None = None,
    **options: Unpack[Options],
) -> Any:
    """`shisei.compare` of two Dask data frames, as a data frame of the rows in another order."""
    comparison = Compare(framework, recipe=recipe, **options)
    parts = max(before.npartitions, after.npartitions)
    # Ids are brought together as text: the two years may have integers of different widths.
    years = [
        year.shuffle(on=year[[comparison.id]].astype(str), npartitions=parts)
        for year in (before, after)
    ]
    dataframe: Any = import_module("dask.dataframe")
    meta = comparison(before._meta, after._meta)
    return dataframe.map_partitions(comparison, *years, meta=meta, align_dataframes=False)


def gather(ddf: Any, question: Shared) -> Any:
    """Asks a question of `shisei.sharing` about a whole Dask data frame; gives one of pandas."""
    from shisei.libraries.pandas import as_frame

    dask: Any = import_module("dask")
    parts = dask.compute(*map(dask.delayed(question), ddf.to_delayed()))
    return as_frame(question.merge(parts))
