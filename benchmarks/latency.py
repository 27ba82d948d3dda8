"""One enterprise at a time: how long until every clause is decided, or explained.

Each engine is built once, warmed up, and then given a thousand different enterprises.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from statistics import median, quantiles
from typing import Any, Final

import polars as pl

from benchmarks import exact
from benchmarks.clauses import EDITIONS, LITTLE_GIANT
from benchmarks.peers import littlegiants_peer
from benchmarks.peers.process import NotWiredError
from benchmarks.population import SIZES, population_path

ENTERPRISES: Final = 1000
WARM_UP: Final = 100

Row = dict[str, Any]
"""Facts of one enterprise as any caller would have them: column name to value."""
Decide = Callable[[Row], object]


def measure_all() -> list[dict[str, object]]:
    """Measure every engine that can decide one enterprise."""
    rows = pl.read_parquet(population_path(SIZES[0]), n_rows=ENTERPRISES).to_dicts()
    return [measure(name, build, rows) for name, build in BUILDERS.items()]


def measure(name: str, build: Callable[[], Decide], rows: list[Row]) -> dict[str, object]:
    """Measure one engine, or say why it takes no part."""
    try:
        took = times(build(), rows)
    except (NotWiredError, ImportError) as reason:
        print(f"latency  {name:<36}skipped: {reason}", flush=True)
        return {"name": name, "skipped": str(reason)}
    middle, high = median(took) * 1000, quantiles(took, n=100)[98] * 1000
    print(f"latency  {name:<36}{middle:.4f} ms, p99 {high:.4f} ms", flush=True)
    return {"name": name, "p50_ms": round(middle, 5), "p99_ms": round(high, 5)}


def times(decide: Decide, rows: list[Row]) -> list[float]:
    """Time each enterprise alone, without the collector between them."""
    for row in rows[:WARM_UP]:
        decide(row)
    took = []
    gc.collect()
    gc.disable()
    try:
        for row in rows:
            started = time.perf_counter()
            decide(row)
            took.append(time.perf_counter() - started)
    finally:
        gc.enable()
    return took


def build_zen() -> Decide:
    """Build the decision graph of ZEN, which answers both editions at once."""
    zen_peer = import_module("benchmarks.peers.zen_peer")
    return partial(zen_peer.evaluate_one, zen_peer.build_engine())


def build_polars() -> Decide:
    """Build the hand-written plan and run it on a frame of one row."""
    polars_hand = import_module("benchmarks.peers.polars_hand")
    schema = pl.read_parquet_schema(population_path(SIZES[0]))

    def decide(row: Row) -> object:
        return polars_hand.verdicts(pl.LazyFrame([row], schema=schema)).collect()

    return decide


def build_decide_one() -> Decide:
    """Take littlegiants' own decision of one edition."""
    return partial(littlegiants_peer.decide_one, LITTLE_GIANT)


def build_explain_one() -> Decide:
    """Take littlegiants' own bilingual explanation of one edition."""
    return partial(littlegiants_peer.explain_one, LITTLE_GIANT)


BUILDERS: Final[dict[str, Callable[[], Decide]]] = {
    "littlegiants, one edition decided": build_decide_one,
    "littlegiants, one edition explained": build_explain_one,
    f"plain fractions, {len(EDITIONS)} editions": lambda: exact.assess_row,
    f"zen, {len(EDITIONS)} editions": build_zen,
    f"polars_hand, {len(EDITIONS)} editions": build_polars,
}


if __name__ == "__main__":
    print(json.dumps(measure_all(), indent=2))
