"""The five verdicts: how they combine, held against brute force over every way things may turn out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations_with_replacement, product

import pytest

from littlegiants.vocabulary.verdict import Verdict, all_of, any_of, at_least

MET, UNMET, OUTSIDE = Verdict.MET, Verdict.UNMET, Verdict.NOT_APPLICABLE
OPEN = (Verdict.UNKNOWN, Verdict.MANUAL_REVIEW)
LISTS = [v for size in range(4) for v in combinations_with_replacement(Verdict, size)]

Classical = Callable[[list[bool]], bool]


def outcomes(verdicts: Iterable[Verdict]) -> Iterable[list[bool]]:
    """Every way the open children may turn out; not_applicable ones are set aside."""
    counted = [v for v in verdicts if v is not OUTSIDE]
    yield from map(list, product(*([v is MET] if v.decided else [True, False] for v in counted)))


def brute_force(verdicts: tuple[Verdict, ...], combine: Classical) -> Verdict:
    """Met or unmet if it is so however the open children turn out."""
    if all(v is OUTSIDE for v in verdicts):
        return OUTSIDE
    found = {combine(outcome) for outcome in outcomes(verdicts)}
    if len(found) == 1:
        return MET if found.pop() else UNMET
    return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.MANUAL_REVIEW


@pytest.mark.parametrize("verdicts", LISTS)
def test_all_of(verdicts: tuple[Verdict, ...]) -> None:
    """Every child is met; only judgements keep a manual_review open."""
    assert all_of(verdicts) is brute_force(verdicts, all)


@pytest.mark.parametrize("verdicts", LISTS)
def test_any_of(verdicts: tuple[Verdict, ...]) -> None:
    """One child is met."""
    assert any_of(verdicts) is brute_force(verdicts, any)


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("verdicts", LISTS)
def test_at_least(count: int, verdicts: tuple[Verdict, ...]) -> None:
    """`count` children are met, whichever."""
    assert at_least(count, verdicts) is brute_force(verdicts, lambda found: sum(found) >= count)


@pytest.mark.parametrize("verdicts", LISTS)
def test_at_least_one_is_any_of(verdicts: tuple[Verdict, ...]) -> None:
    """Two ways to say the same agree."""
    assert at_least(1, verdicts) is any_of(verdicts)


def test_the_codes_are_part_of_the_contract() -> None:
    """SQL takes the least code for an all-of, and files hold the words."""
    assert {v.word: int(v) for v in Verdict} == {
        "unmet": 0,
        "unknown": 1,
        "manual_review": 2,
        "met": 3,
        "not_applicable": 4,
    }


def test_signs_tell_verdicts_apart() -> None:
    """Without colour too."""
    assert len({v.sign for v in Verdict}) == len(Verdict)


@pytest.mark.parametrize("verdict", Verdict)
def test_only_open_verdicts_are_undecided(verdict: Verdict) -> None:
    """Unknown and manual_review are the undecided value."""
    assert verdict.decided is (verdict not in OPEN)


def test_every_verdict_has_words() -> None:
    """In both languages, each its own."""
    assert len({v.text.zh for v in Verdict}) == len({v.text.en for v in Verdict}) == len(Verdict)
