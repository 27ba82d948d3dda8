"""Dated events and their windows."""

from __future__ import annotations

from datetime import date

import pytest

from littlegiants.intake.events import Event, parse_date, window_values, windows_of
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.quantity import Exact, Range
from tests.unit.intake.builders import VOCABULARY

AS_OF = date(2026, 6, 1)
EQUITY = windows_of(VOCABULARY.facts["equity_paid_in"], AS_OF)
AWARD = windows_of(VOCABULARY.facts["science_award"], AS_OF)


def on(day: str, amount: Exact | Range | None = None) -> Event:
    """Build an event on a written date."""
    return Event(*parse_date(day), amount)


UNDATED = Event(date.min, AS_OF)


def awards(*events: Event, is_complete: bool = True) -> dict[str, Value]:
    """Return the windows of awards without the name of the fact."""
    values = window_values(AWARD, events, is_complete=is_complete)
    return {name.removeprefix("science_award_"): value for name, value in values.items()}


def totals(*events: Event, is_complete: bool = True) -> list[Value]:
    """Return the totals of equity over one to five years."""
    values = window_values(EQUITY, events, is_complete=is_complete)
    return [values.get(f"equity_paid_in_total_{n}y") for n in range(1, 6)]


@pytest.mark.parametrize(
    ("day", "window", "holds"),
    [
        ("2023-01-01", "in_3y", True),
        ("2022-12-31", "in_3y", False),
        ("2025-12-31", "in_3y", True),
        ("2026-01-01", "in_3y", False),
        ("2023-06-01", "past_3y", True),
        ("2023-05-31", "past_3y", False),
        ("2026-06-01", "past_3y", True),
        ("2024-01-01", "since_y2", True),
        ("2023-12-31", "since_y2", False),
        ("2026-06-01", "since_y2", True),
        ("2026-01-01", "since_y0", True),
    ],
)
def test_first_and_last_day(day: str, window: str, holds: bool) -> None:
    """Each window includes its first and its last day and nothing beyond."""
    assert awards(on(day))[window] is holds


def test_leap_day() -> None:
    """A window of whole years that begins on 29 February begins on the 28th elsewhere."""
    windows = windows_of(VOCABULARY.facts["science_award"], date(2024, 2, 29))
    values = window_values(windows, [on("2023-02-28")], is_complete=True)
    assert values["science_award_past_1y"] is True


def test_totals_by_calendar_year() -> None:
    """Amounts add up over calendar years, this year's left out."""
    events = (on("2025-05-01", 5), on("2024-05-01", 3), on("2022-05-01", 1), on("2026-02-01", 9))
    assert totals(*events) == [5, 8, 8, 9, 9]


def test_nothing_happened() -> None:
    """With all events told, windows without any are zero or false."""
    assert totals() == [0, 0, 0, 0, 0]
    assert awards()["in_3y"] is False


def test_not_all_events_told() -> None:
    """Without that, windows without an event stay unknown, and a sum is only a least one."""
    least = Range(5, None)
    assert totals(on("2023-05-01", 5), is_complete=False) == [None, None, least, least, least]
    assert "in_3y" not in awards(is_complete=False)


def test_undated_event() -> None:
    """An event without a date leaves every window unknown that another event does not decide."""
    values = awards(UNDATED, on("2024-05-01"))
    assert values["in_2y"] is True
    assert "in_1y" not in values


def test_undated_amount() -> None:
    """An amount without a date makes totals a range."""
    undated = Event(date.min, AS_OF, 4)
    assert totals(undated, on("2024-05-01", 3))[:2] == [Range(0, 4), Range(3, 7)]


def test_undated_amount_with_events_untold() -> None:
    """If more may have happened, a doubtful total has no upper end."""
    undated = Event(date.min, AS_OF, 4)
    assert totals(undated, on("2024-05-01", 3), is_complete=False)[:2] == [None, Range(3, None)]


def test_amount_not_known() -> None:
    """An amount that is not known leaves a lower bound."""
    assert totals(on("2025-05-01"), on("2024-05-01", 3))[:2] == [None, Range(3, None)]


def test_amount_known_as_range() -> None:
    """The total of ranges is a range."""
    assert totals(on("2025-05-01", Range(2, 5)), on("2025-06-01", 1))[0] == Range(3, 6)


def test_month_and_year() -> None:
    """A month or a year decides the windows that hold all of it."""
    values = awards(on("2023"))
    assert values["in_3y"] is True
    assert "past_3y" not in values
    assert awards(on("2023年7月"))["past_3y"] is True


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-05-01", date(2024, 5, 1), date(2024, 5, 1)),
        ("2024/5/1", date(2024, 5, 1), date(2024, 5, 1)),
        ("2024.05.01", date(2024, 5, 1), date(2024, 5, 1)),
        ("20240501", date(2024, 5, 1), date(2024, 5, 1)),
        ("２０２４年５月１日", date(2024, 5, 1), date(2024, 5, 1)),
        ("2024-05-01T08:00:00", date(2024, 5, 1), date(2024, 5, 1)),
        ("2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023.05", date(2023, 5, 1), date(2023, 5, 31)),
        ("2024年", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_dates(text: str, first: date, last: date) -> None:
    """Dates are read as people write them, to the day, month or year."""
    assert parse_date(text) == (first, last)


@pytest.mark.parametrize("text", ["", "去年", "2024-13-01", "2024-02-30", "24-05-01", "0000"])
def test_no_dates(text: str) -> None:
    """What is no date is refused."""
    with pytest.raises(ValueError, match=r".*"):
        parse_date(text)
