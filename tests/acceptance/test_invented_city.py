"""The invented city from end to end: columns, printed lists, links, titles, assessment, what was known when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from littlegiants.storage.database import Database, known_act
from littlegiants.storage.digest import digest
from littlegiants.synthetic.model import COUNTED_ON
from tests.acceptance.invented_city import InventedCity
from tests.conftest import SteppingClock
from tests.databases import Databases

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def city(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[InventedCity]:
    """A city of 3,000 firms whose lists were printed as Word files and imported."""
    url = databases.migrated()
    database = Database(url, SteppingClock())
    folder: Path = tmp_path_factory.mktemp("city")
    built = InventedCity.build(database, folder / "city", size=3_000, kind="docx")
    built.import_lists()
    yield built
    database.close()
    databases.drop(url)


def test_no_automatic_link_is_false(city: InventedCity) -> None:
    """Every row that was linked without a person is linked to the firm that it means."""
    linked = [row for row in city.rows() if row.linked is not None]
    assert [row for row in linked if row.linked != row.meant] == []
    assert len(linked) >= 0.925 * sum(one.rows for one in city.lists)


def test_titles_equal_the_calibrated_totals(city: InventedCity) -> None:
    """Once a person has decided the rows that waited, the titles of the counted day are the published ones."""
    with city.database.read() as connection:
        known = known_act(connection, city.database.clock())
    before = city.counted(COUNTED_ON)
    published = {tier.value: count for tier, count in city.summary.titles.items()}
    assert all(before[rung] <= published[rung] for rung in published)
    city.decide_the_rest()
    assert city.counted(COUNTED_ON) == published
    # As known before the person's word, the register answers what it answered then.
    assert city.counted(COUNTED_ON, known=known) == before


def test_importing_all_lists_again_changes_nothing(city: InventedCity) -> None:
    """The fingerprint of the database stays."""
    with city.database.read() as connection:
        before = digest(connection)
    city.import_lists()
    with city.database.read() as connection:
        assert digest(connection) == before
