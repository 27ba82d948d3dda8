"""The answer every contestant must give: one code per clause and one overall, per edition.

Only names and codes live here.
The thresholds are written again in each peer and once more in :mod:`benchmarks.exact`,
so that no contestant can inherit a mistake from another.
"""

from __future__ import annotations

from typing import Final

LITTLE_GIANT: Final = "cn_miit/little_giant/2026_2"
SRDI_SME: Final = "cn_miit/srdi_sme/2026_2"
EDITIONS: Final = (LITTLE_GIANT, SRDI_SME)
ACTION: Final = "new"
AS_OF: Final = "2026-06-01"
"""The application year is 2026, so `y1` columns are 2025, `y2` 2024, `y3` 2023."""

UNMET: Final = 0
UNKNOWN: Final = 1
MANUAL_REVIEW: Final = 2
MET: Final = 3
NOT_APPLICABLE: Final = 4
VERDICT_NAMES: Final = ("unmet", "unknown", "manual_review", "met", "not_applicable")

ENTRY_CLAUSES: Final = ("RB02-G1", "RB02-G2", "RB02-G3", "RB02-G4")

LITTLE_GIANT_CLAUSES: Final = (
    *ENTRY_CLAUSES,
    "RB02-LG-1a",
    "RB02-LG-1b",
    "RB02-LG-2a",
    "RB02-LG-2b",
    "RB02-LG-2c",
    "RB02-LG-2d",
    "RB02-LG-3",
    "RB02-LG-4",
    "RB02-LG-4a",
    "RB02-LG-5",
    "RB02-LG-5-KNOWN",
    "RB02-LG-6",
    "RB02-LG-7",
    "RB02-LG-7-THIS",
    "RB02-LG-7-LAST",
)

SRDI_SME_CLAUSES: Final = (
    *ENTRY_CLAUSES,
    "RB02-SRDI-1a",
    "RB02-SRDI-1b",
    "RB02-SRDI-2a",
    "RB02-SRDI-2b",
    "RB02-SRDI-2c",
    "RB02-SRDI-3",
    "RB02-SRDI-4",
    "RB02-SRDI-4a",
    "RB02-SRDI-4b",
    "RB02-SRDI-5",
    "RB02-SRDI-6",
    "RB02-SRDI-6-THIS",
    "RB02-SRDI-6-LAST",
)

ROOTS: Final = {LITTLE_GIANT: "RB02-LG", SRDI_SME: "RB02-SRDI"}
"""The root criterion of an edition: its code is the overall decision."""

CLAUSES: Final = {LITTLE_GIANT: LITTLE_GIANT_CLAUSES, SRDI_SME: SRDI_SME_CLAUSES}

PARTS: Final = (
    "RB02-LG-4a",
    "RB02-LG-7-THIS",
    "RB02-LG-7-LAST",
    "RB02-SRDI-4a",
    "RB02-SRDI-4b",
    "RB02-SRDI-6-THIS",
    "RB02-SRDI-6-LAST",
)
"""Exemptions and members of groups: they have a verdict but are no condition of their own."""

CONSTANT_CLAUSES: Final = {
    "RB02-LG-5-KNOWN": MANUAL_REVIEW,
    "RB02-LG-6": MANUAL_REVIEW,
    "RB02-LG-7-LAST": NOT_APPLICABLE,
    "RB02-SRDI-5": MANUAL_REVIEW,
    "RB02-SRDI-6-LAST": NOT_APPLICABLE,
}
"""Clauses that no fact decides: left to people, or for review firms only."""


def column(edition: str, clause: str) -> str:
    """Name the result column of a clause, such as `little_giant:RB02-LG-2c`.

    The entry clauses stand in both editions, so the programme is part of the name.
    """
    return f"{edition.split('/')[1]}:{clause}"


def edition_columns(edition: str) -> tuple[str, ...]:
    """List the result columns of one edition: its clauses, then the overall decision."""
    return tuple(column(edition, clause) for clause in (*CLAUSES[edition], ROOTS[edition]))


def result_columns() -> tuple[str, ...]:
    """List the result columns of both editions in their fixed order (without `id`)."""
    return tuple(name for edition in EDITIONS for name in edition_columns(edition))
