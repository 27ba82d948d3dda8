"""What follows from changed facts: values given as such that their changed parts contradict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from littlegiants.rulebooks.expressions import Derived, DerivedTruth, Given, walk
from littlegiants.rulebooks.interpret import Ends, Result, TableResult, interpret, truth, value_of
from littlegiants.rulebooks.model import IndicatorGroup, Rulebook
from littlegiants.rulebooks.parse import parse_value
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.quantity import simplify
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
    def _truths(self) -> list[DerivedTruth]:
        found: dict[str, DerivedTruth] = {}
        for expression in self.rulebook.expressions():
            for node in walk(expression):
                if isinstance(node, DerivedTruth):
                    found[node.stated.slot.column] = node
        return list(found.values())

    def result(
        self, facts: EnterpriseFacts, before: Result, moved: Mapping[str, Value]
    ) -> tuple[Result, dict[str, Value]]:
        """Return the result after a change of facts, and every value that moves or follows."""
        after = {**facts.values, **moved}
        values = {**moved, **dict(self._derived(facts.values, after))}
        result = _interpreted(facts, {**facts.values, **values}, self.rulebook)
        totals = dict(self._totals(before, result, {**facts.values, **values}))
        if totals:
            values |= totals
            result = _interpreted(facts, {**facts.values, **values}, self.rulebook)
        return result, values

    def _derived(
        self, before: Mapping[str, Value], after: Mapping[str, Value]
    ) -> Iterator[tuple[str, Value]]:
        for column, stated in before.items():
            derived = None if isinstance(stated, bool | str) else self._formula(column)
            if derived is not None:
                old, new = value_of(derived.formula, before), value_of(derived.formula, after)
                if new is not None and old is not None and new != old and new[0] == new[1] != stated:
                    yield column, simplify(Fraction(new[0]).limit_denominator(_DENOMINATOR_MAX))
        for node in self._truths:
            column = node.stated.slot.column
            old_truth, new_truth = truth(node.formula, before), truth(node.formula, after)
            if None not in (old_truth, new_truth, before.get(column)) and old_truth != new_truth:
                if before[column] != new_truth:
                    yield column, new_truth

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

    def _totals(
        self, before: Result, after: Result, values: Mapping[str, Value]
    ) -> Iterator[tuple[str, Value]]:
        for table_id, old in before.tables.items():
            yield from _totals_of(old, after.tables[table_id], values)


def _interpreted(
    facts: EnterpriseFacts, values: Mapping[str, Value], rulebook: Rulebook
) -> Result:
    return interpret(rulebook, EnterpriseFacts(facts.id, facts.name, values, facts.judgements))


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
        old, new = (_capped(_added([pair[side] for pair in sums]), table.cap) for side in (0, 1))
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
    return _capped(_added([found.indicators[i.id] for i in group.indicators]), group.cap)


def _added(parts: Sequence[Ends]) -> Ends:
    return sum((p[0] for p in parts), Fraction(0)), sum((p[1] for p in parts), Fraction(0))


def _capped(ends: Ends, cap: Fraction | None) -> Ends:
    return ends if cap is None else (min(ends[0], cap), min(ends[1], cap))


def _within(stated: Fraction, ends: Ends) -> Ends:
    return (stated, stated) if ends[0] <= stated <= ends[1] else ends


def _known(stated: object, values: Mapping[str, Value]) -> Fraction | None:
    value = values.get(stated.slot.column) if isinstance(stated, Given) else None
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return Fraction(value)
    return None


def _column(stated: object) -> str:
    assert isinstance(stated, Given), "only a given total is known"
    return stated.slot.column
