"""What a table or file of answers would be read as, before anything is scored.

>>> import polars as pl, shisei
>>> table = pl.DataFrame({"firm": ["a", "b"], **{f"問{i}": ["○", "Done"] for i in range(1, 7)}})
>>> found = shisei.inspect(table, "five-basics@4.0")
>>> found.id, found.columns.complete, found.recipe.options["columns"]["問6"]
('firm', True, 'B6')
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import shisei
from shisei._shisei import _remarks
from shisei.cells import Cells, Column
from shisei.errors import FileError, ShiseiError
from shisei.headings import ColumnMatch, match_columns
from shisei.long import answer_columns
from shisei.messages import say
from shisei.options import DEFAULTS, FILES, Frameworks, Options, given
from shisei.question_rows import ID_NAMES, Counts, Proposal, Rows, counted, question_rows
from shisei.recipes import Recipe, RecipeLike, key
from shisei.sampling import MOST_FILES, Sample, sample
from shisei.tables import aligned

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from shisei._shisei import PortfolioFiles

__all__ = ["Inspection", "Proposal", "Spelling", "inspect"]

#: Answers that mean nothing that are told with the nearest one.
TOLD = 50
#: Headings that name fewer controls than this are no table with a row a firm.
FEW = 2
#: How a spreadsheet shows a number that has more digits than there is room for.
_ROUNDED = re.compile(r"[0-9](\.[0-9]+)?[Ee]\+[0-9]+")


@dataclass(frozen=True)
class Spelling:
    """An answer as it is written, and what it means."""

    #: The answer as it stands in the cells.
    text: str
    #: Cells that hold it, among those that were looked at.
    count: int
    #: The id of the choice that it means; `None` where it means nothing, "" where it is unanswered.
    meaning: str | None
    #: The nearest answer that means something.
    nearest: str | None
    #: Columns that hold it with this meaning.
    columns: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Inspection:
    """What would be read, what is wrong, and a recipe to look over."""

    #: The framework, or several.
    framework: Frameworks
    #: Whether the framework was proposed and not given.
    proposed: bool
    #: Frameworks whose controls the headings name, the best first.
    proposals: tuple[Proposal, ...]
    #: What was looked at: files, encoding, sheet, header row, rows.
    sample: Sample
    #: "wide" where a row is a firm, "long" where it is a question.
    layout: str
    #: The column that says whose answers a row has, where one was found.
    id: str | None
    #: Which column answers which control, and why.
    columns: ColumnMatch
    #: The type of every column.
    types: dict[str, str]
    #: The answers as they are written, by what they mean.
    spellings: tuple[Spelling, ...]
    #: What would be refused, or is worth a look.
    problems: tuple[str, ...]
    #: What to know about the file: titles, sections and remarks are not read, hidden rows are.
    notes: tuple[str, ...]
    #: How to score it: to be looked over, written to a file and kept.
    recipe: Recipe

    @property
    def sampled(self) -> bool:
        """Whether only a part was looked at."""
        return not self.sample.whole

    def to_toml(self) -> str:
        """The recipe as TOML; answers that mean nothing yet are in it as comments."""
        text = self.recipe.to_toml()
        unread = [one for one in self.spellings if one.meaning is None]
        if not unread:
            return text
        if "\n[mapping]\n" not in text:
            text += "\n[mapping]\n"
        lines = [
            say(
                '# Answers that mean nothing yet: a choice, or "" for unanswered.',
                '# まだ意味の分からない回答です。選択肢を、未回答なら "" を書いてください。',
            )
        ]
        lines += [
            f"# {key(one.text)} = {key(one.nearest or '')}  # {one.count:,}" for one in unread
        ]
        return text + "\n".join(lines) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain data."""
        looked = self.sample
        return {
            "framework": _references(self.framework),
            "proposed": self.proposed,
            "proposals": [vars(one) for one in self.proposals],
            "files": list(looked.files),
            "kind": looked.kind,
            "encoding": looked.encoding,
            "separator": looked.separator,
            "sheet": looked.sheet,
            "sheets": list(looked.sheets),
            "header_row": looked.header_row,
            "header_rows": looked.header_rows,
            "rows": looked.table.rows,
            "total": looked.total,
            "sampled": self.sampled,
            "id": self.id,
            "columns": [vars(one) for one in self.columns.matched],
            "missing": list(self.columns.missing),
            "types": self.types,
            "spellings": [vars(one) for one in self.spellings],
            "problems": list(self.problems),
            "notes": list(self.notes),
            "recipe": self.to_toml(),
        }

    def __repr__(self) -> str:
        lines = [_source(self.sample), *_about(self)]
        lines += repr(self.columns).splitlines()[: 1 + len(self.columns.matched) + 2]
        if self.spellings:
            lines.append(say("answers:", "回答："))
            lines += aligned([_row(one) for one in self.spellings])
        if self.notes:
            lines.append(say("notes:", "補足："))
            lines += [f"  - {one}" for one in self.notes]
        if self.problems:
            lines.append(say("problems:", "問題："))
            lines += [f"  - {one}" for one in self.problems]
        lines += [say("recipe:", "レシピ："), *(f"  {one}" for one in self.to_toml().splitlines())]
        return "\n".join(line.rstrip() for line in lines)


