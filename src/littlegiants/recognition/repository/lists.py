"""Lists, their changes, recorded events, and dated names and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, exists, func, insert, select

from littlegiants.recognition import tables
from littlegiants.recognition.corrections import PlacedChange
from littlegiants.recognition.model import (
    Batch,
    Change,
    CorrectionMode,
    Document,
    DocumentKind,
    EntryChange,
    EventKind,
    ListHeader,
    TitleEvent,
)
from littlegiants.register import tables as register_tables


def add_document(connection: Connection, act_id: int, delivery_id: int, header: ListHeader) -> int:
    """Record a list; return its number."""
    return _added(
        connection,
        insert(tables.list_document).values(
            delivery_id=delivery_id,
            programme=header.programme,
            kind=header.kind.value,
            batch_year=header.batch_year,
            batch_ordinal=header.batch_ordinal,
            issuer=header.issuer,
            document_no=header.document_no,
            issued_on=header.issued_on,
            effective_on=header.effective_on,
            url=header.url,
            rows_expected=header.rows_expected,
            region_code=header.region_code,
            corrects_id=header.corrects_id,
            correction_mode=header.mode.value if header.mode else None,
            act_id=act_id,
        ),
    )


def documents(
    connection: Connection, known: int, *, programme: str | None = None
) -> list[Document]:
    """Return the lists that count at a state of knowledge, oldest first."""
    table, delivery, gone = (
        tables.list_document,
        register_tables.delivery,
        register_tables.withdrawal,
    )
    withdrawn = exists().where(gone.c.delivery_id == table.c.delivery_id, gone.c.act_id <= known)
    query = (
        select(
            table,
            delivery.c.file_name,
            delivery.c.sha256,
            delivery.c.row_count,
            delivery.c.source_code,
        )
        .join(delivery, delivery.c.id == table.c.delivery_id)
        .where(table.c.act_id <= known, ~withdrawn)
        .order_by(table.c.issued_on, table.c.id)
    )
    if programme is not None:
        query = query.where(table.c.programme == programme)
    return [_document(row) for row in connection.execute(query).mappings()]


def _document(row: RowMapping) -> Document:
    return Document(
        id=row["id"],
        delivery_id=row["delivery_id"],
        programme=row["programme"],
        kind=DocumentKind(row["kind"]),
        batch_year=row["batch_year"],
        batch_ordinal=row["batch_ordinal"],
        issued_on=row["issued_on"],
        effective_on=row["effective_on"],
        issuer=row["issuer"],
        document_no=row["document_no"],
        url=row["url"],
        rows_expected=row["rows_expected"],
        region_code=row["region_code"],
        corrects_id=row["corrects_id"],
        mode=CorrectionMode(row["correction_mode"]) if row["correction_mode"] else None,
        file_name=row["file_name"],
        sha256=row["sha256"],
        rows=row["row_count"],
        source_code=row["source_code"],
    )


def add_changes(
    connection: Connection,
    act_id: int,
    document_id: int,
    changes: Iterable[tuple[int, PlacedChange]],
) -> None:
    """Record what each row of a list of changes does; rows by their number."""
    values = [
        {
            "document_id": document_id,
            "record_id": record_id,
            "change_kind": placed.change.value,
            "target_record_id": placed.target_record_id,
            "act_id": act_id,
        }
        for record_id, placed in changes
    ]
    if values:
        connection.execute(insert(tables.list_change), values)


def changes(connection: Connection, known: int) -> dict[int, list[EntryChange]]:
    """Return the changes of every corrigendum, by document."""
    table = tables.list_change
    found: dict[int, list[EntryChange]] = defaultdict(list)
    query = select(table).where(table.c.act_id <= known).order_by(table.c.id)
    for row in connection.execute(query).mappings():
        found[row["document_id"]].append(
            EntryChange(
                row["document_id"],
                row["record_id"],
                Change(row["change_kind"]),
                row["target_record_id"],
            )
        )
    return found


def add_title_event(connection: Connection, act_id: int, values: Mapping[str, Any]) -> int:
    """Record an event on a person's word; return its number."""
    return _added(connection, insert(tables.title_event).values(act_id=act_id, **values))


