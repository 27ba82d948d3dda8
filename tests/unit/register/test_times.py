"""What holds on a day: years, standing values, figures of windows, dated events."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from littlegiants.intake.events import Event
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.quantity import Range
from tests.unit.register.builders import BUREAU, FIRM, VOCABULARY, Clerk, Row, row, uscc

A = uscc(1)
NAME = "深圳市甲光电有限公司"


def award(day: date, last: date | None = None) -> tuple[str, Event]:
    """A science award on a day, or between two."""
    return "science_award", Event(day, last or day)


def invested(day: date, amount: int | Fraction | Range | None) -> tuple[str, Event]:
    """Equity paid in on a day."""
    return "equity_paid_in", Event(day, day, amount)


@pytest.mark.parametrize(
    ("year", "column"),
    [(2025, "revenue_y0"), (2026, "revenue_y1"), (2027, "revenue_y2"), (2030, "revenue_y5")],
)
def test_the_same_year_is_met_under_another_column_later(
    clerk: Clerk, year: int, column: str
) -> None:
    """Columns count back from the day that is asked for."""
    clerk.receive(row(A, NAME, revenue_y1=500), as_of=date(2026, 6, 1))
    assert clerk.values(1, as_of=date(year, 6, 1)) == {column: 500}


@pytest.mark.parametrize("year", [2024, 2031])
def test_a_year_that_is_too_far_is_not_met(clerk: Clerk, year: int) -> None:
    """The year after the day asked for, or the sixth before it."""
    clerk.receive(row(A, NAME, revenue_y1=500), as_of=date(2026, 6, 1))
    assert clerk.values(1, as_of=date(year, 6, 1)) == {}


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2026, 2, 28), None),
        (date(2026, 3, 1), True),
        (date(2026, 8, 31), True),
        (date(2026, 9, 1), False),
        (date(2030, 1, 1), False),
    ],
)
def test_a_standing_value_holds_until_there_is_a_later_one(
    clerk: Clerk, day: date, value: bool | None
) -> None:
    """Not before its own day; as long as nobody says otherwise."""
    clerk.receive(row(A, NAME, is_sme=True), as_of=date(2026, 3, 1))
    clerk.receive(row(A, NAME, is_sme=False), as_of=date(2026, 9, 1))
    assert clerk.values(1, as_of=day).get("is_sme") is value


def test_a_later_word_of_a_lesser_source_does_not_speak(clerk: Clerk) -> None:
    """The precedence stands above the day."""
    clerk.receive(row(A, NAME, is_sme=True), as_of=date(2026, 3, 1), source=BUREAU)
    clerk.receive(row(A, NAME, is_sme=False), as_of=date(2026, 9, 1), source=FIRM)
    assert clerk.values(1, as_of=date(2026, 10, 1)) == {"is_sme": True}


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2026, 2, 28), None),
        (date(2026, 3, 1), 9),
        (date(2026, 12, 31), 9),
        (date(2027, 1, 1), None),
    ],
)
@pytest.mark.parametrize("column", ["revenue_sum_3y", "equity_paid_in_total_2y"])
def test_a_figure_of_a_window_holds_only_in_its_own_year(
    clerk: Clerk, day: date, value: int | None, column: str
) -> None:
    """The sum of three years to 2025 is not that of three years to 2026."""
    clerk.receive(Row(A, NAME, {column: 9}), as_of=date(2026, 3, 1))
    assert clerk.values(1, as_of=day).get(column) == value


def test_an_older_delivery_does_not_change_the_present(clerk: Clerk) -> None:
    """Last year's file loaded today speaks of last year."""
    clerk.receive(row(A, NAME, is_sme=True), as_of=date(2026, 3, 1))
    clerk.receive(row(A, NAME, is_sme=False), as_of=date(2025, 3, 1))
    assert clerk.values(1, as_of=date(2026, 6, 1)) == {"is_sme": True}
    assert clerk.values(1, as_of=date(2025, 6, 1)) == {"is_sme": False}


def test_a_size_industry_follows_from_the_industry_code(clerk: Clerk) -> None:
    """Worked out on asking, not stored."""
    clerk.receive(row(A, NAME, industry_code="3990"))
    assert clerk.values(1) == {"industry_code": "3990", "size_industry": "industry"}


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2024, 4, 30), None),
        (date(2024, 5, 1), True),
        (date(2026, 5, 1), True),
        (date(2026, 5, 2), None),
    ],
)
def test_an_event_is_in_the_windows_of_the_day_that_is_asked_for(
    clerk: Clerk, day: date, value: bool | None
) -> None:
    """From its own day on, until the same day two years later; an open list says no more."""
    clerk.receive(Row(A, NAME, events=(award(date(2024, 5, 1)),)), as_of=date(2024, 1, 1))
    assert clerk.values(1, as_of=day).get("science_award_past_2y") is value


