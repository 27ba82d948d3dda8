"""Classifications → SQL: the class, or NULL where more than one is still possible."""

from __future__ import annotations

from sqlglot import exp

from littlegiants.rulebooks.expressions import Given, TruthExpr
from littlegiants.rulebooks.model import Classification
from littlegiants.rulebooks.sql.leaves import given_column, truth_of
from littlegiants.rulebooks.sql.steps import Builder
from littlegiants.rulebooks.sql.trees import case_of
from littlegiants.vocabulary.quantity import Dimension


def add_class(builder: Builder, classes: Classification, prefix: str) -> str:
    """Add the class, NULL where more than one is still possible."""
    name = f"{prefix}class:{classes.id}"
    null = exp.cast(exp.null(), "VARCHAR")
    by = given_column(builder, Given(classes.by, Dimension.CATEGORY))
    if by is None:
        builder.add(3, name, null)
        return name
    rows = [
        (
            exp.EQ(this=by.copy(), expression=exp.Literal.string(row.value)),
            _class_of(builder, classes, row.conditions),
        )
        for row in classes.rows
    ]
    builder.add(3, name, case_of(rows, null))
    return name


def _class_of(
    builder: Builder, classes: Classification, conditions: tuple[TruthExpr, ...]
) -> exp.Expr:
    null = exp.cast(exp.null(), "VARCHAR")
    cases: list[tuple[exp.Expr, exp.Expr]] = []
    for class_name, condition in zip(classes.order, conditions, strict=False):
        holds = truth_of(builder, condition)
        if holds is None:
            return case_of(cases, null) if cases else null
        if holds is False:
            continue
        if holds is True:
            literal = exp.Literal.string(class_name)
            return case_of(cases, literal) if cases else literal
        cases.append((exp.Is(this=exp.paren(holds), expression=exp.null()), null.copy()))
        cases.append((holds.copy(), exp.Literal.string(class_name)))
    return case_of(cases, exp.Literal.string(classes.order[-1]))
