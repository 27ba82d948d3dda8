"""The oracle: an edition interpreted for one enterprise, exactly, with everything kept for reasons.

Values are exact fractions; a value known only as a range is carried as its two ends. This module
defines the meaning of the language: the generated Python and the compiled SQL must agree with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

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
from littlegiants.rulebooks.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Bands,
    BestOf,
    Body,
    Classification,
    Criterion,
    ExpertPoints,
    Indicator,
    Items,
    Judgement,
    Mode,
    PointsLine,
    Rulebook,
    ScoreTable,
    Scoring,
    Test,
    expressions_of_scoring,
)
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from littlegiants.vocabulary.quantity import Range
from littlegiants.vocabulary.slots import Slot
from littlegiants.vocabulary.verdict import Verdict, all_of, any_of, at_least

End = Fraction | int | float
"""An end of a value: exact, or an infinity where a range is open."""

Ends = tuple[End, End]
"""The two ends of a known value; equal for a point."""

Points = tuple[Fraction | int, Fraction | int]
"""The least and the most points."""

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison decided: the own value, the line, and how far apart they are.

    `margin` is positive on the good side; `None` where the value is unknown or not an amount.
    `value` is approximate only for compound growth, whose verdict is decided by powers.
    """

    compare: Compare
    verdict: Verdict
    value: Ends | None
    threshold: Ends | None

    @property
    def margin(self) -> Fraction | None:
        """The distance to the line in the fact's own unit, taken at the worse end of a range."""
        if self.value is None or self.threshold is None:
            return None
        if self.compare.operator.is_floor:
            return _distance(self.value[0], self.threshold[1])
        if self.compare.operator.is_ceiling:
            return _distance(self.threshold[0], self.value[1])
        return None

    @property
    def gap(self) -> Fraction | None:
        """How much is missing to the line; 0 where it is reached."""
        margin = self.margin
        return None if margin is None else max(Fraction(0), -margin)


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """The verdict of one clause, with its comparisons and the facts it still needs.

    `points` is the interval of a points line; `judgements` are the clauses still to be judged by a person.
    A group carries both lists of the children that keep it open.
    """

    clause: Criterion
    verdict: Verdict
    comparisons: tuple[Comparison, ...] = ()
    missing: tuple[Slot, ...] = ()
    points: Points | None = None
    judgements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableResult:
    """The points of one score table: the total, each group and each indicator, as intervals."""

    table: ScoreTable
    total: Points
    groups: Mapping[str, Points]
    indicators: Mapping[str, Points]
    stated_outside: bool


@dataclass(frozen=True, slots=True)
class Result:
    """One enterprise under one rulebook; `clauses` holds every clause by id."""

    rulebook: Rulebook
    verdict: Verdict
    clauses: Mapping[str, ClauseResult]
    tables: Mapping[str, TableResult]
    classes: Mapping[str, tuple[str, ...]]


def _distance(upper: End, lower: End) -> Fraction | None:
    if isinstance(upper, float) or isinstance(lower, float):
        return None  # an open end has no distance
    return Fraction(upper) - lower


def interpret(rulebook: Rulebook, facts: EnterpriseFacts) -> Result:
    """Decide every clause of a rulebook for one enterprise."""
    tables = {table.id: _table(table, facts.values) for table in rulebook.scores}
    clauses: dict[str, ClauseResult] = {}
    verdict = _criterion(rulebook.root, facts, tables, clauses)
    classes = {found.id: _classify(found, facts.values) for found in rulebook.classes}
    return Result(rulebook, verdict, clauses, tables, classes)


def _criterion(
    clause: Criterion,
    facts: EnterpriseFacts,
    tables: Mapping[str, TableResult],
    results: dict[str, ClauseResult],
) -> Verdict:
    results[clause.id] = ClauseResult(clause, Verdict.UNKNOWN)  # keeps the order of the text
    children = [_criterion(child, facts, tables, results) for child in clause.children]
    own, exempted = (
        children[: len(children) - len(clause.exemptions)],
        children[len(children) - len(clause.exemptions) :],
    )
    applies = True if clause.applies is None else truth(clause.applies, facts.values)
    body, comparisons, points = _body(clause, facts, tables, own)
    missing = _missing(clause, facts.values, tables) if applies is not False else ()
    if clause.outside is not None or applies is False:
        verdict = Verdict.NOT_APPLICABLE
        comparisons = comparisons if clause.outside is None else ()
        missing = ()
    elif applies is None:
        verdict = Verdict.UNKNOWN
    else:
        verdict = any_of([body, *exempted]) if exempted else body
    open_ = [
        results[child.id] for child in clause.children if not results[child.id].verdict.decided
    ]
    results[clause.id] = ClauseResult(
        clause,
        verdict,
        comparisons,
        _open_slots(missing, open_) if verdict is Verdict.UNKNOWN else (),
        points,
        _open_judgements(clause, open_) if not verdict.decided else (),
    )
    return verdict


