"""Linkage measured: invented registers, real changes of names, keys, candidates.

``python -m benchmarks.linkage`` writes ``results/linkage.json``: precision, recall and false links by class
and by method, and seconds for the index, the linking and the candidates. Linking is what the promise of half a
second for 5,000 names against 50,000 is about; the index is built once per register and stated apart.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from dataclasses import asdict
from pathlib import Path
from typing import Final

from benchmarks.machine import describe
from littlegiants.linkage.candidates import candidates_for
from littlegiants.linkage.cascade import link_many
from littlegiants.linkage.known import Known
from littlegiants.linkage.normalise import name_key
from littlegiants.linkage.parse import parse_name
from tests.unit.linkage.history import list_of_year, load_history
from tests.unit.linkage.worlds import Measured, World, build_world, measure

RESULTS: Final = Path(__file__).parent / "results" / "linkage.json"
SEEDS: Final = range(10)
YEARS: Final = (2004, 2006, 2008, 2011, 2014, 2016, 2019, 2021, 2023)
KEYS: Final = 200_000


def main() -> None:
    """Measure everything and write the record."""
    parser = argparse.ArgumentParser(description="measure linkage")
    parser.add_argument("--date", required=True, help="the day of the record, YYYY-MM-DD")
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    load_before = os.getloadavg()
    record = {
        "date": asked.date,
        "machine": describe(),
        "load_before": load_before,
        "worlds": [_world(seed) for seed in SEEDS],
        "without_regions": [_world(seed, has_region=False) for seed in (0, 1)],
        "group_siblings": [_world(seed, group_siblings=0.1) for seed in (0, 1)],
        "name_history": _history(),
        "old_lists": _old_lists(),
        "per_name_us": _per_name(),
    }
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _world(seed: int, *, has_region: bool = True, group_siblings: float = 0.0) -> dict[str, object]:
    world = build_world(seed, has_region=has_region, group_siblings=group_siblings)
    return {"seed": seed, **_linked(world)}


def _linked(world: World) -> dict[str, object]:
    """Link a world; times are the best of three, for other work shares the machine."""
    printed = [entry.printed for entry in world.entries]
    begun = time.perf_counter()
    known = Known.from_names(world.known)
    index_s = time.perf_counter() - begun
    seconds: list[float] = []
    for _ in range(3):
        begun = time.perf_counter()
        outcomes = link_many(printed, known)
        seconds.append(time.perf_counter() - begun)
    times = {"known": len(known), "index_s": round(index_s, 3), "link_s": round(min(seconds), 3)}
    return times | _summary(measure(world.entries, outcomes)) | _proposed(world, known)


def _summary(found: Measured) -> dict[str, object]:
    rates = {"precision": round(found.precision, 5), "recall": round(found.recall, 4)}
    return rates | {"false_links": found.wrong} | asdict(found)


def _proposed(world: World, known: Known) -> dict[str, object]:
    """How often the right firm of a misprinted name is among the five, and what that costs."""
    misprinted = [entry for entry in world.entries if entry.kind == "wrong_character"]
    if not misprinted:
        return {}
    candidates_for(misprinted[0].printed, known)
    milliseconds: list[float] = []
    hits = 0
    for entry in misprinted:
        begun = time.perf_counter()
        found = candidates_for(entry.printed, known)
        milliseconds.append(1000 * (time.perf_counter() - begun))
        hits += entry.truth in [candidate.enterprise_id for candidate in found]
    return {
        "misprints_proposed": round(hits / len(misprinted), 4),
        "candidates_ms_median": round(statistics.median(milliseconds), 2),
    }


def _history() -> list[dict[str, object]]:
    history = load_history()
    return [
        {
            "year": year,
            "only_new_names": only_new,
            **_linked(list_of_year(history, year, only_new=only_new)),
        }
        for year in YEARS
        for only_new in (False, True)
    ]


def _old_lists() -> list[dict[str, object]]:
    """The other way round: an old list against a register that knows all names up to 2023."""
    history = load_history()
    return [
        {"year": year, **_linked(list_of_year(history, year, known_before=2024))} for year in YEARS
    ]


def _per_name() -> dict[str, float]:
    """Microseconds for the two keys of a name, over different names."""
    names = [known.name for known in build_world(99, registered=KEYS // 4, printed=100).known]
    found: dict[str, float] = {}
    for title, work in (("name_key", name_key), ("parse_name", parse_name)):
        begun = time.perf_counter()
        for name in names:
            work(name)
        found[title] = round(1e6 * (time.perf_counter() - begun) / len(names), 2)
    return found


if __name__ == "__main__":
    main()