def inspect(
    data: Any,
    framework: Frameworks | None = None,
    *,
    recipe: RecipeLike | None = None,
    **options: Unpack[Options],
) -> Inspection:
    """Looks at a table or at files before they are scored: what would be read as what.

    It tells encoding, sheet and header row, the column of ids, which column answers which control
    and why, every spelling of an answer with its count and what it means, and everything that is
    wrong; and it makes a recipe of it. Without a framework it proposes the one whose controls the
    headings name best. `options` and `recipe` are those of `score`: what they say is taken as said.

    Of a large file only the beginning and rows from later on are read, and `sampled` says so.
    """
    if recipe is not None:
        known = recipe if isinstance(recipe, Recipe) else Recipe.read(recipe)
        framework = known.framework if framework is None else framework
        options = cast("Options", {**known.options, **options})
    asked = given(**options)
    looked = sample(data, asked, lambda names: _named(names, framework))
    headings = looked.table.names
    proposals = _proposals(headings) if framework is None else []
    rows: Rows | None = None
    if _named(headings, framework) < FEW:
        rows = question_rows(looked, framework, asked, _proposals)
    if rows is not None:
        proposals = rows.proposals if framework is None else []
        headings = list(rows.counts)
        options = cast("Options", {**options, **rows.options})
        asked = given(**options)
    chosen: Frameworks = framework or (proposals[0].framework if proposals else "")
    if not chosen:
        raise ValueError(
            say(
                f"no framework has controls that these columns name: {', '.join(headings[:20])}",
                f"見出しに当てはまるフレームワークがありません：{'、'.join(headings[:20])}",
            )
        )
    problems = list(looked.problems)
    remarks: list[str] = []
    if rows is None:
        id = asked["id"] or _id(looked, chosen, asked)
        found = match_columns(headings, chosen, columns=asked["columns"], id=id)
        remarks = _without_remarks(looked, id, [one.column for one in found.matched])
        counts = {one.column: counted(looked, one.column) for one in found.matched}
        problems += [*map(_said, found.problems), *_ids(looked, id)]
    else:
        id = asked["id"]
        found = match_columns(headings, chosen, columns=asked["columns"])
        counts = {one.column: rows.counts[one.column] for one in found.matched}
        problems += [_said(one) for one in found.problems if one.code != "missing-column"]
    numbers, unsaid = _numbers(counts, found, chosen, asked)
    spellings = _spellings(counts, found, chosen, {**asked, "numbers": numbers})
    columns = found.columns if rows is None else asked["columns"]
    made = _recipe(chosen, options, looked, id, columns, numbers)
    if rows is None:
        unsaid += [*_read(looked, made), *_sheets(looked, asked, made)]
        problems += _covered(looked, made, id, [one.column for one in found.matched])
    elif long := made.options.get("long"):
        problems += _covered(looked, made, long[0], answer_columns(long))
    types = dict(looked.table.types)
    return Inspection(
        chosen, framework is None, tuple(proposals[:5]), looked,
        "wide" if rows is None else "long", id, found, types, spellings,
        (*problems, *unsaid), (*_notes(looked, rows, remarks),), made,
    )  # fmt: skip


