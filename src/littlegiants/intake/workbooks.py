"""Workbooks (.xlsx, .xlsm, .xls, .et, .ods) as sheets of cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from littlegiants.intake.cell_marks import Marks, load_marks
from littlegiants.intake.compound_files import LockedBookError
from littlegiants.intake.document_marks import load_document_marks
from littlegiants.intake.model import Sheet
from littlegiants.intake.record_marks import load_record_marks
from littlegiants.intake.text_files import ROWS_MAX
from littlegiants.intake.zipped_files import check_zipped
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.finding import Finding, Severity

ZIP_MAGIC = b"PK\x03\x04"
COMPOUND_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PANIC = "PanicException"  # what the reader raises where a damaged file breaks it; not importable
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Workbook:
    """The visible sheets of a file, the names of the hidden ones, and its template's mark.

    `findings` is what reading it as sheets already showed.
    """

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    mark: str = ""
    findings: tuple[Finding, ...] = ()


def is_workbook(content: bytes) -> bool:
    """True if the content is a workbook, whatever the file is called."""
    return content.startswith((ZIP_MAGIC, COMPOUND_MAGIC))


def load_workbook(path: Path, content: bytes, *, mark_sheet: str) -> Workbook:
    """Read a workbook; `mark_sheet` is the hidden sheet of our templates. Raises `DeliveryError`."""
    if content.startswith(COMPOUND_MAGIC) and _ENCRYPTED in content:
        raise DeliveryError("file.encrypted", file=path.name)
    if content.startswith(ZIP_MAGIC):
        check_zipped(path)
    try:
        marks = _load_marks(path, content)
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            read = _workbook(workbook, marks, mark_sheet, path)
            return replace(read, findings=_macro_note(path, content))
    except (PasswordError, LockedBookError):
        raise DeliveryError("file.encrypted", file=path.name) from None
    except (CalamineError, ValueError, OSError, OverflowError) as fault:
        raise DeliveryError("file.unreadable", file=path.name, fault=str(fault)[:80]) from fault
    except BaseException as fault:
        if type(fault).__name__ == _PANIC:
            raise DeliveryError("file.unreadable", file=path.name, fault=_PANIC) from fault
        raise


def _load_marks(path: Path, content: bytes) -> list[Marks]:
    if content.startswith(COMPOUND_MAGIC):
        return load_record_marks(content)
    return load_document_marks(path) or load_marks(path)


def _workbook(
    workbook: CalamineWorkbook, marks: list[Marks], mark_sheet: str, path: Path
) -> Workbook:
    metadata = list(enumerate(workbook.sheets_metadata))
    tables = [(at, sheet) for at, sheet in metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    hidden = [sheet.name for _, sheet in tables if sheet.visible != SheetVisibleEnum.Visible]
    sheets = [
        _sheet(workbook, at, sheet.name, marks[at] if at < len(marks) else Marks(), path)
        for at, sheet in tables
        if sheet.visible == SheetVisibleEnum.Visible
    ]
    mark = _first_cell(workbook, mark_sheet) if mark_sheet in hidden else ""
    kept = tuple(sheet for sheet in sheets if sheet.rows)
    return Workbook(kept, tuple(name for name in hidden if name != mark_sheet), mark)


def _macro_note(path: Path, content: bytes) -> tuple[Finding, ...]:
    """Return a note if a workbook carries macros, which are never run."""
    if b"vbaProject.bin" not in content and "_VBA_PROJECT".encode("utf-16-le") not in content:
        return ()
    return (Finding.of("file.macros", path.name, severity=Severity.NOTE),)


def _sheet(workbook: CalamineWorkbook, at: int, name: str, marks: Marks, path: Path) -> Sheet:
    table = workbook.get_sheet_by_index(at)
    if table.total_height > ROWS_MAX:
        raise DeliveryError("file.too_many_rows", file=path.name, limit=ROWS_MAX)
    rows = table.to_python(skip_empty_area=False)
    merged = tuple(table.merged_cell_ranges or ())
    return Sheet(name, rows, range(1, len(rows) + 1), False, merged, marks.percent, marks.errors)


def _first_cell(workbook: CalamineWorkbook, name: str) -> str:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=1)
    return str(rows[0][0]) if rows and rows[0] else ""
