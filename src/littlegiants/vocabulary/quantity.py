"""Quantities: dimensions, units, and reading them from what offices write.

Money is held in fen, ratios as fractions, everything else as a plain number; values are exact
(`int`, or `Fraction` where they are not whole).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from littlegiants.vocabulary.language import Text, message

FEN_PER_YUAN = 100
AMOUNT_FEN_MAX = 2**53
"""Larger amounts than 90 million million yuan are refused: no enterprise has them."""

Exact = int | Fraction


class Dimension(StrEnum):
    """What a number counts; two dimensions never meet by accident."""

    MONEY = "money"
    RATIO = "ratio"
    PERSONS = "persons"
    ITEMS = "items"
    YEARS = "years"
    DAYS = "days"
    POINTS = "points"
    RANK = "rank"
    LEVEL = "level"
    NUMBER = "number"
    BOOLEAN = "boolean"
    CATEGORY = "category"

    @property
    def is_numeric(self) -> bool:
        """True for all but boolean and category."""
        return self not in (Dimension.BOOLEAN, Dimension.CATEGORY)

    @property
    def text(self) -> Text:
        """The dimension in words."""
        return message(f"dimension.{self.value}")


@dataclass(frozen=True, slots=True)
class Range:
    """A value known only to lie between two ends, both included; None is an open end."""

    low: Exact | None
    high: Exact | None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of one dimension and how many stored units it is worth."""

    dimension: Dimension
    factor: Fraction


UNITS: dict[str, Unit] = {
    "分": Unit(Dimension.MONEY, Fraction(1)),
    "元": Unit(Dimension.MONEY, Fraction(100)),
    "人民币元": Unit(Dimension.MONEY, Fraction(100)),
    "千元": Unit(Dimension.MONEY, Fraction(100_000)),
    "万元": Unit(Dimension.MONEY, Fraction(1_000_000)),
    "万": Unit(Dimension.MONEY, Fraction(1_000_000)),
    "十万元": Unit(Dimension.MONEY, Fraction(10_000_000)),
    "百万元": Unit(Dimension.MONEY, Fraction(100_000_000)),
    "百万": Unit(Dimension.MONEY, Fraction(100_000_000)),
    "千万元": Unit(Dimension.MONEY, Fraction(1_000_000_000)),
    "千万": Unit(Dimension.MONEY, Fraction(1_000_000_000)),
    "亿元": Unit(Dimension.MONEY, Fraction(10_000_000_000)),
    "亿": Unit(Dimension.MONEY, Fraction(10_000_000_000)),
    "fen": Unit(Dimension.MONEY, Fraction(1)),
    "yuan": Unit(Dimension.MONEY, Fraction(100)),
    "wan_yuan": Unit(Dimension.MONEY, Fraction(1_000_000)),
    "yi_yuan": Unit(Dimension.MONEY, Fraction(10_000_000_000)),
    "%": Unit(Dimension.RATIO, Fraction(1, 100)),
    "‰": Unit(Dimension.RATIO, Fraction(1, 1000)),
    "百分点": Unit(Dimension.RATIO, Fraction(1, 100)),
    "人": Unit(Dimension.PERSONS, Fraction(1)),
    "名": Unit(Dimension.PERSONS, Fraction(1)),
    "个": Unit(Dimension.ITEMS, Fraction(1)),
    "项": Unit(Dimension.ITEMS, Fraction(1)),
    "件": Unit(Dimension.ITEMS, Fraction(1)),
    "家": Unit(Dimension.ITEMS, Fraction(1)),
    "款": Unit(Dimension.ITEMS, Fraction(1)),
    "年": Unit(Dimension.YEARS, Fraction(1)),
    "天": Unit(Dimension.DAYS, Fraction(1)),
    "日": Unit(Dimension.DAYS, Fraction(1)),
    "分值": Unit(Dimension.POINTS, Fraction(1)),
    "级": Unit(Dimension.LEVEL, Fraction(1)),
    "名次": Unit(Dimension.RANK, Fraction(1)),
}

DEFAULT_UNIT: dict[Dimension, Fraction] = {Dimension.MONEY: Fraction(FEN_PER_YUAN)}
"""A bare number of money is yuan; of a ratio, a fraction; of all else, the thing itself."""

