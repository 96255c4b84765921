"""The package itself: what it exports, what it costs to import, that its names are the core's."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from enum import Enum
from pathlib import Path

import pytest

import shisei
from shisei import enums

ROOT = Path(__file__).parents[2]


def test_everything_exported_is_there() -> None:
    for name in shisei.__all__:
        assert getattr(shisei, name) is not None
        assert name in dir(shisei)
    assert not hasattr(shisei, "no_such_name")
    assert shisei.__version__.count(".") == 2


def test_importing_it_imports_nothing_slow() -> None:
    code = (
        "import sys; before = set(sys.modules); import shisei; "
        "print(*sorted(set(sys.modules) - before))"
    )
    run = [sys.executable, "-I", "-S", "-c"]
    # Without site there is no site-packages: name the place where the package was installed.
    place = str(Path(shisei.__file__).parents[1])
    done = subprocess.run(
        [*run, f"import sys; sys.path.append({place!r}); {code}"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["__future__", "shisei", "shisei._shisei", "shisei.errors"]


@pytest.mark.parametrize("name", enums.__all__)
def test_enums_are_strings(name: str) -> None:
    kind: type[Enum] = getattr(enums, name)
    for member in kind:
        assert isinstance(member, str)
        assert str(member) == f"{member}" == member.value
        assert getattr(shisei, name)(member.value) is member


def test_every_state_and_tier_state_of_the_core_has_its_member() -> None:
    tally = {name for name in dir(shisei.Tally) if not name.startswith("_")}
    assert {state.name.lower() for state in shisei.State} == tally - {"total", "to_dict"}
    # Reading an attribute turns the core's name into a member, and fails on one that is missing.
    for framework in shisei.frameworks():
        assert isinstance(framework.status, shisei.Status)
        assert isinstance(framework.subject, shisei.Subject)
        for scale in framework.scales:
            assert isinstance(scale.origin, shisei.Origin)
            for choice in scale.choices:
                assert isinstance(choice.standing, shisei.Standing)
        for tier in framework.assess({}).tiers:
            assert isinstance(tier.state, shisei.TierState)


def test_the_example_runs() -> None:
    example = ROOT / "examples" / "python" / "score.py"
    done = subprocess.run(
        [sys.executable, str(example)], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert "self-assessment@4.0" in done.stdout


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_demo_runs(lang: str, tmp_path: Path) -> None:
    demo = ROOT / "examples" / "python" / "demo.py"
    done = subprocess.run(
        [sys.executable, str(demo), str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "DEMO_LANG": lang, "PYTHONIOENCODING": "utf-8"},
    )
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert f'lang="{lang}"' in page
    assert len(done.stdout.split(" | ")) > 50


@pytest.mark.parametrize("name", ["arguments", "results"])
def test_the_modules_of_types_can_be_imported(name: str) -> None:
    module = importlib.import_module(f"shisei.{name}")
    assert module.__doc__
