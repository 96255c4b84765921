"""Every function of the core by its name, in plain data.

`shisei.insight` and `shisei.programmes` have the same functions with their own signatures.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shisei._shisei import Assessment, Framework, call_json, catalog_json, language


def call(name: str, /, **arguments: object) -> Any:
    """Call a function of the core by name.

    >>> import shisei
    >>> sheet = {"framework": "five-basics@4.0", "answers": {"B1": "done"}}
    >>> bounds = shisei.call("bounds", sheet=sheet)
    >>> bounds["complete"]
    False

    Raises ArgumentError for an unknown name or arguments that are not as they should be, and what
    the function itself raises, in the language of `set_language`.
    """
    return json.loads(call_json(name, _text(name, arguments), language()))


def run(name: str, arguments: Mapping[str, object], frameworks: Iterable[Framework] = ()) -> Any:
    """As `call`, for the modules with signatures.

    What is None is left out, and assessments stand for their sheets. `frameworks`, and those of the
    assessments, are found before the built-in ones.
    """
    own = list(frameworks)

    def plain(value: object) -> object:
        if isinstance(value, Assessment):
            own.append(value.framework)
            return value.sheet
        if isinstance(value, Mapping):
            return {key: plain(inner) for key, inner in value.items()}
        if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
            return [plain(inner) for inner in value]
        return value

    given = {key: plain(value) for key, value in arguments.items() if value is not None}
    return json.loads(call_json(name, _text(name, given), language(), own))


def _text(name: str, arguments: Mapping[str, object]) -> str:
    try:
        return json.dumps(arguments, ensure_ascii=False, allow_nan=False, default=_day)
    except (TypeError, ValueError) as error:
        raise TypeError(f"the arguments of {name} are not plain data: {error}") from None


def _day(value: object) -> str:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is neither plain data nor a day")


def catalog(kind: str) -> dict[str, Any]:
    """Every catalogue entry of a kind (a folder of the catalogue), by `id@edition`.

    >>> import shisei
    >>> "ten-threats@2026" in shisei.catalog("threats")
    True
    """
    entries: dict[str, Any] = json.loads(catalog_json(kind))
    return entries
