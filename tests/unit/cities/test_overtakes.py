"""Overtakes: only where counts of both stand at both ends and the order strictly changes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.cities.load import load_counts
from littlegiants.cities.model import Basis, CountBook, parse_when
from littlegiants.cities.overtakes import Overtake, claimed_overtake, find_overtakes
from tests.unit.cities.builders import CODES, book, count, series, source

Told = tuple[str, str, int, int, int, int]
NAMES = {code: name for name, code in CODES.items()}


def told(event: Overtake) -> Told:
    """Who, whom, between which batches, margins."""
    before, after = event.before, event.after
    who, whom = (NAMES.get(one.region.code, one.region.name.en) for one in (after.who, after.whom))
    return who, whom, before.batch, after.batch, before.margin, after.margin


def events(known: CountBook) -> list[Told]:
    """Every overtake, told shortly."""
    return [told(event) for event in find_overtakes(known, tier="little_giant").events]


def test_a_chain_of_overtakes() -> None:
    """From third to first, one place at a time: the invented, complete form of the article's chain."""
    known = series(a=[170, 445, 752, 1333], b=[182, 300, 350, 400], c=[263, 600, 740, 1210])
    assert events(known) == [("a", "b", 1, 2, -12, 145), ("a", "c", 2, 3, -155, 12)]
    found = find_overtakes(known, tier="little_giant").events
    assert all(event.is_firm and event.before.is_one_source for event in found)


def test_a_tie_is_no_overtake() -> None:
    """M6-T03: level after batch 2 is reported as a tie and nothing else."""
    found = find_overtakes(series(a=[1, 5], b=[2, 5]), tier="little_giant")
    assert found.events == ()
    assert [(tie.pairing.batch, tie.pairing.margin) for tie in found.ties] == [(2, 0)]


def test_a_tie_before_a_lead_is_no_overtake() -> None:
    """Who was never behind has passed nobody."""
    assert events(series(a=[5, 6], b=[5, 5])) == []


def test_through_a_tie_to_the_lead() -> None:
    """Behind, level, ahead: one overtake between the strict ends, with the tie named."""
    found = find_overtakes(series(a=[1, 5, 9], b=[2, 5, 8]), tier="little_giant").events
    assert [told(event) for event in found] == [("a", "b", 1, 3, -1, 1)]
    assert found[0].ties == (2,)


def test_three_at_once() -> None:
    """The last passes both others in one batch; they keep their order."""
    assert events(series(a=[1, 9], b=[3, 4], c=[2, 3])) == [
        ("a", "b", 1, 2, -2, 5),
        ("a", "c", 1, 2, -1, 6),
    ]


def test_back_and_forth_is_two_overtakes() -> None:
    """Passing and being passed again."""
    assert [one[:4] for one in events(series(a=[1, 3, 4], b=[2, 2, 5]))] == [
        ("a", "b", 1, 2),
        ("b", "a", 2, 3),
    ]


def test_a_gap_is_not_filled() -> None:
    """Without b's count after batch 2 the overtake lies between 1 and 3."""
    assert events(series(a=[1, 5, 9], b=[2, None, 8])) == [("a", "b", 1, 3, -1, 1)]


def test_without_a_count_at_one_end_there_is_none() -> None:
    """One end is not enough."""
    assert events(series(a=[1, 9], b=[2, None])) == []


def test_bases_are_not_mixed_in_a_pair() -> None:
    """A cumulative count before and a valid one after carry nothing."""
    known = book(
        count("a", 1, "1-3", basis=Basis.ANNOUNCED),
        count("b", 2, "1-3", basis=Basis.ANNOUNCED),
        count("a", 5),
        count("b", 4),
    )
    assert events(known) == []


def test_rounded_counts_carry_none() -> None:
    """“More than 1,500” says nothing about 1,490 or 1,510."""
    known = book(
        count("a", 1, "1-3"), count("b", 2, "1-3"), count("a", 1500, is_rounded=True), count("b", 4)
    )
    assert events(known) == []


def test_another_basis_agrees_or_raises_doubt() -> None:
    """The same change on the cumulative counts is noted; the reverse order is a doubt."""
    valid = [count("a", 1, "1-3"), count("b", 2, "1-3"), count("a", 5), count("b", 4)]
    same = [
        count(one.region.code, one.value + 10, f"1-{one.last_batch}", basis=Basis.ANNOUNCED)
        for one in valid
    ]
    found = find_overtakes(book(*valid, *same), tier="little_giant").events
    assert {event.bases_agreeing for event in found} == {(Basis.ANNOUNCED,), (Basis.VALID,)}
    other = [
        count("a", 12, "1-3", basis=Basis.ANNOUNCED),
        count("b", 11, "1-3", basis=Basis.ANNOUNCED),
    ]
    doubtful = find_overtakes(book(*valid, *other), tier="little_giant").events
    assert [event.bases_disagreeing for event in doubtful] == [(Basis.ANNOUNCED,)]
    assert not doubtful[0].is_firm


