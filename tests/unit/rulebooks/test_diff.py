"""What changed between two editions."""

from __future__ import annotations

from littlegiants.rulebooks.diff import Change, ClauseChange, diff_rulebooks
from littlegiants.rulebooks.model import Rulebook
from tests.factories import LITTLE_GIANT, rulebook
from tests.unit.rulebooks.samples import book, clause

YEARS = clause("test: niche_years >= 3", "A-1")
REVENUE = clause('test: "last_year(revenue) >= wan_yuan(1000)"', "A-2")


def of(*children: str) -> Rulebook:
    """A rulebook of some clauses."""
    return book(clause(f"all: [{', '.join(children)}]"))


def changed(*children: str) -> dict[str, ClauseChange]:
    """What changed by clause, against both clauses as they are; the root only lists its children."""
    changes = diff_rulebooks(of(YEARS, REVENUE), of(*children))
    found = {(c.before or c.after).id: c for c in changes if (c.before or c.after)}  # type: ignore[union-attr]  # one of both is there
    return {clause_id: change for clause_id, change in found.items() if clause_id != "A"}


def test_nothing_changed() -> None:
    """An edition does not differ from itself."""
    assert diff_rulebooks(rulebook(LITTLE_GIANT), rulebook(LITTLE_GIANT)) == []


def test_a_moved_line() -> None:
    """A threshold that moved is a changed test."""
    found = changed(YEARS.replace(">= 3", ">= 2"), REVENUE)

    assert {name: (c.change, c.what) for name, c in found.items()} == {
        "A-1": (Change.CHANGED, ("test",))
    }


def test_an_added_clause() -> None:
    """A clause that only the later edition has."""
    found = changed(YEARS, REVENUE, clause("test: hnte_valid", "A-3"))

    assert [(c.change, c.before) for c in found.values()] == [(Change.ADDED, None)]


def test_a_dropped_clause() -> None:
    """A clause that only the earlier edition has."""
    found = changed(YEARS)

    assert [(c.change, c.after) for c in found.values()] == [(Change.DROPPED, None)]


def test_another_id_over_the_same_facts_is_the_same_clause() -> None:
    """A renumbered clause is compared, not dropped and added."""
    found = changed(YEARS.replace("A-1", "B-7").replace(">= 3", ">= 2"), REVENUE)

    assert [c.change for c in found.values()] == [Change.CHANGED]


def test_other_words_are_a_change() -> None:
    """A new title or cite is told apart from a new test."""
    found = changed(YEARS.replace("en: A}", "en: Years}"), REVENUE.replace("art. 1", "art. 2"))

    assert {name: change.what for name, change in found.items()} == {
        "A-1": ("title",),
        "A-2": ("cite",),
    }


def test_from_the_text_of_2022_to_that_of_2026() -> None:
    """The two standards of the little giant differ in added, dropped and changed clauses."""
    changes = diff_rulebooks(rulebook("cn_miit/little_giant/2022_63"), rulebook(LITTLE_GIANT))

    assert {change.change for change in changes} == set(Change)
