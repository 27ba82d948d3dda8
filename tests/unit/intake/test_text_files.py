"""Delimited text: encodings, delimiters, and text that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from littlegiants.intake.text_files import sniff_delimiter
from tests.unit.intake.builders import codes, column, only, read, read_csv, write_csv

TABLE = "企业名称,2025年营业收入（万元）\n𠮷龘科技,5000\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """Text in each usual encoding is read, rare characters included."""
    delivery = read(write_csv(tmp_path / "firms.csv", TABLE, encoding))
    assert delivery.table.names == ["𠮷龘科技"]
    assert column(delivery, "revenue_y1") == [5_000_000_000]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    """The delimiter is found by what parts the lines alike."""
    delivery = read(write_csv(tmp_path / "firms.txt", TABLE.replace(",", delimiter)))
    assert column(delivery, "revenue_y1") == [5_000_000_000]


def test_delimiter_beside_commas_in_numbers() -> None:
    """Semicolons win over commas that stand inside numbers of some lines."""
    assert sniff_delimiter("名称;a;b\n甲;1,5;2\n乙;1;2,5\n丙;1;2\n") == ";"


def test_quoted_commas_and_line_breaks(tmp_path: Path) -> None:
    """A quoted cell may hold commas and line breaks; lines are counted as an editor does."""
    delivery = read_csv(tmp_path, '企业名称,2025年营业收入\n"甲\n公司","1,203.5"\n乙,x\n')
    assert delivery.table.names == ["甲 公司", "乙"]
    assert only(delivery.findings, "cell.not_number").where == "line 4, column 2025年营业收入"


def test_text_called_workbook(tmp_path: Path) -> None:
    """The content counts, not the ending: text in a file called .xls is read as text."""
    path = write_csv(tmp_path / "firms.csv", "id,revenue_y1\n1,5\n")
    assert codes(read(path.rename(tmp_path / "firms.xls")).findings) == []


def test_shifted_row(tmp_path: Path) -> None:
    """An unquoted comma moves values: the row counts as unknown and is an error."""
    delivery = read_csv(tmp_path, "id,revenue_y1,employees_y1\n1,1,203.5,10\n2,5,6\n")
    assert column(delivery, "revenue_y1") == [None, 500]
    assert only(delivery.findings, "row.too_wide").where == "line 2"
