"""The rows of one sheet of a published list: entries, sections, and words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from littlegiants.intake.cells import is_blank, shown
from littlegiants.intake.findings import FindingList
from littlegiants.intake.head_rows import head_text
from littlegiants.intake.identity import is_rounded
from littlegiants.intake.list_heads import (
    REGION_FIELDS,
    ListColumn,
    ListField,
    ListHead,
    field_of,
    head_at,
)
from littlegiants.intake.list_model import ListEntry
from littlegiants.intake.list_sections import Sections
from littlegiants.intake.list_words import is_section
from littlegiants.intake.model import Cell, Place, Sheet
from littlegiants.intake.printed_text import join_lines
from littlegiants.intake.sheets import is_remark, is_total
from littlegiants.vocabulary.finding import Severity
from littlegiants.vocabulary.quantity import fold, is_empty
from littlegiants.vocabulary.uscc import check_uscc

_SEQ = re.compile(r"[(]?0*(\d{1,6})(?:\.0+)?[)]?[.、]?")
_NOT_REPEATED = (ListField.SEQ, ListField.NAME, ListField.CODE)
Entry = TypeVar("Entry")


@dataclass(slots=True)
class ListRows:
    """Reads the rows of one sheet below its head."""

    sheet: Sheet
    sections: Sections
    found: FindingList
    entries: list[ListEntry] = field(default_factory=list)
    words_after: list[str] = field(default_factory=list)
    heads_repeated: int = 0
    nameless: list[tuple[str, int]] = field(default_factory=list)
    _unread: list[tuple[int, str]] = field(default_factory=list)
    _repeated: Mapping[Place, Cell] = field(default_factory=dict)

    def read(self, head: ListHead) -> None:
        """Read all rows below a head, which may change on the way."""
        self._repeated = _repeated_cells(self.sheet, head)
        self.report_columns(head)
        at, count = head.last_row + 1, len(self.sheet.rows)
        while at < count:
            other = self._head(at)
            if other is None:
                self._row(at, head)
                at += 1
                continue
            if other.words == head.words:
                self.heads_repeated += 1
            else:
                self.report_columns(other)
                head = other
            at = other.last_row + 1
        self.words_after = [words for _, words in self._unread]
        if sum(len(block) > 0 for block in head.blocks) > 1:
            self.entries.sort(key=lambda entry: (entry.section, entry.seq or 0))

    def report_columns(self, head: ListHead) -> None:
        """Say which columns are not known."""
        for column in (column for block in head.blocks for column in block):
            place = self.sheet.column_place(column.position, column.printed)
            if column.printed and column.field is None:
                self.found.warning("list.column_unknown", place, head=column.printed)
            elif column.field is None and self._has_values(head, column.position):
                self.found.warning("column.no_head", place)

    def _has_values(self, head: ListHead, position: int) -> bool:
        below = range(head.last_row + 1, len(self.sheet.rows))
        return any(
            not is_blank(_at(self.sheet.rows[row], position)) and not self._is_single(row)
            for row in below
        )

    def _is_single(self, row: int) -> bool:
        return sum(not is_blank(cell) for cell in self.sheet.rows[row]) == 1

    def _head(self, at: int) -> ListHead | None:
        first = next((cell for cell in self.sheet.rows[at] if not is_blank(cell)), None)
        is_word = isinstance(first, str) and field_of(head_text(first)) is not None
        return head_at(self.sheet, at) if is_word else None

    def _row(self, at: int, head: ListHead) -> None:
        texts = [as_text(cell) for cell in self.sheet.rows[at]]
        filled = [position for position, text in enumerate(texts) if text]
        distinct = {texts[position] for position in filled}
        if not filled:
            return
        first = texts[filled[0]]
        if any(is_total(texts[position]) for position in filled[:3]):
            self.found.note("row.total", self.sheet.row_place(at), words=shown(first))
        elif is_remark(first):
            self.found.note("row.remark", self.sheet.row_place(at), words=shown(first))
        elif len(distinct) == 1 and self._is_words(first, filled[0], head):
            self._words(at, first)
        else:
            for block in head.blocks:
                self._block(at, block, texts)

    def _is_words(self, text: str, position: int, head: ListHead) -> bool:
        """True if the only text of a row is no name of an enterprise."""
        if is_section(text):
            return True
        names = [c.position for block in head.blocks for c in block if c.field is ListField.NAME]
        return position not in names and parse_seq(text) is None

    def _words(self, at: int, text: str) -> None:
        if is_section(text):
            self.sections.open(text)
        else:
            self._unread.append((at, text))

    def _block(self, at: int, block: Sequence[ListColumn], texts: Sequence[str]) -> None:
        values = {column: _at(texts, column.position) or "" for column in block}
        own = {c.field: text for c, text in values.items() if c.field is not None and text}
        if not own:
            if len(block) == len(texts) and any(values.values()):
                self._unread.append((at, " ".join(text for text in values.values() if text)))
            return
        self._report_unread()
        name = join_lines(own.get(ListField.NAME, ""))
        place = self._place(at, block, ListField.NAME)
        if not name or is_empty(name):
            self.found.error("list.name_empty", place, words=shown(" ".join(own.values())))
            seq = parse_seq(own.get(ListField.SEQ, ""))
            self.nameless.extend([] if seq is None else [(self.sections.name, seq)])
            return
        code, note = self._code(at, block)
        entry = ListEntry(
            seq=self._seq(at, block, own.get(ListField.SEQ, "")),
            page=self.sheet.page(at),
            row=self.sheet.lines[at],
            name_as_printed=name,
            code=code,
            code_note=note,
            region_text=self._region(at, block) or self.sections.place,
            detail=self._detail(at, block),
            section=self.sections.name,
            place=place,
        )
        self.entries.append(entry)
        self.sections.used()

    def _report_unread(self) -> None:
        """Words between entries that were not understood may be entries."""
        for at, words in self._unread:
            place = self.sheet.row_place(at)
            if self.entries:
                self.found.error("list.row_unread", place, words=shown(words))
            else:
                self.found.note("row.remark", place, words=shown(words))
        self._unread.clear()

    def _seq(self, at: int, block: Sequence[ListColumn], text: str) -> int | None:
        column = _column(block, ListField.SEQ)
        if column is None:
            return None
        seq = parse_seq(text)
        if seq is None:
            place = self._place(at, block, ListField.SEQ)
            self.found.error("list.seq_missing", place, cell=shown(text) if text else "—")
        return seq

    def _code(self, at: int, block: Sequence[ListColumn]) -> tuple[str | None, str]:
        column = _column(block, ListField.CODE)
        cell = _at(self.sheet.rows[at], column.position) if column is not None else None
        if cell is None or is_empty(str(cell)):
            return None, ""
        place = self._place(at, block, ListField.CODE)
        if is_rounded(cell):
            self.found.error("id.rounded", place, cell=shown(cell))
            return None, "id.rounded"
        reading = check_uscc(join_lines(as_text(cell)), place)
        # Notes say where a code was first registered, which no list needs a thousand times.
        for finding in (f for f in reading.findings if f.severity is not Severity.NOTE):
            self.found.add(finding)
        notes = sorted(reading.findings, key=lambda finding: finding.severity is not Severity.ERROR)
        return reading.code or None, notes[0].code if notes else ""

    def _region(self, at: int, block: Sequence[ListColumn]) -> str | None:
        words = ""
        for column in (column for column in block if column.field in REGION_FIELDS):
            text = self._text(at, column)
            words = text if text.startswith(words) else words + ("" if text in words else text)
        return words or None

    def _detail(self, at: int, block: Sequence[ListColumn]) -> dict[str, str]:
        told = ((column, self._text(at, column)) for column in block)
        return {
            str(column.field or column.printed or column.position + 1): text
            for column, text in told
            if text and column.field not in _NOT_REPEATED
        }

    def _text(self, at: int, column: ListColumn) -> str:
        cell = self._repeated.get((at, column.position), _at(self.sheet.rows[at], column.position))
        text = join_lines(as_text(cell))
        return "" if is_empty(text) else text

    def _place(self, at: int, block: Sequence[ListColumn], wanted: ListField) -> str:
        column = _column(block, wanted)
        if column is None:
            return self.sheet.row_place(at)
        return self.sheet.place(at, column.position, column.printed)


def as_text(cell: Cell) -> str:
    """Return a cell as printed; whole numbers without a decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def row_words(row: Iterable[Cell]) -> str:
    """Return the words of a row that is no entry in one line."""
    return " ".join(dict.fromkeys(join_lines(as_text(cell)) for cell in row if not is_blank(cell)))


def parse_seq(text: str) -> int | None:
    """Return a serial number as lists print it (3, 3., (3), ３、), or None."""
    match = _SEQ.fullmatch("".join(fold(text).split()))
    return int(match[1]) if match else None


def _column(block: Sequence[ListColumn], wanted: ListField) -> ListColumn | None:
    return next((column for column in block if column.field is wanted), None)


def _at(row: Sequence[Entry], position: int) -> Entry | None:
    return row[position] if position < len(row) else None


def _repeated_cells(sheet: Sheet, head: ListHead) -> dict[Place, Cell]:
    """What a cell that goes over several rows says of each of them."""
    again: dict[Place, Cell] = {}
    last = len(sheet.rows) - 1
    for (top, left), (bottom, _) in sheet.merged:
        if bottom > top > head.last_row:
            cell = _at(sheet.rows[top], left)
            again.update(((row, left), cell) for row in range(top + 1, min(bottom, last) + 1))
    return again
