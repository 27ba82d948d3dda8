"""What `assess` says of firms in the register is what it says of the same firms in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars
import pytest

from littlegiants.synthetic.figures import STATED
from tests.contract.commands import answer

pytestmark = pytest.mark.slow

DAY = "2026-03-01"
SIZE = 2_100
"""More than are read one by one, so that the register too answers in columns."""


def run(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """Run a command on the folder's register."""
    code, found = answer(
        *arguments,
        environment={"LITTLEGIANTS_DATA": str(folder / "data"), "LITTLEGIANTS_ACTOR": "张三"},
    )
    assert code == 0, arguments
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of invented firms, and the same firms as a file.

    The file states parts only; what is stated as such besides is left out of the register too.
    """
    made = tmp_path_factory.mktemp("assessed")
    city = made / "city"
    run(made, "synthetic", "--size", str(SIZE), "--out", str(city), "--as-of", DAY)
    annual = city / "annual_facts.parquet"
    polars.read_parquet(annual).drop(*STATED, strict=False).write_parquet(annual)
    run(made, "init")
    for name in ("enterprises", "annual_facts", "standing_facts"):
        path = str(city / f"{name}.parquet")
        run(made, "import", path, "--source", "synthetic", "--as-of", DAY, "--yes")
    return made


def test_every_clause_has_the_same_verdicts(folder: Path) -> None:
    """Clause by clause of every rulebook as many firms are met, unmet, unknown."""
    of_file = run(folder, "assess", str(folder / "city" / "assess.parquet"), "--as-of", DAY)
    of_register = run(folder, "assess", "--as-of", DAY)
    assert [one["edition"] for one in of_register] == [one["edition"] for one in of_file]
    for ours, theirs in zip(of_register, of_file, strict=True):
        assert ours["enterprises"] == SIZE
        assert ours["clauses"] == theirs["clauses"]


def test_every_fact_of_the_file_is_in_the_register(folder: Path) -> None:
    """The register's facts as of the day, exported, are those of the file, value by value."""
    out = folder / "facts.parquet"
    run(folder, "export", "facts", str(out), "--as-of", DAY)
    ours = polars.read_parquet(out).sort("id")
    theirs = polars.read_parquet(folder / "city" / "assess.parquet").sort("id")
    wanted = [name for name in theirs.columns if name not in ("synthetic", "development_score_y0")]
    assert set(wanted) <= set(ours.columns)
    differing = {
        name: int(theirs[name].ne_missing(ours[name].cast(theirs[name].dtype)).sum())
        for name in wanted
    }
    assert {name: count for name, count in differing.items() if count} == {}


def test_what_was_not_yet_known_is_not_used(folder: Path) -> None:
    """As known on a day before the first delivery the register holds nothing, and says so."""
    code, found = answer(
        *("assess", "--as-of", DAY, "--known-on", "2020-01-01"),
        environment={"LITTLEGIANTS_DATA": str(folder / "data")},
    )
    assert (code, found) == (2, [])
