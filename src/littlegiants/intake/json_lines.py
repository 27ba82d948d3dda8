"""The input contract for programs: one JSON object for each enterprise, one on each line.

    {"id": "91…", "name": "…", "facts": {"revenue": {"2025": 60000000, "2024": "5000万元"}},
     "judgements": {"RB02-LG-6": true},
     "events": [{"fact": "equity_paid_in", "date": "2024-05-01", "amount": 20000000}],
     "events_complete": ["equity_paid_in"], "as_of": "2026-06-01", "action": "new"}

Keys of facts are fact names, columns, `name_<calendar year>` or official Chinese heads; they may
also stand beside `id`. `json_values` lists the forms of a value, `events` the windows. Numbers are
read as written, without a detour through binary fractions.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from littlegiants.intake.cells import shown
from littlegiants.intake.events import Event, Window, parse_date, window_values, windows_of
from littlegiants.intake.findings import FindingList
from littlegiants.intake.heads import Head, HeadReader, Role
from littlegiants.intake.identity import (
    has_wrong_check_digit,
    is_rounded,
    normalise_id,
    normalise_name,
)
from littlegiants.intake.implied import imply_windows
from littlegiants.intake.industries import INDUSTRY_CODE, add_size_industry
from littlegiants.intake.json_values import JsonReader
from littlegiants.intake.model import IGNORED, UNKNOWN, ColumnUse
from littlegiants.intake.told_events import ToldEvents
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from littlegiants.vocabulary.facts import Fact, Kind, Vocabulary
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.quantity import NotAQuantityError, is_empty, parse_boolean
from littlegiants.vocabulary.uscc import is_personal_id

LINE_MAX = 1_000_000
"""Characters in one line; an enterprise needs a few thousand."""

ACTIONS = ("new", "review")

_GROUPS = ("facts", "judgements", "events", "events_complete", "as_of", "action")
_EVENT_KEYS = {"fact", "date", "amount", "unit", "value"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a line says of its own assessment; None where it says nothing."""

    as_of: date | None = None
    action: str | None = None


def parse_line(
    text: str, line_number: int, vocabulary: Vocabulary, as_of: date
) -> tuple[EnterpriseFacts, tuple[Finding, ...]]:
    """Read one line; whatever is wrong with it is a finding. For many lines use `LineReader`."""
    found = FindingList()
    facts = LineReader(vocabulary, as_of, found).parse(text, line_number)
    return facts or EnterpriseFacts(f"row-{line_number}"), found.all()


def parse_terms(text: str) -> Terms:
    """Return the as-of date and action that a line asks for; what cannot be read says nothing."""
    given, _ = _load(text)
    if not isinstance(given, dict):
        return Terms()
    action = given.get("action")
    return Terms(_day(given.get("as_of")), action if action in ACTIONS else None)


