"""Rulebook → nodes: what must hold for a rulebook not to be unmet, and the points of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from littlegiants.assessment.planning.follow import room_below_cap, sum_capped
from littlegiants.assessment.planning.nodes import (
    NO,
    YES,
    Affine,
    Kept,
    Node,
    Reach,
    Supplied,
    every,
    has_supplies,
    several,
    some,
    walk,
    with_supplies,
)
from littlegiants.assessment.planning.requirements import Asked, Leaves, NotLinearError, missing
from littlegiants.rulebooks.expressions import NumericExpr
from littlegiants.rulebooks.interpret import Ends, Result, TableResult, reach, value_of
from littlegiants.rulebooks.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Band,
    Bands,
    BestOf,
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
from littlegiants.vocabulary.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Choice:
    """Points of the best option that holds, and `base` without any."""

    base: Fraction
    options: tuple[tuple[Fraction, Node], ...] = ()


@dataclass(frozen=True, slots=True)
class Adding:
    """Points of every option that holds, and `base`, at most `most`."""

    base: Fraction
    options: tuple[tuple[Fraction, Node], ...]
    most: Fraction


@dataclass(frozen=True, slots=True)
class Best:
    """The best of several ways."""

    ways: tuple[Points, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """Points given as a fact that may be changed, up to a highest."""

    value: Affine
    high: Fraction


Points = Choice | Adding | Best | Amount
"""The highest points an indicator can earn, as what they rest on."""


@dataclass(frozen=True, slots=True)
class IndicatorTarget:
    """One indicator: its points, what they were before, and if they rest on known facts alone."""

    id: str
    points: Points
    before: Fraction
    is_certain: bool


@dataclass(frozen=True, slots=True)
class GroupTarget:
    """A group of indicators with the room to its cap; `stated` is a total given as such, if in use."""

    id: str
    indicators: tuple[IndicatorTarget, ...]
    cap: Fraction | None
    room: Fraction | None
    stated: Affine | None


@dataclass(frozen=True, slots=True)
class TableTarget:
    """A score table. `stated` is a total given as such that is in use."""

    groups: tuple[GroupTarget, ...]
    cap: Fraction | None
    stated: Affine | None


@dataclass(frozen=True, slots=True)
class Target:
    """What a plan must bring about: every required clause, and the tables they speak of."""

    required: tuple[tuple[str, Node], ...]
    tables: Mapping[str, TableTarget]


@dataclass(frozen=True, slots=True)
class _Stand:
    """How a clause may end other than unmet: counted (met or open), or set aside (not applicable)."""

    counts: Node
    aside: Node
    passes: Node


def find_target(
    rulebook: Rulebook, leaves: Leaves, judged: Mapping[str, bool], before: Result
) -> Target:
    """Return what must hold for the rulebook not to be unmet."""
    reading = _Reading(leaves, judged, before)
    required = tuple(_required(rulebook.root, reading))
    reached = {part.table for _, node in required for part in _reaches(node)}
    tables = {
        table.id: _table(table, before.tables[table.id], leaves)
        for table in rulebook.scores
        if table.id in reached
    }
    return Target(required, tables)


@dataclass(frozen=True, slots=True)
class _Reading:
    leaves: Leaves
    judged: Mapping[str, bool]
    before: Result


def _reaches(node: Node) -> Iterator[Reach]:
    return (part for part in walk(node) if isinstance(part, Reach))


def _required(clause: Criterion, reading: _Reading) -> Iterator[tuple[str, Node]]:
    """The clauses that must each pass: all-ofs without exemptions are taken apart."""
    plain = clause.outside is None and clause.applies is None and not clause.exemptions
    if plain and isinstance(clause.body, AllOf):
        for child in clause.body.children:
            yield from _required(child, reading)
    else:
        yield clause.id, _stand(clause, reading).passes


def _stand(clause: Criterion, reading: _Reading) -> _Stand:
    if clause.outside is not None:
        return _Stand(NO, YES, YES)
    body = _body(clause, reading)
    if clause.exemptions:
        ways = [body, *(_stand(exemption, reading) for exemption in clause.exemptions)]
        body = _either(ways)
    if clause.applies is None:
        return body
    true, false, not_true, not_false = (
        reading.leaves.truth(clause.applies, asked)
        for asked in (Asked.TRUE, Asked.FALSE, Asked.NOT_TRUE, Asked.NOT_FALSE)
    )
    return _Stand(
        counts=some([every([not_true, not_false]), every([true, body.counts])]),
        aside=some([false, every([true, body.aside])]),
        passes=some([not_true, body.passes]),
    )


def _either(ways: Sequence[_Stand]) -> _Stand:
    counts, aside = some(way.counts for way in ways), every(way.aside for way in ways)
    return _Stand(counts, aside, some([counts, aside]))


def _body(clause: Criterion, reading: _Reading) -> _Stand:
    match clause.body:
        case AllOf(children):
            stands = [_stand(child, reading) for child in children]
            aside = every(stand.aside for stand in stands)
            passes = every(stand.passes for stand in stands)
            one = (
                YES
                if any(stand.aside == NO for stand in stands)
                else some(s.counts for s in stands)
            )
            return _Stand(every([passes, one]), aside, passes)
        case AnyOf(children):
            return _either([_stand(child, reading) for child in children])
        case AtLeast(count, children):
            stands = [_stand(child, reading) for child in children]
            counts = several(count, (stand.counts for stand in stands))
            aside = every(stand.aside for stand in stands)
            return _Stand(counts, aside, some([counts, aside]))
        case Test():
            node = _test(clause, clause.body, reading)
        case Judgement():
            node = _judged(clause.id, reading)
        case PointsLine():
            node = _points_line(clause.body, reading)
    return _Stand(node, NO, node)


def _test(clause: Criterion, test: Test, reading: _Reading) -> Node:
    """A manual test that the facts leave open is a person's to judge."""
    if clause.mode is not Mode.MANUAL:
        return reading.leaves.truth(test.expression, Asked.NOT_FALSE)
    judged = reading.judged.get(clause.id)
    asked = Asked.TRUE if judged is False else Asked.NOT_FALSE
    node = reading.leaves.truth(test.expression, asked)
    return with_supplies(node, YES if judged else Supplied(frozenset({judgement_key(clause.id)})))


