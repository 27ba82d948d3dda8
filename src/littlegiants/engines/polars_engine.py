"""Polars: compiled statements over fact tables in memory and Parquet files of any size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl

from littlegiants.engines.errors import EngineError
from littlegiants.engines.whole_files import whole_file
from littlegiants.vocabulary.enterprise import FactTable
from littlegiants.vocabulary.quantity import Dimension, Range

CHUNK_ROWS = 250_000
"""Rows decided at a time, and rows of a Parquet row group."""

Redecide = Callable[[Mapping[str, list[Any]]], Mapping[str, list[Any]]]
"""Given the facts of rows on the line by column, return the exact values of every result column."""

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
    """A printed statement over the table `facts`, and how its rows on the line are corrected.

    `facts` maps each carried fact column to the fact's own name; `results` are the columns to correct.
    """

    sql: str
    facts: Mapping[str, str]
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
        raise EngineError(
            "engine.parquet", file=path.name, fault=str(fault).splitlines()[0]
        ) from fault
    return frame


def columns_of(frame: pl.LazyFrame) -> dict[str, str]:
    """Return the columns of a frame with the kind of value each holds: integer, number, truth, text or other.

    Single-precision floats are "other": 0.03 held in them is not three hundredths.
    """
    return {name: _kind(dtype) for name, dtype in frame.collect_schema().items()}


def row_count(frame: pl.LazyFrame) -> int:
    """Count the rows from the file's own statistics."""
    return int(frame.select(pl.len()).collect().item())


def _kind(dtype: pl.DataType) -> str:
    if dtype.is_integer():
        return "integer"
    if dtype == pl.Float64:
        return "number"
    if dtype == pl.Boolean:
        return "truth"
    return "text" if dtype == pl.String or dtype == pl.Categorical or dtype == pl.Enum else "other"


def run(frame: pl.LazyFrame, statement: Statement, redecide: Redecide) -> pl.DataFrame:
    """Run a statement over all rows in memory; rows on the line are decided again."""
    return corrected(_execute(frame, statement).collect(), statement, redecide)


