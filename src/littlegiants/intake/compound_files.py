"""The container of old workbooks (.xls, .et): its streams, if it is whole.

A container lists for each of its sectors the one that follows. In a damaged file these lists may run
in a circle or out of the file, and a reader that trusts them would follow them until the memory is
full. So every list is walked before anybody else reads the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_HEADER = 512
_DIFAT_PLACE = slice(76, 512)
_MARKS = 0xFFFFFFFA
"""Numbers from here on are marks (end of list, free) and no sectors."""

_ENTRY = 128
_ROOT = 5
_STREAM = 2
_MINI_SECTOR = 64


class BrokenContainerError(ValueError):
    """The lists of a container contradict each other or its size."""


class LockedBookError(ValueError):
    """A workbook whose records are encrypted."""


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    start: int
    size: int


def load_streams(content: bytes, names: Sequence[str]) -> Mapping[str, bytes]:
    """Return the streams with some names; raises `BrokenContainerError`."""
    container = _Container(content)
    entries = dict(_entries(container.read(container.number(48))))
    mini = container.mini_stream(entries)
    return {name: container.stream(entries[name], mini) for name in names if name in entries}


class _Container:
    """Reads sectors and follows their lists."""

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER or content[30] not in (9, 12):
            raise BrokenContainerError("header")
        self._content = content
        self._size = 1 << content[30]
        self._sectors = -(-(len(content) - self._size) // self._size)
        self._following = [n for at in self._list_sectors() for n in _numbers(self._sector(at))]

    def number(self, offset: int) -> int:
        """Return a number of the header."""
        return int(struct.unpack_from("<I", self._content, offset)[0])

    def read(self, start: int) -> bytes:
        """Return the sectors of a list, one after the other."""
        return b"".join(self._sector(at) for at in _walk(start, self._following))

    def mini_stream(self, entries: Mapping[str, _Entry]) -> tuple[bytes, Sequence[int]]:
        """Return the stream that holds all small streams, and the list of its sectors."""
        root = next((entry for entry in entries.values() if entry.kind == _ROOT), None)
        if root is None or root.start >= _MARKS:
            return b"", ()
        return self.read(root.start), _numbers(self.read(self.number(60)))

    def stream(self, entry: _Entry, mini: tuple[bytes, Sequence[int]]) -> bytes:
        """Return one stream, which must be as long as it says."""
        if entry.kind == _ROOT or entry.size >= self.number(56):
            data = self.read(entry.start)
        else:
            held, following = mini
            places = (at * _MINI_SECTOR for at in _walk(entry.start, following))
            data = b"".join(held[place : place + _MINI_SECTOR] for place in places)
        if len(data) < entry.size:
            raise BrokenContainerError("stream cut short")
        return data[: entry.size]

    def _sector(self, at: int) -> bytes:
        if at >= self._sectors:
            raise BrokenContainerError("sector outside the file")
        return self._content[(at + 1) * self._size : (at + 2) * self._size]

    def _list_sectors(self) -> Iterator[int]:
        places = _numbers(self._content[_DIFAT_PLACE])
        following = self.number(68)
        for _ in range(self._sectors + 1):
            yield from (at for at in places if at < _MARKS)
            if following >= _MARKS:
                return
            sector = _numbers(self._sector(following)) or (_MARKS,)
            places, following = sector[:-1], sector[-1]
        raise BrokenContainerError("list of lists runs in a circle")


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(data) // 4}I", data)


def _walk(start: int, following: Sequence[int]) -> Iterator[int]:
    at = start
    for _ in range(len(following) + 1):
        if at >= _MARKS:
            return
        if at >= len(following):
            raise BrokenContainerError("list leaves the file")
        yield at
        at = following[at]
    raise BrokenContainerError("list runs in a circle")


def _entries(directory: bytes) -> Iterator[tuple[str, _Entry]]:
    if not directory or len(directory) % _ENTRY:
        raise BrokenContainerError("directory")
    for offset in range(0, len(directory), _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, offset + 64)
        start, size = struct.unpack_from("<II", directory, offset + 116)
        if kind in (_ROOT, _STREAM):
            name = directory[offset : offset + max(0, length - 2)].decode("utf-16-le", "replace")
            yield name, _Entry(kind, start, size)
