"""What is not known: it decides nothing by itself, and learning it never takes a decision back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from littlegiants.rulebooks.expressions import Derived, DerivedTruth, Truth, slots_of, walk
from littlegiants.rulebooks.interpret import Result, interpret
from littlegiants.rulebooks.model import Rulebook, Test
from littlegiants.vocabulary.enterprise import judgement_column
from littlegiants.vocabulary.quantity import Dimension, Range
from littlegiants.vocabulary.verdict import Verdict
from tests.properties import strategies
from tests.properties.executors import enterprise
from tests.properties.strategies import HUGE_FEN, VOCABULARY, Row

SETTINGS = settings(strategies.SETTINGS, max_examples=400)
ROWS = 8


def twice_given(rulebook: Rulebook) -> set[str]:
    """Columns that say what other facts may say too, and so may rightly be contradicted later.

    A value stated beside its parts is one, a person's judgement on a test of facts another.
    """
    judged = [clause.id for clause in rulebook.clauses if isinstance(clause.body, Test)]
    stated = [expression for table in rulebook.scores for expression in _stated_of(table)]
    found = {slot.column for expression in stated for slot in slots_of(expression)}
    found |= {judgement_column(clause) for clause in judged}
    for leaf in rulebook.expressions():
        nodes = (node for node in walk(leaf) if isinstance(node, Derived | DerivedTruth))
        found |= {node.stated.slot.column for node in nodes}
    return found


def _stated_of(table: Any) -> Iterator[Any]:
    yield from (part.stated for part in (table, *table.groups) if part.stated is not None)


def row_pairs(rulebook: Rulebook, seed: int) -> Iterator[tuple[Row, Row]]:
    """Pairs of rows: less known (missing, or only a range), and the same with more known."""
    source = random.Random(seed)
    dropped = twice_given(rulebook)
    for row in strategies.facts(rulebook, seed, ROWS):
        known = {name: None if name in dropped else value for name, value in row.items()}
        yield {name: _veiled(source, name, value) for name, value in known.items()}, known


def _veiled(source: random.Random, name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool | str) or source.random() < 0.4:
        return None if source.random() < 0.2 else value
    below, above = (source.choice((0, 0, 1, 10**6, HUGE_FEN)) for _ in range(2))
    if VOCABULARY.slot(name) is not None and _is_fraction(name):
        return Range(value - Fraction(below, 10**9), value + Fraction(above, 10**9))
    return source.choice((Range(value - below, value + above), Range(value, None), None))


def _is_fraction(name: str) -> bool:
    slot = VOCABULARY.slot(name)
    return slot is not None and VOCABULARY.dimension(slot) is Dimension.RATIO


@SETTINGS
@given(criteria=strategies.criteria(), seed=st.integers(0, 2**32))
def test_more_knowledge_never_changes_a_decided_clause(criteria: dict[str, Any], seed: int) -> None:
    """What is met, unmet or not applicable on ranges and gaps stays so for every value inside them."""
    rulebook = strategies.loaded(criteria)
    for less, more in row_pairs(rulebook, seed):
        before, after = (interpret(rulebook, enterprise(row)) for row in (less, more))
        for clause in rulebook.clauses:
            verdict = before.clauses[clause.id].verdict
            if verdict.decided:
                assert after.clauses[clause.id].verdict is verdict, clause.id


@SETTINGS
@given(criteria=strategies.criteria(), seed=st.integers(0, 2**32))
def test_more_knowledge_narrows_points_and_classes(criteria: dict[str, Any], seed: int) -> None:
    """The points and classes of the values lie among those that were possible before."""
    rulebook = strategies.loaded(criteria)
    for less, more in row_pairs(rulebook, seed):
        before, after = (interpret(rulebook, enterprise(row)) for row in (less, more))
        for (low, high), (lower, higher) in zip(_ends(after), _ends(before), strict=True):
            assert lower <= low <= high <= higher
        for found in rulebook.classes:
            assert set(after.classes[found.id]) <= set(before.classes[found.id])


def _ends(result: Result) -> list[tuple[Any, Any]]:
    tables = result.tables.values()
    return [
        ends
        for table in tables
        for ends in (table.total, *table.groups.values(), *table.indicators.values())
    ]


@SETTINGS
@given(criteria=strategies.criteria())
def test_missing_facts_decide_nothing(criteria: dict[str, Any]) -> None:
    """With nothing known at all no test is met and none is unmet."""
    rulebook = strategies.loaded(criteria)
    result = interpret(rulebook, enterprise({"revenue_y1": None}))
    for clause in rulebook.clauses:
        leaves = [clause.body.expression] if isinstance(clause.body, Test) else []
        leaves += [e.body.expression for e in clause.exemptions if isinstance(e.body, Test)]
        if not leaves or any(isinstance(node, Truth) for leaf in leaves for node in walk(leaf)):
            continue
        assert result.clauses[clause.id].verdict not in (Verdict.MET, Verdict.UNMET), clause.id
