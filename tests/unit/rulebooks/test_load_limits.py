"""More of what the loader promises: sound points, bounded depth, nothing forbidden through a back door."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from littlegiants.rulebooks.errors import RulebookError
from littlegiants.rulebooks.expressions import Not
from littlegiants.rulebooks.load import fingerprint
from littlegiants.rulebooks.model import Action, Bands, Indicator, Test
from littlegiants.vocabulary.finding import Finding
from tests.unit.rulebooks.builders import TITLE, clause, edition, read_clause, rulebook, write


def findings(folder: Path, *clauses: dict[str, Any], **keys: Any) -> list[Finding]:
    """What is found in an edition."""
    return write(folder, edition(*clauses, **keys)).read("city/star/2026_1", Action.NEW)[1]


def score(*indicators: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """A table of one group."""
    group = {"id": "G", "title": TITLE, "indicators": list(indicators)}
    group |= {key: keys.pop(key) for key in ("floor", "cap") if key in keys}
    return {"id": "TABLE", "line": ">= 10", "groups": [group]} | keys


def indicator(folder: Path, **keys: Any) -> Indicator:
    """One indicator as the loader reads it."""
    entry = {"id": "I", "title": TITLE} | keys
    table = rulebook(folder, clause("A", score=score(entry))).score("TABLE")
    return next(table.indicators())


def test_a_veto_is_met_when_its_bar_does_not_apply(tmp_path: Path) -> None:
    """A veto is the opposite of its expression, and known as a veto."""
    body = read_clause(tmp_path, veto="own_brand").body
    assert isinstance(body, Test)
    assert body.veto
    assert isinstance(body.expression, Not)


def test_not_applicable_when_is_the_opposite_of_applies_when(tmp_path: Path) -> None:
    """Either way of saying it leads to the same condition."""
    assert isinstance(read_clause(tmp_path, not_applicable_when="hnte_valid").applies, Not)


def test_being_an_sme_hides_revenue(tmp_path: Path) -> None:
    """is_sme follows from revenue, so that a text which forbids revenue cannot use it either."""
    found = findings(tmp_path, clause("A", test="is_sme"), forbidden_facts=["revenue"])
    assert {f.code for f in found} == {"rule.fact_forbidden"}


def test_the_last_step_is_cut_at_the_most(tmp_path: Path) -> None:
    """Steps of 0.7 points reach 1, not 1.4."""
    steps = {"value": "niche_years", "per": 1, "points": 0.7, "max": 1}
    scoring = indicator(tmp_path, steps=steps).scoring
    assert isinstance(scoring, Bands)
    assert [band.high for band in scoring.bands] == [1, Fraction(7, 10)]


@pytest.mark.parametrize(
    "keys",
    [
        {"items": [{"when": "own_brand", "points": -3}], "max": 5},
        {"expert": {"min": 3, "max": 2}},
        {"expert": {"min": 0, "max": 9}, "max": 5},
    ],
    ids=["negative item", "ends exchanged", "more than max"],
)
def test_points_that_no_interval_could_hold_are_refused(
    tmp_path: Path, keys: dict[str, Any]
) -> None:
    """An interval of points must hold every score that is still possible."""
    entry = {"id": "I", "title": TITLE} | keys
    found = findings(tmp_path, clause("A", score=score(entry)))
    assert [f.code for f in found] == ["rule.points_range"]


def test_groups_nested_without_end_are_refused(tmp_path: Path) -> None:
    """A tree deeper than any law is a finding."""
    deep = clause("A")
    for level in range(60):
        deep = clause(f"G{level}", all=[deep])
    catalog = write(tmp_path, edition(deep))
    with pytest.raises(RulebookError, match="nested"):
        catalog.edition("city/star/2026_1")


def test_the_fingerprint_changes_with_the_text() -> None:
    """One letter more is another edition."""
    assert fingerprint(["a", "b"]) != fingerprint(["ab", ""])
    assert fingerprint(["a", "b"]) == fingerprint(["a", "b"])
