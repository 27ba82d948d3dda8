"""Web pages as sheets: every table of data becomes one, whatever the file is called.

Tables that only arrange other tables are looked through; scripts, styles and hidden parts are left
out. Nothing in the page is followed or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from littlegiants.intake.model import Cell, Place, Sheet
from littlegiants.intake.printed_text import join_lines
from littlegiants.intake.text_files import ROWS_MAX, decode
from littlegiants.vocabulary.errors import DeliveryError

HTML_MAX = 40_000_000
"""Bytes of a web page; a list of ten thousand names needs five million."""

TAGS_MAX = 1_500_000
"""Tags of a page; each costs a hundred times its size in memory."""

COLUMNS_MAX = 702
_SPAN_MAX = 1_000
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
}
_SKIPPED = frozenset({"script", "style", "noscript", "template", "object", "iframe", "svg", "head"})
_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "td", "th", "br", "hr", "table"}
    | {"caption", "section", "article", "center", "title"}
)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)


def load_html(path: Path, content: bytes) -> tuple[Sheet, ...]:
    """Return the tables of a page in their order; raises `DeliveryError` if there is none."""
    if len(content) > HTML_MAX:
        raise DeliveryError("file.too_large", file=path.name, limit=HTML_MAX // 10**6)
    if content.count(b"<") > TAGS_MAX:
        raise DeliveryError("file.too_many_tags", file=path.name, limit=TAGS_MAX)
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        root = document_fromstring(_decode(path, content).encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError) as fault:
        raise DeliveryError("file.unreadable", file=path.name, fault=str(fault)[:80]) from fault
    page = _Page(path)
    page.walk(root)
    if not page.sheets:
        raise DeliveryError("file.no_table", file=path.name)
    page.sheets[-1] = replace(page.sheets[-1], after=page.take_notes())
    return tuple(page.sheets)


def _decode(path: Path, content: bytes) -> str:
    """Decode by mark, by what the page says of itself if that holds, else as any text."""
    said = _META.search(content[:4096])
    encoding = _ENCODINGS.get(said[1].decode("ascii", "replace").lower()) if said else None
    if encoding and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            pass  # pages often say gb2312 out of habit
    return decode(path, content).removeprefix("\ufeff")


class _Page:
    """Walks through a page once and keeps its tables and the words between them."""

    def __init__(self, path: Path) -> None:
        self.sheets: list[Sheet] = []
        self._path = path
        self._notes: list[str] = []
        self._words: list[str] = []

    def walk(self, root: etree._Element) -> None:
        """Keep the tables and paragraphs below an element."""
        title = root.find("head/title")
        if title is not None:
            self._say(title.text)
            self._end_paragraph()
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = str(element.tag)
            if event == "end":
                self._break(tag)
                self._say(element.tail if element is not root else None)
            elif tag in _SKIPPED or _HIDDEN.search(element.get("style", "")):
                walker.skip_subtree()
            elif tag == "table" and element.find(".//table") is None:
                walker.skip_subtree()
                self._end_paragraph()
                self._keep(element)
            else:
                self._break(tag)
                self._say(element.text)

    def take_notes(self) -> tuple[str, ...]:
        """Return the paragraphs since the last table and forget them."""
        self._end_paragraph()
        notes, self._notes = tuple(self._notes), []
        return notes

    def _say(self, text: str | None) -> None:
        if text:
            self._words.append(text)

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        words = join_lines("".join(self._words))
        self._words.clear()
        if words:
            self._notes.append(words)

    def _keep(self, table: etree._Element) -> None:
        caption = table.find("caption")
        if caption is not None:
            self._notes.append(join_lines("".join(caption.itertext())))
        grid = _Grid(self._path)
        for row in table.iter("tr"):
            if not _HIDDEN.search(row.get("style", "")):
                grid.add(row)
        if any(cell for cells in grid.rows for cell in cells):
            name = f"表{len(self.sheets) + 1}"
            lines = range(1, len(grid.rows) + 1)
            merged, notes = tuple(grid.merged), self.take_notes()
            self.sheets.append(Sheet(name, grid.rows, lines, merged=merged, notes=notes))


@dataclass(slots=True)
class _Grid:
    """Puts cells where they are seen when some of them stand for several."""

    path: Path
    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    _covered: dict[int, int] = field(default_factory=dict)

    def add(self, row: etree._Element) -> None:
        """Add one row of the table."""
        if len(self.rows) >= ROWS_MAX:
            raise DeliveryError("file.too_many_rows", file=self.path.name, limit=ROWS_MAX)
        cells: list[Cell] = []
        covered, self._covered = self._covered, {}
        for column, left in covered.items():
            if left > 1:
                self._covered[column] = left - 1
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while len(cells) in covered:
                cells.append(None)
            self._place(cell, cells)
        self.rows.append(cells)

    def _place(self, cell: etree._Element, cells: list[Cell]) -> None:
        at = (len(self.rows), len(cells))
        down, right = _span(cell, "rowspan"), _span(cell, "colspan")
        if at[1] + right > COLUMNS_MAX:
            raise DeliveryError("file.too_wide", file=self.path.name)
        cells.append(_cell_text(cell))
        cells.extend([None] * (right - 1))
        if down > 1:
            self._covered.update(dict.fromkeys(range(at[1], at[1] + right), down - 1))
        if down > 1 or right > 1:
            self.merged.append((at, (at[0] + down - 1, at[1] + right - 1)))


def _span(cell: etree._Element, name: str) -> int:
    digits = re.match(r"\s*(\d{1,6})", cell.get(name, ""))
    return min(max(int(digits[1]), 1), _SPAN_MAX) if digits else 1


def _cell_text(cell: etree._Element) -> str:
    if not len(cell):
        return join_lines(cell.text or "")
    return "\n".join(filter(None, (join_lines(line) for line in _lines(cell))))


def _lines(cell: etree._Element) -> Iterator[str]:
    """The lines of a cell as they are seen."""
    words = [cell.text or ""]
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walker:
        if element is cell:
            continue
        if element.tag in _BLOCKS:
            yield "".join(words)
            words.clear()
        if event == "end":
            words.append(element.tail or "")
        elif element.tag in _SKIPPED or _HIDDEN.search(element.get("style", "")):
            walker.skip_subtree()
        else:
            words.append(element.text or "")
    yield "".join(words)