def _open_slots(own: tuple[Slot, ...], open_: Iterable[ClauseResult]) -> tuple[Slot, ...]:
    return tuple(sorted({*own, *(slot for child in open_ for slot in child.missing)}))


def _open_judgements(clause: Criterion, open_: list[ClauseResult]) -> tuple[str, ...]:
    if clause.is_group or open_:
        return tuple(dict.fromkeys(one for child in open_ for one in child.judgements))
    is_judged = isinstance(clause.body, Judgement) or clause.mode is Mode.MANUAL
    return (clause.id,) if is_judged else ()


def _body(
    clause: Criterion,
    facts: EnterpriseFacts,
    tables: Mapping[str, TableResult],
    children: list[Verdict],
) -> tuple[Verdict, tuple[Comparison, ...], Points | None]:
    body: Body = clause.body
    match body:
        case AllOf():
            return all_of(children), (), None
        case AnyOf():
            return any_of(children), (), None
        case AtLeast(count):
            return at_least(count, children), (), None
        case Judgement():
            return _judged(facts, clause.id, Verdict.MANUAL_REVIEW), (), None
        case PointsLine(table, group, line):
            points = tables[table].total if group is None else tables[table].groups[group]
            return reach(points, line.operator, line.value), (), points
        case Test(expression):
            found = truth(expression, facts.values)
            comparisons = tuple(_decide(compare, facts.values) for compare in clause.comparisons())
            open_ = Verdict.MANUAL_REVIEW if clause.mode is Mode.MANUAL else Verdict.UNKNOWN
            verdict = verdict_of(found, open_)
            if verdict is Verdict.MANUAL_REVIEW:
                verdict = _judged(facts, clause.id, verdict)
            return verdict, comparisons, None


def verdict_of(found: bool | None, undecided: Verdict = Verdict.UNKNOWN) -> Verdict:
    """Put a three-valued truth into a verdict."""
    if found is None:
        return undecided
    return Verdict.MET if found else Verdict.UNMET


def reach(points: Points, operator: Operator, line: Fraction) -> Verdict:
    """Decide a line from an interval of points: by its minimum, by its maximum, or not at all."""
    if operator.holds(points[0], line):
        return Verdict.MET
    return Verdict.UNKNOWN if operator.holds(points[1], line) else Verdict.UNMET


def _judged(facts: EnterpriseFacts, clause_id: str, otherwise: Verdict) -> Verdict:
    return verdict_of(facts.judgements.get(clause_id), otherwise)


def _missing(
    clause: Criterion, values: Values, tables: Mapping[str, TableResult]
) -> tuple[Slot, ...]:
    """The slots a clause could use and does not have, without the parts of what is stated."""
    wanted: set[Slot] = set()
    if isinstance(clause.body, Test):
        wanted |= _unfilled(clause.body.expression, values)
    if isinstance(clause.body, PointsLine):
        wanted |= _unfilled_points(tables[clause.body.table], clause.body.group, values)
    if clause.applies is not None:
        wanted |= _unfilled(clause.applies, values)
    return tuple(sorted(wanted))


def _unfilled_points(found: TableResult, group_id: str | None, values: Values) -> set[Slot]:
    """The slots that would narrow the points of the indicators still open."""
    total = found.total if group_id is None else found.groups[group_id]
    if total[0] == total[1]:
        return set()
    wanted: set[Slot] = set()
    for group in found.table.groups:
        if group_id not in (None, group.id):
            continue
        for indicator in group.indicators:
            low, high = found.indicators[indicator.id]
            if low != high:
                for expression in expressions_of_scoring(indicator.scoring):
                    wanted |= _unfilled(expression, values)
    return wanted


def _unfilled(expression: TruthExpr | NumericExpr, values: Values) -> set[Slot]:
    match expression:
        case Derived(stated, formula):
            known = value_of(expression, values)
            if known is not None and known[0] == known[1]:
                return set()
            return _unfilled(formula, values) or {stated.slot}
        case DerivedTruth(stated):
            return set() if truth(expression, values) is not None else {stated.slot}
        case Given(slot):
            value = values.get(slot.column)
            return {slot} if value is None or isinstance(value, Range) else set()
        case Truth() | Number():
            return set()
        case _:
            found: set[Slot] = set()
            for child in _operands(expression):
                found |= _unfilled(child, values)
            return found


