"""A list as PDF, read again as others would copy from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from littlegiants.documents.glyphs import covered_characters
from littlegiants.documents.model import PrintedColumn, PrintedList
from littlegiants.documents.pdf_file import write_pdf
from littlegiants.vocabulary.language import Language
from tests.unit.documents.builders import cells, names_list, pdf_pages

MM = 72 / 25.4


def test_the_file_is_pdf_a_2b(tmp_path: Path) -> None:
    """The file says of itself that it is made for keeping: PDF/A, part 2, level B."""
    write_pdf(names_list(1), tmp_path / "list.pdf")
    content = (tmp_path / "list.pdf").read_bytes()
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in content


def test_the_font_is_embedded_in_part(tmp_path: Path) -> None:
    """A short list is small: only the glyphs that it uses travel with it."""
    write_pdf(names_list(1), tmp_path / "list.pdf")
    assert b"+NotoSansCJKsc-Regular" in (tmp_path / "list.pdf").read_bytes()
    assert (tmp_path / "list.pdf").stat().st_size < 100_000


def test_heads_and_mark_stand_on_every_page(tmp_path: Path) -> None:
    """Each page can be read, and be recognised as invented, by itself."""
    write_pdf(names_list(200), tmp_path / "list.pdf")
    pages = pdf_pages(tmp_path / "list.pdf")
    assert len(pages) == 6
    for number, page in enumerate(pages, start=1):
        assert page.count("序号 企业名称 统一社会信用代码 所在区") == 1
        assert page.count("虚构数据") == 1
        assert f"来源：示例 第 {number} 页 共 6 页" in page


def test_a_real_list_has_no_mark(tmp_path: Path) -> None:
    """Without a mark nothing stands above the page."""
    write_pdf(replace(names_list(1), mark=""), tmp_path / "list.pdf")
    assert pdf_pages(tmp_path / "list.pdf")[0].startswith("某市拟推荐名单的公示")


def test_everything_around_the_table_is_there(tmp_path: Path) -> None:
    """Title, number, lead, signature and notes can be copied, rare signs included."""
    printed = names_list(1)
    write_pdf(printed, tmp_path / "list.pdf")
    text = pdf_pages(tmp_path / "list.pdf")[0]
    wanted = [printed.title, printed.document_no, printed.issuer, "2026年11月23日", *printed.notes]
    assert [words for words in [*wanted, *printed.lead] if words not in text] == []


@pytest.mark.parametrize(("language", "words"), [("zh", "第 1 页 共 1 页"), ("en", "Page 1 of 1")])
def test_pages_are_counted_in_the_language_of_the_list(
    language: Language, words: str, tmp_path: Path
) -> None:
    """An English list has English page numbers."""
    write_pdf(replace(names_list(1), language=language), tmp_path / "list.pdf")
    assert words in pdf_pages(tmp_path / "list.pdf")[0]


def test_a_missing_glyph_is_printed_by_its_code_and_reported(tmp_path: Path) -> None:
    """The name is never printed with a hole in it."""
    (finding,) = write_pdf(cells("甲\U0002b7c1乙"), tmp_path / "list.pdf")
    assert (finding.code, finding.where) == ("documents.glyph_missing", "row 1, 列1")
    assert "甲〔U+2B7C1〕乙" in pdf_pages(tmp_path / "list.pdf")[0]


def test_a_control_character_is_reported_as_such(tmp_path: Path) -> None:
    """The way out is another than for a missing glyph: correct the source."""
    (finding,) = write_pdf(cells("甲\x07"), tmp_path / "list.pdf")
    assert finding.code == "documents.unwritable"
    assert "甲〔U+0007〕" in pdf_pages(tmp_path / "list.pdf")[0]


@pytest.mark.parametrize(
    "text", ["#panic()", "*甲*_乙_$x$", "`甲`//", "<label>@ref", '"甲"', "\\u{1}"]
)
def test_a_name_is_never_markup(text: str, tmp_path: Path) -> None:
    """What the typesetter would take for commands is printed as it is."""
    write_pdf(replace(cells(text), title=text, mark=text, footer=text), tmp_path / "list.pdf")
    assert pdf_pages(tmp_path / "list.pdf")[0].count(text) == 4


def test_lines_in_a_cell_stay_lines(tmp_path: Path) -> None:
    """A line feed is a new line, a tab is a space."""
    write_pdf(cells("甲一\n乙\t二"), tmp_path / "list.pdf")
    assert "甲一\n乙 二" in pdf_pages(tmp_path / "list.pdf")[0]


@pytest.mark.parametrize(("count", "width"), [(7, 210), (8, 297)])
def test_many_columns_lie_across(count: int, width: int, tmp_path: Path) -> None:
    """The page is turned for eight columns."""
    write_pdf(cells(*["文"] * count), tmp_path / "list.pdf")
    page = pypdfium2.PdfDocument(tmp_path / "list.pdf")[0]
    assert page.get_width() == pytest.approx(width * MM, abs=0.1)


def test_no_row_is_torn_between_pages(tmp_path: Path) -> None:
    """A row of three lines that does not fit goes to the next page as a whole."""
    printed = PrintedList("名单", [PrintedColumn("名称")], [("甲一\n乙二\n丙三",)] * 100)
    write_pdf(printed, tmp_path / "list.pdf")
    pages = pdf_pages(tmp_path / "list.pdf")
    assert len(pages) > 1
    assert sum(page.count("甲一\n乙二\n丙三") for page in pages) == 100


def test_a_text_longer_than_a_page_goes_on_on_the_next(tmp_path: Path) -> None:
    """Of ten thousand characters in one cell none falls off the page."""
    columns = [PrintedColumn("名称"), PrintedColumn("说明")]
    write_pdf(PrintedList("名单", columns, [("甲", "文" * 10_000)]), tmp_path / "list.pdf")
    assert sum(page.count("文") for page in pdf_pages(tmp_path / "list.pdf")) == 10_000


@pytest.mark.parametrize("code", ["1" * 15, "W" * 9, "m" * 9, "91440300MA5W"])
def test_a_long_code_stays_in_its_cell(code: str, tmp_path: Path) -> None:
    """A code that cannot be broken is set smaller rather than over its neighbour."""
    columns = [PrintedColumn("名称", 5), PrintedColumn("代码"), PrintedColumn("区")]
    write_pdf(PrintedList("名单", columns, [("甲", code, "乙")]), tmp_path / "list.pdf")
    right = _right_edge(tmp_path / "list.pdf", code)
    assert right <= (28 + 156 * 6 / 7) * MM


def test_a_word_that_fits_at_no_size_is_broken(tmp_path: Path) -> None:
    """An address of a hundred letters takes several lines, and no letter is lost."""
    address = "http://example.org/" + "Wm1" * 30
    columns = [PrintedColumn("名称", 5), PrintedColumn("网址")]
    write_pdf(PrintedList("名单", columns, [("甲", address)]), tmp_path / "list.pdf")
    assert address in pdf_pages(tmp_path / "list.pdf")[0].replace("\n", "")
    assert _right_edge(tmp_path / "list.pdf", address[:4]) <= (28 + 156) * MM


def _right_edge(path: Path, words: str) -> float:
    """Return how far right the line goes on which the words stand, in points."""
    page = pypdfium2.PdfDocument(path)[0].get_textpage()
    start = page.get_text_range().index(words)
    boxes = [page.get_charbox(start + at) for at in range(len(words))]
    return float(max(right for _, _, right, _ in boxes))


@pytest.mark.slow
def test_every_character_of_the_font_can_be_copied(tmp_path: Path) -> None:
    """What a reader copies from the PDF is what was given, for each of 32,000 characters.

    The reader itself takes spaces of any kind for the space. The last column makes the lines long: a
    page with hardly a word to the line it believes to run downwards.
    """
    signs = sorted(sign for sign in covered_characters() if not sign.isspace())
    texts = [f"{ord(sign):X}=x{sign}y;" for sign in signs]
    texts += [""] * (len(texts) % 2)
    rows = [(*pair, "横排的文字" * 4) for pair in zip(texts[::2], texts[1::2], strict=True)]
    columns = [PrintedColumn("字"), PrintedColumn("字"), PrintedColumn("行", 4)]
    assert write_pdf(PrintedList("字表", columns, rows), tmp_path / "list.pdf") == ()
    assert _copied(pdf_pages(tmp_path / "list.pdf")) == {sign: sign for sign in signs}


def _copied(pages: Sequence[str]) -> dict[str, str]:
    text = re.compile(r"([0-9A-F]+)=x(.*?)y;")
    return {chr(int(found[1], 16)): found[2] for page in pages for found in text.finditer(page)}
