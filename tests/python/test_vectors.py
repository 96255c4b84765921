"""Every shared vector, through every way into the package: JSON text, objects, functions."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import pytest

import shisei
from shisei import insight, programmes

FOLDER = Path(__file__).parent.parent / "vectors"
# Sheets of chance, when `make random-vectors` has drawn some.
DRAWN = Path(__file__).parents[2] / "build" / "vectors"


def cases(*, calls: bool = False) -> list[Any]:
    """Every case of every file, named for the report: of sheets, or of called functions."""
    found = []
    for path in sorted([*FOLDER.glob("*.json"), *DRAWN.glob("*.json")]):
        for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
            if ("call" in case) != calls:
                continue
            found.append(pytest.param(case, id=f"{path.stem}: {case['name']}"))
    assert found, "no vectors were found"
    return found


def compact(value: object) -> str:
    """JSON as the core writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def contains(whole: Any, part: Any) -> bool:
    """Whether objects have the members of `part`, and everything else is equal."""
    if isinstance(whole, dict) and isinstance(part, dict):
        return all(key in whole and contains(whole[key], part[key]) for key in part)
    return bool(whole == part)


def own_framework(case: dict[str, Any]) -> shisei.Framework | None:
    """The framework that a case brings along."""
    if "definition" not in case:
        return None
    return shisei.Framework.from_json(compact(case["definition"]))


@pytest.mark.parametrize("case", cases())
def test_json_gives_the_result_byte_for_byte(case: dict[str, Any]) -> None:
    lang = case.get("lang", "en")
    sheet = case["raw"] if "raw" in case else compact(case["sheet"])
    try:
        result = shisei.assess_json(sheet, own_framework(case), lang)
    except shisei.ShiseiError as error:
        result = error.to_json(lang)
        assert str(error) == case["result"]["message"]
    assert result == compact(case["result"])
    assert contains(case["result"], case["expect"])


@pytest.mark.parametrize("case", cases())
def test_objects_give_the_result_byte_for_byte(case: dict[str, Any]) -> None:
    lang = case.get("lang", "en")
    sheet = case["raw"] if "raw" in case else case["sheet"]
    codes = [problem["code"] for problem in case["result"].get("problems", [])]
    try:
        result = shisei.assess(sheet, framework=own_framework(case)).to_json()
    except shisei.ShiseiError as error:
        if isinstance(sheet, dict) and "malformed-json" in codes:
            # What JSON text refuses as a whole, objects refuse field by field.
            assert error.code == case["result"]["code"]
            return
        result = error.to_json(lang)
    assert result == compact(case["result"])


@pytest.mark.parametrize("case", cases(calls=True))
def test_calls_give_the_result_byte_for_byte(case: dict[str, Any]) -> None:
    lang = case.get("lang", "en")
    arguments = case["raw"] if "raw" in case else compact(case.get("arguments", {}))
    try:
        result = shisei.call_json(case["call"], arguments, lang)
    except shisei.ShiseiError as error:
        result = error.to_json(lang)
    assert result == compact(case["result"])
    assert contains(case["result"], case["expect"])


# Arguments by the core's name, where ours is another.
RENAMED = {
    "answer_once": {"frameworks": "targets"},
    "framework_diff": {"from": "before", "to": "after"},
    "threat_view": {"list": "threats"},
}
# What a signature does not have: these are functions of the package itself.
ELSEWHERE = {"assess", "load_framework"}


def function(name: str) -> Any:
    return getattr(insight, name, None) or getattr(programmes, name, None)


def test_every_function_of_the_core_has_a_signature() -> None:
    named = {*insight.__all__, *programmes.__all__}
    assert named == set(shisei.call_names()) - ELSEWHERE
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
    name: str = case["call"]
    given: dict[str, Any] = dict(case["arguments"])
    own = [shisei.Framework.from_json(compact(it)) for it in given.pop("definitions", [])]
    named: dict[str, Any] = {
        RENAMED.get(name, {}).get(key, key): value for key, value in given.items()
    }
    if name == "consolidate":
        named["sites"] = {site["site"]: site["sheet"] for site in named["sites"]}
    if name in ("sme_class", "monitoring_advice"):
        named = {"profile": named}
    if own:
        named["frameworks"] = own
    result = function(name)(**named)
    assert result == (case["result"]["csv"] if name == "register_csv" else case["result"])
