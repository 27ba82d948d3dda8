"""The workbook that an enterprise or an office fills in, and that `read_facts` reads back.

Sheet 填报说明 explains; 数据 takes the values under three head rows (official words with calendar
years, the field code in grey, the unit); 字典 says what each field means; the hidden sheet names the
template. The code row decides what a column is, unless somebody changed the years above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from littlegiants.vocabulary.facts import Fact, Vocabulary
from littlegiants.vocabulary.language import Language, say
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.slots import Form, Slot

GUIDE_SHEET = "填报说明"
DATA_SHEET = "数据"
DICTIONARY_SHEET = "字典"
MARK_SHEET = "_meta"
TEMPLATE_MARK = "littlegiants-template"
ROWS_PREPARED = 10_000
"""So many rows carry drop-down lists; more may be filled in without."""

_HEAD_ROWS = 3
_CHOICES_COLUMN = 8
_YES_NO = ("是", "否")
_GUIDE_LINES = 8
_NUMERALS = "零一两三四五"
_UNITS = {
    Dimension.MONEY: "万元",
    Dimension.RATIO: "%",
    Dimension.PERSONS: "人",
    Dimension.ITEMS: "项",
    Dimension.YEARS: "年",
    Dimension.DAYS: "天",
    Dimension.POINTS: "分",
    Dimension.RANK: "名",
    Dimension.LEVEL: "级",
    Dimension.NUMBER: "数字",
    Dimension.BOOLEAN: "是/否",
    Dimension.CATEGORY: "选项",
}
_LINK = {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1}


def write_template(
    path: Path, vocabulary: Vocabulary, slots: Sequence[Slot], as_of: date, language: Language
) -> None:
    """Write the template that asks for some slots; the explanations are in `language`."""
    slots = list(dict.fromkeys(slots))
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        sheets = _Sheets(book, vocabulary, slots, as_of, language)
        sheets.write_guide()
        sheets.write_data()
        sheets.write_dictionary()
        sheets.write_mark()


def printed_head(slot: Slot, vocabulary: Vocabulary, as_of: date) -> str:
    """Return the official words for a slot, with calendar years where they are years."""
    fact = vocabulary.fact(slot.fact)
    title = fact.title.zh
    if slot.form.is_happening and fact.dimension is Dimension.MONEY:
        title = f"有无{title}"
    year = as_of.year
    count = _NUMERALS[slot.n] if slot.n < len(_NUMERALS) else str(slot.n)
    last_years = f"近{count}年"
    match slot.form:
        case Form.STANDING:
            return title
        case Form.YEAR:
            return f"{year - slot.n}年{title}"
        case Form.GROWTH:
            return f"{year - 1}年{title}增长率"
        case Form.SUM:
            return f"{last_years}{title}合计"
        case Form.MEAN:
            return f"{last_years}{title}均值"
        case Form.MEAN_GROWTH:
            return f"{last_years}{title}平均增长率"
        case Form.COMPOUND_GROWTH:
            return f"{last_years}{title}复合增长率"
        case Form.TOTAL_IN:
            return f"{last_years}{title}合计"
        case Form.HAPPENED_IN:
            return f"{year - slot.n}—{year - 1}年{title}" if slot.n > 1 else f"{year - 1}年{title}"
        case Form.HAPPENED_PAST:
            return f"过去{count}年{title}"
        case Form.HAPPENED_SINCE:
            return f"{year - slot.n}年以来{title}"


class _Sheets:
    """Writes the four sheets of one workbook."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        vocabulary: Vocabulary,
        slots: Sequence[Slot],
        as_of: date,
        language: Language,
    ) -> None:
        self._book = book
        self._vocabulary = vocabulary
        self._slots = slots
        self._as_of = as_of
        self._language: Language = language

    def write_guide(self) -> None:
        """Explain how to fill in, and that an empty cell means unknown, not zero."""
        sheet = self._book.add_worksheet(GUIDE_SHEET)
        sheet.set_column(0, 0, 100, self._book.add_format({"text_wrap": True, "valign": "top"}))
        title = self._book.add_format({"bold": True, "font_size": 14})
        sheet.write_string(0, 0, self._say("template.title"), title)
        for line in range(1, _GUIDE_LINES + 1):
            text = self._say(
                f"template.guide_{line}",
                as_of=self._as_of.isoformat(),
                last_year=self._as_of.year - 1,
            )
            sheet.write_string(line + 1, 0, text)

    def write_data(self) -> None:
        """Write the three head rows, the drop-down lists and the formats of the columns."""
        sheet = self._book.add_worksheet(DATA_SHEET)
        head = self._book.add_format(_LINK | {"bg_color": "#DDEBF7"})
        code = self._book.add_format({"font_color": "#808080", "align": "center", "border": 1})
        text = self._book.add_format({"num_format": "@", "locked": False})
        free = self._book.add_format({"locked": False})
        sheet.set_row(0, 48)
        sheet.set_column(0, 0, 22, text)
        sheet.set_column(1, 1, 32, text)
        columns = [("统一社会信用代码", "id", "文本"), ("企业名称", "name", "文本")]
        columns += [self._column(slot) for slot in self._slots]
        for at, lines in enumerate(columns):
            for row, (words, style) in enumerate(zip(lines, (head, code, code), strict=True)):
                sheet.write_string(row, at, words, style)
        if self._slots:
            sheet.set_column(2, len(columns) - 1, 16, free)
        for at, slot in enumerate(self._slots, start=2):
            self._restrict(sheet, at, slot)
        sheet.freeze_panes(_HEAD_ROWS, 2)
        sheet.protect(
            "", {"insert_rows": True, "delete_rows": True, "format_columns": True, "sort": True}
        )
        sheet.activate()

    def write_dictionary(self) -> None:
        """Write what each field means, and the choices of the drop-down lists."""
        sheet = self._book.add_worksheet(DICTIONARY_SHEET)
        head = self._book.add_format(_LINK)
        wrap = self._book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 1, 28, wrap)
        sheet.set_column(2, 2, 8, wrap)
        sheet.set_column(3, 6, 48, wrap)
        for at in range(7):
            sheet.write_string(0, at, self._say(f"template.dictionary_{at + 1}"), head)
        for row, slot in enumerate(self._slots, start=1):
            for at, words in enumerate(self._explanation(slot)):
                sheet.write_string(row, at, words)
        for at, fact in enumerate(self._category_facts(), start=_CHOICES_COLUMN):
            sheet.write_string(0, at, fact.title.in_(self._language), head)
            for row, label in enumerate(self._labels(fact), start=1):
                sheet.write_string(row, at, label)

    def write_mark(self) -> None:
        """Name the template on a hidden sheet, so that it is known again."""
        sheet = self._book.add_worksheet(MARK_SHEET)
        sheet.write_string(0, 0, TEMPLATE_MARK)
        sheet.write_string(1, 0, self._as_of.isoformat())
        for row, slot in enumerate(self._slots, start=2):
            sheet.write_string(row, 0, slot.column)
        sheet.hide()

    def _column(self, slot: Slot) -> tuple[str, str, str]:
        words = printed_head(slot, self._vocabulary, self._as_of)
        return words, slot.column, _UNITS[self._vocabulary.dimension(slot)]

    def _restrict(self, sheet: xlsxwriter.worksheet.Worksheet, at: int, slot: Slot) -> None:
        """Offer a drop-down list where only certain words are possible."""
        dimension = self._vocabulary.dimension(slot)
        if dimension is Dimension.BOOLEAN:
            source: list[str] | str = list(_YES_NO)
        elif dimension is Dimension.CATEGORY:
            source = self._choices(slot)
        else:
            return
        rules = {"validate": "list", "source": source, "ignore_blank": True}
        sheet.data_validation(_HEAD_ROWS, at, _HEAD_ROWS + ROWS_PREPARED - 1, at, rules)

    def _choices(self, slot: Slot) -> str:
        facts = self._category_facts()
        at = next(n for n, fact in enumerate(facts) if fact.name == slot.fact)
        column = xlsxwriter.utility.xl_col_to_name(_CHOICES_COLUMN + at, True)
        last = 1 + len(facts[at].values)
        return f"='{DICTIONARY_SHEET}'!{column}$2:{column}${last}"

    def _category_facts(self) -> list[Fact]:
        facts = {slot.fact: self._vocabulary.fact(slot.fact) for slot in self._slots}
        return [fact for fact in facts.values() if fact.dimension is Dimension.CATEGORY]

    def _labels(self, fact: Fact) -> list[str]:
        return [label.in_(self._language) for _, label in fact.values]

    def _explanation(self, slot: Slot) -> tuple[str, ...]:
        fact = self._vocabulary.fact(slot.fact)
        return (
            slot.column,
            printed_head(slot, self._vocabulary, self._as_of),
            _UNITS[self._vocabulary.dimension(slot)],
            fact.title.in_(self._language),
            fact.definition.in_(self._language),
            fact.evidence.in_(self._language),
            fact.cite.in_(self._language),
        )

    def _say(self, code: str, **values: object) -> str:
        return say(self._language, code, **values)
