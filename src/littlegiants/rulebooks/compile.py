"""Model → SQL: one statement over a table of facts, a verdict code per clause and enterprise.

The statement is a chain of named steps, each computing something once: values, clause codes and
points, groups by depth. Comparisons of computed ratios carry a tolerance, and every row on the line
is marked in `on_the_line`, to be decided again exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from littlegiants.rulebooks.model import Rulebook
from littlegiants.rulebooks.sql.classes import add_class
from littlegiants.rulebooks.sql.clauses import add_clauses
from littlegiants.rulebooks.sql.gaps import add_gaps
from littlegiants.rulebooks.sql.points import score_columns
from littlegiants.rulebooks.sql.steps import Builder
from littlegiants.rulebooks.sql.trees import column

Dialect = Literal["polars", "duckdb"]


DIALECTS: tuple[Dialect, ...] = ("polars", "duckdb")


_PRINTERS = {"polars": "duckdb", "duckdb": "duckdb"}


ON_THE_LINE = "on_the_line"


FACT_PREFIX = "fact:"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement for some rulebooks: `SELECT <ids>, <codes>, <points>, <gaps>, on_the_line FROM facts`.

    `columns` are the fact columns read; `codes`, `points` and `gaps` name the result columns, each in
    the order of the rulebooks and their clauses; `classes` likewise.
    """

    tree: exp.Expr
    rulebooks: tuple[Rulebook, ...]
    columns: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    points: tuple[tuple[str, ...], ...]
    classes: tuple[tuple[str, ...], ...]
    gaps: tuple[str, ...]

    def sql(self, dialect: Dialect, *, pretty: bool = False) -> str:
        """Print the statement for an engine; names are always quoted."""
        return self.tree.sql(
            dialect=_PRINTERS[dialect], identify=True, pretty=pretty, comments=False
        )

    @property
    def results(self) -> tuple[str, ...]:
        """Every result column that a second, exact decision may change."""
        found: list[str] = []
        for codes, points, classes in zip(self.codes, self.points, self.classes, strict=True):
            found += [*codes, *points, *classes]
        return tuple(found)


def compile_rulebooks(
    rulebooks: Sequence[Rulebook],
    *,
    available: frozenset[str] | None = None,
    keep: Sequence[str] = (),
    gaps: bool = False,
    carry_facts: bool = False,
) -> Compiled:
    """Build the statement; facts outside `available` are unknown for all, `keep` columns pass through.

    `carry_facts` returns the facts read beside the results, as `fact:<column>`, so that rows on the line
    can be decided again without a second reading. With several rulebooks, result columns are prefixed by their programme: `little_giant:RB02-LG-2a`.
    """
    builder = Builder(available)
    parts = [_compile_one(builder, book, _prefix(book, rulebooks), gaps=gaps) for book in rulebooks]
    names = [name for part in parts for names in part for name in names]
    builder.add(builder.line_level, ON_THE_LINE, builder.line_flag())
    outputs = [column(name) for name in (*keep, *names, ON_THE_LINE)]
    if carry_facts:
        outputs += [
            exp.alias_(column(name), FACT_PREFIX + name, quoted=True)
            for name in sorted(builder.read)
        ]
    return Compiled(
        tree=builder.statement(keep, outputs),
        rulebooks=tuple(rulebooks),
        columns=tuple(sorted(builder.read)),
        codes=tuple(part[0] for part in parts),
        points=tuple(part[1] for part in parts),
        classes=tuple(part[2] for part in parts),
        gaps=tuple(name for part in parts for name in part[3]),
    )


def _prefix(rulebook: Rulebook, rulebooks: Sequence[Rulebook]) -> str:
    if len(rulebooks) == 1:
        return ""
    same = sum(book.programme == rulebook.programme for book in rulebooks)
    return f"{rulebook.programme if same == 1 else rulebook.edition}:"


def _compile_one(
    builder: Builder, rulebook: Rulebook, prefix: str, *, gaps: bool
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    tables = {table.id: score_columns(builder, table, prefix) for table in rulebook.scores}
    add_clauses(builder, rulebook.root, prefix, tables)
    classes = [add_class(builder, found, prefix) for found in rulebook.classes]
    points: list[str] = []
    for table in rulebook.scores:
        for side, end in enumerate(("min", "max")):
            points.append(f"{prefix}points_{end}:{table.id}")
            builder.add(5, points[-1], tables[table.id][""][side])
    gap_names = tuple(add_gaps(builder, rulebook, prefix, tables)) if gaps else ()
    codes = tuple(prefix + clause.id for clause in rulebook.clauses)
    return codes, tuple(points), tuple(classes), gap_names
