"""Cases: how values are written in them, and how a case that does not hold is told."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from littlegiants.rulebooks.cases import read_value, row_of, run_cases
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.quantity import Dimension, NotAQuantityError, Range
from tests.unit.rulebooks.builders import TITLE, clause, edition, write, write_cases

EDITION = "city/star/2026_1"
TABLE = {
    "id": "S",
    "line": ">= 3",
    "groups": [
        {
            "id": "S-G",
            "title": TITLE,
            "indicators": [{"id": "S-1", "title": TITLE, "expert": {"min": 1, "max": 5}}],
        }
    ],
}


def found(folder: Path, case: str, *, bases: str = "") -> list[Finding]:
    """What is found when one case is run against an edition of a test, a judgement and a score."""
    sample = edition(
        clause("A", test="last_year(revenue) >= wan_yuan(1000)"),
        clause("B", judgement={"question": TITLE}),
        clause("C", score=TABLE),
    )
    catalog = write(folder, sample)
    write_cases(catalog, EDITION, f"{bases}cases:\n  - {case}\n")
    runs, findings = run_cases(catalog, catalog.edition(EDITION))
    return [*findings, *(fault for run in runs for fault in run.faults)]


@pytest.mark.parametrize(
    ("cell", "dimension", "value"),
    [
        ("5000万元", Dimension.MONEY, 5_000_000_000),
        ("3%", Dimension.RATIO, Fraction(3, 100)),
        (0.03, Dimension.RATIO, Fraction(3, 100)),
        (5, Dimension.YEARS, 5),
        (True, Dimension.BOOLEAN, True),
        ("否", Dimension.BOOLEAN, False),
        ("industry", Dimension.CATEGORY, "industry"),
        ({"min": "500万元", "max": "2000万元"}, Dimension.MONEY, Range(500_000_000, 2_000_000_000)),
        ({"min": 3}, Dimension.YEARS, Range(3, None)),
        (None, Dimension.MONEY, None),
    ],
    ids=repr,
)
def test_values_are_written_as_people_do(cell: Any, dimension: Dimension, value: Value) -> None:
    """Units, per cent, yes and no, categories, ranges with one end open, and null for unknown."""
    assert read_value(cell, dimension) == value


@pytest.mark.parametrize(
    ("cell", "dimension"),
    [
        ("much", Dimension.MONEY),
        ("5000人", Dimension.MONEY),
        ("perhaps", Dimension.BOOLEAN),
        ({"min": 5, "max": 3}, Dimension.YEARS),
        ([1, 2], Dimension.YEARS),
    ],
    ids=repr,
)
def test_other_values_are_refused(cell: Any, dimension: Dimension) -> None:
    """What is no value of the fact is refused under a code."""
    with pytest.raises(NotAQuantityError):
        read_value(cell, dimension)


@pytest.mark.parametrize(
    "case",
    [
        "{name: at the line, facts: {revenue_y1: 1000万元}, expect: {A: met}}",
        "{name: below, facts: {revenue_y1: 999.99万元}, expect: {A: unmet, verdict: unmet}}",
        "{name: missing, expect: {A: unknown, C: unknown, verdict: unknown}}",
        "{name: range, facts: {revenue_y1: {min: 500万元, max: 2000万元}}, expect: {A: unknown}}",
        "{name: judged, judgements: {B: false}, expect: {B: unmet}}",
        "{name: points, expect: {score: [1, 5], S-1: [1, 5], S-G: [1, 5]}}",
        "{name: of a review, action: review, ref: T1, as_of: 2026-06-01, expect: {A: unknown}}",
    ],
)
def test_a_case_that_holds_finds_nothing(tmp_path: Path, case: str) -> None:
    """Verdicts, the whole, points of table, group and indicator may all be expected."""
    assert found(tmp_path, case) == []


@pytest.mark.parametrize(
    ("case", "wanted", "shown"),
    [
        ("{name: a, facts: {revenue_y1: 1000万元}, expect: {A: unmet}}", "unmet", "met"),
        ("{name: a, expect: {score: [1, 4]}}", "[1, 4]", "[1, 5]"),
        ("{name: a, expect: {score: 5}}", "[5, 5]", "[1, 5]"),
        ("{name: a, expect: {X: met}}", "met", "no such clause"),
    ],
)
def test_a_case_that_does_not_hold_shows_both_answers(
    tmp_path: Path, case: str, wanted: str, shown: str
) -> None:
    """What was expected and what came out stand beside each other."""
    (difference,) = found(tmp_path, case)
    assert difference.code == "case.differs"
    assert dict(difference.values)["wanted"] == wanted
    assert dict(difference.values)["found"] == shown


def test_a_case_stands_on_its_base(tmp_path: Path) -> None:
    """Facts of the base hold unless the case changes them; null takes one away."""
    bases = "bases: {typical: {revenue_y1: 1000万元}}\n"
    assert found(tmp_path / "a", "{name: a, base: typical, expect: {A: met}}", bases=bases) == []
    taken = "{name: a, base: typical, facts: {revenue_y1: null}, expect: {A: unknown}}"
    assert found(tmp_path / "b", taken, bases=bases) == []


def test_a_row_carries_facts_and_judgements() -> None:
    """The generated Python reads both by column."""
    facts = EnterpriseFacts("a", "a", {"niche_years": 3}, {"B": True})
    assert row_of(facts) == {"niche_years": 3, "judgement:B": True}
