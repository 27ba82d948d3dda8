"""Columns of arrays, chunk by chunk, into one Parquet file in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from littlegiants.engines.whole_files import whole_file

ROW_GROUP_ROWS = 250_000
"""Rows of a Parquet row group; chunks need not be of this size."""


class ColumnKind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    TRUTH = "truth"
    DAY = "day"


_TYPES: dict[ColumnKind, type[pl.DataType]] = {
    ColumnKind.TEXT: pl.String,
    ColumnKind.WHOLE: pl.Int64,
    ColumnKind.NUMBER: pl.Float64,
    ColumnKind.TRUTH: pl.Boolean,
    ColumnKind.DAY: pl.Date,
}


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one column in one chunk; where `missing` is true nothing is known."""

    # Any: one class for whole numbers, fractions, truths, days and text; the schema says which.
    values: npt.NDArray[Any]
    missing: npt.NDArray[np.bool_] | None = None


Schema = Mapping[str, ColumnKind]
Chunk = Mapping[str, Cells]


def write_chunks(
    path: Path, schema: Schema, chunks: Iterator[Chunk], *, marks: Mapping[str, str]
) -> int:
    """Stream chunks into one Parquet file that appears under its name only when whole.

    `marks` are kept in the file's own metadata. Returns the number of rows.
    """
    rows = 0

    def produce(
        columns: list[str] | None, predicate: pl.Expr | None, most: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        nonlocal rows
        for chunk in chunks:
            frame = _frame(schema, chunk)
            rows += frame.height
            yield frame if columns is None else frame.select(columns)

    types = pl.Schema({name: _TYPES[kind] for name, kind in schema.items()})
    with whole_file(path) as unfinished:
        pl.io.plugins.register_io_source(produce, schema=types).sink_parquet(
            unfinished,
            compression="zstd",
            compression_level=1,
            row_group_size=ROW_GROUP_ROWS,
            maintain_order=True,
            metadata=dict(marks),
        )
    return rows


def read_cells(path: Path, column: str) -> list[Any]:
    """Return one column of a Parquet file as a list, None for what is not known."""
    return pl.read_parquet(path, columns=[column])[column].to_list()


def marks_of(path: Path) -> dict[str, str]:
    """Return the marks kept in a Parquet file's metadata."""
    return pl.read_parquet_metadata(path)


def _frame(schema: Schema, chunk: Chunk) -> pl.DataFrame:
    return pl.DataFrame([_series(name, kind, chunk[name]) for name, kind in schema.items()])


def _series(name: str, kind: ColumnKind, cells: Cells) -> pl.Series:
    values = cells.values
    if kind is ColumnKind.TEXT and values.dtype.kind == "U":
        values = values.astype(object)  # polars reads objects twice as fast as fixed-width text
    series = pl.Series(name, values).cast(_TYPES[kind])
    if cells.missing is None or not cells.missing.any():
        return series
    return series.set(pl.Series(cells.missing), None)
