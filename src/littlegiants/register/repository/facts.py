"""Facts: annual rows, payloads, corrections, resolutions, judgements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, or_, select

from littlegiants.register import tables
from littlegiants.register.model import Judgement, RecordKind, Statement
from littlegiants.register.repository.enterprises import among_ids, chunks
from littlegiants.register.repository.visible import judged, said, standing, visible, with_source
from littlegiants.register.resolve import Key
from littlegiants.register.values import from_number, read_payload, read_value, write_value
from littlegiants.storage.schema import act, metadata
from littlegiants.vocabulary.enterprise import Value

_NUMBERS = frozenset(tables.NUMBER_COLUMNS)


def annual_statements(
    connection: Connection,
    ids: Collection[int] | None,
    *,
    first_year: int,
    last_year: int,
    known: int,
) -> dict[int, list[Statement]]:
    """Return every annual value of some enterprises in some years, by enterprise."""
    table = tables.annual_facts
    found: dict[int, list[Statement]] = defaultdict(list)
    for among in among_ids(table.c.enterprise_id, ids):
        query = with_source(said(*table.c, tables.delivery.c.as_of), table).where(
            among, table.c.fact_year.between(first_year, last_year), visible(table, known)
        )
        for row in connection.execute(query).mappings():
            for column, value in _annual_values(row):
                found[row["enterprise_id"]].append(
                    _statement(
                        row, RecordKind.ANNUAL, column, row["fact_year"], value, row["as_of"]
                    )
                )
    return found


def standing_statements(
    connection: Connection, ids: Collection[int] | None, *, as_of: date, known: int
) -> dict[int, list[Statement]]:
    """Return every value of the payloads of some enterprises that began by a day, by enterprise."""
    table = tables.standing_facts
    found: dict[int, list[Statement]] = defaultdict(list)
    for among in among_ids(table.c.enterprise_id, ids):
        query = with_source(said(*table.c), table).where(
            among, table.c.valid_from <= as_of, visible(table, known)
        )
        for row in connection.execute(query).mappings():
            for column, value in read_payload(row["payload"]).items():
                found[row["enterprise_id"]].append(
                    _statement(row, RecordKind.STANDING, column, None, value, row["valid_from"])
                )
    return found


def _statement(
    row: RowMapping, kind: RecordKind, column: str, year: int | None, value: Value, said_on: date
) -> Statement:
    return Statement(
        column,
        year,
        value,
        kind,
        row["id"],
        row["delivery_id"],
        row["act_id"],
        row["source"],
        row["grade"],
        row["precedence"],
        said_on,
    )


def _annual_values(row: RowMapping) -> Iterator[tuple[str, Value]]:
    for column in tables.ANNUAL_COLUMNS:
        stored = row[column]
        if stored is not None:
            yield column, from_number(stored) if column in _NUMBERS else stored
    if row["extra"]:
        yield from read_payload(row["extra"]).items()


def corrected(
    connection: Connection, statements: dict[int, list[Statement]], known: int
) -> dict[int, list[Statement]]:
    """Replace the values that were corrected; each names the correction."""
    table = tables.correction
    by_record: dict[tuple[str, int, str], RowMapping] = {}
    for among in among_ids(table.c.enterprise_id, statements.keys()):
        query = (
            said(*table.c)
            .join(tables.source, tables.source.c.code == table.c.source_code)
            .where(among, standing(table, known))
            .order_by(table.c.id)
        )
        for row in connection.execute(query).mappings():
            by_record[row["corrects_kind"], row["corrects_id"], row["column_name"]] = row
    if not by_record:
        return statements
    return {
        key: [_with_correction(s, by_record.get((s.kind, s.record_id, s.column))) for s in said_of]
        for key, said_of in statements.items()
    }


def _with_correction(statement: Statement, row: RowMapping | None) -> Statement:
    if row is None:
        return statement
    return replace(
        statement,
        value=read_value(row["value_text"]),
        source=row["source"],
        grade=row["grade"],
        precedence=row["precedence"],
        corrected_by=row["id"],
    )


def enterprises_told_twice(connection: Connection, known: int) -> Iterator[list[int]]:
    """Yield, in pieces, the enterprises of which two deliveries tell the same year, or two the standing."""
    annual, payload = tables.annual_facts, tables.standing_facts
    twice = [
        select(annual.c.enterprise_id)
        .where(annual.c.act_id <= known)
        .group_by(annual.c.enterprise_id, annual.c.fact_year)
        .having(func.count(annual.c.delivery_id.distinct()) > 1),
        select(payload.c.enterprise_id)
        .where(payload.c.act_id <= known)
        .group_by(payload.c.enterprise_id)
        .having(func.count(payload.c.delivery_id.distinct()) > 1),
    ]
    found = sorted({int(row[0]) for query in twice for row in connection.execute(query)})
    yield from chunks(found)


def resolutions(
    connection: Connection, ids: Collection[int] | None, known: int
) -> dict[int, dict[Key, tuple[int, int]]]:
    """Return, by enterprise, column and year, which delivery speaks and by which resolution."""
    table = tables.resolution
    found: dict[int, dict[Key, tuple[int, int]]] = defaultdict(dict)
    for among in among_ids(table.c.enterprise_id, ids):
        query = select(table).where(among, standing(table, known)).order_by(table.c.id)
        for row in connection.execute(query).mappings():
            key = (row["column_name"], row["fact_year"])
            found[row["enterprise_id"]][key] = (row["delivery_id"], row["id"])
    return found


def judgements(
    connection: Connection, ids: Collection[int] | None, *, as_of: date, known: int
) -> dict[int, list[Judgement]]:
    """Return the judgements on some enterprises that hold on a day; of each clause the latest is last."""
    table = tables.judgement
    found: dict[int, list[Judgement]] = defaultdict(list)
    for among in among_ids(table.c.enterprise_id, ids):
        query = (
            select(table, act.c.actor)
            .join(act, act.c.id == table.c.act_id)
            .where(
                among,
                table.c.valid_from <= as_of,
                or_(table.c.valid_to.is_(None), table.c.valid_to >= as_of),
                judged(table, known),
            )
            .order_by(table.c.id)
        )
        for row in connection.execute(query).mappings():
            found[row["enterprise_id"]].append(
                Judgement(
                    row["id"],
                    row["clause"],
                    bool(row["answer"]),
                    row["evidence"],
                    row["actor"],
                    row["source_code"],
                    row["valid_from"],
                    row["valid_to"],
                )
            )
    return found


def add_correction(
    connection: Connection,
    act_id: int,
    statement: Statement,
    *,
    enterprise_id: int,
    value: Value,
    reason: str,
    source: str,
) -> int:
    """Record that a value was wrong and what is right."""
    return _added(
        connection,
        insert(tables.correction).values(
            enterprise_id=enterprise_id,
            column_name=statement.column,
            fact_year=statement.fact_year,
            corrects_kind=statement.kind.value,
            corrects_id=statement.record_id,
            value_text=write_value(value),
            reason=reason,
            source_code=source,
            act_id=act_id,
        ),
    )


def add_resolution(
    connection: Connection,
    act_id: int,
    *,
    enterprise_id: int,
    key: Key,
    delivery_id: int,
    reason: str,
) -> int:
    """Record which of several deliveries speaks for a value."""
    return _added(
        connection,
        insert(tables.resolution).values(
            enterprise_id=enterprise_id,
            column_name=key[0],
            fact_year=key[1],
            delivery_id=delivery_id,
            reason=reason,
            act_id=act_id,
        ),
    )


def add_judgement(connection: Connection, act_id: int, values: Mapping[str, Any]) -> int:
    """Record a person's answer."""
    return _added(connection, insert(tables.judgement).values(act_id=act_id, **values))


def reverse(connection: Connection, act_id: int, kind: str, key: int, reason: str) -> bool:
    """Take back a correction, resolution or judgement by a record that names it; False if it is not there."""
    table = metadata.tables[kind]
    query = select(table).where(table.c.id == key, standing(table, act_id))
    row = connection.execute(query).mappings().first()
    if row is None:
        return False
    values = {name: row[name] for name in row if name not in ("id", "act_id", "reverses_id")}
    words = "evidence" if "evidence" in values else "reason"
    connection.execute(
        insert(table).values(**{**values, words: reason, "reverses_id": key, "act_id": act_id})
    )
    return True


def _added(connection: Connection, statement: Any) -> int:
    key = connection.execute(statement).inserted_primary_key
    assert key is not None
    return int(key[0])
