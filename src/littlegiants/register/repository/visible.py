"""What counts at a given state of knowledge: recorded by then, not withdrawn by then, not reversed by then."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, exists, func, or_, select, true

from littlegiants.register import tables


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
