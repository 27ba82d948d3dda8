"""Why there is no plan: what in a clause cannot be changed, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from littlegiants.assessment.planning.costs import Costs, Direction
from littlegiants.assessment.planning.model import Block
from littlegiants.assessment.planning.nodes import NO, Every, Line, Node, Several
from littlegiants.assessment.planning.requirements import Asked, Leaves
from littlegiants.rulebooks.expressions import (
    And,
    Derived,
    DerivedTruth,
    Expr,
    Given,
    Not,
    Or,
    TruthExpr,
    children,
)
from littlegiants.rulebooks.interpret import Result, truth, value_of
from littlegiants.rulebooks.model import Criterion, Judgement, PointsLine, Test
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.format import format_value
from littlegiants.vocabulary.language import Text, message
from littlegiants.vocabulary.quantity import Range
from littlegiants.vocabulary.slots import Form, Slot
from littlegiants.vocabulary.verdict import Verdict


@dataclass(frozen=True)
class Reasons:
    """Finds out why a clause of one enterprise cannot be brought about."""

    facts: EnterpriseFacts
    result: Result
    leaves: Leaves
    costs: Costs
    vocabulary: Vocabulary
    not_planned: frozenset[str]

    def blocks(self, clause_ids: Sequence[str]) -> tuple[Block, ...]:
        """Return what blocks, clause by clause, down to the leaves of each route."""
        found: dict[str, Block] = {}
        for clause_id in clause_ids:
            for clause in self._unmet_leaves(self.result.clauses[clause_id].clause):
                found[clause.id] = Block(clause.id, clause.title, tuple(self._reasons(clause)))
        return tuple(found.values())

    def _unmet_leaves(self, clause: Criterion) -> Iterator[Criterion]:
        unmet = [c for c in clause.children if self.result.clauses[c.id].verdict is Verdict.UNMET]
        if not clause.is_group or not unmet:
            yield clause
        for child in unmet:
            yield from self._unmet_leaves(child)

    def _reasons(self, clause: Criterion) -> Iterator[Text]:
        if self.result.clauses[clause.id].verdict is not Verdict.UNMET:
            yield message("plan.reason.together")
            return
        match clause.body:
            case Judgement():
                yield message("plan.reason.judged")
            case PointsLine(_, _, line):
                wanted = f"{line.operator.value} {float(line.value):g}"
                yield message("plan.reason.points", line=wanted)
            case Test(expression):
                yield from self._reasons_of_test(clause, expression)
            case _:
                yield message("plan.reason.together")

    def _reasons_of_test(self, clause: Criterion, expression: TruthExpr) -> Iterator[Text]:
        if truth(expression, self.facts.values) is None:
            yield message("plan.reason.judged")
            return
        if clause.id in self.not_planned:
            yield message("plan.reason.not_linear")
        reasons: dict[Text, None] = {}
        for leaf, wanted in failing(expression, self.facts.values):
            reasons |= dict.fromkeys(self._reasons_of_leaf(leaf, wanted))
        yield from reasons or [message("plan.reason.together")]

    def _reasons_of_leaf(self, leaf: TruthExpr, wanted: bool) -> Iterator[Text]:
        if isinstance(leaf, DerivedTruth):
            yield message("plan.reason.follows", fact=self.vocabulary.describe(leaf.stated.slot))
            return
        node = self.leaves.truth(leaf, Asked.NOT_FALSE if wanted else Asked.NOT_TRUE)
        for slot in known_slots(leaf, self.facts.values):
            if slot.column not in self.leaves.levers.touched:
                yield self._fixed(slot)
            elif node == NO:
                yield self._one_way(slot)
            elif self._is_short(node):
                yield from self._limit(slot)

    def _fixed(self, slot: Slot) -> Text:
        fact, entry = self.vocabulary.describe(slot), self.costs.entry(slot)
        if isinstance(self.facts.values[slot.column], Range):
            return message("plan.reason.range", fact=fact)
        if entry is not None and slot.form is Form.YEAR:
            return message("plan.reason.year", fact=fact)
        if entry is not None and entry.options:
            return message("plan.reason.options", fact=fact)
        return message("plan.reason.fixed", fact=fact)

    def _one_way(self, slot: Slot) -> Text:
        levers = self.leaves.levers
        column = frozenset({slot.column})
        directions = {levers.all[lever].cost.direction for lever in levers.moving(column)}
        way = directions.pop() if len(directions) == 1 else Direction.FLIP
        return message(f"plan.reason.only_{way.value}", fact=self.vocabulary.describe(slot))

    def _is_short(self, node: Node) -> bool:
        """True if the limits of the levers keep a line from being reached."""
        match node:
            case Line(value):
                helpful = [(k, factor) for k, factor in value.factors.items() if factor > 0]
                limits = [self.leaves.levers.all[k].cost.limit for k, _ in helpful]
                reached = sum(
                    f * limit for (_, f), limit in zip(helpful, limits, strict=True) if limit
                )
                return None not in limits and value.const + reached < 0
            case Every(parts):
                return any(map(self._is_short, parts))
            case Several(_, parts):
                return all(map(self._is_short, parts))
            case _:
                return False

    def _limit(self, slot: Slot) -> Iterator[Text]:
        entry, dimension = self.costs.entry(slot), self.vocabulary.dimension(slot)
        if entry is not None and entry.limit is not None:
            limit = Text(
                format_value(entry.limit, dimension, "zh"),
                format_value(entry.limit, dimension, "en"),
            )
            yield message("plan.reason.limit", fact=self.vocabulary.describe(slot), limit=limit)


def failing(
    expression: TruthExpr, values: Mapping[str, Value], *, wanted: bool = True
) -> Iterator[tuple[TruthExpr, bool]]:
    """Yield the leaves because of which a truth is not as wanted, each with what is wanted of it."""
    match expression:
        case Not(operand):
            yield from failing(operand, values, wanted=not wanted)
        case And(operands) | Or(operands):
            for operand in operands:
                if truth(operand, values) not in (wanted, None):
                    yield from failing(operand, values, wanted=wanted)
        case _:
            yield expression, wanted


def known_slots(expression: Expr, values: Mapping[str, Value]) -> list[Slot]:
    """The known slots that a value rests on: its parts, or what is stated as such."""
    match expression:
        case Given(slot):
            return [slot] if values.get(slot.column) is not None else []
        case Derived(stated, formula):
            used = stated if value_of(formula, values) is None else formula
            return known_slots(used, values) or known_slots(formula, values)
        case _:
            found = (known_slots(child, values) for child in children(expression))
            return list(dict.fromkeys(slot for slots in found for slot in slots))
