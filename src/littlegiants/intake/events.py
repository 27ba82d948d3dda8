"""Dated events become the values of windows.

| window | holds the events dated |
|---|---|
| total in, happened in n years | in the calendar years Y−n … Y−1 |
| happened past n years | from the same day n years before the as-of date to the as-of date |
| happened since year n | from 1 January Y−n to the as-of date |

Both ends are included. A date may be a month or a year: it then lies somewhere in it. What may or
may not lie in a window leaves the window unknown, unless other events decide it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.facts import Fact
from littlegiants.vocabulary.quantity import Exact, Range, fold
from littlegiants.vocabulary.slots import EVENT_FORMS, YEARS_BACK_MAX, Form, Slot

_DATE = re.compile(r"(\d{4})(?:年|[-./]|$)(?:(\d{1,2})(?:月|[-./]|$)(?:(\d{1,2})日?)?)?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened between two days (the same day if the date is exact).

    `amount` is in stored units, None if it is not known.
    """

    first: date
    last: date
    amount: Exact | Range | None = None

    def lies_within(self, first: date, last: date) -> bool:
        """True if the event certainly happened between two days."""
        return first <= self.first and self.last <= last

    def may_lie_within(self, first: date, last: date) -> bool:
        """True if it is open whether the event happened between two days."""
        return self.first <= last and self.last >= first and not self.lies_within(first, last)


def parse_date(text: str) -> tuple[date, date]:
    """Return the first and the last day that a written date may mean; raises `ValueError`."""
    folded = "".join(fold(text).partition("T")[0].split())
    found = _COMPACT_DATE.fullmatch(folded) or _DATE.fullmatch(folded)
    if found is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


@dataclass(frozen=True, slots=True)
class Window:
    """A slot of an event fact with the first and the last day that it looks at."""

    column: str
    form: Form
    first: date
    last: date


def windows_of(fact: Fact, as_of: date) -> tuple[Window, ...]:
    """Return every window that can be asked of a fact on a day."""
    slots = (
        Slot(fact.name, form, n)
        for form in EVENT_FORMS
        if fact.allows(form)
        for n in range(0 if form is Form.HAPPENED_SINCE else 1, YEARS_BACK_MAX + 1)
    )
    return tuple(Window(slot.column, slot.form, *days_of(slot, as_of)) for slot in slots)


def days_of(slot: Slot, as_of: date) -> tuple[date, date]:
    """Return the first and the last day of the window that a slot asks for."""
    year = as_of.year
    if slot.form is Form.HAPPENED_PAST:
        return _years_before(as_of, slot.n), as_of
    if slot.form is Form.HAPPENED_SINCE:
        return date(year - slot.n, 1, 1), as_of
    return date(year - slot.n, 1, 1), date(year - 1, 12, 31)


def window_values(
    windows: Iterable[Window], events: Sequence[Event], *, is_complete: bool
) -> dict[str, Value]:
    """Return what the events of one fact say of its windows; windows left open are not there.

    Without `is_complete` a window that holds no event is open: an event may not have been told.
    """
    values: dict[str, Value] = {}
    for window in windows:
        first, last = window.first, window.last
        inside = [event for event in events if event.lies_within(first, last)]
        perhaps = [event for event in events if event.may_lie_within(first, last)]
        value = _value(window.form, inside, perhaps, is_complete=is_complete)
        if value is not None:
            values[window.column] = value
    return values


def _years_before(day: date, years: int) -> date:
    last = monthrange(day.year - years, day.month)[1]
    return date(day.year - years, day.month, min(day.day, last))


def _value(
    form: Form, inside: Sequence[Event], perhaps: Sequence[Event], *, is_complete: bool
) -> Value:
    if form is not Form.TOTAL_IN:
        if inside:
            return True
        return False if is_complete and not perhaps else None
    if not inside and not perhaps:
        return 0 if is_complete else None
    return _total(inside, perhaps, is_complete=is_complete)


def _total(inside: Sequence[Event], perhaps: Sequence[Event], *, is_complete: bool) -> Value:
    """The sum of what is inside; a range if some amounts or dates are not certain."""
    ends = [_ends(event.amount) for event in inside]
    low = sum(least for least, _ in ends)
    most = [end for _, end in (*ends, *(_ends(event.amount) for event in perhaps))]
    known = [end for end in most if end is not None]
    is_bounded = len(known) == len(most) and is_complete
    high = sum(known) if is_bounded else None
    if high == low:
        return low
    return Range(low, high) if low or high is not None else None


def _ends(amount: Exact | Range | None) -> tuple[Exact, Exact | None]:
    if isinstance(amount, Range):
        return amount.low or 0, amount.high
    return (0, None) if amount is None else (amount, amount)
