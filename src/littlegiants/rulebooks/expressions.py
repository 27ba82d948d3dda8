"""The typed tree of a leaf: about twenty kinds of node, whose meaning is written here.

Unknown propagates through arithmetic, comparison, least and greatest; and, or and not follow Kleene.
x / 0 is unknown. Nothing is rounded. A `Derived` value is computed from its parts where they are
known, and is otherwise the value stated as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.slots import Slot


class Operator(StrEnum):
    """A comparison."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    EQUAL = "="
    NOT_EQUAL = "<>"

    @property
    def flipped(self) -> Operator:
        """The operator that holds when the two sides change places."""
        return _FLIPPED.get(self, self)

    @property
    def is_floor(self) -> bool:
        """True if more is better."""
        return self in (Operator.AT_LEAST, Operator.ABOVE)

    @property
    def is_ceiling(self) -> bool:
        """True if less is better."""
        return self in (Operator.AT_MOST, Operator.BELOW)

    def holds(self, left: Fraction | float, right: Fraction | float) -> bool:
        """Compare two exact numbers, or open ends of a range."""
        match self:
            case Operator.AT_LEAST:
                return left >= right
            case Operator.ABOVE:
                return left > right
            case Operator.AT_MOST:
                return left <= right
            case Operator.BELOW:
                return left < right
            case Operator.EQUAL:
                return left == right
            case Operator.NOT_EQUAL:
                return left != right


_FLIPPED = {
    Operator.AT_LEAST: Operator.AT_MOST,
    Operator.ABOVE: Operator.BELOW,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.BELOW: Operator.ABOVE,
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the rule, in stored units (fen, fraction, or the thing itself)."""

    value: Fraction
    dimension: Dimension


@dataclass(frozen=True, slots=True)
class Truth:
    """TRUE or FALSE written in the rule."""

    value: bool


@dataclass(frozen=True, slots=True)
class Given:
    """The value of a slot as it was supplied."""

    slot: Slot
    dimension: Dimension


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed value that may also be stated as such; the parts win."""

    stated: Given
    formula: NumericExpr

    @property
    def dimension(self) -> Dimension:
        """What the value counts."""
        return self.stated.dimension


@dataclass(frozen=True, slots=True)
class Negative:
    """The value with its sign changed."""

    operand: NumericExpr
    dimension: Dimension


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`+`, `-`, `*` or `/` of two values; a zero divisor makes it unknown."""

    sign: str
    left: NumericExpr
    right: NumericExpr
    dimension: Dimension


@dataclass(frozen=True, slots=True)
class Extreme:
    """The least or greatest of several values; one unknown makes it unknown."""

    greatest: bool
    operands: tuple[NumericExpr, ...]
    dimension: Dimension


@dataclass(frozen=True, slots=True)
class Case:
    """The value of the first branch whose condition holds; an unknown condition on the way makes it unknown."""

    branches: tuple[tuple[TruthExpr, NumericExpr], ...]
    otherwise: NumericExpr
    dimension: Dimension


@dataclass(frozen=True, slots=True)
class CompoundGrowth:
    """(latest / base)^(1 / years) − 1; unknown unless base > 0 and latest ≥ 0.

    It is irrational in general, so it may only be compared with a number, by powers.
    """

    latest: Given
    base: Given
    years: int

    @property
    def dimension(self) -> Dimension:
        """A growth is a ratio."""
        return Dimension.RATIO


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of two values of one dimension."""

    operator: Operator
    left: NumericExpr
    right: NumericExpr


@dataclass(frozen=True, slots=True)
class OneOf:
    """True if a category is one of the listed values."""

    operand: Given
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class And:
    """All hold (Kleene)."""

    operands: tuple[TruthExpr, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one holds (Kleene)."""

    operands: tuple[TruthExpr, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; unknown stays unknown."""

    operand: TruthExpr


@dataclass(frozen=True, slots=True)
class DerivedTruth:
    """A yes or no that follows from other facts and may also be stated as such; the parts win."""

    stated: Given
    formula: TruthExpr


NumericExpr = Number | Given | Derived | Negative | Arithmetic | Extreme | Case | CompoundGrowth
TruthExpr = Truth | Given | DerivedTruth | Compare | OneOf | And | Or | Not
Expr = NumericExpr | TruthExpr


def children(expression: Expr) -> tuple[Expr, ...]:
    """Return the nodes directly below a node."""
    match expression:
        case Number() | Truth() | Given():
            return ()
        case Derived(stated, formula) | DerivedTruth(stated, formula):
            return (stated, formula)
        case Negative(operand) | Not(operand) | OneOf(operand):
            return (operand,)
        case Arithmetic(_, left, right) | Compare(_, left, right):
            return (left, right)
        case Extreme(_, operands) | And(operands) | Or(operands):
            return operands
        case Case(branches, otherwise):
            return (*(part for branch in branches for part in branch), otherwise)
        case CompoundGrowth(latest, base):
            return (latest, base)


def walk(expression: Expr) -> Iterator[Expr]:
    """Yield a node and all below it, parents first."""
    yield expression
    for child in children(expression):
        yield from walk(child)


def slots_of(expression: Expr) -> set[Slot]:
    """Return every slot that an expression may read."""
    return {node.slot for node in walk(expression) if isinstance(node, Given)}


def asked_slots_of(expression: Expr) -> list[Slot]:
    """Return the slots to ask for in reading order: the parts of a derived value, not its statement."""
    match expression:
        case Given(slot):
            return [slot]
        case Derived(_, formula) | DerivedTruth(_, formula):
            return asked_slots_of(formula)
        case _:
            return [slot for child in children(expression) for slot in asked_slots_of(child)]


def comparisons_of(expression: TruthExpr) -> list[Compare]:
    """Return the comparisons of an expression in reading order, conditions of CASE left out."""
    match expression:
        case Compare():
            return [expression]
        case And(operands) | Or(operands):
            return [found for operand in operands for found in comparisons_of(operand)]
        case Not(operand):
            return comparisons_of(operand)
        case _:
            return []


def compound_growth_in(expression: NumericExpr) -> CompoundGrowth | None:
    """Return the compound growth that an expression is, possibly also stated as such."""
    if isinstance(expression, Derived):
        return compound_growth_in(expression.formula)
    return expression if isinstance(expression, CompoundGrowth) else None


def constant_of(expression: NumericExpr) -> Fraction | None:
    """Return the value of an expression without slots, or None."""
    match expression:
        case Number(value):
            return value
        case Negative(operand):
            inner = constant_of(operand)
            return None if inner is None else -inner
        case _:
            return None
