"""A list as a web page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from littlegiants.documents.html_page import write_html
from littlegiants.vocabulary.language import Language
from tests.unit.documents.builders import cells, names_list


def page(path: Path) -> html.HtmlElement:
    """Return the page as a browser takes it."""
    root: html.HtmlElement = html.parse(str(path)).getroot()
    return root


def test_the_page_needs_nothing_from_outside(tmp_path: Path) -> None:
    """No script, link or picture; the page itself forbids them."""
    write_html(names_list(2), tmp_path / "list.html")
    text = (tmp_path / "list.html").read_text(encoding="utf-8")
    assert not re.search(r"<script|<link|<img|src=|href=|url\(|@import", text)
    assert "default-src 'none'" in text


@pytest.mark.parametrize(("language", "name"), [("zh", "zh-CN"), ("en", "en")])
def test_the_page_names_its_language(language: Language, name: str, tmp_path: Path) -> None:
    """Screen readers and browsers choose voice and glyphs by it."""
    write_html(replace(names_list(1), language=language), tmp_path / "list.html")
    assert page(tmp_path / "list.html").get("lang") == name


def test_everything_around_the_table_is_there(tmp_path: Path) -> None:
    """Title, number, lead, signature, notes, footer and mark can be read."""
    printed = names_list(1)
    write_html(printed, tmp_path / "list.html")
    text = page(tmp_path / "list.html").text_content()
    wanted = [printed.title, printed.document_no, *printed.lead, printed.issuer, "2026年11月23日"]
    wanted += [*printed.notes, printed.footer, printed.mark]
    assert [words for words in wanted if words not in text] == []


def test_the_mark_lies_across_every_printed_page(tmp_path: Path) -> None:
    """A fixed element is printed on each page; it is shown in print only."""
    write_html(names_list(1), tmp_path / "list.html")
    (mark,) = page(tmp_path / "list.html").find_class("watermark")
    assert mark.text == "虚构数据"


def test_without_a_mark_nothing_lies_across(tmp_path: Path) -> None:
    """A real list is clean."""
    write_html(replace(names_list(1), mark=""), tmp_path / "list.html")
    assert page(tmp_path / "list.html").find_class("watermark") == []


def test_markup_in_a_name_is_text(tmp_path: Path) -> None:
    """A name cannot become part of the page."""
    name = '<script>alert("甲")</script>&amp;'
    write_html(replace(cells(name), title=name), tmp_path / "list.html")
    root = page(tmp_path / "list.html")
    cell = root.find(".//td")
    assert cell is not None
    assert cell.text_content() == name
    assert root.find(".//script") is None


@pytest.mark.parametrize(("count", "side"), [(7, "portrait"), (8, "landscape")])
def test_the_paper_lies_as_the_columns_want(count: int, side: str, tmp_path: Path) -> None:
    """Many columns are printed across."""
    write_html(cells(*["文"] * count), tmp_path / "list.html")
    assert f"size: A4 {side}" in (tmp_path / "list.html").read_text(encoding="utf-8")


def test_pages_are_counted_in_print(tmp_path: Path) -> None:
    """The words of the page number stand around the browser's counters."""
    write_html(names_list(1), tmp_path / "list.html")
    text = (tmp_path / "list.html").read_text(encoding="utf-8")
    assert 'content: "第 " counter(page) " 页 共 " counter(pages) " 页"' in text
