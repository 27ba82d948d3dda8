"""The oracle: unknowns, ranges, divisions, growth, groups, exemptions, points and classes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from littlegiants.rulebooks.interpret import truth, value_of
from littlegiants.rulebooks.parse import parse_test, parse_value
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.quantity import Range
from littlegiants.vocabulary.verdict import Verdict
from tests.unit.rulebooks.samples import VOCABULARY, clause, result

MET, UNMET, UNKNOWN = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN
MANUAL, OUTSIDE = Verdict.MANUAL_REVIEW, Verdict.NOT_APPLICABLE
MILLION = 100_000_000
"""Fen in a million yuan."""


def holds(leaf: str, **values: Value) -> bool | None:
    """Decide a leaf."""
    return truth(parse_test(leaf, VOCABULARY), values)


def ends(leaf: str, **values: Value) -> object:
    """Compute a leaf."""
    return value_of(parse_value(leaf, VOCABULARY), values)


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [(1, 2, False), (1, 3, None), (3, 3, True), (2, 4, None), (3, 9, True), (None, 9, None)],
)
def test_a_range_decides_only_where_both_ends_agree(
    low: int | None, high: int | None, found: bool | None
) -> None:
    """Bug 12: a value known as a range is unknown where the range straddles the line."""
    assert holds("niche_years >= 3", niche_years=Range(low, high)) is found


@pytest.mark.parametrize(
    ("leaf", "found"),
    [
        ("niche_years > 5", False),
        ("niche_years <= 5", True),
        ("niche_years < 2", False),
        ("niche_years < 3", None),
        ("niche_years = 6", False),
        ("niche_years = 3", None),
        ("niche_years <> 6", True),
        ("niche_years <> 3", None),
        ("NOT niche_years >= 2", False),
        ("niche_years BETWEEN 2 AND 5", True),
        ("niche_years BETWEEN 3 AND 9", None),
    ],
)
def test_every_operator_knows_ranges(leaf: str, found: bool | None) -> None:
    """The range 2～5 against lines on all its sides."""
    assert holds(leaf, niche_years=Range(2, 5)) is found


def test_ranges_go_through_arithmetic() -> None:
    """A ratio of ranges is a range with the widest ends."""
    found = ends("last_year(rd_ratio)", rd_expense_y1=Range(2, 3), revenue_y1=Range(50, 100))

    assert found == (Fraction(2, 100), Fraction(3, 50))


def test_a_divisor_around_zero_makes_unknown() -> None:
    """A range that holds zero divides nothing."""
    assert ends("last_year(rd_ratio)", rd_expense_y1=2, revenue_y1=Range(0, 100)) is None


@pytest.mark.parametrize("revenue", [0, None])
def test_division_by_zero_or_nothing_is_unknown(revenue: int | None) -> None:
    """x / 0 is unknown, as is x / unknown."""
    assert holds("last_year(rd_ratio) >= pct(3)", rd_expense_y1=5, revenue_y1=revenue) is None


def test_the_statement_is_used_where_the_parts_are_unknown() -> None:
    """A ratio given as such decides when its parts are missing."""
    assert holds("last_year(rd_ratio) >= pct(3)", rd_ratio_y1=Fraction(3, 100)) is True


def test_the_parts_win_over_the_statement() -> None:
    """A wrong statement does not carry a firm over the line."""
    known: dict[str, Value] = {"rd_expense_y1": 2, "revenue_y1": 100, "rd_ratio_y1": Fraction(1)}

    assert holds("last_year(rd_ratio) >= pct(3)", **known) is False


@pytest.mark.parametrize(("latest", "found"), [(441, True), (440, False), (442, True)])
def test_compound_growth_of_exactly_five_per_cent(latest: int, found: bool) -> None:
    """1.05² = 1.1025 is reached by powers, without a root."""
    known = {"revenue_y1": latest, "revenue_y3": 400}

    assert holds("compound_growth(revenue, 2) >= pct(5)", **known) is found


@pytest.mark.parametrize(("latest", "base"), [(441, 0), (441, -400), (-1, 400), (None, 400)])
def test_compound_growth_from_nothing_is_unknown(latest: int | None, base: int) -> None:
    """There is no growth on zero or on a loss."""
    known = {"revenue_y1": latest, "revenue_y3": base}

    assert holds("compound_growth(revenue, 2) >= pct(5)", **known) is None


def test_one_unknown_makes_an_extreme_unknown() -> None:
    """LEAST does not skip what is missing, as engines do."""
    assert ends("LEAST(niche_years, field_years)", niche_years=3) is None


def test_an_unknown_condition_makes_a_case_unknown() -> None:
    """ELSE is for false, not for unknown."""
    leaf = "market_share >= CASE WHEN own_brand THEN pct(5) ELSE pct(10) END"
    share = Fraction(6, 100)

    assert holds(leaf, market_share=share) is None
    assert holds(leaf, market_share=share, own_brand=True) is True
    assert holds(leaf, market_share=share, own_brand=False) is False


def test_missing_is_not_zero() -> None:
    """Bug 14: no fact, no verdict."""
    assert result(clause('test: "last_year(debt_ratio) <= pct(70)"')).verdict is UNKNOWN


def test_zero_is_data() -> None:
    """A debt of zero passes."""
    found = result(
        clause('test: "last_year(debt_ratio) <= pct(70)"'),
        total_liabilities_y1=0,
        total_assets_y1=5,
    )

    assert found.verdict is MET


@pytest.mark.parametrize(("listed", "verdict"), [(True, UNMET), (False, MET), (None, UNKNOWN)])
def test_veto(listed: bool | None, verdict: Verdict) -> None:
    """A veto is met when its bar is known to be absent."""
    assert (
        result(clause("veto: prohibited_products"), prohibited_products=listed).verdict is verdict
    )


@pytest.mark.parametrize(
    ("key", "own", "verdict"),
    [
        ("applies_when", True, UNMET),
        ("applies_when", False, OUTSIDE),
        ("applies_when", None, UNKNOWN),
        ("not_applicable_when", False, UNMET),
        ("not_applicable_when", True, OUTSIDE),
        ("not_applicable_when", None, UNKNOWN),
    ],
)
def test_applicability(key: str, own: bool | None, verdict: Verdict) -> None:
    """A condition that is false sets the clause aside, an unknown one leaves it unknown."""
    criteria = clause(f"{key}: own_brand, test: hnte_valid")

    assert result(criteria, own_brand=own, hnte_valid=False).verdict is verdict


@pytest.mark.parametrize(
    ("own", "exempt", "verdict"),
    [
        (False, True, MET),
        (False, False, UNMET),
        (False, None, UNKNOWN),
        (None, True, MET),
        (True, False, MET),
    ],
)
def test_exemption(own: bool | None, exempt: bool | None, verdict: Verdict) -> None:
    """One exemption that is met makes the clause met; an unknown one keeps it open."""
    exemption = "{id: A-X, title: {zh: 免, en: Exempt}, when: own_brand}"
    criteria = clause(f"test: hnte_valid, exempt_when: [{exemption}]")

    assert result(criteria, hnte_valid=own, own_brand=exempt).verdict is verdict


def test_an_unknown_of_a_manual_test_waits_for_a_person() -> None:
    """In a manual test an unknown is manual_review."""
    assert result(clause("mode: manual, test: hnte_valid")).verdict is MANUAL


def test_an_undecided_group_is_manual_only_if_nothing_is_unknown() -> None:
    """A missing fact weighs more than an open judgement."""
    judged = clause("judgement: {question: {zh: 是否, en: Is it}}", "A-1")
    tested = clause("test: hnte_valid", "A-2")
    criteria = clause(f"all: [{judged}, {tested}]")

    assert result(criteria).verdict is UNKNOWN
    assert result(criteria, hnte_valid=True).verdict is MANUAL
    assert result(criteria, hnte_valid=False).verdict is UNMET


SCORE = """
id: A
title: {zh: 甲, en: A}
cite: {zh: 第一条, en: art. 1}
confidence: H1
score:
  id: AS
  line: ">= 10"
  stated: innovative_score
  groups:
    - id: A-F
      title: {zh: 组, en: Group}
      cap: 12
      indicators:
        - id: A-F1
          title: {zh: 乙, en: B}
          max: 8
          value: last_year(rd_ratio)
          bands: [{at_least: pct(5), points: [7, 8]}, {at_least: pct(3), points: 4}]
          else: 1
        - {id: A-F2, title: {zh: 丙, en: C}, steps: {value: niche_years, per: 2, points: 1, max: 5}}
