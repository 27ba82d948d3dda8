"""Many enterprises at once: rulebooks run through an engine, rows on the line decided again exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from littlegiants.assessment.errors import ColumnsError
from littlegiants.assessment.one import Assessor, exact_cells
from littlegiants.engines import polars_engine as engine
from littlegiants.rulebooks.compile import FACT_PREFIX, ON_THE_LINE, Compiled, compile_rulebooks
from littlegiants.rulebooks.generate import Decision
from littlegiants.rulebooks.model import Rulebook
from littlegiants.vocabulary.enterprise import EnterpriseFacts, FactTable
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.verdict import Verdict

NEAR_MISSES_KEPT = 1_000
_KINDS: dict[Dimension, tuple[str, ...]] = {
    Dimension.MONEY: ("integer",),
    Dimension.BOOLEAN: ("truth",),
    Dimension.CATEGORY: ("text",),
}
_NUMERIC = ("integer", "number")


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An enterprise that fails exactly one condition; `open` counts its undecided conditions."""

    id: str
    name: str
    clause: str
    open: int


@dataclass(slots=True)
class Summary:
    """What came out for one rulebook: verdicts per clause, near misses, classes."""

    rulebook: Rulebook
    rows: int = 0
    on_the_line: int = 0
    verdicts: dict[str, Counter[Verdict]] = field(default_factory=dict)
    near: Counter[str] = field(default_factory=Counter)
    near_decided: Counter[str] = field(default_factory=Counter)
    near_misses: list[NearMiss] = field(default_factory=list)
    classes: Counter[str | None] = field(default_factory=Counter)

    @property
    def overall(self) -> Counter[Verdict]:
        """The verdicts of the rulebook as a whole."""
        return self.verdicts.get(self.rulebook.root.id, Counter())


