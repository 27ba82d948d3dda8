"""Parts of the invented city: shuffling, codes, names, careers."""

from __future__ import annotations

from collections import Counter
from datetime import date
from math import isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.synthetic.calibration import load_calibration
from littlegiants.synthetic.careers import Ladder, apportioned, climb
from littlegiants.synthetic.codes import PREFIX, credit_codes
from littlegiants.synthetic.model import COUNTED_ON, TITLED, City, DocumentKind, Tier
from littlegiants.synthetic.names import NameColumns, composed, printed, trade_names
from littlegiants.synthetic.shuffle import shuffled
from littlegiants.vocabulary.uscc import check_uscc

CALIBRATION = load_calibration()
PARTS = CALIBRATION.names
AS_OF = date(2026, 6, 1)
SHENZHEN = CALIBRATION.reference_size


def ladder(size: int) -> Ladder:
    """The careers of a city of some size."""
    return climb(City(size, 1, AS_OF), CALIBRATION)


def columns(numbers: range, *, seed: int = 1) -> NameColumns:
    """Names of firms with everything but trade name and business alike."""
    trades, businesses = trade_names(np.array(numbers), PARTS, seed=seed)
    zeros = np.zeros(len(numbers), dtype=np.int64)
    return NameColumns(zeros, trades, businesses, zeros)


# ------------------------------------------------------------------------------------ shuffling


@given(whole=st.integers(1, 5_000), seed=st.integers(0, 2**40))
def test_shuffling_loses_and_doubles_nothing(whole: int, seed: int) -> None:
    """Numbers below the whole are mapped one to one onto themselves."""
    found = shuffled(np.arange(whole), whole=whole, seed=seed)
    assert sorted(found.tolist()) == list(range(whole))


@given(number=st.integers(0, 10**7), seed=st.integers(0, 2**40))
def test_shuffling_does_not_overflow(number: int, seed: int) -> None:
    """The largest whole in use gives what exact integers give."""
    whole = 31**8
    zero, found = shuffled(np.array([0, number]), whole=whole, seed=seed).tolist()
    one = shuffled(np.array([1]), whole=whole, seed=seed).tolist()[0]
    assert found == (zero + number * (one - zero)) % whole


# ------------------------------------------------------------------------------------ codes


@given(start=st.integers(0, 10**7), seed=st.integers(0, 2**40))
def test_codes_have_right_check_digits_in_a_range_of_their_own(start: int, seed: int) -> None:
    """Both check digits are right, and the region digits name no division of any time."""
    for code in credit_codes(np.arange(start, start + 20), seed=seed).tolist():
        found = check_uscc(code).uscc
        assert found is not None
        assert (found.check_digit_ok, found.organisation_code_ok) == (True, True)
        assert (found.kind, found.is_region_known) == ("91", False)
        assert code.startswith(PREFIX)


def test_no_code_comes_twice() -> None:
    """A hundred thousand firms have a hundred thousand codes, and another seed has others."""
    codes = set(credit_codes(np.arange(100_000), seed=3).tolist())
    others = set(credit_codes(np.arange(100_000), seed=4).tolist())
    assert len(codes) == len(others) == 100_000
    assert len(codes & others) < 1_000


# ------------------------------------------------------------------------------------ names


@pytest.mark.parametrize("start", [0, 399_990, 9_900_000])
def test_no_two_firms_share_trade_name_and_business(start: int) -> None:
    """Names are different among neighbours, with two or three syllables."""
    found = columns(range(start, start + 50_000))
    assert len(set(composed(found, PARTS).tolist())) == 50_000


def test_names_of_the_ends_of_a_city_differ() -> None:
    """The first and the last firms of ten million have no name in common."""
    first = set(composed(columns(range(100_000)), PARTS).tolist())
    last = set(composed(columns(range(9_900_000, 10_000_000)), PARTS).tolist())
    assert first & last == set()


def test_one_firm_in_eleven_has_a_sibling() -> None:
    """Siblings share the trade name and differ in the business."""
    found = columns(range(1_100))
    assert found.trades[10] == found.trades[9]
    assert found.businesses[10] == found.businesses[9] + 1
    pairs = Counter(found.trades.tolist())
    assert sum(count >= 2 for count in pairs.values()) >= 100


def test_characters_are_in_gbk_and_none_comes_twice() -> None:
    """Lists in GB18030 and the shipped font hold every syllable."""
    for syllables in (PARTS.first_syllables, PARTS.syllables):
        assert len(set(syllables)) == len(syllables)
        assert syllables.encode("gbk").decode("gbk") == syllables


