"""Finding the head of a sheet: titles above it, groups over it, units and codes below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from littlegiants.intake.cells import is_blank
from littlegiants.intake.heads import Head, HeadReader, Role, unit_of
from littlegiants.intake.model import Cell, Sheet
from littlegiants.intake.units import is_unit, noted_unit, unit_word
from littlegiants.vocabulary.quantity import Dimension, NotAQuantityError, Unit, fold

ROWS_SEARCHED = 25
LEVELS_MAX = 3
COLUMNS_MAX = 2_000

_WEIGHT = {Role.JUDGEMENT: 12, Role.ID: 8, Role.NAME: 8, Role.YEAR: 8, Role.IGNORED: 4}
_NUMBERED_MIN = 4
_ORDINALS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: where it stands, its head as printed, what it is and its unit."""

    position: int
    printed: str
    head: Head
    unit: Unit | None = None
    unit_word: str = ""
    overruled: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the head of a sheet begins, where its rows begin, and its columns."""

    head_row: int
    first_row: int
    columns: tuple[Column, ...]
    number_row: int | None = None

    @property
    def has_facts(self) -> bool:
        """True if some column holds facts or judgements."""
        return any(column.head.role in (Role.FACT, Role.JUDGEMENT) for column in self.columns)

    @property
    def names_enterprises(self) -> bool:
        """True if some column tells the enterprises apart."""
        return any(column.head.role in (Role.ID, Role.NAME) for column in self.columns)


def find_layout(sheet: Sheet, reader: HeadReader) -> Layout | None:
    """Return the layout whose head lines are understood best, or None if none is."""
    best: tuple[int, int, int, int] | None = None
    for start in range(min(ROWS_SEARCHED, len(sheet.rows))):
        for depth in range(1, min(LEVELS_MAX, len(sheet.rows) - start) + 1):
            lines = head_lines(sheet, start, depth)
            weight = sum(_weight(reader.read_levels(levels)) for levels in lines)
            if weight:  # the fewest lines that say as much, and then the first
                best = max(best or (0, 0, 0, 0), (weight, -depth, -start, start))
    if best is None:
        return None
    _, depth, _, start = best
    return _layout(sheet, reader, start - _has_words_above(sheet, start, reader), -depth)


def _weight(head: Head) -> int:
    """How much a head tells; a year that is named tells more than one that is assumed."""
    if head.role is Role.FACT:
        return 10 if head.is_year_assumed else 12
    # a fact of a year that is not used must not be taken for the same fact of another year
    return 11 if head.facts else _WEIGHT.get(head.role, 0)


def _has_words_above(sheet: Sheet, start: int, reader: HeadReader) -> bool:
    """True if the line found holds field codes and the line above it the words for them."""
    if not start or not _is_code_row(sheet.rows[start], reader):
        return False
    codes, words = (
        sum(not is_blank(cell) for cell in sheet.rows[row]) for row in (start, start - 1)
    )
    return words * 2 > codes


def head_lines(sheet: Sheet, start: int, depth: int) -> list[tuple[str, ...]]:
    """Return the lines of each column's head, group words repeated over their columns."""
    block = [
        [head_text(cell) for cell in row[:COLUMNS_MAX]] for row in sheet.rows[start : start + depth]
    ]
    width = max((len(row) for row in block), default=0)
    block = [row + [""] * (width - len(row)) for row in block]
    merged = [_ for _ in sheet.merged if start <= _[0][0] < start + depth]
    for (top, left), (bottom, right) in merged:
        for row in range(top, min(bottom, start + depth - 1) + 1):
            for column in range(left, min(right, width - 1) + 1):
                block[row - start][column] = block[top - start][left]
    if not merged:
        for upper, lower in reversed(list(pairwise(block))):
            _carry_groups(upper, lower)
    return list(zip(*block, strict=True))


def head_text(cell: Cell) -> str:
    """Return a head cell as text; a year or a date is written as in a head."""
    if isinstance(cell, datetime | date):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


