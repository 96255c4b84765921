"""Every shared vector, through every way into the package: JSON text, objects, functions."""

from __future__ import annotations

import inspect
import json
import pickle
from typing import Any

import pytest
from vectors import DRAWN, FOLDER, compact, contains, custom_framework, digest, files, run

import shisei
from shisei import insight, programmes, raw


def cases(*, calls: bool | None = None) -> list[Any]:
    """Every case, named for the report; only those of sheets, or only those of functions."""
    return [
        pytest.param(case, id=f"{name}: {case['name']}")
        for name, found in files(FOLDER, DRAWN).items()
        for case in found
        if calls is None or ("call" in case) == calls
    ]


@pytest.mark.parametrize("case", cases())
def test_json_gives_the_result_byte_for_byte(case: dict[str, Any]) -> None:
    result = run(case)
    assert digest(result) == case["digest"], result
    assert contains(json.loads(result), case["expect"])


@pytest.mark.parametrize("case", cases(calls=False))
def test_objects_give_the_result_byte_for_byte(case: dict[str, Any]) -> None:
    sheet = case["raw"] if "raw" in case else case["sheet"]
    try:
        result = shisei.assess(sheet, framework=custom_framework(case)).to_json()
    except shisei.ShiseiError as error:
        result = error.to_json(case.get("lang", "en"))
    assert digest(result) == case["digest"], result


@pytest.mark.parametrize("case", cases(calls=True))
def test_objects_as_arguments_give_the_result_byte_for_byte(case: dict[str, Any]) -> None:
    if "raw" in case:
        return
    try:
        result = compact(raw.call(case["call"], **case.get("arguments", {})))
    except shisei.ShiseiError as error:
        result = error.to_json(case.get("lang", "en"))
    assert digest(result) == case["digest"], result


# What a signature does not have: these are functions of the package itself.
ELSEWHERE = {"assess", "load_framework", "read_assessment"}


def function(name: str) -> Any:
    return getattr(insight, name, None) or getattr(programmes, name, None)


def test_every_function_of_the_core_has_a_signature() -> None:
    named = {*insight.__all__, *programmes.__all__}
    assert named == set(raw.call_names()) - ELSEWHERE
    assert all(inspect.getdoc(function(name)) for name in named)


def by_signature() -> list[Any]:
    """Calls of functions that have a signature, which does not refuse them by itself."""
    params = (param.values[0] for param in cases(calls=True))
    return [
        pytest.param(case, id=f"{case['call']}: {case['name']}")
        for case in params
        if function(case["call"]) and "arguments" in case and "code" not in case["result"]
    ]


@pytest.mark.parametrize("case", by_signature())
def test_functions_give_the_result(case: dict[str, Any]) -> None:
    result = function(case["call"])(**case["arguments"])
    assert digest(result.to_json()) == case["digest"], result
    assert compact(result.to_dict()) == result.to_json()
    again = pickle.loads(pickle.dumps(result))
    assert (again, hash(again)) == (result, hash(result))
    assert type(again) is type(result)
