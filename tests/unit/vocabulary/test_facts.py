"""The facts vocabulary: read from the catalog, extended by a city, malformed entries refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from littlegiants.rulebooks.expressions import slots_of
from littlegiants.rulebooks.parse import LeafError, parse_relation, parse_test, parse_value
from littlegiants.vocabulary.errors import CatalogError
from littlegiants.vocabulary.facts import Kind, load_vocabulary
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.slots import Slot

VOCABULARY = load_vocabulary()
FACT: dict[str, Any] = {
    "zh": "园区面积",
    "en": "Area of the park",
    "kind": "standing",
    "dimension": "number",
    "definition": {"zh": "平方米", "en": "square metres"},
    "cite": {"zh": "某市办法", "en": "rules of a city"},
    "confidence": "H1",
    "evidence": {"zh": "产权证", "en": "title deed"},
    "known_by": ["enterprise"],
}


def city(folder: Path, facts: dict[str, Any]) -> Path:
    """A city's own catalog folder with these facts."""
    (folder / "facts").mkdir()
    (folder / "facts" / "city.yaml").write_text(yaml.safe_dump(facts), encoding="utf-8")
    return folder


def test_a_city_adds_its_own_facts(tmp_path: Path) -> None:
    """Facts of a city's folder stand beside those of the package."""
    vocabulary = load_vocabulary(city(tmp_path, {"park_area": FACT}))
    assert vocabulary.slot("park_area") == Slot("park_area")
    assert vocabulary.slot("revenue_y1") is not None


def test_a_fact_is_declared_once(tmp_path: Path) -> None:
    """A city cannot change what a national fact means."""
    with pytest.raises(CatalogError, match="second time") as refused:
        load_vocabulary(city(tmp_path, {"revenue": FACT}))
    assert refused.value.code == "fact.twice"


@pytest.mark.parametrize("key", sorted(FACT))
def test_a_fact_lacks_nothing(tmp_path: Path, key: str) -> None:
    """Every key of a fact is needed; without one the file and the fact are named."""
    broken = {name: value for name, value in FACT.items() if name != key}
    with pytest.raises(CatalogError) as refused:
        load_vocabulary(city(tmp_path, {"park_area": broken}))
    assert refused.value.code == "fact.malformed"
    assert "park_area" in str(refused.value)


@pytest.mark.parametrize(
    "changes",
    [{"kind": "monthly"}, {"dimension": "metres"}, {"values": ["a"]}, {"cite": 5}],
    ids=str,
)
def test_a_malformed_fact_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    """An unknown kind or dimension is a fault of the catalog, told as one."""
    with pytest.raises(CatalogError) as refused:
        load_vocabulary(city(tmp_path, {"park_area": FACT | changes}))
    assert refused.value.code == "fact.malformed"


@pytest.mark.parametrize("text", ["- a\n- b\n", "5\n", "park_area: [1\n", "park_area: text\n"])
def test_a_file_of_the_wrong_shape_is_refused(tmp_path: Path, text: str) -> None:
    """A facts file that is no mapping of facts is a fault of the catalog, never a traceback."""
    folder = city(tmp_path, {})
    (folder / "facts" / "city.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError):
        load_vocabulary(folder)


def test_an_unknown_fact_is_answered_with_the_nearest() -> None:
    """A slip of the pen is met with "did you mean"."""
    with pytest.raises(CatalogError, match="Did you mean revenue") as refused:
        VOCABULARY.fact("revenu")
    assert refused.value.code == "fact.unknown"


def test_derived_facts_are_formulas_of_their_own_dimension() -> None:
    """What a derived fact counts is what its formula counts."""
    for fact in VOCABULARY.facts.values():
        if fact.derived is not None and fact.dimension.is_numeric:
            year = 1 if fact.kind is Kind.ANNUAL else None
            assert parse_value(fact.derived, VOCABULARY, year=year).dimension is fact.dimension


def test_derived_answers_are_conditions() -> None:
    """What a derived yes-or-no fact follows from is in the language."""
    for fact in VOCABULARY.facts.values():
        if fact.derived is not None and not fact.dimension.is_numeric:
            assert slots_of(parse_test(fact.derived, VOCABULARY))


def test_a_fact_made_of_itself_is_refused(tmp_path: Path) -> None:
    """Two facts derived from each other end in a finding, not in a traceback."""
    pair = {name: FACT | {"derived": other} for name, other in (("a_b", "b_a"), ("b_a", "a_b"))}
    vocabulary = load_vocabulary(city(tmp_path, pair))
    with pytest.raises(LeafError) as refused:
        parse_test("a_b > 1", vocabulary)
    assert refused.value.code == "rule.too_deep"


def test_relations_can_be_asked() -> None:
    """Every relation between facts is in the language."""
    for relation in VOCABULARY.relations:
        year = 1 if relation.each_year else None
        assert slots_of(parse_relation(relation.holds, VOCABULARY, year=year))


def test_only_categories_have_values() -> None:
    """A list of values belongs to a category; one that is too long to list has none."""
    for fact in VOCABULARY.facts.values():
        assert not fact.values or fact.dimension is Dimension.CATEGORY


def test_bounds_are_in_order() -> None:
    """A plausible minimum is not above its maximum."""
    for fact in VOCABULARY.facts.values():
        if fact.minimum is not None and fact.maximum is not None:
            assert fact.minimum <= fact.maximum
