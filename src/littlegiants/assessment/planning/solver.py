"""A mixed-integer program and its solution by HiGHS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import highspy

INFINITY: float = highspy.kHighsInf
SECONDS_MAX = 10.0
_TOLERANCE = 1e-9


@dataclass
class Problem:
    """Minimise the costs of columns between bounds, with rows `Σ factor × column >= low`."""

    costs: list[float] = field(default_factory=list)
    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[Mapping[int, float], float]] = field(default_factory=list)

    def column(
        self, *, cost: float = 0.0, low: float = 0.0, high: float = 1.0, whole: bool = True
    ) -> int:
        """Add a column (by default one that is 0 or 1) and return its position."""
        self.costs.append(cost)
        self.lows.append(low)
        self.highs.append(high)
        self.whole.append(whole)
        return len(self.costs) - 1

    def at_least(self, factors: Mapping[int, float], low: float) -> None:
        """Add the row `Σ factor × column >= low`."""
        self.rows.append((factors, low))


@dataclass(frozen=True, slots=True)
class Solution:
    """Values by column; `is_proven` unless the time ran out before the optimum was certain."""

    values: Sequence[float]
    is_proven: bool

    def is_chosen(self, column: int) -> bool:
        """True if a column that is 0 or 1 is 1."""
        return self.values[column] > 0.5


def solve(problem: Problem) -> Solution | None:
    """Return the best solution, or None if there is none."""
    if not problem.costs:
        return Solution([], is_proven=True) if all(low <= 0 for _, low in problem.rows) else None
    solver = _Quiet()
    passed = solver.passModel(_as_lp(problem))
    assert passed != highspy.HighsStatus.kError, "the program is well formed and of bounded size"
    solver.run()
    status = solver.getModelStatus()
    optimal = status == highspy.HighsModelStatus.kOptimal
    found = solver.getSolution()
    if not optimal and not (status == highspy.HighsModelStatus.kTimeLimit and found.value_valid):
        return None
    return Solution(list(found.col_value), is_proven=optimal)


class _Quiet(highspy.Highs):
    """HiGHS without its banner: the output is switched off before anything else is called."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)
        for option in ("primal", "dual", "mip"):
            self.setOptionValue(f"{option}_feasibility_tolerance", _TOLERANCE)
        self.setOptionValue("parallel", "off")
        self.setOptionValue("mip_rel_gap", 0.0)
        self.setOptionValue("mip_abs_gap", _TOLERANCE)
        self.setOptionValue("time_limit", SECONDS_MAX)
        for heuristic in (
            "rins",
            "rens",
            "root_reduced_cost",
        ):  # they cost more than they save here
            self.setOptionValue(f"mip_heuristic_run_{heuristic}", False)


def _as_lp(problem: Problem) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(problem.costs), len(problem.rows)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = problem.costs, problem.lows, problem.highs
    lp.row_lower_ = [low for _, low in problem.rows]
    lp.row_upper_ = [INFINITY] * len(problem.rows)
    starts, columns, values = [0], list[int](), list[float]()
    for factors, _ in problem.rows:
        columns += factors.keys()
        values += factors.values()
        starts.append(len(columns))
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_, matrix.index_, matrix.value_ = starts, columns, values
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in problem.whole]
    return lp
