"""Divisions have periods: what stood where on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.linkage.divisions import COPY_DAY, Level, divisions, home_of, place_as_of

LATE_2024 = date(2024, 12, 31)
CODES = st.sampled_from(sorted({*divisions().current, *(code for code, _ in divisions().former)}))


@pytest.mark.parametrize(
    ("code", "as_of", "name"),
    [
        ("340221", None, "湾沚区"),
        ("340210", date(2019, 6, 1), "芜湖县"),
        ("340210", date(2020, 12, 31), "湾沚区"),
        ("340210", date(2020, 12, 30), "芜湖县"),
        ("371202", None, "莱芜区"),
        ("371200", None, "济南市"),
        ("371200", date(2017, 1, 1), "莱芜市"),
        ("320684", None, "海门区"),
        ("500112", None, "两江新区"),
        ("500112", LATE_2024, "渝北区"),
        ("440309", date(2010, 1, 1), "深圳市"),
        ("330110", None, "余杭区"),
        ("320800", None, "淮安市"),
    ],
)
def test_place_as_of(code: str, as_of: date | None, name: str) -> None:
    """Changes are followed on and back, at, just before and after the day they hold from."""
    found = place_as_of(code, as_of)
    assert found is not None
    assert found.name == name


def test_ground_of_several_is_the_city() -> None:
    """两江新区 came of two districts: before that only the city can be told."""
    found = place_as_of("500157", LATE_2024)
    assert found is not None
    assert found.name == "重庆市"


def test_an_unknown_code_is_no_place() -> None:
    """Nothing is guessed."""
    assert place_as_of("999999") is None
    assert home_of("999999") is None
    assert home_of("") is None


@pytest.mark.parametrize(
    ("code", "home"),
    [
        ("440305", ("440000", "440300", "440305")),
        ("440301", ("440000", "440300", None)),
        ("440000", ("440000", None, None)),
        ("310115", ("310000", "310000", "310115")),
        ("429004", ("420000", "429004", "429004")),
        ("371203", ("370000", "370100", "370117")),
    ],
)
def test_home_of(code: str, home: tuple[str, str | None, str | None]) -> None:
    """Province, city and county of today; municipalities and counties under a province are cities."""
    assert home_of(code) == home


@given(CODES)
def test_every_division_of_any_time_has_a_place_today(code: str) -> None:
    """No chain of changes leads nowhere."""
    found = place_as_of(code)
    assert found is not None
    assert found.valid_to is None


@given(CODES, st.dates(date(2000, 1, 1), date(2026, 12, 31)))
def test_a_place_holds_on_its_day(code: str, day: date) -> None:
    """Whatever is returned for a day exists on it."""
    found = place_as_of(code, day)
    assert found is None or found.holds(day)


def test_todays_divisions() -> None:
    """34 provinces, 333 cities, 2,847 counties; none begins after the copy was made."""
    current = list(divisions().current.values())
    counts = [sum(d.level is level for d in current) for level in Level]
    assert counts == [34, 333, 2847]
    assert max(d.valid_from for d in current if d.valid_from) <= COPY_DAY
