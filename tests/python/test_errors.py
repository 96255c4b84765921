"""Bad input: every problem in one exception, never a TypeError from inside, never a guess."""

from __future__ import annotations

import copy
import datetime
import decimal
import json
import pickle
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import shisei
from shisei import raw

FRAMEWORK = shisei.framework("self-assessment@4.0")
REFUSED: Any = FRAMEWORK.assess  # what no type checker lets through


def problems(error: shisei.ShiseiError) -> list[tuple[str, str | None, str | None]]:
    return [(problem.code, problem.at, problem.given) for problem in error.problems]


def test_every_problem_is_in_one_exception() -> None:
    with pytest.raises(shisei.SheetError) as caught:
        REFUSED(
            {
                "SA-01": 1,
                "SA-02": True,
                "SA-03": 1.5,
                "SA-04": ["implemented"],
                "SA-05": decimal.Decimal(4),
                "SA-06": {"choise": "partial", "note": 3, "evidence": "a.pdf"},
                "SA-07": {"choice": False},
                "SA-08": "implementd",
                "SA-8": "implemented",
                9: "implemented",
            },
            subject=5,
            date=datetime.datetime(2026, 4, 1, 12),
        )
    assert problems(caught.value) == [
        ("wrong-type", "subject", "5 (number)"),
        ("wrong-type", "date", "2026-04-01 12:00:00 (datetime)"),
        ("unknown-field", "SA-06", "choise"),
        ("wrong-type", "SA-06.note", "3 (number)"),
        ("wrong-type", "SA-06.evidence", "a.pdf"),
        ("unknown-choice", "SA-01", "1 (number)"),
        ("unknown-choice", "SA-02", "true (boolean)"),
        ("unknown-choice", "SA-03", "1.5 (number)"),
        ("unknown-choice", "SA-04", "[…] (array)"),
        ("unknown-choice", "SA-05", "4 (Decimal)"),
        ("unknown-choice", "SA-07", "false (boolean)"),
        ("unknown-choice", "SA-08", "implementd"),
        ("unknown-control", None, "SA-8"),
        ("unknown-control", None, "9 (number)"),
    ]
    nearest = {problem.given: problem.nearest for problem in caught.value.problems}
    assert nearest["choise"] == "choice"
    assert nearest["implementd"] == "implemented"
    assert nearest["SA-8"] == "SA-08"
    valid = {problem.given: problem.valid for problem in caught.value.problems}
    assert valid["implementd"] == ("implemented", "partial", "not-implemented", "unknown")
    assert valid["SA-8"] == ()


@pytest.mark.parametrize("answers", [3, "SA-01", ["SA-01"], {"SA-01"}, object()])
def test_answers_must_be_a_mapping(answers: object) -> None:
    with pytest.raises(shisei.SheetError) as caught:
        REFUSED(answers)
    assert [(p.code, p.at) for p in caught.value.problems] == [("wrong-type", "answers")]


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ({}, [("missing-field", None, "framework"), ("missing-field", None, "answers")]),
        (
            {"framework": 3, "answer": {}, "answers": {"X": 1}},
            [("unknown-field", None, "answer"), ("wrong-type", "framework", "3 (number)")],
        ),
        (
            {"framework": "self-assesment", "answers": 3},
            [
                ("wrong-type", "answers", "3 (number)"),
                ("unknown-framework", None, "self-assesment"),
            ],
        ),
        (7, [("wrong-type", None, "7 (number)")]),
        (b"{}", [("wrong-type", None, "b'{}' (bytes)")]),
        ("{", [("malformed-json", None, None)]),
        ("\ud800", [("malformed-json", None, None)]),
    ],
)
def test_a_sheet_of_the_wrong_shape_is_refused(sheet: Any, expected: list[Any]) -> None:
    with pytest.raises(shisei.SheetError) as caught:
        shisei.assess(sheet)
    assert problems(caught.value) == expected


def test_text_that_is_not_unicode_is_refused_and_not_repaired() -> None:
    with pytest.raises(shisei.SheetError) as caught:
        FRAMEWORK.assess({"SA-01": {"choice": "partial", "note": "\ud800"}, "\ud800": "partial"})
    assert [p.code for p in caught.value.problems] == ["wrong-type", "unknown-control"]
    with pytest.raises(shisei.UnknownFrameworkError):
        shisei.framework("\ud800")
    with pytest.raises(shisei.FrameworkError):
        shisei.Framework.from_toml("\ud800")


class Odd(Mapping[str, str]):
    """A mapping with entries of its own making."""

    def __init__(self, entries: Any) -> None:
        self.entries = entries

    def __getitem__(self, key: str) -> str:
        return "implemented"

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def items(self) -> Any:
        if isinstance(self.entries, Exception):
            raise self.entries
        return self.entries


