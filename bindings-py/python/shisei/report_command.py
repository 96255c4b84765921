"""The command `report`: one sheet in JSON, or many rows of a table with a page for each."""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from pathlib import Path
from typing import Any

import shisei
from shisei.command_arguments import (
    assessed,
    framework_of,
    options_of,
    reading_options,
    recipe_argument,
)
from shisei.command_line import shows
from shisei.messages import ending, say, word
from shisei.options import Options

__all__ = ["add"]

_FORMS = {".html": "html", ".htm": "html", ".txt": "text", ".md": "markdown"}


def add(command: Any) -> None:
    """Adds the command."""
    report = command(
        "report",
        _report,
        say(
            "write a report on one answer sheet, or on many with a page for each",
            "1件の回答の報告書、または多数の回答の1社1枚の報告書を作る",
        ),
    )
    own = report.add_argument
    own(
        "input",
        nargs="+",
        help=say(
            "a JSON file of one sheet (- for standard input), or Parquet, CSV, Arrow or Excel "
            "files",
            "1件の回答のJSONファイル（- は標準入力）、またはParquet、CSV、Arrow、Excelのファイル",
        ),
    )
    own(
        "-f",
        "--framework",
        help=say(
            "an id or a file (.toml or .json); required for tables without --recipe",
            "フレームワークのID、またはファイル（.tomlか.json）。表では--recipeがなければ必須",
        ),
    )
    own(
        "-o",
        "--output",
        help=say(
            "a .html, .md or .txt file; for tables .html (default: print the report)",
            ".html、.md、.txtのファイル。表では.html（既定：画面に表示）",
        ),
    )
    own(
        "--format",
        choices=["html", "markdown", "text"],
        help=say(
            "format of the report (default: from the file name, or text; tables: html)",
            "報告書の形式（既定：ファイル名による。なければtext。表ではhtml）",
        ),
    )
    table = report.add_argument_group(say("many rows of a table", "多数の回答の表"))
    more = table.add_argument
    more(
        "--ids",
        action="append",
        metavar="ID",
        help=say(
            "a row to report on, by its id; repeatable, or separated by commas (default: all)",
            "報告する行のID。複数可、コンマ区切りも可（既定：すべて）",
        ),
    )
    more(
        "--subject",
        metavar="NAME",
        help=say("column with the name of the firm (default: --id)", "企業名の列（既定：--id）"),
    )
    more(
        "--by",
        action="append",
        metavar="NAME",
        help=say(
            "a column to group by on the cover; repeatable", "表紙でグループに分ける列（複数可）"
        ),
    )
    more(
        "--cover",
        action="store_true",
        help=say("the cover alone", "表紙だけを作る"),
    )
    recipe_argument(more)
    reading_options(more)


def _report(args: argparse.Namespace) -> None:
    one = len(args.input) == 1 and (args.input[0] == "-" or args.input[0].endswith(".json"))
    (_one if one else _many)(args)


def _one(args: argparse.Namespace) -> None:
    form = args.format
    if form is None and args.output:
        form = _FORMS.get(Path(args.output).suffix.lower())
        if form is None:
            raise ValueError(ending(", ".join(_FORMS), args.output))
    assessment = assessed(args.input[0], args.framework)
    if args.output:
        Path(args.output).write_text(assessment.report(format=form), encoding="utf-8")
    else:
        color = form in (None, "text") and sys.stdout.isatty()
        ascii = not shows(sys.stdout, "█▒░")
        print(assessment.report(format=form or "text", color=color, ascii=ascii))


def _many(args: argparse.Namespace) -> None:
    if args.format not in (None, "html"):
        raise ValueError(
            say("tables are reported on in HTML alone", "表の報告書の形式はhtmlだけです")
        )
    ids = [one.strip() for said in args.ids or () for one in said.split(",") if one.strip()]
    options: Options = options_of(args)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        done = shisei.report(
            args.input,
            None if args.framework is None else framework_of(args.framework),
            ids=ids or None,
            subject=args.subject,
            by=args.by or (),
            pages=not args.cover,
            recipe=args.recipe,
            output=args.output,
            **options,
        )
    for warning in warned:
        print(f"shisei: {warning.message}", file=sys.stderr)
    if args.output is None:
        print(done)
    elif args.json:
        print(json.dumps({"pages": done, "output": args.output}, ensure_ascii=False))
    else:
        pages = say(f"{done:,} pages and a cover", f"表紙と{done:,}枚")
        print(f"{pages}{word('sign', 'colon')}{args.output}", file=sys.stderr)
