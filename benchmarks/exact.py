"""The truth: both rulebooks in plain Python with fractions, one enterprise at a time.

Written from the text of the standard, without a look at any engine, and slow on purpose.
A missing value is ``None``; a test gives True, False or None (Kleene); x / 0 is None.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Final

import polars as pl

from benchmarks.clauses import (
    EDITIONS,
    LITTLE_GIANT,
    MANUAL_REVIEW,
    MET,
    NOT_APPLICABLE,
    PARTS,
    ROOTS,
    UNKNOWN,
    UNMET,
    column,
    result_columns,
)

Fact = bool | int | float | str | None
Row = Mapping[str, Fact]
Truth = bool | None

WAN_YUAN: Final = 10_000 * 100
"""Ten thousand yuan in fen."""


def assess_parquet(path: Path, out: Path | None = None) -> pl.DataFrame:
    """Assess every row of a Parquet file; limit 100,000 rows or patience."""
    names = result_columns()
    codes: dict[str, list[int]] = {name: [] for name in names}
    ids: list[str] = []
    for row in read_rows(path):
        ids.append(str(row["id"]))
        answer = assess_row(row)
        for name in names:
            codes[name].append(answer[name])
    table = pl.DataFrame({"id": ids, **codes}, schema_overrides=dict.fromkeys(names, pl.Int8))
    if out is not None:
        table.write_parquet(out)
    return table


def read_rows(path: Path) -> Iterator[Row]:
    """Read a Parquet file row by row."""
    for firms in pl.read_parquet(path).iter_slices(10_000):
        yield from firms.iter_rows(named=True)


def assess_row(row: Row) -> dict[str, int]:
    """Give the code of every clause and of the root for one enterprise."""
    answer: dict[str, int] = {}
    for edition in EDITIONS:
        verdicts = dict(entry_conditions(row))
        verdicts |= little_giant(row) if edition == LITTLE_GIANT else srdi_sme(row)
        conditions = [code for clause, code in verdicts.items() if clause not in PARTS]
        verdicts[ROOTS[edition]] = min(conditions)
        answer |= {column(edition, clause): code for clause, code in verdicts.items()}
    return answer


def entry_conditions(row: Row) -> dict[str, int]:
    """Decide the common entry conditions and vetoes of 2号."""
    return {
        "RB02-G1": code(kleene_and([truth(row, "registered_in_china"), truth(row, "is_sme")])),
        "RB02-G2": code(kleene_not(truth(row, "abnormal_or_dishonest_listed"))),
        "RB02-G3": code(kleene_not(truth(row, "prohibited_products"))),
        "RB02-G4": code(kleene_not(truth(row, "serious_violation_past_3y"))),
    }


def little_giant(row: Row) -> dict[str, int]:
    """Decide annex 2 of 2号 for a new application."""
    growth_factor = ratio(number(row, "revenue_y1"), number(row, "revenue_y3"))
    research = total(number(row, "rd_expense_y1"), number(row, "rd_expense_y2"))
    score = at_least(number(row, "development_score_y0"), 60)
    market = kleene_or(
        [
            at_least(number(row, "market_share"), Fraction(10, 100)),
            at_most(number(row, "market_rank_domestic"), 3),
        ]
    )
    return {
        "RB02-LG-1a": code(truth(row, "srdi_sme_valid")),
        "RB02-LG-1b": code(at_least(number(row, "niche_years"), 3)),
        "RB02-LG-2a": code(at_least(number(row, "revenue_y1"), 5000 * WAN_YUAN)),
        "RB02-LG-2b": code(at_least(main_ratio(row), Fraction(90, 100))),
        "RB02-LG-2c": code(at_least(growth_factor, Fraction(105, 100) ** 2)),
        "RB02-LG-2d": code(at_most(debt_ratio(row), Fraction(75, 100))),
        "RB02-LG-3": code(
            kleene_and(
                [
                    at_least(research, 1200 * WAN_YUAN),
                    at_least(rd_ratio(row, "y1"), Fraction(3, 100)),
                    at_least(rd_ratio(row, "y2"), Fraction(3, 100)),
                ]
            )
        ),
        "RB02-LG-4": code(
            kleene_or(
                [
                    at_least(number(row, "class1_ip_count"), 4),
                    truth(row, "national_award_top3_in_3y"),
                ]
            )
        ),
        "RB02-LG-4a": code(truth(row, "national_award_top3_in_3y")),
        "RB02-LG-5": code(market),
        "RB02-LG-5-KNOWN": MANUAL_REVIEW,
        "RB02-LG-6": MANUAL_REVIEW,
        "RB02-LG-7": code(score),
        "RB02-LG-7-THIS": code(score),
        "RB02-LG-7-LAST": NOT_APPLICABLE,
    }


def srdi_sme(row: Row) -> dict[str, int]:
    """Decide annex 1 of 2号 for a new application."""
    each_year = [
        test
        for year in ("y1", "y2")
        for test in (
            at_least(number(row, f"rd_expense_{year}"), 100 * WAN_YUAN),
            at_least(rd_ratio(row, year), Fraction(3, 100)),
        )
    ]
    level = row["rd_institution_level"]
    institution = None if level is None else level in ("provincial", "national")
    award = kleene_or(
        [truth(row, "provincial_award_top3_in_3y"), truth(row, "national_award_top3_in_3y")]
    )
    score = at_least(number(row, "development_score_y0"), 50)
    return {
        "RB02-SRDI-1a": code(
            kleene_or([truth(row, "tech_sme_valid"), truth(row, "innovative_sme_valid")])
        ),
        "RB02-SRDI-1b": code(at_least(number(row, "niche_years"), 3)),
        "RB02-SRDI-2a": code(
            kleene_or(
                [
                    at_least(number(row, "revenue_y1"), 1500 * WAN_YUAN),
                    at_least(number(row, "equity_paid_in_total_2y"), 2000 * WAN_YUAN),
                ]
            )
        ),
        "RB02-SRDI-2b": code(at_least(main_ratio(row), Fraction(80, 100))),
        "RB02-SRDI-2c": code(at_most(debt_ratio(row), Fraction(80, 100))),
        "RB02-SRDI-3": code(kleene_and(each_year)),
        "RB02-SRDI-4": code(
            kleene_or([at_least(number(row, "class1_ip_count"), 1), award, institution])
        ),
        "RB02-SRDI-4a": code(award),
        "RB02-SRDI-4b": code(institution),
        "RB02-SRDI-5": MANUAL_REVIEW,
        "RB02-SRDI-6": code(score),
        "RB02-SRDI-6-THIS": code(score),
        "RB02-SRDI-6-LAST": NOT_APPLICABLE,
    }


def main_ratio(row: Row) -> Fraction | None:
    """Main business revenue over revenue, last year."""
    return ratio(number(row, "main_revenue_y1"), number(row, "revenue_y1"))


def debt_ratio(row: Row) -> Fraction | None:
    """Liabilities over assets at the end of last year."""
    return ratio(number(row, "total_liabilities_y1"), number(row, "total_assets_y1"))


def rd_ratio(row: Row, year: str) -> Fraction | None:
    """R&D expense over revenue of the same year."""
    return ratio(number(row, f"rd_expense_{year}"), number(row, f"revenue_{year}"))


def number(row: Row, fact: str) -> Fraction | None:
    """Read a number as a fraction, a stored decimal as the decimal that it prints as."""
    value = row[fact]
    return None if value is None else Fraction(str(value))


def truth(row: Row, fact: str) -> Truth:
    """Read a boolean fact."""
    value = row[fact]
    return None if value is None else bool(value)


def ratio(above: Fraction | None, below: Fraction | None) -> Fraction | None:
    """Divide; unknown if a part is unknown or the divisor is zero."""
    return None if above is None or not below else above / below


def total(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    """Add; unknown if a part is unknown."""
    return None if first is None or second is None else first + second


def at_least(value: Fraction | None, line: Fraction | int) -> Truth:
    """Compare; unknown stays unknown."""
    return None if value is None else value >= line


def at_most(value: Fraction | None, line: Fraction | int) -> Truth:
    """Compare; unknown stays unknown."""
    return None if value is None else value <= line


def kleene_and(tests: Iterable[Truth]) -> Truth:
    """False if any is false, else unknown if any is unknown."""
    seen = set(tests)
    return False if False in seen else None if None in seen else True


def kleene_or(tests: Iterable[Truth]) -> Truth:
    """True if any is true, else unknown if any is unknown."""
    seen = set(tests)
    return True if True in seen else None if None in seen else False


def kleene_not(test: Truth) -> Truth:
    """Turn a test round; unknown stays unknown."""
    return None if test is None else not test


def code(test: Truth) -> int:
    """Give the verdict code of a test."""
    return UNKNOWN if test is None else MET if test else UNMET


def main() -> None:
    """Assess a file and write the truth beside it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    assess_parquet(chosen.file, chosen.out)


if __name__ == "__main__":
    main()
