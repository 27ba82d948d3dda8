"""Enterprises: codes, names, places, industries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    exists,
    func,
    or_,
    select,
    true,
)

from littlegiants.register import tables
from littlegiants.register.model import (
    NAME_MAX,
    DatedCode,
    DatedIndustry,
    DatedName,
    DatedPlace,
    Header,
)
from littlegiants.register.repository.visible import said, visible, with_source
from littlegiants.storage.database import EVERYTHING

PRESENT_UNDATED = date.min + timedelta(days=1)
"""Where a present name without a beginning stands in the order of names: after the former ones."""

ID_MAX = 2**63 - 1

_IN_MAX = 500
_T = TypeVar("_T")


def chunks(values: Iterable[_T]) -> Iterator[list[_T]]:
    """Cut values into pieces that one statement can bind."""
    waiting = iter(values)
    while piece := list(islice(waiting, _IN_MAX)):
        yield piece


def enterprise_count(connection: Connection, known: int) -> int:
    """Count the enterprises known by an act: those that have a name or a code."""
    table = tables.enterprise
    query = select(func.count()).select_from(table).where(table.c.act_id <= known)
    return int(connection.scalar(query.where(_is_known(known))) or 0)


def _is_known(known: int) -> ColumnElement[bool]:
    """True for enterprises of which a name or a code counts."""
    return or_(
        *(
            exists().where(table.c.enterprise_id == tables.enterprise.c.id, visible(table, known))
            for table in (tables.enterprise_name, tables.enterprise_code)
        )
    )


def enterprise_ids(
    connection: Connection, known: int, after: int = 0, most: int = 10_000
) -> list[int]:
    """Return the next enterprises in the order of their numbers."""
    table = tables.enterprise
    found = (
        select(table.c.id)
        .where(table.c.id > after, visible(table, known))
        .order_by(table.c.id)
        .limit(most)
    )
    return [int(row[0]) for row in connection.execute(found)]


def existing(connection: Connection, enterprise_id: int, known: int) -> set[int]:
    """Return the enterprise of a number if there is one."""
    table = tables.enterprise
    if enterprise_id > ID_MAX:
        return set()
    query = select(table.c.id).where(table.c.id == enterprise_id, _is_known(known))
    return {int(row[0]) for row in connection.execute(query)}


def last_id(connection: Connection, table: Table) -> int:
    """Return the highest id given so far."""
    return int(connection.scalar(select(func.max(table.c.id))) or 0)


def by_codes(connection: Connection, codes: Collection[str], known: int) -> dict[str, set[int]]:
    """Find the enterprises that carry some codes."""
    table = tables.enterprise_code
    found: dict[str, set[int]] = defaultdict(set)
    for piece in chunks(sorted(set(codes))):
        query = select(table.c.code, table.c.enterprise_id).where(
            table.c.code.in_(piece), visible(table, known)
        )
        for code, key in connection.execute(query):
            found[str(code)].add(int(key))
    return found


def owners_of_codes(connection: Connection) -> dict[str, int]:
    """Return the owner of every credit code that counts now; a code of two owners is left out."""
    table = tables.enterprise_code
    query = select(table.c.code, table.c.enterprise_id).where(
        table.c.kind == "uscc", visible(table, EVERYTHING)
    )
    found: dict[str, int] = {}
    twice: set[str] = set()
    for code, owner in connection.execute(query):
        if found.setdefault(code, owner) != owner:
            twice.add(code)
    return {code: owner for code, owner in found.items() if code not in twice}


def name_keys_of(connection: Connection, ids: Collection[int]) -> dict[int, set[str]]:
    """Return the keys of all names of some enterprises that count now."""
    table = tables.enterprise_name
    found: dict[int, set[str]] = defaultdict(set)
    for piece in chunks(sorted(ids)):
        query = select(table.c.enterprise_id, table.c.name_key).where(
            table.c.enterprise_id.in_(piece), visible(table, EVERYTHING)
        )
        for owner, key in connection.execute(query):
            found[int(owner)].add(str(key))
    return found


def undated_names_said_on(connection: Connection, ids: Collection[int]) -> dict[int, date]:
    """Return the day of the latest file that told a present name without a beginning, by enterprise."""
    table = tables.enterprise_name
    found: dict[int, date] = {}
    for among in among_ids(table.c.enterprise_id, ids):
        query = (
            select(table.c.enterprise_id, func.max(tables.delivery.c.as_of))
            .join(tables.delivery, tables.delivery.c.id == table.c.delivery_id)
            .where(
                among,
                table.c.kind == "current",
                table.c.valid_from.is_(None),
                visible(table, EVERYTHING),
            )
            .group_by(table.c.enterprise_id)
        )
        found |= {int(owner): said_on for owner, said_on in connection.execute(query)}
    return found


def by_name_keys(connection: Connection, keys: Collection[str], known: int) -> dict[str, set[int]]:
    """Find the enterprises one of whose names has one of some exact keys."""
    return _by_key(connection, tables.enterprise_name.c.name_key, keys, known)


def by_core_keys(connection: Connection, keys: Collection[str], known: int) -> dict[str, set[int]]:
    """Find the enterprises one of whose names has one of some trade names with business."""
    return _by_key(connection, tables.enterprise_name.c.core_key, keys, known)


def _by_key(
    connection: Connection, column: Column[Any], keys: Collection[str], known: int
) -> dict[str, set[int]]:
    table = tables.enterprise_name
    found: dict[str, set[int]] = defaultdict(set)
    for piece in chunks(sorted({key[:NAME_MAX] for key in keys})):
        query = select(column, table.c.enterprise_id).where(
            column.in_(piece), visible(table, known)
        )
        for key, enterprise in connection.execute(query):
            found[str(key)].add(int(enterprise))
    return found


def by_name_ids(connection: Connection, ids: Sequence[int], known: int) -> list[tuple[int, str]]:
    """Return enterprise and name of some name records that count, in the order of the ids."""
    table = tables.enterprise_name
    found: dict[int, tuple[int, str]] = {}
    for piece in chunks(ids):
        query = select(table.c.id, table.c.enterprise_id, table.c.name).where(
            table.c.id.in_(piece), visible(table, known)
        )
        found |= {
            int(key): (int(owner), str(name)) for key, owner, name in connection.execute(query)
        }
    return [found[key] for key in ids if key in found]


def among_ids(column: Column[Any], ids: Collection[int] | None) -> list[ColumnElement[bool]]:
    """Return conditions that together choose some enterprises, or one that chooses all."""
    return [true()] if ids is None else [column.in_(piece) for piece in chunks(sorted(ids))]


def names_of(
    connection: Connection, ids: Collection[int] | None, known: int
) -> dict[int, list[DatedName]]:
    """Return every name of some enterprises (of all, without ids), oldest first."""
    table = tables.enterprise_name
    found: dict[int, list[DatedName]] = defaultdict(list)
    for among in among_ids(table.c.enterprise_id, ids):
        query = with_source(
            said(
                table.c.enterprise_id,
                table.c.name,
                table.c.kind,
                table.c.valid_from,
                table.c.valid_to,
                table.c.id,
            ),
            table,
        ).where(among, visible(table, known))
        for row in connection.execute(query.order_by(table.c.id)).mappings():
            found[row["enterprise_id"]].append(
                DatedName(
                    row["name"],
                    row["kind"],
                    row["valid_from"],
                    row["valid_to"],
                    row["source"],
                    row["grade"],
                )
            )
    return {key: _with_former(names) for key, names in found.items()}


def _with_former(names: list[DatedName]) -> list[DatedName]:
    """Of the names once given as current the latest is so; the others have become former names."""
    ordered = sorted(names, key=lambda name: name.valid_from or _undated(name.kind))
    current = [name for name in ordered if name.kind == "current"]
    if len(current) < 2:
        return ordered
    later = dict(pairwise(current))
    return [
        DatedName(
            n.name, "former", n.valid_from, n.valid_to or later[n].valid_from, n.source, n.grade
        )
        if n in later
        else n
        for n in ordered
    ]


def _undated(kind: str) -> date:
    """Among names without a beginning former ones come before the present one."""
    return PRESENT_UNDATED if kind == "current" else date.min


def codes_of(
    connection: Connection, ids: Collection[int] | None, known: int
) -> dict[int, list[DatedCode]]:
    """Return every identifier of some enterprises, credit codes first."""
    table = tables.enterprise_code
    found: dict[int, list[DatedCode]] = defaultdict(list)
    for among in among_ids(table.c.enterprise_id, ids):
        query = with_source(
            said(table.c.enterprise_id, table.c.code, table.c.kind, table.c.check_ok), table
        ).where(among, visible(table, known))
        for row in connection.execute(query.order_by(table.c.kind.desc(), table.c.id)).mappings():
            found[row["enterprise_id"]].append(
                DatedCode(
                    row["code"], row["kind"], bool(row["check_ok"]), row["source"], row["grade"]
                )
            )
    return found


def places_of(
    connection: Connection, ids: Collection[int] | None, known: int, as_of: date | None = None
) -> dict[int, list[DatedPlace]]:
    """Return the places of some enterprises, the latest last; with a day, those begun by then."""
    table = tables.enterprise_place
    found: dict[int, list[DatedPlace]] = defaultdict(list)
    for among in among_ids(table.c.enterprise_id, ids):
        query = with_source(said(*table.c), table).where(among, visible(table, known))
        if as_of is not None:
            query = query.where(or_(table.c.valid_from.is_(None), table.c.valid_from <= as_of))
        for row in connection.execute(query).mappings():
            found[row["enterprise_id"]].append(
                DatedPlace(
                    row["kind"],
                    row["region_code"] or "",
                    row["zone_code"] or "",
                    row["address"] or "",
                    row["valid_from"],
                    row["valid_to"],
                    row["source"],
                    row["grade"],
                )
            )
    for places in found.values():
        places.sort(key=lambda place: place.valid_from or date.min)
    return found


def region_codes(connection: Connection, known: int) -> set[str]:
    """Return every division code in which an enterprise of the register is or was."""
    table = tables.enterprise_place
    query = (
        select(table.c.region_code)
        .where(table.c.region_code.is_not(None), visible(table, known))
        .distinct()
    )
    return {str(row[0]) for row in connection.execute(query)}


def industries_of(
    connection: Connection, ids: Collection[int] | None, known: int
) -> dict[int, list[DatedIndustry]]:
    """Return the trades of some enterprises, the latest last."""
    table = tables.enterprise_industry
    found: dict[int, list[DatedIndustry]] = defaultdict(list)
    for among in among_ids(table.c.enterprise_id, ids):
        query = with_source(said(*table.c), table).where(among, visible(table, known))
        for row in connection.execute(query.order_by(table.c.valid_from)).mappings():
            found[row["enterprise_id"]].append(
                DatedIndustry(
                    row["kind"],
                    row["industry_code"],
                    row["edition"],
                    row["valid_from"],
                    row["source"],
                    row["grade"],
                )
            )
    return found


def headers(
    connection: Connection, ids: Collection[int] | None, *, as_of: date, known: int
) -> dict[int, Header]:
    """Return name, code and division of some enterprises, as they were on a day."""
    names, codes = names_of(connection, ids, known), codes_of(connection, ids, known)
    places = places_of(connection, ids, known, as_of)
    return {
        key: Header(
            key,
            name_on(names.get(key, []), as_of),
            next((c.code for c in codes.get(key, []) if c.kind == "uscc"), ""),
            next((p.region_code for p in reversed(places.get(key, [])) if p.region_code), ""),
        )
        for key in (names.keys() | codes.keys() if ids is None else ids)
    }


def name_on(names: Sequence[DatedName], as_of: date) -> str:
    """Return the name that an enterprise bore on a day, as far as is known."""
    borne = [name for name in names if name.kind in ("current", "former")]
    begun = [name for name in borne if (name.valid_from or date.min) <= as_of]
    for chosen in (begun[-1:], borne[:1], list(names[:1])):
        if chosen:
            return chosen[0].name
    return ""
