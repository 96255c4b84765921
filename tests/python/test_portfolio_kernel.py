"""The fast paths of portfolios: each gives what the plain one gives."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pytest

import shisei

FRAMEWORK = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in FRAMEWORK.controls]
POINTS = np.array([4, 2, 0, -1])
LABELS = [choice.label for choice in FRAMEWORK.controls[0].choices]


def answers(rows: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 4, (rows, len(CONTROLS)), dtype=np.int8)


def columns(matrix: np.ndarray) -> pa.Table:
    return pa.table({c: matrix[:, at].copy() for at, c in enumerate(CONTROLS)})


@pytest.mark.parametrize("rows", [0, 1, 31, 33, 63, 65, 4095, 4097, 8191, 8193, 70_001])
def test_every_height_of_table_and_matrix(rows: int) -> None:
    matrix = answers(rows)
    table = shisei.score(columns(matrix), FRAMEWORK, numbers="from-0")
    turned = pa.table(shisei.score(matrix, FRAMEWORK, numbers="from-0"))
    points = POINTS[matrix].sum(axis=1)
    for scored in (table, turned):
        assert np.array_equal(scored["points"].to_numpy(), points)
        assert np.array_equal(scored["points_high"].to_numpy(), points)
        assert np.array_equal(scored["unknown"].to_numpy(), (matrix == 3).sum(axis=1))
        assert np.array_equal(scored["part-2"].to_numpy(), POINTS[matrix[:, 5:18]].sum(axis=1))


@pytest.mark.parametrize("width", range(1, 70))
def test_every_width_of_matrix(width: int) -> None:
    own = json.loads(shisei.framework("five-basics@3.1").to_json())
    own["controls"] = [
        {**own["controls"][at % 5], "id": f"C{at}", "number": f"{at}"} for at in range(width)
    ]
    framework = shisei.Framework.from_json(json.dumps(own))
    for rows in (0, 1, 31, 32, 33, 70, 96):
        matrix = np.random.default_rng(width).integers(0, 2, (rows, width), dtype=np.int8)
        columns = pa.table({f"C{at}": matrix[:, at].copy() for at in range(width)})
        scored = shisei.score(columns, framework, numbers="from-0")
        assert pa.table(shisei.score(matrix, framework, numbers="from-0")).equals(scored)
        assert np.array_equal(scored["met"].to_numpy(), (matrix == 0).sum(axis=1))


@pytest.mark.parametrize("bad", [4, 127, -1, -128])
@pytest.mark.parametrize("row", [0, 63, 8192, 70_000])
def test_a_bad_byte_is_found_wherever_it_stands(bad: int, row: int) -> None:
    matrix = answers(70_001)
    matrix[row, 24] = bad
    for data in (columns(matrix), matrix):
        scored = pa.table(shisei.score(data, FRAMEWORK, numbers="from-0", on_error="report"))
        points = scored["points"].to_pylist()
        assert points[row] is None
        assert points.count(None) == 1
        assert str(bad) in scored["problem"][row].as_py()


@pytest.mark.parametrize("numbers", ["from-0", "from-1", "points"])
def test_missing_bytes_widen_the_bounds(numbers: str) -> None:
    matrix = answers(9_000)
    missing = np.random.default_rng(2).random(matrix.shape) < 0.1
    codes = {"from-0": matrix, "from-1": matrix + 1, "points": POINTS[matrix]}[numbers]
    table = pa.table(
        {
            c: pa.array(codes[:, at].astype(np.int8), mask=missing[:, at])
            for at, c in enumerate(CONTROLS)
        }
    )
    scored = shisei.score(table, FRAMEWORK, numbers=numbers)  # type: ignore[arg-type]
    low = np.where(missing, -1, POINTS[matrix]).sum(axis=1)
    high = np.where(missing, 4, POINTS[matrix]).sum(axis=1)
    assert np.array_equal(scored["points_low"].to_numpy(), low)
    assert np.array_equal(scored["points_high"].to_numpy(), high)
    assert np.array_equal(scored["unanswered"].to_numpy(), missing.sum(axis=1))
    assert np.array_equal(
        scored["not_applicable"].to_numpy(), np.zeros(len(matrix), dtype=np.int16)
    )


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary()]
)
def test_labels_of_every_length(lang: str, kind: pa.DataType) -> None:
    own = {"済" * 40: "implemented", **{f"stage {n:02}": "partial" for n in range(50)}}
    texts = [getattr(label, lang) for label in LABELS] + list(own)
    means = np.array([0, 1, 2, 3, 0] + [1] * 50)
    codes = np.random.default_rng(3).integers(0, len(texts), (5_000, len(CONTROLS)))
    table = pa.table(
        {
            c: pa.array([texts[i] for i in codes[:, at]], pa.string()).cast(kind)
            for at, c in enumerate(CONTROLS)
        }
    )
    scored = shisei.score(table, FRAMEWORK, mapping=own)
    assert np.array_equal(scored["points"].to_numpy(), POINTS[means[codes]].sum(axis=1))


# A batch of a stream, a large table, and one with whole large pages: what is kept of them is not
# treated alike.
@pytest.mark.parametrize("rows", [40_000, 700_000, 2_200_000])
def test_results_stay_as_they_are_when_memory_is_used_again(rows: int) -> None:
    kept = []
    for seed in range(4):
        matrix = answers(rows - seed, seed)
        scored = shisei.score(columns(matrix), FRAMEWORK, numbers="from-0", select=["points"])
        kept.append((scored, POINTS.astype(np.int8)[matrix].sum(axis=1)))
        if seed == 1:
            kept.pop(0)
    for scored, points in kept:
        assert np.array_equal(scored["points"].to_numpy(), points)
