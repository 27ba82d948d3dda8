"""Nothing in the register is changed or deleted: the database itself refuses."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Table, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from littlegiants.storage.database import Database
from tests.storage.tables import all_tables

REFUSAL = "never changed or deleted"


def changes(table: Table, *, is_sqlite: bool) -> Iterator[str]:
    """Statements that change or delete what stands in a table."""
    column = next(iter(table.columns))
    yield str(table.update().values({column: column}))
    yield str(table.delete())
    if not is_sqlite:
        yield f"truncate {table.name} cascade"


def refused_by_file(database: Database, table: Table, change: str) -> bool:
    """Whether another program, with its own connection and no scruples, is refused in SQLite."""
    assert database.path is not None
    connection = sqlite3.connect(database.path, isolation_level=None)
    try:
        connection.execute("pragma ignore_check_constraints = on")
        wanted = [column.name for column in table.columns if not column.nullable]
        row = table.insert().values(dict.fromkeys(wanted)).compile(dialect=sqlite.dialect())
        if not connection.execute(str(select(table))).fetchall():
            connection.execute(str(row), [1] * len(wanted))
        connection.execute(change)
    except sqlite3.IntegrityError as fault:
        return REFUSAL in str(fault)
    finally:
        connection.close()
    return False


def refused_by_server(database: Database, change: str) -> bool:
    """Whether the owner of the tables is refused in PostgreSQL."""
    url = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as connection:
        try:
            connection.execute(change.encode())
        except psycopg.errors.RaiseException as fault:
            return REFUSAL in str(fault)
    return False


def test_every_table_refuses_change_and_deletion(database: Database) -> None:
    """No table of any room can be updated, deleted from or truncated."""
    taken = [
        change
        for table in all_tables().sorted_tables
        for change in changes(table, is_sqlite=database.is_sqlite)
        if not (
            refused_by_file(database, table, change)
            if database.is_sqlite
            else refused_by_server(database, change)
        )
    ]
    assert taken == []


def test_a_record_cannot_be_replaced(database: Database) -> None:
    """To insert over a record is to delete it: refused as well."""
    with database.write("clerk", "init") as work:
        key = work.act_id
    replacing = (
        "insert or replace into act (id, recorded_at, actor, verb, subject, detail) "
        "values (:id, 'x', 'thief', 'x', 'x', 'x')"
        if database.is_sqlite
        else "insert into act (id, recorded_at, actor, verb, subject, detail) "
        "values (%(id)s, 'x', 'thief', 'x', 'x', 'x') on conflict (id) do update set actor = 'thief'"
    )
    with database.exclusive() as connection:
        attempt = connection.begin_nested()
        with pytest.raises(DBAPIError, match=REFUSAL):
            connection.exec_driver_sql(replacing, {"id": key})
        attempt.rollback()
        assert connection.exec_driver_sql("select actor from act").all() == [("clerk",)]
