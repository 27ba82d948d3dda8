"""Values in words: units of both languages, and no shortfall rounded away."""

from __future__ import annotations

from fractions import Fraction

import pytest

from littlegiants.vocabulary.format import Numeric, format_ends, format_value, json_number
from littlegiants.vocabulary.quantity import Dimension

MONEY, RATIO = Dimension.MONEY, Dimension.RATIO
WAN_YUAN = 1_000_000


@pytest.mark.parametrize(
    ("value", "dimension", "zh", "en"),
    [
        (5000 * WAN_YUAN, MONEY, "5,000万元", "CNY 50 million"),
        (5000 * WAN_YUAN - 1, MONEY, "4,999.999999万元", "CNY 49.99999999 million"),
        (12345, MONEY, "0.01万元", "CNY 0.0001 million"),
        (0, MONEY, "0万元", "CNY 0 million"),
        (-50 * WAN_YUAN, MONEY, "-50万元", "CNY -0.5 million"),
        (40000 * WAN_YUAN, MONEY, "4亿元", "CNY 400 million"),
        (Fraction(3, 100), RATIO, "3%", "3%"),
        (Fraction(14, 15), RATIO, "93.33%", "93.33%"),
        (Fraction(29999, 10**6), RATIO, "2.9999%", "2.9999%"),
        (Fraction(5, 2), Dimension.YEARS, "2.5年", "2.5 years"),
        (1000, Dimension.PERSONS, "1,000人", "1,000 persons"),
        (3, Dimension.RANK, "第3名", "rank 3"),
        (60, Dimension.POINTS, "60分", "60 points"),
        (6, Dimension.ITEMS, "6项", "6"),
        (1, Dimension.NUMBER, "1", "1"),
    ],
)
def test_words(value: Numeric, dimension: Dimension, zh: str, en: str) -> None:
    """Each dimension in its unit, in both languages."""
    assert (format_value(value, dimension, "zh"), format_value(value, dimension, "en")) == (zh, en)


@pytest.mark.parametrize("short", [1, 10, 999, 10**6])
def test_a_shortfall_stays_visible(short: int) -> None:
    """What is below the line never reads as the line."""
    line = 5000 * WAN_YUAN

    assert format_value(line - short, MONEY, "zh") != format_value(line, MONEY, "zh")


def test_a_range_shows_both_ends() -> None:
    """A value known as a range is shown as one."""
    assert format_ends((5 * WAN_YUAN, 20 * WAN_YUAN), MONEY, "zh") == "5万元～20万元"


def test_equal_ends_are_one_value() -> None:
    """A point is no range."""
    assert format_ends((3, 3), Dimension.YEARS, "en") == "3 years"


@pytest.mark.parametrize(
    ("value", "dimension", "number"),
    [
        (None, MONEY, None),
        (5000 * WAN_YUAN, MONEY, 50_000_000),
        (1, MONEY, 0.01),
        (Fraction(3, 100), RATIO, 0.03),
        (Fraction(4, 2), Dimension.YEARS, 2),
    ],
)
def test_json(value: Numeric | None, dimension: Dimension, number: float | None) -> None:
    """The contract wants yuan and fractions."""
    assert json_number(value, dimension) == number
