"""DuckDB runs a statement behind a locked door: its own file, its memory, its time, and nothing else."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import sqlglot
from sqlglot import exp

from littlegiants.engines.duckdb_engine import DuckDB, Limits
from littlegiants.engines.errors import EngineError
from littlegiants.engines.polars_engine import Statement
from littlegiants.vocabulary.enterprise import FactTable
from littlegiants.vocabulary.quantity import Dimension, Range

LINE = 'SELECT "a", "a" >= 2 AS "met", "a" = 2 AS "on_the_line", "a" AS "fact:a" FROM "facts"'


def statement(sql: str = LINE) -> Statement:
    """A statement whose rows on the line are decided again."""
    return Statement(sql=sql, facts={"fact:a": "a"}, results=("met",), line_flag="on_the_line")


def plain(sql: str) -> Statement:
    """A statement without rows on the line."""
    inner = sqlglot.parse_one(sql, dialect="duckdb")
    assert isinstance(inner, exp.Select)
    outer = inner.select(exp.alias_(exp.false(), "on_the_line"))
    return Statement(outer.sql(dialect="duckdb"), {}, (), "on_the_line")


def refuse_all(facts: Mapping[str, list[Any]]) -> Mapping[str, list[Any]]:
    """A second decision that is easy to see."""
    return {"met": [False for _ in facts["a"]]}


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A file of four rows."""
    path = tmp_path / "it's 事实.parquet"
    pl.DataFrame({"a": [1, 2, 3, None]}).write_parquet(path)
    return path


@pytest.fixture
def engine(facts: Path) -> Iterator[DuckDB]:
    """A connection that may read that file."""
    with DuckDB(facts, limits=Limits(memory_mb=200, threads=1, seconds=20)) as opened:
        yield opened


def test_a_file_is_read_and_rows_on_the_line_decided_again(engine: DuckDB, facts: Path) -> None:
    """Results come in the order of the rows, without the facts carried beside them."""
    found = engine.run_parquet(facts, statement(), refuse_all)
    assert found.columns == ["a", "met", "on_the_line"]
    assert found["met"].to_list() == [False, False, True, None]


def test_a_folder_is_read_as_one_table(tmp_path: Path) -> None:
    """Parquet files of a folder stand one after the other."""
    for number in (1, 2):
        pl.DataFrame({"a": [number]}).write_parquet(tmp_path / f"{number}.parquet")
    with DuckDB(tmp_path) as engine:
        found = engine.run_parquet(tmp_path, statement(), refuse_all)
    assert found["a"].to_list() == [1, 2]


def test_a_table_in_memory_is_run(engine: DuckDB) -> None:
    """Facts need not be in a file; a range is unknown here."""
    table = FactTable(["x", "y"], ["x", "y"], {"a": [5, Range(1, 9)]})
    found = engine.run_table(table, {"a": Dimension.MONEY}, statement(), refuse_all)
    assert found["met"].to_list() == [True, None]


def test_what_is_no_number_is_unknown(tmp_path: Path) -> None:
    """NaN and infinity pass no minimum."""
    pl.DataFrame({"a": [float("nan"), float("inf"), 3.0]}).write_parquet(tmp_path / "a.parquet")
    with DuckDB(tmp_path) as engine:
        found = engine.run_parquet(tmp_path, statement(), refuse_all)
    assert found["met"].to_list() == [None, None, True]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM 'other.parquet'",
        "SELECT * FROM sqlite_scan('a.db', 'b')",
        "SELECT getenv('HOME')",
    ],
)
def test_no_other_file_is_read(engine: DuckDB, facts: Path, sql: str) -> None:
    """Neither a file of the system nor the environment is within reach of a statement."""
    with pytest.raises(EngineError) as refused:
        engine.run_parquet(facts, plain(sql), refuse_all)
    assert refused.value.code == "engine.statement"


@pytest.mark.parametrize(
    "command",
    [
        "SET enable_external_access = true",
        "SET memory_limit = '64GB'",
        "SET lock_configuration = false",
        "INSTALL httpfs",
        "LOAD httpfs",
        "ATTACH 'other.db'",
        "COPY (SELECT 1) TO 'out.csv'",
    ],
)
def test_the_lock_cannot_be_opened(engine: DuckDB, facts: Path, command: str) -> None:
    """No setting, extension, database or file is changed from within."""
    other = Statement(command, {}, (), "on_the_line")
    with pytest.raises(EngineError) as refused:
        engine.run_parquet(facts, other, refuse_all)
    assert refused.value.code == "engine.statement"


def test_a_file_that_was_not_named_is_refused(engine: DuckDB, tmp_path: Path) -> None:
    """Only what was named at the opening may be read."""
    other = tmp_path / "other.parquet"
    pl.DataFrame({"a": [1]}).write_parquet(other)
    with pytest.raises(EngineError) as refused:
        engine.run_parquet(other, statement(), refuse_all)
    assert refused.value.code == "engine.parquet"


def test_a_file_that_is_no_parquet_is_told_as_such(tmp_path: Path) -> None:
    """The name of the file stands in the message."""
    path = tmp_path / "facts.parquet"
    path.write_text("no parquet")
    with DuckDB(path) as engine, pytest.raises(EngineError, match=r"facts\.parquet") as refused:
        engine.run_parquet(path, statement(), refuse_all)
    assert refused.value.code == "engine.parquet"


def test_a_runaway_statement_is_interrupted(facts: Path) -> None:
    """It stops at its time, and the connection can be used again."""
    runaway = "SELECT sum(x.range * y.range % 7) AS s FROM range(10000000) x, range(1000000) y"
    with DuckDB(facts, limits=Limits(threads=1, seconds=0.5)) as engine:
        start = time.monotonic()
        with pytest.raises(EngineError) as refused:
            engine.run_parquet(facts, plain(runaway), refuse_all)
        assert refused.value.code == "engine.time_out"
        assert time.monotonic() - start < 15
        assert len(engine.run_parquet(facts, statement(), refuse_all)) == 4


def test_memory_is_bounded(engine: DuckDB, facts: Path) -> None:
    """A statement that needs more than its memory fails; nothing is spilled to disk."""
    greedy = "SELECT max(r) AS r FROM (SELECT array_agg(range) AS r FROM range(100000000))"
    with pytest.raises(EngineError) as refused:
        engine.run_parquet(facts, plain(greedy), refuse_all)
    assert refused.value.code == "engine.memory_out"


def test_without_the_package_the_way_to_install_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DuckDB is optional."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(EngineError, match=r"littlegiants\[duckdb\]") as refused:
        DuckDB()
    assert refused.value.code == "engine.not_installed"
