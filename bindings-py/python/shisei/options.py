"""What can be said about a table of answers: every option once, with its type and its default."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict, TypeVar

from shisei import Framework
from shisei.messages import say, spoken
from shisei.values import as_text, is_missing, label

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = [
    "DEFAULTS",
    "FILES",
    "READING",
    "Control",
    "Frameworks",
    "Numbers",
    "Options",
    "given",
    "key",
    "named",
    "one_of",
    "spellings",
    "takes_options",
]

Numbers: TypeAlias = Literal["points", "from-0", "from-1"]
#: A control by its id, its official number or its title.
Control: TypeAlias = "str | int"
Frameworks: TypeAlias = "str | Framework | Sequence[str | Framework]"


class Options(TypedDict, total=False):
    """What `score` and its kin take beside the data and the framework."""

    #: The column that says whose answers a row has.
    id: str | None
    #: Names of columns, each with the control or controls that it answers, where they are not found
    #: by themselves: an id, official number or title, after `id@edition:` where frameworks differ.
    columns: Mapping[Any, Control | Sequence[Control]] | None
    #: Further spellings, each with the choice it means: an id, a label or a standing; `None` for an
    #: unanswered control. Under the id of a control: what they mean there.
    mapping: Mapping[Any, str | Mapping[Any, str | None] | None] | None
    #: What bare numbers mean; without it they mean nothing.
    numbers: Numbers | None
    #: What becomes of a table without a column for a control.
    absent: Literal["raise", "unanswered"]
    #: What becomes of a row that cannot be scored.
    on_error: Literal["raise", "report"]
    #: Columns that are carried along: those that hold no answers, all, or these. With "answers"
    #: those that hold none, and the answers as they were read.
    keep: Sequence[str] | Literal["others", "all", "answers"]
    #: Columns of scores that are wanted; without it all are.
    select: Sequence[str] | None
    #: What the names of the columns of scores begin with; without it the scores of a table that was
    #: scored before are replaced.
    prefix: str
    #: What becomes of an id that occurs twice.
    duplicates: Literal["check", "ignore"]
    #: The columns of control and answer, where a row holds one answer; for the answer a list where
    #: every choice has a column, of which one is marked.
    long: tuple[str, str | Sequence[str]] | None
    #: Where whose answers they are stands, where a file or sheet is of one firm: "file", "sheet" or
    #: a cell such as "B2".
    id_from: str | None
    #: Whether the rows of an id stand together, so that they need not all be remembered.
    grouped: bool
    #: The integers of scores: `Int16`, or `Int8` where everything fits.
    integers: Literal["int16", "smallest"]
    #: The encoding of CSV files, where it is neither UTF-8 nor Shift-JIS.
    encoding: str | None
    #: The row of the headings in CSV files and workbooks, where it is not the first.
    header_row: int | None
    #: How many rows the headings take: those of a column are joined with a space.
    header_rows: int
    #: The sheet of workbooks, by name or by position from 1.
    sheet: str | int | None
    #: How many threads score; without it as many as there are cores.
    threads: int | None


DEFAULTS: Options = {
    "id": None,
    "columns": None,
    "mapping": None,
    "numbers": None,
    "absent": "raise",
    "on_error": "raise",
    "keep": "others",
    "select": None,
    "prefix": "",
    "duplicates": "check",
    "long": None,
    "id_from": None,
    "grouped": False,
    "integers": "int16",
    "encoding": None,
    "header_row": None,
    "header_rows": 1,
    "sheet": None,
    "threads": None,
}

#: Options about the reading of data, which a compiled scorer does not know.
READING = frozenset(
    {"long", "id_from", "grouped", "encoding", "header_row", "header_rows", "sheet"}
)

#: Options about files, which matter to nobody who has a table.
FILES = READING - {"long", "id_from", "grouped"}

#: What the options take that are a choice of words.
_CHOICES: dict[str, tuple[object, ...]] = {
    "numbers": (None, "points", "from-0", "from-1"),
    "absent": ("raise", "unanswered"),
    "on_error": ("raise", "report"),
    "duplicates": ("check", "ignore"),
    "integers": ("int16", "smallest"),
}

_Taker = TypeVar("_Taker", bound=Callable[..., Any])


def takes_options(function: _Taker) -> _Taker:
    """Shows every option in the signature of a function that takes them as `**options`."""
    from inspect import Parameter, Signature, signature

    own = signature(function)
    named = [one for one in own.parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
    options = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=_written(name))
        for name, default in DEFAULTS.items()
    ]
    first = [one for one in named if one.kind is not Parameter.KEYWORD_ONLY]
    last = [one for one in named if one.kind is Parameter.KEYWORD_ONLY]
    shown = Signature([*first, *options, *last], return_annotation=own.return_annotation)
    function.__signature__ = shown  # type: ignore[attr-defined]
    return function


def _written(name: str) -> str:
    kind = Options.__annotations__[name]
    return str(getattr(kind, "__forward_arg__", kind))


def given(**options: Unpack[Options]) -> Options:
    """Every option, those that were left out by default.

    An option that there is not is a `TypeError` that lists those that there are; a value that an
    option does not take is a `ValueError`.
    """
    if not options.keys() <= DEFAULTS.keys():
        _refuse(next(name for name in options if name not in DEFAULTS))
    whole: Options = {**DEFAULTS, **options}
    # Defaults need no check.
    if options:
        _check(whole)
    return whole


def _check(whole: Options) -> None:
    """Refuses a value that an option does not take, and names columns as text."""
    for name, known in _CHOICES.items():
        one_of(name, whole[name], *known)  # type: ignore[literal-required]
    _name_columns(whole)
    threads, keep = whole["threads"], whole["keep"]
    if threads is not None and (type(threads) is not int or threads < 1):
        raise ValueError(
            say(
                f"threads is a whole number from 1, not {threads!r}",
                f"threads には1以上の整数を指定します（{threads!r} は不可）",
            )
        )
    for name in ("header_row", "header_rows"):
        row = whole[name]  # type: ignore[literal-required]
        if row is not None and (type(row) is not int or not 1 <= row <= 1 << 20):
            raise ValueError(
                say(
                    f"{name} is a whole number from 1, not {row!r}",
                    f"{name} には1以上の整数を指定します（{row!r} は不可）",
                )
            )
    sheet = whole["sheet"]
    if sheet is not None and type(sheet) is not str and (type(sheet) is not int or sheet < 1):
        raise ValueError(
            say(
                f"sheet is a name or a whole number from 1, not {sheet!r}",
                f"sheet にはシートの名前か1以上の整数を指定します（{sheet!r} は不可）",
            )
        )
    for name in ("id_from", "encoding"):
        text = whole[name]  # type: ignore[literal-required]
        if text is not None and not isinstance(text, str):
            _wrong(name, text, say("a text", "文字列"))
    if isinstance(keep, str):
        listed = say("a list of columns", "列の名前のリスト")
        one_of("keep", keep, "others", "all", "answers", listed)


def is_long(options: Options) -> bool:
    """Whether a row is one answer."""
    return options["long"] is not None or options["id_from"] is not None


def keyed(options: Options) -> Options:
    """The options with a name for the column of ids where the ids of forms come from elsewhere."""
    if options["id_from"] is None or options["id"] is not None:
        return options
    return {**options, "id": "id"}


def _name_columns(whole: Options) -> None:
    """Names of columns as text, whatever label a table has for them."""
    # Types say what is right, and not what comes.
    given: dict[str, Any] = {**whole}
    id, keep, select, prefix = given["id"], given["keep"], given["select"], given["prefix"]
    if isinstance(id, (list, set, dict)):
        _wrong("id", id, say("the name of one column", "列1つの名前"))
    if not isinstance(prefix, str):
        _wrong("prefix", prefix, say("a text", "文字列"))
    several = say("a list of names of columns", "列の名前のリスト")
    if not isinstance(keep, str):
        if not isinstance(keep, Iterable):
            _wrong("keep", keep, several)
        whole["keep"] = [label(name) for name in keep]
    if select is not None:
        if not isinstance(select, Iterable):
            _wrong("select", select, several)
        whole["select"] = [select] if isinstance(select, str) else [label(it) for it in select]
    if id is not None:
        whole["id"] = label(id)
    long = given["long"]
    if long is not None and not (isinstance(long, (list, tuple)) and len(long) == 2):
        pair = say("a pair of columns: (control, answer)", "列の組（項目、回答）")
        _wrong("long", long, pair)
    for name in ("columns", "mapping"):
        if given[name] is not None and not hasattr(given[name], "items"):
            _wrong(name, given[name], say("a dict", "辞書（dict）"))


def _wrong(name: str, value: object, wanted: str) -> None:
    raise TypeError(
        say(
            f"{name} is {wanted}, not {value!r}",
            f"{name} には{wanted}を指定します（{value!r} は不可）",
        )
    )


def _refuse(name: str) -> None:
    from difflib import get_close_matches

    nearest = get_close_matches(name, DEFAULTS, 1)
    known = ", ".join(DEFAULTS)
    raise TypeError(
        say(
            f"there is no option `{name}`."
            + "".join(f" Did you mean `{one}`?" for one in nearest)
            + f" The options are {known}",
            f"`{name}` という指定はありません。"
            + "".join(f"`{one}` のことですか。" for one in nearest)
            + f"使えるのは {known} です",
        )
    )


def one_of(name: str, value: object, *known: object) -> None:
    """Refuses a value that is none of these."""
    if value not in known:
        *most, last = (repr(one) for one in known if one is not None)
        raise ValueError(
            say(
                f"{name} is {', '.join(most)} or {last}, not {value!r}",
                f"{name} に選べるのは {'、'.join([*most, last])} です（{value!r} は不可）",
            )
        )


def spellings(mapping: Mapping[Any, Any]) -> list[tuple[str | None, str, str]]:
    """Spellings of the caller's own: of which control (`None` for all), the text, what it means."""
    found: list[tuple[str | None, str, str]] = []
    for text, means in mapping.items():
        own = means.items() if isinstance(means, Mapping) else None
        control = None if own is None else as_text(text)
        for spelling, choice in ((text, means),) if own is None else own:
            if is_missing(spelling):
                raise TypeError(
                    say(
                        f"mapping: {spelling!r} is a missing value, which is unanswered and means "
                        "no choice",
                        f"mapping：{spelling!r} は欠損値で、未回答です。選択肢にはできません",
                    )
                )
            if choice is not None and not isinstance(choice, str):
                raise TypeError(
                    say(
                        f"mapping: {spelling!r} means the id, a label or the standing of a choice, "
                        f"or None, not {choice!r}",
                        f"mapping：{spelling!r} には選択肢のid、ラベル、standing、"
                        f"またはNoneを指定します（{choice!r} は不可）",
                    )
                )
            found.append((control, as_text(spelling), "" if choice is None else str(choice)))
    return found


