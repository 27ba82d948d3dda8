"""What follows from changed facts: values given as such that their changed parts contradict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from littlegiants.rulebooks.expressions import Derived, DerivedTruth, Expr, Given, slots_of, walk
from littlegiants.rulebooks.interpret import Ends, Result, TableResult, interpret, truth, value_of
from littlegiants.rulebooks.model import IndicatorGroup, Rulebook
from littlegiants.rulebooks.parse import parse_value
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.quantity import Range, simplify
from littlegiants.vocabulary.slots import Form, Slot

_CALLS = {
    Form.YEAR: "year_back({fact}, {n})",
    Form.SUM: "sum_years({fact}, {n})",
    Form.MEAN: "mean_years({fact}, {n})",
    Form.GROWTH: "growth({fact})",
    Form.MEAN_GROWTH: "mean_growth({fact}, {n})",
    Form.COMPOUND_GROWTH: "compound_growth({fact}, {n})",
    Form.STANDING: "{fact}",
}
_DENOMINATOR_MAX = 10**9  # a compound growth that follows is irrational, and shown only


@dataclass(frozen=True)
class Following:
    """Carries changes of facts over to the values that are given as such."""

    rulebook: Rulebook
    vocabulary: Vocabulary

    @cached_property
    def _formulas(self) -> dict[str, Derived | None]:
        return {}

    @cached_property
    def _columns(self) -> dict[int, frozenset[str]]:
        return {}

    @cached_property
    def _truths(self) -> list[DerivedTruth]:
        found: dict[str, DerivedTruth] = {}
        for expression in self.rulebook.expressions():
            for node in walk(expression):
                if isinstance(node, DerivedTruth):
                    found[node.stated.slot.column] = node
        return list(found.values())

    def values(
        self, facts: EnterpriseFacts, before: Result, moved: Mapping[str, Value]
    ) -> dict[str, Value]:
        """Return every value that moves or follows when some facts are moved."""
        values = {**moved, **dict(self._derived(facts.values, moved))}
        if self._has_totals(facts.values):
            after = interpreted(self.rulebook, facts, values)
            for table_id, old in before.tables.items():
                totals = _totals_of(old, after.tables[table_id], {**facts.values, **values})
                values |= dict(totals)
        return values

    def _has_totals(self, values: Mapping[str, Value]) -> bool:
        """True if some total of a score table is given as such."""
        for table in self.rulebook.scores:
            for stated in (table.stated, *(group.stated for group in table.groups)):
                if _known(stated, values) is not None:
                    return True
        return False

    def _derived(
        self, before: Mapping[str, Value], moved: Mapping[str, Value]
    ) -> Iterator[tuple[str, Value]]:
        after = {**before, **moved}
        for column, stated in before.items():
            derived = None if isinstance(stated, bool | str) else self._formula(column)
            if derived is not None and self._reads(derived.formula, moved):
                old, new = value_of(derived.formula, before), value_of(derived.formula, after)
                if new is None or new == old or new[0] != new[1]:
                    continue
                if not _is_said(stated, Fraction(new[0])):
                    yield column, simplify(Fraction(new[0]).limit_denominator(_DENOMINATOR_MAX))
        for node in self._truths:
            column = node.stated.slot.column
            if before.get(column) is not None and self._reads(node.formula, moved):
                follows = truth(node.formula, after)
                changed = follows is not None and follows != truth(node.formula, before)
                if changed and follows != before[column]:
                    yield column, follows

    def _reads(self, expression: Expr, moved: Mapping[str, Value]) -> bool:
        columns = self._columns.get(id(expression))
        if columns is None:
            columns = frozenset(slot.column for slot in slots_of(expression))
            self._columns[id(expression)] = columns
        return not columns.isdisjoint(moved)

    def _formula(self, column: str) -> Derived | None:
        if column not in self._formulas:
            slot = self.vocabulary.slot(column)
            self._formulas[column] = None if slot is None else self._parsed(slot)
        return self._formulas[column]

    def _parsed(self, slot: Slot) -> Derived | None:
        fact = self.vocabulary.fact(slot.fact)
        plain = slot.form in (Form.YEAR, Form.STANDING) and fact.derived is None
        if plain or slot.form not in _CALLS or not fact.dimension.is_numeric:
            return None
        parsed = parse_value(_CALLS[slot.form].format(fact=slot.fact, n=slot.n), self.vocabulary)
        return parsed if isinstance(parsed, Derived) else None


def interpreted(rulebook: Rulebook, facts: EnterpriseFacts, values: Mapping[str, Value]) -> Result:
    """Interpret an enterprise with some values changed."""
    return interpret(rulebook, replace(facts, values={**facts.values, **values}))


def _totals_of(
    before: TableResult, after: TableResult, values: Mapping[str, Value]
) -> Iterator[tuple[str, Value]]:
    table = after.table
    changes = [_change(group, before, after) for group in table.groups]
    sums: list[tuple[Ends, Ends]] = []
    for group, change in zip(table.groups, changes, strict=True):
        old, new = (_sum(group, found) for found in (before, after))
        stated = _known(group.stated, values)
        if stated is not None:
            followed = _followed(stated, change, old, new)
            if followed != stated:
                yield _column(group.stated), simplify(followed)
            new = _within(followed, new)
            old = before.groups[group.id]
        sums.append((old, new))
    stated = _known(table.stated, values)
    if stated is not None:
        old, new = (sum_capped([pair[side] for pair in sums], table.cap) for side in (0, 1))
        followed = _followed(stated, sum(changes, Fraction(0)), old, new)
        if followed != stated:
            yield _column(table.stated), simplify(followed)


def _followed(stated: Fraction, change: Fraction, old: Ends, new: Ends) -> Fraction:
    """A total stays, is computed where the indicators decide it, or moves by their change."""
    if new == old:
        return stated
    return Fraction(new[0]) if new[0] == new[1] else stated + change


def _change(group: IndicatorGroup, before: TableResult, after: TableResult) -> Fraction:
    """What a group gains or loses: losses count whole, gains only where they are certain."""
    total = Fraction(0)
    for indicator in group.indicators:
        old, new = before.indicators[indicator.id], after.indicators[indicator.id]
        change = Fraction(new[1]) - old[1]
        total += change if old[0] == old[1] and new[0] == new[1] else min(change, Fraction(0))
    room = room_below_cap(group, before)
    return total if room is None else min(total, room)


def room_below_cap(group: IndicatorGroup, before: TableResult) -> Fraction | None:
    """How many points a group can gain before its cap, or None if the cap cannot bind."""
    if group.cap is None or sum(indicator.most for indicator in group.indicators) <= group.cap:
        return None
    highs = sum((Fraction(before.indicators[i.id][1]) for i in group.indicators), Fraction(0))
    return group.cap - min(group.cap, highs)


def _sum(group: IndicatorGroup, found: TableResult) -> Ends:
    return sum_capped([found.indicators[i.id] for i in group.indicators], group.cap)


def sum_capped(parts: Sequence[Ends], cap: Fraction | None) -> Ends:
    """Add up intervals of points, up to a cap."""
    low, high = (sum((ends[side] for ends in parts), Fraction(0)) for side in (0, 1))
    return (low, high) if cap is None else (min(low, cap), min(high, cap))


def _within(stated: Fraction, ends: Ends) -> Ends:
    return (stated, stated) if ends[0] <= stated <= ends[1] else ends


def _is_said(stated: Value, value: Fraction) -> bool:
    """True if a value is what was stated, or lies within what was stated."""
    if isinstance(stated, Range):
        above = stated.low is None or stated.low <= value
        return above and (stated.high is None or value <= stated.high)
    return stated == value


def _known(stated: object, values: Mapping[str, Value]) -> Fraction | None:
    value = values.get(stated.slot.column) if isinstance(stated, Given) else None
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return Fraction(value)
    return None


def _column(stated: object) -> str:
    assert isinstance(stated, Given), "only a given total is known"
    return stated.slot.column
