"""Word documents (.docx) as sheets: every table becomes one, with the paragraphs above it.

The markup is read as it stands: text that was deleted with changes tracked, and hidden text, is left
out; serial numbers that Word counts by itself are counted.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from lxml import etree

from littlegiants.intake.model import Cell, Place, Sheet
from littlegiants.intake.printed_text import join_lines
from littlegiants.intake.zipped_files import check_zipped
from littlegiants.vocabulary.errors import DeliveryError

DOCUMENT_PART = "word/document.xml"
PART_MAX = 80_000_000
"""Bytes of the main part; a list of ten thousand names needs thirty million at most."""

TAGS_MAX = 2_500_000
"""Tags of the main part; each costs a hundred times its size in memory."""

PROSE = "正文"
"""The name of the sheet that holds the paragraphs of a document without tables."""

COLUMNS_MAX = 702
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRAPPERS = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink")


def load_word(path: Path, content: bytes) -> tuple[Sheet, ...]:
    """Return the tables of a document; its paragraphs if it has none. Raises `DeliveryError`."""
    check_zipped(path)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if archive.getinfo(DOCUMENT_PART).file_size > PART_MAX:
            raise DeliveryError("file.too_large", file=path.name, limit=PART_MAX // 10**6)
        part = archive.read(DOCUMENT_PART)
    if part.count(b"<") > TAGS_MAX:
        raise DeliveryError("file.too_many_tags", file=path.name, limit=TAGS_MAX)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as fault:
        raise DeliveryError("file.unreadable", file=path.name, fault=str(fault)[:80]) from fault
    namespace = str(root.tag).rpartition("}")[0] + "}"
    body = root.find(f"{namespace}body")
    if body is None:
        raise DeliveryError("file.unreadable", file=path.name, fault="w:body")
    _leave_out(root, namespace)
    return _Document(path, namespace).sheets(body)


def _leave_out(root: etree._Element, w: str) -> None:
    """Take out what is not seen: deletions, hidden text, the second copy of drawn text."""
    for row in list(root.iter(f"{w}tr")):
        table = row.getparent()
        if table is not None and row.find(f"{w}trPr/{w}del") is not None:
            table.remove(row)
    etree.strip_elements(root, f"{w}del", f"{w}moveFrom", f"{_MARKUP}Fallback", with_tail=False)
    for mark in list(root.iter(f"{w}vanish")):
        properties = mark.getparent()
        run = properties.getparent() if properties is not None else None
        parent = run.getparent() if run is not None else None
        if run is not None and parent is not None and run.tag == f"{w}r":
            parent.remove(run)


@dataclass(slots=True)
class _Document:
    """Reads the tables of one document."""

    path: Path
    w: str
    _counted: Counter[str] = field(default_factory=Counter)
    _inner: list[etree._Element] = field(default_factory=list)

    def sheets(self, body: etree._Element) -> tuple[Sheet, ...]:
        """Return every table with the paragraphs above it, and the last with those below it."""
        sheets: list[Sheet] = []
        notes: list[str] = []
        for block in self._children(body, "p", "tbl"):
            if block.tag == f"{self.w}p":
                text = join_lines(self._paragraph(block))
                notes.extend([text] if text else [])
                continue
            self._inner = [block]
            while self._inner:
                sheet = self._sheet(self._inner.pop(0), f"表{len(sheets) + 1}", tuple(notes))
                if any(cell for row in sheet.rows for cell in row):
                    sheets.append(sheet)
                    notes = []
        if sheets:
            sheets[-1] = replace(sheets[-1], after=tuple(notes))
        elif notes:
            sheets = [Sheet(PROSE, [[note] for note in notes], range(1, len(notes) + 1))]
        return tuple(sheets)

    def _sheet(self, table: etree._Element, name: str, notes: tuple[str, ...]) -> Sheet:
        rows: list[list[Cell]] = []
        merged: list[tuple[Place, Place]] = []
        open_: dict[int, tuple[Place, Place]] = {}
        for row in self._children(table, "tr"):
            rows.append(self._row(row, len(rows), open_, merged))
        merged.extend(area for area in open_.values() if area[0] != area[1])
        return Sheet(name, rows, range(1, len(rows) + 1), merged=tuple(merged), notes=notes)

    def _row(
        self,
        row: etree._Element,
        at: int,
        open_: dict[int, tuple[Place, Place]],
        merged: list[tuple[Place, Place]],
    ) -> list[Cell]:
        """The cells of a row; `open_` are the areas that may go on in the next row, by column."""
        cells: list[Cell] = [None] * self._number(row, "trPr", "gridBefore", 0)
        for cell in self._children(row, "tc"):
            column, width = len(cells), self._number(cell, "tcPr", "gridSpan", 1)
            if column + width > COLUMNS_MAX:
                raise DeliveryError("file.too_wide", file=self.path.name)
            merge = cell.find(f"{self.w}tcPr/{self.w}vMerge")
            goes_on = merge is not None and merge.get(f"{self.w}val", "continue") != "restart"
            before = open_.pop(column, None)
            if goes_on and before is not None:
                open_[column] = (before[0], (at, column + width - 1))
                cells.extend([None] * width)
                continue
            if before is not None and before[0] != before[1]:
                merged.append(before)
            open_[column] = ((at, column), (at, column + width - 1))
            cells.append(self._cell(cell))
            cells.extend([None] * (width - 1))
        return cells

    def _number(self, element: etree._Element, properties: str, name: str, otherwise: int) -> int:
        found = element.find(f"{self.w}{properties}/{self.w}{name}")
        digits = found.get(f"{self.w}val", "") if found is not None else ""
        return min(int(digits), COLUMNS_MAX) if digits.isdecimal() else otherwise

    def _cell(self, cell: etree._Element) -> str:
        lines = []
        for block in self._children(cell, "p", "tbl"):
            if block.tag == f"{self.w}tbl":
                self._inner.append(block)
            else:
                lines.append(self._paragraph(block).strip() or self._own_number(block))
        return "\n".join(line for line in lines if line)

    def _own_number(self, paragraph: etree._Element) -> str:
        """The number that Word shows before an empty paragraph of a numbered list."""
        list_ = paragraph.find(f"{self.w}pPr/{self.w}numPr/{self.w}numId")
        key = list_.get(f"{self.w}val", "0") if list_ is not None else "0"
        if key == "0":
            return ""
        self._counted[key] += 1
        return str(self._counted[key])

    def _paragraph(self, paragraph: etree._Element) -> str:
        w = self.w
        signs = {f"{w}tab": " ", f"{w}br": "\n", f"{w}cr": "\n", f"{w}noBreakHyphen": "-"}
        words = []
        for part in paragraph.iter(f"{w}t", *signs):
            run = part.getparent()
            if part.tag == f"{w}t":
                words.append(part.text or "")
            elif run is not None and run.tag == f"{w}r":  # not a tab stop of the paragraph
                words.append(signs[str(part.tag)])
        return "".join(words)

    def _children(self, parent: etree._Element, *names: str) -> Iterator[etree._Element]:
        """The children with some names, also those in the wrappers of controls and changes."""
        wanted = {f"{self.w}{name}" for name in names}
        wrappers = {f"{self.w}{name}" for name in _WRAPPERS}
        for child in parent:
            if child.tag in wanted:
                yield child
            elif child.tag in wrappers:
                yield from self._children(child, *names)
