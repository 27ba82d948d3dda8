"""Leaves on columns: the least that any change must cost for a leaf to be as asked, row by row.

Numbers are floats here: what lies within a billionth of its line counts as reaching it, and a
shortage is taken a little smaller, so that no rounding lifts a bound above the exact cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from littlegiants.assessment.planning.bound_columns import Columns, Floats, Moves
from littlegiants.assessment.planning.requirements import Asked
from littlegiants.rulebooks.expressions import (
    And,
    Arithmetic,
    Case,
    Compare,
    CompoundGrowth,
    Derived,
    DerivedTruth,
    Expr,
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
    slots_of,
)

Mask = NDArray[np.bool_]
_SLACK = 1e-9
_STEP_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Bound:
    """The least cost in fen by row, and the levers on which at least that much must be spent."""

    fen: Floats
    levers: frozenset[str] = frozenset()


def all_of(bounds: Sequence[Bound]) -> Bound:
    """All must hold: bounds that share levers count once, as their largest; the others add up."""
    fen, levers = np.zeros_like(bounds[0].fen), frozenset[str]()
    for cluster in clusters([bound for bound in bounds if bound.fen.any()]):
        largest = cluster[0].fen
        for bound in cluster[1:]:
            largest = np.maximum(largest, bound.fen)
        fen = fen + largest
        levers |= frozenset().union(*(bound.levers for bound in cluster))
    return Bound(fen, levers)


def any_of(bounds: Sequence[Bound]) -> Bound:
    """One must hold: the smallest."""
    fen = bounds[0].fen
    for bound in bounds[1:]:
        fen = np.minimum(fen, bound.fen)
    return Bound(fen, frozenset().union(*(bound.levers for bound in bounds)))


def at_least(count: int, bounds: Sequence[Bound]) -> Bound:
    """`count` must hold: the sum of the smallest, or the largest of those where levers are shared."""
    ordered = np.sort(np.stack([bound.fen for bound in bounds]), axis=0)
    apart = all(len(cluster) == 1 for cluster in clusters(bounds))
    fen = ordered[:count].sum(axis=0) if apart else ordered[count - 1]
    return Bound(fen, frozenset().union(*(bound.levers for bound in bounds)))


class HasLevers(Protocol):
    """Something that is paid for with levers."""

    @property
    def levers(self) -> frozenset[str]:
        """The levers that pay for it."""


Item = TypeVar("Item", bound=HasLevers)


def clusters(items: Iterable[Item]) -> list[list[Item]]:
    """Put together what shares a lever, directly or through others."""
    found: list[tuple[frozenset[str], list[Item]]] = []
    for item in items:
        levers, together = item.levers, [item]
        apart = []
        for others, cluster in found:
            if others & levers:
                levers, together = levers | others, cluster + together
            else:
                apart.append((others, cluster))
        found = [*apart, (levers, together)]
    return [cluster for _, cluster in found]


class NotBoundError(Exception):
    """A value for which no bound is drawn; it counts as costing nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A value by row: a constant, and for each lever a factor of its amount."""

    const: Floats
    factors: Mapping[str, Floats]

    def plus(self, other: Line, times: float = 1.0) -> Line:
        """Return `self + times × other`."""
        factors = dict(self.factors)
        for lever, factor in other.factors.items():
            factors[lever] = factors.get(lever, 0.0) + times * factor
        return Line(self.const + times * other.const, factors)

    def times(self, number: Floats) -> Line:
        """Return the value multiplied row by row."""
        return Line(self.const * number, {k: f * number for k, f in self.factors.items()})


@dataclass(frozen=True, slots=True)
class Shape:
    """A number by row: `top / bottom` where it is known; no bound is drawn where it is loose."""

    top: Line
    bottom: Line
    known: Mask
    loose: Mask


@dataclass
class LeafBounds:
    """Draws bounds of leaves over the columns of some rows."""

    columns: Columns
    moves: Moves
    _columns_of: dict[int, frozenset[str]] = field(default_factory=dict)
    _shapes: dict[int, Shape] = field(default_factory=dict)

    def constant(self, number: float) -> Floats:
        """The same number in every row."""
        return np.full(self.columns.rows, number)

    def where(self, mask: Mask) -> Bound:
        """Free where a mask holds, and out of reach elsewhere."""
        return Bound(np.where(mask, 0.0, np.inf))

    def truth(self, expression: TruthExpr, asked: Asked) -> Bound:
        """Return the least cost for a truth to be as asked."""
        match expression:
            case Truth(value):
                return self.where(self.constant(float(value in asked.value)) > 0)
            case Not(operand):
                return self.truth(operand, asked.opposite)
            case And(operands) | Or(operands):
                bounds = [self.truth(operand, asked) for operand in operands]
                every = isinstance(expression, And) == asked.wants_true
                return all_of(bounds) if every else any_of(bounds)
            case DerivedTruth(stated, formula):
                decided = self.truth(formula, Asked.TRUE if asked.wants_true else Asked.FALSE)
                return any_of([decided, all_of([self.unknown(formula), self.truth(stated, asked)])])
            case Given(slot):
                return self._flip(slot.column, (True,), self.columns.numbers(slot.column), asked)
            case OneOf(operand, names):
                column = operand.slot.column
                return self._flip(column, names, self.columns.is_among(column, names), asked)
            case Compare():
                return self._compare(expression, asked)

    def unknown(self, expression: TruthExpr) -> Bound:
        """Return the least cost for a truth to be unknown."""
        return all_of(
            [self.truth(expression, asked) for asked in (Asked.NOT_TRUE, Asked.NOT_FALSE)]
        )

    def _flip(self, column: str, names: tuple[bool | str, ...], now: Floats, asked: Asked) -> Bound:
        fits = now == (1.0 if asked.wants_true else 0.0)
        unknown = np.isnan(now)
        fen, levers = self.constant(np.inf), set[str]()
        for flip in self.moves.flips.get(column, ()):
            if (flip.value in names) == asked.wants_true:
                open_ = ~unknown & self._is_had(flip.own)
                fen = np.where(open_, np.minimum(fen, flip.price), fen)
                levers.add(flip.lever)
        fen = np.where(unknown, 0.0 if asked.is_open else np.inf, np.where(fits, 0.0, fen))
        return Bound(fen, frozenset(levers))

    def _is_had(self, own: str | None) -> Mask:
        if own is None:
            return self.constant(1.0) > 0
        return ~np.isnan(self.columns.numbers(own)) | (self.columns.words(own)[0] >= 0)

    # Comparisons ----------------------------------------------------------------------------------

    def _compare(self, compare: Compare, asked: Asked) -> Bound:
        try:
            parts = list(self._differences(compare))
        except NotBoundError:
            return Bound(self.constant(0.0))
        fen, levers = self.constant(0.0), frozenset[str]()
        for rows, difference, size, operator in parts:
            bound = self._reached(
                difference, size, operator if asked.wants_true else _NEGATED[operator]
            )
            fen = np.where(rows, bound.fen, fen)
            levers |= bound.levers
        return Bound(fen, levers)

    def _differences(self, compare: Compare) -> Iterator[tuple[Mask, Line, Floats, Operator]]:
        """Left less right, multiplied out, with the rows where it is known and the size of its terms."""
        for side, other, operator in (
            (compare.left, compare.right, compare.operator),
            (compare.right, compare.left, compare.operator.flipped),
        ):
            growth, limit = compound_growth_in(side), constant_of(other)
            if growth is not None and limit is not None:
                yield from self._compound(side, growth, float(limit), operator)
                return
        left, right = self.shape(compare.left), self.shape(compare.right)
        rows = left.known & right.known & ~left.loose & ~right.loose
        one, two = _product(left.top, right.bottom), _product(right.top, left.bottom)
        yield rows, one.plus(two, -1.0), abs(one.const) + abs(two.const), compare.operator

    def _compound(
        self, side: NumericExpr, growth: CompoundGrowth, limit: float, operator: Operator
    ) -> Iterator[tuple[Mask, Line, Floats, Operator]]:
        latest, base = self.shape(growth.latest), self.shape(growth.base)
        power = (1 + limit) ** growth.years
        difference = latest.top.plus(base.top, -power)
        size = abs(latest.top.const) + abs(power * base.top.const)
        followed = latest.known & base.known & (base.top.const > 0) & (latest.top.const >= 0)
        yield followed, difference, size, operator
        if isinstance(side, Derived):
            stated = self.shape(side.stated)
            # a growth that is unknown only for now may become known by a change
            rows = stated.known & ~(latest.known & base.known)
            below = stated.top.plus(Line(self.constant(limit), {}), -1.0)
            yield rows, below, abs(stated.top.const) + abs(limit), operator

    def _reached(self, value: Line, size: Floats, operator: Operator) -> Bound:
        if operator is Operator.NOT_EQUAL:
            return Bound(self.constant(0.0))
        bounds = []
        if operator is Operator.EQUAL or operator.is_floor:
            bounds.append(self._raised(value, size))
        if operator is Operator.EQUAL or operator.is_ceiling:
            bounds.append(self._raised(value.times(self.constant(-1.0)), size))
        fen = np.maximum.reduce([bound.fen for bound in bounds])
        return Bound(fen, frozenset().union(*(bound.levers for bound in bounds)))

    def _raised(self, value: Line, size: Floats) -> Bound:
        """The least cost of raising a value to zero."""
        needed = -value.const
        needed = np.where(needed <= _SLACK * size, 0.0, needed - _SLACK * size)
        helpful = {k: np.maximum(f, 0.0) for k, f in value.factors.items() if (f > 0).any()}
        levers = self.moves.levers
        if not helpful:
            return Bound(np.where(needed > 0, np.inf, 0.0))
        with np.errstate(divide="ignore", invalid="ignore"):
            rates = [levers[k].price / f for k, f in helpful.items()]  # inf where the factor is 0
            fen = needed * np.minimum.reduce([np.where(np.isnan(r), np.inf, r) for r in rates])
            if len(helpful) == 1:
                ((key, factor),) = helpful.items()
                steps = np.ceil(needed / (factor * levers[key].step) - _STEP_SLACK)
                fen = np.where(factor > 0, steps * levers[key].step * levers[key].price, np.inf)
            reached = (np.where(f > 0, f * levers[k].limit, 0.0) for k, f in helpful.items())
            most = np.add.reduce(list(reached))
        short = most < needed * (1 - _STEP_SLACK)
        fen = np.where(needed > 0, np.where(short, np.inf, fen), 0.0)
        return Bound(fen, frozenset(helpful))

    # Numbers --------------------------------------------------------------------------------------

    def shape(self, expression: NumericExpr) -> Shape:
        """Return a number by row. Raises `NotBoundError` where no bound is drawn."""
        found = self._shapes.get(id(expression))
        if found is None:
            found = self._shape(expression)
            self._shapes[id(expression)] = found
        return found

    def _shape(self, expression: NumericExpr) -> Shape:
        match expression:
            case Number(value):
                return self._known(self.constant(float(value)))
            case Given(slot):
                return self._given(slot.column)
            case Derived(stated, formula):
                return _merged(self.shape(formula), self.shape(stated))
            case Negative(operand):
                inner = self.shape(operand)
                return Shape(
                    inner.top.times(self.constant(-1.0)), inner.bottom, inner.known, inner.loose
                )
            case Arithmetic(sign, left, right):
                return self._combined(sign, self.shape(left), self.shape(right))
            case _:
                if self.is_touched(expression):
                    raise NotBoundError
                return self._known(self._number(expression))

    def is_touched(self, expression: Expr) -> bool:
        """True if some lever changes what an expression reads."""
        found = self._columns_of.get(id(expression))
        if found is None:
            found = frozenset(slot.column for slot in slots_of(expression))
            self._columns_of[id(expression)] = found
        return self.moves.touches(found)

    def _known(self, values: Floats) -> Shape:
        known = ~np.isnan(values)
        one = Line(self.constant(1.0), {})
        return Shape(Line(np.where(known, values, 0.0), {}), one, known, ~known & False)

    def _given(self, column: str) -> Shape:
        shape = self._known(self.columns.numbers(column))
        factors: dict[str, Floats] = {}
        for lever, factor in self.moves.amounts.get(column, {}).items():
            had = shape.known & self._is_had(self.moves.levers[lever].own)
            factors[lever] = np.where(had, factor, 0.0)
        return Shape(Line(shape.top.const, factors), shape.bottom, shape.known, shape.loose)

    def _combined(self, sign: str, left: Shape, right: Shape) -> Shape:
        known, loose = left.known & right.known, left.loose | right.loose
        if sign == "*":
            top, bottom = _product(left.top, right.top), _product(left.bottom, right.bottom)
            return Shape(top, bottom, known, loose)
        if sign == "/":
            return self._divided(left, right)
        crossed = _product(right.top, left.bottom)
        top = _product(left.top, right.bottom).plus(crossed, 1.0 if sign == "+" else -1.0)
        return Shape(top, _product(left.bottom, right.bottom), known, loose)

    def _divided(self, left: Shape, right: Shape) -> Shape:
        """Divide; a divisor that a change may bring to zero or across it leaves the row loose."""
        divisor = right.top
        known = left.known & right.known & (divisor.const != 0)
        turned = np.where(divisor.const < 0, -1.0, 1.0)
        loose = left.loose | right.loose
        for factor in divisor.factors.values():
            loose = loose | (factor * turned < 0) | ((factor != 0) & (divisor.const == 0))
        top = _product(left.top.times(turned), right.bottom)
        return Shape(top, _product(left.bottom, divisor.times(turned)), known, loose)

    def _number(self, expression: NumericExpr) -> Floats:
        """A number that no lever changes, NaN where unknown."""
        match expression:
            case Extreme(greatest, operands):
                pick = np.maximum if greatest else np.minimum  # NaN where one is unknown
                return np.asarray(pick.reduce([self._number(operand) for operand in operands]))
            case Case(branches, otherwise):
                value, undecided = self._number(otherwise), self.constant(0.0) > 0
                for condition, branch in reversed(branches):
                    holds = self.truth(condition, Asked.TRUE).fen == 0
                    fails = self.truth(condition, Asked.FALSE).fen == 0
                    undecided = np.where(holds | fails, undecided & fails, True)
                    value = np.where(holds, self._number(branch), value)
                    value = np.where(holds & fails, np.nan, value)
                return np.where(undecided, np.nan, value)
            case CompoundGrowth():
                raise NotBoundError
            case _:
                shape = self.shape(expression)
                with np.errstate(divide="ignore", invalid="ignore"):
                    return np.where(shape.known, shape.top.const / shape.bottom.const, np.nan)


_NEGATED = {
    Operator.AT_LEAST: Operator.BELOW,
    Operator.ABOVE: Operator.AT_MOST,
    Operator.AT_MOST: Operator.ABOVE,
    Operator.BELOW: Operator.AT_LEAST,
    Operator.EQUAL: Operator.NOT_EQUAL,
    Operator.NOT_EQUAL: Operator.EQUAL,
}


def _product(left: Line, right: Line) -> Line:
    if not right.factors:
        return left.times(right.const)
    if not left.factors:
        return right.times(left.const)
    raise NotBoundError


def _merged(first: Shape, other: Shape) -> Shape:
    """The first where it is known, else the other."""
    use = first.known
    loose = np.where(use, first.loose, first.loose | other.loose)
    return Shape(
        _chosen(use, first.top, other.top),
        _chosen(use, first.bottom, other.bottom),
        use | other.known,
        loose,
    )


def _chosen(use: Mask, first: Line, other: Line) -> Line:
    zero = np.zeros_like(first.const)
    factors = {
        key: np.where(use, first.factors.get(key, zero), other.factors.get(key, zero))
        for key in {**first.factors, **other.factors}
    }
    return Line(np.where(use, first.const, other.const), factors)
