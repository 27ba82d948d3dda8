"""OpenFisca-Core again, with its data read by Polars instead of pandas: the kindest comparison."""

from __future__ import annotations

from functools import partial

from benchmarks.peers.openfisca_peer import assess_parquet as assess
from benchmarks.peers.process import run_peer
from benchmarks.peers.two_valued_inputs import read_with_polars

assess_parquet = partial(assess, read=read_with_polars)

if __name__ == "__main__":
    run_peer(assess_parquet)
