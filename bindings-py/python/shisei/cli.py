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
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shisei
from shisei.command_line import Parser, encodable
from shisei.errors import SheetError, ShiseiError
from shisei.messages import phrase, say, word
from shisei.options import Options
from shisei.progress import Bar
from shisei.question_commands import add_commands
from shisei.recipes import Recipe, followed


def main(argv: list[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    argv = sys.argv[1:] if argv is None else argv
    shisei.set_language(_language(argv))
    for stream in (sys.stdout, sys.stderr):
        encodable(stream)
    commands = parser()
    args = commands.parse_args(argv)
    if "framed" in args and not (args.framework or args.recipe):
        commands.error("the following arguments are required: -f/--framework, --recipe")
    try:
        args.run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has seen enough; the interpreter must not try again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (ShiseiError, ImportError, OSError, ValueError, TypeError) as error:
        if not args.json:
            print(f"shisei: {error}", file=sys.stderr)
            if isinstance(error, SheetError) and args.run is _score:
                print(f"shisei: {_others()}", file=sys.stderr)
        elif isinstance(error, ShiseiError):
            print(error.to_json(), file=sys.stderr)
        else:
            print(json.dumps({"message": str(error)}, ensure_ascii=False), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nshisei: {say('interrupted', '中断しました')}", file=sys.stderr)
        return 130
    return 0


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

    _score_options(
        command(
            "score",
            _score,
            say("score many answer sheets in files", "ファイルにある多数の回答を採点する"),
        )
    )
    add_commands(command, _score_options, frameworks_of, options_of)
    _inspect_options(
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


def _input(add: Callable[..., Any]) -> None:
    add(
        "input",
        nargs="+",
        help=say(
            "Parquet, CSV, Arrow or Excel files of one kind; globs; folders",
            "Parquet、CSV、Arrow、Excelのどれか1種類のファイル。ワイルドカードやフォルダも可",
        ),
    )


def _score_options(score: argparse.ArgumentParser) -> None:
    add = score.add_argument
    _input(add)
    add(
        "-f",
        "--framework",
        action="append",
        help=say(
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
    add("--id", help=say("column that identifies the row", "行を識別する列"))
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
        "--encoding",
        help=say(
            "encoding of CSV input (default: detect UTF-8 or Shift-JIS)",
            "CSVの文字コード（既定：UTF-8かShift-JISを判別）",
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


def _inspect_options(inspect: argparse.ArgumentParser) -> None:
    add = inspect.add_argument
    _input(add)
    add(
        "-f",
        "--framework",
        action="append",
        help=say(
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


def _inspect(args: argparse.Namespace) -> None:
    given = {
        "id": args.id,
        "columns": _pairs("--column", args.column),
        "mapping": _spellings(args),
        "encoding": args.encoding,
    }
    options: Any = {name: value for name, value in given.items() if value is not None}
    found = shisei.inspect(args.input, frameworks_of(args), recipe=args.recipe, **options)
    if args.output:
        Path(args.output).write_text(found.to_toml(), encoding="utf-8")
    if args.json:
        print(json.dumps(found.to_dict(), ensure_ascii=False))
    else:
        print(found)


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


def _score(args: argparse.Namespace) -> None:
    from shisei import files
    from shisei.portfolio import batches

    same = [p for p in files.paths(args.input) if _real(p) == _real(args.output)]
    if same:
        raise ValueError(
            say(
                f"the output would replace the input {same[0]!r}",
                f"出力先が入力の {same[0]!r} と同じです",
            )
        )
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


def _real(path: str) -> str:
    return os.path.realpath(path)


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
        "columns": _pairs("--column", args.column),
        "mapping": _spellings(args),
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


def _spellings(args: argparse.Namespace) -> dict[str, Any] | None:
    """What `--answer` says, about all controls or, after its id, about one."""
    pairs = _pairs("--answer", args.answer)
    if pairs is None:
        return None
    mapping: dict[str, Any] = {}
    controls: set[str] = set()
    for text, meaning in pairs.items():
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


def _pairs(option: str, given: list[str] | None) -> dict[str, str] | None:
    """`A=B` as often as it was said; what is before the last sign may hold one itself."""
    if not given:
        return None
    pairs = [text.rpartition("=") for text in given]
    for text, (name, sign, _) in zip(given, pairs, strict=True):
        if not sign or not name:
            raise ValueError(
                say(
                    f"{option} must be NAME=MEANING, not {text!r}",
                    f"{option} は NAME=MEANING の形で指定してください（{text!r} は不可）",
                )
            )
    return {name: meaning for name, _, meaning in pairs}


def assessed(path: str, framework: str | None) -> Any:
    """The assessment of one sheet in JSON."""
    text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    if framework is None:
        return shisei.assess(text)
    return framework_of(framework).assess(text)


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
