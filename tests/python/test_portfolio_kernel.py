"""The fast paths of portfolios: each gives what the plain one gives."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
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
        assert np.array_equal(scored["part_2"].to_numpy(), POINTS[matrix[:, 5:18]].sum(axis=1))


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


WIDE = [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint32(), pa.float64()]
#: Numbers that mean no answer, around the ends of every width.
STRAYS = [4, 127, 128, 255, 256, 2**15 - 1, 2**31 - 1, -1, -128, -129, -(2**15), -(2**31)]


def strays_of(kind: pa.DataType) -> list[int]:
    if kind == pa.float64():
        return STRAYS
    limits = np.iinfo(kind.to_pandas_dtype())
    return [stray for stray in STRAYS if limits.min <= stray <= limits.max]


@pytest.mark.parametrize("kind", WIDE, ids=str)
@pytest.mark.parametrize("missing", [0, 0.1])
def test_numbers_of_any_width_are_read_alike_and_strays_are_found(
    kind: pa.DataType, missing: float
) -> None:
    matrix = answers(9_001).astype(np.float64)
    holes = np.random.default_rng(4).random(matrix.shape) < missing
    strays = {100 * at: stray for at, stray in enumerate(strays_of(kind))}
    for row, stray in strays.items():
        matrix[row, row // 100] = stray
        holes[row] = False
    table = pa.table(
        {c: pa.array(matrix[:, at], mask=holes[:, at]).cast(kind) for at, c in enumerate(CONTROLS)}
    )
    # Cut anywhere, so that neither bytes nor bits start where a word does.
    for start in (0, 5, 71):
        scored = shisei.score(table.slice(start), FRAMEWORK, numbers="from-0", on_error="report")
        bad = [row - start for row in strays if row >= start]
        assert np.flatnonzero(scored["problem"].is_valid().to_numpy()).tolist() == bad
        codes, absent = matrix[start:].astype(np.int64) % 4, holes[start:]
        expected = {
            "points_low": np.where(absent, -1, POINTS[codes]).sum(axis=1),
            "points_high": np.where(absent, 4, POINTS[codes]).sum(axis=1),
            "unanswered": absent.sum(axis=1),
        }
        for name, column in expected.items():
            found = scored[name].to_pylist()
            assert all(found[row] is None for row in bad)
            assert [v for v in found if v is not None] == np.delete(column, bad).tolist()
        settled = [not any(row) and at not in bad for at, row in enumerate(absent)]
        assert scored["points"].is_valid().to_pylist() == settled


def test_fractions_mean_nothing_and_nan_is_no_answer() -> None:
    table = pa.table({c: pa.array([0.0, -0.0, np.nan, 1.5, np.inf, -np.inf]) for c in CONTROLS})
    scored = shisei.score(table, FRAMEWORK, numbers="from-0", on_error="report")
    assert scored["points_low"].to_pylist() == [100, 100, -25, None, None, None]
    assert scored["unanswered"].to_pylist() == [0, 0, 25, None, None, None]
    assert "`1.5`" in scored["problem"][3].as_py()


@pytest.mark.parametrize("kind", ["float32", "float64"])
def test_floats_of_pandas_are_taken_as_they_lie(kind: str) -> None:
    codes = answers(50).astype(kind)
    codes[np.random.default_rng(8).random(codes.shape) < 0.2] = np.nan
    data = pd.DataFrame(codes, columns=CONTROLS, index=range(100, 150))
    data.insert(3, "revenue", [np.nan, 1.5] * 25)
    for given in (data, data.drop(columns="revenue"), data.head(0)):
        scored = shisei.score(given, FRAMEWORK, numbers="from-0")
        absent = given[CONTROLS].isna()
        assert scored.index.equals(given.index)
        assert scored["unanswered"].tolist() == absent.sum(axis=1).tolist()
        low = np.where(absent, -1, POINTS[given[CONTROLS].fillna(3).to_numpy().astype(int)])
        assert scored["points_low"].tolist() == low.sum(axis=1).tolist()
    assert scored.columns[0] == "revenue"
    twice = pd.concat([data, data[["SA-01"]]], axis=1)
    with pytest.raises(ValueError, match="several columns"):
        shisei.score(twice, FRAMEWORK, numbers="from-0")


@pytest.mark.parametrize("start", [0, 3, 70])
def test_yes_no_and_nothing(start: int) -> None:
    values = np.random.default_rng(5).integers(0, 3, (500, len(CONTROLS)))
    table = pa.table(
        {c: pa.array(values[:, at] == 0, mask=values[:, at] == 2) for at, c in enumerate(CONTROLS)}
    ).slice(start)
    scored = shisei.score(table, FRAMEWORK)
    for name, value in (("met", 0), ("unmet", 1), ("unanswered", 2)):
        assert scored[name].to_pylist() == (values[start:] == value).sum(axis=1).tolist()


def test_points_that_no_byte_holds_are_read_in_every_width() -> None:
    own = json.loads(FRAMEWORK.to_json())
    own["scales"][0]["choices"][0]["points"] = 400
    own["outcome"]["rule"]["bands"]["steps"][0].pop("to")
    framework = shisei.Framework.from_json(json.dumps(own))
    codes = np.array([400, 2, 0, -1])[answers(200)]
    for kind in (pa.int16(), pa.int32(), pa.int64(), pa.float64()):
        columns = {c: pa.array(codes[:, at]).cast(kind) for at, c in enumerate(CONTROLS)}
        scored = shisei.score(pa.table(columns), framework, numbers="points")
        assert scored["points"].to_pylist() == codes.sum(axis=1).tolist()


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


@pytest.mark.parametrize("texts", [4, 60], ids=["few", "many"])
def test_views_that_come_again_and_views_that_do_not(texts: int, tmp_path: Path) -> None:
    long = [f"{label.ja}（三年計画の{n}年目、全社で）" for n, label in enumerate(LABELS * 15)]
    own = {text: FRAMEWORK.controls[0].choices[n % 4].id for n, text in enumerate(long)}
    codes = np.random.default_rng(7).integers(0, texts, (5_000, len(CONTROLS)))
    names = np.array(long, dtype=object)
    table = pa.table({c: pa.array(names[codes[:, at]]) for at, c in enumerate(CONTROLS)})
    pq.write_table(table, tmp_path / "dictionaries.parquet")
    from_dictionary = pl.read_parquet(tmp_path / "dictionaries.parquet")
    for data in (table, pl.DataFrame(table), from_dictionary, from_dictionary[3:]):
        scored = pa.table(shisei.score(data, FRAMEWORK, mapping=own))
        expected = POINTS[codes % 4].sum(axis=1)[-scored.num_rows :]
        assert np.array_equal(scored["points"].to_numpy(), expected)


@pytest.mark.parametrize("kind", [pa.int8(), pa.int32(), pa.uint16()], ids=str)
def test_bad_rows_of_dictionaries_say_what_stood_there(kind: pa.DataType) -> None:
    texts = [*(label.ja for label in LABELS), "なし"]
    codes = np.random.default_rng(9).integers(0, 4, (500, len(CONTROLS)))
    codes[::7, 3] = 4
    columns = {
        c: pa.DictionaryArray.from_arrays(pa.array(codes[:, at]).cast(kind), pa.array(texts))
        for at, c in enumerate(CONTROLS)
    }
    scored = shisei.score(pa.table(columns).slice(2), FRAMEWORK, on_error="report")
    reasons = scored["problem"].to_pylist()
    assert [at + 2 for at, reason in enumerate(reasons) if reason] == list(range(7, 500, 7))
    assert all("SA-04" in reason and "`なし`" in reason for reason in reasons if reason)


def test_an_empty_text_may_be_given_a_meaning_in_every_kind_of_text() -> None:
    texts = pa.table({c: ["", "partial", None] * 40 for c in CONTROLS})
    expected = ([100, 50, None] * 40, [0, 0, 25] * 40)
    for data in (texts, pl.DataFrame(texts), texts.cast(large(texts))):
        scored = pa.table(shisei.score(data, FRAMEWORK, mapping={"": "implemented"}))
        assert (scored["points"].to_pylist(), scored["unanswered"].to_pylist()) == expected


def large(table: pa.Table) -> pa.Schema:
    return pa.schema([(name, pa.large_string()) for name in table.column_names])


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


def said(framework: shisei.Framework, row: dict[str, str | None]) -> dict[str, object]:
    """What an assessment of one row says, column by column."""
    assessment = framework.assess(row)
    tally = assessment.tally
    columns: dict[str, object] = {
        "met": tally.met,
        "partial": tally.partial,
        "unmet": tally.unmet,
        "unknown": tally.unknown,
        "unanswered": tally.unanswered,
    }
    outcome, points, coverage = assessment.outcome, assessment.points, assessment.coverage
    if outcome is not None:
        settled = outcome.low if outcome.low == outcome.high else None
        columns |= {"outcome": settled, "outcome_low": outcome.low, "outcome_high": outcome.high}
    if points is not None:
        columns |= {"points_low": points.low, "points_high": points.high}
    elif coverage is not None:
        names = {column.group: column.name for column in shisei.Scorer(framework).columns}
        columns |= {"coverage_low": 100 * coverage.low // 1}
        columns |= {"coverage_high": 100 * coverage.high // 1}
        for part in assessment.groups:
            share = part.coverage
            settled_share = share is not None and share.low == share.high
            columns[names[part.id]] = 100 * share.low // 1 if share and settled_share else None
    return columns


@pytest.mark.parametrize("reference", [f.reference for f in shisei.frameworks()])
def test_every_framework_says_in_columns_what_it_says_of_a_sheet(reference: str) -> None:
    framework = shisei.framework(reference)
    rng = np.random.default_rng(6)
    plain = ("met", "partial", "unmet", "unknown")
    rows: list[dict[str, str | None]] = []
    for share in rng.random(300):
        chosen: dict[str, str | None] = {}
        for control in framework.controls:
            choices = [choice.id for choice in control.choices if choice.standing in plain]
            some = rng.random() < share
            chosen[control.id] = str(rng.choice(choices)) if some else choices[0]
        if rng.random() < 0.5:
            chosen |= dict.fromkeys(list(chosen)[:: int(rng.integers(1, 9))])
        rows.append(chosen)
    columns = {c.id: [row[c.id] for row in rows] for c in framework.controls}
    columns[framework.controls[0].id][7] = "no answer at all"
    table = pa.table({name: pa.array(column, pa.string()) for name, column in columns.items()})
    scored = shisei.score(table, framework, on_error="report").to_pylist()
    assert [at for at, row in enumerate(scored) if row["problem"] is not None] == [7]
    assert all(value is None for name, value in scored[7].items() if "problem" not in name)
    for row, found in zip(rows[:7] + rows[8:], scored[:7] + scored[8:], strict=True):
        expected = said(framework, row)
        assert {name: found[name] for name in expected} == expected
