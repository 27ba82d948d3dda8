"""A small vocabulary and small files for the tests of intake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from littlegiants.intake.model import Delivery, Sheet
from littlegiants.intake.services import read_facts
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.facts import Fact, Kind, Vocabulary
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import Text
from littlegiants.vocabulary.quantity import Dimension

Rows = Sequence[Sequence[Any]]

AS_OF = date(2026, 6, 1)
"""The application year is 2026, so last year is 2025."""

USCC = "91350100M000100Y43"
"""A code whose check digit is right (test vector of GB 32100)."""


def fact(name: str, zh: str, kind: Kind, dimension: Dimension, *heads: str, **more: Any) -> Fact:
    """Build a fact of which only what intake looks at is told."""
    same = Text(zh, name.replace("_", " "))
    return Fact(name, same, kind, dimension, same, same, "M1", same, (), heads, **more)


_INDUSTRIES = (("industry", Text("工业", "Industry")), ("retail", Text("零售业", "Retail")))
_FACTS = (
    fact("revenue", "营业收入总额", Kind.ANNUAL, Dimension.MONEY, "营业收入", "营收", minimum=0),
    fact("main_revenue", "主营业务收入总额", Kind.ANNUAL, Dimension.MONEY, "主营业务收入"),
    fact("rd_expense", "研发费用总额", Kind.ANNUAL, Dimension.MONEY, "研发费用", "研发费用合计"),
    fact("net_profit", "净利润", Kind.ANNUAL, Dimension.MONEY),
    fact(
        "rd_ratio",
        "研发费用总额占营业收入总额比重",
        Kind.ANNUAL,
        Dimension.RATIO,
        "研发费用占比",
        derived="rd_expense / revenue",
        minimum=0,
    ),
    fact("debt_ratio", "资产负债率", Kind.ANNUAL, Dimension.RATIO, minimum=0),
    fact("employees", "职工总数", Kind.ANNUAL, Dimension.PERSONS, "从业人员", minimum=0),
    fact("development_score", "发展评价得分", Kind.ANNUAL, Dimension.POINTS, default_back=0),
    fact("niche_years", "从事特定细分市场年限", Kind.STANDING, Dimension.YEARS),
    fact("class1_ip_count", "Ⅰ类知识产权数量", Kind.STANDING, Dimension.ITEMS),
    fact("market_share", "市场占有率", Kind.STANDING, Dimension.RATIO, maximum=1),
    fact("market_rank", "国内排名", Kind.STANDING, Dimension.RANK, minimum=1),
    fact("digital_level", "数字化水平", Kind.STANDING, Dimension.LEVEL, minimum=1, maximum=4),
    fact("hnte_valid", "有效期内的高新技术企业", Kind.STANDING, Dimension.BOOLEAN, "高新技术企业"),
    fact("size_industry", "划型行业", Kind.STANDING, Dimension.CATEGORY, values=_INDUSTRIES),
    fact("equity_paid_in", "新增股权融资（实缴额）", Kind.EVENT, Dimension.MONEY, "新增股权融资"),
    fact("science_award", "国家级或省级科技奖励", Kind.EVENT, Dimension.BOOLEAN, "科技奖励"),
    fact("serious_violation", "重大事故及违法行为", Kind.EVENT, Dimension.BOOLEAN),
)
VOCABULARY = Vocabulary({each.name: each for each in _FACTS}, ())


def write_csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write text as a file and return its path."""
    path.write_bytes(text.encode(encoding))
    return path


def write_xlsx(
    path: Path,
    rows: Rows,
    *,
    merged: Sequence[str] = (),
    sheet: str = "Sheet1",
    formats: dict[int, str] | None = None,
) -> Path:
    """Write rows as a workbook; `merged` are ranges, `formats` number formats by column."""
    with xlsxwriter.Workbook(str(path)) as book:
        table = book.add_worksheet(sheet)
        styles = {at: book.add_format({"num_format": f}) for at, f in (formats or {}).items()}
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                table.write(at, column, cell, styles.get(column))
        for area in merged:
            table.merge_range(area, "")
            first = area.split(":", maxsplit=1)[0]
            column, line = ord(first[0]) - ord("A"), int(first[1:]) - 1
            table.write(line, column, rows[line][column])
    return path


def write_sheets(path: Path, sheets: dict[str, Rows], *, hidden: Sequence[str] = ()) -> Path:
    """Write several sheets into one workbook."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if name in hidden:
                sheet.hide()
    return path


def read(path: Path) -> Delivery:
    """Read a file with the small vocabulary."""
    return read_facts(path, VOCABULARY, AS_OF)


def read_csv(folder: Path, text: str) -> Delivery:
    """Write text as CSV and read it."""
    return read(write_csv(folder / "firms.csv", text))


def column(delivery: Delivery, name: str) -> list[Value]:
    """Return one column of the facts read."""
    return delivery.table.columns[name]


def codes(findings: Sequence[Finding]) -> list[str]:
    """Return the codes of findings in order."""
    return [finding.code for finding in findings]


def only(findings: Sequence[Finding], code: str) -> Finding:
    """Return the one finding with a code."""
    (found,) = [finding for finding in findings if finding.code == code]
    return found


def grid(*rows: Sequence[Any], is_text: bool = False) -> Sheet:
    """Build a sheet from rows."""
    return Sheet("Sheet1", rows, range(1, len(rows) + 1), is_text)
