"""The shared vectors: reading them, running a case, the digest of a result."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import shisei
from shisei import raw

FOLDER = Path(__file__).parent.parent / "vectors"
# Random sheets, when `make random-vectors` has drawn some.
DRAWN = Path(__file__).parents[2] / "build" / "vectors"


def files(*folders: Path) -> dict[str, list[dict[str, Any]]]:
    """The cases of every file, by its name."""
    paths = sorted(path for folder in folders for path in folder.glob("*.json"))
    found = {path.stem: json.loads(path.read_text(encoding="utf-8"))["cases"] for path in paths}
    assert found, "no vectors were found"
    return found


def compact(value: object) -> str:
    """JSON as the core writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def digest(result: str) -> str:
    """The first 16 hex digits of the SHA-256 of a result as JSON."""
    return hashlib.sha256(result.encode()).hexdigest()[:16]


def contains(whole: Any, part: Any) -> bool:
    """Whether objects have the members of `part`, lists item by item, and the rest is equal."""
    if isinstance(whole, dict) and isinstance(part, dict):
        return all(key in whole and contains(whole[key], part[key]) for key in part)
    if isinstance(whole, list) and isinstance(part, list):
        return len(whole) == len(part) and all(map(contains, whole, part))
    return bool(whole == part)


def custom_framework(case: dict[str, Any]) -> shisei.Framework | None:
    """The framework that a case brings along."""
    if "definition" not in case:
        return None
    return shisei.Framework.from_json(compact(case["definition"]))


def run(case: dict[str, Any]) -> str:
    """What the package makes of a case: an assessment or an error report, as JSON."""
    lang = case.get("lang", "en")
    try:
        if "call" in case:
            arguments = case["raw"] if "raw" in case else compact(case.get("arguments", {}))
            return raw.call_json(case["call"], arguments, lang)
        sheet = case["raw"] if "raw" in case else compact(case["sheet"])
        return raw.assess_json(sheet, custom_framework(case), lang)
    except shisei.ShiseiError as error:
        result: str = error.to_json(lang)
        assert str(error) == json.loads(result)["message"]
        return result
