"""Writes what the core's registry of functions gives to Python, from `schemas/functions.json`.

`insight.py` and `programmes.py`, with the signature of every function; `arguments.py` and
`results.py`, with the types of what goes in and comes out. Run it with the environment of
`make py-setup`: `python bindings-py/generate.py [--check]`.
"""

from __future__ import annotations

import json
import keyword
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PACKAGE = HERE / "python" / "shisei"
REGISTRY = json.loads((HERE.parent / "schemas" / "functions.json").read_text(encoding="utf-8"))
WRITTEN = "Written by `bindings-py/generate.py` from `schemas/functions.json`; do not edit."

#: What a module is about, and an example.
ABOUT = {
    "insight": """Why this score, what next, what changed, what it says elsewhere.

A sheet is a mapping that names its framework, or an assessment. Custom frameworks go along as
`definitions`; those of an assessment need not.

>>> from shisei import insight
>>> sheet = {"framework": "self-assessment@4.0", "answers": {"SA-01": "implemented"}}
>>> insight.bounds(sheet).complete
False

Every function raises `ArgumentError` for arguments that are not as they should be, `SheetError` for
a sheet that cannot be scored, and `UnknownFrameworkError`; each names every problem.""",
    "programmes": """What an organisation can declare, apply for, buy or turn to, from data.

Days are `datetime.date` or "YYYY-MM-DD", money is whole yen, what is not known is left out, and
every result names its sources. None of it is an official decision: a label, a star of SCS, a
subsidy is granted by those who run it, and SECURITY ACTION is a firm's own declaration.

>>> from shisei import programmes
>>> programmes.sme_class(industry="wholesale", employees=100).sme
True

Every function raises `ArgumentError` naming every problem of its arguments.""",
}
#: Only type checkers look behind the name, and only from Python 3.11 is it built in.
NOT_REQUIRED = '''
if TYPE_CHECKING:
    from shisei.shapes import Day
    from typing_extensions import NotRequired
else:

    class NotRequired:
        """Only type checkers need it: Python has it from 3.11 on."""

        def __class_getitem__(cls, item: object) -> object:
            return item
'''
#: Functions of the package itself.
ELSEWHERE = {"assess", "load_framework", "read_assessment"}
#: Types of arguments that Python takes in more forms than JSON.
WIDER = {
    "AnswerSheet": "Sheet | results.AnswerSheet | Assessment",
    "Crosswalk": "Crosswalk | results.Crosswalk",
    "Definition": "Framework | Definition",
}
#: Types of results that have a class of their own in `shisei`.
NATIVE = {
    "Coverage": "Coverage",
    "Definition": "Framework",
    "Localized": "Localized",
    "Points": "Points",
    "Tally": "Tally",
}
#: Closed sets of names that are enums in `shisei`.
ENUMS = {"Origin", "Standing", "State", "Status", "Subject", "TierState", "Verification"}
PLAIN = {"string": "str", "integer": "int", "boolean": "bool", "null": "None"}


def arguments(used: set[str]) -> str:
    """The types of what signatures name, and of what is inside those."""
    shapes = REGISTRY["arguments"]["$defs"]
    found: dict[str, str] = {}
    pending = used & shapes.keys()
    while pending:
        name = pending.pop()
        inside: set[str] = set()
        found[name] = typed_dict(name, shapes[name], inside)
        pending |= inside & shapes.keys() - found.keys()
    text = (
        f'"""Types of what functions take, in the shape of its JSON.\n\n{WRITTEN}\n"""\n\n'
        "from __future__ import annotations\n\nfrom collections.abc import Mapping, Sequence\n"
        "from typing import TYPE_CHECKING, Literal, TypedDict\n\n"
        f"{NOT_REQUIRED}\n\n"
    )
    return formatted(text + "\n\n".join(found[name] for name in sorted(found)), "arguments.py")


def typed_dict(name: str, schema: dict[str, Any], used: set[str]) -> str:
    """A type of arguments; names of types go to `used`."""
    required = schema.get("required", [])
    fields = {key: expression(of, used) for key, of in schema["properties"].items()}
    fields = {key: of if key in required else f"NotRequired[{of}]" for key, of in fields.items()}
    about = docstring(schema, "    ")
    if any(attribute(key) != key for key in fields):
        # Names that Python keeps for itself.
        lines = [f"    {json.dumps(key)}: {json.dumps(of)}," for key, of in fields.items()]
        return "\n".join([f'{name} = TypedDict("{name}", {{', *lines, "})", textwrap.dedent(about)])
    lines = [f"    {key}: {of}" for key, of in fields.items()]
    return "\n".join([f"class {name}(TypedDict):", about, "", *lines])


