"""What a city's own register counts, beside the published counts and on the same bases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from littlegiants.cities.model import Basis, Count, CountBook, Level, Region
from littlegiants.linkage.divisions import divisions
from littlegiants.recognition.model import TitleInterval
from littlegiants.recognition.procedures import Procedures
from littlegiants.recognition.services import list_documents, titles
from littlegiants.register.identify import covered_division
from littlegiants.vocabulary.language import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection


def register_counts(
    connection: Connection,
    procedures: Procedures,
    book: CountBook,
    *,
    tier: str,
    as_of: date,
    known: int,
    name: str,
) -> list[Count]:
    """Return the register's own counts of a tier: titles valid on the day, and how many each batch brought.

    The place is the one that all of the register's enterprises share; without one there is no count.
    """
    code = covered_division(connection, known)
    if code is None or tier not in procedures.programmes:
        return []
    region = book.regions.get(code) or _region(code)
    record = titles(connection, procedures, programme=tier, as_of=as_of, known=known)
    counted = [interval for interval in record.on(as_of) if interval.state.counts]
    batches = _batches(connection, tier, known)
    found = [
        Count.of_register(
            region,
            tier,
            Basis.VALID,
            as_of=as_of,
            batches=tuple(sorted(batches)),
            value=len(counted),
            register=name,
        )
    ]
    for ordinal, issued_on in sorted(batches.items()):
        new = {_firm(i) for i in record.intervals if i.batch and i.batch.ordinal == ordinal}
        found.append(
            Count.of_register(
                region,
                tier,
                Basis.NEW,
                as_of=issued_on,
                batches=(ordinal,),
                value=len(new),
                register=name,
            )
        )
    return found


def _firm(interval: TitleInterval) -> int:
    return interval.enterprise_id


def _batches(connection: Connection, tier: str, known: int) -> dict[int, date]:
    """The numbered batches whose lists the register holds, with the day of the first of each."""
    found: dict[int, date] = {}
    for listed in list_documents(connection, known=known, programme=tier):
        document = listed.document
        if document.batch_ordinal is not None:
            before = found.get(document.batch_ordinal, document.issued_on)
            found[document.batch_ordinal] = min(before, document.issued_on)
    return found


def _region(code: str) -> Region:
    division = divisions().by_code(code)
    name = division.name if division is not None else code
    level = Level.PROVINCE if code.endswith("0000") else Level.CITY
    return Region(code, level, Text(name, name))
