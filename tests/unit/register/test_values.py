"""Values are written without loss: as text, and in the columns of annual facts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from littlegiants.register import tables
from littlegiants.register.repository.loading import ANNUAL, annual_row
from littlegiants.register.values import (
    NESTED,
    WHOLE_MAX,
    fits_number,
    fits_whole,
    from_number,
    read_payload,
    read_value,
    write_payload,
    write_value,
)
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.facts import Kind
from littlegiants.vocabulary.quantity import Dimension, Range
from tests.properties.strategies import SETTINGS
from tests.unit.register.builders import VOCABULARY

EXACT = st.integers() | st.fractions().filter(lambda value: value.denominator != 1)
RANGES = st.builds(Range, st.none() | EXACT, st.none() | EXACT)
VALUES = st.booleans() | EXACT | st.text() | RANGES | st.none()
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=6).map(Fraction)


@settings(SETTINGS, max_examples=500)
@given(value=VALUES)
def test_a_value_comes_back_as_it_was_written(value: Value) -> None:
    """Truths, whole numbers, fractions, texts and ranges keep value and kind."""
    read = read_value(write_value(value))
    assert read == value
    assert type(read) is type(value)


@settings(SETTINGS, max_examples=200)
@given(values=st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True), VALUES))
def test_a_payload_comes_back_as_it_was_written(values: dict[str, Value]) -> None:
    """Values by column, many in one text."""
    assert read_payload(write_payload(values)) == values


@settings(SETTINGS, max_examples=200)
@given(values=st.dictionaries(st.sampled_from("abc"), VALUES))
def test_two_payloads_of_the_same_values_are_the_same_text(values: dict[str, Value]) -> None:
    """The order in which the values came leaves no trace."""
    assert write_payload(values) == write_payload(dict(reversed(values.items())))


@settings(SETTINGS, max_examples=300)
@given(value=VALUES)
def test_a_payload_shows_what_columns_cannot_carry(value: Value) -> None:
    """Ranges and fractions without a short decimal leave their mark in the text."""
    if isinstance(value, Range) or (
        isinstance(value, Fraction) and Fraction(repr(float(value))) != value
    ):
        assert NESTED in write_payload({"column": value})


@settings(SETTINGS, max_examples=300)
@given(value=DECIMALS)
def test_a_column_of_numbers_gives_back_the_decimal_that_was_written(value: Fraction) -> None:
    """What fits comes back exactly; what does not is known not to fit."""
    if fits_number(value):
        assert from_number(float(value)) == value
    else:
        assert Fraction(repr(float(value))) != value


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        (WHOLE_MAX - 1, True),
        (WHOLE_MAX, True),
        (WHOLE_MAX + 1, False),
        (-WHOLE_MAX, True),
        (-WHOLE_MAX - 1, False),
        (True, False),
        (Fraction(1, 2), False),
        (Range(1, 2), False),
        ("1", False),
        (None, False),
    ],
)
def test_what_a_whole_column_carries(value: Value, fits: bool) -> None:
    """Whole numbers of 64 bits, less the lowest, which stands for nothing."""
    assert fits_whole(value) is fits


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        (Fraction(3, 100), True),
        (Fraction(1, 3), False),
        (1, True),
        (True, False),
        (Range(0, 1), False),
        (None, False),
    ],
)
def test_what_a_column_of_numbers_carries(value: Value, fits: bool) -> None:
    """Decimals that binary64 writes back as they were."""
    assert fits_number(value) is fits


def test_a_number_too_large_for_any_column_does_not_fit() -> None:
    """A whole number beyond binary64 is kept beside the columns, not refused with a traceback."""
    assert not fits_number(10**400)


def columns_of(values: dict[str, Value]) -> dict[str, object]:
    """The row of annual facts that values make."""
    return dict(zip(ANNUAL, annual_row(7, 2025, values, 3, 5, 11, 13), strict=True))


def test_an_annual_row_stands_in_its_columns() -> None:
    """Money, counts and ratios have a column each, and nothing is left for `extra`."""
    stored = columns_of({"revenue": 100, "employees": 12, "rd_ratio": Fraction(3, 100)})
    assert (stored["revenue"], stored["employees"], stored["rd_ratio"]) == (100, 12, 0.03)
    assert stored["extra"] is None


def test_an_annual_row_names_where_it_came_from() -> None:
    """Enterprise, year, delivery, row, link and act."""
    stored = columns_of({})
    names = ("enterprise_id", "fact_year", "delivery_id", "row_no", "act_id", "link_id")
    assert [stored[name] for name in names] == [7, 2025, 3, 5, 11, 13]


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("revenue", Range(1, 2)),
        ("revenue", WHOLE_MAX + 1),
        ("revenue", Fraction(1, 2)),
        ("rd_ratio", Fraction(1, 3)),
        ("rd_ratio", Range(Fraction(1, 10), None)),
        ("a_fact_of_the_city", 5),
        ("a_fact_of_the_city", "text"),
    ],
)
def test_what_no_column_carries_goes_to_extra(fact: str, value: Value) -> None:
    """Ranges, fractions without a decimal, too large numbers and a city's own facts."""
    stored = columns_of({fact: value})
    assert stored.get(fact) is None
    assert read_payload(str(stored["extra"])) == {fact: value}


def test_a_missing_value_is_nowhere() -> None:
    """Unknown is neither zero nor a word in `extra`."""
    stored = columns_of({"revenue": None, "a_fact_of_the_city": None})
    assert stored["revenue"] is None
    assert stored["extra"] is None


def test_the_columns_are_the_annual_facts_of_the_catalog() -> None:
    """A new annual fact asks for its column, and no column is without a fact."""
    annual = {name for name, fact in VOCABULARY.facts.items() if fact.kind is Kind.ANNUAL}
    assert set(tables.ANNUAL_COLUMNS) == annual
    assert len(tables.ANNUAL_COLUMNS) == len(annual)


@pytest.mark.parametrize(
    ("columns", "dimensions"),
    [
        (tables.MONEY_COLUMNS, {Dimension.MONEY}),
        (tables.COUNT_COLUMNS, {Dimension.PERSONS, Dimension.ITEMS}),
        (tables.NUMBER_COLUMNS, {Dimension.RATIO, Dimension.POINTS, Dimension.NUMBER}),
    ],
)
def test_a_column_is_of_the_kind_of_its_fact(
    columns: tuple[str, ...], dimensions: set[Dimension]
) -> None:
    """Money and counts are whole, ratios and points are numbers."""
    assert {VOCABULARY.facts[name].dimension for name in columns} <= dimensions
