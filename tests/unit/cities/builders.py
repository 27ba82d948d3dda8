"""Invented cities with invented counts, small enough to check by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from littlegiants.cities.load import HEADS
from littlegiants.cities.model import (
    Basis,
    Count,
    CountBook,
    Level,
    Preference,
    Region,
    Source,
    Trust,
    parse_batches,
    parse_when,
)
from littlegiants.vocabulary.language import Text

CODES = {"a": "910100", "b": "920100", "c": "930100"}
CALENDAR = {batch: parse_when(f"{2018 + batch}-09") for batch in range(1, 8)}


def region(name: str, level: Level = Level.CITY) -> Region:
    """Build an invented city; its name says so."""
    return Region(CODES.get(name, name), level, Text(f"虚构{name}市", f"Invented {name}"))


def source(id_: str = "s", trust: Trust = Trust.B, repeats: str = "") -> Source:
    """Build a source."""
    return Source(id_, f"invented {id_}", "invented", "2025", "", trust, repeats)


def count(
    name: str,
    value: int,
    batches: str = "1-4",
    *,
    basis: Basis = Basis.VALID,
    as_of: str | None = None,
    by: Source | None = None,
    tier: str = "little_giant",
    level: Level = Level.CITY,
    **more: Any,  # flags of Count
) -> Count:
    """Build a count; its date is that of its last batch unless given."""
    counted = parse_batches(batches)
    when = parse_when(as_of or (CALENDAR[max(counted)].text if counted else "2022"))
    return Count(region(name, level), tier, basis, when, counted, value, by or source(), **more)


def book(*counts: Count, preferences: Sequence[Preference] = (), **more: Any) -> CountBook:
    """Build a book of counts with their regions and sources."""
    return CountBook(
        counts,
        {one.region.code: one.region for one in counts},
        {one.source.id: one.source for one in counts},
        CALENDAR,
        preferences=tuple(preferences),
        **more,
    )


def series(**values: Sequence[int | None]) -> CountBook:
    """Build a complete invented series: the valid stock of each city after batches 1, 2, 3, …"""
    found = [
        count(name, value, "1" if batch == 1 else f"1-{batch}")
        for name, stocks in values.items()
        for batch, value in enumerate(stocks, start=1)
        if value is not None
    ]
    return book(*found)


SMALL_TABLES = {
    "regions.csv": "code,level,name_zh,name_en\n910100,city,虚构甲市,Invented A\n",
    "sources.csv": "source,title,kind,date,address,trust,repeats\ns,invented,invented,2025,,B,\n",
    "batches.csv": "batch,announced\n4,2022-09\n",
}


def tables(**texts: str) -> list[tuple[str, str]]:
    """Return small tables by file name; `region_counts="…"` gives the rows below the usual head."""
    given = dict(SMALL_TABLES)
    for name, rows in texts.items():
        file = f"{name}.csv"
        given[file] = given.get(file, ",".join(HEADS[file]) + "\n") + rows
    return list(given.items())
