"""The answer to a bad file: the same file with marked cells, and a sheet that lists what to mend.

A workbook (.xlsx, .xlsm) keeps its sheets and formulas and loses its macros; any other file is
answered with a workbook made of its sheets as read. Text that begins like a formula stays text.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.exceptions import XlsxWriterException

from littlegiants.intake.answer_places import Places
from littlegiants.intake.files import load_content, load_sheets
from littlegiants.intake.model import Cell, Place, Sheet
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.finding import Finding, Severity
from littlegiants.vocabulary.language import Language, say

RESULT_SHEET = "校验结果"
MARKS_MAX = 5_000
"""Cells that are marked; a workbook with more notes opens too slowly."""

KEPT_PARTS_MAX = 80_000_000
"""Bytes of markup up to which a workbook is kept as it is; a larger one is made anew as read."""

_COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C"}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_HEADS = ("answer.place", "answer.severity", "answer.what", "answer.mend", "answer.code")
_WIDTHS = (34, 8, 60, 60, 22)
_ROWS_MAX = 1_048_000
_NOTE_MAX = 1_000
_FAULTS = (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile)
_ADVICE = {
    "zh": re.compile(r"(?<=[。；])(?=请|如|若|可用|可读|应)"),
    "en": re.compile(
        r"(?<=[.;] )(?=(?:please |Please )?(?:Add|Ask|Begin|Check|Choose|Compare|Complete|Convert"
        r"|Correct|Delete|Download|Fill|Format|Give|Keep|Number|Open|Please|Put|Remove|Save|Split|Unhide"
        r"|Use|Write|compare|check|correct)\b)"
    ),
}

Marks = dict[int, dict[Place, list[Finding]]]


def answer_name(path: Path) -> str:
    """Return the name under which the answer to a file is kept beside it."""
    return f"{path.stem}_{RESULT_SHEET}.xlsx"


def write_answer(path_in: Path, out: Path, findings: Sequence[Finding], language: Language) -> None:
    """Write the answer to a file; a file that cannot be read is answered by the findings alone."""
    content = load_content(path_in)
    try:
        sheets: Sequence[Sheet] = load_sheets(path_in, content).sheets
    except DeliveryError:
        sheets = ()
    sheets = [sheet for sheet in sheets if sheet.name != RESULT_SHEET]
    marks = _marks(Places(sheets), findings)
    part = out.with_name(out.name + ".part")
    try:
        if not (sheets and _mark_book(content, part, sheets, marks, findings, language)):
            _write_book(part, sheets, marks, findings, language)
        part.replace(out)
    except (OSError, XlsxWriterException) as fault:
        reason = getattr(fault, "strerror", None) or type(fault).__name__
        raise DeliveryError("answer.not_written", file=str(out), fault=reason) from fault
    finally:
        part.unlink(missing_ok=True)


def count_sentence(findings: Sequence[Finding], language: Language) -> str:
    """Return how many findings there are, in one sentence."""
    if not findings:
        return say(language, "answer.count_none")
    counts = Counter(finding.severity for finding in findings)
    return say(
        language,
        "answer.count",
        count=len(findings),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
    )


def split_advice(text: str, language: Language) -> tuple[str, str]:
    """Part a message into what is wrong and what to do."""
    found = _ADVICE[language].search(text)
    if found is None:
        return text, ""
    return text[: found.start()].strip(), text[found.start() :].strip()


def _marks(places: Places, findings: Sequence[Finding]) -> Marks:
    marks: Marks = {}
    count = 0
    for finding in sorted(findings, key=lambda finding: _ORDER.index(finding.severity)):
        found = places.find(finding.where) if finding.severity in _COLOURS else None
        if found is None or count >= MARKS_MAX:
            continue
        sheet, place = found
        cell = marks.setdefault(sheet, {}).setdefault(place, [])
        count += not cell
        cell.append(finding)
    return marks


def _note(findings: Sequence[Finding], language: Language) -> str:
    lines = [f"{f.text.in_(language)} [{f.code}]" for f in findings]
    return "\n".join(lines)[:_NOTE_MAX]


def _rows(findings: Sequence[Finding], language: Language) -> list[tuple[str, ...]]:
    """The rows of the sheet of results, the worst first."""
    rows: list[tuple[str, ...]] = []
    for finding in sorted(findings, key=lambda f: _ORDER.index(f.severity))[:_ROWS_MAX]:
        what, mend = split_advice(finding.text.in_(language), language)
        place = _place_words(finding, language)
        rows.append((place, finding.severity.text.in_(language), what, mend, finding.code))
    return rows


def _place_words(finding: Finding, language: Language) -> str:
    """The place in the words that a finding is shown with."""
    text = f"{finding.text.in_(language)} [{finding.code}]"
    return finding.render(language).removesuffix(text).removesuffix(": ")


def _sentence(marks: Marks, findings: Sequence[Finding], language: Language) -> str:
    is_cut = sum(len(cells) for cells in marks.values()) >= MARKS_MAX
    more = say(language, "answer.more", limit=MARKS_MAX) if is_cut else ""
    return count_sentence(findings, language) + more


# The workbook that was received


def _mark_book(
    content: bytes,
    out: Path,
    sheets: Sequence[Sheet],
    marks: Marks,
    findings: Sequence[Finding],
    language: Language,
) -> bool:
    """Mark the cells of a workbook; False if it is none that can be kept."""
    if not _is_kept(content):
        return False
    try:
        book = openpyxl.load_workbook(BytesIO(content), keep_vba=False, keep_links=False)
        for number, cells in marks.items():
            sheet = book[sheets[number].name]
            assert isinstance(sheet, Worksheet)
            for place, found in cells.items():
                _mark_cell(sheet, place, found, language)
        if RESULT_SHEET in book.sheetnames:
            del book[RESULT_SHEET]
        _fill_result(book.create_sheet(RESULT_SHEET, 0), marks, findings, language)
        book.active = 0
        for other in book.worksheets[1:]:
            other.sheet_view.tabSelected = False
        book.save(out)
    except _FAULTS:
        return False
    return True


def _is_kept(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    return "xl/workbook.xml" in names and size <= KEPT_PARTS_MAX


def _mark_cell(
    sheet: Worksheet, place: Place, findings: Sequence[Finding], language: Language
) -> None:
    cell = sheet.cell(place[0] + 1, place[1] + 1)
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(area.min_row, area.min_col)
    assert isinstance(cell, BookCell)
    colour = _COLOURS[findings[0].severity]
    cell.fill = PatternFill("solid", start_color=colour, end_color=colour)
    note = Comment(_note(findings, language), say(language, "answer.author"))
    note.width, note.height = 320, 120
    cell.comment = note


def _fill_result(
    sheet: Worksheet, marks: Marks, findings: Sequence[Finding], language: Language
) -> None:
    _put(sheet, 1, 1, _sentence(marks, findings, language)).font = Font(bold=True)
    for at, (code, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True), start=1):
        head = _put(sheet, 3, at, say(language, code))
        head.font = Font(bold=True)
        sheet.column_dimensions[head.column_letter].width = width
    for line, row in enumerate(_rows(findings, language), start=4):
        for at, words in enumerate(row, start=1):
            _put(sheet, line, at, words).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A4"


def _put(sheet: Worksheet, row: int, column: int, words: str) -> BookCell:
    """Write text as text, whatever it begins with."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, BookCell)
    cell.value = _printable(words)
    cell.data_type = "s"
    return cell


