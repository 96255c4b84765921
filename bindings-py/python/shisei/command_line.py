"""Options and errors of the command in the language and the encoding of the terminal."""

from __future__ import annotations

import argparse
import codecs
import errno
import io
import os
import re
from typing import Any, NoReturn, TextIO

from shisei.messages import say

__all__ = ["Parser", "encodable", "shows", "told"]

#: How argparse words what is wrong with a command, and how we say it in Japanese.
_JAPANESE = (
    (r"the following arguments are required: (.*)", r"次の指定が必要です：\1"),
    (r"unrecognized arguments: (.*)", r"知らない引数です：\1"),
    (
        r"argument (.*): invalid choice: (.*) \(choose from (.*)\)",
        r"\1：\2 は選べません（選べる値：\3）",
    ),
    (r"argument (.*): expected (?:one|at least one) argument", r"\1：値を指定してください"),
    (r"argument (.*): invalid int value: (.*)", r"\1：\2 は整数ではありません"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1：値は指定できません（\2）"),
    (r"ambiguous option: (.*) could match (.*)", r"\1 はどの指定か決まりません（候補：\2）"),
)


class Parser(argparse.ArgumentParser):
    """Help and errors in the language of `shisei.language()`."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "add_help": False})
        self._positionals.title = say("arguments", "引数")
        self._optionals.title = say("options", "オプション")
        shown = say("show this help and exit", "この説明を表示して終わる")
        self.add_argument("-h", "--help", action="help", help=shown)

    def format_usage(self) -> str:
        """The first lines of the help."""
        return self._in_language(super().format_usage())

    def format_help(self) -> str:
        """The whole help."""
        return self._in_language(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the command, and ends with exit code 2."""
        for pattern, japanese in _JAPANESE:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found:
                message = say(message, found.expand(japanese))
                break
        head = say("error: ", "エラー：")
        self.exit(2, f"{self.format_usage()}{self.prog}: {head}{message}\n")

    @staticmethod
    def _in_language(text: str) -> str:
        japanese = re.sub(r"^usage: ", "使い方：", text)
        return say(text, re.sub(r"^(引数|オプション|コマンド):$", r"\1：", japanese, flags=re.M))


#: What to print where an encoding lacks a character; any other becomes a question mark.
_PLAIN = {
    "█": "#",
    "▒": "+",
    "░": ".",
    "–": "-",
    "—": "-",
    "…": "...",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "〜": "~",
    "～": "~",
    "→": "->",
    "≤": "<=",
    "≥": ">=",
    "×": "x",
    "•": "*",
    "·": "-",
    "★": "*",
    "\N{NO-BREAK SPACE}": " ",
}


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_PLAIN.get(one, "?") for one in lacking), error.end


codecs.register_error("shisei", _plain)


def encodable(stream: TextIO) -> None:
    """Makes a stream print other characters where its encoding lacks one, instead of failing."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="shisei")


def told(error: Exception) -> str:
    """What an error says, that of the system in our words."""
    if isinstance(error, UnicodeDecodeError):
        return say(
            f"the input is not UTF-8: {error.reason} at byte {error.start:,}",
            f"UTF-8として読み取れません（{error.start:,}バイト目）",
        )
    if not isinstance(error, OSError) or error.errno is None:
        return str(error)
    path = "" if error.filename is None else os.fsdecode(error.filename)
    name, folder = repr(path), os.path.dirname(path)
    lacking = (f"there is no file {name}", f"ファイル {name} がありません")
    if folder and not os.path.isdir(folder):
        lacking = (f"there is no folder {folder!r}", f"フォルダ {folder!r} がありません")
    known = {
        errno.ENOENT: lacking,
        errno.EISDIR: (f"{name} is a folder", f"{name} はフォルダです"),
        errno.EACCES: (f"{name} may not be used", f"{name} を使う権限がありません"),
        errno.EROFS: (f"{name} cannot be written", f"{name} は書き込めません"),
        errno.ENOSPC: ("the disk is full", "ディスクに空きがありません"),
    }
    en, ja = known.get(error.errno, (str(error), str(error)))
    return say(en, ja)


def shows(stream: TextIO, characters: str) -> bool:
    """Whether the encoding of a stream has these characters."""
    try:
        characters.encode(stream.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
