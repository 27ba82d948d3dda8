"""What is known of one enterprise, or of a table of them, on the day of an assessment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from littlegiants.vocabulary.quantity import Range

Value = bool | int | Fraction | str | Range | None
"""A fact's value: exact, a range, or None for unknown. Money is in fen, ratios are fractions."""


@dataclass(frozen=True, slots=True)
class EnterpriseFacts:
    """One enterprise: values by column (`revenue_y1`), and judgements by clause id."""

    id: str
    name: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    judgements: Mapping[str, bool] = field(default_factory=dict)

    @property
    def has_ranges(self) -> bool:
        """True if some value is known only as a range."""
        return any(isinstance(value, Range) for value in self.values.values())


@dataclass(frozen=True, slots=True)
class FactTable:
    """Many enterprises as columns of equal length, None for unknown.

    Judgements are columns named by `judgement_column`.
    """

    ids: list[str]
    names: list[str]
    columns: dict[str, list[Value]]

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self) -> Iterator[EnterpriseFacts]:
        """Yield the enterprises one by one."""
        for position in range(len(self)):
            yield self.row(position)

    def ranged_rows(self) -> list[int]:
        """The positions of the rows that columns cannot carry: ranges, decimals beyond binary64."""
        found: set[int] = set()
        for cells in self.columns.values():
            found.update(i for i, cell in enumerate(cells) if not _fits_column(cell))
        return sorted(found)

    def row(self, position: int) -> EnterpriseFacts:
        """Return one enterprise."""
        values: dict[str, Value] = {}
        judgements: dict[str, bool] = {}
        for column, cells in self.columns.items():
            value = cells[position]
            if value is None:
                continue
            if column.startswith(_JUDGEMENT):
                judgements[column.removeprefix(_JUDGEMENT)] = value is True
            else:
                values[column] = value
        return EnterpriseFacts(self.ids[position], self.names[position], values, judgements)


def _fits_column(cell: Value) -> bool:
    if isinstance(cell, Fraction):
        return Fraction(repr(float(cell))) == cell
    return not isinstance(cell, Range)


_JUDGEMENT = "judgement:"


def judgement_column(clause: str) -> str:
    """The column that carries people's judgements on a clause."""
    return _JUDGEMENT + clause
