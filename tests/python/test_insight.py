"""What the vectors do not show: assessments as arguments, languages, refusals."""

from __future__ import annotations

import json

import pytest

import shisei
from shisei import insight, raw
from shisei.shapes import Sheet


def test_an_assessment_stands_for_its_sheet_and_framework() -> None:
    changed = shisei.framework("five-basics").to_dict() | {"id": "our-own", "previous": None}
    own = shisei.Framework.from_json(json.dumps(changed))
    assessment = own.assess({"B1": "done", "B2": "not-done"})
    assert assessment.bounds().framework.id == "our-own"
    sheet: Sheet = {"framework": "our-own", "answers": assessment.answers}
    assert assessment.bounds() == insight.bounds(sheet, definitions=[own])
    assert assessment.explain(lang="ja").text
    assert assessment.plan({"coverage": 50}).steps
    assert insight.diff(assessment, own.assess({"B1": "done", "B2": "done"})).improved


def test_methods_give_what_the_functions_give() -> None:
    framework = shisei.framework("five-basics@4.0")
    assessment = framework.assess({"B1": "done", "B2": "partly"})
    later = framework.assess({"B1": "done", "B2": "done"})
    earlier = shisei.framework("five-basics@3.1").assess({"B1": "not-done"})
    assert assessment.bounds() == insight.bounds(assessment)
    assert assessment.explain() == insight.explain(assessment)
    assert assessment.explain("ja") == insight.explain(assessment, lang="ja")
    assert assessment.peers() == insight.peers(assessment)
    assert later.diff(assessment) == insight.diff(assessment, later)
    assert later.score_change(earlier) == insight.score_change(earlier, later)
    target = {"coverage": 80}
    assert assessment.plan(target) == insight.plan(assessment, target=target)
    efforts: dict[str, int | dict[str, int]] = {"B2": 1, "B3": {"done": 4}}
    spent = assessment.plan(budget=5, maximise="coverage", efforts=efforts, forbidden=["B4"])
    assert spent == insight.plan(
        assessment, budget=5, maximise="coverage", efforts=efforts, forbidden=["B4"]
    )
    assert spent.steps


def test_methods_refuse_what_the_functions_refuse() -> None:
    assessment = shisei.framework("five-basics@4.0").assess({"B1": "done"})
    cases: list[dict[str, object]] = [
        {},
        {"target": {"coverage": 50}, "budget": 3},
        {"target": {"cover": 50}},
        {"budget": "3"},
        {"budget": 3, "efforts": {"B9": 1}},
    ]
    for given in cases:
        with pytest.raises(shisei.ArgumentError) as by_method:
            assessment.plan(**given)  # type: ignore[arg-type]
        with pytest.raises(shisei.ArgumentError) as by_function:
            raw.call("plan", sheet=assessment, **given)
        assert by_method.value.problems == by_function.value.problems


def test_a_refusal_speaks_the_language_that_is_set() -> None:
    sheet: Sheet = {"framework": "five-basics@4.0", "answers": {}}
    shisei.set_language("ja")
    try:
        with pytest.raises(shisei.ArgumentError) as refused:
            insight.plan(sheet, target={"points": 10})
        assert any("\u3040" <= letter <= "\u30ff" for letter in str(refused.value))
    finally:
        shisei.set_language("en")


def test_arguments_that_are_no_plain_data_are_problems_like_others() -> None:
    loop: list[object] = []
    loop.append(loop)
    cases: list[tuple[dict[str, object], list[tuple[str, str | None, str | None]]]] = [
        ({"sheet": object()}, [("wrong-type", "sheet", "… (object)")]),
        (
            {"sheet": float("nan"), "shet": 1},
            [
                ("unknown-field", None, "shet"),
                ("wrong-type", "sheet", "NaN (number)"),
            ],
        ),
        ({"sheet": loop}, [("too-deep", None, None)]),
    ]
    for given, expected in cases:
        with pytest.raises(shisei.ArgumentError) as refused:
            raw.call("bounds", **given)
        found = [(problem.code, problem.at, problem.given) for problem in refused.value.problems]
        assert found == expected