EMPTY_WORDS = frozenset(
    {"", "-", "--", "—", "——", "–", "/", "\\", "*", "无", "暂无", "空", "未填", "不详", "未知"}
    | {"n/a", "na", "null", "none", "nan"}
)
_TRUE_WORDS = frozenset(
    {"是", "有", "符合", "真", "√", "✓", "y", "yes", "true", "1", "1.0", "已", "具备", "获得"}
)
_FALSE_WORDS = frozenset(
    {"否", "无", "没有", "不符合", "假", "×", "✗", "未", "不具备", "未获得"}
    | {"n", "no", "false", "0", "0.0"}
)
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+|\d+)"  # commas only where thousands or 万 end
_NUMBER = re.compile(
    rf"^[¥]?([+-]?(?:{_DIGITS}\.?\d*|\.\d+)(?:[eE][+-]?\d{{1,3}})?)\s*([^\d\s,.]*)$"
)
_RANGE = re.compile(r"^(.*?\d[^\d~～至—–-]*)(?:~|～|至|——|—|–|-)(\d.*)$")
_FLOOR_WORDS = re.compile(r"^(?:≥|>=|不低于|不少于|至少)|(?:及以上|以上)$")
_CEILING_WORDS = re.compile(r"^(?:≤|<=|不超过|不高于|不多于|至多)|(?:及以下|以下|以内)$")
_LONGEST_CELL = 200
_LARGEST_POWER = 400  # of ten; larger exponents would only grow memory
_OWN_WORDS = {("分", Dimension.POINTS), ("名", Dimension.RANK), ("位", Dimension.RANK)}
_COUNTS = (Dimension.PERSONS, Dimension.ITEMS, Dimension.NUMBER)
_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")


class NotAQuantityError(ValueError):
    """A cell that does not hold a value of the wanted dimension; `reason` is a message code."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


def simplify(value: Fraction) -> Exact:
    """Return a whole fraction as int."""
    return value.numerator if value.denominator == 1 else value


def exact(value: int | float | Decimal | Fraction | str) -> Fraction:
    """Return a number as written: a float counts as its shortest decimal."""
    if isinstance(value, float):
        return Fraction(repr(value))
    return Fraction(value)


def fold(text: str) -> str:
    """Return a cell's text in half width, without the spaces around it."""
    return unicodedata.normalize("NFKC", text).replace("\u3000", " ").strip()


def is_empty(text: str) -> bool:
    """True for what offices write into a cell that holds nothing."""
    return fold(text).lower() in EMPTY_WORDS


def parse_boolean(cell: object) -> bool | None:
    """Read yes or no; empty is None."""
    if isinstance(cell, bool) or cell is None:
        return cell
    word = fold(str(cell)).lower()
    if word in _TRUE_WORDS:
        return True
    if word in _FALSE_WORDS:
        return False
    if word in EMPTY_WORDS:
        return None
    raise NotAQuantityError("cell.not_boolean", cell=str(cell)[:40])


def parse_number(
    cell: object, dimension: Dimension, *, unit: Unit | None = None
) -> Exact | Range | None:
    """Read a cell as an exact number of `dimension`; empty is None.

    A unit inside the cell wins over `unit` (that of the head or the unit row); with neither, money is
    yuan and a ratio is a fraction. `500万~2000万` is a `Range`. Raises `NotAQuantityError`.
    """
    if cell is None or (isinstance(cell, float) and cell != cell):
        return None
    if isinstance(cell, bool):
        raise NotAQuantityError("cell.not_number", cell=str(cell))
    if isinstance(cell, int | float | Decimal | Fraction):
        return _scaled(_finite(cell), dimension, unit)
    text = _plain(str(cell), dimension)
    if text.lower() in EMPTY_WORDS:
        return None
    if len(text) > _LONGEST_CELL:
        raise NotAQuantityError("cell.too_long", cell=text[:40])
    open_range = _parse_open_range(text, dimension, unit)
    if open_range is not None:
        return open_range
    number = _NUMBER.match(text)
    if number:
        return _scaled(_digits(number[1]), dimension, _unit_of(number[2], dimension) or unit)
    return _parse_range(text, dimension, unit)


