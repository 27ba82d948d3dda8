"""PDF lists: rows and columns by rulings or by gaps, pages, wrapped names, repeated heads."""

from __future__ import annotations

import zlib
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from littlegiants.intake import pdf_files
from littlegiants.intake.model import Sheet
from littlegiants.intake.pdf_files import load_pdf
from littlegiants.intake.pdf_streams import check_streams
from littlegiants.vocabulary.errors import DeliveryError
from tests.unit.intake.builders import codes
from tests.unit.intake.list_files import HEADS, many_rows
from tests.unit.intake.pdf_builder import PdfBuilder

WIDTHS = (40, 200, 130, 60)
LONG = "深圳市超长经营范围的智能装备与精密零部件及其系统集成与服务（集团）股份有限公司"
PATH = Path("list.pdf")


def sheet_of(builder: PdfBuilder) -> Sheet:
    """Read the one sheet of a document."""
    (sheet,) = load_pdf(PATH, builder.content()).sheets
    return sheet


def rows_of(builder: PdfBuilder) -> list[list[object]]:
    """Read the rows of a document."""
    return [list(row) for row in sheet_of(builder).rows]


@pytest.mark.parametrize("is_ruled", [True, False])
@pytest.mark.parametrize("in_middle", [True, False])
def test_wrapped_names_are_joined(is_ruled: bool, in_middle: bool) -> None:
    """A name over several lines is one cell, wherever its number stands, ruled or not."""
    builder = PdfBuilder()
    rows = [("1", "甲有限公司", "", "广东省"), ("2", LONG, "", "广东省"), ("3", LONG, "", "北京市")]
    rows += [(str(n), f"第{n}有限公司", "9" * 18, "上海市") for n in range(4, 12)]
    builder.table(HEADS, rows, WIDTHS, is_ruled=is_ruled, number_in_middle=in_middle)
    assert rows_of(builder) == [list(row) for row in (HEADS, *rows)]


@pytest.mark.parametrize("is_ruled", [True, False])
def test_rows_know_their_pages(is_ruled: bool) -> None:
    """Every row has its page and its place on the page; repeated heads are dropped and counted."""
    builder = PdfBuilder()
    builder.title("名单")
    rows = many_rows(120)
    builder.table(HEADS, rows, WIDTHS, is_ruled=is_ruled)
    printed = load_pdf(PATH, builder.content())
    (sheet,) = printed.sheets
    assert [list(row) for row in sheet.rows[2:]] == [list(row) for row in rows]
    pages = list(sheet.pages)
    assert pages == sorted(pages)
    assert len(set(pages)) > 3
    first_of_second = pages.index(2)
    assert sheet.lines[first_of_second] == 2  # the repeated head was the first row
    assert sheet.row_place(first_of_second) == "page 2, row 2"
    assert codes(printed.findings) == ["pdf.repeats_dropped"]


def test_dense_lines_without_rulings() -> None:
    """Where wrapped lines stand as far apart as rows, a line without a number goes on the row above."""
    builder = PdfBuilder()
    y = 700
    lines = [("1", "甲精密装备"), ("", "有限公司"), ("2", "乙有限公司"), ("3", "丙有限公司")]
    for at, (number, words) in enumerate(lines):
        builder.put(number, 60, y - 15 * at)
        builder.put(words, 120, y - 15 * at)
    names = [row[1] for row in rows_of(builder)]
    assert names == ["甲精密装备有限公司", "乙有限公司", "丙有限公司"]


def test_a_title_between_rows_is_a_row_of_its_own() -> None:
    """The name of a province over the whole width of a ruled table stands alone."""
    builder = PdfBuilder()
    builder.table(HEADS, [("1", "甲有限公司", "", "")], WIDTHS, is_ruled=True)
    builder.text("二、北京市（1家）")
    builder.table((), [("1", "乙有限公司", "", "")], WIDTHS, is_ruled=True)
    rows = rows_of(builder)
    assert rows[1][:2] == ["1", "甲有限公司"]
    assert ["二、北京市（1家）"] in rows


def test_a_cell_over_several_rows() -> None:
    """A province whose cell goes over two rows is told as merged."""
    builder = PdfBuilder()
    for x in (60, 100, 300, 400):
        builder.line(x, 700, x, 600)
    builder.line(60, 700, 400, 700)
    builder.line(60, 650, 300, 650)  # not under the province
    builder.line(60, 600, 400, 600)
    for number, y in (("1", 670), ("2", 620)):
        builder.put(number, 70, y)
        builder.put(f"第{number}有限公司", 110, y)
    builder.put("广东省", 310, 645)
    sheet = sheet_of(builder)
    assert [list(row) for row in sheet.rows] == [
        ["1", "第1有限公司", "广东省"],
        ["2", "第2有限公司", ""],
    ]
    assert ((0, 2), (1, 2)) in sheet.merged


def test_rulings_between_columns_only() -> None:
    """Where only columns are ruled, serial numbers part the rows."""
    builder = PdfBuilder()
    for x in (60, 100, 300):
        builder.line(x, 700, x, 600)
    builder.line(60, 700, 300, 700)
    builder.line(60, 600, 300, 600)
    for at in range(4):
        builder.put(str(at + 1), 70, 680 - 20 * at)
        builder.put(f"第{at}有限公司", 110, 680 - 20 * at)
    assert [row[0] for row in rows_of(builder)] == ["1", "2", "3", "4"]


