"""Portfolios: score a table of answers, of any library, and lose no row.

>>> import polars as pl, shisei
>>> table = pl.DataFrame({"firm": ["a"], **{f"B{i}": ["done"] for i in range(1, 6)}})
>>> shisei.score(table, "five-basics@3.1", id="firm")["coverage"].to_list()
[100]
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict

from shisei import Framework, framework, language
from shisei._shisei import PortfolioScorer, PortfolioStream
from shisei.libraries import as_text, converter, from_stream, to_stream
from shisei.messages import say

if TYPE_CHECKING:
    import pyarrow as pa
    from typing_extensions import Unpack

__all__ = ["Options", "Scorer", "score", "score_stream"]

Numbers: TypeAlias = Literal["points", "from-0", "from-1"]
Frameworks: TypeAlias = "str | Framework | Sequence[str | Framework]"
Progress: TypeAlias = Callable[[int], None]

#: Compiled scorers that are kept.
MOST_SCORERS = 64


class Options(TypedDict, total=False):
    """What `score` takes beside the data and the framework."""

    id: str | None
    columns: Mapping[str, str] | None
    mapping: Mapping[Any, str | None] | None
    numbers: Numbers | None
    absent: Literal["raise", "unanswered"]
    on_error: Literal["raise", "report"]
    keep: Sequence[str] | Literal["others", "all"]
    select: Sequence[str] | None
    duplicates: Literal["check", "ignore"]
    long: tuple[str, str] | None
    grouped: bool
    integers: Literal["int16", "smallest"]
    encoding: str | None
    threads: int | None


def score(
    data: Any,
    framework: Frameworks,
    *,
    id: str | None = None,
    columns: Mapping[str, str] | None = None,
    mapping: Mapping[Any, str | None] | None = None,
    numbers: Numbers | None = None,
    absent: Literal["raise", "unanswered"] = "raise",
    on_error: Literal["raise", "report"] = "raise",
    keep: Sequence[str] | Literal["others", "all"] = "others",
    select: Sequence[str] | None = None,
    duplicates: Literal["check", "ignore"] = "check",
    long: tuple[str, str] | None = None,
    grouped: bool = False,
    integers: Literal["int16", "smallest"] = "int16",
    encoding: str | None = None,
    threads: int | None = None,
    output: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Any:
    """Scores a table of answers and gives the same kind of table back, row for row, in order.

    `data` is a table of polars, pandas, pyarrow or duckdb, anything else with the Arrow PyCapsule
    interface, a NumPy matrix of int8 in the order of the controls, or the path, glob or list of
    paths of Parquet, CSV, Arrow or Excel files. What is written to the file `output` is streamed,
    and the number of rows comes back; `score_stream` gives the stream itself.

    Answers are choice ids or labels in Japanese or English, in any case, width and spacing; null
    and empty are unanswered. Numbers mean nothing until `numbers` says what they are: "points",
    "from-0" or "from-1". `mapping` adds spellings of your own, each with the choice it means.

    Columns are found by control id or official number; `columns` maps other names to controls.
    A missing column is an error that lists all, unless `absent="unanswered"`: then rows are scored
    with bounds. `long=(control, answer)` reads one answer a row instead, with `id` as the key;
    `grouped` says that the rows of an id stand together, so that they need not all be remembered.

    With `on_error="raise"` the first bad row stops with its id, column, value and the nearest
    valid answer; with "report" every row is kept, and bad ones have a `problem` and no score.

    Columns that are not answers are carried along (`keep`); `select` limits the columns of scores.

    Scores are `Int16` (or `Int64` where a framework's points need it); `integers="smallest"` takes
    `Int8` where everything fits: half the memory, but too narrow to calculate with.
    """
    key = _key(
        framework, id, columns, mapping, numbers, absent, on_error, keep, select, duplicates,
        integers, threads,
    )  # fmt: skip
    if output is None and long is None:
        convert = converter(type(data))
        if convert is not None:
            return convert(data, _scorers.get(key) or _scorer(key, framework))
    finder = _scorer(_key(framework, columns=columns), framework)
    reader = _reader(data, finder, encoding, keep)
    if long is None:
        stream = _stream(reader, _scorer(key, framework), progress)
    else:
        plain = _key(
            framework, id, None, mapping, numbers, "unanswered", on_error, keep, select,
            duplicates if grouped else "ignore", integers, threads,
        )  # fmt: skip
        scorer = _scorer(plain, framework)
        stream = _long_stream(reader, scorer, finder, id, long, grouped, on_error, progress)
    if output is not None:
        from shisei.files import write

        return write(stream, output)
    return stream if reader is data else from_stream(stream, like=data)


def score_stream(
    data: Any,
    framework: Frameworks,
    *,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> pa.RecordBatchReader:
    """Scores batch by batch, in bounded memory: the options of `score`, and a stream back.

    A batch is read when it is asked for. Repeated ids are watched up to 500,000 ids.
    """
    finder = _scorer(_key(framework, columns=options.get("columns")), framework)
    reader = _reader(data, finder, options.get("encoding"), options.get("keep", "others"))
    stream: pa.RecordBatchReader = score(reader, framework, progress=progress, **options)
    return stream


class Scorer:
    """`score` with its framework and options: compiled once, to be handed to an engine or pickled.

    It scores tables in memory. They are taken for parts of something larger: reasons name the id of
    a row and not its number, ids are not watched for repetition, and one thread is used, unless
    `duplicates` and `threads` say otherwise.

    >>> Scorer("five-basics@3.1", id="firm", on_error="report")
    Scorer('five-basics@3.1', id='firm', on_error='report')
    """

    __slots__ = ("_scorer", "framework", "options")

    def __init__(self, framework: Frameworks, **options: Unpack[Options]) -> None:
        self.framework = framework
        self.options = options
        read = [name for name in _READING if options.get(name)]
        if read:
            names = ", ".join(read)
            raise ValueError(
                say(
                    f"a Scorer takes tables in memory: {names} is for `score`",
                    f"Scorerが扱うのはメモリ上の表です。{names} は `score` の指定です",
                )
            )
        given: dict[str, Any] = {"duplicates": "ignore", "threads": 1, **options}
        given = {name: value for name, value in given.items() if name not in _READING}
        self._scorer = _compiled(_key(framework, numbered=False, **given), framework)

    def __call__(self, data: Any) -> Any:
        """Scores a table of any library that `score` takes, and gives the same kind back."""
        convert = converter(type(data))
        if convert is None:
            kind = type(data).__name__
            raise TypeError(
                say(
                    f"a Scorer takes tables in memory, not `{kind}`",
                    f"Scorerが扱うのはメモリ上の表です（`{kind}` は不可）",
                )
            )
        return convert(data, self._scorer)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.framework, self.options, self._scorer)

    def __repr__(self) -> str:
        options = "".join(f", {name}={value!r}" for name, value in self.options.items())
        return f"Scorer({self.framework!r}{options})"


def _restored(framework: Frameworks, options: Options, scorer: PortfolioScorer) -> Scorer:
    again = object.__new__(Scorer)
    again.framework, again.options, again._scorer = framework, options, scorer
    return again


#: Options about the reading of data, which a compiled scorer does not know.
_READING = ("long", "grouped", "encoding")

_Key: TypeAlias = tuple[Any, ...]

_scorers: dict[_Key, PortfolioScorer] = {}


def _key(
    frameworks: Frameworks,
    id: str | None = None,
    columns: Mapping[str, str] | None = None,
    mapping: Mapping[Any, str | None] | None = None,
    numbers: Numbers | None = None,
    absent: Literal["raise", "unanswered"] = "raise",
    on_error: Literal["raise", "report"] = "raise",
    keep: Sequence[str] | Literal["others", "all"] = "others",
    select: Sequence[str] | None = None,
    duplicates: Literal["check", "ignore"] = "check",
    integers: Literal["int16", "smallest"] = "int16",
    threads: int | None = None,
    numbered: bool = True,
) -> _Key:
    """What a compiled scorer depends on, comparable: also the language of its reasons."""
    return (
        frameworks if isinstance(frameworks, str) else _digests(frameworks),
        id,
        None if columns is None else tuple(columns.items()),
        None if mapping is None else tuple((as_text(k), v) for k, v in mapping.items()),
        numbers,
        absent,
        on_error,
        keep if isinstance(keep, str) else tuple(keep),
        None if select is None else tuple(select),
        duplicates,
        integers,
        threads,
        numbered,
        language(),
    )


def _digests(frameworks: Framework | Sequence[str | Framework]) -> object:
    if isinstance(frameworks, Framework):
        return frameworks.digest
    return tuple(f if isinstance(f, str) else f.digest for f in frameworks)


def _one_of(name: str, value: object, *known: object) -> None:
    if value not in known:
        *most, last = (repr(one) for one in known if one is not None)
        raise ValueError(
            say(
                f"{name} is {', '.join(most)} or {last}, not {value!r}",
                f"{name} に選べるのは {'、'.join([*most, last])} です（{value!r} は不可）",
            )
        )


def _scorer(key: _Key, frameworks: Frameworks) -> PortfolioScorer:
    """Compiled once for the same framework and options."""
    known = _scorers.get(key)
    if known is None:
        known = _compiled(key, frameworks)
        if len(_scorers) >= MOST_SCORERS:
            _scorers.clear()
        _scorers[key] = known
    return known


def _compiled(key: _Key, frameworks: Frameworks) -> PortfolioScorer:
    _, id, columns, mapping, numbers, absent, on_error, keep, select, *rest = key
    duplicates, integers, threads, numbered, lang = rest
    _one_of("on_error", on_error, "raise", "report")
    _one_of("absent", absent, "raise", "unanswered")
    _one_of("duplicates", duplicates, "check", "ignore")
    _one_of("integers", integers, "int16", "smallest")
    _one_of("numbers", numbers, None, "points", "from-0", "from-1")
    if threads is not None and (type(threads) is not int or threads < 1):
        raise ValueError(
            say(
                f"threads is a whole number from 1, not {threads!r}",
                f"threads には1以上の整数を指定します（{threads!r} は不可）",
            )
        )
    if isinstance(keep, str):
        _one_of("keep", keep, "others", "all", "a list of columns")
    if isinstance(frameworks, (str, Framework)):
        frameworks = [frameworks]
    options = {
        "id": id,
        "columns": dict(columns or ()),
        "mapping": [(k, "" if v is None else v) for k, v in mapping or ()],
        "numbers": numbers,
        "absent_allowed": absent == "unanswered",
        "report": on_error == "report",
        "keep": None if isinstance(keep, str) else list(keep),
        "keep_answers": keep == "all",
        "select": None if select is None else set(select),
        "check_ids": duplicates == "check",
        "smallest": integers == "smallest",
        "threads": threads or os.cpu_count() or 1,
        "numbered": numbered,
        "lang": lang,
    }
    return PortfolioScorer([framework(f) if isinstance(f, str) else f for f in frameworks], options)


def _reader(
    data: Any,
    finder: PortfolioScorer,
    encoding: str | None,
    keep: Sequence[str] | Literal["others", "all"],
) -> pa.RecordBatchReader:
    """A stream of batches from whatever came in."""
    import pyarrow as pa

    if isinstance(data, pa.RecordBatchReader):
        return data
    if isinstance(data, (str, os.PathLike, list, tuple)):
        from shisei.files import read

        def answers(name: str) -> bool:
            carried = keep == "all" or (keep != "others" and name in keep)
            return not carried and bool(finder.answered_by(name))

        return read(data, encoding=encoding, answers=answers)
    return to_stream(data, finder.controls)


def _stream(
    reader: pa.RecordBatchReader, scorer: PortfolioScorer, progress: Progress | None
) -> pa.RecordBatchReader:
    """Batch by batch, in bounded memory."""
    import pyarrow as pa

    schema = pa.schema(scorer.empty(reader.schema))
    stream = PortfolioStream(scorer)

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in reader:
            yield pa.record_batch(stream.score(batch))
            if progress is not None:
                progress(stream.rows)
        _warn_of(stream)

    return pa.RecordBatchReader.from_batches(schema, batches())


def _warn_of(stream: PortfolioStream) -> None:
    if stream.ids_full:
        warnings.warn(
            f"ids were watched for repetition up to {PortfolioStream.MOST_IDS:,} ids, not beyond "
            '(duplicates="ignore" says that this is wanted)',
            stacklevel=3,
        )


def _long_stream(
    reader: pa.RecordBatchReader,
    scorer: PortfolioScorer,
    finder: PortfolioScorer,
    id: str | None,
    long: tuple[str, str],
    grouped: bool,
    on_error: str,
    progress: Progress | None,
) -> pa.RecordBatchReader:
    import pyarrow as pa

    from shisei.long import Pivot, nothing, pivot, refused

    if id is None:
        raise ValueError(say("the long format needs `id`", "1行に1回答の表には `id` が必要です"))
    rows = Pivot(reader.schema, id, long, finder)
    schema = pa.schema(scorer.empty(rows.empty().schema))
    stream = PortfolioStream(scorer)

    def batches() -> Iterator[pa.RecordBatch]:
        for batch, found in pivot(reader, rows, grouped):
            first = stream.rows
            if found and on_error == "raise":
                raise refused(found, batch.column(id), id, first)
            table = pa.table(stream.score(batch))
            yield from nothing(table, found, id, first).to_batches()
            if progress is not None:
                progress(stream.rows)
        _warn_of(stream)

    return pa.RecordBatchReader.from_batches(schema, batches())
