"""Tables whose rows cannot be changed or deleted, whoever tries."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

_REFUSAL = "records are never changed or deleted: add one that withdraws, corrects or reverses"


def guard(connection: Connection, tables: Iterable[str]) -> None:
    """Make the database refuse UPDATE and DELETE on some tables; part of a migration.

    The names of tables come from the migration that calls this, never from a user.
    """
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        connection.exec_driver_sql(
            "create or replace function refuse_change() returns trigger language plpgsql as "
            f"$$ begin raise exception '{_REFUSAL}'; end $$"
        )
    for table in tables:
        if sqlite:
            for verb in ("update", "delete"):
                connection.exec_driver_sql(
                    f"create trigger {table}_no_{verb} before {verb} on {table} "
                    f"begin select raise(abort, '{_REFUSAL}'); end"
                )
        else:
            connection.exec_driver_sql(
                f"create trigger {table}_guard before update or delete or truncate on {table} "
                "for each statement execute function refuse_change()"
            )


def unguard(connection: Connection) -> None:
    """Take the guard's function away, when its last table is gone."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("drop function if exists refuse_change()")
