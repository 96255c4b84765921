"""Frameworks, tables and dirty answers drawn by chance, and every way to hand a table over."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from reference_reader import WORDS, Choice

import shisei

#: Scales of somebody's own: id, label in Japanese and English, standing and points of each choice.
SCALES: dict[str, list[tuple[str, str, str, str, int | None]]] = {
    "signs": [
        ("a", "○：だいたい", "A: mostly", "met", 3),
        ("b", "△：半分ほど", "B: about half", "partial", 1),
        ("c", "×：まだ", "C: not yet", "unmet", 0),
        ("na", "－：対象外", "-: does not apply", "not-applicable", None),
    ],
    "reversed": [
        ("unused", "いいえ、使っていない", "No, not in use", "met", None),
        ("used", "はい、使っている", "Yes, in use", "unmet", None),
        ("dk", "わからない", "Don't know", "unknown", None),
    ],
    "numbered": [
        ("L2", "2：済んでいる", "2: done", "met", 10),
        ("L1", "1：途中", "1: under way", "partial", 4),
        ("L0", "0：まだ", "0: not yet", "unmet", 0),
    ],
    "circled": [
        ("x", "①済んでいる", "Done (1)", "met", None),
        ("y", "②済んでいない", "Open (2)", "unmet", None),
        ("z", "リスクを受容している", "Risk accepted", "accepted", None),
    ],
    "digits": [
        ("5", "五", "Five", "met", 1),
        ("4", "四", "Four", "partial", 0),
        ("3", "三", "Three", "unmet", -1),
    ],
    "twice": [
        ("full", "全社で実施している", "Everywhere", "met", None),
        ("part", "一部の部門で実施している", "In some places", "met", None),
        ("none", "実施していない", "Nowhere", "unmet", None),
    ],
    "long": [
        (
            "long-yes",
            "すべての拠点で、手順を定めて実施している状態です",
            "Done at all sites, by rule",
            "met",
            2,
        ),
        (
            "long-no",
            "すべての拠点で、手順を定めずに放置している状態です",
            "Open at all sites",
            "unmet",
            0,
        ),
    ],
}
JUNK = ["◎", "x", "-", "OK", "計画中", "？", "実施", "4.5", "１２", "99", "①", "nan", "NULL", "0x1"]
NOTHING = [None, None, None, "", " ", "\u3000"]


def framework(draw: Random) -> shisei.Framework:
    """Draw a built-in framework, or one of somebody's own."""
    if draw.random() < 0.4:
        small = [one for one in shisei.frameworks() if len(one.controls) <= 30]
        return draw.choice(small)
    names = draw.sample(sorted(SCALES), draw.randint(1, 3))
    scored = all(choice[4] is not None for n in names for choice in SCALES[n] if choice[0] != "na")
    definition = {
        "id": "own",
        "edition": "1",
        "title": word("自社の様式"),
        "summary": word("見本"),
        "publisher": "shisei tests",
        "status": "current",
        "subject": "organisation",
        "not_applicable": draw.choice(["not-allowed", "excluded"]),
        "acceptance": draw.random() < 0.5,
        "reasons": ["not-applicable", "accepted"],
        "coverage": {"origin": "derived", "met": 2, "partial": 1},
        "sources": [{"id": "s", "title": word("様式"), "publisher": "shisei tests"}],
        "groups": [{"id": f"g{at}", "title": word(f"部{at}")} for at in range(2)],
        "scales": [
            {
                "id": name,
                "origin": "derived",
                "verification": "confirmed",
                "citations": [{"source": "s", "at": "p. 1"}],
                "choices": [
                    {"id": id, "label": {"ja": ja, "en": en}, "standing": standing}
                    | ({"points": points} if scored and points is not None else {})
                    for id, ja, en, standing, points in SCALES[name]
                ],
            }
            for name in names
        ],
        "controls": [
            {
                "id": f"K{at}",
                "group": f"g{at % 2}",
                "title": word(f"題{at}"),
                "question": word(f"問い{at}ですか。"),
                "advice": word("しましょう。"),
                "scale": draw.choice(names),
                "verification": "confirmed",
                "citations": [{"source": "s", "at": f"p. {at}"}],
            }
            for at in range(1, draw.randint(2, 7))
        ],
    }
    return shisei.Framework.from_json(json.dumps(definition))