"""


@pytest.mark.parametrize(
    ("values", "total", "verdict"),
    [
        ({}, (0, 12), UNKNOWN),
        ({"niche_years": 9}, (4, 12), UNKNOWN),
        ({"niche_years": 10, "rd_ratio_y1": Fraction(5, 100)}, (12, 12), MET),
        ({"niche_years": 1, "rd_ratio_y1": Fraction(5, 100)}, (7, 8), UNMET),
        ({"niche_years": 1}, (0, 8), UNMET),
        ({"rd_ratio_y1": Range(Fraction(3, 100), Fraction(4, 100))}, (4, 9), UNMET),
        ({"innovative_score": 11}, (11, 11), MET),
        ({"innovative_score": 50}, (0, 12), UNKNOWN),
    ],
)
def test_points_are_an_interval(
    values: dict[str, Value], total: tuple[int, int], verdict: Verdict
) -> None:
    """Unknown indicators open the interval; caps, steps, expert ranges and stated totals narrow it."""
    found = result(SCORE, **values)

    assert found.tables["AS"].total == total
    assert found.verdict is verdict


def test_a_stated_total_that_cannot_be_is_marked() -> None:
    """It is not used, and it is reported."""
    assert result(SCORE, innovative_score=50).tables["AS"].stated_outside


CLASSES = """
id: A
title: {zh: 甲, en: A}
cite: {zh: 第一条, en: art. 1}
confidence: H1
classes:
  by: size_industry
  order: [large, medium, small]
  met_unless: large
  rows:
    - id: A-1
      title: {zh: 工业, en: Industry}
      value: industry
      large: last_year(employees) >= 1000 AND last_year(revenue) >= wan_yuan(40000)
      medium: last_year(employees) >= 300 AND last_year(revenue) >= wan_yuan(2000)
