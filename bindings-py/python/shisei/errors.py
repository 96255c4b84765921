"""What shisei raises: one exception for one input, with every problem that it has."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from shisei._shisei import Failure, Problem
    from shisei.shapes import Kind, Lang

__all__ = [
    "ArgumentError",
    "FileError",
    "FrameworkError",
    "SheetError",
    "ShiseiError",
    "UnknownFrameworkError",
]


class ShiseiError(ValueError):
    """An input that was refused, with every problem found in it."""

    _failure: Failure

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self._failure = failure

    @property
    def code(self) -> Kind:
        """What was refused: a stable code, the same in every language."""
        return self._failure.code

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, each with a stable code."""
        return self._failure.problems

    def message(self, lang: Lang | None = None) -> str:
        """All problems in words, one a line when there are several."""
        return self._failure.message(lang)

    def to_json(self, lang: Lang | None = None) -> str:
        """The error report as JSON: the same bytes in every language."""
        return self._failure.to_json(lang)

    def __str__(self) -> str:
        return self._failure.message()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


class UnknownFrameworkError(ShiseiError, LookupError):
    """No built-in framework has this id or edition."""


class SheetError(ShiseiError):
    """An answer sheet was refused."""


class FrameworkError(ShiseiError):
    """A framework's definition was refused."""


class ArgumentError(ShiseiError):
    """Another argument of a call was refused."""


class FileError(ValueError):
    """A file that cannot be read, with the place in it and what would be right."""

    #: What is wrong: a stable code, the same in every language.
    code: str
    #: The file.
    file: str
    #: The sheet of a workbook.
    sheet: str | None
    #: The row as the file counts.
    row: int | None
    #: The heading of the column.
    column: str | None

    def __init__(
        self,
        message: str,
        code: str,
        file: str,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        super().__init__(message, code, file, sheet, row, column)
        self.code, self.file, self.sheet, self.row, self.column = code, file, sheet, row, column

    def __str__(self) -> str:
        return str(self.args[0])
