"""littlegiants itself: the places where the benchmarks call the project.

The rulebooks are loaded and compiled inside the first call, as a user's first call would.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from benchmarks.clauses import ACTION, EDITIONS
from benchmarks.peers.process import run_peer
from littlegiants.assessment.explain import explain, render
from littlegiants.assessment.many import Population, check_columns
from littlegiants.assessment.one import Assessor, exact_cells
from littlegiants.engines import polars_engine as engine
from littlegiants.rulebooks.editions import Catalog
from littlegiants.rulebooks.model import Action, Rulebook
from littlegiants.vocabulary.enterprise import EnterpriseFacts
from littlegiants.vocabulary.quantity import exact, simplify


@cache
def catalog() -> Catalog:
    """The shipped catalog, read once a process."""
    return Catalog()


@cache
def rulebooks() -> tuple[Rulebook, ...]:
    """Both editions, read once a process."""
    return tuple(catalog().rulebook(edition, Action(ACTION)) for edition in EDITIONS)


@cache
def population(columns: frozenset[str], *, gaps: bool) -> Population:
    """The statement for the columns of a file, compiled once a process."""
    return Population(rulebooks(), catalog().vocabulary, columns, gaps)


def assess_parquet(path: Path, out: Path | None = None) -> object:
    """Assess a population: codes of all clauses, rows on the line decided again with exact numbers."""
    return _assess(path, out, gaps=False)


def gaps_parquet(path: Path, out: Path | None = None) -> object:
    """The same with the gap of every numeric clause beside its code."""
    return _assess(path, out, gaps=True)


def _assess(path: Path, out: Path | None, *, gaps: bool) -> object:
    frame = engine.scan(path)
    ready = population(check_columns(engine.columns_of(frame), catalog().vocabulary), gaps=gaps)
    if out is None:
        return engine.run(frame, ready.statement, ready.redecide)
    engine.write_parquet(frame, ready.statement, ready.redecide, out)
    return None


@cache
def assessor(edition: str) -> Assessor:
    """One edition with its generated Python."""
    book = next(book for book in rulebooks() if book.edition == edition)
    return Assessor(book, catalog().vocabulary)


def decide_one(edition: str, facts: Mapping[str, object]) -> object:
    """Decide every clause of one edition for one enterprise."""
    return assessor(edition).decide(
        dict(zip(facts, exact_cells(list(facts.values())), strict=True))
    )


def explain_one(edition: str, facts: Mapping[str, object]) -> object:
    """Give the full bilingual explanation of one edition for one enterprise, as text in both languages."""
    values = {
        name: simplify(exact(value)) if isinstance(value, float) else value
        for name, value in facts.items()
        if value is not None and name != "id"
    }
    enterprise = EnterpriseFacts("firm", "firm", values)  # type: ignore[arg-type]  # plain values
    words = explain(assessor(edition).assess(enterprise), catalog().vocabulary)
    return [*render(words, "zh"), *render(words, "en")]


if __name__ == "__main__":
    run_peer(assess_parquet)
