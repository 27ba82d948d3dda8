"""Polars: compiled statements over fact tables in memory and Parquet files of any size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl

from littlegiants.engines.errors import EngineError
from littlegiants.vocabulary.enterprise import FactTable
from littlegiants.vocabulary.quantity import Dimension, Range

CHUNK_ROWS = 250_000
"""Rows decided at a time, and rows of a Parquet row group."""

Redecide = Callable[[list[dict[str, Any]]], Mapping[str, list[Any]]]
"""Given facts of rows on the line, return the exact value of every result column."""

_TYPES: dict[Dimension, type[pl.DataType]] = {
    Dimension.MONEY: pl.Int64,
    Dimension.BOOLEAN: pl.Boolean,
    Dimension.CATEGORY: pl.String,
}


def column_type(dimension: Dimension) -> type[pl.DataType]:
    """The column type that carries a dimension: fen as whole numbers, other numbers as binary64."""
    return _TYPES.get(dimension, pl.Float64)


@dataclass(frozen=True, slots=True)
class Statement:
    """A printed statement and what it needs: the columns it reads and those it may have to correct."""

    sql: str
    columns: tuple[str, ...]
    keep: tuple[str, ...]
    results: tuple[str, ...]
    line_flag: str


def frame_of(table: FactTable, dimensions: Mapping[str, Dimension]) -> pl.LazyFrame:
    """Put a fact table into columns; ranges become unknown (they are decided one by one)."""
    data: dict[str, pl.Series] = {
        "id": pl.Series("id", table.ids, dtype=pl.String),
        "name": pl.Series("name", table.names, dtype=pl.String),
    }
    for name, cells in table.columns.items():
        kind = column_type(dimensions.get(name, Dimension.BOOLEAN))
        data[name] = pl.Series(name, [_cell(cell) for cell in cells], dtype=kind, strict=False)
    return pl.DataFrame(data).lazy()


def _cell(cell: object) -> object:
    if isinstance(cell, Range):
        return None
    return float(cell) if isinstance(cell, Fraction) else cell


def scan(path: Path) -> pl.LazyFrame:
    """Open a Parquet file or folder without reading it. Raises `EngineError`."""
    source = str(path / "*.parquet") if path.is_dir() else str(path)
    try:
        frame = pl.scan_parquet(source)
        frame.collect_schema()
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise EngineError("engine.parquet", file=path.name, fault=str(fault).splitlines()[0]) from fault
    return frame


def columns_of(frame: pl.LazyFrame) -> dict[str, str]:
    """Return the columns of a frame with the kind of value each holds: number, truth, text or other."""
    return {name: _kind(dtype) for name, dtype in frame.collect_schema().items()}


def _kind(dtype: pl.DataType) -> str:
    if dtype.is_integer():
        return "integer"
    if dtype.is_float():
        return "number"
    if dtype == pl.Boolean:
        return "truth"
    return "text" if dtype == pl.String or dtype == pl.Categorical or dtype == pl.Enum else "other"


def run(frame: pl.LazyFrame, statement: Statement, redecide: Redecide) -> pl.DataFrame:
    """Run a statement over all rows in memory; rows on the line are decided again."""
    wanted = _select(frame, statement)
    facts = wanted.collect()
    return _decide(facts, statement, redecide)


def run_batches(
    frame: pl.LazyFrame, statement: Statement, redecide: Redecide
) -> Iterator[pl.DataFrame]:
    """Run a statement chunk by chunk, in the order of the rows and in bounded memory."""
    for facts in _select(frame, statement).collect_batches(chunk_size=CHUNK_ROWS, maintain_order=True):
        yield _decide(facts, statement, redecide)


def write_parquet(
    frame: pl.LazyFrame,
    statement: Statement,
    redecide: Redecide,
    out: Path,
    *,
    progress: Callable[[pl.DataFrame], None] | None = None,
) -> None:
    """Run a statement and stream its results into one Parquet file in bounded memory.

    The file appears under its name only when it is whole.
    """
    unfinished = out.with_name(out.name + ".part")

    def produce(
        columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        for batch in run_batches(frame, statement, redecide):
            if progress is not None:
                progress(batch)
            yield batch if columns is None else batch.select(columns)

    schema = _result_schema(frame, statement)
    source = pl.io.plugins.register_io_source(produce, schema=schema)
    source.sink_parquet(unfinished, row_group_size=CHUNK_ROWS, compression="zstd", compression_level=1)
    unfinished.replace(out)


def _result_schema(frame: pl.LazyFrame, statement: Statement) -> pl.Schema:
    context = pl.SQLContext(facts=_select(frame, statement).head(0), register_globals=False)
    return context.execute(statement.sql, eager=False).collect_schema()


def _select(frame: pl.LazyFrame, statement: Statement) -> pl.LazyFrame:
    names = dict.fromkeys((*statement.keep, *statement.columns))
    return frame.select([pl.col(name) for name in names])


def _decide(facts: pl.DataFrame, statement: Statement, redecide: Redecide) -> pl.DataFrame:
    context = pl.SQLContext(facts=facts.lazy(), register_globals=False)
    results = context.execute(statement.sql, eager=False).collect()
    on_line = results[statement.line_flag].arg_true()
    if len(on_line) == 0:
        return results
    exact = redecide(facts[on_line].select(statement.columns).to_dicts())
    return results.with_columns(
        _patched(results[name], on_line, exact[name]) for name in statement.results
    )


def _patched(column: pl.Series, positions: pl.Series, values: Sequence[Any]) -> pl.Series:
    new = pl.Series(column.name, values, dtype=column.dtype, strict=False)
    if column[positions].equals(new, null_equal=True):
        return column
    return column.clone().scatter(positions, new)


def count_values(frame: pl.DataFrame, column: str) -> dict[Any, int]:
    """Count the rows of each value of a column."""
    counted = frame[column].value_counts()
    return dict(zip(counted[column].to_list(), counted["count"].to_list(), strict=True))
