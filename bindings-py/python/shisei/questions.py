"""The questions of one sheet, asked of every row: plans, next steps, what is known elsewhere.

>>> import polars as pl, shisei
>>> table = pl.DataFrame({"firm": ["a"], **{f"B{i}": ["partly"] for i in range(1, 6)}})
>>> shisei.plan(table, "five-basics@3.1", {"coverage": 60}, id="firm")["effort"].to_list()
[2]

Every function takes the tables, files and options of `shisei.score`, and gives a table of the same
library: as many rows, in the same order. What each of them asks is a `Question`, which `score`,
`score_stream`, a `Scorer` and the engines take as well.

>>> ask = Question.plan({"coverage": 60})
>>> shisei.Scorer("five-basics@3.1", question=ask, id="firm")(table)["effort"].to_list()
[2]
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from shisei import Framework
from shisei import framework as _framework
from shisei.messages import say
from shisei.options import Frameworks, Options, takes_options
from shisei.portfolio import Progress, score
from shisei.recipes import RecipeLike

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["Question", "carry_over", "next_steps", "plan", "references"]

#: What a plan reaches.
Target: TypeAlias = "int | str | Mapping[str, int | str]"
#: What a budget is spent on.
Maximise: TypeAlias = Literal["outcome", "points", "coverage"]
#: What changes cost, by control; or by control and choice.
Efforts: TypeAlias = "Mapping[str, int | Mapping[str, int]]"

#: Most next steps: a framework has no more controls.
MOST_STEPS = 2000


@dataclass(frozen=True, repr=False)
class Question:
    """What is asked of every row in place of its scores.

    A question is made once, and asked of tables, streams and files:

    >>> Question.next_steps(top=2)
    Question.next_steps(top=2, wide=False)
    """

    ask: str
    arguments: Mapping[str, Any]

    @classmethod
    def plan(
        cls,
        target: Target | None = None,
        *,
        budget: int | None = None,
        maximise: Maximise | None = None,
        efforts: Efforts | None = None,
        forbidden: Sequence[str] | None = None,
    ) -> Question:
        """What `shisei.plan` asks."""
        return cls._of(
            "plan",
            target=target,
            budget=budget,
            maximise=maximise,
            efforts=efforts,
            forbidden=forbidden,
        )

    @classmethod
    def next_steps(cls, top: int = 3, *, wide: bool = False) -> Question:
        """What `shisei.next_steps` asks."""
        if type(top) is not int or not 1 <= top <= MOST_STEPS:
            raise ValueError(
                say(
                    f"top is a whole number from 1 to {MOST_STEPS}, not {top!r}",
                    f"top には1から{MOST_STEPS}までの整数を指定します（{top!r} は不可）",
                )
            )
        return cls._of("next-steps", top=top, wide=bool(wide))

    @classmethod
    def carry_over(cls, to: str | Framework, *, lists: bool = False) -> Question:
        """What `shisei.carry_over` asks."""
        tier = None
        if isinstance(to, str):
            name, hash, part = to.partition("#")
            to, tier = _framework(name), part if hash else None
        return cls("carry-over", {"to": to, "tier": tier, "lists": bool(lists)})

    @classmethod
    def references(cls, scheme: str, *, lists: bool = False) -> Question:
        """What `shisei.references` asks."""
        return cls._of("references", scheme=scheme, lists=bool(lists))

    @classmethod
    def _of(cls, name: str, **arguments: Any) -> Question:
        return cls(name, {name: value for name, value in arguments.items() if value is not None})

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other questions: a framework is known by its digest."""
        digests = (getattr(value, "digest", value) for value in self.arguments.values())
        return self.ask, repr(list(zip(self.arguments, digests, strict=True)))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"Question.{self.ask.replace('-', '_')}({said})"


def _missing(name: str) -> TypeError:
    return TypeError(say(f"`{name}` is missing", f"`{name}` の指定がありません"))