def _operands(expression: TruthExpr | NumericExpr) -> list[TruthExpr | NumericExpr]:
    match expression:
        case And(operands) | Or(operands):
            return list(operands)
        case Extreme(_, values):
            return list(values)
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return [left, right]
        case Not(truth_operand):
            return [truth_operand]
        case OneOf(given):
            return [given]
        case Negative(operand):
            return [operand]
        case CompoundGrowth(latest, base):
            return [latest, base]
        case Case(branches, otherwise):
            return [part for branch in branches for part in branch] + [otherwise]
        case _:
            return []


def truth(expression: TruthExpr, values: Values) -> bool | None:
    """Decide a boolean expression; None is unknown."""
    match expression:
        case Truth(value):
            return value
        case Given(slot):
            given = values.get(slot.column)
            return given if isinstance(given, bool) else None
        case DerivedTruth(stated, formula):
            followed = truth(formula, values)
            return followed if followed is not None else truth(stated, values)
        case OneOf(operand, names):
            category = values.get(operand.slot.column)
            return None if category is None else category in names
        case Not(operand):
            found = truth(operand, values)
            return None if found is None else not found
        case And(operands):
            found_all = [truth(operand, values) for operand in operands]
            return False if False in found_all else None if None in found_all else True
        case Or(operands):
            found_any = [truth(operand, values) for operand in operands]
            return True if True in found_any else None if None in found_any else False
        case Compare():
            return _compare(expression, values)


def _compare(compare: Compare, values: Values) -> bool | None:
    for side, other, operator in (
        (compare.left, compare.right, compare.operator),
        (compare.right, compare.left, compare.operator.flipped),
    ):
        growth = compound_growth_in(side)
        if growth is not None:
            limit = constant_of(other)
            assert limit is not None, "the parser lets compound growth meet only numbers"
            return _compare_compound(side, growth, operator, limit, values)
    left, right = value_of(compare.left, values), value_of(compare.right, values)
    if left is None or right is None:
        return None
    return compare_ends(left, compare.operator, right)


def _compare_compound(
    side: NumericExpr, growth: CompoundGrowth, operator: Operator, limit: Fraction, values: Values
) -> bool | None:
    factor = _growth_factor(growth, values)
    if factor is not None:
        power = (1 + limit) ** growth.years
        return compare_ends(factor, operator, (power, power))
    stated = value_of(side.stated, values) if isinstance(side, Derived) else None
    return None if stated is None else compare_ends(stated, operator, (limit, limit))


def _growth_factor(growth: CompoundGrowth, values: Values) -> Ends | None:
    latest, base = value_of(growth.latest, values), value_of(growth.base, values)
    if latest is None or base is None or _is_open(latest) or _is_open(base):
        return None
    if base[0] <= 0 or latest[0] < 0:
        return None
    return Fraction(latest[0]) / base[1], Fraction(latest[1]) / base[0]


def compare_ends(left: Ends, operator: Operator, right: Ends) -> bool | None:
    """Compare two values known to their ends; None where the ends do not settle it."""
    match operator:
        case Operator.AT_LEAST | Operator.ABOVE:
            surely, possibly = operator.holds(left[0], right[1]), operator.holds(left[1], right[0])
        case Operator.AT_MOST | Operator.BELOW:
            surely, possibly = operator.holds(left[1], right[0]), operator.holds(left[0], right[1])
        case Operator.EQUAL:
            surely = left[0] == left[1] == right[0] == right[1]
            possibly = left[0] <= right[1] and right[0] <= left[1]
        case Operator.NOT_EQUAL:
            surely = left[1] < right[0] or right[1] < left[0]
            possibly = not left[0] == left[1] == right[0] == right[1]
    return True if surely else None if possibly else False


def value_of(expression: NumericExpr, values: Values) -> Ends | None:
    """Compute a numeric expression exactly; None is unknown."""
    match expression:
        case Number(value):
            return value, value
        case Given(slot):
            return _ends(values.get(slot.column))
        case Derived(stated, formula):
            computed = value_of(formula, values)
            return computed if computed is not None else value_of(stated, values)
        case Negative(operand):
            inner = value_of(operand, values)
            return None if inner is None else (-inner[1], -inner[0])
        case Arithmetic():
            return _arithmetic(expression, values)
        case Extreme(greatest, operands):
            found = [value_of(operand, values) for operand in operands]
            known = [ends for ends in found if ends is not None]
            if len(known) < len(found):
                return None
            pick = max if greatest else min
            return pick(ends[0] for ends in known), pick(ends[1] for ends in known)
        case Case(branches, otherwise):
            for condition, branch in branches:
                holds = truth(condition, values)
                if holds is None:
                    return None
                if holds:
                    return value_of(branch, values)
            return value_of(otherwise, values)
        case CompoundGrowth(years=years):
            factor = _growth_factor(expression, values)
            if factor is None:
                return None
            low, high = (Fraction(float(end) ** (1 / years)) - 1 for end in factor)
            return low, high