def test_a_row_that_a_page_cuts() -> None:
    """The rest of a name at the top of a page goes to the name at the end of the page before."""
    builder = PdfBuilder()
    rows = [(str(n), f"第{n}有限公司", "", "") for n in range(1, 8)]
    builder.table(HEADS, [*rows, ("8", "深圳市半个", "", "")], WIDTHS, is_ruled=True)
    builder.page()
    after = [("9", "乙有限公司", "", "")]
    builder.table(HEADS, [("", "名字有限公司", "", ""), *after], WIDTHS, is_ruled=True)
    names = [row[1] for row in rows_of(builder)]
    assert "深圳市半个名字有限公司" in names
    assert "名字有限公司" not in names


def test_a_row_without_number_after_a_whole_name_stays() -> None:
    """A name at the top of a page is not joined to a name that is whole."""
    builder = PdfBuilder()
    rows = [(str(n), f"第{n}有限公司", "", "") for n in range(1, 8)]
    builder.table(HEADS, rows, WIDTHS, is_ruled=True)
    builder.page()
    builder.table(
        HEADS, [("", "无号有限公司", "", ""), ("9", "乙有限公司", "", "")], WIDTHS, is_ruled=True
    )
    assert "无号有限公司" in [row[1] for row in rows_of(builder)]


def test_stamps_and_page_numbers_are_left_out() -> None:
    """A stamp across the page and the number of the page are no text of the list."""
    builder = PdfBuilder()
    builder.table(HEADS, many_rows(3), WIDTHS, is_ruled=True)
    builder.tilted("虚构数据")
    text = str(rows_of(builder))
    assert "虚" not in text
    assert "— 1 —" not in text


def test_rare_signs() -> None:
    """Signs beyond the basic plane come out as one sign."""
    builder = PdfBuilder()
    builder.put("深圳市𠮷㑇龘有限公司", 100, 700)
    assert rows_of(builder) == [["深圳市𠮷㑇龘有限公司"]]


def test_typed_spaces_stay() -> None:
    """Spaces between western words stay, also where a line breaks there."""
    builder = PdfBuilder()
    rows = [("1", "深圳市精密装备 OK Tech Group Holding 有限公司", "", "")]
    builder.table(HEADS, rows, WIDTHS, is_ruled=True)
    assert rows_of(builder)[1][1] == rows[0][1]


def test_a_page_that_is_a_picture_is_named() -> None:
    """A scanned page among others is an error that names the page."""
    builder = PdfBuilder()
    builder.text("名单")
    builder.page()
    builder.picture()
    (finding,) = load_pdf(PATH, builder.content()).findings
    assert (finding.code, finding.where) == ("pdf.page_is_picture", "page 2")


def test_empty_pages_are_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document of empty pages is empty; one of too many pages is refused."""
    builder = PdfBuilder()
    builder.page()
    with pytest.raises(DeliveryError) as caught:
        load_pdf(PATH, builder.content())
    assert caught.value.code == "file.empty"
    monkeypatch.setattr(pdf_files, "PAGES_MAX", 1)
    with pytest.raises(DeliveryError) as caught:
        load_pdf(PATH, builder.content())
    assert caught.value.code == "file.too_many_pages"


@pytest.mark.parametrize(("size", "is_refused"), [(100_000_000, False), (100_000_001, True)])
def test_streams_have_a_limit(size: int, is_refused: bool) -> None:
    """A stream at the limit is borne, one byte more is refused."""
    packer = zlib.compressobj(1)
    words = packer.compress(bytes(size)) + packer.flush()
    content = b"<< /Filter /FlateDecode >>\nstream\n" + words + b"\nendstream"
    with pytest.raises(DeliveryError) if is_refused else nullcontext():
        check_streams(PATH, content)


def test_streams_packed_twice_are_refused() -> None:
    """A stream that is packed twice hides its size."""
    with pytest.raises(DeliveryError) as caught:
        check_streams(PATH, b"<< /Filter [/FlateDecode /FlateDecode] >>\nstream\nx\nendstream")
    assert caught.value.code == "file.blown_up"


_NAMES = st.lists(
    st.text("甲乙丙丁精密装备智能制造（）𠮷龘", min_size=1, max_size=40).map(
        lambda s: f"{s}有限公司"
    ),
    min_size=6,
    max_size=40,
    unique=True,  # text without a font, twice at the same indent, is taken for a shadow by the reader
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(names=_NAMES, is_ruled=st.booleans(), in_middle=st.booleans())
def test_any_names_come_back(names: list[str], is_ruled: bool, in_middle: bool) -> None:
    """Whatever the names and however they are wrapped, they come back as they were printed."""
    builder = PdfBuilder()
    rows = [(str(at), name, "", "广东省") for at, name in enumerate(names, start=1)]
    builder.table(HEADS, rows, WIDTHS, is_ruled=is_ruled, number_in_middle=in_middle)
    assert [(row[0], row[1]) for row in rows_of(builder)[1:]] == [row[:2] for row in rows]
