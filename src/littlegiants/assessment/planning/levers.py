"""Levers: what may be changed in one enterprise, with everything that moves along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from littlegiants.assessment.planning.costs import (
    Costs,
    Direction,
    FactCost,
    slot_years,
    whole_step,
)
from littlegiants.assessment.planning.nodes import Affine
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.facts import Fact, Kind, Vocabulary
from littlegiants.vocabulary.slots import YEARS_BACK_MAX, Form, Slot

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Lever:
    """One change that may be made: an amount of a number, or a flip of a yes-or-no or category.

    `effects` are the columns that move, by how much for each stored unit of the amount; `sets` are
    those that a flip sets. The changed column comes first in either.
    """

    slot: Slot
    cost: FactCost
    before: Value
    price: Fraction
    step: Fraction = Fraction(1)
    effects: tuple[tuple[str, Fraction], ...] = ()
    sets: tuple[tuple[str, bool | str], ...] = ()

    @property
    def is_flip(self) -> bool:
        """True if the change is made or not made, without an amount."""
        return bool(self.sets)

    @property
    def is_whole(self) -> bool:
        """True if the value is counted in whole units."""
        return self.step == self.cost.unit

    def wait_years(self, amount: Fraction) -> int:
        """How many years after the application year the change first counts."""
        by_unit = self.cost.wait_years_per_unit * amount / self.cost.unit
        return max(slot_years(self.slot), self.cost.wait_years + by_unit.__ceil__())

    def fen(self, amount: Fraction) -> int:
        """The cost of an amount, or of the flip for 1; a part of a fen counts as a whole one."""
        return (self.price * amount).__ceil__()


@dataclass(frozen=True, slots=True)
class Levers:
    """All levers of one enterprise, and what each column becomes under them.

    `amounts` gives a column's value as a function of the levers, `flips` the levers that set a
    column and to what.
    """

    all: tuple[Lever, ...]
    amounts: Mapping[str, Affine] = field(default_factory=dict)
    flips: Mapping[str, tuple[tuple[int, bool | str], ...]] = field(default_factory=dict)

    @property
    def touched(self) -> frozenset[str]:
        """Every column that some lever changes."""
        return frozenset(self.amounts) | frozenset(self.flips)

    def moving(self, columns: frozenset[str]) -> frozenset[int]:
        """The levers that change one of these columns."""
        found: set[int] = set()
        for column in columns:
            if column in self.amounts:
                found.update(self.amounts[column].factors)
            found.update(lever for lever, _ in self.flips.get(column, ()))
        return frozenset(found)


def find_levers(values: Values, costs: Costs, vocabulary: Vocabulary) -> Levers:
    """Return what may be changed in an enterprise: known facts with a cost, in the years allowed."""
    found: list[Lever] = []
    for cost in costs.entries.values():
        if cost.key in vocabulary.facts:
            found += _levers_of_fact(vocabulary.facts[cost.key], cost, values, costs, vocabulary)
        else:
            slot = vocabulary.slot(cost.key)
            if slot is not None:
                found += _levers_of_slot(slot, cost, values, vocabulary)
    return _gathered(found, values)


def _gathered(levers: Sequence[Lever], values: Values) -> Levers:
    amounts: dict[str, Affine] = {}
    flips: dict[str, tuple[tuple[int, bool | str], ...]] = {}
    for position, lever in enumerate(levers):
        for column, factor in lever.effects:
            value = amounts.get(column) or Affine(_point(values, column) or Fraction(0))
            amounts[column] = value.plus(Affine(Fraction(0), {position: factor}))
        for column, wanted in lever.sets:
            flips[column] = (*flips.get(column, ()), (position, wanted))
    return Levers(tuple(levers), amounts, flips)


def _levers_of_fact(
    fact: Fact, cost: FactCost, values: Values, costs: Costs, vocabulary: Vocabulary
) -> Iterator[Lever]:
    match fact.kind:
        case Kind.EVENT:
            yield from _levers_of_event(fact, cost, values, vocabulary)
        case Kind.STANDING:
            yield from _levers_of_slot(Slot(fact.name), cost, values, vocabulary)
        case Kind.ANNUAL:
            slots = [Slot(fact.name, Form.YEAR, back) for back in cost.years]
            for slot in (*slots, *_stated_windows(fact, cost.years, values)):
                if slot.column not in costs.entries:
                    yield from _levers_of_slot(slot, cost, values, vocabulary)


def _levers_of_slot(
    slot: Slot, cost: FactCost, values: Values, vocabulary: Vocabulary
) -> Iterator[Lever]:
    column, before = slot.column, values.get(slot.column)
    if cost.direction is Direction.FLIP:
        yield from _flips(slot, cost, before, values)
        return
    if _point(values, column) is None:
        return
    sign = Fraction(1 if cost.direction is Direction.UP else -1)
    effects = dict(_moved(slot, sign, values, vocabulary))
    for name, factor in cost.carries:
        carried = Slot(name, slot.form, slot.n)
        if factor is not True and _point(values, carried.column) is not None:
            for moved, by in _moved(carried, sign * factor, values, vocabulary):
                effects[moved] = effects.get(moved, Fraction(0)) + by
    price = cost.price * slot.n if slot.form is Form.MEAN else cost.price  # a mean moves by 1/n
    step = whole_step(vocabulary.dimension(slot))
    yield Lever(slot, cost, before, price, step, tuple(effects.items()))


def _flips(slot: Slot, cost: FactCost, before: Value, values: Values) -> Iterator[Lever]:
    carried = tuple((n, True) for n, _ in cost.carries if values.get(n) is False)
    if before is False:
        yield Lever(slot, cost, before, cost.price, sets=((slot.column, True), *carried))
    elif isinstance(before, str):
        for value, fen in cost.options:
            if value != before:
                yield Lever(slot, cost, before, fen, sets=((slot.column, value), *carried))


def _levers_of_event(
    fact: Fact, cost: FactCost, values: Values, vocabulary: Vocabulary
) -> Iterator[Lever]:
    """What happens now falls into every window that is known."""
    if cost.direction is Direction.FLIP:
        closed = [slot for slot in windows_of(fact) if values.get(slot.column) is False]
        if closed:
            sets = tuple((slot.column, True) for slot in closed)
            yield Lever(closed[0], cost, False, cost.price, sets=sets)
        return
    totals = [slot for slot in windows_of(fact) if _point(values, slot.column) is not None]
    if totals:
        effects = tuple((slot.column, Fraction(1)) for slot in totals)
        step = whole_step(vocabulary.dimension(totals[0]))
        yield Lever(totals[0], cost, values[totals[0].column], cost.price, step, effects)


def _moved(
    slot: Slot, by: Fraction, values: Values, vocabulary: Vocabulary
) -> Iterator[tuple[str, Fraction]]:
    """The column itself, and the sums and means stated over its year."""
    yield slot.column, by
    if slot.form is Form.YEAR and slot.n >= 1:
        for window in _stated_windows(vocabulary.facts[slot.fact], (slot.n,), values):
            yield window.column, by / window.n if window.form is Form.MEAN else by


def _stated_windows(fact: Fact, years: Sequence[int], values: Values) -> Iterator[Slot]:
    """Sums and means stated as such over one of these years, with some year in them unknown."""
    for window in windows_over(fact, years):
        backs = range(1, window.n + 1)
        parts = (Slot(fact.name, Form.YEAR, back).column for back in backs)
        if _point(values, window.column) is not None and any(values.get(p) is None for p in parts):
            yield window


def windows_over(fact: Fact, years: Sequence[int]) -> Iterator[Slot]:
    """The sums and means of a fact that hold one of these years."""
    for n in range(1, YEARS_BACK_MAX + 1):
        if fact.derived is None and not set(years).isdisjoint(range(1, n + 1)):
            yield from (Slot(fact.name, form, n) for form in (Form.SUM, Form.MEAN))


def windows_of(fact: Fact) -> Iterator[Slot]:
    """The windows in which an event can be seen."""
    for form in (Form.TOTAL_IN, Form.HAPPENED_IN, Form.HAPPENED_PAST, Form.HAPPENED_SINCE):
        if fact.allows(form):
            yield from (Slot(fact.name, form, n) for n in range(1, YEARS_BACK_MAX + 1))


def _point(values: Values, column: str) -> Fraction | None:
    value = values.get(column)
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return Fraction(value)
    return None
