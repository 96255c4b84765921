"""The command `shisei`: files in, files out.

Exit codes: 0 done; 1 the input was refused; 2 the command was wrong; 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import shisei
from shisei.command_arguments import (
    assessed,
    framework_of,
    frameworks_of,
    inspect_options,
    options_of,
    pairs,
    score_options,
    spellings,
)
from shisei.command_line import Parser, encodable, told
from shisei.errors import SheetError, ShiseiError
from shisei.messages import phrase, say, word
from shisei.progress import Bar
from shisei.question_commands import add_commands
from shisei.recipes import followed


def main(argv: list[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    argv = sys.argv[1:] if argv is None else argv
    shisei.set_language(_language(argv))
    # Closed by whoever called: there is nobody to read.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        encodable(stream)
    commands = parser()
    args = commands.parse_args(argv)
    if "framed" in args and not (args.framework or args.recipe):
        commands.error("the following arguments are required: -f/--framework, --recipe")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", UserWarning)
            warnings.showwarning = _warned
            args.run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has seen enough; the interpreter must not try again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (ShiseiError, ImportError, OSError, ValueError, TypeError) as error:
        if not args.json:
            print(f"shisei: {told(error)}", file=sys.stderr)
            if isinstance(error, SheetError) and args.run is _score:
                print(f"shisei: {_others()}", file=sys.stderr)
        elif isinstance(error, ShiseiError):
            print(error.to_json(), file=sys.stderr)
        else:
            print(json.dumps({"message": told(error)}, ensure_ascii=False), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nshisei: {say('interrupted', '中断しました')}", file=sys.stderr)
        return 130
    return 0


def _warned(message: Warning | str, *_: Any, **__: Any) -> None:
    """A warning as a line of its own, without the line of code that it came from."""
    print(f"shisei: {message}", file=sys.stderr)


def _language(argv: list[str]) -> str:
    """The language asked for, or that of the terminal: help and refused options need it too."""
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    first.add_argument("--lang", nargs="?")
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    asked = first.parse_known_args(argv)[0].lang
    lang = asked or next((os.environ[n] for n in names if os.environ.get(n)), "en")
    return "ja" if lang.startswith("ja") else "en"


def parser() -> argparse.ArgumentParser:
    """The commands and their options, described in the language of the moment."""
    about = say(
        "Scores, levels, gaps and next steps from answers about security, following the public "
        "guidance of Japan's IPA and METI.",
        "IPAや経済産業省が公表している基準に沿って、セキュリティ対策の現状を採点し、"
        "次にすることを示します。",
    )
    parser = Parser(prog="shisei", description=about)
    parser.add_argument(
        "--version",
        action="version",
        version=shisei.__version__,
        help=say("print the version", "バージョンを表示する"),
    )
    title = say("commands", "コマンド")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title=title)
    common: Any = argparse.ArgumentParser(add_help=False)
    # Before and after the command: what was said before is not overruled by silence after.
    for to, default in ((parser, {"lang": None, "json": False}), (common, {})):
        silent: Any = argparse.SUPPRESS
        to.add_argument(
            "--lang",
            choices=["ja", "en"],
            default=default.get("lang", silent),
            help=say(
                "language of all output (default: the language of the terminal)",
                "表示の言語（既定：端末の言語）",
            ),
        )
        to.add_argument(
            "--json",
            action="store_true",
            default=default.get("json", silent),
            help=say("print JSON, including errors", "エラーも含めてJSONで表示する"),
        )

    def command(name: str, run: Any, about: str) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = commands.add_parser(
            name, help=about, description=about, parents=[common]
        )
        sub.set_defaults(run=run)
        return sub

    score_options(
        command(
            "score",
            _score,
            say("score many answer sheets in files", "ファイルにある多数の回答を採点する"),
        )
    )
    add_commands(command, score_options, frameworks_of, options_of)
    inspect_options(
        command(
            "inspect",
            _inspect,
            say(
                "show how files of answers would be read, and write a recipe",
                "回答のファイルがどう読まれるかを表示し、レシピを作る",
            ),
        )
    )
    from shisei import renewal_commands

    renewal_commands.add(command)
    sheet = say("a JSON file, or - for standard input", "JSONファイル（- は標準入力）")
    own = say(
        "a custom framework (.toml or .json)", "独自のフレームワークのファイル（.tomlか.json）"
    )
    which = say(
        "an id such as self-assessment@3.1, or a file",
        "self-assessment@3.1 のようなID、またはファイル",
    )
    assess = command(
        "assess", _assess, say("assess one answer sheet in JSON", "JSONの回答を1件採点する")
    )
    assess.add_argument("input", help=sheet)
    assess.add_argument("-f", "--framework", help=own)
    command(
        "frameworks", _frameworks, say("list the frameworks", "収録しているフレームワークの一覧")
    )
    show = command(
        "show",
        _show,
        say("show the items of a framework", "フレームワークの項目と選択肢を表示する"),
    )
    show.add_argument("framework", help=which)
    template = command(
        "template", _template, say("write an empty answer sheet", "記入用の空の回答票を作る")
    )
    template.add_argument("framework", help=which)
    template.add_argument(
        "-o",
        "--output",
        required=True,
        help=say("a .csv, .xlsx or .json file", ".csv、.xlsx、.jsonのファイル"),
    )
    template.add_argument(
        "--rows",
        type=int,
        default=1000,
        help=say(
            "number of rows with drop-downs in .xlsx (default: 1000)",
            ".xlsxで選択リストを付ける行数（既定：1000）",
        ),
    )
    crosswalk = command(
        "crosswalk",
        _crosswalk,
        say(
            "write how two frameworks or standards relate, as STRM rows (NIST IR 8477)",
            "二つのフレームワークや規格の対応を、STRM（NIST IR 8477）の表で書き出す",
        ),
    )
    for name, about in (
        ("focal", say("the focal document, such as scs", "起点の文書（scsなど）")),
        (
            "reference",
            say("the reference document, such as nist-csf", "参照先の文書（nist-csfなど）"),
        ),
    ):
        crosswalk.add_argument(name, help=about)
    crosswalk.add_argument(
        "-o",
        "--output",
        help=say("a .csv file (default: print the table)", ".csvのファイル（既定：画面に表示）"),
    )
    from shisei import report_command

    report_command.add(command)
    return parser


def _inspect(args: argparse.Namespace) -> None:
    given = {
        "id": args.id,
        "columns": pairs("--column", args.column),
        "mapping": spellings(args),
        "encoding": args.encoding,
    }
    options: Any = {name: value for name, value in given.items() if value is not None}
    if args.output:
        from shisei import files

        files.keep_apart(args.input, args.output)
    found = shisei.inspect(args.input, frameworks_of(args), recipe=args.recipe, **options)
    if args.output:
        Path(args.output).write_text(found.to_toml(), encoding="utf-8")
    if args.json:
        print(json.dumps(found.to_dict(), ensure_ascii=False))
    else:
        print(found)


def _score(args: argparse.Namespace) -> None:
    from shisei import files
    from shisei.portfolio import batches

    files.keep_apart(args.input, args.output)
    bar = Bar(files.rows(args.input) if sys.stderr.isatty() else None)
    start = time.perf_counter()
    problems = 0

    def counted(stream: Any) -> Any:
        nonlocal problems
        at = next((i for i, n in enumerate(stream.schema.names) if n.endswith("problem")), -1)
        for batch in stream:
            problems += len(batch) - batch.column(at).null_count if at >= 0 else 0
            yield batch

    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            framework, options = followed(frameworks_of(args), args.recipe, options_of(args))
            stream = batches(args.input, framework, progress=bar.show, **options)
            if isinstance(stream, files.FileStream):
                rows = files.write(stream, args.output)
                problems = stream.scores.problems
            else:
                counting = type(stream).from_batches(stream.schema, counted(stream))
                rows = files.write(counting, args.output)
    except BaseException:
        bar.cleared()
        raise
    spent = time.perf_counter() - start
    bad = (
        say(f", {problems:,} with a problem", f"、うち問題のある行{problems:,}") if problems else ""
    )
    done = say(f"{rows:,} rows in {spent:.1f} s", f"{rows:,}行、{spent:.1f}秒")
    bar.done(f"{done}{bad}{word('sign', 'colon')}{args.output}")
    for warning in warned:
        print(f"shisei: {warning.message}", file=sys.stderr)
    if problems and not args.json:
        from shisei.renewal_commands import kinds

        for line in kinds(args.input, framework, options):
            print(line, file=sys.stderr)
    if args.json:
        counts = {"rows": rows, "problems": problems, "output": args.output}
        print(json.dumps({**counts, "seconds": round(spent, 3)}, ensure_ascii=False))


def _others() -> str:
    return say(
        "this is the first such row: `shisei check` counts all by kind, and --on-error report "
        "keeps every row",
        "示したのは最初の行です。`shisei check` は全体を種類ごとに数え、"
        "--on-error report は全行を残します",
    )


def _assess(args: argparse.Namespace) -> None:
    assessment = assessed(args.input, args.framework)
    if args.json:
        print(assessment.to_json())
        return
    print(f"{assessment.framework.reference}  {assessment.framework.title}")
    points, coverage, outcome = assessment.points, assessment.coverage, assessment.outcome
    if points is not None:
        value = _range(points.low, points.high)
        _line(word("label", "points"), phrase("points-of", value=value, max=points.max))
    if coverage is not None:
        _line(word("label", "coverage"), f"{_range(*coverage.percent)}%{_whose(coverage)}")
    if outcome is not None:
        none = word("label", "none")
        steps = [step.title if step else none for step in (outcome.lowest, outcome.highest)]
        _line(word("label", "outcome"), f"{_range(*map(str, steps))}{_whose(outcome)}")
    _line(word("state", "unanswered"), assessment.tally.unanswered)
    if assessment.findings:
        _line(word("label", "findings"), "")
        for finding in assessment.findings[:5]:
            print(f"    {finding.control.id}  {finding.control.title}")


def _line(label: str, value: object) -> None:
    print(f"  {label}{word('sign', 'colon')}{value}".rstrip())


def _whose(figure: Any) -> str:
    """Says so beside a figure that is not the publisher's."""
    origin = str(figure.origin)
    return phrase("aside", text=word("origin", origin)) if origin == "derived" else ""


