"""What goes in and out of the two microsimulation cores: arrays by variable and year.

Two readers are kept apart, because reading is most of the work at this size.
`read_with_pandas` is how users of both cores load their data; `read_with_polars` is the fastest
reading that we know, a gift to them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd  # type: ignore[import-untyped]  # stubs would serve this module only
import polars as pl

from benchmarks.clauses import (
    CONSTANT_CLAUSES,
    EDITIONS,
    MANUAL_REVIEW,
    MET,
    ROOTS,
    column,
    result_columns,
)

Array = npt.NDArray[Any]
Inputs = dict[tuple[str, int], Array]
"""Values by variable and year."""
Missing = dict[str, float]
"""What stands for a missing number, by variable; `*` is for all others."""
Read = Callable[[Path, Missing], Inputs]

YEAR: Final = 2026
FEN: Final = 100
INSTITUTION_LEVELS: Final = ("none", "below_city", "city", "provincial", "national")
LEVEL: Final = "rd_institution_level"
EQUITY: Final = "equity_paid_in_total_2y"
ANNUAL: Final = {
    "revenue": (1, 2, 3),
    "main_revenue": (1,),
    "rd_expense": (1, 2),
    "total_assets": (1,),
    "total_liabilities": (1,),
}
"""Annual amounts in yuan, with the years back from the application year."""
NUMBERS: Final = (
    "niche_years",
    "class1_ip_count",
    "market_share",
    "market_rank_domestic",
    "development_score_y0",
)
BOOLEANS: Final = (
    "srdi_sme_valid",
    "innovative_sme_valid",
    "tech_sme_valid",
    "registered_in_china",
    "is_sme",
    "abnormal_or_dishonest_listed",
    "prohibited_products",
    "serious_violation_past_3y",
    "national_award_top3_in_3y",
    "provincial_award_top3_in_3y",
)
AMOUNTS: Final = {
    f"{name}_y{back}": (name, YEAR - back) for name, backs in ANNUAL.items() for back in backs
} | {EQUITY: (EQUITY, YEAR)}
"""The columns in fen, and the variable and year that each fills."""
COLUMNS: Final = [*AMOUNTS, *NUMBERS, *BOOLEANS, LEVEL]


def read_with_pandas(path: Path, missing: Missing) -> Inputs:
    """Read with pandas; a missing boolean is False and a missing level the first one."""
    facts = pd.read_parquet(path, columns=COLUMNS)

    def floats(name: str, variable: str, unit: int) -> Array:
        filled = (facts[name] / unit).fillna(missing.get(variable, missing["*"]))
        numbers: Array = filled.to_numpy(dtype=np.float32)
        return numbers

    inputs = {key: floats(name, key[0], FEN) for name, key in AMOUNTS.items()}
    inputs |= {(name, YEAR): floats(name, name, 1) for name in NUMBERS}
    inputs |= {(name, YEAR): facts[name].eq(True).to_numpy(dtype=bool) for name in BOOLEANS}
    levels = pd.Categorical(facts[LEVEL], categories=INSTITUTION_LEVELS).codes
    inputs[LEVEL, YEAR] = np.maximum(levels, 0)
    return inputs


def read_with_polars(path: Path, missing: Missing) -> Inputs:
    """Read with Polars; a missing boolean is False and a missing level the first one."""
    facts = pl.read_parquet(path, columns=COLUMNS)

    def floats(name: str, variable: str, unit: int) -> Array:
        number = (facts[name].cast(pl.Float64) / unit).cast(pl.Float32)
        return number.fill_null(missing.get(variable, missing["*"])).to_numpy()

    inputs = {key: floats(name, key[0], FEN) for name, key in AMOUNTS.items()}
    inputs |= {(name, YEAR): floats(name, name, 1) for name in NUMBERS}
    inputs |= {(name, YEAR): facts[name].fill_null(False).to_numpy() for name in BOOLEANS}
    levels = facts[LEVEL].cast(pl.Enum(INSTITUTION_LEVELS)).to_physical()
    inputs[LEVEL, YEAR] = levels.fill_null(0).to_numpy()
    return inputs


def write_verdicts(path: Path, passed: dict[str, Array], out: Path) -> None:
    """Write the answers as codes: True is met, or manual_review where people must finish."""
    roots = {column(edition, ROOTS[edition]) for edition in EDITIONS}
    fixed = {
        column(edition, clause): code
        for edition in EDITIONS
        for clause, code in CONSTANT_CLAUSES.items()
    }
    ids = pl.read_parquet(path, columns=["id"])
    codes = [
        pl.lit(fixed[name], pl.Int8).alias(name)
        if name in fixed
        else pl.Series(name, passed[name]).cast(pl.Int8) * (MANUAL_REVIEW if name in roots else MET)
        for name in result_columns()
    ]
    ids.with_columns(codes).write_parquet(out)