#: Options that a compiled scorer depends on and that compare as they are.
_PLAIN = itemgetter(
    "id", "numbers", "absent", "on_error", "prefix", "duplicates", "integers", "threads"
)


def key(frameworks: Frameworks, options: Options) -> tuple[Any, ...]:
    """What a compiled scorer depends on, comparable: also the language of its reasons."""
    columns, mapping = options["columns"], options["mapping"]
    keep, select = options["keep"], options["select"]
    return (
        frameworks if isinstance(frameworks, str) else _digests(frameworks),
        _PLAIN(options),
        None if columns is None else named(columns),
        None if mapping is None else tuple(spellings(mapping)),
        keep if isinstance(keep, str) else tuple(keep),
        None if select is None else tuple(select),
        spoken(),
    )


def named(columns: Mapping[Any, Control | Sequence[Control]]) -> tuple[tuple[str, str], ...]:
    """Each column with each control that it answers, as text."""
    return tuple(
        (label(column), as_text(one))
        for column, controls in columns.items()
        for one in (controls if isinstance(controls, (list, tuple)) else (controls,))
    )


def _digests(frameworks: Any) -> object:
    if isinstance(frameworks, Framework):
        return frameworks.digest
    if not isinstance(frameworks, Iterable):
        _wrong(
            "framework",
            frameworks,
            say(
                "`id`, `id@edition`, a Framework or a list of these",
                "ID、Framework、またはそのリスト",
            ),
        )
    return tuple(f if isinstance(f, str) else f.digest for f in frameworks)
