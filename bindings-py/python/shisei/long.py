"""The long format, one answer a row (id, control, answer), as one row an id."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from shisei.messages import say

if TYPE_CHECKING:
    from shisei._shisei import PortfolioLong, Scored
    from shisei.options import Options

__all__ = ["Layout", "answer_columns", "layout", "rows"]

#: The column of controls, that of answers or those of the choices, and whether the rows of an id
#: stand together.
Layout: TypeAlias = "tuple[str, str | Sequence[str], bool]"


def answer_columns(long: tuple[str, str | Sequence[str]]) -> list[str]:
    """The column of answers, or those of the choices."""
    return [long[1]] if isinstance(long[1], str) else list(long[1])


def layout(options: Options) -> Layout:
    """What the options say about rows of one answer."""
    if options["long"] is None:
        raise ValueError(
            say("`id_from` needs `long`", "`id_from` は `long` と一緒に指定してください")
        )
    if options["id"] is None:
        raise ValueError(say("the long format needs `id`", "1行に1回答の表には `id` が必要です"))
    control, answer = options["long"]
    return control, answer if isinstance(answer, str) else list(answer), options["grouped"]


def rows(batches: Iterable[Any], run: PortfolioLong) -> Iterator[Scored]:
    """The rows of one id each that batches become, as they are complete."""
    for batch in batches:
        run.add(batch)
        yield from iter(run.take, None)
    run.end()
    yield from iter(run.take, None)
    for note in run.notes:
        warnings.warn(note, stacklevel=4)
