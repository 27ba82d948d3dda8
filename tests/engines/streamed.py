"""Assess one generated Parquet file in a process of its own and print what it took, as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import polars as pl

from littlegiants.assessment.many import Population
from littlegiants.engines import polars_engine as engine
from littlegiants.vocabulary.quantity import Dimension
from tests.factories import LITTLE_GIANT, MEETS_LITTLE_GIANT, WAN_YUAN, catalog, rulebook

VOCABULARY = catalog().vocabulary
ONE_IN = 200
"""Every so many rows have a main revenue of exactly 90 %, and so stand on a line."""


def write_facts(rows: int, path: Path) -> None:
    """Write firms around the little-giant standard, generated chunk by chunk."""
    position = pl.int_range(rows, dtype=pl.Int64)
    facts = [_varied(name, value) for name, value in MEETS_LITTLE_GIANT.items()]
    on_line = pl.col("i") % ONE_IN == 0
    main_revenue = pl.when(on_line).then(pl.col("revenue_y1") * 9 // 10)
    (
        pl.LazyFrame()
        .select(i=position)
        .select("i", pl.col("i").cast(pl.String).alias("id"), *facts)
        .with_columns(revenue_y1=pl.col("revenue_y1") // 10 * 10)
        .with_columns(main_revenue_y1=main_revenue.otherwise("main_revenue_y1"))
        .drop("i")
        .sink_parquet(path, row_group_size=engine.CHUNK_ROWS)
    )


def _varied(name: str, value: object) -> pl.Expr:
    slot = VOCABULARY.slot(name)
    assert slot is not None
    kind = engine.column_type(VOCABULARY.dimension(slot))
    mixed = pl.col("i").hash(seed=len(name) * 31 + ord(name[0])) % 1_000_003
    if isinstance(value, bool):
        return pl.when(mixed % 50 != 0).then(value == (mixed % 9 != 0)).alias(name)
    if VOCABULARY.dimension(slot) is Dimension.MONEY:
        assert isinstance(value, int)
        return (mixed.cast(kind) * 997 + value - 400 * WAN_YUAN).alias(name)
    base = 1 if value is None else float(str(value))
    return pl.when(mixed % 40 != 0).then((mixed % 7).cast(kind) / 3 * base).alias(name)


def assess(source: Path, out: Path) -> dict[str, int | bool]:
    """Stream the file through the little-giant rulebook of 2026, as `assess_parquet` does."""
    frame = engine.scan(source)
    columns = frozenset(engine.columns_of(frame))
    population = Population((rulebook(LITTLE_GIANT),), VOCABULARY, columns)
    seen = {"rows": 0, "on_the_line": 0}
    early = False

    def progress(batch: pl.DataFrame) -> None:
        nonlocal early
        early = early or out.exists()
        seen["rows"] += batch.height
        seen["on_the_line"] += int(batch["on_the_line"].sum())

    before = peak_mb()
    engine.write_parquet(frame, population.statement, population.redecide, out, progress=progress)
    return {**seen, "early": early, "before_mb": before, "peak_mb": peak_mb()}


def peak_mb() -> int:
    """The most memory that this process has held, as the kernel counts it."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    print(json.dumps(assess(Path(sys.argv[1]), Path(sys.argv[2]))))
