"""Facts of enterprises as of a day, as known on a day, each with the word it stands on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from littlegiants.intake.events import Event, window_values, windows_of
from littlegiants.intake.implied import imply_windows
from littlegiants.intake.industries import add_size_industry
from littlegiants.register.model import Header, Judgement, Known, Statement
from littlegiants.register.repository import enterprises as stored
from littlegiants.register.repository import events as stored_events
from littlegiants.register.repository import facts as stored_facts
from littlegiants.register.resolve import Key, resolve
from littlegiants.vocabulary.enterprise import (
    EnterpriseFacts,
    FactTable,
    Value,
    judgement_column,
)
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.slots import YEARS_BACK_MAX, Form, Slot

if TYPE_CHECKING:
    from sqlalchemy import Connection

NO_TITLES: Mapping[str, Mapping[int, bool]] = {}


@dataclass(frozen=True, slots=True)
class EventList:
    """The dated events of one fact, and up to which day the list is known to be whole."""

    events: tuple[Event, ...] = ()
    whole_until: date | None = None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that counts of one enterprise on a day."""

    header: Header
    as_of: date
    known: Mapping[Key, Known] = field(default_factory=dict)
    judgements: Sequence[Judgement] = ()
    events: Mapping[str, EventList] = field(default_factory=dict)

    def facts(
        self, vocabulary: Vocabulary, titles: Mapping[str, Mapping[int, bool]] = NO_TITLES
    ) -> EnterpriseFacts:
        """The facts as an assessment takes them: columns count years back from the day.

        `titles` are what published lists say of some columns, by enterprise; they stand above every other word.
        """
        values: dict[str, Value] = {}
        for fact, listed in self.events.items():
            values.update(_windows(vocabulary, fact, listed, self.as_of))
        for (column, year), known in self.known.items():
            if known.speaks.value is not None and (name := self._column(column, year, vocabulary)):
                values[name] = known.speaks.value
        for column, by_enterprise in titles.items():
            if self.header.id in by_enterprise:
                values[column] = by_enterprise[self.header.id]
        imply_windows(values, vocabulary)
        add_size_industry(values)
        answers = {judgement.clause: judgement.answer for judgement in self.judgements}
        return EnterpriseFacts(self.header.key, self.header.name, values, answers)

    def column_of(self, key: Key, vocabulary: Vocabulary) -> str | None:
        """The column under which an assessment of this day meets a stored value; None if it does not."""
        return self._column(*key, vocabulary)

    def _column(self, column: str, year: int | None, vocabulary: Vocabulary) -> str | None:
        if year is None:
            return column
        back = self.as_of.year - year
        return Slot(column, Form.YEAR, back).column if 0 <= back <= YEARS_BACK_MAX else None

    def disputes(self) -> Iterator[tuple[Key, Known]]:
        """Yield the values on which sources disagree and no person has decided."""
        for key, known in self.known.items():
            if known.is_disputed:
                yield key, known


def knowledge(
    connection: Connection,
    ids: Collection[int] | None,
    vocabulary: Vocabulary,
    *,
    as_of: date,
    known: int,
) -> dict[int, Knowledge]:
    """Return what counts of some enterprises (of all, without ids) on a day, as known up to an act."""
    headers = stored.headers(connection, ids, as_of=as_of, known=known)
    statements = _statements(connection, ids, vocabulary, as_of=as_of, known=known)
    settled = stored_facts.resolutions(connection, ids, known)
    judged = stored_facts.judgements(connection, ids, as_of=as_of, known=known)
    events = stored_events.events_of(connection, ids, as_of=as_of, known=known)
    return {
        key: Knowledge(
            header,
            as_of,
            resolve(statements.get(key, ()), settled.get(key, {})),
            tuple(judged.get(key, ())),
            {fact: EventList(*listed) for fact, listed in events.get(key, {}).items()},
        )
        for key, header in headers.items()
    }


def facts_as_of(
    connection: Connection,
    vocabulary: Vocabulary,
    *,
    as_of: date,
    known: int,
    ids: Collection[int] | None = None,
    titles: Mapping[str, Mapping[int, bool]] = NO_TITLES,
) -> tuple[list[int], FactTable]:
    """Return the facts of some enterprises as a table, and their numbers in its order.

    Those of which neither a name nor a code counts are left out, be they asked for or not.
    """
    found = knowledge(connection, ids, vocabulary, as_of=as_of, known=known)
    keys = sorted(key for key, known_ in found.items() if known_.header.is_known)
    return keys, table_of([found[key].facts(vocabulary, titles) for key in keys])


def table_of(rows: Sequence[EnterpriseFacts]) -> FactTable:
    """Put enterprises into columns."""
    columns: dict[str, list[Value]] = {}
    for at, row in enumerate(rows):
        answers = {judgement_column(clause): yes for clause, yes in row.judgements.items()}
        for column, value in {**row.values, **answers}.items():
            if column not in columns:
                columns[column] = [None] * len(rows)
            columns[column][at] = value
    return FactTable([row.id for row in rows], [row.name for row in rows], columns)


def _statements(
    connection: Connection,
    ids: Collection[int] | None,
    vocabulary: Vocabulary,
    *,
    as_of: date,
    known: int,
) -> dict[int, list[Statement]]:
    first, last = as_of.year - YEARS_BACK_MAX, as_of.year
    said = stored_facts.annual_statements(
        connection, ids, first_year=first, last_year=last, known=known
    )
    standing = stored_facts.standing_statements(connection, ids, as_of=as_of, known=known)
    for key, statements in standing.items():
        said.setdefault(key, []).extend(s for s in statements if _still_says(s, vocabulary, as_of))
    return stored_facts.corrected(connection, said, known)


def _still_says(statement: Statement, vocabulary: Vocabulary, as_of: date) -> bool:
    """A standing value holds until there is a later one; a figure for a window of years only in its own year."""
    slot = vocabulary.slot(statement.column)
    if slot is None:
        return False
    return slot.form is Form.STANDING or statement.said_on.year == as_of.year


def _windows(vocabulary: Vocabulary, fact: str, listed: EventList, as_of: date) -> dict[str, Value]:
    windows = windows_of(vocabulary.fact(fact), as_of)
    until = listed.whole_until or date.min
    whole = window_values(
        [window for window in windows if window.last <= until], listed.events, is_complete=True
    )
    open_ = window_values(
        [window for window in windows if window.last > until], listed.events, is_complete=False
    )
    return whole | open_
