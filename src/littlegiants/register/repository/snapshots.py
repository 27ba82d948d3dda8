"""The register's rows as columns, for a population at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, case, func, select

from littlegiants.engines.snapshots import NO_NUMBER, NO_WHOLE, Streams
from littlegiants.register import tables
from littlegiants.register.repository.enterprises import PRESENT_UNDATED
from littlegiants.register.repository.visible import gone_by, standing, with_source
from littlegiants.register.values import NESTED
from littlegiants.storage.bulk import columns_out
from littlegiants.storage.database import Database


def special_enterprises(connection: Connection, *, known: int) -> set[int]:
    """Return the enterprises that columns alone do not tell: corrected, settled, judged, with ranges or events."""
    annual, payload = tables.annual_facts, tables.standing_facts
    queries: list[Select[Any]] = [
        select(table.c.enterprise_id).where(standing(table, known)).distinct()
        for table in (tables.correction, tables.resolution, tables.judgement)
    ]
    queries.append(select(annual.c.enterprise_id).where(annual.c.extra.is_not(None)).distinct())
    nested = payload.c.payload.contains(NESTED, autoescape=True)
    queries.append(select(payload.c.enterprise_id).where(nested).distinct())
    queries.append(select(tables.enterprise_event.c.enterprise_id).distinct())
    return {int(row[0]) for query in queries for row in connection.execute(query)}


@contextmanager
def streams(database: Database, *, as_of: date, first_year: int, known: int) -> Iterator[Streams]:
    """Give the rows that count on a day, as Arrow streams.

    No connection may be in use meanwhile: the driver of the streams brings its own SQLite, and two of them in
    one process do not see each other's locks on a file; the one would cut off what the other has mapped.
    """
    with database.read() as connection:
        gone = gone_by(connection, known)
    names, codes = tables.enterprise_name, tables.enterprise_code
    annual, payload = tables.annual_facts, tables.standing_facts
    queries: tuple[Select[Any], ...] = (
        select(
            names.c.enterprise_id,
            names.c.name,
            names.c.kind,
            func.coalesce(
                names.c.valid_from,
                case((names.c.kind == "current", PRESENT_UNDATED), else_=date.min),
            ).label("valid_from"),
            names.c.id,
        ).where(gone.spares(names)),
        select(codes.c.enterprise_id, codes.c.code, codes.c.id).where(
            codes.c.kind == "uscc", gone.spares(codes)
        ),
        with_source(
            select(
                annual.c.id,
                annual.c.enterprise_id,
                annual.c.fact_year,
                annual.c.act_id,
                *(_never_null(annual.c[name]) for name in tables.ANNUAL_COLUMNS),
                tables.source.c.precedence,
                tables.delivery.c.as_of,
            ),
            annual,
        ).where(annual.c.fact_year.between(first_year, as_of.year), gone.spares(annual)),
        with_source(
            select(
                payload.c.id,
                payload.c.enterprise_id,
                payload.c.payload,
                payload.c.valid_from,
                payload.c.act_id,
                tables.source.c.precedence,
            ),
            payload,
        ).where(
            payload.c.valid_from <= as_of,
            gone.spares(payload),
            ~payload.c.payload.contains(NESTED, autoescape=True),  # of special enterprises
        ),
    )
    with ExitStack() as stack:
        yield Streams(*(stack.enter_context(columns_out(database, query)) for query in queries))


def _never_null(column: Column[Any]) -> ColumnElement[Any]:
    nothing = NO_NUMBER if column.name in tables.NUMBER_COLUMNS else NO_WHOLE
    return func.coalesce(column, nothing).label(column.name)
