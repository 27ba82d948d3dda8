"""The container of old workbooks (.xls, .et): is it whole enough to be read?

A container lists for each of its sectors the one that follows. In a damaged file these lists may run
in a circle or out of the file, and a reader that trusts them would follow them until the memory is
full. So they are walked here first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_HEADER = 512
_DIFAT_IN_HEADER = 109
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers from here on are marks (end of chain, free, list) and not sectors."""

_ENTRY = 128
_STREAM_KINDS = (2, 5)


class BrokenContainerError(ValueError):
    """The lists of a container contradict themselves or its size."""


def check_container(content: bytes) -> None:
    """Raise `BrokenContainerError` unless all sector lists end inside the container."""
    if len(content) < _HEADER:
        raise BrokenContainerError("header")
    container = _Container(content)
    fat = container.fat()
    _check_lists(fat, container.sectors)
    directory = b"".join(
        container.sector(at) for at in _chain(container.number(48), fat, container.sectors)
    )
    if len(directory) % _ENTRY:
        raise BrokenContainerError("directory")
    mini = b"".join(
        container.sector(at) for at in _chain(container.number(60), fat, container.sectors)
    )
    mini_fat = _numbers(mini)
    _check_lists(mini_fat, len(mini_fat))
    for start, size in _streams(directory):
        is_mini = size < container.number(56) and start < _LAST_SECTOR
        count = len(mini_fat) if is_mini else container.sectors
        if size > len(content) or (size and _LAST_SECTOR > start >= count):
            raise BrokenContainerError("stream")


class _Container:
    """Reads the numbers and sectors of a container."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        shift = struct.unpack_from("<H", content, 30)[0]
        if shift not in (9, 12):
            raise BrokenContainerError("sector size")
        self._size = 1 << shift
        self.sectors = -(-(len(content) - self._size) // self._size)

    def number(self, offset: int) -> int:
        """Return a number of the header."""
        return int(struct.unpack_from("<I", self._content, offset)[0])

    def sector(self, at: int) -> bytes:
        """Return one sector; the last one of a file may be cut short."""
        if at >= self.sectors:
            raise BrokenContainerError("sector")
        return self._content[(at + 1) * self._size : (at + 2) * self._size]

    def fat(self) -> Sequence[int]:
        """Return the list of following sectors."""
        return [number for at in self._fat_sectors() for number in _numbers(self.sector(at))]

    def _fat_sectors(self) -> Iterator[int]:
        places = _numbers(self._content[76 : 76 + 4 * _DIFAT_IN_HEADER])
        following = self.number(68)
        for _ in range(self.sectors + 1):
            yield from (at for at in places if at < _LAST_SECTOR)
            if following >= _LAST_SECTOR:
                return
            *places, following = _numbers(self.sector(following)) or [_LAST_SECTOR]
        raise BrokenContainerError("list of lists")


def _numbers(data: bytes) -> list[int]:
    count = len(data) // 4
    return list(struct.unpack_from(f"<{count}I", data))


def _check_lists(following: Sequence[int], count: int) -> None:
    """No list of sectors may leave the container, and none may come back to itself."""
    done = bytearray(len(following))
    for start in range(len(following)):
        at, walked = start, []
        while at < len(following) and not done[at]:
            done[at] = 1
            walked.append(at)
            at = following[at]
            if _LAST_SECTOR > at >= count:
                raise BrokenContainerError("list leaves the container")
        if walked and at < len(following) and at in set(walked):
            raise BrokenContainerError("list runs in a circle")


def _chain(start: int, fat: Sequence[int], count: int) -> Iterator[int]:
    at = start
    for _ in range(count + 1):
        if at >= _LAST_SECTOR:
            return
        if at >= len(fat):
            raise BrokenContainerError("chain")
        yield at
        at = fat[at]
    raise BrokenContainerError("chain")


def _streams(directory: bytes) -> Iterator[tuple[int, int]]:
    """Start and size of every stream."""
    for offset in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        if directory[offset + 66] in _STREAM_KINDS:
            start, size = struct.unpack_from("<II", directory, offset + 116)
            yield int(start), int(size)
