"""What the next batch would have to bring: exact under exact assumptions, safe ends under intervals."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.cities.errors import NoCountsError, NotComparableError
from littlegiants.cities.load import load_counts
from littlegiants.cities.model import Basis
from littlegiants.cities.passing import (
    Between,
    NextBatch,
    RateBetween,
    national_pass_rates,
    needed_to_pass,
    recent_lists,
    what_it_takes,
)
from tests.unit.cities.builders import CODES, book, count

SURE = RateBetween(Fraction(9, 10), Fraction(9, 10))


def test_what_it_takes_with_everything_known() -> None:
    """1,210 − 10 against 1,333 − 30 + 100 new: 1,403 + 1 − 1,200 = 204."""
    ours = NextBatch(1210, Between(100, 100), SURE)
    theirs = NextBatch(1333, Between(300, 300), SURE)
    found = needed_to_pass(ours, theirs, Between(100, 100))
    assert (found.ours_kept, found.theirs_kept) == (Between(1200, 1200), Between(1303, 1303))
    assert (found.low, found.high) == (204, 204)


def test_assumptions_as_intervals_give_an_interval() -> None:
    """Beijing to pass Shenzhen in batch 8 under the national pass rates of 61.9 to 87.0 %."""
    rates = RateBetween(Fraction(1079, 1744), Fraction(3916, 4499))
    ours = NextBatch(1210, Between(200, 350), rates)
    theirs = NextBatch(1333, Between(310, 346), rates)
    found = needed_to_pass(ours, theirs, Between(250, 350))
    assert found.low < found.high
    assert found.low == found.theirs_kept.low + 251 - found.ours_kept.high


def test_who_is_ahead_anyway_needs_none() -> None:
    """Never a negative number of titles."""
    ours = NextBatch(100, Between(0, 0), SURE)
    assert needed_to_pass(ours, NextBatch(10, Between(0, 0), SURE), Between(0, 5)).high == 0


@pytest.mark.parametrize(("low", "high"), [(2, 1), (-1, 1)])
def test_intervals_hold(low: int, high: int) -> None:
    """The lower end is at least zero and at most the upper."""
    with pytest.raises(NotComparableError):
        Between(low, high)
    with pytest.raises(NotComparableError):
        RateBetween(Fraction(low), Fraction(high))


@given(
    stocks=st.tuples(st.integers(0, 500), st.integers(0, 500)),
    reviewed=st.tuples(st.integers(0, 100), st.integers(0, 100)),
    rate=st.fractions(0, 1, max_denominator=20),
    new=st.integers(0, 100),
    slack=st.integers(0, 30),
)
def test_within_the_assumptions_the_ends_are_safe(
    stocks: tuple[int, int], reviewed: tuple[int, int], rate: Fraction, new: int, slack: int
) -> None:
    """With `high` the place is ahead for any true values inside; with fewer than `low` it is not."""
    rates = RateBetween(
        max(rate - Fraction(1, 10), Fraction(0)), min(rate + Fraction(1, 10), Fraction(1))
    )
    places = [
        NextBatch(stock, Between(n, n + slack), rates)
        for stock, n in zip(stocks, reviewed, strict=True)
    ]
    found = needed_to_pass(places[0], places[1], Between(new, new + slack))
    true = [
        max(stock - round(n * (1 - rate)), 0) for stock, n in zip(stocks, reviewed, strict=True)
    ]
    assert true[0] + found.high > true[1] + new
    if found.low > 0:
        assert true[0] + found.low - 1 <= true[1] + new + slack


def test_beijing_to_pass_shenzhen_from_the_counts_at_hand() -> None:
    """Beijing's list 5 is not known: the interval is wide, and says why.

    Of Shenzhen's list 2 the announced 170 less the 134 of batch 3 leave at most 36.
    """
    found = what_it_takes(load_counts(), "110000", "440300", tier="little_giant")
    assert found.batch == 8
    assert 0 <= found.needed.low < found.needed.high
    told = " ".join(text.en for text in found.assumptions)
    assert "Beijing: 1,210 valid after batch 7, of which 0 to 1,210 are reviewed" in told
    assert "Shenzhen: 1,333 valid after batch 7, of which 310 to 346 are reviewed" in told
    assert "61.9% to 87.0% pass" in told
    assert "298 to 347 new titles for Shenzhen" in told


def test_assumptions_of_the_user_replace_ours() -> None:
    """A certain pass rate and certain new titles of the other leave only the cohorts open."""
    known = book(
        *(count("a", 100, "1-4"), count("b", 120, "1-4")),
        *(count("a", 20, "2", basis=Basis.NEW), count("b", 40, "2", basis=Basis.NEW)),
    )
    found = what_it_takes(
        known,
        CODES["a"],
        CODES["b"],
        tier="little_giant",
        theirs_new=Between(10, 10),
        pass_rate=SURE,
    )
    assert (found.needed.ours_kept, found.needed.theirs_kept) == (
        Between(98, 98),
        Between(116, 116),
    )
    assert (found.needed.low, found.needed.high) == (29, 29)


def test_without_lists_of_the_other_they_must_be_assumed() -> None:
    """Nothing is made up of new titles nobody tells."""
    with pytest.raises(NoCountsError) as caught:
        what_it_takes(load_counts(), "440300", "110000", tier="little_giant")
    assert caught.value.code == "cities.pass_lists"


def test_without_stocks_after_one_batch_there_is_no_answer() -> None:
    """Ningbo and Nanjing have no valid stock after the same batch."""
    with pytest.raises(NoCountsError) as caught:
        what_it_takes(load_counts(), "330200", "320100", tier="little_giant")
    assert caught.value.code == "cities.pass_unknown"


def test_rates_and_lists_of_the_past() -> None:
    """The last three national reviews, the last three lists of Shenzhen; none known is 0 to 1."""
    known = load_counts()
    assert national_pass_rates(known, 7) == RateBetween(Fraction(1079, 1744), Fraction(3916, 4499))
    assert recent_lists(known, "440300", "little_giant", 7) == Between(298, 347)
    assert national_pass_rates(book(count("a", 1)), 4) == RateBetween(Fraction(0), Fraction(1))
