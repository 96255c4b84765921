"""Assessments: ranges and certain results, texts, numbers, pickles."""

from __future__ import annotations

import concurrent.futures
import copy
import datetime
import json
import pickle
import types
from collections import OrderedDict
from fractions import Fraction

import pytest

import shisei
from shisei import raw
from shisei.shapes import Answer, Answers


@pytest.fixture
def framework() -> shisei.Framework:
    return shisei.framework("self-assessment@4.0")


def everything(framework: shisei.Framework, choice: str) -> dict[str, str]:
    return {control.id: choice for control in framework.controls}


def test_a_complete_sheet_has_one_result(framework: shisei.Framework) -> None:
    assessment = framework.assess(everything(framework, "partial"), subject="Sakura Works")
    assert (assessment.score, assessment.complete) == (50, True)
    assert assessment.points is not None
    assert (assessment.points.low, assessment.points.high) == (50, 50)
    assert (assessment.points.min, assessment.points.max) == (-25, 100)
    outcome = assessment.outcome
    assert outcome is not None
    assert outcome.low == outcome.high == outcome.value == "50-69"
    assert outcome.title is not None
    assert outcome.meaning is not None
    assert outcome.next is not None
    assert outcome.next.ja != outcome.next.en
    assert outcome.origin is shisei.Origin.OFFICIAL
    assert assessment.subject == "Sakura Works"
    assert assessment.framework is framework
    assert [part.score for part in assessment.groups] == [10, 26, 14]
    assert assessment.tally.partial == assessment.tally.total == 25


def test_an_open_sheet_is_a_range_and_never_zero(framework: shisei.Framework) -> None:
    answers = everything(framework, "implemented")
    del answers["SA-25"]
    unanswered: tuple[Answers, ...] = (
        answers,
        {**answers, "SA-25": None},
        {**answers, "SA-25": {}},
    )
    for open_sheet in unanswered:
        assessment = framework.assess(open_sheet)
        assert assessment.score is None
        assert assessment.complete is False
        assert assessment.points is not None
        assert (assessment.points.low, assessment.points.high) == (95, 100)
        outcome = assessment.outcome
        assert outcome is not None
        assert (outcome.low, outcome.high, outcome.value) == ("70-99", "100", None)
        assert outcome.title is None
        assert outcome.lowest is not None
        assert outcome.highest is not None
        assert (outcome.lowest.id, outcome.highest.id) == ("70-99", "100")
        (finding,) = assessment.findings
        assert finding.state is shisei.State.UNANSWERED
        assert "SA-25" not in assessment.answers


def test_findings_carry_control_worth_texts_and_citations(framework: shisei.Framework) -> None:
    assessment = framework.assess({**everything(framework, "implemented"), "SA-03": "unknown"})
    (finding,) = assessment.findings
    assert finding.control == framework.control("SA-03")
    assert finding.state is shisei.State.UNKNOWN
    assert str(finding.state) == "unknown"
    assert finding.worth.points == 5
    assert finding.advice.ja == finding.control.advice.ja
    assert finding.why == finding.control.why
    assert finding.citations == finding.control.citations
    assert finding.citations[0].source in framework.sources
    assert finding.verification is finding.control.verification


def test_coverage_is_an_exact_fraction() -> None:
    framework = shisei.framework("five-basics@3.1")
    assessment = framework.assess({"B1": "done", "B2": "partly", "B3": "not-done"})
    coverage = assessment.coverage
    assert coverage is not None
    assert isinstance(coverage.low, Fraction)
    assert (coverage.low, coverage.high) == (Fraction(3, 10), Fraction(7, 10))
    assert coverage.value is None
    assert coverage.percent == (30, 70)
    assert coverage.origin is shisei.Origin.DERIVED
    assert assessment.score is None
    assert assessment.points is None


def test_plain_data_is_the_json(framework: shisei.Framework) -> None:
    assessment = framework.assess(everything(framework, "unknown"), date="2026-04-01")
    assert assessment.to_dict() == json.loads(assessment.to_json())
    assert assessment.to_dict()["points"]["low"] == assessment.score == -25
    assert assessment.to_dict()["answers"] == assessment.answers
    assert assessment.to_dict()["framework"]["digest"] == framework.digest


def test_what_stands_beside_an_answer_is_kept_and_not_scored(framework: shisei.Framework) -> None:
    beside: Answer = {
        "choice": "partial",
        "reason": "two sites",
        "note": "台帳を参照",
        "evidence": ("a.pdf", "b.pdf"),
        "date": datetime.date(2026, 4, 1),
    }
    assessment = framework.assess({"SA-01": beside}, date=datetime.date(2026, 4, 2))
    assert assessment == framework.assess({"SA-01": "partial"}, date="2026-04-02")
    kept = {**beside, "evidence": ["a.pdf", "b.pdf"], "date": "2026-04-01"}
    assert assessment.sheet.to_dict()["answers"] == {"SA-01": kept}
    assert assessment.date == "2026-04-02"


def test_any_mapping_will_do(framework: shisei.Framework) -> None:
    answers = everything(framework, "implemented")
    expected = framework.assess(answers)
    for mapping in (types.MappingProxyType(answers), OrderedDict(answers)):
        assert framework.assess(mapping) == expected


