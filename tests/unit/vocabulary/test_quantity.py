"""Quantities as offices write them: exact values, ranges, empty cells, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from littlegiants.vocabulary.language import load_messages, message
from littlegiants.vocabulary.quantity import (
    AMOUNT_FEN_MAX,
    EMPTY_WORDS,
    UNITS,
    Dimension,
    Exact,
    NotAQuantityError,
    Range,
    exact,
    is_empty,
    parse_boolean,
    parse_number,
    parse_unit,
)

MONEY, RATIO, PERSONS = Dimension.MONEY, Dimension.RATIO, Dimension.PERSONS


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("5000万元", 5_000_000_000),
        ("5000万", 5_000_000_000),
        ("５０００万元", 5_000_000_000),
        ("5,000万元", 5_000_000_000),
        ("5，000 万元", 5_000_000_000),
        ("0.5亿元", 5_000_000_000),
        ("人民币5000万元", 5_000_000_000),
        ("¥50000000", 5_000_000_000),
        ("50000000元", 5_000_000_000),
        ("50000000", 5_000_000_000),
        (50000000, 5_000_000_000),
        (50000000.0, 5_000_000_000),
        (Decimal("50000000.00"), 5_000_000_000),
        ("5e7", 5_000_000_000),
        ("-12.345元", -1234),
        ("−5元", -500),
        ("0.005元", 1),
        ("1分", 1),
        (0.29, 29),
        (0, 0),
    ],
    ids=repr,
)
def test_money_is_whole_fen(cell: object, fen: int) -> None:
    """Units, half and full width, separators and number types all lead to fen; half a fen counts up."""
    assert parse_number(cell, MONEY) == fen


@pytest.mark.parametrize(
    ("cell", "ratio"),
    [
        ("3%", Fraction(3, 100)),
        ("３％", Fraction(3, 100)),
        ("3 %", Fraction(3, 100)),
        ("0.03", Fraction(3, 100)),
        (0.03, Fraction(3, 100)),
        ("3‰", Fraction(3, 1000)),
        ("-5%", Fraction(-1, 20)),
        ("100%", 1),
        ("33.333%", Fraction(33333, 100000)),
    ],
    ids=repr,
)
def test_ratio_is_an_exact_fraction(cell: object, ratio: Exact) -> None:
    """Per cent and fractions are the same number, exactly."""
    assert parse_number(cell, RATIO) == ratio


@pytest.mark.parametrize(
    ("cell", "dimension", "value"),
    [
        ("300人", PERSONS, 300),
        ("6项", Dimension.ITEMS, 6),
        ("2.5年", Dimension.YEARS, Fraction(5, 2)),
        ("70分", Dimension.POINTS, 70),
        ("第3名", Dimension.RANK, 3),
        ("二级", Dimension.LEVEL, 2),
        ("15", Dimension.NUMBER, 15),
    ],
    ids=repr,
)
def test_other_dimensions_take_their_own_words(
    cell: str, dimension: Dimension, value: Exact
) -> None:
    """Persons, items, years, points, ranks and levels are read with their usual words."""
    assert parse_number(cell, dimension) == value


@pytest.mark.parametrize("word", sorted(EMPTY_WORDS), ids=repr)
def test_words_for_nothing_are_unknown(word: str) -> None:
    """What offices write into a cell that holds nothing is unknown, never zero."""
    assert parse_number(word, MONEY) is None
    assert is_empty(f" {word} ")


@pytest.mark.parametrize("cell", [None, float("nan"), "　", "N/A", "NULL"], ids=repr)
def test_absent_values_are_unknown(cell: object) -> None:
    """No value, not-a-number and full-width blanks are unknown."""
    assert parse_number(cell, MONEY) is None


def test_zero_is_a_value() -> None:
    """Zero is data."""
    assert parse_number("0", MONEY) == 0


@pytest.mark.parametrize(
    ("cell", "dimension", "ends"),
    [
        ("500万~2000万", MONEY, (500_000_000, 2_000_000_000)),
        ("500~2000万元", MONEY, (500_000_000, 2_000_000_000)),
        ("500万至2000万", MONEY, (500_000_000, 2_000_000_000)),
        ("3%-5%", RATIO, (Fraction(3, 100), Fraction(1, 20))),
        ("3～5%", RATIO, (Fraction(3, 100), Fraction(1, 20))),
        ("10—20人", PERSONS, (10, 20)),
    ],
    ids=repr,
)
def test_ranges_keep_both_ends(cell: str, dimension: Dimension, ends: tuple[Exact, Exact]) -> None:
    """A value known only as a range is kept as one; a unit at the end holds for both."""
    assert parse_number(cell, dimension) == Range(*ends)


@pytest.mark.parametrize(
    ("cell", "dimension", "reason"),
    [
        ("many", MONEY, "cell.not_number"),
        ("12abc", MONEY, "cell.unit_unknown"),
        ("5000人", MONEY, "cell.unit_mismatch"),
        ("5%", MONEY, "cell.unit_mismatch"),
        ("5000万元", RATIO, "cell.unit_mismatch"),
        ("5000万元", PERSONS, "cell.unit_mismatch"),
        ("1,2", MONEY, "cell.not_number"),
        ("1.2.3", MONEY, "cell.not_number"),
        ("2000万~500万", MONEY, "cell.range_reversed"),
        (True, MONEY, "cell.not_number"),
        (float("inf"), MONEY, "cell.not_number"),
        ("9" * 20, MONEY, "cell.too_large"),
        (Decimal("1e999999"), RATIO, "cell.too_large"),
        ("1e999", RATIO, "cell.too_large"),
        ("1" * 300, MONEY, "cell.too_long"),
    ],
    ids=repr,
)
def test_what_is_no_quantity_is_refused(cell: object, dimension: Dimension, reason: str) -> None:
    """A cell that holds something else is refused under a code, and costs no memory."""
    with pytest.raises(NotAQuantityError) as refused:
        parse_number(cell, dimension)
    assert refused.value.reason == reason
    assert message(refused.value.reason, **refused.value.values).zh


def test_unit_of_the_head_counts_unless_the_cell_has_its_own() -> None:
    """A unit inside the cell wins over that of the head."""
    wan_yuan = UNITS["万元"]
    assert parse_number("5000", MONEY, unit=wan_yuan) == 5_000_000_000
    assert parse_number("5000元", MONEY, unit=wan_yuan) == 500_000


def test_unit_of_the_head_must_fit() -> None:
    """A head in 万元 over a column of persons is a fault, not a factor."""
    with pytest.raises(NotAQuantityError, match="unit_mismatch"):
        parse_number("5", PERSONS, unit=UNITS["万元"])


def test_points_are_not_fen() -> None:
    """分 is a hundredth of a yuan beside money and a point beside a score."""
    assert parse_unit("分", MONEY).factor == 1
    assert parse_unit("分", Dimension.POINTS).dimension is Dimension.POINTS


def test_largest_amount_is_bounded() -> None:
    """Amounts stay below what binary64 counts one by one."""
    assert parse_number((AMOUNT_FEN_MAX - 1) // 100, MONEY) == (AMOUNT_FEN_MAX - 1) // 100 * 100
    with pytest.raises(NotAQuantityError, match="too_large"):
        parse_number(AMOUNT_FEN_MAX // 100 + 1, MONEY)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        *(("是", True), ("有", True), ("√", True), ("Yes", True), (1, True), (True, True)),
        *(("否", False), ("无", False), ("没有", False), ("no", False), (0, False)),
        *(("", None), ("—", None), (None, None), ("不详", None)),
    ],
    ids=repr,
)
def test_yes_and_no(cell: object, answer: bool | None) -> None:
    """Yes, no and nothing are told apart; 无 answers a question with no."""
    assert parse_boolean(cell) is answer


def test_a_word_that_is_neither_yes_nor_no_is_refused() -> None:
    """A doubtful answer is no answer."""
    with pytest.raises(NotAQuantityError, match="not_boolean"):
        parse_boolean("也许")


def test_a_float_counts_as_its_shortest_decimal() -> None:
    """0.1 is a tenth, not the binary number nearest to it."""
    assert exact(0.1) == Fraction(1, 10)
    assert exact("0.1") == exact(Decimal("0.1")) == Fraction(1, 10)


def test_every_reason_is_a_message() -> None:
    """What a cell is refused for can be said."""
    for code in ("cell.not_number", "cell.unit_unknown", "cell.unit_mismatch", "cell.too_large"):
        assert code in load_messages("zh")
