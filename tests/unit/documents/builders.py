"""Lists for the tests of documents: invented names, written in one line each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pypdfium2

from littlegiants.documents.model import Align, PrintedColumn, PrintedList

COLUMNS = (
    PrintedColumn("序号", 0.5, Align.CENTER),
    PrintedColumn("企业名称", 3.2),
    PrintedColumn("统一社会信用代码", 1.9, Align.CENTER),
    PrintedColumn("所在区", 1.1),
)
NAMES = ("甲一", "𠮷祥", "㑇安", "龘腾", "锂钛镁", "（深圳）乙")
DISTRICTS = ("南山区", "宝安区", "光明区")


def names_list(count: int) -> PrintedList:
    """Build a list of invented names, with everything that can stand around it."""
    rows = [
        (
            str(number),
            f"{NAMES[number % len(NAMES)]}{number}技术有限公司",
            f"0044030{number:011d}",
            DISTRICTS[number % len(DISTRICTS)],
        )
        for number in range(1, count + 1)
    ]
    return PrintedList(
        title="某市拟推荐名单的公示",
        columns=COLUMNS,
        rows=rows,
        lead=(
            "根据有关办法，现将名单予以公示，公示期为11月23日至11月27日。",
            "如有异议，请书面反映。",
        ),
        issuer="某市某某局",
        document_no="某字〔2026〕15号",
        dated=date(2026, 11, 23),
        notes=("注：≥ ≤ ‰ ℃ ① ② ～ —",),
        footer="来源：示例",
        mark="虚构数据",
    )


def cells(*texts: str) -> PrintedList:
    """Build a list of one row with nothing around it."""
    columns = tuple(PrintedColumn(f"列{at}") for at in range(1, len(texts) + 1))
    return PrintedList(title="名单", columns=columns, rows=(texts,))


def pdf_pages(path: Path) -> list[str]:
    """Return the text of each page, as a reader copies it."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def rows_of_pages(pages: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the rows of a list of names out of the text of its pages."""
    row = re.compile(r"^(\d+) (\S+) (\w{18}) (\S+)$", flags=re.MULTILINE)
    return [found.groups() for page in pages for found in row.finditer(page)]