class LineReader:
    """Reads many lines for one vocabulary and as-of date."""

    def __init__(self, vocabulary: Vocabulary, as_of: date, found: FindingList) -> None:
        self._heads = HeadReader(vocabulary, as_of)
        self._values = JsonReader(vocabulary, as_of, found)
        self._vocabulary = vocabulary
        self._as_of = as_of
        self._found = found
        self._windows_of: dict[str, tuple[Window, ...]] = {}
        self._nothing: dict[str, Mapping[str, Value]] = {}
        self.uses: dict[str, ColumnUse] = {}
        self.told = ToldEvents()

    def parse(self, text: str, line_number: int) -> EnterpriseFacts | None:
        """Read one line; None if it is no JSON object."""
        place = f"line {line_number}"
        given, fault = _load(text)
        if fault is not None:
            self._found.error(fault.code, place, **fault.values)
            return None
        return self.read(given, place, f"row-{line_number}")

    def read(self, given: Any, place: str, row_id: str) -> EnterpriseFacts | None:
        """Read one object that is already parsed."""
        if not isinstance(given, dict):
            self._found.error("json.not_an_object", place, cell=shown(given))
            return None
        self.told.begin()
        parts = self._part(given, place)
        values: dict[str, Value] = {}
        events = list(parts.events)
        for key, value in parts.facts:
            self._take(key, value, values, events, place)
        self._take_events(events, given.get("events_complete"), values, place)
        self._check_terms(given, place)
        judgements = self._judgements(parts.judgements, place)
        imply_windows(values, self._vocabulary)
        if not add_size_industry(values):
            self._found.warning("industry.unmapped", place, count=1, examples=values[INDUSTRY_CODE])
        id_ = self._id(parts.id, row_id, place)
        self.told.keep(id_)
        return EnterpriseFacts(id_, parts.name, values, judgements)

    def _part(self, given: Mapping[str, Any], place: str) -> _Parts:
        """Sort the keys of an object by what they are for."""
        facts = list(self._mapping(given, "facts", place).items())
        judgements = dict(self._mapping(given, "judgements", place))
        ids: list[tuple[int, Any]] = []
        names: list[tuple[int, str]] = []
        for key, value in given.items():
            head = self._heads.read(key)
            if key in _GROUPS or value is None:
                continue
            if head.role is Role.ID:
                ids.append((head.rank, value))
            elif head.role is Role.NAME:
                names.append((head.rank, normalise_name(value)))
            elif head.role is Role.JUDGEMENT:
                judgements[head.clause] = value
            else:
                facts.append((key, value))
        events = given.get("events")
        if events is not None and not isinstance(events, list):
            self._found.error("json.group_form", f"{place}, events", key="events", form="[…]")
            events = None
        return _Parts(_first(ids), _first(names) or "", facts, judgements, events or [])

    def _mapping(self, given: Mapping[str, Any], key: str, place: str) -> Mapping[str, Any]:
        group = given.get(key)
        if group is None or isinstance(group, dict):
            return group or {}
        self._found.error("json.group_form", f"{place}, {key}", key=key, form="{…}")
        return {}

    def _id(self, given: Any, row_id: str, place: str) -> str:
        if given is None or isinstance(given, dict | list | bool):
            return row_id
        if isinstance(given, Decimal) or is_rounded(given):
            self._found.error("id.rounded", f"{place}, id", cell=shown(given))
            return row_id
        id_ = normalise_id(given)
        if is_empty(id_):
            return row_id
        if is_personal_id(id_):
            self._found.error("uscc.personal_id", f"{place}, id")
            return row_id
        if has_wrong_check_digit(id_):
            self._found.warning("id.check_digit", f"{place}, id", id=id_)
        return id_

    def _take(
        self, key: str, given: Any, values: dict[str, Value], events: list[Any], place: str
    ) -> None:
        place = f"{place}, {key}"
        head = self._heads.read(key)
        self._use(key, head)
        if head.role is Role.IGNORED:
            return
        event = self._event_fact(key)
        if event is not None and head.role is not Role.FACT and _is_no(given):
            self.told.nothing(event.name)
            values.update(self._windows(event.name, [], is_complete=True))
            return
        if event is not None and isinstance(given, list):
            if not given:
                self.told.nothing(event.name)
                values.update(self._windows(event.name, [], is_complete=True))
            events.extend(e | {"fact": event.name} if isinstance(e, dict) else e for e in given)
            return
        if head.role is not Role.FACT:
            self._report_key(key, head, place)
            return
        for slot, value in self._values.values(head, given, place).items():
            self._set(values, slot.column, value, place)

    def _set(self, values: dict[str, Value], column: str, value: Value, place: str) -> None:
        if column in values and values[column] != value:
            self._found.warning("json.stated_twice", place, column=column)
        else:
            values[column] = value

    def _use(self, key: str, head: Head) -> None:
        if key in self.uses:
            return
        column = IGNORED if head.role is Role.IGNORED else UNKNOWN
        column = ", ".join(slot.column for slot in head.slots) if head.role is Role.FACT else column
        self.uses[key] = ColumnUse(key, column, head.unit_word)

    def _report_key(self, key: str, head: Head, place: str) -> None:
        self._found.warning(
            head.reason or "column.unknown",
            place,
            head=key,
            nearest=self._heads.nearest(key),
            facts=self._heads.titles(head.facts),
            unit=head.unit_word,
            last_year=self._as_of.year - 1,
        )

    def _event_fact(self, name: Any) -> Fact | None:
        fact = self._vocabulary.facts.get(name) if isinstance(name, str) else None
        if fact is None and isinstance(name, str):
            names = self._heads.read(name).facts
            fact = self._vocabulary.facts[names[0]] if len(names) == 1 else None
        return fact if fact is not None and fact.kind is Kind.EVENT else None

    def _take_events(
        self, given: list[Any], complete: Any, values: dict[str, Value], place: str
    ) -> None:
        """Turn events into windows; the events win over a window stated as such."""
        by_fact = self._complete_facts(complete, place)
        declared, unsure = set(by_fact), set[str]()
        for number, entry in enumerate(given):
            event_place = f"{place}, events[{number}]"
            fact = self._event_fact(entry.get("fact")) if isinstance(entry, dict) else None
            if fact is None:
                self._report_event(entry, event_place)
                continue
            told = list(self._events(fact, entry, event_place))
            by_fact.setdefault(fact.name, []).extend(told)
            if not told and entry.get("value") is not False:
                unsure.add(fact.name)
        for name, events in by_fact.items():
            # a list of events is taken as whole unless the line says which lists are
            whole = (name in declared or complete in (None, True)) and name not in unsure
            self.told.add(name, events, is_whole=whole)
            windows = self._windows(name, events, is_complete=whole)
            for column, value in windows.items():
                if values.get(column, value) != value:
                    self._found.warning("event.stated_differs", place, column=column)
                values[column] = value

    def _windows(self, name: str, events: list[Event], *, is_complete: bool) -> Mapping[str, Value]:
        if name not in self._windows_of:
            windows = windows_of(self._vocabulary.facts[name], self._as_of)
            self._windows_of[name] = windows
            self._nothing[name] = window_values(windows, [], is_complete=True)
        if is_complete and not events:
            return self._nothing[name]
        return window_values(self._windows_of[name], events, is_complete=is_complete)

    def _complete_facts(self, complete: Any, place: str) -> dict[str, list[Event]]:
        if complete is None or complete is False:
            return {}
        if complete is True:
            facts = self._vocabulary.facts.values()
            return {fact.name: [] for fact in facts if fact.kind is Kind.EVENT}
        by_fact: dict[str, list[Event]] = {}
        for name in complete if isinstance(complete, list) else [complete]:
            fact = self._event_fact(name)
            if fact is None:
                self._report_event({"fact": name}, f"{place}, events_complete")
            else:
                by_fact[fact.name] = []
        return by_fact

    def _report_event(self, entry: Any, place: str) -> None:
        if not isinstance(entry, dict) or "fact" not in entry:
            self._found.error("event.form", place, cell=shown(entry))
            return
        name = str(entry["fact"])
        self._found.error(
            "event.unknown", place, name=shown(name), nearest=self._heads.nearest(name)
        )

    def _events(self, fact: Fact, entry: Mapping[str, Any], place: str) -> Iterable[Event]:
        """The event of an entry; none if it lies after the as-of date."""
        for key in entry.keys() - _EVENT_KEYS:
            self._found.note("event.key_unknown", place, key=shown(key))
        if entry.get("value") is False:
            return  # a record that it did not happen
        first, last = self._event_days(fact, entry.get("date"), place)
        if first > self._as_of:
            self._found.warning("event.in_future", place, date=shown(entry.get("date")))
            return
        amount = None
        if fact.dimension.is_numeric:
            given = entry.get("amount")
            unit = entry.get("unit")
            given = (
                {"value": given, "unit": unit} if unit and not isinstance(given, dict) else given
            )
            amount = self._values.amount(fact, given, place)
            if amount is None:
                self._found.warning("event.no_amount", place, fact=fact.title)
        yield Event(first, min(last, self._as_of), amount)

    def _event_days(self, fact: Fact, given: Any, place: str) -> tuple[date, date]:
        anywhen = (date.min, self._as_of)
        if given is None or is_empty(str(given)):
            self._found.warning("event.no_date", place, fact=fact.title)
            return anywhen
        try:
            return parse_date(str(given))
        except ValueError:
            self._found.error("event.bad_date", place, cell=shown(given), fact=fact.title)
            return anywhen

    def _judgements(self, given: Mapping[str, Any], place: str) -> dict[str, bool]:
        judgements: dict[str, bool] = {}
        for clause, answer in given.items():
            try:
                truth = parse_boolean(answer)
            except NotAQuantityError as fault:
                self._found.error(fault.reason, f"{place}, judgements.{clause}", cell=shown(answer))
                continue
            if truth is not None:
                judgements[clause] = truth
        return judgements

    def _check_terms(self, given: Mapping[str, Any], place: str) -> None:
        as_of, action = given.get("as_of"), given.get("action")
        if as_of is not None and _day(as_of) is None:
            self._found.error("json.bad_as_of", f"{place}, as_of", cell=shown(as_of))
        elif as_of is not None and _day(as_of) != self._as_of:
            self._found.warning(
                "json.other_as_of",
                f"{place}, as_of",
                given=shown(as_of),
                as_of=self._as_of.isoformat(),
            )
        if action is not None and action not in ACTIONS:
            self._found.error("json.bad_action", f"{place}, action", cell=shown(action))


