"""Scenarios for loss models, as other tools take them: what is published, and empty fields.

>>> from shisei import programmes, scenarios
>>> inputs = programmes.scenario_inputs({"framework": "basic-measures@2026", "answers": {}})
>>> exported = scenarios.to_ciso_assistant(inputs)
>>> exported["scenarios"][0]["hypotheses"][0]["probability"] is None
True

No number is made up: a probability or a loss that nobody publishes stays empty, and is yours to
judge. `shisei.loss` draws the curve from the numbers that you settle on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from shisei import language

if TYPE_CHECKING:
    from shisei import results

__all__ = ["to_ciso_assistant", "to_csv", "to_pyfair", "to_rows"]

#: Parts of a thousandth, or of a tenth, in one of the unit that is exported.
_UNITS: dict[str, tuple[str, int]] = {
    "share-permille": ("share", 1000),
    "count": ("count", 1),
    "yen": ("yen", 1),
    "us-dollars": ("us-dollars", 1),
    "days-tenths": ("days", 10),
    "months-tenths": ("months", 10),
    "person-months-tenths": ("person-months", 10),
    "times-tenths": ("times", 10),
}


def to_rows(inputs: results.ScenarioInputs | Mapping[str, Any]) -> list[dict[str, Any]]:
    """A row for each published figure, and for each part of a published distribution.

    A scenario about which nothing is published has one row with an empty `figure`. The columns
    `probability`, `severity_p5_yen` and `severity_p95_yen` are those that models ask for: null
    where nobody publishes them. Texts are in the language of `shisei.language()`.
    """
    return list(_rows(_plain(inputs)))


def to_csv(inputs: results.ScenarioInputs | Mapping[str, Any]) -> str:
    """The rows of `to_rows` as CSV; what is empty stays empty."""
    rows = to_rows(inputs)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]) if rows else [])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def to_ciso_assistant(inputs: results.ScenarioInputs | Mapping[str, Any]) -> dict[str, Any]:
    """The scenarios of a quantitative risk study of CISO Assistant.

    Each has one hypothesis of the present state with the fields of its model: `probability`, and
    `impact` with the 90 % interval of a lognormal loss in yen. They are null where nobody publishes
    the number; CISO Assistant asks for all three before it calculates.
    """
    data = _plain(inputs)
    scenarios = []
    for scenario in data["scenarios"]:
        given = scenario["inputs"]
        impact = {
            "distribution": "LOGNORMAL-CI90",
            "lb": given["severity_p5_yen"],
            "ub": given["severity_p95_yen"],
        }
        scenarios.append(
            {
                "ref_id": scenario["kind"],
                "name": _text(scenario["title"]),
                "description": "\n".join([_text(scenario["summary"]), *_told(scenario)]),
                "hypotheses": [
                    {
                        "name": data["list"],
                        "risk_stage": "current",
                        "probability": _probability(given),
                        "impact": impact,
                    }
                ],
            }
        )
    return {"note": _text(data["note"]), "scenarios": scenarios}


def to_pyfair(inputs: results.ScenarioInputs | Mapping[str, Any]) -> dict[str, Any]:
    """Inputs of pyfair, a model for each scenario: `FairModel(name).bulk_import_data(model)`.

    A probability goes in as a constant frequency, the ends of the loss as `low` and `high`. The
    mode that pyfair asks for follows from no published number: it is null like the others.
    """
    data = _plain(inputs)
    models = {}
    for scenario in data["scenarios"]:
        given = scenario["inputs"]
        models[_text(scenario["title"])] = {
            "Loss Event Frequency": {"constant": _probability(given)},
            "Loss Magnitude": {
                "low": given["severity_p5_yen"],
                "mode": None,
                "high": given["severity_p95_yen"],
            },
        }
    return {"note": _text(data["note"]), "models": models}


def _plain(inputs: Any) -> dict[str, Any]:
    data = inputs if isinstance(inputs, Mapping) else inputs.to_dict()
    return dict(data)


def _text(localized: Mapping[str, str]) -> str:
    return localized[language()]


def _probability(given: Mapping[str, Any]) -> float | None:
    permille = given["probability_permille"]
    return None if permille is None else permille / 1000


def _rows(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for scenario in data["scenarios"]:
        given = scenario["inputs"]
        head = {
            "scenario": scenario["kind"],
            "title": _text(scenario["title"]),
            "cover": scenario["cover"],
            "probability": _probability(given),
            "severity_p5_yen": given["severity_p5_yen"],
            "severity_p95_yen": given["severity_p95_yen"],
        }
        nothing: dict[str, Any] = {"basis": {"places": []}}
        for figure in scenario["figures"] or [nothing]:
            for part in figure.get("portions") or [None]:
                yield {**head, **_figure(figure, part), "note": _text(data["note"])}


def _figure(figure: Mapping[str, Any], part: Mapping[str, Any] | None) -> dict[str, Any]:
    places = figure["basis"]["places"]
    low, high, unit = _value(figure, part)
    told = {
        name: _text(figure[name]) for name in ("label", "population", "reason") if name in figure
    }
    return {
        "evidence": figure.get("evidence"),
        "figure": figure.get("figure"),
        "gives": figure.get("gives"),
        "label": told.get("label"),
        "part": None if part is None else _text(part["label"]),
        "value": low,
        "value_to": high,
        "unit": unit,
        "precision": figure.get("precision"),
        "n": figure.get("n"),
        "period": figure.get("period"),
        "population": told.get("population"),
        "regime": figure.get("regime"),
        "verification": figure["basis"].get("verification"),
        "origin": figure.get("origin"),
        "tied": figure.get("tied"),
        "reason": told.get("reason"),
        "source": "; ".join(_text(place["title"]) for place in places) or None,
        "url": next((place["url"] for place in places if place["url"]), None),
    }


def _value(
    figure: Mapping[str, Any], part: Mapping[str, Any] | None
) -> tuple[float | None, float | None, str | None]:
    """A number, the end of a range, and the unit."""
    if part is not None:
        return part["share_permille"] / 1000, None, "share"
    value = figure.get("value")
    if value is None:
        return None, None, None
    ((name, number),) = value.items()
    if name == "yen-range":
        return number["from"], number["to"], "yen"
    unit, of = _UNITS[name]
    return (number if of == 1 else number / of), None, unit


def _told(scenario: Mapping[str, Any]) -> Iterator[str]:
    """What is published, a line each."""
    for figure in scenario["figures"]:
        for part in figure["portions"] or [None]:
            low, high, unit = _value(figure, part)
            label = _text(figure["label"]) + ("" if part is None else f" / {_text(part['label'])}")
            number = f"{low}" if high is None else f"{low} – {high}"
            asked = "" if figure["n"] is None else f", n = {figure['n']}"
            whose = f"{figure['publisher']}, {figure['period']}{asked}"
            yield f"- {label}: {number} {unit} ({whose}, {figure['basis']['verification']})"
