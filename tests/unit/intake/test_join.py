"""Several sheets of one file."""

from __future__ import annotations

from pathlib import Path

from littlegiants.intake.model import Delivery
from tests.unit.intake.builders import Rows, codes, column, only, read, write_sheets


def read_sheets(folder: Path, **sheets: Rows) -> Delivery:
    """Write sheets into one workbook and read it."""
    return read(write_sheets(folder / "firms.xlsx", sheets))


def test_rows_are_joined_by_code(tmp_path: Path) -> None:
    """Facts of one enterprise on several sheets come together by its code."""
    delivery = read_sheets(
        tmp_path,
        基本=[["企业代码", "企业名称", "employees_y1"], ["1", "甲", 10], ["2", "乙", 20]],
        财务=[["企业代码", "revenue_y1"], ["2", 5], ["3", 6]],
    )
    assert delivery.table.ids == ["1", "2", "3"]
    assert column(delivery, "revenue_y1") == [None, 500, 600]
    assert column(delivery, "employees_y1") == [10, 20, None]


def test_sheets_that_disagree(tmp_path: Path) -> None:
    """Where two sheets disagree the first is used, and that is told."""
    delivery = read_sheets(
        tmp_path, 甲=[["id", "revenue_y1"], ["1", 5]], 乙=[["id", "revenue_y1"], ["1", 6]]
    )
    assert column(delivery, "revenue_y1") == [500]
    assert only(delivery.findings, "cell.sheets_differ").where == "乙 (row 2)"


def test_code_twice_in_a_sheet_is_not_joined(tmp_path: Path) -> None:
    """A code that stands twice is not joined with anything."""
    delivery = read_sheets(
        tmp_path,
        甲=[["id", "revenue_y1"], ["1", 5], ["1", 6]],
        乙=[["id", "employees_y1"], ["1", 7]],
    )
    assert delivery.table.ids == ["1", "1", "1"]


def test_rows_without_codes_stay_apart(tmp_path: Path) -> None:
    """Rows called by their number are told apart by their sheet."""
    delivery = read_sheets(
        tmp_path,
        甲=[["企业名称", "revenue_y1"], ["甲", 5]],
        乙=[["企业名称", "revenue_y1"], ["乙", 6]],
    )
    assert delivery.table.ids == ["row-2", "乙-row-2"]


def test_sheets_without_facts(tmp_path: Path) -> None:
    """A sheet without facts is set aside and noted."""
    delivery = read_sheets(tmp_path, 说明=[["请认真填写"]], 数据=[["id", "revenue_y1"], ["1", 5]])
    assert only(delivery.findings, "sheet.set_aside").where == "说明"
    assert codes(delivery.findings) == ["sheet.set_aside"]
