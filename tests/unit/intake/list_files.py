"""One list in every form in which lists are published."""

from __future__ import annotations

import html
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

from tests.unit.intake.pdf_builder import PdfBuilder

HEADS = ("序号", "企业名称", "统一社会信用代码", "省份")
TITLE = "第五批专精特新“小巨人”企业公示名单"
Row = Sequence[str]
_TRADES = ("智造", "㑇龘", "𠮷田", "海天", "锐科", "OK Tech", "北辰·光", "甲骨")
_LINES = (
    "精密装备",
    "新材料",
    "医疗器械",
    "软件",
    "超长经营范围的智能装备与精密零部件及其系统集成",
)
_FORMS = ("有限公司", "股份有限公司", "（集团）有限公司", "（深圳）有限责任公司")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class PrintedTable:
    """A title, heads and rows."""

    rows: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...] = HEADS
    title: str = TITLE
    lead: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def grid(self) -> list[tuple[str, ...]]:
        """Heads and rows."""
        return [self.heads, *self.rows] if self.heads else list(self.rows)


@cache
def many_rows(count: int) -> tuple[tuple[str, ...], ...]:
    """Invented rows with rare signs, brackets and names longer than a column."""
    rows = []
    for at in range(1, count + 1):
        trade = _TRADES[at % len(_TRADES)]
        name = f"深圳市{trade}{_signs(at)}{_LINES[at % 5]}{_FORMS[at // 7 % 4]}"
        rows.append((str(at), name, code(at), "广东省"))
    return tuple(rows)


def _signs(number: int) -> str:
    """Two or three signs that tell names apart."""
    first = ord("一")
    return chr(first + number % 900) + chr(first + 1000 + number // 900)


def code(number: int) -> str:
    """An invented credit code with its right check digits."""
    return _with_check(f"91440300{_organisation(f'MA{number:06d}')}")


def _organisation(first: str) -> str:
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    weighed = sum(signs.index(s) * w for s, w in zip(first, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return first + "0123456789X0"[11 - weighed % 11]


def _with_check(first: str) -> str:
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    return first + signs[-sum(signs.index(s) * pow(3, at, 31) for at, s in enumerate(first)) % 31]


def write_xlsx(path: Path, table: PrintedTable) -> Path:
    """Write a workbook with the title above the heads."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("名单")
        rows = [(words,) for words in (table.title, *table.lead)] + table.grid
        for at, row in enumerate([*rows, *((words,) for words in table.after)]):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
    return path


def write_xls(path: Path, table: PrintedTable) -> Path:
    """Write an old workbook whose serial numbers are numbers."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名单")
    rows = [(words,) for words in (table.title, *table.lead)] + table.grid
    for at, row in enumerate([*rows, *((words,) for words in table.after)]):
        for column, cell in enumerate(row):
            sheet.write(at, column, int(cell) if cell.isdecimal() and len(cell) < 6 else cell)
    book.save(str(path))
    return path


def write_csv(path: Path, table: PrintedTable) -> Path:
    """Write delimited text in GB18030."""
    rows = [(words,) for words in (table.title, *table.lead)] + table.grid
    rows += [(words,) for words in table.after]
    path.write_bytes("\r\n".join(",".join(row) for row in rows).encode("gb18030"))
    return path


def write_html(path: Path, table: PrintedTable) -> Path:
    """Write a page that says it is gb2312, with one table."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n"
        for row in table.grid
    )
    words = "".join(f"<p>{html.escape(text)}</p>" for text in (table.title, *table.lead))
    after = "".join(f"<p>{html.escape(text)}</p>" for text in table.after)
    page = f"<html><head><meta charset='gb2312'></head><body>{words}<table>{rows}</table>{after}</body></html>"
    path.write_bytes(page.encode("gb18030"))
    return path


def write_docx(path: Path, table: PrintedTable) -> Path:
    """Write a Word document with one table."""
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in table.grid
    )
    words = "".join(paragraph(text) for text in (table.title, *table.lead))
    after = "".join(paragraph(text) for text in table.after)
    return write_word(path, f"{words}<w:tbl>{rows}</w:tbl>{after}")


def paragraph(text: str) -> str:
    """Return a paragraph of a Word document."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def write_word(path: Path, body: str) -> Path:
    """Write a Word document from the markup of its body."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>"
        )
    return path


def write_pdf(path: Path, table: PrintedTable) -> Path:
    """Write a ruled table over many pages, long names wrapped, heads repeated."""
    return pdf_of(path, table, is_ruled=True)


def write_plain_pdf(path: Path, table: PrintedTable) -> Path:
    """Write the same without rulings."""
    return pdf_of(path, table, is_ruled=False)


def pdf_of(path: Path, table: PrintedTable, *, is_ruled: bool) -> Path:
    """Write a table as PDF."""
    builder = PdfBuilder()
    builder.title(table.title)
    for words in table.lead:
        builder.text(words)
    builder.table(table.heads, table.rows, (40, 200, 130, 60), is_ruled=is_ruled)
    for words in table.after:
        builder.text(words)
    path.write_bytes(builder.content())
    return path


WRITERS: dict[str, Callable[[Path, PrintedTable], Path]] = {
    "list.xlsx": write_xlsx,
    "list.xls": write_xls,
    "list.csv": write_csv,
    "list.html": write_html,
    "list.docx": write_docx,
    "list.pdf": write_pdf,
    "plain.pdf": write_plain_pdf,
}


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zipped folder."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()
