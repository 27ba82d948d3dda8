"""What stands around a table, in the words of its language."""

from __future__ import annotations

from datetime import date, datetime

from littlegiants.documents.model import PrintedList
from littlegiants.vocabulary.language import Language, say

MARGINS_MM = {
    False: {"top": 37, "bottom": 35, "left": 28, "right": 26},
    True: {"top": 28, "bottom": 26, "left": 35, "right": 37},
}
"""The margins of GB/T 9704 on A4, by `is_wide`: a page that lies across is the upright one, turned."""
TEXT_WIDTH_MM = {False: 156, True: 225}
"""The width of the text between them."""
_UNDATED = date(2000, 1, 1)


def format_day(day: date, language: Language) -> str:
    """Return a date as documents print it: 2026年11月23日."""
    return say(language, "documents.day", year=day.year, month=day.month, day=day.day)


def signature(printed: PrintedList) -> tuple[str, ...]:
    """Return issuer and date, as far as they are given."""
    day = "" if printed.dated is None else format_day(printed.dated, printed.language)
    return tuple(line for line in (printed.issuer, day) if line)


def page_words(language: Language, page: str, pages: str) -> str:
    """Return 第 N 页 共 M 页 with what the file puts for the numbers."""
    return say(language, "documents.page", page=page, pages=pages)


def file_day(printed: PrintedList) -> datetime:
    """Return the day that goes into a file's properties, which want one also where none is given.

    It never comes from a clock, so the same list gives the same bytes.
    """
    day = printed.dated or _UNDATED
    return datetime(day.year, day.month, day.day)


def html_language(language: Language) -> str:
    """Return the language as files name it."""
    return "zh-CN" if language == "zh" else "en"
