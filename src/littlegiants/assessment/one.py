"""One enterprise under one rulebook, and what in its own facts does not fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from littlegiants.rulebooks.cases import row_of
from littlegiants.rulebooks.expressions import (
    Compare,
    Derived,
    DerivedTruth,
    TruthExpr,
    constant_of,
    walk,
)
from littlegiants.rulebooks.generate import Decide, Decision, generate
from littlegiants.rulebooks.interpret import (
    Comparison,
    Ends,
    Result,
    compare_ends,
    interpret,
    truth,
    value_of,
)
from littlegiants.rulebooks.model import Criterion, PointsLine, Rulebook
from littlegiants.rulebooks.parse import parse_relation
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from littlegiants.vocabulary.facts import Relation, Vocabulary
from littlegiants.vocabulary.finding import Finding, Severity
from littlegiants.vocabulary.format import format_ends
from littlegiants.vocabulary.language import Text, message
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.verdict import Verdict

RATIO_SLACK = Fraction(1, 2000)
"""A stated ratio may be rounded to a tenth of a percentage point before it counts as disagreeing."""
AMOUNT_SLACK = Fraction(1, 1000)
"""A stated amount may differ by a thousandth of the computed one."""
_RELATION_YEARS = 5


@dataclass(frozen=True)
class Assessor:
    """A rulebook made ready for many enterprises, one at a time."""

    rulebook: Rulebook
    vocabulary: Vocabulary

    def assess(self, facts: EnterpriseFacts) -> Result:
        """Decide every clause exactly, keeping values and reasons."""
        return interpret(self.rulebook, facts)

    def decide(self, row: Mapping[str, Value]) -> Decision:
        """Decide every clause exactly and quickly, verdict codes only; no ranges, no floats (`exact_cells`)."""
        return self._decide(row)

    def decide_facts(self, facts: EnterpriseFacts) -> Decision:
        """The same for an enterprise, ranges included."""
        if not facts.has_ranges:
            return self._decide(row_of(facts))
        result = interpret(self.rulebook, facts)
        codes = tuple(int(result.clauses[clause.id].verdict) for clause in self.rulebook.clauses)
        points = tuple(
            end for table in self.rulebook.scores for end in result.tables[table.id].total
        )
        found = (result.classes[classes.id] for classes in self.rulebook.classes)
        return codes, points, tuple(names[0] if len(names) == 1 else None for names in found)

    def gaps(self, facts: EnterpriseFacts) -> Iterator[tuple[str, int | float | None]]:
        """Yield what is missing to every numeric line, exactly, under the name of its column, in stored units."""
        points: dict[str, Fraction] = {}
        if self.rulebook.scores:  # points need the whole table
            found = interpret(self.rulebook, facts).clauses.values()
            points = {
                one.clause.id: Fraction(one.points[0]) for one in found if one.points is not None
            }
        for name, clause, compare in self._gap_lines:
            if compare is not None:
                yield name, _stored(_decided(compare, facts).gap)
            elif isinstance(clause.body, PointsLine):
                yield name, _stored(max(Fraction(0), clause.body.line.value - points[clause.id]))

    @cached_property
    def _gap_lines(self) -> tuple[tuple[str, Criterion, Compare | None], ...]:
        """Every numeric line with the name of its gap column, in the order of the text."""
        found: list[tuple[str, Criterion, Compare | None]] = []
        for clause in self.rulebook.clauses:
            if clause.outside is not None:
                continue
            if isinstance(clause.body, PointsLine):
                found.append((f"gap:{clause.id}", clause, None))
            compares = clause.comparisons()
            for number, compare in enumerate(compares, start=1):
                if compare.operator.is_floor or compare.operator.is_ceiling:
                    suffix = f"#{number}" if len(compares) > 1 else ""
                    found.append((f"gap:{clause.id}{suffix}", clause, compare))
        return tuple(found)

    @cached_property
    def _decide(self) -> Decide:
        return generate(self.rulebook)

    def findings(self, facts: EnterpriseFacts, result: Result) -> list[Finding]:
        """Find what disagrees: stated values with their parts or indicators, and known relations."""
        where = facts.name or facts.id
        found = [*self._stated_disagreements(facts, where), *self._broken_relations(facts, where)]
        for table in result.tables.values():
            if table.stated_outside:
                found.append(_warning("assess.total_outside", where, table=table.table.id))
        return found

    def _stated_disagreements(self, facts: EnterpriseFacts, where: str) -> Iterator[Finding]:
        for node in self._derived:
            if node.stated.slot.column not in facts.values:
                continue
            what = self.vocabulary.describe(node.stated.slot)
            if isinstance(node, DerivedTruth):
                stated_truth, followed = (
                    truth(node.stated, facts.values),
                    truth(node.formula, facts.values),
                )
                if (
                    stated_truth is not None
                    and followed is not None
                    and stated_truth is not followed
                ):
                    yield _warning("assess.truth_disagrees", where, what=what)
                continue
            stated, computed = (
                value_of(node.stated, facts.values),
                value_of(node.formula, facts.values),
            )
            if stated is None or computed is None:
                continue
            agree = _agree(stated, computed, node.dimension)
            if not agree or self._sides_differ(node, stated, computed):
                yield _warning(
                    "assess.stated_other_side" if agree else "assess.stated_disagrees",
                    where,
                    what=what,
                    stated=_in_both(stated, node.dimension),
                    computed=_in_both(computed, node.dimension),
                )

    def _sides_differ(self, node: Derived, stated: Ends, computed: Ends) -> bool:
        """True if some line of the rulebook lies between what is stated and what is computed."""
        for compare in self._lines.get(node, ()):
            line = constant_of(compare.right)
            if line is not None and compare_ends(
                stated, compare.operator, (line, line)
            ) is not compare_ends(computed, compare.operator, (line, line)):
                return True
        return False

    @cached_property
    def _lines(self) -> dict[Derived, list[Compare]]:
        """The comparisons of each derived value with a number."""
        found: dict[Derived, list[Compare]] = {}
        for expression in self.rulebook.expressions():
            for node in walk(expression):
                if isinstance(node, Compare) and isinstance(node.left, Derived):
                    found.setdefault(node.left, []).append(node)
        return found

    def _broken_relations(self, facts: EnterpriseFacts, where: str) -> Iterator[Finding]:
        for relation, year, expression in self._relations:
            if truth(expression, facts.values) is False:
                when = message("assess.years_back", n=year) if year is not None else Text("", "")
                yield _warning("assess.relation_broken", where, relation=relation.text, year=when)

    @cached_property
    def _derived(self) -> tuple[Derived | DerivedTruth, ...]:
        found: dict[str, Derived | DerivedTruth] = {}
        for expression in self.rulebook.expressions():
            for node in walk(expression):
                if isinstance(node, Derived | DerivedTruth):
                    found[node.stated.slot.column] = node
        return tuple(found.values())

    @cached_property
    def _relations(self) -> tuple[tuple[Relation, int | None, TruthExpr], ...]:
        found: list[tuple[Relation, int | None, TruthExpr]] = []
        for relation in self.vocabulary.relations:
            for year in range(_RELATION_YEARS) if relation.each_year else (None,):
                found.append(
                    (relation, year, parse_relation(relation.holds, self.vocabulary, year=year))
                )
        return tuple(found)


def _decided(compare: Compare, facts: EnterpriseFacts) -> Comparison:
    if constant_of(compare.left) is not None:
        compare = Compare(compare.operator.flipped, compare.right, compare.left)
    ends = (value_of(side, facts.values) for side in (compare.left, compare.right))
    return Comparison(compare, Verdict.UNKNOWN, *ends)  # only the distance is asked for


def _stored(gap: Fraction | None) -> int | float | None:
    if gap is None:
        return None
    return gap.numerator if gap.denominator == 1 else float(gap)


def exact_cells(cells: Sequence[Any]) -> list[Any]:
    """A float counts as its shortest decimal, so that 0.03 is three hundredths."""
    return [_exact(cell) if type(cell) is float else cell for cell in cells]


@lru_cache(maxsize=100_000)  # shares and scores come in few distinct values
def _exact(value: float) -> int | Fraction:
    return int(value) if value.is_integer() else Fraction(repr(value))


def _warning(code: str, where: str, **values: object) -> Finding:
    return Finding.of(code, where, severity=Severity.WARNING, **values)


def _in_both(ends: Ends, dimension: Dimension) -> Text:
    return Text(format_ends(ends, dimension, "zh"), format_ends(ends, dimension, "en"))


def _agree(stated: Ends, computed: Ends, dimension: Dimension) -> bool:
    size = max(abs(Fraction(end)) for end in computed)
    slack = RATIO_SLACK if dimension is Dimension.RATIO else AMOUNT_SLACK * size
    return stated[0] <= computed[1] + slack and computed[0] - slack <= stated[1]
