"""Migrations: up, down and up again, and the result is what the code declares."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect

from littlegiants.storage.database import Database
from littlegiants.storage.errors import StorageError
from littlegiants.storage.migrate import (
    BASE,
    differences,
    migrate,
    newest_revision,
    require_present,
    revision_of,
)
from littlegiants.storage.search import SEARCH_TABLES
from tests.storage.tables import all_tables


def tables_in(database: Database) -> set[str]:
    """The tables that stand in a database, without the parts of a search index."""
    with database.read() as connection:
        names = inspect(connection).get_table_names()
    return {name for name in names if not name.startswith(SEARCH_TABLES)} - {"alembic_version"}


def test_an_empty_database_comes_to_the_newest_revision(bare_database: Database) -> None:
    """After one call the database has every table and is of this release."""
    migrate(bare_database)
    require_present(bare_database)
    assert tables_in(bare_database) == set(all_tables().tables)


def test_a_migrated_database_is_what_the_code_declares(database: Database) -> None:
    """Alembic finds nothing to add, drop or change."""
    all_tables()
    with database.read() as connection:
        assert differences(connection) == []


def test_down_takes_everything_away_and_up_brings_it_back(database: Database) -> None:
    """Down to the beginning leaves no table; the way up works again from there."""
    migrate(database, BASE)
    assert tables_in(database) == set()
    with database.read() as connection:
        assert revision_of(connection) is None
    migrate(database)
    with database.read() as connection:
        assert revision_of(connection) == newest_revision()
        assert differences(connection) == []


def test_the_way_down_leaves_no_function_behind(database: Database) -> None:
    """The guard's function in PostgreSQL goes with the last table."""
    migrate(database, BASE)
    if not database.is_sqlite:
        with database.read() as connection:
            found = connection.exec_driver_sql(
                "select proname from pg_proc where pronamespace = 'public'::regnamespace"
            ).all()
        assert found == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    """A database of this release is left as it is."""
    before = tables_in(database)
    migrate(database)
    assert tables_in(database) == before


@pytest.mark.parametrize("revision", ["nowhere", "0000_before"])
def test_an_unknown_revision_is_refused_and_nothing_changes(
    database: Database, revision: str
) -> None:
    """A revision that this release does not have is a clear error."""
    with pytest.raises(StorageError) as refusal:
        migrate(database, revision)
    assert refusal.value.code == "storage.revision"
    require_present(database)


def test_a_migration_that_breaks_off_leaves_nothing(bare_database: Database) -> None:
    """A table that is in the way: the whole way up is taken back, not a half of it."""
    with bare_database.exclusive() as connection:
        connection.exec_driver_sql("create table link (something integer)")
    with pytest.raises(Exception, match="link"):
        migrate(bare_database)
    assert tables_in(bare_database) == {"link"}
    with bare_database.read() as connection:
        assert revision_of(connection) is None


def test_a_database_without_tables_is_refused(bare_database: Database) -> None:
    """It wants `init` first."""
    with pytest.raises(StorageError) as refusal:
        require_present(bare_database)
    assert refusal.value.code == "storage.not_initialised"


@pytest.mark.parametrize("found", ["0000_before", "9999_after"])
def test_a_database_of_another_release_is_refused(database: Database, found: str) -> None:
    """Older or newer: both revisions are named."""
    set_revision(database, found)
    with pytest.raises(StorageError) as refusal:
        require_present(database)
    assert refusal.value.code == "storage.other_release"
    assert refusal.value.values == {"found": found, "wanted": newest_revision()}


@pytest.mark.parametrize("wanted", ["head", BASE, "0001_register"])
def test_a_newer_database_is_not_migrated(database: Database, wanted: str) -> None:
    """A revision that this release does not know is not touched, in no direction."""
    set_revision(database, "9999_after")
    before = tables_in(database)
    with pytest.raises(StorageError) as refusal:
        migrate(database, wanted)
    assert refusal.value.code == "storage.revision"
    assert tables_in(database) == before


def set_revision(database: Database, revision: str) -> None:
    """Pretend that another release has migrated the database."""
    with database.exclusive() as connection:
        connection.exec_driver_sql(f"update alembic_version set version_num = '{revision}'")  # noqa: S608 - from this file
