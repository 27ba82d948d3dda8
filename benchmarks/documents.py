"""Lists as office files: how long a list of invented names takes to write and to read as each kind.

    python -m benchmarks.documents [ROWS]

Prints the figures and appends one line to `results/documents.jsonl`.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import machine
from benchmarks.peers.process import peak_rss_mb
from littlegiants.documents.model import Align, PrintedColumn, PrintedList
from littlegiants.documents.services import KINDS, write_list
from littlegiants.intake.lists import read_list

ROWS: Final = 3_500
REPEAT: Final = 5
RESULTS: Final = Path(__file__).parent / "results" / "documents.jsonl"
_WORDS: Final = ("鹏程", "𠮷祥", "锂钛镁", "智芯微", "龘腾", "光电测控")


def invented_list(rows: int) -> PrintedList:
    """Make a list as a ministry prints it, of names that do not exist."""
    names = (f"某市{_WORDS[at % len(_WORDS)]}{at}科技股份有限公司" for at in range(1, rows + 1))
    return PrintedList(
        title="关于某市专精特新“小巨人”企业拟推荐名单的公示",
        columns=(
            PrintedColumn("序号", 0.5, Align.CENTER),
            PrintedColumn("企业名称", 3.2),
            PrintedColumn("统一社会信用代码", 1.9, Align.CENTER),
            PrintedColumn("所在区", 1.1),
        ),
        rows=[(str(at), name, f"0044030{at:011d}", "某某区") for at, name in enumerate(names, 1)],
        lead=("现将拟推荐名单予以公示。",),
        issuer="某市某某局",
        dated=date(2026, 11, 23),
        mark="虚构数据",
    )


def measure_all(rows: int) -> list[dict[str, object]]:
    """Measure every kind in this process; the first writing stands apart, for it reads the font."""
    printed = invented_list(rows)
    with tempfile.TemporaryDirectory() as folder:
        return [measure(printed, Path(folder) / f"list.{kind}") for kind in KINDS]


def measure(printed: PrintedList, path: Path) -> dict[str, object]:
    """Measure one kind."""
    took = []
    for _ in range(REPEAT):
        started = time.perf_counter()
        write_list(printed, path)
        took.append(time.perf_counter() - started)
    read = []
    for _ in range(REPEAT):
        started = time.perf_counter()
        entries = read_list(path).entries
        read.append(time.perf_counter() - started)
    assert len(entries) == len(printed.rows)
    return {
        "kind": path.suffix[1:],
        "rows": len(printed.rows),
        "first_s": round(took[0], 3),
        "later_s": round(median(took[1:]), 3),
        "read_s": round(median(read), 3),
        "kilobytes": round(path.stat().st_size / 1000),
        "peak_rss_mb": round(peak_rss_mb()),
    }


if __name__ == "__main__":
    rows_wanted = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    before = os.getloadavg()
    measured = measure_all(rows_wanted)
    print(json.dumps(measured, indent=2))
    record = {
        "date": time.strftime("%Y-%m-%d"),
        "machine": machine.describe(),
        "load_before": before,
        "documents": measured,
    }
    with RESULTS.open("a", encoding="utf-8") as results:
        results.write(json.dumps(record, ensure_ascii=False) + "\n")
