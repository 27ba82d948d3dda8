"""A lower bound of the plan's cost for every enterprise of a table, without solving anything.

Each clause costs at least its cheapest single remedy; clauses that share levers count once, the
others add up; of several routes the cheapest counts. The bound is exact, up to whole steps, where
each clause has one lever and shares it with no other, nothing changed counts against another clause,
no score is involved, and no relation between facts binds. Facts to be evidenced count as free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from littlegiants.assessment.planning.bound_columns import Cells, Columns, Floats, Moves, find_moves
from littlegiants.assessment.planning.bound_leaves import (
    Bound,
    LeafBounds,
    all_of,
    any_of,
    at_least,
    clusters,
)
from littlegiants.assessment.planning.costs import Costs
from littlegiants.assessment.planning.requirements import Asked
from littlegiants.rulebooks.expressions import NumericExpr
from littlegiants.rulebooks.model import (
    AllOf,
    AnyOf,
    AtLeast,
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
    Test,
)
from littlegiants.vocabulary.enterprise import FactTable, judgement_column
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.quantity import Range

ROWS_AT_ONCE = 65_536
_ROUNDING = 1 - 1e-9
_POINTS_SLACK = 1e-9
_ANY_FEN = 1e300


def lower_bound(
    rulebook: Rulebook,
    table: FactTable | Mapping[str, Cells],
    costs: Costs,
    vocabulary: Vocabulary,
) -> Floats:
    """Return by row a cost in fen that no plan can be below; infinite where there can be none.

    0 where nothing needs to be changed, or where a value is known only as a range.
    """
    cells: Mapping[str, Cells] = table.columns if isinstance(table, FactTable) else table
    rows = len(table) if isinstance(table, FactTable) else len(next(iter(cells.values()), ()))
    moves = find_moves(costs, vocabulary)
    parts = [np.zeros(0)]
    for start in range(0, rows, ROWS_AT_ONCE):
        end = min(start + ROWS_AT_ONCE, rows)
        columns = Columns(end - start, {name: cell[start:end] for name, cell in cells.items()})
        parts.append(_Bounds(rulebook, columns, moves).fen())
    return np.concatenate(parts)


@dataclass(frozen=True, slots=True)
class _Stand:
    """The least cost for a clause to be counted, to be set aside, and to be either."""

    counts: Bound
    aside: Bound
    passes: Bound


@dataclass(frozen=True, slots=True)
class _Gain:
    """Points that one option of an indicator may add by row, and at what least cost."""

    indicator: str
    points: Floats
    bound: Bound

    @property
    def levers(self) -> frozenset[str]:
        """The levers that pay for it."""
        return self.bound.levers


class _Bounds:
    """The bounds of one rulebook over some rows."""

    def __init__(self, rulebook: Rulebook, columns: Columns, moves: Moves) -> None:
        self.rulebook = rulebook
        self.columns = columns
        self.leaves = LeafBounds(columns, moves)
        self.free = Bound(self.leaves.constant(0.0))
        self.never = Bound(self.leaves.constant(np.inf))

    def fen(self) -> Floats:
        """The bound of the whole."""
        found = self._stand(self.rulebook.root).passes.fen * _ROUNDING
        found[self._ranged()] = 0.0
        return found

    def _ranged(self) -> list[int]:
        rows: set[int] = set()
        for cells in self.columns.cells.values():
            if not isinstance(cells, np.ndarray):
                rows.update(row for row, cell in enumerate(cells) if isinstance(cell, Range))
        return sorted(rows)

    # Clauses --------------------------------------------------------------------------------------

    def _stand(self, clause: Criterion) -> _Stand:
        if clause.outside is not None:
            return _Stand(self.never, self.free, self.free)
        stand = self._body(clause)
        if clause.exemptions:
            stand = _either([stand, *map(self._stand, clause.exemptions)])
        if clause.applies is None:
            return stand
        true, false, not_true = (
            self.leaves.truth(clause.applies, asked)
            for asked in (Asked.TRUE, Asked.FALSE, Asked.NOT_TRUE)
        )
        unknown = self.leaves.unknown(clause.applies)
        return _Stand(
            counts=any_of([unknown, all_of([true, stand.counts])]),
            aside=any_of([false, all_of([true, stand.aside])]),
            passes=any_of([not_true, stand.passes]),
        )

    def _body(self, clause: Criterion) -> _Stand:
        match clause.body:
            case AllOf(children):
                stands = [self._stand(child) for child in children]
                passes = all_of([stand.passes for stand in stands])
                counts = all_of([passes, any_of([stand.counts for stand in stands])])
                return _Stand(counts, all_of([stand.aside for stand in stands]), passes)
            case AnyOf(children):
                return _either([self._stand(child) for child in children])
            case AtLeast(count, children):
                stands = [self._stand(child) for child in children]
                counts = at_least(count, [stand.counts for stand in stands])
                aside = all_of([stand.aside for stand in stands])
                return _Stand(counts, aside, any_of([counts, aside]))
            case Test(expression):
                bound = self.leaves.truth(expression, Asked.NOT_FALSE)
                if clause.mode is Mode.MANUAL:
                    bound = self._judged(
                        clause.id, self.leaves.truth(expression, Asked.TRUE), bound
                    )
            case Judgement():
                bound = self._judged(clause.id, self.never, self.free)
            case PointsLine():
                bound = self._points_line(clause.body)
        return _Stand(bound, self.never, bound)

    def _judged(self, clause_id: str, denied: Bound, otherwise: Bound) -> Bound:
        judged = self.columns.numbers(judgement_column(clause_id))
        fen = np.where(judged == 0.0, denied.fen, otherwise.fen)
        return Bound(fen, denied.levers | otherwise.levers)

    # Points ---------------------------------------------------------------------------------------

    def _points_line(self, line: PointsLine) -> Bound:
        table = self.rulebook.score(line.table)
        if not line.line.operator.is_floor:
            return self.free
        points, gains = self._table(table, line.group)
        return self._gained(float(line.line.value) - points, gains)

    def _table(self, table: ScoreTable, group_id: str | None) -> tuple[Floats, list[_Gain]]:
        """The highest points now, and what may be gained."""
        total = self.leaves.constant(0.0)
        gains: list[_Gain] = []
        for group in table.groups:
            if group_id not in (None, group.id):
                continue
            points = self.leaves.constant(0.0)
            for indicator in group.indicators:
                high, gained = self._indicator(indicator)
                points = points + high
                gains += gained
            total = total + self._stated(group.stated, _capped(points, group.cap))
        if group_id is None:
            total = self._stated(table.stated, _capped(total, table.cap))
        return total, gains

    def _stated(self, stated: NumericExpr | None, points: Floats) -> Floats:
        """Where a total is given as such nothing is claimed: it may be the one in use."""
        if stated is None:
            return points
        return np.where(self.leaves.shape(stated).known, np.inf, points)

    def _indicator(self, indicator: Indicator) -> tuple[Floats, list[_Gain]]:
        scoring = indicator.scoring
        if isinstance(scoring, Items):
            return self._items(indicator.id, scoring)
        if isinstance(scoring, ExpertPoints):
            return self._given(scoring), []
        base, options = self._options(indicator)
        high = self.leaves.constant(base)
        for points, bound in options:
            high = np.where(bound.fen == 0, np.maximum(high, points), high)
        gains = [_Gain(indicator.id, np.maximum(p - high, 0.0), bound) for p, bound in options]
        return high, gains

    def _options(self, indicator: Indicator) -> tuple[float, list[tuple[float, Bound]]]:
        """What an indicator gives in any case, and the options of which the best one counts."""
        match indicator.scoring:
            case Bands(bands, otherwise):
                options = [
                    (float(b.high), self.leaves.truth(b.when, Asked.NOT_FALSE)) for b in bands
                ]
                return float(otherwise), options
            case BestOf(ways):
                found = [self._options(way) for way in ways]
                return max(base for base, _ in found), [o for _, options in found for o in options]
            case Items() | ExpertPoints():  # as one of several ways they are not looked into
                return float(indicator.most), []

    def _given(self, expert: ExpertPoints) -> Floats:
        """Points given as a fact that no lever changes; else the most that may be given."""
        if expert.given is None or self.leaves.is_touched(expert.given):
            return self.leaves.constant(float(expert.high))
        known = self.leaves.shape(expert.given)
        points = np.clip(known.top.const, float(expert.low), float(expert.high))
        return np.where(known.known, points, float(expert.high))

    def _items(self, indicator: str, items: Items) -> tuple[Floats, list[_Gain]]:
        """Items add up: each is a gain of its own."""
        most = float(items.most)
        bounds = [(float(i.high), self.leaves.truth(i.when, Asked.NOT_FALSE)) for i in items.items]
        had = [np.where(bound.fen == 0, points, 0.0) for points, bound in bounds]
        high = np.minimum(np.add.reduce(had), most)
        gains = [
            _Gain(
                f"{indicator}#{n}",
                np.where(bound.fen == 0, 0.0, np.minimum(points, most - high)),
                bound,
            )
            for n, (points, bound) in enumerate(bounds)
        ]
        return high, gains

    def _gained(self, needed: Floats, gains: Sequence[_Gain]) -> Bound:
        """The least cost of gaining points, at the best rate that any set of shared levers offers."""
        needed = np.where(needed > _POINTS_SLACK, needed, 0.0)
        rate, most = self.leaves.constant(np.inf), self.leaves.constant(0.0)
        wanted = [gain for gain in gains if gain.points.any()]
        for cluster in clusters(wanted):
            most = most + _most_points(cluster, self.leaves.constant(_ANY_FEN))
            for gain in cluster:
                usable = (gain.points > 0) & np.isfinite(gain.bound.fen)
                points = np.where(usable, _most_points(cluster, gain.bound.fen), 1.0)
                rate = np.where(usable, np.minimum(rate, gain.bound.fen / points), rate)
        with np.errstate(invalid="ignore"):
            fen = np.where(needed > 0, needed * rate, 0.0)
        fen = np.where(most < needed - _POINTS_SLACK, np.inf, fen)
        return Bound(fen, frozenset().union(*(gain.levers for gain in wanted)))


def _most_points(gains: Sequence[_Gain], fen: Floats) -> Floats:
    """The most points that some options can add if none of them may cost more than an amount."""
    by_indicator: dict[str, Floats] = {}
    for gain in gains:
        had = np.where(gain.bound.fen <= fen * (1 + 1e-9), gain.points, 0.0)
        before = by_indicator.get(gain.indicator)
        by_indicator[gain.indicator] = had if before is None else np.maximum(before, had)
    return np.asarray(np.add.reduce(list(by_indicator.values())))


def _capped(points: Floats, cap: Fraction | None) -> Floats:
    return points if cap is None else np.minimum(points, float(cap))


def _either(ways: Sequence[_Stand]) -> _Stand:
    counts = any_of([way.counts for way in ways])
    aside = all_of([way.aside for way in ways])
    return _Stand(counts, aside, any_of([counts, aside]))
