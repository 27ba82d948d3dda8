"""One contestant in a process of its own: run, time, and report as one line of JSON."""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

AssessParquet = Callable[[Path, Path | None], object]
NOT_WIRED: int = 3
"""Exit code of a contestant that is not connected yet; the runner skips it."""


class NotWiredError(NotImplementedError):
    """A contestant, or one of its hooks, is not connected yet."""


def run_peer(
    assess_parquet: AssessParquet, *, translate: Callable[[Path], None] | None = None
) -> None:
    """Assess the file of the command line `--repeat` times and print what it took.

    The first call is cold (plans, caches, allocators); the later ones are warm.
    An answer is dropped and collected before the next call, so that no two are held at once.
    After the clock has stopped, `translate` may bring a written answer into the common shape.
    """
    parser = argparse.ArgumentParser(description=run_peer.__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--repeat", type=int, default=1)
    chosen = parser.parse_args()
    try:
        calls = [timed(assess_parquet, chosen.file, chosen.out) for _ in range(chosen.repeat)]
    except NotWiredError as reason:
        print(f"not wired: {reason}", file=sys.stderr)
        raise SystemExit(NOT_WIRED) from None
    print(json.dumps({"calls": calls, "peak_rss_mb": peak_rss_mb()}))
    if chosen.out is not None and translate is not None:
        translate(chosen.out)


def timed(assess_parquet: AssessParquet, file: Path, out: Path | None) -> dict[str, float]:
    """Time one call: wall and CPU seconds of all threads."""
    wall, cpu = time.perf_counter(), cpu_seconds()
    answer = assess_parquet(file, out)
    took = {"wall_s": time.perf_counter() - wall, "cpu_s": cpu_seconds() - cpu}
    del answer
    gc.collect()
    return took


def cpu_seconds() -> float:
    """Return user and system time of all threads of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_rss_mb() -> float:
    """Return the highest resident memory of this program in MiB.

    ``ru_maxrss`` would start from the memory of the program that launched this one.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