@dataclass(frozen=True, slots=True)
class _Parts:
    id: Any
    name: str
    facts: list[tuple[str, Any]]
    judgements: Mapping[str, Any]
    events: list[Any]


def _is_no(given: Any) -> bool:
    """True for a plain no, which answers every window of an event."""
    try:
        return not isinstance(given, list | dict) and parse_boolean(given) is False
    except NotAQuantityError:
        return False


def _first(ranked: list[tuple[int, Any]]) -> Any:
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


@dataclass(frozen=True, slots=True)
class _Fault:
    code: str
    values: Mapping[str, object]


def _load(text: str) -> tuple[Any, _Fault | None]:
    if len(text) > LINE_MAX:
        return None, _Fault("json.too_long", {"limit": LINE_MAX})
    return load_json(text)


def load_json(text: str) -> tuple[Any, _Fault | None]:
    """Parse JSON with exact numbers; a fault is returned, not raised."""
    twice: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        given = dict(found)
        if len(given) < len(found):
            twice.append(Counter(key for key, _ in found).most_common(1)[0][0])
        return given

    try:
        given = json.loads(
            text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=pairs
        )
    except json.JSONDecodeError as fault:
        values = {
            "line": fault.lineno,
            "column": fault.colno,
            "near": shown(text[fault.pos :][:20]),
        }
        return None, _Fault("json.malformed", values)
    except (ValueError, RecursionError):  # NaN, thousands of digits, thousands of brackets
        return None, _Fault("json.unreasonable", {})
    if twice:
        return None, _Fault("json.key_twice", {"key": shown(twice[0])})
    return given, None


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _day(given: Any) -> date | None:
    try:
        first, last = parse_date(str(given))
    except ValueError:
        return None
    return first if first == last else None
