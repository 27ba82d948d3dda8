"""Changes of stock decomposed: what is new, what was lost at review, what is not known."""

from __future__ import annotations

import pytest

from littlegiants.cities.changes import national_review, percent, reviews_due, stock_change
from littlegiants.cities.errors import NoCountsError
from littlegiants.cities.load import load_counts
from littlegiants.cities.model import Basis
from tests.unit.cities.builders import CODES, book, count


def test_reviews_fall_due_every_third_batch() -> None:
    """Batch 7 reviews 4 and what passed of 1; batch 3 reviews none."""
    assert reviews_due(7) == (4, 1)
    assert reviews_due(4) == (1,)
    assert reviews_due(3) == ()


@pytest.mark.parametrize(
    ("batch", "reviewed", "passed", "rate"),
    [
        (4, 248, 142, "42.7%"),
        (5, 1744, 1079, "38.1%"),
        (6, 2930, 2430, "17.1%"),
        (7, 4499, 3916, "13.0%"),
    ],
)
def test_national_fail_rates(batch: int, reviewed: int, passed: int, rate: str) -> None:
    """From the final lists and the review lists."""
    review = national_review(load_counts(), batch)
    assert review is not None
    assert (review.reviewed, review.passed, percent(review.fail_rate)) == (reviewed, passed, rate)


@pytest.mark.parametrize("batch", [3, 8])
def test_no_review_or_none_known(batch: int) -> None:
    """Before the fourth batch nothing is due; of the eighth nothing is known."""
    assert national_review(load_counts(), batch) is None


@pytest.mark.parametrize(
    ("batch", "lost", "rate", "mixed"), [(6, 25, "18.7%", 1050), (7, 39, "14.2%", 1372)]
)
def test_the_losses_of_shenzhen(batch: int, lost: int, rate: str, mixed: int) -> None:
    """M1-T03: 25 of 134 in 2024 and 39 of 275 in 2025, inferred and attributed to review."""
    change = stock_change(load_counts(), "440300", tier="little_giant", batch=batch)
    assert (change.lost, change.mixed_sum, change.is_inferred) == (lost, mixed, True)
    assert change.lost_rate is not None
    assert percent(change.lost_rate) == rate


def test_a_stock_without_losses_is_remarked() -> None:
    """752 = 442 + 310 would mean that nobody failed a review in which 38 % failed."""
    change = stock_change(load_counts(), "440300", tier="little_giant", batch=5)
    assert change.lost == 0
    assert "38.1%" in change.remarks[0].en
    assert change.lost_others == (-2, 10)


def test_known_moves_enter_the_balance() -> None:
    """100 + 20 new + 3 moved in − 8 lost = 115."""
    known = book(
        count("a", 100, "1-4"), count("a", 115, "1-5"), count("a", 20, "5", basis=Basis.NEW)
    )
    assert stock_change(known, CODES["a"], tier="little_giant", batch=5, moved=3).lost == 8
    assert stock_change(known, CODES["a"], tier="little_giant", batch=5).lost == 5


def test_more_than_explained_is_no_negative_loss_in_silence() -> None:
    """A stock that grew by more than the new list is remarked."""
    known = book(
        count("a", 100, "1-4"), count("a", 130, "1-5"), count("a", 20, "5", basis=Basis.NEW)
    )
    change = stock_change(known, CODES["a"], tier="little_giant", batch=5)
    assert change.lost == -10
    assert change.remarks[0].en.startswith("10 more than explained")


def test_rounded_stocks_are_remarked() -> None:
    """Jiangsu's “more than 1,500” gives a rough loss only, and says so."""
    change = stock_change(load_counts(), "320000", tier="little_giant", batch=6)
    assert any("rounded" in remark.en for remark in change.remarks)


def test_what_is_missing_is_named() -> None:
    """Shanghai's stock after batch 5 is not known, so batch 6 is not decomposed."""
    with pytest.raises(NoCountsError) as caught:
        stock_change(load_counts(), "310000", tier="little_giant", batch=6)
    assert "Shanghai for batch 5" in caught.value.text.en


def test_shanghai_2025_by_its_official_counts() -> None:
    """857 + 214 − 1,026 = 45 lost."""
    assert stock_change(load_counts(), "310000", tier="little_giant", batch=7).lost == 45
