"""Linkage measured on invented registers and on the names of listed companies."""

from __future__ import annotations

import time

import pytest

from littlegiants.linkage.cascade import link_many
from littlegiants.linkage.forms import split_business
from littlegiants.linkage.known import Known
from tests.unit.linkage.history import list_of_year, load_history
from tests.unit.linkage.worlds import SHARES, Measured, build_world, businesses, measure


def measured(
    seed: int, *, has_region: bool = True, group_siblings: float = 0.0
) -> tuple[Measured, float]:
    """Link one world's list; return what came of it and the seconds linking took."""
    world = build_world(seed, has_region=has_region, group_siblings=group_siblings)
    known = Known.from_names(world.known)
    printed = [entry.printed for entry in world.entries]
    begun = time.process_time()
    outcomes = link_many(printed, known)
    return measure(world.entries, outcomes), time.process_time() - begun


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_five_thousand_names_against_fifty_thousand(seed: int) -> None:
    """At most one false link, and recall of 0.925 or more; how long it takes is for the benchmark to say."""
    found, _ = measured(seed)
    assert (found.entries, found.registered) == (5_000, 4_850)
    assert found.wrong <= 1
    assert found.recall >= 0.925


@pytest.mark.slow
def test_without_the_regions_of_the_list_names_without_place_wait() -> None:
    """If the list tells no province, nothing is guessed: no false link, lower recall."""
    found, _ = measured(0, has_region=False)
    assert found.wrong <= 1
    assert found.by_kind["place_dropped"].get("right", 0) == 0


def test_the_shares_are_those_of_the_experiment() -> None:
    """All classes together are the whole list."""
    assert sum(SHARES.values()) == 100


def test_the_worlds_speak_words_that_the_parser_does_not_know() -> None:
    """More than half of the businesses begin with no word of the parser's table."""
    unknown = [
        business
        for business in businesses()
        if split_business(f"甲乙{business}") == (f"甲乙{business}", "")
    ]
    assert len(unknown) > len(businesses()) / 2


def test_a_world_is_reproducible() -> None:
    """A seed always draws the same register and list."""
    one, other = (build_world(5, registered=500, printed=100) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("year", [2006, 2011, 2016, 2021])
def test_names_of_listed_companies_are_never_linked_wrongly(year: int) -> None:
    """A year's list against earlier years' names: what links is right; how much links is only reported."""
    world = list_of_year(load_history(), year)
    found = measure(
        world.entries, link_many([e.printed for e in world.entries], Known.from_names(world.known))
    )
    assert found.entries > 200
    assert found.wrong == 0
