"""The register in the place of a file: `assess`, `explain` and `plan` without one ask it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from littlegiants.bootstrap import Site
from littlegiants.cli.known import Times, reading
from littlegiants.intake.model import Delivery
from littlegiants.recognition.known_titles import title_columns
from littlegiants.recognition.procedures import load_procedures
from littlegiants.register.facts import facts_as_of
from littlegiants.register.services import enterprise_count
from littlegiants.register.snapshot import snapshot
from littlegiants.register.views import find_one
from littlegiants.vocabulary.enterprise import FactTable
from littlegiants.vocabulary.errors import LittleGiantsError

REGISTER = ""
"""The path that stands for the register."""

TABLE_ROWS_MAX = 2_000
"""Up to so many enterprises are read one by one, with ranges; more go through columns."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What of the register is wanted: one enterprise or all, as of a day, as known on a day."""

    times: Times
    who: str | None = None


def register_delivery(site: Site, wanted: Selection) -> Delivery:
    """Return the register's facts as a delivery. Raises `LittleGiantsError` if it holds nothing."""
    with reading(site, wanted.times) as (connection, known):
        who = wanted.who
        ids = None if who is None else [find_one(connection, who, known=known, loosely=True)]
        as_of, vocabulary = wanted.times.as_of, site.catalog.vocabulary
        procedures = load_procedures(site.settings.catalog)
        titles = title_columns(connection, procedures, vocabulary, as_of=as_of, known=known)
        _, table = facts_as_of(
            connection, vocabulary, as_of=as_of, known=known, ids=ids, titles=titles
        )
    return _delivery(site, table)


def _delivery(site: Site, table: FactTable) -> Delivery:
    if not len(table):
        raise LittleGiantsError("cli.register_empty")
    return Delivery(table, (), (), "", site.register.shown_url)


def is_small(site: Site, times: Times) -> bool:
    """True if the register's enterprises can be read one by one."""
    with reading(site, times) as (connection, known):
        count = enterprise_count(connection, known=known)
    if not count:
        raise LittleGiantsError("cli.register_empty")
    return count <= TABLE_ROWS_MAX


@contextmanager
def register_columns(site: Site, times: Times) -> Iterator[Path]:
    """Give the register's facts as a Parquet file that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts_as_of.parquet"
        write_columns(site, times, path)
        yield path


def write_columns(site: Site, times: Times, path: Path) -> int:
    """Write the register's facts as Parquet; return the rows."""
    vocabulary = site.catalog.vocabulary
    with reading(site, times) as (connection, known):
        procedures = load_procedures(site.settings.catalog)
        titles = title_columns(connection, procedures, vocabulary, as_of=times.as_of, known=known)
    return snapshot(site.register, vocabulary, path, as_of=times.as_of, known=known, titles=titles)