def run_batches(
    frame: pl.LazyFrame, statement: Statement, redecide: Redecide
) -> Iterator[pl.DataFrame]:
    """Run a statement chunk by chunk, in the order of the rows and in bounded memory."""
    # Slices keep a lid on memory: a streamed plan reads ahead as far as it likes.
    for start in range(0, row_count(frame), CHUNK_ROWS):
        batch = _execute(frame.slice(start, CHUNK_ROWS), statement).collect()
        yield corrected(batch, statement, redecide)


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

    def produce(
        columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        for batch in run_batches(frame, statement, redecide):
            if progress is not None:
                progress(batch)
            yield batch if columns is None else batch.select(columns)

    schema = _result_schema(frame, statement)
    source = pl.io.plugins.register_io_source(produce, schema=schema)
    with whole_file(out) as unfinished:
        source.sink_parquet(
            unfinished, row_group_size=CHUNK_ROWS, compression="zstd", compression_level=1
        )


def _result_schema(frame: pl.LazyFrame, statement: Statement) -> pl.Schema:
    schema = _execute(frame.head(0), statement).collect_schema()
    return pl.Schema({name: kind for name, kind in schema.items() if name not in statement.facts})


def _execute(frame: pl.LazyFrame, statement: Statement) -> pl.LazyFrame:
    facts = frame.with_columns(_usable(frame, set(statement.facts.values())))
    context = pl.SQLContext(facts=facts, register_globals=False)
    return context.execute(statement.sql, eager=False)


def _usable(frame: pl.LazyFrame, facts: Set[str]) -> list[pl.Expr]:
    """A number that is none (NaN, infinity) is unknown, or it would pass every minimum.

    Whole numbers are widened, or sums of narrow ones would wrap round.
    """
    found: list[pl.Expr] = []
    for name, dtype in frame.collect_schema().items():
        value = pl.col(name)
        if name in facts and dtype.is_float():
            found.append(pl.when(value.is_finite()).then(value))
        elif name in facts and dtype.is_integer() and dtype != pl.Int64:
            found.append(value.cast(pl.Int64, strict=False))
    return found


def corrected(batch: pl.DataFrame, statement: Statement, redecide: Redecide) -> pl.DataFrame:
    results = batch.drop(list(statement.facts))
    on_line = results[statement.line_flag].arg_true()
    if len(on_line) == 0:
        return results
    rows = batch.select([pl.col(carried).alias(name) for carried, name in statement.facts.items()])
    exact = redecide(rows[on_line].to_dict(as_series=False))
    return results.with_columns(
        _patched(results[name], on_line, exact[name]) for name in statement.results
    )


def _patched(column: pl.Series, positions: pl.Series, values: Sequence[Any]) -> pl.Series:
    new = pl.Series(column.name, values, dtype=column.dtype, strict=False)
    if column[positions].equals(new, null_equal=True):
        return column
    return column.clone().scatter(positions, new)


class Results:
    """What a statement returned: verdict codes and the like, by row."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __len__(self) -> int:
        return self._frame.height

    def column(self, name: str) -> list[Any]:
        """Return one column as a list."""
        return self._frame[name].to_list()

    def counts(self, name: str) -> dict[Any, int]:
        """Count the rows of each value of a column."""
        counted = self._frame[name].value_counts()
        return dict(zip(counted[name].to_list(), counted["count"].to_list(), strict=True))

    def code_counts(self, names: Sequence[str], codes: int) -> list[list[int]]:
        """Count the rows of each code from 0 to `codes` - 1, for every column at once."""
        wanted = [
            (pl.col(n) == code).sum().alias(f"{n}\0{code}") for n in names for code in range(codes)
        ]
        counted = self._frame.select(wanted).row(0)
        return [list(counted[i * codes : (i + 1) * codes]) for i in range(len(names))]

    def true_count(self, name: str) -> int:
        """Count the rows in which a boolean column is true."""
        return int(self._frame[name].sum() or 0)

    def patched(self, positions: Sequence[int], values: Mapping[str, list[Any]]) -> Results:
        """Return the results with some rows replaced."""
        where = pl.Series(positions, dtype=pl.UInt32)
        changed = (_patched(self._frame[name], where, cells) for name, cells in values.items())
        return Results(self._frame.with_columns(changed))

    def near_misses(
        self, columns: Sequence[str], most: int
    ) -> tuple[dict[str, tuple[int, int]], list[tuple[str, str, str, int]]]:
        """Find rows in which exactly one of the columns is unmet.

        Returns, by column, how many rows fail it alone and how many of those have nothing undecided; and
        up to `most` rows, the most decided first: id, name, column, number undecided.
        """
        unmet = pl.sum_horizontal((pl.col(name) == 0).cast(pl.Int8) for name in columns)
        open_ = pl.sum_horizontal(pl.col(name).is_between(1, 2).cast(pl.Int8) for name in columns)
        kept = [name for name in ("id", "name", *columns) if name in self._frame.columns]
        lazy = self._frame.lazy().select(kept).filter(unmet == 1)
        near = lazy.with_columns(open_.alias(_OPEN)).collect()
        counts = {
            name: (
                int((near[name] == 0).sum()),
                int(((near[name] == 0) & (near[_OPEN] == 0)).sum()),
            )
            for name in columns
        }
        rows: list[tuple[str, str, str, int]] = []
        for row in near.sort(_OPEN, maintain_order=True).head(most).to_dicts():
            failed = next(name for name in columns if row[name] == 0)
            rows.append((str(row.get("id", "")), str(row.get("name", "")), failed, int(row[_OPEN])))
        return counts, rows

    def write_parquet(self, path: Path) -> None:
        """Write the results as one Parquet file that appears only when whole."""
        with whole_file(path) as unfinished:
            self._frame.write_parquet(unfinished, compression="zstd", row_group_size=CHUNK_ROWS)

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self._frame.columns


_OPEN = "open conditions"
