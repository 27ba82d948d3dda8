"""Chunks of columns become one Parquet file, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from littlegiants.engines.parquet_tables import (
    Cells,
    Chunk,
    ColumnKind,
    marks_of,
    read_cells,
    write_chunks,
)

SCHEMA = {
    "name": ColumnKind.TEXT,
    "fen": ColumnKind.WHOLE,
    "share": ColumnKind.NUMBER,
    "is_known": ColumnKind.TRUTH,
    "day": ColumnKind.DAY,
}


def chunk(first: int, rows: int) -> Chunk:
    """A chunk with the second row unknown."""
    numbers = np.arange(first, first + rows)
    missing = np.arange(rows) == 1
    return {
        "name": Cells(numbers.astype("U8"), missing),
        "fen": Cells(numbers, missing),
        "share": Cells(numbers / 4, missing),
        "is_known": Cells(numbers % 2 == 0, missing),
        "day": Cells(np.datetime64("2026-01-01") + numbers, missing),
    }


def test_chunks_follow_each_other_and_unknown_cells_are_empty(tmp_path: Path) -> None:
    """Rows stand in the order of the chunks; where a cell is missing, nothing is."""
    path = tmp_path / "table.parquet"
    rows = write_chunks(path, SCHEMA, iter([chunk(0, 3), chunk(3, 2)]), marks={"synthetic": "true"})
    assert rows == 5
    assert read_cells(path, "fen") == [0, None, 2, 3, None]
    assert read_cells(path, "name") == ["0", None, "2", "3", None]
    assert read_cells(path, "share") == [0.0, None, 0.5, 0.75, None]
    assert read_cells(path, "is_known") == [True, None, True, False, None]
    assert [day.day for day in read_cells(path, "day") if day] == [1, 3, 4]
    assert marks_of(path)["synthetic"] == "true"


def test_no_chunks_give_an_empty_table_with_its_columns(tmp_path: Path) -> None:
    """A table without rows can still be read."""
    path = tmp_path / "table.parquet"
    assert write_chunks(path, SCHEMA, iter([]), marks={}) == 0
    assert read_cells(path, "fen") == []


def test_a_fault_leaves_no_file(tmp_path: Path) -> None:
    """A table that could not be finished appears under no name."""

    def breaking() -> Iterator[Chunk]:
        yield chunk(0, 3)
        raise ZeroDivisionError("in the second chunk")

    with pytest.raises(Exception, match="in the second chunk"):
        write_chunks(tmp_path / "table.parquet", SCHEMA, breaking(), marks={})
    assert list(tmp_path.iterdir()) == []
