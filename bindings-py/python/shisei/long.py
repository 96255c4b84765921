"""The long format, one answer a row (id, control, answer), as one row an id.

An id takes the bytes of its answers (2 a control) and what Python needs to know it again, about
200 bytes for 25 controls; nothing else is kept. Where the rows of an id stand together, as in a
file sorted by id, `grouped` gives the rows on as they come, and memory stays bounded.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from shisei._shisei import PortfolioScorer, _restore_failure
from shisei.errors import SheetError
from shisei.messages import say
from shisei.plain import plain_type
from shisei.values import told

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

__all__ = ["Pivot", "nothing", "pivot", "refused"]

#: Ids whose answers stand together in memory, and are scored together.
BLOCK = 1 << 15
#: Distinct answers that fit the two bytes of a cell.
ANSWERS = 1 << 15
#: Nothing was said, and: nothing was answered.
ABSENT, NULL = -1, 0

Row = tuple[str, str | None, int | None, str | None, str | None, str | None]


class Pivot:
    """Takes batches of answers, and gives batches of rows with the problems of each row."""

    def __init__(
        self,
        schema: pa.Schema,
        id: str,
        long: tuple[str, str],
        resolver: PortfolioScorer,
        keep: Sequence[str] = (),
    ) -> None:
        for name in (id, *long, *keep):
            if name not in schema.names:
                raise ValueError(
                    say(
                        f"there is no column {name!r}; there are {schema.names}",
                        f"列 {name!r} がありません。あるのは {schema.names} です",
                    )
                )
        self.id, (self.control, self.answer) = id, long
        #: Other columns, which say the same in all rows of an id.
        self.kept = [name for name in dict.fromkeys(keep) if name != id]
        self.kept_types = [plain_type(schema.field(name).type) for name in self.kept]
        self.id_type = _told_type(schema.field(id).type)
        self.answer_type = _told_type(schema.field(long[1]).type)
        self.resolver = resolver
        self.controls = list(dict.fromkeys(resolver.controls))
        self.place_of = {control: at for at, control in enumerate(self.controls)}
        self.places: dict[Any, list[int]] = {}
        #: Rows that are headings of sections, or remarks.
        self.left_out = 0
        self.codes: dict[Any, int] = {None: NULL}
        self._forget()

    def _forget(self) -> None:
        self.rows: dict[Any, int] = {}
        self.blocks: list[np.ndarray[Any, np.dtype[np.int16]]] = []
        self.problems: dict[int, list[Row]] = {}
        #: Of each column that is kept, its value by row.
        self.values: list[dict[int, Any]] = [{} for _ in self.kept]

    def add(self, batch: pa.RecordBatch) -> None:
        """Puts the answers of a batch where they belong."""
        import numpy as np

        batch = self._without_sections(batch)
        ids, of = _encoded(batch.column(self.id))
        names, control_of = _encoded(batch.column(self.control))
        answers, answer_of = _encoded(batch.column(self.answer))
        new = [one for one in ids if one not in self.rows]
        for one in new:
            self.rows[one] = len(self.rows)
        while len(self.blocks) * BLOCK < len(self.rows):
            self.blocks.append(np.full((BLOCK, len(self.controls)), ABSENT, np.int16))
        rows = np.array([self.rows[one] for one in ids], np.int64)[of]
        cells = np.array([self._code(one) for one in answers], np.int16)[answer_of]
        for at, name in enumerate(self.kept):
            self._keep(at, rows, batch.column(name))
        places = [self._places(one) for one in names]
        for at, found in enumerate(places):
            here = control_of == at
            if not found:
                self._unknown(names[at], np.unique(rows[here]))
            for place in found:
                self._put(rows[here], place, cells[here])

    def _without_sections(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The rows that name a control or hold an answer: others head a section, or are remarks."""
        import numpy as np
        import pyarrow as pa

        names, control_of = _encoded(batch.column(self.control))
        answers, answer_of = _encoded(batch.column(self.answer))
        named = np.array([bool(self._places(one)) for one in names], bool)
        answered = np.array([not _blank(one) for one in answers], bool)
        told = named[control_of] | answered[answer_of]
        if told.all():
            return batch
        self.left_out += int(len(told) - told.sum())
        return batch.filter(pa.array(told))

    def _keep(self, at: int, rows: Any, column: Any) -> None:
        """Takes the first value of each row; another one is a problem of the row."""
        import numpy as np

        values, of = _encoded(column)
        known = self.values[at]
        pairs = np.unique(np.stack([rows, of.astype(np.int64)]), axis=1, return_index=True)
        for place in np.sort(pairs[1]).tolist():
            row, value = int(rows[place]), values[of[place]]
            first = known.setdefault(row, value)
            if first is not value and repr(first) != repr(value):
                problem: Row = (
                    "duplicate-field", None, None, self.kept[at], None, f"{first} / {value}"
                )  # fmt: skip
                self.problems.setdefault(row, []).append(problem)

    def _code(self, answer: Any) -> int:
        code = self.codes.setdefault(answer, len(self.codes))
        if code >= ANSWERS:
            raise ValueError(
                say(
                    f"column {self.answer!r} has more than {ANSWERS:,} different answers: is it "
                    "the column of answers?",
                    f"列 {self.answer!r} には{ANSWERS:,}通りを超える値があります。回答の列ですか",
                )
            )
        return code

    def _places(self, name: Any) -> list[int]:
        known = self.places.get(name)
        if known is None:
            found = self.resolver.answered_by(_number(name)) if name is not None else []
            known = self.places[name] = [self.place_of[control] for control in dict.fromkeys(found)]
        return known

    def _put(self, rows: Any, place: int, cells: Any) -> None:
        import numpy as np

        # Of several answers the first stays, and the row has a problem.
        distinct, first = np.unique(rows, return_index=True)
        if len(distinct) < len(rows):
            again = np.ones(len(rows), bool)
            again[first] = False
            self._twice(rows[again], place)
            rows, cells = distinct, cells[first]
        for block in np.unique(rows // BLOCK):
            here = rows // BLOCK == block
            column = self.blocks[block][:, place]
            inside = rows[here] % BLOCK
            free = column[inside] == ABSENT
            if not free.all():
                self._twice(rows[here][~free], place)
            column[inside[free]] = cells[here][free]

    def _twice(self, rows: Any, place: int) -> None:
        for row in dict.fromkeys(rows.tolist()):
            found = self.problems.setdefault(row, [])
            problem: Row = ("duplicate-answer", self.controls[place], None, None, None, None)
            if problem not in found:
                found.append(problem)

    def _unknown(self, name: Any, rows: Any) -> None:
        given = "null" if name is None else str(name)
        nearest = _nearest(given, self.controls)
        for row in rows.tolist():
            problem: Row = ("unknown-control", None, None, given, nearest, None)
            self.problems.setdefault(row, []).append(problem)

    def take(self) -> Iterator[tuple[pa.RecordBatch, dict[int, list[Row]]]]:
        """The rows so far, in the order of their first answers; they are then forgotten."""
        ids, blocks, problems = list(self.rows), self.blocks, self.problems
        values = self.values
        if None in self.rows:
            row = self.rows[None]
            problems.setdefault(row, []).append(("missing-field", None, None, self.id, None, None))
        self._forget()
        for at, block in enumerate(blocks):
            first = at * BLOCK
            here = {r - first: p for r, p in problems.items() if first <= r < first + BLOCK}
            rows = range(first, min(first + BLOCK, len(ids)))
            kept = [[known.get(row) for row in rows] for known in values]
            yield self._batch(ids[first : first + BLOCK], kept, block), here

    def take_last(self) -> Any:
        """The last id, which may go on in the next batch, with its answers and problems."""
        last = next(reversed(self.rows))
        row = self.rows.pop(last)
        block = self.blocks[row // BLOCK]
        answers = block[row % BLOCK].copy()
        block[row % BLOCK] = ABSENT
        values = [known.pop(row, None) for known in self.values]
        return last, answers, self.problems.pop(row, None), values

    def put_back(self, kept: Any) -> None:
        """Begins anew with an id that was taken out."""
        import numpy as np

        last, answers, problems, values = kept
        self.rows[last] = 0
        for known, value in zip(self.values, values, strict=True):
            known[0] = value
        self.blocks.append(np.full((BLOCK, len(self.controls)), ABSENT, np.int16))
        self.blocks[0][0] = answers
        if problems:
            self.problems[0] = problems

    def empty(self) -> pa.RecordBatch:
        """The columns of the rows, without rows."""
        import numpy as np

        kept: list[list[Any]] = [[] for _ in self.kept]
        return self._batch([], kept, np.empty((0, len(self.controls)), np.int16))

    def _batch(self, ids: list[Any], kept: list[list[Any]], block: Any) -> pa.RecordBatch:
        import numpy as np
        import pyarrow as pa

        given = pa.array([one for one in self.codes if one is not None], self.answer_type)
        arrays = [pa.array(ids, self.id_type)]
        arrays += map(pa.array, kept, self.kept_types)
        for at in range(len(self.controls)):
            codes = block[: len(ids), at]
            keys = pa.array(np.ascontiguousarray(codes) - 1, pa.int16(), mask=codes <= NULL)
            arrays.append(pa.DictionaryArray.from_arrays(keys, given))
        return pa.RecordBatch.from_arrays(arrays, [self.id, *self.kept, *self.controls])


def pivot(
    reader: pa.RecordBatchReader, rows: Pivot, grouped: bool
) -> Iterator[tuple[pa.RecordBatch, dict[int, list[Row]]]]:
    """Batches of rows from a stream of answers."""
    for batch in reader:
        if batch.num_rows == 0:
            continue
        rows.add(batch)
        if grouped and len(rows.rows) >= BLOCK:
            kept = rows.take_last()
            yield from rows.take()
            rows.put_back(kept)
    if rows.rows:
        yield from rows.take()
    if rows.left_out:
        left = rows.left_out
        warnings.warn(
            say(
                f"{left:,} rows left out: they name no question and hold no answer",
                f"質問も回答もない{left:,}行を除きました",
            ),
            stacklevel=4,
        )


def _blank(answer: Any) -> bool:
    return answer is None or (isinstance(answer, str) and not answer.strip())


def nothing(
    table: pa.Table,
    found: dict[int, list[Row]],
    pivot: Pivot,
    first_row: int,
    prefix: str = "",
) -> pa.Table:
    """Takes the scores of rows with problems away, and says why in the columns of problems."""
    import pyarrow as pa

    if not found:
        return table
    keys = pa.array([None if row in found else row for row in range(table.num_rows)], pa.int64())
    ids = table.column(pivot.id)
    columns = []
    for name in table.column_names:
        column = table.column(name)
        told = _PROBLEMS.get(name.removeprefix(prefix))
        if told is not None and name.startswith(prefix):
            values = column.to_pylist()
            for row, problems in found.items():
                place = (pivot.id, ids[row].as_py(), first_row + row)
                values[row] = told(problems, place, values[row])
            column = pa.chunked_array([pa.array(values, column.type)])
        elif name != pivot.id and name not in pivot.kept:
            column = column.combine_chunks().take(keys)
        columns.append(column)
    return pa.table(columns, names=table.column_names)


_Place = tuple[str, Any, int]


def _sentences(problems: list[Row], place: _Place, before: str | None) -> str:
    each = [_failure([problem], *place).message() for problem in problems]
    return " / ".join(filter(None, [*each, before]))


def _code(problems: list[Row], place: _Place, before: str | None) -> str:
    return problems[0][0]


def _data(problems: list[Row], place: _Place, before: list[Any] | None) -> list[Any]:
    each = [
        {"column": at or place[0], "code": code, "given": given, "nearest": nearest}
        for code, at, _, given, nearest, _ in problems
    ]
    return [*each, *(before or ())]


#: The columns of problems, as the engine writes them, and what is added to each.
_PROBLEMS: dict[str, Callable[..., Any]] = {
    "problem": _sentences,
    "problem_code": _code,
    "problems": _data,
}


def refused(found: dict[int, list[Row]], ids: Any, id: str, first_row: int) -> SheetError:
    """The error about the first row with problems."""
    row = min(found)
    return SheetError(_failure(found[row], id, ids[row].as_py(), first_row + row))


def _failure(problems: list[Row], id: str, value: Any, row: int) -> Any:
    place = f"{id}={'null' if value is None else value} (row {row})"
    placed: list[Any] = [
        (code, f"{place}, {at}" if at else place, *rest, [], detail)
        for code, at, *rest, detail in problems
    ]
    return _restore_failure("invalid-sheet", placed, None)


def _encoded(column: Any) -> tuple[list[Any], Any]:
    """Distinct values, and which of them each row has."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        # Taken apart by hand: not every dictionary can be cast, and its values may repeat.
        values = [*column.dictionary.to_pylist(), None]
        keys = pc.fill_null(column.indices.cast(pa.int64()), len(values) - 1)
        keys = keys.to_numpy(zero_copy_only=False)
    elif pa.types.is_null(column.type):
        return [None], np.zeros(len(column), np.int64)
    else:
        plain = plain_type(column.type)
        column = column if column.type == plain else column.cast(plain)
        try:
            encoded = pc.dictionary_encode(column, null_encoding="encode")
            return encoded.dictionary.to_pylist(), encoded.indices.to_numpy(zero_copy_only=False)
        except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
            values = column.to_pylist()
            if pa.types.is_nested(column.type):
                values = [told(value) for value in values]
            keys = np.arange(len(values))
    places: dict[str, int] = {}
    distinct: list[Any] = []
    of = np.zeros(len(values), np.int64)
    # A dictionary may have values that no row has.
    for at in np.unique(keys).tolist():
        place = of[at] = places.setdefault(repr(values[at]), len(distinct))
        if place == len(distinct):
            distinct.append(values[at])
    return distinct, of[keys]


def _told_type(kind: pa.DataType) -> pa.DataType:
    """The type of ids or answers: lists and structs, which are neither, as they are told."""
    import pyarrow as pa

    return pa.string() if pa.types.is_nested(kind) else plain_type(kind)


def _number(name: Any) -> str:
    """A number of a control as text: `1.0` is `1`."""
    text = str(name)
    whole, point, fraction = text.partition(".")
    return whole if point and whole.isdecimal() and not fraction.strip("0") else text


def _nearest(given: str, names: Sequence[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(given.upper(), names, 1, 0.6)), None)
