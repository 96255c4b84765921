"""Empty sheets that people fill in: JSON for one firm, CSV and Excel with one row per firm."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shisei.messages import ending, needs, say

if TYPE_CHECKING:
    from shisei import Control, Framework

__all__ = ["template"]

#: Rows of the workbook that have drop-downs, unless somebody says how many.
ROWS = 1000
#: Rows that a sheet of Excel has below its headings.
MOST_ROWS = (1 << 20) - 1
#: What Excel shows of a question beside a cell.
TITLE, MESSAGE = 32, 255


def template(framework: Framework, output: str, rows: int = ROWS) -> None:
    """Writes an empty sheet; the ending of the file says which kind."""
    if type(rows) is not int or not 1 <= rows <= MOST_ROWS:
        raise ValueError(
            say(
                f"rows is a whole number from 1 to {MOST_ROWS:,}, not {rows!r}",
                f"rows には1から{MOST_ROWS:,}までの整数を指定します（{rows!r} は不可）",
            )
        )
    kind = Path(output).suffix.lower()
    if kind == ".json":
        _json(framework, output)
    elif kind == ".csv":
        with open(output, "w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerow(["id", *(control.id for control in framework.controls)])
    elif kind == ".xlsx":
        _workbook(framework, output, rows)
    else:
        raise ValueError(ending(".csv, .xlsx, .json", output))


def _json(framework: Framework, output: str) -> None:
    sheet = {
        "framework": framework.reference,
        "subject": None,
        "date": None,
        "answers": {control.id: None for control in framework.controls},
    }
    text = json.dumps(sheet, ensure_ascii=False, indent=1)
    Path(output).write_text(text + "\n", encoding="utf-8")


def _workbook(framework: Framework, path: str, rows: int) -> None:
    """Answers with drop-downs; the questions, and the choices, on sheets of their own."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise ImportError(needs("XlsxWriter", "excel")) from error
    with xlsxwriter.Workbook(path) as book:
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        sheet = book.add_worksheet(say("answers", "回答"))
        questions = book.add_worksheet(say("questions", "質問"))
        lists = _lists(framework, book.add_worksheet(say("choices", "選択肢")))
        _questions(framework, questions, book, head)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, len(framework.controls), 18)
        sheet.write_string(0, 0, "id", head)
        for at, control in enumerate(framework.controls, 1):
            sheet.write_string(0, at, control.id, head)
            validation = {
                "validate": "list",
                "source": lists[_labels(control)],
                "input_title": control.id[:TITLE],
                "input_message": _shortened(str(control.question)),
                "error_title": control.id[:TITLE],
                "error_message": _shortened(" / ".join(_labels(control))),
            }
            sheet.data_validation(1, at, rows, at, validation)


def _shortened(text: str) -> str:
    return text if len(text) <= MESSAGE else text[: MESSAGE - 1] + "…"


def _labels(control: Control) -> tuple[str, ...]:
    return tuple(str(choice.label) for choice in control.choices)


def _lists(framework: Framework, sheet: Any) -> dict[tuple[str, ...], str]:
    """Writes each set of choices once, and gives its range."""
    ranges: dict[tuple[str, ...], str] = {}
    for control in framework.controls:
        labels = _labels(control)
        if labels not in ranges:
            column = len(ranges)
            sheet.write_column(0, column, labels)
            sheet.set_column(column, column, 30)
            letter = _letter(column)
            ranges[labels] = f"='{sheet.name}'!${letter}$1:${letter}${len(labels)}"
    return ranges


def _letter(column: int) -> str:
    return (_letter(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def _questions(framework: Framework, sheet: Any, book: Any, head: Any) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    columns = (
        ("ID", 12),
        (say("Group", "分野"), 24),
        (say("Title", "題名"), 32),
        (say("Question", "質問"), 70),
        (say("Choices", "選択肢"), 50),
    )
    for at, (name, width) in enumerate(columns):
        sheet.write_string(0, at, name, head)
        sheet.set_column(at, at, width)
    for row, control in enumerate(framework.controls, 1):
        group = "" if control.group is None else control.group.title
        texts = (control.id, group, control.title, control.question)
        for at, text in enumerate((*texts, " / ".join(_labels(control)))):
            sheet.write_string(row, at, str(text), wrapped)
