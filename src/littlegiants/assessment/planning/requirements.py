"""Leaf → node: what a leaf of a rulebook asks of the changes, exactly, in three-valued logic.

A comparison is multiplied out: a / b >= t becomes a − t·b >= 0 where b > 0. What is not linear in
the levers is never guessed at: it holds as it holds now, as long as its levers are not moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from fractions import Fraction
from itertools import product
from typing import cast

from littlegiants.assessment.planning.levers import Levers
from littlegiants.assessment.planning.nodes import (
    NO,
    ONE,
    YES,
    Affine,
    Kept,
    Node,
    Picked,
    Supplied,
    every,
    line,
    some,
    with_supplies,
)
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
    NumericExpr,
    OneOf,
    Operator,
    Or,
    TruthExpr,
    children,
    compound_growth_in,
    constant_of,
    slots_of,
)
from littlegiants.rulebooks.interpret import Ends, truth, value_of
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.quantity import Range


class Asked(Enum):
    """What is asked of a truth: which of true, unknown and false will do."""

    TRUE = (True,)
    NOT_FALSE = (True, None)
    FALSE = (False,)
    NOT_TRUE = (False, None)

    @property
    def opposite(self) -> Asked:
        """What is asked of the negation."""
        return _OPPOSITE[self]

    @property
    def wants_true(self) -> bool:
        """True if a decided truth must be true."""
        return True in self.value

    @property
    def is_open(self) -> bool:
        """True if unknown will do."""
        return None in self.value


_OPPOSITE = {
    Asked.TRUE: Asked.FALSE,
    Asked.FALSE: Asked.TRUE,
    Asked.NOT_FALSE: Asked.NOT_TRUE,
    Asked.NOT_TRUE: Asked.NOT_FALSE,
}


class NotLinearError(Exception):
    """A value that is not linear in what may be changed, or is known only as a range."""


@dataclass(frozen=True, slots=True)
class Form:
    """One shape of a number: `top / bottom`, bottom > 0, while the guards hold; no top is unknown."""

    guards: tuple[Node, ...]
    top: Affine | None
    bottom: Affine = ONE

    def guarded(self, *guards: Node) -> Form:
        """The same under more guards."""
        return replace(self, guards=(*self.guards, *guards))


@dataclass
class Leaves:
    """Turns leaves into nodes for one enterprise.

    `columns_of` remembers the columns of expressions between enterprises; `not_linear` collects the
    leaves that could not be planned.
    """

    values: Mapping[str, Value]
    levers: Levers
    columns_of: dict[int, frozenset[str]] = field(default_factory=dict)
    not_linear: list[TruthExpr] = field(default_factory=list)
    _forms: dict[int, list[Form]] = field(default_factory=dict)
    _touched: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._touched = self.levers.touched

    def columns(self, expression: Expr) -> frozenset[str]:
        """Every column that an expression may read."""
        found = self.columns_of.get(id(expression))
        if found is None:
            found = frozenset(slot.column for slot in slots_of(expression))
            self.columns_of[id(expression)] = found
        return found

    def is_touched(self, expression: Expr) -> bool:
        """True if some lever changes what an expression reads."""
        return not self._touched.isdisjoint(self.columns(expression))

    def truth(self, expression: TruthExpr, asked: Asked) -> Node:
        """Return what makes a truth be as asked."""
        if not self.is_touched(expression):
            found = truth(expression, self.values)
            if found is not None:
                return YES if found in asked.value else NO
            if not asked.is_open:
                return NO
        match expression:
            case Not(operand):
                return self.truth(operand, asked.opposite)
            case And(operands) | Or(operands):
                parts = (self.truth(operand, asked) for operand in operands)
                return (
                    every(parts) if isinstance(expression, And) == asked.wants_true else some(parts)
                )
            case DerivedTruth():
                return self._derived(expression, asked)
            case Compare() if self.is_touched(expression):
                return self._compared(expression, asked)
            case Given(slot) if self.is_touched(expression):
                return self._flipped(slot.column, (True,), asked)
            case OneOf(operand, names) if self.is_touched(expression):
                return self._flipped(operand.slot.column, names, asked)
            case _:
                return Supplied(missing(expression, self.values))

    def _derived(self, expression: DerivedTruth, asked: Asked) -> Node:
        followed, unknown = (
            self.truth(expression.formula, _decided(asked)),
            self._unknown(expression.formula),
        )
        return some([followed, every([unknown, self.truth(expression.stated, asked)])])

    def _unknown(self, expression: TruthExpr) -> Node:
        if not self.is_touched(expression):
            return YES if truth(expression, self.values) is None else NO
        both = (self.truth(expression, asked) for asked in (Asked.NOT_TRUE, Asked.NOT_FALSE))
        return every(with_supplies(node, YES) for node in both)

    def _flipped(self, column: str, names: tuple[bool | str, ...], asked: Asked) -> Node:
        """A yes-or-no or category is, or is not, among some values after the flips."""
        flips = self.levers.flips[column]
        now = self.values[column] in names
        away = [lever for lever, value in flips if (value in names) != now]
        if now == asked.wants_true:
            return every(Picked(lever, wanted=False) for lever in away)
        return some(Picked(lever, wanted=True) for lever in away)

    def _compared(self, compare: Compare, asked: Asked) -> Node:
        try:
            return some(self._outcomes(compare, asked))
        except NotLinearError:
            return self._as_it_is(compare, asked)

    def _as_it_is(self, expression: TruthExpr, asked: Asked) -> Node:
        """What cannot be planned stays as it is, and so must the levers under it."""
        self.not_linear.append(expression)
        found = truth(expression, self.values)
        if found not in asked.value:
            return NO
        kept = Kept(self.levers.moving(self.columns(expression)))
        return (
            kept if found is not None else every([kept, Supplied(missing(expression, self.values))])
        )

    def _outcomes(self, compare: Compare, asked: Asked) -> Iterator[Node]:
        for guards, difference, operator in self._differences(compare):
            if difference is not None:
                yield every([*guards, _line_of(difference, operator, holds=asked.wants_true)])
            elif asked.is_open:
                yield every([*guards, Supplied(missing(compare, self.values))])

    def _differences(
        self, compare: Compare
    ) -> Iterator[tuple[tuple[Node, ...], Affine | None, Operator]]:
        """Left less right, multiplied out; None where it is unknown."""
        for side, other, operator in (
            (compare.left, compare.right, compare.operator),
            (compare.right, compare.left, compare.operator.flipped),
        ):
            growth, limit = compound_growth_in(side), constant_of(other)
            if growth is not None and limit is not None:
                for form in self._compound(side, growth, limit):
                    yield form.guards, form.top, operator
                return
        for left, right in product(self.forms(compare.left), self.forms(compare.right)):
            guards = (*left.guards, *right.guards)
            if left.top is None or right.top is None:
                yield guards, None, compare.operator
            else:
                crossed = _multiplied(right.top, left.bottom)
                yield (
                    guards,
                    _multiplied(left.top, right.bottom).plus(crossed, -1),
                    compare.operator,
                )

    def _compound(
        self, side: NumericExpr, growth: CompoundGrowth, limit: Fraction
    ) -> Iterator[Form]:
        """latest − (1 + limit)^years × base where that is known, else the stated growth less the limit."""
        power = (1 + limit) ** growth.years
        for latest, base in product(self.forms(growth.latest), self.forms(growth.base)):
            guards = (*latest.guards, *base.guards)
            for more, known in self._known_growth(latest.top, base.top):
                if known and latest.top is not None and base.top is not None:
                    yield Form((*guards, *more), latest.top.plus(base.top, -power))
                elif isinstance(side, Derived):
                    for stated in self.forms(side.stated):
                        below = None if stated.top is None else stated.top.plus(Affine(limit), -1)
                        yield Form((*guards, *more, *stated.guards), below)
                else:
                    yield Form((*guards, *more), None)

    def _known_growth(
        self, latest: Affine | None, base: Affine | None
    ) -> Iterator[tuple[tuple[Node, ...], bool]]:
        if latest is None or base is None:
            yield (), False
            return
        for base_guard, base_known in _signs(base, strict=True):
            if not base_known:
                yield (base_guard,), False
                continue
            for guard, known in _signs(latest, strict=False):
                yield (base_guard, guard), known

    def forms(self, expression: NumericExpr) -> list[Form]:
        """Return the shapes that a number may have after the changes. Raises `NotLinearError`."""
        found = self._forms.get(id(expression))
        if found is None:
            found = [form for form in self._shapes(expression) if NO not in form.guards]
            self._forms[id(expression)] = found
        return found

    def _shapes(self, expression: NumericExpr) -> Iterator[Form]:
        if not self.is_touched(expression):
            yield _as_now(value_of(expression, self.values))
            return
        match expression:
            case Given(slot):
                yield Form((), self.levers.amounts[slot.column])
            case Derived(stated, formula):
                for form in self.forms(formula):
                    if form.top is not None:
                        yield form
                    else:
                        yield from (other.guarded(*form.guards) for other in self.forms(stated))
            case Negative(operand):
                for form in self.forms(operand):
                    yield replace(form, top=None if form.top is None else form.top.times(-1))
            case Arithmetic(sign, left, right):
                for one, two in product(self.forms(left), self.forms(right)):
                    yield from _combined(sign, one, two)
            case Extreme():
                yield from self._extreme(expression)
            case Case():
                yield from self._case(expression)
            case _:
                raise NotLinearError

    def _extreme(self, expression: Extreme) -> Iterator[Form]:
        for forms in product(*(self.forms(operand) for operand in expression.operands)):
            guards = tuple(guard for form in forms for guard in form.guards)
            if any(form.top is None for form in forms):
                yield Form(guards, None)
                continue
            for chosen in forms:
                beaten = (
                    _not_beyond(chosen, other, greatest=expression.greatest)
                    for other in forms
                    if other is not chosen
                )
                yield Form((*guards, *beaten), chosen.top, chosen.bottom)

    def _case(self, expression: Case) -> Iterator[Form]:
        passed: tuple[Node, ...] = ()
        for condition, value in expression.branches:
            yield from (
                form.guarded(*passed, self.truth(condition, Asked.TRUE))
                for form in self.forms(value)
            )
            yield Form((*passed, self._unknown(condition)), None)
            passed = (*passed, self.truth(condition, Asked.FALSE))
        yield from (form.guarded(*passed) for form in self.forms(expression.otherwise))


def missing(expression: Expr, values: Mapping[str, Value]) -> frozenset[str]:
    """The columns that would decide a leaf: what is unknown or known only as a range in it.

    Of a value that may be stated as such, the parts; where only zero is in the way, the statement.
    """
    found = _missing(expression, values)
    return found or frozenset(slot.column for slot in slots_of(expression))


def _missing(expression: Expr, values: Mapping[str, Value]) -> frozenset[str]:
    match expression:
        case Derived(stated, formula):
            known = value_of(expression, values)
            if known is not None and known[0] == known[1]:
                return frozenset()
            return _missing(formula, values) or frozenset({stated.slot.column})
        case DerivedTruth(stated):
            decided = truth(expression, values) is not None
            return frozenset() if decided else frozenset({stated.slot.column})
        case Given(slot):
            value = values.get(slot.column)
            exact = value is not None and not isinstance(value, Range)
            return frozenset() if exact else frozenset({slot.column})
        case _:
            parts = (_missing(child, values) for child in children(expression))
            return frozenset().union(*parts)


def _decided(asked: Asked) -> Asked:
    return Asked.TRUE if asked.wants_true else Asked.FALSE


def _as_now(ends: Ends | None) -> Form:
    if ends is None:
        return Form((), None)
    if ends[0] != ends[1]:
        raise NotLinearError
    return Form((), Affine(Fraction(ends[0])))


def _line_of(difference: Affine, operator: Operator, *, holds: bool) -> Node:
    """The difference compared with zero, or the opposite of that."""
    operator = operator if holds else _NEGATED[operator]
    minus = difference.times(-1)
    match operator:
        case Operator.AT_LEAST | Operator.ABOVE:
            return line(difference, strict=operator is Operator.ABOVE)
        case Operator.AT_MOST | Operator.BELOW:
            return line(minus, strict=operator is Operator.BELOW)
        case Operator.EQUAL:
            return every([line(difference, strict=False), line(minus, strict=False)])
        case Operator.NOT_EQUAL:
            return some([line(difference, strict=True), line(minus, strict=True)])


_NEGATED = {
    Operator.AT_LEAST: Operator.BELOW,
    Operator.ABOVE: Operator.AT_MOST,
    Operator.AT_MOST: Operator.ABOVE,
    Operator.BELOW: Operator.AT_LEAST,
    Operator.EQUAL: Operator.NOT_EQUAL,
    Operator.NOT_EQUAL: Operator.EQUAL,
}


def _multiplied(left: Affine, right: Affine) -> Affine:
    if right.is_const:
        return left.times(right.const)
    if left.is_const:
        return right.times(left.const)
    raise NotLinearError


def _signs(value: Affine, *, strict: bool) -> Iterator[tuple[Node, bool]]:
    """The cases of a value above (or at least) zero and below it, each with its guard.

    What is on the good side now must stay there: no plan makes a known quantity unknown.
    """
    good = value.const > 0 or (value.const == 0 and not strict)
    if value.is_const:
        yield YES, good
        return
    if not good:
        yield Kept(frozenset(value.factors)), False
    yield line(value, strict=strict), True


def _combined(sign: str, left: Form, right: Form) -> Iterator[Form]:
    guards = (*left.guards, *right.guards)
    if left.top is None or right.top is None:
        yield Form(guards, None)
    elif sign == "*":
        yield Form(guards, _multiplied(left.top, right.top), _multiplied(left.bottom, right.bottom))
    elif sign == "/":
        yield from _divided(guards, left, right)
    elif left.bottom == right.bottom:
        yield Form(guards, left.top.plus(right.top, 1 if sign == "+" else -1), left.bottom)
    else:
        crossed = _multiplied(right.top, left.bottom)
        top = _multiplied(left.top, right.bottom).plus(crossed, 1 if sign == "+" else -1)
        yield Form(guards, top, _multiplied(left.bottom, right.bottom))


def _divided(guards: tuple[Node, ...], left: Form, right: Form) -> Iterator[Form]:
    """Divide by what stays above zero, or below it with the signs turned; by zero it is unknown."""
    top, divisor = cast("Affine", left.top), cast("Affine", right.top)
    for sign in (1, -1):
        turned = divisor.times(sign)
        guard = line(turned, strict=True)
        if guard != NO:
            over, under = top.times(sign), left.bottom
            yield Form(
                (*guards, guard), _multiplied(over, right.bottom), _multiplied(under, turned)
            )
    if divisor.const == 0:
        kept = YES if divisor.is_const else Kept(frozenset(divisor.factors))
        yield Form((*guards, kept), None)


def _not_beyond(chosen: Form, other: Form, *, greatest: bool) -> Node:
    """The chosen number is at least the other, or at most."""
    top, other_top = cast("Affine", chosen.top), cast("Affine", other.top)
    difference = _multiplied(top, other.bottom).plus(_multiplied(other_top, chosen.bottom), -1)
    return line(difference if greatest else difference.times(-1), strict=False)