def _carry_groups(upper: list[str], lower: list[str]) -> None:
    """Repeat a group word over the blanks to its right, as long as there are heads below."""
    carried = ""
    for column, word in enumerate(upper):
        if word:
            carried = word if lower[column] else ""
        elif lower[column]:
            upper[column] = carried


def _layout(sheet: Sheet, reader: HeadReader, start: int, depth: int) -> Layout:
    lines = head_lines(sheet, start, depth)
    heads = [reader.read_levels(levels) for levels in lines]
    columns = [
        Column(position, " ".join(dict.fromkeys(line for line in levels if line)), head)
        for position, (levels, head) in enumerate(zip(lines, heads, strict=True))
    ]
    first = start + depth
    number_row = None
    units: dict[int, str] = {}
    while first < len(sheet.rows):
        row = sheet.rows[first]
        if _is_code_row(row, reader):
            columns = _with_codes(columns, row, reader)
        elif _is_unit_row(row):
            units |= {
                at: unit_word(str(cell)) or "" for at, cell in enumerate(row) if not is_blank(cell)
            }
        elif _is_number_row(row, columns):
            number_row = first
        else:
            break
        first += 1
    note = _noted_unit(sheet, first)
    columns = [
        _with_unit(column, units.get(column.position, ""), note, reader) for column in columns
    ]
    return Layout(start, first, tuple(columns), number_row)


def _is_unit_row(row: Sequence[Cell]) -> bool:
    words = [str(cell) for cell in row if not is_blank(cell)]
    return bool(words) and all(is_unit(word) for word in words)


def _is_code_row(row: Sequence[Cell], reader: HeadReader) -> bool:
    words = [str(cell) for cell in row if not is_blank(cell)]
    heads = [reader.read(word) for word in words]
    codes = sum(head.is_code or head.role is Role.JUDGEMENT for head in heads)
    return bool(codes) and all(head.is_known for head in heads)


def _is_number_row(row: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """True for a row that only numbers the columns under official words: 甲 乙 1 2 3."""
    words = [fold(head_text(cell)) for cell in row if not is_blank(cell)]
    digits = [int(word) for word in words if re.fullmatch(r"\d{1,3}", word)]
    letters = [word for word in words if word in _ORDINALS]
    if len(words) < _NUMBERED_MIN or not digits or any(c.head.is_code for c in columns):
        return False
    in_order = digits == list(range(digits[0], digits[0] + len(digits))) and digits[0] < 3
    return in_order and len(digits) + len(letters) == len(words)


def _with_codes(columns: list[Column], row: Sequence[Cell], reader: HeadReader) -> list[Column]:
    coded = []
    for column in columns:
        cell = row[column.position] if column.position < len(row) else None
        coded.append(column if is_blank(cell) else _with_code(column, reader.read(str(cell))))
    return coded


def _with_code(column: Column, code: Head) -> Column:
    """The code row says what a column is, unless the head above it names other calendar years."""
    head = column.head
    if head.is_calendar and code.role is Role.FACT and not set(head.slots) >= set(code.slots):
        return replace(column, overruled=code.slots[0].column)
    return replace(column, head=replace(code, unit_word=head.unit_word))


def _with_unit(column: Column, row_unit: str, note: str, reader: HeadReader) -> Column:
    head = column.head
    if head.role is not Role.FACT:
        return column
    dimension = reader.vocabulary.dimension(head.slots[0])
    word = head.unit_word or row_unit or (note if dimension is Dimension.MONEY else "")
    try:
        return replace(column, unit=unit_of(word, dimension), unit_word=word)
    except NotAQuantityError as fault:
        reason = fault.reason.replace("cell.", "column.")
        return replace(column, head=replace(head, role=Role.UNKNOWN, reason=reason, unit_word=word))


def _noted_unit(sheet: Sheet, first_row: int) -> str:
    above = (cell for row in sheet.rows[:first_row] for cell in row if isinstance(cell, str))
    for words in (*above, *reversed(sheet.notes)):
        unit = noted_unit(words)
        if unit:
            return unit
    return ""
