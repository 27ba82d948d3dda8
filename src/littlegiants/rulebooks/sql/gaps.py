"""Gaps → SQL: what is missing to each line, in the fact's own unit."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from littlegiants.rulebooks.expressions import Compare, constant_of
from littlegiants.rulebooks.model import PointsLine, Rulebook
from littlegiants.rulebooks.sql.leaves import named_value
from littlegiants.rulebooks.sql.steps import Builder
from littlegiants.rulebooks.sql.trees import case_of, constant, integer


def add_gaps(
    builder: Builder,
    rulebook: Rulebook,
    prefix: str,
    tables: dict[str, dict[str, tuple[exp.Expr, exp.Expr]]],
) -> Iterator[str]:
    """Add what is missing to each line, in the fact's own unit: 0 where reached, NULL where unknown."""
    for clause in rulebook.clauses:
        if clause.outside is not None:
            continue
        if isinstance(clause.body, PointsLine):
            low = tables[clause.body.table][clause.body.group or ""][0]
            name = f"{prefix}gap:{clause.id}"
            builder.add(5, name, _shortfall(low, constant(clause.body.line.value), floor=True))
            yield name
            continue
        for number, compare in enumerate(clause.comparisons(), start=1):
            tree = _gap(builder, compare)
            if tree is not None:
                several = len(clause.comparisons()) > 1
                name = f"{prefix}gap:{clause.id}" + (f"#{number}" if several else "")
                builder.add(3, name, tree)
                yield name


def _gap(builder: Builder, compare: Compare) -> exp.Expr | None:
    if constant_of(compare.left) is not None:
        compare = Compare(compare.operator.flipped, compare.right, compare.left)
    if not (compare.operator.is_floor or compare.operator.is_ceiling):
        return None
    value, line = named_value(builder, compare.left), named_value(builder, compare.right)
    if value is None or line is None:
        return exp.cast(exp.null(), "DOUBLE")
    return _shortfall(value, line, floor=compare.operator.is_floor)


def _shortfall(value: exp.Expr, line: exp.Expr, *, floor: bool) -> exp.Expr:
    reached = exp.GTE if floor else exp.LTE
    ends = (line, value) if floor else (value, line)
    return case_of(
        [(reached(this=value.copy(), expression=line.copy()), integer(0))],
        exp.Sub(this=ends[0].copy(), expression=ends[1].copy()),
    )
