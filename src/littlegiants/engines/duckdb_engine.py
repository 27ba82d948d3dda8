"""DuckDB: the same statements on a second engine, for tests across engines and questions beside them.

The connection lives in memory and is locked before a statement reaches it: it reads the files named
when it was opened, loads no extension, writes nothing, and stops at its limits of memory and time.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import polars as pl
from sqlglot import exp

from littlegiants.engines.errors import EngineError
from littlegiants.engines.polars_engine import Redecide, Statement, corrected, frame_of
from littlegiants.vocabulary.enterprise import FactTable
from littlegiants.vocabulary.quantity import Dimension

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

_FACTS = "facts"
_INTERRUPT_AGAIN_SECONDS = 0.2
_FLOATS = ("FLOAT", "DOUBLE")
_NARROW = ("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one statement may use; nothing is spilled to disk."""

    memory_mb: int = 2_000
    threads: int = 2
    seconds: float = 600.0


class DuckDB:
    """A locked connection; `readable` are the Parquet files and folders it may read."""

    def __init__(self, *readable: Path, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._connection = _connect(self._limits)
        self._bridge = tempfile.TemporaryDirectory(prefix="littlegiants-")
        _lock(self._connection, [Path(self._bridge.name), *readable])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection and remove what was handed to it."""
        self._connection.close()
        self._bridge.cleanup()

    def run_table(
        self,
        table: FactTable,
        dimensions: Mapping[str, Dimension],
        statement: Statement,
        redecide: Redecide,
    ) -> pl.DataFrame:
        """Run a statement over a fact table; ranges are unknown here, as in `polars_engine.run`."""
        return self.run(frame_of(table, dimensions), statement, redecide)

    def run(self, frame: pl.LazyFrame, statement: Statement, redecide: Redecide) -> pl.DataFrame:
        """Run a statement over all rows of a frame; rows on the line are decided again."""
        path = Path(self._bridge.name, "facts.parquet")
        frame.sink_parquet(path, compression="uncompressed")
        return self.run_parquet(path, statement, redecide)

    def run_parquet(self, path: Path, statement: Statement, redecide: Redecide) -> pl.DataFrame:
        """Run a statement over a readable Parquet file or folder. Raises `EngineError`."""
        import duckdb

        try:
            relation = self._connection.read_parquet(_pattern(path))
            _usable(relation).create_view(_FACTS, replace=True)
        except duckdb.Error as fault:
            shown = str(fault).splitlines()[0]
            raise EngineError("engine.parquet", file=path.name, fault=shown) from fault
        return corrected(self._fetch(statement.sql), statement, redecide)

    def _fetch(self, sql: str) -> pl.DataFrame:
        import duckdb

        try:
            kinds = [found.type for found in self._connection.extract_statements(sql)]
            if kinds != [duckdb.StatementType.SELECT]:  # COPY may write where it may read
                raise EngineError("engine.statement", fault="not one SELECT")
            with _interrupted_after(self._limits.seconds, self._connection):
                return pl.DataFrame(self._connection.sql(sql))
        except duckdb.InterruptException as fault:
            raise EngineError("engine.time_out", seconds=self._limits.seconds) from fault
        except duckdb.OutOfMemoryException as fault:
            raise EngineError("engine.memory_out", most=self._limits.memory_mb) from fault
        except duckdb.Error as fault:
            raise EngineError("engine.statement", fault=str(fault).splitlines()[0]) from fault


def _connect(limits: Limits) -> DuckDBPyConnection:
    try:
        import duckdb
    except ModuleNotFoundError as fault:
        raise EngineError("engine.not_installed", engine="duckdb") from fault
    settings: dict[str, Any] = {
        "memory_limit": f"{limits.memory_mb}MB",
        "threads": limits.threads,
        "temp_directory": "",  # beyond its memory a statement fails; it does not fill the disk
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    return duckdb.connect(config=settings)


def _lock(connection: DuckDBPyConnection, readable: list[Path]) -> None:
    """Name what may be read, then close everything else, then the lock itself."""
    folders = [str(path.resolve()) for path in readable if path.is_dir()]
    files = [str(path.resolve()) for path in readable if not path.is_dir()]
    for setting, value in (
        ("allowed_directories", _list(folders)),
        ("allowed_paths", _list(files)),
        ("enable_external_access", "false"),
        ("lock_configuration", "true"),
    ):
        connection.execute(f"SET {setting} = {value}")


def _list(values: list[str]) -> str:
    literals = [exp.Literal.string(value) for value in values]
    return exp.Array(expressions=literals).sql(dialect="duckdb")


def _pattern(path: Path) -> str:
    whole = path.resolve()
    return str(whole / "*.parquet") if whole.is_dir() else str(whole)


def _usable(relation: DuckDBPyRelation) -> DuckDBPyRelation:
    """A number that is none (NaN, infinity) is unknown; as a number it would pass every minimum.

    Whole numbers are widened, or sums of narrow ones would be refused.
    """
    columns: list[str] = []
    for name, kind in zip(relation.columns, relation.types, strict=True):
        value: exp.Expr = exp.column(name, quoted=True)
        if str(kind) in _FLOATS:
            finite = exp.case().when(exp.func("ISFINITE", value.copy()), value)
            value = exp.alias_(finite, name, quoted=True)
        elif str(kind) in _NARROW:
            value = exp.alias_(
                exp.TryCast(this=value, to=exp.DataType.build("BIGINT")), name, quoted=True
            )
        columns.append(value.sql(dialect="duckdb"))
    return relation.project(", ".join(columns))


@contextmanager
def _interrupted_after(seconds: float, connection: DuckDBPyConnection) -> Iterator[None]:
    """Interrupt what the connection runs once the time is up, again and again until it stops."""
    done = Event()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            connection.interrupt()
            wait = _INTERRUPT_AGAIN_SECONDS

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
