"""A list as it is printed: the document's rows in columns, with what a publicity must say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from littlegiants.documents.model import Align, PrintedColumn, PrintedList
from littlegiants.recognition.due_services import division_name
from littlegiants.recognition.model import Document, DocumentKind, Entry
from littlegiants.recognition.procedures import Procedures
from littlegiants.recognition.round_services import list_rounds
from littlegiants.recognition.rounds import Step
from littlegiants.recognition.services import find_document as find_in
from littlegiants.recognition.services import load_papers, version
from littlegiants.register.services import enterprise_headers, require_source
from littlegiants.vocabulary.language import Language, Text, say

if TYPE_CHECKING:
    from sqlalchemy import Connection


def print_document(
    connection: Connection,
    procedures: Procedures,
    document_id: int,
    *,
    known: int,
    language: Language = "zh",
) -> PrintedList:
    """Return a list ready to be written; names and credit codes only, nothing personal.

    A list from a synthetic source is marked so on every page.
    """
    papers = load_papers(connection, known=known)
    document = find_in(papers, document_id)
    entries = version(document, papers)
    regions = _regions(connection, document, entries, known)
    is_synthetic = require_source(connection, document.source_code).is_synthetic
    title = procedures.programme(document.programme).title
    columns = [
        PrintedColumn(say(language, "recognition.print_seq"), 0.6, Align.CENTER),
        PrintedColumn(say(language, "recognition.print_name"), 3.2),
        PrintedColumn(say(language, "recognition.print_code"), 2.0, Align.CENTER),
        PrintedColumn(say(language, "recognition.print_region"), 1.2, Align.CENTER),
    ]
    rows = [
        (str(entry.seq or number), entry.name, entry.code, regions[entry.record_id])
        for number, entry in enumerate(entries, start=1)
    ]
    return PrintedList(
        title=_title(document, title, language),
        columns=columns,
        rows=rows,
        lead=_lead(connection, document, title, known, language),
        issuer=document.issuer,
        document_no=document.document_no,
        dated=document.issued_on,
        notes=[say(language, "recognition.print_count", count=len(rows))],
        mark=say(language, "recognition.print_synthetic") if is_synthetic else "",
        language=language,
    )


def _title(document: Document, programme: Text, language: Language) -> str:
    values = {"year": document.batch_year, "programme": programme, "kind": document.kind.text}
    if document.batch_ordinal is None:
        return say(language, "recognition.round_title", **values)
    return say(
        language, "recognition.round_title_ordinal", ordinal=document.batch_ordinal, **values
    )


def _lead(
    connection: Connection, document: Document, programme: Text, known: int, language: Language
) -> list[str]:
    """What a publicity says of its period; other lists say nothing here."""
    if document.kind is not DocumentKind.PUBLICITY:
        return []
    for found in list_rounds(connection, known=known):
        if found.document_of(Step.PUBLISH) == document.id and found.publicity is not None:
            starts, ends = found.publicity
            days = next(step.note for step in found.steps if step.step is Step.PUBLISH)
            return [
                say(
                    language,
                    "recognition.publicity_lead",
                    year=document.batch_year,
                    programme=programme,
                    starts=_day(starts.year, starts.month, starts.day, language),
                    ends=_day(ends.year, ends.month, ends.day, language),
                    days=days,
                )
            ]
    return []


def _day(year: int, month: int, day: int, language: Language) -> str:
    return f"{year}年{month}月{day}日" if language == "zh" else f"{year}-{month:02}-{day:02}"


def _regions(
    connection: Connection, document: Document, entries: Sequence[Entry], known: int
) -> dict[int, str]:
    """The place of each row: as printed, else that of its firm."""
    firms = [entry.enterprise_id for entry in entries if entry.enterprise_id is not None]
    headers = enterprise_headers(connection, firms, as_of=document.issued_on, known=known)
    return {
        entry.record_id: entry.region_text
        or (
            division_name(headers[entry.enterprise_id].region_code)
            if entry.enterprise_id is not None and headers[entry.enterprise_id].region_code
            else ""
        )
        for entry in entries
    }
