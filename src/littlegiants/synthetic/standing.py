"""Standing facts and events of a chunk: rights, market, certificates, awards, titles."""

from __future__ import annotations

from typing import Final

import numpy as np

from littlegiants.engines.parquet_tables import Cells
from littlegiants.synthetic.calibration import Calibration, Floats
from littlegiants.synthetic.figures import development_level, half_points
from littlegiants.synthetic.firms import Firms, Plan, Truths
from littlegiants.synthetic.model import Tier
from littlegiants.synthetic.shuffle import Numbers, stream

LEVELS: Final = ("none", "below_city", "city", "provincial", "national")
AWARDS: Final = {
    "science_award_in_3y": None,
    "national_award_top5_in_3y": "science_award_in_3y",
    "national_award_top3_in_3y": "national_award_top5_in_3y",
    "provincial_award_top3_in_3y": "science_award_in_3y",
    "maker_china_500_in_3y": None,
    "maker_china_50_in_3y": "maker_china_500_in_3y",
}
"""Each award with the wider one that its winners also have."""
_NOT_FACTS: Final = frozenset({"equity_round", *AWARDS})
_FEN: Final = 100


def draw_standing(plan: Plan, firms: Firms) -> dict[str, Cells]:
    """Draw the standing facts of a chunk, in the columns that the rulebooks ask for."""
    calibration = plan.calibration
    rng = stream(plan.city, "standing", firms.chunk)
    drawn: dict[str, Cells] = {}
    drawn |= _industry(calibration, firms)
    drawn |= _truths(calibration, firms, rng)
    drawn |= _rights(calibration, firms, rng)
    drawn |= _market(calibration, firms, rng, plan)
    drawn |= _scores(calibration, firms, rng)
    level = development_level(plan, firms) + 2 * rng.standard_normal(len(firms))
    drawn["development_score_y0"] = Cells(half_points(level))
    drawn |= _equity(calibration, firms, rng)
    drawn |= _titles(plan, firms)
    return {
        name: Cells(cells.values, _missing(name, cells, calibration, rng))
        for name, cells in drawn.items()
    }


def _missing(
    name: str, cells: Cells, calibration: Calibration, rng: np.random.Generator
) -> Truths | None:
    """What the register itself knows is never missing: trade, age, titles."""
    if name in _ALWAYS_KNOWN:
        return cells.missing
    blank = rng.random(len(cells.values)) < calibration.missing_rate(name.removesuffix("_y0"))
    return blank if cells.missing is None else blank | cells.missing


_ALWAYS_KNOWN: Final = frozenset(
    {
        "industry_code",
        "size_industry",
        "registered_days",
        "little_giant_valid",
        "srdi_sme_valid",
        "innovative_sme_valid",
        # a total and its parts are known together or not at all
        "innovative_score",
        "innovative_score_innovation",
        "innovative_score_growth",
        "innovative_score_specialisation",
    }
)


def _industry(calibration: Calibration, firms: Firms) -> dict[str, Cells]:
    words = calibration.names.businesses
    codes = np.array([code for _, code, _ in words])[firms.names.businesses]
    sizes = np.array([size for _, _, size in words])[firms.names.businesses]
    return {"industry_code": Cells(codes), "size_industry": Cells(sizes)}


def _truths(calibration: Calibration, firms: Firms, rng: np.random.Generator) -> dict[str, Cells]:
    rows = len(firms)
    chances = {name: shares[firms.tiers] for name, shares in calibration.chances.items()}
    found: dict[str, Cells] = {
        name: Cells(rng.random(rows) < chance)
        for name, chance in chances.items()
        if name not in _NOT_FACTS
    }
    for name, wider in AWARDS.items():
        won = rng.random(rows) < chances[name]
        found[name] = Cells(won if wider is None else won & found[wider].values)
    return found


