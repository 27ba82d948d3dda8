"""Tables with a row for each enterprise and year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.intake.years import parse_year
from littlegiants.vocabulary.finding import Severity
from tests.unit.intake.builders import USCC, codes, column, only, read_csv

HEAD = "统一社会信用代码,企业名称,年度,营业收入（万元）,研发费用（万元）\n"


def test_years_become_columns(tmp_path: Path) -> None:
    """The rows of an enterprise fill the slots of their years; the order of rows does not matter."""
    rows = "1,甲,2024,40,4\n2,乙,2025,7,\n1,甲,2025,50,5\n1,甲,2023,30,3\n"
    delivery = read_csv(tmp_path, HEAD + rows)
    assert delivery.table.ids == ["1", "2"]
    assert delivery.table.names == ["甲", "乙"]
    assert column(delivery, "revenue_y1") == [50_000_000, 7_000_000]
    assert column(delivery, "revenue_y2") == [40_000_000, None]
    assert column(delivery, "rd_expense_y3") == [3_000_000, None]
    assert codes(delivery.findings) == ["column.year_per_row"]
    assert only(delivery.findings, "column.year_per_row").severity is Severity.NOTE


def test_enterprises_without_codes_are_told_apart_by_name(tmp_path: Path) -> None:
    """Where there is no code, the name says which rows belong together."""
    delivery = read_csv(
        tmp_path, "企业名称,年份,营业收入（元）\n甲,2025年,5\n乙,2025,6\n甲,2024年度,4\n"
    )
    assert delivery.table.names == ["甲", "乙"]
    assert column(delivery, "revenue_y2") == [400, None]


@pytest.mark.parametrize(
    ("year", "code"),
    [("2020", "row.year_outside"), ("2027", "row.year_outside"), ("去年", "row.year_unreadable"), ("", "row.year_unreadable")],
)  # fmt: skip
def test_years_that_cannot_be_used(tmp_path: Path, year: str, code: str) -> None:
    """A year outside of what is used, unreadable or missing is a finding at its cell; the row is not used."""
    delivery = read_csv(tmp_path, f"{HEAD}{USCC},甲,{year},50,5\n{USCC},甲,2025,60,6\n")
    assert only(delivery.findings, code).where == "line 2, column 年度"
    assert column(delivery, "revenue_y1") == [60_000_000]


@pytest.mark.parametrize(("year", "slot"), [("2026", "revenue_y0"), ("2021", "revenue_y5")])
def test_the_first_and_the_last_year_that_is_used(tmp_path: Path, year: str, slot: str) -> None:
    """This year and the fifth before it are used."""
    delivery = read_csv(tmp_path, f"{HEAD}{USCC},甲,{year},50,5\n")
    assert column(delivery, slot) == [50_000_000]


def test_a_year_that_stands_twice(tmp_path: Path) -> None:
    """The same year of an enterprise twice is an error; the first is used."""
    delivery = read_csv(tmp_path, f"{HEAD}{USCC},甲,2025,50,5\n{USCC},甲,2025,60,6\n")
    assert only(delivery.findings, "row.year_twice").severity is Severity.ERROR
    assert column(delivery, "revenue_y1") == [50_000_000]


def test_what_has_no_year_comes_from_the_newest_row(tmp_path: Path) -> None:
    """A standing fact is taken from the newest year; a difference is a finding."""
    text = "统一社会信用代码,年度,营业收入（元）,从事特定细分市场年限\n1,2024,5,3\n1,2025,6,4\n"
    delivery = read_csv(tmp_path, text)
    assert column(delivery, "niche_years") == [4]
    assert (
        only(delivery.findings, "cell.rows_differ").where == "line 2, column 从事特定细分市场年限"
    )


def test_growth_belongs_to_last_year(tmp_path: Path) -> None:
    """Growth is asked for against last year only."""
    text = "统一社会信用代码,年度,营业收入（元）,营业收入增长率（%）\n1,2024,5,3\n1,2025,6,20\n"
    assert str(column(read_csv(tmp_path, text), "revenue_growth")[0]) == "1/5"


def test_heads_that_name_their_years(tmp_path: Path) -> None:
    """Where the heads name the years, a column of years is not used, and that is told."""
    delivery = read_csv(tmp_path, "统一社会信用代码,年度,2025年营业收入（元）\n1,2024,5\n")
    assert codes(delivery.findings) == ["column.year_idle"]
    assert column(delivery, "revenue_y1") == [500]


@pytest.mark.parametrize(
    ("cell", "year"),
    [(2025, 2025), (2025.0, 2025), ("２０２５年度", 2025), ("2025 年", 2025), ("FY2025", None), (date(2025, 12, 31), 2025), ("25", None), (None, None)],
)  # fmt: skip
def test_years_as_written(cell: str | int | float | date | None, year: int | None) -> None:
    """A year is read as people write it."""
    assert parse_year(cell) == year


@given(years=st.permutations([2021, 2022, 2023, 2024, 2025]), firms=st.integers(1, 4))
def test_the_order_of_rows_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, years: list[int], firms: int
) -> None:
    """Every order of the same rows gives the same columns."""
    rows = [
        f"{firm},甲{firm},{year},{firm * year},1" for year in years for firm in range(1, firms + 1)
    ]
    delivery = read_csv(tmp_path_factory.mktemp("years"), HEAD + "\n".join(rows))
    expected = [firm * 2023 * 1_000_000 for firm in range(1, firms + 1)]
    assert column(delivery, "revenue_y3") == expected
