"""Portfolios in Spark: a `shisei.Scorer` over `mapInArrow`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from shisei.options import Frameworks, Options
from shisei.plain import plain
from shisei.portfolio import Scorer
from shisei.recipes import RecipeLike
from shisei.sharing import Compare

if TYPE_CHECKING:
    import pyarrow as pa
    from typing_extensions import Unpack

    from shisei.questions import Question
    from shisei.renewal import Editions
    from shisei.sharing import Shared

__all__ = ["compare", "gather", "score"]

#: The column that says which rows are compared in one place.
_PART = "shisei part"


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


def compare(
    before: Any,
    after: Any,
    framework: Editions | None = None,
    *,
    parts: int | None = None,
    recipe: RecipeLike | None = None,
    **options: Unpack[Options],
) -> Any:
    """`shisei.compare` of two Spark data frames, as a data frame of the rows in another order.

    Rows are compared in `parts` parts, by their ids; by default in as many as Spark makes in a
    shuffle. An executor holds a part of both years at a time.
    """
    from pyspark.sql.functions import hash, pmod
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    comparison = Compare(framework, recipe=recipe, **options)
    count = parts or int(before.sparkSession.conf.get("spark.sql.shuffle.partitions"))

    def parted(year: Any) -> Any:
        # Ids are brought together as text: the two years may have integers of different widths.
        number = pmod(hash(year[comparison.id].cast("string")), count)
        return year.withColumn(_PART, number).groupBy(_PART)

    def compared(before: pa.Table, after: pa.Table) -> pa.Table:
        return plain(comparison(before.drop_columns(_PART), after.drop_columns(_PART)))

    empty = (to_arrow_schema(year.schema).empty_table() for year in (before, after))
    schema = from_arrow_schema(plain(comparison(*empty)).schema)
    return parted(before).cogroup(parted(after)).applyInArrow(compared, schema)


def gather(df: Any, question: Shared) -> Any:
    """Asks a question of `shisei.sharing` about a whole Spark data frame; gives a small one."""
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    part = question(to_arrow_schema(df.schema).empty_table())

    def batches(stream: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in stream:
            yield from question(batch).to_batches()

    parts = df.mapInArrow(batches, from_arrow_schema(part.schema)).toArrow()
    return df.sparkSession.createDataFrame(question.merge([parts]))
