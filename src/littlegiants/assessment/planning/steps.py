"""Whole steps: a solution rounded to yuan, persons and items that keeps every line exactly.

The program is solved again around its solution, with the routes fixed and distances counted in
steps: what is left over is small and known exactly, so that no large amount blurs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from littlegiants.assessment.planning.nodes import Line
from littlegiants.assessment.planning.program import GatedLine, Program, grain
from littlegiants.assessment.planning.solver import Problem, Solution, solve

_REACH_STEPS = 64
_REACH_PART = 1e-6
_ROUNDS_MAX = 6
_NUDGE = 1e-9

Amounts = dict[int, Fraction]
"""The amount by which each lever that is moved is moved, in stored units; 1 for a flip."""


def whole_amounts(program: Program, solution: Solution) -> Amounts | None:
    """Return amounts in whole steps that keep every line of the routes chosen, or None."""
    start = _start(program, solution)
    lines = [gated.line for gated in program.lines if _is_active(gated, solution)]
    amounts = _amounts(program, start)
    if _all_whole(program, solution) and all(holds(line, amounts) for line in lines):
        return amounts
    margins = [Fraction(0)] * len(lines)
    for _ in range(_ROUNDS_MAX):
        steps = _around(program, solution, start, lines, margins)
        if steps is None:
            return None
        amounts = _amounts(program, steps)
        broken = [position for position, line in enumerate(lines) if not holds(line, amounts)]
        if not broken:
            return amounts
        for position in broken:
            margins[position] += _lack(program, lines[position], amounts)
    return None


def holds(line: Line, amounts: Mapping[int, Fraction]) -> bool:
    """True if a line holds exactly."""
    value = line.value.at(amounts)
    return value > 0 or (value == 0 and not line.strict)


def _is_active(gated: GatedLine, solution: Solution) -> bool:
    return gated.gate is None or solution.is_chosen(gated.gate)


def _start(program: Program, solution: Solution) -> list[int]:
    """Each lever's amount in steps, rounded down where it is not counted whole anyway."""
    steps: list[int] = []
    for position, lever in enumerate(program.levers):
        value = max(solution.values[position], 0.0)
        if lever.is_flip or lever.is_whole:
            steps.append(round(value))
        else:
            steps.append(int(value * float(lever.cost.unit / lever.step)))
    return steps


def _all_whole(program: Program, solution: Solution) -> bool:
    """True if nothing is moved but what is counted whole."""
    parts = (k for k, lever in enumerate(program.levers) if not (lever.is_flip or lever.is_whole))
    return all(solution.values[k] <= 0.0 for k in parts)


def _amounts(program: Program, steps: list[int]) -> Amounts:
    levers = enumerate(zip(program.levers, steps, strict=True))
    return {position: lever.step * count for position, (lever, count) in levers if count}


def _lack(program: Program, line: Line, amounts: Mapping[int, Fraction]) -> Fraction:
    """What a line lacked, doubled, so that the next round does not stop short of it again."""
    return 2 * (grain(line, program.levers) - line.value.at(amounts))


def _around(
    program: Program,
    solution: Solution,
    start: list[int],
    lines: list[Line],
    margins: list[Fraction],
) -> list[int] | None:
    """Solve again for the cheapest steps near the start."""
    problem = _fixed(program, solution, start)
    reach = problem.highs
    amounts = _amounts(program, start)
    for line, margin in zip(lines, margins, strict=True):
        factors = {k: f * program.levers[k].step for k, f in line.value.factors.items()}
        scale = max(map(abs, factors.values()))
        low = (grain(line, program.levers) + margin - line.value.at(amounts)) / scale
        row = {k: float(f / scale) for k, f in factors.items()}
        far = max(max(reach[k], -problem.lows[k]) for k in row)
        if low > -far * sum(map(abs, row.values())):
            problem.at_least(row, float(low))
    for position in program.other_rows:
        problem.at_least(*_shifted(program, program.problem.rows[position], start))
    found = solve(problem)
    if found is None:
        return None
    return [count + round(found.values[k]) for k, count in enumerate(start)]


def _fixed(program: Program, solution: Solution, start: list[int]) -> Problem:
    """The columns of the program: levers in steps from the start, everything chosen kept as chosen."""
    problem = Problem()
    prices = [_price_of_step(program, k) for k in range(len(start))]
    dearest = max(prices, default=0.0) or 1.0
    for k, lever in enumerate(program.levers):
        low, high = 0.0, 0.0
        if not lever.is_flip:
            far = _REACH_STEPS + int(start[k] * _REACH_PART)
            most = int(program.problem.highs[k] * float(lever.cost.unit / lever.step) + 1e-6)
            low, high = float(max(-far, -start[k])), float(max(min(far, most - start[k]), 0))
        problem.column(cost=prices[k] / dearest + _NUDGE, low=low, high=high)
    for column in range(len(start), len(program.problem.costs)):
        if program.problem.whole[column]:
            chosen = float(solution.is_chosen(column))
            problem.column(low=chosen, high=chosen)
        else:
            lows, highs = program.problem.lows, program.problem.highs
            problem.column(low=lows[column], high=highs[column], whole=False)
    return problem


def _price_of_step(program: Program, position: int) -> float:
    lever = program.levers[position]
    return 0.0 if lever.is_flip else float(lever.price * lever.step)


def _shifted(
    program: Program, row: tuple[Mapping[int, float], float], start: list[int]
) -> tuple[dict[int, float], float]:
    """A row over amounts as a row over steps from the start."""
    factors, low = dict(row[0]), row[1]
    for k, lever in enumerate(program.levers):
        if k in factors:
            factor = factors[k] * (1.0 if lever.is_flip else float(lever.step / lever.cost.unit))
            low -= factor * start[k]
            factors[k] = factor
    return factors, low
