"""From the place that a finding names back to the cell of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from littlegiants.intake.head_rows import head_text
from littlegiants.intake.model import Place, Sheet

_ROWS_SEARCHED = 600
_CELL = re.compile(r"!(?P<letters>[A-Z]{1,3})(?P<row>\d{1,7})?(?: \((?P<detail>.*)\))?$", re.DOTALL)
_ROW = re.compile(r" \(row (?P<row>\d{1,7})\)$")
_LINE = re.compile(
    r"(?:line (?P<line>\d{1,7})|page (?P<page>\d{1,5}), row (?P<row>\d{1,6}))?"
    r"(?:(?:^|, )column (?P<head>.+))?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Places:
    """Finds cells in the sheets of one file."""

    sheets: Sequence[Sheet]
    _rows: dict[str, Mapping[tuple[int | None, int], int]] = field(default_factory=dict)

    def find(self, where: str) -> tuple[int, Place] | None:
        """Return the sheet and the cell of a place, the first cell where it names a row only."""
        for number, sheet in enumerate(self.sheets):
            if where.startswith(sheet.name):
                place = self._in_workbook(sheet, where[len(sheet.name) :])
                if place is not None:
                    return number, place
        match = _LINE.fullmatch(where)
        if match is None or not where or len(self.sheets) != 1:
            return None
        sheet = self.sheets[0]
        page = int(match["page"]) if match["page"] else None
        line = match["line"] or match["row"]
        row = self._row(sheet, page, int(line)) if line else None
        column = _column_of(sheet, match["head"]) if match["head"] else None
        if line and row is None:
            return None
        if row is None:
            return 0, _head_cell(sheet, column or 0, match["head"])
        return 0, (row, column if column is not None else _first_filled(sheet, row))

    def _in_workbook(self, sheet: Sheet, rest: str) -> Place | None:
        cell = _CELL.fullmatch(rest)
        if cell is None:
            only_row = _ROW.fullmatch(rest)
            row = self._row(sheet, None, int(only_row["row"])) if only_row else None
            return None if row is None else (row, _first_filled(sheet, row))
        column = _number_of(cell["letters"])
        if not cell["row"]:
            return _head_cell(sheet, column, cell["detail"] or "")
        row = self._row(sheet, None, int(cell["row"]))
        return None if row is None else (row, column)

    def _row(self, sheet: Sheet, page: int | None, line: int) -> int | None:
        if sheet.name not in self._rows:
            self._rows[sheet.name] = {
                (sheet.page(row), number): row for row, number in enumerate(sheet.lines)
            }
        return self._rows[sheet.name].get((page, line))


def _number_of(word: str) -> int:
    number = 0
    for letter in word:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _first_filled(sheet: Sheet, row: int) -> int:
    cells = sheet.rows[row]
    return next((at for at, cell in enumerate(cells) if cell not in (None, "")), 0)


def _column_of(sheet: Sheet, head: str) -> int | None:
    """The column of a head as printed; a head of several lines ends with its lowest."""
    for wanted in (head, head.rsplit(" ", 1)[-1]):
        for row in sheet.rows[:_ROWS_SEARCHED]:
            for at, cell in enumerate(row):
                if head_text(cell) == wanted:
                    return at
    return int(head) - 1 if head.isdecimal() and 0 < int(head) <= 702 else None


def _head_cell(sheet: Sheet, column: int, head: str | None) -> Place:
    for at, row in enumerate(sheet.rows[:_ROWS_SEARCHED]):
        text = head_text(row[column]) if column < len(row) else ""
        if head and text and (text == head or head.endswith(text)):
            return at, column
    return 0, column
