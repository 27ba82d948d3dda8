"""What is done with lists: they come in, are compared and corrected, and titles follow from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from littlegiants.recognition.differences import ListDifference, difference
from littlegiants.recognition.errors import RecognitionError
from littlegiants.recognition.events import Papers, derive, standing_rows
from littlegiants.recognition.model import (
    PERSONAL_EVENTS,
    Document,
    DocumentKind,
    Entry,
    EventKind,
    TitleInterval,
    TitleRecord,
)
from littlegiants.recognition.procedures import Procedures
from littlegiants.recognition.repository import lists as repository
from littlegiants.recognition.titles import title_intervals
from littlegiants.register.model import Record
from littlegiants.register.services import linked_records, require_source
from littlegiants.register.views import find_one
from littlegiants.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

EVIDENCE_MIN = 4
"""So many characters at least say what a recorded event rests on."""


# Titles


def load_papers(connection: Connection, *, known: int, programme: str | None = None) -> Papers:
    """Read documents, rows with their links, corrections and recorded events."""
    documents = repository.documents(connection, known, programme=programme)
    of_delivery = {document.delivery_id: document.id for document in documents}
    entries: dict[int, list[Entry]] = defaultdict(list)
    if of_delivery:
        for record in linked_records(connection, delivery_ids=list(of_delivery), known=known):
            number = of_delivery[record.delivery_id]
            entries[number].append(entry_of(record, number))
    return Papers(
        documents,
        entries,
        repository.changes(connection, known),
        repository.title_events(connection, known, programme=programme),
    )


def entry_of(record: Record, document_id: int) -> Entry:
    """Return a row of the register as a row of a list."""
    return Entry(
        record_id=record.record_id,
        document_id=document_id,
        name=record.name,
        name_key=record.name_key,
        code=record.code,
        section=record.section,
        seq=record.seq,
        page=record.page,
        row_no=record.row_no,
        region_text=record.region_text,
        region_code=record.region_code,
        enterprise_id=record.enterprise_id,
        method=record.method,
    )


def titles(
    connection: Connection, procedures: Procedures, *, programme: str, as_of: date, known: int
) -> TitleRecord:
    """Return every title of a programme as the world stood on a day and as known by an act."""
    papers = load_papers(connection, known=known, programme=programme)
    return titles_from(papers, procedures, programme=programme, as_of=as_of)


def titles_from(
    papers: Papers, procedures: Procedures, *, programme: str, as_of: date
) -> TitleRecord:
    """Return every title that follows from some papers."""
    derived = derive(papers, as_of)
    intervals, findings = title_intervals(
        derived.events, derived.reviews, procedures.programme(programme), as_of=as_of
    )
    return TitleRecord(programme, as_of, tuple(intervals), (*derived.findings, *findings))


# Lists


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A list with how many of its rows are linked."""

    document: Document
    rows: int
    linked: int


def list_documents(
    connection: Connection, *, known: int, programme: str | None = None
) -> list[ListedDocument]:
    """Return the lists that count, oldest first."""
    papers = load_papers(connection, known=known, programme=programme)
    return [
        ListedDocument(
            document,
            len(papers.entries.get(document.id, ())),
            sum(e.enterprise_id is not None for e in papers.entries.get(document.id, ())),
        )
        for document in papers.documents
    ]


def show_document(
    connection: Connection, document_id: int, *, known: int
) -> tuple[Document, list[Entry]]:
    """Return one list with its own rows as printed. Raises `RecognitionError`."""
    papers = load_papers(connection, known=known)
    document = find_document(papers, document_id)
    return document, list(papers.entries.get(document_id, ()))


def compare_documents(
    connection: Connection, before: int, after: int, *, known: int
) -> tuple[Document, Document, ListDifference]:
    """Compare two lists; a corrigendum stands for its list as corrected by it."""
    papers = load_papers(connection, known=known)
    first, second = find_document(papers, before), find_document(papers, after)
    return first, second, difference(version(first, papers), version(second, papers))


