"""Where two engines give two answers, held fast so that an upgrade that changes one fails loudly.

Rules never depend on these answers. A rule is read into a tree of our own, which has no casts, dates,
rounding, lists or untyped NULLs to write; every division in it is printed with a guarded divisor, every
LEAST and GREATEST of facts with a test for unknown ones, and every comparison has two sides of one type.
A probe that fails after an upgrade therefore breaks no rule, but says what else is worth a look.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest
import yaml


@dataclass(frozen=True, slots=True)
class Probe:
    """One expression with the answers measured."""

    sql: str
    duckdb: str
    polars: str
    note: str = ""


def _read() -> list[Probe]:
    table = yaml.safe_load(Path(__file__).with_name("probes.yaml").read_text(encoding="utf-8"))
    return [Probe(**row) for rows in table.values() for row in rows]


PROBES = _read()
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def duckdb_says(sql: str) -> str:
    """The value and type, or the kind of error."""
    with duckdb.connect(config=OFFLINE) as connection:
        try:
            relation = connection.sql(f"SELECT {sql} AS v")
            return f"{relation.fetchall()[0][0]} {relation.types[0]}"
        except duckdb.Error as fault:
            return f"error {type(fault).__name__}"


def polars_says(sql: str) -> str:
    """The same for Polars."""
    context = pl.SQLContext(facts=pl.LazyFrame({"one": [1]}), register_globals=False)
    try:
        found = context.execute(f"SELECT {sql} AS v FROM facts", eager=True)["v"]  # noqa: S608
    except pl.exceptions.SQLInterfaceError:
        return "unsupported"
    except pl.exceptions.PolarsError as fault:
        return f"error {type(fault).__name__}"
    return f"{found[0]} {found.dtype}"


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.sql)
def test_duckdb_answers_as_measured(probe: Probe) -> None:
    """The second engine gives the value, type or error of the table."""
    assert duckdb_says(probe.sql) == probe.duckdb, probe.note


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.sql)
def test_polars_answers_as_measured(probe: Probe) -> None:
    """The first engine gives the value, type or error of the table."""
    assert polars_says(probe.sql) == probe.polars, probe.note


def test_the_table_shows_where_the_engines_differ() -> None:
    """Enough probes part the engines to be worth their place, and no expression stands twice."""
    listed = [probe.sql for probe in PROBES]
    parted = [p for p in PROBES if p.duckdb.split()[0] != p.polars.split()[0]]

    assert len(listed) == len(set(listed))
    assert len(parted) >= 20
