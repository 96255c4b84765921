"""Results are frozen objects: attributes, equality, hashes, pickles, tables, types."""

from __future__ import annotations

import copy
import json
import keyword
import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import shisei
from shisei import insight, programmes, results
from shisei.shapes import Sheet

ROOT = Path(__file__).parents[2]
FRAMEWORK = shisei.framework("self-assessment@4.0")
ASSESSMENT = FRAMEWORK.assess(
    {control.id: "partial" for control in FRAMEWORK.controls} | {"SA-03": None}
)


def test_one_dialect_from_the_assessment_to_the_last_field() -> None:
    plan = ASSESSMENT.plan({"points": 60})
    assert plan.before.points == ASSESSMENT.points
    assert plan.after.points is not None
    assert plan.after.points.low >= 60
    assert plan.after.outcome is not None
    assert plan.after.outcome.origin is shisei.Origin.OFFICIAL
    assert (plan.steps[0].from_, plan.steps[0].to) == ("partial", "implemented")
    assert plan.goal.reach is not None
    assert (plan.goal.reach.points, plan.goal.reach.outcome, plan.goal.within) == (60, None, None)
    assert type(ASSESSMENT.explain().total.tally) is shisei.Tally


def test_a_result_is_frozen_and_compared_by_value() -> None:
    plan: Any = ASSESSMENT.plan({"points": 60})
    same, other = insight.plan(ASSESSMENT, target={"points": 60}), ASSESSMENT.plan({"points": 70})
    assert (plan == same, plan == other, plan == plan.to_dict()) == (True, False, False)
    assert len({plan, same, other}) == 2
    for name in ("effort", "nothing"):
        with pytest.raises(AttributeError, match=name):
            setattr(plan, name, 1)
    with pytest.raises(AttributeError, match="effort"):
        del plan.effort
    with pytest.raises(TypeError):
        plan["effort"]
    with pytest.raises(TypeError):
        results.Plan(plan)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it))]
)
def test_a_part_of_a_result_can_be_copied_and_pickled(copied: Any) -> None:
    for part in (ASSESSMENT.plan({"points": 60}).steps[0], ASSESSMENT.sheet, ASSESSMENT.bounds()):
        again = copied(part)
        assert (again, hash(again), type(again)) == (part, hash(part), type(part))


def parts() -> list[Any]:
    """Something of every class that frameworks and assessments are made of."""
    scs = shisei.framework("scs").assess({})
    framework, finding = ASSESSMENT.framework, ASSESSMENT.findings[0]
    control = next(control for control in scs.framework.controls if control.parameters)
    return [
        *(ASSESSMENT.points, ASSESSMENT.tally, ASSESSMENT.outcome, finding, finding.worth),
        *(ASSESSMENT.groups[0], scs.coverage, scs.tiers[0], scs.tags[0], scs.outcome),
        *(control, control.parameters[0], control.choices[0], control.title, control.citations[0]),
        *(framework.groups[0], framework.bands[0], framework.scales[0], framework.sources[0]),
        scs.framework.tiers[0],
    ]


@pytest.mark.parametrize("part", parts(), ids=lambda part: type(part).__name__)
def test_parts_of_assessments_and_frameworks_are_plain_data_and_pickles(part: Any) -> None:
    again = pickle.loads(pickle.dumps(part))
    assert (again, hash(again), repr(again)) == (part, hash(part), repr(part))
    assert json.loads(json.dumps(part.to_dict())) == part.to_dict() == again.to_dict()


def test_a_result_shows_itself_short_and_names_its_fields() -> None:
    plan = ASSESSMENT.plan({"points": 60})
    shown = repr(plan)
    assert shown.startswith("Plan(framework=FrameworkRef(id='self-assessment', edition='4.0'")
    assert "goal=Goal(reach=Target(points=60))" in shown
    assert f"… {len(plan.steps) - 3} more)" in shown
    assert repr(plan.steps[0]).startswith("PlanStep(control='SA-")
    assert dir(plan)[-3:] == ["steps", "to_dict", "to_json"]


def test_a_notebook_gets_a_table_in_the_language_of_the_moment() -> None:
    threats = shisei.catalog("threats")["ten-threats@2026"]
    assert "<th>title</th><td>Ten major threats 2026 (organisations)</td>" in threats._repr_html_()
    shisei.set_language("ja")
    try:
        assert "<td>情報セキュリティ10大脅威 2026［組織］</td>" in threats._repr_html_()
    finally:
        shisei.set_language("en")
    sheet = FRAMEWORK.assess({"SA-01": {"choice": "partial", "note": "<script>"}}).sheet
    assert "<script>" not in sheet._repr_html_()
    assert "&lt;script&gt;" in sheet._repr_html_()