def test_sources_are_paired_with_themselves() -> None:
    """Where one source gives both, its pair is taken before a pair of two sources."""
    good, own = source("a1"), source("b1")
    known = book(
        *(
            count("a", 1, "1-3", by=good),
            count("b", 5, "1-3", by=own),
            count("a", 4, "1-3", by=own),
        ),
        *(count("a", 9, by=good), count("b", 8, by=good)),
    )
    found = find_overtakes(known, tier="little_giant").events
    assert [(e.before.who.value, e.before.whom.value) for e in found] == [(4, 5)]


def test_beijing_2025_is_derived_with_its_doubts() -> None:
    """M6-T01: 1,025 against 1,035, then 1,333 against 1,210; one source shows a tie before."""
    found = find_overtakes(load_counts(), tier="little_giant", code="440300")
    assert [told(event) for event in found.events] == [("Shenzhen", "Beijing", 6, 7, -10, 123)]
    assert [doubt.en for doubt in found.events[0].doubts] == [
        "1,035 of Beijing is derived",
        "by hscz2025 both have 1,027 after batch 6: a tie",
    ]
    assert [(tie.pairing.batch, tie.pairing.who.value) for tie in found.ties] == [(6, 1027)]


@pytest.mark.parametrize(
    ("whom", "year", "nearest"),
    [
        ("330200", "2022", {170, 182, 445, 442, 752, 397}),
        ("310000", "2023", {445, 442, 752, 1025, 505, 857}),
    ],
    ids=["Ningbo", "Shanghai"],
)
def test_claimed_but_not_derivable(whom: str, year: str, nearest: set[int]) -> None:
    """M6-T01: Ningbo (2022) and Shanghai (2023) are claimed only; the nearest counts are shown."""
    held = claimed_overtake(
        load_counts(),
        who="440300",
        whom=whom,
        tier="little_giant",
        when=parse_when(year),
        source="seed",
    )
    assert not held.is_derivable
    assert held.spanning is None
    assert {one.value for one in held.nearest} == nearest


def test_claimed_and_derivable() -> None:
    """Beijing (2025) is carried by the counts."""
    held = claimed_overtake(
        load_counts(),
        who="440300",
        whom="110000",
        tier="little_giant",
        when=parse_when("2025"),
        source="seed",
    )
    assert held.derived is not None
    assert held.nearest == ()


def test_an_overtake_over_a_longer_stretch_does_not_date_it() -> None:
    """Known after batches 1 and 3 only: that it happened is derived, that it was batch 2 is not."""
    known = series(a=[1, 5, 9], b=[2, None, 8])
    held = claimed_overtake(
        known,
        who=CODES["a"],
        whom=CODES["b"],
        tier="little_giant",
        when=parse_when("2020"),
        source="s",
    )
    assert held.derived is None
    assert held.spanning is not None
    assert (held.spanning.before.batch, held.spanning.after.batch) == (1, 3)


def test_the_claim_of_the_wrong_direction_is_not_derivable() -> None:
    """Who was passed did not pass."""
    known = series(a=[1, 5], b=[2, 4])
    held = claimed_overtake(
        known,
        who=CODES["b"],
        whom=CODES["a"],
        tier="little_giant",
        when=parse_when("2020"),
        source="s",
    )
    assert not held.is_derivable


@given(st.lists(st.tuples(*[st.one_of(st.none(), st.integers(0, 4))] * 3), min_size=1, max_size=7))
def test_every_overtake_is_strict_at_both_ends(rows: list[tuple[int | None, ...]]) -> None:
    """Behind before, ahead after, both counts of the book; the number of turns is the number of events."""
    known = series(**{name: [row[n] for row in rows] for n, name in enumerate("abc")})
    if not known.counts:
        return
    found = find_overtakes(known, tier="little_giant").events
    for event in found:
        assert event.before.margin < 0 < event.after.margin
        assert event.before.batch < event.after.batch
    for one, other in ((0, 1), (0, 2), (1, 2)):
        gaps = [_gap(row[one], row[other]) for row in rows]
        signs = [gap > 0 for gap in gaps if gap]
        turns = sum(a != b for a, b in pairwise(signs))
        pair = {"abc"[one], "abc"[other]}
        assert turns == sum({told(event)[0], told(event)[1]} == pair for event in found)


def _gap(one: int | None, other: int | None) -> int:
    """Nought where one is not known."""
    return 0 if one is None or other is None else one - other
