"""The fill-in template and its way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from littlegiants.intake.heads import HeadReader
from littlegiants.intake.services import read_facts
from littlegiants.intake.template import (
    DATA_SHEET,
    DICTIONARY_SHEET,
    GUIDE_SHEET,
    MARK_SHEET,
    printed_head,
    write_template,
)
from littlegiants.vocabulary.facts import Kind
from littlegiants.vocabulary.language import Language
from littlegiants.vocabulary.slots import ANNUAL_FORMS, EVENT_FORMS, Form, Slot
from tests.unit.intake.builders import AS_OF, USCC, VOCABULARY, codes, column, only, read

SLOTS = (
    Slot("revenue", Form.YEAR, 1),
    Slot("revenue", Form.YEAR, 2),
    Slot("rd_ratio", Form.YEAR, 1),
    Slot("rd_expense", Form.SUM, 2),
    Slot("revenue", Form.COMPOUND_GROWTH, 2),
    Slot("market_rank"),
    Slot("digital_level"),
    Slot("development_score", Form.YEAR, 0),
    Slot("hnte_valid"),
    Slot("size_industry"),
    Slot("equity_paid_in", Form.TOTAL_IN, 2),
    Slot("science_award", Form.HAPPENED_IN, 3),
    Slot("serious_violation", Form.HAPPENED_PAST, 3),
)
ROW = [USCC, "甲公司", 5000, 4000, 3.5, 600, 8, 2, 1, 85, "是", "工业", 300, "否", "否"]

Fill = Callable[..., Path]


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Write the template, let somebody fill it in, and save it again."""

    def filled(
        change: Callable[[Any], None] = lambda sheet: None, language: Language = "zh"
    ) -> Path:
        path = tmp_path / "template.xlsx"
        write_template(path, VOCABULARY, SLOTS, AS_OF, language)
        book = openpyxl.load_workbook(path)
        book[DATA_SHEET].append(ROW)
        change(book[DATA_SHEET])
        book.save(path)
        return path

    return filled


def test_round_trip(fill: Fill) -> None:
    """A filled-in template is read back without a single finding."""
    delivery = read(fill())
    assert delivery.findings == ()
    assert delivery.table.ids == [USCC]
    assert {name: values[0] for name, values in delivery.table.columns.items()} == {
        "revenue_y1": 5_000_000_000,
        "revenue_y2": 4_000_000_000,
        "rd_ratio_y1": Fraction(35, 1000),
        "rd_expense_sum_2y": 600_000_000,
        "revenue_compound_growth_2y": Fraction(8, 100),
        "market_rank": 2,
        "digital_level": 1,
        "development_score_y0": 85,
        "hnte_valid": True,
        "size_industry": "industry",
        "equity_paid_in_total_2y": 300_000_000,
        "science_award_in_3y": False,
        "serious_violation_past_3y": False,
        # what three years without an event imply
        "science_award_in_2y": False,
        "science_award_in_1y": False,
        "serious_violation_past_2y": False,
        "serious_violation_past_1y": False,
    }


def test_empty_template(tmp_path: Path) -> None:
    """A template that nobody filled in holds no enterprise."""
    write_template(tmp_path / "t.xlsx", VOCABULARY, SLOTS, AS_OF, "en")
    assert codes(read(tmp_path / "t.xlsx").findings) == ["file.no_rows"]


def test_words_without_codes(fill: Fill) -> None:
    """The words alone lead to the same facts when somebody deletes the row of codes."""
    delivery = read(fill(lambda sheet: sheet.delete_rows(2)))
    assert column(delivery, "revenue_y2") == [4_000_000_000]
    assert column(delivery, "serious_violation_past_3y") == [False]


def test_codes_without_words(fill: Fill) -> None:
    """The codes alone do as well."""
    delivery = read(fill(lambda sheet: sheet.delete_rows(1)))
    assert column(delivery, "rd_ratio_y1") == [Fraction(35, 1000)]


def test_template_of_last_year(fill: Fill) -> None:
    """Read a year later, calendar years stay what they were, and the difference is told."""
    delivery = read_facts(fill(), VOCABULARY, date(2027, 6, 1))
    assert column(delivery, "revenue_y2") == [5_000_000_000]
    assert "column.code_overruled" in codes(delivery.findings)


def test_place_of_a_bad_cell(fill: Fill) -> None:
    """A bad cell is named as the spreadsheet names it."""

    def spoil(sheet: Any) -> None:
        sheet["D4"] = "四千"

    found = only(read(fill(spoil)).findings, "cell.not_number")
    assert found.where.startswith("数据!D4 (row 4, ")


def test_sheets(fill: Fill) -> None:
    """The template explains, asks, defines, and knows itself."""
    book = openpyxl.load_workbook(fill())
    assert book.sheetnames == [GUIDE_SHEET, DATA_SHEET, DICTIONARY_SHEET, MARK_SHEET]
    assert book[MARK_SHEET].sheet_state == "hidden"


def test_three_head_rows(fill: Fill) -> None:
    """Words with calendar years stand above the code, the code above the unit."""
    sheet = openpyxl.load_workbook(fill())[DATA_SHEET]
    assert [cell.value for cell in sheet["C"][:3]] == ["2025年营业收入总额", "revenue_y1", "万元"]
    assert (sheet.freeze_panes, sheet["A4"].number_format) == ("C4", "General")


def test_code_column_is_text(tmp_path: Path) -> None:
    """The column of codes is formatted as text, so that no code is rounded."""
    write_template(tmp_path / "t.xlsx", VOCABULARY, SLOTS, AS_OF, "zh")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")[DATA_SHEET]
    assert sheet.column_dimensions["A"].number_format == "@"


def test_drop_down_lists(fill: Fill) -> None:
    """Yes and no and categories are chosen from lists."""
    sheet = openpyxl.load_workbook(fill())[DATA_SHEET]
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert '"是,否"' in lists
    assert f"'{DICTIONARY_SHEET}'!$I$2:$I$3" in lists


@pytest.mark.parametrize("language", ["zh", "en"])
def test_language_of_the_guide(fill: Fill, language: Language) -> None:
    """The guide speaks the language asked for."""
    guide = openpyxl.load_workbook(fill(language=language))[GUIDE_SHEET]
    words = {"zh": "上年度为 2025 年", "en": "last year (上年度) is 2025"}
    assert any(words[language] in str(cell.value) for cell in guide["A"])


def test_every_head_is_understood() -> None:
    """Every head a template can print is read back as the slot it was printed for."""
    reader = HeadReader(VOCABULARY, AS_OF)
    forms = {Kind.ANNUAL: ANNUAL_FORMS, Kind.EVENT: EVENT_FORMS, Kind.STANDING: (Form.STANDING,)}
    for fact in VOCABULARY.facts.values():
        for form in filter(fact.allows, forms[fact.kind]):
            n = 0 if form in (Form.STANDING, Form.GROWTH) else 2
            slot = Slot(fact.name, form, n)
            assert reader.read(printed_head(slot, VOCABULARY, AS_OF)).slots == (slot,)
