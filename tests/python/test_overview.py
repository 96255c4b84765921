"""A portfolio as a whole: its summary, and its picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import shisei

mpl.use("Agg")

FRAMEWORK = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in FRAMEWORK.controls]


def scored(keep: Any = "all", rows: int = 60) -> pl.DataFrame:
    spelled = ["implemented", "一部実施している", " Not implemented ", "unknown", None]
    answers = {
        c: [spelled[(row + at) % 5 if row % 7 else 0] for row in range(rows)]
        for at, c in enumerate(CONTROLS)
    }
    trades = ["製造業", "小売業", "clinics"]
    table = pl.DataFrame({"trade": [trades[row % 3] for row in range(rows)], **answers})
    found = shisei.score(table, FRAMEWORK, keep=keep)
    assert isinstance(found, pl.DataFrame)
    return found


def test_groups_add_up_to_the_whole() -> None:
    table = scored()
    whole = shisei.summary(table, framework=FRAMEWORK)
    parts = shisei.summary(table, by="trade", framework=FRAMEWORK)
    for name in ("rows", "problems", "incomplete"):
        assert parts[name].sum() == whole[name][0]
    assert parts["trade"].to_list() == sorted(parts["trade"].to_list())
    assert whole["rows"][0] == 60
    assert whole["points_p50"][0] == table["points"].quantile(0.5, "nearest")
    shares = [name for name in whole.columns if name.startswith("share_")]
    assert sum(whole[name][0] for name in shares) == pytest.approx(1)


@given(st.lists(st.none() | st.integers(-3, 9), max_size=40))
def test_quantiles_are_those_of_polars(points: list[int | None]) -> None:
    table = pl.DataFrame({"points": points}, schema={"points": pl.Int16})
    found = shisei.summary(table)
    for percent in (10, 50, 90):
        expected = table["points"].quantile(percent / 100, "nearest")
        assert found[f"points_p{percent}"].to_list() == [expected]


def test_any_library_can_be_summarised() -> None:
    table = scored()
    expected = shisei.summary(table)
    for other in (table.to_arrow(), table.to_pandas(), table.lazy()):
        assert (
            shisei.summary(other)
            .select("rows", "incomplete", "points_p50")
            .equals(expected.select("rows", "incomplete", "points_p50"))
        )


def test_nothing_is_divided_by_nothing() -> None:
    empty = shisei.summary(scored().clear(), framework=FRAMEWORK)
    assert empty["rows"].to_list() == [0]
    assert all(empty[name][0] is None for name in empty.columns if name.startswith("share_"))


def test_weakest_controls_need_answers_that_can_be_read() -> None:
    with pytest.raises(shisei.ArgumentError, match="SA-01"):
        shisei.summary(scored(keep="others"), framework=FRAMEWORK)
    numbers = pl.DataFrame({c: [0, 1] for c in CONTROLS})
    coded = shisei.score(numbers, FRAMEWORK, numbers="from-0", keep="all")
    with pytest.warns(UserWarning, match="2 rows"):
        shisei.summary(coded, framework=FRAMEWORK)
    read = shisei.summary(coded, framework=FRAMEWORK, numbers="from-0")
    assert read["weakest"].to_list() == [CONTROLS[:3]]


def test_a_row_with_a_problem_is_left_out_and_counted() -> None:
    good = {c: ["implemented", "unknown"] for c in CONTROLS}
    bad = {c: ["partial"] if c == "SA-25" else ["perhaps"] for c in CONTROLS}
    table = pl.concat([pl.DataFrame(good), pl.DataFrame(bad)])
    for keep in ("answers", "all"):
        scored = shisei.score(table, FRAMEWORK, keep=keep, on_error="report")
        found = shisei.summary(scored, framework=FRAMEWORK)
        assert found["weakest"].to_list() == [CONTROLS[:3]]
        assert found["problems"].to_list() == [1]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.filterwarnings("ignore:Glyph:UserWarning")
def test_a_picture_in_both_languages(tmp_path: Path, lang: str) -> None:
    table = scored()
    figure = shisei.plot(table, by="trade", title="25", lang=lang)
    (axes,) = figure.axes
    assert axes.get_xlabel() == {"ja": "点数", "en": "Points"}[lang]
    counted = table.filter(pl.col("points").is_not_null()).group_by("trade").len()
    legend = axes.get_legend()
    assert legend is not None
    shown = {text.get_text() for text in legend.get_texts()}
    assert shown == {f"{trade} ({count})" for trade, count in counted.iter_rows()}
    # Every outline holds all rows of its group.
    heights = [patch.get_path().vertices[:, 1].max() for patch in axes.patches]  # type: ignore
    assert len(heights) == 3
    assert all(0 < height <= 100 for height in heights)
    path = tmp_path / "plot.png"
    figure.savefig(path)
    assert path.stat().st_size > 5_000
    note = figure.get_supxlabel()
    assert "60" in note
    assert str(table["points"].count()) in note


def test_a_picture_of_coverage_of_one_value_and_of_nothing() -> None:
    answers = {
        control.id: ["done", "done"] for control in shisei.framework("five-basics@3.1").controls
    }
    table = shisei.score(pl.DataFrame(answers), "five-basics@3.1")
    assert shisei.plot(table).axes[0].get_xlabel().startswith("Coverage")
    assert shisei.plot(table.clear()).axes
    with pytest.raises(ValueError, match="score it first"):
        shisei.plot(pl.DataFrame({"a": [1]}))
