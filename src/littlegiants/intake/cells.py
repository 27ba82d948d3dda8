"""Reading one cell as a value of a slot."""

from __future__ import annotations

import re
from dataclasses import dataclass
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

    `choices` are the values of a category under every name they go by.
    """

    dimension: Dimension
    unit: Unit | None = None
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def factor(self) -> Fraction:
        """How many stored units a bare one is worth."""
        return self.unit.factor if self.unit else DEFAULT_UNIT.get(self.dimension, _ONE)


def measure(fact: Fact, slot: Slot, unit: Unit | None = None) -> Measure:
    """Return how cells of a slot are read."""
    dimension = slot.dimension(fact.dimension)
    if dimension is not Dimension.CATEGORY:
        return Measure(dimension, unit)
    names = [(name, value) for value, text in fact.values for name in (value, text.zh, text.en)]
    return Measure(dimension, None, tuple((_choice(name), value) for name, value in names))


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


def outside_bounds(fact: Fact, slot: Slot, value: Value) -> bool:
    """True if a value is outside the plausible bounds of its fact."""
    if slot.form not in (Form.YEAR, Form.STANDING, Form.TOTAL_IN):
        return False
    if isinstance(value, Range):
        return any(outside_bounds(fact, slot, end) for end in (value.low, value.high))
    if value is None or isinstance(value, bool | str):
        return False
    low, high = (_bound(bound, fact) for bound in (fact.minimum, fact.maximum))
    above = high is not None and value > high and slot.form is not Form.TOTAL_IN
    return above or (low is not None and value < low)


def _bound(bound: float | None, fact: Fact) -> Fraction | None:
    if bound is None:
        return None
    exact = Fraction(str(bound))
    return exact * FEN_PER_YUAN if fact.dimension is Dimension.MONEY else exact


def _read_plain(cell: object, how: Measure) -> Exact | None:
    """The quick way for plain digits, which are nearly all cells; None sends the rest round."""
    match = _PLAIN.fullmatch(cell if isinstance(cell, str) else repr(cell))
    if match is None or isinstance(cell, bool):
        return None
    whole, decimals = match.groups()
    factor = how.factor
    top = int(whole + (decimals or "")) * factor.numerator
    bottom: int = 10 ** len(decimals or "") * factor.denominator
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


def _read_choice(cell: object, how: Measure) -> str | None:
    if cell is None:
        return None
    word = _choice(str(cell))
    for name, value in how.choices:
        if word == name:
            return value
    if is_empty(word):
        return None
    values = "、".join(dict.fromkeys(name for name, _ in how.choices[1::3]))
    raise NotAQuantityError("cell.not_a_choice", cell=shown(cell), choices=values)