def _without_remarks(looked: Sample, id: str | None, answers: list[str]) -> list[str]:
    """Takes rows out of a sample of files that are none of the table's, and gives their texts."""
    if id is None or not looked.files or looked.header_row is None:
        return []
    table = looked.table
    found = set(_remarks(table.as_arrow(), id, answers))
    if looked.total is not None and looked.exact:
        looked.total -= len(found)
    looked.table = table.taken([at for at in range(table.rows) if at not in found])
    return [" ".join(filter(None, table.row(at))) for at in sorted(found)]


def _notes(looked: Sample, rows: Rows | None, remarks: list[str]) -> Iterable[str]:
    """What to know about the file."""
    not_read = (
        ("above the headings", "見出しより上", looked.above),
        ("rows without a question", "質問のない行", () if rows is None else rows.sections),
        ("sections, remarks, examples, totals", "区切り、注記、記入例、合計", remarks),
    )
    for en, ja, texts in not_read:
        if texts:
            yield say(f"not read, {en}: ", f"読まないもの（{ja}）：") + _few(texts)
    yield from looked.notes


def _few(texts: Sequence[str], most: int = 5) -> str:
    shown = " / ".join(text.strip() for text in texts[:most])
    more = len(texts) - most
    return shown + (say(f" … ({more:,} more)", f" …（ほか{more:,}行）") if more > 0 else "")


def _named(headings: list[str], framework: Frameworks | None) -> int:
    """How many of these headings name a control."""
    from shisei.portfolio import scorer

    each = [framework] if framework is not None else [one.reference for one in shisei.frameworks()]
    return max(len(scorer(one, given()).answering(headings)) for one in each)


def _proposals(headings: list[str]) -> list[Proposal]:
    """Frameworks by how many of their controls the headings name; of equals the one in force."""
    from shisei.portfolio import scorer

    found = []
    for one in shisei.frameworks():
        matched, lacking, problems = scorer(one.reference, given()).match_columns(headings)
        count = len({control for _, control, *_ in matched})
        if count >= min(2, len(one.controls)):
            whole = not lacking and not problems
            rank = (not whole, -count, len(lacking), str(one.status) != "current")
            found.append((rank, Proposal(one.reference, count, len(one.controls))))
    return [proposal for _, proposal in sorted(found, key=lambda pair: pair[0])]


def _references(framework: Frameworks) -> list[str]:
    each = [framework] if not isinstance(framework, (list, tuple)) else framework
    return [one if isinstance(one, str) else str(getattr(one, "reference", one)) for one in each]


def _id(looked: Sample, framework: Frameworks, options: Options) -> str | None:
    """The column that names rows: by its heading, else the first with a value for each."""
    found = match_columns(looked.table.names, framework, columns=options["columns"])
    own = [name for name in found.free if _distinct(looked.table, name)]
    by_name = _called(own)
    if by_name is None and own and looked.table.rows > 1:
        return own[0]
    # What is called an id, and says no row apart from all others, is to be looked at.
    return by_name or _called(found.free)


def _called(names: Sequence[str]) -> str | None:
    """The column that is called an id, the surest first."""
    called = {name.strip().lower(): name for name in reversed(names)}
    return next((called[wanted] for wanted in ID_NAMES if wanted in called), None)


def _distinct(table: Cells, name: str) -> bool:
    column = table.columns[name]
    there = [text for text in column if text is not None]
    if not there or len(column) > len(there) + _single(table, column):
        return False
    return len(set(there)) == len(there)


def _single(table: Cells, column: Column) -> int:
    """Rows without a value in a column that hold one text alone: they may be remarks."""
    lacking = [at for at, text in enumerate(column) if text is None][:TOLD]
    return sum(sum(text is not None for text in table.row(at)) == 1 for at in lacking)