@takes_options
def plan(
    data: Any,
    framework: Frameworks | None = None,
    target: Target | None = None,
    *,
    budget: int | None = None,
    maximise: Maximise | None = None,
    efforts: Efforts | None = None,
    forbidden: Sequence[str] | None = None,
    recipe: RecipeLike | None = None,
    output: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> Any:
    """The changes of least effort that bring each row to a target: those of `Assessment.plan`.

    `target` is a number of points, a band or tier by id, `{"points": 70}` or `{"coverage": 80}`;
    or a `budget` of effort is spent. `efforts` are what changes cost, by control, in place of the
    author's estimates of 1 to 5; controls in `forbidden` stay as they are.

    The columns are `status`, `effort`, `points_after`, `coverage_after` and `outcome_after`, as far
    as the framework has them, and `steps`, a list of `control`, `from`, `to`, `effort`, `points`.
    `status` is

    - `reached`: nothing is to be done;
    - `planned`: the steps reach the target;
    - `incomplete`: they do so too, counted from the worst answers of what is not answered;
    - `impossible`: no allowed changes reach it;
    - `problem`: the row cannot be read.

    Plans are exact. Of plans of the same effort, the one with the fewest changes is taken, and of
    those the one that changes controls that come first.
    """
    question = Question.plan(
        target, budget=budget, maximise=maximise, efforts=efforts, forbidden=forbidden
    )
    return score(
        data,
        framework,
        question=question,
        recipe=recipe,
        output=output,
        progress=progress,
        **options,
    )


@takes_options
def next_steps(
    data: Any,
    framework: Frameworks | None = None,
    *,
    top: int = 3,
    wide: bool = False,
    recipe: RecipeLike | None = None,
    output: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> Any:
    """What is worth most to do next, for each row: the first `top` of `Assessment.findings`.

    The column `next_steps` is a list of `control`, `state`, and what the best answer would add, as
    far as the framework has them: `points`, `credit` and the lowest `tier` that the control blocks.
    It is null where the row cannot be read. With `wide=True` each step is a column of its own
    instead, `next_1` and so on, with the control.
    """
    question = Question.next_steps(top, wide=wide)
    return score(
        data,
        framework,
        question=question,
        recipe=recipe,
        output=output,
        progress=progress,
        **options,
    )


@takes_options
def carry_over(
    data: Any,
    framework: Frameworks | None = None,
    to: str | Framework | None = None,
    *,
    lists: bool = False,
    recipe: RecipeLike | None = None,
    output: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> Any:
    """How much of another framework each row already answers, as `insight.answer_once` counts it.

    `to` is a framework, `id`, `id@edition` or `id#tier`. The columns are `total`, `implied` (it
    follows from the answers), `suggested` (likely, to be confirmed), `remaining` (to be asked) and
    `migrated_to`: where only a later edition of the answered framework says something about the
    other, rows are brought to that edition first, and this is it; what is to be confirmed there is
    suggested only. With `lists=True` the controls are listed too, in `implied_controls`,
    `suggested_controls` and `remaining_controls`.

    Raises `ArgumentError` where no crosswalk relates the two, with what there is instead.
    """
    if to is None:
        raise _missing("to")
    question = Question.carry_over(to, lists=lists)
    return score(
        data,
        framework,
        question=question,
        recipe=recipe,
        output=output,
        progress=progress,
        **options,
    )


@takes_options
def references(
    data: Any,
    framework: Frameworks | None = None,
    scheme: str | None = None,
    *,
    lists: bool = False,
    recipe: RecipeLike | None = None,
    output: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> Any:
    """What each row says in the terms of another standard, as `Assessment.references` counts it.

    The columns are, for each depth of the scheme from 0 at the top: `of_0` entries, of which
    `met_0`, `partial_0`, `unmet_0`, `open_0`, `not_applicable_0` and `not_addressed_0`; then `of_1`
    and so on. With `lists=True` the entries are listed too, in the order of the scheme: `entries`
    has the `number`, `depth` and `state` of each. None of it says that anybody conforms to the
    standard.
    """
    if scheme is None:
        raise _missing("scheme")
    question = Question.references(scheme, lists=lists)
    return score(
        data,
        framework,
        question=question,
        recipe=recipe,
        output=output,
        progress=progress,
        **options,
    )
