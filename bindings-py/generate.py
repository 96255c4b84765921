"""Writes what the core's registry of functions gives to Python, from `schemas/functions.json`.

`insight.py` and `programmes.py`, with the signature of every function; `arguments.py` and
`results.py`, with the types of what goes in and comes out. Run it with the environment of
`make py-setup`: `python bindings-py/generate.py [--check]`.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

from datamodel_code_generator import InputFileType, LiteralType, generate
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import CodeFormatter, Formatter, PythonVersion

HERE = Path(__file__).parent
PACKAGE = HERE / "python" / "shisei"
REGISTRY = json.loads((HERE.parent / "schemas" / "functions.json").read_text(encoding="utf-8"))
FORMATTERS = [Formatter.RUFF_CHECK, Formatter.RUFF_FORMAT]
WRITTEN = "Written by `bindings-py/generate.py` from `schemas/functions.json`; do not edit."

#: What a module is about, and an example.
ABOUT = {
    "insight": """Why this score, what next, what changed, what it says elsewhere.

A sheet is a mapping that names its framework, or an assessment. Custom frameworks go along as
`definitions`; those of an assessment need not.

>>> from shisei import insight
>>> sheet = {"framework": "self-assessment@4.0", "answers": {"SA-01": "implemented"}}
>>> insight.bounds(sheet)["complete"]
False

Every function raises `ArgumentError` for arguments that are not as they should be, `SheetError` for
a sheet that cannot be scored, and `UnknownFrameworkError`; each names every problem.""",
    "programmes": """What an organisation can declare, apply for, buy or turn to, from data.

Days are `datetime.date` or "YYYY-MM-DD", money is whole yen, what is not known is left out, and
every result names its sources. None of it is an official decision: a label, a star of SCS, a
subsidy is granted by those who run it, and SECURITY ACTION is a firm's own declaration.

>>> from shisei import programmes
>>> programmes.sme_class(industry="wholesale", employees=100)["sme"]
True

Every function raises `ArgumentError` naming every problem of its arguments.""",
}
#: Functions of the package itself.
ELSEWHERE = {"assess", "load_framework", "read_assessment"}
#: Types of arguments that Python takes in more forms than JSON.
WIDER = {"AnswerSheet": "Sheet | Assessment", "Definition": "Framework | Definition"}


def types(name: str, head: str, schema: dict[str, Any], **options: Any) -> str:
    """A module with the types of a schema."""
    generated = generate(
        json.dumps({**schema, "title": name}),
        input_file_type=InputFileType.JsonSchema,
        output_model_type=DataModelType.TypingTypedDict,
        target_python_version=PythonVersion.PY_310,
        enum_field_as_literal=LiteralType.All,
        use_schema_description=True,
        use_field_description=True,
        use_inline_field_description=True,
        use_closed_typed_dict=False,
        disable_timestamp=True,
        custom_file_header=f'"""{head}\n\n{WRITTEN}\n"""\n',
        formatters=FORMATTERS,
        settings_path=HERE / "pyproject.toml",
        **options,
    )
    text = str(generated)
    # Only type checkers look behind the name, and only from Python 3.11 is it built in.
    guarded = (
        "if TYPE_CHECKING:\n    from typing_extensions import NotRequired\nelse:\n\n"
        "    class NotRequired:\n"
        '        """Only type checkers need it: Python has it from 3.11 on."""\n\n'
        "        def __class_getitem__(cls, item: object) -> object:\n            return item\n\n"
    )
    text = text.replace("from typing_extensions import NotRequired\n", guarded)
    text = text.replace("\n\n\n\n", "\n\n\n")
    return text.replace("from typing import ", "from typing import TYPE_CHECKING, ", 1) + "\n"


def arguments(used: set[str]) -> str:
    """The types of what signatures name."""
    defined = REGISTRY["arguments"]["$defs"]
    shapes = {name: {"$ref": f"#/$defs/{name}"} for name in sorted(used & defined.keys())}
    about = "Types by their names."
    schema = {"type": "object", "description": about, "properties": shapes, "$defs": defined}
    head = "Types of what the functions take, in the shape of its JSON."
    return types("Arguments", head, schema, use_generic_container_types=True)


def results() -> str:
    """The types of what comes out."""
    head = "Types of what the functions give: plain data, in the shape of its JSON."
    # A day comes out as text.
    schema = json.loads(json.dumps(REGISTRY["results"]).replace('"format": "date", ', ""))
    return types("Results", head, schema)


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
        used.update(re.findall(r"\w+", wider))
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
    plain = {"string": "str", "integer": "int", "boolean": "bool", "null": "None"}
    return plain[kind]


def function(name: str, used: set[str]) -> str:
    """A function with its signature."""
    about = REGISTRY["functions"][name]["description"].strip()
    given = REGISTRY["arguments"]["properties"][name]["$ref"].split("/")[-1]
    schema = REGISTRY["arguments"]["$defs"][given]
    result = REGISTRY["results"]["properties"][name]["$ref"].split("/")[-1]
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
        passed = ", ".join(
            f"{key}={key}" for key in [*required, *(m for m in members if m not in required)]
        )
    else:
        signature, passed = "**fields: object", "**fields"
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
        f'def {name}({signature}) -> results.{result}:\n    """{doc}"""\n'
        f'    return cast("results.{result}", call("{name}", {passed}))\n'
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
    native = sorted(used & {"Assessment", "Framework"})
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
        "from shisei.calls import call\n\n"
        f"if TYPE_CHECKING:\n{''.join(imports)}\n"
        f"__all__ = {json.dumps(names)}\n\n\n{functions}"
    )
    formatter = CodeFormatter(
        PythonVersion.PY_310, settings_path=HERE / "pyproject.toml", formatters=FORMATTERS
    )
    return formatter.format_code(text), used


def main() -> int:
    """Write the modules, or say whether they are fresh."""
    families = {name: family(name) for name in ABOUT}
    modules = {name: text for name, (text, _) in families.items()}
    modules["arguments"] = arguments(set().union(*(used for _, used in families.values())))
    modules["results"] = results()
    stale = []
    for name, text in modules.items():
        path = PACKAGE / f"{name}.py"
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
