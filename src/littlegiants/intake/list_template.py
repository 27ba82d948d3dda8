"""The workbook in which an office writes a list, and that `read_list` reads back."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from littlegiants.intake.template import DATA_SHEET, GUIDE_SHEET, MARK_SHEET
from littlegiants.vocabulary.language import Language, say

LIST_MARK = "littlegiants-list-template"
LIST_HEADS = ("序号", "企业名称", "统一社会信用代码", "省份", "地市", "备注")
"""Words that `read_list` knows, whatever the language of the explanations."""

ROWS_PREPARED = 10_000
_GUIDE_LINES = 6
_WIDTHS = (8, 44, 24, 14, 14, 28)
_HEAD = {"bold": True, "align": "center", "border": 1, "bg_color": "#DDEBF7"}


def write_list_template(path: Path, language: Language) -> None:
    """Write the workbook; the explanations are in `language`, the heads are the official words."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        _write_guide(book, language)
        _write_data(book)
        mark = book.add_worksheet(MARK_SHEET)
        mark.write_string(0, 0, LIST_MARK)
        mark.hide()


def _write_guide(book: xlsxwriter.Workbook, language: Language) -> None:
    sheet = book.add_worksheet(GUIDE_SHEET)
    sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    title = book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, say(language, "list_template.title"), title)
    for line in range(1, _GUIDE_LINES + 1):
        sheet.write_string(line + 1, 0, say(language, f"list_template.guide_{line}"))


def _write_data(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet(DATA_SHEET)
    head = book.add_format(_HEAD)
    text = book.add_format({"num_format": "@", "locked": False})
    for at, (words, width) in enumerate(zip(LIST_HEADS, _WIDTHS, strict=True)):
        sheet.set_column(at, at, width, text)
        sheet.write_string(0, at, words, head)
    rules = {"validate": "whole", "criteria": ">=", "value": 1, "ignore_blank": True}
    sheet.data_validation(1, 0, ROWS_PREPARED, 0, rules)
    sheet.freeze_panes(1, 2)
    sheet.protect(
        "", {"insert_rows": True, "delete_rows": True, "format_columns": True, "sort": True}
    )
    sheet.repeat_rows(0)
    sheet.activate()
