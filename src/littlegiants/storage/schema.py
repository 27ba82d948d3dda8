"""What every table shares: one metadata, column types that any supported database can hold.

Portability: identifiers of at most 30 characters in lower case; no arrays, no operators on JSON, no
partial indexes; truth is a SMALLINT of 0 or 1; instants are text of fixed form in UTC, so that they
sort and compare the same everywhere; money is a BIGINT in fen.

Every record names the act by which it came in. Acts are numbered in the order of time, so "as known
on a day" is one comparison of integers: records whose act is not later than the last act of that day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""All tables of the product; rooms add theirs in their `tables` module."""

_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"

Id = BigInteger().with_variant(Integer, "sqlite")
"""The type of identifiers: 64 bits; in SQLite the row's own number."""


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, held as `2026-11-25T07:11:12.000001Z`."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write an aware datetime."""
        return None if value is None else format_instant(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Read it back."""
        return None if value is None else parse_instant(str(value))


def format_instant(value: datetime) -> str:
    """Return the stored form of a moment. The datetime must carry its zone."""
    assert value.tzinfo is not None
    return value.astimezone(UTC).strftime(_INSTANT)


def parse_instant(text: str) -> datetime:
    """Return the moment that a stored form names."""
    return datetime.strptime(text, _INSTANT).replace(tzinfo=UTC)


def id_column() -> Column[int]:
    """The identifier of a record, given by the database."""
    return Column("id", Id, primary_key=True, autoincrement=True)


def act_column() -> Column[int]:
    """The act by which a record came in."""
    return Column("act_id", Id, ForeignKey("act.id"), nullable=False)


def reference(
    name: str, target: str, *, optional: bool = False, indexed: bool = True
) -> Column[int]:
    """A reference to another record, with an index where it is followed backwards."""
    return Column(name, Id, ForeignKey(f"{target}.id"), nullable=optional, index=indexed)


def truth_column(name: str, *, optional: bool = False) -> Column[int]:
    """Yes (1) or no (0)."""
    return Column(
        name, SmallInteger, CheckConstraint(f"{name} in (0, 1)", name=name), nullable=optional
    )


act = Table(
    "act",
    metadata,
    id_column(),
    Column("recorded_at", Instant, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("verb", String(40), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("detail", Text, nullable=False),
    Index(None, "recorded_at"),
)
"""Who did what, when: one row for each unit of work that changed something."""


def row_of(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """Copy a result row, so that it outlives its connection."""
    return dict(mapping)
