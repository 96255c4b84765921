"""Recipes: how the files of one sender are read, kept as TOML beside the data.

A recipe names a framework and the options of `score`, `columns` and `mapping` as tables:

    framework = "five-basics@4.0"
    id = "会社名"
    on_error = "report"

    [columns]
    "問1" = "B1"

    [mapping]
    "○" = "done"

`shisei inspect FILE` writes one to be looked over.

>>> from shisei.recipes import Recipe
>>> recipe = Recipe("five-basics@4.0", {"id": "firm", "columns": {"q1": "B1"}})
>>> print(recipe.to_toml())
framework = "five-basics@4.0"
id = "firm"
<BLANKLINE>
[columns]
q1 = "B1"
<BLANKLINE>
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from shisei import Framework
from shisei._shisei import _toml_as_json
from shisei.options import DEFAULTS, Frameworks, Options, given

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["Recipe", "RecipeLike", "followed"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Recipe:
    """A framework, or several, and options of `score`."""

    framework: Frameworks
    options: Options = field(default_factory=lambda: Options())

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Recipe:
        """Reads a recipe from a TOML file.

        A file that is no TOML, and an option that there is not, are refused by name.
        """
        from shisei.messages import say

        name = os.fspath(path)
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            said = say(
                f"{name}: a recipe is TOML in UTF-8, and this is not",
                f"{name}：レシピはUTF-8のTOMLですが、UTF-8として読み取れません",
            )
            raise ValueError(said) from error
        try:
            return cls.from_toml(text)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{name}{say(': ', '：')}{error}") from error

    @classmethod
    def from_toml(cls, text: str) -> Recipe:
        """Reads a recipe from TOML."""
        whole: dict[str, Any] = json.loads(_toml_as_json(text))
        framework = whole.pop("framework", None)
        for name in ("long",):
            if isinstance(whole.get(name), list):
                whole[name] = tuple(whole[name])
        options = cast("Options", whole)
        given(**options)
        return cls(framework, options)

    def to_toml(self) -> str:
        """The recipe as TOML: the options that are not as they are by default."""
        said = {k: v for k, v in self.options.items() if v != DEFAULTS.get(k)}
        plain = {k: v for k, v in said.items() if not isinstance(v, Mapping)}
        framework: Any = self.framework
        if not isinstance(framework, str):
            framework = [str(getattr(one, "reference", one)) for one in framework]
        lines = [f"framework = {_value(framework)}"]
        lines += [f"{name} = {_value(value)}" for name, value in plain.items()]
        for name, table in said.items():
            if isinstance(table, Mapping):
                lines += ["", *_table(name, table)]
        return "\n".join(lines) + "\n"

    def write(self, path: str | os.PathLike[str]) -> None:
        """Writes the recipe as a TOML file."""
        Path(path).write_text(self.to_toml(), encoding="utf-8")

    def score(self, data: Any, **options: Unpack[Options]) -> Any:
        """`shisei.score` by this recipe; options that are given here come before its own."""
        from shisei.portfolio import score

        return score(data, recipe=self, **options)


#: A recipe, or the path of its file.
RecipeLike: TypeAlias = "Recipe | str | os.PathLike[str]"


def followed(
    framework: Frameworks | None,
    recipe: RecipeLike | None,
    options: Options,
    *,
    without: Iterable[str] = (),
) -> tuple[Frameworks, Options]:
    """Framework and options with what a recipe says about what was left out.

    What the recipe says about options in `without` is for another function.
    """
    from shisei.messages import say

    if recipe is not None:
        known = recipe if isinstance(recipe, Recipe) else Recipe.read(recipe)
        framework = known.framework if framework is None else framework
        said = {name: value for name, value in known.options.items() if name not in without}
        options = cast("Options", {**said, **options})
    if framework is None:
        raise TypeError(
            say(
                "a framework is needed, or a recipe that names one",
                "フレームワークか、それを含むレシピを指定してください",
            )
        )
    each = list(framework) if isinstance(framework, (list, tuple)) else [framework]
    if not each or not all(isinstance(one, (str, Framework)) for one in each):
        raise TypeError(
            say(
                f"framework is an id, a Framework or a list of these, not {framework!r}",
                "framework にはID、Framework、またはそのリストを指定します"
                f"（{framework!r} は不可）",
            )
        )
    return framework, options


def key(name: str) -> str:
    """A key of TOML, in quotes where it needs them."""
    return name if _BARE.fullmatch(name) else _value(name)


def _table(name: str, table: Mapping[Any, Any]) -> list[str]:
    plain = {k: v for k, v in table.items() if not isinstance(v, Mapping)}
    lines = [f"[{name}]"]
    lines += [f"{key(str(k))} = {_value('' if v is None else v)}" for k, v in plain.items()]
    for inner, values in table.items():
        if isinstance(values, Mapping):
            lines += ["", *_table(f"{name}.{key(str(inner))}", values)]
    return lines


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple, set, frozenset)):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, (int, float)):
        return str(value)
    # A string of JSON is one of TOML, which besides escapes DEL.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
