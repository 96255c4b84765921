"""Writes `python/shisei/results.py`, the types of what functions give, from `schemas/results.json`.

Run it with the environment of `make py-setup`: `python bindings-py/result_types.py [--check]`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from datamodel_code_generator import InputFileType, LiteralType, generate
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import Formatter, PythonVersion

HERE = Path(__file__).parent
SCHEMA = HERE.parent / "schemas" / "results.json"
MODULE = HERE / "python" / "shisei" / "results.py"
HEAD = '''"""Types of what the functions give: plain data, in the shape of its JSON.

For annotations: `from shisei.results import Plan`. Written by `bindings-py/result_types.py` from
`schemas/results.json`; do not edit.
"""
'''


def module() -> str:
    """The text of the module."""
    schema = json.loads(SCHEMA.read_text())
    # Which function gives what stands in the signatures; here only the types are wanted.
    generated = generate(
        json.dumps({**schema, "title": "Results"}),
        input_file_type=InputFileType.JsonSchema,
        output_model_type=DataModelType.TypingTypedDict,
        target_python_version=PythonVersion.PY_310,
        enum_field_as_literal=LiteralType.All,
        use_schema_description=True,
        use_field_description=True,
        use_inline_field_description=True,
        use_closed_typed_dict=False,
        disable_timestamp=True,
        custom_file_header=HEAD,
        formatters=[Formatter.RUFF_CHECK, Formatter.RUFF_FORMAT],
        settings_path=HERE / "pyproject.toml",
    )
    text = str(generated)
    # Only type checkers look behind the name, and only from Python 3.11 is it built in.
    guarded = "if TYPE_CHECKING:\n    from typing_extensions import NotRequired\n"
    text = text.replace("from typing_extensions import NotRequired\n", guarded)
    return text.replace("from typing import ", "from typing import TYPE_CHECKING, ", 1) + "\n"


def main() -> int:
    """Write the module, or say whether it is fresh."""
    text = module()
    if "--check" in sys.argv[1:]:
        fresh = MODULE.is_file() and MODULE.read_text() == text
        if not fresh:
            print(f"{MODULE.name} is stale: run `make py-types`", file=sys.stderr)
        return 0 if fresh else 1
    MODULE.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
