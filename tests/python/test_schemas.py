"""The published JSON Schemas hold for what comes and goes, and refuse what the library refuses."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from vectors import FOLDER, files, run

import shisei
from shisei import insight, raw

ROOT = Path(__file__).parents[2]
VECTORS = files(FOLDER)
CATALOG = ROOT / "core" / "catalog"
#: Kinds of catalogue entries: the folders that hold them.
KINDS = sorted({path.parent.relative_to(CATALOG).as_posix() for path in CATALOG.rglob("*.toml")})
#: Every function, with the schemas of what it takes and gives.
FUNCTIONS = json.loads((ROOT / "schemas" / "functions.json").read_text(encoding="utf-8"))


@cache
def of_call(part: str, name: str) -> jsonschema_rs.Validator:
    """The schema of the arguments or the result of a function."""
    schema = FUNCTIONS[part]
    return jsonschema_rs.validator_for({**schema["properties"][name], "$defs": schema["$defs"]})


@cache
def schema(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(
        json.loads((ROOT / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    )


def check(schema: jsonschema_rs.Validator, value: Any) -> None:
    errors = [f"{error.instance_path}: {error.message}" for error in schema.iter_errors(value)]
    assert not errors, errors


@pytest.mark.parametrize("name", VECTORS)
def test_every_result_of_the_vectors_is_as_its_schema_says(name: str) -> None:
    for case in VECTORS[name]:
        result = json.loads(run(case))
        if "problems" in result:
            check(schema("error"), result)
        elif "call" in case:
            check(of_call("results", case["call"]), result)
            check(of_call("arguments", case["call"]), case.get("arguments", {}))
        else:
            check(schema("assessment"), result)
            if "sheet" in case:
                check(schema("answer-sheet"), case["sheet"])


def test_the_vectors_reach_every_function() -> None:
    cases = [case for found in VECTORS.values() for case in found]
    good = {case.get("call") for case in cases if "problems" not in case["result"]}
    assert good >= {None, *FUNCTIONS["functions"]} - {"assess", "framework_diff"}
    assert any("problems" in case["result"] for case in cases)


@pytest.mark.parametrize("kind", KINDS)
def test_every_catalogue_entry_is_as_its_schema_says(kind: str) -> None:
    name = {"frameworks": "framework", "crosswalks": "crosswalk"}.get(
        kind, kind.replace("programmes/", "programme-")
    )
    entries = json.loads(raw.catalog_json(kind))
    assert entries
    for entry in entries.values():
        check(schema(name), entry)
    assert {name: entry.to_dict() for name, entry in shisei.catalog(kind).items()} == entries


@pytest.mark.parametrize(
    ("old", "new"), [("insider-fraud@4", "insider-fraud@5"), ("five-basics@3.1", "scs")]
)
def test_a_comparison_is_as_its_schema_says(old: str, new: str) -> None:
    check(of_call("results", "framework_diff"), insight.framework_diff(old, new).to_dict())


@pytest.mark.parametrize(
    "rest",
    [
        {},
        {"answer": {}},
        {"answers": {"B1": {"choise": "done"}}},
        {"answers": {"B1": 4}},
    ],
)
def test_a_sheet_that_the_library_refuses_by_shape_its_schema_refuses_too(
    rest: dict[str, Any],
) -> None:
    sheet = {"framework": "five-basics", **rest}
    assert not schema("answer-sheet").is_valid(sheet)
    with pytest.raises(shisei.ShiseiError):
        raw.assess_json(json.dumps(sheet))


def test_a_framework_that_the_library_refuses_by_shape_its_schema_refuses_too() -> None:
    own = {"id": "own", "edition": "1"}
    assert not schema("framework").is_valid(own)
    with pytest.raises(shisei.ShiseiError):
        shisei.Framework.from_json(json.dumps(own))
