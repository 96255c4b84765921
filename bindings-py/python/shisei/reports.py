"""Reports for people on many rows: a cover, and one page of paper for each.

>>> import polars as pl, shisei
>>> table = pl.DataFrame({"firm": ["a", "b"], **{f"B{i}": ["done", "partly"] for i in range(1, 6)}})
>>> html = shisei.report(table, "five-basics@3.1", id="firm", ids=["b"])
>>> html.count('<article class="leaf"')
1
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shisei._shisei import PortfolioReport
from shisei.libraries import with_id
from shisei.messages import ending, written_in
from shisei.options import Frameworks, Options, given, keyed, takes_options
from shisei.portfolio import Progress, batches, compiled, is_a_path, of_python, score
from shisei.recipes import RecipeLike, followed
from shisei.renewal import columns_of, leave, tables
from shisei.values import as_text

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from shisei.renewal import Lang

__all__ = ["report"]

#: Names of files that browsers open.
_HTML = (".html", ".htm")


@takes_options
def report(
    data: Any,
    framework: Frameworks | None = None,
    *,
    ids: Iterable[Any] | None = None,
    subject: str | None = None,
    by: str | Sequence[str] = (),
    pages: bool = True,
    drift: Any = None,
    lang: Lang | None = None,
    recipe: RecipeLike | None = None,
    output: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> Any:
    """One HTML document about many rows: a cover, and a page of A4 for each firm.

    It takes the tables, files and options of `score`, for one framework. The document needs nothing
    else, works in print, and comes back as text; with `output` it is written to that file, and
    the number of firms with a page comes back.

    `ids` are the rows that it is about, by the column `id`, in the order of the data; without it
    all are, 10,000 at most. An id that is not in the data is an `ArgumentError` with the nearest
    one. `subject` is the column that says who a page is about (such as the name of the firm), else
    it is that of the ids.

    The cover counts what the document is about, and nothing beyond it: answer sheets, the spread of
    the results with the 10th, 50th and 90th percentile, outcomes, the items met least often, and
    what could not be scored. `by` adds a line for each group of rows, `drift` (what `shisei.drift`
    gives) why the mean moved since last year. With `pages=False` there is the cover alone: a
    portfolio of any size on one page.

    A row that cannot be scored has no page: it is listed after the cover with the reason, unless
    `on_error="raise"` stops there. A page shows the result, its parts, and what to work on first as
    far as there is room, and says how much more there is.

    `lang` is "ja" or "en", by default that of `shisei.language()`.
    """
    framework, options = followed(framework, recipe, options)
    leave("report", options, "keep", "select", "prefix")
    if output is not None and Path(output).suffix.lower() not in _HTML:
        raise ValueError(ending(", ".join(_HTML), os.fspath(output)))
    asked: Options = {"on_error": "report", **options, "keep": "answers"}
    contents = {
        "ids": None if ids is None else [as_text(one) for one in _several(ids)],
        "subject": subject,
        "by": columns_of(by),
        "pages": pages,
    }
    # Reasons are in the language of the document.
    with written_in(lang) as said:
        html, written = _document(data, framework, asked, progress, contents, drift, said)
    if output is None:
        return html
    Path(output).write_text(html, encoding="utf-8")
    return written


def _several(ids: Any) -> Iterable[Any]:
    return [ids] if isinstance(ids, (str, bytes)) or not isinstance(ids, Iterable) else ids


def _document(
    data: Any,
    framework: Frameworks,
    asked: Options,
    progress: Progress | None,
    contents: dict[str, Any],
    drift: Any,
    lang: str,
) -> tuple[str, int]:
    wide = keyed(given(**asked))
    document = PortfolioReport(compiled(framework, wide, numbered=False), contents, lang)
    for part in _scored(data, framework, asked, progress):
        document.add(part)
    moved = None if drift is None else next(iter(tables(drift)))
    return document.finish(moved)


def _scored(
    data: Any, framework: Frameworks, asked: Options, progress: Progress | None
) -> Iterator[Any]:
    """Scored rows, as they come: each part offers the Arrow PyCapsule interface."""
    found = of_python(data)
    if found is not None:
        data = found[0]
    if is_a_path(data):
        yield from batches(data, framework, progress=progress, **asked)
    else:
        scored = score(data, framework, progress=progress, **asked)
        yield from tables(with_id(scored, asked.get("id")))
