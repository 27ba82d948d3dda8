"""Small pieces of SQL trees, built and never written as text."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sqlglot import exp

from littlegiants.rulebooks.expressions import Operator

Truthy = exp.Expr | bool | None
"""A boolean column, or a truth known before any row is read; None is unknown for every row."""


def column(name: str) -> exp.Expr:
    """A quoted column."""
    return exp.column(name, quoted=True)


def case_of(branches: Sequence[tuple[exp.Expr, exp.Expr]], otherwise: exp.Expr) -> exp.Expr:
    ifs = [exp.If(this=condition, true=value) for condition, value in branches]
    return exp.Case(ifs=ifs, default=otherwise)


def joined(kind: type[exp.Expr], parts: Sequence[exp.Expr]) -> exp.Expr:
    tree = parts[0].copy()
    for part in parts[1:]:
        tree = kind(this=tree, expression=part.copy())
    return tree


def integer(value: int) -> exp.Expr:
    return exp.Literal.number(str(int(value)))


def constant(value: Fraction) -> exp.Expr:
    size = abs(value)
    number = str(size.numerator) if size.denominator == 1 else repr(float(size))
    literal = exp.Literal.number(number)
    return exp.Neg(this=literal) if value < 0 else literal


def comparison(operator: Operator, left: exp.Expr, right: exp.Expr) -> exp.Expr:
    kinds: dict[Operator, type[exp.Binary]] = {
        Operator.AT_LEAST: exp.GTE,
        Operator.ABOVE: exp.GT,
        Operator.AT_MOST: exp.LTE,
        Operator.BELOW: exp.LT,
        Operator.EQUAL: exp.EQ,
        Operator.NOT_EQUAL: exp.NEQ,
    }
    return kinds[operator](this=left.copy(), expression=right.copy())


def as_double(tree: exp.Expr) -> exp.Expr:
    if isinstance(tree, exp.Literal):
        return exp.Literal.number(repr(float(tree.this)))
    return exp.cast(tree, "DOUBLE")
