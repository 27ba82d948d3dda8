"""M6-T01 to M6-T05: an overtake is stated only when it holds, and every count says its basis."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from littlegiants.cities.arithmetic import add, difference
from littlegiants.cities.choose import choose, conflicts
from littlegiants.cities.errors import MixedBasesError
from littlegiants.cities.load import load_counts
from littlegiants.cities.model import Basis, parse_when
from littlegiants.cities.overtakes import claimed_overtake, find_overtakes
from littlegiants.cities.ranks import rank_counts
from littlegiants.cities.robustness import CountError, ErrorKind, rank_probabilities
from tests.unit.cities.builders import count, series

TIER = "little_giant"


@pytest.mark.parametrize(
    ("whom", "year", "holds"),
    [("330200", "2022", False), ("310000", "2023", False), ("110000", "2025", True)],
    ids=["Ningbo", "Shanghai", "Beijing"],
)
def test_m6_t01_the_chain_of_the_article(whom: str, year: str, holds: bool) -> None:
    """M6-T01: Beijing (2025) is derived; Ningbo and Shanghai are claimed, with the nearest counts shown."""
    found = claimed_overtake(
        load_counts(), who="440300", whom=whom, tier=TIER, when=parse_when(year), source="seed"
    )
    assert found.is_derivable is holds
    assert (found.derived is not None) is holds
    assert found.nearest or holds


def test_m6_t01_the_derived_overtake_says_what_it_stands_on() -> None:
    """M6-T01: who, whom, between which batches, margins, basis, and the doubts."""
    (event,) = find_overtakes(load_counts(), tier=TIER, code="440300").events
    told = (event.before.batch, event.before.margin, event.after.batch, event.after.margin)
    assert told == (6, -10, 7, 123)
    assert event.basis is Basis.VALID
    assert event.doubts


def test_m6_t01_the_chain_on_complete_counts() -> None:
    """M6-T01: with all counts at hand the chain 4, 3, 2, 1 gives exactly three overtakes."""
    known = series(a=[170, 445, 752, 1333], b=[182, 300, 350, 400], c=[263, 600, 740, 1210])
    found = find_overtakes(known, tier=TIER).events
    assert [(event.before.batch, event.after.batch) for event in found] == [(1, 2), (2, 3)]
    assert all(event.is_firm for event in found)


def test_m6_t02_mixing_bases_is_refused() -> None:
    """M6-T02: 1,025 valid and 347 new are neither added, subtracted nor ranked; the refusal explains."""
    stock, new = count("a", 1025, "1-6"), count("a", 347, "7", basis=Basis.NEW)
    announced = count("b", 1030, "1-6", basis=Basis.ANNOUNCED)
    with pytest.raises(MixedBasesError) as refused:
        add([stock, new])
    assert refused.value.text.zh
    assert refused.value.text.en
    with pytest.raises(MixedBasesError):
        difference(stock, announced)
    with pytest.raises(MixedBasesError):
        rank_counts([stock, announced])


def test_m6_t03_ties_share_a_rank() -> None:
    """M6-T03: 5, 5, 3 rank 1, 1, 3; level counts are a tie and no overtake."""
    found = rank_counts([count("a", 5), count("b", 5), count("c", 3)])
    assert [one.rank for one in found] == [1, 1, 3]
    answer = find_overtakes(series(a=[1, 5], b=[2, 5]), tier=TIER)
    assert (answer.events, len(answer.ties)) == ((), 1)


def test_m6_t04_rank_one_under_one_percent_of_noise() -> None:
    """M6-T04: the probability of rank 1 under ±1 % agrees with a simulation written here."""
    values = {"a": 1035, "b": 1025, "c": 1000}
    draw, draws = random.Random(4), 40_000
    firsts = 0
    for _ in range(draws):
        seen = {name: value * (1 + draw.uniform(-0.01, 0.01)) for name, value in values.items()}
        firsts += max(seen, key=seen.__getitem__) == "a"
    error = CountError(Fraction(1, 100), ErrorKind.UNIFORM)
    assert rank_probabilities(values, error)["a"][0] == pytest.approx(firsts / draws, abs=0.012)


@pytest.mark.parametrize(
    ("code", "default", "other"), [("440300", 1333, 1337), ("310000", 1026, 1032)]
)
def test_m6_t05_a_conflict_shows_both_values(code: str, default: int, other: int) -> None:
    """M6-T05: where sources differ both values stand side by side, and one is the stated default."""
    book = load_counts()
    found = next(
        one
        for one in conflicts(book, tier=TIER)
        if (one.cell.code, one.cell.batch, one.cell.basis) == (code, 7, Basis.VALID)
    )
    assert found.choice.count.value == default
    assert other in {one.value for one in found.choice.others}
    assert found.choice.reason.zh
    assert (
        choose([found.choice.count, *found.choice.others], book.preferences).count.value == default
    )
