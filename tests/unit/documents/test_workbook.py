"""A list as an Excel workbook, opened again as a spreadsheet program would."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from littlegiants.documents.model import PrintedColumn
from littlegiants.documents.workbook import write_xlsx
from tests.unit.documents.builders import cells, names_list


def sheet(path: Path) -> Worksheet:
    """Return the only sheet."""
    (only,) = openpyxl.load_workbook(path).worksheets
    return only


def head_row(page: Worksheet) -> int:
    """Return the number of the row of the heads."""
    return next(row[0].row for row in page.iter_rows() if row[0].value == "序号")


def test_codes_are_text(tmp_path: Path) -> None:
    """A code of eighteen digits keeps its zeros and its last digits."""
    write_xlsx(names_list(1), tmp_path / "list.xlsx")
    page = sheet(tmp_path / "list.xlsx")
    cell = page.cell(head_row(page) + 1, 3)
    assert (cell.value, cell.data_type, cell.number_format) == ("004403000000000001", "s", "@")


def test_heads_stay_in_sight_and_repeat_in_print(tmp_path: Path) -> None:
    """What stands above the rows does not scroll away, and heads stand on every page."""
    write_xlsx(names_list(3), tmp_path / "list.xlsx")
    page = sheet(tmp_path / "list.xlsx")
    row = head_row(page)
    assert page.freeze_panes == f"A{row + 1}"
    assert page.print_title_rows == f"${row}:${row}"


def test_what_looks_like_a_formula_is_guarded_text(tmp_path: Path) -> None:
    """Nothing is a formula, and nothing becomes one when saved as csv."""
    write_xlsx(cells("=1+1", "\t=1", "-3.5"), tmp_path / "list.xlsx")
    row = list(sheet(tmp_path / "list.xlsx").iter_rows())[-1]
    assert [(cell.value, cell.data_type) for cell in row] == [
        ("'=1+1", "s"),
        ("'\t=1", "s"),
        ("-3.5", "s"),
    ]


def test_the_mark_stands_on_the_sheet_and_on_every_page(tmp_path: Path) -> None:
    """First row and page header both say that the data are invented."""
    write_xlsx(names_list(1), tmp_path / "list.xlsx")
    page = sheet(tmp_path / "list.xlsx")
    assert page["A1"].value == "虚构数据"
    assert "虚构数据" in page_words(page)


def page_words(page: Worksheet) -> str:
    """Return header and footer of the printed pages."""
    parts = [part for part in (page.oddHeader, page.oddFooter) if part is not None]
    return "|".join(
        str(item.text) for part in parts for item in (part.left, part.center, part.right)
    )


@pytest.mark.parametrize("mark", ["2026虚构", "A&B", "虚构" * 200])
def test_no_mark_is_lost_in_the_page_header(mark: str, tmp_path: Path) -> None:
    """Digits, & and long words are signs of their own in a header; the mark still stands there."""
    write_xlsx(replace(names_list(1), mark=mark), tmp_path / "list.xlsx")
    assert mark[:4].replace("&", "&&") in page_words(sheet(tmp_path / "list.xlsx"))


def test_everything_around_the_table_is_there(tmp_path: Path) -> None:
    """Rows stand in reading order."""
    printed = names_list(1)
    write_xlsx(printed, tmp_path / "list.xlsx")
    first = [row[0] for row in sheet(tmp_path / "list.xlsx").iter_rows(values_only=True)]
    above = [printed.mark, printed.title, printed.document_no, *printed.lead, printed.issuer]
    assert first == [*above, "2026年11月23日", "序号", "1", *printed.notes]


def test_pages_are_counted(tmp_path: Path) -> None:
    """The footer has the list's own words and the page numbers."""
    write_xlsx(names_list(1), tmp_path / "list.xlsx")
    words = page_words(sheet(tmp_path / "list.xlsx"))
    assert "来源：示例" in words
    assert "第 &P 页 共 &N 页" in words.replace("&[Page]", "&P")


def test_the_file_has_its_properties(tmp_path: Path) -> None:
    """Title and day are those of the list, not of the machine."""
    write_xlsx(names_list(1), tmp_path / "list.xlsx")
    properties = openpyxl.load_workbook(tmp_path / "list.xlsx").properties
    assert (properties.title, properties.created) == (
        "某市拟推荐名单的公示",
        datetime(2026, 11, 23),
    )


@pytest.mark.parametrize("title", ["", "a/b:c[d]*?", "名" * 31, "名" * 32, "''"])
def test_any_title_makes_a_name_for_the_sheet(title: str, tmp_path: Path) -> None:
    """What a sheet's name may not hold is left out of the name, not of the title."""
    write_xlsx(replace(names_list(1), title=title, mark=""), tmp_path / "list.xlsx")
    assert (sheet(tmp_path / "list.xlsx")["A1"].value or "").lstrip("'") == title.lstrip("'")


def test_one_column_is_enough(tmp_path: Path) -> None:
    """A single column has nothing to merge."""
    printed = replace(cells("甲"), columns=(PrintedColumn("名称"),), lead=("说明",))
    write_xlsx(printed, tmp_path / "list.xlsx")
    values = [row[0] for row in sheet(tmp_path / "list.xlsx").iter_rows(values_only=True)]
    assert values == ["名单", "说明", "名称", "甲"]


def test_what_cannot_be_written_is_reported(tmp_path: Path) -> None:
    """The finding names the row."""
    (finding,) = write_xlsx(cells("甲\x07"), tmp_path / "list.xlsx")
    assert (finding.code, finding.where) == ("documents.unwritable", "row 1, 列1")
