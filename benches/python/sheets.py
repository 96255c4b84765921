"""Answers of many firms to the self-assessment, drawn by chance, and what is asked of them."""

from __future__ import annotations

import numpy as np

import shisei

FRAMEWORK = shisei.framework("self-assessment@3.1")
CONTROLS = [control.id for control in FRAMEWORK.controls]
PARTS = [[c.id for c in FRAMEWORK.controls if c.group == g] for g in FRAMEWORK.groups]
LABELS = [choice.label.ja for choice in FRAMEWORK.controls[0].choices]
POINTS = [4, 2, 0, -1]
#: Where a band begins, the best first.
STARTS = [100, 70, 50]


def codes(rows: int, seed: int = 1) -> dict[str, np.ndarray]:
    """Answers as positions of choices, each as likely as the others."""
    rng = np.random.default_rng(seed)
    return {control: rng.integers(0, 4, rows, dtype=np.int8) for control in CONTROLS}
