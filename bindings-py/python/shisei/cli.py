"""The command `shisei`: files in, files out.

Exit codes: 0 done; 1 the input was refused; 2 the command was wrong; 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import shisei
from shisei.errors import ShiseiError


def main(argv: list[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    parser = _parser()
    args = parser.parse_args(argv)
    lang = args.lang or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    try:
        shisei.set_language("ja" if lang.startswith("ja") else "en")
        return int(args.run(args) or 0)
    except (ShiseiError, ImportError, OSError, ValueError, TypeError) as error:
        if args.json and isinstance(error, ShiseiError):
            print(error.to_json(), file=sys.stderr)
        else:
            print(f"shisei: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shisei", description=(shisei.__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--version", action="version", version=shisei.__version__)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=["ja", "en"], help="language of what is printed")
    common.add_argument("--json", action="store_true", help="print JSON")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Any, about: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=about, description=about, parents=[common])
        sub.set_defaults(run=run)
        return sub

    score = command("score", _score, "score a file of many answer sheets")
    score.add_argument("input", help="Parquet, CSV, Arrow or Excel; a glob for several")
    score.add_argument("-f", "--framework", required=True, action="append")
    score.add_argument("-o", "--output", required=True, help="a .parquet, .csv or .arrow file")
    score.add_argument("--id", help="the column that names the row")
    score.add_argument("--numbers", choices=["points", "from-0", "from-1"])
    score.add_argument("--on-error", choices=["raise", "report"], default="raise")
    score.add_argument("--absent", choices=["raise", "unanswered"], default="raise")
    assess = command("assess", _assess, "assess one answer sheet in JSON")
    assess.add_argument("input")
    assess.add_argument("-f", "--framework", help="a framework file of your own")
    command("frameworks", _frameworks, "list the frameworks")
    show = command("show", _show, "show the controls of a framework")
    show.add_argument("framework")
    template = command("template", _template, "write an empty sheet to fill in")
    template.add_argument("framework")
    template.add_argument("-o", "--output", required=True, help="a .csv, .xlsx or .json file")
    report = command("report", _report, "write the report of one answer sheet")
    report.add_argument("input")
    report.add_argument("-f", "--framework", help="a framework file of your own")
    report.add_argument("-o", "--output", help="a file; its ending says which form")
    report.add_argument("--format", choices=["html", "markdown", "text"])
    return parser


def _framework(name: str) -> Any:
    """A built-in framework, or a file."""
    path = Path(name)
    if path.suffix in (".toml", ".json"):
        text = path.read_text(encoding="utf-8")
        read = shisei.Framework.from_toml if path.suffix == ".toml" else shisei.Framework.from_json
        return read(text)
    return shisei.framework(name)


def _score(args: argparse.Namespace) -> None:
    bar = _Bar(_rows(args.input))
    start = time.perf_counter()
    rows = shisei.score(
        args.input,
        [_framework(name) for name in args.framework],
        id=args.id,
        numbers=args.numbers,
        on_error=args.on_error,
        absent=args.absent,
        output=args.output,
        progress=bar.show,
    )
    bar.done()
    if args.json:
        spent = time.perf_counter() - start
        print(json.dumps({"rows": rows, "output": args.output, "seconds": round(spent, 3)}))


def _rows(path: str) -> int | None:
    """How many rows there are, where the file says it at once."""
    if not path.endswith((".parquet", ".pq")) or any(c in path for c in "*?["):
        return None
    import pyarrow.parquet as pq

    return int(pq.ParquetFile(path).metadata.num_rows)


class _Bar:
    """Progress on a terminal; silent elsewhere."""

    def __init__(self, rows: int | None) -> None:
        self.rows = rows
        self.start = self.last = time.perf_counter()
        self.shown = False

    def show(self, rows: int) -> None:
        now = time.perf_counter()
        if not sys.stderr.isatty() or (now - self.last < 0.1 and rows != self.rows):
            return
        self.last = now
        speed = rows / max(now - self.start, 1e-9)
        text = f"{rows:,} rows, {speed:,.0f} rows/s"
        if self.rows:
            text = f"{rows / self.rows:4.0%} {text}, {(self.rows - rows) / speed:.0f} s left"
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
        self.shown = True

    def done(self) -> None:
        if self.shown:
            print(file=sys.stderr)


def _assessed(args: argparse.Namespace) -> Any:
    text = sys.stdin.read() if args.input == "-" else Path(args.input).read_text(encoding="utf-8")
    if args.framework is None:
        return shisei.assess(text)
    return _framework(args.framework).assess(text)


def _assess(args: argparse.Namespace) -> None:
    assessment = _assessed(args)
    print(assessment.to_json() if args.json else assessment)


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
        print("    " + " / ".join(f"{c.id} ({c.label})" for c in control.choices))


def _template(args: argparse.Namespace) -> None:
    framework = _framework(args.framework)
    kind = Path(args.output).suffix.lower()
    if kind == ".json":
        answers = {control.id: None for control in framework.controls}
        sheet = {
            "framework": framework.reference,
            "subject": None,
            "date": None,
            "answers": answers,
        }
        text = json.dumps(sheet, ensure_ascii=False, indent=1)
        Path(args.output).write_text(text + "\n", encoding="utf-8")
    elif kind == ".csv":
        import csv

        with open(args.output, "w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerow(["id", *(control.id for control in framework.controls)])
    elif kind == ".xlsx":
        _workbook(framework, args.output)
    else:
        raise ValueError("the output ends in .csv, .xlsx or .json")


def _workbook(framework: Any, path: str) -> None:
    """One row a firm, one column a control, with drop-downs of the labels."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise ImportError("writing Excel needs XlsxWriter: pip install 'shisei[excel]'") from error
    rows = 1000
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("answers")
        bold = book.add_format({"bold": True})
        sheet.write_string(0, 0, "id", bold)
        sheet.freeze_panes(1, 1)
        for at, control in enumerate(framework.controls, 1):
            sheet.write_string(0, at, control.id, bold)
            sheet.write_comment(0, at, str(control.question))
            labels = [str(choice.label) for choice in control.choices]
            sheet.data_validation(1, at, rows, at, {"validate": "list", "source": labels})
        sheet.set_column(1, len(framework.controls), 14)


def _report(args: argparse.Namespace) -> None:
    assessment = _assessed(args)
    ending = Path(args.output).suffix if args.output else ""
    form = args.format or {".html": "html", ".htm": "html", ".txt": "text"}.get(ending, "markdown")
    text = assessment.report(format=form)
    if args.output:
        Path(args.output).write_text(text, encoding="utf-8")
    else:
        print(text)


def run() -> None:
    """The console script."""
    sys.exit(main())


if __name__ == "__main__":
    run()
