"""Tables with a row for each enterprise and year become tables with a row for each enterprise.

The year of a row says which slot its annual values fill: in the application year 2026 the revenue in
a row of 2024 is `revenue_y2`. What does not belong to a year is taken from the newest row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from littlegiants.intake.cells import is_blank, shown
from littlegiants.intake.findings import FindingList
from littlegiants.intake.head_rows import Column
from littlegiants.intake.heads import Role
from littlegiants.intake.model import Cell, Sheet
from littlegiants.vocabulary.enterprise import Value, judgement_column
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.quantity import fold
from littlegiants.vocabulary.slots import YEARS_BACK_MAX, Form

_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0+)?(?:年度?|fy)?", re.IGNORECASE)
_PER_YEAR = frozenset({Form.YEAR, Form.GROWTH})


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column with the values of its rows."""

    column: Column
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Enterprises:
    """One row for each enterprise; `rows` are the rows where they first stand."""

    rows: tuple[int, ...]
    ids: list[str]
    names: list[str]
    columns: dict[str, list[Value]]


def year_column(columns: Sequence[Column]) -> Column | None:
    """Return the column that gives each row its year, if there are annual values without one."""
    years = [column for column in columns if column.head.role is Role.YEAR]
    return years[0] if years and any(_is_yearly(column) for column in columns) else None


def read_years(
    sheet: Sheet, column: Column, rows: Sequence[int], as_of: date, found: FindingList
) -> list[int | None]:
    """Return for each row how many years back it speaks; None where the row cannot be used."""
    backs: list[int | None] = []
    for row in rows:
        cells = sheet.rows[row]
        cell = cells[column.position] if column.position < len(cells) else None
        place = sheet.place(row, column.position, column.printed)
        year = parse_year(cell)
        back = None if year is None else as_of.year - year
        if back is None:
            found.error("row.year_unreadable", place, cell="" if is_blank(cell) else shown(cell))
        elif not 0 <= back <= YEARS_BACK_MAX:
            found.warning("row.year_outside", place, year=year, count=YEARS_BACK_MAX)
            back = None
        backs.append(back)
    return backs


def parse_year(cell: Cell) -> int | None:
    """Return the year that a cell names, or None."""
    if isinstance(cell, datetime | date):
        return cell.year
    text = "".join(fold(str(cell)).split()) if cell is not None else ""
    match = _YEAR.fullmatch(text)
    return int(match[1]) if match else None


def by_enterprise(
    sheet: Sheet,
    rows: Sequence[int],
    who: Sequence[tuple[str, str]],
    backs: Sequence[int | None],
    read: Sequence[ReadColumn],
    vocabulary: Vocabulary,
    found: FindingList,
) -> Enterprises:
    """Put the rows of each enterprise together; `who` are the ids and names of the rows."""
    groups = _groups(sheet, rows, who, backs, found)
    table = _Table(sheet, rows, vocabulary, found, len(groups))
    for at, group in enumerate(groups):
        for back, position in sorted(group.items()):
            for column in read:
                for name in _targets(column.column, back, vocabulary):
                    table.fill(name, at, column, position)
    firsts = [min(group.values()) for group in groups]
    return Enterprises(
        tuple(rows[first] for first in firsts),
        [who[first][0] for first in firsts],
        [next((who[p][1] for p in sorted(g.values()) if who[p][1]), "") for g in groups],
        table.columns,
    )


def _groups(
    sheet: Sheet,
    rows: Sequence[int],
    who: Sequence[tuple[str, str]],
    backs: Sequence[int | None],
    found: FindingList,
) -> list[Mapping[int, int]]:
    """For each enterprise the position of its row by years back."""
    groups: dict[str, dict[int, int]] = {}
    for position, ((id_, name), back) in enumerate(zip(who, backs, strict=True)):
        if back is None:
            continue
        is_row_number = id_ == f"row-{sheet.lines[rows[position]]}"
        group = groups.setdefault(name if is_row_number and name else id_, {})
        if back in group:
            first = sheet.row_place(rows[group[back]])
            found.error("row.year_twice", sheet.row_place(rows[position]), id=id_, first=first)
        else:
            group[back] = position
    return list(groups.values())


def _is_yearly(column: Column) -> bool:
    """True for annual values under a head that names no year."""
    head = column.head
    if head.role is not Role.FACT or not head.time.is_unsaid or head.slots[0].form not in _PER_YEAR:
        return False
    words = fold(column.printed).lower().split()
    return not head.is_code or (bool(words) and words[-1] == head.slots[0].fact)


def _targets(column: Column, back: int, vocabulary: Vocabulary) -> Iterator[str]:
    """The columns that a value in a row of some year fills."""
    if column.head.role is Role.JUDGEMENT:
        yield judgement_column(column.head.clause)
    elif not _is_yearly(column):
        yield from (slot.column for slot in column.head.slots)
    elif column.head.slots[0].form is Form.YEAR:
        yield vocabulary.fact(column.head.slots[0].fact).slot(back).column
    elif back == 1:  # growth is only asked for against last year
        yield column.head.slots[0].column


@dataclass(slots=True)
class _Table:
    """The growing table; what differs between rows of one enterprise is a finding."""

    sheet: Sheet
    rows: Sequence[int]
    vocabulary: Vocabulary
    found: FindingList
    size: int
    columns: dict[str, list[Value]] = field(default_factory=dict)

    def fill(self, name: str, at: int, read: ReadColumn, position: int) -> None:
        """Put a value in its place, unless another stands there."""
        value = read.values[position]
        kept = self.columns.setdefault(name, [None] * self.size)
        if kept[at] is None:
            kept[at] = value
        elif value is not None and value != kept[at]:
            column = read.column
            place = self.sheet.place(self.rows[position], column.position, column.printed)
            self.found.warning("cell.rows_differ", place, column=name)