def test_a_whole_sheet_is_scored_by_the_framework_it_names(framework: shisei.Framework) -> None:
    sheet = {"framework": framework.reference, "subject": "A", "answers": {"SA-01": "partial"}}
    expected = framework.assess({"SA-01": "partial"}, subject="A")
    assert shisei.assess(sheet) == expected
    assert shisei.assess(json.dumps(sheet)) == expected
    assert raw.assess_json(json.dumps(sheet)) == expected.to_json()
    assert shisei.assess(sheet, framework=framework).framework is framework


def test_pickles_and_copies_are_equal(framework: shisei.Framework) -> None:
    assessment = framework.assess(
        {"SA-01": {"choice": "partial", "note": "kept"}}, subject="A", date="2026-04-01"
    )
    for again in (pickle.loads(pickle.dumps(assessment)), copy.deepcopy(assessment)):
        assert again == assessment
        assert hash(again) == hash(assessment)
        assert again.to_json() == assessment.to_json()
        assert again.sheet == assessment.sheet
        assert again.framework == framework
    assert assessment != framework.assess({})
    assert assessment != "something else"


def test_values_are_equal_when_their_content_is(framework: shisei.Framework) -> None:
    one, two = framework.assess({"SA-01": "partial"}), framework.assess({"SA-01": "partial"})
    for name in ("points", "tally", "outcome", "groups", "findings", "answers"):
        assert getattr(one, name) == getattr(two, name)
    assert len({*one.findings, *two.findings}) == len(one.findings)
    assert one.groups[0] != one.groups[1]


def test_repr_says_what_came_out(framework: shisei.Framework) -> None:
    open_sheet = framework.assess({"SA-01": "partial"}, subject="A")
    assert repr(open_sheet) == (
        '<Assessment of "A" by self-assessment@4.0: -22…98 / 100, '
        "outcome 0-49…70-99 (official), 24 unanswered, 25 findings>"
    )
    assert repr(open_sheet.points) == "Points(low=-22, high=98, min=-25, max=100)"
    assert repr(open_sheet.outcome) == "Outcome(low='0-49', high='70-99', origin='official')"


def test_reports_come_in_both_languages_and_three_layouts(framework: shisei.Framework) -> None:
    assessment = framework.assess(
        {**everything(framework, "partial"), "SA-01": {"choice": "unknown", "note": "<b>ask</b>"}},
        subject="Sakura Works",
    )
    assert assessment.report() == assessment.report("en", "text")
    assert framework.title.ja in assessment.report("ja")
    assert "\x1b[" in assessment.report(color=True)
    assert assessment.report(width=40).count("\n") > assessment.report(width=120).count("\n")
    page = assessment.report("ja", format="html")
    assert page.startswith("<!DOCTYPE html>")
    assert "&lt;b&gt;ask&lt;/b&gt;" in page
    assert "Sakura Works" in assessment.report(format="markdown")
    with pytest.raises(shisei.ArgumentError) as caught:
        assessment.report(format="htm")  # type: ignore[arg-type]
    assert caught.value.problems[0].nearest == "html"


def test_threads_share_a_framework(framework: shisei.Framework) -> None:
    answers = everything(framework, "partial")
    expected = framework.assess(answers).to_json()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        results = pool.map(lambda _: framework.assess(answers).to_json(), range(200))
        assert set(results) == {expected}


def test_a_result_is_read_back(framework: shisei.Framework) -> None:
    assessment = framework.assess(
        {"SA-01": "partial", "SA-02": {"choice": "unknown", "note": "left out"}},
        subject="A",
        date="2026-04-01",
    )
    again = framework.read_assessment(assessment.to_json())
    assert again == assessment
    assert again.to_json() == assessment.to_json()
    assert again.sheet.answers == assessment.answers
    assert again.bounds() == assessment.bounds()
    assert pickle.loads(pickle.dumps(again)) == assessment
    # The order of members is nothing to go by.
    assert framework.read_assessment(json.dumps(again.to_dict(), sort_keys=True)) == assessment


def test_a_result_without_its_reasons_can_still_be_pickled() -> None:
    framework = shisei.framework("scs")
    control = next(
        control
        for control in framework.controls
        if any(choice.id == "not-applicable" for choice in control.choices)
    )
    answer: Answer = {"choice": "not-applicable", "reason": "no such system"}
    assessment = framework.assess({control.id: answer})
    again = framework.read_assessment(assessment.to_json())
    assert again == assessment
    assert pickle.loads(pickle.dumps(again)) == assessment


def test_a_result_that_is_another_names_what_changed(framework: shisei.Framework) -> None:
    result = framework.assess({"SA-01": "partial"}).to_dict()
    changed = [
        ({**result, "tally": {**result["tally"], "met": 9}}, ("changed-result", "tally")),
        ({**result, "answers": {"SA-01": "partal"}}, ("unknown-choice", "SA-01")),
        (
            {**result, "framework": {**result["framework"], "edition": "3.1"}},
            ("wrong-edition", "framework"),
        ),
        (
            {**result, "framework": {**result["framework"], "rules_digest": "0"}},
            ("changed-rules", "framework.rules_digest"),
        ),
    ]
    for given, expected in changed:
        with pytest.raises(shisei.ArgumentError) as refused:
            framework.read_assessment(json.dumps(given))
        assert [(problem.code, problem.at) for problem in refused.value.problems] == [expected]
