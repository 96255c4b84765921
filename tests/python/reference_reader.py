"""A slow, plain reader of answers, written from docs/portfolios.md and not from the engine.

It knows what every cell is as a value of Python, whatever file or frame it was written to. Nothing
here calls the reading of `shisei`: of a framework it takes the definition, and for the score of a
row the assessment of a sheet of ids.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import shisei

_TOML = Path(__file__).parents[2] / "core/src/answers/spelling/words.toml"
#: What people write instead of a choice, by its standing: the documented list.
WORDS: dict[str, list[str]] = {
    standing: re.findall('"([^"]*)"', listed)
    for standing, listed in re.findall(
        r"^([a-z-]+) = \[(.*?)\]", _TOML.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
}

#: What may stand around a number in front of a label.
AROUND = re.escape(re.findall('^around = "(.*)"$', _TOML.read_text("utf-8"), re.MULTILINE)[0])
UNITS = "|".join(WORDS["units"])

#: Characters that read alike, each group as its first.
ALIKE = ["○◯〇⭕", "×✕✖✗✘❌", "✓✔☑✅√", "'‘’‛ʼ´′", '"“”', "-‐‑‒–—―−"]
ONE = {ord(other): group[0] for group in ALIKE for other in group}
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
WHOLE = re.compile(r"[+-]?\d+(\.0*)?")
#: What sets a first word of a label off, and the brackets that may hold the last.
SET_OFF = ":：,，、.．。/／|・（(【[「"
BRACKETS = {"）": "（", ")": "（(【[「", "】": "【", "]": "[", "」": "「"}


def normal(text: str) -> str:
    """Give the form that texts have in common which differ in case, width and spacing."""
    text = UNSEEN.sub("", text.translate(ONE))
    text = unicodedata.normalize("NFKC", text).lower().translate(ONE)
    text = " ".join(text.split())
    # Beside a Japanese letter a space says nothing.
    text = re.sub("(?<=[\u2e80-\U0010ffff]) | (?=[\u2e80-\U0010ffff])", "", text)
    return re.sub(r"^ー(?=\d)", "-", text)


@dataclass(frozen=True)
class Choice:
    """A choice of a scale, and whether a control allows it."""

    id: str
    labels: tuple[str, ...]
    standing: str
    points: int | None
    allowed: bool


def choices_of(framework: shisei.Framework) -> dict[str, list[Choice]]:
    """Give the choices of each control, from the definition of the framework."""
    whole = framework.to_dict()
    scales = {scale["id"]: scale["choices"] for scale in whole["scales"]}

    def allowed(choice: dict[str, Any], control: dict[str, Any]) -> bool:
        if choice["standing"] == "accepted":
            return bool(whole.get("acceptance", False))
        leave = control.get("not_applicable") or whole.get("not_applicable", "not-allowed")
        return bool(choice["standing"] != "not-applicable" or leave != "not-allowed")

    return {
        control["id"]: [
            Choice(
                choice["id"],
                (choice["label"]["ja"], choice["label"]["en"]),
                choice["standing"],
                choice.get("points"),
                allowed(choice, control),
            )
            for choice in scales[control["scale"]]
        ]
        for control in whole["controls"]
    }


def as_written(cell: Any) -> str | None:
    """Give a cell as text; none for what is missing."""
    if cell is None or (isinstance(cell, float) and cell != cell):
        return None
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, (float, Decimal)) and cell == int(cell):
        return str(int(cell))
    return str(cell)


@dataclass(frozen=True)
class Reader:
    """What the answers to one control mean."""

    choices: list[Choice]
    numbers: str | None = None
    #: Spellings of the caller's own: the id, a label or the standing of a choice, or none.
    own: Mapping[str, str | None] = field(default_factory=dict)

    def read(self, cell: Any) -> tuple[str | None, str | None]:
        """Give the id of the choice, or none where it is unanswered, and the code of a problem."""
        text = as_written(cell)
        if text is None:
            return None, None
        forms = _forms(text)
        for spelling, means in self.own.items():
            if forms & _forms(spelling):
                if means is None:
                    return None, None
                meant = self.meant(means)
                return self._taken(meant) if meant else (None, _not_there(means))
        if not normal(text):
            return None, None
        meant = self.meant(text)
        return self._taken(meant) if meant else (None, _not_there(text))

    def _taken(self, meant: list[Choice]) -> tuple[str | None, str | None]:
        if len(meant) > 1:
            return None, "ambiguous-answer"
        [choice] = meant
        if choice.allowed:
            return choice.id, None
        accepted = choice.standing == "accepted"
        return None, "acceptance-not-allowed" if accepted else "not-applicable-not-allowed"

    def meant(self, text: str) -> list[Choice]:
        """Give the choices that the first reading names which names any."""
        forms = _forms(text)
        readings: list[Callable[[Choice], bool]] = [
            lambda choice: choice.id == text,
            lambda choice: bool(forms & _forms(choice.id)),
            lambda choice: any(forms & _forms(label) for label in choice.labels),
            lambda choice: any(_carries(label, text) for label in choice.labels),
        ]
        for reading in readings:
            if meant := [choice for choice in self.choices if reading(choice)]:
                return meant
        numbered = self._numbered(forms)
        if len(numbered) == 1:
            return numbered
        said = normal(text)
        return self._by_standing(said) or self._listed(said) or self._ended(said)

    def _numbered(self, forms: set[str]) -> list[Choice]:
        all_numbers: dict[str, list[int | None]] = {
            "points": [choice.points for choice in self.choices],
            "from-0": list(range(len(self.choices))),
            "from-1": list(range(1, len(self.choices) + 1)),
        }
        named = zip(self.choices, all_numbers.get(self.numbers or "", []), strict=False)
        return [choice for choice, number in named if number is not None and str(number) in forms]

    def _by_standing(self, text: str) -> list[Choice]:
        standing = _standing(text)
        if standing in ("met", "unmet") and text != standing and self._reversed():
            return [choice for choice in self.choices if choice.standing in ("met", "unmet")]
        return [choice for choice in self.choices if choice.standing == standing]

    def _listed(self, text: str) -> list[Choice]:
        """Give the choice behind its place in a list, where no choice has points."""
        found = re.fullmatch(rf"[{AROUND}]*[+]?(\d+)(?:{UNITS})?[{AROUND}]*(\D+?)[{AROUND}]*", text)
        if found is None or int(found[1]) == 0 or any(c.points is not None for c in self.choices):
            return []
        meant = self.meant(found[2])
        return meant if len(meant) == 1 else []

    def _ended(self, text: str) -> list[Choice]:
        """Give what is meant without the sign that ends a sentence."""
        return self.meant(text[:-1]) if text[-1:] in {"。", ".", "!"} else []

    def _reversed(self) -> bool:
        """Whether "not" is the good answer, in one of the languages."""

        def says_not(standing: str, language: int) -> bool:
            labels = [c.labels[language] for c in self.choices if c.standing == standing]
            return any(_is_negative(normal(label)) for label in labels)

        return any(says_not("met", at) and not says_not("unmet", at) for at in (0, 1))


def _forms(text: str) -> set[str]:
    """Give the normal form, and that of the number: 4, 4.0 and +4 are one answer."""
    form = normal(text)
    if not WHOLE.fullmatch(form) or not form.isascii():
        return {form}
    return {form, str(int(form.partition(".")[0]))}


def _standing(text: str) -> str | None:
    return next((standing for standing, words in WORDS.items() if text in words), None)


def _not_there(text: str) -> str:
    codes = {
        "not-applicable": "not-applicable-not-allowed",
        "accepted": "acceptance-not-allowed",
    }
    return codes.get(_standing(normal(text)) or "", "unknown-choice")


def _is_negative(label: str) -> bool:
    begins = label.startswith("いいえ") or re.match(r"(no|not|never|none)([ ,]|$)", label)
    return bool(begins) or label.endswith(("ない", "ません", "なし", "無し"))


def _carries(label: str, text: str) -> bool:
    """Whether the first word of a label is this, set off, or what stands in brackets, or a sign."""
    label = label.strip()
    parts = [re.split("[" + re.escape(SET_OFF) + "]", label, maxsplit=1)[0]]
    if parts == [label]:
        parts = []
    if label[-1:] and label[-1] in BRACKETS:
        bracketed = re.fullmatch(".*[（(【[「](.*).", label, re.DOTALL)
        parts += [bracketed[1]] if bracketed else []
    for end, beside in ((label[:1], label[1:2]), (label[-1:], label[-2:-1])):
        other = label[-2:-1] if end == label[:1] else label[1:2]
        if _is_sign(end) and not _is_sign(beside) and not _is_sign(other):
            parts.append(end)
    return any(part and _same(part.strip(), text) for part in parts)


def _same(part: str, text: str) -> bool:
    kinds = {unicodedata.category(letter) for letter in part}
    # A number in a circle is no plain number.
    if kinds <= {"Nd", "Nl", "No"} and kinds != {"Nd"}:
        return part == text.strip()
    return bool(_forms(part) & _forms(text))


def _is_sign(letter: str) -> bool:
    if letter == "" or letter.isascii() or letter.isalpha() or letter.isspace():
        return False
    return letter == "×" or letter >= "\u2000"


@dataclass(frozen=True)
class Row:
    """What becomes of a row: answers, scores, and the codes of what is wrong with it."""

    answers: dict[str, str | None]
    problems: list[tuple[str | None, str]]
    scores: dict[str, Any] | None


def rows(
    framework: shisei.Framework,
    columns: Mapping[str, Sequence[Any]],
    readers: Mapping[str, Reader],
    id: str | None,
) -> list[Row]:
    """Read a table row by row."""
    seen: set[Any] = set()
    found = []
    for at in range(len(next(iter(columns.values())))):
        answers: dict[str, str | None] = {}
        problems: list[tuple[str | None, str]] = []
        for control, reader in readers.items():
            answers[control], code = reader.read(columns[control][at])
            if code is not None:
                problems.append((control, code))
        if id is not None:
            own = columns[id][at]
            if own is None:
                problems.append((id, "missing-field"))
            elif own in seen:
                problems.append((id, "duplicate-id"))
            seen.add(own)
        # Who it is does not matter to the score.
        bad = any(column != id for column, _ in problems)
        found.append(Row(answers, problems, None if bad else scores(framework, answers)))
    return found


def scores(framework: shisei.Framework, answers: Mapping[str, str | None]) -> dict[str, Any]:
    """Give the scores of a row, as the assessment of its sheet has them."""
    # A table has no reasons, and none are asked for.
    given: dict[str, Any] = {
        control: {"choice": answer, "reason": "-"}
        for control, answer in answers.items()
        if answer is not None
    }
    assessment = framework.assess(given)
    said: dict[str, Any] = {}
    if (points := assessment.points) is not None:
        said |= {"points": points.value, "points_low": points.low, "points_high": points.high}
    if (coverage := assessment.coverage) is not None:
        low, high = coverage.percent
        said |= {"coverage_low": low, "coverage_high": high}
        said["coverage"] = low if coverage.low == coverage.high else None
    if (outcome := assessment.outcome) is not None:
        said |= {"outcome": outcome.value, "outcome_low": outcome.low}
        said["outcome_high"] = outcome.high
    tally = assessment.tally
    for state in ("met", "partial", "unmet", "unknown", "unanswered", "not_applicable", "accepted"):
        said[state] = getattr(tally, state)
    return said
