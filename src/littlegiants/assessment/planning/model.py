"""The plan: changes, what follows from them, what stays open, and why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from littlegiants.assessment.planning.costs import NO_WORDS
from littlegiants.rulebooks.interpret import Result
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from littlegiants.vocabulary.format import JSON_UNITS, json_number
from littlegiants.vocabulary.language import Text
from littlegiants.vocabulary.quantity import Dimension, Range
from littlegiants.vocabulary.slots import Slot

SCHEMA = "littlegiants.plan/1"


@dataclass(frozen=True, slots=True)
class Change:
    """One known fact changed.

    `difference` is None for a flip. `per` is the unit in which the cost is stated. `serves` names
    the clauses that would be unmet without this change, `keeps` the relations between facts that it
    keeps true. The change first counts `wait_years` years after the application year.
    """

    slot: Slot
    title: Text
    label: Text
    dimension: Dimension
    before: Value
    after: Value
    difference: Fraction | None
    per: str
    cost_fen: int
    wait_years: int
    serves: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Follow:
    """A given value that moves with the changes, at no cost of its own."""

    slot: Slot
    title: Text
    dimension: Dimension
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Evidence:
    """An unknown fact on which the routes chosen rest: it is to be supplied, and is not planned."""

    slot: Slot
    title: Text
    clauses: tuple[str, ...]
    cost_fen: int


@dataclass(frozen=True, slots=True)
class OpenJudgement:
    """A clause, or the points of an indicator, that only a person can decide."""

    id: str
    title: Text
    question: Text | None


@dataclass(frozen=True, slots=True)
class Block:
    """A clause that no change allowed can bring about, and why."""

    clause_id: str
    title: Text
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The cheapest set of changes after which a rulebook is not unmet, or why there is none.

    `values_after` holds every column that changes or follows. `not_planned` names clauses with a
    test that is not linear in what may be changed: they were kept as they are. `is_proven` is false
    if the search ran out of time before the optimum was certain.
    """

    changes: tuple[Change, ...]
    follows: tuple[Follow, ...]
    to_evidence: tuple[Evidence, ...]
    open_judgements: tuple[OpenJudgement, ...]
    blocked: tuple[Block, ...]
    result_before: Result
    result_after: Result
    values_after: Mapping[str, Value] = field(default_factory=dict)
    not_planned: tuple[str, ...] = ()
    costs_origin: Text = NO_WORDS
    is_proven: bool = True

    @property
    def is_possible(self) -> bool:
        """True if the changes bring the rulebook about; false if something is blocked."""
        return not self.blocked

    @property
    def cost_fen(self) -> int:
        """The cost of all changes and of supplying what is unknown."""
        changes = sum(change.cost_fen for change in self.changes)
        return changes + sum(entry.cost_fen for entry in self.to_evidence)

    @property
    def wait_years(self) -> int:
        """How many years after the application year the whole plan first counts."""
        return max((change.wait_years for change in self.changes), default=0)

    def earliest_year(self, application_year: int) -> int:
        """The first year in which an application can rest on the changed figures."""
        return application_year + self.wait_years

    def applied(self, facts: EnterpriseFacts) -> EnterpriseFacts:
        """Return the enterprise as it is after the plan."""
        return replace(facts, values={**facts.values, **self.values_after})

    def as_dict(self, application_year: int | None = None) -> dict[str, Any]:
        """Return the plan as JSON: codes and numbers, and words in both languages."""
        return {
            "schema": SCHEMA,
            "possible": self.is_possible,
            "proven": self.is_proven,
            "verdict_before": self.result_before.verdict.word,
            "verdict_after": self.result_after.verdict.word,
            "cost_yuan": json_number(self.cost_fen, Dimension.MONEY),
            "costs_origin": self.costs_origin.as_dict(),
            "wait_years": self.wait_years,
            "earliest_year": None
            if application_year is None
            else self.earliest_year(application_year),
            "changes": [_change(change, application_year) for change in self.changes],
            "follows": [_moved(follow) for follow in self.follows],
            "to_evidence": [_evidence(entry) for entry in self.to_evidence],
            "open_judgements": [_judgement(entry) for entry in self.open_judgements],
            "blocked": [_block(entry) for entry in self.blocked],
            "not_planned": list(self.not_planned),
        }


def _change(change: Change, application_year: int | None) -> dict[str, Any]:
    year = None if application_year is None else application_year + change.wait_years
    return {
        **_moved(change),
        "label": change.label.as_dict(),
        "difference": json_number(change.difference, change.dimension),
        "per": change.per or None,
        "cost_yuan": json_number(change.cost_fen, Dimension.MONEY),
        "wait_years": change.wait_years,
        "earliest_year": year,
        "serves": list(change.serves),
        "keeps": list(change.keeps),
    }


def _moved(moved: Change | Follow) -> dict[str, Any]:
    return {
        "column": moved.slot.column,
        "title": moved.title.as_dict(),
        "unit": JSON_UNITS.get(moved.dimension, moved.dimension.value),
        "from": _json(moved.before, moved.dimension),
        "to": _json(moved.after, moved.dimension),
    }


def _json(value: Value, dimension: Dimension) -> object:
    if isinstance(value, Range):
        return {"min": json_number(value.low, dimension), "max": json_number(value.high, dimension)}
    if value is None or isinstance(value, bool | str):
        return value
    return json_number(value, dimension)


def _evidence(entry: Evidence) -> dict[str, Any]:
    return {
        "column": entry.slot.column,
        "title": entry.title.as_dict(),
        "clauses": list(entry.clauses),
        "cost_yuan": json_number(entry.cost_fen, Dimension.MONEY),
    }


def _judgement(entry: OpenJudgement) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title.as_dict(),
        "question": entry.question.as_dict() if entry.question else None,
    }


def _block(entry: Block) -> dict[str, Any]:
    return {
        "clause": entry.clause_id,
        "title": entry.title.as_dict(),
        "reasons": [reason.as_dict() for reason in entry.reasons],
    }