def _ids(looked: Sample, id: str | None) -> Iterable[str]:
    if id is None:
        yield say(
            "no column has a value of its own in every row: say `id`",
            "行ごとに異なる値の列がありません。`id` を指定してください",
        )
        return
    counts = Counter(looked.table.columns[id])
    lacking = counts.pop(None, 0)
    if lacking:
        yield say(f"{id}: {lacking:,} rows have no id", f"{id}：IDのない行が{lacking:,}行あります")
    rounded = [text for text in counts if text is not None and _ROUNDED.fullmatch(text.strip())]
    if rounded:
        yield say(
            f"{id}: a spreadsheet has rounded {len(rounded):,} ids, such as {rounded[0]}: save the "
            "column as text",
            f"{id}：表計算ソフトで丸められたIDが{len(rounded):,}個あります（{rounded[0]} など）。"
            "列を文字列として保存し直してください",
        )
    twice = [str(text) for text, count in counts.items() if count > 1]
    if twice:
        named = ", ".join(twice[:3])
        yield say(
            f"{id}: {len(twice):,} ids occur more than once, such as {named}",
            f"{id}：{len(twice):,}個のIDが重複しています（{named} など）",
        )


def _numbers(
    counts: Counts, found: ColumnMatch, framework: Frameworks, options: Options
) -> tuple[Any, list[str]]:
    """What bare numbers mean, where one reading only takes all of them."""
    values: set[int] = set()
    of_choices = {one.column for one in found.matched if one.choice is not None}
    for texts in (texts for column, texts in counts.items() if column not in of_choices):
        for text in texts:
            try:
                number = float(text)
            except ValueError:
                continue
            if number.is_integer():
                values.add(int(number))
    if options["numbers"] or not values:
        return options["numbers"], []
    scales = [_scale(one) for one in _controls(found, framework)]
    fits = {
        "points": all(values <= set(points) for points, _ in scales),
        "from-0": all(values <= set(range(count)) for _, count in scales),
        "from-1": all(values <= set(range(1, count + 1)) for _, count in scales),
    }
    names = [name for name, fit in fits.items() if fit]
    shown = ", ".join(map(str, sorted(values)[:10]))
    flags = values <= {0, 1}
    if len(names) == 1 and not flags:
        return names[0], []
    said = (
        say(
            "0 and 1 may be no and yes, or a choice by its number",
            "0と1は、いいえとはいのことも、選択肢の番号のこともあります",
        )
        if flags
        else say(f"they fit {', '.join(names)}", f"{'、'.join(names)} のどれにも当てはまります")
        if names
        else say(
            "they fit none of points, from-0, from-1",
            "points、from-0、from-1 のどれにも当てはまりません",
        )
    )
    return None, [
        say(
            f"answers are numbers ({shown}), and nobody said what they mean: {said}; say `numbers`",
            f"回答が数（{shown}）で、意味の指定がありません。{said}。`numbers` を指定してください",
        )
    ]


def _controls(found: ColumnMatch, framework: Frameworks) -> list[Any]:
    names = {one.control for one in found.matched}
    each: Any = framework if isinstance(framework, (list, tuple)) else [framework]
    known = [shisei.framework(one) if isinstance(one, str) else one for one in each]
    return [
        control
        for one in known
        for control in one.controls
        if control.id in names or f"{one.reference}:{control.id}" in names
    ]


def _scale(control: Any) -> tuple[list[int], int]:
    choices = [choice for choice in control.choices if str(choice.standing) != "accepted"]
    return [choice.points for choice in choices if choice.points is not None], len(choices)