def _parse_open_range(text: str, dimension: Dimension, unit: Unit | None) -> Range | None:
    """Read 1500万元以上, ≥10%, 不超过3年: known to one side only, the limit included."""
    for words, is_floor in ((_FLOOR_WORDS, True), (_CEILING_WORDS, False)):
        rest = words.sub("", text)
        number = _NUMBER.match(rest) if rest != text else None
        if number:
            end = _scaled(_digits(number[1]), dimension, _unit_of(number[2], dimension) or unit)
            return Range(end, None) if is_floor else Range(None, end)
    return None


def _plain(cell: str, dimension: Dimension) -> str:
    text = fold(cell).replace(" ", "").replace("，", ",").replace("\u2212", "-")
    if dimension in (Dimension.RANK, Dimension.LEVEL):  # 第3名, 二级
        return text.removeprefix("第").translate(_NUMERALS)
    return text.removeprefix("人民币") if dimension is Dimension.MONEY else text


def _finite(cell: int | float | Decimal | Fraction) -> Fraction:
    if isinstance(cell, Decimal) and cell.is_finite() and abs(cell.adjusted()) > _LARGEST_POWER:
        raise NotAQuantityError("cell.too_large", cell=str(cell)[:40])
    try:
        return exact(cell)
    except (ValueError, OverflowError):
        raise NotAQuantityError("cell.not_number", cell=str(cell)) from None


def _digits(digits: str) -> Fraction:
    return Fraction(digits.replace(",", "").lstrip("+"))


def parse_unit(word: str, dimension: Dimension) -> Unit:
    """Read a unit as it is written beside a value of `dimension`; raises `NotAQuantityError`."""
    if (word, dimension) in _OWN_WORDS:
        return Unit(dimension, Fraction(1))
    unit = UNITS.get(word.removeprefix("人民币")) or UNITS.get(word)
    if unit is None:
        raise NotAQuantityError("cell.unit_unknown", unit=word)
    _check_unit(unit, dimension)
    return unit


def _unit_of(word: str, dimension: Dimension) -> Unit | None:
    return parse_unit(word, dimension) if word else None


def _check_unit(unit: Unit, dimension: Dimension) -> None:
    both_counts = unit.dimension in _COUNTS and dimension in _COUNTS
    plain = dimension is Dimension.NUMBER or (both_counts and unit.dimension is Dimension.ITEMS)
    if unit.dimension is not dimension and not plain:
        raise NotAQuantityError(
            "cell.unit_mismatch", unit=unit.dimension.text, dimension=dimension.text
        )


def _scaled(number: Fraction, dimension: Dimension, unit: Unit | None) -> Exact:
    if unit is not None:
        _check_unit(unit, dimension)
    value = number * (unit.factor if unit else DEFAULT_UNIT.get(dimension, Fraction(1)))
    if dimension is Dimension.MONEY:
        return _whole_fen(value)
    if abs(value) >= AMOUNT_FEN_MAX:
        raise NotAQuantityError("cell.too_large", cell=str(number))
    return simplify(value)


def _whole_fen(value: Fraction) -> int:
    if abs(value) >= AMOUNT_FEN_MAX:
        raise NotAQuantityError("cell.too_large", cell=str(value))
    return (value + Fraction(1, 2)).__floor__()  # half up: nothing is smaller than a fen


def _parse_range(text: str, dimension: Dimension, unit: Unit | None) -> Range:
    ends = _RANGE.match(text)
    if ends is None:
        raise NotAQuantityError("cell.not_number", cell=text[:40])
    low_match, high_match = _NUMBER.match(ends[1]), _NUMBER.match(ends[2])
    if low_match is None or high_match is None:
        raise NotAQuantityError("cell.not_number", cell=text[:40])
    high_unit = _unit_of(high_match[2], dimension) or unit
    low_unit = _unit_of(low_match[2], dimension) or high_unit
    low = _scaled(_digits(low_match[1]), dimension, low_unit)
    high = _scaled(_digits(high_match[1]), dimension, high_unit)
    if low > high:
        raise NotAQuantityError("cell.range_reversed", cell=text[:40])
    return Range(low, high)
