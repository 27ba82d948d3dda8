"""littlegiants' gaps over a population, timed apart from the verdicts."""

from __future__ import annotations

from benchmarks.peers.littlegiants_peer import gaps_parquet
from benchmarks.peers.process import run_peer

if __name__ == "__main__":
    run_peer(gaps_parquet)
