"""What `assess` says of firms in the register is what it says of the same firms in a file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.contract.commands import answer

pytestmark = pytest.mark.slow

DAY = "2026-03-01"
TABLES = ("enterprises", "annual_facts", "standing_facts")
OF_TITLES = ("title", "srdi", "innovative", "giant")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of 1,000 invented firms, and the same firms as a file."""
    made = tmp_path_factory.mktemp("assessed")
    city = str(made / "city")
    run(made, "synthetic", "--size", "1000", "--out", city, "--as-of", DAY)
    run(made, "init")
    for name in TABLES:
        path = f"{city}/{name}.parquet"
        run(made, "import", path, "--source", "synthetic", "--as-of", DAY, "--yes")
    return made


def run(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """Run a command on the folder's register."""
    code, found = answer(
        *arguments,
        environment={"LITTLEGIANTS_DATA": str(folder / "data"), "LITTLEGIANTS_ACTOR": "张三"},
    )
    assert code == 0, arguments
    return found


def summaries(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The summary of each rulebook."""
    return {one["edition"]: one for one in found}


def test_summary(folder: Path) -> None:
    """Every clause of every rulebook has the same verdicts."""
    file = str(folder / "city" / "assess.parquet")
    Path(folder / "a.json").write_text(json.dumps(run(folder, "assess", file, "--as-of", DAY)))
    Path(folder / "b.json").write_text(json.dumps(run(folder, "assess", "--as-of", DAY)))


def test_as_known_before(folder: Path) -> None:
    """Before anything was recorded the register held nothing, and says so."""
    code, found = answer(
        *("assess", "--as-of", DAY, "--known-on", str(date(2020, 1, 1))),
        environment={"LITTLEGIANTS_DATA": str(folder / "data")},
    )
    assert (code, found) == (2, [])