def word(text: str) -> dict[str, str]:
    """Give a text that is the same in both languages."""
    return {"ja": text, "en": text}


def spelled(text: str, draw: Random) -> str:
    """Give a text as people write it: another width, another case, other spacing."""
    full = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
    ways: list[Callable[[], str]] = [
        lambda: text,
        lambda: text,
        lambda: text.translate(full),
        lambda: text.upper(),
        lambda: f" {text}\u3000",
        lambda: text.replace("し", "し\n", 1),
        lambda: text.replace("'", "’"),
        lambda: "\ufeff" + text,
        lambda: text.replace(" ", "  "),
    ]
    return draw.choice(ways)()


def answer(choices: list[Choice], draw: Random) -> str | None:
    """Draw what somebody might write as an answer."""
    choice = draw.choice(choices)
    kind = draw.random()
    if kind < 0.08:
        return draw.choice(NOTHING)
    if kind < 0.12:
        return draw.choice(JUNK)
    if kind < 0.3:
        return spelled(draw.choice(draw.choice(list(WORDS.values()))), draw)
    if kind < 0.36:
        return spelled(choice.labels[0][: draw.randint(1, 3)], draw)
    if kind < 0.42:
        return draw.choice(["1", "0", "2.0", "４", "+1", "－1", "①", "②", "3."])
    return spelled(draw.choice([choice.id, *choice.labels]), draw)


@dataclass(frozen=True)
class Column:
    """A column by its heading: its type, and its cells as values of Python."""

    name: str
    kind: str
    cells: list[Any]


