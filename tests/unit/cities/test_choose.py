"""Sources that differ: all values stay, one is the default, and the reason is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.cities.choose import cells, choose, conflicts
from littlegiants.cities.load import load_counts
from littlegiants.cities.model import Basis, Preference, Trust
from littlegiants.vocabulary.language import Text
from tests.unit.cities.builders import CODES, book, count, source

GOOD, WEAK = source("good", Trust.A), source("weak", Trust.C)


@pytest.mark.parametrize(
    ("code", "batch", "basis", "default", "others"),
    [
        ("440300", 7, Basis.VALID, 1333, {1333, 1337}),
        ("440300", 5, Basis.VALID, 752, {742, 754}),
        ("440300", 6, Basis.VALID, 1025, {1027, 1040}),
        ("310000", 7, Basis.VALID, 1026, {1026, 1032}),
        ("310000", 6, Basis.VALID, 857, {858}),
        ("110000", 6, Basis.VALID, 1035, {1027}),
        ("500000", 3, Basis.ANNOUNCED, 124, {123}),
        ("100000", 4, Basis.NEW, 4357, {4328}),
    ],
)
def test_shipped_conflicts_show_all_values(
    code: str, batch: int, basis: Basis, default: int, others: set[int]
) -> None:
    """M6-T05: every value of the cell is there, and the default is the documented one."""
    found = {
        (c.cell.code, c.cell.batch, c.cell.basis): c
        for c in conflicts(load_counts(), tier="little_giant")
    }
    choice = found[code, batch, basis].choice
    assert choice.count.value == default
    assert {other.value for other in choice.others} == others
    assert choice.reason.zh != choice.reason.en


def test_the_better_source_is_the_default() -> None:
    """Trust decides before anything else."""
    assert (
        choose([count("a", 5, by=WEAK), count("a", 6, by=GOOD, is_rounded=True)]).count.value == 6
    )


def test_between_equals_the_exact_the_stated_the_later() -> None:
    """Rounded, derived and older counts come second, in this order."""
    rounded, exact = count("a", 500, is_rounded=True), count("a", 497)
    derived = count("a", 498, by=source("t"), is_derived=True)
    older = count("a", 496, as_of="2022-09", by=source("a"))
    later = count("a", 495, as_of="2022-10", by=source("b"))
    assert choose([rounded, exact]).count is exact
    assert choose([derived, exact]).count is exact
    assert choose([older, later]).count is later


def test_a_repeated_count_is_no_second_default() -> None:
    """The origin is named, not who passes it on."""
    origin, copy = count("a", 5, by=source("z")), count("a", 5, by=source("b", repeats="z"))
    choice = choose([copy, origin])
    assert choice.count is origin
    assert not choice.is_conflict


def test_a_preference_decides_and_gives_its_reason() -> None:
    """Even against a better source; the other value stays in sight."""
    wanted = Preference(CODES["a"], "little_giant", Basis.VALID, 4, "weak", Text("理由", "because"))
    choice = choose([count("a", 5, by=WEAK), count("a", 6, by=GOOD)], [wanted])
    assert choice.count.value == 5
    assert "because" in choice.reason.en
    assert [other.value for other in choice.others] == [6]


@pytest.mark.parametrize(
    "other",
    [
        count("b", 6),
        count("a", 6, basis=Basis.ANNOUNCED),
        count("a", 6, "1-5"),
        count("a", 6, tier="srdi_sme"),
    ],
    ids=["place", "basis", "batch", "tier"],
)
def test_other_cells_are_no_conflict(other: object) -> None:
    """Different numbers for different questions do not contradict one another."""
    assert isinstance(other, type(count("a", 5)))
    assert conflicts(book(count("a", 5), other)) == ()


def test_without_batches_overlapping_dates_are_one_period() -> None:
    """A month within a year may be the same count; the next year is another."""
    year = count("a", 5, "", as_of="2022", tier="srdi_sme")
    month = count("a", 6, "", as_of="2022-10", tier="srdi_sme", by=GOOD)
    after = count("a", 7, "", as_of="2023-01", tier="srdi_sme")
    found = conflicts(book(year, month, after))
    assert [[c.value for c in one.choice.all] for one in found] == [[6, 5]]
    assert found[0].spread == 1


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from(list(Trust)), st.booleans()),
        min_size=1,
        max_size=6,
    )
)
def test_the_default_does_not_depend_on_order(
    rows: list[tuple[int, Trust, bool]],
) -> None:
    """Sources are compared, not counted off; nothing is lost."""
    given_counts = [
        count("a", value, by=source(f"s{n}", trust), is_rounded=rounded)
        for n, (value, trust, rounded) in enumerate(rows)
    ]
    turned = list(reversed(given_counts))
    assert choose(given_counts).count is choose(turned).count
    assert len(choose(given_counts).all) == len(given_counts)


def test_every_count_stands_in_one_cell() -> None:
    """Sorting into cells loses nothing."""
    shipped = load_counts()
    assert sum(len(counts) for counts in cells(shipped).values()) == len(shipped.counts)
