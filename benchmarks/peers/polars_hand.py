"""Hand-written Polars: both rulebooks as one lazy projection, the fastest we could write.

Three-valued: Polars booleans follow Kleene, and a null is an unknown.
Exact: ratios are compared by cross-multiplied integers, so no float can flip a verdict.
That is shorter than a general rulebook may be: it relies on amounts that are never negative and
stay below 2e16 fen, which holds here and is not checked.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

from benchmarks.clauses import (
    CONSTANT_CLAUSES,
    LITTLE_GIANT,
    MANUAL_REVIEW,
    MET,
    PARTS,
    ROOTS,
    SRDI_SME,
    UNKNOWN,
    UNMET,
    column,
    edition_columns,
)
from benchmarks.peers.process import run_peer

WAN_YUAN: Final = 10_000 * 100
"""Ten thousand yuan in fen."""


def assess_parquet(path: Path, out: Path | None = None) -> pl.DataFrame | None:
    """Assess a Parquet file in memory, or stream the verdicts to `out`."""
    answer = verdicts(pl.scan_parquet(path))
    if out is None:
        return answer.collect()
    answer.sink_parquet(out)
    return None


def verdicts(facts: pl.LazyFrame) -> pl.LazyFrame:
    """Project the facts to `id` and one code per clause: tests first, then their codes."""
    tests = {LITTLE_GIANT: little_giant_tests(), SRDI_SME: srdi_sme_tests()}
    known = facts.select(
        "id", *(test.alias(name) for named in tests.values() for name, test in named.items())
    )
    codes = [code for edition, named in tests.items() for code in codes_of(edition, list(named))]
    return known.select("id", *codes)


def codes_of(edition: str, names: list[str]) -> list[pl.Expr]:
    """Turn the tests of an edition into codes, and add the clauses that no fact decides."""
    parts = {column(edition, part) for part in PARTS}
    conditions = [name for name in names if name not in parts]
    codes = {name: code(pl.col(name), MET) for name in names}
    codes |= {column(edition, clause): lit(fixed) for clause, fixed in CONSTANT_CLAUSES.items()}
    codes[column(edition, ROOTS[edition])] = code(pl.all_horizontal(conditions), MANUAL_REVIEW)
    return [codes[name].alias(name) for name in edition_columns(edition)]


def code(test: pl.Expr, if_true: int) -> pl.Expr:
    """Give the code of a test; where people must finish, true is manual_review."""
    return (
        pl.when(test)
        .then(lit(if_true))
        .when(test.is_null())
        .then(lit(UNKNOWN))
        .otherwise(lit(UNMET))
    )


def lit(verdict: int) -> pl.Expr:
    """Write a code as one byte."""
    return pl.lit(verdict, pl.Int8)


def little_giant_tests() -> dict[str, pl.Expr]:
    """Write the automatic clauses of annex 2."""
    revenue1, revenue2, revenue3 = (pl.col(f"revenue_y{year}") for year in (1, 2, 3))
    rd1, rd2 = pl.col("rd_expense_y1"), pl.col("rd_expense_y2")
    return named(
        LITTLE_GIANT,
        entry_tests()
        | {
            "RB02-LG-1a": pl.col("srdi_sme_valid"),
            "RB02-LG-1b": pl.col("niche_years") >= 3,
            "RB02-LG-2a": revenue1 >= 5000 * WAN_YUAN,
            "RB02-LG-2b": over(revenue1, pl.col("main_revenue_y1") * 10 >= revenue1 * 9),
            "RB02-LG-2c": over(revenue3, revenue1 * 400 >= revenue3 * 441),
            "RB02-LG-2d": debt_at_most(75),
            "RB02-LG-3": (rd1 + rd2 >= 1200 * WAN_YUAN)
            & rd_at_least_3_percent(rd1, revenue1)
            & rd_at_least_3_percent(rd2, revenue2),
            "RB02-LG-4": (pl.col("class1_ip_count") >= 4) | pl.col("national_award_top3_in_3y"),
            "RB02-LG-4a": pl.col("national_award_top3_in_3y"),
            "RB02-LG-5": (pl.col("market_share") >= 0.1) | (pl.col("market_rank_domestic") <= 3),
            "RB02-LG-7": pl.col("development_score_y0") >= 60,
            "RB02-LG-7-THIS": pl.col("development_score_y0") >= 60,
        },
    )


def srdi_sme_tests() -> dict[str, pl.Expr]:
    """Write the automatic clauses of annex 1."""
    revenue1, revenue2 = pl.col("revenue_y1"), pl.col("revenue_y2")
    rd1, rd2 = pl.col("rd_expense_y1"), pl.col("rd_expense_y2")
    award = pl.col("provincial_award_top3_in_3y") | pl.col("national_award_top3_in_3y")
    institution = pl.col("rd_institution_level").is_in(["provincial", "national"])
    return named(
        SRDI_SME,
        entry_tests()
        | {
            "RB02-SRDI-1a": pl.col("tech_sme_valid") | pl.col("innovative_sme_valid"),
            "RB02-SRDI-1b": pl.col("niche_years") >= 3,
            "RB02-SRDI-2a": (revenue1 >= 1500 * WAN_YUAN)
            | (pl.col("equity_paid_in_total_2y") >= 2000 * WAN_YUAN),
            "RB02-SRDI-2b": over(revenue1, pl.col("main_revenue_y1") * 10 >= revenue1 * 8),
            "RB02-SRDI-2c": debt_at_most(80),
            "RB02-SRDI-3": (rd1 >= 100 * WAN_YUAN)
            & (rd2 >= 100 * WAN_YUAN)
            & rd_at_least_3_percent(rd1, revenue1)
            & rd_at_least_3_percent(rd2, revenue2),
            "RB02-SRDI-4": (pl.col("class1_ip_count") >= 1) | award | institution,
            "RB02-SRDI-4a": award,
            "RB02-SRDI-4b": institution,
            "RB02-SRDI-6": pl.col("development_score_y0") >= 50,
            "RB02-SRDI-6-THIS": pl.col("development_score_y0") >= 50,
        },
    )


def entry_tests() -> dict[str, pl.Expr]:
    """Write the entry conditions and vetoes that both editions share."""
    return {
        "RB02-G1": pl.col("registered_in_china") & pl.col("is_sme"),
        "RB02-G2": ~pl.col("abnormal_or_dishonest_listed"),
        "RB02-G3": ~pl.col("prohibited_products"),
        "RB02-G4": ~pl.col("serious_violation_past_3y"),
    }


def over(denominator: pl.Expr, test: pl.Expr) -> pl.Expr:
    """Keep a cross-multiplied test only where its denominator is not zero."""
    return pl.when(denominator != 0).then(test)


def rd_at_least_3_percent(rd: pl.Expr, revenue: pl.Expr) -> pl.Expr:
    """Test one year's R&D against 3 % of that year's revenue."""
    return over(revenue, rd * 100 >= revenue * 3)


def debt_at_most(percent: int) -> pl.Expr:
    """Test the debt ratio at the end of last year."""
    assets = pl.col("total_assets_y1")
    return over(assets, pl.col("total_liabilities_y1") * 100 <= assets * percent)


def named(edition: str, tests: dict[str, pl.Expr]) -> dict[str, pl.Expr]:
    """Key the tests of an edition by their result columns."""
    return {column(edition, clause): test for clause, test in tests.items()}


if __name__ == "__main__":
    run_peer(assess_parquet)
