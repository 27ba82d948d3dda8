"""The generated Python: exact in whole numbers, without any text of the rulebook inside."""

from __future__ import annotations

import ast
import json
from fractions import Fraction

import pytest

from littlegiants.rulebooks.generate import generate, source_of
from littlegiants.rulebooks.model import Action, Rulebook
from littlegiants.vocabulary.enterprise import Value
from tests.factories import catalog, rulebook
from tests.unit.rulebooks.samples import book, clause

RULEBOOKS = [
    (edition, action)
    for edition in sorted(catalog().folders)
    for action in catalog().actions(edition)
]
NAMES = {"f", "get", "min", "max", "p", "Fraction", "_any", "_at_least", "key"}
HUGE = 2**53 - 1


def decided(criteria: str, **values: Value) -> int:
    """The code of the root clause."""
    return generate(book(criteria))(values)[0][0]


def strings_allowed(rulebook: Rulebook) -> set[str]:
    """Columns, values of categories and classes: the only words that may stand in the code."""
    columns = {slot.column for slot in rulebook.slots()}
    judged = {f"judgement:{clause_id}" for clause_id in rulebook.judged_clauses()}
    facts = catalog().vocabulary.facts.values()
    classes = {name for found in rulebook.classes for name in found.order}
    return columns | judged | classes | {name for fact in facts for name, _ in fact.values}


@pytest.mark.parametrize(("edition", "action"), RULEBOOKS)
def test_no_text_of_a_rulebook_reaches_the_code(edition: str, action: Action) -> None:
    """Strings are columns and listed values only: titles, cites and leaves stay outside."""
    tree = ast.parse(source_of(rulebook(edition, action)))
    strings = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert strings <= strings_allowed(rulebook(edition, action))


@pytest.mark.parametrize(("edition", "action"), RULEBOOKS)
def test_the_code_calls_nothing_but_its_helpers(edition: str, action: Action) -> None:
    """No name outside of a short list is read, and no float is written."""
    tree = ast.parse(source_of(rulebook(edition, action)))
    own = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    read = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    floats = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and type(n.value) is float]

    assert read - own <= NAMES
    assert floats == []


def test_a_hostile_title_stays_outside() -> None:
    """What a rulebook says of itself cannot become code."""
    hostile = json.dumps("""'); import os; os.system('id""")
    criteria = clause("test: hnte_valid").replace("zh: 甲", f"zh: {hostile}")

    assert "import" not in source_of(book(criteria))


@pytest.mark.parametrize("revenue", [1, 3, 33, 10**9 + 7, HUGE // 100 * 100 + 1])
def test_three_per_cent_of_odd_revenues(revenue: int) -> None:
    """Exactly 3 % is met and a hundredth of a fen less is not, whatever the revenue."""
    criteria = clause('test: "last_year(rd_ratio) >= pct(3)"')
    exactly = Fraction(revenue * 3, 100)

    assert decided(criteria, rd_expense_y1=exactly, revenue_y1=revenue) == 3
    assert decided(criteria, rd_expense_y1=exactly - Fraction(1, 10**4), revenue_y1=revenue) == 0


@pytest.mark.parametrize("base", [400, 400 * 10**10, HUGE // 441 * 400 // 400 * 400])
def test_compound_growth_of_exactly_five_per_cent(base: int) -> None:
    """By powers of whole numbers, a fen decides."""
    criteria = clause('test: "compound_growth(revenue, 2) >= pct(5)"')
    latest = Fraction(base * 441, 400)
    assert latest.denominator == 1

    assert decided(criteria, revenue_y1=int(latest), revenue_y3=base) == 3
    assert decided(criteria, revenue_y1=int(latest) - 1, revenue_y3=base) == 0


def test_large_neighbours_are_told_apart() -> None:
    """2^53 − 1 and 2^53 − 2 differ, also after a division."""
    criteria = clause('test: "last_year(revenue) / year_back(revenue, 2) > pct(100)"')

    assert decided(criteria, revenue_y1=HUGE, revenue_y2=HUGE - 1) == 3
    assert decided(criteria, revenue_y1=HUGE, revenue_y2=HUGE) == 0


def test_a_negative_divisor_keeps_the_sense() -> None:
    """Dividing by a negative number turns nothing round."""
    criteria = clause('test: "last_year(rd_ratio) >= pct(3)"')

    assert decided(criteria, rd_expense_y1=5, revenue_y1=-100) == 0
    assert decided(criteria, rd_expense_y1=-5, revenue_y1=-100) == 3


def test_points_are_whole_or_fractions() -> None:
    """Totals are exact too."""
    decision = generate(rulebook("cn_most/high_tech/2016_32"))({})

    assert all(isinstance(end, int | Fraction) for end in decision[1])
