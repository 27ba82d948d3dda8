"""Units of work that show whether writers take turns; also a program: `python -m tests.storage.writer`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from littlegiants.register.tables import source
from littlegiants.storage.database import Database

STANDSTILL = datetime(2026, 11, 1, tzinfo=UTC)


def standing_clock() -> datetime:
    """A clock that stands still, so that only the store itself gives acts an order."""
    return STANDSTILL


def write_units(database: Database, name: str, units: int) -> None:
    """Record one source a unit under the number of those before it, which nobody else may take."""
    for _ in range(units):
        with database.write(name, "count") as work:
            before = work.connection.scalar(select(func.count()).select_from(source))
            write_source(work.connection, str(before), work.act_id)


def write_source(connection: Connection, code: str, act_id: int) -> None:
    """Record one source of a name."""
    row = source.insert().values(
        code=code,
        title_zh="虚构来源",
        title_en="Invented source",
        grade="K",
        precedence=1,
        is_synthetic=1,
        act_id=act_id,
    )
    connection.execute(row)


if __name__ == "__main__":
    url, name, units = sys.argv[1:]
    opened = Database(url, standing_clock)
    write_units(opened, name, int(units))
    opened.close()
