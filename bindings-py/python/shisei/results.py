"""Types of what functions give: a class is made when it is first asked for.

>>> from shisei import insight, results
>>> bounds = insight.bounds({"framework": "five-basics@4.0", "answers": {}})
>>> isinstance(bounds, results.Bounds)
True
"""

from shisei._shisei import Record as Record
from shisei._shisei import _result_names, _result_type
from shisei._shisei import catalog as catalog


def __getattr__(name: str) -> object:
    found = _result_type(name)
    if found is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return ["Record", *_result_names()]
