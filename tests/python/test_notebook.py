"""The notebook runs from top to bottom, and its code passes the strict type check."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CELLS = json.loads((ROOT / "examples/python/portfolio.ipynb").read_text(encoding="utf-8"))["cells"]
CODE = ["".join(cell["source"]) for cell in CELLS if cell["cell_type"] == "code"]


@pytest.mark.filterwarnings("ignore")
def test_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    names: dict[str, object] = {}
    monkeypatch.chdir(tmp_path)
    for source in CODE:
        exec(source, names)
    assert (tmp_path / "portfolio.png").stat().st_size > 10_000


def test_the_notebook_has_strict_types(tmp_path: Path) -> None:
    path = tmp_path / "notebook.py"
    path.write_text("\n".join(CODE), encoding="utf-8")
    # What a cell ends in is shown there; as a statement it does nothing.
    command = ["mypy", "--config-file", "tests/python/mypy.ini", str(path)]
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
