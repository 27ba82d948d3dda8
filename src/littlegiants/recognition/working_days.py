"""Working days: weekdays but for public holidays, and the weekends on which people work (调休).

A year without a table is unknown: whatever needs it is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from littlegiants.recognition.errors import CalendarUnknownError, faulty_catalog
from littlegiants.rulebooks.yaml_lines import Lines, load_lines
from littlegiants.vocabulary.finding import Finding, Severity
from littlegiants.vocabulary.language import Text

_SATURDAY = 5
_DAYS_MAX = 1_000


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year's days off and working weekends, with the notice they come from."""

    year: int
    days_off: frozenset[date]
    working_weekends: frozenset[date]
    cite: Text
    grade: str
    is_checked: bool


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The years whose working days are known."""

    years: Mapping[int, CalendarYear]

    def is_known(self, year: int) -> bool:
        """True if the year has a table."""
        return year in self.years

    def is_working_day(self, day: date) -> bool:
        """True if people work on the day; raises `CalendarUnknownError` for a year without a table."""
        table = self._year(day)
        if day in table.days_off:
            return False
        return day.weekday() < _SATURDAY or day in table.working_weekends

    def add(self, day: date, count: int) -> date:
        """Return the day that is `count` working days after (or, below zero, before) a day.

        The day itself does not count; with zero it is the day itself.
        """
        assert abs(count) <= _DAYS_MAX
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def last_of(self, starts_on: date, count: int) -> date:
        """Return the last day of a period of `count` working days; its first day counts if people work on it."""
        assert count >= 1
        return self.add(starts_on - timedelta(days=1), count)

    def between(self, first: date, last: date) -> int:
        """Count the working days of a period, both ends included."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def check(self, first: date, last: date) -> tuple[Finding, ...]:
        """Return what to know of the years of a period: no table, or one not compared with the official page."""
        return tuple(self._faults(range(first.year, last.year + 1)))

    def _faults(self, years: range) -> Iterator[Finding]:
        for year in years:
            if year not in self.years:
                yield Finding.of("recognition.calendar_unknown", f"cn_{year}.yaml", year=year)
            elif not self.years[year].is_checked:
                yield Finding.of(
                    "recognition.calendar_unchecked",
                    f"cn_{year}.yaml",
                    severity=Severity.NOTE,
                    year=year,
                    cite=self.years[year].cite,
                )

    def _year(self, day: date) -> CalendarYear:
        if day.year not in self.years:
            raise CalendarUnknownError("recognition.calendar_unknown", year=day.year)
        return self.years[day.year]


@cache
def load_calendar(extra: Path | None = None) -> WorkingCalendar:
    """Read `catalog/calendars`, and over it the city's own folder."""
    years: dict[int, CalendarYear] = {}
    folders: list[Traversable] = [resources.files("littlegiants").joinpath("catalog", "calendars")]
    if extra is not None and (extra / "calendars").is_dir():
        folders.append(extra / "calendars")
    for folder in folders:
        for path in sorted(folder.iterdir(), key=lambda path: path.name):
            if path.name.endswith(".yaml"):
                table = read_calendar(path.read_text(encoding="utf-8"), path.name)
                years[table.year] = table
    return WorkingCalendar(years)


def read_calendar(text: str, where: str) -> CalendarYear:
    """Read one year's table; raises `CatalogError` with every fault."""
    raw, findings = load_lines(text, where)
    if findings or not isinstance(raw, Lines):
        raise faulty_catalog(where, findings or [Finding.of("recognition.catalog_shape", where)])
    year = raw.get("year")
    if not isinstance(year, int):
        raise faulty_catalog(where, [_fault(raw, "year")])
    off = frozenset(_days_off(raw, year, findings))
    extra = frozenset(_working_weekends(raw, year, findings))
    if findings:
        raise faulty_catalog(where, findings)
    cite = raw.get("cite") or {}
    return CalendarYear(
        year=year,
        days_off=off,
        working_weekends=extra,
        cite=Text(str(cite.get("zh", "")), str(cite.get("en", ""))),
        grade=str(raw.get("grade", "K")),
        is_checked=raw.get("checked") is True,
    )


def _days_off(raw: Lines, year: int, findings: list[Finding]) -> Iterator[date]:
    for entry in raw.get("holidays") or ():
        first = _day(entry, "from", year)
        last = _day(entry, "to", year)
        if first is None or last is None or first > last:
            findings.append(_fault(raw, "holidays"))
            continue
        yield from (first + timedelta(days=n) for n in range((last - first).days + 1))


def _day(entry: object, key: str, year: int) -> date | None:
    value = entry.get(key) if isinstance(entry, Lines) else None
    return value if isinstance(value, date) and value.year == year else None


def _working_weekends(raw: Lines, year: int, findings: list[Finding]) -> Iterator[date]:
    for day in raw.get("working_weekends") or ():
        if isinstance(day, date) and day.year == year and day.weekday() >= _SATURDAY:
            yield day
        else:
            findings.append(_fault(raw, "working_weekends"))


def _fault(raw: Lines, key: str) -> Finding:
    return Finding.of("recognition.catalog_value", raw.place(key), key=key)
