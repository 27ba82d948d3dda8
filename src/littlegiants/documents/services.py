"""Lists become files: one call that chooses the kind by the ending of the name."""

from __future__ import annotations

from pathlib import Path

from littlegiants.documents.csv_file import Encoding, write_csv
from littlegiants.documents.html_page import write_html
from littlegiants.documents.model import PrintedList
from littlegiants.documents.pdf_file import write_pdf
from littlegiants.documents.word_file import write_docx
from littlegiants.documents.workbook import write_xlsx
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.finding import Finding

_WRITERS = {
    ".pdf": write_pdf,
    ".docx": write_docx,
    ".xlsx": write_xlsx,
    ".html": write_html,
    ".htm": write_html,
    ".csv": write_csv,
}
KINDS = tuple(ending[1:] for ending in _WRITERS if ending != ".htm")
"""The kinds of file a list can be written as."""


def write_list(
    printed: PrintedList, path: Path, *, encoding: Encoding = "utf-8"
) -> tuple[Finding, ...]:
    """Write a list as the kind of file that its ending names; return what could not be shown as given.

    `encoding` is for csv; the other kinds have one of their own, and refuse another.
    """
    ending = path.suffix.lower()
    if ending not in _WRITERS:
        raise LittleGiantsError("documents.kind_unknown", file=path.name, kinds=", ".join(KINDS))
    if ending == ".csv":
        return write_csv(printed, path, encoding=encoding)
    if encoding != "utf-8":
        raise LittleGiantsError("documents.encoding_fixed", file=path.name, encoding=encoding)
    return _WRITERS[ending](printed, path)
