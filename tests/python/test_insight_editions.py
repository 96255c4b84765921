"""An assessment among the arguments never says which edition an id without one means."""

import json
from typing import Any

import pytest

from shisei import Framework, framework, insight
from shisei.errors import ArgumentError, UnknownFrameworkError

OLD = framework("self-assessment@3.1")
ANSWERS = {control.id: "implemented" for control in OLD.controls}


def test_an_assessment_is_migrated_as_its_sheet_is() -> None:
    sheet: Any = {"framework": "self-assessment@3.1", "answers": ANSWERS}
    migrated = insight.migrate(OLD.assess(ANSWERS))
    assert migrated.to_dict() == insight.migrate(sheet).to_dict()
    assert migrated.sheet.framework == framework("self-assessment").reference
    assert len(migrated.steps) == 1


def test_a_target_without_an_edition_is_the_edition_in_force() -> None:
    known = insight.answer_once([OLD.assess(ANSWERS)], ["self-assessment"]).frameworks[0]
    assert known.framework.edition == framework("self-assessment").edition


def own(edition: str, status: str) -> Framework:
    definition = OLD.to_dict()
    definition |= {"id": "own", "edition": edition, "status": status, "previous": None}
    return Framework.from_json(json.dumps(definition))


def test_a_framework_that_is_not_built_in_is_found_by_its_assessment() -> None:
    assessed = own("1", "current").assess(ANSWERS)
    assert insight.migrate(assessed).steps == ()
    assert insight.bounds(assessed).complete
    with pytest.raises(UnknownFrameworkError):
        insight.answer_once([assessed], ["other"])


def test_definitions_go_before_an_assessment_where_an_id_is_bare() -> None:
    assessed = own("1", "superseded").assess(ANSWERS)
    known = insight.answer_once([assessed], ["own"], definitions=[own("2", "current")])
    assert known.frameworks[0].framework.edition == "2"


def test_a_number_means_points() -> None:
    assessed: Any = OLD.assess({})
    assert assessed.plan(70).after.points.low >= 70
    assert assessed.plan(70).steps == assessed.plan({"points": 70}).steps
    assert insight.plan(assessed, target=70).effort == assessed.plan(70).effort


@pytest.mark.parametrize("target", ["70-90", {"coverage": 50}])
def test_a_wrong_target_says_which_there_are(target: Any) -> None:
    with pytest.raises(ArgumentError) as caught:
        OLD.assess({}).plan(target)
    assert caught.value.problems[0].valid == ("100", "70-99", "50-69", "0-49", "points")


def test_a_wrong_kind_of_target_says_which_there_are() -> None:
    with pytest.raises(ArgumentError) as caught:
        OLD.assess({}).plan({"score": 70})
    problem = caught.value.problems[0]
    assert problem.given == "score"
    assert "points" in problem.valid
