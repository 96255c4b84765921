"""The least that is an .xls: cells of text in one sheet; no library writes such files any more."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls(rows: Iterable[Sequence[str]], far: tuple[int, int, str] | None = None) -> bytes:
    """Give a workbook whose sheet `answers` has these rows, and one more cell anywhere."""
    cells = [(row, at, text) for row, texts in enumerate(rows) for at, text in enumerate(texts)]
    sheet = _begin(0x10) + b"".join(_label(*cell) for cell in [*cells, *([far] if far else ())])

    def book(start: int) -> bytes:
        name = struct.pack("<IBBBB", start, 0, 0, len("answers"), 0) + b"answers"
        return _begin(0x05) + _record(0x42, struct.pack("<H", 1200)) + _record(0x85, name) + _end()

    return _container(book(len(book(0))) + sheet + _end())


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _begin(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 1996, 0, 6))


def _end() -> bytes:
    return _record(0x0A)


def _label(row: int, column: int, text: str) -> bytes:
    head = struct.pack("<HHHHB", row, column, 15, len(text), 1)
    return _record(0x204, head + text.encode("utf-16-le"))


def _container(stream: bytes) -> bytes:
    """Put a stream into a compound file: header, table of sectors, directory, stream."""
    # Shorter streams would lie elsewhere.
    stream = stream.ljust(8 * SECTOR, b"\0")
    stream += b"\0" * (-len(stream) % SECTOR)
    count = len(stream) // SECTOR
    sectors = [TABLE, END, *range(3, count + 2), END]
    sectors += [FREE] * (SECTOR // 4 - len(sectors))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 8 * SECTOR, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    entries = _entry("Root Entry", 5, 1, END, 0) + _entry("Workbook", 2, FREE, 2, len(stream))
    entries += _entry("", 0, FREE, 0, 0) * 2
    return head + struct.pack(f"<{SECTOR // 4}I", *sectors) + entries + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0" if name else b""
    links = struct.pack("<HBBIII", len(written), kind, 1, FREE, FREE, child)
    return written.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
