"""Looking things up: enterprises by code, name or part of a name; one enterprise with all that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from littlegiants.linkage.normalise import name_key
from littlegiants.register.errors import NotKnownError
from littlegiants.register.facts import Knowledge, knowledge
from littlegiants.register.model import (
    DatedCode,
    DatedIndustry,
    DatedName,
    DatedPlace,
    Header,
    Record,
)
from littlegiants.register.repository import enterprises as stored
from littlegiants.register.repository.records import records_with_links
from littlegiants.storage.search import find_names
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.uscc import normalise_uscc

if TYPE_CHECKING:
    from sqlalchemy import Connection

FOUND_MAX = 1_000
"""Names that are looked at for one search; beyond it the search is too wide to be ordered."""


@dataclass(frozen=True, slots=True)
class Found:
    """An enterprise that answers to a search, and the name by which it was found."""

    header: Header
    found_by: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """One enterprise with everything that is known of it."""

    knowledge: Knowledge
    codes: Sequence[DatedCode]
    names: Sequence[DatedName]
    places: Sequence[DatedPlace]
    industries: Sequence[DatedIndustry]
    records: Sequence[Record]

    @property
    def header(self) -> Header:
        """Name, code and division."""
        return self.knowledge.header


def search(
    connection: Connection, words: str, *, as_of: date, known: int, most: int = 20
) -> tuple[list[Found], bool]:
    """Find enterprises by code, number, name or parts of a name; say whether there are more.

    A code, a number or a whole name is answered by its owners alone; otherwise names that begin with the
    words stand first, then shorter names.
    """
    wanted = words.strip()
    owners: dict[int, str] = dict.fromkeys(_by_identity(connection, wanted, known), wanted)
    if owners:
        return _found(connection, owners, as_of, known, most), len(owners) > most
    ids = find_names(connection, wanted.split(), FOUND_MAX)
    named = stored.by_name_ids(connection, ids, known)
    own_key = name_key(wanted)
    named.sort(
        key=lambda owner: (not name_key(owner[1]).startswith(own_key), len(owner[1]), owner[0])
    )
    for key, name in named:
        owners.setdefault(key, name)
    is_more = len(owners) > most or len(ids) == FOUND_MAX
    return _found(connection, owners, as_of, known, most), is_more


def _found(
    connection: Connection, owners: Mapping[int, str], as_of: date, known: int, most: int
) -> list[Found]:
    chosen = list(owners.items())[:most]
    headers = stored.headers(connection, [key for key, _ in chosen], as_of=as_of, known=known)
    return [Found(headers[key], name) for key, name in chosen]


def find_one(connection: Connection, wanted: str, *, known: int, loosely: bool = False) -> int:
    """Return the enterprise that a code, number or whole name means. Raises `NotKnownError`.

    `loosely` also takes a part of a name that only one enterprise has: good for looking, never for acts.
    """
    found = list(_by_identity(connection, wanted.strip(), known))
    if len(found) == 1:
        return found[0]
    if not found:
        ids = find_names(connection, wanted.split(), FOUND_MAX)
        found = sorted({owner for owner, _ in stored.by_name_ids(connection, ids, known)})
        if len(found) == 1 and loosely:
            return found[0]
    if not found:
        raise NotKnownError("register.no_such_enterprise", wanted=wanted)
    headers = stored.headers(connection, found[:5], as_of=date.max, known=known)
    shown = "; ".join(f"{header.key} {header.name}" for header in headers.values())
    raise NotKnownError("register.several", wanted=wanted, count=len(found), shown=shown)


def _by_identity(connection: Connection, wanted: str, known: int) -> list[int]:
    code = normalise_uscc(wanted)
    found = stored.by_codes(connection, [code], known).get(code, set())
    if not found and code[:1] == "E" and code[1:].isdecimal():
        found = stored.existing(connection, int(code[1:]), known)
    if not found:
        key = name_key(wanted)
        found = stored.by_name_keys(connection, [key], known).get(key, set()) if key else set()
    return sorted(found)


def portrait(
    connection: Connection, vocabulary: Vocabulary, enterprise_id: int, *, as_of: date, known: int
) -> Portrait:
    """Return everything known of one enterprise on a day."""
    ids = [enterprise_id]
    return Portrait(
        knowledge(connection, ids, vocabulary, as_of=as_of, known=known)[enterprise_id],
        stored.codes_of(connection, ids, known).get(enterprise_id, []),
        stored.names_of(connection, ids, known).get(enterprise_id, []),
        stored.places_of(connection, ids, known).get(enterprise_id, []),
        stored.industries_of(connection, ids, known).get(enterprise_id, []),
        records_with_links(connection, known=known, enterprise_id=enterprise_id),
    )
