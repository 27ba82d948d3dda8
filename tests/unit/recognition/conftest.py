"""The register that the tests of recognition act on."""

from __future__ import annotations

from pathlib import Path

import pytest

from littlegiants.storage.database import Database
from tests.unit.recognition.city import City


@pytest.fixture
def city(database: Database, tmp_path: Path) -> City:
    """A register of a few firms in an otherwise empty database."""
    return City.build(database, tmp_path)
