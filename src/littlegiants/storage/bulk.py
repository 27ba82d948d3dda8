"""Many rows at once: prepared statements in SQLite, COPY in PostgreSQL; and columns out by ADBC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from operator import itemgetter
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Dialect, Select, Table, insert
from sqlalchemy.dialects import postgresql

from littlegiants.storage.database import Database

_CHUNK_ROWS = 20_000

# ADBC takes the type of a SQLite column from its first batch; a later value of another type is a fault.
# So all rows are one batch: a column may be empty for long and then hold text.
_BATCH_ROWS = "adbc.sqlite.query.batch_rows"
_ROWS_MAX = 1_000_000_000


def insert_rows(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Insert rows whose values are already in the database's own types; return how many.

    Dates and instants come as text, truths as 0 or 1.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    if connection.dialect.name == "sqlite":
        statement = insert(table).values(dict.fromkeys(columns)).compile(dialect=connection.dialect)
        done = 0
        waiting = iter(_ordered(rows, columns, statement.positiontup or []))
        while chunk := list(islice(waiting, _CHUNK_ROWS)):
            driver.executemany(str(statement), chunk)
            done += len(chunk)
        return done
    return _copy(driver, table, columns, rows)


def _ordered(
    rows: Iterable[Sequence[Any]], given: Sequence[str], wanted: Sequence[str]
) -> Iterable[Sequence[Any]]:
    """The rows with their values in the order of the statement."""
    if list(given) == list(wanted):
        return rows
    return map(itemgetter(*map(list(given).index, wanted)), rows)


def _copy(
    driver: Any,  # a psycopg connection; the package is an extra
    table: Table,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> int:
    from psycopg import sql

    target = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    done = 0
    with driver.cursor() as cursor:
        with cursor.copy(target) as copy:
            for row in rows:
                copy.write_row(row)
                done += 1
        if "id" in columns:  # or the database would give the same numbers once more
            cursor.execute(
                sql.SQL(
                    "select setval(pg_get_serial_sequence({name}, 'id'), max(id)) from {table}"
                ).format(name=sql.Literal(table.name), table=sql.Identifier(table.name))
            )
    return done


@contextmanager
def columns_out(database: Database, query: Select[Any]) -> Iterator[Any]:
    """Run a query and give its result as an Arrow stream, as of the last commit.

    The stream speaks the Arrow PyCapsule protocol; its type has no name that both drivers share. SQLite
    knows no types but those of the values: there dates are text, and a column without any value is Int64.

    Of SQLite two libraries are then in the process that do not see each other's locks, so our own
    connections are given back first; the caller must hold none.
    """
    if database.is_sqlite:
        database.close()
    dialect = (
        database.engine.dialect
        if database.is_sqlite
        else postgresql.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it so
    )
    statement, values = _plain(query, dialect)
    with _columnar(database) as connection, connection.cursor() as cursor:
        if database.is_sqlite:
            cursor.adbc_statement.set_options(**{_BATCH_ROWS: str(_ROWS_MAX)})
        cursor.execute(statement, values)
        yield cursor.fetch_arrow()


def _plain(query: Select[Any], dialect: Dialect) -> tuple[str, list[Any]]:
    """Return a query as text with its values as the database holds them, lists and instants too."""
    compiled = query.compile(dialect=dialect)
    whole = compiled.construct_expanded_state()
    processes = {
        name: bound.type.dialect_impl(dialect).bind_processor(dialect)
        for name, bound in compiled.binds.items()
    } | dict(whole.processors)
    names, values = whole.positiontup or (), whole.positional_parameters or ()
    return whole.statement, [
        process(value) if callable(process := processes.get(name)) else value
        for name, value in zip(names, values, strict=True)
    ]


def _bound(database: Database, value: Any) -> Any:
    """SQLite compares dates as text."""
    return value.isoformat() if database.is_sqlite and isinstance(value, date) else value


def _columnar(database: Database) -> Any:
    if database.is_sqlite:
        from adbc_driver_sqlite import dbapi as sqlite_columns

        assert database.path is not None
        return sqlite_columns.connect(f"file:{quote(str(database.path))}?mode=ro")
    from adbc_driver_postgresql import dbapi as postgresql_columns

    plain = database.url.set(drivername="postgresql")
    return postgresql_columns.connect(plain.render_as_string(hide_password=False))
