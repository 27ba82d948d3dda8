"""The forms of a value in JSON."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from littlegiants.intake.json_lines import parse_line
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.quantity import Range
from tests.unit.intake.builders import AS_OF, VOCABULARY, codes

FEN = 100


def values_of(**facts: Any) -> dict[str, Value]:
    """Return the values read from facts, which must raise no findings."""
    enterprise, findings = parse_line(json.dumps({"id": "1", "facts": facts}), 1, VOCABULARY, AS_OF)
    assert codes(findings) == []
    return dict(enterprise.values)


def faults_of(**facts: Any) -> list[str]:
    """Return the codes of the findings on facts."""
    return codes(parse_line(json.dumps({"id": "1", "facts": facts}), 1, VOCABULARY, AS_OF)[1])


@pytest.mark.parametrize(
    "given",
    [
        50000000,
        "5000万元",
        "0.5亿元",
        {"value": 5000, "unit": "万元"},
        {"value": "50000000"},
        {"2025": 50000000},
        {"y1": {"value": 5000, "unit": "万元"}},
    ],
)
def test_forms_of_money(given: Any) -> None:
    """Money may be plain yuan, text with its unit, value and unit, or by year."""
    assert values_of(revenue=given) == {"revenue_y1": 50_000_000 * FEN}


def test_years() -> None:
    """Years are calendar years or counted back; null is unknown."""
    given = {"2026": 1, "2024": "2元", "y3": 3, "y4": None}
    assert values_of(revenue=given) == {"revenue_y0": 100, "revenue_y2": 200, "revenue_y3": 300}


@pytest.mark.parametrize("key", ["rd_ratio", "rd_ratio_y1", "rd_ratio_2025", "研发费用占比"])
def test_keys(key: str) -> None:
    """A key is a fact, a column, a fact with its year, or official words."""
    assert values_of(**{key: 0.03}) == {"rd_ratio_y1": Fraction(3, 100)}


def test_unit_in_the_key() -> None:
    """A unit in official words holds for the value."""
    assert values_of(**{"2024年营业收入（万元）": 5}) == {"revenue_y2": 5_000_000}


def test_numbers_are_exact() -> None:
    """A decimal is read as written, however long."""
    text = '{"id": "1", "rd_ratio": 0.030000000000000000001}'
    enterprise, _ = parse_line(text, 1, VOCABULARY, AS_OF)
    assert enterprise.values["rd_ratio_y1"] == Fraction(30000000000000000001, 10**21)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"min": 500, "max": 2000, "unit": "万元"}, Range(500_000_000, 2_000_000_000)),
        ({"min": "500万元"}, Range(500_000_000, None)),
        ({"max": 5}, Range(None, 500)),
        ({"min": 5, "max": 5}, 500),
        ("500万~2000万", Range(500_000_000, 2_000_000_000)),
    ],
)
def test_ranges(given: Any, value: Value) -> None:
    """A range may be open at one end."""
    assert values_of(revenue=given) == {"revenue_y1": value}


def test_other_dimensions() -> None:
    """Yes and no, categories and levels are read as in tables."""
    given = values_of(hnte_valid=True, size_industry="工业", digital_level="二级", niche_years=3.5)
    assert given == {
        "hnte_valid": True,
        "size_industry": "industry",
        "digital_level": 2,
        "niche_years": Fraction(7, 2),
    }


PERIODS = [
    {"value": True, "valid_from": "2020-01-01", "valid_to": "2023-01-01"},
    {"value": False, "valid_from": "2023-01-02", "valid_to": "2026-06-01"},
    {"value": True, "valid_from": "2026-06-02"},
]


def test_period_that_holds() -> None:
    """Of several periods the one that holds on the day is taken, both ends included."""
    assert values_of(hnte_valid=PERIODS) == {"hnte_valid": False}


def test_no_period_holds() -> None:
    """If none holds the value is unknown, and that is noted."""
    assert faults_of(hnte_valid=PERIODS[:1]) == ["json.none_valid"]


def test_periods_that_overlap() -> None:
    """Of overlapping periods the latest to begin is taken."""
    given = [{"value": 3, "valid_from": "2020"}, {"value": 4, "valid_from": "2025-01-01"}]
    assert values_of(niche_years=given) == {"niche_years": 4}


@pytest.mark.parametrize(
    ("key", "given", "code"),
    [
        ("revenue", {"2019": 5}, "json.year_outside"),
        ("revenue", {"amount": 5}, "json.value_form"),
        ("revenue", [5], "json.value_form"),
        ("revenue_growth", {"2025": 0.1}, "json.value_form"),
        ("revenue", {"min": 5, "max": 1}, "cell.range_reversed"),
        ("revenue", {"value": 5, "unit": "USD"}, "cell.unit_unknown"),
        ("revenue", {"value": 5, "unit": "人"}, "cell.unit_mismatch"),
        ("revenue", "很多", "cell.not_number"),
        ("revenue", True, "cell.not_number"),
        ("revenue", -5, "cell.implausible"),
        ("hnte_valid", "maybe", "cell.not_boolean"),
        ("hnte_valid", {"min": 1}, "json.value_form"),
        ("hnte_valid", [{"value": True, "until": "2025"}], "json.period"),
        ("hnte_valid", [{"value": True, "valid_to": "soon"}], "json.period"),
        ("niche_years", [{"value": 1}, {"value": 2}], "json.periods_differ"),
        ("size_industry", "mining", "cell.not_a_choice"),
        ("equity_paid_in", 5, "column.window_missing"),
        ("turnover", 5, "column.unknown"),
    ],
)
def test_faults(key: str, given: Any, code: str) -> None:
    """Whatever is wrong with a value is one finding."""
    assert faults_of(**{key: given}) == [code]