def _printable(words: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", words)[:32_000]


# A workbook of the sheets as read


def _write_book(
    out: Path,
    sheets: Sequence[Sheet],
    marks: Marks,
    findings: Sequence[Finding],
    language: Language,
) -> None:
    options = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(out), options) as book:
        result = book.add_worksheet(RESULT_SHEET)
        _write_result(book, result, _sentence(marks, findings, language), findings, language)
        used = {RESULT_SHEET.casefold()}
        for number, sheet in enumerate(sheets):
            writer = _SheetWriter(book, book.add_worksheet(_sheet_name(sheet.name, used)))
            writer.write(sheet, marks.get(number, {}), language)
        result.activate()


def _write_result(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    sentence: str,
    findings: Sequence[Finding],
    language: Language,
) -> None:
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, sentence, bold)
    for at, (code, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(2, at, say(language, code), bold)
    for line, row in enumerate(_rows(findings, language), start=3):
        for at, words in enumerate(row):
            sheet.write_string(line, at, _printable(words), wrap)
    sheet.freeze_panes(3, 0)


def _sheet_name(name: str, used: set[str]) -> str:
    """A name that a workbook allows and that is not there yet."""
    plain = re.sub(r"[\[\]:*?/\\']", "_", name)[:28] or "_"
    candidate, number = plain, 1
    while candidate.casefold() in used:
        number += 1
        candidate = f"{plain}_{number}"
    used.add(candidate.casefold())
    return candidate


class _SheetWriter:
    """Writes one sheet as read."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        self._sheet = sheet
        self._book = book
        self._formats: dict[tuple[str, str], xlsxwriter.format.Format] = {}

    def write(self, sheet: Sheet, marks: dict[Place, list[Finding]], language: Language) -> None:
        """Write the cells and mark those that have findings."""
        for row, cells in enumerate(sheet.rows[:_ROWS_MAX]):
            for column, cell in enumerate(cells):
                if cell is not None and cell != "" and (row, column) not in marks:
                    shape = "0.00%" if (row, column) in sheet.percent else ""
                    self._cell(row, column, cell, shape, "")
        for (row, column), findings in marks.items():
            colour = f"#{_COLOURS[findings[0].severity]}"
            cells = sheet.rows[row] if row < len(sheet.rows) else ()
            cell = cells[column] if column < len(cells) else None
            shape = "0.00%" if (row, column) in sheet.percent else ""
            cell = sheet.errors.get((row, column), cell)
            self._cell(row, column, cell, shape, colour)
            self._sheet.write_comment(row, column, _note(findings, language), {"x_scale": 3})

    def _cell(self, row: int, column: int, cell: Cell, shape: str, colour: str) -> None:
        if isinstance(cell, datetime | date | time | timedelta):
            kinds = {time: "hh:mm", timedelta: "[hh]:mm", datetime: "yyyy-mm-dd hh:mm"}
            look = self._format(kinds.get(type(cell), "yyyy-mm-dd"), colour)
            self._sheet.write_datetime(row, column, cell, look)
        elif isinstance(cell, bool):
            self._sheet.write_boolean(row, column, cell, self._format("", colour))
        elif isinstance(cell, int | float) and cell == cell and abs(cell) != float("inf"):
            self._sheet.write_number(row, column, cell, self._format(shape, colour))
        elif cell is None or cell == "":
            self._sheet.write_blank(row, column, None, self._format("", colour))
        else:
            look = self._format("", colour)
            self._sheet.write_string(row, column, _printable(str(cell)), look)

    def _format(self, shape: str, colour: str) -> xlsxwriter.format.Format | None:
        if not shape and not colour:
            return None
        if (shape, colour) not in self._formats:
            properties = {"num_format": shape} if shape else {}
            if colour:
                properties["bg_color"] = colour
            self._formats[shape, colour] = self._book.add_format(properties)
        return self._formats[shape, colour]
