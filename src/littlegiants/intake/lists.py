"""Published lists: what was printed becomes entries, and what is missing is named.

reading = read_list(Path("名单.pdf"))
reading.stops      # findings that must stop an import
reading.entries    # seq, page, row, name as printed, code, region, section
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from littlegiants.intake.cells import is_blank
from littlegiants.intake.files import (
    FOLDER_KINDS,
    TABLE_KINDS,
    is_folder,
    load_content,
    load_sheets,
)
from littlegiants.intake.findings import FindingList
from littlegiants.intake.list_checks import check_count, check_entries, check_sections
from littlegiants.intake.list_heads import ListColumn, ListField, ListHead, find_head
from littlegiants.intake.list_model import ListEntry, ListReading
from littlegiants.intake.list_rows import ListRows, as_text, parse_seq, row_words
from littlegiants.intake.list_sections import Sections
from littlegiants.intake.list_template import LIST_MARK
from littlegiants.intake.list_words import (
    document_date,
    document_number,
    is_attachment,
    kind_of,
    stated_counts,
)
from littlegiants.intake.model import Cell, Sheet
from littlegiants.intake.template import DATA_SHEET
from littlegiants.intake.workbooks import Workbook
from littlegiants.intake.zipped_folders import check_folder, unpack
from littlegiants.vocabulary.errors import DeliveryError

LIST_KINDS = (*TABLE_KINDS, *FOLDER_KINDS)
RESULT_SHEET = "校验结果"
"""The sheet that an answer adds to a file; it holds no entries."""

_NUMBERED = re.compile(r"\s*(\d{1,5})\s*(?:[.、．)）]\s*|\s+)(\S.*)", re.DOTALL)
_NAME = re.compile(
    r"(?:公司|集团|厂|院|研究所|中心|合作社|商店|店|场|合伙[)）]|企业|行|部|站|社)(?:[(（].{0,20}[)）])?$"
)
_TITLE_END = re.compile(r"(?:名单|公示|公告|通告|通知|决定|函|目录)(?:[(（].*[)）])?$")
_TITLE_LINES = 3
_WORDS_SHOWN = 6


def read_list(path: Path) -> ListReading:
    """Read a published list; raises `DeliveryError` if it cannot be read or holds no entries."""
    content = load_content(path, LIST_KINDS)
    if path.suffix.lower() in FOLDER_KINDS:
        check_folder(path, content)
        if is_folder(content):
            return _only_member(path, content)
    document = _Document(FindingList())
    workbook = load_sheets(path, content)
    document.read(workbook)
    if not document.entries:
        words = _first_words(workbook.sheets)
        raise DeliveryError("list.no_entries", file=path.name, words=words)
    return document.reading(path, hashlib.sha256(content).hexdigest())


def _only_member(path: Path, content: bytes) -> ListReading:
    with tempfile.TemporaryDirectory() as folder:
        names = [member.name for member in unpack(path, content, Path(folder))]
        if not names:
            raise DeliveryError("file.empty", file=path.name)
        if len(names) > 1:
            words = "、".join(names[:_WORDS_SHOWN])
            raise DeliveryError(
                "file.several_inside", file=path.name, count=len(names), names=words
            )
        member = next(iter(unpack(path, content, Path(folder))))
        if member.path is None:
            raise member.fault or DeliveryError("file.empty", file=path.name)
        return replace(read_list(member.path), source=f"{path}!{member.name}")


def _first_words(sheets: Sequence[Sheet]) -> str:
    words = (row_words(row)[:20] for sheet in sheets[:3] for row in sheet.rows[:_WORDS_SHOWN])
    return "、".join(filter(None, words)) or "—"


@dataclass(slots=True)
class _Document:
    """Reads the sheets of a document one after the other."""

    found: FindingList
    entries: list[ListEntry] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    nameless: list[tuple[str, int]] = field(default_factory=list)
    sections: Sections = field(default_factory=Sections)
    _head: ListHead | None = None

    def read(self, workbook: Workbook) -> None:
        """Read all sheets."""
        for finding in workbook.findings:
            self.found.add(finding)
        for name in workbook.hidden:
            self.found.note("sheet.hidden", name)
        sheets: Sequence[Sheet] = workbook.sheets
        if workbook.mark == LIST_MARK:
            sheets = [sheet for sheet in sheets if sheet.name == DATA_SHEET] or sheets
        for sheet in sheets:
            if sheet.name != RESULT_SHEET:
                self._sheet(sheet)

    def reading(self, path: Path, sha256: str) -> ListReading:
        """Check the entries and return all that was read."""
        check_entries(self.entries, self.nameless, self.found)
        expected = check_count(self.entries, stated_counts(self.lead), self.found)
        check_sections(self.entries, self.sections.counts, self.found)
        title = _title(self.lead)
        return ListReading(
            entries=tuple(self.entries),
            title=title,
            rows_expected=expected,
            document_no=document_number(self.lead),
            date=document_date(self.lead, self.after),
            kind_hint=kind_of(title) or kind_of(path.stem),
            findings=self.found.all(),
            sha256=sha256,
            source=str(path),
        )

    def _sheet(self, sheet: Sheet) -> None:
        head = find_head(sheet, 0)
        if head is None:
            sheet, head = _without_head(sheet, self._head)
        if head is None:
            self._set_aside(sheet)
            return
        above = [row_words(row) for row in sheet.rows[: head.first_row]]
        words = [text for text in (*sheet.notes, *above) if text]
        opened = self.sections.above(words)
        if self.entries:
            self.after.extend(opened)
        else:
            self.lead.extend(opened)
        rows = ListRows(sheet, self.sections, self.found)
        rows.read(head)
        if head.last_row < head.first_row and rows.entries and head is not self._head:
            self.found.note("list.no_head", sheet.name)
        if rows.heads_repeated:
            self.found.note("list.heads_repeated", sheet.name, count=rows.heads_repeated)
        self.entries.extend(rows.entries)
        self.nameless.extend(rows.nameless)
        self.after.extend((*rows.words_after, *sheet.after))
        self._head = replace(head, first_row=0, last_row=-1)

    def _set_aside(self, sheet: Sheet) -> None:
        """Keep the words of a sheet without entries; they may be the notice."""
        words = [*sheet.notes, *(row_words(row) for row in sheet.rows), *sheet.after]
        (self.after if self.entries else self.lead).extend(text for text in words if text)
        self.found.note("list.sheet_set_aside", sheet.name)


def _without_head(sheet: Sheet, before: ListHead | None) -> tuple[Sheet, ListHead | None]:
    """Find serial numbers and names where no head names them; the head before may go on."""
    sheet = _split_numbers(sheet)
    width = max((len(row) for row in sheet.rows), default=0)
    if before is not None and len([c for b in before.blocks for c in b]) == width and width > 1:
        return sheet, before
    names: Counter[int] = Counter()
    numbers: Counter[int] = Counter()
    for row in sheet.rows:
        for at, cell in enumerate(row[:50]):
            text = as_text(cell)
            if parse_seq(text) is not None:
                numbers[at] += 1
            elif _NAME.search(text):
                names[at] += 1
    if not names:
        return sheet, None
    name, count = names.most_common(1)[0]
    seq = next((at for at, n in sorted(numbers.items()) if at < name and 2 * n >= count), None)
    if seq is None and count * 2 < len(sheet.rows):
        return sheet, None
    fields = {name: ListField.NAME} | ({seq: ListField.SEQ} if seq is not None else {})
    columns = tuple(ListColumn(at, "", fields.get(at)) for at in range(width))
    first = next(at for at, row in enumerate(sheet.rows) if _begins(row, name, seq))
    return sheet, ListHead(first, first - 1, (columns,))


def _begins(row: Sequence[Cell], name: int, seq: int | None) -> bool:
    """True for a row that holds an entry."""
    texts = [as_text(cell) for cell in row]
    if len(texts) <= name or not texts[name]:
        return False
    return parse_seq(texts[seq]) is not None if seq is not None else bool(_NAME.search(texts[name]))


def _split_numbers(sheet: Sheet) -> Sheet:
    """Part number and name where both stand in one cell: 1、甲有限公司."""
    filled = [[as_text(cell) for cell in row if not is_blank(cell)] for row in sheet.rows]
    singles = [_NUMBERED.fullmatch(texts[0]) if len(texts) == 1 else None for texts in filled]
    split = sum(found is not None and bool(_NAME.search(found[2])) for found in singles)
    if not split or 2 * split < sum(bool(texts) for texts in filled) - 40:
        return sheet
    rows = [
        [found[1], found[2]] if found else (list(row) if len(texts) > 1 else ["", *texts])
        for row, texts, found in zip(sheet.rows, filled, singles, strict=True)
    ]
    return replace(sheet, rows=rows, merged=())


def _title(lead: Sequence[str]) -> str:
    """The title of a document: the first words that end like one, from 关于 on if that is above."""
    lines = [words for words in lead if not is_attachment(words)]
    for at, words in enumerate(lines):
        if _TITLE_END.search("".join(words.split())):
            begins = range(max(0, at - _TITLE_LINES + 1), at + 1)
            begin = next((b for b in begins if lines[b].startswith("关于")), at)
            return "".join(lines[begin : at + 1])
    return lines[0] if lines else ""