def test_a_mapping_that_names_a_control_twice_is_refused() -> None:
    with pytest.raises(shisei.SheetError) as caught:
        FRAMEWORK.assess(Odd([("SA-01", "implemented"), ("SA-01", "implemented")]))
    assert [p.code for p in caught.value.problems] == ["duplicate-answer"]


def test_a_mapping_that_is_none_is_refused() -> None:
    with pytest.raises(shisei.SheetError) as caught:
        FRAMEWORK.assess(Odd([("SA-01", "implemented"), 5]))
    assert problems(caught.value) == [("wrong-type", "answers", "… (Odd)")]


def test_what_a_mapping_raises_is_not_hidden() -> None:
    with pytest.raises(OSError, match="gone"):
        FRAMEWORK.assess(Odd(OSError("gone")))


def test_a_mapping_may_change_while_it_is_read() -> None:
    answers: dict[str, Any] = {}

    class Growing(Odd):
        def items(self) -> Any:
            answers.update({f"X{at}": "implemented" for at in range(1000)})
            return [("choice", "implemented")]

    answers["SA-01"] = Growing(None)
    answers["SA-02"] = "implemented"
    assert FRAMEWORK.assess(answers).tally.met == 2


def test_messages_come_in_both_languages() -> None:
    with pytest.raises(shisei.SheetError) as caught:
        FRAMEWORK.assess({"SA-1": "implemented", "SA-02": "maybe"})
    error = caught.value
    assert error.code == "invalid-sheet"
    assert str(error) == error.message() == error.message("en")
    assert error.message("ja").startswith("回答に2件の問題があります")
    assert json.loads(error.to_json("ja"))["message"] == error.message("ja")
    problem = error.problems[0]
    assert problem.message.ja == "`SA-1` という項目はありません。"
    assert problem.help is not None
    assert str(problem.help) == "Did you mean `SA-01`?"
    assert str(error.problems[1].help).startswith("Valid here: `implemented`, ")
    with pytest.raises(shisei.ArgumentError) as unknown:
        error.message("fr")
    assert problems(unknown.value) == [("unknown-option", "lang", "fr")]


def test_the_raw_seam_speaks_the_language_asked_for() -> None:
    with pytest.raises(shisei.SheetError) as caught:
        raw.assess_json("{", lang="ja")
    assert str(caught.value) == caught.value.message("ja")


@pytest.mark.parametrize("name", ["no-such", "self-assessment@9"])
def test_exceptions_survive_the_way_between_processes(name: str) -> None:
    with pytest.raises(shisei.UnknownFrameworkError) as caught:
        shisei.framework(name)
    for again in (pickle.loads(pickle.dumps(caught.value)), copy.deepcopy(caught.value)):
        assert type(again) is shisei.UnknownFrameworkError
        assert again.problems == caught.value.problems
        assert again.to_json("ja") == caught.value.to_json("ja")


CHOICES = st.sampled_from([c.id for c in FRAMEWORK.controls[0].choices] + ["implementd", "", "4"])
CONTROLS = st.sampled_from([c.id for c in FRAMEWORK.controls] + ["SA-1", "sa-01", "部"])
PLAIN = (
    CHOICES
    | st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-8, 8).map(lambda quarters: quarters / 4)
    | st.lists(st.integers(), max_size=2)
)
TEXT = st.text(max_size=5) | st.none()
ANSWER = PLAIN | st.fixed_dictionaries(
    {},
    optional={
        "choice": PLAIN,
        "reason": TEXT,
        "note": TEXT | st.integers(),
        "evidence": st.lists(TEXT, max_size=2),
        "date": TEXT,
        "other": TEXT,
    },
)


@given(st.dictionaries(CONTROLS, ANSWER, max_size=30), TEXT)
def test_objects_and_json_agree(answers: dict[str, Any], subject: str | None) -> None:
    sheet = {"framework": FRAMEWORK.reference, "subject": subject, "answers": answers}

    def outcome(sheet: Any) -> str:
        try:
            return shisei.assess(sheet).to_json()
        except shisei.SheetError as error:
            return error.to_json()

    assert outcome(json.dumps(sheet)) == outcome(sheet)


@example({"employees": 2**64 * 10_000_019 + 1})
@example({"employees": 0.1 + 0.7e-17})
@example({"employees": 123456789012345678901234567890.0})
@given(
    st.dictionaries(
        st.sampled_from(["industry", "employees", "form", "telework", "devices", "odd"]),
        PLAIN | st.sampled_from(["retail", "company"]),
    )
)
def test_objects_and_json_agree_on_arguments(profile: dict[str, Any]) -> None:
    def outcome(call: Any) -> Any:
        try:
            return call()
        except shisei.ArgumentError as error:
            return error.to_json()

    text = json.dumps(profile)
    assert outcome(lambda: raw.call("sme_class", **profile)) == outcome(
        lambda: json.loads(raw.call_json("sme_class", text))
    )
