"""Both rulebooks as formulas for the two microsimulation cores, which know only true and false.

OpenFisca-Core and PolicyEngine-Core share their model: variables of an entity, a period, and
formulas over NumPy arrays. The formulas are therefore written once, in the manner of their
users, and as kindly as we could: divisions are guarded, and growth is compared by its square
instead of through a root.

What an answer means here: True is met; False is anything else, unmet or unknown.
Manual clauses cannot be said at all; their code is added when verdicts are written, and an
enterprise that passes every automatic clause counts as manual_review.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from benchmarks.clauses import CLAUSES, EDITIONS, PARTS, ROOTS, column
from benchmarks.peers.two_valued_inputs import EQUITY, LEVEL, Array

Enterprise = Callable[[str, Any], Array]
"""The population of either core: called with a variable and a period, it gives the values."""
Formula = Callable[[Enterprise, Any], Any]
"""A formula of (population, period); the period's type belongs to whichever core is running."""

WAN_YUAN: Final = 10_000.0


def ratio(above: Array, below: Array) -> Array:
    """Divide, with NaN where the divisor is zero; NaN passes no comparison."""
    nothing = np.full(above.shape, np.nan, dtype=above.dtype)
    return np.divide(above, below, out=nothing, where=below != 0)


def rd_ratio(enterprise: Enterprise, year: Any) -> Array:
    """R&D expense over revenue of a year."""
    return ratio(enterprise("rd_expense", year), enterprise("revenue", year))


def main_ratio(enterprise: Enterprise, period: Any) -> Array:
    """Main business revenue over revenue, last year."""
    year = period.last_year
    return ratio(enterprise("main_revenue", year), enterprise("revenue", year))


def debt_ratio(enterprise: Enterprise, period: Any) -> Array:
    """Liabilities over assets at the end of last year."""
    year = period.last_year
    return ratio(enterprise("total_liabilities", year), enterprise("total_assets", year))


def rd_share_each_year(enterprise: Enterprise, period: Any) -> Any:
    """R&D of at least 3 % of revenue in each of the last two years."""
    last, before = period.last_year, period.last_year.last_year
    return (rd_ratio(enterprise, last) >= 0.03) & (rd_ratio(enterprise, before) >= 0.03)


def g1(enterprise: Enterprise, period: Any) -> Any:
    """Registered in China and an SME."""
    return enterprise("registered_in_china", period) & enterprise("is_sme", period)


def g2(enterprise: Enterprise, period: Any) -> Any:
    """Not on a list of abnormal or dishonest enterprises."""
    return ~enterprise("abnormal_or_dishonest_listed", period)


def g3(enterprise: Enterprise, period: Any) -> Any:
    """No prohibited products."""
    return ~enterprise("prohibited_products", period)


def g4(enterprise: Enterprise, period: Any) -> Any:
    """No serious violation within three years."""
    return ~enterprise("serious_violation_past_3y", period)


def niche_three_years(enterprise: Enterprise, period: Any) -> Any:
    """Three years in the niche."""
    return enterprise("niche_years", period) >= 3


def lg_1a(enterprise: Enterprise, period: Any) -> Any:
    """Holds the provincial title."""
    return enterprise("srdi_sme_valid", period)


def lg_2a(enterprise: Enterprise, period: Any) -> Any:
    """Revenue of 50 million yuan."""
    return enterprise("revenue", period.last_year) >= 5000 * WAN_YUAN


def lg_2b(enterprise: Enterprise, period: Any) -> Any:
    """Main business of 90 %."""
    return main_ratio(enterprise, period) >= 0.9


def lg_2c(enterprise: Enterprise, period: Any) -> Any:
    """Two-year compound growth of 5 %."""
    last = period.last_year
    first = last.last_year.last_year
    return ratio(enterprise("revenue", last), enterprise("revenue", first)) >= 1.05**2


def lg_2d(enterprise: Enterprise, period: Any) -> Any:
    """Debt ratio of at most 75 %."""
    return debt_ratio(enterprise, period) <= 0.75


def lg_3(enterprise: Enterprise, period: Any) -> Any:
    """R&D of 12 million yuan in two years, and 3 % in each."""
    last, before = period.last_year, period.last_year.last_year
    total = enterprise("rd_expense", last) + enterprise("rd_expense", before)
    return (total >= 1200 * WAN_YUAN) & rd_share_each_year(enterprise, period)


def lg_4(enterprise: Enterprise, period: Any) -> Any:
    """Four class-one IP rights, or a national award."""
    return (enterprise("class1_ip_count", period) >= 4) | enterprise(
        "national_award_top3_in_3y", period
    )


def lg_5(enterprise: Enterprise, period: Any) -> Any:
    """Market share of 10 % or domestic rank 3."""
    return (enterprise("market_share", period) >= 0.1) | (
        enterprise("market_rank_domestic", period) <= 3
    )


