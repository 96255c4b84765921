"""Every function of the core by its name.

`shisei.insight` and `shisei.programmes` have the same functions with their own signatures.
"""

from __future__ import annotations

import json
from typing import Any

from shisei._shisei import _call, catalog_json


def call(name: str, /, **arguments: object) -> Any:
    """Call a function of the core by name, and give plain data.

    None is the same as leaving an argument out, and an assessment the same as its sheet, with its
    framework. Among `definitions` may be frameworks.

    >>> import shisei
    >>> sheet = {"framework": "five-basics@4.0", "answers": {"B1": "done"}}
    >>> bounds = shisei.call("bounds", sheet=sheet)
    >>> bounds["complete"]
    False

    Raises ArgumentError for an unknown name or arguments that are not as they should be, and what
    the function itself raises; each names every problem.
    """
    return json.loads(_call(name, arguments))


def catalog(kind: str) -> dict[str, Any]:
    """Every catalogue entry of a kind (a folder of the catalogue), by `id@edition`.

    >>> import shisei
    >>> "ten-threats@2026" in shisei.catalog("threats")
    True
    """
    entries: dict[str, Any] = json.loads(catalog_json(kind))
    return entries
