"""What cannot be opened is refused in words, with a code, and never with a password in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from littlegiants.storage.database import Database
from littlegiants.storage.errors import StorageError
from littlegiants.storage.schema import act
from littlegiants.vocabulary.language import LANGUAGES
from tests.storage.writer import standing_clock

PASSWORD = "geheim-暗号"  # noqa: S105 - invented; a test looks for it in messages


def refusal_of(url: str) -> StorageError:
    """The error with which a database is refused, when it is opened or first read."""
    with pytest.raises(StorageError) as refusal:
        read_once(url)
    return refusal.value


def read_once(url: str) -> None:
    """Open a database, read it and close it."""
    database = Database(url, standing_clock)
    try:
        with database.read() as connection:
            connection.execute(select(act))
    finally:
        database.close()


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("mysql://host/name", "mysql"),
        ("oracle+oracledb://host/name", "oracle"),
        ("postgres://host/name", "postgres"),
        ("duckdb:///file", "duckdb"),
    ],
)
def test_other_kinds_of_database_are_refused(url: str, kind: str) -> None:
    """The kind is named; nothing is tried."""
    refusal = refusal_of(url)
    assert (refusal.code, refusal.values) == ("storage.kind", {"kind": kind})


@pytest.mark.parametrize("url", ["", "register.db", "C:\\data\\register.db", "postgresql:/host"])
def test_what_is_no_address_is_refused(url: str) -> None:
    """A path is not a URL; the message shows what one looks like."""
    assert refusal_of(url).code == "storage.url"


def test_a_port_that_is_no_number_is_refused() -> None:
    """It is no address, either."""
    assert refusal_of("postgresql://clerk@host:port/name").code == "storage.url"


@pytest.mark.parametrize("driver", ["nosuch", "pg8000"])
def test_a_driver_that_is_not_there_is_named(driver: str) -> None:
    """Unknown or not installed: the message says how to install the usual one."""
    refusal = refusal_of(f"postgresql+{driver}://host/name")
    assert refusal.code == "storage.driver"
    assert refusal.values == {"driver": f"postgresql+{driver}"}


def test_plain_postgresql_means_the_driver_that_is_shipped() -> None:
    """Nobody needs to know what it is called."""
    database = Database("postgresql://clerk@host/name", standing_clock)
    assert database.url.drivername == "postgresql+psycopg"
    database.close()


def test_a_database_without_tables_is_refused(bare_database: Database) -> None:
    """Reading and writing alike say that `init` comes first."""
    with pytest.raises(StorageError) as refusal, bare_database.read() as connection:
        connection.execute(select(act))
    assert refusal.value.code == "storage.not_initialised"
    with pytest.raises(StorageError) as refusal, bare_database.write("clerk", "import") as work:
        assert work.act_id
    assert refusal.value.code == "storage.not_initialised"


def test_a_database_that_is_not_there_is_unreachable(database: Database) -> None:
    """A folder that is missing, a name that the server does not know: the place is named."""
    nowhere = "/nowhere/register.db" if database.is_sqlite else "nowhere"
    refusal = refusal_of(database.url.set(database=nowhere).render_as_string(hide_password=False))
    assert refusal.code == "storage.unreachable"
    assert nowhere in str(refusal)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """A workbook under the name of a database is not overwritten and not read."""
    place = tmp_path / "register.db"
    place.write_bytes(b"PK\x03\x04" + b"x" * 5000)
    assert refusal_of(f"sqlite:///{place}").code == "storage.unreachable"
    assert place.read_bytes().startswith(b"PK")


def test_a_fault_of_ours_is_not_dressed_up(database: Database) -> None:
    """A statement that is wrong in itself stays the database's own error."""
    with pytest.raises(DBAPIError, match="nonsense"), database.read() as connection:
        connection.execute(text("nonsense"))


# Passwords

UNREACHABLE = (
    "postgresql://clerk:{password}@/name?host=/nowhere",
    "postgresql://clerk:{password}@127.0.0.1:1/name",
    "postgresql://clerk@/name?host=/nowhere&password={password}",
    "postgresql://@/name?password={password}&host=/nowhere&user=clerk",
)
NO_ADDRESS = (
    "postgresql:/clerk:{password}@host/name",
    "postgresql://clerk:{password}@host:port/name",
    "postgresql:/host/name?password={password}",
    "clerk:{password}@host",
    "postgresql:/host/name?password={password}@1",
)


@pytest.mark.parametrize("pattern", UNREACHABLE)
def test_no_password_in_the_message_of_a_server_that_does_not_answer(pattern: str) -> None:
    """Wherever the password stands in the URL."""
    refusal = refusal_of(pattern.format(password=PASSWORD))
    assert refusal.code == "storage.unreachable"
    assert says_no_password(refusal)


@pytest.mark.parametrize("pattern", NO_ADDRESS)
def test_no_password_in_the_message_of_what_is_no_address(pattern: str) -> None:
    """Nor if the URL cannot be read at all."""
    refusal = refusal_of(pattern.format(password=PASSWORD))
    assert refusal.code == "storage.url"
    assert says_no_password(refusal)


def says_no_password(refusal: StorageError) -> bool:
    """Whether a refusal is silent about the password in both languages, and in its values."""
    said = [refusal.render(language) for language in LANGUAGES] + [str(refusal.values)]
    return not any(PASSWORD in words or "%E6%9A%97" in words for words in said)


@pytest.mark.parametrize("pattern", UNREACHABLE)
def test_the_shown_address_has_no_password(pattern: str) -> None:
    """Where it is shown for information, the rest of it is still there."""
    database = Database(pattern.format(password=PASSWORD), standing_clock)
    assert PASSWORD not in database.shown_url
    assert "%E6%9A%97" not in database.shown_url
    assert "name" in database.shown_url
    database.close()
