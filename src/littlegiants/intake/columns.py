"""Reading a whole column: some questions only the column can answer.

Whether a bare 3 in a column of ratios means 3 % or 300 % cannot be told from the cell; the column
shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import median

from littlegiants.intake.cells import (
    YES_OR_NO,
    Measure,
    is_bare,
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
    FEN_PER_YUAN,
    UNITS,
    Dimension,
    NotAQuantityError,
    exact,
    fold,
)
from littlegiants.vocabulary.slots import Form

FRACTION_MAX = Fraction(3, 2)
"""A bare ratio above this is taken to be written in per cent."""

LARGE_FEN = 10**12
"""The middle of a column of money is hardly ever 10 milliard yuan."""

SMALL_FEN = 10**7
"""The middle of a column of revenue or assets is hardly ever below 100,000 yuan."""

_STEP = 10_000
_FEW = 3

Step = Callable[[int], None]
"""Told how many more cells are done."""


class ColumnReader:
    """Reads the columns of one sheet; a bad cell is a finding and its value unknown."""

    def __init__(
        self, sheet: Sheet, vocabulary: Vocabulary, found: FindingList, step: Step
    ) -> None:
        self._sheet = sheet
        self._vocabulary = vocabulary
        self._found = found
        self._step = step

    def read(self, column: Column, rows: Sequence[int]) -> list[Value]:
        """Return the values of a column in some rows."""
        cells = [self._cell(row, column.position) for row in rows]
        if column.head.role is Role.JUDGEMENT:
            return self._values(column, zip(rows, cells, strict=True), YES_OR_NO, None)
        slot = column.head.slots[0]
        fact = self._vocabulary.facts[slot.fact]
        how = measure(fact, slot, column.unit)
        if how.dimension is Dimension.RATIO:
            place = self._sheet.column_place(column.position, column.printed)
            how = self._settle_ratio(column, cells, how, place)
        values = self._values(column, zip(rows, cells, strict=True), how, fact)
        if how.dimension is Dimension.MONEY:
            self._check_scale(column, fact, values)
        return values

    def _check_scale(self, column: Column, fact: Fact, values: Sequence[Value]) -> None:
        """Warn if a column of money looks as if it were written in another unit than it says."""
        sizes = [abs(value) for value in values if isinstance(value, int) and value]
        if not sizes:
            return
        middle = median(sizes)
        is_small = len(sizes) >= _FEW and middle < SMALL_FEN and fact.minimum == 0
        if middle >= LARGE_FEN or (is_small and column.head.slots[0].form is Form.YEAR):
            place = self._sheet.column_place(column.position, column.printed)
            yuan = f"{middle / FEN_PER_YUAN:,.0f}"
            self._found.warning("column.unit_suspected", place, yuan=yuan, fact=fact.title)

    def _cell(self, row: int, position: int) -> Cell:
        """A cell as it is shown: percentages and errors are text."""
        cells = self._sheet.rows[row]
        cell = cells[position] if position < len(cells) else None
        if (row, position) in self._sheet.percent and isinstance(cell, float | int):
            return f"{Decimal(repr(cell)) * 100:f}%"
        return self._sheet.errors.get((row, position), cell) if self._sheet.errors else cell

    def _values(
        self, column: Column, cells: Iterable[tuple[int, Cell]], how: Measure, fact: Fact | None
    ) -> list[Value]:
        values: list[Value] = []
        for row, cell in cells:
            value = None
            if cell is not None and cell != "":
                try:
                    value = read_cell(cell, how)
                except NotAQuantityError as fault:
                    self._report(column, row, cell, fault)
            if fact is not None and is_implausible(value, how):
                place = self._sheet.place(row, column.position, column.printed)
                self._found.error("cell.implausible", place, cell=shown(cell), fact=fact.title)
                value = None
            values.append(value)
            if len(values) % _STEP == 0:
                self._step(_STEP)
        self._step(len(values) % _STEP)
        return values

    def _report(self, column: Column, row: int, cell: Cell, fault: NotAQuantityError) -> None:
        place = self._sheet.place(row, column.position, column.printed)
        if isinstance(cell, str) and cell.startswith("#"):
            self._found.error("cell.formula_error", place, cell=shown(cell))
        else:
            self._found.error(fault.reason, place, **(fault.values | {"cell": shown(cell)}))

    def _settle_ratio(
        self, column: Column, cells: Sequence[Cell], how: Measure, place: str
    ) -> Measure:
        """Decide whether the bare numbers of a column are per cents or fractions."""
        bare = [number for number in _bare_numbers(cells) if number]
        if not bare:
            return how
        ends = {"largest": f"{float(max(bare)):g}", "smallest": f"{float(min(bare)):g}"}
        if how.unit is not None:
            if len(bare) >= _FEW and max(bare) <= 1:
                self._found.warning(
                    "column.percent_or_fraction", place, unit=column.unit_word, **ends
                )
            return how
        if max(bare) <= FRACTION_MAX:
            return how
        if column.head.slots[0].form.is_growth and median(bare) <= FRACTION_MAX:
            # a firm may have grown by 200 %, so one large number proves nothing
            self._found.warning("column.ratio_mixed", place, **ends)
            return how
        self._found.note("column.taken_as_percent", place, **ends)
        return how.with_unit(UNITS["%"])


def _bare_numbers(cells: Sequence[Cell]) -> list[Fraction]:
    """The sizes of the numbers that stand without a unit of their own."""
    return [
        abs(exact(fold(cell) if isinstance(cell, str) else cell))
        for cell in cells
        if isinstance(cell, str | int | float) and is_bare(cell)
    ]