def _spellings(
    counts: Counts, found: ColumnMatch, framework: Frameworks, options: Options
) -> tuple[Spelling, ...]:
    """Every answer as the scorer reads it: it is asked, with a row for each different answer."""
    # Columns for one choice of a control take turns: of two marks in a row none would be read.
    first: dict[str, int] = {}
    behind: dict[str, int] = {}
    for one in found.matched:
        first[one.column] = 0 if one.choice is None else behind.get(one.control, 0)
        behind[one.control] = first[one.column] + len(counts[one.column])
    rows = max(behind.values(), default=0)
    if not rows:
        return ()
    probe = Cells(
        {
            name: [*[None] * at, *counts[name], *[None] * (rows - at - len(counts[name]))]
            for name, at in first.items()
        }
    )
    reading: Options = {
        "columns": found.columns,
        "mapping": options["mapping"],
        "numbers": options["numbers"],
        "absent": "unanswered",
        "on_error": "report",
    }
    kept: Options = {**reading, "keep": "answers"}
    read = Cells.of(shisei.score(probe.as_arrow(), framework, **kept)).columns
    meant: dict[tuple[str, str | None], tuple[int, list[str]]] = {}
    for one in found.matched:
        answers = read[one.control][first[one.column] :]
        for (text, count), answer in zip(counts[one.column].items(), answers, strict=False):
            total, columns = meant.get((text, answer), (0, []))
            meant[text, answer] = (total + count, [*columns, one.column])
    told = 0
    spellings = []
    for (text, answer), (count, columns) in sorted(meant.items(), key=lambda it: -it[1][0]):
        near = None
        if answer is None:
            told += 1
            if told <= TOLD:
                answer, near = _unread(text, columns[0], found, framework, reading)
        spellings.append(Spelling(text, count, answer, near, tuple(columns)))
    return tuple(sorted(spellings, key=lambda one: (one.meaning is None, -one.count)))


def _unread(
    text: str, column: str, found: ColumnMatch, framework: Frameworks, reading: Options
) -> tuple[str | None, str | None]:
    """Whether an answer without a choice is unanswered; else the nearest that means something."""
    alone: Options = {**reading, "on_error": "raise", "columns": {column: found.columns[column]}}
    try:
        shisei.score(Cells({column: [text]}).as_arrow(), framework, **alone)
    except ShiseiError as error:
        return None, error.problems[0].nearest
    return "", None


def _read(looked: Sample, recipe: Recipe) -> list[str]:
    """What the reader of files says, if by this recipe it sees other columns than were shown."""
    from shisei import files

    if looked.kind not in ("csv", "excel"):
        return []
    said: Any = {k: v for k, v in recipe.options.items() if k in FILES}
    native = files.native(list(looked.files), given(**said))
    assert native is not None
    refused = _refused(native, recipe)
    if refused is not None:
        return [str(refused)]
    if len(looked.files) > 1 or native.names == looked.table.names:
        return []
    names = native.names
    return [
        say(
            f"the file is read with other columns than shown: {', '.join(names)}",
            f"ファイルは表示と違う列で読まれます：{'、'.join(names)}",
        )
    ]


def _refused(native: PortfolioFiles, recipe: Recipe) -> FileError | None:
    """Why the files cannot be read by a recipe, whatever is in their columns."""
    from shisei.portfolio import scorer

    try:
        native.answers(scorer(recipe.framework, given(**recipe.options)), True)
    except FileError as error:
        return error
    except ShiseiError:
        # The columns, about which enough is said.
        return None
    return None


def _sheets(looked: Sample, asked: Options, recipe: Recipe) -> list[str]:
    """That another sheet could be meant just as well, where one was chosen."""
    from shisei import files

    if len(looked.sheets) < 2 or asked["sheet"] is not None:
        return []
    rows: Any = {k: v for k, v in recipe.options.items() if k in ("header_row", "header_rows")}
    native = files.native(list(looked.files), given(**rows))
    assert native is not None
    # With an id or columns of this sheet no other would fit.
    refused = _refused(native, Recipe(recipe.framework))
    return [] if refused is None or refused.code != "unknown-sheet" else [str(refused)]


