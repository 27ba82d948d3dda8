"""Malformed files as they arrive: each is made by code, and each is refused or reported, never a crash.

A case says what reading it as facts and as a list must tell: the code of the refusal, or codes among
the findings.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

from tests.unit.intake.list_files import (
    HEADS,
    PrintedTable,
    many_rows,
    paragraph,
    write_csv,
    write_docx,
    write_html,
    write_pdf,
    write_word,
    write_xlsx,
    zipped,
)
from tests.unit.intake.pdf_builder import PAGE, PdfBuilder, document

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FACT_HEADS = ["统一社会信用代码", "企业名称", "2025年营业收入（元）", "2025年研发费用（元）"]
WAN_HEADS = ["统一社会信用代码", "企业名称", "2025年营业收入（万元）", "2025年研发费用（万元）"]
CODES = [row[2] for row in many_rows(9)]
GB = 1_000_000_000

Make = Callable[[Path], Path]


@dataclass(frozen=True)
class Malformed:
    """One file: how it is made, what refuses it, or what is told of it."""

    name: str
    make: Make
    facts_refused: str = ""
    list_refused: str = ""
    facts_told: tuple[str, ...] = ()
    list_told: tuple[str, ...] = ()


def table(count: int = 5) -> PrintedTable:
    """A short sound list."""
    return PrintedTable(many_rows(count))


def raw(name: str, content: bytes | str) -> Make:
    """A file with this content."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def book(name: str, sheets: dict[str, Sequence[Sequence[Any]]], *, hidden: str = "") -> Make:
    """A workbook with these sheets."""

    def make(folder: Path) -> Path:
        path = folder / name
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as written:
            for title, rows in sheets.items():
                sheet = written.add_worksheet(title)
                for at, row in enumerate(rows):
                    sheet.write_row(at, 0, row)
                if title == hidden:
                    sheet.hide()
        return path

    return make


def facts(*rows: Sequence[Any], heads: Sequence[str] = FACT_HEADS) -> Make:
    """A workbook of facts."""
    return book("firms.xlsx", {"Sheet1": [heads, *rows]})


def wrong_units(amount: float) -> list[list[Any]]:
    """Rows of several enterprises with amounts of about this size."""
    return [
        [code, f"甲{at}有限公司", amount * (at + 1), amount / 10] for at, code in enumerate(CODES)
    ]


def cut(make: Callable[[Path, PrintedTable], Path], name: str, share: float) -> Make:
    """The first part of a sound file."""

    def made(folder: Path) -> Path:
        path = make(folder / name, table(200))
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])
        return path

    return made


def renamed(make: Callable[[Path, PrintedTable], Path], name: str, wrong: str) -> Make:
    """A sound file under the ending of another kind."""

    def made(folder: Path) -> Path:
        return make(folder / name, table()).rename(folder / wrong)

    return made


def blown_up_workbook(folder: Path) -> Path:
    """Two milliard zeros as the sheet of a workbook."""
    path = facts(["1", "甲", 5, 5])(folder)
    with zipfile.ZipFile(path) as old:
        kept = {name: old.read(name) for name in old.namelist() if "sheet1" not in name}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in kept.items():
            archive.writestr(name, content)
        _write_zeros(archive, "xl/worksheets/sheet1.xml", 2 * GB)
    return path


def blown_up_folder(folder: Path) -> Path:
    """Two milliard zeros as a member of a zipped folder."""
    path = folder / "folder.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        _write_zeros(archive, "firms.csv", 2 * GB)
    return path


def blown_up_word(folder: Path) -> Path:
    """Two milliard zeros as the text of a document."""
    path = folder / "list.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        _write_zeros(archive, "word/document.xml", 2 * GB)
    return path


