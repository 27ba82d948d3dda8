"""One sheet becomes rows of facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from littlegiants.intake.cells import is_blank, shown
from littlegiants.intake.columns import ColumnReader, Step
from littlegiants.intake.findings import FindingList
from littlegiants.intake.head_rows import Column, Layout, head_text
from littlegiants.intake.head_words import PLACE_HEADS
from littlegiants.intake.heads import HeadReader, Role
from littlegiants.intake.identity import (
    has_wrong_check_digit,
    is_rounded,
    normalise_id,
    normalise_name,
)
from littlegiants.intake.model import IGNORED, UNKNOWN, Cell, ColumnUse, PlaceTold, Sheet
from littlegiants.intake.years import ReadColumn, by_enterprise, read_years, year_column
from littlegiants.vocabulary.enterprise import Value, judgement_column
from littlegiants.vocabulary.quantity import is_empty
from littlegiants.vocabulary.uscc import is_personal_id

_TOTALS = re.compile(
    r"^(?:(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|平均值?)(?:[:：(（数]|\s|\d|$)|(?:sub)?total:?$|sum:?$)",
    re.IGNORECASE,
)
_REMARKS = re.compile(
    r"^(?:(?:注|备注|说明|填表说明|填报说明)\s*(?:[:：]|\d)"
    r"|(?:填报|填表|审核|复核|制表|经办|负责|单位负责|联系)人?(?:\s*[:：(（])"
    r"|(?:联系电话|填报单位|填报日期|填表日期|日期|盖章|签字)\s*[:：(（])"
)


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """The rows of one sheet: who they speak of, and their values by column."""

    sheet: Sheet
    rows: tuple[int, ...]
    ids: list[str]
    names: list[str]
    columns: dict[str, list[Value]]
    has_ids: bool
    uses: tuple[ColumnUse, ...]
    places: Mapping[str, PlaceTold] = field(default_factory=dict)


def read_sheet(
    sheet: Sheet, layout: Layout, reader: HeadReader, found: FindingList, step: Step
) -> SheetFacts:
    """Read the rows below the head of a sheet."""
    _report_columns(sheet, layout, reader, found)
    rows = _enterprise_rows(sheet, layout, found)
    years = year_column(layout.columns)
    ids, has_ids = _read_ids(sheet, layout, rows, found, is_repeated=years is not None)
    names = _read_names(sheet, layout, rows)
    shifted = _shifted_rows(sheet, layout, rows, found)
    readable = [row for row in rows if row not in shifted]
    cells = ColumnReader(sheet, reader.vocabulary, found, step)
    read: list[ReadColumn] = []
    for column in layout.columns:
        if column.head.role in (Role.FACT, Role.JUDGEMENT):
            given = iter(cells.read(column, readable))
            values = [None if row in shifted else next(given) for row in rows]
            read.append(ReadColumn(column, values))
    uses = tuple(use for column in layout.columns for use in _uses(column, layout))
    if years is not None:
        backs = read_years(sheet, years, rows, reader.as_of, found)
        who = list(zip(ids, names, strict=True))
        table = by_enterprise(sheet, rows, who, backs, read, reader.vocabulary, found)
        return SheetFacts(sheet, table.rows, table.ids, table.names, table.columns, has_ids, uses)
    columns = _by_slot(sheet, rows, read, found)
    places = _read_places(sheet, layout, rows, ids)
    return SheetFacts(sheet, tuple(rows), ids, names, columns, has_ids, uses, places)


_PLACE_ORDER = tuple(PLACE_HEADS)


def _read_places(
    sheet: Sheet, layout: Layout, rows: Sequence[int], ids: Sequence[str]
) -> dict[str, PlaceTold]:
    """What rows say of where their enterprises are; columns of divisions are put together."""
    columns = sorted(
        (column for column in layout.columns if column.head.place),
        key=lambda column: _PLACE_ORDER.index(column.head.place),
    )
    told: dict[str, PlaceTold] = {}
    for row, id_ in zip(rows, ids, strict=True) if columns else ():
        parts = {"region": "", "address": ""}
        for column in columns:
            cell = _at(sheet, row, column.position)
            if isinstance(cell, str) and not is_empty(cell):
                part = "address" if column.head.place == "address" else "region"
                parts[part] += "" if cell.strip() in parts[part] else cell.strip()
        if any(parts.values()):
            told[id_] = PlaceTold(parts["region"], parts["address"])
    return told


def _by_slot(
    sheet: Sheet, rows: Sequence[int], read: Sequence[ReadColumn], found: FindingList
) -> dict[str, list[Value]]:
    columns: dict[str, list[Value]] = {}
    origin: dict[str, Column] = {}
    for column in read:
        for name in _column_names(column.column):
            if name in columns:
                both = (origin[name], column.column)
                _merge(sheet, rows, columns[name], column.values, both, found)
            else:
                columns[name] = list(column.values)
                origin[name] = column.column
    return columns


def _column_names(column: Column) -> list[str]:
    if column.head.role is Role.JUDGEMENT:
        return [judgement_column(column.head.clause)]
    return [slot.column for slot in column.head.slots]


def _uses(column: Column, layout: Layout) -> list[ColumnUse]:
    match column.head.role:
        case Role.FACT | Role.JUDGEMENT:
            return [
                ColumnUse(column.printed, name, column.unit_word) for name in _column_names(column)
            ]
        case Role.ID | Role.NAME:
            is_best = column is _best(layout, column.head.role)
            return [ColumnUse(column.printed, str(column.head.role) if is_best else IGNORED)]
        case Role.IGNORED | Role.YEAR:
            return [ColumnUse(column.printed, IGNORED)]
        case Role.UNKNOWN:
            return [ColumnUse(column.printed, UNKNOWN)] if column.printed else []


def _report_year_column(
    column: Column, place: str, years: Column | None, found: FindingList
) -> None:
    if column is years:
        found.note("column.year_per_row", place, head=column.printed)
    else:
        found.warning("column.year_idle", place, head=column.printed)


def _report_columns(sheet: Sheet, layout: Layout, reader: HeadReader, found: FindingList) -> None:
    years = year_column(layout.columns)
    for column in layout.columns:
        place = sheet.column_place(column.position, column.printed)
        head = column.head
        if not column.printed and head.role is Role.UNKNOWN:
            if _has_values(sheet, layout, column.position):
                found.warning("column.no_head", place)
        elif head.role is Role.UNKNOWN:
            found.warning(
                head.reason,
                place,
                head=column.printed,
                nearest=reader.nearest(column.printed),
                facts=reader.titles(head.facts),
                unit=head.unit_word,
                last_year=reader.as_of.year - 1,
            )
        elif head.role is Role.YEAR:
            _report_year_column(column, place, years, found)
        _report_assumptions(column, place, reader, found, is_dated=years is not None)
    if layout.number_row is not None:
        found.note("row.column_numbers", sheet.row_place(layout.number_row))


def _report_assumptions(
    column: Column, place: str, reader: HeadReader, found: FindingList, *, is_dated: bool
) -> None:
    head = column.head
    if column.overruled:
        found.warning("column.code_overruled", place, head=column.printed, slot=column.overruled)
    if head.role is not Role.FACT:
        return
    if head.set_aside:
        found.warning(
            "column.words_set_aside", place, words=head.set_aside, column=head.slots[0].column
        )
    if head.is_year_assumed and not is_dated:
        year = reader.as_of.year - head.slots[0].n
        found.note("column.year_assumed", place, head=column.printed, year=year)
    is_money = reader.vocabulary.dimension(head.slots[0]) == "money"
    if is_money and not column.unit_word and not head.is_code:
        found.warning("column.yuan_assumed", place, head=column.printed)


def _has_values(sheet: Sheet, layout: Layout, position: int) -> bool:
    rows = sheet.rows[layout.first_row :]
    return any(position < len(row) and not is_blank(row[position]) for row in rows)


def _enterprise_rows(sheet: Sheet, layout: Layout, found: FindingList) -> list[int]:
    """The rows that speak of an enterprise; those that do not are noted."""
    heads = {head_text(cell) for cell in sheet.rows[layout.first_row - 1]} | {
        column.printed for column in layout.columns
    }
    used = [c.position for c in layout.columns if c.head.role not in (Role.IGNORED, Role.UNKNOWN)]
    rows: list[int] = []
    idle: list[int] = []
    for at in range(layout.first_row, len(sheet.rows)):
        row = sheet.rows[at]
        first = next((cell for cell in row if not is_blank(cell)), None)
        if first is None:
            continue
        code = _row_kind(row, first, heads) if isinstance(first, str) else ""
        if code:
            found.note(code, sheet.row_place(at), words=shown(first))
        elif all(position >= len(row) or is_blank(row[position]) for position in used):
            idle.append(at)
        else:
            rows.append(at)
    if idle:
        found.note("row.idle", sheet.row_place(idle[0]), count=len(idle))
    return rows


def _row_kind(row: Sequence[Cell], first: str, heads: set[str]) -> str:
    """The message code of a row that is no enterprise, or nothing."""
    first = first.strip()
    if first in heads:
        words = [head_text(cell) for cell in row if not is_blank(cell)]
        if sum(word in heads for word in words) * 2 > len(words):
            return "row.head_repeated"
    if is_total(first) or any(isinstance(c, str) and is_total(c) for c in row[:3]):
        return "row.total"
    return "row.remark" if is_remark(first) else ""


def is_total(text: str) -> bool:
    """True for the words of a row that adds up the others."""
    return _TOTALS.match(text.strip()) is not None


def is_remark(text: str) -> bool:
    """True for the words of a row that explains or signs."""
    return _REMARKS.match(text.strip()) is not None


def _best(layout: Layout, role: Role) -> Column | None:
    columns = [column for column in layout.columns if column.head.role is role]
    return min(columns, key=lambda column: column.head.rank, default=None)


def _read_ids(
    sheet: Sheet, layout: Layout, rows: Sequence[int], found: FindingList, *, is_repeated: bool
) -> tuple[list[str], bool]:
    column = _best(layout, Role.ID)
    if column is None:
        return [f"row-{sheet.lines[row]}" for row in rows], False
    ids: list[str] = []
    seen: dict[str, int] = {}
    for row in rows:
        place = sheet.place(row, column.position, column.printed)
        given = _read_id(_at(sheet, row, column.position), place, found)
        if given and given in seen and not is_repeated:
            found.warning("id.twice", place, id=given, first=sheet.row_place(seen[given]))
        elif given:
            seen[given] = row
        ids.append(given or f"row-{sheet.lines[row]}")
    return ids, True


def _read_id(cell: Cell, place: str, found: FindingList) -> str:
    if is_rounded(cell):
        found.error("id.rounded", place, cell=shown(cell))
        return ""
    given = normalise_id(cell)
    if is_empty(given):
        found.warning("id.missing", place)
        return ""
    if is_personal_id(given):
        found.error("uscc.personal_id", place)
        return ""
    if has_wrong_check_digit(given):
        found.warning("id.check_digit", place, id=given)
    return given


def _read_names(sheet: Sheet, layout: Layout, rows: Sequence[int]) -> list[str]:
    column = _best(layout, Role.NAME)
    if column is None:
        return [""] * len(rows)
    return [normalise_name(_at(sheet, row, column.position)) for row in rows]


def _at(sheet: Sheet, row: int, position: int) -> Cell:
    cells = sheet.rows[row]
    return cells[position] if position < len(cells) else None


def _shifted_rows(
    sheet: Sheet, layout: Layout, rows: Sequence[int], found: FindingList
) -> set[int]:
    """The rows of text with more cells than heads: some comma has moved their values."""
    width = len(layout.columns)
    if not sheet.is_text:
        return set()
    shifted = set()
    for row in rows:
        cells = sheet.rows[row]
        if any(not is_blank(cell) for cell in cells[width:]):
            found.error("row.too_wide", sheet.row_place(row), cells=len(cells), heads=width)
            shifted.add(row)
    return shifted


def _merge(
    sheet: Sheet,
    rows: Sequence[int],
    kept: list[Value],
    values: Sequence[Value],
    columns: tuple[Column, Column],
    found: FindingList,
) -> None:
    """Fill gaps from a second column for the same slot; where both speak they must agree."""
    first, second = columns
    for at, value in enumerate(values):
        if kept[at] is None:
            kept[at] = value
        elif value is not None and value != kept[at]:
            found.warning(
                "cell.columns_differ",
                sheet.place(rows[at], second.position, second.printed),
                other=sheet.place(rows[at], first.position, first.printed),
                first=shown(_at(sheet, rows[at], first.position)),
                second=shown(_at(sheet, rows[at], second.position)),
            )
