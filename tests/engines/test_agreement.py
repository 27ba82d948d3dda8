"""The same statements on two engines, and both against the interpreter where arithmetic is hardest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import polars as pl
import pytest

from littlegiants.assessment.many import Population
from littlegiants.engines import polars_engine
from littlegiants.engines.duckdb_engine import DuckDB, Limits
from littlegiants.rulebooks.compile import ON_THE_LINE
from littlegiants.rulebooks.interpret import interpret
from littlegiants.rulebooks.model import Action, Rulebook
from littlegiants.vocabulary.enterprise import EnterpriseFacts
from tests import factories
from tests.engines.on_the_line import GIANT_NAME, firms
from tests.properties import executors, strategies

ROWS_PER_RULEBOOK = 300
INTERPRETED = 60
PLANTED_ROWS = 3_000
LEAST_ON_THE_LINE = 0.04

CATALOG = factories.catalog()
RULEBOOKS = [
    (edition, action) for edition in CATALOG.folders for action in CATALOG.actions(edition)
]
PLANTED_FOR = ("cn_miit/little_giant/2026_2", "cn_miit/little_giant/2022_63")


@pytest.fixture(scope="module")
def duckdb() -> Iterator[DuckDB]:
    """One locked connection for all rulebooks."""
    with DuckDB(limits=Limits(threads=1)) as engine:
        yield engine


# ------------------------------------------------------------------------------- the whole catalog


@pytest.mark.slow
@pytest.mark.parametrize(("edition", "action"), RULEBOOKS, ids=str)
def test_engines_agree_on_every_edition(duckdb: DuckDB, edition: str, action: Action) -> None:
    """Codes, ends of points and classes are equal, whether facts are missing, zero or on a line."""
    rulebook = CATALOG.rulebook(edition, action)
    rows = strategies.facts(rulebook, len(edition), ROWS_PER_RULEBOOK)
    facts = executors.table(rows)
    compiled = executors.population(rulebook, list(facts.columns))

    by_polars = executors.answers(compiled, executors.by_polars(compiled, facts))
    by_duckdb = executors.answers(compiled, executors.by_duckdb(duckdb, compiled, facts))

    assert by_polars == by_duckdb
    assert by_polars[:INTERPRETED] == executors.by_interpreter(rulebook, rows[:INTERPRETED])


# ------------------------------------------------------------------------------------ on the line


@cache
def planted() -> tuple[EnterpriseFacts, ...]:
    """Firms on and beside the lines."""
    return tuple(firms(PLANTED_ROWS))


@cache
def frame() -> pl.LazyFrame:
    """The firms as columns."""
    return executors.frame(factories.table(*planted()))


@cache
def population(edition: str) -> Population:
    """The standard compiled for the columns there are."""
    return Population(
        (factories.rulebook(edition),),
        CATALOG.vocabulary,
        frozenset(frame().collect_schema().names()),
    )


@cache
def truth(edition: str) -> tuple[tuple[int, ...], ...]:
    """What the interpreter says, clause by clause."""
    rulebook = factories.rulebook(edition)
    return tuple(_codes(rulebook, facts) for facts in planted())


def _codes(rulebook: Rulebook, facts: EnterpriseFacts) -> tuple[int, ...]:
    clauses = interpret(rulebook, facts).clauses
    return tuple(int(clauses[clause.id].verdict) for clause in rulebook.clauses)


def wrong(edition: str, results: pl.DataFrame) -> list[str]:
    """The firms with a verdict that differs from the interpreter's."""
    codes: Sequence[str] = population(edition).compiled.codes[0]
    found = zip(planted(), results.select(codes).rows(), truth(edition), strict=True)
    return [facts.id for facts, row, exact in found if row != exact]


@pytest.mark.slow
@pytest.mark.parametrize("edition", PLANTED_FOR)
def test_no_answer_of_polars_is_wrong_on_the_line(edition: str) -> None:
    """A fen decides, also for giants."""
    compiled = population(edition)
    results = polars_engine.run(frame(), compiled.statement, compiled.redecide)

    assert wrong(edition, results) == []


@pytest.mark.slow
@pytest.mark.parametrize("edition", PLANTED_FOR)
def test_no_answer_of_duckdb_is_wrong_on_the_line(duckdb: DuckDB, edition: str) -> None:
    """The second engine decides by the same fen."""
    compiled = population(edition)
    statement = executors.statement(compiled, "duckdb")

    assert wrong(edition, duckdb.run(frame(), statement, compiled.redecide)) == []


@pytest.mark.parametrize("edition", PLANTED_FOR)
def test_enough_firms_stand_on_the_line(edition: str) -> None:
    """The run means something only if many rows need the exact decision."""
    compiled = population(edition)
    results = polars_engine.run(frame(), compiled.statement, compiled.redecide)

    assert results[ON_THE_LINE].sum() >= LEAST_ON_THE_LINE * PLANTED_ROWS


@pytest.mark.slow
@pytest.mark.parametrize("edition", PLANTED_FOR)
def test_without_the_exact_decision_giants_would_be_wrong(edition: str) -> None:
    """The tolerance lets pass whoever is one fen of 500 billion yuan short, and nobody else."""
    compiled = population(edition)
    plain = replace(compiled.statement, results=())
    results = polars_engine.run(frame(), plain, lambda _: {})

    passed = wrong(edition, results)

    assert passed
    assert all(name.startswith(GIANT_NAME) for name in passed)
