"""Nodes → a mixed-integer program, with a gate (a column of 0 or 1) for every route to be taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from littlegiants.assessment.planning.levers import Lever
from littlegiants.assessment.planning.nodes import (
    Affine,
    Every,
    Fixed,
    Kept,
    Line,
    Node,
    Picked,
    Reach,
    Several,
    Supplied,
    walk,
)
from littlegiants.assessment.planning.solver import Problem
from littlegiants.assessment.planning.targets import (
    Adding,
    Amount,
    Best,
    Choice,
    GroupTarget,
    IndicatorTarget,
    Points,
    TableTarget,
    Target,
)
from littlegiants.vocabulary.quantity import AMOUNT_FEN_MAX

NUDGE_YUAN = 1e-4
"""What a change that costs nothing costs all the same, so that a plan does no more than it must."""
SUPPLY_NUDGE_YUAN = 1e-6
"""The same for what is to be evidenced or judged, so that a plan rests on no more than it must."""
_SLACK = 1e-6
_POINTS_MAX = 10_000.0
_ROUNDS_MAX = 8


@dataclass(frozen=True, slots=True)
class GatedLine:
    """A line of the program, which must hold if its gate is chosen, or always."""

    line: Line
    gate: int | None


@dataclass
class Program:
    """A mixed-integer program and what its columns mean. The first columns are the levers.

    The amount of a lever is counted in its cost's unit. `lines` are the rows over levers alone, to
    be checked exactly; `other_rows` are the positions of the rest in `problem.rows`.
    """

    levers: Sequence[Lever]
    problem: Problem = field(default_factory=Problem)
    supplies: dict[str, int] = field(default_factory=dict)
    lines: list[GatedLine] = field(default_factory=list)
    other_rows: list[int] = field(default_factory=list)
    clauses: dict[str, int] = field(default_factory=dict)

    def row(self, factors: Mapping[int, float], low: float) -> None:
        """Add a row that is not a line over levers alone."""
        self.other_rows.append(len(self.problem.rows))
        self.problem.at_least(factors, low)


def build_program(
    levers: Sequence[Lever],
    target: Target,
    always: Sequence[Node],
    supply_fen: Callable[[str], Fraction],
) -> Program:
    """Return the program of the cheapest plan; `always` must hold besides the target."""
    builder = _Builder(Program(levers), target, supply_fen)
    builder.add_levers(always)
    for node in [*always, *(node for _, node in target.required)]:
        builder.require(node, None)
    return builder.program


def build_most_clauses(levers: Sequence[Lever], target: Target, always: Sequence[Node]) -> Program:
    """Return the program by which as many required clauses pass as can, at any cost."""
    builder = _Builder(Program(levers), target, lambda _: Fraction(0))
    builder.add_levers(always)
    for node in always:
        builder.require(node, None)
    gates = {clause_id: builder.problem.column() for clause_id, _ in target.required}
    for clause_id, node in target.required:
        builder.require(node, gates[clause_id])
    builder.problem.costs[:] = [0.0] * len(builder.problem.costs)
    for gate in gates.values():
        builder.problem.costs[gate] = -1.0
    builder.program.clauses.update(gates)
    return builder.program


@dataclass
class _Builder:
    program: Program
    target: Target
    supply_fen: Callable[[str], Fraction]
    points: dict[tuple[str, str | None], int] = field(default_factory=dict)
    grains: dict[str, Fraction] = field(default_factory=dict)

    @property
    def problem(self) -> Problem:
        return self.program.problem

    # Levers ---------------------------------------------------------------------------------------

    def add_levers(self, always: Sequence[Node]) -> None:
        mosts = _most_amounts(self.program.levers, [*always, *_all_nodes(self.target)])
        for lever, most in zip(self.program.levers, mosts, strict=True):
            if lever.is_flip:
                self.problem.column(cost=_yuan(lever.price))
            else:
                cost = _yuan(lever.price * lever.cost.unit)
                self.problem.column(cost=cost, high=most, whole=lever.is_whole)
        for together in _exclusive(self.program.levers):
            self.program.row(dict.fromkeys(together, -1.0), -1.0)

    # Nodes ----------------------------------------------------------------------------------------

    def require(self, node: Node, gate: int | None) -> None:
        """Make a node hold if its gate is chosen, or always."""
        match node:
            case Fixed(holds):
                if not holds:
                    self._never(gate)
            case Line():
                self._line(node, gate)
            case Picked(lever, wanted):
                self._picked(lever, gate, wanted=wanted)
            case Kept(levers):
                for lever in sorted(levers):
                    self._kept(lever, gate)
            case Supplied(keys):
                for key in sorted(keys):
                    self._implies(self._supply(key), gate)
            case Every(parts):
                for part in parts:
                    self.require(part, gate)
            case Several(count, parts):
                factors: dict[int, float] = {}
                for column in map(self._gate, parts):
                    factors[column] = factors.get(column, 0.0) + 1.0
                self._at_least(factors, count, gate)
            case Reach():
                self._reach(node, gate)

    def _gate(self, node: Node) -> int:
        if isinstance(node, Picked) and node.wanted:
            return node.lever
        if isinstance(node, Supplied) and len(node.keys) == 1:
            return self._supply(*node.keys)
        gate = self.problem.column()
        self.require(node, gate)
        return gate

    def _never(self, gate: int | None) -> None:
        if gate is None:
            self.program.row({}, 1.0)
        else:
            self.problem.highs[gate] = 0.0

    def _implies(self, column: int, gate: int | None) -> None:
        if gate is None:
            self.problem.lows[column] = 1.0
        else:
            self.program.row({column: 1.0, gate: -1.0}, 0.0)

    def _at_least(self, factors: dict[int, float], low: float, gate: int | None) -> None:
        """Σ factor × column >= low if the gate is chosen; without it the sum is never below zero."""
        if gate is not None:
            factors[gate] = factors.get(gate, 0.0) - low
            low = 0.0
        self.program.row(factors, low)

    def _picked(self, lever: int, gate: int | None, *, wanted: bool) -> None:
        if wanted:
            self._implies(lever, gate)
        else:
            self._kept(lever, gate)

    def _kept(self, lever: int, gate: int | None) -> None:
        most = self.problem.highs[lever]
        if gate is None:
            self.problem.highs[lever] = 0.0
        elif most > 0:
            self.program.row({lever: -1.0 / most, gate: -1.0}, -1.0)

    def _supply(self, key: str) -> int:
        if key not in self.program.supplies:
            cost = max(float(self.supply_fen(key)) / 100, SUPPLY_NUDGE_YUAN)
            self.program.supplies[key] = self.problem.column(cost=cost)
        return self.program.supplies[key]

    def _line(self, node: Line, gate: int | None) -> None:
        levers, highs = self.program.levers, self.problem.highs
        factors = _in_units(node.value, levers)
        scale = max(map(abs, factors.values()))
        low = float(_least_moved(node, levers) / Fraction(scale))
        row = {lever: factor / scale for lever, factor in factors.items()}
        least = sum(factor * highs[lever] for lever, factor in row.items() if factor < 0)
        greatest = sum(factor * highs[lever] for lever, factor in row.items() if factor > 0)
        if greatest < low - _SLACK * max(1.0, abs(low)):
            self._never(gate)
            return
        self.program.lines.append(GatedLine(node, gate))
        if gate is not None:
            if low <= least:
                return
            row[gate] = least - low
            low = least
        self.problem.at_least(row, low)

    # Points ---------------------------------------------------------------------------------------

    def _reach(self, node: Reach, gate: int | None) -> None:
        if (node.table, None) not in self.points:
            self._add_table(node.table, self.target.tables[node.table])
        column = self.points[node.table, node.group]
        grain = self.grains[node.table]
        low = float((node.line // grain + 1) * grain if node.strict else node.line)
        if gate is None:
            self.program.row({column: 1.0}, low)
        else:
            self.program.row({column: 1.0, gate: -low - _POINTS_MAX}, -_POINTS_MAX)

    def _add_table(self, table_id: str, table: TableTarget) -> None:
        self.grains[table_id] = _grain_of_points(table, self.program.levers)
        groups: list[int] = []
        changes: list[int] = []
        for group in table.groups:
            column, change = self._group(group, needs_change=table.stated is not None)
            self.points[table_id, group.id] = column
            groups.append(column)
            changes += [change] if change is not None else []
        total = self._at_most_sum(groups, table.cap)
        if table.stated is not None:
            self._follow_stated(total, table.stated, changes)
        self.points[table_id, None] = total

    def _group(self, group: GroupTarget, *, needs_change: bool) -> tuple[int, int | None]:
        indicators = [(target, self._indicator(target.points)) for target in group.indicators]
        column = self._at_most_sum([position for _, position in indicators], group.cap)
        if group.stated is None and not needs_change:
            return column, None
        change = self._change(group, indicators)
        if group.stated is not None:
            self._follow_stated(column, group.stated, [change])
        return column, change

    def _at_most_sum(self, parts: Sequence[int], cap: Fraction | None) -> int:
        high = _POINTS_MAX if cap is None else float(cap)
        column = self.problem.column(low=-_POINTS_MAX, high=high, whole=False)
        self.program.row(dict.fromkeys(parts, 1.0) | {column: -1.0}, 0.0)
        return column

    def _follow_stated(self, column: int, stated: Affine, changes: Sequence[int]) -> None:
        """Points that are stated as such move by what the known indicators gain or lose."""
        row = self._affine(stated) | dict.fromkeys(changes, 1.0) | {column: -1.0}
        self.program.row(row, -float(stated.const))

    def _change(self, group: GroupTarget, indicators: Sequence[tuple[IndicatorTarget, int]]) -> int:
        """What a group gains or loses: losses count whole, gains only where they are certain."""
        high = _POINTS_MAX if group.room is None else float(group.room)
        change = self.problem.column(low=-_POINTS_MAX, high=high, whole=False)
        row: dict[int, float] = {change: -1.0}
        gained = Fraction(0)
        for target, points in indicators:
            if target.is_certain:
                row[points] = 1.0
                gained += target.before
            else:
                loss = self.problem.column(low=-_POINTS_MAX, high=0.0, whole=False)
                self.program.row({points: 1.0, loss: -1.0}, float(target.before))
                row[loss] = 1.0
        self.program.row(row, float(gained))
        return change

    def _indicator(self, points: Points) -> int:
        column = self.problem.column(low=-_POINTS_MAX, high=_POINTS_MAX, whole=False)
        match points:
            case Choice(base, options):
                row = self._options(base, options)
                if len(row) > 1:
                    self.program.row(dict.fromkeys(row, -1.0), -1.0)
                self.program.row(row | {column: -1.0}, -float(base))
            case Adding(base, options, most):
                self.problem.highs[column] = float(most)
                row = self._options(Fraction(0), options)
                self.program.row(row | {column: -1.0}, -float(base))
            case Amount(value, high):
                self.problem.highs[column] = float(high)
                self.program.row(self._affine(value) | {column: -1.0}, -float(value.const))
            case Best(ways):
                gates = [self._way(column, way) for way in ways]
                self.program.row(dict.fromkeys(gates, 1.0), 1.0)
        return column

    def _way(self, column: int, way: Points) -> int:
        points, gate = self._indicator(way), self.problem.column()
        span = 2 * _POINTS_MAX
        self.program.row({points: 1.0, column: -1.0, gate: -span}, -span)
        return gate

    def _options(
        self, base: Fraction, options: Iterable[tuple[Fraction, Node]]
    ) -> dict[int, float]:
        row: dict[int, float] = {}
        for points, node in options:
            gate = self.problem.column()
            self.require(node, gate)
            row[gate] = float(points - base)
        return row

    def _affine(self, value: Affine) -> dict[int, float]:
        return _in_units(value, self.program.levers)


def grain(node: Line, levers: Sequence[Lever]) -> Fraction:
    """How far above zero a strict line must be: the smallest difference that its steps can make."""
    if not node.strict:
        return Fraction(0)
    steps = [factor * levers[lever].step for lever, factor in node.value.factors.items()]
    return Fraction(1, lcm(*(number.denominator for number in [node.value.const, *steps])))


def _least_moved(node: Line, levers: Sequence[Lever]) -> Fraction:
    """By how much the levers together must raise a line: in whole steps where nothing lowers it."""
    needed = grain(node, levers) - node.value.const
    steps = [factor * levers[lever].step for lever, factor in node.value.factors.items()]
    if needed <= 0 or min(steps) < 0:
        return needed
    return -(-needed // steps[0]) * steps[0] if len(steps) == 1 else max(needed, min(steps))


def _grain_of_points(table: TableTarget, levers: Sequence[Lever]) -> Fraction:
    numbers = [] if table.cap is None else [table.cap]
    affines = [] if table.stated is None else [table.stated]
    for group in table.groups:
        numbers += [] if group.cap is None else [group.cap]
        affines += [] if group.stated is None else [group.stated]
        for target in group.indicators:
            numbers.append(target.before)
            _collect(target.points, numbers, affines)
    for value in affines:
        numbers += [value.const, *(f * levers[k].step for k, f in value.factors.items())]
    return Fraction(1, lcm(*(number.denominator for number in numbers)))


def _collect(points: Points, numbers: list[Fraction], affines: list[Affine]) -> None:
    match points:
        case Choice(base, options):
            numbers += [base, *(high for high, _ in options)]
        case Adding(base, options, most):
            numbers += [base, most, *(high for high, _ in options)]
        case Amount(value, high):
            numbers.append(high)
            affines.append(value)
        case Best(ways):
            for way in ways:
                _collect(way, numbers, affines)


def _all_nodes(target: Target) -> list[Node]:
    nodes = [node for _, node in target.required]
    for table in target.tables.values():
        for group in table.groups:
            for indicator in group.indicators:
                nodes += _nodes_of(indicator.points)
            nodes += [] if group.stated is None else [_high_enough(group.stated)]
        nodes += [] if table.stated is None else [_high_enough(table.stated)]
    return nodes


def _nodes_of(points: Points) -> list[Node]:
    match points:
        case Choice(_, options) | Adding(_, options, _):
            return [node for _, node in options]
        case Best(ways):
            return [node for way in ways for node in _nodes_of(way)]
        case Amount(value, high):
            return [Line(value.plus(Affine(high), -1), strict=False)]


def _high_enough(stated: Affine) -> Node:
    return Line(stated.plus(Affine(Fraction(1_000)), -1), strict=False)


def _most_amounts(levers: Sequence[Lever], nodes: Sequence[Node]) -> list[float]:
    """The most that each lever can be worth moving, in its unit.

    A lever is worth no more than what brings some line to hold while everything else in the line
    stands at its worst. A plan cut down to these amounts keeps every line that it kept.
    """
    limits = [_limit(lever) for lever in levers]
    steps = [float(lever.step / lever.cost.unit) for lever in levers]
    found = (part.value for node in nodes for part in walk(node) if isinstance(part, Line))
    rows = [(_in_units(value, levers), float(value.const)) for value in found]
    mosts = [0.0] * len(levers)
    for _ in range(_ROUNDS_MAX):
        before = list(mosts)
        for factors, const in rows:
            worst = const + sum(f * mosts[k] for k, f in factors.items() if f < 0)
            for lever, factor in factors.items():
                if factor > 0:
                    wanted = min(_ceiled(-worst / factor, steps[lever]), limits[lever])
                    mosts[lever] = max(mosts[lever], wanted)
        if mosts == before:
            break
    return mosts


def _in_units(value: Affine, levers: Sequence[Lever]) -> dict[int, float]:
    """The factors of a value for each unit of its levers."""
    return {k: float(v * levers[k].cost.unit) for k, v in value.factors.items()}


def _limit(lever: Lever) -> float:
    """The most of a lever in its unit; no amount is larger than what can be stored."""
    largest = Fraction(AMOUNT_FEN_MAX)
    limit = largest if lever.cost.limit is None else min(lever.cost.limit, largest)
    return float(limit / lever.cost.unit)


def _ceiled(amount: float, step: float) -> float:
    """An amount with two steps to spare, so that rounding up and strict lines find room."""
    return amount * (1 + 1e-9) + 2 * step if amount >= 0 else 0.0


def _exclusive(levers: Sequence[Lever]) -> list[list[int]]:
    """The flips of one category, of which at most one can be made."""
    by_column: dict[str, list[int]] = {}
    for position, lever in enumerate(levers):
        if lever.is_flip and isinstance(lever.before, str):
            by_column.setdefault(lever.slot.column, []).append(position)
    return [together for together in by_column.values() if len(together) > 1]


def _yuan(fen: Fraction) -> float:
    return max(float(fen) / 100, NUDGE_YUAN)
