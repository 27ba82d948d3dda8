"""Firms planted on the lines of the little-giant standards, and one fen beside them."""

from __future__ import annotations

import random

from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from tests.factories import WAN_YUAN, firm

GIANT = 5 * 10**13
"""Fen of the largest enterprises: one fen of it is less than a tolerance can tell apart."""
GIANT_NAME = "giant"

Facts = dict[str, Value]


def firms(rows: int, seed: int = 20_260_601) -> list[EnterpriseFacts]:
    """Ordinary firms, with one in three on or beside a line."""
    source = random.Random(seed)
    plants = (_research, _compound_growth, _mean_growth, _debt_75, _debt_70)
    found: list[EnterpriseFacts] = []
    for number in range(rows):
        changes, name = _ordinary(source), "firm"
        if number % 3 == 0:
            name = GIANT_NAME if number % 4 == 0 else "planted"
            size = GIANT if name == GIANT_NAME else source.randrange(5_000, 100_000) * WAN_YUAN
            changes |= plants[number // 3 % len(plants)](size, source)
        found.append(firm(f"{name}-{number}", {}, **changes))
    return found


def _ordinary(source: random.Random) -> Facts:
    def amount(low: int, high: int) -> int:
        return source.randrange(low * WAN_YUAN, high * WAN_YUAN)

    return {
        **{f"revenue_y{n}": amount(3_000, 9_000) for n in (1, 2, 3)},
        **{f"main_revenue_y{n}": amount(2_500, 9_000) for n in (1, 2, 3)},
        **{f"rd_expense_y{n}": amount(50, 900) for n in (1, 2)},
        "total_liabilities_y1": amount(2_000, 9_000),
        "employees_y1": source.choice((None, 0, 50, 299, 300, 1_000)),
        "niche_years": source.choice((None, 0, 2, 3, 5)),
    }


def _beside(size: int, source: random.Random) -> int:
    """On the line, or a fen off; giants are a fen short more often than not."""
    return source.choice((-1, -1, 0, 1) if size == GIANT else (-1, 0, 1))


def _research(size: int, source: random.Random) -> Facts:
    """3 % of revenues that are odd in hundreds."""
    found: Facts = {}
    for year in (1, 2):
        hundreds = size // 100 // 2 * 2 + 1 + 2 * source.randrange(10**6)
        found[f"revenue_y{year}"] = hundreds * 100
        found[f"rd_expense_y{year}"] = hundreds * 3 + _beside(size, source)
    return found


def _compound_growth(size: int, source: random.Random) -> Facts:
    """5 % a year over two years: 441 / 400."""
    unit = size // 441 - source.randrange(10**4)
    return {"revenue_y3": unit * 400, "revenue_y1": unit * 441 + _beside(size, source)}


def _mean_growth(size: int, source: random.Random) -> Facts:
    """Two growths whose mean is 5 %."""
    first = source.randrange(-20, 31)
    last = 10 - first
    unit = size // (100 + first) // (100 + last) - source.randrange(10**3)
    return {
        "main_revenue_y3": unit * 10_000,
        "main_revenue_y2": unit * 100 * (100 + first),
        "main_revenue_y1": unit * (100 + first) * (100 + last) + _beside(size, source),
    }


def _debt_75(size: int, source: random.Random) -> Facts:
    return _debt(size, source, 3, 4)


def _debt_70(size: int, source: random.Random) -> Facts:
    return _debt(size, source, 7, 10)


def _debt(size: int, source: random.Random, owed: int, of: int) -> Facts:
    unit = size // of - source.randrange(10**4)
    return {
        "total_assets_y1": unit * of,
        "total_liabilities_y1": unit * owed - _beside(size, source),
    }