def test_a_sheet_that_comes_out_goes_in_again() -> None:
    given: Sheet = {
        "framework": FRAMEWORK.reference,
        "answers": {"SA-01": "implemented", "SA-02": {"choice": "partial", "note": "two of five"}},
    }
    assessment = shisei.assess(given)
    sheet = assessment.sheet
    answer = sheet.answers["SA-02"]
    assert isinstance(answer, results.DetailedAnswer)
    assert (answer.choice, answer.note) == ("partial", "two of five")
    assert shisei.assess(sheet) == FRAMEWORK.assess(sheet.answers) == assessment
    assert insight.bounds(sheet) == assessment.bounds()
    carried = insight.carry_over([assessment], "five-basics@4.0")
    assert shisei.assess(carried.sheet).framework.id == "five-basics"


def test_entries_of_the_catalogue_go_in_as_arguments() -> None:
    crosswalks = list(shisei.catalog("crosswalks").values())
    given = insight.carry_over([ASSESSMENT], "five-basics@4.0", crosswalks=crosswalks)
    assert given == insight.carry_over([ASSESSMENT], "five-basics@4.0")


def test_a_framework_that_comes_out_is_one() -> None:
    subsidy = next(iter(shisei.catalog("programmes/subsidies")))
    conditions = programmes.subsidy_eligibility(subsidy)
    assert isinstance(conditions, shisei.Framework)
    assert not conditions.assess({}).complete
    assert shisei.catalog("frameworks")["five-basics@4.0"] == shisei.framework("five-basics@4.0")


def test_the_module_of_types_has_every_name_and_no_other() -> None:
    names = [name for name in dir(results) if not name.startswith("_")]
    assert {"Plan", "Explained", "ThreatList", "Record"} <= set(names)
    for name in names:
        kind = getattr(results, name)
        assert issubclass(kind, results.Record)
        assert kind.__module__ == "shisei.results"
        fields = [field for field in dir(kind) if not field.startswith("_")]
        assert not any(keyword.iskeyword(field) for field in fields)
    assert not hasattr(results, "Plam")
    assert results.PlanStep.effort.__doc__


def test_an_unknown_kind_of_entry_is_refused_with_the_nearest() -> None:
    with pytest.raises(shisei.ArgumentError) as refused:
        shisei.catalog("threat")
    assert refused.value.problems[0].nearest == "threats"


def test_every_entry_of_the_catalogue_can_be_read_to_its_end() -> None:
    def walk(value: Any) -> int:
        if isinstance(value, results.Record):
            fields = [name for name in dir(value) if not name.startswith("_")]
            fields = [name for name in fields if name not in ("to_dict", "to_json")]
            return 1 + sum(walk(getattr(value, name)) for name in fields)
        if isinstance(value, dict):
            return sum(walk(one) for one in value.values())
        return sum(walk(one) for one in value) if isinstance(value, tuple) else 0

    kinds = json.loads((ROOT / "schemas" / "functions.json").read_text(encoding="utf-8"))
    for kind in kinds["results"]["entries"]:
        assert walk(shisei.catalog(kind)) > 1


SAMPLE = """
import shisei
from shisei import insight, programmes

assessment = shisei.framework("self-assessment").assess({})
plan = assessment.plan({"points": 80})
reveal_type(plan)  # note: Revealed type is "shisei.results.Plan"
reveal_type(plan.after.points)  # note: Revealed type is "shisei._shisei.Points | None"
reveal_type(plan.steps[0].from_)  # note: Revealed type is "str | None"
reveal_type(plan.steps)  # note: Revealed type is "tuple[shisei.results.PlanStep, ...]"
reveal_type(insight.bounds(assessment))  # note: Revealed type is "shisei.results.Bounds"
reveal_type(assessment.sheet)  # note: Revealed type is "shisei.results.AnswerSheet"
reveal_type(shisei.catalog("threats"))  # note: Revealed type is "dict[str, shisei.results
reveal_type(programmes.sme_class().sme)  # note: Revealed type is "bool | None"
plan.effort = 1  # error: Cannot assign to final attribute "effort"  [misc]
plan.efort  # error: "Plan" has no attribute "efort"; maybe "effort"?  [attr-defined]
plan["after"]  # error: Value of type "Plan" is not indexable  [index]
insight.plan(assessment, budgett=3)  # error: Unexpected keyword argument "budgett"
programmes.incident("flood", "2026-04-01")  # error: Argument 1 to "incident" has incompatible type
"""


def test_type_checkers_know_every_field(tmp_path: Path) -> None:
    path = tmp_path / "sample.py"
    path.write_text(SAMPLE, encoding="utf-8")
    command = ["mypy", "--config-file", "tests/python/mypy.ini", "--no-pretty", str(path)]
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    said = re.findall(r"sample\.py:(\d+): (.+)", done.stdout)
    for number, line in enumerate(SAMPLE.splitlines(), 1):
        found = [words for at, words in said if int(at) == number and "note: See" not in words]
        expected = line.partition("  # ")[2]
        assert bool(found) == bool(expected), (line, found)
        assert all(words.startswith(expected) for words in found[:1]), (line, found)
