"""Why there is no plan: what in a clause cannot be changed, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from littlegiants.assessment.planning.costs import Costs, FactCost
from littlegiants.assessment.planning.levers import Levers
from littlegiants.assessment.planning.model import Block
from littlegiants.rulebooks.expressions import (
    And,
    DerivedTruth,
    Not,
    Or,
    TruthExpr,
    asked_slots_of,
)
from littlegiants.rulebooks.interpret import Result, truth
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
    levers: Levers
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
        slots = dict.fromkeys(
            slot for leaf in failing(expression, self.facts.values) for slot in _slots(leaf)
        )
        reasons = [reason for slot in slots if (reason := self._reason(slot)) is not None]
        yield from reasons or [message("plan.reason.together")]

    def _reason(self, slot: Slot) -> Text | None:
        value = self.facts.values.get(slot.column)
        if value is None:
            return None
        fact = self.vocabulary.describe(slot)
        if isinstance(value, Range):
            return message("plan.reason.range", fact=fact)
        entry = self.costs.entry(slot)
        if slot.column in self.levers.touched:
            return None if entry is None or entry.limit is None else self._limit(slot, entry, fact)
        if entry is not None and slot.form is Form.YEAR:
            return message("plan.reason.year", fact=fact)
        if entry is not None and entry.options:
            return message("plan.reason.options", fact=fact)
        return message("plan.reason.fixed", fact=fact)

    def _limit(self, slot: Slot, entry: FactCost, fact: Text) -> Text:
        assert entry.limit is not None
        dimension = self.vocabulary.dimension(slot)
        zh, en = (format_value(entry.limit, dimension, language) for language in ("zh", "en"))
        return message("plan.reason.limit", fact=fact, limit=Text(zh, en))


def failing(
    expression: TruthExpr, values: Mapping[str, Value], *, wanted: bool = True
) -> Iterator[TruthExpr]:
    """Yield the leaves because of which a truth is not as wanted."""
    match expression:
        case Not(operand):
            yield from failing(operand, values, wanted=not wanted)
        case And(operands) | Or(operands):
            for operand in operands:
                if truth(operand, values) not in (wanted, None):
                    yield from failing(operand, values, wanted=wanted)
        case _:
            yield expression


def _slots(leaf: TruthExpr) -> list[Slot]:
    return [leaf.stated.slot] if isinstance(leaf, DerivedTruth) else asked_slots_of(leaf)
