"""What a delivery brought, and what rests on it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, select

from littlegiants.register import tables
from littlegiants.register.repository.visible import judged, standing, visible

_BROUGHT = (
    tables.enterprise,
    tables.enterprise_code,
    tables.enterprise_name,
    tables.enterprise_place,
    tables.enterprise_industry,
    tables.annual_facts,
    tables.standing_facts,
    tables.enterprise_event,
    tables.source_record,
)


def records_of(connection: Connection, delivery_id: int, known: int) -> dict[str, int]:
    """Count the records that a delivery brought and that count, by table, and the decisions that rest on them."""
    found: dict[str, int] = {}
    for table in _BROUGHT:
        mine = table.c.delivery_id == delivery_id
        found[table.name] = _count(
            connection, select(func.count()).select_from(table).where(mine, visible(table, known))
        )
    for name, query in _decisions(delivery_id, known).items():
        found[name] = _count(connection, query)
    return {name: count for name, count in found.items() if count}


def _decisions(delivery_id: int, known: int) -> dict[str, Select[Any]]:
    link, record, resolution = tables.link, tables.source_record, tables.resolution
    judgement, correction = tables.judgement, tables.correction
    records = select(record.c.id).where(record.c.delivery_id == delivery_id)
    count = select(func.count())
    corrected = [
        (correction.c.corrects_kind == kind)
        & correction.c.corrects_id.in_(select(table.c.id).where(table.c.delivery_id == delivery_id))
        for kind, table in (("annual", tables.annual_facts), ("standing", tables.standing_facts))
    ]
    return {
        "link": count.select_from(link).where(link.c.record_id.in_(records), standing(link, known)),
        "correction": count.select_from(correction).where(
            corrected[0] | corrected[1], standing(correction, known)
        ),
        "resolution": count.select_from(resolution).where(
            resolution.c.delivery_id == delivery_id, standing(resolution, known)
        ),
        "judgement": count.select_from(judgement).where(
            judgement.c.delivery_id == delivery_id, judged(judgement, known)
        ),
    }


def _count(connection: Connection, query: Select[Any]) -> int:
    return int(connection.scalar(query) or 0)
