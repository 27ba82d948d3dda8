"""How many enterprises do score intervals decide, against waiting for every indicator?

Random facts of the SRDI standard of 2022 (thirteen indicators) with 5 % of each fact missing, fixed
seed; what is reported is the share decided, not a time.
"""

from __future__ import annotations

import json
import random
from fractions import Fraction
from typing import Final

from littlegiants.assessment.many import assess_table
from littlegiants.rulebooks.editions import Catalog
from littlegiants.rulebooks.model import Action
from littlegiants.vocabulary.enterprise import FactTable, Value
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.slots import Slot

EDITION: Final = "cn_miit/srdi_sme/2022_63"
TABLE: Final = "RB63-SRDI"
SCORE_CLAUSE: Final = "RB63-SRDI-SCORE"
ROWS: Final = 20_000
MISSING: Final = 0.05
SEED: Final = 20260401
WAN_YUAN: Final = 1_000_000


def measure() -> dict[str, object]:
    """Return the shares decided by bounds and by complete indicators."""
    catalog = Catalog()
    rulebook = catalog.rulebook(EDITION, Action.NEW)
    randomly = random.Random(SEED)
    slots = rulebook.asked_slots()
    columns = {
        slot.column: [_value(catalog, slot, randomly) for _ in range(ROWS)] for slot in slots
    }
    table = FactTable([str(row) for row in range(ROWS)], [""] * ROWS, columns)
    _, results = assess_table([rulebook], table, catalog.vocabulary)
    low = results.column(f"points_min:{TABLE}")
    high = results.column(f"points_max:{TABLE}")
    codes = results.column(SCORE_CLAUSE)
    return {
        "edition": EDITION,
        "rows": ROWS,
        "missing_of_each_fact": MISSING,
        "decided_by_bounds": sum(code in (0, 3) for code in codes) / ROWS,
        "every_indicator_known": sum(a == b for a, b in zip(low, high, strict=True)) / ROWS,
    }


def _value(catalog: Catalog, slot: Slot, randomly: random.Random) -> Value:
    """A plausible value of a slot, or None."""
    if randomly.random() < MISSING:
        return None
    fact = catalog.vocabulary.fact(slot.fact)
    match catalog.vocabulary.dimension(slot):
        case Dimension.BOOLEAN:
            return randomly.random() < 0.3
        case Dimension.CATEGORY:
            return randomly.choice([name for name, _ in fact.values])
        case Dimension.MONEY:
            return _money(slot, randomly)
        case Dimension.RATIO:
            return Fraction(randomly.randint(0, 100), 100)
        case _:
            return randomly.randint(0, 15)


def _money(slot: Slot, randomly: random.Random) -> int:
    revenue = randomly.lognormvariate(8.3, 0.3)
    share = {
        "rd_expense": 0.05,
        "net_profit": 0.07,
        "total_assets": 1.2,
        "total_liabilities": 0.6,
        "main_revenue": 0.95,
        "equity_paid_in": 0.01,
    }.get(slot.fact, 1.0)
    return round(revenue * share * WAN_YUAN)


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
