"""What many tests stand on: a fresh database with a clock that only moves when asked.

Tests that ask for a database run on SQLite; on PostgreSQL with `--database=postgresql18` or
`postgresql15`, or with the environment variable LITTLEGIANTS_TEST_DATABASE. `-m database` chooses them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from littlegiants.storage.database import Database
from tests.databases import KINDS, Databases, databases_of
from tests.postgresql import NoServerError


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run choose its database."""
    parser.addoption(
        "--database",
        choices=KINDS,
        default=os.environ.get("LITTLEGIANTS_TEST_DATABASE") or KINDS[0],
        help="what the tests that use a database run on (default: sqlite)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a database of the environment that is none; argparse does not look at defaults."""
    kind = config.getoption("--database")
    if kind not in KINDS:
        raise pytest.UsageError(
            f"LITTLEGIANTS_TEST_DATABASE={kind}: choose one of {', '.join(KINDS)}"
        )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use a database, before `-m` chooses among them."""
    for item in items:
        if isinstance(item, pytest.Function) and "databases" in item.fixturenames:
            item.add_marker(pytest.mark.database)


class SteppingClock:
    """A clock that a test moves; each reading is a second after the last."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the present moment, then move on by a second."""
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> SteppingClock:
    """The clock of the test's database."""
    return SteppingClock()


@pytest.fixture(scope="session")
def databases(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """Databases of the kind that the run was asked for."""
    kind = pytestconfig.getoption("--database")
    try:
        with databases_of(kind, tmp_path_factory.mktemp("databases")) as chosen:
            yield chosen
    except NoServerError as fault:
        pytest.exit(str(fault), returncode=pytest.ExitCode.USAGE_ERROR)


@pytest.fixture
def database(databases: Databases, clock: SteppingClock) -> Iterator[Database]:
    """An empty database at the present schema."""
    yield from _opened(databases, databases.migrated(), clock)


@pytest.fixture
def bare_database(databases: Databases, clock: SteppingClock) -> Iterator[Database]:
    """A database that nothing was ever migrated into."""
    yield from _opened(databases, databases.empty(), clock)


def _opened(databases: Databases, url: str, clock: SteppingClock) -> Iterator[Database]:
    opened = Database(url, clock)
    yield opened
    opened.close()
    databases.drop(url)
