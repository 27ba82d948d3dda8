"""Agreement: an answer is compared with the truth row for row, and every difference is named."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import polars as pl

from benchmarks.clauses import EDITIONS, ROOTS, VERDICT_NAMES, column, result_columns


@dataclass(slots=True)
class Agreement:
    """How an answer differs from the truth.

    `overall` and `clauses` count by column and by what was said and what holds, for example
    ``{"little_giant:RB02-LG": {"unmet, but unknown": 7311}}``.
    """

    rows: int
    rows_wrong: int = 0
    rows_wrong_overall: int = 0
    overall: dict[str, dict[str, int]] = field(default_factory=dict)
    clauses: dict[str, dict[str, int]] = field(default_factory=dict)


def compare(answer: Path, truth: Path) -> Agreement:
    """Compare two verdict files whose rows have the same order."""
    said, holds = pl.scan_parquet(answer), pl.scan_parquet(truth)
    names = result_columns()
    pairs = pl.concat(
        [
            said.select("id", *names).rename({"id": "said_id"}),
            holds.select("id", *(pl.col(name).alias(f"true {name}") for name in names)),
        ],
        how="horizontal",
    )
    return count_differences(pairs, names)


def count_differences(pairs: pl.LazyFrame, names: tuple[str, ...]) -> Agreement:
    """Count rows and columns in which the two sides differ."""
    roots = tuple(column(edition, ROOTS[edition]) for edition in EDITIONS)
    rows, strangers, wrong, wrong_overall = (
        pairs.select(
            pl.len().alias("rows"),
            pl.col("said_id").ne_missing(pl.col("id")).sum().alias("strangers"),
            pl.any_horizontal(differs(name) for name in names).sum().alias("wrong"),
            pl.any_horizontal(differs(name) for name in roots).sum().alias("wrong_overall"),
        )
        .collect()
        .row(0)
    )
    assert strangers == 0, f"{strangers} rows are of other enterprises or in another order"
    agreement = Agreement(rows, wrong, wrong_overall)
    for name, kinds in named_differences(pairs, names):
        (agreement.overall if name in roots else agreement.clauses)[name] = kinds
    return agreement


def differs(name: str) -> pl.Expr:
    """Tell whether a column differs from the truth; a missing code differs too."""
    return pl.col(name).ne_missing(pl.col(f"true {name}"))


def named_differences(
    pairs: pl.LazyFrame, names: tuple[str, ...]
) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield each column that differs, with its kinds of difference."""
    for name in names:
        kinds = (
            pairs.filter(differs(name))
            .group_by(pl.col(name).alias("said"), pl.col(f"true {name}").alias("true"))
            .len()
            .sort("said", "true")
            .collect()
        )
        if kinds.height:
            yield name, {f"{word(said)}, but {word(true)}": n for said, true, n in kinds.rows()}


def word(verdict: int | None) -> str:
    """Name a code."""
    return "nothing" if verdict is None else VERDICT_NAMES[verdict]


def main() -> None:
    """Compare two verdict files and print the differences."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("answer", type=Path)
    parser.add_argument("truth", type=Path)
    chosen = parser.parse_args()
    print(json.dumps(asdict(compare(chosen.answer, chosen.truth)), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