def test_printing_follows_the_stated_shares() -> None:
    """Each kind of difference comes as often as stated, within one percent of the rows."""
    found = columns(range(50_000))
    names, done = printed(found, PARTS, CALIBRATION.print_noise, np.random.default_rng(5))
    shares = {name: count / 50_000 for name, count in Counter(done.tolist()).items()}
    for name, share in CALIBRATION.print_noise.items():
        assert isclose(shares[name], share, abs_tol=0.01), name
    is_same = names == composed(found, PARTS)
    assert np.array_equal(is_same, done == "same")


def test_a_misprint_is_never_the_right_name_of_another() -> None:
    """A wrong character, or a place left out, hits no other firm's name."""
    found = columns(range(50_000))
    names, done = printed(found, PARTS, CALIBRATION.print_noise, np.random.default_rng(6))
    right = set(composed(found, PARTS).tolist())
    assert not right & set(names[done != "same"].tolist())


# ------------------------------------------------------------------------------------ careers


@given(total=st.integers(0, 10**7), weights=st.lists(st.floats(0.01, 1e4), min_size=1, max_size=9))
def test_parts_add_up_and_keep_their_share(total: int, weights: list[float]) -> None:
    """Apportioned parts add up, each within one of its exact share."""
    parts = apportioned(total, weights)
    assert sum(parts) == total
    exact = [total * weight / sum(weights) for weight in weights]
    assert all(abs(part - share) < 1 + 1e-6 for part, share in zip(parts, exact, strict=True))


def test_titles_are_those_published_of_shenzhen() -> None:
    """On 30 November 2025 1,333, 11,000 and 21,000 titles are valid."""
    found = ladder(SHENZHEN)
    assert [found.titles(tier, COUNTED_ON) for tier in TITLED] == [1_333, 11_000, 21_000]


def test_little_giants_of_each_year_are_those_published() -> None:
    """The stocks 170, 442, 752, 1,025 and 1,333 come out of the lists, losses and all."""
    found = ladder(SHENZHEN)
    years = [date(year, 12, 31) for year in range(2021, 2026)]
    stocks = [found.titles(Tier.LITTLE_GIANT, day) for day in years]
    assert stocks == [170, 442, 752, 1_025, 1_333]


def test_batches_are_those_published() -> None:
    """Final lists of batches 3 to 7 hold 134, 275, 310, 298 and 347, those of 2025 pass 240 of 279."""
    found = ladder(SHENZHEN)
    rows = dict(zip((d.key for d in found.documents), found.listed @ found.counts, strict=True))
    final = [int(rows[f"little_giant_{batch}_final"]) for batch in range(1, 8)]
    assert final[:2] == [7, 29]
    assert final[2:] == [134, 275, 310, 298, 347]
    assert int(rows["little_giant_7_review_passed"]) == 4 + 275 - 39


@pytest.mark.parametrize("size", [1_000, 1_001, 3_333, 5_000, 123_457, 10_000_000])
def test_other_sizes_have_titles_in_proportion(size: int) -> None:
    """Titles are those of the reference size, scaled and rounded, and every firm has a career."""
    found = ladder(size)
    for tier, published in zip(TITLED, (1_333, 11_000, 21_000), strict=True):
        assert found.titles(tier, COUNTED_ON) == round(published * size / SHENZHEN)
    assert int(found.counts.sum()) == size
    assert int(found.counts.min()) >= 0


def test_firms_are_dealt_out_exactly() -> None:
    """Each career has the number of firms that it is stated to have."""
    city = City(12_345, 9, AS_OF)
    found = climb(city, CALIBRATION)
    careers = found.career_of(np.arange(city.size), city)
    assert np.bincount(careers, minlength=len(found.careers)).tolist() == found.counts.tolist()


def test_upper_titles_stand_on_lower_ones() -> None:
    """A valid little giant is a valid SRDI firm, and that a valid innovative one."""
    found = ladder(SHENZHEN)
    giants, srdi, innovative = (found.holding(tier, COUNTED_ON) for tier in TITLED)
    assert not (giants & ~srdi).any()
    assert not (srdi & ~innovative).any()


def test_no_title_comes_before_the_one_below() -> None:
    """A city title is announced after the innovative title on which it stands."""
    for career in ladder(SHENZHEN).careers:
        stands = {stand.tier: stand for stand in career.stands}
        if Tier.SRDI in stands:
            assert stands[Tier.INNOVATIVE].batch <= stands[Tier.SRDI].batch


def test_publicity_lists_hold_what_is_announced_and_a_few_more() -> None:
    """Whoever is announced was put up for objections; those struck are on no final list."""
    found = ladder(SHENZHEN)
    by_key = {d.key: row for d, row in zip(found.documents, found.listed, strict=True)}
    for document in found.documents:
        if document.kind is DocumentKind.FINAL:
            publicity = by_key[document.key.replace("final", "publicity")]
            assert not (by_key[document.key] & ~publicity).any()
            struck = int((publicity & ~by_key[document.key]) @ found.counts)
            assert 0 <= struck <= 25
