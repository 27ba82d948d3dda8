"""Dates as sources give them, batches, places and who repeats whom."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.cities.model import (
    Basis,
    Count,
    Level,
    Precision,
    Region,
    parse_batches,
    parse_when,
)
from littlegiants.vocabulary.language import Text
from tests.unit.cities.builders import book, count, region, source


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31), Precision.MONTH),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), Precision.DAY),
    ],
)
def test_a_date_keeps_its_precision(
    text: str, first: date, last: date, precision: Precision
) -> None:
    """A month is the stretch of its days, a year of its months."""
    when = parse_when(text)
    assert (when.first, when.last, when.precision) == (first, last, precision)


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2023-02-29", "2024/09", "2024-9", "x"])
def test_what_is_no_date_is_refused(text: str) -> None:
    """Nothing is guessed of a date."""
    with pytest.raises(ValueError):  # noqa: PT011 - the calendar says it in its own words
        parse_when(text)


@given(st.dates(), st.dates())
def test_overlap_is_mutual(one: date, other: date) -> None:
    """If one date may be the other, the other may be the one."""
    a, b = parse_when(one.isoformat()), parse_when(f"{other.year:04d}")
    assert a.overlaps(b) == b.overlaps(a) == (one.year == other.year)


def test_batches_are_spans_or_pairs() -> None:
    """1-4 is four batches, 1+4 is two, nothing is none."""
    assert parse_batches("1-4") == (1, 2, 3, 4)
    assert parse_batches("1+4") == (1, 4)
    assert parse_batches("7") == (7,)
    assert parse_batches(" ") == ()


@pytest.mark.parametrize("text", ["4-1", "0", "0-3", "1,4", "a", "1-", "-1"])
def test_what_is_no_batch_is_refused(text: str) -> None:
    """A span runs upwards from one."""
    with pytest.raises(ValueError, match=r".*"):
        parse_batches(text)


@pytest.mark.parametrize(
    ("outer", "inner", "holds"),
    [
        ("440000", "440300", True),
        ("440300", "440305", True),
        ("110000", "110108", True),
        ("500000", "500103", True),
        ("440000", "450300", False),
        ("440300", "440000", False),
        ("440300", "440300", False),
        ("371000", "370600", False),
        ("320200", "320282", True),
    ],
)
def test_codes_tell_what_lies_where(outer: str, inner: str, holds: bool) -> None:
    """A province holds its cities and a city its districts, by code."""
    name = Text("虚构", "invented")
    one, other = Region(outer, Level.CITY, name), Region(inner, Level.CITY, name)
    assert one.holds(other) is holds


def test_the_nation_holds_all() -> None:
    """Every place lies in the nation."""
    nation = Region("100000", Level.NATION, Text("全国", "China"))
    assert nation.holds(region("a"))


def test_who_repeats_the_document_is_its_own_source() -> None:
    """Repeating goes through any number of hands, and a circle ends."""
    first, second, third = (
        source("doc"),
        source("copy", repeats="doc"),
        source("again", repeats="copy"),
    )
    loop = source("loop", repeats="loop")
    known = book(*(count("a", 1, by=one) for one in (first, second, third, loop)))
    assert known.repeats(third, "doc")
    assert known.repeats(first, "doc")
    assert not known.repeats(first, "copy")
    assert not known.repeats(loop, "doc")


def test_a_stock_of_old_batches_is_partial() -> None:
    """A stock of batches 1 to 3 dated after batch 4 leaves out enterprises."""
    known = book(count("a", 1))
    assert known.is_partial(count("a", 1, "1-3", as_of="2022-11"))
    assert not known.is_partial(count("a", 1, "1-3", as_of="2022-09"))
    assert not known.is_partial(count("a", 1, "1-3", as_of="2022"))
    assert known.is_partial(count("a", 1, "2-3", as_of="2021-09"))
    assert not known.is_partial(count("a", 1, "1-3", as_of="2022-11", basis=Basis.ANNOUNCED))


def test_a_register_gives_its_own_count() -> None:
    """The city's own register is a source of the best trust, dated to the day."""
    own = Count.of_register(
        region("a"),
        "little_giant",
        Basis.VALID,
        as_of=date(2025, 11, 1),
        batches=(1, 2),
        value=7,
        register="虚构登记册",
    )
    assert own.source.trust.order == 0
    assert own.as_of.precision is Precision.DAY
    assert own.last_batch == 2
