"""The database: opened by URL, read in snapshots, changed in units of work."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from littlegiants.storage.errors import StorageError
from littlegiants.storage.schema import act

Clock = Callable[[], datetime]
"""Answers the present moment with its zone."""

BUSY_SECONDS = 30
"""So long one writer waits for another."""

_WRITES = "littlegiants_writes"
_WRITERS_LOCK = 7_165_921_107
EVERYTHING = 2**62
"""All that was recorded so far, as a state of knowledge."""
_UNDEFINED_TABLE = "42P01"
_LOCK_NOT_AVAILABLE = "55P03"
_UNREACHABLE = ("connect", "unable to open", "file is not a database", "readonly database")


class Work:
    """One unit of work: everything in it happens, or nothing does.

    The act that names it is written with the first record that asks for `act_id`; a unit that changes
    nothing leaves no act behind.
    """

    def __init__(
        self,
        connection: Connection,
        clock: Clock,
        *,
        actor: str,
        verb: str,
        subject: str,
        detail: Mapping[str, Any],
    ) -> None:
        self.connection = connection
        self._clock = clock
        self._values = {"actor": actor, "verb": verb, "subject": subject[:200]}
        self._detail = detail
        self._act_id: int | None = None

    @property
    def act_id(self) -> int:
        """The act of this unit of work."""
        if self._act_id is None:
            last = self.connection.scalar(select(func.max(act.c.recorded_at)))
            now = self._clock().astimezone(UTC)
            if last is not None and now <= last:
                now = last + timedelta(
                    microseconds=1
                )  # a clock set back cannot reorder what was known
            detail = json.dumps(self._detail, ensure_ascii=False, sort_keys=True)
            row = insert(act).values(recorded_at=now, detail=detail, **self._values)
            key = self.connection.execute(row).inserted_primary_key
            assert key is not None
            self._act_id = int(key[0])
        return self._act_id


class Database:
    """One database, SQLite or PostgreSQL."""

    def __init__(self, url: str, clock: Clock) -> None:
        try:
            self.url: URL = make_url(url)
        except (ArgumentError, ValueError) as fault:  # the latter for a port that is no number
            raise StorageError("storage.url", url=_without_password(url)) from fault
        if self.url.get_backend_name() not in ("sqlite", "postgresql"):
            raise StorageError("storage.kind", kind=self.url.get_backend_name())
        if self.url.drivername == "postgresql":
            self.url = self.url.set(drivername="postgresql+psycopg")
        self.clock = clock
        self.engine = _engine(self.url)

    @property
    def is_sqlite(self) -> bool:
        """True for SQLite."""
        return self.engine.dialect.name == "sqlite"

    @property
    def path(self) -> Path | None:
        """The file of a SQLite database."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database throughout."""
        with self._connect(writes=False) as connection:
            yield connection

    @contextmanager
    def write(
        self, actor: str, verb: str, subject: str = "", *, dry_run: bool = False, **detail: Any
    ) -> Iterator[Work]:
        """Give a unit of work; one writer at a time, so acts have one order.

        With `dry_run` everything is taken back at the end: what would happen is seen without happening.
        """
        with self._connect(writes=True) as connection:
            work = Work(
                connection, self.clock, actor=actor, verb=verb, subject=subject, detail=detail
            )
            yield work
            if dry_run:
                connection.rollback()

    @contextmanager
    def exclusive(self) -> Iterator[Connection]:
        """Give a connection that may change the schema; nobody else writes meanwhile."""
        with self._connect(writes=True) as connection:
            yield connection

    @contextmanager
    def _connect(self, *, writes: bool) -> Iterator[Connection]:
        try:
            with self._options(writes).connect() as connection, connection.begin():
                if writes and not self.is_sqlite:
                    _await_turn(connection)
                yield connection
        except DBAPIError as fault:
            said = self._said(fault)
            if said is None:
                raise
            raise said from fault

    def _said(self, fault: DBAPIError) -> StorageError | None:
        """Return what a fault of the database means to its user; None for a fault of ours."""
        reason = (str(fault.orig).splitlines() or [type(fault.orig).__name__])[0]
        state = getattr(fault.orig, "sqlstate", None)  # a server's words may be in any language
        if state == _UNDEFINED_TABLE or "no such table" in reason:
            return StorageError("storage.not_initialised")
        if state == _LOCK_NOT_AVAILABLE or "database is locked" in reason:
            return StorageError("storage.busy", seconds=BUSY_SECONDS)
        if fault.connection_invalidated or any(sign in reason for sign in _UNREACHABLE):
            return StorageError("storage.unreachable", url=self.shown_url, fault=reason)
        return None

    def _options(self, writes: bool) -> Engine:
        if self.is_sqlite:
            return self.engine.execution_options(**{_WRITES: writes})
        # A writer must see what was committed while it waited for its turn.
        kind = "READ COMMITTED" if writes else "REPEATABLE READ"
        return self.engine.execution_options(isolation_level=kind)

    @property
    def shown_url(self) -> str:
        """The URL without its password."""
        return _without_password_option(self.url.render_as_string(hide_password=True))

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def known_act(connection: Connection, known_on: datetime | None) -> int:
    """Return the last act that was recorded by a moment; without one, everything is known."""
    if known_on is None:
        return EVERYTHING
    found = connection.scalar(select(func.max(act.c.id)).where(act.c.recorded_at <= known_on))
    return int(found or 0)


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url, pool_pre_ping=True, pool_size=5)
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    except (NoSuchModuleError, ModuleNotFoundError) as fault:
        raise StorageError("storage.driver", driver=url.drivername) from fault
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _await_turn(connection: Connection) -> None:
    """Wait in PostgreSQL until no other unit of work is under way, as long as in SQLite."""
    patience = {"patience": f"{BUSY_SECONDS}s"}
    connection.execute(text("select set_config('lock_timeout', :patience, true)"), patience)
    connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _WRITERS_LOCK})


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by us, not guessed by the driver
    for pragma in (
        "journal_mode = wal",
        "synchronous = normal",
        "foreign_keys = on",
        "recursive_triggers = on",  # or REPLACE would delete without asking the guard
        "temp_store = memory",
        "cache_size = -262144",
    ):
        connection.execute(f"pragma {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("begin immediate" if writes else "begin")


def _without_password(url: str) -> str:
    """Return what can be shown of a text that was meant to be a URL."""
    _, at, host = _without_password_option(url).rpartition("@")
    return f"…{at}{host}" if at else host


def _without_password_option(url: str) -> str:
    return re.sub(r"(password=)[^&]*", r"\1***", url)
