"""What the loader does with any rulebook: forbidden facts are found, YAML text changes nothing."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from littlegiants.rulebooks.generate import source_of
from littlegiants.rulebooks.yaml_lines import load_lines
from tests.properties import strategies
from tests.properties.strategies import VOCABULARY

SETTINGS = settings(strategies.SETTINGS, max_examples=200)


@SETTINGS
@given(criteria=strategies.criteria(), choice=st.integers(0, 1000))
def test_a_forbidden_fact_is_found_wherever_it_hides(criteria: dict[str, Any], choice: int) -> None:
    """Directly, as a part of a derived fact, in points or in classes: use of it is an error."""
    used = sorted({slot.fact for slot in strategies.loaded(criteria).slots()})
    if not used:
        return
    fact = used[choice % len(used)]
    _, findings = strategies.read(criteria, forbidden=frozenset({fact}))
    assert {finding.code for finding in findings} == {"rule.fact_forbidden"}
    assert {dict(finding.values)["fact"] for finding in findings} == {fact}


@SETTINGS
@given(criteria=strategies.criteria())
def test_forbidding_facts_that_are_not_used_is_no_fault(criteria: dict[str, Any]) -> None:
    """An edition may forbid every fact that it does not use."""
    used = {slot.fact for slot in strategies.loaded(criteria).slots()}
    _, findings = strategies.read(criteria, forbidden=frozenset(VOCABULARY.facts.keys() - used))
    assert findings == []


@SETTINGS
@given(criteria=strategies.criteria())
def test_yaml_text_and_values_give_the_same_rulebook(criteria: dict[str, Any]) -> None:
    """What is written to YAML and read back decides by the same code."""
    text = yaml.safe_dump(criteria, allow_unicode=True)
    lines, faults = load_lines(text, "rulebook.yaml")
    assert faults == []
    assert source_of(strategies.loaded(lines)) == source_of(strategies.loaded(criteria))
