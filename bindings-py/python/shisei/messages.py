"""The words of messages, in the language of `shisei.language()`."""

from __future__ import annotations

from shisei._shisei import language
from shisei.words import WORDS

__all__ = ["ending", "needs", "phrase", "say", "word"]


def say(en: str, ja: str) -> str:
    """The one of two texts that is in the language of the moment."""
    return ja if language() == "ja" else en


def word(kind: str, name: str) -> str:
    """A word that is shared with reports and the quiz."""
    return WORDS[kind][str(name)][language()]


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