#: Types of answers, by what they are called in Arrow; dictionaries hold text.
NUMBERS = {
    "int8": pa.int8(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "uint8": pa.uint8(),
    "uint64": pa.uint64(),
    "float": pa.float32(),
    "double": pa.float64(),
    "decimal": pa.decimal128(12, 2),
}
TEXTS = {
    "text": pa.string(),
    "large text": pa.large_string(),
    "view": pa.string_view(),
    "binary": pa.binary(),
    "dictionary of int8": pa.dictionary(pa.int8(), pa.string()),
    "dictionary of uint8": pa.dictionary(pa.uint8(), pa.string()),
    "dictionary of int32": pa.dictionary(pa.int32(), pa.string()),
}
ARROW = NUMBERS | TEXTS | {"boolean": pa.bool_(), "null": pa.null()}
#: How ids come: text, also as if they were numbers, numbers, days.
IDS = {"text": pa.string(), "int64": pa.int64(), "date": pa.date32(), "view": pa.string_view()}


def column(name: str, choices: list[Choice], rows: int, draw: Random) -> Column:
    """Draw a column of answers."""
    kind = draw.choice([*ARROW, *TEXTS, "text"])
    if kind == "null":
        return Column(name, kind, [None] * rows)
    if kind == "boolean":
        return Column(name, kind, [draw.choice([True, False, None]) for _ in range(rows)])
    if kind not in NUMBERS:
        texts = [answer(choices, draw) for _ in range(rows)]
        as_bytes = kind == "binary"
        return Column(name, kind, [t.encode() if as_bytes and t is not None else t for t in texts])
    known = [choice.points for choice in choices if choice.points is not None]
    values: list[Any] = [*known, 0, 1, 2, 3, 3, None, draw.choice([7, 127, 99])]
    if kind == "uint64":
        values.append(2**63 + 4)
    if kind in ("float", "double"):
        values += [1.5, float("nan")]
    if kind == "decimal":
        values = [None if v is None else Decimal(v) for v in values] + [Decimal("1.50")]
    if kind.startswith("uint"):
        values = [value for value in values if value is None or value >= 0]
    cells = [draw.choice(values) for _ in range(rows)]
    if kind in ("float", "double"):
        cells = [None if cell is None else float(cell) for cell in cells]
    return Column(name, kind, cells)


def ids(rows: int, draw: Random) -> Column:
    """Draw ids, of which some come again and some are missing."""
    kind = draw.choice(list(IDS))
    made: dict[str, Callable[[int], Any]] = {
        "int64": lambda at: at * 3 - 5,
        "date": lambda at: dt.date(2026, 4, 1) + dt.timedelta(days=at),
    }
    ways: list[Callable[[int], Any]] = [str, lambda at: f"C-{at:03}", lambda at: f"会社{at}"]
    make = made.get(kind) or draw.choice(ways)
    cells = [make(at) for at in range(rows)]
    for _ in range(draw.choice([0, 0, 1, 2])):
        cells[draw.randrange(rows)] = draw.choice([None, cells[0]])
    if draw.random() < 0.5:
        draw.shuffle(cells)
    return Column("firm", kind, cells)


def in_text(cell: Any) -> str:
    """Give a cell as a file of text has it."""
    if cell is None or (isinstance(cell, float) and cell != cell):
        return ""
    if isinstance(cell, bytes):
        return cell.decode()
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def arrow(columns: Sequence[Column], draw: Random) -> pa.Table:
    """Give the table in Arrow, cut anyhow."""
    made = {}
    for one in columns:
        kind = (ARROW | IDS)[one.kind]
        if pa.types.is_dictionary(kind):
            array = pa.array(one.cells, pa.string()).dictionary_encode().cast(kind)
        else:
            array = pa.array(one.cells, kind)
        cuts = sorted(draw.randint(0, len(array)) for _ in range(draw.choice([0, 0, 1, 3])))
        ends = itertools.pairwise([0, *cuts, len(array)])
        made[one.name] = pa.chunked_array([array[a:b] for a, b in ends], array.type)
    return pa.table(made)


def polars(columns: Sequence[Column], draw: Random) -> pl.DataFrame:
    """Give the table in Polars, with categories of its own."""
    frame = pl.DataFrame(arrow(columns, draw))
    for one in columns:
        if one.kind.startswith("dictionary"):
            texts = [cell for cell in dict.fromkeys(one.cells) if cell is not None]
            draw.shuffle(texts)
            kind: Any = draw.choice([pl.Enum(texts), pl.Categorical(), pl.String()])
            series = pl.Series(one.name, one.cells, dtype=pl.String).cast(kind)
            frame = frame.with_columns(series)
    return frame


def pandas(columns: Sequence[Column], draw: Random) -> pd.DataFrame:
    """Give the table in pandas: types of NumPy, of Arrow, of its own, or objects."""
    table = arrow(columns, draw)
    way = draw.choice(["numpy", "arrow", "objects", "own"])
    if way == "arrow":
        # What pandas cannot hold as a view, it holds as text.
        schema = [
            f.with_type(pa.string()) if f.type == pa.string_view() else f for f in table.schema
        ]
        return table.cast(pa.schema(schema)).to_pandas(types_mapper=pd.ArrowDtype)
    if way == "objects":
        return pd.DataFrame({one.name: pd.Series(one.cells, dtype=object) for one in columns})
    signed = [
        pa.field(f.name, pa.dictionary(pa.int8(), pa.string()))
        if pa.types.is_dictionary(f.type)
        else f
        for f in table.schema
    ]
    frame = table.cast(pa.schema(signed)).to_pandas()
    return frame.convert_dtypes() if way == "own" else frame


@dataclass(frozen=True)
class Handed:
    """A table as it is handed over, and the rows of it that are rows."""

    data: Any
    columns: list[Column]
    #: Rows that have more or fewer cells than the header.
    ragged: frozenset[int] = frozenset()


def _without_blank_rows(columns: Sequence[Column]) -> tuple[list[int], list[Column]]:
    """Leave out rows without a value, as files have it."""
    rows = range(len(columns[0].cells))
    kept = [at for at in rows if any(in_text(c.cells[at]).strip(" \t\r\n") for c in columns)]
    texts = [Column(c.name, "text", [_cell(in_text(c.cells[at])) for at in kept]) for c in columns]
    return kept, texts


def _cell(text: str) -> str | None:
    return text or None


def as_csv(columns: Sequence[Column], draw: Random, path: Path) -> Handed:
    """Write CSV by hand: encodings, separators, quotes, line ends, and rows of another length."""
    separator = draw.choice(",,;\t")
    end = draw.choice(["\n", "\r\n"])
    quoting: Any = draw.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    kept, texts = _without_blank_rows(columns)
    ragged = set()
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting)
    writer.writerow([one.name for one in columns])
    number = 0
    for at in range(len(columns[0].cells)):
        cells = [in_text(one.cells[at]) for one in columns]
        if at in kept:
            way = draw.random()
            if (
                way < 0.03
                and len(cells) > 2
                and any(cells[:-1])
                and any(map(str.strip, cells[:-1]))
            ):
                cells = cells[:-1]
                ragged.add(number)
            elif way < 0.06:
                cells.append("more")
                ragged.add(number)
            number += 1
        writer.writerow(cells)
    text = out.getvalue()
    encodings = ["utf-8", "utf-8", "utf-8-sig", "utf-16"]
    if _is_in(text, "cp932"):
        encodings += ["cp932", "cp932"]
    path.write_bytes(text.encode(draw.choice(encodings)))
    return Handed(path, texts, frozenset(ragged))


