"""Large files of columns, Parquet or CSV with field codes as heads, read in slices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from littlegiants.engines.errors import EngineError
from littlegiants.engines.polars_engine import columns_of, scan

_TEXT_HEAD_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rows of a file; `first` is the position of its first row."""

    first: int
    _frame: pl.DataFrame

    def __len__(self) -> int:
        return self._frame.height

    def column(self, name: str) -> list[Any]:
        """Return one column as a list."""
        return self._frame[name].to_list()

    def rows(self, columns: Sequence[str], beside: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Return rows of some columns; those in `beside` come from there: a list, or one value for all."""
        added = {
            name: pl.Series(name, value) if isinstance(value, list) else pl.lit(value)
            for name, value in beside.items()
        }
        frame = self._frame.with_columns(value.alias(name) for name, value in added.items())
        missing = [pl.lit(None).alias(name) for name in columns if name not in frame.columns]
        return frame.with_columns(missing).select(columns).rows()


class ColumnFile:
    """A Parquet file or folder, or a CSV file whose heads are field codes."""

    def __init__(self, path: Path, text_columns: Sequence[str]) -> None:
        self._name = path.name
        self._frame = (
            _scan_text(path, text_columns) if path.suffix.lower() == ".csv" else scan(path)
        )
        self.columns: dict[str, str] = columns_of(self._frame)
        """The columns with the kind of value each holds: integer, number, truth, text or other."""

    def row_count(self) -> int:
        """Count the rows. Raises `EngineError` for files of a folder that do not fit together."""
        with self._said():
            return int(self._frame.select(pl.len()).collect(engine="streaming").item())

    def slices(self, rows: int) -> Iterator[Slice]:
        """Yield the file in slices of so many rows, in its order. Raises `EngineError`."""
        first = 0
        batches = iter(self._frame.collect_batches(chunk_size=rows, maintain_order=True))
        while True:
            with self._said():
                batch = next(batches, None)
            if batch is None:
                return
            yield Slice(first, batch)
            first += batch.height

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except pl.exceptions.PolarsError as fault:
            reason = str(fault).splitlines()[0]
            raise EngineError("engine.columns", file=self._name, fault=reason) from fault


def _scan_text(path: Path, text_columns: Sequence[str]) -> pl.LazyFrame:
    try:
        frame = pl.scan_csv(
            path,
            infer_schema_length=_TEXT_HEAD_ROWS,
            schema_overrides=dict.fromkeys(text_columns, pl.String),
            null_values=["", "—", "/"],
        )
        present = set(frame.collect_schema().names())
        return pl.scan_csv(
            path,
            infer_schema_length=_TEXT_HEAD_ROWS,
            schema_overrides={name: pl.String for name in text_columns if name in present},
            null_values=["", "—", "/"],
        )
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise EngineError(
            "engine.text_columns", file=path.name, fault=str(fault).splitlines()[0]
        ) from fault
