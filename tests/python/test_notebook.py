"""The notebooks run from top to bottom, and their code passes the strict type check."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Each with a file that it writes, and the least that is in it.
NOTEBOOKS = {"portfolio": ("portfolio.png", 10_000), "renewal": ("letters.html", 50_000)}


def _code(notebook: str) -> list[str]:
    path = ROOT / f"examples/python/{notebook}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert not any(cell.get("outputs") for cell in cells), "outputs are not kept"
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_notebook_runs(notebook: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    names: dict[str, object] = {}
    monkeypatch.chdir(tmp_path)
    for source in _code(notebook):
        exec(source, names)
    written, least = NOTEBOOKS[notebook]
    assert (tmp_path / written).stat().st_size > least


def test_notebooks_have_strict_types(tmp_path: Path) -> None:
    paths = [tmp_path / f"{notebook}.py" for notebook in NOTEBOOKS]
    for path in paths:
        path.write_text("\n".join(_code(path.stem)), encoding="utf-8")
    # What a cell ends in is shown there; as a statement it does nothing.
    command = ["mypy", "--config-file", "tests/python/mypy.ini", *map(str, paths)]
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
