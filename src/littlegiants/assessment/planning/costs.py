"""Costs: what a change of a fact costs, and which facts can be changed at all.

They are assumptions that a user edits, not market prices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from littlegiants.vocabulary.language import Text
from littlegiants.vocabulary.quantity import FEN_PER_YUAN, Dimension
from littlegiants.vocabulary.slots import Form, Slot


class Direction(StrEnum):
    """Which way a fact may be changed."""

    UP = "up"
    DOWN = "down"
    FLIP = "flip"


NO_WORDS = Text("", "")


@dataclass(frozen=True, slots=True)
class FactCost:
    """What changing one fact costs.

    `key` is a fact of the vocabulary, or a column where a value is stated as such. `price` is in fen
    for each stored unit (each fen of money, each 1 of a ratio), or for the whole flip; `options`
    gives fen for each value that a category may take. `unit` is what people count in, `limit` the
    most that may be changed, both in stored units. `carries` names facts that move with this one by
    definition: by a factor, or to true. A change takes `wait_years` years and
    `wait_years_per_unit` more for each unit.
    """

    key: str
    label: Text
    direction: Direction
    price: Fraction = Fraction(0)
    options: tuple[tuple[str, Fraction], ...] = ()
    per: str = ""
    unit: Fraction = Fraction(1)
    years: tuple[int, ...] = ()
    limit: Fraction | None = None
    carries: tuple[tuple[str, Fraction | bool], ...] = ()
    wait_years: int = 0
    wait_years_per_unit: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Costs:
    """All costs: a fact without an entry cannot be changed.

    `evidence` is the cost in fen of supplying one fact that is unknown, `evidence_of` where a fact
    has its own. `sources` are the files read, the later ones winning.
    """

    entries: Mapping[str, FactCost]
    evidence: Fraction = Fraction(0)
    evidence_of: Mapping[str, Fraction] = field(default_factory=dict)
    origin: Text = NO_WORDS
    sources: tuple[str, ...] = ()

    def entry(self, slot: Slot) -> FactCost | None:
        """The entry of a slot's column or of its fact; None if it cannot be changed."""
        return self.entries.get(slot.column) or self.entries.get(slot.fact)

    def evidence_fen(self, slot: Slot) -> Fraction:
        """The cost of supplying one unknown fact."""
        return self.evidence_of.get(slot.fact, self.evidence)

    @property
    def has_evidence_costs(self) -> bool:
        """True if supplying a fact costs something."""
        return self.evidence > 0 or any(cost > 0 for cost in self.evidence_of.values())


def whole_step(dimension: Dimension) -> Fraction:
    """The smallest step by which a plan changes a value, in stored units: a yuan, a person, 0.01 %."""
    if dimension is Dimension.MONEY:
        return Fraction(FEN_PER_YUAN)
    if dimension is Dimension.RATIO:
        return Fraction(1, 10_000)
    return Fraction(1, 10) if dimension is Dimension.POINTS else Fraction(1)


def slot_years(slot: Slot) -> int:
    """How many accounting years must close before a changed value of a slot counts."""
    if slot.form is Form.YEAR:
        return slot.n
    return 0 if slot.form in _AT_ONCE else 1


_AT_ONCE = (Form.STANDING, Form.HAPPENED_PAST, Form.HAPPENED_SINCE)
"""The forms that see what happens this year; the others end with last year."""