def _rights(calibration: Calibration, firms: Firms, rng: np.random.Generator) -> dict[str, Cells]:
    """Counts vary far more between firms than chance alone: a Poisson of a gamma."""
    means = calibration.means

    def counted(name: str) -> Cells:
        expected = means[name][firms.tiers] * rng.gamma(1.6, 1 / 1.6, len(firms))
        return Cells(rng.poisson(expected))

    first, second = counted("class1_ip_count"), counted("class2_ip_count")
    level = _levels(calibration, firms, rng)
    return {
        "class1_ip_count": first,
        "class1_ip_high_value_count": Cells(rng.binomial(first.values, 0.35)),
        "class1_ip_own_count": Cells(rng.binomial(first.values, 0.8)),
        "class2_ip_count": second,
        "class2_ip_any_count": Cells(second.values + rng.poisson(2.0, len(firms))),
        "rd_institution": Cells(level > 0),
        "rd_institution_level": Cells(np.array(LEVELS)[level]),
    }


def _levels(calibration: Calibration, firms: Firms, rng: np.random.Generator) -> Numbers:
    edges = np.cumsum(calibration.institution_levels, axis=1)[firms.tiers]
    drawn: Numbers = (rng.random(len(firms))[:, None] >= edges).sum(axis=1)
    return np.minimum(drawn, len(LEVELS) - 1)


def _market(
    calibration: Calibration, firms: Firms, rng: np.random.Generator, plan: Plan
) -> dict[str, Cells]:
    rows = len(firms)
    age = (np.datetime64(plan.city.as_of) - firms.established).astype(np.int64)
    niche = np.floor(age / 365.25 * rng.uniform(0.45, 1.0, rows) * 2) / 2
    mean = calibration.means["market_share"][firms.tiers]
    share = np.round(rng.beta(2.0, 2.0 / mean - 2.0), 3)
    rank = 1 + rng.poisson(np.clip(1.2 / np.maximum(share, 0.01), 0, 60))
    return {
        "registered_days": Cells(age),
        "niche_years": Cells(niche),
        "market_share": Cells(share),
        "market_rank_domestic": Cells(rank),
        "digital_level": Cells(
            np.clip(
                np.rint(rng.normal(calibration.means["digital_level"][firms.tiers], 0.7)), 1, 4
            ).astype(np.int64)
        ),
    }


def _scores(calibration: Calibration, firms: Firms, rng: np.random.Generator) -> dict[str, Cells]:
    """Scores in half points; the innovative score is the sum of its three parts."""
    rows = len(firms)

    def points(mean: Floats, most: float) -> Cells:
        drawn = rng.normal(mean, 0.08 * most)
        return Cells(np.clip(np.round(drawn * 2) / 2, 0, most))

    mean = calibration.means["innovative_score"][firms.tiers] / 100
    parts = {
        "innovative_score_innovation": points(mean * 40, 40),
        "innovative_score_growth": points(mean * 30, 30),
        "innovative_score_specialisation": points(mean * 30, 30),
    }
    total = sum(cells.values for cells in parts.values())
    srdi = points(calibration.means["srdi_score"][firms.tiers], 100)
    blank = rng.random(rows) < calibration.missing_rate("innovative_score")
    known_together = {name: Cells(cells.values, blank) for name, cells in parts.items()}
    return {
        **known_together,
        "innovative_score": Cells(np.asarray(total), blank),
        "srdi_score": srdi,
        "local_feature_score": points(np.full(rows, 8.0), 15),
    }


def _equity(calibration: Calibration, firms: Firms, rng: np.random.Generator) -> dict[str, Cells]:
    """A round of equity of a million yuan or more for some; three years hold at least what two do."""
    rows = len(firms)
    chance = calibration.chances["equity_round"][firms.tiers]
    amounts = np.rint(np.exp(rng.normal(np.log(12e6), 1.0, (2, rows))) * _FEN).astype(np.int64)
    recent = np.where(rng.random(rows) < chance, amounts[0], 0)
    older = np.where(rng.random(rows) < chance / 2, amounts[1], 0)
    return {
        "equity_paid_in_total_2y": Cells(recent),
        "equity_paid_in_total_3y": Cells(recent + older),
    }


def _titles(plan: Plan, firms: Firms) -> dict[str, Cells]:
    """Titles valid on the as-of day, as the lists have it."""
    columns = {
        "little_giant_valid": Tier.LITTLE_GIANT,
        "srdi_sme_valid": Tier.SRDI,
        "innovative_sme_valid": Tier.INNOVATIVE,
    }
    day = plan.city.as_of
    return {
        name: Cells(plan.ladder.holding(tier, day)[firms.careers]) for name, tier in columns.items()
    }