class Results:
    """The types of what comes out: a class for each, as `src/results` makes them."""

    def __init__(self) -> None:
        self.schema = REGISTRY["results"]
        self.found: dict[str, str] = {}
        self.native: set[str] = set()
        self.enums: set[str] = set()
        functions = {
            name: of for name, of in self.schema["properties"].items() if name not in ELSEWHERE
        }
        self.functions = {name: self.type(of, name) for name, of in functions.items()}
        self.entries = {kind: self.type(of, kind) for kind, of in self.schema["entries"].items()}

    def type(self, schema: dict[str, Any], name: str) -> str:
        """The type of a schema; an object without a name gets the one given."""
        if "$ref" in schema:
            return self.defined(schema["$ref"].split("/")[-1])
        if "properties" in schema:
            return self.record(schema, name)
        if choices := schema.get("anyOf"):
            parts = [part for it in choices for part in self.type(it, name).split(" | ")]
            return " | ".join(sorted(dict.fromkeys(parts), key=lambda part: part == "None"))
        kind = schema["type"]
        if isinstance(kind, list):
            return " | ".join(self.type({**schema, "type": it}, name) for it in kind)
        if kind == "array":
            return f"tuple[{self.type(schema['items'], name)}, ...]"
        if kind == "object":
            return f"dict[str, {self.type(schema['additionalProperties'], name)}]"
        return PLAIN[kind]

    def defined(self, name: str) -> str:
        """The type of a definition."""
        schema = self.schema["$defs"][name]
        if name in NATIVE:
            self.native.add(NATIVE[name])
            return NATIVE[name]
        if name in ENUMS:
            self.enums.add(name)
            return name
        choices = schema.get("oneOf", [])
        if "properties" in schema or any("properties" in it for it in choices):
            return self.record(schema, name)
        if not choices:
            return self.type(schema, name)
        return f"Literal[{', '.join(json.dumps(it['const']) for it in choices)}]"

    def record(self, schema: dict[str, Any], name: str) -> str:
        """The class of an object, or of a choice of objects."""
        if name in self.found:
            return name
        self.found[name] = ""  # A type may have itself inside.
        lines = [f"class {name}(Record):", docstring(schema, "    ")]
        for it in [schema, *schema.get("oneOf", [])]:
            required = it.get("required", []) if it is schema else []
            for key, of in it.get("properties", {}).items():
                capitals = "".join(word[:1].upper() + word[1:] for word in re.split("[-_]", key))
                kind = self.type(of, name + capitals)
                if key not in required and "None" not in kind.split(" | "):
                    kind += " | None"
                lines.append(f"    {attribute(key)}: Final[{kind}]")
        self.found[name] = "\n".join(lines)
        return name

    def catalog(self) -> str:
        """The entries of each kind, by what gives them."""
        kinds = {**self.entries, "frameworks": "Framework"}
        self.native.add("Framework")
        given = {f"Literal[{json.dumps(kind)}]": of for kind, of in sorted(kinds.items())}
        given["str"] = "Any"
        lines = (
            f"def catalog(kind: {kind}, /) -> dict[str, {of}]: ..." for kind, of in given.items()
        )
        return "".join(f"\n\n@overload\n{line}" for line in lines)

    def stub(self) -> str:
        """All of them, as `results.pyi`."""
        names, catalog = sorted(self.found), self.catalog()
        about = f"Types of what functions give.\n\n{WRITTEN}"
        text = (
            f'"""{about}\n"""\n\nfrom typing import Any, Final, Literal, overload\n\n'
            f"from shisei._shisei import {', '.join(sorted(self.native))}\n"
            "from shisei._shisei import Record as Record\n"
            f"from shisei.enums import {', '.join(sorted(self.enums))}\n\n"
            + "\n\n".join(self.found[name] for name in names)
            + catalog
        )
        return formatted(text, "results.pyi")


def docstring(schema: dict[str, Any], indent: str) -> str:
    """The description of a schema; its first paragraph, on lines that are not too long."""
    about = " ".join(schema.get("description", "").split("\n\n")[0].split())
    about = re.sub(r"\[(`\w+`)\](\([^)]*\))?", r"\1", about).replace("\\", "\\\\")
    if not about:
        return ""
    filled = textwrap.fill(f'"""{about}', 97, initial_indent=indent, subsequent_indent=indent)
    return f'{filled}\n{indent}"""' if "\n" in filled else f'{filled}"""'


def attribute(key: str) -> str:
    """The name of a field in Python."""
    name = key.replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


def formatted(text: str, name: str) -> str:
    """A module as the project formats it."""
    for command in (["check", "--fix", "--exit-zero", "--quiet"], ["format", "--quiet"]):
        run = ["ruff", *command, "--stdin-filename", str(PACKAGE / name), "-"]
        text = subprocess.run(run, input=text, capture_output=True, text=True, check=True).stdout
    return text


