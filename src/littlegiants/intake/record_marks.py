"""What the cells of an old workbook show besides their value: percentages and formula errors.

The records of the workbook are walked once. On the way the numbers by which a reader would reserve
memory are compared with what such a file can hold.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from littlegiants.intake.cell_marks import PERCENT_FORMATS, Marks
from littlegiants.intake.compound_files import BrokenContainerError, LockedBookError, load_streams
from littlegiants.intake.model import Place

_ROWS_MAX = 65_536
_COLUMNS_MAX = 256
_BEGIN, _END, _LOCK = 0x0809, 0x000A, 0x002F
_SHEET, _FORMAT, _CELL_FORMAT, _STRINGS, _EXTENT = 0x0085, 0x041E, 0x00E0, 0x00FC, 0x0200
_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS, _FORMULA, _TRUTH_OR_ERROR = (
    0x0203,
    0x027E,
    0x00BD,
    0x0006,
    0x0205,
)
_ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}


def load_record_marks(content: bytes) -> list[Marks]:
    """Return the marks of every sheet in the order of the workbook.

    Raises `BrokenContainerError`, or `LockedBookError` for a workbook with a password.
    """
    streams = load_streams(content, ("Workbook", "Book"))
    stream = streams.get("Workbook") or streams.get("Book")
    if not stream:
        raise BrokenContainerError("no workbook")
    try:
        places, percent = _globals(stream)
        return [_sheet(stream, place, percent) for place in places]
    except struct.error as fault:
        raise BrokenContainerError("record cut short") from fault


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from one beginning to its end."""
    if at >= len(stream):
        raise BrokenContainerError("sheet outside the stream")
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if at + 4 + length > len(stream):
            raise BrokenContainerError("record leaves the stream")
        yield kind, stream[at + 4 : at + 4 + length]
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        at += 4 + length


def _globals(stream: bytes) -> tuple[list[int], set[int]]:
    """Where the sheets begin, and the cell formats that show percentages."""
    places: list[int] = []
    formats: list[int] = []
    percent = set(PERCENT_FORMATS)
    for kind, data in _records(stream, 0):
        if kind == _LOCK:
            raise LockedBookError
        if kind == _SHEET:
            places.append(struct.unpack_from("<I", data)[0])
        elif kind == _FORMAT and b"%" in data[2:]:
            percent.add(struct.unpack_from("<H", data)[0])
        elif kind == _CELL_FORMAT:
            formats.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _STRINGS and max(struct.unpack_from("<II", data)) > len(stream):
            raise BrokenContainerError("more words than bytes")
    return places, {style for style, number in enumerate(formats) if number in percent}


def _sheet(stream: bytes, place: int, percent: set[int]) -> Marks:
    shown: set[Place] = set()
    errors: dict[Place, str] = {}
    for kind, data in _records(stream, place):
        if kind == _EXTENT:
            _check_extent(data)
        elif kind in (_NUMBER, _SHORT_NUMBER, _FORMULA, _TRUTH_OR_ERROR):
            row, column, style = struct.unpack_from("<HHH", data)
            error = _error(kind, data)
            if error is not None:
                errors[row, column] = _ERRORS.get(error, "#")
            elif style in percent:
                shown.add((row, column))
        elif kind == _SHORT_NUMBERS:
            row, column = struct.unpack_from("<HH", data)
            styles = (struct.unpack_from("<H", data, at)[0] for at in range(4, len(data) - 2, 6))
            shown.update((row, column + n) for n, style in enumerate(styles) if style in percent)
    return Marks(frozenset(shown), errors)


def _error(kind: int, data: bytes) -> int | None:
    if kind == _TRUTH_OR_ERROR and data[7:8] == b"\1":
        return data[6]
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return data[8]
    return None


def _check_extent(data: bytes) -> None:
    """A sheet may not claim more cells than the format allows."""
    first, last, left, right = struct.unpack_from("<IIHH" if len(data) >= 14 else "<HHHH", data)
    if not (first <= last <= _ROWS_MAX and left <= right <= _COLUMNS_MAX):
        raise BrokenContainerError("extent")
