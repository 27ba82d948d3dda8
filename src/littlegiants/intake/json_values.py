"""The forms in which a JSON object may give a fact.

A plain value (money in yuan, a ratio as a fraction) · text with its unit (`"5000万元"`) · `{"value",
"unit"}` · `{"min", "max", "unit"}` · for annual facts a value for each year, `{"2025": …, "y2": …}` ·
for standing facts a list of `{"value", "valid_from", "valid_to"}` · null for unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from littlegiants.intake.cells import Measure, is_implausible, measure, read_cell, shown
from littlegiants.intake.events import parse_date
from littlegiants.intake.findings import FindingList
from littlegiants.intake.heads import Head, unit_of
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.facts import Fact, Kind, Vocabulary
from littlegiants.vocabulary.quantity import Exact, NotAQuantityError, Range
from littlegiants.vocabulary.slots import YEARS_BACK_MAX, Form, Slot

_YEAR_KEY = re.compile(r"(?:y(?P<back>\d)|(?P<year>20\d\d)年?度?)")
_VALUE_KEYS = {"value", "unit"}
_RANGE_KEYS = {"min", "max", "unit"}
_PERIOD_KEYS = {"value", "unit", "min", "max", "valid_from", "valid_to"}


@dataclass(frozen=True, slots=True)
class JsonReader:
    """Reads the values of one object."""

    vocabulary: Vocabulary
    as_of: date
    found: FindingList

    def values(self, head: Head, given: Any, place: str) -> dict[Slot, Value]:
        """Return the slots that a key and its value fill; what is wrong is a finding."""
        fact = self.vocabulary.facts[head.slots[0].fact]
        if fact.kind is Kind.ANNUAL and _is_years(given):
            return self._years(fact, head, given, place)
        if fact.kind is Kind.STANDING and isinstance(given, list):
            given = self._valid(given, place)
        value = self._value(fact, head.slots[0], given, head.unit_word, place)
        return {} if value is None else dict.fromkeys(head.slots, value)

    def amount(self, fact: Fact, given: Any, place: str) -> Exact | Range | None:
        """Return the amount of an event."""
        value = self._value(fact, Slot(fact.name, Form.TOTAL_IN, 1), given, "", place)
        return None if isinstance(value, str) else value

    def _years(
        self, fact: Fact, head: Head, given: Mapping[str, Any], place: str
    ) -> dict[Slot, Value]:
        values: dict[Slot, Value] = {}
        if head.slots[0].form is not Form.YEAR:
            self.found.error("json.value_form", place, fact=fact.title)
            return values
        for key, year_value in given.items():
            match = _YEAR_KEY.fullmatch(key)
            assert match is not None
            back = int(match["back"]) if match["back"] else self.as_of.year - int(match["year"])
            year_place = f"{place}.{key}"
            if not 0 <= back <= YEARS_BACK_MAX:
                self.found.warning("json.year_outside", year_place, year=key, count=YEARS_BACK_MAX)
                continue
            slot = fact.slot(back)
            value = self._value(fact, slot, year_value, head.unit_word, year_place)
            if value is not None:
                values[slot] = value
        return values

    def _valid(self, periods: list[Any], place: str) -> Any:
        """The period that holds on the as-of date, the latest to begin if there are several."""
        holding: list[tuple[date, Any]] = []
        for number, period in enumerate(periods):
            try:
                first, last = _period(period)
            except (ValueError, TypeError):
                self.found.error("json.period", f"{place}[{number}]")
                return None
            if first <= self.as_of <= last:
                holding.append(
                    (first, {k: v for k, v in period.items() if not k.startswith("valid")})
                )
        if not holding:
            if periods:
                self.found.note("json.none_valid", place, as_of=self.as_of.isoformat())
            return None
        latest = max(first for first, _ in holding)
        values = [value for first, value in holding if first == latest]
        if any(value != values[0] for value in values):
            self.found.error("json.periods_differ", place, as_of=self.as_of.isoformat())
            return None
        return values[0]

    def _value(self, fact: Fact, slot: Slot, given: Any, unit: str, place: str) -> Value:
        how = measure(fact, slot)
        try:
            value = _read(given, how, unit)
        except NotAQuantityError as fault:
            values = fault.values | {"cell": shown(given), "fact": fact.title}
            self.found.error(fault.reason, place, **values)
            return None
        if is_implausible(value, how):
            self.found.error("cell.implausible", place, cell=shown(given), fact=fact.title)
            return None
        return value


def _is_years(given: Any) -> bool:
    return (
        isinstance(given, dict) and bool(given) and all(_YEAR_KEY.fullmatch(key) for key in given)
    )


def _period(period: Any) -> tuple[date, date]:
    if not isinstance(period, dict) or not set(period) <= _PERIOD_KEYS:
        raise TypeError
    first, last = period.get("valid_from"), period.get("valid_to")
    return (
        date.min if first is None else parse_date(str(first))[0],
        date.max if last is None else parse_date(str(last))[1],
    )


def _read(given: Any, how: Measure, unit: str) -> Value:
    if isinstance(given, dict):
        unit = str(given.get("unit") or unit)
        if set(given) <= _VALUE_KEYS and "value" in given:
            return _read(_scalar(given["value"]), how, unit)
        if set(given) <= _RANGE_KEYS and ("min" in given or "max" in given):
            return _range(given, how.with_unit(unit_of(unit, how.dimension)))
    if unit:
        how = how.with_unit(unit_of(unit, how.dimension))
    return read_cell(_scalar(given), how)


def _scalar(given: Any) -> Any:
    if isinstance(given, dict | list):
        raise NotAQuantityError("json.value_form")
    return given


def _range(given: Mapping[str, Any], how: Measure) -> Value:
    if not how.dimension.is_numeric:
        raise NotAQuantityError("json.value_form")
    low, high = (_end(given.get(end), how) for end in ("min", "max"))
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        raise NotAQuantityError("cell.range_reversed")
    return low if low == high else Range(low, high)


def _end(given: Any, how: Measure) -> Exact | None:
    value = read_cell(_scalar(given), how)
    if isinstance(value, Range | str):
        raise NotAQuantityError("json.value_form")
    return value
