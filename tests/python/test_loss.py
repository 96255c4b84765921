"""Curves in closed form: what must hold of them, and a check by counting."""

import math
import random

import pytest

from shisei import language, loss, set_language


def test_a_curve_begins_at_the_probability_and_passes_the_ends_of_the_interval() -> None:
    curve = loss.exceedance(0.2, 1e6, 5e7, at=[0, 1e6, 5e7])
    for found, expected in zip(curve.exceeded, [0.2, 0.2 * 0.95, 0.2 * 0.05], strict=True):
        assert math.isclose(found, expected, rel_tol=1e-12)


def test_it_is_what_counting_gives() -> None:
    event = loss.Event(0.3, 2.0, 80.0)
    chance = random.Random(1)
    draws = [
        chance.lognormvariate(event.mu, event.sigma) if chance.random() < event.probability else 0.0
        for _ in range(200_000)
    ]
    for at in (1.0, 10.0, 50.0):
        counted = sum(draw > at for draw in draws) / len(draws)
        assert abs(counted - event.exceeds(at)) < 0.005


def test_the_costliest_of_independent_events() -> None:
    one, other = loss.Event(0.1, 1.0, 10.0), loss.Event(0.4, 2.0, 9.0)
    curve = loss.largest([one, {"probability": 0.4, "low": 2.0, "high": 9.0}], at=[0.0, 3.0])
    for at, found in zip(curve.at, curve.exceeded, strict=True):
        expected = 1 - (1 - one.exceeds(at)) * (1 - other.exceeds(at))
        assert math.isclose(found, expected, rel_tol=1e-12)
    assert loss.largest([], at=[1]).exceeded == (0.0,)
    assert loss.largest([loss.Event(1.0, 1.0, 2.0)], at=[0]).exceeded == (1.0,)


@pytest.mark.parametrize(
    ("numbers", "name"),
    [
        ((1.5, 1, 2), "probability"),
        ((math.nan, 1, 2), "probability"),
        ((0.5, 0, 2), "low"),
        ((0.5, 3, 2), "high"),
        ((0.5, 1, math.inf), "high"),
    ],
)
def test_what_is_no_interval_is_refused(numbers: tuple[float, float, float], name: str) -> None:
    with pytest.raises(ValueError, match=name):
        loss.exceedance(*numbers, at=[1])


def test_a_sum_must_be_one() -> None:
    with pytest.raises(ValueError, match="at"):
        loss.exceedance(0.5, 1, 2, at=[math.nan])


def test_every_output_says_what_it_is() -> None:
    event = loss.Event(0.1, 1.0, 2.0)
    before = language()
    try:
        for lang, words in (("en", "yours to judge"), ("ja", "ご自身で判断")):
            set_language(lang)
            curve = loss.exceedance(0.1, 1.0, 2.0, at=[1.0])
            for output in (curve.to_dict(), event.to_ciso_assistant(), event.to_pyfair()):
                assert words in output["note"]
    finally:
        set_language(before)
    impact = {"distribution": "LOGNORMAL-CI90", "lb": 1.0, "ub": 2.0}
    assert event.to_ciso_assistant()["impact"] == impact
    assert event.to_pyfair()["Loss Magnitude"] == {"low": 1.0, "mode": None, "high": 2.0}
