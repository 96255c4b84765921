"""Plain data and JSON, as the core reads and writes them: the same bytes in every language.

For programs that pass data on. `shisei.insight`, `shisei.programmes` and `shisei.catalog` give the
same as objects.
"""

from __future__ import annotations

import json
from typing import Any

from shisei._shisei import _call_json, assess_json, call_json, call_names, catalog_json

__all__ = ["assess_json", "call", "call_json", "call_names", "catalog_json"]


def call(name: str, /, **arguments: object) -> Any:
    """Calls a function of the core by name, and gives plain data.

    None is the same as leaving an argument out, and an assessment the same as its sheet, with its
    framework. Among `definitions` may be frameworks.

    >>> from shisei import raw
    >>> sheet = {"framework": "five-basics@4.0", "answers": {"B1": "done"}}
    >>> raw.call("bounds", sheet=sheet)["complete"]
    False

    Raises ArgumentError for an unknown name or arguments that are not as they should be, and what
    the function itself raises; each names every problem.
    """
    return json.loads(_call_json(name, arguments))
