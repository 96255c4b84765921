"""What the commands take, and what was said with them."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import shisei
from shisei.messages import say
from shisei.options import Options
from shisei.recipes import Recipe

__all__ = [
    "assessed",
    "framework_of",
    "frameworks_of",
    "input_argument",
    "inspect_options",
    "options_of",
    "pairs",
    "reading_options",
    "recipe_argument",
    "recipe_option",
    "score_options",
    "spellings",
]


def input_argument(add: Any) -> None:
    """Adds the files."""
    add(
        "input",
        nargs="+",
        help=say(
            "Parquet, CSV, Arrow or Excel files of one kind; globs; folders",
            "Parquet、CSV、Arrow、Excelのどれか1種類のファイル。ワイルドカードやフォルダも可",
        ),
    )


def _sources(add: Any, frameworks: str) -> None:
    """Adds the files and the frameworks, with what is said of these."""
    input_argument(add)
    add("-f", "--framework", action="append", help=frameworks)


def score_options(score: argparse.ArgumentParser) -> None:
    """What `shisei score` takes."""
    add = score.add_argument
    _sources(
        add,
        say(
            "an id or a file; repeatable (required without --recipe)",
            "フレームワークのID、またはファイル（複数可。--recipeがなければ必須）",
        ),
    )
    recipe_option(score)
    add(
        "-o",
        "--output",
        required=True,
        help=say(
            "a .parquet, .csv, .tsv, .arrow or .xlsx file",
            ".parquet、.csv、.tsv、.arrow、.xlsxのファイル",
        ),
    )
    add(
        "--keep",
        action="append",
        metavar="NAME",
        help=say(
            "a column to copy to the output; or all, others, answers (others, and the answers as "
            "they were read)",
            "出力に残す列。all（全列）、others（回答以外）、answers（othersと読み取った回答）も可",
        ),
    )
    add(
        "--select",
        action="append",
        metavar="NAME",
        help=say("a column of results to write", "出力する結果の列"),
    )
    add(
        "--prefix",
        metavar="TEXT",
        help=say("what the names of the score columns begin with", "得点の列名の頭に付ける文字"),
    )
    add(
        "--integers",
        choices=["int16", "smallest"],
        help=say(
            "width of the scores: 16 bits (default), or 8 where everything fits",
            "得点の整数の幅（既定：16ビット。smallestは収まれば8ビット）",
        ),
    )
    reading_options(add)


def recipe_option(command: argparse.ArgumentParser) -> None:
    """What says framework and options all at once, to a command that needs a framework."""
    command.set_defaults(framed=True)
    recipe_argument(command.add_argument)


def recipe_argument(add: Any) -> None:
    """Adds `--recipe`."""
    add(
        "--recipe",
        help=say(
            "a TOML file with framework and options, as `shisei inspect -o` writes it",
            "フレームワークと指定を書いたTOMLファイル（`shisei inspect -o` で作成）",
        ),
    )


def reading_options(add: Any) -> None:
    """What there is to say about tables of answers."""
    _table_options(add)
    add(
        "--numbers",
        choices=["points", "from-0", "from-1"],
        help=say(
            "what numbers mean where answers are numbers: points, or positions of choices",
            "回答が数のときの意味（点数、または選択肢の番号）",
        ),
    )
    add(
        "--on-error",
        choices=["raise", "report"],
        help=say(
            "stop at the first bad row (default), or keep every row and give the reason",
            "誤りのある行で止まる（既定）か、行を残して理由を付ける",
        ),
    )
    add(
        "--absent",
        choices=["raise", "unanswered"],
        help=say(
            "what to do if an item has no column: stop (default), or score it as unanswered",
            "列のない項目があるとき、止まる（既定）か、未回答として採点する",
        ),
    )
    add(
        "--duplicates",
        choices=["check", "ignore"],
        help=say("how to treat repeated ids", "IDの重複の扱い"),
    )
    add(
        "--long",
        metavar="CONTROL,ANSWER",
        help=say(
            "the two columns of a table with one answer per row; where each choice has a column "
            "to mark, list those, separated by commas, in place of the answer",
            "1行に1回答の表で、項目と回答を表す2列。印を付ける表では、回答の代わりに選択肢の列を"
            "コンマで区切って並べる",
        ),
    )
    add(
        "--id-from",
        metavar="PLACE",
        help=say(
            "with --long, where a file or sheet is of one firm: file, sheet, or a cell such as B2",
            "--longと併用：1社が1ファイルか1シートのとき、IDの場所（file、sheet、B2などのセル）",
        ),
    )
    add(
        "--grouped",
        action="store_true",
        help=say(
            "with --long: the rows of each id are adjacent",
            "--longと併用：同じIDの行が続いている",
        ),
    )
    add(
        "--header-row",
        type=int,
        metavar="N",
        help=say(
            "row of the headings in CSV files and workbooks (default: the first)",
            "CSVやExcelの見出しの行（既定：最初の行）",
        ),
    )
    add(
        "--header-rows",
        type=int,
        metavar="N",
        help=say("rows that the headings take (default: 1)", "見出しが占める行数（既定：1）"),
    )
    add(
        "--sheet",
        help=say(
            "sheet of workbooks, by name or number (default: answers, or the one that fits)",
            "ブックのシートの名前か番号（既定：answers、または当てはまるシート）",
        ),
    )
    add(
        "--threads",
        type=int,
        help=say("number of threads (default: all cores)", "スレッド数（既定：全コア）"),
    )


def _table_options(add: Any) -> None:
    """What a table calls things, and how it is written."""
    add("--id", help=say("column that identifies the row", "行を識別する列"))
    add(
        "--column",
        action="append",
        metavar="NAME=CONTROL",
        help=say("a column with another name", "名前の違う列と項目の対応"),
    )
    add(
        "--answer",
        action="append",
        metavar="[CONTROL:]TEXT=CHOICE",
        help=say(
            "another spelling of a choice, for all items or for one (repeatable)",
            "表記の違う回答と選択肢の対応。すべての項目、または1項目について（複数可）",
        ),
    )
    add(
        "--encoding",
        help=say(
            "encoding of CSV input (default: detect UTF-8 or Shift-JIS)",
            "CSVの文字コード（既定：UTF-8かShift-JISを判別）",
        ),
    )


def inspect_options(inspect: argparse.ArgumentParser) -> None:
    """What `shisei inspect` takes."""
    add = inspect.add_argument
    _sources(
        add,
        say(
            "an id or a file; repeatable (default: the one whose items match best)",
            "フレームワークのID、またはファイル（複数可。既定：項目が最もよく合うもの）",
        ),
    )
    add(
        "-o",
        "--output",
        help=say("write the recipe to this .toml file", "レシピを書き出す.tomlファイル"),
    )
    add("--recipe", help=say("a recipe to start from", "もとにするレシピ"))
    _table_options(add)


def frameworks_of(args: argparse.Namespace) -> Any:
    """The frameworks that were named: one, several, or none."""
    named = [framework_of(name) for name in args.framework or ()]
    return named[0] if len(named) == 1 else named or None


def framework_of(name: str) -> Any:
    """A built-in framework, or a file."""
    path = Path(name)
    if path.suffix in (".toml", ".json"):
        text = path.read_text(encoding="utf-8")
        read = shisei.Framework.from_toml if path.suffix == ".toml" else shisei.Framework.from_json
        return read(text)
    return shisei.framework(name)


def options_of(args: argparse.Namespace) -> Options:
    """The options of `score` that were said."""
    keep: Any = getattr(args, "keep", None)
    if keep in (["all"], ["others"], ["answers"]):
        (keep,) = keep
    long = None
    if args.long is not None:
        control, comma, answer = args.long.partition(",")
        choices = answer.split(",")
        if not comma:
            raise ValueError(
                say(
                    f"--long must be CONTROL,ANSWER, not {args.long!r}",
                    f"--long は CONTROL,ANSWER の形で指定してください（{args.long!r} は不可）",
                )
            )
        long = (control, answer if len(choices) == 1 else choices)
    given = {
        "id": args.id,
        "columns": pairs("--column", args.column),
        "mapping": spellings(args),
        "numbers": args.numbers,
        "absent": args.absent,
        "on_error": args.on_error,
        "keep": keep,
        "select": getattr(args, "select", None),
        "prefix": getattr(args, "prefix", None),
        "integers": getattr(args, "integers", None),
        "duplicates": args.duplicates,
        "long": long,
        "id_from": args.id_from,
        "grouped": args.grouped or None,
        "encoding": args.encoding,
        "header_row": args.header_row,
        "header_rows": args.header_rows,
        "sheet": int(args.sheet) if (args.sheet or "").isdecimal() else args.sheet,
        "threads": args.threads,
    }
    # What was not said is as the recipe says, or as it is by default.
    options: Any = {name: value for name, value in given.items() if value is not None}
    said: Options = options
    return said


def spellings(args: argparse.Namespace) -> dict[str, Any] | None:
    """What `--answer` says, about all controls or, after its id, about one."""
    found = pairs("--answer", args.answer)
    if found is None:
        return None
    mapping: dict[str, Any] = {}
    controls: set[str] = set()
    for text, meaning in found.items():
        control, colon, spelling = text.partition(":")
        if colon and not controls:
            controls = _controls(args)
        if control in controls and spelling:
            mapping.setdefault(control, {})[spelling] = meaning
        else:
            mapping[text] = meaning
    return mapping


def _controls(args: argparse.Namespace) -> set[str]:
    """Ids of the controls of the frameworks that were named, or that the recipe names."""
    named: Any = frameworks_of(args)
    if named is None and args.recipe:
        named = Recipe.read(args.recipe).framework
    if named is None:
        return set()
    each = named if isinstance(named, (list, tuple)) else [named]
    known = [framework_of(one) if isinstance(one, str) else one for one in each]
    return {control.id for one in known for control in one.controls}


def pairs(option: str, given: list[str] | None) -> dict[str, str] | None:
    """`A=B` as often as it was said; what is before the last sign may hold one itself."""
    if not given:
        return None
    split = [text.rpartition("=") for text in given]
    for text, (name, sign, _) in zip(given, split, strict=True):
        if not sign or not name:
            raise ValueError(
                say(
                    f"{option} must be NAME=MEANING, not {text!r}",
                    f"{option} は NAME=MEANING の形で指定してください（{text!r} は不可）",
                )
            )
    return {name: meaning for name, _, meaning in split}


def assessed(path: str, framework: str | None) -> Any:
    """The assessment of one sheet in JSON."""
    text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    if framework is None:
        return shisei.assess(text)
    try:
        json.loads(text)
    except ValueError:
        # A text is one answer for a framework: that this is to be JSON, the sheet knows.
        return shisei.assess(text)
    return framework_of(framework).assess(text)
