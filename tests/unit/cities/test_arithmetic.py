"""Sums and differences: allowed within one basis, refused with the way out across bases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.cities.arithmetic import add, check_one_basis, difference, sum_of_lists
from littlegiants.cities.errors import MixedBasesError, NoCountsError, NotComparableError
from littlegiants.cities.load import load_counts
from littlegiants.cities.model import Basis, Level
from littlegiants.cities.ranks import rank_counts
from tests.unit.cities.builders import CODES, count

STOCK = count("a", 1025, "1-6")
NEW = count("a", 347, "7", basis=Basis.NEW)


def test_stock_and_new_are_not_added() -> None:
    """M6-T02: 1,025 + 347 is refused; the error names both bases and what to do."""
    with pytest.raises(MixedBasesError) as caught:
        add([STOCK, NEW])
    assert caught.value.code == "cities.mixed_bases"
    assert "valid on the date, new in the batch" in caught.value.text.en
    assert "复核退出" in caught.value.text.zh


def test_mixed_bases_are_not_subtracted_or_ranked() -> None:
    """M6-T02: the same for differences and ranks."""
    announced = count("b", 1030, "1-6", basis=Basis.ANNOUNCED)
    with pytest.raises(MixedBasesError):
        difference(STOCK, announced)
    with pytest.raises(MixedBasesError):
        rank_counts([STOCK, announced])


def test_lists_of_a_place_are_added() -> None:
    """List by list, each once."""
    lists = [
        count("a", value, str(batch), basis=Basis.NEW)
        for batch, value in ((5, 310), (6, 298), (7, 347))
    ]
    assert add(lists) == 955


def test_a_list_is_not_added_twice() -> None:
    """The same batch of the same place counts its enterprises twice."""
    with pytest.raises(NotComparableError) as caught:
        add([NEW, count("a", 348, "7", basis=Basis.NEW)])
    assert caught.value.code == "cities.counted_twice"


def test_two_stocks_of_a_place_are_not_added() -> None:
    """The stock of 2024 is largely the stock of 2025."""
    with pytest.raises(NotComparableError):
        add([STOCK, count("a", 1333, "1-7")])


def test_places_inside_one_another_are_not_added() -> None:
    """A plan city lies in its province."""
    province = count("440000", 2587, "1-7", level=Level.PROVINCE)
    city = count("440300", 1333, "1-7")
    with pytest.raises(NotComparableError) as caught:
        add([province, city])
    assert caught.value.code == "cities.region_inside"


def test_tiers_and_batches_are_not_mixed() -> None:
    """One enterprise may hold two titles; stocks after different batches differ in kind."""
    with pytest.raises(NotComparableError):
        add([STOCK, count("b", 1, "1-6", tier="srdi_sme")])
    with pytest.raises(NotComparableError):
        add([STOCK, count("b", 1, "1-7")])
    with pytest.raises(NotComparableError):
        difference(STOCK, count("b", 1, "1-7"))


def test_nothing_has_no_basis() -> None:
    """An empty sum is a question without counts."""
    with pytest.raises(NoCountsError):
        check_one_basis([])


def test_difference_of_a_place_over_time() -> None:
    """1,333 − 1,025 = 308."""
    assert difference(count("a", 1333, "1-7"), STOCK) == 308


def test_the_pure_sum_of_the_lists() -> None:
    """M1-T03: 170 + 275 + 310 + 298 + 347 = 1,400, and 1,053 before batch 7."""
    counts = load_counts().counts
    of_shenzhen = {"code": "440300", "tier": "little_giant"}
    assert sum_of_lists(counts, **of_shenzhen, through=7) == 1400
    assert sum_of_lists(counts, **of_shenzhen, through=6) == 1053


def test_a_missing_list_is_not_filled_in() -> None:
    """Batch 6 unknown: no sum through batch 7."""
    counts = [count("a", 100, "1-5", basis=Basis.ANNOUNCED), NEW]
    assert sum_of_lists(counts, code=CODES["a"], tier="little_giant", through=7) is None
    assert sum_of_lists(counts, code=CODES["a"], tier="little_giant", through=5) == 100


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=7))
def test_lists_add_to_their_sum(values: list[int]) -> None:
    """The sum is the sum, in any order."""
    lists = [
        count("a", value, str(batch), basis=Basis.NEW) for batch, value in enumerate(values, 1)
    ]
    assert add(lists) == add(lists[::-1]) == sum(values)
    assert sum_of_lists(lists, code=CODES["a"], tier="little_giant", through=len(values)) == sum(
        values
    )
