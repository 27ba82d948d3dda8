"""littlegiants itself: the four places where the benchmarks call the project.

Every function below is a call site that waits for the function it names.
Until then it raises `NotWiredError`, and the runner reports the contestant as skipped.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from benchmarks.peers.process import NotWiredError, run_peer


def assess_parquet(path: Path, out: Path | None = None) -> object:
    """Assess a whole population; this is what the clock measures.

    Call site: ``assess_parquet(path, editions, out=None)`` of the project, with
    `benchmarks.clauses.EDITIONS`, action `ACTION` and as-of date `AS_OF`.
    It includes the second decision of rows on the line with exact fractions.
    Without `out` return the verdicts in memory; with `out` stream them to that Parquet file.
    """
    raise NotWiredError("assess_parquet of littlegiants is to be called here")


def translate(out: Path) -> None:
    """Bring the written verdicts into the common shape, outside the measured time.

    Call site: rewrite `out` with the columns `id` and `benchmarks.clauses.result_columns()`,
    as codes 0 to 4, where the project names or stores them in another way.
    """
    raise NotWiredError("the verdict columns of littlegiants are to be translated here")


def gaps_parquet(path: Path, out: Path | None = None) -> object:
    """Compute the gaps of all numeric clauses of a population, measured apart.

    Call site: as `assess_parquet`, but what is timed must be the gaps; say in README.md whether
    the verdicts are included.
    """
    raise NotWiredError("the gaps of littlegiants are to be computed here")


def decide_one(edition: str, facts: Mapping[str, object]) -> object:
    """Decide every clause of one edition for one enterprise.

    Call site: the generated Python of an edition; compiling it happens once, outside the clock.
    """
    raise NotWiredError("one enterprise is to be decided here")


def explain_one(edition: str, facts: Mapping[str, object]) -> object:
    """Give the full bilingual explanation of one edition for one enterprise.

    Call site: the explanation tree, rendered in both languages.
    """
    raise NotWiredError("one enterprise is to be explained here")


if __name__ == "__main__":
    run_peer(assess_parquet, translate=translate)
