"""What `make demo` shows: one firm's report, and a small portfolio.

Usage: demo.py FOLDER — writes the HTML report into FOLDER. The language is that of the terminal
(LC_ALL, LC_MESSAGES, LANG); DEMO_LANG=ja or DEMO_LANG=en overrules it.
"""

import csv
import json
import os
import sys
from pathlib import Path

import shisei

EXAMPLES = Path(__file__).parents[1]
HEADINGS = {
    "ja": ("取引先12社の自社診断", "会社", "業種", "点数", "区分", "未回答"),
    "en": ("A portfolio of twelve firms", "firm", "industry", "points", "band", "unanswered"),
}


def language() -> str:
    """The language people here read."""
    names = ("DEMO_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((os.environ[name] for name in names if os.environ.get(name)), "en")
    return "ja" if locale.startswith("ja") else "en"


def span(low: object, high: object) -> str:
    """A value, or a range while something is unanswered."""
    return str(low) if low == high else f"{low} … {high}"


def report(folder: Path, lang: str) -> Path:
    """Prints the report of one firm and writes it as a page."""
    sheet = json.loads((EXAMPLES / "small-firm.json").read_text(encoding="utf-8"))
    assessment = shisei.assess(sheet)
    print(assessment.report(lang, format="text", color=sys.stdout.isatty()))
    page = folder / "report.html"
    page.write_text(assessment.report(lang, format="html"), encoding="utf-8")
    return page


def portfolio(lang: str) -> None:
    """Prints a line for each firm of the portfolio."""
    framework = shisei.framework("self-assessment")
    title, *heads = HEADINGS[lang]
    print(title)
    print("  " + " | ".join(heads))
    with (EXAMPLES / "portfolio.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            answers = {c.id: row[c.id] or None for c in framework.controls}
            scored = framework.assess(answers, subject=row["company_id"])
            assert scored.points is not None
            assert scored.outcome is not None
            print(
                "  "
                + " | ".join(
                    (
                        row["company_id"],
                        row["industry"],
                        span(scored.points.low, scored.points.high),
                        span(scored.outcome.low, scored.outcome.high),
                        str(scored.tally.unanswered),
                    )
                )
            )


def main() -> None:
    """Writes and prints everything."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    lang = language()
    page = report(folder, lang)
    portfolio(lang)
    print(f"\nHTML: {page}")


if __name__ == "__main__":
    main()