def _is_in(text: str, encoding: str) -> bool:
    """Whether a text comes back from an encoding, and could not pass for UTF-8."""
    try:
        written = text.encode(encoding)
    except UnicodeEncodeError:
        return False
    try:
        written.decode()
    except UnicodeDecodeError:
        return written.decode(encoding) == text
    return False


def as_workbook(columns: Sequence[Column], draw: Random, path: Path) -> Handed:
    """Write a workbook whose cells have their types."""
    _, texts = _without_blank_rows(columns)
    # What a workbook holds, it holds as text, number or truth.
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(draw.choice(["answers", "Sheet1", "回答"]))
        sheet.write_row(0, 0, [one.name for one in columns])
        for at, one in enumerate(columns):
            for row, cell in enumerate(one.cells, 1):
                _write(sheet, row, at, cell, one.kind)
    return Handed(path, texts)


def _write(sheet: Any, row: int, column: int, cell: Any, kind: str) -> None:
    text = in_text(cell)
    if text == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif kind in NUMBERS and abs(cell) < 2**53:
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, text)


def handed(columns: Sequence[Column], way: str, draw: Random, folder: Path) -> Handed:
    """Hand a table over in some way."""
    own = list(columns)
    if way == "csv":
        return as_csv(columns, draw, folder / "answers.csv")
    if way == "workbook":
        return as_workbook(columns, draw, folder / "answers.xlsx")
    if way == "polars":
        return Handed(polars(columns, draw), own)
    if way == "lazy":
        return Handed(polars(columns, draw).lazy(), own)
    if way == "pandas":
        return Handed(pandas(columns, draw), own)
    if way == "dicts":
        names = [one.name for one in columns]
        cells = zip(*(one.cells for one in columns), strict=True)
        return Handed([dict(zip(names, row, strict=True)) for row in cells], own)
    table = arrow(columns, draw)
    if way == "duckdb":
        return Handed(duckdb.from_arrow(table), own)
    if way == "parquet":
        path = folder / "answers.parquet"
        groups = draw.randint(1, max(1, len(table)))
        pq.write_table(table, path, row_group_size=groups, use_dictionary=draw.random() < 0.7)
        return Handed(path, own)
    if way == "arrow file":
        path = folder / "answers.arrow"
        with pa.ipc.new_file(path, table.schema) as file:
            file.write_table(table.unify_dictionaries())
        return Handed(path, own)
    return Handed(table.to_reader() if way == "stream" else table, own)


WAYS = [
    "pyarrow",
    "stream",
    "polars",
    "lazy",
    "pandas",
    "duckdb",
    "dicts",
    "parquet",
    "arrow file",
    "csv",
    "csv",
    "workbook",
]
