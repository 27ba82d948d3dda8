"""Reading one cell as a value of a slot."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.facts import Fact
from littlegiants.vocabulary.quantity import (
    AMOUNT_FEN_MAX,
    DEFAULT_UNIT,
    FEN_PER_YUAN,
    Dimension,
    Exact,
    NotAQuantityError,
    Range,
    Unit,
    fold,
    is_empty,
    parse_boolean,
    parse_number,
    simplify,
)
from littlegiants.vocabulary.slots import Form, Slot

SHOWN = 40
"""At most so many characters of a bad cell are repeated in its finding."""

_PLAIN = re.compile(r"(-?\d{1,9})(?:\.(\d{1,6}))?", re.ASCII)
_ONE = Fraction(1)
_MERELY_BARE = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Measure:
    """How the bare cells of one column, or of one key, are to be read.

    A bare number is worth `numerator / denominator` stored units. `choices` are the values of a
    category under every name they go by; `low` and `high` the plausible bounds.
    """

    dimension: Dimension
    unit: Unit | None = None
    numerator: int = 1
    denominator: int = 1
    choices: tuple[tuple[str, str], ...] = ()
    low: Exact | None = None
    high: Exact | None = None

    def with_unit(self, unit: Unit | None) -> Measure:
        """Return the same for bare numbers in another unit."""
        factor = unit.factor if unit else DEFAULT_UNIT.get(self.dimension, _ONE)
        return replace(self, unit=unit, numerator=factor.numerator, denominator=factor.denominator)


YES_OR_NO = Measure(Dimension.BOOLEAN)


def measure(fact: Fact, slot: Slot, unit: Unit | None = None) -> Measure:
    """Return how cells of a slot are read."""
    dimension = slot.dimension(fact.dimension)
    if dimension is Dimension.CATEGORY:
        names = [
            (name, value)
            for value, text in fact.values
            for name in (value, text.zh, text.en, re.split(r"[（(]", text.zh)[0])
        ]
        choices = tuple((_choice(name), value) for name, value in names)
        return Measure(dimension, choices=choices)
    low = high = None
    if slot.form in (Form.YEAR, Form.STANDING, Form.TOTAL_IN):
        low = _bound(fact.minimum, dimension)
        high = _bound(fact.maximum, dimension) if slot.form is not Form.TOTAL_IN else None
    return Measure(dimension, low=low, high=high).with_unit(unit)


def read_cell(cell: object, how: Measure) -> Value:
    """Read a cell; empty is None. Raises `NotAQuantityError`."""
    if isinstance(cell, date | datetime | time | timedelta):
        raise NotAQuantityError("cell.is_date", cell=str(cell))
    if how.dimension is Dimension.BOOLEAN:
        return parse_boolean(cell)
    if how.dimension is Dimension.CATEGORY:
        return _read_choice(cell, how)
    plain = _read_plain(cell, how)
    if plain is not None:
        return plain
    value = parse_number(cell, how.dimension, unit=how.unit)
    if isinstance(value, Range) and value.low == value.high:
        return value.low
    return value


def is_bare(cell: object) -> bool:
    """True for a number without a unit of its own."""
    if isinstance(cell, str):
        return _MERELY_BARE.fullmatch(fold(cell)) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def is_blank(cell: object) -> bool:
    """True for a cell with nothing in it at all, not even a dash."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown(cell: object) -> str:
    """Return a cell as findings repeat it."""
    text = " ".join(str(cell).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def is_implausible(value: Value, how: Measure) -> bool:
    """True if a value is outside the plausible bounds of its fact."""
    if value is None or isinstance(value, str):
        return False
    if isinstance(value, Range):
        return is_implausible(value.low, how) or is_implausible(value.high, how)
    return (how.low is not None and value < how.low) or (how.high is not None and value > how.high)


def _bound(bound: float | None, dimension: Dimension) -> Exact | None:
    if bound is None:
        return None
    worth = FEN_PER_YUAN if dimension is Dimension.MONEY else 1
    return simplify(Fraction(str(bound)) * worth)


def _read_plain(cell: object, how: Measure) -> Exact | None:
    """The quick way for plain digits, which are nearly all cells; None sends the rest round."""
    match = _PLAIN.fullmatch(cell if isinstance(cell, str) else repr(cell))
    if match is None:
        return None
    whole, decimals = match.groups("")
    top = int(whole + decimals) * how.numerator
    bottom: int = 10 ** len(decimals) * how.denominator
    value, rest = divmod(top, bottom)
    if abs(value) >= AMOUNT_FEN_MAX:
        return None
    if not rest:
        return value
    if how.dimension is Dimension.MONEY:
        return (2 * top + bottom) // (2 * bottom)  # half up, as everywhere
    return Fraction(top, bottom)


def _choice(name: str) -> str:
    return "".join(fold(name).casefold().split())


def _free_word(cell: object) -> str | None:
    """A code of an open list: text, or a whole number that a table program made of it."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else fold(str(cell))
    return None if is_empty(text) else text


def _read_choice(cell: object, how: Measure) -> str | None:
    if cell is None:
        return None
    if not how.choices:
        return _free_word(cell)
    word = _choice(str(cell))
    for name, value in how.choices:
        if word == name:
            return value
    if is_empty(word):
        return None
    values = "、".join(dict.fromkeys(name for name, _ in how.choices[1::4]))
    raise NotAQuantityError("cell.not_a_choice", cell=shown(cell), choices=values)
