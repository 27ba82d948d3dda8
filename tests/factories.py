"""Builders of valid objects for tests."""

from __future__ import annotations

from functools import cache

from littlegiants.rulebooks.editions import Catalog
from littlegiants.rulebooks.model import Action, Rulebook
from littlegiants.vocabulary.enterprise import EnterpriseFacts, FactTable, Value, judgement_column

WAN_YUAN = 1_000_000
"""Fen in 万元."""

MEETS_LITTLE_GIANT: dict[str, Value] = {
    "registered_in_china": True,
    "is_sme": True,
    "abnormal_or_dishonest_listed": False,
    "prohibited_products": False,
    "serious_violation_past_3y": False,
    "single_champion_title": False,
    "controlled_by_little_giant": False,
    "sister_similar_product": False,
    "srdi_sme_valid": True,
    "niche_years": 5,
    "revenue_y1": 6000 * WAN_YUAN,
    "revenue_y2": 5500 * WAN_YUAN,
    "revenue_y3": 5000 * WAN_YUAN,
    "main_revenue_y1": 5700 * WAN_YUAN,
    "total_assets_y1": 10000 * WAN_YUAN,
    "total_liabilities_y1": 5000 * WAN_YUAN,
    "rd_expense_y1": 700 * WAN_YUAN,
    "rd_expense_y2": 600 * WAN_YUAN,
    "class1_ip_count": 6,
    "national_award_top3_in_3y": False,
    "market_rank_domestic": 2,
    "market_share": None,
    "development_score_y0": 71,
}
"""Facts that meet every automatic clause of the little-giant standard of 2026."""


@cache
def catalog() -> Catalog:
    """The package's catalog, read once."""
    return Catalog()


@cache
def rulebook(edition: str, action: str = "new") -> Rulebook:
    """One rulebook of the catalog."""
    return catalog().rulebook(edition, Action(action))


LITTLE_GIANT = "cn_miit/little_giant/2026_2"


def firm(
    firm_id: str = "firm", judgements: dict[str, bool] | None = None, **changes: Value
) -> EnterpriseFacts:
    """An enterprise that meets the little-giant standard, with changes; None removes a fact."""
    values = {k: v for k, v in (MEETS_LITTLE_GIANT | changes).items() if v is not None}
    return EnterpriseFacts(firm_id, firm_id, values, judgements or {})


def table(*firms: EnterpriseFacts) -> FactTable:
    """A table of enterprises."""
    columns = sorted({column for f in firms for column in f.values})
    judged = sorted({clause for f in firms for clause in f.judgements})
    cells: dict[str, list[Value]] = {c: [f.values.get(c) for f in firms] for c in columns}
    for clause in judged:
        cells[judgement_column(clause)] = [f.judgements.get(clause) for f in firms]
    return FactTable([f.id for f in firms], [f.name for f in firms], cells)
