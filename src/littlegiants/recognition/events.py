"""Documents, links and people's records → events; and what does not fit together is found.

Publicity, candidates and recommendations give no title. A corrigendum changes the list that it corrects,
from the day on which it was issued, as if that list had always read so: a firm that it removes was never
recognised by it, a firm that it adds was recognised by it from the start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from littlegiants.recognition.differences import difference
from littlegiants.recognition.model import (
    Change,
    CorrectionMode,
    Document,
    DocumentKind,
    Entry,
    EntryChange,
    EventKind,
    ReviewList,
    TitleEvent,
)
from littlegiants.vocabulary.finding import Finding, Severity

_EVENT_OF = {
    DocumentKind.FINAL: EventKind.RECOGNISED,
    DocumentKind.SUPPLEMENT: EventKind.RECOGNISED,
    DocumentKind.REVIEW_PASSED: EventKind.REVIEWED,
    DocumentKind.REVOCATION: EventKind.REVOKED,
}
_CITY_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Papers:
    """All that titles rest on: documents, their rows, corrections, and what people recorded."""

    documents: Sequence[Document]
    entries: Mapping[int, Sequence[Entry]]
    changes: Mapping[int, Sequence[EntryChange]]
    recorded: Sequence[TitleEvent] = ()

    def by(self, as_of: date) -> Papers:
        """What had been published or recorded by a day."""
        return Papers(
            [d for d in self.documents if d.issued_on <= as_of],
            self.entries,
            self.changes,
            [event for event in self.recorded if event.published_on <= as_of],
        )

    def corrigenda_of(self, document: Document) -> list[Document]:
        """The corrigenda of a list, oldest first."""
        found = [d for d in self.documents if d.corrects_id == document.id]
        return sorted(found, key=lambda d: (d.issued_on, d.id))


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of a list as corrected; `by` is the document in which it stands."""

    entry: Entry
    by: Document


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from the papers."""

    events: tuple[TitleEvent, ...]
    reviews: tuple[ReviewList, ...]
    findings: tuple[Finding, ...]


def derive(papers: Papers, as_of: date) -> Derived:
    """Return events, published review lists and findings, as the world stood on a day.

    A loop over the rows of all lists: some hundred thousand at most.
    """
    papers = papers.by(as_of)
    bases = [d for d in papers.documents if d.kind is not DocumentKind.CORRIGENDUM]
    rows = {base.id: standing_rows(base, papers) for base in bases}
    events = [event for base in bases for event in _events(base, rows[base.id])]
    findings = [
        *_orphans(papers),
        *(f for base in bases for f in _twice(base, rows[base.id])),
        *_between_lists(bases, rows),
    ]
    reviews = tuple(
        ReviewList(d.programme, d.batch_year, d.issued_on, d.region_code, d.id)
        for d in bases
        if d.kind is DocumentKind.REVIEW_PASSED
    )
    return Derived((*events, *papers.recorded), reviews, tuple(findings))


def standing_rows(document: Document, papers: Papers) -> list[Standing]:
    """Return the rows of a list with all its corrigenda applied, in order."""
    rows = [Standing(entry, document) for entry in papers.entries.get(document.id, ())]
    for corrigendum in papers.corrigenda_of(document):
        own = papers.entries.get(corrigendum.id, ())
        if corrigendum.mode is CorrectionMode.CHANGES:
            rows = _changed(rows, corrigendum, own, papers.changes.get(corrigendum.id, ()))
        else:
            rows = [Standing(entry, corrigendum) for entry in own]
    return rows


def _changed(
    rows: list[Standing],
    corrigendum: Document,
    entries: Sequence[Entry],
    changes: Sequence[EntryChange],
) -> list[Standing]:
    entry_of = {entry.record_id: entry for entry in entries}
    removed = {c.target_record_id for c in changes if c.change is Change.REMOVE}
    renamed = {
        c.target_record_id: entry_of[c.record_id]
        for c in changes
        if c.change is Change.RENAME and c.record_id in entry_of
    }
    added = [
        Standing(entry_of[c.record_id], corrigendum)
        for c in changes
        if c.change is Change.ADD and c.record_id in entry_of
    ]
    kept = [
        Standing(renamed[row.entry.record_id], corrigendum)
        if row.entry.record_id in renamed
        else row
        for row in rows
        if row.entry.record_id not in removed
    ]
    return kept + added


def _events(base: Document, rows: Iterable[Standing]) -> Iterator[TitleEvent]:
    kind = _EVENT_OF.get(base.kind)
    if kind is None:
        return
    for row in rows:
        if row.entry.enterprise_id is None:
            continue
        own_day = row.by.effective_on if row.by.id != base.id else None
        yield TitleEvent(
            kind=kind,
            enterprise_id=row.entry.enterprise_id,
            programme=base.programme,
            on=own_day or base.takes_effect_on,
            published_on=base.issued_on,
            batch=base.batch,
            region_code=row.entry.region_code or base.region_code,
            document_id=row.by.id,
            delivery_id=row.by.delivery_id,
            record_id=row.entry.record_id,
        )


# What does not fit together


def _orphans(papers: Papers) -> Iterator[Finding]:
    known = {document.id for document in papers.documents}
    for document in papers.documents:
        if document.kind is DocumentKind.CORRIGENDUM and document.corrects_id not in known:
            yield Finding.of(
                "recognition.corrigendum_without_list",
                document.label,
                corrects=document.corrects_id or "–",
            )


def _twice(base: Document, rows: Iterable[Standing]) -> Iterator[Finding]:
    seen: dict[int, Entry] = {}
    for row in rows:
        firm = row.entry.enterprise_id
        if firm is None:
            continue
        if firm in seen:
            yield Finding.of(
                "recognition.firm_twice",
                f"{base.label} {row.entry.place}",
                severity=Severity.WARNING,
                name=row.entry.name,
                first=seen[firm].place,
            )
        seen.setdefault(firm, row.entry)


_RESULTS = (DocumentKind.FINAL, DocumentKind.SUPPLEMENT, DocumentKind.REVIEW_PASSED)


def _between_lists(
    bases: Sequence[Document], rows: Mapping[int, Sequence[Standing]]
) -> Iterator[Finding]:
    """Compare publicity and result of each batch, and the places in which a firm was recognised."""
    groups: dict[tuple[str, int, str], list[Document]] = defaultdict(list)
    for base in bases:
        groups[base.programme, base.batch_year, base.region_code or ""].append(base)
    for group in groups.values():
        yield from _publicity_against_results(group, rows)
    years: dict[tuple[str, int], list[Document]] = defaultdict(list)
    for base in bases:
        if base.kind.recognises:
            years[base.programme, base.batch_year].append(base)
    for documents in years.values():
        yield from _in_two_cities(documents, rows)


def _publicity_against_results(
    group: Sequence[Document], rows: Mapping[int, Sequence[Standing]]
) -> Iterator[Finding]:
    """Compare what was publicised in a batch with what came of it.

    New recognitions and reviews are often publicised apart. A list most of whose firms the other side
    does not name has no counterpart there yet; it is left alone.
    """
    publicity = [d for d in group if d.kind is DocumentKind.PUBLICITY]
    results = [d for d in group if d.kind in _RESULTS]
    publicised = [row.entry for d in publicity for row in rows[d.id]]
    came = [row.entry for d in results for row in rows[d.id]]
    for document in publicity:
        found = difference([row.entry for row in rows[document.id]], came)
        if 2 * len(found.removed) <= len(rows[document.id]):
            yield from _told(
                "recognition.publicised_not_final", document, found.removed, Severity.NOTE
            )
        for before, after in found.renamed:
            yield Finding.of(
                "recognition.renamed_between",
                f"{document.programme} {document.batch} {after.place}",
                severity=Severity.NOTE,
                before=before.name,
                after=after.name,
            )
    for document in results:
        found = difference(publicised, [row.entry for row in rows[document.id]])
        if 2 * len(found.added) <= len(rows[document.id]):
            yield from _told(
                "recognition.final_not_publicised", document, found.added, Severity.WARNING
            )


def _told(
    code: str, document: Document, entries: Iterable[Entry], severity: Severity
) -> Iterator[Finding]:
    for entry in entries:
        where = f"{document.label} {entry.place}"
        yield Finding.of(code, where, severity=severity, name=entry.name)


def _in_two_cities(
    documents: Sequence[Document], rows: Mapping[int, Sequence[Standing]]
) -> Iterator[Finding]:
    first: dict[int, tuple[str, Entry]] = {}
    for document in documents:
        for row in rows[document.id]:
            firm = row.entry.enterprise_id
            city = (row.entry.region_code or document.region_code or "")[:_CITY_DIGITS]
            if firm is None or not city:
                continue
            known = first.setdefault(firm, (city, row.entry))
            if known[0] != city:
                yield Finding.of(
                    "recognition.firm_in_two_cities",
                    f"{document.label} {row.entry.place}",
                    severity=Severity.WARNING,
                    name=row.entry.name,
                    cities=f"{known[0]}, {city}",
                )
