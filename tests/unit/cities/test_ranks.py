"""Ranks: ties share one, nothing is ranked that does not compare, and marks say what to know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.cities.errors import NoCountsError, NotComparableError
from littlegiants.cities.load import load_counts
from littlegiants.cities.model import Basis, CountBook, Level, parse_when
from littlegiants.cities.ranks import Mark, RankTable, rank_counts, rank_history, rank_table
from tests.unit.cities.builders import CODES, book, count, series, source

OF_CITIES = {"tier": "little_giant", "basis": Basis.VALID, "level": Level.CITY}


def table(known: CountBook, **more: object) -> RankTable:
    """Rank cities by valid stock."""
    wanted = {"tier": "little_giant", "basis": Basis.VALID, "level": Level.CITY, **more}
    return rank_table(known, **wanted)  # type: ignore[arg-type]  # options of the test


def ranks(found: RankTable) -> list[tuple[int, str, int]]:
    """Rank, name and value of each row."""
    return [(row.rank, row.count.region.name.en, row.count.value) for row in found.rows]


def test_ties_share_a_rank_and_the_next_is_left_out() -> None:
    """M6-T03: 5, 5, 3 rank 1, 1, 3."""
    found = rank_counts([count("a", 5), count("b", 5), count("c", 3)])
    assert [(one.rank, one.is_tied) for one in found] == [(1, True), (1, True), (3, False)]


def test_the_ranks_of_2025() -> None:
    """Shenzhen before Beijing before Shanghai, by valid stock after batch 7."""
    assert ranks(table(load_counts())) == [
        (1, "Shenzhen", 1333),
        (2, "Beijing", 1210),
        (3, "Shanghai", 1026),
    ]


def test_as_of_a_day_only_earlier_counts_are_used() -> None:
    """On 2025-03-31 the data company's count of that day is nearest: a tie at 1,027."""
    found = table(load_counts(), as_of=parse_when("2025-03-31"))
    assert found.batch == 6
    assert ranks(found)[:3] == [(1, "Beijing", 1027), (1, "Shenzhen", 1027), (3, "Shanghai", 858)]
    assert Mark.TIED in found.rows[0].marks
    assert Mark.CONFLICT in found.rows[0].marks


def test_one_source_alone_may_order_otherwise() -> None:
    """After batch 6 the defaults order Beijing first; one source shows both level."""
    found = table(load_counts(), batch=6)
    assert ranks(found)[:2] == [(1, "Beijing", 1035), (2, "Shenzhen", 1025)]
    assert [order.source for order in found.other_orders] == ["hscz2025"]
    assert [one.rank for one in found.other_orders[0].ranked[:3]] == [1, 1, 3]


def test_places_without_a_comparable_count_are_listed_with_the_reason() -> None:
    """Partial stocks, other bases, other batches: named, not ranked."""
    known = book(
        count("a", 9, "1-7"),
        count("b", 5, "1-6"),
        count("c", 4, "1-3", as_of="2022-11"),
        count("940100", 3, "1-7", basis=Basis.ANNOUNCED),
        count("950100", 12, "", as_of="2025"),
    )
    found = table(known)
    assert len(found.rows) == 1
    assert {one.count.region.code: one.reason.en for one in found.left_out} == {
        "950100": "the source does not say through which batch",
        "920100": "known only after batch 6",
        "930100": "counts only enterprises of batches 1-3, when a later batch was known",
        "940100": "other basis: announced, cumulative",
    }
    assert [one.value for one in found.missing_ahead] == [12]


def test_marks_name_what_to_know_of_a_row() -> None:
    """Rounded, derived, stale, of other precision, from a weak source."""
    known = book(
        count("a", 9, as_of="2023-06-30"),
        count("b", 8, as_of="2023-06-30"),
        count(
            "c", 7, as_of="2022-09", is_rounded=True, is_derived=True, by=source("w", repeats="")
        ),
    )
    marks = table(known).rows[2].marks
    assert set(marks) == {Mark.STALE, Mark.OTHER_PRECISION, Mark.ROUNDED, Mark.DERIVED}
    assert table(known).rows[0].marks == ()


def test_a_tier_without_batches_is_ranked_by_date() -> None:
    """A count more than a year older than the newest is not ranked with it."""
    found = rank_table(load_counts(), tier="srdi_sme", basis=Basis.VALID, level=Level.CITY)
    assert ranks(found) == [(1, "Shanghai", 12000), (2, "Shenzhen", 11000)]
    assert [one.count.region.name.en for one in found.left_out] == ["Beijing"]


def test_nothing_known_is_said() -> None:
    """An unknown batch has no table."""
    with pytest.raises(NoCountsError) as caught:
        table(load_counts(), batch=9)
    assert caught.value.code == "cities.nothing_to_rank"


def test_other_batches_are_not_ranked_together() -> None:
    """Counts after batches 6 and 7 do not compare."""
    with pytest.raises(NotComparableError):
        rank_counts([count("a", 5, "1-6"), count("b", 5, "1-7")])


def test_history_tells_who_may_be_ahead_unseen() -> None:
    """Shenzhen is first of six after batch 5 only because Beijing and Shanghai are not known."""
    steps = rank_history(load_counts(), "440300", **OF_CITIES)  # type: ignore[arg-type]
    assert [(s.batch, s.rank, s.of, s.perhaps_ahead) for s in steps] == [
        (4, 2, 4, 1),
        (5, 1, 6, 2),
        (6, 2, 10, 0),
        (7, 1, 3, 0),
    ]


def test_history_of_a_complete_series() -> None:
    """Third, level first, first."""
    known = series(a=[1, 6, 9], b=[2, 6, 8], c=[3, 5, 7])
    steps = rank_history(known, CODES["a"], **OF_CITIES)  # type: ignore[arg-type]
    assert [(s.batch, s.rank, s.of) for s in steps] == [(1, 3, 3), (2, 1, 3), (3, 1, 3)]


@given(st.lists(st.integers(0, 20), min_size=1, max_size=8))
def test_a_rank_is_one_more_than_those_above(values: list[int]) -> None:
    """Whatever the values, and ties are mutual."""
    counts = [count(f"9{n}0000", value) for n, value in enumerate(values)]
    for one in rank_counts(counts):
        assert one.rank == 1 + sum(value > one.count.value for value in values)
        assert one.is_tied == (values.count(one.count.value) > 1)
