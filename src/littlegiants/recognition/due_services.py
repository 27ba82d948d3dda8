"""What falls due, from the register: titles, places and changes as of a day and as known by an act."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from littlegiants.linkage.divisions import divisions
from littlegiants.recognition.due import (
    Due,
    DueKind,
    MaterialChange,
    Period,
    Today,
    due_items,
    new_titles,
    within,
)
from littlegiants.recognition.model import TitleInterval
from littlegiants.recognition.procedures import Procedures, months_later
from littlegiants.recognition.repository import lists as repository
from littlegiants.recognition.repository.lists import DatedWord
from littlegiants.recognition.services import titles
from littlegiants.register.services import enterprise_headers
from littlegiants.vocabulary.language import message

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MONTHS_BACK = 12


def due(
    connection: Connection,
    procedures: Procedures,
    *,
    as_of: date,
    until: date,
    known: int,
    programme: str | None = None,
    district: str | None = None,
) -> list[Due]:
    """Return everything that falls due from a day to another, by day."""
    found: list[Due] = []
    for name in procedures.programmes if programme is None else [programme]:
        held = _held(connection, procedures, name, as_of=as_of, known=known)
        found += _due_of(connection, procedures, name, held, Period(as_of, until), known)
    return _by_day(within(found, district))


def _due_of(
    connection: Connection,
    procedures: Procedures,
    programme: str,
    held: Sequence[TitleInterval],
    period: Period,
    known: int,
) -> list[Due]:
    firms = {interval.enterprise_id for interval in held}
    headers = enterprise_headers(connection, sorted(firms), as_of=period.first, known=known)
    regions = {key: header.region_code for key, header in headers.items()}
    changes = list(material_changes(connection, firms, as_of=period.first, known=known))
    return due_items(held, procedures.programme(programme), changes, regions, period)


def _by_day(items: Sequence[Due]) -> list[Due]:
    return sorted(
        items, key=lambda item: (item.day, item.kind, item.region_code, item.enterprise_id)
    )


def today(
    connection: Connection,
    procedures: Procedures,
    *,
    as_of: date,
    known: int,
    days_back: int = 30,
    days_ahead: int = 60,
) -> Today:
    """Return new titles of the last days, and the reviews and updates of the next."""
    since = as_of - timedelta(days=days_back)
    period = Period(as_of, as_of + timedelta(days=days_ahead))
    fresh: list[TitleInterval] = []
    found: list[Due] = []
    for name in procedures.programmes:
        held = _held(connection, procedures, name, as_of=as_of, known=known)
        fresh += new_titles(held, since)
        found += _due_of(connection, procedures, name, held, period, known)
    items = _by_day(found)
    return Today(
        as_of,
        tuple(fresh),
        tuple(item for item in items if item.kind is DueKind.REVIEW),
        tuple(item for item in items if item.kind is DueKind.UPDATE),
    )


def _held(
    connection: Connection, procedures: Procedures, programme: str, *, as_of: date, known: int
) -> list[TitleInterval]:
    record = titles(connection, procedures, programme=programme, as_of=as_of, known=known)
    return [interval for interval in record.on(as_of) if interval.state.counts]


def material_changes(
    connection: Connection, firms: Collection[int], *, as_of: date, known: int
) -> Iterator[MaterialChange]:
    """Yield the dated changes of name and place of the last year that may still have to be reported."""
    since = months_later(as_of, -_MONTHS_BACK)
    for before, after in _pairs(
        repository.dated_names(connection, known, since), firms, as_of, since
    ):
        told = message("recognition.due_changed_name", before=before.word, after=after.word)
        assert after.since is not None
        yield MaterialChange(after.enterprise_id, after.since, told)
    for before, after in _pairs(
        repository.dated_places(connection, known, since), firms, as_of, since
    ):
        told = message(
            "recognition.due_changed_place",
            before=division_name(before.word),
            after=division_name(after.word),
        )
        assert after.since is not None
        yield MaterialChange(after.enterprise_id, after.since, told)


def division_name(code: str) -> str:
    """Return the name of a division, or its code where it is not known."""
    found = divisions().by_code(code)
    return found.name if found else code


def _pairs(
    words: Sequence[DatedWord], firms: Collection[int], as_of: date, since: date
) -> Iterator[tuple[DatedWord, DatedWord]]:
    """Yield what was and what is, where the second began between two days and differs."""
    by_firm: dict[int, list[DatedWord]] = defaultdict(list)
    for word in words:
        if word.enterprise_id in firms:
            by_firm[word.enterprise_id].append(word)
    for held in by_firm.values():
        held.sort(key=lambda word: (word.since or date.min, word.number))
        for before, after in itertools.pairwise(held):
            begun = after.since is not None and since <= after.since <= as_of
            if begun and before.key != after.key:
                yield before, after
