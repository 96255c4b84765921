"""Scores, levels, gaps and next steps from answers about security.

After the public guidance of Japan's IPA and METI:

>>> import shisei
>>> framework = shisei.framework("five-basics@3.1")
>>> assessment = framework.assess({"B1": "done", "B2": "not-done"})
>>> assessment.complete
False
>>> print(assessment.findings[0].advice.ja)  # doctest: +SKIP

Every score is an integer or an exact fraction, what is unanswered is never 0, and every result
names the edition and digest of the framework it came from. A self-assessment is a
self-assessment: nothing here certifies anything.
"""

from shisei._shisei import (
    Assessment,
    Band,
    Choice,
    Citation,
    Control,
    Coverage,
    Finding,
    Framework,
    Group,
    Localized,
    Outcome,
    Parameter,
    Part,
    Points,
    Problem,
    Scale,
    Source,
    Tally,
    Tier,
    TierResult,
    Worth,
    __version__,
    assess,
    framework,
    frameworks,
    language,
    set_language,
)
from shisei.errors import (
    ArgumentError,
    FileError,
    FrameworkError,
    SheetError,
    ShiseiError,
    UnknownFrameworkError,
)

# Type checkers know this name; importing `typing` for it would cost every start-up.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from shisei._shisei import Scored
    from shisei.columns import OutputColumn
    from shisei.enums import Origin, Standing, State, Status, Subject, TierState, Verification
    from shisei.headings import ColumnMatch, MatchedColumn, match_columns
    from shisei.inspection import Inspection, Spelling, inspect
    from shisei.options import Options
    from shisei.overview import plot, summary
    from shisei.portfolio import Scorer, score, score_stream
    from shisei.questions import Question, carry_over, next_steps, plan, references
    from shisei.recipes import Recipe
    from shisei.renewal import answers, check, compare, drift, weakest
    from shisei.reports import report
    from shisei.results import catalog

__all__ = [
    "ArgumentError",
    "Assessment",
    "Band",
    "Choice",
    "Citation",
    "ColumnMatch",
    "Control",
    "Coverage",
    "FileError",
    "Finding",
    "Framework",
    "FrameworkError",
    "Group",
    "Inspection",
    "Localized",
    "MatchedColumn",
    "Options",
    "Origin",
    "Outcome",
    "OutputColumn",
    "Parameter",
    "Part",
    "Points",
    "Problem",
    "Question",
    "Recipe",
    "Scale",
    "Scored",
    "Scorer",
    "SheetError",
    "ShiseiError",
    "Source",
    "Spelling",
    "Standing",
    "State",
    "Status",
    "Subject",
    "Tally",
    "Tier",
    "TierResult",
    "TierState",
    "UnknownFrameworkError",
    "Verification",
    "Worth",
    "__version__",
    "answers",
    "assess",
    "carry_over",
    "catalog",
    "check",
    "compare",
    "drift",
    "framework",
    "frameworks",
    "inspect",
    "language",
    "match_columns",
    "next_steps",
    "plan",
    "plot",
    "references",
    "report",
    "score",
    "score_stream",
    "set_language",
    "summary",
    "weakest",
]

# What is imported when it is first asked for, because it would slow down every start-up.
_LAZY = {
    "Options": "shisei.options",
    "Origin": "shisei.enums",
    "OutputColumn": "shisei.columns",
    "Scored": "shisei._shisei",
    "Standing": "shisei.enums",
    "State": "shisei.enums",
    "Status": "shisei.enums",
    "Subject": "shisei.enums",
    "TierState": "shisei.enums",
    "Verification": "shisei.enums",
    "Scorer": "shisei.portfolio",
    "answers": "shisei.renewal",
    "catalog": "shisei._shisei",
    "ColumnMatch": "shisei.headings",
    "MatchedColumn": "shisei.headings",
    "check": "shisei.renewal",
    "compare": "shisei.renewal",
    "drift": "shisei.renewal",
    "match_columns": "shisei.headings",
    "Recipe": "shisei.recipes",
    "Inspection": "shisei.inspection",
    "Spelling": "shisei.inspection",
    "inspect": "shisei.inspection",
    "score": "shisei.portfolio",
    "score_stream": "shisei.portfolio",
    "Question": "shisei.questions",
    "carry_over": "shisei.questions",
    "next_steps": "shisei.questions",
    "plan": "shisei.questions",
    "references": "shisei.questions",
    "report": "shisei.reports",
    "plot": "shisei.overview",
    "summary": "shisei.overview",
    "weakest": "shisei.renewal",
}


def __getattr__(name: str) -> object:
    module = _LAZY.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