def _ends(value: Value) -> Ends | None:
    if isinstance(value, Range):
        low = -math.inf if value.low is None else value.low
        return low, math.inf if value.high is None else value.high
    if value is None or isinstance(value, bool | str):
        return None
    return value, value


def _is_open(ends: Ends) -> bool:
    return any(isinstance(end, float) for end in ends)


def _arithmetic(expression: Arithmetic, values: Values) -> Ends | None:
    left, right = value_of(expression.left, values), value_of(expression.right, values)
    if left is None or right is None or _is_open(left) or _is_open(right):
        return None
    match expression.sign:
        case "+":
            return left[0] + right[0], left[1] + right[1]
        case "-":
            return left[0] - right[1], left[1] - right[0]
        case "*":
            corners = [a * b for a in left for b in right]
        case _:
            if right[0] <= 0 <= right[1]:
                return None
            corners = [Fraction(a) / b for a in left for b in right]
    return min(corners), max(corners)


def _decide(compare: Compare, values: Values) -> Comparison:
    """Decide one comparison for showing: own value left, line right."""
    if constant_of(compare.left) is not None:
        compare = Compare(compare.operator.flipped, compare.right, compare.left)
    value, threshold = value_of(compare.left, values), value_of(compare.right, values)
    return Comparison(compare, verdict_of(_compare(compare, values)), value, threshold)


def _table(table: ScoreTable, values: Values) -> TableResult:
    indicators: dict[str, Points] = {}
    groups: dict[str, Points] = {}
    outside = False
    for group in table.groups:
        for indicator in group.indicators:
            indicators[indicator.id] = indicator_points(indicator, values)
        summed = _capped(_sum([indicators[i.id] for i in group.indicators]), group.cap)
        groups[group.id], strange = _refined(summed, group.stated, values)
        outside |= strange
    total, strange = _refined(_capped(_sum(list(groups.values())), table.cap), table.stated, values)
    return TableResult(table, total, groups, indicators, outside or strange)


def indicator_points(indicator: Indicator, values: Values) -> Points:
    """The lowest and highest points that an indicator can earn."""
    return _scoring(indicator.scoring, indicator.most, values)


def _scoring(scoring: Scoring, most: Fraction, values: Values) -> Points:
    match scoring:
        case Bands(bands, otherwise):
            found_bands = [truth(band.when, values) for band in bands]
            highest: Fraction | None = None
            for band, holds in zip(bands, found_bands, strict=True):
                if highest is None and holds is not False:
                    highest = band.high
                if holds:
                    return band.low, highest if highest is not None else band.high
            # an indicator of which nothing is known adds 0 to the minimum, whatever its last band gives
            lowest = otherwise if False in found_bands or not bands else min(otherwise, Fraction(0))
            return lowest, otherwise if highest is None else highest
        case Items(items, limit):
            found = [(truth(item.when, values), item) for item in items]
            low = sum((item.low for holds, item in found if holds), Fraction(0))
            high = sum((item.high for holds, item in found if holds is not False), Fraction(0))
            return min(low, limit), min(high, limit)
        case BestOf(ways):
            ends = [indicator_points(way, values) for way in ways]
            return max(low for low, _ in ends), max(high for _, high in ends)
        case ExpertPoints(low, high, given):
            known = None if given is None else value_of(given, values)
            if known is None:
                return low, high
            least, most = (Fraction(min(max(end, low), high)) for end in known)
            return least, most


def _sum(parts: list[Points]) -> Points:
    return sum((low for low, _ in parts), Fraction(0)), sum(
        (high for _, high in parts), Fraction(0)
    )


def _capped(ends: Points, cap: Fraction | None) -> Points:
    return ends if cap is None else (min(ends[0], cap), min(ends[1], cap))


def _refined(ends: Points, stated: NumericExpr | None, values: Values) -> tuple[Points, bool]:
    """Use a total stated as such where the indicators leave it open; say if it cannot be true."""
    known = None if stated is None else value_of(stated, values)
    if known is None or _is_open(known):
        return ends, False
    if ends[0] <= known[0] and known[1] <= ends[1]:
        return (Fraction(known[0]), Fraction(known[1])), False
    return ends, True


def _classify(classes: Classification, values: Values) -> tuple[str, ...]:
    """Return the classes still possible, in the order of the text."""
    category = values.get(classes.by.column)
    row = next((row for row in classes.rows if row.value == category), None)
    if row is None:
        return classes.order
    possible: list[str] = []
    for name, condition in zip(classes.order, row.conditions, strict=False):
        holds = truth(condition, values)
        if holds is not False:
            possible.append(name)
        if holds:
            return tuple(possible)
    return (*possible, classes.order[-1])