def blown_up_pdf(folder: Path) -> Path:
    """A page whose words unpack to half a milliard blanks."""
    packer = zlib.compressobj(1)
    chunks = [packer.compress(b" " * 10_000_000) for _ in range(50)]
    words = b"".join((*chunks, packer.flush()))
    head = f"<< /Length {len(words)} /Filter /FlateDecode >>\nstream\n".encode()
    return raw("list.pdf", document([*PAGE, head + words + b"\nendstream"]))(folder)


def _write_zeros(archive: zipfile.ZipFile, name: str, size: int) -> None:
    chunk = bytes(10_000_000)
    with archive.open(name, "w", force_zip64=True) as part:
        for _ in range(size // len(chunk)):
            part.write(chunk)


def lying_folder(folder: Path) -> Path:
    """A member that says it is small and is not."""
    content = zipped({"firms.csv": bytes(300_000)})
    size = (300_000).to_bytes(4, "little")
    path = folder / "folder.zip"
    path.write_bytes(content.replace(size, (300).to_bytes(4, "little")))
    return path


def macros(folder: Path) -> Path:
    """A workbook with macros."""
    path = book(
        "firms.xlsm", {"Sheet1": [[*HEADS, "2025年营业收入（元）"], [*many_rows(1)[0], 5]]}
    )(folder)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    return path


def old_locked(folder: Path) -> Path:
    """An old workbook with a password: a record says that the others are encrypted."""
    written = xlwt.Workbook()
    written.add_sheet("表1").write(0, 0, "企业名称")
    buffer = BytesIO()
    written.save(buffer)
    content = bytearray(buffer.getvalue())
    begin = content.index(b"\x09\x08\x10\x00")
    content[begin + 20 : begin + 22] = b"\x2f\x00"  # the record after the first becomes the lock
    path = folder / "firms.xls"
    path.write_bytes(bytes(content))
    return path


def locked_folder(folder: Path) -> Path:
    """A zipped folder with a password."""
    content = bytearray(zipped({"firms.csv": b"id,revenue_y1\n1,5\n"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path = folder / "folder.zip"
    path.write_bytes(bytes(content))
    return path


def locked_pdf(folder: Path) -> Path:
    """A PDF with a password."""
    builder = PdfBuilder()
    builder.text("名单")
    return raw("list.pdf", builder.content(password=True))(folder)


def pictures(folder: Path) -> Path:
    """A scan: pages that are pictures."""
    builder = PdfBuilder()
    builder.picture()
    builder.page()
    builder.picture()
    return raw("list.pdf", builder.content())(folder)


def one_picture(folder: Path) -> Path:
    """A list whose second page is a picture."""
    builder = PdfBuilder()
    builder.table(HEADS, many_rows(5), (40, 200, 130, 60), is_ruled=True)
    builder.page()
    builder.picture()
    return raw("list.pdf", builder.content())(folder)


def traversal(folder: Path) -> Path:
    """A member whose name leads out of the folder."""
    inside = write_xlsx(folder / "inner.xlsx", table()).read_bytes()
    return raw("folder.zip", zipped({"../../../outside.xlsx": inside}))(folder)


def zip_in_zip(folder: Path) -> Path:
    """A zipped folder in a zipped folder."""
    return raw("folder.zip", zipped({"inner.zip": zipped({"firms.csv": b"id\n1\n"})}))(folder)


def merged_heads(folder: Path) -> Path:
    """A head over two rows with merged groups, and a total below."""
    path = folder / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as written:
        sheet = written.add_worksheet()
        sheet.merge_range("A1:D1", "名单")
        sheet.merge_range("A2:A3", "序号")
        sheet.merge_range("B2:C2", "企业")
        sheet.write_row("B3", ["企业名称", "统一社会信用代码"])
        sheet.merge_range("D2:D3", "2025年营业收入（元）")
        sheet.write_row("A4", [1, "甲有限公司", CODES[0], 5])
        sheet.write_row("A5", ["合计", "", "", 5])
    return path


def nested_tables(folder: Path) -> Path:
    """A page with tables in tables, a script and a hidden row."""
    page = """<html><head><meta charset=utf-8><script>document.write("<table>")</script></head><body>
    <table><tr><td><h1>名单</h1><table><tr><th>序号<th>企业名称<th>2025年营业收入（元）</tr>
    <tr><td>1<td>甲<script>alert(1)</script>有限公司<td>5</tr>
    <tr style="display:none"><td>2<td>乙有限公司<td>6</tr></table></td></tr></table></body></html>"""
    return raw("list.html", page)(folder)


def endless_spans(folder: Path) -> Path:
    """A page with a cell that asks for a milliard columns."""
    cell = "<td colspan=999999999 rowspan=999999999>x</td>"
    return raw("list.html", f"<table><tr>{cell * 3}</tr></table>")(folder)


def utf16(folder: Path) -> Path:
    """Text in UTF-16, as a table program saves 'Unicode text'."""
    text = "序号\t企业名称\t2025年营业收入（元）\r\n1\t甲有限公司\t5\r\n"
    return raw("firms.txt", b"\xff\xfe" + text.encode("utf-16-le"))(folder)


def mixed_encodings(folder: Path) -> Path:
    """Text that is UTF-8 above and GBK below."""
    head, row = (
        "序号,企业名称,营业收入\n".encode(),
        "1,甲有限公司，号,5\n\xff".encode("latin-1", "ignore"),
    )
    return raw("firms.csv", head + row + "企业".encode("gb18030") + b"\xff\xff")(folder)


def many_rows_of_nothing(folder: Path) -> Path:
    """More rows than a worksheet holds."""
    return raw("firms.csv", "id,revenue_y1\n" + "1,5\n" * 1_100_001)(folder)


def with_gap(folder: Path) -> Path:
    """A list in which serial numbers are missing."""
    rows = [row for row in many_rows(210) if int(row[0]) not in (17, 203, 204, 205)]
    return write_pdf(folder / "list.pdf", PrintedTable(tuple(rows)))


FILES: tuple[Malformed, ...] = (
    Malformed("broken zip", raw("firms.xlsx", b"PK\x03\x04" + bytes(90)), "file.unreadable", "file.unreadable"),
    Malformed("truncated workbook", cut(write_xlsx, "a.xlsx", 0.7), "file.unreadable", "file.unreadable"),
    Malformed("macro file", macros, facts_told=("file.macros",), list_told=("file.macros",)),
    Malformed("two milliard zeros as a sheet", blown_up_workbook, "file.too_large", "file.too_large"),
    Malformed("two milliard zeros in a folder", blown_up_folder, "file.blown_up", "file.blown_up"),
    Malformed("two milliard zeros as a document", blown_up_word, "file.too_large", "file.too_large"),
    Malformed("half a milliard blanks as a page", blown_up_pdf, "file.blown_up", "file.blown_up"),
    Malformed("member larger than it says", lying_folder, "file.unreadable", "file.unreadable"),
    Malformed("formula injection", facts([CODES[0], '=cmd|"/C calc"!A0', 5, "@SUM(1)"]), facts_told=("cell.not_number",)),
    Malformed("yuan under a head of 万元", facts(*wrong_units(5e7), heads=WAN_HEADS), facts_told=("column.unit_suspected",)),
    Malformed("万元 under a head of yuan", facts(*wrong_units(5000), heads=FACT_HEADS), facts_told=("column.unit_suspected",)),
    Malformed("an amount beyond all reason", facts([CODES[0], "甲有限公司", 9e12, 1], heads=WAN_HEADS), facts_told=("cell.too_large",)),
    Malformed("duplicate codes", book("list.xlsx", {"名单": [[*HEADS, "2025年营业收入（元）"], ["1", "甲有限公司", CODES[0], "", 5], ["2", "乙有限公司", CODES[0], "", 6]]}), facts_told=("id.twice",), list_told=("list.code_twice",)),
    Malformed("duplicate names", book("list.xlsx", {"名单": [[*HEADS, "2025年营业收入（元）"], ["1", "甲有限公司", CODES[0], "", 5], ["2", "甲 有限公司", CODES[1], "", 6]]}), list_told=("list.name_twice",)),
    Malformed("negative revenue", facts([CODES[0], "甲有限公司", -5, 1]), facts_told=("cell.implausible",)),
    Malformed("codes as numbers", facts([9.144e17, "甲有限公司", 5, 1]), facts_told=("id.rounded",), list_told=("id.rounded",)),
    Malformed("hidden sheet", book("list.xlsx", {"名单": [[*HEADS, "2025年营业收入（元）"], [*many_rows(1)[0], 5]], "旧": [["企业名称"]]}, hidden="旧"), facts_told=("sheet.hidden",), list_told=("sheet.hidden",)),
    Malformed("workbook with a password", raw("a.xlsx", COMPOUND + bytes(504) + "EncryptedPackage".encode("utf-16-le")), "file.encrypted", "file.encrypted"),
    Malformed("old workbook with a password", old_locked, "file.encrypted", "file.encrypted"),
    Malformed("PDF with a password", locked_pdf, "file.encrypted", "file.encrypted"),
    Malformed("folder with a password", locked_folder, "file.encrypted", "file.encrypted"),
    Malformed("truncated PDF", cut(write_pdf, "a.pdf", 0.8), "file.cut_short", "file.cut_short"),
    Malformed("scan", pictures, "file.only_pictures", "file.only_pictures"),
    Malformed("list with a scanned page", one_picture, "file.no_heads", list_told=("pdf.page_is_picture",)),
    Malformed("PDF in name only", raw("list.pdf", "名单"), "file.unreadable", "file.unreadable"),
    Malformed("document without a table", lambda folder: write_word(folder / "a.docx", paragraph("关于报送材料的函")), "file.no_heads", "list.no_entries"),
    Malformed("document that is cut off", cut(write_docx, "a.docx", 0.6), "file.unreadable", "file.unreadable"),
    Malformed("page with tables in tables and a script", nested_tables, list_told=()),
    Malformed("page with endless spans", endless_spans, "file.too_wide", "file.too_wide"),
    Malformed("page without a table", raw("a.html", "<html><p>公示</p></html>"), "file.no_table", "file.no_table"),
    Malformed("names that lead out of the folder", traversal, "file.no_heads"),
    Malformed("zip in a zip", zip_in_zip, "file.packed_inside", "file.packed_inside"),
    Malformed("empty folder", raw("folder.zip", zipped({})), "file.empty", "file.empty"),
    Malformed("folder of several files", raw("folder.zip", zipped({"a.csv": b"id\n", "b.csv": b"id\n"})), "file.several_inside", "file.several_inside"),
    Malformed("page that is called a workbook", renamed(write_html, "a.html", "a.xls"), "file.no_heads"),
    Malformed("workbook that is called text", renamed(write_xlsx, "a.xlsx", "a.csv"), "file.no_heads"),
    Malformed("document that is called PDF", renamed(write_docx, "a.docx", "a.pdf"), "file.no_heads"),
    Malformed("PDF that is called a workbook", renamed(write_pdf, "a.pdf", "a.xls"), "file.no_heads"),
    Malformed("text that is called a document", renamed(write_csv, "a.csv", "a.docx"), "file.unreadable", "file.unreadable"),
    Malformed("empty file", raw("a.xlsx", ""), "file.empty", "file.empty"),
    Malformed("UTF-16", utf16, facts_told=()),
    Malformed("mixed encodings", mixed_encodings, "file.encoding_unknown", "file.encoding_unknown"),
    Malformed("merged heads and a total", merged_heads, facts_told=("row.total",), list_told=("row.total",)),
    Malformed("too many rows", many_rows_of_nothing, "file.too_many_rows", "file.too_many_rows"),
    Malformed("gap in the serial numbers", with_gap, "file.no_heads", list_told=("list.gap",)),
)  # fmt: skip
"""More than the thirty that were asked for."""
