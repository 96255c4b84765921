"""The words of messages, in the language of `shisei.language()`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from shisei._shisei import language
from shisei.words import WORDS

__all__ = ["ending", "needs", "phrase", "say", "spoken", "word", "written_in"]

_written: ContextVar[str | None] = ContextVar("shisei_language", default=None)


@contextmanager
def written_in(lang: str | None) -> Iterator[str]:
    """The language of what this thread writes meanwhile; of others it stays as it is."""
    token = _written.set(lang or spoken())
    try:
        yield spoken()
    finally:
        _written.reset(token)


def spoken() -> str:
    """The language of the moment: `shisei.language()`, unless something is written in another."""
    return _written.get() or language()


def say(en: str, ja: str) -> str:
    """The one of two texts that is in the language of the moment."""
    return ja if spoken() == "ja" else en


def word(kind: str, name: str) -> str:
    """A word that is shared with reports and the quiz."""
    return WORDS[kind][str(name)][spoken()]


def phrase(name: str, **gaps: object) -> str:
    """A sentence that is shared with reports and the quiz, filled in."""
    return word("phrase", name).format(**gaps)


def needs(package: str, extra: str) -> str:
    """That a package is not installed, and how to install it."""
    install = f"pip install 'shisei[{extra}]'"
    return say(f"this needs {package}: {install}", f"{package} が必要です：{install}")


def ending(endings: str, name: str) -> str:
    """That the name of a file does not end in a way that says its kind."""
    return say(
        f"the output must end in one of {endings}, unlike {name!r}",
        f"出力のファイル名の末尾は {endings} のどれかにしてください（{name!r} は不可）",
    )
