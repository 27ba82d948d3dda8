"""What reading a published list gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from littlegiants.intake.list_words import ListKind
from littlegiants.vocabulary.finding import Finding, Severity

STOPPING = frozenset(
    {
        "list.gap",
        "list.seq_twice",
        "list.seq_missing",
        "list.count_differs",
        "list.section_count_differs",
        "list.name_empty",
        "list.name_twice",
        "list.code_twice",
        "list.row_unread",
        "pdf.page_is_picture",
    }
)
"""Errors that say that the list is not whole, or not as its publisher meant it."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One enterprise of a list, as printed.

    `row` is its row in the file, or on its page where there are pages. `code` is the credit code
    without spaces and in capitals, None if there is none to use; `code_note` the message code of what
    is wrong with it, or nothing. `section` names the attachment and part of the list it stands in.
    """

    seq: int | None
    page: int | None
    row: int
    name_as_printed: str
    code: str | None
    code_note: str
    region_text: str | None
    detail: Mapping[str, str]
    section: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ListReading:
    """A published list: its entries in their order, and what the words around them say."""

    entries: tuple[ListEntry, ...]
    title: str
    rows_expected: int | None
    document_no: str | None
    date: date | None
    kind_hint: ListKind | None
    findings: tuple[Finding, ...]
    sha256: str
    source: str

    @property
    def stops(self) -> tuple[Finding, ...]:
        """The findings that must stop an import."""
        return tuple(
            f for f in self.findings if f.severity is Severity.ERROR and f.code in STOPPING
        )

    @property
    def sections(self) -> tuple[str, ...]:
        """The attachments and parts of the list, in their order."""
        return tuple(dict.fromkeys(entry.section for entry in self.entries if entry.section))