def _covered(looked: Sample, recipe: Recipe, key: str | None, answers: list[str]) -> list[str]:
    """Answers that the reader of workbooks refuses, because others cover them in merged cells."""
    from shisei import files

    if looked.kind != "excel":
        return []
    said: Any = {k: v for k, v in recipe.options.items() if k in FILES}
    native = files.native(list(looked.files[:MOST_FILES]), given(**said))
    assert native is not None
    try:
        return native.covered(key, answers)
    except ValueError as error:
        return [str(error)]


def _said(problem: Any) -> str:
    return f"{problem.message} {problem.help or ''}".strip()


def _recipe(
    framework: Frameworks,
    options: Options,
    looked: Sample,
    id: str | None,
    columns: Any,
    numbers: Any,
) -> Recipe:
    made: dict[str, Any] = {**options, "id": id, "columns": columns, "numbers": numbers}
    made.setdefault("on_error", "report")
    alike = looked.alike
    for name, value in (
        ("sheet", looked.sheet if len(looked.sheets) > 1 else None),
        ("header_row", looked.header_row if looked.header_row != 1 and alike else None),
        ("header_rows", looked.header_rows if looked.header_rows != 1 and alike else None),
    ):
        if value is not None and name in DEFAULTS:
            made.setdefault(name, value)
    plain = framework
    if not isinstance(framework, str):
        plain = _references(framework)
    return Recipe(plain, cast("Options", {k: v for k, v in made.items() if v is not None}))


def _source(looked: Sample) -> str:
    about = []
    if looked.encoding:
        about.append(looked.encoding)
    if looked.separator not in (None, ","):
        about.append(
            {"\t": say("tabs", "タブ区切り")}.get(str(looked.separator), str(looked.separator))
        )
    if looked.sheet is not None:
        others = len(looked.sheets) - 1
        more = say(f" of {others + 1}", f"（全{others + 1}枚）") if others else ""
        about.append(say(f"sheet {looked.sheet!r}", f"シート {looked.sheet!r}") + more)
    if looked.header_row is not None:
        rows = looked.header_rows
        more = say(f" ({rows} rows)", f"から{rows}行") if rows > 1 else ""
        about.append(
            say(f"header in row {looked.header_row}", f"見出しは{looked.header_row}行目") + more
        )
    rows = looked.table.rows
    if looked.whole:
        about.append(say(f"{rows:,} rows", f"{rows:,}行"))
    elif looked.total is None:
        about.append(say(f"{rows:,} rows looked at, not all", f"一部の{rows:,}行を確認"))
    else:
        about.append(
            say(f"{rows:,} of {'' if looked.exact else 'about '}{looked.total:,} rows looked at",
                f"{'' if looked.exact else '約'}{looked.total:,}行のうち{rows:,}行を確認")
        )  # fmt: skip
    name = ", ".join(looked.files[:3]) + (" …" if len(looked.files) > 3 else "")
    return f"{name or say('table', '表')}{say(': ', '：')}{say(', ', '、').join(about)}"


def _about(found: Inspection) -> list[str]:
    names = ", ".join(_references(found.framework))
    proposed = say(" (proposed)", "（候補）") if found.proposed else ""
    others = [f"{one.framework} ({one.matched}/{one.controls})" for one in found.proposals[1:4]]
    also = say(f"; also {', '.join(others)}", f"、ほかに {'、'.join(others)}") if others else ""
    lines = [f"{say('framework: ', 'フレームワーク：')}{names}{proposed}{also}"]
    lines.append(
        f"{say('id: ', '行のID：')}{found.id!r}" if found.id else say("id: none", "行のID：なし")
    )
    return lines


def _row(one: Spelling) -> Sequence[str]:
    if one.meaning is None:
        near = (
            say(f" (nearest: {one.nearest})", f"（近いもの：{one.nearest}）") if one.nearest else ""
        )
        meaning = say("means nothing", "意味なし") + near
    else:
        meaning = one.meaning or say("unanswered", "未回答")
    return (
        repr(one.text),
        f"{one.count:,}",
        f"→ {meaning}",
        ", ".join(" ".join(name.split()) for name in one.columns[:3])
        + (f" +{len(one.columns) - 3}" if len(one.columns) > 3 else ""),
    )
