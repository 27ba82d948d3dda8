"""The city's own rounds: steps, objections, decisions."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from littlegiants.recognition import tables
from littlegiants.recognition.rounds import Objection, Outcome, Round, Step, StepRecord
from littlegiants.storage.schema import act


def add_round(connection: Connection, act_id: int, **values: Any) -> int:
    """Record a round; return its number."""
    return _added(connection, insert(tables.city_round).values(act_id=act_id, **values))


def find_round_like(
    connection: Connection, *, programme: str, year: int, ordinal: int, region_code: str
) -> int | None:
    """Return the round of a programme, year, ordinal and place."""
    table = tables.city_round
    found = connection.scalar(
        select(table.c.id).where(
            table.c.programme == programme,
            table.c.round_year == year,
            table.c.ordinal == ordinal,
            table.c.region_code == region_code,
        )
    )
    return None if found is None else int(found)


def rounds(connection: Connection, known: int, round_id: int | None = None) -> list[Round]:
    """Return rounds with all that happened in them by an act, oldest first."""
    table = tables.city_round
    query = select(table).where(table.c.act_id <= known).order_by(table.c.id)
    if round_id is not None:
        query = query.where(table.c.id == round_id)
    steps = _steps(connection, known, round_id)
    objections = _objections(connection, known, round_id)
    return [
        Round(
            id=row["id"],
            programme=row["programme"],
            year=row["round_year"],
            ordinal=row["ordinal"],
            region_code=row["region_code"],
            issuer=row["issuer"],
            source_code=row["source_code"],
            steps=tuple(steps.get(row["id"], ())),
            objections=tuple(objections.get(row["id"], ())),
        )
        for row in connection.execute(query).mappings()
    ]


def _steps(connection: Connection, known: int, round_id: int | None) -> dict[int, list[StepRecord]]:
    table = tables.round_step
    query = (
        select(table, act.c.actor)
        .join(act, act.c.id == table.c.act_id)
        .where(table.c.act_id <= known)
        .order_by(table.c.id)
    )
    if round_id is not None:
        query = query.where(table.c.round_id == round_id)
    found: dict[int, list[StepRecord]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        found[row["round_id"]].append(
            StepRecord(
                step=Step(row["step"]),
                on=row["on_day"],
                actor=row["actor"],
                enterprise_id=row["enterprise_id"],
                outcome=Outcome(row["outcome"]) if row["outcome"] else None,
                note=row["note"],
                ends_on=row["ends_on"],
                document_id=row["document_id"],
            )
        )
    return found


def _objections(
    connection: Connection, known: int, round_id: int | None
) -> dict[int, list[Objection]]:
    table, decision = tables.objection, tables.objection_decision
    query = (
        select(
            table,
            decision.c.outcome,
            decision.c.reason,
            act.c.actor.label("decided_by"),
        )
        .outerjoin(decision, (decision.c.objection_id == table.c.id) & (decision.c.act_id <= known))
        .outerjoin(act, act.c.id == decision.c.act_id)
        .where(table.c.act_id <= known)
        .order_by(table.c.id)
    )
    if round_id is not None:
        query = query.where(table.c.round_id == round_id)
    found: dict[int, list[Objection]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        found[row["round_id"]].append(_objection(row))
    return found


def _objection(row: RowMapping) -> Objection:
    return Objection(
        id=row["id"],
        enterprise_id=row["enterprise_id"],
        raised_on=row["raised_on"],
        raised_by=row["raised_by"],
        statement=row["statement"],
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        reason=row["reason"] or "",
        decided_by=row["decided_by"] or "",
    )


def add_step(
    connection: Connection,
    act_id: int,
    round_id: int,
    step: Step,
    *,
    on: date,
    enterprise_id: int | None = None,
    outcome: Outcome | None = None,
    note: str = "",
    ends_on: date | None = None,
    document_id: int | None = None,
) -> None:
    """Record a step."""
    connection.execute(
        insert(tables.round_step).values(
            round_id=round_id,
            step=step.value,
            enterprise_id=enterprise_id,
            outcome=outcome.value if outcome else None,
            note=note,
            on_day=on,
            ends_on=ends_on,
            document_id=document_id,
            act_id=act_id,
        )
    )


def add_objection(connection: Connection, act_id: int, **values: Any) -> int:
    """Record an objection; return its number."""
    return _added(connection, insert(tables.objection).values(act_id=act_id, **values))


def add_decision(connection: Connection, act_id: int, **values: Any) -> None:
    """Record what was decided on an objection."""
    connection.execute(insert(tables.objection_decision).values(act_id=act_id, **values))


def _added(
    connection: Connection, statement: Any
) -> int:  # an insert, of which SQLAlchemy has several types
    key = connection.execute(statement).inserted_primary_key
    assert key is not None
    return int(key[0])