def _judged(clause_id: str, reading: _Reading) -> Node:
    judged = reading.judged.get(clause_id)
    if judged is None:
        return Supplied(frozenset({judgement_key(clause_id)}))
    return YES if judged else NO


def judgement_key(clause_id: str) -> str:
    """The key of an open judgement among what is to be supplied."""
    return f"judgement:{clause_id}"


def expert_key(indicator_id: str) -> str:
    """The key of points that an expert has yet to give."""
    return f"expert:{indicator_id}"


def _points_line(body: PointsLine, reading: _Reading) -> Node:
    found = reading.before.tables[body.table]
    columns = columns_of_table(found.table, reading.leaves)
    points = found.total if body.group is None else found.groups[body.group]
    if not body.line.operator.is_floor:  # a ceiling on points is kept as it stands
        holds = reach(points, body.line.operator, body.line.value) is not Verdict.UNMET
        return Kept(reading.leaves.levers.moving(columns)) if holds else NO
    return Reach(body.table, body.group, body.line.value, body.line.operator.value == ">")


def columns_of_table(table: ScoreTable, leaves: Leaves) -> frozenset[str]:
    """Every column that a score table may read."""
    stated = [group.stated for group in table.groups] + [table.stated]
    found = [leaves.columns(expression) for expression in stated if expression is not None]
    for indicator in table.indicators():
        found += [leaves.columns(leaf) for leaf in expressions_of_scoring(indicator.scoring)]
    return frozenset().union(*found)


def _table(table: ScoreTable, before: TableResult, leaves: Leaves) -> TableTarget:
    groups: list[GroupTarget] = []
    groups_before = [before.groups[group.id] for group in table.groups]
    for group in table.groups:
        ends = [before.indicators[indicator.id] for indicator in group.indicators]
        indicators = tuple(
            _indicator(i, found, leaves) for i, found in zip(group.indicators, ends, strict=True)
        )
        stated = _stated(group.stated, sum_capped(ends, group.cap), leaves)
        room = room_below_cap(group, before)
        groups.append(GroupTarget(group.id, indicators, group.cap, room, stated))
    stated = _stated(table.stated, sum_capped(groups_before, table.cap), leaves)
    return TableTarget(tuple(groups), table.cap, stated)


