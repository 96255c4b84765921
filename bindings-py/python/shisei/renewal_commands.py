"""The commands `answers`, `check`, `compare`, `drift`, `weakest`, `summary`: a renewal in files."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from shisei import renewal
from shisei.command_arguments import frameworks_of, options_of, reading_options, recipe_option
from shisei.errors import SheetError
from shisei.messages import say
from shisei.options import READING, Options
from shisei.tables import aligned, names, records

if TYPE_CHECKING:
    import pyarrow as pa
    from typing_extensions import Unpack

__all__ = ["add"]

#: Rows that are shown where no file is named.
MOST_SHOWN = 100

#: Kinds of problems that are shown after scoring.
MOST_KINDS = 20
#: Options that say how answers are read.
_CHECKED = frozenset({"id", "columns", "mapping", "numbers", "duplicates", "threads"})

Command = Callable[[str, Any, str], argparse.ArgumentParser]


def add(command: Command) -> None:
    """Adds the commands."""
    _command(
        command(
            "answers",
            _answers,
            say("write the answers as they are read", "回答をどう読んだかを書き出す"),
        )
    )
    _command(
        command(
            "check",
            _check,
            say(
                "list odd answers before scoring, each value once",
                "採点の前に、読めない回答を値ごとに一覧する",
            ),
        )
    )
    compare = command(
        "compare",
        _compare,
        say("compare the answers of two years", "前回と今回の回答を比べる"),
    )
    _command(compare, earlier=True)
    drift = command(
        "drift",
        _drift,
        say(
            "say why the mean moved between two years",
            "前回と今回で平均が動いた理由を分けて示す",
        ),
    )
    _command(drift, earlier=True)
    _by(drift)
    drift.add_argument(
        "--measure",
        choices=["points", "coverage"],
        help=say(
            "whose mean (default: points, if there are any)",
            "平均をとる値（既定：点数。なければ実施度）",
        ),
    )
    weakest = command(
        "weakest",
        _weakest,
        say("list the items that are met least often", "実施の割合が低い項目を一覧する"),
    )
    _command(weakest)
    _by(weakest)
    summary = command(
        "summary",
        _summary,
        say(
            "score, and count problems, outcomes and the weakest items",
            "採点し、問題、区分、実施の割合が低い項目をまとめる",
        ),
    )
    _command(summary)
    _by(summary)
    weakest.add_argument(
        "--top",
        type=int,
        default=5,
        help=say("items per group (default: 5)", "グループごとの項目数（既定：5）"),
    )


def _by(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--by",
        action="append",
        metavar="NAME",
        help=say("a column to group by; repeatable", "グループに分ける列（複数可）"),
    )


def _command(command: argparse.ArgumentParser, *, earlier: bool = False) -> None:
    if earlier:
        command.add_argument("before", help=say("file of the earlier year", "前回のファイル"))
    command.add_argument(
        "input",
        help=say(
            "a Parquet, CSV, Arrow or Excel file, a glob or a folder",
            "Parquet、CSV、Arrow、Excelのファイル。ワイルドカードやフォルダも可",
        ),
    )
    command.add_argument(
        "-f",
        "--framework",
        action="append",
        help=say(
            "an id or a file; twice for two years of two editions (required without --recipe)",
            "フレームワークのID、またはファイル（前回と今回で版が違うときは2回指定。"
            "--recipeがなければ必須）",
        ),
    )
    recipe_option(command)
    command.add_argument(
        "-o",
        "--output",
        help=say(
            "a .parquet, .csv, .tsv, .arrow or .xlsx file (default: print the table)",
            ".parquet、.csv、.tsv、.arrow、.xlsxのファイル（既定：画面に表示）",
        ),
    )
    reading_options(command.add_argument)


def _answers(args: argparse.Namespace) -> None:
    _give(args, partial(renewal.answers, args.input))


def _check(args: argparse.Namespace) -> None:
    _give(args, partial(renewal.check, args.input))


def _compare(args: argparse.Namespace) -> None:
    _give(args, partial(renewal.compare, args.before, args.input))


def _drift(args: argparse.Namespace) -> None:
    def asked(framework: Any, **options: Any) -> pa.Table:
        moves = renewal.compare(args.before, args.input, framework, **options)
        return renewal.drift(moves, args.by or (), measure=args.measure)

    _give(args, asked)


def _weakest(args: argparse.Namespace) -> None:
    _give(args, partial(renewal.weakest, args.input, by=args.by or (), top=args.top))


def _summary(args: argparse.Namespace) -> None:
    from shisei.overview import summary
    from shisei.portfolio import score
    from shisei.recipes import followed

    def summed(framework: Any, *, recipe: str | None, **options: Unpack[Options]) -> pa.Table:
        framework, said = followed(framework, recipe, options, without=renewal.SCORES)
        asked: Options = {"on_error": "report", **said, "keep": "answers"}
        scored = score(args.input, framework, **asked)
        return summary(scored, args.by, framework=framework).to_arrow()

    _give(args, summed)


def _give(args: argparse.Namespace, ask: Callable[..., pa.Table]) -> None:
    """Asks, and writes or prints the table."""
    from shisei import files

    if args.output:
        files.keep_apart([args.input, *filter(None, [getattr(args, "before", None)])], args.output)
    table = ask(frameworks_of(args), recipe=args.recipe, **options_of(args))
    if args.output:
        rows = files.write(table, args.output)
        if args.json:
            print(json.dumps({"rows": rows, "output": args.output}, ensure_ascii=False))
        return
    if args.json:
        print(json.dumps(records(table), ensure_ascii=False, default=str))
        return
    shown = records(table, MOST_SHOWN)
    cells = [[_shown(value) for value in row.values()] for row in shown]
    print("\n".join(aligned([names(table), *cells], indent="")))
    further = len(table) - MOST_SHOWN
    if further > 0:
        print(say(f"… {further:,} more rows (-o FILE)", f"ほかに{further:,}行（-o FILE で出力）"))


def kinds(data: Any, framework: Any, options: Options) -> list[str]:
    """What is wrong with rows, by kind: the first lines of what `check` says."""
    reading: Any = {name: value for name, value in options.items() if name in _CHECKED | READING}
    try:
        table = renewal.checked(data, framework, reading)
    except SheetError as error:
        # Where a row is one answer, a control that is answered twice is no odd value of a column.
        return [f"  {error}"]
    heads = {
        "rows": say("rows", "行数"),
        "code": say("problem", "問題"),
        "column": say("column", "列"),
        "value": say("answer", "回答"),
        "nearest": say("nearest", "近いもの"),
        "id": say("example", "例"),
    }
    rows = [[_shown(row[name]) for name in heads] for row in records(table, MOST_KINDS)]
    if not rows:
        return []
    lines = aligned([list(heads.values()), *rows])
    further = len(table) - MOST_KINDS
    if further > 0:
        lines.append(
            say(f"  … {further:,} more (shisei check)", f"  ほかに{further:,}種類（shisei check）")
        )
    return lines


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(map(str, value))
    return f"{value:.3f}" if isinstance(value, float) else str(value)