def expression(schema: dict[str, Any], used: set[str]) -> str:
    """The Python type of a schema; names of types go to `used`."""

    def one(schema: dict[str, Any]) -> str:
        return expression(schema, used)

    if "$ref" in schema:
        name = schema["$ref"].split("/")[-1]
        of = REGISTRY["arguments"]["$defs"][name]
        if "properties" not in of:
            return one(of)
        wider: str = WIDER.get(name, name)
        used.update(part for part in wider.split(" | ") if "." not in part)
        return wider
    if "const" in schema:
        return f"Literal[{json.dumps(schema['const'])}]"
    if "enum" in schema:
        return f"Literal[{', '.join(json.dumps(it) for it in schema['enum'])}]"
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        # "A | B", every alternative once; literals become one.
        parts = dict.fromkeys(part for it in choices for part in one(it).split(" | "))
        literals = [part[8:-1] for part in parts if part.startswith("Literal[")]
        others = [part for part in parts if not part.startswith("Literal[")]
        joined = [f"Literal[{', '.join(literals)}]"] if literals else []
        return " | ".join([*joined, *others])
    kind = schema["type"]
    if isinstance(kind, list):
        return " | ".join(one({**schema, "type": it}) for it in kind)
    if kind == "array":
        return f"Sequence[{one(schema['items'])}]"
    if kind == "object":
        inside = schema.get("additionalProperties", True)
        of = one(inside) if isinstance(inside, dict) else "object"
        if properties := schema.get("properties"):
            of = " | ".join(one(it) for it in properties.values())
        return f"Mapping[str, {of}]"
    if schema.get("format") == "date":
        used.add("Day")
        return "Day"
    return PLAIN[kind]


def function(name: str, used: set[str]) -> str:
    """A function with its signature."""
    about = REGISTRY["functions"][name]["description"].strip()
    given = REGISTRY["arguments"]["properties"][name]["$ref"].split("/")[-1]
    schema = REGISTRY["arguments"]["$defs"][given]
    result = RESULTS.functions[name]
    if result in NATIVE.values():
        used.add(result)
    else:
        result = f"results.{result}"
    required = schema.get("required", [])
    members = dict(schema.get("properties", {}).items())
    needed = [f"{key}: {expression(members[key], used)}" for key in required]
    optional = []
    for key, of in members.items():
        if key in required:
            continue
        kind = expression(of, used)
        nullable = kind if "None" in kind.split(" | ") else f"{kind} | None"
        optional.append(f"{key}: {nullable} = None")
    if members:
        signature = ", ".join([*needed, *(["*", *optional] if optional else [])]) + ","
        ordered = [*required, *(m for m in members if m not in required)]
        passed = "{" + ", ".join(f'"{key}": {key}' for key in ordered) + "}"
    else:
        signature, passed = "**fields: object", "fields"
    lines = [
        textwrap.fill(
            f"`{key}`: {' '.join(of.get('description', '').split())}",
            width=100,
            initial_indent="    ",
            subsequent_indent="        ",
        )
        for key, of in members.items()
    ]
    listed = "\n".join(lines)
    body = textwrap.indent(about, "    ").strip()
    doc = f"{body}\n\n{listed}\n    " if lines else body
    return (
        f'def {name}({signature}) -> {result}:\n    """{doc}"""\n'
        f'    return cast("{result}", _call("{name}", {passed}))\n'
    )


def family(family: str) -> tuple[str, set[str]]:
    """A module with the functions of a family, and the types that it uses."""
    names = sorted(
        name
        for name, it in REGISTRY["functions"].items()
        if it["family"] == family and name not in ELSEWHERE
    )
    used: set[str] = set()
    functions = "\n\n".join(function(name, used) for name in names)
    native = sorted(used & {"Assessment", *NATIVE.values()})
    shapes = sorted(used & {"Day", "Sheet"})
    types = sorted(used - {*native, *shapes})
    imports = [
        "    from shisei import results\n",
        f"    from shisei._shisei import {', '.join(native)}\n" if native else "",
        f"    from shisei.arguments import {', '.join(types)}\n" if types else "",
        f"    from shisei.shapes import {', '.join(shapes)}\n" if shapes else "",
    ]
    text = (
        f'"""{ABOUT[family]}\n\n{WRITTEN}\n"""\n\nfrom __future__ import annotations\n\n'
        "from collections.abc import Mapping, Sequence\n"
        "from typing import TYPE_CHECKING, Literal, cast\n\n"
        "from shisei._shisei import _call\n\n"
        f"if TYPE_CHECKING:\n{''.join(imports)}\n"
        f"__all__ = {json.dumps(names)}\n\n\n{functions}"
    )
    return formatted(text, f"{family}.py"), used


RESULTS = Results()


def main() -> int:
    """Write the modules, or say whether they are fresh."""
    families = {name: family(name) for name in ABOUT}
    modules = {f"{name}.py": text for name, (text, _) in families.items()}
    modules["arguments.py"] = arguments(set().union(*(used for _, used in families.values())))
    modules["results.pyi"] = RESULTS.stub()
    stale = []
    for name, text in modules.items():
        path = PACKAGE / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if "--check" not in sys.argv[1:]:
                path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv[1:]:
        print(f"stale: {', '.join(stale)}; run `make py-types`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
