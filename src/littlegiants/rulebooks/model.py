"""Editions of published standards as frozen values.

`Rulebook` is what every executor reads: one edition, resolved for one action, amendments applied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from littlegiants.rulebooks.expressions import (
    Compare,
    NumericExpr,
    Operator,
    TruthExpr,
    asked_slots_of,
    comparisons_of,
    slots_of,
)
from littlegiants.vocabulary.language import Text
from littlegiants.vocabulary.slots import Slot


class Action(StrEnum):
    """What an enterprise asks for: a first recognition, or the review (复核) of one it holds."""

    NEW = "new"
    REVIEW = "review"


class Mode(StrEnum):
    """Who can decide a clause."""

    AUTOMATIC = "automatic"
    EVIDENCE = "evidence"
    PLATFORM = "platform"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Document:
    """The published document."""

    number: str
    issuer: Text
    issued: str
    grade: str


@dataclass(frozen=True, slots=True)
class InForce:
    """A period in which an edition governs one action; `ends` is None while open, both ends included."""

    action: Action
    starts: date
    ends: date | None
    confidence: str
    cite: Text
    note: Text | None = None

    def covers(self, action: Action, day: date) -> bool:
        """True if the period governs the action on a day."""
        return (
            self.action is action and self.starts <= day and (self.ends is None or day <= self.ends)
        )


@dataclass(frozen=True, slots=True)
class Threshold:
    """A line and its sense: `>= 60`, `> 70`."""

    operator: Operator
    value: Fraction


@dataclass(frozen=True, slots=True)
class Band:
    """Points for a condition; an expert chooses within `low` … `high` where they differ."""

    when: TruthExpr
    low: Fraction
    high: Fraction
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Bands:
    """The first band that holds gives the points; bands stand in descending points."""

    bands: tuple[Band, ...]
    otherwise: Fraction


@dataclass(frozen=True, slots=True)
class Items:
    """Points of every item that holds add up, at most `most`."""

    items: tuple[Band, ...]
    most: Fraction


@dataclass(frozen=True, slots=True)
class BestOf:
    """The best of several ways to score counts."""

    ways: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class ExpertPoints:
    """An expert gives points; `given`, if any, is the fact that carries them."""

    low: Fraction
    high: Fraction
    given: NumericExpr | None


Scoring = Bands | Items | BestOf | ExpertPoints


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of a score table."""

    id: str
    title: Text
    most: Fraction
    scoring: Scoring
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """Indicators that are capped, and have a floor, together."""

    id: str
    title: Text
    indicators: tuple[Indicator, ...]
    cap: Fraction | None
    floor: Threshold | None
    stated: NumericExpr | None


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """A table of points."""

    id: str
    groups: tuple[IndicatorGroup, ...]
    line: Threshold
    cap: Fraction | None
    stated: NumericExpr | None

    def indicators(self) -> Iterator[Indicator]:
        """Yield the indicators in order."""
        for group in self.groups:
            yield from group.indicators


@dataclass(frozen=True, slots=True)
class ClassRow:
    """The classes within one value of the category; the last class of the order is what remains."""

    id: str
    value: str
    conditions: tuple[TruthExpr, ...]


