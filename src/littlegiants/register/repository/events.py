"""Dated events of enterprises."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, or_, select

from littlegiants.intake.events import Event
from littlegiants.register import tables
from littlegiants.register.repository.enterprises import among_ids
from littlegiants.register.repository.visible import visible
from littlegiants.register.values import read_value, write_value
from littlegiants.vocabulary.quantity import Range


def events_of(
    connection: Connection, ids: Collection[int] | None, *, as_of: date, known: int
) -> dict[int, dict[str, tuple[tuple[Event, ...], date | None]]]:
    """Return, by enterprise and fact, the events begun by a day and up to when the list is whole."""
    table = tables.enterprise_event
    told: dict[tuple[int, str], dict[int, Counter[Event]]] = defaultdict(dict)
    whole: dict[tuple[int, str], date] = {}
    for among in among_ids(table.c.enterprise_id, ids):
        query = select(table).where(
            among,
            visible(table, known),
            or_(table.c.first_on.is_(None), table.c.first_on <= as_of),
        )
        for row in connection.execute(query).mappings():
            key = (row["enterprise_id"], row["fact"])
            counted = told[key].setdefault(row["delivery_id"], Counter())
            if row["closes_list"]:
                whole[key] = max(whole.get(key, date.min), row["last_on"])
            else:
                counted[Event(row["first_on"], row["last_on"], _amount(row["amount"]))] += 1
    found: dict[int, dict[str, tuple[tuple[Event, ...], date | None]]] = defaultdict(dict)
    for (enterprise, fact), by_delivery in told.items():
        found[enterprise][fact] = (_joined(by_delivery), whole.get((enterprise, fact)))
    return found


def _joined(by_delivery: Mapping[int, Counter[Event]]) -> tuple[Event, ...]:
    """The events of several deliveries: one that two of them tell is one, two that one of them tells are two."""
    most: Counter[Event] = Counter()
    for counted in by_delivery.values():
        most |= counted
    return tuple(
        sorted(most.elements(), key=lambda event: (event.first, event.last, str(event.amount)))
    )


def _amount(text: str | None) -> Any:
    return None if text is None else read_value(text)


def add_events(
    connection: Connection,
    rows: Iterable[tuple[int, str, Event, int | None]],
    *,
    delivery_id: int,
    act_id: int,
) -> None:
    """Record events; the same event told by two deliveries counts once."""
    values = [
        {
            "enterprise_id": enterprise,
            "fact": fact,
            "first_on": event.first,
            "last_on": event.last,
            "amount": _written(event),
            "closes_list": 0,
            "link_id": link_id,
            "delivery_id": delivery_id,
            "act_id": act_id,
        }
        for enterprise, fact, event, link_id in rows
    ]
    if values:
        connection.execute(insert(tables.enterprise_event), values)


def close_lists(
    connection: Connection,
    rows: Iterable[tuple[int, str, int | None]],
    *,
    until: date,
    delivery_id: int,
    act_id: int,
) -> None:
    """Record that the events told of some facts are all there were up to a day."""
    values = [
        {
            "enterprise_id": enterprise,
            "fact": fact,
            "last_on": until,
            "closes_list": 1,
            "link_id": link_id,
            "delivery_id": delivery_id,
            "act_id": act_id,
        }
        for enterprise, fact, link_id in rows
    ]
    if values:
        connection.execute(insert(tables.enterprise_event), values)


def _written(event: Event) -> str | None:
    amount = event.amount
    assert amount is None or isinstance(amount, int | Range) or amount.denominator
    return None if amount is None else write_value(amount)
