"""The only place where parts are put together: settings, catalog and clock for one run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from littlegiants.settings import Settings, load_settings
from littlegiants.vocabulary.errors import CatalogError, LittleGiantsError

if TYPE_CHECKING:
    from littlegiants.rulebooks.editions import Catalog
    from littlegiants.storage.database import Database
    from littlegiants.storage.files import FileStore

_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Site:
    """One installation as a run sees it."""

    settings: Settings
    today: date

    @cached_property
    def catalog(self) -> Catalog:
        """The rulebooks and facts of the package and of the site's own folder."""
        from littlegiants.rulebooks.editions import (
            Catalog,
        )  # heavy: only commands that need law pay for it

        own = self.settings.catalog
        if own is not None and not own.is_dir():
            raise CatalogError("cli.catalog_missing", folder=str(own))
        return Catalog(own)

    @cached_property
    def database(self) -> Database:
        """The register's database; it may not be there yet, see `register`."""
        from littlegiants.storage.database import Database  # heavy: only commands of the register

        return Database(self.settings.database_url, _now)

    @property
    def register(self) -> Database:
        """The register's database at the revision of this release. Raises `StorageError`."""
        from littlegiants.storage.errors import StorageError
        from littlegiants.storage.migrate import require_present

        path = self.database.path
        if path is not None and not path.exists():
            raise StorageError("storage.not_initialised")
        require_present(self.database)
        return self.database

    def close(self) -> None:
        """Give back the database, if it was used."""
        database = self.__dict__.get("database")  # where a cached property is kept
        if database is not None:
            database.close()

    @property
    def files(self) -> FileStore:
        """The files received, as they came."""
        from littlegiants.storage.files import FileStore

        return FileStore(self.settings.files)

    @property
    def actor(self) -> str:
        """Who acts. Raises `LittleGiantsError` if nobody is named."""
        if not self.settings.actor:
            raise LittleGiantsError("cli.no_actor")
        return self.settings.actor


def open_site(environment: Mapping[str, str]) -> Site:
    """Read the settings and the clock."""
    return Site(load_settings(environment), _today())


def _now() -> datetime:
    return datetime.now(_ZONE)  # noqa: TID251 - the one place that may look at the clock


def _today() -> date:
    return _now().date()
