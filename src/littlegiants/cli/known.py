"""As of a day, as known on a day: the two times of every question to the register."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from littlegiants.bootstrap import Site
from littlegiants.storage.database import known_act

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Times:
    """The day asked about, and the day on whose knowledge the answer rests; None for what is known now."""

    as_of: date
    known_on: date | None = None

    @property
    def known_until(self) -> datetime | None:
        """The last moment of the day of knowledge, in the zone of the programme."""
        if self.known_on is None:
            return None
        next_day = self.known_on + timedelta(days=1)
        return datetime.combine(next_day, time(), _ZONE) - timedelta(microseconds=1)


def times_of(site: Site, as_of: datetime | None, known_on: datetime | None) -> Times:
    """Return the two times as typed; without a day, today."""
    return Times(as_of.date() if as_of else site.today, known_on.date() if known_on else None)


@contextmanager
def reading(site: Site, times: Times) -> Iterator[tuple[Connection, int]]:
    """Give a connection to the register and the last act that counts."""
    with site.register.read() as connection:
        yield connection, known_act(connection, times.known_until)
