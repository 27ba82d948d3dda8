"""Annual figures: drawn together from the panel's quantiles and rank correlations, three years back.

The latest year is drawn with a Gaussian copula: correlated normal scores, each turned into its measure
by interpolating the panel's quantiles (between and beyond them on the scale of normal scores). The
years before follow from growth and from the panel's changes from year to year. Parts never exceed
their wholes, and the balance sheet adds up to the fen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from littlegiants.synthetic.calibration import (
    MEASURES,
    PROBABILITIES,
    SCALED,
    Calibration,
    Floats,
    Group,
)
from littlegiants.synthetic.firms import Firms, Plan, Truths
from littlegiants.synthetic.model import TIERS, YEARS
from littlegiants.synthetic.shuffle import stream

PARTS: Final = (
    "revenue",
    "main_revenue",
    "rd_expense",
    "rd_expense_domestic",
    "net_profit",
    "total_assets",
    "total_liabilities",
    "net_assets",
    "cost_expense",
    "total_income",
    "hightech_revenue",
    "employees",
    "rd_staff",
    "science_staff",
    "development_score",
)
"""Annual facts that are drawn."""
STATED: Final = {
    "rd_ratio": ("rd_expense", "revenue"),
    "main_revenue_ratio": ("main_revenue", "revenue"),
    "debt_ratio": ("total_liabilities", "total_assets"),
    "net_profit_ratio": ("net_profit", "revenue"),
    "rd_staff_ratio": ("rd_staff", "employees"),
}
"""Annual facts given as such: a ratio of two others, rounded to a hundredth of a percent."""

_SCORES: Final = (-2.3263, -1.6449, -1.2816, -0.6745, 0.0, 0.6745, 1.2816, 1.6449, 2.3263)
"""The normal scores of the calibration's probabilities."""
_SCORE_MOST: Final = 3.3
_LIMITS: Final = {
    "rd_intensity": (0.0005, 0.8),
    "rd_staff_share": (0.005, 0.9),
    "debt_ratio": (0.01, 1.6),
    "net_margin": (-3.0, 0.8),
    "assets_to_revenue": (0.2, 40.0),
    "growth": (0.25, 4.0),
    "employees": (1.0, 50_000.0),
    "revenue": (50_000.0, 5e11),
}
_FEN: Final = 100

assert len(_SCORES) == len(PROBABILITIES)


@dataclass(frozen=True, slots=True)
class Figures:
    """Annual facts of one chunk: `values[fact]` has a row per firm and a column per year, latest first.

    `missing[fact]` is true where the fact is not known; `traded` where the firm had the year at all.
    """

    values: dict[str, npt.NDArray[Any]]
    missing: dict[str, Truths]
    traded: Truths


def draw_figures(plan: Plan, firms: Firms) -> Figures:
    """Draw the annual facts of a chunk of firms."""
    rng = stream(plan.city, "figures", firms.chunk)
    measures = _measures(plan.calibration, firms, rng)
    values = _facts(measures, rng)
    values["development_score"] = _development_scores(plan, firms, rng)
    for name, (part, whole) in STATED.items():
        values[name] = np.round(values[part] / np.maximum(values[whole], 1), 4)
    rates = {name: plan.calibration.missing_rate(name) for name in PARTS}
    rates |= {name: plan.calibration.missing_rate("stated_ratios") for name in STATED}
    missing = {
        name: rng.random((len(firms), YEARS), dtype=np.float32) < rate
        for name, rate in rates.items()
    }
    founded = firms.established.astype("datetime64[Y]").astype(np.int64) + 1970
    traded = founded[:, None] <= np.array(plan.city.years)
    return Figures(values, missing, traded)


def _measures(
    calibration: Calibration, firms: Firms, rng: np.random.Generator
) -> dict[str, Floats]:
    """Draw every measure of three years, scaled to the tier."""
    rows = len(firms)
    scores = rng.standard_normal((rows, len(MEASURES)))
    changes = rng.standard_normal((len(MEASURES), rows, YEARS - 1))
    drawn = {name: np.empty((rows, YEARS)) for name in MEASURES}
    for group in calibration.groups.values():
        tiers = [i for i, tier in enumerate(TIERS) if calibration.tiers[tier].group == group.name]
        chosen = np.flatnonzero(np.isin(firms.tiers, tiers))
        found = _years(group, scores[chosen], changes[:, chosen])
        for name, values in found.items():
            drawn[name][chosen] = values
    scale = np.array([calibration.tiers[tier].scale for tier in TIERS])[firms.tiers]
    for name in MEASURES:
        if name in SCALED:
            drawn[name] *= scale[:, None]
        drawn[name] = np.clip(drawn[name], *_LIMITS[name])
    return drawn


