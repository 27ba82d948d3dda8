"""The one command: ``python -m benchmarks.run`` measures every contestant and keeps the result.

Contestants run in fresh processes, interleaved, so that a busy minute hits all of them.
Their answers are then compared row for row, and one line is appended to
``benchmarks/results/<date>.jsonl``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks import latency, machine, population, score_intervals
from benchmarks.contestants import Contestant, choose
from benchmarks.measure import Run, SkippedError, medians, run_once, run_to_the_end
from benchmarks.population import ON_LINE, ON_LINE_CORRECTNESS, SIZES, population_path

RESULTS_FOLDER: Final = Path(__file__).parent / "results"
EXACT_ROWS: Final = 100_000
"""Up to here the truth is computed with fractions, above it is hand-written Polars."""
HAND: Final = "polars_hand"
"""The contestant that all others are divided by."""
FEW_ROWS: Final = 1_000_000
"""Up to here a process makes warm calls too."""

Record = dict[str, Any]
"""JSON; a result is written once and read by people and plotting scripts."""


def main() -> None:
    """Measure, compare, print and keep."""
    chosen = parse_arguments()
    contestants = choose(chosen.peers)
    record: Record = {
        "date": chosen.date,
        "machine": machine.describe(),
        "load_before": os.getloadavg(),
        "settings": {"rounds": chosen.rounds, "seed": population.SEED, "on_line": ON_LINE},
    }
    record["correctness"] = list(check_on_the_line(contestants))
    record["measurements"] = [
        measurement
        for rows in chosen.sizes
        for into in chosen.into
        for measurement in measure_size(contestants, rows, into=into, rounds=chosen.rounds)
    ]
    record["agreement"] = [
        answer for rows in chosen.sizes for answer in check_agreement(contestants, rows)
    ]
    if chosen.latency:
        record["latency"] = latency.measure_all()
        record["score_intervals"] = score_intervals.measure()
    record["load_after"] = os.getloadavg()
    keep(record)


def parse_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--sizes", type=rows_of, nargs="+", default=SIZES, metavar="ROWS")
    parser.add_argument("--peers", nargs="+", metavar="NAME", help="only these contestants")
    parser.add_argument(
        "--into", nargs="+", choices=("memory", "parquet"), default=("memory", "parquet")
    )
    parser.add_argument("--rounds", type=int, default=5, help="processes for each median")
    parser.add_argument("--date", default=time.strftime("%Y-%m-%d"), help="date of the result")
    parser.add_argument("--latency", action=argparse.BooleanOptionalAction, default=True)
    return parser.parse_args()


def rows_of(text: str) -> int:
    """Read a number of rows such as 1e6."""
    return int(float(text))


def measure_size(
    contestants: list[Contestant], rows: int, *, into: str, rounds: int
) -> Iterator[Record]:
    """Measure every contestant at one size, interleaved, and yield its medians."""
    facts = population_path(rows)
    runs: dict[str, list[Run]] = {}
    skipped: dict[str, str] = {}
    taking_part = [contestant for contestant in contestants if rows <= contestant.max_rows]
    for _ in range(rounds):
        for contestant in taking_part:
            if contestant.name in skipped:
                continue
            out = answer_path(contestant, facts) if into == "parquet" else None
            try:
                warm_calls = contestant.warm_calls if rows <= FEW_ROWS else 0
                run = run_once(contestant, facts, out=out, repeat=1 + warm_calls)
            except SkippedError as reason:
                skipped[contestant.name] = str(reason)
            else:
                runs.setdefault(contestant.name, []).append(run)
    base = headline(medians(runs[HAND])) if HAND in runs else None
    for contestant in taking_part:
        row: Record = {"contestant": contestant.name, "rows": rows, "into": into}
        if contestant.name in skipped:
            row["skipped"] = skipped[contestant.name]
        else:
            row |= medians(runs[contestant.name])
            row["times_hand"] = round(headline(row) / base, 2) if base else None
        print_measurement(row)
        yield row


def headline(row: Record) -> float:
    """Take the wall time of a warm call, or of the first one where there was no other."""
    return float(row["warm_wall_s"] or row["first_wall_s"])


def check_on_the_line(contestants: list[Contestant]) -> Iterator[Record]:
    """Compare every contestant with exact fractions where 4 % of rows are on a line."""
    facts = population_path(EXACT_ROWS, on_line=ON_LINE_CORRECTNESS)
    yield from compare_all(contestants, facts, rows=EXACT_ROWS, on_line=ON_LINE_CORRECTNESS)


def check_agreement(contestants: list[Contestant], rows: int) -> Iterator[Record]:
    """Compare every contestant with the truth at one size."""
    yield from compare_all(contestants, population_path(rows), rows=rows, on_line=ON_LINE)


def compare_all(
    contestants: list[Contestant], facts: Path, *, rows: int, on_line: float
) -> Iterator[Record]:
    """Let every contestant write its verdicts and yield how they differ from the truth."""
    truth, truth_name = write_truth(facts, rows)
    for contestant in contestants:
        if not contestant.gives_verdicts or rows > contestant.max_rows:
            continue
        if contestant.name == truth_name:
            continue
        row: Record = {"contestant": contestant.name, "on_line": on_line, "truth": truth_name}
        answer = answer_path(contestant, facts)
        try:
            run_once(contestant, facts, out=answer)
            row |= compare(answer, truth)
        except SkippedError as reason:
            row |= {"rows": rows, "skipped": str(reason)}
        print_agreement(row)
        yield row


def compare(answer: Path, truth: Path) -> Record:
    """Compare two verdict files in a process of their own, so that this one stays small."""
    printed, _ = run_to_the_end(
        [sys.executable, "-m", "benchmarks.compare", str(answer), str(truth)]
    )
    difference: Record = json.loads(printed)
    return difference


def write_truth(facts: Path, rows: int) -> tuple[Path, str]:
    """Write the verdicts that count as true, and say who computed them."""
    truth = facts.with_name(f"{facts.stem}.truth.parquet")
    if rows > EXACT_ROWS:
        (hand,) = choose([HAND])
        run_once(hand, facts, out=truth)
        return truth, HAND
    run_to_the_end([sys.executable, "-m", "benchmarks.exact", str(facts), "--out", str(truth)])
    return truth, "exact"


def answer_path(contestant: Contestant, facts: Path) -> Path:
    """Name the file for the verdicts of a contestant; each run overwrites it."""
    return facts.with_name(f"answer_{contestant.name}.parquet")


def print_measurement(row: Record) -> None:
    """Print one line of the table of measurements."""
    head = f"{row['rows']:>10,} {row['into']:<8}{row['contestant']:<27}"
    if "skipped" in row:
        print(f"{head}skipped: {row['skipped']}", flush=True)
        return
    warm = "" if row["warm_wall_s"] is None else f", warm {row['warm_wall_s']:.4f} s"
    times = "" if row["times_hand"] is None else f", {row['times_hand']:.2f} x {HAND}"
    print(
        f"{head}first {row['first_wall_s']:.4f} s, {row['first_cpu_s']:.4f} CPU-s,"
        f" {row['peak_rss_mb']:.0f} MB{warm}{times}",
        flush=True,
    )


def print_agreement(row: Record) -> None:
    """Print one line of the table of agreement."""
    head = f"{row['rows']:>10,} agree   {row['contestant']:<27}"
    if "skipped" in row:
        print(f"{head}skipped: {row['skipped']}", flush=True)
        return
    print(
        f"{head}{row['rows_wrong']:,} rows differ from {row['truth']} in some clause,"
        f" {row['rows_wrong_overall']:,} in a decision ({row['on_line']:.1%} on a line)",
        flush=True,
    )


def keep(record: Record) -> None:
    """Append the record to the results of its day."""
    RESULTS_FOLDER.mkdir(exist_ok=True)
    path = RESULTS_FOLDER / f"{record['date']}.jsonl"
    with path.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    print(f"kept in {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path}")


if __name__ == "__main__":
    main()
