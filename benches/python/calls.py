"""What an import and a call cost. Prints figures; nothing is asserted.

Run with `make py-bench`, on a machine that does nothing else.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import timeit
from collections.abc import Callable

import shisei

IMPORTS = 21
CALLS = 20_000
ROUNDS = 7


def start(code: str) -> float:
    """Seconds that a new interpreter takes for `code`."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - begin


def imports() -> None:
    """Start-up with and without the package, taken in turns so that noise meets both."""
    pairs = [(start("pass"), start("import shisei")) for _ in range(IMPORTS)]
    bare = statistics.median(bare for bare, _ in pairs)
    added = statistics.median(full - bare for bare, full in pairs)
    print(f"start of Python                        {bare * 1e3:8.2f} ms")
    print(f"import shisei adds                     {added * 1e3:8.2f} ms  (median of {IMPORTS})")


def call(name: str, function: Callable[[], object]) -> None:
    """Best and median time of one call."""
    rounds = [taken / CALLS for taken in timeit.repeat(function, number=CALLS, repeat=ROUNDS)]
    best, median = min(rounds) * 1e6, statistics.median(rounds) * 1e6
    print(f"{name:<38} {best:8.2f} µs  (best of {ROUNDS}; median {median:.2f})")


def calls() -> None:
    """One assessment of 25 answers, and what reading it costs."""
    framework = shisei.framework("self-assessment@4.0")
    for choice in ("implemented", "partial"):
        answers = {control.id: choice for control in framework.controls}
        assessment = framework.assess(answers)
        found = len(assessment.findings)
        call(f"assess, {found} findings", lambda a=answers: framework.assess(a))  # type: ignore[misc]
        call("  and its score", lambda a=answers: framework.assess(a).score)  # type: ignore[misc]
    call("to_json, 25 findings", assessment.to_json)
    call("findings, 25 objects", lambda: assessment.findings)
    sheet = framework.assess(answers).sheet
    call("assess of a whole sheet", lambda: shisei.assess(sheet))


imports()
calls()
