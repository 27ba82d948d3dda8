"""3,500 printed names come back 3,500 of 3,500 from every kind of office file, and quickly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import xlwt

from littlegiants.documents.model import Align, PrintedColumn, PrintedList
from littlegiants.documents.services import write_list
from littlegiants.intake.lists import read_list
from littlegiants.vocabulary.finding import Severity
from tests.unit.intake.list_files import many_rows

pytestmark = pytest.mark.slow

COUNT = 3_500
KINDS = ("pdf", "docx", "xlsx", "xls", "html", "csv")
PAGES_MIN = 80
"""So long is a ministry's list; the long names of this one wrap, and make it longer."""


def printed() -> PrintedList:
    """The list, with rare signs, brackets and long names."""
    rows = [(seq, name, code, "南山区") for seq, name, code, _ in many_rows(COUNT)]
    return PrintedList(
        title="专精特新“小巨人”企业认定名单",
        columns=[
            PrintedColumn("序号", 0.6, Align.CENTER),
            PrintedColumn("企业名称", 3.4),
            PrintedColumn("统一社会信用代码", 2.0, Align.CENTER),
            PrintedColumn("所属地区", 1.2, Align.CENTER),
        ],
        rows=rows,
        dated=date(2025, 10, 24),
        notes=[f"共{COUNT}家"],
        mark="虚构数据",
    )


def write_xls(path: Path, wanted: PrintedList) -> None:
    """Write an old workbook, which this project reads and does not write."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("名单")
    page.write(0, 0, wanted.title)
    for at, row in enumerate([wanted.heads, *wanted.rows], start=1):
        for column, cell in enumerate(row):
            page.write(at, column, cell)
    book.save(str(path))


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_comes_back(kind: str, tmp_path: Path) -> None:
    """Serial number, name and code of all rows are identical, written and read."""
    wanted = printed()
    path = tmp_path / f"list.{kind}"
    if kind == "xls":
        write_xls(path, wanted)
    else:
        findings = write_list(wanted, path, encoding="gb18030" if kind == "csv" else "utf-8")
        assert not findings
    read = read_list(path)
    found = [(str(e.seq), e.name_as_printed, e.code) for e in read.entries]
    assert found == [(seq, name, code) for seq, name, code, _ in wanted.rows]
    assert len(found) == COUNT
    assert [finding.code for finding in read.findings if finding.severity is Severity.ERROR] == []


def test_the_pdf_has_eighty_pages_or_more(tmp_path: Path) -> None:
    """Its table runs over as many pages as a real one."""
    path = tmp_path / "list.pdf"
    write_list(printed(), path)
    document = pypdfium2.PdfDocument(path)
    pages = len(document)
    document.close()
    assert pages >= PAGES_MIN
