"""Measuring one contestant: a fresh process, its wall and CPU time, its peak memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.contestants import Contestant
from benchmarks.peers.process import NOT_WIRED

TIME_LIMIT_S: Final = 1800
ROOT: Final = Path(__file__).parent.parent


class SkippedError(Exception):
    """A contestant cannot take part; the message says why."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took.

    `process_*` is everything from start to exit; `start_wall_s` is what passes before and after
    the calls (interpreter, imports); `first_*` is the first call, `warm_*` the median later one.
    """

    process_wall_s: float
    process_cpu_s: float
    start_wall_s: float
    first_wall_s: float
    first_cpu_s: float
    warm_wall_s: float | None
    warm_cpu_s: float | None
    peak_rss_mb: float


def run_once(
    contestant: Contestant, facts: Path, *, out: Path | None = None, repeat: int = 1
) -> Run:
    """Run a contestant once in a fresh process."""
    command = [sys.executable, "-m", contestant.module, str(facts), "--repeat", str(repeat)]
    if out is not None:
        command += ["--out", str(out)]
    started = time.perf_counter()
    printed, usage = run_to_the_end(command)
    process_wall = time.perf_counter() - started
    report = json.loads(printed.splitlines()[-1])
    first, *later = report["calls"]
    return Run(
        process_wall_s=process_wall,
        process_cpu_s=usage.ru_utime + usage.ru_stime,
        start_wall_s=process_wall - sum(call["wall_s"] for call in report["calls"]),
        first_wall_s=first["wall_s"],
        first_cpu_s=first["cpu_s"],
        warm_wall_s=median(call["wall_s"] for call in later) if later else None,
        warm_cpu_s=median(call["cpu_s"] for call in later) if later else None,
        peak_rss_mb=report["peak_rss_mb"],
    )


def run_to_the_end(command: list[str]) -> tuple[str, resource.struct_rusage]:
    """Run a command and return what it printed and used; raise `SkippedError` on failure."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as complaints:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=complaints, text=True
        )
        limit = threading.Timer(TIME_LIMIT_S, process.kill)
        limit.start()
        assert process.stdout is not None
        with process.stdout as stdout:
            printed = stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        limit.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        complaints.seek(0)
        said = complaints.read().strip()
    if process.returncode == NOT_WIRED:
        raise SkippedError(said)
    if process.returncode != 0:
        raise SkippedError(
            f"exit {process.returncode}: {(said.splitlines() or ['no message'])[-1]}"
        )
    return printed, usage


def medians(runs: list[Run]) -> dict[str, float | None]:
    """Take the median of each figure over the runs."""
    return {name: median_of([getattr(run, name) for run in runs]) for name in Run.__slots__}


def median_of(values: list[float | None]) -> float | None:
    """Return the median of the known values, rounded to what is worth printing."""
    known = [value for value in values if value is not None]
    return round(median(known), 4) if known else None
