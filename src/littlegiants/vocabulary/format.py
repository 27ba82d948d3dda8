"""Values for people: 万元 and 亿元, per cent, counts; never rounded so far that a shortfall disappears."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from littlegiants.vocabulary.language import Language
from littlegiants.vocabulary.quantity import Dimension

_FEN_PER_WAN_YUAN = 1_000_000
_FEN_PER_YI_YUAN = 10_000_000_000
_DECIMALS_MAX = 9
_UNITS: dict[Dimension, tuple[str, str]] = {
    Dimension.PERSONS: ("人", " persons"),
    Dimension.ITEMS: ("项", ""),
    Dimension.YEARS: ("年", " years"),
    Dimension.DAYS: ("天", " days"),
    Dimension.POINTS: ("分", " points"),
    Dimension.LEVEL: ("级", ""),
}

Numeric = int | Fraction | float


def format_value(value: Numeric, dimension: Dimension, language: Language) -> str:
    """Put one number into words with its unit."""
    zh = language == "zh"
    if dimension is Dimension.MONEY:
        return _money(Fraction(value), zh=zh)
    if dimension is Dimension.RATIO:
        return f"{_plain(Fraction(value) * 100, 2)}%"
    if dimension is Dimension.RANK:
        return f"第{_plain(Fraction(value), 0)}名" if zh else f"rank {_plain(Fraction(value), 0)}"
    return _plain(Fraction(value), 2) + _UNITS.get(dimension, ("", ""))[0 if zh else 1]


def format_ends(ends: tuple[Numeric, Numeric], dimension: Dimension, language: Language) -> str:
    """Put a value or a range into words."""
    if math.inf in ends or -math.inf in ends:
        return _open_ends(ends, dimension, language)
    low, high = (format_value(end, dimension, language) for end in ends)
    return low if low == high else f"{low}～{high}"


def _open_ends(ends: tuple[Numeric, Numeric], dimension: Dimension, language: Language) -> str:
    if -math.inf in ends and math.inf in ends:
        return "–"
    if ends[1] == math.inf:
        return f"≥ {format_value(ends[0], dimension, language)}"
    return f"≤ {format_value(ends[1], dimension, language)}"


def _money(fen: Fraction, *, zh: bool) -> str:
    if not zh:
        return f"CNY {_plain(fen / (_FEN_PER_WAN_YUAN * 100), 2)} million"
    if abs(fen) >= 10_000 * _FEN_PER_WAN_YUAN:
        return _plain(fen / _FEN_PER_YI_YUAN, 4) + "亿元"
    return _plain(fen / _FEN_PER_WAN_YUAN, 2) + "万元"


def _plain(value: Fraction, digits: int) -> str:
    """Print with `digits` decimals, and with more where rounding would end in a zero that is not there.

    So 4,999.999999 never reads as 5,000, while 93.3333… reads as 93.33.
    """
    rounded = _rounded(value, digits)
    for places in range(digits, _DECIMALS_MAX + 1):
        rounded = _rounded(value, places)
        if Fraction(rounded) == value or rounded.as_tuple().digits[-1] != 0:
            break
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(value: Fraction, places: int) -> Decimal:
    scaled = Decimal(value.numerator) / Decimal(value.denominator)
    return scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def json_number(value: Numeric | None, dimension: Dimension) -> int | float | None:
    """Return a value as the JSON contract shows it: money in yuan, ratios as fractions."""
    if value is None or (isinstance(value, float) and math.isinf(value)):
        return None
    number = Fraction(value) / 100 if dimension is Dimension.MONEY else Fraction(value)
    return number.numerator if number.denominator == 1 else float(number)


JSON_UNITS: dict[Dimension, str] = {Dimension.MONEY: "yuan", Dimension.RATIO: "fraction"}
"""Units of the JSON contract where they are not the dimension's own name."""
