"""Inputs for loss models: what is published, with its marks, and nothing where nothing is."""

import csv
import io
import json

import pytest

from shisei import language, programmes, results, scenarios, set_language


@pytest.fixture
def inputs() -> results.ScenarioInputs:
    return programmes.scenario_inputs({"framework": "basic-measures@2026", "answers": {}})


def test_every_figure_has_its_number_period_population_and_mark(
    inputs: results.ScenarioInputs,
) -> None:
    data = inputs.to_dict()
    kinds = [scenario["kind"] for scenario in data["scenarios"]]
    assert len(kinds) == 10
    assert kinds[0] == "ransom"
    figures = [figure for scenario in data["scenarios"] for figure in scenario["figures"]]
    assert figures
    for figure in figures:
        assert figure["period"]
        assert figure["population"]["ja"]
        assert figure["basis"]["places"]
        assert figure["basis"]["verification"] in ("confirmed", "single-source", "unverified")
        assert figure["reason"]["en"]
        assert figure["caution"]["en"]
        assert (figure["value"] is None) == bool(figure["portions"])
    costs = next(figure for figure in figures if figure["figure"] == "cost-2025")
    assert costs["n"] == 89
    assert costs["gives"] == "severity"


def test_what_nobody_publishes_is_empty(inputs: results.ScenarioInputs) -> None:
    for scenario in inputs.to_dict()["scenarios"]:
        assert set(scenario["inputs"].values()) == {None}
    exported = scenarios.to_ciso_assistant(inputs)
    for scenario in exported["scenarios"]:
        (hypothesis,) = scenario["hypotheses"]
        assert hypothesis["probability"] is None
        assert hypothesis["impact"] == {"distribution": "LOGNORMAL-CI90", "lb": None, "ub": None}
    for model in scenarios.to_pyfair(inputs)["models"].values():
        assert model["Loss Event Frequency"] == {"constant": None}
        assert set(model["Loss Magnitude"].values()) == {None}


def test_a_scenario_without_a_figure_is_there(inputs: results.ScenarioInputs) -> None:
    rows = scenarios.to_rows(inputs)
    ddos = [row for row in rows if row["scenario"] == "ddos"]
    assert len(ddos) == 1
    assert ddos[0]["figure"] is None
    assert ddos[0]["value"] is None
    read = list(csv.DictReader(io.StringIO(scenarios.to_csv(inputs), newline="")))
    assert len(read) == len(rows)
    assert read[0]["probability"] == ""
    shares = [row["value"] for row in rows if row["figure"] == "cost-2025"]
    assert len(shares) > 3
    assert abs(sum(shares) - 1) < 0.01


def test_measures_are_seen_from_the_answers_where_they_are_tied_to_them() -> None:
    seen = programmes.scenario_inputs(
        {"framework": "basic-measures@2026", "answers": {"encryption": "met"}}
    ).to_dict()["scenarios"][0]
    assert seen["cover"] is not None
    assert seen["ways_in"]
    unseen = programmes.scenario_inputs({"framework": "jc-star-1", "answers": {}}).to_dict()
    assert {scenario["cover"] for scenario in unseen["scenarios"]} == {None}
    assert next(s["figures"] for s in unseen["scenarios"]) == seen["figures"]


def test_every_output_says_whose_the_judgement_is(inputs: results.ScenarioInputs) -> None:
    before = language()
    try:
        for lang, words in (("en", "yours to judge"), ("ja", "ご自身で判断")):
            set_language(lang)
            assert words in scenarios.to_ciso_assistant(inputs)["note"]
            assert words in scenarios.to_pyfair(inputs)["note"]
            assert words in scenarios.to_csv(inputs)
    finally:
        set_language(before)
    json.dumps(scenarios.to_ciso_assistant(inputs))
