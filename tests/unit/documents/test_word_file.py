"""A list as a Word document."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from littlegiants.documents.characters import clean
from littlegiants.documents.word_file import write_docx
from tests.unit.documents.builders import cells, names_list

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(path: Path, name: str) -> etree._Element:
    """Return one part of the file as XML."""
    with zipfile.ZipFile(path) as file:
        return etree.fromstring(file.read(f"word/{name}.xml"))


def test_the_head_row_repeats_on_every_page(tmp_path: Path) -> None:
    """The first row of the table, and no other, is a head."""
    write_docx(names_list(3), tmp_path / "list.docx")
    rows = list(part(tmp_path / "list.docx", "document").iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, *[False] * 3]


def test_no_row_is_torn_between_pages(tmp_path: Path) -> None:
    """A name is read on one page."""
    write_docx(names_list(2), tmp_path / "list.docx")
    rows = list(part(tmp_path / "list.docx", "document").iter(f"{W}tr"))
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_fonts_are_those_of_official_documents(tmp_path: Path) -> None:
    """小标宋 for the title, 黑体 for heads, 仿宋 for the rest; named, not shipped."""
    write_docx(names_list(1), tmp_path / "list.docx")
    fonts = part(tmp_path / "list.docx", "document").iter(f"{W}rFonts")
    names = [font.get(f"{W}eastAsia") for font in fonts]
    assert names[0] == "方正小标宋简体"
    assert set(names) == {"方正小标宋简体", "仿宋", "黑体"}


def test_measures_are_those_of_official_documents(tmp_path: Path) -> None:
    """A4 with a text of 156 by 225 millimetres."""
    write_docx(names_list(1), tmp_path / "list.docx")
    section = Document(str(tmp_path / "list.docx")).sections[0]
    measures = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(length.mm) for length in measures if length] == [210, 297, 37, 28]


def test_many_columns_lie_across(tmp_path: Path) -> None:
    """The page is turned for eight columns."""
    write_docx(cells(*["文"] * 8), tmp_path / "list.docx")
    section = Document(str(tmp_path / "list.docx")).sections[0]
    measures = (section.page_width, section.page_height)
    assert [round(length.mm) for length in measures if length] == [297, 210]


def test_the_mark_stands_at_the_head_of_every_page(tmp_path: Path) -> None:
    """The header of the section carries it."""
    write_docx(names_list(1), tmp_path / "list.docx")
    header = Document(str(tmp_path / "list.docx")).sections[0].header
    assert [paragraph.text for paragraph in header.paragraphs] == ["虚构数据"]


def test_a_real_list_has_no_mark(tmp_path: Path) -> None:
    """Without a mark the header is empty."""
    write_docx(replace(names_list(1), mark=""), tmp_path / "list.docx")
    header = Document(str(tmp_path / "list.docx")).sections[0].header
    assert "".join(paragraph.text for paragraph in header.paragraphs) == ""


def test_word_counts_the_pages(tmp_path: Path) -> None:
    """第 N 页 共 M 页 is made of fields."""
    write_docx(names_list(1), tmp_path / "list.docx")
    footer = part(tmp_path / "list.docx", "footer1")
    fields = [field.get(f"{W}instr") for field in footer.iter(f"{W}fldSimple")]
    assert fields == [" PAGE ", " NUMPAGES "]
    assert "".join(str(text.text) for text in footer.iter(f"{W}t")) == "来源：示例　第 1 页 共 1 页"


def test_everything_around_the_table_is_there(tmp_path: Path) -> None:
    """Paragraphs stand in reading order: title, number, lead, signature, notes."""
    printed = names_list(1)
    write_docx(printed, tmp_path / "list.docx")
    paragraphs = [p.text for p in Document(str(tmp_path / "list.docx")).paragraphs if p.text]
    around = [printed.title, printed.document_no, *printed.lead, printed.issuer, "2026年11月23日"]
    assert paragraphs == [*around, *printed.notes]


def test_the_file_has_its_properties(tmp_path: Path) -> None:
    """Title, author and day are those of the list, not of the machine."""
    write_docx(names_list(1), tmp_path / "list.docx")
    properties = Document(str(tmp_path / "list.docx")).core_properties
    assert (properties.title, properties.author) == ("某市拟推荐名单的公示", "某市某某局")
    assert properties.created is not None
    assert properties.created.replace(tzinfo=None) == datetime(2026, 11, 23)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(), min_size=1, max_size=20))
def test_any_text_comes_back(tmp_path: Path, texts: list[str]) -> None:
    """Every text of a cell is read back as it was given, line ends apart."""
    write_docx(cells(*texts), tmp_path / "list.docx")
    row = Document(str(tmp_path / "list.docx")).tables[0].rows[1]
    assert [cell.text for cell in row.cells] == [clean(text) for text in texts]


def test_what_cannot_be_written_is_reported(tmp_path: Path) -> None:
    """The finding names the row."""
    (finding,) = write_docx(cells("甲\x07"), tmp_path / "list.docx")
    assert (finding.code, finding.where) == ("documents.unwritable", "row 1, 列1")


@pytest.mark.parametrize("text", ["=1+1", "@甲"])
def test_formulas_are_plain_text_in_word(text: str, tmp_path: Path) -> None:
    """Word runs nothing, so no apostrophe is put before a name."""
    write_docx(cells(text), tmp_path / "list.docx")
    assert Document(str(tmp_path / "list.docx")).tables[0].rows[1].cells[0].text == text
