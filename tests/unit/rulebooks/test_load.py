"""YAML → model: what each key of an edition becomes, and that all faults are found in one reading."""

from __future__ import annotations

from fractions import Fraction

import pytest

from littlegiants.rulebooks.model import (
    Action,
    AllOf,
    AnyOf,
    AtLeast,
    Bands,
    BestOf,
    ExpertPoints,
    Items,
    Judgement,
    Mode,
    PointsLine,
    Test,
)
from tests.unit.rulebooks.samples import book, clause, reading

SCORE = """
id: A
title: {zh: 甲, en: A}
cite: {zh: 第一条, en: art. 1}
confidence: H1
score:
  id: AS
  line: "> 70"
  groups:
    - id: A-F
      title: {zh: 组, en: Group}
      cap: 40
      FLOOR
      indicators:
        - {id: A-F1, title: {zh: 乙, en: B}, INDICATOR}
"""
VALUE_BANDS = "max: 5, value: niche_years, bands: [{at_least: 4, points: 5}, {above: 2, points: 3}]"


def score(indicator: str, floor: str = "") -> str:
    """A score table of one indicator."""
    return SCORE.replace("INDICATOR", indicator).replace("FLOOR", floor)


def codes(criteria: str, *forbidden: str) -> list[str]:
    """The codes found in one reading."""
    return [finding.code for finding in reading(criteria, Action.NEW, *forbidden).findings]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("test: hnte_valid", Test),
        ("veto: hnte_valid", Test),
        ("judgement: {question: {zh: 是否, en: Is it}}", Judgement),
        (f"all: [{clause('test: hnte_valid', 'A-1')}]", AllOf),
        (f"any: [{clause('test: hnte_valid', 'A-1')}]", AnyOf),
        (f"at_least: {{count: 1, of: [{clause('test: hnte_valid', 'A-1')}]}}", AtLeast),
    ],
)
def test_bodies(body: str, kind: type) -> None:
    """Each body of the language becomes its node."""
    assert isinstance(book(clause(body)).root.body, kind)


def test_children_inherit_cite_and_confidence() -> None:
    """What a group says of its origin holds for what stands in it."""
    child = "{id: A-1, title: {zh: 乙, en: B}, test: hnte_valid}"
    found = book(clause(f"all: [{child}]")).clause("A-1")

    assert (found.cite.en, found.confidence) == ("art. 1", "H1")


def test_a_judgement_is_manual() -> None:
    """Only people decide it, whatever the mode says."""
    assert book(clause("judgement: {question: {zh: 是否, en: Is it}}")).root.mode is Mode.MANUAL


def test_a_clause_of_another_action_is_outside() -> None:
    """A growth line that reviews do not test is set aside with its reason."""
    criteria = clause("actions: [new], test: hnte_valid")

    assert book(criteria, Action.NEW).root.outside is None
    assert book(criteria, Action.REVIEW).root.outside is not None


def test_exemptions_are_clauses() -> None:
    """An exemption has an id, and with it a verdict of its own."""
    exemption = "{id: A-X, title: {zh: 免, en: Exempt}, when: own_brand}"
    root = book(clause(f"test: hnte_valid, exempt_when: [{exemption}]")).root

    assert [child.id for child in root.exemptions] == ["A-X"]


def test_value_bands_become_conditions() -> None:
    """Bands over a value are comparisons, the best first."""
    scoring = next(book(score(VALUE_BANDS)).scores[0].indicators()).scoring

    assert isinstance(scoring, Bands)
    assert [band.high for band in scoring.bands] == [5, 3]


def test_steps_become_bands() -> None:
    """每满2年得1分 up to five points is five bands."""
    table = book(score("steps: {value: niche_years, per: 2, points: 1, max: 5}")).scores[0]
    indicator = next(table.indicators())

    assert isinstance(indicator.scoring, Bands)
    assert len(indicator.scoring.bands) == 5
    assert indicator.most == 5


@pytest.mark.parametrize(
    ("indicator", "kind"),
    [
        ("max: 3, items: [{when: hnte_valid, points: 2}, {when: own_brand, points: 2}]", Items),
        ("expert: {min: 0, max: 30}", ExpertPoints),
        ("max: 15, given: local_feature_score", ExpertPoints),
        (f"best_of: [{{id: A-W, title: {{zh: 丙, en: C}}, {VALUE_BANDS}}}]", BestOf),
    ],
)
def test_scorings(indicator: str, kind: type) -> None:
    """Each way to earn points becomes its node."""
    scoring = next(book(score(indicator)).scores[0].indicators()).scoring

    assert isinstance(scoring, kind)


def test_a_floor_is_a_clause_of_its_own() -> None:
    """The floor of a group stands beside the total under the group's id."""
    found = book(score(VALUE_BANDS, 'floor: ">= 20"'))

    assert [c.id for c in found.clauses] == ["A", "A-TOTAL", "A-F"]
    assert isinstance(found.clause("A-F").body, PointsLine)


def test_a_line_keeps_its_sense() -> None:
    """70分以上（不含70分） is strict."""
    line = book(score(VALUE_BANDS)).scores[0].line

    assert (line.operator.value, line.value) == (">", Fraction(70))


def test_all_faults_are_found_in_one_reading() -> None:
    """A reader mends an edition once, not once a fault."""
    wrong = [
        clause("test: niche_year >= 3", "A-1"),
        clause("test: last_year(revenue) >= 5", "A-2"),
        clause("mode: magic, test: hnte_valid", "A-2"),
    ]

    assert codes(clause(f"all: [{', '.join(wrong)}]")) == [
        "rule.fact_unknown",
        "rule.needs_unit",
        "rule.id_twice",
        "rule.mode_unknown",
    ]


@pytest.mark.parametrize(
    "leaf",
    ["last_year(total_liabilities) >= yuan(1)", "last_year(debt_ratio) <= pct(70)"],
)
def test_a_forbidden_fact_is_found_inside_others(leaf: str) -> None:
    """What an edition forbids may not come in through a derived fact either."""
    assert codes(clause(f'test: "{leaf}"'), "total_liabilities") == ["rule.fact_forbidden"]


def test_a_forbidden_fact_is_found_in_bands() -> None:
    """Score tables are held against the list too."""
    assert codes(score(VALUE_BANDS), "niche_years") == ["rule.fact_forbidden"]


@pytest.mark.parametrize(
    "confidence", ["H", "H9", "M1", "L1", "UNCONFIRMED", "CONFLICT", "M2, UNCONFIRMED"]
)
def test_confidences_of_the_rules(confidence: str) -> None:
    """The grades of the recognition rules are read as they are written."""
    criteria = clause("test: hnte_valid").replace("confidence: H1", f'confidence: "{confidence}"')

    assert book(criteria).root.confidence == confidence
