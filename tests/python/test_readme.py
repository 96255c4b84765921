"""The Python examples of the READMEs run as they stand."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READMES = (
    "README.md",
    "README.ja.md",
    "bindings-py/README.md",
    "docs/portfolios.md",
    "docs/renewal.md",
)


@pytest.mark.parametrize("name", READMES)
def test_examples_run(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    examples = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert examples, f"{name} has no Python example"
    for example in examples:
        exec(compile(example, name, "exec"), {})


def test_both_languages_show_the_same_code() -> None:
    def code(name: str) -> list[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        examples = re.findall(r"^```(?:console|html)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
        return [re.sub(r"#.*", "", example) for example in examples]

    squeezed = [[re.sub(r"\s+", " ", e) for e in code(name)] for name in READMES[:2]]
    assert squeezed[0] == squeezed[1]
