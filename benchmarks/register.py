"""A register of a million enterprises: loading, the snapshot for the engine, and finding one of them.

    python -m benchmarks.register --size 1e6

An invented city is written to Parquet and loaded: first who the enterprises are, then their figures
(one row is a firm and a year with some twenty facts), then the same as one file that tells both. Beside
it stand a bare insert of the same rows into a table without keys (the floor under any register), and a
bare fetch of the same columns. Appends one line to `results/register.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import polars as pl

from benchmarks import machine
from benchmarks.peers.process import peak_rss_mb
from littlegiants.register.bulk import load_columns
from littlegiants.register.model import Source
from littlegiants.register.services import add_source
from littlegiants.register.snapshot import snapshot
from littlegiants.register.views import search
from littlegiants.storage.database import EVERYTHING, Database
from littlegiants.storage.migrate import migrate
from littlegiants.synthetic.services import build_city
from littlegiants.vocabulary.facts import load_vocabulary
from littlegiants.vocabulary.language import Text

RESULTS: Final = Path(__file__).parent / "results" / "register.jsonl"
AS_OF: Final = date(2026, 6, 1)
SEED: Final = 20260401
ASKED: Final = 200


def timed(work: Callable[[], object]) -> float:
    """Return how long some work takes, in seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def new_register(path: Path) -> Database:
    """Return an empty register."""
    database = Database(f"sqlite:///{path}", lambda: datetime.now(UTC))  # noqa: TID251 - a benchmark's clock
    migrate(database)
    add_source(database, actor="bench", source=Source("s", Text("虚构", "invented"), "K", 10, True))
    return database


def load(database: Database, file: Path) -> float:
    """Load one file of columns; return the seconds."""
    vocabulary = load_vocabulary()
    return timed(
        lambda: load_columns(database, vocabulary, file, actor="bench", source="s", as_of=AS_OF)
    )


def bare_insert(file: Path, folder: Path) -> float:
    """Insert the same rows with the standard library into a table without keys."""
    frame = pl.read_parquet(file)
    connection = sqlite3.connect(folder / "bare.db")
    connection.execute("pragma journal_mode = wal")
    columns = ", ".join(f"c{at}" for at in range(frame.width))
    connection.execute(f"create table bare ({columns})")
    marks = ", ".join("?" * frame.width)

    def insert() -> None:
        for part in frame.iter_slices(100_000):
            connection.executemany(f"insert into bare values ({marks})", part.rows())  # noqa: S608 - question marks
        connection.commit()

    seconds = timed(insert)
    connection.close()
    return seconds


def finding(database: Database, enterprises: pl.DataFrame) -> dict[str, dict[str, float]]:
    """Return median and 99th percentile in milliseconds of finding enterprises."""
    chosen = enterprises.sample(ASKED, seed=7)
    middle = [name[len(name) // 2 : len(name) // 2 + 2] for name in chosen["name"]]
    asked = {
        "code": chosen["uscc"].to_list(),
        "name": chosen["name"].to_list(),
        "two_characters": middle,
    }
    found: dict[str, dict[str, float]] = {}
    with database.read() as connection:
        for kind, words in asked.items():
            took = [
                1000 * timed(lambda: search(connection, w, as_of=AS_OF, known=EVERYTHING))  # noqa: B023 - run at once
                for w in words
            ]
            p99 = sorted(took)[int(len(took) * 0.99) - 1]
            found[kind] = {"p50_ms": round(statistics.median(took), 2), "p99_ms": round(p99, 2)}
    return found


def measure(size: int) -> dict[str, object]:
    """Build, load, take the snapshot, find."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        city = folder / "city"
        build_city(size=size, seed=SEED, folder=city, as_of=AS_OF)
        facts = city / "annual_facts.parquet"
        rows = pl.scan_parquet(facts).select(pl.len()).collect().item()
        floor = bare_insert(facts, folder)
        database = new_register(folder / "two.db")
        who, figures = load(database, city / "enterprises.parquet"), load(database, facts)
        out = folder / "snapshot.parquet"
        taken = timed(
            lambda: snapshot(database, load_vocabulary(), out, as_of=AS_OF, known=EVERYTHING)
        )
        found = finding(database, pl.read_parquet(city / "enterprises.parquet"))
        database.close()
        one = new_register(folder / "one.db")
        both = load(one, facts)
        one.close()
    return {
        "enterprises": size,
        "rows": rows,
        "who_s": round(who, 1),
        "figures_s": round(figures, 1),
        "figures_rows_per_s": round(rows / figures),
        "who_and_figures_rows_per_s": round(rows / (who + figures)),
        "one_file_s": round(both, 1),
        "one_file_rows_per_s": round(rows / both),
        "bare_insert_s": round(floor, 1),
        "figures_over_bare_insert": round(figures / floor, 2),
        "snapshot_s": round(taken, 2),
        "finding": found,
        "peak_rss_mb": round(peak_rss_mb()),
    }


def main() -> None:
    """Measure one size and append the record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=float, default=1e6)
    parser.add_argument("--date", default=time.strftime("%Y-%m-%d"), help="date of the result")
    parser.add_argument("--no-keep", action="store_true", help="print only")
    wanted = parser.parse_args()
    before = os.getloadavg()
    record = {
        "date": wanted.date,
        "machine": machine.describe(),
        "load_before": before,
        "register": measure(int(wanted.size)),
    }
    line = json.dumps(record, ensure_ascii=False)
    print(line)
    if not wanted.no_keep:
        with RESULTS.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


if __name__ == "__main__":
    main()
