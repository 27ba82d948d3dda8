"""Deliveries, their rows as printed, links, withdrawals, sources."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select

from littlegiants.register import tables
from littlegiants.register.model import NAME_MAX, Record, Source
from littlegiants.register.repository.enterprises import among_ids
from littlegiants.register.repository.visible import standing, visible
from littlegiants.storage.schema import act
from littlegiants.vocabulary.language import Text


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery as the register recorded it; `withdrawn_because` is empty while it counts."""

    id: int
    kind: str
    file_name: str
    sha256: str
    source: str
    as_of: date
    row_count: int
    recorded_at: datetime
    actor: str
    withdrawn_because: str


def find_source(connection: Connection, code: str) -> Source | None:
    """Return a source by its code."""
    row = (
        connection.execute(select(tables.source).where(tables.source.c.code == code))
        .mappings()
        .first()
    )
    return None if row is None else _source(row)


def sources(connection: Connection) -> list[Source]:
    """Return every source, the most trusted first."""
    query = select(tables.source).order_by(tables.source.c.precedence, tables.source.c.code)
    return [_source(row) for row in connection.execute(query).mappings()]


def _source(row: RowMapping) -> Source:
    title = Text(row["title_zh"], row["title_en"])
    return Source(row["code"], title, row["grade"], row["precedence"], bool(row["is_synthetic"]))


def add_source(connection: Connection, act_id: int, source: Source) -> None:
    """Record a source."""
    connection.execute(
        insert(tables.source).values(
            code=source.code,
            title_zh=source.title.zh,
            title_en=source.title.en,
            grade=source.grade,
            precedence=source.precedence,
            is_synthetic=int(source.is_synthetic),
            act_id=act_id,
        )
    )


def loaded_delivery(connection: Connection, kind: str, sha256: str) -> tuple[int | None, int]:
    """Return the delivery of a file that counts, if it was loaded, and how often it was withdrawn before."""
    table, gone = tables.delivery, tables.withdrawal
    query = (
        select(table.c.id, gone.c.id)
        .outerjoin(gone, gone.c.delivery_id == table.c.id)
        .where(table.c.kind == kind, table.c.sha256 == sha256)
    )
    rows = connection.execute(query).all()
    counting = [int(row[0]) for row in rows if row[1] is None]
    return (counting[0] if counting else None), len(rows) - len(counting)


def add_delivery(connection: Connection, act_id: int, **values: Any) -> int:
    """Record a delivery; return its number."""
    values["file_name"] = values["file_name"][:NAME_MAX]
    key = connection.execute(
        insert(tables.delivery).values(act_id=act_id, **values)
    ).inserted_primary_key
    assert key is not None
    return int(key[0])


def deliveries(
    connection: Connection, known: int, delivery_id: int | None = None
) -> list[DeliveryRow]:
    """Return deliveries as known by an act, the latest first."""
    table, gone = tables.delivery, tables.withdrawal
    query = (
        select(table, act.c.recorded_at, act.c.actor, gone.c.reason)
        .join(act, act.c.id == table.c.act_id)
        .outerjoin(gone, (gone.c.delivery_id == table.c.id) & (gone.c.act_id <= known))
        .where(table.c.act_id <= known)
        .order_by(table.c.id.desc())
    )
    if delivery_id is not None:
        query = query.where(table.c.id == delivery_id)
    return [
        DeliveryRow(
            row["id"],
            row["kind"],
            row["file_name"],
            row["sha256"],
            row["source_code"],
            row["as_of"],
            row["row_count"],
            row["recorded_at"],
            row["actor"],
            row["reason"] or "",
        )
        for row in connection.execute(query).mappings()
    ]


def add_withdrawal(connection: Connection, act_id: int, delivery_id: int, reason: str) -> None:
    """Record that a delivery was wrong."""
    connection.execute(
        insert(tables.withdrawal).values(delivery_id=delivery_id, reason=reason, act_id=act_id)
    )


def records_with_links(
    connection: Connection,
    *,
    known: int,
    delivery_ids: Collection[int] | None = None,
    record_ids: Collection[int] | None = None,
    enterprise_id: int | None = None,
    only_unlinked: bool = False,
    most: int | None = None,
) -> list[Record]:
    """Return rows as printed with the link that counts, in the order of their deliveries and rows."""
    table = tables.source_record
    link = select(tables.link).where(standing(tables.link, known)).subquery()
    found: list[Record] = []
    chosen = table.c.delivery_id if record_ids is None else table.c.id
    for among in among_ids(chosen, delivery_ids if record_ids is None else record_ids):
        query = (
            select(
                table,
                link.c.id.label("link_id"),
                link.c.enterprise_id.label("linked"),
                link.c.method,
            )
            .outerjoin(link, link.c.record_id == table.c.id)
            .where(among, visible(table, known))
            .order_by(table.c.id)
        )
        if enterprise_id is not None:
            query = query.where(link.c.enterprise_id == enterprise_id)
        if only_unlinked:
            query = query.where(link.c.id.is_(None))
        found += [_record(row) for row in connection.execute(query.limit(most)).mappings()]
    return found


def waiting_count(connection: Connection, known: int, delivery_id: int | None) -> int:
    """Count the rows that no link that counts takes to an enterprise."""
    table = tables.source_record
    link = select(tables.link.c.record_id).where(standing(tables.link, known)).subquery()
    query = (
        select(func.count())
        .select_from(table.outerjoin(link, link.c.record_id == table.c.id))
        .where(visible(table, known), link.c.record_id.is_(None))
    )
    if delivery_id is not None:
        query = query.where(table.c.delivery_id == delivery_id)
    return int(connection.scalar(query) or 0)


def _record(row: RowMapping) -> Record:
    return Record(
        row["id"],
        row["delivery_id"],
        row["section"] or "",
        row["seq"],
        row["page"],
        row["row_no"],
        row["name"],
        row["code"] or "",
        row["region_text"] or "",
        row["region_code"] or "",
        row["name_key"],
        row["linked"],
        row["link_id"],
        row["method"] or "",
        row["detail"],
    )


def record_counts(connection: Connection, known: int) -> dict[int, tuple[int, int]]:
    """Return, by delivery, how many rows were printed and how many of them are linked."""
    table = tables.source_record
    link = select(tables.link.c.record_id).where(standing(tables.link, known)).subquery()
    query = (
        select(table.c.delivery_id, func.count(table.c.id), func.count(link.c.record_id))
        .outerjoin(link, link.c.record_id == table.c.id)
        .where(visible(table, known))
        .group_by(table.c.delivery_id)
    )
    return {int(row[0]): (int(row[1]), int(row[2])) for row in connection.execute(query)}


def add_link(
    connection: Connection,
    act_id: int,
    *,
    record_id: int,
    enterprise_id: int,
    method: str,
    evidence: str,
    reverses_id: int | None = None,
) -> int:
    """Record a link, or that one is taken back."""
    key = connection.execute(
        insert(tables.link).values(
            record_id=record_id,
            enterprise_id=enterprise_id,
            method=method,
            evidence=evidence,
            reverses_id=reverses_id,
            act_id=act_id,
        )
    ).inserted_primary_key
    assert key is not None
    return int(key[0])


def links_of(connection: Connection, record_id: int) -> Sequence[RowMapping]:
    """Return every link a row ever had, with who made it and when; the history of its decisions."""
    table = tables.link
    query = (
        select(table, act.c.actor, act.c.recorded_at)
        .join(act, act.c.id == table.c.act_id)
        .where(table.c.record_id == record_id)
        .order_by(table.c.id)
    )
    return connection.execute(query).mappings().all()