def _range(low: object, high: object) -> str:
    """A value, or a range while something is unanswered."""
    return str(low) if low == high else phrase("range", low=low, high=high)


def _frameworks(args: argparse.Namespace) -> None:
    found = [
        {
            "framework": f.reference,
            "status": str(f.status),
            "controls": len(f.controls),
            "title": str(f.title),
        }
        for f in shisei.frameworks()
    ]
    if args.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for f in found:
        status = phrase("aside", text=word("status", str(f["status"])))
        print(f"{f['framework']:32} {f['controls']:4}  {f['title']}{status}")


def _show(args: argparse.Namespace) -> None:
    framework = framework_of(args.framework)
    if args.json:
        print(framework.to_json())
        return
    print(f"{framework.reference}  {framework.title}")
    for control in framework.controls:
        print(f"\n{control.id}  {control.title}\n    {control.question}")
        for choice in control.choices:
            points = "" if choice.points is None else f"{choice.points:4}"
            print(f"    - {choice.id:16}{points}  {choice.label}")


def _template(args: argparse.Namespace) -> None:
    from shisei.template import template

    template(framework_of(args.framework), args.output, args.rows)


def _crosswalk(args: argparse.Namespace) -> None:
    from shisei import insight

    lang: Any = shisei.language()
    table = insight.strm(args.focal, args.reference, lang=lang)
    if args.output:
        # Spreadsheets take UTF-8 for what it is when it begins with a mark.
        Path(args.output).write_text(table.csv, encoding="utf-8-sig", newline="")
    if args.json:
        print(table.to_json())
    elif not args.output:
        print(table.csv.replace("\r\n", "\n"), end="")


def run() -> None:
    """The console script."""
    sys.exit(main())


if __name__ == "__main__":
    run()
