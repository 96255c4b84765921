"""What a user does first, with the wheel alone."""

from importlib.metadata import files

import shisei

assessment = shisei.framework("self-assessment").assess({"SA-01": "implemented"})
assert assessment.points is not None
assert (assessment.points.low, assessment.points.high) == (-20, 100)
assert assessment.findings[0].state is shisei.State.UNANSWERED
names = {path.name for path in files("shisei") or []}
assert {"LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-NOTICES.txt", "py.typed"} <= names
print(repr(assessment))
