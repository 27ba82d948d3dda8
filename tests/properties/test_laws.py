"""How verdicts combine: Kleene's tables, against their definition by all ways in which things may turn out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

import pytest

from littlegiants.vocabulary.verdict import Verdict, all_of, any_of, at_least

CHILDREN_MAX = 4
OPEN = (Verdict.UNKNOWN, Verdict.MANUAL_REVIEW)
FAMILIES = [
    verdicts for size in range(CHILDREN_MAX + 1) for verdicts in product(Verdict, repeat=size)
]
"""Every family of up to four children with every verdict each."""


def completions(verdicts: Iterable[Verdict]) -> Iterator[list[bool]]:
    """Every way in which the open children may turn out; children that do not apply are set aside."""
    ends = [
        (True, False) if verdict in OPEN else (verdict is Verdict.MET,)
        for verdict in verdicts
        if verdict is not Verdict.NOT_APPLICABLE
    ]
    yield from map(list, product(*ends))


def by_definition(verdicts: tuple[Verdict, ...], holds: Callable[[list[bool]], bool]) -> Verdict:
    """Decided if every completion agrees; open as a judgement only if no child is unknown."""
    if all(verdict is Verdict.NOT_APPLICABLE for verdict in verdicts):
        return Verdict.NOT_APPLICABLE
    outcomes = {holds(completion) for completion in completions(verdicts)}
    if len(outcomes) == 1:
        return Verdict.MET if outcomes.pop() else Verdict.UNMET
    return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.MANUAL_REVIEW


@pytest.mark.parametrize("size", range(CHILDREN_MAX + 1))
def test_all_of_is_what_every_completion_agrees_on(size: int) -> None:
    """All-of is met, unmet or open exactly as its definition says."""
    for verdicts in (family for family in FAMILIES if len(family) == size):
        assert all_of(verdicts) is by_definition(verdicts, all), verdicts


@pytest.mark.parametrize("size", range(CHILDREN_MAX + 1))
def test_any_of_is_what_every_completion_agrees_on(size: int) -> None:
    """Any-of is met, unmet or open exactly as its definition says."""
    for verdicts in (family for family in FAMILIES if len(family) == size):
        assert any_of(verdicts) is by_definition(verdicts, any), verdicts


@pytest.mark.parametrize("count", range(1, CHILDREN_MAX + 1))
def test_at_least_is_what_every_completion_agrees_on(count: int) -> None:
    """At-least-k is met, unmet or open exactly as its definition says."""
    for verdicts in FAMILIES:
        wanted = by_definition(verdicts, lambda outcome: sum(outcome) >= count)
        assert at_least(count, verdicts) is wanted, verdicts


def test_at_least_all_is_all_of() -> None:
    """At least as many as there are children is the same as all of them."""
    for verdicts in (family for family in FAMILIES if Verdict.NOT_APPLICABLE not in family):
        if verdicts:
            assert at_least(len(verdicts), verdicts) is all_of(verdicts), verdicts


def test_at_least_one_is_any_of() -> None:
    """At least one child is the same as any of them."""
    for verdicts in FAMILIES:
        assert at_least(1, verdicts) is any_of(verdicts), verdicts


@pytest.mark.parametrize("combine", [all_of, any_of, lambda verdicts: at_least(2, verdicts)])
def test_settling_an_open_child_never_changes_a_decision(
    combine: Callable[[tuple[Verdict, ...]], Verdict],
) -> None:
    """A group that is met or unmet stays so, however its open children turn out."""
    for verdicts in FAMILIES:
        before = combine(verdicts)
        for position, verdict in enumerate(verdicts):
            if before in OPEN or verdict not in OPEN:
                continue
            for settled in (Verdict.MET, Verdict.UNMET):
                after = combine((*verdicts[:position], settled, *verdicts[position + 1 :]))
                assert after is before, (verdicts, position, settled)


@pytest.mark.parametrize("combine", [all_of, any_of, lambda verdicts: at_least(2, verdicts)])
def test_order_of_children_does_not_matter(
    combine: Callable[[tuple[Verdict, ...]], Verdict],
) -> None:
    """The clauses of a text may be listed in any order."""
    for verdicts in FAMILIES:
        assert combine(verdicts) is combine(verdicts[::-1]), verdicts
