"""Leaves: what the allow-list lets through, with which units, and as which tree."""

from __future__ import annotations

from fractions import Fraction

import pytest

from littlegiants.rulebooks.expressions import (
    And,
    Case,
    Compare,
    CompoundGrowth,
    Derived,
    Given,
    Not,
    Number,
    OneOf,
    Operator,
    TruthExpr,
    constant_of,
    slots_of,
)
from littlegiants.rulebooks.parse import LENGTH_MAX, LeafError, parse_test, parse_value
from littlegiants.vocabulary.quantity import Dimension
from tests.unit.rulebooks.samples import VOCABULARY


def test_of(text: str) -> TruthExpr:
    """The tree of a boolean leaf."""
    return parse_test(text, VOCABULARY)


test_of.__test__ = False  # type: ignore[attr-defined]  # a helper, not a test


def columns(text: str) -> set[str]:
    """The columns that a leaf may read."""
    return {slot.column for slot in slots_of(test_of(text))}


def refused(text: str) -> str:
    """The code under which a leaf is refused."""
    with pytest.raises(LeafError) as fault:
        test_of(text)
    return fault.value.code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yuan(50000000)", 5_000_000_000),
        ("wan_yuan(5000)", 5_000_000_000),
        ("yi_yuan(0.5)", 5_000_000_000),
        ("wan_yuan(-1)", -1_000_000),
        ("pct(5)", Fraction(1, 20)),
        ("pct(0.1)", Fraction(1, 1000)),
        ("0.1", Fraction(1, 10)),
        ("-3", -3),
        ("1e3", 1000),
    ],
)
def test_literals_are_exact(text: str, value: Fraction) -> None:
    """A number is what is written, in fen or as a fraction."""
    assert constant_of(parse_value(text, VOCABULARY)) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("niche_years >= 3", {"niche_years"}),
        ("this_year(revenue) >= yuan(1)", {"revenue_y0"}),
        ("last_year(revenue) >= yuan(1)", {"revenue_y1"}),
        ("year_back(revenue, 5) >= yuan(1)", {"revenue_y5"}),
        ("sum_years(revenue, 2) >= yuan(1)", {"revenue_sum_2y", "revenue_y1", "revenue_y2"}),
        ("mean_years(revenue, 2) >= yuan(1)", {"revenue_mean_2y", "revenue_y1", "revenue_y2"}),
        ("growth(revenue) >= pct(1)", {"revenue_growth", "revenue_y1", "revenue_y2"}),
        (
            "mean_growth(revenue, 2) >= pct(1)",
            {"revenue_mean_growth_2y", "revenue_y1", "revenue_y2", "revenue_y3"},
        ),
        (
            "compound_growth(revenue, 2) >= pct(1)",
            {"revenue_compound_growth_2y", "revenue_y1", "revenue_y3"},
        ),
        (
            "last_year(debt_ratio) <= pct(70)",
            {"debt_ratio_y1", "total_liabilities_y1", "total_assets_y1"},
        ),
        ("each_year(revenue >= yuan(1), 2)", {"revenue_y1", "revenue_y2"}),
        ("total_in_years(equity_paid_in, 2) >= yuan(1)", {"equity_paid_in_total_2y"}),
        ("happened_in_years(science_award, 3)", {"science_award_in_3y"}),
        ("happened_past(serious_violation, 3)", {"serious_violation_past_3y"}),
        ("happened_since_year(serious_violation, 1)", {"serious_violation_since_y1"}),
    ],
)
def test_time_is_addressed_by_functions(text: str, found: set[str]) -> None:
    """Every way to address time reads the columns of the language reference."""
    assert columns(text) == found


def test_the_parts_stand_beside_the_statement() -> None:
    """A computed value may also be given as such."""
    tree = test_of("sum_years(revenue, 2) >= yuan(1)")

    assert isinstance(tree, Compare)
    assert isinstance(tree.left, Derived)


def test_compound_growth_is_a_node_of_its_own() -> None:
    """It is compared by powers, and must not be lost in arithmetic."""
    value = parse_value("compound_growth(revenue, 2)", VOCABULARY)

    assert isinstance(value, Derived)
    assert isinstance(value.formula, CompoundGrowth)


