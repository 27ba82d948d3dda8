"""DuckDB: what it is told when it is missing, and that it reads facts as Polars does."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import pytest

from littlegiants.engines.duckdb_engine import DuckDB
from littlegiants.engines.errors import EngineError
from littlegiants.engines.polars_engine import Statement


def ask(sql: str, path: Path) -> list[object]:
    """Read one column of answers from a file of facts."""
    statement = Statement(f"SELECT {sql} AS code, FALSE AS line FROM facts", {}, (), "line")  # noqa: S608
    with DuckDB(path) as connection:
        return connection.run_parquet(path, statement, lambda facts: {})["code"].to_list()


def test_a_missing_engine_is_named_with_the_way_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not everybody has it; nobody gets a traceback."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(EngineError, match=r"pip install 'littlegiants\[duckdb\]'"):
        DuckDB()


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_unknown(tmp_path: Path, number: float) -> None:
    """As a number it would pass every minimum or every maximum."""
    path = tmp_path / "facts.parquet"
    pl.DataFrame({"a": [number, 5.0]}).write_parquet(path)

    assert ask("a >= 3", path) == [None, True]


@pytest.mark.parametrize("kind", [pl.Int32, pl.UInt32])
def test_narrow_whole_numbers_are_widened(tmp_path: Path, kind: type[pl.DataType]) -> None:
    """Two amounts of 20 million yuan in fen are more than 32 bits hold."""
    path = tmp_path / "facts.parquet"
    pl.DataFrame({"a": pl.Series([2_000_000_000], dtype=kind)}).write_parquet(path)

    assert ask("a + a", path) == [4_000_000_000]


def test_a_file_that_is_no_parquet_is_an_engine_error(tmp_path: Path) -> None:
    """The message names the file."""
    path = tmp_path / "facts.parquet"
    path.write_text("id,revenue\n1,2\n" * 10)
    with pytest.raises(EngineError, match=r"facts\.parquet"):
        ask("1", path)


def test_what_was_handed_over_is_removed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No facts stay behind once the connection is closed."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    statement = Statement("SELECT a, FALSE AS line FROM facts", {}, (), "line")
    with DuckDB() as connection:
        connection.run(pl.LazyFrame({"a": [1]}), statement, lambda facts: {})

    assert list(tmp_path.iterdir()) == []
