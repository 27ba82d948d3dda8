"""Web pages: tables of data, spans, encodings, what is not seen."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.intake import html_files
from littlegiants.intake.html_files import load_html
from littlegiants.intake.model import Sheet
from littlegiants.vocabulary.errors import DeliveryError
from tests.unit.intake.builders import column, read, write_csv

PATH = Path("list.html")


def sheets_of(page: str | bytes) -> tuple[Sheet, ...]:
    """Read a page."""
    return load_html(PATH, page.encode() if isinstance(page, str) else page)


def rows_of(page: str | bytes) -> list[list[object]]:
    """Read the rows of a page with one table."""
    (sheet,) = sheets_of(page)
    return [list(row) for row in sheet.rows]


def test_spans() -> None:
    """A cell over rows or columns stands in the first place; the others are empty and merged."""
    page = "<table><tr><td rowspan=2>广东省<td>1<td colspan=2>甲<tr><td>2<td>乙<td>丙<tr><td>北京市</table>"
    (sheet,) = sheets_of(page)
    assert sheet.rows == [["广东省", "1", "甲", None], [None, "2", "乙", "丙"], ["北京市"]]
    assert set(sheet.merged) == {((0, 0), (1, 0)), ((0, 2), (0, 3))}


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "gb18030"),
        ("", "utf-16"),
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset='gb2312'>", "gb18030"),
        ("<meta http-equiv=Content-Type content='text/html; charset=GBK'>", "gb18030"),
        ("<meta charset=gb2312>", "utf-8"),  # said out of habit
        ("<meta charset=utf-8>", "gb18030"),
        ("<meta charset=big5>", "big5"),
    ],
)
def test_encodings(declared: str, encoding: str) -> None:
    """The encoding is found by mark, by what the page says if it holds, else by trying."""
    name = "甲有限公司" if encoding == "big5" else "深圳市𠮷㑇龘有限公司"
    page = f"<html><head>{declared}</head><table><tr><td>1<td>{name}</table>"
    assert rows_of(page.encode(encoding)) == [["1", name]]


def test_tables_that_arrange_tables() -> None:
    """Only the innermost tables are data; words of the outer ones are notes."""
    page = "<table><tr><td><h1>名单</h1><table><tr><td>甲</table></td><td><table><tr><td>乙</table></table>尾"
    first, second = sheets_of(page)
    assert (first.rows, first.notes) == ([["甲"]], ("名单",))
    assert (second.rows, second.after) == ([["乙"]], ("尾",))


def test_what_is_not_seen_is_not_read() -> None:
    """Scripts, styles, comments and hidden rows and words are left out."""
    page = """<style>td{}</style><table><tr><td>甲<script>x()</script><!-- 旧 --><span style="display: none">隐</span>
    有限公司</td></tr><tr style="display:none"><td>乙</td></tr></table>"""
    assert rows_of(page) == [["甲有限公司"]]


def test_lines_of_a_cell() -> None:
    """A break is a line; a line break of the source between Chinese signs is nothing."""
    assert rows_of("<table><tr><td>深圳市\n  甲<br>有限公司<td>OK\n Tech&nbsp;乙</table>") == [
        ["深圳市甲\n有限公司", "OK Tech 乙"]
    ]


def test_title_caption_and_paragraphs_are_notes() -> None:
    """The title of the page, the paragraphs and the caption stand above the table."""
    page = (
        "<title>公示</title><p>共2家</p><p>深圳</p><table><caption>名单</caption><tr><td>甲</table>"
    )
    (sheet,) = sheets_of(page)
    assert sheet.notes == ("公示", "共2家", "深圳", "名单")


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page too large, too many rows or columns are refused."""
    for page, code in [
        ("<table><tr>" + "<td>x" * 703 + "</table>", "file.too_wide"),
        ("<p>x</p>", "file.no_table"),
    ]:
        with pytest.raises(DeliveryError) as caught:
            sheets_of(page)
        assert caught.value.code == code
    for limit, code in (("TAGS_MAX", "file.too_many_tags"), ("HTML_MAX", "file.too_large")):
        monkeypatch.setattr(html_files, limit, 1)
        with pytest.raises(DeliveryError) as caught:
            sheets_of("<table></table>")
        assert caught.value.code == code


def test_a_page_called_a_workbook(tmp_path: Path) -> None:
    """A system's export that is a page under the name of a workbook is read as facts."""
    page = "<table><tr><th>企业名称<th>2025年营业收入（万元）<tr><td>甲<td>5,000</table>"
    delivery = read(write_csv(tmp_path / "export.xls", page))
    assert column(delivery, "revenue_y1") == [5_000_000_000]


@given(st.text(st.sampled_from("<>/tabledrh =\"'12甲&;!-"), max_size=200))
def test_any_markup_is_survived(text: str) -> None:
    """No markup, however broken, makes the reader fail in another way than by refusal."""
    with suppress(DeliveryError):
        sheets = sheets_of(f"<table>{text}")
        assert all(len(sheet.rows) == len(sheet.lines) for sheet in sheets)
