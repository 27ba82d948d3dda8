"""A clerk's year with the register on the command line: what the commands print, in the order of the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

from littlegiants.vocabulary.uscc import complete_uscc
from tests.contract.commands import answer

WORDS = ("甲芯", "乙光", "丙能", "丁材", "戊云", "己测")
NAMES = tuple(f"深圳市虚构{word}科技有限公司" for word in WORDS)
CODES = tuple(complete_uscc("91", "440300", f"MA5FXK{n:02}") for n in range(len(NAMES)))
HEADS = "企业名称,统一社会信用代码,行政区划代码,2025年营业收入（万元）,2025年研发费用总额（万元）,上年末资产负债率(%),从事特定细分市场年限"
SIBLING = "深圳市虚构甲心科技有限公司"
GIANT = ("--programme", "little_giant", "--source", "ministry", "--batch", "7")


@dataclass(frozen=True, slots=True)
class Clerk:
    """One register in a folder of its own, and every object that its commands printed."""

    folder: Path
    printed: dict[str, tuple[int, list[dict[str, Any]]]] = field(default_factory=dict)

    def does(self, label: str, *arguments: str) -> list[dict[str, Any]]:
        """Run a command with --json; keep what it printed under a label."""
        code, found = answer(*arguments, environment=self.environment)
        self.printed[label] = code, found
        return found

    @property
    def environment(self) -> dict[str, str]:
        """Where the register is, and who acts."""
        return {"LITTLEGIANTS_DATA": str(self.folder / "data"), "LITTLEGIANTS_ACTOR": "张三"}

    def facts(self, name: str, revenues: Sequence[str]) -> str:
        """Write a file of facts for the first firms."""
        rows = [
            f"{firm},{code},440305,{revenue},700,45,4"
            for firm, code, revenue in zip(NAMES, CODES, revenues, strict=False)
        ]
        path = self.folder / name
        path.write_text("\n".join([HEADS, *rows]) + "\n", encoding="utf-8")
        return str(path)

    def list(self, name: str, rows: Sequence[tuple[str, str]]) -> str:
        """Write a printed list of names, with codes where there are any."""
        path = self.folder / name
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet()
            page.write(0, 0, "专精特新“小巨人”企业名单")
            page.write(1, 0, f"共{len(rows)}家企业")
            page.write_row(2, 0, ["序号", "企业名称", "统一社会信用代码", "所属地区"])
            for number, (firm, code) in enumerate(rows, start=1):
                page.write_number(2 + number, 0, number)
                for column, words in enumerate((firm, code, "南山区"), start=1):
                    page.write_string(2 + number, column, words)
        return str(path)


def work_through(folder: Path) -> Clerk:
    """Do everything that a clerk can do, once."""
    clerk = Clerk(folder)
    does = clerk.does
    does("init", "init")
    does("sources", "register", "sources")
    _load_facts(clerk)
    _import_lists(clerk)
    _decide(clerk)
    _look(clerk)
    _run_a_round(clerk)
    _withdraw(clerk)
    return clerk


def _load_facts(clerk: Clerk) -> None:
    does = clerk.does
    ours = clerk.facts("bureau.csv", ["6000", "5500", "4000", "3000", "2000", "1000"])
    does("dry run", "import", ours, "--source", "bureau", "--as-of", "2026-03-01")
    does("import", "import", ours, "--source", "bureau", "--as-of", "2026-03-01", "--yes")
    does("import again", "import", ours, "--source", "bureau", "--as-of", "2026-03-01", "--yes")
    theirs = clerk.facts("tax.csv", ["6001", "5501"])
    does("second source", "import", theirs, "--source", "tax", "--as-of", "2026-04-01", "--yes")
    bad = clerk.folder / "bad.csv"
    bad.write_text(
        "企业名称,统一社会信用代码,2025年营业收入（万元）\n虚构庚公司,9.144E+17,-5\n", "utf-8"
    )
    does("faulty", "import", str(bad), "--source", "bureau", "--as-of", "2026-03-01")
    does("disputes", "register", "disputes", "--as-of", "2026-06-01")


def _import_lists(clerk: Clerk) -> None:
    does = clerk.does
    rows = [(NAMES[0], CODES[0]), (NAMES[1], CODES[1]), (NAMES[2], CODES[2]), (SIBLING, "")]
    first = clerk.list("final.xlsx", rows)
    when = ("--year", "2025", "--issued-on", "2025-10-01")
    does("list dry", "batch", "import", first, *GIANT, *when, "--kind", "final")
    does("list", "batch", "import", first, *GIANT, *when, "--kind", "final", "--yes")
    does("list again", "batch", "import", first, *GIANT, *when, "--kind", "final", "--yes")
    does("queue", "link", "queue")
    mended = clerk.list("whole.xlsx", [rows[0], rows[1], (NAMES[4], CODES[4])])
    does(
        "corrigendum",
        *("batch", "import", mended, *GIANT, *when[:2], "--issued-on", "2025-11-01"),
        *("--kind", "corrigendum", "--corrects", "1", "--mode", "whole", "--yes"),
    )
    short = clerk.list("short.xlsx", rows[:1])
    does(
        "stopped",
        *("batch", "import", short, *GIANT, *when, "--kind", "final", "--rows-expected", "9"),
    )


def _decide(clerk: Clerk) -> None:
    does = clerk.does
    record = str(clerk.printed["queue"][1][0]["record"])
    does("decide", "link", "decide", record, "new", "--reason", "是另一家企业")
    does("undo", "link", "undo", record, "--reason", "看错了公司")
    does("decide again", "link", "decide", record, CODES[3], "--reason", "核对营业执照")
    does("history", "link", "history", record)
    does("queue empty", "link", "queue")
    place = (CODES[0], "revenue")
    because = ("--reason", "核对审计报表", "--source", "audit")
    does("correct", "register", "correct", *place, "6002万元", *because, "--year", "2025")
    does(
        "settle",
        "register",
        "settle",
        CODES[1],
        "revenue",
        "2",
        "--reason",
        "以税务为准",
        "--year",
        "2025",
    )
    does(
        "judge",
        *("register", "judge", CODES[0], "RB02-LG-4a", "--yes", "--evidence", "现场核查"),
        *("--source", "bureau", "--since", "2026-01-01"),
    )
    does("take back", "register", "take-back", "correction", "1", "--reason", "撤回这次更正")
    does(
        "source",
        *("register", "source", "park", "--zh", "园区", "--en", "Park", "--grade", "B"),
        *("--precedence", "70"),
    )
    moved = (CODES[1], "moved_out", "-p", "little_giant", "--source", "ministry")
    does("event", "batch", "event", *moved, "--evidence", "迁出本市的通知", "--on", "2026-02-01")
    does("event back", "batch", "take-back", "1", "--reason", "并未迁出本市")


def _look(clerk: Clerk) -> None:
    does, out = clerk.does, clerk.folder
    does("search", "register", "search", "虚构", "甲芯")
    does("search none", "register", "search", "没有这样的企业")
    does("show", "register", "show", CODES[0], "--as-of", "2026-06-01")
    does("deliveries", "register", "deliveries")
    does("batches", "batch", "list")
    does("batch", "batch", "show", "1")
    does("diff", "batch", "diff", "1", "2")
    does("dependents", "batch", "dependents", "3")
    does("titles", "batch", "titles", "--as-of", "2026-06-01", "--all")
    does("due", "due", "--as-of", "2026-06-01", "--until", "2030-12-31")
    does("today", "today", "--as-of", "2025-10-15", "--ahead", "3000")
    does("export enterprises", "export", "enterprises", str(out / "firms.xlsx"))
    does("export titles", "export", "titles", str(out / "titles.pdf"))
    does("export facts", "export", "facts", str(out / "facts.parquet"))
    law = ("--as-of", "2026-06-01")
    does("assess", "assess", *law)
    does("explain", "explain", "--id", CODES[0], *law)
    does("plan", "plan", "--id", CODES[0], "-p", "little_giant", *law)
    does("rank", "rank", "--register")
    does("overtakes", "overtakes", "--city", "深圳")
    does("claims", "claims")


def _run_a_round(clerk: Clerk) -> None:
    does = clerk.does
    kind = ("--programme", "innovative_sme", "--year", "2026", "--region", "440300")
    does("round open", "round", "open", *kind, "--issuer", "深圳市中小企业服务局")
    does("round add", "round", "add", "1", *CODES[:3], "--on", "2026-03-02")
    does(
        "round check",
        "round",
        "check",
        "1",
        CODES[0],
        "--kept",
        "--reason",
        "符合",
        "--on",
        "2026-03-03",
    )
    for code in CODES[1:3]:
        does(
            f"round check {code}",
            "round",
            "check",
            "1",
            code,
            "--kept",
            "--reason",
            "符合",
            "--on",
            "2026-03-03",
        )
    does("round recommend", "round", "recommend", "1", "--on", "2026-03-04")
    does("round publish", "round", "publish", "1", "--on", "2026-03-05", "--document", "公示1号")
    does(
        "round object",
        *("round", "object", "1", "--by", "李四", "--statement", "有异议", "--against", CODES[1]),
        *("--on", "2026-03-06"),
    )
    does(
        "round decide",
        "round",
        "decide",
        "1",
        "1",
        "--upheld",
        "--reason",
        "属实",
        "--on",
        "2026-03-09",
    )
    does("round close", "round", "close", "1", "--on", "2026-03-20", "--document", "通知2号")
    does("round show", "round", "show", "1")
    does("rounds", "round", "show")


def _withdraw(clerk: Clerk) -> None:
    does = clerk.does
    does("withdraw facts", "register", "withdraw", "2", "--reason", "收到的是错件")
    does("withdraw list", "register", "withdraw", "3", "--reason", "收到的是错件")
    does("deliveries after", "register", "deliveries")
    city = str(clerk.folder / "city")
    does("synthetic", "synthetic", "--size", "1000", "--out", city, "--as-of", "2026-11-25")
