"""The statement under construction: named steps, each computing something once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from sqlglot import exp

from littlegiants.rulebooks.expressions import Compare, CompoundGrowth, NumericExpr
from littlegiants.rulebooks.sql.trees import column, joined

FACTS = "facts"


@dataclass(slots=True)
class Builder:
    """The steps of the statement: level → name → tree; what has been computed is looked up by meaning."""

    available: frozenset[str] | None
    levels: dict[float, dict[str, exp.Expr]] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    values: dict[NumericExpr | CompoundGrowth, str] = field(default_factory=dict)
    lines: dict[Compare | str, exp.Expr] = field(default_factory=dict)
    unsure_points: dict[str, exp.Expr | bool] = field(default_factory=dict)
    depths: dict[str, int] = field(default_factory=dict)
    names: int = 0

    def add(self, level: float, name: str, tree: exp.Expr) -> exp.Expr:
        self.levels.setdefault(level, {})[name] = tree
        return column(name)

    def has(self, name: str) -> bool:
        return self.available is None or name in self.available

    @property
    def line_level(self) -> int:
        """The first step in which all that may lie on a line is known: comparisons, or points too."""
        return 5 if any(isinstance(line, str) for line in self.lines) else 3

    def line_flag(self) -> exp.Expr:
        found = list(self.lines.values())
        if not found:
            return exp.false()
        return exp.func("COALESCE", joined(exp.Or, found), exp.false())

    def statement(self, keep: Sequence[str], outputs: Sequence[exp.Expr]) -> exp.Expr:
        source = FACTS
        needed = [column(name) for name in sorted({*self.read, *keep})]
        select = exp.select(*needed).from_(exp.to_identifier(FACTS, quoted=True))
        final = exp.select(*outputs)
        final = final.with_("step_0", as_=select, copy=False)
        source = "step_0"
        for position, level in enumerate(sorted(self.levels), start=1):
            computed = [
                exp.alias_(tree, name, quoted=True, copy=False)
                for name, tree in self.levels[level].items()
            ]
            table = exp.to_identifier(source, quoted=True)
            step = exp.select(exp.Star(), *computed, copy=False).from_(table, copy=False)
            source = f"step_{position}"
            final = final.with_(source, as_=step, copy=False)
        last = exp.to_identifier(source, quoted=True)
        return cast("exp.Expr", final.from_(last, copy=False))
