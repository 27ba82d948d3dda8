"""The workbook in which an office writes a list."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from littlegiants.intake.list_template import LIST_HEADS, LIST_MARK, write_list_template
from littlegiants.intake.lists import read_list
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.language import LANGUAGES, Language
from tests.unit.intake.list_files import code


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_read_back(tmp_path: Path, language: Language) -> None:
    """A template that was filled in is read without a finding; the guide is no list."""
    path = tmp_path / "template.xlsx"
    write_list_template(path, language)
    book = openpyxl.load_workbook(path)
    for row in (
        [1, "甲有限公司", code(1), "广东省", "深圳市", ""],
        [2, "乙有限公司", "", "广东省", "", "x"],
    ):
        book["数据"].append(row)
    book.save(path)
    reading = read_list(path)
    assert [entry.code for entry in reading.entries] == [code(1), None]
    assert reading.entries[0].region_text == "广东省深圳市"
    assert reading.findings == ()


def test_an_empty_template_holds_no_list(tmp_path: Path) -> None:
    """A template that nobody filled in is refused."""
    write_list_template(tmp_path / "template.xlsx", "zh")
    with pytest.raises(DeliveryError) as caught:
        read_list(tmp_path / "template.xlsx")
    assert caught.value.code == "list.no_entries"


def test_its_sheets(tmp_path: Path) -> None:
    """Codes are text, the mark is hidden, the heads are the official words."""
    write_list_template(tmp_path / "template.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "template.xlsx")
    assert book.sheetnames == ["填报说明", "数据", "_meta"]
    assert (book["_meta"].sheet_state, book["_meta"]["A1"].value) == ("hidden", LIST_MARK)
    assert tuple(cell.value for cell in book["数据"][1]) == LIST_HEADS
    assert book["数据"].column_dimensions["C"].number_format == "@"