def _stated(stated: NumericExpr | None, ends: Ends, leaves: Leaves) -> Affine | None:
    """A total stated as such is in use where the indicators leave it open and do not contradict it."""
    known = None if stated is None else value_of(stated, leaves.values)
    if stated is None or known is None or ends[0] == ends[1]:
        return None
    if known[0] < ends[0] or known[1] > ends[1]:
        return None
    try:
        top = leaves.forms(stated)[0].top
    except NotLinearError:
        top = None
    return top if top is not None else Affine(Fraction(known[1]))


def _indicator(indicator: Indicator, before: Ends, leaves: Leaves) -> IndicatorTarget:
    points = _points(indicator.id, indicator.scoring, leaves)
    certain = before[0] == before[1] and not any(map(has_supplies, _nodes_of(points)))
    return IndicatorTarget(indicator.id, points, Fraction(before[1]), certain)


def _nodes_of(points: Points) -> Iterator[Node]:
    match points:
        case Choice(_, options) | Adding(_, options, _):
            yield from (node for _, node in options)
        case Best(ways):
            for way in ways:
                yield from _nodes_of(way)
        case Amount():
            return


def _points(indicator_id: str, scoring: Scoring, leaves: Leaves) -> Points:
    match scoring:
        case Bands(bands, otherwise):
            return _choice(indicator_id, bands, otherwise, leaves)
        case Items(items, limit):
            return _adding(items, limit, leaves)
        case BestOf(ways):
            return _best([_points(way.id, way.scoring, leaves) for way in ways])
        case ExpertPoints():
            return _expert(indicator_id, scoring, leaves)


def _choice(
    indicator_id: str, bands: Sequence[Band], otherwise: Fraction, leaves: Leaves
) -> Choice:
    """Bands stand in descending points, so that the best that holds is the first that holds."""
    highs = [band.high for band in bands] + [otherwise]
    assert highs == sorted(highs, reverse=True), "the loader refuses bands out of order"
    base = otherwise
    options: list[tuple[Fraction, Node]] = []
    for band in bands:
        node = leaves.truth(band.when, Asked.NOT_FALSE)
        if band.low < band.high:  # within the band an expert chooses
            expert = Supplied(frozenset({expert_key(indicator_id)}))
            options.append((band.high, every([node, expert])))
        if node == YES:
            base = band.low
            break
        options.append((band.low, node))
    return Choice(base, tuple(o for o in options if o[0] > base and o[1] != NO))


def _best(ways: Sequence[Points]) -> Points:
    """The best of several choices is one choice."""
    choices = [way for way in ways if isinstance(way, Choice)]
    if len(choices) < len(ways):
        return Best(tuple(ways))
    base = max(way.base for way in choices)
    options = (option for way in choices for option in way.options)
    return Choice(base, tuple(option for option in options if option[0] > base))


def _adding(items: Sequence[Band], limit: Fraction, leaves: Leaves) -> Points:
    nodes = [(item.high, leaves.truth(item.when, Asked.NOT_FALSE)) for item in items]
    base = sum((points for points, node in nodes if node == YES), Fraction(0))
    return Adding(base, tuple((p, node) for p, node in nodes if node not in (YES, NO)), limit)


def _expert(indicator_id: str, scoring: ExpertPoints, leaves: Leaves) -> Points:
    given = scoring.given
    if given is not None and leaves.is_touched(given):
        try:
            top = leaves.forms(given)[0].top
        except NotLinearError:
            top = None
        if top is not None:
            amount = Amount(top, scoring.high)
            never_low = top.const >= scoring.low and all(f > 0 for f in top.factors.values())
            return amount if never_low else Best((Choice(scoring.low), amount))
    known = None if given is None else value_of(given, leaves.values)
    if known is not None:
        return Choice(Fraction(min(max(known[1], scoring.low), scoring.high)))
    wanted = (
        frozenset({expert_key(indicator_id)}) if given is None else missing(given, leaves.values)
    )
    return Choice(scoring.low, ((scoring.high, Supplied(wanted)),))
