"""Procedure and working days are data, chosen by date and place, and never guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.recognition.errors import CalendarUnknownError, RecognitionError
from littlegiants.recognition.procedures import (
    lies_in,
    load_correction_words,
    load_procedures,
    months_later,
    read_programme,
    years_later,
)
from littlegiants.recognition.working_days import load_calendar, read_calendar
from littlegiants.rulebooks.editions import Catalog
from littlegiants.vocabulary.errors import CatalogError

PROCEDURES = load_procedures()
CALENDAR = load_calendar()
KNOWN_DAYS = st.dates(date(2024, 1, 2), date(2026, 11, 1))


# Procedures


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2022, 7, 31), "before_63"),
        (date(2022, 8, 1), "miit_2022_63"),
        (date(2026, 3, 31), "miit_2022_63"),
        (date(2026, 4, 1), "miit_2026_2"),
    ],
)
def test_the_text_in_force_is_chosen_by_day(day: date, name: str) -> None:
    """The last and the first day of each text."""
    found = PROCEDURES.programme("little_giant").on(day)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("year", "region", "by"),
    [
        (2025, "440300", date(2025, 4, 30)),
        (2026, "440300", date(2026, 5, 31)),
        (2024, "110108", date(2024, 6, 10)),
        (2025, "110108", date(2025, 4, 30)),
        (2024, None, date(2024, 4, 30)),
    ],
)
def test_the_update_deadline_follows_text_and_place(
    year: int, region: str | None, by: date
) -> None:
    """30 April under No. 63, 31 May under No. 2; Beijing's own window only in its year and place."""
    found = PROCEDURES.programme("srdi_sme").update_in(year, region)
    assert found is not None
    assert found.deadline(year) == by


def test_every_title_of_the_ladder_lasts_three_years_and_is_cited() -> None:
    """Validity, cohort and ban of three years with a citation and a confidence."""
    for name in ("innovative_sme", "srdi_sme", "little_giant"):
        for edition in PROCEDURES.programme(name).editions:
            assert edition.validity_years.count == edition.cohort_years.count == 3
            assert edition.cite.zh
            assert edition.validity_years.rule.confidence
            assert edition.ban_years is None or edition.ban_years.count == 3


def test_rounds_name_editions_that_exist() -> None:
    """The standard of an announced round is an edition of the rulebook catalog."""
    editions = Catalog().folders
    for programme in PROCEDURES.programmes.values():
        for announced in programme.rounds:
            assert announced.standard is None or announced.standard in editions


def test_an_unknown_programme_is_named_with_those_there_are() -> None:
    """A mistyped programme is a request that cannot be carried out."""
    with pytest.raises(RecognitionError, match="little_giant"):
        PROCEDURES.programme("giant")


def test_a_faulty_file_names_its_line() -> None:
    """A missing key is reported with file and line."""
    with pytest.raises(CatalogError, match=r"x\.yaml:1"):
        read_programme("programme: x\ntier: 1\n", "x.yaml")


def test_a_citys_own_file_replaces_the_packages(tmp_path: Path) -> None:
    """What a city writes into its catalog folder wins for that programme."""
    folder = tmp_path / "programmes"
    folder.mkdir()
    own = (
        "programme: srdi_sme\ntitle: {zh: 专精特新, en: SRDI}\ntier: 2\neditions:\n"
        "  - name: own\n    from: 2022-08-01\n    cite: {zh: 市, en: city}\n"
        "    validity: {years: 2, confidence: H1}\n"
        "    renewal: {kind: review, after_years: 2, confidence: H1}\n"
    )
    (folder / "srdi_sme.yaml").write_text(own, encoding="utf-8")
    found = load_procedures(tmp_path)
    assert found.programme("srdi_sme").editions[0].validity_years.count == 2
    assert len(found.programmes) == len(PROCEDURES.programmes)


def test_correction_words_mean_one_thing_each() -> None:
    """No word of the correction table stands under two changes."""
    words = [word for entries in load_correction_words().words.values() for word in entries]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("region", "wider", "expected"),
    [
        ("440305", "440300", True),
        ("440305", "440000", True),
        ("441900", "440300", False),
        ("440300", "440305", False),
        ("440305", None, True),
        (None, "440300", False),
        ("", None, True),
    ],
)
def test_a_division_lies_in_wider_ones(
    region: str | None, wider: str | None, expected: bool
) -> None:
    """District in city in province in nation; nowhere lies in the nation only."""
    assert lies_in(region, wider) is expected


