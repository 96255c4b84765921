"""A transformer of scikit-learn."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import polars as pl
import pytest
from sklearn.base import clone
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline

import shisei
from shisei.sklearn import ScoreTransformer

FRAMEWORK = "self-assessment@3.1"
CONTROLS = [control.id for control in shisei.framework(FRAMEWORK).controls]
CHOICES = ["implemented", "partial", "not-implemented", None]


def table(rows: int = 40) -> pd.DataFrame:
    answers = {
        c: [CHOICES[row % (at % 4 + 1)] for row in range(rows)] for at, c in enumerate(CONTROLS)
    }
    return pd.DataFrame({"firm": [f"f{row}" for row in range(rows)], **answers})


def test_numbers_are_those_of_score_and_outcomes_their_positions() -> None:
    select = ["points", "points_low", "outcome_low", "met"]
    transformer = ScoreTransformer(FRAMEWORK, select=select)
    scored = shisei.score(table(), FRAMEWORK)
    expected = scored[select].assign(outcome_low=scored["outcome_low"].cat.codes)
    for data in (table(), pl.from_pandas(table())):
        found = transformer.fit_transform(data)
        np.testing.assert_array_equal(found, expected.astype("float64").to_numpy())
    assert transformer.get_feature_names_out().tolist() == select


def test_frames_come_out_where_they_are_asked_for() -> None:
    reported: shisei.Options = {"on_error": "report"}
    transformer = ScoreTransformer(FRAMEWORK, options=reported).set_output(transform="pandas")
    found = transformer.fit_transform(table().set_index("firm", drop=False))
    assert isinstance(found, pd.DataFrame)
    assert found.index.tolist() == table()["firm"].tolist()
    assert found.columns.tolist() == transformer.get_feature_names_out().tolist()
    assert "problem" not in found
    transformer = ScoreTransformer(FRAMEWORK, select=["met"]).set_output(transform="polars")
    assert transformer.fit_transform(table())["met"].dtype == pl.Float64


def test_it_is_cloned_pickled_and_a_step_of_a_pipeline() -> None:
    options: shisei.Options = {"on_error": "report"}
    transformer = ScoreTransformer(FRAMEWORK, select=["points_low", "unknown"], options=options)
    copied = clone(transformer)
    assert copied.get_params() == transformer.get_params()
    pipeline = make_pipeline(copied, LinearRegression())
    pipeline.fit(table(), np.arange(40))
    again = pickle.loads(pickle.dumps(pipeline))
    np.testing.assert_array_equal(again.predict(table()), pipeline.predict(table()))
    bad = table().assign(**{"SA-01": "perhaps"})
    assert np.isnan(again[0].transform(bad)).all()


def test_what_it_decides_itself_and_columns_that_are_missing_are_refused() -> None:
    with pytest.raises(ValueError, match="keep"):
        ScoreTransformer(FRAMEWORK, options={"keep": "all"}).fit(table())
    with pytest.raises(shisei.ArgumentError, match="SA-05"):
        ScoreTransformer(FRAMEWORK).fit(table().drop(columns="SA-05"))
    with pytest.raises(shisei.ArgumentError, match="part-1"):
        ScoreTransformer(FRAMEWORK, select=["part-1"]).fit(table())