def lg_7(enterprise: Enterprise, period: Any) -> Any:
    """Development score of 60."""
    return enterprise("development_score_y0", period) >= 60


def srdi_1a(enterprise: Enterprise, period: Any) -> Any:
    """Holds a title of the base tier."""
    return enterprise("tech_sme_valid", period) | enterprise("innovative_sme_valid", period)


def srdi_2a(enterprise: Enterprise, period: Any) -> Any:
    """Revenue of 15 million yuan, or equity of 20 million."""
    return (enterprise("revenue", period.last_year) >= 1500 * WAN_YUAN) | (
        enterprise(EQUITY, period) >= 2000 * WAN_YUAN
    )


def srdi_2b(enterprise: Enterprise, period: Any) -> Any:
    """Main business of 80 %."""
    return main_ratio(enterprise, period) >= 0.8


def srdi_2c(enterprise: Enterprise, period: Any) -> Any:
    """Debt ratio of at most 80 %."""
    return debt_ratio(enterprise, period) <= 0.8


def srdi_3(enterprise: Enterprise, period: Any) -> Any:
    """R&D of one million yuan and 3 % in each of two years."""
    last, before = period.last_year, period.last_year.last_year
    return (
        (enterprise("rd_expense", last) >= 100 * WAN_YUAN)
        & (enterprise("rd_expense", before) >= 100 * WAN_YUAN)
        & rd_share_each_year(enterprise, period)
    )


def lg_4a(enterprise: Enterprise, period: Any) -> Any:
    """The exemption of RB02-LG-4: a national award."""
    return enterprise("national_award_top3_in_3y", period)


def srdi_4(enterprise: Enterprise, period: Any) -> Any:
    """One class-one IP right, or one of the two exemptions."""
    return (
        (enterprise("class1_ip_count", period) >= 1)
        | enterprise("RB02-SRDI-4a", period)
        | enterprise("RB02-SRDI-4b", period)
    )


def srdi_4a(enterprise: Enterprise, period: Any) -> Any:
    """An award of the province or the state."""
    return enterprise("provincial_award_top3_in_3y", period) | enterprise(
        "national_award_top3_in_3y", period
    )


def srdi_4b(enterprise: Enterprise, period: Any) -> Any:
    """An institution of the province or the state."""
    level: Any = enterprise(LEVEL, period)
    levels = level.possible_values
    return (level == levels.provincial) | (level == levels.national)


def srdi_6(enterprise: Enterprise, period: Any) -> Any:
    """Development score of 50."""
    return enterprise("development_score_y0", period) >= 50


CLAUSE_FORMULAS: Final[dict[str, Formula]] = {
    "RB02-G1": g1,
    "RB02-G2": g2,
    "RB02-G3": g3,
    "RB02-G4": g4,
    "RB02-LG-1a": lg_1a,
    "RB02-LG-1b": niche_three_years,
    "RB02-LG-2a": lg_2a,
    "RB02-LG-2b": lg_2b,
    "RB02-LG-2c": lg_2c,
    "RB02-LG-2d": lg_2d,
    "RB02-LG-3": lg_3,
    "RB02-LG-4": lg_4,
    "RB02-LG-4a": lg_4a,
    "RB02-LG-5": lg_5,
    "RB02-LG-7": lg_7,
    "RB02-LG-7-THIS": lg_7,
    "RB02-SRDI-1a": srdi_1a,
    "RB02-SRDI-1b": niche_three_years,
    "RB02-SRDI-2a": srdi_2a,
    "RB02-SRDI-2b": srdi_2b,
    "RB02-SRDI-2c": srdi_2c,
    "RB02-SRDI-3": srdi_3,
    "RB02-SRDI-4": srdi_4,
    "RB02-SRDI-4a": srdi_4a,
    "RB02-SRDI-4b": srdi_4b,
    "RB02-SRDI-6": srdi_6,
    "RB02-SRDI-6-THIS": srdi_6,
}


def every_clause(edition: str) -> Formula:
    """Make the formula of the overall decision of an edition."""
    names = [
        clause for clause in CLAUSES[edition] if clause in CLAUSE_FORMULAS and clause not in PARTS
    ]

    def formula(enterprise: Enterprise, period: Any) -> Any:
        return np.logical_and.reduce([enterprise(name, period) for name in names])

    return formula


FORMULAS: Final[dict[str, Formula]] = CLAUSE_FORMULAS | {
    ROOTS[edition]: every_clause(edition) for edition in EDITIONS
}


def answers(calculate: Callable[[str], Array]) -> dict[str, Array]:
    """Ask for every automatic clause and both roots; shared clauses are calculated once."""
    return {
        column(edition, clause): calculate(clause)
        for edition in EDITIONS
        for clause in (*CLAUSES[edition], ROOTS[edition])
        if clause in FORMULAS
    }
