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
from shisei.errors import ShiseiError
from shisei.portfolio import Options
from shisei.progress import Bar


def main(argv: list[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    args = _parser().parse_args(argv)
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    lang = args.lang or next((os.environ[n] for n in names if os.environ.get(n)), "en")
    try:
        shisei.set_language("ja" if lang.startswith("ja") else "en")
        args.run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has seen enough; the interpreter must not try again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (ShiseiError, ImportError, OSError, ValueError, TypeError) as error:
        if not args.json:
            print(f"shisei: {error}", file=sys.stderr)
        elif isinstance(error, ShiseiError):
            print(error.to_json(), file=sys.stderr)
        else:
            print(json.dumps({"message": str(error)}, ensure_ascii=False), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nshisei: interrupted", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shisei", description=(shisei.__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--version", action="version", version=shisei.__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    # Before and after the command: what was said before is not overruled by silence after.
    for to, default in ((parser, {"lang": None, "json": False}), (common, {})):
        silent: Any = argparse.SUPPRESS
        to.add_argument(
            "--lang",
            choices=["ja", "en"],
            default=default.get("lang", silent),
            help="language of what is printed; otherwise that of the terminal",
        )
        to.add_argument(
            "--json",
            action="store_true",
            default=default.get("json", silent),
            help="print JSON, errors too",
        )

    def command(name: str, run: Any, about: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=about, description=about, parents=[common])
        sub.set_defaults(run=run)
        return sub

    _score_options(command("score", _score, "score files of many answer sheets"))
    assess = command("assess", _assess, "assess one answer sheet in JSON")
    assess.add_argument("input", help="a JSON file, or - for standard input")
    assess.add_argument("-f", "--framework", help="a framework file of your own")
    command("frameworks", _frameworks, "list the frameworks")
    show = command("show", _show, "show the controls of a framework")
    show.add_argument("framework", help="an id, such as self-assessment@3.1, or a file")
    template = command("template", _template, "write an empty sheet to fill in")
    template.add_argument("framework", help="an id, such as self-assessment@3.1, or a file")
    template.add_argument("-o", "--output", required=True, help="a .csv, .xlsx or .json file")
    template.add_argument("--rows", type=int, default=1000, help="rows with drop-downs (1000)")
    report = command("report", _report, "write the report of one answer sheet")
    report.add_argument("input", help="a JSON file, or - for standard input")
    report.add_argument("-f", "--framework", help="a framework file of your own")
    report.add_argument("-o", "--output", help="a .html, .md or .txt file; otherwise printed")
    report.add_argument("--format", choices=["html", "markdown", "text"])
    return parser


def _score_options(score: argparse.ArgumentParser) -> None:
    add = score.add_argument
    add("input", nargs="+", help="Parquet, CSV, Arrow or Excel files of one kind; globs; folders")
    add("-f", "--framework", required=True, action="append", help="an id or a file; repeatable")
    add("-o", "--output", required=True, help="a .parquet, .csv, .tsv, .arrow or .xlsx file")
    add("--id", help="the column that names the row")
    add(
        "--numbers",
        choices=["points", "from-0", "from-1"],
        help="what numbers mean, where answers are numbers",
    )
    add(
        "--on-error",
        choices=["raise", "report"],
        default="raise",
        help="stop at the first bad row (default), or keep every row and say why",
    )
    add(
        "--absent",
        choices=["raise", "unanswered"],
        default="raise",
        help="a control without a column: stop (default), or score with bounds",
    )
    add("--column", action="append", metavar="NAME=CONTROL", help="a column of another name")
    add("--answer", action="append", metavar="TEXT=CHOICE", help="another spelling of a choice")
    add("--keep", action="append", metavar="NAME", help="a column to carry along; or all, others")
    add("--select", action="append", metavar="NAME", help="a column of scores to write")
    add("--duplicates", choices=["check", "ignore"], default="check", help="ids that come again")
    add("--long", metavar="CONTROL,ANSWER", help="columns of a table with one answer a row")
    add("--grouped", action="store_true", help="with --long: the rows of an id stand together")
    add("--encoding", help="of CSV; otherwise UTF-8 or Shift-JIS")
    add("--threads", type=int, help="otherwise all processors")


def _framework(name: str) -> Any:
    """A built-in framework, or a file."""
    path = Path(name)
    if path.suffix in (".toml", ".json"):
        text = path.read_text(encoding="utf-8")
        read = shisei.Framework.from_toml if path.suffix == ".toml" else shisei.Framework.from_json
        return read(text)
    return shisei.framework(name)


def _score(args: argparse.Namespace) -> None:
    from shisei import files

    same = [p for p in files.paths(args.input) if _real(p) == _real(args.output)]
    if same:
        raise ValueError(f"the output would replace the input {same[0]!r}")
    bar = Bar(files.rows(args.input) if sys.stderr.isatty() else None)
    start = time.perf_counter()
    problems = 0

    def counted(stream: Any) -> Any:
        nonlocal problems
        at = stream.schema.get_field_index("problem")
        for batch in stream:
            problems += len(batch) - batch.column(at).null_count if at >= 0 else 0
            yield batch

    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            stream = shisei.score_stream(
                args.input,
                [_framework(name) for name in args.framework],
                progress=bar.show,
                **_options(args),
            )
            counting = type(stream).from_batches(stream.schema, counted(stream))
            rows = files.write(counting, args.output)
    except BaseException:
        bar.cleared()
        raise
    spent = time.perf_counter() - start
    said = f", {problems:,} with a problem" if problems else ""
    bar.done(f"{rows:,} rows in {spent:.1f} s{said}: {args.output}")
    for warning in warned:
        print(f"shisei: {warning.message}", file=sys.stderr)
    if args.json:
        done = {"rows": rows, "problems": problems, "output": args.output}
        print(json.dumps({**done, "seconds": round(spent, 3)}, ensure_ascii=False))


def _real(path: str) -> str:
    return os.path.realpath(path)


def _options(args: argparse.Namespace) -> Options:
    keep: Any = args.keep or "others"
    if keep in (["all"], ["others"]):
        (keep,) = keep
    long = None
    if args.long is not None:
        control, comma, answer = args.long.partition(",")
        if not comma:
            raise ValueError(f"--long is CONTROL,ANSWER, not {args.long!r}")
        long = (control, answer)
    return {
        "id": args.id,
        "columns": _pairs("--column", args.column),
        "mapping": _pairs("--answer", args.answer),
        "numbers": args.numbers,
        "absent": args.absent,
        "on_error": args.on_error,
        "keep": keep,
        "select": args.select,
        "duplicates": args.duplicates,
        "long": long,
        "grouped": args.grouped,
        "encoding": args.encoding,
        "threads": args.threads,
    }


def _pairs(option: str, given: list[str] | None) -> dict[str, str] | None:
    """`A=B` as often as it was said; what is before the last sign may hold one itself."""
    if not given:
        return None
    pairs = [text.rpartition("=") for text in given]
    for text, (name, sign, _) in zip(given, pairs, strict=True):
        if not sign or not name:
            raise ValueError(f"{option} is NAME=MEANING, not {text!r}")
    return {name: meaning for name, _, meaning in pairs}


def _assessed(args: argparse.Namespace) -> Any:
    text = sys.stdin.read() if args.input == "-" else Path(args.input).read_text(encoding="utf-8")
    if args.framework is None:
        return shisei.assess(text)
    return _framework(args.framework).assess(text)


_WORDS = {
    "en": ("points", "coverage (derived)", "outcome", "unanswered", "first of all"),
    "ja": ("点数", "充足率(独自の計算)", "判定", "未回答", "まず取り組むこと"),
}


def _assess(args: argparse.Namespace) -> None:
    assessment = _assessed(args)
    if args.json:
        print(assessment.to_json())
        return
    points, coverage, outcome, unanswered, first = _WORDS[shisei.language()]
    print(f"{assessment.framework.reference}  {assessment.framework.title}")
    if assessment.points is not None:
        most = assessment.points.max
        print(f"  {points}: {_span(assessment.points.low, assessment.points.high)} / {most}")
    if assessment.coverage is not None:
        print(f"  {coverage}: {_span(*assessment.coverage.percent)} %")
    if assessment.outcome is not None:
        print(f"  {outcome}: {_span(assessment.outcome.low, assessment.outcome.high)}")
    print(f"  {unanswered}: {assessment.tally.unanswered}")
    if assessment.findings:
        print(f"  {first}:")
        for finding in assessment.findings[:5]:
            print(f"    {finding.control.id}  {finding.control.title}")


def _span(low: object, high: object) -> str:
    """A value, or a range while something is unanswered."""
    return str(low) if low == high else f"{low} … {high}"


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
        print(f"{f['framework']:32} {f['status']:11} {f['controls']:4}  {f['title']}")


def _show(args: argparse.Namespace) -> None:
    framework = _framework(args.framework)
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

    template(_framework(args.framework), args.output, args.rows)


_FORMS = {".html": "html", ".htm": "html", ".txt": "text", ".md": "markdown"}


def _report(args: argparse.Namespace) -> None:
    form = args.format
    if form is None and args.output:
        form = _FORMS.get(Path(args.output).suffix.lower())
        if form is None:
            raise ValueError(f"the output ends in {', '.join(_FORMS)}, unlike {args.output!r}")
    assessment = _assessed(args)
    if args.output:
        Path(args.output).write_text(assessment.report(format=form), encoding="utf-8")
    else:
        color = form in (None, "text") and sys.stdout.isatty()
        print(assessment.report(format=form or "text", color=color))


def run() -> None:
    """The console script."""
    sys.exit(main())


if __name__ == "__main__":
    run()
