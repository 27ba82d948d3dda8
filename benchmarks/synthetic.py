"""How fast an invented city is written, and in how much memory; each size in a fresh process.

    python -m benchmarks.synthetic --sizes 1e5 1e6 1e7

Appends one line of JSON to `results/synthetic.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks import machine
from benchmarks.peers.process import peak_rss_mb
from littlegiants.synthetic.services import build_city

RESULTS: Final = Path(__file__).parent / "results" / "synthetic.jsonl"
AS_OF: Final = date(2026, 6, 1)
SEED: Final = 20260401


def measure_one(size: int) -> dict[str, object]:
    """Write one city into a folder that is thrown away; memory is the peak of this process."""
    with tempfile.TemporaryDirectory() as folder:
        wall, cpu = time.perf_counter(), time.process_time()
        summary = build_city(size=size, seed=SEED, folder=Path(folder) / "city", as_of=AS_OF)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {
        "size": size,
        "firm_years": summary.firm_years,
        "wall_s": round(wall, 2),
        "cpu_s": round(cpu, 2),
        "firm_years_per_s": round(summary.firm_years / wall),
        "bytes": sum(file.bytes for file in summary.files),
        "peak_rss_mb": round(peak_rss_mb()),
    }


def main() -> None:
    """Measure the sizes asked for and append the record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=float, default=[1e5, 1e6])
    parser.add_argument("--one", type=int)
    parser.add_argument("--date", default=time.strftime("%Y-%m-%d"), help="date of the result")
    wanted = parser.parse_args()
    if wanted.one:
        print(json.dumps(measure_one(wanted.one)))
        return
    runs: list[object] = []
    load = os.getloadavg()
    for size in wanted.sizes:
        command = [sys.executable, "-m", "benchmarks.synthetic", "--one", str(int(size))]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        print(done.stdout.strip(), flush=True)
        runs.append(json.loads(done.stdout))
    record = {
        "date": wanted.date,
        "machine": machine.describe(),
        "load_before": load,
        "synthetic": runs,
    }
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