@dataclass(frozen=True, slots=True)
class Classification:
    """A class as answer, such as the size of an enterprise by industry."""

    id: str
    by: Slot
    order: tuple[str, ...]
    rows: tuple[ClassRow, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every child must be met."""

    children: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One child must be met."""

    children: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`count` children must be met."""

    count: int
    children: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Test:
    """A boolean expression over facts; `veto` marks a bar that must not apply."""

    expression: TruthExpr
    source: str
    veto: bool = False

    __test__ = False  # not a pytest class


@dataclass(frozen=True, slots=True)
class Judgement:
    """Only a named person can decide."""

    question: Text


@dataclass(frozen=True, slots=True)
class PointsLine:
    """The total of a score table, or one group of it, must reach a line."""

    table: str
    group: str | None
    line: Threshold


Body = AllOf | AnyOf | AtLeast | Test | Judgement | PointsLine


@dataclass(frozen=True, slots=True)
class Criterion:
    """One clause: what must hold, where it is written, and how sure we are of it.

    `applies` is None if it always applies; `outside` says why it does not for this action at all.
    """

    id: str
    title: Text
    body: Body
    cite: Text
    confidence: str
    text: str = ""
    mode: Mode = Mode.AUTOMATIC
    evidence: tuple[Text, ...] = ()
    note: Text | None = None
    applies: TruthExpr | None = None
    exemptions: tuple[Criterion, ...] = ()
    outside: Text | None = None
    line: int = 0

    @property
    def children(self) -> tuple[Criterion, ...]:
        """The criteria directly below, exemptions last."""
        if isinstance(self.body, AllOf | AnyOf | AtLeast):
            return self.body.children + self.exemptions
        return self.exemptions

    @property
    def is_group(self) -> bool:
        """True if the criterion only combines others."""
        return isinstance(self.body, AllOf | AnyOf | AtLeast)

    @property
    def is_unconfirmed(self) -> bool:
        """True if the clause rests on a weak or disputed source."""
        return self.confidence.startswith(("L", "UNCONFIRMED", "CONFLICT"))

    def walk(self) -> Iterator[Criterion]:
        """Yield the criterion and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def comparisons(self) -> list[Compare]:
        """The comparisons of the clause's own test, in reading order."""
        return comparisons_of(self.body.expression) if isinstance(self.body, Test) else []


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One edition for one action, amendments applied: what the executors read.

    `editions` names the base and, after it, the amending edition; `fingerprint` changes with the text.
    """

    edition: str
    editions: tuple[str, ...]
    programme: str
    action: Action
    title: Text
    document: Document
    period: InForce
    root: Criterion
    scores: tuple[ScoreTable, ...] = ()
    classes: tuple[Classification, ...] = ()
    fingerprint: str = ""
    boundary: Mapping[str, str] = field(default_factory=dict)

    @property
    def clauses(self) -> tuple[Criterion, ...]:
        """Every clause, parents first."""
        return tuple(self.root.walk())

    def clause(self, clause_id: str) -> Criterion:
        """Return one clause by its id."""
        return next(clause for clause in self.clauses if clause.id == clause_id)

    def score(self, table_id: str) -> ScoreTable:
        """Return one score table by its id."""
        return next(table for table in self.scores if table.id == table_id)

    def slots(self) -> set[Slot]:
        """Every slot that some clause or indicator may read."""
        found: set[Slot] = set()
        for expression in self.expressions():
            found |= slots_of(expression)
        return found | {classes.by for classes in self.classes}

    def asked_slots(self) -> list[Slot]:
        """The slots to ask an enterprise for: the parts where a value is computed, in order of the text."""
        found: dict[Slot, None] = {}
        for expression in self.expressions():
            found |= dict.fromkeys(asked_slots_of(expression))
        return list(found)

    def expressions(self) -> Iterator[TruthExpr | NumericExpr]:
        """Yield every leaf of the edition."""
        for clause in self.clauses:
            if clause.applies is not None:
                yield clause.applies
            if isinstance(clause.body, Test):
                yield clause.body.expression
        for table in self.scores:
            yield from _expressions_of_table(table)
        for classes in self.classes:
            yield from (condition for row in classes.rows for condition in row.conditions)

    def judged_clauses(self) -> tuple[str, ...]:
        """The clauses that a person's judgement may decide."""
        return tuple(
            clause.id
            for clause in self.clauses
            if isinstance(clause.body, Judgement)
            or (clause.mode is Mode.MANUAL and not clause.is_group)
        )


def _expressions_of_table(table: ScoreTable) -> Iterator[TruthExpr | NumericExpr]:
    if table.stated is not None:
        yield table.stated
    for group in table.groups:
        if group.stated is not None:
            yield group.stated
    for indicator in table.indicators():
        yield from expressions_of_scoring(indicator.scoring)


def expressions_of_scoring(scoring: Scoring) -> Iterator[TruthExpr | NumericExpr]:
    """Yield the leaves of one indicator."""
    match scoring:
        case Bands(bands) | Items(bands):
            yield from (band.when for band in bands)
        case BestOf(ways):
            for way in ways:
                yield from expressions_of_scoring(way.scoring)
        case ExpertPoints(given=given) if given is not None:
            yield given
        case _:
            return