@pytest.mark.parametrize(
    ("told_on", "day", "value"),
    [
        (date(2026, 6, 1), date(2026, 6, 1), False),
        (date(2026, 6, 1), date(2026, 5, 31), False),
        (date(2026, 6, 1), date(2026, 6, 2), None),
    ],
)
def test_a_whole_list_says_no_up_to_the_day_it_was_told(
    clerk: Clerk, told_on: date, day: date, value: bool | None
) -> None:
    """The day itself included; after it something may have happened."""
    clerk.receive(Row(A, NAME, whole=frozenset({"science_award"})), as_of=told_on)
    assert clerk.values(1, as_of=day).get("science_award_past_2y") is value


def test_calendar_windows_of_a_whole_list_stay_known_until_the_year_ends(clerk: Clerk) -> None:
    """Whole up to June 2026: the years to 2025 are decided all year, those to 2026 are not."""
    clerk.receive(Row(A, NAME, whole=frozenset({"science_award"})), as_of=date(2026, 6, 1))
    assert clerk.values(1, as_of=date(2026, 12, 31))["science_award_in_2y"] is False
    assert "science_award_in_2y" not in clerk.values(1, as_of=date(2027, 1, 1))


def test_the_sum_of_events(clerk: Clerk) -> None:
    """An open list gives a range upwards, a whole list the sum."""
    told = (invested(date(2024, 5, 1), 100), invested(date(2025, 5, 1), 20))
    clerk.receive(Row(A, NAME, events=told))
    assert clerk.values(1)["equity_paid_in_total_2y"] == Range(120, None)
    clerk.receive(Row(A, NAME, whole=frozenset({"equity_paid_in"})))
    assert clerk.values(1)["equity_paid_in_total_2y"] == 120


@pytest.mark.parametrize("amount", [Range(10, 30), Fraction(1, 3), None])
def test_an_amount_comes_back_as_it_was_told(clerk: Clerk, amount: Range | Fraction | None) -> None:
    """Exact, a range or unknown."""
    clerk.receive(Row(A, NAME, events=(invested(date(2024, 5, 1), amount),)))
    (event,) = clerk.knowledge(1).events["equity_paid_in"].events
    assert event.amount == amount


def test_the_same_event_told_twice_is_one(clerk: Clerk) -> None:
    """By two deliveries, whatever their sources."""
    told = (invested(date(2024, 5, 1), 100),)
    clerk.receive(Row(A, NAME, events=told, whole=frozenset({"equity_paid_in"})))
    clerk.receive(Row(A, NAME, events=told), source=BUREAU)
    assert clerk.values(1)["equity_paid_in_total_2y"] == 100


def test_two_equal_events_of_one_file_are_two(clerk: Clerk) -> None:
    """Two rounds of the same amount on the same day are paid in twice, as intake reads them."""
    told = (invested(date(2024, 5, 1), 100), invested(date(2024, 5, 1), 100))
    clerk.receive(Row(A, NAME, events=told, whole=frozenset({"equity_paid_in"})))
    assert clerk.values(1)["equity_paid_in_total_2y"] == 200


def test_events_of_an_enterprise_with_two_rows_count_once(clerk: Clerk) -> None:
    """Intake hands on the events of an enterprise, not of a row."""
    told = Row(A, NAME, {}, {}, (invested(date(2024, 5, 1), 100),), frozenset({"equity_paid_in"}))
    clerk.receive(told, told)
    assert clerk.values(1)["equity_paid_in_total_2y"] == 100


def test_an_event_whose_day_is_not_certain_leaves_the_window_open(clerk: Clerk) -> None:
    """Some time in 2024 may or may not be within two years of June 2026."""
    told = (award(date(2024, 1, 1), date(2024, 12, 31)),)
    clerk.receive(Row(A, NAME, events=told, whole=frozenset({"science_award"})))
    values = clerk.values(1)
    assert "science_award_past_2y" not in values
    assert values["science_award_past_3y"] is True
    assert values["science_award_past_1y"] is False


def test_a_stated_answer_stands_above_the_events(clerk: Clerk) -> None:
    """A source that says yes to the window itself speaks for it."""
    clerk.receive(Row(A, NAME, whole=frozenset({"science_award"})))
    clerk.receive(row(A, NAME, science_award_in_2y=True), source=BUREAU)
    assert clerk.values(1)["science_award_in_2y"] is True


def test_windows_follow_from_each_other(clerk: Clerk) -> None:
    """Yes in two years is yes in three; no in five is no in three."""
    clerk.receive(row(A, NAME, science_award_in_2y=True))
    clerk.receive(row(uscc(2), "深圳市乙光电有限公司", science_award_in_5y=False))
    assert clerk.values(1)["science_award_in_3y"] is True
    assert clerk.values(2)["science_award_in_3y"] is False


def test_titles_of_lists_stand_above_every_other_word(clerk: Clerk) -> None:
    """What the ministry printed is not a matter of what a firm says."""
    clerk.receive(row(A, NAME, srdi_sme_valid=True))
    said: dict[str, Value] = dict(
        clerk.knowledge(1).facts(VOCABULARY, {"srdi_sme_valid": {1: False}}).values
    )
    assert said == {"srdi_sme_valid": False}