def title_events(
    connection: Connection, known: int, *, programme: str | None = None
) -> list[TitleEvent]:
    """Return the recorded events that stand, oldest first."""
    table = tables.title_event
    other = table.alias()
    reversed_ = exists().where(other.c.reverses_id == table.c.id, other.c.act_id <= known)
    query = (
        select(table)
        .where(table.c.act_id <= known, table.c.reverses_id.is_(None), ~reversed_)
        .order_by(table.c.effective_on, table.c.id)
    )
    if programme is not None:
        query = query.where(table.c.programme == programme)
    return [_event(row) for row in connection.execute(query).mappings()]


def _event(row: RowMapping) -> TitleEvent:
    return TitleEvent(
        kind=EventKind(row["event"]),
        enterprise_id=row["enterprise_id"],
        programme=row["programme"],
        on=row["effective_on"],
        published_on=row["effective_on"],
        batch=Batch(row["batch_year"]) if row["batch_year"] else None,
        region_code=row["region_code"],
        person_event_id=row["id"],
        evidence=row["evidence"],
        valid_to=row["valid_to"],
    )


def reverse_title_event(connection: Connection, act_id: int, event_id: int, reason: str) -> bool:
    """Take a recorded event back; false if there is none that stands."""
    table = tables.title_event
    row = connection.execute(select(table).where(table.c.id == event_id)).mappings().first()
    taken = select(func.count()).select_from(table).where(table.c.reverses_id == event_id)
    if row is None or row["reverses_id"] is not None or connection.scalar(taken):
        return False
    kept = {name: row[name] for name in row if name not in ("id", "act_id")}
    add_title_event(connection, act_id, kept | {"reverses_id": event_id, "evidence": reason})
    return True


def add_links(
    connection: Connection, act_id: int, links: Iterable[tuple[int, int]], evidence: str
) -> None:
    """Link rows to the enterprises that they were made from; the rows of a city's own lists."""
    values = [
        {
            "record_id": record_id,
            "enterprise_id": enterprise_id,
            "method": "person",
            "evidence": evidence,
            "reverses_id": None,
            "act_id": act_id,
        }
        for record_id, enterprise_id in links
    ]
    connection.execute(insert(register_tables.link), values)


def _added(
    connection: Connection, statement: Any
) -> int:  # an insert, of which SQLAlchemy has several types
    key = connection.execute(statement).inserted_primary_key
    assert key is not None
    return int(key[0])


@dataclass(frozen=True, slots=True)
class DatedWord:
    """A name or division of an enterprise and the day since which it holds, if that is known."""

    number: int
    enterprise_id: int
    word: str
    key: str
    since: date | None


def dated_names(connection: Connection, known: int, since: date) -> list[DatedWord]:
    """Return every name borne by the enterprises that took a name since a day."""
    table = register_tables.enterprise_name
    borne = table.c.kind.in_(("current", "former"))
    return _dated(connection, table, (table.c.name, table.c.name_key), borne, known, since)


def dated_places(connection: Connection, known: int, since: date) -> list[DatedWord]:
    """Return every registered division of the enterprises that moved since a day."""
    table = register_tables.enterprise_place
    registered = (table.c.kind == "registered") & table.c.region_code.is_not(None)
    words = (table.c.region_code, table.c.region_code)
    return _dated(connection, table, words, registered, known, since)


def _dated(
    connection: Connection,
    table: Table,
    words: tuple[ColumnElement[str], ColumnElement[str]],
    wanted: ColumnElement[bool],
    known: int,
    since: date,
) -> list[DatedWord]:
    gone = register_tables.withdrawal
    withdrawn = exists().where(gone.c.delivery_id == table.c.delivery_id, gone.c.act_id <= known)
    moved = table.alias()
    recent = select(moved.c.enterprise_id).where(moved.c.valid_from >= since)
    query = select(
        table.c.id,
        table.c.enterprise_id,
        words[0].label("word"),
        words[1].label("key"),
        table.c.valid_from,
    ).where(wanted, table.c.act_id <= known, ~withdrawn, table.c.enterprise_id.in_(recent))
    return [DatedWord(*row) for row in connection.execute(query)]
