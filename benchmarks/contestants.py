"""Who takes part, up to which size, and what its answer means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Contestant:
    """One engine, started as ``python -m <module> FILE``.

    `warm_calls` are made after the first one in the same process.
    `gives_verdicts` is false for work that is timed apart and has nothing to compare.
    """

    name: str
    module: str
    answer: str
    max_rows: int = 10_000_000
    warm_calls: int = 4
    gives_verdicts: bool = True


THREE_VALUED: Final = "met, unmet and unknown, exact"
TWO_VALUED: Final = "True or False in 32-bit floats; unknown cannot be said"

CONTESTANTS: Final = (
    Contestant("littlegiants", "benchmarks.peers.littlegiants_peer", "five verdicts, exact"),
    Contestant(
        "littlegiants_gaps", "benchmarks.peers.littlegiants_gaps", "gaps", gives_verdicts=False
    ),
    Contestant("polars_hand", "benchmarks.peers.polars_hand", THREE_VALUED),
    Contestant("duckdb_hand", "benchmarks.peers.duckdb_hand", THREE_VALUED),
    Contestant("openfisca", "benchmarks.peers.openfisca_peer", TWO_VALUED),
    Contestant("openfisca_fast_reading", "benchmarks.peers.openfisca_fast_reading", TWO_VALUED),
    Contestant("policyengine", "benchmarks.peers.policyengine_peer", TWO_VALUED),
    Contestant(
        "policyengine_fast_reading", "benchmarks.peers.policyengine_fast_reading", TWO_VALUED
    ),
    Contestant(
        "zen",
        "benchmarks.peers.zen_peer",
        "three-valued because every clause spells out null; exact decimals",
        max_rows=100_000,
        warm_calls=1,
    ),
)


def choose(names: list[str] | None) -> list[Contestant]:
    """Choose contestants by name, in their fixed order; all of them without names."""
    known = {contestant.name: contestant for contestant in CONTESTANTS}
    unknown = set(names or ()) - known.keys()
    if unknown:
        raise SystemExit(
            f"no such contestant: {', '.join(sorted(unknown))}; known: {', '.join(known)}"
        )
    return [contestant for contestant in CONTESTANTS if not names or contestant.name in names]
