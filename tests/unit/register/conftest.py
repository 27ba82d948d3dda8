"""A clerk at a fresh register."""

from __future__ import annotations

import pytest

from littlegiants.storage.database import Database
from tests.unit.register.builders import Clerk


@pytest.fixture
def clerk(database: Database) -> Clerk:
    """A register with three sources and nothing else."""
    return Clerk.begin(database)
