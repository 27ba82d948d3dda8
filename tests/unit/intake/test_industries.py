"""Industry codes find the industry of the size standard, or stay unknown and are counted."""

from __future__ import annotations

import pytest

from littlegiants.intake.findings import FindingList
from littlegiants.intake.industries import size_industry_of, with_size_industry
from littlegiants.vocabulary.enterprise import FactTable


@pytest.mark.parametrize(
    ("code", "industry"),
    [
        ("C3569", "industry"),
        ("3569", "industry"),
        ("35", "industry"),
        ("c", "industry"),
        ("Ｅ47", "construction"),
        ("5112", "wholesale"),
        ("591", "transport"),
        ("5941", "warehousing"),
        ("F", None),
        ("53", None),
        ("J66", None),
        ("nonsense", None),
        ("", None),
        ("99", None),
    ],
)
def test_a_code_finds_its_industry(code: str, industry: str | None) -> None:
    """The longest fitting row of the map decides, an empty one included."""
    assert size_industry_of(code) == industry


def test_unmapped_codes_are_counted() -> None:
    """Nothing is dropped silently: the finding says how many and which."""
    found = FindingList()
    table = FactTable(["a", "b"], ["", ""], {"industry_code": ["C35", "J66"]})

    filled = with_size_industry(table, found)

    assert filled.columns["size_industry"] == ["industry", None]
    (finding,) = found.all()
    assert dict(finding.values) == {"count": 1, "examples": "J66"}


def test_a_stated_industry_wins_over_the_code() -> None:
    """Who knows better may say so."""
    table = FactTable(["a"], [""], {"industry_code": ["C35"], "size_industry": ["software"]})
    filled = with_size_industry(table, FindingList())

    assert filled.columns["size_industry"] == ["software"]
