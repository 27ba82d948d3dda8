"""YAML becomes clauses: what is inherited, what is made of a score table, what sets a clause aside."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from littlegiants.rulebooks.editions import Catalog
from littlegiants.rulebooks.expressions import Not, Operator
from littlegiants.rulebooks.load import fingerprint
from littlegiants.rulebooks.model import (
    Action,
    AllOf,
    AnyOf,
    AtLeast,
    Bands,
    BestOf,
    ExpertPoints,
    Indicator,
    Items,
    Judgement,
    Mode,
    PointsLine,
    Test,
    Threshold,
)
from littlegiants.vocabulary.finding import Finding
from tests.unit.rulebooks.builders import CITE, TITLE, clause, edition, read_clause, rulebook, write


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


def test_citation_and_confidence_come_from_the_group(tmp_path: Path) -> None:
    """What is written once above holds for every clause below."""
    read = read_clause(tmp_path)
    assert read.cite.en == "article 1"
    assert read.confidence == "H1"


def test_a_clause_may_have_its_own_citation(tmp_path: Path) -> None:
    """The nearest citation counts."""
    own = {"zh": "第二条", "en": "article 2"}
    read = read_clause(tmp_path, cite=own, confidence="CONFLICT")
    assert read.cite.zh == "第二条"
    assert read.is_unconfirmed


@pytest.mark.parametrize("confidence", ["H6", "M1 [H2]", "H3; issue day L1", "H"])
def test_confidence_may_carry_its_sources(tmp_path: Path, confidence: str) -> None:
    """A grade followed by a remark is a grade, and no weak one."""
    assert not read_clause(tmp_path, confidence=confidence).is_unconfirmed


def test_a_veto_is_met_when_its_bar_does_not_apply(tmp_path: Path) -> None:
    """A veto is the opposite of its expression, and known as a veto."""
    body = read_clause(tmp_path, veto="own_brand").body
    assert isinstance(body, Test)
    assert body.veto
    assert isinstance(body.expression, Not)


def test_a_judgement_is_manual(tmp_path: Path) -> None:
    """Only a person decides it."""
    read = read_clause(tmp_path, judgement={"question": TITLE})
    assert isinstance(read.body, Judgement)
    assert read.mode is Mode.MANUAL


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ({"all": [clause("B"), clause("C")]}, AllOf),
        ({"any": [clause("B"), clause("C")]}, AnyOf),
        ({"at_least": {"count": 2, "of": [clause("B"), clause("C")]}}, AtLeast),
    ],
    ids=["all", "any", "at_least"],
)
def test_groups_hold_their_children(tmp_path: Path, keys: dict[str, Any], kind: type[Any]) -> None:
    """The three kinds of group."""
    read = read_clause(tmp_path, **keys)
    assert isinstance(read.body, kind)
    assert [child.id for child in read.children] == ["B", "C"]


def test_an_exemption_is_a_clause_below(tmp_path: Path) -> None:
    """It has an id, a test and the citation of the clause that it exempts from."""
    exempt = [{"id": "A-X", "title": TITLE, "when": "hnte_valid"}]
    read = read_clause(tmp_path, exempt_when=exempt)
    assert [child.id for child in read.exemptions] == ["A-X"]
    assert read.exemptions[0].cite.en == "article 1"


def test_not_applicable_when_is_the_opposite_of_applies_when(tmp_path: Path) -> None:
    """Either way of saying it leads to the same condition."""
    assert isinstance(read_clause(tmp_path, not_applicable_when="hnte_valid").applies, Not)


@pytest.mark.parametrize(("action", "outside"), [(Action.NEW, True), (Action.REVIEW, False)])
def test_a_clause_for_one_action_lies_outside_of_the_other(
    tmp_path: Path, action: Action, outside: bool
) -> None:
    """Growth asked of new firms only is not applicable in a review, with a sentence that says so."""
    read = rulebook(tmp_path, clause("A", actions=["review"]), action=action).clause("A")
    assert (read.outside is not None) is outside


def test_every_fault_is_found_in_one_reading(tmp_path: Path) -> None:
    """A reader need not mend one fault to see the next."""
    found = findings(
        tmp_path, clause("A", test="last_year(revenu) > yuan(1)"), clause("A", mode="guess")
    )
    assert {f.code for f in found} == {"rule.fact_unknown", "rule.id_twice", "rule.mode_unknown"}


def test_a_finding_names_file_line_and_clause(tmp_path: Path) -> None:
    """The place is where the fault can be mended."""
    (found,) = findings(tmp_path, clause("A", test="1 >= 1"))
    assert found.where.startswith("city/star/2026_1/rulebook.yaml:")
    assert found.where.endswith(" A")


@pytest.mark.parametrize(
    "body",
    [
        {"test": "last_year(net_profit) > yuan(0)"},
        {"test": "last_year(net_profit_ratio) > pct(3)"},
        {"veto": "growth(net_profit) < pct(0)"},
        {"test": "own_brand", "applies_when": "last_year(net_profit) > yuan(0)"},
        {"test": "CASE WHEN last_year(net_profit) > yuan(0) THEN niche_years ELSE 0 END > 3"},
    ],
    ids=["direct", "derived", "veto", "condition", "case"],
)
def test_a_forbidden_fact_is_found_wherever_it_hides(tmp_path: Path, body: dict[str, Any]) -> None:
    """An edition that forbids profit finds it in a test, in a derived ratio, in a condition."""
    found = findings(tmp_path, clause("A", **body), forbidden_facts=["net_profit"])
    assert {f.code for f in found} == {"rule.fact_forbidden"}


def test_being_an_sme_hides_revenue(tmp_path: Path) -> None:
    """is_sme follows from revenue, so that a text which forbids revenue cannot use it either."""
    found = findings(tmp_path, clause("A", test="is_sme"), forbidden_facts=["revenue"])
    assert {f.code for f in found} == {"rule.fact_forbidden"}


def test_bands_of_a_value_become_conditions(tmp_path: Path) -> None:
    """Thresholds are compared with the value, best band first."""
    bands = [{"at_least": "pct(5)", "points": 20}, {"above": "pct(3)", "points": [10, 12]}]
    scoring = indicator(tmp_path, max=20, value="market_share", bands=bands, **{"else": 1}).scoring
    assert isinstance(scoring, Bands)
    assert [(int(band.low), int(band.high)) for band in scoring.bands] == [(20, 20), (10, 12)]
    assert scoring.otherwise == 1


def test_steps_become_bands(tmp_path: Path) -> None:
    """One point for each two full years, at most three: 6, 4 and 2 years."""
    scoring = indicator(
        tmp_path, steps={"value": "niche_years", "per": 2, "points": 1, "max": 3}
    ).scoring
    assert isinstance(scoring, Bands)
    assert [band.high for band in scoring.bands] == [3, 2, 1]


def test_the_last_step_is_cut_at_the_most(tmp_path: Path) -> None:
    """Steps of 0.7 points reach 1, not 1.4."""
    steps = {"value": "niche_years", "per": 1, "points": 0.7, "max": 1}
    scoring = indicator(tmp_path, steps=steps).scoring
    assert isinstance(scoring, Bands)
    assert [band.high for band in scoring.bands] == [1, Fraction(7, 10)]


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ({"items": [{"when": "own_brand", "points": 3}], "max": 5}, Items),
        ({"expert": {"min": 0, "max": 5}}, ExpertPoints),
        ({"given": "local_feature_score", "max": 5}, ExpertPoints),
        ({"best_of": [{"id": "W", "title": TITLE, "expert": {"min": 0, "max": 5}}]}, BestOf),
    ],
    ids=["items", "expert", "given", "best_of"],
)
def test_the_other_ways_to_score(tmp_path: Path, keys: dict[str, Any], kind: type[Any]) -> None:
    """Every body of an indicator has its kind, and knows the most that it gives."""
    read = indicator(tmp_path, **keys)
    assert isinstance(read.scoring, kind)
    assert read.most == 5


def test_a_floor_is_a_clause_of_its_own(tmp_path: Path) -> None:
    """The total and each floor are clauses, joined by all-of."""
    entry = {"id": "I", "title": TITLE, "expert": {"min": 0, "max": 5}}
    read = read_clause(tmp_path, score=score(entry, floor="> 3"))
    assert isinstance(read.body, AllOf)
    total, floor = read.children
    assert total.id == "A-TOTAL"
    assert floor.body == PointsLine("TABLE", "G", Threshold(Operator.ABOVE, Fraction(3)))


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


def test_a_row_of_classes_is_a_clause(tmp_path: Path) -> None:
    """It applies to its own category and is met unless the class is the first."""
    row = {"id": "R", "title": TITLE, "value": "industry", "large": "own_brand"}
    classes = {"by": "size_industry", "order": ["large", "small"], "rows": [row]}
    read = read_clause(tmp_path, classes=classes)
    assert [child.id for child in read.children] == ["R"]
    assert read.children[0].applies is not None


def test_groups_nested_without_end_are_refused(tmp_path: Path) -> None:
    """A tree deeper than any law is a finding."""
    deep = clause("A")
    for level in range(60):
        deep = clause(f"G{level}", all=[deep])
    found = write(tmp_path, edition(deep))
    with pytest.raises(Exception, match="nested") as refused:
        found.edition("city/star/2026_1")
    assert getattr(refused.value, "code", "") == "rule.edition_faulty"


def test_the_fingerprint_changes_with_the_text() -> None:
    """One letter more is another edition."""
    assert fingerprint(["a", "b"]) != fingerprint(["ab", ""])
    assert fingerprint(["a", "b"]) == fingerprint(["a", "b"])


def test_every_edition_of_the_package_is_read_without_fault() -> None:
    """The shipped law is in the language."""
    catalog = Catalog()
    for name in catalog.folders:
        for action in catalog.actions(name):
            assert catalog.read(name, action)[1] == []


def test_a_clause_cites_the_edition_it_stands_in(tmp_path: Path) -> None:
    """A test without any citation above it is refused."""
    entry = edition(clause("A"))
    del entry["criteria"]["cite"]
    found = write(tmp_path, entry).read("city/star/2026_1", Action.NEW)[1]
    assert [f.code for f in found] == ["rule.cite_missing"]
    assert CITE["en"]
