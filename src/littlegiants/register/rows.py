"""A delivery of facts as rows of the register: what each row says of which year, of the day, of a clause."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from littlegiants.intake.events import Event
from littlegiants.intake.model import Delivery, PlaceTold
from littlegiants.register.values import read_value, write_value
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.quantity import Range
from littlegiants.vocabulary.slots import Form

INDUSTRY_EDITION = "GB/T 4754-2017"
"""The edition that industry codes are read by."""

_ROW_ID = re.compile(r"row-\d+")
"""What intake calls a row that names no enterprise by a code."""

_SIGN = re.compile(r"(.*)([@?#!~])(\d*)")


NOWHERE = PlaceTold()


@dataclass(frozen=True, slots=True)
class RowFacts:
    """One row: who it speaks of as printed, and what it says."""

    row_no: int
    id: str
    name: str
    annual: Mapping[int, Mapping[str, Value]] = field(default_factory=dict)
    standing: Mapping[str, Value] = field(default_factory=dict)
    judgements: Mapping[str, bool] = field(default_factory=dict)
    events: tuple[tuple[str, Event], ...] = ()
    events_complete: frozenset[str] = frozenset()
    place: PlaceTold = NOWHERE

    def values(self) -> Iterator[tuple[str, int | None, Value]]:
        """Yield column, year and value of all that the row says of facts."""
        for year, values in self.annual.items():
            for fact, value in values.items():
                yield fact, year, value
        for column, value in self.standing.items():
            yield column, None, value

    def payload(self) -> dict[str, Value]:
        """Everything that the row says, by column; what is no standing value has a sign in its key.

        `fact@year` is an annual value, `clause?` an answer, `fact#n` an event as text, `fact!` the word that all
        its events are told, `region~` and `address~` where it is.
        """
        said: dict[str, Value] = {
            column if year is None else f"{column}@{year}": value
            for column, year, value in self.values()
        }
        said |= {f"{clause}?": answer for clause, answer in self.judgements.items()}
        for at, (fact, event) in enumerate(self.events):
            said[f"{fact}#{at}"] = _written(event)
        told = {"region": self.place.region, "address": self.place.address}
        said |= {f"{part}~": text for part, text in told.items() if text}
        return said | {f"{fact}!": True for fact in self.events_complete}


def rows_of(delivery: Delivery, vocabulary: Vocabulary, as_of: date) -> Iterator[RowFacts]:
    """Yield the rows of a delivery; figures that intake worked out itself are left to be worked out again."""
    # Events of an enterprise are told once, so they go with the first row of its id.
    events, whole = dict(delivery.events), dict(delivery.events_complete)
    given = {name for use in delivery.columns for name in use.column.split(", ")}
    for at, facts in enumerate(delivery.table.rows()):
        annual: dict[int, dict[str, Value]] = defaultdict(dict)
        standing: dict[str, Value] = {}
        for column, value in facts.values.items():
            slot = vocabulary.slot(column)
            if slot is None or column not in given:
                continue
            if slot.form is Form.YEAR:
                annual[as_of.year - slot.n][slot.fact] = value
            else:
                standing[column] = value
        yield RowFacts(
            at + 1,
            "" if _ROW_ID.fullmatch(facts.id) else facts.id,
            facts.name,
            annual,
            standing,
            facts.judgements,
            events.pop(facts.id, ()),
            whole.pop(facts.id, frozenset()),
            delivery.places.get(facts.id, NOWHERE),
        )


def from_payload(row_no: int, code: str, name: str, payload: Mapping[str, Value]) -> RowFacts:
    """Return the row of which `RowFacts.payload` wrote down what it says."""
    annual: dict[int, dict[str, Value]] = defaultdict(dict)
    standing: dict[str, Value] = {}
    judgements: dict[str, bool] = {}
    events: list[tuple[str, Event]] = []
    whole: set[str] = set()
    place = {"region": "", "address": ""}
    for key, value in payload.items():
        name_of, sign, rest = _parted(key)
        if sign == "@":
            annual[int(rest)][name_of] = value
        elif sign == "?":
            judgements[name_of] = value is True
        elif sign == "#":
            events.append((name_of, _read_event(str(value))))
        elif sign == "!":
            whole.add(name_of)
        elif sign == "~":
            place[name_of] = str(value)
        else:
            standing[key] = value
    told = PlaceTold(place["region"], place["address"])
    return RowFacts(
        row_no, code, name, annual, standing, judgements, tuple(events), frozenset(whole), told
    )


def _parted(key: str) -> tuple[str, str, str]:
    found = _SIGN.fullmatch(key)
    return (key, "", "") if found is None else (found[1], found[2], found[3])


def _written(event: Event) -> str:
    return f"{event.first.isoformat()}/{event.last.isoformat()}/{write_value(event.amount)}"


def _read_event(text: str) -> Event:
    first, last, amount = text.split("/", 2)
    read = read_value(amount)
    assert read is None or isinstance(read, int | Fraction | Range)
    return Event(date.fromisoformat(first), date.fromisoformat(last), read)
