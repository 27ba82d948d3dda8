"""Writing what a delivery brings: enterprises, names, codes, facts; many rows at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from sqlalchemy import Connection, func, insert, literal, select, true, union_all

from littlegiants.register import tables
from littlegiants.register.model import NAME_MAX
from littlegiants.register.repository.enterprises import last_id
from littlegiants.register.repository.visible import visible
from littlegiants.register.values import (
    fits_number,
    fits_whole,
    write_payload,
)
from littlegiants.storage.bulk import insert_rows
from littlegiants.storage.search import index_names
from littlegiants.vocabulary.enterprise import Value

_WHOLE = (*tables.MONEY_COLUMNS, *tables.COUNT_COLUMNS)
ANNUAL = (
    "enterprise_id",
    "fact_year",
    "delivery_id",
    "row_no",
    *tables.ANNUAL_COLUMNS,
    "extra",
    "link_id",
    "act_id",
)
_NAME = (
    "id",
    "enterprise_id",
    "name",
    "name_key",
    "core_key",
    "kind",
    "valid_from",
    "valid_to",
    "link_id",
    "delivery_id",
    "act_id",
)
_CODE = ("enterprise_id", "code", "kind", "check_ok", "link_id", "delivery_id", "act_id")
_RECORD = (
    "id",
    "delivery_id",
    "section",
    "seq",
    "page",
    "row_no",
    "name",
    "name_key",
    "code",
    "region_text",
    "region_code",
    "detail",
    "act_id",
)


_TOLD_BY_CODE = (
    tables.annual_facts,
    tables.standing_facts,
    tables.enterprise_event,
    tables.judgement,
    tables.enterprise_name,
    tables.enterprise_place,
    tables.enterprise_industry,
)


class Kept(TypedDict):
    """What every record of a delivery names."""

    delivery_id: int
    act_id: int


@dataclass(frozen=True, slots=True)
class NewName:
    """A name to be recorded, with its keys."""

    enterprise_id: int
    name: str
    name_key: str
    core_key: str | None
    kind: str = "current"
    valid_from: date | None = None
    valid_to: date | None = None
    link_id: int | None = None


def standing_of_name(
    as_of: date, undated_said_on: date | None, *, is_first: bool
) -> tuple[str, date | None]:
    """Return kind and beginning of a name that is new to its enterprise, as a file of a day tells it.

    The first name has no beginning. A file older than the one that told it tells a former name.
    """
    if is_first:
        return "current", None
    if undated_said_on is not None and as_of < undated_said_on:
        return "former", None
    return "current", as_of


def annual_row(
    enterprise_id: int,
    year: int,
    values: Mapping[str, Value],
    delivery_id: int,
    row_no: int,
    act_id: int,
    link_id: int | None = None,
) -> tuple[Any, ...]:
    """Return one row of annual facts; what no column carries exactly goes to `extra`."""
    extra = dict(values)
    cells: list[Any] = []
    for column in tables.ANNUAL_COLUMNS:
        value = values.get(column)
        fits = fits_whole(value) if column in _WHOLE else fits_number(value)
        cells.append((value if column in _WHOLE else float(value)) if fits else None)  # type: ignore[arg-type]  # numbers, by `fits`
        if fits:
            del extra[column]
    kept = {column: value for column, value in extra.items() if value is not None}
    text = write_payload(kept) if kept else None
    return (enterprise_id, year, delivery_id, row_no, *cells, text, link_id, act_id)


def add_annual(connection: Connection, rows: Iterable[Sequence[Any]]) -> int:
    """Record rows made by `annual_row`."""
    return insert_rows(connection, tables.annual_facts, ANNUAL, rows)


def add_standing(
    connection: Connection,
    rows: Iterable[tuple[int, int, Mapping[str, Value], int | None]],
    *,
    valid_from: date,
    delivery_id: int,
    act_id: int,
) -> int:
    """Record payloads: enterprise, row of the file, values by column, the link they rest on."""
    columns = (
        "enterprise_id",
        "row_no",
        "payload",
        "link_id",
        "valid_from",
        "delivery_id",
        "act_id",
    )
    written = (
        (
            owner,
            row_no,
            write_payload(values),
            link_id,
            valid_from.isoformat(),
            delivery_id,
            act_id,
        )
        for owner, row_no, values, link_id in rows
    )
    return insert_rows(connection, tables.standing_facts, columns, written)


def add_enterprises(connection: Connection, count: int, *, delivery_id: int, act_id: int) -> range:
    """Record new enterprises; return their numbers."""
    first = last_id(connection, tables.enterprise) + 1
    numbers = range(first, first + count)
    rows = ((number, delivery_id, act_id) for number in numbers)
    insert_rows(connection, tables.enterprise, ("id", "delivery_id", "act_id"), rows)
    return numbers


def add_codes(
    connection: Connection,
    codes: Iterable[tuple[int, str, str, bool, int | None]],
    *,
    delivery_id: int,
    act_id: int,
) -> int:
    """Record identifiers: enterprise, code, kind, whether its checks hold, the link they rest on."""
    rows = (
        (owner, code, kind, int(ok), link_id, delivery_id, act_id)
        for owner, code, kind, ok, link_id in codes
    )
    return insert_rows(connection, tables.enterprise_code, _CODE, rows)


def restate_codes(connection: Connection, withdrawn_id: int, act_id: int) -> None:
    """Record the codes of a withdrawn delivery again by the word of the first that still uses them.

    A delivery does not repeat a code that the register knows; but its rows were identified by it.
    """
    code = tables.enterprise_code
    told = union_all(
        *(
            select(table.c.enterprise_id, table.c.delivery_id).where(
                visible(table, act_id),
                table.c.delivery_id.is_not(None),
                table.c.link_id.is_(None) if "link_id" in table.c else true(),
                table.c.enterprise_id.in_(
                    select(code.c.enterprise_id).where(code.c.delivery_id == withdrawn_id)
                ),
            )
            for table in _TOLD_BY_CODE
        )
    ).subquery()
    speaker = (
        select(told.c.enterprise_id, func.min(told.c.delivery_id).label("delivery_id"))
        .group_by(told.c.enterprise_id)
        .subquery()
    )
    again = (
        select(
            code.c.enterprise_id,
            code.c.code,
            code.c.kind,
            code.c.check_ok,
            speaker.c.delivery_id,
            literal(act_id),
        )
        .join(speaker, speaker.c.enterprise_id == code.c.enterprise_id)
        .where(code.c.delivery_id == withdrawn_id)
        .order_by(code.c.id)
    )
    columns = ("enterprise_id", "code", "kind", "check_ok", "delivery_id", "act_id")
    connection.execute(insert(code).from_select(columns, again))


def add_names(
    connection: Connection, names: Sequence[NewName], *, delivery_id: int, act_id: int
) -> int:
    """Record names and put them into the search index."""
    first = last_id(connection, tables.enterprise_name) + 1
    numbered = list(enumerate(names, start=first))
    rows = (
        (
            number,
            new.enterprise_id,
            new.name[:NAME_MAX],
            new.name_key[:NAME_MAX],
            new.core_key and new.core_key[:NAME_MAX],
            new.kind,
            new.valid_from and new.valid_from.isoformat(),
            new.valid_to and new.valid_to.isoformat(),
            new.link_id,
            delivery_id,
            act_id,
        )
        for number, new in numbered
    )
    done = insert_rows(connection, tables.enterprise_name, _NAME, rows)
    index_names(connection, ((number, new.name) for number, new in numbered))
    return done


Place = tuple[int, str | None, str | None, str | None, date | None, int | None]
"""Enterprise, division, zone, address, since when, the link that it rests on."""

Trade = tuple[int, str, str, date | None, int | None]
"""Enterprise, code, edition of the code, since when, the link that it rests on."""


def add_places(
    connection: Connection, places: Iterable[Place], *, delivery_id: int, act_id: int
) -> int:
    """Record registered places."""
    columns = ("enterprise_id", "region_code", "zone_code", "address", "valid_from", "link_id")
    kept = ("registered", delivery_id, act_id)
    rows = (
        (
            *place[:3],
            place[3] and place[3][: tables.ADDRESS_MAX],
            place[4] and place[4].isoformat(),
            place[5],
            *kept,
        )
        for place in places
    )
    table = tables.enterprise_place
    return insert_rows(connection, table, (*columns, "kind", "delivery_id", "act_id"), rows)


def add_industries(
    connection: Connection, industries: Iterable[Trade], *, delivery_id: int, act_id: int
) -> int:
    """Record registered trades."""
    columns = ("enterprise_id", "industry_code", "edition", "valid_from", "link_id")
    kept = ("registered", delivery_id, act_id)
    rows = (
        (*trade[:3], trade[3] and trade[3].isoformat(), trade[4], *kept) for trade in industries
    )
    table = tables.enterprise_industry
    return insert_rows(connection, table, (*columns, "kind", "delivery_id", "act_id"), rows)


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A row to be recorded as it was printed."""

    row_no: int
    name: str
    name_key: str
    code: str | None = None
    section: str | None = None
    seq: int | None = None
    page: int | None = None
    region_text: str | None = None
    region_code: str | None = None
    detail: str = "{}"


def add_records(
    connection: Connection, records: Sequence[NewRecord], *, delivery_id: int, act_id: int
) -> range:
    """Record rows as printed; return their numbers."""
    first = last_id(connection, tables.source_record) + 1
    numbers = range(first, first + len(records))
    rows = (
        (
            number,
            delivery_id,
            new.section and new.section[:NAME_MAX],
            new.seq,
            new.page,
            new.row_no,
            new.name[:NAME_MAX],
            new.name_key[:NAME_MAX],
            new.code and new.code[: tables.CODE_MAX],
            new.region_text and new.region_text[:100],
            new.region_code,
            new.detail,
            act_id,
        )
        for number, new in zip(numbers, records, strict=True)
    )
    insert_rows(connection, tables.source_record, _RECORD, rows)
    return numbers


def printed_detail(values: Mapping[str, Any]) -> str:
    """Return the other cells of a printed row as text."""
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
