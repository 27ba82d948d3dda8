"""Finding one enterprise among a million: by code, by whole name, by parts of a name.

python -m benchmarks.search [--rows 1e6] [--database sqlite postgresql18 postgresql15]

Invented names, fixed seed. The limits are those of a person who waits: 5 ms for a code or a whole name,
50 ms for a part of a name, two characters being enough. A run appends one line to `results/search.jsonl`.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from sqlalchemy import Connection

from benchmarks.machine import describe
from benchmarks.run import RESULTS_FOLDER, Record, rows_of
from littlegiants.linkage.normalise import name_key
from littlegiants.register.errors import NotKnownError
from littlegiants.register.model import Source
from littlegiants.register.repository import loading
from littlegiants.register.repository.records import add_delivery, add_source
from littlegiants.register.views import FOUND_MAX, find_one, search
from littlegiants.storage.database import EVERYTHING, Database
from littlegiants.storage.search import find_names
from littlegiants.vocabulary.language import Text
from tests.databases import KINDS, databases_of

ROWS: Final = 1_000_000
CHUNK: Final = 50_000
SEED: Final = 20260401
QUERIES: Final = 200
WARM_UP: Final = 20
AS_OF: Final = date(2026, 11, 1)
LIMITS_MS: Final = {"code": 5.0, "name": 5.0, "part": 50.0, "search": 50.0}

CITIES: Final = ("深圳", "上海", "北京", "杭州", "宁波", "苏州", "广州", "重庆", "西安", "青岛")
BRAND: Final = "华中天科创新智联光电芯微纳精密安达恒盛瑞通宏远飞腾鼎鑫海川博众信诚德立方正元亨利金龙凤翔云星辰宇"
TRADES: Final = (
    "传感器",
    "激光",
    "精密机械",
    "新材料",
    "生物医药",
    "半导体",
    "电子科技",
    "智能装备",
    "仪器仪表",
    "轴承",
)
FORMS: Final = ("有限公司", "股份有限公司", "有限责任公司", "集团有限公司")

PARTS: Final[dict[str, tuple[str, ...]]] = {
    "two common characters": ("传感", "激光", "深圳", "有限", "芯微"),
    "two rare characters": ("凤龙", "翔凤", "辰宇", "𠮷野"),
    "two characters found nowhere": ("感激", "鼟鼟", "圳海"),
    "four characters": ("传感器有", "深圳芯微", "激光有限"),
    "two parts": ("深圳 激光", "宁波 轴承", "西安 凤龙"),
    "digits": ("88", "1024"),
}
"""What people type; every group is measured apart."""


def invented_names(rows: int) -> Iterator[str]:
    """Make names of enterprises that do not exist; one in twenty carries a number."""
    randomly = random.Random(SEED)
    for at in range(rows):
        brand = "".join(randomly.choices(BRAND, k=randomly.randint(2, 4)))
        number = str(at % 10_000) if randomly.random() < 0.05 else ""
        yield f"{randomly.choice(CITIES)}{brand}{number}{randomly.choice(TRADES)}{randomly.choice(FORMS)}"


SOURCE: Final = Source("invented", Text("虚构来源", "Invented source"), "K", 900, is_synthetic=True)


def fill(database: Database, rows: int) -> float:
    """Record the enterprises with code and name; return the seconds that it took."""
    started = time.perf_counter()
    names = enumerate(invented_names(rows))
    with database.write("benchmark", "fill") as work:
        add_source(work.connection, work.act_id, SOURCE)
        delivery_id = add_delivery(
            work.connection,
            work.act_id,
            sha256="0" * 64,
            attempt=0,
            kind="facts",
            file_name="invented",
            source_code=SOURCE.code,
            as_of=AS_OF,
            row_count=rows,
        )
        while piece := list(islice(names, CHUNK)):  # a chunk at a time: memory stays small
            add_piece(work.connection, piece, {"delivery_id": delivery_id, "act_id": work.act_id})
    return time.perf_counter() - started


def add_piece(connection: Connection, piece: list[tuple[int, str]], kept: loading.Kept) -> None:
    """Record some enterprises."""
    owners = loading.add_enterprises(connection, len(piece), **kept)
    owned = list(zip(owners, piece, strict=True))
    codes = ((owner, code_of(at), "uscc", True, None) for owner, (at, _) in owned)
    loading.add_codes(connection, codes, **kept)
    named = [loading.NewName(owner, name, name_key(name), None) for owner, (_, name) in owned]
    loading.add_names(connection, named, **kept)


def code_of(at: int) -> str:
    """Return the invented credit code of an enterprise; its check digit is not looked at here."""
    return f"91440300{at:09d}X"


def measure(database: Database, rows: int) -> Record:
    """Measure every kind of question."""
    randomly = random.Random(SEED)
    chosen = sorted(randomly.sample(range(rows), QUERIES))
    names = list(pick(invented_names(rows), chosen))

    def one(wanted: str) -> object:
        with database.read() as connection:
            return find_one(connection, wanted, known=EVERYTHING)

    def parts(words: str) -> object:
        with database.read() as connection:
            return find_names(connection, words.split(), FOUND_MAX)

    def whole_search(words: str) -> object:
        with database.read() as connection:
            return search(connection, words, as_of=AS_OF, known=EVERYTHING)

    repeated = {
        group: [words[at % len(words)] for at in range(QUERIES)] for group, words in PARTS.items()
    }
    return {
        "code": took(one, [code_of(at) for at in chosen]),
        "name": took(one, list(names), may_fail=True),
        "part": {group: took(parts, words) for group, words in repeated.items()},
        "search": {group: took(whole_search, words) for group, words in repeated.items()},
    }


def pick(names: Iterable[str], chosen: Iterable[int]) -> Iterator[str]:
    """Yield the names at some places, which are sorted."""
    wanted = set(chosen)
    return (name for at, name in enumerate(names) if at in wanted)


def took(ask: Callable[[str], object], questions: list[str], *, may_fail: bool = False) -> Record:
    """Time each question alone, transaction included, after a few to warm up.

    A name may belong to two invented enterprises, which is refused; that takes its time as well.
    """
    times = []
    gc.collect()
    gc.disable()
    try:
        for at, question in enumerate([*questions[:WARM_UP], *questions]):
            started = time.perf_counter()
            try:
                ask(question)
            except NotKnownError:
                if not may_fail:
                    raise
            if at >= WARM_UP:
                times.append((time.perf_counter() - started) * 1000)
    finally:
        gc.enable()
    return {
        "p50_ms": round(median(times), 3),
        "p99_ms": round(quantiles(times, n=100)[98], 3),
        "max_ms": round(max(times), 3),
    }


def measure_on(kind: str, rows: int) -> Record:
    """Fill one kind of database and measure it."""
    with tempfile.TemporaryDirectory() as folder, databases_of(kind, Path(folder)) as databases:
        database = Database(databases.migrated(), moment)
        filled = fill(database, rows)
        if not database.is_sqlite:
            with database.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.exec_driver_sql("vacuum analyze")  # as a server does by itself
        result = {"database": kind, "rows": rows, "fill_s": round(filled, 1)}
        result |= measure(database, rows)
        database.close()
    print_result(result)
    return result


def moment() -> datetime:
    """The moment of every act."""
    return datetime(2026, 11, 1, tzinfo=UTC)


def print_result(result: Record) -> None:
    """Print one line for each kind of question, and whether it keeps its limit."""
    print(f"{result['database']}, {result['rows']:,} enterprises, filled in {result['fill_s']} s")
    lines = {"code": result["code"], "name": result["name"]}
    for kind in ("part", "search"):
        lines |= {f"{kind}: {group}": figures for group, figures in result[kind].items()}
    for name, figures in lines.items():
        limit = LIMITS_MS[name.partition(":")[0]]
        kept = "within" if figures["p99_ms"] < limit else "OVER"
        print(
            f"  {name:<40}{figures['p50_ms']:>9.3f} ms, p99 {figures['p99_ms']:>9.3f} ms,"
            f" {kept} {limit:g} ms",
            flush=True,
        )


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--rows", type=rows_of, default=ROWS)
    parser.add_argument("--database", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--keep", action=argparse.BooleanOptionalAction, default=True)
    asked = parser.parse_args()
    record: Record = {
        "machine": describe(),
        "sqlite": sqlite3.sqlite_version,
        "load_before": os.getloadavg(),
        "seed": SEED,
        "limits_ms": LIMITS_MS,
        "results": [measure_on(kind, asked.rows) for kind in asked.database],
        "load_after": os.getloadavg(),
    }
    if asked.keep:
        with (RESULTS_FOLDER / "search.jsonl").open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
