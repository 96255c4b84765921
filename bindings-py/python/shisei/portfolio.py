"""Portfolios: score a table of answers, of any library, and lose no row.

>>> import polars as pl, shisei
>>> table = pl.DataFrame({"firm": ["a"], **{f"B{i}": ["done"] for i in range(1, 6)}})
>>> shisei.score(table, "five-basics@3.1", id="firm")["coverage"].to_list()
[100]
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from shisei import Framework, framework
from shisei._shisei import PortfolioLong, PortfolioScorer, PortfolioStream
from shisei.libraries import from_stream, is_a_table, lent, library, to_stream, with_id
from shisei.messages import say, spoken
from shisei.options import (
    DEFAULTS,
    FILES,
    READING,
    Frameworks,
    Options,
    given,
    is_long,
    key,
    keyed,
    named,
    spellings,
    takes_options,
)
from shisei.recipes import Recipe, RecipeLike, followed

if TYPE_CHECKING:
    import pyarrow as pa
    from typing_extensions import Unpack

    from shisei._shisei import FileScores, PortfolioFiles
    from shisei.columns import OutputColumn
    from shisei.files import FileStream
    from shisei.python_rows import Back
    from shisei.questions import Question

__all__ = ["Options", "Recipe", "Scorer", "score", "score_stream"]

Progress: TypeAlias = Callable[[int], None]


#: Threads that are started at most.
MOST_THREADS = 1 << 10

#: Compiled scorers that are kept.
MOST_SCORERS = 64


@takes_options
def score(
    data: Any,
    framework: Frameworks | None = None,
    *,
    question: Question | None = None,
    recipe: RecipeLike | None = None,
    output: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> Any:
    """Scores a table of answers and gives the same kind of table back, row for row, in order.

    `data` is a table of polars, pandas, pyarrow or duckdb, anything else with the Arrow PyCapsule
    interface, a NumPy matrix of int8 in the order of the controls, a list of dicts, a dict of
    lists, one row as a dict or Series, or the path, glob or list of paths of Parquet, CSV, Arrow or
    Excel files. What is written to the file `output` is streamed, and the number of rows comes
    back; `score_stream` gives the stream itself.

    Answers are choice ids or labels in Japanese or English, in any case, width and spacing, or
    what people write instead where it means one choice (`○`, `済`, `未実施`, `対象外`); null and
    empty are unanswered. Numbers mean nothing until `numbers` says what they are: "points",
    "from-0" or "from-1". `mapping` adds spellings of your own, each with the choice it means (its
    id, a label or its standing), for every control that has the choice;
    `{"SA-03": {"はい": "unmet"}}` is about one control. A table has no reasons, so that none are
    asked for.

    Columns are found by control id, official number, title or question (`match_columns` says how
    they are read); `columns` maps other names to controls. Each control has exactly one column: a
    second one, and one that answers controls of two unrelated frameworks, are refused by name. A
    missing column is an error that lists all, unless `absent="unanswered"`: then rows are scored
    with bounds. `long=(control, answer)` reads one answer a row instead, with `id` as the key;
    `grouped` says that the rows of an id are adjacent, so that they need not all be remembered.
    Where every choice has a column to mark, `answer` is the list of them; where a file or sheet is
    about one firm, `id_from` says where to find its id: "file", "sheet" or a cell.

    With `on_error="raise"` the first bad row stops with its id, column, value and the nearest
    valid answer; with "report" every row is kept, and bad ones have a `problem` and no score.

    Columns that are not answers are carried along (`keep`); `select` limits the columns of scores.
    With `keep="answers"` the answers as they were read come along too: a column for each control,
    named like it, with ids of choices, null where it is unanswered.
    The scores of a table that was scored before are replaced; `prefix="renewal_"` keeps them beside
    the new ones.

    `recipe` is a file or a `Recipe` that names framework and options; what is given beside it comes
    first. With a `question` the columns are those of `plan`, `next_steps` and so on in place of the
    scores.

    Scores are `Int16` (or `Int64` where a framework's points need it); `integers="smallest"` takes
    `Int8` where everything fits: half the memory, but too narrow to calculate with.
    """
    if recipe is not None or framework is None:
        framework, options = followed(framework, recipe, options)
    return _ask(question, data, framework, keyed(given(**options)), output, progress)


def _ask(
    question: Question | None,
    data: Any,
    framework: Frameworks,
    asked: Options,
    output: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Any:
    own = of_python(data)
    if own is not None:
        table, back = own
        scored = _ask(question, table, framework, asked, output, progress)
        if output is not None:
            return scored
        # A row for each answer is none of the rows that come out.
        wide = asked["long"] is None
        return back(scored, scorer(framework, asked, question).carried(table) if wide else [])
    if output is None and not is_long(asked):
        home = library(data)
        if home is not None:
            return home.score(data, scorer(framework, asked, question))
    files = _files(data, framework, asked, progress, question)
    if files is not None:
        if output is None:
            return files.rest() if progress is None else files.reader().read_all()
        from shisei.files import keep_apart, write

        keep_apart(data, output)
        return write(files, output)
    finder = _finder(framework, asked)
    reader = _reader(data, finder, asked)
    if asked["long"] is None:
        stream = _stream(reader, scorer(framework, asked, question), progress)
    else:
        stream = _long_stream(reader, scorer(framework, asked, question), asked, progress)
    if output is not None:
        from shisei.files import keep_apart, write

        if is_a_path(data):
            keep_apart(data, output)
        return write(stream, output)
    return stream if reader is data else from_stream(stream, data, finder)


def of_python(data: Any) -> tuple[pa.Table, Back] | None:
    """The table that a container of Python holds, and how its scores go back."""
    if is_a_table(data) or isinstance(data, (str, os.PathLike)):
        return None
    from shisei.python_rows import as_table

    return as_table(data)


@takes_options
def score_stream(
    data: Any,
    framework: Frameworks | None = None,
    *,
    question: Question | None = None,
    recipe: RecipeLike | None = None,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> pa.RecordBatchReader:
    """Scores batch by batch, in bounded memory: the options of `score`, and a stream back.

    A batch is read when it is asked for. Repeated ids are watched up to 500,000 ids.
    """
    from shisei.files import FileStream

    stream = batches(
        data, framework, question=question, recipe=recipe, progress=progress, **options
    )
    return stream.reader() if isinstance(stream, FileStream) else stream


def batches(
    data: Any,
    framework: Frameworks | None = None,
    *,
    question: Question | None = None,
    recipe: RecipeLike | None = None,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> pa.RecordBatchReader | FileStream:
    """What `score_stream` reads: a stream of pyarrow, or files that need no other library."""
    framework, options = followed(framework, recipe, options)
    asked = keyed(given(**options))
    own = of_python(data)
    if own is not None:
        data = own[0]
    files = _files(data, framework, asked, progress, question)
    if files is not None:
        return files
    reader = _reader(data, _finder(framework, asked), asked)
    stream: pa.RecordBatchReader = _ask(question, reader, framework, asked, None, progress)
    return stream


class Scorer:
    """`score` with its framework and options: compiled once, to be handed to an engine or pickled.

    It scores tables in memory. They are taken for parts of something larger: reasons name the id of
    a row and not its number, ids are not watched for repetition, and one thread is used, unless
    `duplicates` and `threads` say otherwise.

    >>> Scorer("five-basics@3.1", id="firm", on_error="report")
    Scorer('five-basics@3.1', id='firm', on_error='report')
    """

    __slots__ = ("_scorer", "framework", "options", "question")

    def __init__(
        self,
        framework: Frameworks | None = None,
        *,
        question: Question | None = None,
        recipe: RecipeLike | None = None,
        **options: Unpack[Options],
    ) -> None:
        own = options
        framework, options = followed(framework, recipe, options)
        # How files are read is for whoever reads them.
        for name in FILES - own.keys():
            options.pop(name, None)  # type: ignore[misc]
        self.framework = framework
        self.question = question
        self.options = options
        part: Options = {"duplicates": "ignore", "threads": 1, **options}
        asked = given(**part)
        read = [n for n, value in asked.items() if n in READING and value != DEFAULTS.get(n)]
        if read:
            names = ", ".join(read)
            raise ValueError(
                say(
                    f"a Scorer takes tables in memory: {names} is for `score`",
                    f"Scorerが扱うのはメモリ上の表です。{names} は `score` の指定です",
                )
            )
        self._scorer = compiled(framework, asked, question, numbered=False)

    def __call__(self, data: Any) -> Any:
        """Scores a table of any library that `score` takes, and gives the same kind back."""
        own = of_python(data)
        if own is not None:
            table, back = own
            return back(self(table), self._scorer.carried(table))
        home = library(data)
        if home is None:
            kind = type(data).__name__
            raise TypeError(
                say(
                    f"a Scorer takes tables in memory, not `{kind}`",
                    f"Scorerが扱うのはメモリ上の表です（`{kind}` は不可）",
                )
            )
        return home.score(data, self._scorer)

    @property
    def columns(self) -> list[OutputColumn]:
        """The columns that it adds to a table, in order: their names, and what they say.

        >>> [(column.name, column.title_en) for column in Scorer("self-assessment@3.1").columns][:2]
        [('points', 'Points'), ('points_low', 'Points (at worst)')]
        """
        from shisei.columns import output_columns

        return output_columns(self._scorer)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.framework, self.question, self.options, self._scorer)

    def __repr__(self) -> str:
        asked = {} if self.question is None else {"question": self.question}
        options = "".join(f", {k}={value!r}" for k, value in (asked | self.options).items())
        return f"Scorer({self.framework!r}{options})"


def _restored(
    framework: Frameworks, question: Question | None, options: Options, scorer: PortfolioScorer
) -> Scorer:
    again = object.__new__(Scorer)
    again.framework, again.question, again.options = framework, question, options
    again._scorer = scorer
    return again


_scorers: dict[tuple[Any, ...], PortfolioScorer] = {}


def scorer(
    frameworks: Frameworks, options: Options, question: Question | None = None
) -> PortfolioScorer:
    """Compiled once for the same framework, options and question."""
    wanted = (*key(frameworks, options), None if question is None else question.key)
    known = _scorers.get(wanted)
    if known is None:
        known = compiled(frameworks, options, question)
        if len(_scorers) >= MOST_SCORERS:
            _scorers.clear()
        _scorers[wanted] = known
    return known


def _finder(frameworks: Frameworks, options: Options) -> PortfolioScorer:
    """What knows the columns, whatever else was asked."""
    return scorer(frameworks, given(columns=options["columns"], id=options["id"]))


def compiled(
    frameworks: Frameworks,
    options: Options,
    question: Question | None = None,
    *,
    numbered: bool = True,
) -> PortfolioScorer:
    if isinstance(frameworks, (str, Framework)):
        frameworks = [frameworks]
    keep, select = options["keep"], options["select"]
    translated = {
        "question": None if question is None else vars(question),
        "id": options["id"],
        "columns": list(named(options["columns"] or {})),
        "mapping": spellings(options["mapping"] or {}),
        "numbers": options["numbers"],
        "absent_allowed": options["absent"] == "unanswered",
        "report": options["on_error"] == "report",
        "keep": None if isinstance(keep, str) else list(keep),
        "kept": keep if isinstance(keep, str) else "others",
        "select": None if select is None else set(select),
        "prefix": options["prefix"],
        "check_ids": options["duplicates"] == "check",
        "smallest": options["integers"] == "smallest",
        "threads": min(options["threads"] or os.cpu_count() or 1, MOST_THREADS),
        "numbered": numbered,
        "lang": spoken(),
    }
    resolved = [framework(f) if isinstance(f, str) else f for f in frameworks]
    return PortfolioScorer(resolved, translated)


def is_a_path(data: Any) -> bool:
    return isinstance(data, (str, os.PathLike, list, tuple))


def _native(data: Any, options: Options) -> PortfolioFiles | None:
    """The files, if no other library is needed to read them."""
    if not is_a_path(data):
        return None
    from shisei.files import native

    return native(data, options)


def _files(
    data: Any,
    framework: Frameworks,
    options: Options,
    progress: Progress | None,
    question: Question | None = None,
) -> FileStream | None:
    """The scores of files that are read without another library."""
    files = _native(data, options)
    if files is None:
        return None
    from shisei.files import FileStream
    from shisei.long import layout

    made = scorer(framework, options, question)
    scores = files.score_long(made, layout(options)) if is_long(options) else files.score(made)
    return FileStream(scores, progress)


def parts(
    data: Any, framework: Frameworks, options: Options, *, flawed: bool = False
) -> tuple[PortfolioScorer, Iterator[Any]]:
    """What reads the rows of whatever came in, and the rows.

    They are as they lie in memory, or else batch by batch: everything offers the Arrow PyCapsule
    interface. Rows of files that cannot be taken as they are come along if `flawed` rows are
    counted, with answers that mean nothing.
    """
    options = keyed(options)
    own = of_python(data)
    if own is not None:
        data = own[0]
    files = _native(data, options)
    if files is not None and not is_long(options):
        compiled = scorer(framework, options)
        return compiled, iter(files.answers(compiled, flawed))
    rows = _rows(data, _finder(framework, options), options)
    if options["long"] is None:
        return scorer(framework, options), rows
    wide: Options = {**options, "columns": None, "absent": "unanswered"}
    return scorer(framework, wide), rows


def _rows(data: Any, finder: PortfolioScorer, options: Options) -> Iterator[Any]:
    """Begins to read when the first rows are asked for: DuckDB reads one thing after the other."""
    from shisei.long import layout, rows

    if is_long(options):
        files = _native(data, options)
        if files is not None:
            yield from files.read_long(finder, layout(options))
            return
        reader = _reader(data, finder, options)
        yield from rows(reader, PortfolioLong(finder, reader.schema, layout(options), False))
        return
    whole = lent(with_id(data, options["id"]))
    if whole is not None:
        yield whole
        return
    yield from _reader(data, finder, options)


def _reader(data: Any, finder: PortfolioScorer, options: Options) -> pa.RecordBatchReader:
    """A stream of batches from whatever came in."""
    import pyarrow as pa

    if options["id_from"] is not None:
        raise TypeError(
            say(
                "`id_from` is for files, each of one firm: a table has a column of ids (`id`)",
                "`id_from` は1社1ファイルか1社1シートのときの指定です。"
                "表ではIDの列を `id` で指定します",
            )
        )
    if isinstance(data, pa.RecordBatchReader):
        return data
    if is_a_path(data):
        from shisei.files import read

        return read(data)
    return to_stream(with_id(data, options["id"]), finder.controls)


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
        warn_of(stream)

    return pa.RecordBatchReader.from_batches(schema, batches())


def warn_of(stream: PortfolioStream | PortfolioLong | FileScores) -> None:
    """Warns that ids were watched no longer."""
    if stream.ids_full:
        warnings.warn(
            f"ids were watched for repetition up to {PortfolioStream.MOST_IDS:,} ids, not beyond "
            '(duplicates="ignore" says that this is wanted)',
            stacklevel=3,
        )


def _long_stream(
    reader: pa.RecordBatchReader,
    scorer: PortfolioScorer,
    options: Options,
    progress: Progress | None,
) -> pa.RecordBatchReader:
    """A row for each id, of rows of one answer."""
    import pyarrow as pa

    from shisei.long import layout, rows

    run = PortfolioLong(scorer, reader.schema, layout(options), True)

    def batches() -> Iterator[pa.RecordBatch]:
        for part in rows(reader, run):
            yield pa.record_batch(part)
            if progress is not None:
                progress(run.rows)
        warn_of(run)

    return pa.RecordBatchReader.from_batches(pa.schema(run.empty()), batches())
