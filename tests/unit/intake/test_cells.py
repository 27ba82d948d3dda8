"""Single cells."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.intake.cells import Measure, is_implausible, measure, read_cell
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.quantity import (
    UNITS,
    Dimension,
    NotAQuantityError,
    Range,
    parse_number,
)
from littlegiants.vocabulary.slots import Form, Slot
from tests.unit.intake.builders import VOCABULARY

WAN = 1_000_000


def how(name: str, unit: str = "") -> Measure:
    """Return how a plain value of a fact is read."""
    fact = VOCABULARY.facts[name]
    return measure(fact, fact.slot(), UNITS[unit] if unit else None)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("5000", 5000 * WAN),
        (4000, 4000 * WAN),
        (5000.5, 500050 * WAN // 100),
        ("５０００", 5000 * WAN),
        ("1,203.5", 12035 * WAN // 10),
        ("50000000元", 5000 * WAN),
        ("0.5亿元", 5000 * WAN),
        ("¥5,000", 5000 * WAN),
        ("-12.5", -125 * WAN // 10),
        ("−12.5", -125 * WAN // 10),
        ("500万~2000万", Range(500 * WAN, 2000 * WAN)),
        ("1000-2000万元", Range(1000 * WAN, 2000 * WAN)),
        ("500～500", 500 * WAN),
        ("0", 0),
        ("—", None),
        ("/", None),
        ("无", None),
        ("　", None),
    ],
)
def test_money_in_wan_yuan(cell: object, value: Value) -> None:
    """Money is read exactly in fen; a unit in the cell wins over that of the head."""
    assert read_cell(cell, how("revenue", "万元")) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("3%", Fraction(3, 100)),
        ("３％", Fraction(3, 100)),
        ("0.03", Fraction(3, 100)),
        (0.035, Fraction(7, 200)),
        ("3‰", Fraction(3, 1000)),
        ("3%~5%", Range(Fraction(3, 100), Fraction(1, 20))),
    ],
)
def test_ratios(cell: object, value: Value) -> None:
    """A ratio is a fraction unless a sign says otherwise."""
    assert read_cell(cell, how("rd_ratio")) == value


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("employees", "120人", 120),
        ("class1_ip_count", "4项", 4),
        ("niche_years", "3.5年", Fraction(7, 2)),
        ("market_rank", "第3名", 3),
        ("digital_level", "二级", 2),
        ("development_score", "85分", 85),
        ("hnte_valid", "√", True),
        ("hnte_valid", "无", False),
        ("hnte_valid", "/", None),
        ("size_industry", "工业", "industry"),
        ("size_industry", "INDUSTRY", "industry"),
        ("size_industry", " 零售业 ", "retail"),
        ("size_industry", "—", None),
    ],
)
def test_other_dimensions(name: str, cell: object, value: Value) -> None:
    """Counts, ranks, levels, yes and no, and categories are read as people write them."""
    assert read_cell(cell, how(name)) == value


@pytest.mark.parametrize(
    ("name", "cell", "reason"),
    [
        ("revenue", "五千万", "cell.not_number"),
        ("revenue", "1,2", "cell.not_number"),
        ("revenue", "5000 USD", "cell.unit_unknown"),
        ("revenue", "5000个", "cell.unit_mismatch"),
        ("revenue", "3%", "cell.unit_mismatch"),
        ("revenue", "9999999999999999", "cell.too_large"),
        ("revenue", "999999999亿元", "cell.too_large"),
        ("revenue", "2000~500", "cell.range_reversed"),
        ("revenue", "x" * 300, "cell.too_long"),
        ("revenue", True, "cell.not_number"),
        ("revenue", float("inf"), "cell.not_number"),
        ("revenue", date(2025, 1, 1), "cell.is_date"),
        ("hnte_valid", "2025年", "cell.not_boolean"),
        ("size_industry", "采矿", "cell.not_a_choice"),
    ],
)
def test_bad_cells(name: str, cell: object, reason: str) -> None:
    """A cell that does not hold the wanted kind of value is refused with its reason."""
    with pytest.raises(NotAQuantityError) as caught:
        read_cell(cell, how(name))
    assert caught.value.reason == reason


@given(
    number=st.decimals(min_value=-(10**9), max_value=10**9, places=4).map(lambda d: f"{d:f}"),
    unit=st.sampled_from(["元", "万元", "亿元", ""]),
)
def test_quick_way_agrees(number: str, unit: str) -> None:
    """The quick way for plain digits reads what the thorough way reads."""
    chosen = UNITS[unit] if unit else None
    quick = Measure(Dimension.MONEY).with_unit(chosen)
    try:
        expected = parse_number(number, Dimension.MONEY, unit=chosen)
    except NotAQuantityError:
        with pytest.raises(NotAQuantityError):
            read_cell(number, quick)
    else:
        assert read_cell(number, quick) == expected


@pytest.mark.parametrize(
    ("name", "value", "is_odd"),
    [
        ("revenue", -1, True),
        ("revenue", 0, False),
        ("market_share", Fraction(3, 2), True),
        ("market_share", Range(Fraction(1, 2), Fraction(3, 2)), True),
        ("digital_level", 5, True),
        ("net_profit", -5, False),
        ("revenue", None, False),
    ],
)
def test_plausible_bounds(name: str, value: Value, is_odd: bool) -> None:
    """A value outside the bounds of its fact is implausible."""
    assert is_implausible(value, how(name)) is is_odd


def test_growth_has_no_bounds() -> None:
    """The bounds of a fact do not bound its growth: revenue may shrink."""
    fact = VOCABULARY.facts["revenue"]
    assert not is_implausible(Fraction(-1, 2), measure(fact, Slot("revenue", Form.GROWTH)))
