"""Probabilities of ranks under a stated count error: laws, and an independent simulation."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from littlegiants.cities.errors import NotComparableError
from littlegiants.cities.robustness import (
    PLACES_MAX,
    CountError,
    ErrorKind,
    first_probabilities,
    probability_ahead,
    rank_probabilities,
    simulate_ranks,
    smallest_swap,
)

ONE_PERCENT = {kind: CountError(Fraction(1, 100), kind) for kind in ErrorKind}
VALUES = {"深圳": 1025, "北京": 1035, "上海": 1020, "苏州": 595}
KINDS = pytest.mark.parametrize("kind", list(ErrorKind))


def drawn_first(values: dict[str, int], kind: ErrorKind, draws: int) -> dict[str, float]:
    """Draw with the standard library, value by value: nothing of the code under test is used."""
    chance = random.Random(20251104)
    wins = dict.fromkeys(values, 0)
    for _ in range(draws):
        seen = {
            name: chance.gauss(value, value * 0.01)
            if kind is ErrorKind.NORMAL
            else value * chance.uniform(0.99, 1.01)
            for name, value in values.items()
        }
        wins[max(seen, key=seen.__getitem__)] += 1
    return {name: won / draws for name, won in wins.items()}


@KINDS
def test_rank_one_agrees_with_an_independent_simulation(kind: ErrorKind) -> None:
    """M6-T04: under ±1 % noise the probability lies within four standard errors of 200,000 draws."""
    draws = 200_000
    found, drawn = rank_probabilities(VALUES, ONE_PERCENT[kind]), drawn_first(VALUES, kind, draws)
    for name, chance in drawn.items():
        exact = found[name][0]
        assert abs(exact - chance) <= 4 * math.sqrt(max(exact * (1 - exact), 1e-6) / draws)


@KINDS
def test_every_rank_agrees_with_the_drawn_ranks(kind: ErrorKind) -> None:
    """All ranks of all places, by the module's own draws."""
    found = rank_probabilities(VALUES, ONE_PERCENT[kind])
    drawn = simulate_ranks(VALUES, ONE_PERCENT[kind], seed=7)
    for name, chances in found.items():
        assert chances == pytest.approx(drawn[name], abs=0.007)


def test_two_normals_have_a_closed_form() -> None:
    """P(A ahead of B) is Φ of the gap over the root of the summed variances."""
    found = probability_ahead(1035, 1025, ONE_PERCENT[ErrorKind.NORMAL])
    spread = math.hypot(10.35, 10.25)
    assert found == pytest.approx(0.5 * math.erfc(-10 / spread / math.sqrt(2)), abs=1e-12)


def test_uniform_errors_beyond_reach_leave_no_doubt() -> None:
    """1,333 and 1,210 are more than 1 % apart on both sides."""
    assert probability_ahead(1333, 1210, ONE_PERCENT[ErrorKind.UNIFORM]) == 1.0


def test_two_uniforms_have_a_closed_form() -> None:
    """Equal spreads: one minus half the squared overlap."""
    found = probability_ahead(1000, 1000, ONE_PERCENT[ErrorKind.UNIFORM])
    assert found == pytest.approx(0.5, abs=1e-12)


@KINDS
def test_a_tie_is_even(kind: ErrorKind) -> None:
    """1,027 and 1,027: one half each."""
    assert probability_ahead(1027, 1027, ONE_PERCENT[kind]) == pytest.approx(0.5, abs=1e-12)


@KINDS
@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(st.integers(0, 2000), min_size=1, max_size=6),
    error=st.sampled_from([Fraction(1, 1000), Fraction(1, 100), Fraction(1, 5)]),
)
def test_probabilities_make_a_doubly_stochastic_table(
    kind: ErrorKind, values: list[int], error: Fraction
) -> None:
    """Each place has some rank and each rank some place; more counts never make first less likely.

    Counts of zero have no error and are level exactly; only the first such value is kept.
    """
    kept = [value for n, value in enumerate(values) if value or 0 not in values[:n]]
    named = {str(n): value for n, value in enumerate(kept)}
    found = rank_probabilities(named, CountError(error, kind))
    for name in named:
        assert math.fsum(found[name]) == pytest.approx(1.0, abs=1e-9)
    for rank in range(len(kept)):
        assert math.fsum(found[name][rank] for name in named) == pytest.approx(1.0, abs=1e-6)
    if kind is ErrorKind.UNIFORM:
        for one in named:
            for other in named:
                if named[one] > named[other]:
                    assert found[one][0] >= found[other][0] - 1e-9


def test_first_leaves_out_only_the_hopeless() -> None:
    """The short way gives what the whole table gives."""
    values = {"a": 1000, "b": 990, "c": 900, "d": 100}
    whole = rank_probabilities(values, ONE_PERCENT[ErrorKind.NORMAL])
    short = first_probabilities(values, ONE_PERCENT[ErrorKind.NORMAL])
    assert short == pytest.approx({name: chances[0] for name, chances in whole.items()}, abs=1e-12)
    assert short["d"] == 0.0


def test_the_same_seed_draws_the_same() -> None:
    """Simulations can be repeated."""
    error = ONE_PERCENT[ErrorKind.NORMAL]
    assert simulate_ranks(VALUES, error, seed=1, draws=1000) == simulate_ranks(
        VALUES, error, seed=1, draws=1000
    )


@pytest.mark.parametrize("size", [Fraction(0), Fraction(1), Fraction(-1, 100), Fraction(2)])
def test_an_error_is_a_share_between_nought_and_one(size: Fraction) -> None:
    """0 and 1 are out, 1 % is in."""
    assert CountError(Fraction(1, 100)).relative == Fraction(1, 100)
    with pytest.raises(NotComparableError):
        CountError(size)


def test_too_many_places_are_refused() -> None:
    """The limit is stated, not silently cut."""
    with pytest.raises(NotComparableError):
        rank_probabilities(
            {str(n): n for n in range(PLACES_MAX + 1)}, ONE_PERCENT[ErrorKind.NORMAL]
        )


def test_the_smallest_swap_of_the_first_two() -> None:
    """1,333 and 1,210: 123 / 2,543 in both, 123 / 1,333 down or 123 / 1,210 up alone."""
    swap = smallest_swap(1210, 1333)
    assert (swap.both, swap.higher_alone, swap.lower_alone) == (
        Fraction(123, 2543),
        Fraction(123, 1333),
        Fraction(123, 1210),
    )


def test_a_tie_is_swapped_by_nothing() -> None:
    """Zero error suffices; two zeros have no relative error."""
    assert smallest_swap(5, 5).both == 0
    assert smallest_swap(0, 0).higher_alone is None
    assert smallest_swap(5, 0).lower_alone is None


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_the_swap_makes_both_level(first: int, second: int) -> None:
    """Taking the error off the higher and adding it to the lower makes them equal."""
    both = smallest_swap(first, second).both
    assert max(first, second) * (1 - both) == min(first, second) * (1 + both)
