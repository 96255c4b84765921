"""On paper a firm has one page, whatever its framework and language."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import shisei

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not installed")
@pytest.mark.parametrize(
    ("framework", "lang"), [("self-assessment@3.1", "ja"), ("scs@2026-03-27", "en")]
)
def test_a_firm_has_one_page_of_paper(framework: str, lang: Any, tmp_path: Path) -> None:
    known = shisei.framework(framework)
    firms = {"all": 0, "some": 1, "none": 2, "open": None}
    columns = {
        control.id: [None if at is None else control.choices[at].id for at in firms.values()]
        for control in known.controls
    }
    name = "株式会社" + "とても長い名前の企業" * 30
    table = pl.DataFrame({"firm": list(firms), "name": [name, *list(firms)[1:]], **columns})
    page = tmp_path / "letters.html"
    written = shisei.report(
        table, known, id="firm", subject="name", by="firm", lang=lang, output=page
    )
    assert written == len(firms)
    paper = tmp_path / "letters.pdf"
    options = [*FLAGS.split(), f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer"]
    command = [str(CHROMIUM), *options, f"--print-to-pdf={paper}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper.read_bytes())) == 1 + len(firms)
