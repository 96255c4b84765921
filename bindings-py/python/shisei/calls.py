"""Every other function of the core by its name: plan, explain, carry over, programmes.

The arguments and results are the plain data (dicts, lists, strings, whole numbers) that the same
functions take and give in Rust and JavaScript.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from shisei._shisei import call_json, catalog_json


def call(name: str, /, lang: Literal["ja", "en"] = "en", **arguments: object) -> Any:
    """Call a function of the core by name.

    >>> import shisei
    >>> sheet = {"framework": "five-basics@4.0", "answers": {"B1": "done"}}
    >>> bounds = shisei.call("bounds", sheet=sheet)
    >>> bounds["complete"]
    False

    Raises ArgumentError for an unknown name or arguments that are not as they should be, and what
    the function itself raises; `lang` is the language of the message.
    """
    try:
        text = json.dumps(arguments, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise TypeError(f"the arguments of {name} are not plain data: {error}") from None
    return json.loads(call_json(name, text, lang))


def catalog(kind: str) -> dict[str, Any]:
    """Every catalogue entry of a kind (a folder of the catalogue), by `id@edition`.

    >>> import shisei
    >>> "ten-threats@2026" in shisei.catalog("threats")
    True
    """
    entries: dict[str, Any] = json.loads(catalog_json(kind))
    return entries
