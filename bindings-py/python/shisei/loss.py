"""How likely a loss is to exceed a sum, from numbers of your own.

No questionnaire says how likely an incident is or what it costs, and nothing here guesses: you give
a probability and the interval that holds nine losses in ten, and get the curve that follows from
them, in closed form and without random numbers.

>>> from shisei import loss
>>> curve = loss.exceedance(0.1, 1_000_000, 50_000_000, at=[5_000_000, 100_000_000])
>>> [round(chance, 4) for chance in curve.exceeded]
[0.0615, 0.0013]
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shisei.messages import say

__all__ = ["Curve", "Event", "exceedance", "largest"]

#: Standard deviations from the middle to either end of an interval that holds nine in ten.
_Z_95 = 1.6448536269514722


def note() -> str:
    """What every result says of itself, in the language of `shisei.language()`."""
    return say(
        "Calculated from the numbers given, not from the answers. Published figures show how often "
        "things go together, as organisations report it themselves; they do not show causes. "
        "Whether the numbers fit this organisation is yours to judge.",
        "回答からではなく、入力された数値から計算しています。公表された数値は各組織の自己申告に"
        "基づく関連を示すもので、因果関係を示すものではありません。この組織に当てはまるかどうかは、"
        "ご自身で判断してください。",
    )


@dataclass(frozen=True)
class Event:
    """An event that happens within the period or does not, with a lognormal loss.

    `low` and `high` are the ends of the interval that holds nine losses in ten: one in twenty is
    smaller than `low`, one in twenty larger than `high`.
    """

    probability: float
    low: float
    high: float

    def __post_init__(self) -> None:
        _check("probability", self.probability, 0 <= self.probability <= 1, "0 – 1")
        _check("low", self.low, 0 < self.low < math.inf, "> 0")
        _check("high", self.high, self.low < self.high < math.inf, "> low")

    @property
    def mu(self) -> float:
        """Mean of the logarithm of the loss."""
        return (math.log(self.low) + math.log(self.high)) / 2

    @property
    def sigma(self) -> float:
        """Standard deviation of the logarithm of the loss."""
        return (math.log(self.high) - math.log(self.low)) / (2 * _Z_95)

    def exceeds(self, loss: float) -> float:
        """The probability that the event happens and costs more than `loss`."""
        if loss <= 0:
            return self.probability
        # 1 − Φ(z), which stays exact where it is small.
        beyond = math.erfc((math.log(loss) - self.mu) / self.sigma / math.sqrt(2)) / 2
        return self.probability * beyond

    def to_ciso_assistant(self) -> dict[str, Any]:
        """The parameters of a hypothesis of CISO Assistant's risk quantification."""
        impact = {"distribution": "LOGNORMAL-CI90", "lb": self.low, "ub": self.high}
        return {"probability": self.probability, "impact": impact, "note": note()}

    def to_pyfair(self) -> dict[str, Any]:
        """Inputs of a pyfair model.

        The mode that its loss magnitude asks for does not follow from an interval: it stays empty.
        """
        return {
            "Loss Event Frequency": {"constant": self.probability},
            "Loss Magnitude": {"low": self.low, "mode": None, "high": self.high},
            "note": note(),
        }


@dataclass(frozen=True)
class Curve:
    """For each sum the probability that it is exceeded, and what that does and does not say."""

    at: tuple[float, ...]
    exceeded: tuple[float, ...]
    note: str

    def to_dict(self) -> dict[str, Any]:
        """The curve as plain data."""
        return {"at": list(self.at), "exceeded": list(self.exceeded), "note": self.note}


def exceedance(probability: float, low: float, high: float, *, at: Sequence[float]) -> Curve:
    """How likely a single event is to happen and to cost more than each of the sums `at`.

    With the interval from `low` to `high` of a lognormal loss this is
    `p · (1 − Φ((ln x − μ) / σ))`.

    Raises `ValueError` for a probability that is none, or an interval that is none.
    """
    event = Event(probability, low, high)
    return _curve(at, event.exceeds)


def largest(events: Sequence[Event | Mapping[str, float]], *, at: Sequence[float]) -> Curve:
    """How likely the costliest of several independent events is to cost more than each sum.

    This is `1 − Π (1 − pᵢ · (1 − Φᵢ))`, exact where one event makes no other more or less likely:
    where one cause can bring several, it is too low. The sum of several losses has no closed form,
    and is not given.
    """
    all = [event if isinstance(event, Event) else Event(**event) for event in events]

    def exceeded(loss: float) -> float:
        # By logarithms, so that what is unlikely is not lost.
        none = [-event.exceeds(loss) for event in all]
        if any(chance <= -1 for chance in none):
            return 1.0
        return -math.expm1(math.fsum(math.log1p(chance) for chance in none))

    return _curve(at, exceeded)


def _curve(at: Sequence[float], exceeded: Any) -> Curve:
    sums = tuple(at)
    for loss in sums:
        _check("at", loss, math.isfinite(loss), "a sum")
    return Curve(sums, tuple(exceeded(loss) for loss in sums), note())


def _check(name: str, value: object, fits: bool, range: str) -> None:
    if not fits:
        raise ValueError(
            say(
                f"{name} is out of range: {value!r} ({range})",
                f"{name} が範囲外です：{value!r}（{range}）",
            )
        )
