"""Workbooks of every kind."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from tests.unit.intake.builders import Rows, codes, column, only, read, write_sheets, write_xlsx

FIXTURES = Path(__file__).parents[2] / "fixtures" / "intake"

HEAD = ["企业名称", "2025年营业收入（万元）"]


def write_xls(path: Path, rows: list[list[Any]]) -> Path:
    """Write rows as an old workbook."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表1")
    for at, row in enumerate(rows):
        for column_, cell in enumerate(row):
            sheet.write(at, column_, cell)
    book.save(str(path))
    return path


@pytest.mark.parametrize("name", ["firms.xls", "firms.et"])
def test_old_workbooks(tmp_path: Path, name: str) -> None:
    """Old workbooks are read, whether Excel or WPS wrote them."""
    delivery = read(write_xls(tmp_path / name, [HEAD, ["甲", 5000], ["乙", "x"]]))
    assert column(delivery, "revenue_y1") == [5_000_000_000, None]
    bad = only(delivery.findings, "cell.not_number")
    assert bad.where == "表1!B3 (row 3, 2025年营业收入（万元）)"


def test_old_workbook_with_merged_groups(tmp_path: Path) -> None:
    """Merged group words of an old workbook hold for the heads below them."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表1")
    sheet.write_merge(0, 1, 0, 0, "企业名称")
    sheet.write_merge(0, 0, 1, 2, "2025年")
    for row, column_, cell in [(1, 1, "营业收入"), (1, 2, "研发费用"), (2, 0, "甲"), (2, 2, 1)]:
        sheet.write(row, column_, cell)
    book.save(str(tmp_path / "firms.xls"))
    delivery = read(tmp_path / "firms.xls")
    assert column(delivery, "rd_expense_y1") == [100]


def test_open_document(tmp_path: Path) -> None:
    """An open document spreadsheet is read."""
    delivery = read(FIXTURES / "firms.ods")
    assert delivery.table.names == ["甲公司", "乙公司"]
    assert column(delivery, "revenue_y1") == [5_000_000_000, None]


def test_cells_shown_as_percentages(tmp_path: Path) -> None:
    """A cell shown as 3.5 % is 3.5 %, even under a head that already says %."""
    rows: Rows = [["企业名称", "研发费用占比（%）"], ["甲", 0.035], ["乙", 0.1]]
    delivery = read(write_xlsx(tmp_path / "firms.xlsx", rows, formats={1: "0.00%"}))
    assert column(delivery, "rd_ratio_y1") == [Fraction(7, 200), Fraction(1, 10)]


def test_formula_error(tmp_path: Path) -> None:
    """The error of a formula is a finding, not an empty cell."""
    with xlsxwriter.Workbook(str(tmp_path / "firms.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write(1, 0, "甲")
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    bad = only(read(tmp_path / "firms.xlsx").findings, "cell.formula_error")
    assert bad.where == "Sheet1!B2 (row 2, 2025年营业收入（万元）)"
    assert "#DIV/0!" in bad.text.en


def test_percentages_in_an_old_workbook(tmp_path: Path) -> None:
    """Cells shown as percentages are told apart in old workbooks too."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表1")
    style = xlwt.easyxf(num_format_str="0.00%")
    rows: Rows = [["企业名称", "2025年研发费用占比（%）"], ["甲", 0.035], ["乙", 10]]
    for row, cells in enumerate(rows):
        for at, cell in enumerate(cells):
            sheet.write(row, at, cell, style if cell == 0.035 else xlwt.Style.default_style)
    book.save(str(tmp_path / "firms.xls"))
    delivery = read(tmp_path / "firms.xls")
    assert column(delivery, "rd_ratio_y1") == [Fraction(7, 200), Fraction(1, 10)]


def test_marks_in_an_open_document() -> None:
    """Percentages and formula errors of an open document are seen."""
    delivery = read(FIXTURES / "marks.ods")
    assert column(delivery, "rd_ratio_y1") == [Fraction(7, 200), None]
    assert only(delivery.findings, "cell.formula_error").where.startswith("表1!B3 ")


def test_value_of_a_formula(tmp_path: Path) -> None:
    """A formula counts as the value it gave when the workbook was saved."""
    with xlsxwriter.Workbook(str(tmp_path / "firms.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write(1, 0, "甲")
        sheet.write_formula(1, 1, "=2+3", None, 5)
    assert column(read(tmp_path / "firms.xlsx"), "revenue_y1") == [5_000_000]


def test_date_in_a_cell(tmp_path: Path) -> None:
    """A date where a number is wanted is a finding."""
    with xlsxwriter.Workbook(str(tmp_path / "firms.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["甲"])
        sheet.write_datetime(1, 1, date(2025, 5, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
    assert "cell.is_date" in codes(read(tmp_path / "firms.xlsx").findings)


def test_date_as_a_head(tmp_path: Path) -> None:
    """A head that is a date names its year."""
    with xlsxwriter.Workbook(str(tmp_path / "firms.xlsx")) as book:
        sheet = book.add_worksheet()
        style = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.merge_range("A1:A2", "企业名称")
        sheet.write_datetime(0, 1, date(2025, 12, 31), style)
        sheet.write(1, 1, "资产负债率")
        sheet.write_row(2, 0, ["甲", 0.5])
    assert column(read(tmp_path / "firms.xlsx"), "debt_ratio_y1") == [Fraction(1, 2)]


def test_hidden_sheet(tmp_path: Path) -> None:
    """A hidden sheet is not read, and that is told."""
    sheets: dict[str, Rows] = {"现数据": [HEAD, ["甲", 5]], "旧数据": [HEAD, ["旧", 1]]}
    delivery = read(write_sheets(tmp_path / "firms.xlsx", sheets, hidden=["旧数据"]))
    assert delivery.table.names == ["甲"]
    assert only(delivery.findings, "sheet.hidden").where == "旧数据"


def test_table_that_begins_further_down(tmp_path: Path) -> None:
    """Empty rows and columns before the table do not move its places."""
    rows: list[list[Any]] = [[], [], ["", *HEAD], ["", "甲", "x"]]
    delivery = read(write_xlsx(tmp_path / "firms.xlsx", rows))
    assert only(delivery.findings, "cell.not_number").where.startswith("Sheet1!C4 (row 4")
