"""Bringing a database to the present schema, or back; and saying where it stands."""

from __future__ import annotations

from importlib import resources

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from littlegiants.storage.database import Database
from littlegiants.storage.errors import StorageError
from littlegiants.storage.schema import metadata
from littlegiants.storage.search import is_described

BASE = "base"
HEAD = "head"


def migrate(database: Database, revision: str = HEAD) -> None:
    """Bring the database to a revision, upwards or downwards, wholly or not at all."""
    with database.exclusive() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
        config = _config(connection)
        try:
            if _is_older(config, revision, present):
                command.downgrade(config, revision)
            else:
                command.upgrade(config, revision)
        except CommandError as fault:
            raise StorageError("storage.revision", fault=str(fault)) from fault


def revision_of(connection: Connection) -> str | None:
    """Return the revision of a database, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """Return the revision that this release works with."""
    return str(ScriptDirectory.from_config(_config(None)).get_current_head())


def require_present(database: Database) -> None:
    """Refuse a database of another release. Raises `StorageError`."""
    with database.read() as connection:
        found = revision_of(connection)
    if found is None:
        raise StorageError("storage.not_initialised")
    if found != newest_revision():
        raise StorageError("storage.other_release", found=found, wanted=newest_revision())


def differences(connection: Connection) -> list[object]:
    """Return what sets the database apart from the tables in the code; empty when they agree."""
    context = MigrationContext.configure(connection, opts={"include_object": is_described})
    return list(compare_metadata(context, metadata))


def _is_older(config: Config, wanted: str, present: str | None) -> bool:
    if present is None or wanted == HEAD:
        return False
    if wanted == BASE:
        return True
    order = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    return {wanted, present} <= set(order) and order.index(wanted) > order.index(present)


def _config(connection: Connection | None) -> Config:
    config = Config()
    folder = resources.files("littlegiants").joinpath("storage", "migrations")
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