def find_document(papers: Papers, document_id: int) -> Document:
    """Return a list by its number. Raises `RecognitionError`."""
    for document in papers.documents:
        if document.id == document_id:
            return document
    raise RecognitionError("recognition.document_unknown", document=document_id)


def version(document: Document, papers: Papers) -> list[Entry]:
    """Return the rows of a list as printed; of a corrigendum, the list as it stood after it."""
    if document.kind is not DocumentKind.CORRIGENDUM or document.corrects_id is None:
        return list(papers.entries.get(document.id, ()))
    base = find_document(papers, document.corrects_id)
    applied = papers.corrigenda_of(base)
    until = {d.id for d in applied[: applied.index(document) + 1]}
    kept = [d for d in papers.documents if d.corrects_id != base.id or d.id in until]
    return [row.entry for row in standing_rows(base, replace(papers, documents=kept))]


def dependents(
    connection: Connection, procedures: Procedures, delivery_id: int, *, as_of: date, known: int
) -> tuple[Document, list[TitleInterval]]:
    """Return the titles counted on a day that would not be without a delivery of a list."""
    papers = load_papers(connection, known=known)
    found = [d for d in papers.documents if d.delivery_id == delivery_id]
    if not found:
        raise RecognitionError("recognition.delivery_unknown", delivery=delivery_id)
    document = found[0]
    without = replace(papers, documents=[d for d in papers.documents if d is not document])
    name = document.programme
    before = titles_from(papers, procedures, programme=name, as_of=as_of)
    after = titles_from(without, procedures, programme=name, as_of=as_of)
    kept = after.counted_on(as_of)
    hanging = [i for i in before.on(as_of) if i.state.counts and i.enterprise_id not in kept]
    return document, hanging


# Events on a person's word


def record_event(
    database: Database,
    procedures: Procedures,
    *,
    actor: str,
    enterprise_id: int,
    programme: str,
    kind: EventKind,
    on: date,
    evidence: str,
    source: str,
    batch_year: int | None = None,
    valid_to: date | None = None,
    region_code: str | None = None,
) -> int:
    """Record that a title moved, was withdrawn or revoked, with what that rests on; return its number.

    A firm that moves in with a title of another place gives its batch year and last day of validity.
    """
    procedures.programme(programme)
    if kind not in PERSONAL_EVENTS:
        known = ", ".join(PERSONAL_EVENTS)
        raise RecognitionError("recognition.event_unknown", event=kind, known=known)
    if (batch_year is None) != (valid_to is None) or (valid_to is not None and valid_to < on):
        raise RecognitionError("recognition.valid_to_wanted")
    _require_evidence(evidence)
    values: dict[str, Any] = {  # the columns of a row
        "enterprise_id": enterprise_id,
        "programme": programme,
        "event": kind.value,
        "effective_on": on,
        "batch_year": batch_year,
        "valid_to": valid_to,
        "region_code": region_code,
        "evidence": evidence,
        "source_code": source,
    }
    with database.write(actor, "title_event", f"E{enterprise_id} {programme} {kind}") as work:
        require_source(work.connection, source)
        find_one(work.connection, f"E{enterprise_id}", known=work.act_id)
        return repository.add_title_event(work.connection, work.act_id, values)


def take_back_event(database: Database, *, actor: str, event_id: int, reason: str) -> None:
    """Take a recorded event back. Raises `RecognitionError`."""
    _require_evidence(reason)
    with database.write(actor, "take_back", f"title_event {event_id}") as work:
        if not repository.reverse_title_event(work.connection, work.act_id, event_id, reason):
            raise RecognitionError("recognition.no_such_event", event=event_id)


def _require_evidence(evidence: str) -> None:
    if len(evidence.strip()) < EVIDENCE_MIN:
        raise RecognitionError("recognition.evidence_wanted", least=EVIDENCE_MIN)


def of_batch(documents: Sequence[Document], like: Document) -> list[Document]:
    """The lists of the same programme, batch year and place as another."""
    return [
        d
        for d in documents
        if (d.programme, d.batch_year, d.region_code)
        == (like.programme, like.batch_year, like.region_code)
        and d.id != like.id
    ]
