"""The cheapest plan for one enterprise, exact and verified, or the reasons why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from littlegiants.assessment.planning.costs import Costs
from littlegiants.assessment.planning.follow import Following, interpreted
from littlegiants.assessment.planning.levers import Lever, Levers, find_levers
from littlegiants.assessment.planning.model import (
    Change,
    Evidence,
    Follow,
    OpenJudgement,
    Plan,
)
from littlegiants.assessment.planning.nodes import Affine, Node, line
from littlegiants.assessment.planning.program import Program, build_most_clauses, build_program
from littlegiants.assessment.planning.reasons import Reasons
from littlegiants.assessment.planning.requirements import Asked, Leaves
from littlegiants.assessment.planning.solver import Solution, solve
from littlegiants.assessment.planning.steps import Amounts, whole_amounts
from littlegiants.assessment.planning.targets import (
    Target,
    columns_of_table,
    expert_key,
    find_target,
    judgement_key,
)
from littlegiants.rulebooks.cases import row_of
from littlegiants.rulebooks.expressions import Expr, TruthExpr, slots_of
from littlegiants.rulebooks.generate import Decide, generate
from littlegiants.rulebooks.interpret import Result, interpret, truth
from littlegiants.rulebooks.model import Criterion, Judgement, PointsLine, Rulebook, Test
from littlegiants.rulebooks.parse import parse_relation
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from littlegiants.vocabulary.facts import Relation, Vocabulary
from littlegiants.vocabulary.quantity import FEN_PER_YUAN, Dimension, simplify
from littlegiants.vocabulary.slots import Form, Slot
from littlegiants.vocabulary.verdict import Verdict

_ATTEMPTS_MAX = 12
_BOUNDED_FORMS = (Form.YEAR, Form.STANDING, Form.SUM, Form.MEAN, Form.TOTAL_IN)
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def plan(rulebook: Rulebook, facts: EnterpriseFacts, costs: Costs, vocabulary: Vocabulary) -> Plan:
    """Return the cheapest plan for one enterprise. For many, make one `Planner` and keep it."""
    return Planner(rulebook, costs, vocabulary).plan(facts)


@dataclass(frozen=True)
class Planner:
    """A rulebook and costs made ready for many enterprises, one at a time."""

    rulebook: Rulebook
    costs: Costs
    vocabulary: Vocabulary

    def plan(self, facts: EnterpriseFacts) -> Plan:
        """Return the cheapest changes after which the rulebook is not unmet, or why there are none."""
        return _Search(self, facts).plan()

    @cached_property
    def relevant(self) -> Costs:
        """The costs of facts that the rulebook reads, or that a relation ties to one it reads."""
        facts = {slot.fact for slot in self.rulebook.slots()}
        tied = [self._facts_of(relation) for relation in self.vocabulary.relations]
        while any(names & facts and not names <= facts for names in tied):
            facts |= {name for names in tied if names & facts for name in names}
        kept = {
            key: entry
            for key, entry in self.costs.entries.items()
            if self._fact_of(key) in facts or any(name in facts for name, _ in entry.carries)
        }
        return replace(self.costs, entries=kept)

    def _facts_of(self, relation: Relation) -> set[str]:
        return {name for name in _NAME.findall(relation.holds) if name in self.vocabulary.facts}

    def _fact_of(self, key: str) -> str:
        slot = self.vocabulary.slot(key)
        return key if slot is None else slot.fact

    @cached_property
    def columns_of(self) -> dict[int, frozenset[str]]:
        """The columns of expressions, remembered between enterprises."""
        return {}

    @cached_property
    def following(self) -> Following:
        """What follows from changes."""
        return Following(self.rulebook, self.vocabulary)

    @cached_property
    def decide(self) -> Decide:
        """The rulebook as generated Python."""
        return generate(self.rulebook)

    @cached_property
    def _relations(self) -> dict[tuple[str, int | None], TruthExpr]:
        return {}

    def relations(self, touched: frozenset[str]) -> Iterator[tuple[Relation, TruthExpr]]:
        """Yield the relations, year by year, that read one of the columns."""
        slots = [slot for column in touched if (slot := self.vocabulary.slot(column)) is not None]
        for relation in self.vocabulary.relations:
            names = self._facts_of(relation)
            related = [slot for slot in slots if slot.fact in names]
            years = {slot.n for slot in related if slot.form is Form.YEAR}
            for year in sorted(years) if relation.each_year else [None] * bool(related):
                key = (relation.id, year)
                if key not in self._relations:
                    self._relations[key] = parse_relation(
                        relation.holds, self.vocabulary, year=year
                    )
                yield relation, self._relations[key]


class _Search:
    """The search for one enterprise's plan."""

    def __init__(self, planner: Planner, facts: EnterpriseFacts) -> None:
        self.planner = planner
        self.facts = facts
        self.before = interpret(planner.rulebook, facts)
        self.levers: Levers = self._levers()
        self.leaves = Leaves(facts.values, self.levers, planner.columns_of)
        self.relations = [
            (relation, holds)
            for relation, holds in planner.relations(self.levers.touched)
            if self._is_kept(holds)
        ]
        self.always = [
            *self._bounds(),
            *(self.leaves.truth(holds, Asked.NOT_FALSE) for _, holds in self.relations),
        ]
        self.leaves.not_linear.clear()  # a relation that is not linear is no clause
        self.target: Target = find_target(
            planner.rulebook, self.leaves, facts.judgements, self.before
        )

    def plan(self) -> Plan:
        """Solve, round, verify; look again without the routes that cannot be rounded."""
        program = build_program(self.levers.all, self.target, self.always, self._supply_fen)
        for _ in range(_ATTEMPTS_MAX):
            solution = solve(program.problem)
            if solution is None:
                break
            amounts = whole_amounts(program, solution)
            if amounts is not None:
                values = self._values(amounts)
                result = interpreted(self.planner.rulebook, self.facts, values)
                if result.verdict is not Verdict.UNMET and self._broken(values) == ():
                    return self._found(program, solution, amounts, result, values)
            _forbid(program, solution)
        return self._blocked()

    def _levers(self) -> Levers:
        """None where nothing fails: what is open is evidenced, and nothing needs to be changed."""
        costs = self.planner.relevant
        if self.before.verdict is not Verdict.UNMET and not costs.has_evidence_costs:
            return Levers(())
        return find_levers(self.facts.values, costs, self.planner.vocabulary)

    def _is_kept(self, relation: TruthExpr) -> bool:
        """True if all its facts are known and it holds now: what is broken already is a finding."""
        known = all(self.facts.values.get(s.column) is not None for s in slots_of(relation))
        return known and truth(relation, self.facts.values) is True

    def _bounds(self) -> Iterator[Node]:
        """No change carries a value beyond the bounds of its fact."""
        for column, value in self.levers.amounts.items():
            slot = self.planner.vocabulary.slot(column)
            if slot is None or slot.form not in _BOUNDED_FORMS:
                continue
            fact = self.planner.vocabulary.fact(slot.fact)
            factor = FEN_PER_YUAN if fact.dimension is Dimension.MONEY else 1
            for bound, sign in ((fact.minimum, 1), (fact.maximum, -1)):
                if bound is not None:
                    room = value.plus(Affine(Fraction(str(bound)) * factor), -1).times(sign)
                    if room.const >= 0:
                        yield line(room, strict=False)

    def _supply_fen(self, key: str) -> Fraction:
        slot = self.planner.vocabulary.slot(key)
        return Fraction(0) if slot is None else self.planner.costs.evidence_fen(slot)

    def _values(self, amounts: Amounts) -> dict[str, Value]:
        return self.planner.following.values(self.facts, self.before, moved(self.levers, amounts))

    def _broken(self, values: Mapping[str, Value]) -> tuple[str, ...]:
        after = {**self.facts.values, **values}
        broken = (relation.id for relation, holds in self.relations if truth(holds, after) is False)
        return tuple(dict.fromkeys(broken))

    # A plan ---------------------------------------------------------------------------------------

    def _found(
        self,
        program: Program,
        solution: Solution,
        amounts: Amounts,
        result: Result,
        values: Mapping[str, Value],
    ) -> Plan:
        changes = tuple(
            self._change(position, amounts, result, values) for position in sorted(amounts)
        )
        changed = {change.slot.column for change in changes}
        supplied = [key for key, column in program.supplies.items() if solution.is_chosen(column)]
        follows = (self._follow(c, v) for c, v in values.items() if c not in changed)
        return Plan(
            changes=changes,
            follows=tuple(f for f in follows if f.before != f.after),
            to_evidence=tuple(self._to_evidence(supplied, result)),
            open_judgements=tuple(self._open_judgements(supplied, result)),
            blocked=(),
            result_before=self.before,
            result_after=result,
            values_after=dict(values),
            not_planned=self._not_planned(),
            costs_origin=self.planner.costs.origin,
            is_proven=solution.is_proven,
        )

    def _change(
        self, position: int, amounts: Amounts, result: Result, values: Mapping[str, Value]
    ) -> Change:
        lever = self.levers.all[position]
        vocabulary, column = self.planner.vocabulary, lever.slot.column
        serves, keeps = self._purpose(position, amounts, result)
        return Change(
            slot=lever.slot,
            title=vocabulary.describe(lever.slot),
            label=lever.cost.label,
            dimension=vocabulary.dimension(lever.slot),
            before=lever.before,
            after=values[column],
            difference=_difference(lever.before, values[column]),
            per=lever.cost.per,
            cost_fen=lever.fen(amounts[position]),
            wait_years=lever.wait_years(amounts[position]),
            serves=serves,
            keeps=keeps,
        )

    def _purpose(
        self, position: int, amounts: Amounts, result: Result
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The clauses that would be unmet, and the relations that would be broken, without a change."""
        rest = {lever: amount for lever, amount in amounts.items() if lever != position}
        values = self._values(rest)
        unmet = (
            clause.id
            for clause, code in zip(self.planner.rulebook.clauses, self._codes(values), strict=True)
            if not clause.is_group
            and code == Verdict.UNMET
            and result.clauses[clause.id].verdict is not Verdict.UNMET
        )
        return tuple(unmet), self._broken(values)

    def _codes(self, values: Mapping[str, Value]) -> Iterable[int]:
        """The verdict of every clause with some values changed; quick unless there are ranges."""
        if not self.facts.has_ranges:
            row = row_of(replace(self.facts, values={**self.facts.values, **values}))
            return self.planner.decide(row)[0]
        result = interpreted(self.planner.rulebook, self.facts, values)
        return [result.clauses[clause.id].verdict for clause in self.planner.rulebook.clauses]

    def _follow(self, column: str, value: Value) -> Follow:
        vocabulary = self.planner.vocabulary
        slot = vocabulary.slot(column) or Slot(column)
        before = self.facts.values.get(column)
        return Follow(slot, vocabulary.describe(slot), vocabulary.dimension(slot), before, value)

    def _to_evidence(self, supplied: list[str], result: Result) -> Iterator[Evidence]:
        vocabulary = self.planner.vocabulary
        for column in sorted(supplied):
            slot = vocabulary.slot(column)
            clauses = tuple(c.id for c in self._open(result) if column in self._columns_of(c))
            if slot is not None and clauses:
                fen = self.planner.costs.evidence_fen(slot).__ceil__()
                yield Evidence(slot, vocabulary.describe(slot), clauses, fen)

    def _open_judgements(self, supplied: list[str], result: Result) -> Iterator[OpenJudgement]:
        wanted = set(supplied)
        for clause in self._open(result):
            if judgement_key(clause.id) in wanted:
                question = clause.body.question if isinstance(clause.body, Judgement) else None
                yield OpenJudgement(clause.id, clause.title, question)
            if isinstance(clause.body, PointsLine):
                for indicator in self.planner.rulebook.score(clause.body.table).indicators():
                    if expert_key(indicator.id) in wanted:
                        wanted.discard(expert_key(indicator.id))
                        yield OpenJudgement(indicator.id, indicator.title, None)

    def _open(self, result: Result) -> Iterator[Criterion]:
        for clause in self.planner.rulebook.clauses:
            verdict = result.clauses[clause.id].verdict
            if not verdict.decided and not (clause.is_group and clause.applies is None):
                yield clause

    def _columns_of(self, clause: Criterion) -> frozenset[str]:
        expressions: list[Expr] = [] if clause.applies is None else [clause.applies]
        if isinstance(clause.body, Test):
            expressions.append(clause.body.expression)
        found = [self.leaves.columns(expression) for expression in expressions]
        if isinstance(clause.body, PointsLine):
            found.append(
                columns_of_table(self.planner.rulebook.score(clause.body.table), self.leaves)
            )
        return frozenset().union(*found)

    def _not_planned(self) -> tuple[str, ...]:
        """The clauses that read a leaf which is not linear in what may be changed."""
        leaves = [self.leaves.columns(leaf) for leaf in self.leaves.not_linear]
        found = (
            clause.id
            for clause in self.planner.rulebook.clauses
            if any(columns <= self._columns_of(clause) for columns in leaves)
        )
        return tuple(found)

    # No plan --------------------------------------------------------------------------------------

    def _blocked(self) -> Plan:
        program = build_most_clauses(self.levers.all, self.target, self.always)
        solution = solve(program.problem)
        ids = [
            clause_id
            for clause_id, gate in program.clauses.items()
            if solution is None or not solution.is_chosen(gate)
        ]
        not_planned = self._not_planned()
        costs, vocabulary = self.planner.costs, self.planner.vocabulary
        reasons = Reasons(
            self.facts, self.before, self.leaves, costs, vocabulary, frozenset(not_planned)
        )
        return Plan(
            changes=(),
            follows=(),
            to_evidence=(),
            open_judgements=(),
            blocked=reasons.blocks(ids or list(program.clauses)),
            result_before=self.before,
            result_after=self.before,
            not_planned=not_planned,
            costs_origin=costs.origin,
        )


def moved(levers: Levers, amounts: Amounts) -> dict[str, Value]:
    """Return every column that some amounts move, with its value after them."""
    values: dict[str, Value] = {
        column: simplify(value.at(amounts))
        for column, value in levers.amounts.items()
        if any(lever in amounts for lever in value.factors)
    }
    for position in amounts:
        lever: Lever = levers.all[position]
        values |= dict(lever.sets)
    return values


def _difference(before: Value, after: Value) -> Fraction | None:
    numbers = [
        v for v in (before, after) if isinstance(v, int | Fraction) and not isinstance(v, bool)
    ]
    return Fraction(numbers[1]) - numbers[0] if len(numbers) == 2 else None


def _forbid(program: Program, solution: Solution) -> None:
    """Forbid the routes of a solution that did not stand up to whole steps."""
    problem = program.problem
    chosen = {
        column: solution.is_chosen(column)
        for column, whole in enumerate(problem.whole)
        if whole and problem.highs[column] == 1.0 and problem.lows[column] == 0.0
    }
    factors = {column: -1.0 if yes else 1.0 for column, yes in chosen.items()}
    program.row(factors, 1.0 - sum(chosen.values()))
