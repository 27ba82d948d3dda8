"""The four executors of one rulebook, each asked for the same answers in the same shape."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import polars as pl

from littlegiants.assessment.many import Population
from littlegiants.engines import polars_engine
from littlegiants.engines.duckdb_engine import DuckDB
from littlegiants.engines.polars_engine import Redecide, Statement
from littlegiants.rulebooks.compile import Dialect
from littlegiants.rulebooks.generate import Decision, generate
from littlegiants.rulebooks.interpret import interpret
from littlegiants.rulebooks.model import Rulebook
from littlegiants.vocabulary.enterprise import EnterpriseFacts, FactTable
from littlegiants.vocabulary.quantity import Dimension
from tests.properties.strategies import VOCABULARY, Row

Answer = tuple[Any, ...]
"""Verdict codes, ends of points and classes of one row, in the order of the result columns."""


def enterprise(row: Row) -> EnterpriseFacts:
    """A row as the interpreter reads it."""
    return table([row]).row(0)


def table(rows: Sequence[Row], columns: Sequence[str] | None = None) -> FactTable:
    """Rows as columns; `columns` names those to keep."""
    kept = list(rows[0]) if columns is None else list(columns)
    ids = [str(number) for number in range(len(rows))]
    return FactTable(ids, ids, {name: [row.get(name) for row in rows] for name in kept})


def by_interpreter(rulebook: Rulebook, rows: Sequence[Row]) -> list[Answer]:
    """What the oracle says."""
    return [_interpreted(rulebook, enterprise(row)) for row in rows]


def _interpreted(rulebook: Rulebook, facts: EnterpriseFacts) -> Answer:
    result = interpret(rulebook, facts)
    codes = [int(result.clauses[clause.id].verdict) for clause in rulebook.clauses]
    points = [end for table in rulebook.scores for end in result.tables[table.id].total]
    classes = [result.classes[found.id] for found in rulebook.classes]
    return (*codes, *points, *(names[0] if len(names) == 1 else None for names in classes))


def by_python(rulebook: Rulebook, rows: Sequence[Row]) -> list[Answer]:
    """What the generated function says."""
    decide = generate(rulebook)
    return [_flat(decide(row)) for row in rows]


def _flat(decision: Decision) -> Answer:
    return tuple(value for part in decision for value in part)


def population(rulebook: Rulebook, columns: Sequence[str]) -> Population:
    """A rulebook compiled for some columns."""
    return Population((rulebook,), VOCABULARY, frozenset(columns) | {"id", "name"})


def statement(compiled: Population, dialect: Dialect) -> Statement:
    """The statement as one engine wants it."""
    own = compiled.statement
    if dialect == "polars":
        return own
    return Statement(compiled.compiled.sql(dialect), own.facts, own.results, own.line_flag)


def frame(facts: FactTable) -> pl.LazyFrame:
    """A fact table in the columns that the engines read."""
    return polars_engine.frame_of(facts, dimensions(facts))


def dimensions(facts: FactTable) -> dict[str, Dimension]:
    """What each fact column counts."""
    slots = {name: VOCABULARY.slot(name) for name in facts.columns}
    return {name: VOCABULARY.dimension(slot) for name, slot in slots.items() if slot is not None}


def by_polars(
    compiled: Population, facts: FactTable, redecide: Redecide | None = None
) -> pl.DataFrame:
    """What Polars says, rows on the line decided again."""
    return polars_engine.run(
        frame(facts), statement(compiled, "polars"), redecide or compiled.redecide
    )


def by_duckdb(
    engine: DuckDB, compiled: Population, facts: FactTable, redecide: Redecide | None = None
) -> pl.DataFrame:
    """What DuckDB says, rows on the line decided again."""
    return engine.run_table(
        facts, dimensions(facts), statement(compiled, "duckdb"), redecide or compiled.redecide
    )


def answers(compiled: Population, results: pl.DataFrame) -> list[Answer]:
    """The result columns by row; points are tenths or halves, so that their shortest decimal is exact."""
    rows = results.select(compiled.compiled.results).rows()
    return [tuple(_exact(value) for value in row) for row in rows]


def _exact(value: Any) -> Any:
    return round(Fraction(value), 9) if isinstance(value, float) else value
