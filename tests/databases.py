"""Databases for tests, a fresh one each time, by copying one that was migrated once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

from littlegiants.storage.database import Database
from littlegiants.storage.migrate import migrate
from tests.postgresql import Server, running_server

KINDS = ("sqlite", "postgresql18", "postgresql15")
"""What the same tests run on."""


class Databases(Protocol):
    """Gives databases of one kind by URL."""

    def empty(self) -> str:
        """Return the URL of a database without any table."""

    def migrated(self) -> str:
        """Return the URL of a database at the present schema, without records."""

    def drop(self, url: str) -> None:
        """Take a database away."""


@contextmanager
def databases_of(kind: str, folder: Path) -> Iterator[Databases]:
    """Give databases of a kind; a server runs only as long as they are wanted."""
    if kind == "sqlite":
        yield _SqliteFiles(folder)
        return
    with running_server(kind.removeprefix("postgresql")) as server:
        yield _ServerDatabases(server)


class _SqliteFiles:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._template: Path | None = None

    def empty(self) -> str:
        return f"sqlite:///{self._fresh()}"

    def migrated(self) -> str:
        if self._template is None:
            template = self._folder / "template.db"
            template.unlink(missing_ok=True)
            _migrate_once(f"sqlite:///{template}")
            self._template = template
        place = self._fresh()
        shutil.copyfile(self._template, place)
        return f"sqlite:///{place}"

    def drop(self, url: str) -> None:
        place = Path(url.removeprefix("sqlite:///"))
        for ending in ("", "-wal", "-shm"):
            place.with_name(place.name + ending).unlink(missing_ok=True)

    def _fresh(self) -> Path:
        return self._folder / f"test_{next(self._numbers)}.db"


class _ServerDatabases:
    def __init__(self, server: Server) -> None:
        self._server = server
        self._numbers = count(1)
        self._template: str | None = None

    def empty(self) -> str:
        return self._server.url(self._create("template0"))

    def migrated(self) -> str:
        if self._template is None:
            template = self._create("template0")
            _migrate_once(self._server.url(template))
            self._template = template
        return self._server.url(self._create(self._template))

    def drop(self, url: str) -> None:
        name = url.partition("@/")[2].partition("?")[0]
        self._tell(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))

    def _create(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self._tell(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def _tell(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._server.conninfo("postgres"), autocommit=True) as connection:
            connection.execute(statement)


def _migrate_once(url: str) -> None:
    database = Database(url, _epoch)
    migrate(database)
    database.close()


def _epoch() -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC)
