"""Reading a whole column: some questions only the column can answer.

Whether a bare 3 in a column of ratios means 3 % or 300 % cannot be told from the cell; the column
shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import median

from littlegiants.intake.cells import (
    YES_OR_NO,
    Measure,
    is_bare,
    is_blank,
    is_implausible,
    measure,
    read_cell,
    shown,
)
from littlegiants.intake.findings import FindingList
from littlegiants.intake.head_rows import Column
from littlegiants.intake.heads import Role
from littlegiants.intake.model import Cell, Sheet
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.facts import Fact, Vocabulary
from littlegiants.vocabulary.quantity import (
    UNITS,
    Dimension,
    NotAQuantityError,
    exact,
    fold,
)
from littlegiants.vocabulary.slots import Slot

FRACTION_MAX = Fraction(3, 2)
"""A bare ratio above this is taken to be written in per cent."""

_STEP = 10_000
_FEW = 3

Step = Callable[[int], None]


def read_column(
    sheet: Sheet,
    column: Column,
    rows: Sequence[int],
    vocabulary: Vocabulary,
    found: FindingList,
    step: Step,
) -> list[Value]:
    """Read the cells of a column in some rows; a bad cell is a finding and unknown."""
    cells = [_cell(sheet, row, column.position) for row in rows]
    if column.head.role is Role.JUDGEMENT:
        return _read_cells(sheet, column, rows, cells, YES_OR_NO, None, found, step)
    slot = column.head.slots[0]
    fact = vocabulary.facts[slot.fact]
    how = measure(fact, slot, column.unit)
    if how.dimension is Dimension.RATIO:
        how = _settle_ratio(sheet, column, cells, how, slot, found)
    return _read_cells(sheet, column, rows, cells, how, fact, found, step)


def _cell(sheet: Sheet, row: int, position: int) -> Cell:
    cells = sheet.rows[row]
    cell = cells[position] if position < len(cells) else None
    if (row, position) in sheet.percent and isinstance(cell, float | int):
        return f"{Decimal(repr(cell)) * 100:f}%"
    return sheet.errors.get((row, position), cell) if sheet.errors else cell


def _read_cells(
    sheet: Sheet,
    column: Column,
    rows: Sequence[int],
    cells: Sequence[Cell],
    how: Measure,
    fact: Fact | None,
    found: FindingList,
    step: Step,
) -> list[Value]:
    values: list[Value] = []
    for at, cell in enumerate(cells):
        if at % _STEP == 0:
            step(min(_STEP, len(cells) - at))
        if cell is None or cell == "":
            values.append(None)
            continue
        try:
            value = read_cell(cell, how)
        except NotAQuantityError as fault:
            _report(sheet.place(rows[at], column.position, column.printed), cell, how, fault, found)
            value = None
        if fact is not None and is_implausible(value, how):
            place = sheet.place(rows[at], column.position, column.printed)
            found.warning("cell.implausible", place, cell=shown(cell), fact=fact.title)
        values.append(value)
    return values


def _report(
    place: str, cell: Cell, how: Measure, fault: NotAQuantityError, found: FindingList
) -> None:
    if isinstance(cell, str) and cell.startswith("#"):
        found.error("cell.formula_error", place, cell=shown(cell))
        return
    found.error(fault.reason, place, **(fault.values | {"cell": shown(cell)}))


def _settle_ratio(
    sheet: Sheet,
    column: Column,
    cells: Sequence[Cell],
    how: Measure,
    slot: Slot,
    found: FindingList,
) -> Measure:
    bare = [abs(exact(fold(cell) if isinstance(cell, str) else cell)) for cell in _bare(cells)]
    bare = [number for number in bare if number]
    place = sheet.column_place(column.position, column.printed)
    if not bare:
        return how
    values = {"largest": f"{float(max(bare)):g}", "smallest": f"{float(min(bare)):g}"}
    if how.unit is not None:
        if len(bare) >= _FEW and max(bare) <= 1:
            found.warning("column.percent_or_fraction", place, unit=column.unit_word, **values)
        return how
    if max(bare) <= FRACTION_MAX:
        return how
    if slot.form.is_growth and median(bare) <= FRACTION_MAX:
        # a firm may have grown by 200 %, so one large number proves nothing
        found.warning("column.ratio_mixed", place, **values)
        return how
    found.note("column.taken_as_percent", place, **values)
    return how.with_unit(UNITS["%"])


def _bare(cells: Sequence[Cell]) -> list[str | int | float]:
    return [
        cell
        for cell in cells
        if isinstance(cell, str | int | float) and not is_blank(cell) and is_bare(cell)
    ]
