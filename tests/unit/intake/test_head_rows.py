"""Finding the head of a sheet."""

from __future__ import annotations

from pathlib import Path

from littlegiants.intake.head_rows import find_layout, head_lines
from littlegiants.intake.heads import HeadReader, Role
from tests.unit.intake.builders import (
    AS_OF,
    VOCABULARY,
    Rows,
    codes,
    column,
    grid,
    only,
    read,
    read_csv,
    write_xlsx,
)

READER = HeadReader(VOCABULARY, AS_OF)
WAN = 1_000_000


def test_title_and_note_above_the_head(tmp_path: Path) -> None:
    """Titles are passed over; the note 单位：万元 holds for money without a unit of its own."""
    text = "2025年度企业情况表,,\n填报单位：元谋县工信局,,单位：万元\n企业名称,2025年营业收入,2025年职工总数\n甲,5,7\n"
    delivery = read_csv(tmp_path, text)
    assert column(delivery, "revenue_y1") == [5 * WAN]
    assert column(delivery, "employees_y1") == [7]


def test_unit_row_below_the_head(tmp_path: Path) -> None:
    """A row of units below the head gives each column its unit."""
    text = "企业名称,2025年营业收入,2025年研发费用占比,2025年职工总数\n,万元,%,人\n甲,5,3,7\n"
    delivery = read_csv(tmp_path, text)
    assert column(delivery, "revenue_y1") == [5 * WAN]
    assert [use.unit for use in delivery.columns] == ["", "万元", "%", "人"]


def test_unit_of_the_head_wins(tmp_path: Path) -> None:
    """The unit in the head goes before the note above the table."""
    delivery = read_csv(tmp_path, "单位：万元,\n企业名称,2025年营业收入（元）\n甲,5\n")
    assert column(delivery, "revenue_y1") == [500]


def test_two_head_lines_without_merged_cells(tmp_path: Path) -> None:
    """A group word holds for the blanks to its right."""
    text = "企业名称,2025年,,2024年,\n,营业收入,净利润,营业收入,净利润\n甲,1,2,3,9\n"
    delivery = read_csv(tmp_path, text)
    assert [column(delivery, c) for c in ("net_profit_y1", "revenue_y2")] == [[200], [300]]


def test_facts_above_years(tmp_path: Path) -> None:
    """The group may be the fact and the line below it the year."""
    text = "企业名称,营业收入（万元）,,职工总数\n,2025年,2024年,2025年\n甲,1,2,9\n"
    delivery = read_csv(tmp_path, text)
    assert column(delivery, "revenue_y2") == [2 * WAN]


def test_three_head_lines_with_merged_cells(tmp_path: Path) -> None:
    """Three lines of merged heads are read, wherever the unit stands."""
    rows: Rows = [
        ["企业名称", "主要指标（万元）", "", "", ""],
        ["", "2025年", "", "2024年", ""],
        ["", "营业收入", "研发费用", "营业收入", "研发费用"],
        ["甲", 1, 2, 3, 9],
    ]
    path = write_xlsx(tmp_path / "a.xlsx", rows, merged=["A1:A3", "B1:E1", "B2:C2", "D2:E2"])
    delivery = read(path)
    assert column(delivery, "rd_expense_y2") == [9 * WAN]


def test_group_does_not_run_over_merged_cells(tmp_path: Path) -> None:
    """Where cells are merged, a group reaches as far as its merged cell and no further."""
    rows: Rows = [
        ["企业名称", "2025年", "", ""],
        ["", "营业收入", "净利润", "市场占有率"],
        ["甲", 1, 2, 0.3],
    ]
    delivery = read(write_xlsx(tmp_path / "a.xlsx", rows, merged=["A1:A2", "B1:C1"]))
    assert [use.column for use in delivery.columns][1:] == [
        "revenue_y1",
        "net_profit_y1",
        "market_share",
    ]


def test_group_whose_year_cannot_be_used(tmp_path: Path) -> None:
    """Heads under 2019年 are unknown, not taken for last year."""
    text = "企业名称,2025年,2019年\n,营业收入,营业收入\n甲,1,2\n"
    delivery = read_csv(tmp_path, text)
    assert only(delivery.findings, "column.no_slot").where == "column 2019年 营业收入"
    assert column(delivery, "revenue_y1") == [100]


def test_years_above_facts_without_any_name(tmp_path: Path) -> None:
    """A line of years is never cut off from the facts below it."""
    delivery = read_csv(tmp_path, "2025年,2024年\n营业收入,营业收入\n5,6\n")
    assert column(delivery, "revenue_y2") == [600]


def test_code_row_below_the_words(tmp_path: Path) -> None:
    """A row of field codes below the words decides what a column is."""
    text = "单位代号,某列,营收（万元）\nid,hnte_valid,revenue_y2\n1,是,5\n"
    delivery = read_csv(tmp_path, text)
    assert column(delivery, "revenue_y2") == [5 * WAN]
    assert delivery.table.ids == ["1"]


def test_code_row_of_another_year(tmp_path: Path) -> None:
    """Calendar years in the words go before the code below, and that is told."""
    text = "企业名称,2024年营业收入（万元）\nname,revenue_y1\n甲,5\n"
    delivery = read_csv(tmp_path, text)
    assert column(delivery, "revenue_y2") == [5 * WAN]
    assert "column.code_overruled" in codes(delivery.findings)


def test_row_that_numbers_the_columns(tmp_path: Path) -> None:
    """The row 甲 1 2 3 below a head is no enterprise."""
    text = "企业名称,2025年营业收入,2025年净利润,2025年职工总数\n甲,1,2,3\n乙公司,5,6,7\n"
    delivery = read_csv(tmp_path, text)
    assert delivery.table.names == ["乙公司"]
    assert "row.column_numbers" in codes(delivery.findings)


def test_first_row_of_small_numbers_under_codes(tmp_path: Path) -> None:
    """Under field codes a row of small numbers is an enterprise."""
    delivery = read_csv(tmp_path, "id,revenue_y1,net_profit_y1,employees_y1\n1,2,3,4\n")
    assert column(delivery, "employees_y1") == [4]


def test_head_on_the_first_of_equals() -> None:
    """Of two rows that say as much, the first is the head; a repeated head is data to set aside."""
    layout = find_layout(grid(["企业名称", "营业收入"], ["企业名称", "营业收入"]), READER)
    assert layout is not None
    assert (layout.head_row, layout.first_row) == (0, 1)


def test_no_head() -> None:
    """A sheet of which no row is understood has no layout."""
    assert find_layout(grid(["x", "y"], [1, 2]), READER) is None


def test_groups_over_groups() -> None:
    """Group words are carried from the lowest line upwards."""
    sheet = grid(["主要指标", "", ""], ["2025年", "", "2024年"], ["a", "b", "c"])
    assert head_lines(sheet, 0, 3)[1] == ("主要指标", "2025年", "b")


def test_ignored_columns_are_told() -> None:
    """Columns ignored by name are known as such."""
    layout = find_layout(grid(["序号", "企业名称", "营业收入", "备注"]), READER)
    assert layout is not None
    assert [c.head.role for c in layout.columns][::3] == [Role.IGNORED, Role.IGNORED]