def test_each_year_tests_every_year() -> None:
    """每年 is an all-of over the years, not a mean."""
    tree = test_of("each_year(rd_ratio >= pct(3), 2)")

    assert isinstance(tree, And)
    assert len(tree.operands) == 2


def test_a_bare_number_takes_the_dimension_it_meets() -> None:
    """Years against 3 are years."""
    tree = test_of("niche_years >= 3")

    assert isinstance(tree, Compare)
    assert tree.right == Number(Fraction(3), Dimension.YEARS)


def test_between_includes_both_ends() -> None:
    """BETWEEN is two comparisons."""
    tree = test_of("niche_years BETWEEN 2 AND 5")

    assert isinstance(tree, And)
    assert [c.operator for c in tree.operands if isinstance(c, Compare)] == [
        Operator.AT_LEAST,
        Operator.AT_MOST,
    ]


@pytest.mark.parametrize("text", ["size_industry = 'industry'", "'industry' = size_industry"])
def test_a_category_is_one_of_its_values(text: str) -> None:
    """The word may stand on either side."""
    tree = test_of(text)

    assert isinstance(tree, OneOf)
    assert tree.values == ("industry",)


def test_not_equal_category() -> None:
    """<> is NOT IN."""
    assert isinstance(test_of("size_industry <> 'industry'"), Not)


def test_case_takes_the_dimension_of_its_branches() -> None:
    """A threshold may depend on the size of the enterprise."""
    tree = test_of(
        "last_year(rd_ratio) >= CASE WHEN last_year(revenue) < wan_yuan(5000) THEN pct(5) ELSE pct(3) END"
    )

    assert isinstance(tree, Compare)
    assert isinstance(tree.right, Case)
    assert tree.right.dimension is Dimension.RATIO


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("last_year(revenue) / last_year(revenue)", Dimension.RATIO),
        ("pct(5) * last_year(revenue)", Dimension.MONEY),
        ("last_year(revenue) / 2", Dimension.MONEY),
        ("2 * niche_years", Dimension.YEARS),
        ("LEAST(last_year(revenue), wan_yuan(5))", Dimension.MONEY),
        ("GREATEST(3, niche_years)", Dimension.YEARS),
        ("-niche_years", Dimension.YEARS),
    ],
)
def test_dimension_of_arithmetic(text: str, dimension: Dimension) -> None:
    """Units are carried through arithmetic."""
    assert parse_value(text, VOCABULARY).dimension is dimension


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("last_year(revenue) + niche_years >= yuan(1)", "rule.dimensions_differ"),
        ("last_year(revenue) * last_year(revenue) >= yuan(1)", "rule.dimensions_product"),
        ("niche_years / last_year(revenue) >= 1", "rule.dimensions_product"),
        ("LEAST(niche_years, last_year(employees)) >= 1", "rule.dimensions_differ"),
        ("last_year(revenue) BETWEEN 1 AND 2", "rule.needs_unit"),
        ("compound_growth(revenue, 2) > pct(-100)", "rule.compound_alone"),
        ("compound_growth(debt_ratio, 2) > pct(1)", "rule.window_not_allowed"),
    ],
)
def test_meetings_that_have_no_meaning(text: str, code: str) -> None:
    """Two dimensions never meet by accident."""
    assert refused(text) == code


def test_a_flat_chain_is_not_deep() -> None:
    """A long list of alternatives reads flat and is allowed."""
    assert columns(" OR ".join(["hnte_valid"] * 100)) == {"hnte_valid"}


def test_length_at_and_above_the_limit() -> None:
    """Two thousand characters are allowed, one more is not."""
    leaf = "hnte_valid"

    assert isinstance(test_of(leaf + " " * (LENGTH_MAX - len(leaf))), Given)
    assert refused(leaf + " " * (LENGTH_MAX - len(leaf) + 1)) == "rule.too_long"


def test_nesting_at_and_above_the_limit() -> None:
    """Forty parentheses are many, sixty are too many."""
    assert isinstance(test_of("(" * 40 + "hnte_valid" + ")" * 40), Given)
    assert refused("(" * 60 + "hnte_valid" + ")" * 60) == "rule.too_deep"
