"""Every table that scoring gives back in these tests is held to the rules of Arrow, in full."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest

from shisei import libraries, portfolio
from shisei._shisei import PortfolioStream
from shisei.libraries import polars_lazy


class Checked:
    """A scorer or a stream, whose results are valid Arrow or fail the test."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._inner, name)
        return _validated(value) if name in ("score", "score_matrix") else value


def _validated(score: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def validated(data: Any) -> Any:
        scored = score(data)
        pa.RecordBatchReader.from_stream(scored).read_all().validate(full=True)
        return scored

    return validated


class CheckedStream(Checked):
    MOST_IDS = PortfolioStream.MOST_IDS

    def __init__(self, scorer: Any) -> None:
        super().__init__(PortfolioStream(getattr(scorer, "_inner", scorer)))


@pytest.fixture(autouse=True)
def _every_table_is_valid(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    # A column that came in with bytes that are no text goes out with them.
    if request.node.get_closest_marker("carries_what_is_no_text"):
        return

    def library(data: object) -> Any:
        home: Any = libraries.library(data)
        return home and SimpleNamespace(
            score=lambda data, scorer: home.score(data, Checked(scorer))
        )

    monkeypatch.setattr(portfolio, "library", library)
    for module in (portfolio, polars_lazy):
        monkeypatch.setattr(module, "PortfolioStream", CheckedStream)