def _years(group: Group, scores: Floats, changes: Floats) -> dict[str, Floats]:
    """Draw the latest year together, and go back from it year by year."""
    mixed = np.clip(scores @ _mixing(group.name, group.correlations.tobytes()).T, -4, 4)
    found: dict[str, Floats] = {}
    for position, name in enumerate(MEASURES):
        latest = _quantile(group, name, mixed[:, position])
        found[name] = np.repeat(latest[:, None], YEARS, axis=1)
    growth = found["growth"]
    own = group.growth_persistence
    noise = changes[MEASURES.index("growth")]
    score = mixed[:, MEASURES.index("growth")]
    for back in range(1, YEARS):
        score = own * score + np.sqrt(1 - own**2) * noise[:, back - 1]
        growth[:, back] = np.clip(_quantile(group, "growth", score), *_LIMITS["growth"])
        before = found["revenue"][:, back - 1]
        found["revenue"][:, back] = before / np.clip(growth[:, back - 1], *_LIMITS["growth"])
        for name, (median, spread) in group.changes.items():
            drawn = changes[MEASURES.index(name)][:, back - 1]
            if name == "employees":
                share = group.staff_with_growth
                drawn = share * score + np.sqrt(1 - share**2) * drawn
            change = median + spread * np.clip(drawn, -3, 3)
            now = found[name][:, back - 1]
            found[name][:, back] = now - change if name == "net_margin" else now / np.exp(change)
    return found


@cache
def _mixing(name: str, correlations: bytes) -> Floats:
    """The matrix that gives independent normal scores the panel's rank correlations."""
    ranks = np.frombuffer(correlations).reshape(len(MEASURES), len(MEASURES))
    normal = 2 * np.sin(np.pi * ranks / 6)
    np.fill_diagonal(normal, 1.0)
    return np.linalg.cholesky(normal)


def _quantile(group: Group, name: str, scores: Floats) -> Floats:
    """The measure at some normal scores, interpolated on a logarithmic scale where it is positive."""
    stated = group.quantiles[name]
    logarithmic = name != "net_margin"
    known = np.log(stated) if logarithmic else stated
    slopes = np.diff(known) / np.diff(_SCORES)
    reach = _SCORE_MOST - _SCORES[-1]
    ends = (known[0] - slopes[0] * reach, known[-1] + slopes[-1] * reach)
    points = np.concatenate([[ends[0]], known, [ends[1]]])
    at = np.concatenate([[-_SCORE_MOST], _SCORES, [_SCORE_MOST]])
    found: Floats = np.interp(scores, at, points)
    return np.exp(found, out=found) if logarithmic else found


def _facts(measures: dict[str, Floats], rng: np.random.Generator) -> dict[str, npt.NDArray[Any]]:
    """Turn measures into facts: money in fen, people in whole numbers, parts within their wholes."""
    shape = measures["revenue"].shape
    revenue = _fen(measures["revenue"])
    profit = _fen(revenue / _FEN * measures["net_margin"])
    rd_expense = np.minimum(_fen(revenue / _FEN * measures["rd_intensity"]), revenue)
    assets = _fen(revenue / _FEN * measures["assets_to_revenue"])
    liabilities = _fen(assets / _FEN * measures["debt_ratio"])
    # Most sell little besides their main business; every twelfth sells a good deal.
    aside = np.where(rng.random((shape[0], 1)) < 1 / 12, 0.35, 0.08) * rng.beta(1, 4, shape)
    main = np.minimum(_fen(revenue / _FEN * (1 - aside)), revenue)
    income = revenue + _fen(revenue / _FEN * 0.03 * rng.random(shape))
    hightech = np.minimum(_fen(main / _FEN * rng.uniform(0.6, 1.0, shape)), income)
    abroad = np.where(rng.random((shape[0], 1)) < 0.9, 0.0, 0.4) * rng.random(shape)
    domestic = np.minimum(_fen(rd_expense / _FEN * (1 - abroad)), rd_expense)
    cost = np.maximum(_fen((revenue - 1.15 * profit) / _FEN), rd_expense)
    employees = np.rint(measures["employees"]).astype(np.int64)
    rd_staff = np.rint(employees * measures["rd_staff_share"]).astype(np.int64)
    others = (employees - rd_staff) * 0.15 * rng.random(shape)
    return {
        "revenue": revenue,
        "main_revenue": main,
        "rd_expense": rd_expense,
        "rd_expense_domestic": domestic,
        "net_profit": profit,
        "total_assets": assets,
        "total_liabilities": liabilities,
        "net_assets": assets - liabilities,
        "cost_expense": cost,
        "total_income": income,
        "hightech_revenue": hightech,
        "employees": employees,
        "rd_staff": rd_staff,
        "science_staff": rd_staff + others.astype(np.int64),
    }


def _fen(yuan: Floats) -> npt.NDArray[np.int64]:
    return np.rint(yuan * _FEN).astype(np.int64)


def development_level(plan: Plan, firms: Firms) -> Floats:
    """The level about which a firm's evaluation by the platform varies from year to year."""
    rng = stream(plan.city, "development", firms.chunk)
    mean = plan.calibration.means["development_score"][firms.tiers]
    return mean + 8 * rng.standard_normal(len(firms))


def half_points(drawn: Floats) -> Floats:
    """Scores as they are given: in half points from 0 to 100."""
    return np.clip(np.round(drawn * 2) / 2, 0, 100)


def _development_scores(plan: Plan, firms: Firms, rng: np.random.Generator) -> Floats:
    level = development_level(plan, firms)[:, None]
    return half_points(level + 2 * rng.standard_normal((len(firms), YEARS)))
