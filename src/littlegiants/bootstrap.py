"""The only place where parts are put together: settings, catalog and clock for one run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from littlegiants.settings import Settings, load_settings
from littlegiants.vocabulary.errors import CatalogError

if TYPE_CHECKING:
    from littlegiants.rulebooks.editions import Catalog

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


def open_site(environment: Mapping[str, str]) -> Site:
    """Read the settings and the clock."""
    return Site(load_settings(environment), _today())


def _today() -> date:
    return datetime.now(_ZONE).date()  # noqa: TID251 - the one place that may look at the clock
