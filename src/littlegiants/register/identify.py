"""Which enterprise of the register a printed name means, without loading every name it knows.

The keys of an entry are looked up; the cascade of `linkage` decides among the names found, just as it
would among all. Only when a person opens the queue are look-alikes searched for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from littlegiants.linkage.candidates import candidates_for
from littlegiants.linkage.cascade import link_many
from littlegiants.linkage.divisions import divisions, home_of
from littlegiants.linkage.known import Known, lookup_keys
from littlegiants.linkage.model import Candidate, KnownName, NameKind, Outcome, Printed
from littlegiants.linkage.normalise import name_key
from littlegiants.linkage.parse import parse_name
from littlegiants.linkage.places import UNKNOWN, PlaceReading, place_of_address
from littlegiants.register.repository import enterprises as stored
from littlegiants.storage.search import find_names

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LOOK_ALIKES_MAX = 300


def identify(connection: Connection, printed: Sequence[Printed], *, known: int) -> list[Outcome]:
    """Run the cascade for some entries."""
    keys = [lookup_keys(entry) for entry in printed]
    owners = {
        owner
        for found in (
            stored.by_codes(connection, [key.code for key in keys if key.code], known),
            stored.by_name_keys(connection, [k for key in keys for k in key.name_keys], known),
            stored.by_core_keys(connection, [key.core for key in keys if key.core], known),
        )
        for ids in found.values()
        for owner in ids
    }
    names = known_names(connection, owners, known=known)
    return link_many(printed, Known.from_names(names, covers=covered_division(connection, known)))


def look_alikes(connection: Connection, printed: Printed, *, known: int) -> tuple[Candidate, ...]:
    """Return up to five enterprises that an entry may mean, with their waterfalls."""
    trade = parse_name(printed.name).trade or name_key(printed.name)
    pairs = [trade[at : at + 2] for at in range(len(trade) - 1)]
    ids: dict[int, None] = {}
    for words in (trade, *pairs):
        ids |= dict.fromkeys(find_names(connection, [words], _LOOK_ALIKES_MAX))
    owners = {owner for owner, _ in stored.by_name_ids(connection, list(ids), known)}
    keys = lookup_keys(printed)
    for found in (
        stored.by_codes(connection, [keys.code] if keys.code else [], known),
        stored.by_name_keys(connection, keys.name_keys, known),
        stored.by_core_keys(connection, [keys.core] if keys.core else [], known),
    ):
        owners |= {owner for ids_ in found.values() for owner in ids_}
    return candidates_for(printed, Known.from_names(known_names(connection, owners, known=known)))


def covered_division(connection: Connection, known: int) -> str | None:
    """Return the city or province in which all of the register's enterprises are, as far as it knows.

    Outside of it a name that tells no place cannot be told to be the only one of its kind.
    """
    homes = {home_of(code) for code in stored.region_codes(connection, known)}
    told = {home for home in homes if home is not None}
    cities = {city for _, city, _ in told}
    provinces = {province for province, _, _ in told}
    if len(cities) == 1 and None not in cities:
        return next(iter(cities))
    return next(iter(provinces)) if len(provinces) == 1 else None


def told_place(texts: Sequence[str], home: str | None, as_of: date) -> PlaceReading:
    """Read the first of some texts that tells a place; a bare district is one of the register's own city.

    `home` is the division that `covered_division` gave.
    """
    readings = [place_of_address(text, as_of=as_of) for text in texts if text]
    division = divisions().by_code(home) if home else None
    if division is not None:
        readings += [
            place_of_address(division.name + text, as_of=as_of)
            for text in texts
            if text and not text.startswith(division.name)
        ]
    known = [reading for reading in readings if reading.is_known]
    return max(known, key=_depth, default=UNKNOWN)


def _depth(reading: PlaceReading) -> int:
    return sum(part is not None for part in (reading.province, reading.city, reading.district))


def known_names(connection: Connection, ids: Collection[int], *, known: int) -> Iterable[KnownName]:
    """Yield every name of some enterprises as the cascade takes it, with code and present place."""
    if not ids:
        return
    names = stored.names_of(connection, ids, known)
    codes, places = (
        stored.codes_of(connection, ids, known),
        stored.places_of(connection, ids, known),
    )
    for owner in sorted(ids):
        held = names.get(owner, [])
        own: list[str | None] = [c.code for c in codes.get(owner, ()) if c.kind == "uscc"]
        region = next(
            (p.region_code for p in reversed(places.get(owner, ())) if p.region_code), None
        )
        yield from (KnownName(owner, "", code, region, NameKind.SHORT) for code in own)
        yield from (
            KnownName(owner, n.name, None, region, NameKind(n.kind), n.valid_from, n.valid_to)
            for n in held
        )
