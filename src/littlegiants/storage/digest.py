"""A fingerprint of everything in the database, to show that something changed nothing."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, select

from littlegiants.storage.schema import metadata


def digest(connection: Connection) -> str:
    """Return the SHA-256 of every row of every table, in the order of their keys."""
    whole = hashlib.sha256()
    for table in sorted(metadata.tables.values(), key=lambda table: table.name):
        whole.update(f"\n{table.name}\n".encode())
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
            whole.update(repr(tuple(row)).encode())
    return whole.hexdigest()
