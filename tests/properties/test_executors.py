"""One tree, several executors, one truth: on any rulebook and any facts all give the same answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from littlegiants.engines.duckdb_engine import DuckDB, Limits
from tests.properties import strategies
from tests.properties.executors import (
    answers,
    by_duckdb,
    by_interpreter,
    by_polars,
    by_python,
    population,
    table,
)

EXAMPLES = 2_000
ROWS = 16


@pytest.fixture(scope="module")
def duckdb() -> Iterator[DuckDB]:
    """One locked connection for all examples."""
    with DuckDB(limits=Limits(threads=1)) as engine:
        yield engine


@pytest.mark.slow
@settings(strategies.SETTINGS, max_examples=EXAMPLES)
@given(criteria=strategies.criteria(), seed=st.integers(0, 2**32), dropped=st.integers(0, 3))
def test_executors_agree(duckdb: DuckDB, criteria: dict[str, Any], seed: int, dropped: int) -> None:
    """Interpreter = generated Python = Polars = DuckDB on every clause, interval of points and class."""
    rulebook = strategies.loaded(criteria)
    rows = strategies.facts(rulebook, seed, ROWS)
    columns = sorted(rows[0])[dropped:] or ["hnte_valid"]
    rows = [{name: row.get(name) for name in columns} for row in rows]
    expected = by_interpreter(rulebook, rows)
    assert by_python(rulebook, rows) == expected
    compiled, facts = population(rulebook, columns), table(rows)
    assert answers(compiled, by_polars(compiled, facts)) == expected
    assert answers(compiled, by_duckdb(duckdb, compiled, facts)) == expected