"""


@pytest.mark.parametrize(
    ("values", "possible", "verdict"),
    [
        ({"employees_y1": 1000, "revenue_y1": 400 * MILLION}, ("large",), UNMET),
        ({"employees_y1": 3000, "revenue_y1": 400 * MILLION - 1}, ("medium",), MET),
        ({"employees_y1": 3000}, ("large", "medium", "small"), UNKNOWN),
        ({"employees_y1": 500}, ("medium", "small"), MET),
        ({"employees_y1": 299}, ("small",), MET),
    ],
)
def test_classes_still_possible(
    values: dict[str, Value], possible: tuple[str, ...], verdict: Verdict
) -> None:
    """With facts missing the answer is the set of classes left."""
    found = result(CLASSES, size_industry="industry", **values)

    assert found.classes["A"] == possible
    assert found.verdict is verdict


def test_an_unmapped_industry_leaves_every_class() -> None:
    """No industry, no class."""
    found = result(CLASSES, employees_y1=299)

    assert found.classes["A"] == ("large", "medium", "small")
    assert found.verdict is UNKNOWN


def test_what_is_missing_is_named() -> None:
    """The parts that are wanted, not the statement that could stand for them."""
    found = result(clause('test: "last_year(rd_ratio) >= pct(3)"'), revenue_y1=5)

    assert [slot.column for slot in found.clauses["A"].missing] == ["rd_expense_y1"]


def test_gap_is_what_is_missing_to_the_line() -> None:
    """In the fact's own unit, 0 where the line is reached."""
    criteria = clause('test: "last_year(revenue) >= wan_yuan(5000)"')
    short = result(criteria, revenue_y1=49 * MILLION).clauses["A"].comparisons[0]
    above = result(criteria, revenue_y1=51 * MILLION).clauses["A"].comparisons[0]

    assert [short.gap, above.gap, above.margin] == [MILLION, 0, MILLION]
