"""What a user does first, with the wheel alone."""

import csv
import tempfile
from importlib.metadata import files
from pathlib import Path
from typing import Any

import shisei

assessment = shisei.framework("self-assessment").assess({"SA-01": "implemented"})
assert assessment.points is not None
assert (assessment.points.low, assessment.points.high) == (-20, 100)
assert assessment.findings[0].state is shisei.State.UNANSWERED
names = {path.name for path in files("shisei") or []}
assert {"LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-NOTICES.txt", "py.typed"} <= names
print(repr(assessment))

# Files, with a row per firm, per answer, and a form per firm: no other library is there.
BASICS = "five-basics@4.0"
LONG = ("No.", "回答")
with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    numbers = range(1, 7)
    answered = [f"{number},できている\n" for number in numbers]
    wide = "firm," + ",".join(f"問{number}" for number in numbers) + "\n"
    (folder / "wide.csv").write_text(wide + "A" + ",できている" * 6 + "\n", encoding="utf-8")
    long = "firm,No.,回答\n" + "".join(f"A,{line}" for line in answered)
    (folder / "long.csv").write_text(long, encoding="cp932")
    form = "調査票\n会社名,A\nNo.,回答\n基本\n" + "".join(answered)
    (folder / "form.csv").write_text(form, encoding="utf-8")
    ways: dict[str, dict[str, Any]] = {
        "wide": {"id": "firm"},
        "long": {"id": "firm", "long": LONG},
        "form": {"id": "firm", "long": LONG, "id_from": "B2"},
    }
    for way, options in ways.items():
        scores = folder / f"{way}-scores.csv"
        assert shisei.score(folder / f"{way}.csv", BASICS, output=scores, **options) == 1
        with open(scores, encoding="utf-8-sig", newline="") as lines:
            (row,) = csv.DictReader(lines)
        assert (row["firm"], row["coverage"], row["problem"]) == ("A", "100", ""), row
        assert len(shisei.score(folder / f"{way}.csv", BASICS, **options)) == 1