def test_anniversaries_of_the_leap_day() -> None:
    """29 February plus three years is 1 March, plus four is 29 February."""
    assert years_later(date(2024, 2, 29), 3) == date(2027, 3, 1)
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_months_end_with_the_month() -> None:
    """30 November plus three months is the last of February."""
    assert months_later(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert months_later(date(2025, 12, 1), 1) == date(2026, 1, 1)


# Working days


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 9), True),
        (date(2024, 2, 10), False),
        (date(2024, 2, 17), False),
        (date(2024, 2, 18), True),
        (date(2025, 10, 8), False),
        (date(2025, 10, 9), True),
        (date(2025, 10, 11), True),
        (date(2026, 1, 4), True),
        (date(2026, 5, 9), True),
        (date(2026, 5, 10), False),
        (date(2026, 5, 11), True),
    ],
)
def test_holidays_and_working_weekends(day: date, works: bool) -> None:
    """The edges of holidays, and Saturdays and Sundays on which people work."""
    assert CALENDAR.is_working_day(day) is works


def test_a_period_of_publicity_skips_the_golden_week() -> None:
    """Five working days from 28 September 2026 end on 9 October; a start on a Sunday does not count."""
    assert CALENDAR.last_of(date(2026, 9, 28), 5) == date(2026, 10, 9)
    assert CALENDAR.last_of(date(2026, 11, 1), 5) == CALENDAR.last_of(date(2026, 11, 2), 5)
    assert CALENDAR.last_of(date(2026, 11, 2), 1) == date(2026, 11, 2)


def test_a_year_without_a_table_is_unknown_and_not_guessed() -> None:
    """A period that runs into such a year is refused; the finding names the year."""
    assert not CALENDAR.is_known(2027)
    with pytest.raises(CalendarUnknownError, match="2027"):
        CALENDAR.last_of(date(2026, 12, 30), 5)
    assert CALENDAR.last_of(date(2026, 12, 30), 2) == date(2026, 12, 31)
    findings = CALENDAR.check(date(2026, 12, 30), date(2027, 1, 8))
    assert [(finding.code, finding.severity.value) for finding in findings] == [
        ("recognition.calendar_unchecked", "note"),
        ("recognition.calendar_unknown", "error"),
    ]
    assert CALENDAR.check(date(2024, 1, 1), date(2024, 12, 31)) == ()


def test_a_city_adds_a_year(tmp_path: Path) -> None:
    """A file in the city's own folder makes the year known."""
    (tmp_path / "calendars").mkdir()
    text = "year: 2027\nholidays:\n  - {name: 元旦, from: 2027-01-01, to: 2027-01-03}\n"
    (tmp_path / "calendars" / "cn_2027.yaml").write_text(text, encoding="utf-8")
    assert load_calendar(tmp_path).last_of(date(2026, 12, 30), 3) == date(2027, 1, 4)


@pytest.mark.parametrize(
    "text",
    [
        "year: 2027\nworking_weekends: [2027-01-04]\n",
        "year: 2027\nholidays:\n  - {from: 2027-01-03, to: 2027-01-01}\n",
        "year: 2027\nholidays:\n  - {from: 2026-12-31, to: 2027-01-01}\n",
        "holidays: []\n",
        "- 1\n",
    ],
)
def test_a_faulty_table_is_refused(text: str) -> None:
    """A working weekend on a Monday, a holiday that ends before it starts or in another year."""
    with pytest.raises(CatalogError):
        read_calendar(text, "cn_2027.yaml")


@given(KNOWN_DAYS, st.integers(1, 20))
def test_adding_and_taking_away_working_days_meet(day: date, count: int) -> None:
    """From a working day, so many forward and back is the same day; between them so many lie."""
    day = CALENDAR.add(day, 1)
    there = CALENDAR.add(day, count)
    assert CALENDAR.is_working_day(there)
    assert CALENDAR.add(there, -count) == day
    assert CALENDAR.between(day, there) == count + 1
