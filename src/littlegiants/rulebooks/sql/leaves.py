"""Leaves → SQL: values, comparisons with their tolerance, and truths that are known before any row is read."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from sqlglot import exp

from littlegiants.rulebooks.expressions import (
    And,
    Arithmetic,
    Case,
    Compare,
    CompoundGrowth,
    Derived,
    DerivedTruth,
    Extreme,
    Given,
    Negative,
    Not,
    Number,
    NumericExpr,
    OneOf,
    Operator,
    Or,
    Truth,
    TruthExpr,
    compound_growth_in,
    constant_of,
)
from littlegiants.rulebooks.sql.steps import Builder
from littlegiants.rulebooks.sql.trees import (
    Truthy,
    as_double,
    case_of,
    column,
    comparison,
    constant,
    integer,
    joined,
)
from littlegiants.vocabulary.quantity import Dimension

TOLERANCE = 1e-13


def truth_of(builder: Builder, expression: TruthExpr) -> Truthy:
    match expression:
        case Truth(value):
            return value
        case Given():
            return given_column(builder, expression)
        case DerivedTruth(stated, formula):
            return _derived_truth(builder, stated, formula)
        case OneOf(operand, values):
            given = given_column(builder, operand)
            if given is None:
                return None
            return exp.In(this=given, expressions=[exp.Literal.string(value) for value in values])
        case Not(operand):
            inner = truth_of(builder, operand)
            if inner is None or isinstance(inner, bool):
                return None if inner is None else not inner
            return exp.not_(exp.paren(inner))
        case And(operands):
            return _kleene([truth_of(builder, operand) for operand in operands], absorbing=False)
        case Or(operands):
            return _kleene([truth_of(builder, operand) for operand in operands], absorbing=True)
        case Compare():
            return _compare(builder, expression)


def _derived_truth(builder: Builder, stated: Given, formula: TruthExpr) -> Truthy:
    followed, given = truth_of(builder, formula), given_column(builder, stated)
    if given is None or isinstance(followed, bool):
        return followed
    return given if followed is None else exp.func("COALESCE", followed, given)


def _kleene(parts: list[Truthy], *, absorbing: bool) -> Truthy:
    """Join by AND (absorbing False) or OR (absorbing True), settling what is known before any row."""
    if any(part is absorbing for part in parts):
        return absorbing
    open_ = [part for part in parts if part is not (not absorbing)]
    if not open_:
        return not absorbing
    if all(part is None for part in open_):
        return None
    trees = [
        exp.cast(exp.null(), "BOOLEAN") if part is None else exp.paren(cast("exp.Expr", part))
        for part in open_
    ]
    return joined(exp.Or if absorbing else exp.And, trees)


def given_column(builder: Builder, given: Given) -> exp.Expr | None:
    name = given.slot.column
    if not builder.has(name):
        return None
    builder.read.add(name)
    return column(name)


def _compare(builder: Builder, compare: Compare) -> Truthy:
    for side, other, operator in (
        (compare.left, compare.right, compare.operator),
        (compare.right, compare.left, compare.operator.flipped),
    ):
        growth = compound_growth_in(side)
        if growth is not None:
            limit = constant_of(other)
            assert limit is not None, "the parser lets compound growth meet only numbers"
            return _compare_compound(builder, compare, side, growth, operator, limit)
    left, right = named_value(builder, compare.left), named_value(builder, compare.right)
    if left is None or right is None:
        return None
    if is_exact(compare.left) and is_exact(compare.right):
        return comparison(compare.operator, left, right)
    tolerance = _tolerance(builder, compare)
    stable = all(_is_accurate(part) for part in _addends_of(compare))
    builder.lines[compare] = _near(left, right, tolerance) if stable else exp.true()
    return _tolerant(compare.operator, left, right, tolerance)


def _compare_compound(
    builder: Builder,
    compare: Compare,
    side: NumericExpr,
    growth: CompoundGrowth,
    operator: Operator,
    limit: Fraction,
) -> Truthy:
    stated = named_value(builder, side.stated) if isinstance(side, Derived) else None
    factor = _growth_factor(builder, growth)
    power = (1 + limit) ** growth.years
    by_statement = None if stated is None else comparison(operator, stated, constant(limit))
    if factor is None:
        return by_statement
    tolerance = exp.Literal.number(repr(TOLERANCE * max(1.0, float(power))))
    builder.lines[compare] = _near(factor, constant(power), tolerance)
    by_powers = _tolerant(operator, factor, constant(power), tolerance)
    return by_powers if by_statement is None else exp.func("COALESCE", by_powers, by_statement)


def _growth_factor(builder: Builder, growth: CompoundGrowth) -> exp.Expr | None:
    if growth not in builder.values:
        latest, base = given_column(builder, growth.latest), given_column(builder, growth.base)
        if latest is None or base is None:
            return None
        positive = exp.and_(
            exp.GT(this=base, expression=integer(0)), exp.GTE(this=latest, expression=integer(0))
        )
        ratio = exp.Div(
            this=exp.cast(latest.copy(), "DOUBLE"), expression=exp.cast(base.copy(), "DOUBLE")
        )
        name = f"factor:{growth.latest.slot.fact}_{growth.years}y"
        builder.values[growth] = name
        builder.add(0, name, case_of([(positive, ratio)], exp.cast(exp.null(), "DOUBLE")))
    return column(builder.values[growth])


def is_exact(expression: NumericExpr) -> bool:
    """True if the engine computes the value without rounding: plain facts, numbers, sums of fen."""
    match expression:
        case Number(value):
            return Fraction(repr(float(value))) == value
        case Given():
            return True
        case Negative(operand):
            return is_exact(operand)
        case Arithmetic(sign, left, right, dimension):
            return (
                sign in "+-" and dimension is Dimension.MONEY and is_exact(left) and is_exact(right)
            )
        case Extreme(_, operands):  # compared in binary64, which holds facts but not sums of them
            return all(isinstance(part, Number | Given) and is_exact(part) for part in operands)
        case Derived(stated, formula):
            return stated.dimension is Dimension.MONEY and is_exact(formula)
        case _:
            return False


def _addends(expression: NumericExpr) -> Iterator[NumericExpr]:
    """Yield the parts whose sizes bound the rounding of a sum."""
    match expression:
        case Arithmetic(sign, left, right) if sign in "+-":
            yield from _addends(left)
            yield from _addends(right)
        case Arithmetic("/", left, Number(divisor)) if abs(divisor) >= 1:
            yield from _addends(left)
        case Arithmetic("*", Number(factor), other) | Arithmetic("*", other, Number(factor)) if (
            abs(factor) <= 1
        ):
            yield from _addends(other)
        case Extreme(_, operands):
            for operand in operands:
                yield from _addends(operand)
        case Derived(_, formula):
            yield from _addends(formula)
        case Case(branches, otherwise):
            for _, value in branches:
                yield from _addends(value)
            yield from _addends(otherwise)
        case Negative(operand):
            yield from _addends(operand)
        case _:
            yield expression


def _addends_of(compare: Compare) -> list[NumericExpr]:
    return [*_addends(compare.left), *_addends(compare.right)]


def _is_accurate(expression: NumericExpr) -> bool:
    """True if rounding is small against the value itself; a difference of rounded values is not so."""
    if is_exact(expression):
        return True
    match expression:
        case Number():
            return True
        case Arithmetic("*" | "/", left, right):
            return _is_accurate(left) and _is_accurate(right)
        case Negative(operand) | Derived(_, operand):
            return _is_accurate(operand)
        case Extreme(_, operands):
            return all(_is_accurate(operand) for operand in operands)
        case Case(branches, otherwise):
            return all(_is_accurate(value) for value in (*(v for _, v in branches), otherwise))
        case _:
            return False


def _tolerance(builder: Builder, compare: Compare) -> exp.Expr:
    """How near the line a row must be decided again: fixed where one term can matter, else by size."""
    addends = _addends_of(compare)
    varying = [part for part in addends if constant_of(part) is None]
    fixed = sum((abs(float(constant_of(part) or 0)) for part in addends), 1.0)
    if len(varying) <= 1:
        return exp.Literal.number(repr(TOLERANCE * fixed))
    sizes = [_numeric(builder, part) for part in varying]
    terms = [
        exp.func("COALESCE", exp.func("ABS", exp.cast(size, "DOUBLE")), constant(Fraction(0)))
        for size in sizes
        if size is not None
    ]
    total = joined(exp.Add, [exp.Literal.number(repr(fixed)), *terms])
    return exp.Mul(this=exp.Literal.number(repr(TOLERANCE)), expression=exp.paren(total))


def _near(left: exp.Expr, right: exp.Expr, tolerance: exp.Expr) -> exp.Expr:
    below, above = _folded(right, tolerance, -1), _folded(right, tolerance, 1)
    if below is not None and above is not None:  # shares its half with the comparison itself
        return exp.and_(
            exp.paren(comparison(Operator.AT_LEAST, left, below)),
            exp.paren(comparison(Operator.AT_MOST, left, above)),
        )
    difference = exp.Sub(this=left.copy(), expression=exp.paren(right.copy()))
    return exp.LTE(this=exp.func("ABS", difference), expression=tolerance.copy())


def _tolerant(operator: Operator, left: exp.Expr, right: exp.Expr, tolerance: exp.Expr) -> exp.Expr:
    """Compare so that a value within the tolerance of the line counts as on it."""
    if operator in (Operator.EQUAL, Operator.NOT_EQUAL):
        near = _near(left, right, tolerance)
        return near if operator is Operator.EQUAL else exp.not_(exp.paren(near))
    lowered = operator in (Operator.AT_LEAST, Operator.BELOW)
    shift = exp.Sub if lowered else exp.Add
    line = _folded(right, tolerance, -1 if lowered else 1)
    return comparison(operator, left, line or shift(this=right, expression=tolerance.copy()))


def _folded(right: exp.Expr, tolerance: exp.Expr, sign: int) -> exp.Expr | None:
    if isinstance(right, exp.Literal) and isinstance(tolerance, exp.Literal):
        return exp.Literal.number(repr(float(right.this) + sign * float(tolerance.this)))
    return None


def named_value(builder: Builder, expression: NumericExpr) -> exp.Expr | None:
    """Return a value that costs nothing to repeat: a fact, a number, or a column computed once."""
    if isinstance(expression, Number | Given):
        return _numeric(builder, expression)
    if expression not in builder.values:
        tree = _numeric(builder, expression)
        if tree is None or isinstance(tree, exp.Column | exp.Literal):
            return tree
        builder.names += 1
        label = (
            expression.stated.slot.column if isinstance(expression, Derived) else str(builder.names)
        )
        name = builder.values[expression] = f"value:{label}"
        below = [builder.depths.get(part.name, -1) for part in tree.find_all(exp.Column)]
        builder.depths[name] = max(below, default=-1) + 1  # a CASE inside may use named values
        builder.add(1 + builder.depths[name] / 100, name, tree)
    return column(builder.values[expression])


def _numeric(builder: Builder, expression: NumericExpr) -> exp.Expr | None:
    match expression:
        case Number(value):
            return constant(value)
        case Given():
            return given_column(builder, expression)
        case Derived(stated, formula):
            computed, given = _numeric(builder, formula), given_column(builder, stated)
            if computed is None or given is None:
                return given if computed is None else computed
            kind = "BIGINT" if is_exact(expression) else "DOUBLE"
            return exp.func("COALESCE", computed, exp.cast(given, kind))
        case Negative(operand):
            inner = _numeric(builder, operand)
            return None if inner is None else exp.Neg(this=exp.paren(inner))
        case Arithmetic():
            return _arithmetic(builder, expression)
        case Extreme(greatest, operands):
            return _extreme(builder, operands, greatest=greatest)
        case Case(branches, otherwise):
            return _numeric_case(builder, branches, otherwise)
        case CompoundGrowth(years=years):
            factor = _growth_factor(builder, expression)
            if factor is None:
                return None
            root = exp.func("POWER", factor, exp.Literal.number(repr(1 / years)))
            return exp.Sub(this=root, expression=constant(Fraction(1)))


_SIGNS: dict[str, type[exp.Binary]] = {"+": exp.Add, "-": exp.Sub, "*": exp.Mul}


def _arithmetic(builder: Builder, expression: Arithmetic) -> exp.Expr | None:
    left, right = _numeric(builder, expression.left), _numeric(builder, expression.right)
    if left is None or right is None:
        return None
    if not is_exact(expression):
        left, right = as_double(left), as_double(right)
    if expression.sign != "/":
        return exp.paren(_SIGNS[expression.sign](this=left, expression=right))
    divisor = (
        right
        if isinstance(right, exp.Literal) and float(right.this)
        else exp.func("NULLIF", right, exp.Literal.number("0.0"))
    )
    return exp.paren(exp.Div(this=left, expression=divisor))


def _extreme(
    builder: Builder, operands: tuple[NumericExpr, ...], *, greatest: bool
) -> exp.Expr | None:
    trees = [_numeric(builder, operand) for operand in operands]
    known = [tree for tree in trees if tree is not None]
    if len(known) < len(trees):
        return None
    unknown = joined(exp.Or, [exp.Is(this=tree.copy(), expression=exp.null()) for tree in known])
    picked = exp.func("GREATEST" if greatest else "LEAST", *(as_double(tree) for tree in known))
    return case_of([(unknown, exp.cast(exp.null(), "DOUBLE"))], picked)


def _numeric_case(
    builder: Builder,
    branches: tuple[tuple[TruthExpr, NumericExpr], ...],
    otherwise: NumericExpr,
) -> exp.Expr | None:
    null = exp.cast(exp.null(), "DOUBLE")

    def value(expression: NumericExpr) -> exp.Expr:
        tree = _numeric(builder, expression)
        return null.copy() if tree is None else as_double(tree)

    found: list[tuple[exp.Expr, exp.Expr]] = []
    last = value(otherwise)
    for condition, result in branches:
        holds = truth_of(builder, condition)
        if holds is None or holds is True:
            last = null.copy() if holds is None else value(result)
            break
        if holds is False:
            continue
        found.append((exp.Is(this=exp.paren(holds), expression=exp.null()), null.copy()))
        found.append((holds.copy(), value(result)))
    return case_of(found, last) if found else last
