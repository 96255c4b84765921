"""Scores in scikit-learn: a transformer from answers to the columns of scores.

>>> import pandas as pd
>>> from shisei.sklearn import ScoreTransformer
>>> answers = pd.DataFrame({f"B{i}": ["done", None] for i in range(1, 6)})
>>> ScoreTransformer("five-basics@3.1", select=["coverage_low"]).fit_transform(answers).tolist()
[[100.0], [0.0]]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from shisei.headings import headings
from shisei.messages import say
from shisei.portfolio import Scorer, of_python

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from shisei.options import Frameworks, Options

__all__ = ["ScoreTransformer"]


class ScoreTransformer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Answers in, numbers out: a column for each of the scores.

    `select` names the columns, all numbers of the framework without it. An outcome is a number
    too: its position, worst first, from 0. What is open, or of a row that cannot be scored with
    `on_error="report"`, is NaN. `options` are those of `shisei.Scorer`. `set_output(transform=…)`
    says what comes out; without it, a matrix of floats.
    """

    def __init__(
        self,
        framework: Frameworks,
        *,
        select: list[str] | None = None,
        options: Options | None = None,
    ) -> None:
        self.framework = framework
        self.select = select
        self.options = options

    def fit(self, X: Any, y: Any = None) -> ScoreTransformer:  # noqa: N803
        """Compiles the framework and looks at the columns; learns nothing from the rows."""
        given: dict[str, Any] = dict(self.options or {})
        refused = [name for name in ("select", "keep", "prefix") if given.get(name)]
        if refused:
            names = ", ".join(refused)
            raise ValueError(
                say(
                    f"{names}: the transformer decides what comes out; `select` names the columns",
                    f"{names} は指定できません。出力の列は `select` で選びます",
                )
            )
        scorer = Scorer(self.framework, **given, keep=[], select=self.select)
        numbers = [column for column in scorer.columns if column.what != "problem"]
        self.columns_ = [column.name for column in numbers]
        if not numbers:
            raise ValueError(
                say(
                    "`select` names no column of numbers",
                    "`select` に数値の列がありません",
                )
            )
        self.scorer_ = Scorer(self.framework, **given, keep=[], select=self.columns_)
        answers = _table(X)
        self._names(answers)
        self.scorer_(answers[:0])
        return self

    def transform(self, X: Any) -> NDArray[np.float64] | pd.DataFrame:  # noqa: N803
        """The scores of the rows, in order."""
        check_is_fitted(self)
        return np.column_stack([_numbers(column) for column in self._scored(X)])

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Names of the columns that come out."""
        check_is_fitted(self)
        return np.asarray(self.columns_, dtype=object)

    def _names(self, answers: Any) -> None:
        if isinstance(answers, np.ndarray):
            self.n_features_in_ = np.shape(answers)[1]
            return
        self.feature_names_in_ = np.asarray(headings(answers, self.scorer_._scorer), dtype=object)
        self.n_features_in_ = len(self.feature_names_in_)

    def _scored(self, answers: Any) -> list[Any]:
        import pyarrow as pa

        scored = self.scorer_(_table(answers))
        if type(scored).__module__.startswith("pandas"):
            scored = pa.Table.from_pandas(scored, preserve_index=False)
        elif not isinstance(scored, pa.Table):
            scored = pa.table(scored)
        return [scored.column(name) for name in self.columns_]


def _table(answers: Any) -> Any:
    """The table that a container of Python holds, or the table that came."""
    own = of_python(answers)
    return answers if own is None else own[0]


def _numbers(column: Any) -> NDArray[np.float64]:
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        chunks = [chunk.indices for chunk in column.chunks]
        column = pa.chunked_array(chunks, column.type.index_type)
    numbers: NDArray[np.float64] = column.cast(pa.float64()).to_numpy()
    return numbers
