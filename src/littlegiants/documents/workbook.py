"""A list as an Excel workbook: every cell is text, so that no code loses its zeros or its last digits."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from littlegiants.documents.characters import cleaned, guarded
from littlegiants.documents.files import check_size, finished
from littlegiants.documents.frame import file_day, page_words, signature
from littlegiants.documents.model import Align, PrintedList
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import Language

ROWS_MAX = 100_000
_FONTS: dict[Language, str] = {"zh": "Microsoft YaHei", "en": "Calibri"}
_PAGE_WIDTH = {False: 92.0, True: 138.0}  # characters across a page, by is_wide
_LINE_POINTS = 16.5
_LINES_MAX = 24  # a row of Excel is at most 409 points high
_RED, _HEAD_FILL, _BORDER = "#B42318", "#E3EBF5", "#8A919E"
_SHEET_NAME_MAX = 31
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_PAGE_WORDS_MAX = 80  # header and footer together hold 255 characters, some of them doubled
_A4 = 9


def write_xlsx(printed: PrintedList, path: Path) -> tuple[Finding, ...]:
    """Write the list as a workbook with one sheet; heads stay in sight and repeat in print."""
    check_size(printed, "xlsx", ROWS_MAX)
    printed, findings = cleaned(printed)
    with finished(path) as part:
        try:
            with xlsxwriter.Workbook(str(part), _options(printed.language)) as book:
                _write(book, printed)
        except XlsxWriterException as fault:
            raise LittleGiantsError(
                "documents.not_written", file=path.name, fault=str(fault)
            ) from fault
    return findings


def _options(language: Language) -> dict[str, object]:
    return {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "use_zip64": True,
        "in_memory": True,  # no file elsewhere, and no time of one in the archive
        "default_format_properties": {"font_name": _FONTS[language], "font_size": 10},
    }


def _write(book: xlsxwriter.Workbook, printed: PrintedList) -> None:
    book.set_properties(
        {"title": printed.title, "author": printed.issuer, "created": file_day(printed)}
    )
    sheet = book.add_worksheet(_sheet_name(printed.title))
    widths = [share * _PAGE_WIDTH[printed.is_wide] for share in printed.shares]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    head_row = _write_above(book, sheet, printed, widths)
    last_row = _write_table(book, sheet, printed, head_row)
    note = book.add_format({"text_wrap": True, "valign": "top"})
    for at, text in enumerate(printed.notes, start=last_row + 1):
        _across(sheet, at, widths, text, note)
    sheet.freeze_panes(head_row + 1, 0)
    sheet.repeat_rows(head_row)
    _set_up_print(sheet, printed)


def _write_above(
    book: xlsxwriter.Workbook, sheet: Worksheet, printed: PrintedList, widths: Sequence[float]
) -> int:
    """Write what stands above the table; return the row of the heads."""
    centred = {"align": "center", "valign": "vcenter", "text_wrap": True}
    title = book.add_format({**centred, "bold": True, "font_size": 16})
    mark = book.add_format({**centred, "bold": True, "font_color": _RED})
    number = book.add_format(centred)
    lead = book.add_format({"text_wrap": True, "valign": "top"})
    signed = book.add_format({"align": "right"})
    lines = [
        *((text, mark) for text in (printed.mark,) if text),
        (printed.title, title),
        *((text, number) for text in (printed.document_no,) if text),
        *((text, lead) for text in printed.lead),
        *((text, signed) for text in signature(printed)),
    ]
    for at, (text, style) in enumerate(lines):
        _across(sheet, at, widths, text, style, scale=1.6 if style is title else 1.0)
    return len(lines)


def _across(
    sheet: Worksheet,
    row: int,
    widths: Sequence[float],
    text: str,
    style: Format,
    *,
    scale: float = 1.0,
) -> None:
    """Write a text across the table, in a row as high as it needs."""
    lines = sum(math.ceil(max(_width(part), 1) * scale / sum(widths)) for part in text.split("\n"))
    sheet.set_row(row, _LINE_POINTS * scale * min(lines, _LINES_MAX))
    if len(widths) > 1:
        sheet.merge_range(row, 0, row, len(widths) - 1, "", style)
    sheet.write_string(row, 0, guarded(text), style)


def _width(text: str) -> int:
    """Count characters, those of Chinese twice."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def _write_table(
    book: xlsxwriter.Workbook, sheet: Worksheet, printed: PrintedList, head_row: int
) -> int:
    """Write heads and rows; return the last row."""
    edge = {"border": 1, "border_color": _BORDER, "valign": "vcenter", "text_wrap": True}
    head = book.add_format({**edge, "bold": True, "align": "center", "bg_color": _HEAD_FILL})
    styles = {
        align: book.add_format({**edge, "num_format": "@", "align": str(align)}) for align in Align
    }
    for at, text in enumerate(printed.heads):
        sheet.write_string(head_row, at, guarded(text), head)
    columns = [styles[column.align] for column in printed.columns]
    for number, row in enumerate(printed.rows, start=head_row + 1):
        for at, (text, style) in enumerate(zip(row, columns, strict=True)):
            if text:
                sheet.write_string(number, at, guarded(text), style)
            else:
                sheet.write_blank(number, at, None, style)
    last_row = head_row + len(printed.rows)
    sheet.ignore_errors(
        {"number_stored_as_text": f"A{head_row + 1}:{_column_name(len(columns))}{last_row + 1}"}
    )
    return last_row


def _column_name(count: int) -> str:
    name = ""
    while count:
        count, rest = divmod(count - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _set_up_print(sheet: Worksheet, printed: PrintedList) -> None:
    sheet.set_paper(_A4)
    if printed.is_wide:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.8)
    if printed.mark:
        sheet.set_header(f"&C&B&14{_page_word(' ' + printed.mark)}")
    pages = page_words(printed.language, "&P", "&N")
    sheet.set_footer(f"&L{_page_word(printed.footer)}&R{pages}")


def _page_word(text: str) -> str:
    """Return text for a header or footer, where & is a sign and room is short."""
    line = text.replace("\n", " ")
    short = line if len(line) <= _PAGE_WORDS_MAX else f"{line[: _PAGE_WORDS_MAX - 1]}…"
    return short.replace("&", "&&")


def _sheet_name(title: str) -> str:
    name = _NOT_IN_A_SHEET_NAME.sub(" ", title)[:_SHEET_NAME_MAX].strip()
    return name or "1"