@dataclass(frozen=True)
class Population:
    """Rulebooks compiled for a set of columns, ready to run."""

    rulebooks: tuple[Rulebook, ...]
    vocabulary: Vocabulary
    columns: frozenset[str]
    gaps: bool = False

    @cached_property
    def compiled(self) -> Compiled:
        """The statement for just the columns that exist."""
        keep = [name for name in ("id", "name") if name in self.columns]
        return compile_rulebooks(
            self.rulebooks, available=self.columns, keep=keep, gaps=self.gaps, carry_facts=True
        )

    @cached_property
    def assessors(self) -> tuple[Assessor, ...]:
        """The exact deciders, one a rulebook."""
        return tuple(Assessor(rulebook, self.vocabulary) for rulebook in self.rulebooks)

    @cached_property
    def statement(self) -> engine.Statement:
        """The statement as the engine wants it."""
        compiled = self.compiled
        return engine.Statement(
            sql=compiled.sql("polars"),
            facts={FACT_PREFIX + name: name for name in compiled.columns},
            results=(*compiled.results, *compiled.gaps),
            line_flag=ON_THE_LINE,
        )

    def redecide(self, facts: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
        """Decide rows on the line again with exact numbers."""
        exact = [exact_cells(cells) for cells in facts.values()]
        rows = [dict(zip(facts, cells, strict=True)) for cells in zip(*exact, strict=True)]
        found = self.by_column([[a.decide(row) for a in self.assessors] for row in rows])
        if not self.gaps:
            return found
        return found | self.gaps_by_column([facts_of(row) for row in rows])

    def gaps_by_column(self, enterprises: Sequence[EnterpriseFacts]) -> dict[str, list[Any]]:
        """The gaps of some enterprises, exactly, by result column; empty if gaps were not asked for."""
        columns: dict[str, list[Any]] = {name: [] for name in self.compiled.gaps}
        for facts in enterprises if columns else ():
            for assessor, codes in zip(self.assessors, self.compiled.codes, strict=True):
                prefix = codes[0].removesuffix(assessor.rulebook.root.id)
                for name, gap in assessor.gaps(facts):
                    columns[prefix + name].append(gap)
        return columns

    def by_column(self, decisions: Sequence[Sequence[Decision]]) -> dict[str, list[Any]]:
        """Turn decisions by row into values by result column."""
        flat = [chain.from_iterable(chain.from_iterable(row)) for row in decisions]
        return dict(zip(self.compiled.results, map(list, zip(*flat, strict=True)), strict=True))

    def new_summaries(self) -> list[Summary]:
        """Empty summaries, one a rulebook."""
        return [Summary(rulebook) for rulebook in self.rulebooks]


def facts_of(row: Mapping[str, Any]) -> EnterpriseFacts:
    """One enterprise from its values and judgements by column."""
    return FactTable(["row"], [""], {name: [value] for name, value in row.items()}).row(0)


def assess_table(
    rulebooks: Sequence[Rulebook], table: FactTable, vocabulary: Vocabulary, *, gaps: bool = False
) -> tuple[list[Summary], engine.Results]:
    """Assess a table in memory; rows with ranges are decided one by one."""
    population = Population(
        tuple(rulebooks), vocabulary, frozenset(table.columns) | {"id", "name"}, gaps
    )
    dimensions = {
        column: vocabulary.dimension(slot)
        for column in table.columns
        if (slot := vocabulary.slot(column)) is not None
    }
    frame = engine.frame_of(table, dimensions)
    results = engine.Results(engine.run(frame, population.statement, population.redecide))
    ranged = table.ranged_rows()
    if ranged:
        rows = [table.row(position) for position in ranged]
        decided = [
            [assessor.decide_facts(row) for assessor in population.assessors] for row in rows
        ]
        exact = population.by_column(decided) | population.gaps_by_column(rows)
        results = results.patched(ranged, exact)
    summaries = population.new_summaries()
    _add(summaries, population, results)
    return summaries, results


def assess_parquet(
    rulebooks: Sequence[Rulebook],
    path: Path,
    vocabulary: Vocabulary,
    *,
    out: Path | None = None,
    gaps: bool = False,
    progress: Callable[[int], None] | None = None,
) -> list[Summary]:
    """Assess a Parquet file or folder of any size in bounded memory; results go to `out` if given.

    Columns are the fact columns of the language reference; money is whole fen. Raises `ColumnsError`
    for columns of the wrong kind and `EngineError` for a file that cannot be read.
    """
    frame = engine.scan(path)
    columns = check_columns(engine.columns_of(frame), vocabulary)
    population = Population(tuple(rulebooks), vocabulary, columns, gaps)
    summaries = population.new_summaries()

    def count(batch: engine.Results) -> None:
        _add(summaries, population, batch)
        if progress is not None:
            progress(summaries[0].rows)

    if out is None:
        for batch in engine.run_batches(frame, population.statement, population.redecide):
            count(engine.Results(batch))
    else:
        engine.write_parquet(
            frame,
            population.statement,
            population.redecide,
            out,
            progress=lambda b: count(engine.Results(b)),
        )
    return summaries


def check_columns(kinds: dict[str, str], vocabulary: Vocabulary) -> frozenset[str]:
    """Return the usable columns; a fact column of the wrong kind raises `ColumnsError`."""
    usable: set[str] = set()
    wrong: list[str] = []
    for name, kind in kinds.items():
        slot = vocabulary.slot(name)
        if name in ("id", "name") or name.startswith("judgement:"):
            usable.add(name)
        elif slot is not None:
            wanted = _KINDS.get(vocabulary.dimension(slot), _NUMERIC)
            usable.add(name)
            if kind not in wanted:
                wrong.append(f"{name} ({kind} → {'/'.join(wanted)})")
    if wrong:
        raise ColumnsError("assess.column_kinds", columns=", ".join(wrong))
    if not usable - {"id", "name"}:
        raise ColumnsError("assess.no_columns", columns=", ".join(list(kinds)[:10]))
    return frozenset(usable)


def _add(summaries: list[Summary], population: Population, results: engine.Results) -> None:
    parts = zip(summaries, population.compiled.codes, population.compiled.classes, strict=True)
    for summary, codes, classes in parts:
        summary.rows += len(results)
        summary.on_the_line += results.true_count(ON_THE_LINE)
        counted = results.code_counts(codes, len(Verdict))
        for clause, counts in zip(summary.rulebook.clauses, counted, strict=True):
            verdicts = summary.verdicts.setdefault(clause.id, Counter())
            verdicts.update(dict(zip(Verdict, counts, strict=True)))
        for column in classes:
            summary.classes.update(results.counts(column))
        _add_near(
            summary,
            dict(zip((c.id for c in summary.rulebook.clauses), codes, strict=True)),
            results,
        )


def _add_near(summary: Summary, columns: dict[str, str], results: engine.Results) -> None:
    conditions = {clause.id: columns[clause.id] for clause in summary.rulebook.root.children}
    by_column = {column: clause for clause, column in conditions.items()}
    room = max(0, NEAR_MISSES_KEPT - len(summary.near_misses))
    counts, rows = results.near_misses(list(by_column), room)
    for column, (count, decided) in counts.items():
        summary.near[by_column[column]] += count
        summary.near_decided[by_column[column]] += decided
    for row_id, name, column, open_ in rows:
        summary.near_misses.append(NearMiss(row_id, name, by_column[column], open_))
