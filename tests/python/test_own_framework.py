"""The insurer's own form: a sheet, a portfolio and a report, as with the built-in frameworks."""

from pathlib import Path

import polars as pl

import shisei

FORM = shisei.Framework.from_toml(
    (Path(__file__).parents[2] / "examples" / "underwriting.toml").read_text(encoding="utf-8")
)


def answers(of: int) -> dict[str, str | None]:
    """Yes to the first so many questions, no to the rest."""
    return {control.id: "yes" if at < of else "no" for at, control in enumerate(FORM.controls)}


def test_a_portfolio_gives_the_tiers_that_single_sheets_give() -> None:
    sheets = [answers(of) for of in range(26)]
    scored = shisei.score(pl.DataFrame(sheets), FORM)
    single = [FORM.assess(sheet).outcome for sheet in sheets]
    assert scored["outcome"].to_list() == [one.value if one else None for one in single]
    assert len(set(scored["outcome"].to_list())) > 2


def test_a_report_and_a_plan_speak_of_the_form() -> None:
    assessment = FORM.assess(answers(10))
    assert FORM.title.ja in assessment.report("ja")
    plan = assessment.plan("standard")
    changed = answers(10) | {step.control: step.to for step in plan.steps}
    after = FORM.assess(changed).outcome
    assert after is not None
    assert after.value in ("standard", "preferred")
