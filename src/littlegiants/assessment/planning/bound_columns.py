"""Facts as columns, and what levers can do to them in any row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from littlegiants.assessment.planning.costs import Costs, Direction, FactCost, whole_step
from littlegiants.assessment.planning.levers import windows_of, windows_over
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.facts import Kind, Vocabulary
from littlegiants.vocabulary.slots import Form, Slot

Floats = NDArray[np.float64]
Cells = Sequence[Value] | NDArray[Any]
"""The cells of a column: exact values with None for unknown, or numbers with NaN for unknown."""


@dataclass(frozen=True, slots=True)
class TableLever:
    """A lever of a whole table: fen for each stored unit, limit and step in stored units.

    `own` is the column that must be known where the lever is to be had; without it, any column moved.
    """

    price: float
    limit: float
    step: float
    own: str | None


@dataclass(frozen=True, slots=True)
class TableFlip:
    """A flip of a whole table: the lever that pays for it, the value it sets, and fen."""

    lever: str
    value: bool | str
    price: float
    own: str | None


@dataclass(frozen=True, slots=True)
class Moves:
    """What levers can do to columns: factors by column and lever, and flips by column."""

    levers: dict[str, TableLever] = field(default_factory=dict)
    amounts: dict[str, dict[str, float]] = field(default_factory=dict)
    flips: dict[str, list[TableFlip]] = field(default_factory=dict)

    def touches(self, columns: frozenset[str]) -> bool:
        """True if some lever changes one of these columns."""
        return not (columns.isdisjoint(self.amounts) and columns.isdisjoint(self.flips))


@dataclass(frozen=True, slots=True)
class Columns:
    """Facts by column, None or NaN for unknown."""

    rows: int
    cells: Mapping[str, Cells]
    _numbers: dict[str, Floats] = field(default_factory=dict)
    _words: dict[str, tuple[NDArray[np.int64], dict[str, int]]] = field(default_factory=dict)

    def numbers(self, column: str) -> Floats:
        """The values of a column as numbers, yes as 1 and no as 0; NaN where unknown."""
        if column not in self._numbers:
            self._numbers[column] = self._read(column)
        return self._numbers[column]

    def _read(self, column: str) -> Floats:
        cells = self.cells.get(column)
        if cells is None:
            return np.full(self.rows, np.nan)
        if isinstance(cells, np.ndarray) and cells.dtype.kind in "fiub":
            return cells.astype(np.float64)
        numbers = (float(c) if isinstance(c, int | float | Fraction) else np.nan for c in cells)
        return np.fromiter(numbers, np.float64, self.rows)

    def is_among(self, column: str, names: Iterable[str]) -> Floats:
        """1 where a category is one of some values, 0 where it is another, NaN where unknown."""
        codes, known = self.words(column)
        wanted = [known[name] for name in names if name in known]
        return np.where(codes < 0, np.nan, np.isin(codes, wanted).astype(np.float64))

    def words(self, column: str) -> tuple[NDArray[np.int64], dict[str, int]]:
        """A category as numbers, below zero where unknown, and the number of each value."""
        if column not in self._words:
            known: dict[str, int] = {}
            cells = self.cells.get(column, ())
            if isinstance(cells, np.ndarray) and cells.dtype.kind in "fiub":
                cells = ()
            codes = (known.setdefault(c, len(known)) if isinstance(c, str) else -1 for c in cells)
            found = np.fromiter(codes, np.int64) if len(cells) else np.full(self.rows, -1)
            self._words[column] = found, known
        return self._words[column]


def find_moves(costs: Costs, vocabulary: Vocabulary) -> Moves:
    """Return every lever that some row may have, with all that it may move."""
    moves = Moves({}, {}, {})
    for cost in costs.entries.values():
        for key, columns in _columns_moved(cost, costs, vocabulary):
            if cost.direction is Direction.FLIP:
                _add_flip(moves, key, cost, columns)
            else:
                _add_amount(moves, key, cost, columns, vocabulary)
    return moves


def _columns_moved(
    cost: FactCost, costs: Costs, vocabulary: Vocabulary
) -> Iterator[tuple[Slot, dict[str, Fraction]]]:
    """Each slot that an entry changes, with the columns that move and by what factor."""
    fact = vocabulary.facts.get(cost.key)
    if fact is None:
        slot = vocabulary.slot(cost.key)
        slots = [] if slot is None else [slot]
    elif fact.kind is Kind.EVENT:
        windows = list(windows_of(fact))
        yield windows[0], dict.fromkeys((slot.column for slot in windows), Fraction(1))
        return
    elif fact.kind is Kind.ANNUAL:
        years = [Slot(fact.name, Form.YEAR, back) for back in cost.years]
        slots = [
            s for s in (*years, *windows_over(fact, cost.years)) if s.column not in costs.entries
        ]
    else:
        slots = [Slot(fact.name)]
    for slot in slots:
        yield slot, dict(_with_carried(slot, cost, vocabulary))


def _with_carried(
    slot: Slot, cost: FactCost, vocabulary: Vocabulary
) -> Iterator[tuple[str, Fraction]]:
    sign = Fraction(-1 if cost.direction is Direction.DOWN else 1)
    carried = [(name, Fraction(factor)) for name, factor in cost.carries]
    for name, factor in [(slot.fact, Fraction(1)), *carried]:
        moved = Slot(name, slot.form, slot.n)
        yield moved.column, sign * factor
        if moved.form is Form.YEAR and moved.n >= 1:
            for window in windows_over(vocabulary.facts[name], (moved.n,)):
                part = window.n if window.form is Form.MEAN else 1
                yield window.column, sign * factor / part


def _add_flip(moves: Moves, slot: Slot, cost: FactCost, columns: Mapping[str, Fraction]) -> None:
    own = None if slot.form.is_happening else slot.column
    cheapest = min((float(fen) for _, fen in cost.options), default=float(cost.price))
    for column in columns:
        found = moves.flips.setdefault(column, [])
        if column == slot.column and cost.options:
            found += [TableFlip(slot.column, name, float(fen), own) for name, fen in cost.options]
        else:
            found.append(TableFlip(slot.column, True, cheapest, own))


def _add_amount(
    moves: Moves,
    slot: Slot,
    cost: FactCost,
    columns: Mapping[str, Fraction],
    vocabulary: Vocabulary,
) -> None:
    price = float(cost.price) * (slot.n if slot.form is Form.MEAN else 1)
    limit = np.inf if cost.limit is None else float(cost.limit)
    step = float(whole_step(vocabulary.dimension(slot)))
    own = None if slot.form is Form.TOTAL_IN else slot.column
    moves.levers[slot.column] = TableLever(price, limit, step, own)
    for column, factor in columns.items():
        moves.amounts.setdefault(column, {})[slot.column] = float(factor)
