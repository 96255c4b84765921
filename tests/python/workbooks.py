"""Small workbooks for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter


def book(path: Path, *hidden: str, **sheets: list[list[Any]]) -> Path:
    """Writes sheets by their names, some of them hidden."""
    with xlsxwriter.Workbook(path) as written:
        for name, rows in sheets.items():
            sheet = written.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if name in hidden:
                sheet.hide()
            elif hidden:
                sheet.activate()
    return path
