"""What counts at a given state of knowledge: recorded by then, not withdrawn by then, not reversed by then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    exists,
    func,
    or_,
    select,
    true,
)

from littlegiants.register import tables

_LISTED_MAX = 500


def visible(table: Table, known: int) -> ColumnElement[bool]:
    """True for records of deliveries that count, as known up to an act."""
    return and_(table.c.act_id <= known, not_withdrawn(table, known), _still_linked(table, known))


def standing(table: Table, known: int) -> ColumnElement[bool]:
    """True for records that reverse nothing and are not reversed, as known up to an act."""
    other = table.alias()
    reversed_ = exists().where(other.c.reverses_id == table.c.id, other.c.act_id <= known)
    return and_(table.c.act_id <= known, _reverses_nothing(table), ~reversed_)


def _reverses_nothing(table: Table) -> ColumnElement[bool]:
    # Written so that no index is used: nearly every row reverses nothing, and SQLite would take the index.
    return func.coalesce(table.c.reverses_id, 0) == 0


def not_withdrawn(table: Table, known: int) -> ColumnElement[bool]:
    """True for records that came in no delivery, or in one that was not withdrawn."""
    gone = tables.withdrawal
    return ~exists().where(gone.c.delivery_id == table.c.delivery_id, gone.c.act_id <= known)


def with_source(query: Select[Any], table: Table) -> Select[Any]:
    """Join the delivery of a record and its source."""
    return query.join(tables.delivery, tables.delivery.c.id == table.c.delivery_id).join(
        tables.source, tables.source.c.code == tables.delivery.c.source_code
    )


def said(*columns: ColumnElement[Any]) -> Select[Any]:
    """Select some columns with the source's code, grade and precedence."""
    return select(
        *columns,
        tables.source.c.code.label("source"),
        tables.source.c.grade,
        tables.source.c.precedence,
    )


def _still_linked(table: Table, known: int) -> ColumnElement[bool]:
    """True for records that rest on no link, or on one that was not taken back."""
    if "link_id" not in table.c:
        return true()
    back = tables.link.alias()
    gone = exists().where(back.c.reverses_id == table.c.link_id, back.c.act_id <= known)
    return or_(table.c.link_id.is_(None), ~gone)


def judged(table: Table, known: int) -> ColumnElement[bool]:
    """True for decisions that stand: not reversed, nor gone with the delivery or link they came by."""
    return and_(standing(table, known), not_withdrawn(table, known), _still_linked(table, known))


@dataclass(frozen=True, slots=True)
class Gone:
    """The deliveries withdrawn and the links taken back by an act: usually few, so that whole tables are read fast."""

    known: int
    deliveries: tuple[int, ...]
    links: tuple[int, ...]

    def spares(self, table: Table) -> ColumnElement[bool]:
        """True for the records that count; the same as `visible`, for queries over a whole table."""
        if len(self.deliveries) + len(self.links) > _LISTED_MAX:
            return visible(table, self.known)
        kept = [table.c.act_id <= self.known]
        if self.deliveries:
            kept.append(table.c.delivery_id.not_in(self.deliveries))
        if self.links and "link_id" in table.c:
            kept.append(or_(table.c.link_id.is_(None), table.c.link_id.not_in(self.links)))
        return and_(*kept)


def gone_by(connection: Connection, known: int) -> Gone:
    """Return what was withdrawn and taken back by an act."""
    gone, link = tables.withdrawal, tables.link
    deliveries = select(gone.c.delivery_id).where(gone.c.act_id <= known)
    links = select(link.c.reverses_id).where(
        link.c.reverses_id.is_not(None), link.c.act_id <= known
    )
    return Gone(
        known,
        tuple(int(row[0]) for row in connection.execute(deliveries)),
        tuple(int(row[0]) for row in connection.execute(links)),
    )
