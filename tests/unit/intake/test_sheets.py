"""Rows of a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from littlegiants.intake.model import ColumnUse, letters
from littlegiants.vocabulary.finding import Severity
from tests.unit.intake.builders import USCC, codes, column, only, read_csv


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("合计,5", "row.total"),
        ("小 计,5", "row.total"),
        ("总计：,5", "row.total"),
        ("注：以上为审计数,", "row.remark"),
        ("说明：,", "row.remark"),
        ("填报人：张三,", "row.remark"),
        ("企业名称,2025年营业收入", "row.head_repeated"),
    ],
)
def test_rows_that_are_no_enterprise(tmp_path: Path, line: str, code: str) -> None:
    """Totals, remarks and repeated heads are set aside and noted."""
    delivery = read_csv(tmp_path, f"企业名称,2025年营业收入\n甲,5\n{line}\n乙,6\n")
    assert delivery.table.names == ["甲", "乙"]
    assert (only(delivery.findings, code).where, only(delivery.findings, code).severity) == (
        "line 3",
        Severity.NOTE,
    )


def test_enterprises_named_like_totals(tmp_path: Path) -> None:
    """A name that only begins like a total is an enterprise."""
    delivery = read_csv(
        tmp_path, "企业名称,2025年营业收入\n合计量科技,5\n注塑机厂,6\n说明书印刷厂,7\n"
    )
    assert len(delivery.table) == 3


def test_rows_with_a_serial_number_only(tmp_path: Path) -> None:
    """Prepared rows without content are set aside with one note."""
    delivery = read_csv(tmp_path, "序号,企业名称,2025年营业收入\n1,甲,5\n2,,\n3,,\n")
    assert len(delivery.table) == 1
    assert dict(only(delivery.findings, "row.idle").values)["count"] == 2


def test_rows_without_a_code(tmp_path: Path) -> None:
    """Without a column of codes a row is called by its number."""
    assert read_csv(tmp_path, "企业名称,2025年营业收入\n甲,5\n").table.ids == ["row-2"]


def test_missing_code(tmp_path: Path) -> None:
    """A row whose code is missing is kept under its number, with a warning."""
    delivery = read_csv(tmp_path, "uscc,2025年营业收入\n,5\n")
    assert delivery.table.ids == ["row-2"]
    assert "id.missing" in codes(delivery.findings)


def test_code_twice(tmp_path: Path) -> None:
    """A code that stands twice is a warning; both rows are kept."""
    delivery = read_csv(tmp_path, f"uscc,revenue_y1\n{USCC},5\n{USCC},6\n")
    assert len(delivery.table) == 2
    assert only(delivery.findings, "id.twice").where == "line 3, column uscc"


def test_rounded_code(tmp_path: Path) -> None:
    """A code turned into 9.1E+17 is an error and is not used."""
    delivery = read_csv(tmp_path, "uscc,revenue_y1\n9.1440300E+17,5\n")
    assert delivery.table.ids == ["row-2"]
    assert only(delivery.findings, "id.rounded").severity is Severity.ERROR


def test_two_columns_for_one_slot(tmp_path: Path) -> None:
    """Two columns for one slot fill each other's gaps and must agree where both speak."""
    text = "id,revenue_y1,2025年营业收入（万元）\n1,50000000,5000\n2,,6\n3,5,6\n"
    delivery = read_csv(tmp_path, text)
    assert column(delivery, "revenue_y1") == [5_000_000_000, 6_000_000, 500]
    found = only(delivery.findings, "cell.columns_differ")
    assert found.where == "line 4, column 2025年营业收入（万元）"
    assert dict(found.values)["other"] == "line 4, column revenue_y1"


def test_stated_award_fills_both_windows(tmp_path: Path) -> None:
    """近三年 of an award answers the calendar and the rolling window."""
    delivery = read_csv(tmp_path, "id,近三年科技奖励\n1,有\n")
    assert column(delivery, "science_award_in_3y") == [True]
    assert column(delivery, "science_award_past_3y") == [True]


def test_every_column_is_accounted_for(tmp_path: Path) -> None:
    """Each column is used, ignored by name, or unknown."""
    delivery = read_csv(tmp_path, "序号,企业名称,uscc,2025年营业收入（万元）,怪列\n1,甲,1,5,x\n")
    assert delivery.columns == (
        ColumnUse("序号", "ignored"),
        ColumnUse("企业名称", "name"),
        ColumnUse("uscc", "id"),
        ColumnUse("2025年营业收入（万元）", "revenue_y1", "万元"),
        ColumnUse("怪列", "unknown"),
    )
    assert only(delivery.findings, "column.unknown").where == "column 怪列"


def test_column_without_a_head(tmp_path: Path) -> None:
    """Values under no head are a finding, an empty column is not."""
    delivery = read_csv(tmp_path, "id,revenue_y1,,\n1,5,x,\n")
    assert codes(delivery.findings) == ["column.no_head"]


def test_a_year_in_each_row(tmp_path: Path) -> None:
    """A table with a row for each year is read as one row for each enterprise, and that is noted."""
    delivery = read_csv(tmp_path, "id,年度,营业收入\n1,2025,5\n1,2024,4\n")
    assert only(delivery.findings, "column.year_per_row").severity is Severity.NOTE
    assert delivery.table.ids == ["1"]
    assert column(delivery, "revenue_y1") == [500]
    assert column(delivery, "revenue_y2") == [400]


def test_assumptions_are_told(tmp_path: Path) -> None:
    """A year or a unit that was assumed is told."""
    delivery = read_csv(tmp_path, "企业名称,营业收入\n甲,5\n")
    assert {"column.year_assumed", "column.yuan_assumed"} <= set(codes(delivery.findings))


def test_codes_assume_nothing(tmp_path: Path) -> None:
    """Field codes have their year and their unit by contract."""
    assert read_csv(tmp_path, "id,revenue,rd_ratio_y1\n1,5,0.03\n").findings == ()


def test_two_identifiers(tmp_path: Path) -> None:
    """Beside a credit code a stock code is not the identifier."""
    delivery = read_csv(tmp_path, f"证券代码,统一社会信用代码,revenue_y1\n000001,{USCC},5\n")
    assert delivery.table.ids == [USCC]
    assert [use.column for use in delivery.columns] == ["ignored", "id", "revenue_y1"]


@pytest.mark.parametrize(("column_", "word"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_letters(column_: int, word: str) -> None:
    """Columns are named as a spreadsheet names them."""
    assert letters(column_) == word
