"""A file as sheets, whatever its kind: what it holds counts for more than what it is called."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

from littlegiants.intake.html_files import load_html
from littlegiants.intake.pdf_files import is_pdf, load_pdf
from littlegiants.intake.template import MARK_SHEET
from littlegiants.intake.text_files import is_markup, load_text
from littlegiants.intake.word_files import DOCUMENT_PART, load_word
from littlegiants.intake.workbooks import ZIP_MAGIC, Workbook, is_workbook, load_workbook
from littlegiants.vocabulary.errors import DeliveryError

SIZE_MAX = 200_000_000
"""Bytes of a file; more belongs into Parquet, which is not read here."""

TEXT_KINDS = (".csv", ".txt", ".tsv")
WORKBOOK_KINDS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
DOCUMENT_KINDS = (".docx", ".html", ".htm", ".pdf")
LINE_KINDS = (".jsonl", ".ndjson")
FOLDER_KINDS = (".zip",)
TABLE_KINDS = (*TEXT_KINDS, *WORKBOOK_KINDS, *DOCUMENT_KINDS)
KINDS = (*TABLE_KINDS, *LINE_KINDS, ".json", *FOLDER_KINDS)

_TABLES_OF_OLD = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet", re.IGNORECASE)
_WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


def load_content(path: Path, kinds: tuple[str, ...] = KINDS) -> bytes:
    """Return the bytes of a file of a known kind and size; raises `DeliveryError`."""
    if path.is_dir():
        raise DeliveryError("file.is_folder", file=str(path))
    if path.suffix.lower() not in kinds:
        raise DeliveryError("file.kind_unknown", file=path.name, kinds=" ".join(kinds))
    try:
        size = path.stat().st_size
        if size > SIZE_MAX:
            raise DeliveryError("file.too_large", file=path.name, limit=SIZE_MAX // 10**6)
        content = path.read_bytes()
    except FileNotFoundError:
        raise DeliveryError("file.missing", file=str(path)) from None
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise DeliveryError("file.unreadable", file=path.name, fault=reason) from fault
    if not content.strip():
        raise DeliveryError("file.empty", file=path.name)
    return content


def load_sheets(path: Path, content: bytes) -> Workbook:
    """Return the sheets of a file; raises `DeliveryError`."""
    if content.startswith(ZIP_MAGIC) and is_word(content):
        return Workbook(load_word(path, content))
    if is_workbook(content):
        return load_workbook(path, content, mark_sheet=MARK_SHEET)
    if is_pdf(content):
        printed = load_pdf(path, content)
        return Workbook(printed.sheets, findings=printed.findings)
    if is_markup(content):
        if _TABLES_OF_OLD.search(content[:4000]):
            raise DeliveryError("file.is_markup", file=path.name)
        return Workbook(load_html(path, content))
    if path.suffix.lower() in (".pdf", ".docx"):
        raise DeliveryError("file.unreadable", file=path.name, fault=path.suffix)
    return Workbook((load_text(path, content),))


def is_word(content: bytes) -> bool:
    """True if zipped content is a Word document."""
    return DOCUMENT_PART in _names(content)


def is_folder(content: bytes) -> bool:
    """True if zipped content is a folder of files, not a workbook or a document."""
    if not content.startswith((ZIP_MAGIC, b"PK\x05\x06")):
        return False
    names = _names(content)
    return bool(names) and DOCUMENT_PART not in names and names.isdisjoint(_WORKBOOK_PARTS)


def _names(content: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return set()  # the reader of its kind will say what is wrong
