"""A list printed with one year's names, against a register that knows earlier years' names."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from littlegiants.linkage.model import KnownName, NameKind, Printed
from tests.unit.linkage.worlds import Entry, World

HISTORY = Path(__file__).parents[2] / "fixtures" / "linkage" / "name_history.csv"


@dataclass(frozen=True, slots=True)
class Named:
    """One name of one company and the years in which reports carried it."""

    company: int
    name: str
    first_year: int
    last_year: int
    kind: str


def load_history() -> list[Named]:
    """Read the extract; the stock code is the truth."""
    rows = csv.DictReader(HISTORY.read_text(encoding="utf-8").splitlines())
    return [
        Named(int(r["code"]), r["name"], int(r["first_year"]), int(r["last_year"]), r["kind"])
        for r in rows
    ]


def list_of_year(
    history: list[Named], year: int, *, known_before: int | None = None, only_new: bool = False
) -> World:
    """Print the legal names of a year; the register knows what was seen before a year, by default the same.

    The latest name known is the current one, others are former. `only_new` keeps the entries whose name was
    not seen before: renamings, other spellings, misreadings.
    """
    known = _known(history, known_before or year)
    seen = {name.name for name in known}
    companies = {name.enterprise_id for name in known}
    entries = [
        Entry(Printed(n.name), n.kind, n.company if n.company in companies else None)
        for n in history
        if n.kind == "legal" and n.first_year <= year <= n.last_year
    ]
    if only_new:
        entries = [entry for entry in entries if entry.printed.name not in seen]
    return World(known, entries)


def _known(history: list[Named], year: int) -> list[KnownName]:
    earlier: dict[int, list[Named]] = defaultdict(list)
    for named in history:
        if named.first_year < year:
            earlier[named.company].append(named)
    known: list[KnownName] = []
    for company, names in earlier.items():
        legal = [named for named in names if named.kind == "legal"]
        newest = max(legal, key=lambda n: (min(n.last_year, year - 1), n.first_year), default=None)
        for named in names:
            kind = NameKind.FORMER if named.kind == "legal" else NameKind.SHORT
            kind = NameKind.CURRENT if named is newest else kind
            known.append(KnownName(company, named.name, kind=kind))
    return known
