"""Bounds: memory while streaming, files that appear whole or not at all, and the locks of DuckDB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from littlegiants.assessment.many import Population
from littlegiants.engines import polars_engine as engine
from littlegiants.engines.duckdb_engine import DuckDB, Limits
from littlegiants.engines.errors import EngineError
from littlegiants.engines.polars_engine import Statement
from tests.engines.streamed import ONE_IN, VOCABULARY, write_facts
from tests.factories import LITTLE_GIANT, rulebook

FEW, MANY = 500_000, 2_000_000
PEAK_MB = 600
"""Half as much again as was measured for the many rows, the interpreter and its libraries included."""
GROWTH = 3.0
"""Four times the rows may take at most so many times the memory; from about 5 million rows on it is level."""
ROOT = Path(__file__).parents[2]

# ------------------------------------------------------------------------------------ streaming


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generated files and what was made of them."""
    return tmp_path_factory.mktemp("streamed")


@pytest.fixture(scope="module")
def runs(folder: Path) -> dict[int, dict[str, Any]]:
    """Both sizes, streamed by processes of their own."""
    return {rows: _run(folder, rows) for rows in (FEW, MANY)}


def _run(folder: Path, rows: int) -> dict[str, Any]:
    source, out = folder / f"facts_{rows}.parquet", folder / f"verdicts_{rows}.parquet"
    write_facts(rows, source)
    command = [sys.executable, "-m", "tests.engines.streamed", str(source), str(out)]
    two = {"POLARS_MAX_THREADS": "2"}  # buffers are kept for each thread
    done = subprocess.run(
        command, env=os.environ | two, cwd=ROOT, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peaks are read from /proc")
def test_two_million_rows_stay_under_the_stated_peak(runs: dict[int, dict[str, Any]]) -> None:
    """A city's whole population fits a small server."""
    assert runs[MANY]["peak_mb"] < PEAK_MB


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peaks are read from /proc")
def test_memory_grows_more_slowly_than_the_rows(runs: dict[int, dict[str, Any]]) -> None:
    """Chunks are let go once they are written."""
    assert runs[MANY]["peak_mb"] < GROWTH * runs[FEW]["peak_mb"]


@pytest.mark.slow
def test_every_row_is_written_once(runs: dict[int, dict[str, Any]], folder: Path) -> None:
    """Streaming loses and repeats nothing, and the order of the rows stays."""
    written = pl.scan_parquet(folder / f"verdicts_{MANY}.parquet").select("id").collect()

    assert runs[MANY]["rows"] == MANY
    assert written["id"].equals(pl.select(id=pl.int_range(MANY).cast(pl.String))["id"])


@pytest.mark.slow
def test_rows_on_the_line_are_met_while_streaming(runs: dict[int, dict[str, Any]]) -> None:
    """The measurement includes exact decisions."""
    assert runs[MANY]["on_the_line"] >= MANY // ONE_IN


@pytest.mark.slow
def test_the_output_appears_only_when_whole(runs: dict[int, dict[str, Any]]) -> None:
    """No reader meets half a file under the final name."""
    assert not any(run["early"] for run in runs.values())


@pytest.fixture(scope="module")
def small(folder: Path) -> Path:
    """A file of more than one chunk's rows."""
    path = folder / "small.parquet"
    write_facts(engine.CHUNK_ROWS + 1, path)
    return path


def _refuse(facts: Mapping[str, list[Any]]) -> Mapping[str, list[Any]]:
    raise ArithmeticError("the exact decision failed")


def _write(source: Path, out: Path) -> None:
    frame = engine.scan(source)
    columns = frozenset(engine.columns_of(frame))
    population = Population((rulebook(LITTLE_GIANT),), VOCABULARY, columns)
    engine.write_parquet(frame, population.statement, _refuse, out)


def test_a_failure_leaves_no_file_under_the_final_name(small: Path, tmp_path: Path) -> None:
    """What failed half-way is not mistaken for a result."""
    with pytest.raises(ArithmeticError):
        _write(small, tmp_path / "verdicts.parquet")

    assert not (tmp_path / "verdicts.parquet").exists()


def test_a_failure_leaves_the_earlier_file_as_it_was(small: Path, tmp_path: Path) -> None:
    """Yesterday's results outlive today's failure."""
    out = tmp_path / "verdicts.parquet"
    out.write_bytes(b"yesterday")
    with pytest.raises(ArithmeticError):
        _write(small, out)

    assert out.read_bytes() == b"yesterday"


# --------------------------------------------------------------------------------- DuckDB's locks


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder that the connection may read, with one file."""
    folder = tmp_path / "shared"
    folder.mkdir()
    pl.DataFrame({"a": [1, 2]}).write_parquet(folder / "facts.parquet")
    return folder


@pytest.fixture
def locked(shared: Path) -> Iterator[DuckDB]:
    """A connection that may read the shared folder."""
    with DuckDB(shared) as connection:
        yield connection


def _ask(connection: DuckDB, shared: Path, sql: str) -> pl.DataFrame:
    statement = Statement(sql, {}, (), "on_the_line")
    return connection.run_parquet(shared / "facts.parquet", statement, lambda facts: {})


ASKED = "SELECT a, FALSE AS on_the_line FROM facts"


def test_a_readable_file_is_read(locked: DuckDB, shared: Path) -> None:
    """The lock has a door."""
    assert _ask(locked, shared, ASKED)["a"].to_list() == [1, 2]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT content, FALSE AS on_the_line FROM read_text('/etc/passwd')",
        "SELECT *, FALSE AS on_the_line FROM read_csv('/etc/passwd')",
        "SELECT *, FALSE AS on_the_line FROM glob('/etc/*')",
        "SELECT *, FALSE AS on_the_line FROM 'http://localhost/facts.parquet'",
        "COPY (SELECT 1) TO '{shared}/facts.parquet' (FORMAT parquet, USE_TMP_FILE FALSE)",
        "COPY (SELECT 1) TO '{shared}/more.csv'",
        "SELECT 1 AS a; COPY (SELECT 1) TO '{shared}/more.csv'",
        "ATTACH '{shared}/more.db' AS more",
        "ATTACH ':memory:' AS more",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit = '100GB'",
        "SET enable_external_access = TRUE",
        "RESET lock_configuration",
        "PRAGMA threads = 64",
        "EXPORT DATABASE '{shared}/all'",
        "CREATE TABLE more AS SELECT 1 AS a",
        "SELECT",
    ],
)
def test_all_but_reading_what_was_named_is_refused(locked: DuckDB, shared: Path, sql: str) -> None:
    """Other files, writing, other databases, extensions and settings stay closed."""
    before = (shared / "facts.parquet").read_bytes()
    with pytest.raises(EngineError, match="refused"):
        _ask(locked, shared, sql.format(shared=shared))

    assert [path.name for path in shared.iterdir()] == ["facts.parquet"]
    assert (shared / "facts.parquet").read_bytes() == before


def test_a_file_that_was_not_named_is_not_opened(locked: DuckDB, tmp_path: Path) -> None:
    """Also not as the table of facts."""
    pl.DataFrame({"a": [1]}).write_parquet(tmp_path / "other.parquet")
    with pytest.raises(EngineError, match=r"other\.parquet"):
        locked.run_parquet(
            tmp_path / "other.parquet", Statement(ASKED, {}, (), "on_the_line"), lambda facts: {}
        )


@pytest.mark.parametrize(
    ("setting", "value"),
    [("memory_limit = '100GB'", "memory_limit"), ("lock_configuration = FALSE", "locked")],
)
def test_the_lock_holds_below_the_check_of_statements(
    locked: DuckDB, setting: str, value: str
) -> None:
    """The engine's own lock would refuse a setting if the check of statements let it through."""
    import duckdb

    with pytest.raises(duckdb.Error, match=value):
        locked._connection.execute(f"SET {setting}")


HUNGRY = "SELECT list(x) AS x, FALSE AS on_the_line FROM (SELECT random()::VARCHAR AS x FROM range(20000000))"
ENDLESS = "SELECT count(*) AS a, FALSE AS on_the_line FROM range(1000000) x, range(10000000) y WHERE x.range * y.range % 7 = 3"


def test_a_statement_beyond_its_memory_is_stopped(shared: Path) -> None:
    """It fails; it does not fill the disk."""
    with (
        DuckDB(shared, limits=Limits(memory_mb=60)) as connection,
        pytest.raises(EngineError, match="60 MB"),
    ):
        _ask(connection, shared, HUNGRY)


def test_a_statement_beyond_its_time_is_interrupted(shared: Path) -> None:
    """Nobody waits for a statement that does not end."""
    with (
        DuckDB(shared, limits=Limits(seconds=0.2)) as connection,
        pytest.raises(EngineError, match=r"0\.2 seconds"),
    ):
        _ask(connection, shared, ENDLESS)


def test_the_connection_serves_on_after_a_time_out(shared: Path) -> None:
    """One statement too many closes nothing."""
    with DuckDB(shared, limits=Limits(seconds=0.5)) as connection:
        with pytest.raises(EngineError):
            _ask(connection, shared, ENDLESS)

        assert _ask(connection, shared, ASKED).height == 2
