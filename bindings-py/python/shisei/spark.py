"""Portfolios in Spark: a `shisei.Scorer` over `mapInArrow`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from shisei.options import Frameworks, Options
from shisei.plain import plain
from shisei.portfolio import Scorer
from shisei.recipes import RecipeLike

if TYPE_CHECKING:
    import pyarrow as pa
    from typing_extensions import Unpack

    from shisei.questions import Question
    from shisei.sharing import Check, Drift

__all__ = ["gather", "score"]


def score(
    df: Any,
    framework: Frameworks | None = None,
    *,
    question: Question | None = None,
    recipe: RecipeLike | None = None,
    **options: Unpack[Options],
) -> Any:
    """Scores a Spark data frame, or asks another `question`; takes the options of `shisei.score`.

    Ids are watched for repetition within a batch only with `duplicates="check"`: no executor sees
    all of them. Outcomes are text: Spark has no dictionary columns.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    scorer = Scorer(framework, question=question, recipe=recipe, **options)
    scored = plain(scorer(to_arrow_schema(df.schema).empty_table()))

    def batches(stream: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in stream:
            yield plain(scorer(batch))

    return df.mapInArrow(batches, from_arrow_schema(scored.schema))


def gather(df: Any, question: Check | Drift) -> Any:
    """Asks a question of `shisei.sharing` about a whole Spark data frame; gives a small one."""
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    part = question(to_arrow_schema(df.schema).empty_table())

    def batches(stream: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in stream:
            yield from question(batch).to_batches()

    parts = df.mapInArrow(batches, from_arrow_schema(part.schema)).toArrow()
    return df.sparkSession.createDataFrame(question.merge([parts]))
