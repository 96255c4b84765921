"""Values of Python as somebody would write them in a column of text, whatever they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

__all__ = ["as_text", "is_deep", "is_missing", "label", "texts", "told"]

#: Where an object lies in memory says nothing, and is another place in the next run.
_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")
#: What holds other values, and may hold itself.
_CONTAINERS = (list, tuple, set, frozenset, Mapping)
#: How deep values may be nested that become Arrow: from one that holds itself it never returns.
MOST_DEPTH = 32


def as_text(value: Any) -> str:
    """A value as somebody would write it: a member of an `Enum` counts as its value.

    It never fails, and what it gives is valid text.

    >>> as_text(4.0), as_text(True), as_text(b"done")
    ('4', 'true', 'done')
    """
    if type(value) is str and value.isascii():
        return value
    if isinstance(value, Enum):
        return as_text(value.value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).decode(errors="replace")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = _written(value)
    if isinstance(value, bool):
        return text.lower()
    return text if isinstance(value, str) else _ADDRESS.sub("", text)


def _written(value: Any) -> str:
    try:
        text = str(value)
    except Exception:  # Any class may have a `__str__` that fails, and so have very long numbers.
        return f"<{type(value).__name__}>"
    # Half of a pair of surrogates is no text: what was read with `surrogateescape` holds such.
    return text if text.isascii() else text.encode(errors="backslashreplace").decode()


def told(value: Any) -> str | None:
    """The text of a value; `None` if it is missing."""
    return None if is_missing(value) else as_text(value)


def texts(values: Iterable[Any]) -> list[str | None]:
    """The texts of a column: objects that are told by their place are numbered, and stay apart."""
    numbers: dict[str, str] = {}

    def numbered(found: re.Match[str]) -> str:
        return numbers.setdefault(found[0], f" #{len(numbers) + 1}")

    def text(value: Any) -> str | None:
        said = told(value)
        if said is None or isinstance(value, (str, float, int)):
            return said
        whole = _written(value)
        return _ADDRESS.sub(numbered, whole) if _ADDRESS.search(whole) else said

    return [text(value) for value in values]


def is_missing(value: Any) -> bool:
    """None, `pd.NA`, and what is not equal to itself: NaN, NaT."""
    if isinstance(value, (str, bytes)):
        return False
    if value is None or type(value).__name__ == "NAType":
        return True
    if getattr(value, "shape", ()) or hasattr(value, "keys"):
        return False
    try:
        return bool(value != value)
    except Exception:  # It cannot say whether it is equal to itself: then it is something.
        return False


def label(name: Any) -> str:
    """The name of a column: labels of several levels are joined, as headings of several rows are.

    >>> label(("basics", "B1")), label(("B1", "")), label(2026)
    ('basics B1', 'B1', '2026')
    """
    if isinstance(name, tuple):
        return " ".join(filter(None, (as_text(level).strip() for level in name)))
    return as_text(name)


def is_deep(values: Iterable[Any], most: int = MOST_DEPTH) -> bool:
    """Whether some value is nested too deep, or holds itself."""
    # Most columns hold a few types, and none that holds others.
    holding = tuple(kind for kind in set(map(type, values)) if issubclass(kind, _CONTAINERS))
    if not holding:
        return False
    return any(_goes_deep(value, most) for value in values if isinstance(value, holding))


def _goes_deep(value: Any, most: int) -> bool:
    if most == 0:
        return True
    inside = value.values() if isinstance(value, Mapping) else value
    return any(_goes_deep(one, most - 1) for one in inside if isinstance(one, _CONTAINERS))
