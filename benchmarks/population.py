"""Synthetic enterprises: fixed seed, missing facts, zero denominators, firms exactly on the line.

A population is one Parquet file in row groups of 250,000, made group by group in bounded memory
and kept under ``benchmarks/.data``.
Each group has its own random stream, so a smaller population is a prefix of a larger one.

Three kinds of row are made on purpose:

* **on the line** (`on_line` of all rows): one of seven ratios or growth rates holds exactly;
* **one fen short** (half as many again): the same, but one fen on the wrong side;
* **giants** (one in fifty of both): revenue or assets up to 500 billion yuan, where one fen is
  less than 1e-13 of the amount and only exact arithmetic can tell.

Planted cells are never blanked; every other cell is missing with probability 5 %.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl
from polars.io.plugins import register_io_source

DATA_FOLDER: Final = Path(__file__).parent / ".data"
GROUP_ROWS: Final = 250_000
SIZES: Final = (10_000, 100_000, 1_000_000, 10_000_000)
SEED: Final = 20260401
VERSION: Final = 1
"""To be raised with every change of this module, so that no old file is taken for a new one."""
MISSING: Final = 0.05
ZERO_DENOMINATOR: Final = 0.005
ON_LINE: Final = 0.001
ON_LINE_CORRECTNESS: Final = 0.04
GIANT: Final = 0.02
FEN: Final = 100
WAN_FEN: Final = 10_000 * FEN

INSTITUTION_LEVELS: Final = ("none", "below_city", "city", "provincial", "national")
MONEY: Final = (
    "revenue_y1",
    "revenue_y2",
    "revenue_y3",
    "main_revenue_y1",
    "rd_expense_y1",
    "rd_expense_y2",
    "total_assets_y1",
    "total_liabilities_y1",
    "equity_paid_in_total_2y",
)
COUNTS: Final = ("class1_ip_count", "market_rank_domestic")
NUMBERS: Final = ("niche_years", "market_share", "development_score_y0")
TITLES: Final = {
    "srdi_sme_valid": 0.85,
    "innovative_sme_valid": 0.6,
    "tech_sme_valid": 0.5,
    "registered_in_china": 0.995,
    "is_sme": 0.97,
    "abnormal_or_dishonest_listed": 0.02,
    "prohibited_products": 0.01,
    "serious_violation_past_3y": 0.02,
    "national_award_top3_in_3y": 0.03,
    "provincial_award_top3_in_3y": 0.06,
}
"""Boolean facts with the share of enterprises for which they are true."""

SCHEMA: Final = pl.Schema(
    {"id": pl.String}
    | dict.fromkeys(MONEY, pl.Int64)
    | dict.fromkeys(COUNTS, pl.Int64)
    | dict.fromkeys(NUMBERS, pl.Float64)
    | dict.fromkeys(TITLES, pl.Boolean)
    | {"rd_institution_level": pl.String}
)

Facts = dict[str, npt.NDArray[Any]]
"""Columns of one group by name; integers, floats and booleans, so no narrower type."""
Plant = Callable[[Facts, npt.NDArray[Any], npt.NDArray[Any]], None]


@dataclass(frozen=True, slots=True)
class Line:
    """A ratio or growth rate on which rows are planted, and how."""

    name: str
    facts: tuple[str, ...]
    plant: Plant


def population_path(
    rows: int, *, on_line: float = ON_LINE, seed: int = SEED, folder: Path = DATA_FOLDER
) -> Path:
    """Return the file of a population, making it if it is not there yet."""
    path = folder / f"firms_{rows}_line{on_line:g}_seed{seed}_v{VERSION}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        write_population(unfinished, rows, on_line=on_line, seed=seed)
        unfinished.rename(path)
    return path


def write_population(path: Path, rows: int, *, on_line: float, seed: int) -> None:
    """Write `rows` enterprises to `path`, streaming one row group at a time."""

    def groups(*_pushed_down: object) -> Iterator[pl.DataFrame]:
        for group in range(-(-rows // GROUP_ROWS)):
            firms = draw_group(group, on_line=on_line, seed=seed)
            yield firms.head(rows - group * GROUP_ROWS)

    firms = register_io_source(groups, schema=SCHEMA)
    firms.sink_parquet(path, row_group_size=GROUP_ROWS, maintain_order=True)


def draw_group(group: int, *, on_line: float, seed: int) -> pl.DataFrame:
    """Draw one full row group; the result depends on nothing but the arguments."""
    rng = np.random.default_rng([seed, group])
    facts = draw_facts(rng)
    keep = {name: np.zeros(GROUP_ROWS, dtype=bool) for name in facts}
    plant_zero_denominators(facts, rng)
    plant_lines(facts, keep, rng, on_line=on_line)
    missing = {name: (rng.random(GROUP_ROWS) < MISSING) & ~keep[name] for name in facts}
    return blank(group, facts, missing)


def draw_facts(rng: np.random.Generator) -> Facts:
    """Draw every fact of one group, all present and plausible."""
    facts = draw_amounts(rng)
    facts["class1_ip_count"] = rng.poisson(6, GROUP_ROWS)
    facts["market_rank_domestic"] = rng.integers(1, 21, GROUP_ROWS)
    facts["niche_years"] = rng.integers(4, 41, GROUP_ROWS) / 2
    facts["market_share"] = rng.integers(0, 301, GROUP_ROWS) / 1000
    score = np.clip(rng.normal(66, 12, GROUP_ROWS), 0, 100)
    facts["development_score_y0"] = np.round(score * 2) / 2
    for name, share in TITLES.items():
        facts[name] = rng.random(GROUP_ROWS) < share
    facts["rd_institution_level"] = rng.choice(5, GROUP_ROWS, p=(0.35, 0.15, 0.2, 0.2, 0.1))
    return facts


def draw_amounts(rng: np.random.Generator) -> Facts:
    """Draw the amounts in fen, with ratios spread around the thresholds."""

    def money(yuan: npt.NDArray[Any]) -> npt.NDArray[Any]:
        fen: npt.NDArray[Any] = np.rint(yuan * FEN).astype(np.int64)
        return fen

    def spread(low: float, high: float) -> npt.NDArray[Any]:
        return rng.uniform(low, high, GROUP_ROWS)

    revenue1 = 110e6 * np.exp(rng.normal(0, 0.9, GROUP_ROWS))
    revenue2 = revenue1 / (1 + spread(-0.05, 0.35))
    revenue3 = revenue2 / (1 + spread(-0.05, 0.35))
    assets = revenue1 * spread(0.6, 2.5)
    equity = np.where(rng.random(GROUP_ROWS) < 0.7, 0.0, spread(1e6, 60e6))
    return {
        "revenue_y1": money(revenue1),
        "revenue_y2": money(revenue2),
        "revenue_y3": money(revenue3),
        "main_revenue_y1": money(revenue1 * np.minimum(spread(0.75, 1.4), 1.0)),
        "rd_expense_y1": money(revenue1 * spread(0.02, 0.15)),
        "rd_expense_y2": money(revenue2 * spread(0.02, 0.15)),
        "total_assets_y1": money(assets),
        "total_liabilities_y1": money(assets * spread(0.1, 0.9)),
        "equity_paid_in_total_2y": money(equity),
    }


def plant_zero_denominators(facts: Facts, rng: np.random.Generator) -> None:
    """Set each denominator to zero in half a percent of the rows."""
    for name in ("revenue_y1", "revenue_y2", "revenue_y3", "total_assets_y1"):
        facts[name][rng.random(GROUP_ROWS) < ZERO_DENOMINATOR] = 0


def plant_lines(facts: Facts, keep: Facts, rng: np.random.Generator, *, on_line: float) -> None:
    """Put rows exactly on a line, and half as many one fen short of it."""
    draw = rng.random(GROUP_ROWS)
    planted = np.flatnonzero(draw < on_line * 1.5)
    short = (draw[planted] >= on_line).astype(np.int64)
    which = rng.integers(0, len(LINES), planted.size)
    grow_giants(facts, planted, rng)
    for number, line in enumerate(LINES):
        chosen = which == number
        line.plant(facts, planted[chosen], short[chosen])
        for name in line.facts:
            keep[name][planted[chosen]] = True


def grow_giants(facts: Facts, planted: npt.NDArray[Any], rng: np.random.Generator) -> None:
    """Give planted rows positive amounts, and one in fifty of them very large ones."""
    giant = rng.random(planted.size) < GIANT
    for name in ("revenue_y1", "revenue_y2", "total_assets_y1"):
        ordinary = np.maximum(facts[name][planted], 500 * WAN_FEN)
        large = rng.integers(10**12, 5 * 10**13, planted.size)
        facts[name][planted] = np.where(giant, large, ordinary)


def plant_main_ratio(share_of_ten: int) -> Plant:
    """Plant a main business ratio of exactly `share_of_ten` tenths."""

    def plant(facts: Facts, rows: npt.NDArray[Any], short: npt.NDArray[Any]) -> None:
        tenth = facts["revenue_y1"][rows] // 10
        facts["revenue_y1"][rows] = tenth * 10
        facts["main_revenue_y1"][rows] = tenth * share_of_ten - short

    return plant


def plant_rd_ratio(year: str) -> Plant:
    """Plant R&D of exactly 3 % of a revenue that is an odd number of yuan."""

    def plant(facts: Facts, rows: npt.NDArray[Any], short: npt.NDArray[Any]) -> None:
        odd_yuan = facts[f"revenue_{year}"][rows] // (2 * FEN) * 2 + 1
        facts[f"revenue_{year}"][rows] = odd_yuan * FEN
        facts[f"rd_expense_{year}"][rows] = odd_yuan * 3 - short

    return plant


def plant_debt_ratio(parts: int) -> Plant:
    """Plant a debt ratio of exactly (parts - 1) / parts; short means one fen above."""

    def plant(facts: Facts, rows: npt.NDArray[Any], short: npt.NDArray[Any]) -> None:
        part = facts["total_assets_y1"][rows] // parts
        facts["total_assets_y1"][rows] = part * parts
        facts["total_liabilities_y1"][rows] = part * (parts - 1) + short

    return plant


def plant_compound_growth(facts: Facts, rows: npt.NDArray[Any], short: npt.NDArray[Any]) -> None:
    """Plant a two-year compound growth of exactly 5 %: 441 / 400 = 1.05 squared."""
    part = facts["revenue_y1"][rows] // 441
    facts["revenue_y1"][rows] = part * 441 - short
    facts["revenue_y3"][rows] = part * 400


MAIN: Final = ("revenue_y1", "main_revenue_y1")
DEBT: Final = ("total_assets_y1", "total_liabilities_y1")
LINES: Final = (
    Line("main ratio 90 %", MAIN, plant_main_ratio(9)),
    Line("main ratio 80 %", MAIN, plant_main_ratio(8)),
    Line("R&D 3 % last year", ("revenue_y1", "rd_expense_y1"), plant_rd_ratio("y1")),
    Line("R&D 3 % the year before", ("revenue_y2", "rd_expense_y2"), plant_rd_ratio("y2")),
    Line("debt 75 %", DEBT, plant_debt_ratio(4)),
    Line("debt 80 %", DEBT, plant_debt_ratio(5)),
    Line("compound growth 5 %", ("revenue_y1", "revenue_y3"), plant_compound_growth),
)


def blank(group: int, facts: Facts, missing: Facts) -> pl.DataFrame:
    """Turn one group into a frame in the order of the schema, missing cells null."""
    first = group * GROUP_ROWS
    firms = pl.DataFrame({"id": [f"F{first + row:09d}" for row in range(GROUP_ROWS)], **facts})
    level = pl.col("rd_institution_level")
    named_level = level.replace_strict(dict(enumerate(INSTITUTION_LEVELS)))
    return (
        firms.with_columns(named_level)
        .with_columns(
            pl.when(~pl.Series(mask)).then(pl.col(name)).alias(name)
            for name, mask in missing.items()
        )
        .select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())
    )


def main() -> None:
    """Make one population and print its path."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rows", type=int, default=SIZES[0])
    parser.add_argument("--on-line", type=float, default=ON_LINE)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    print(population_path(chosen.rows, on_line=chosen.on_line, seed=chosen.seed))


if __name__ == "__main__":
    main()
