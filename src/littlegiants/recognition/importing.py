"""A list comes in: checked, stored, linked, compared; or only tried, and nothing is left behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from littlegiants.intake.list_model import ListReading
from littlegiants.recognition.corrections import (
    PlacedChange,
    find_mode,
    place_changes,
    read_changes,
)
from littlegiants.recognition.differences import ListDifference, difference
from littlegiants.recognition.errors import ListStoppedError, RecognitionError
from littlegiants.recognition.events import Papers, standing_rows
from littlegiants.recognition.model import (
    CorrectionMode,
    Document,
    DocumentKind,
    Entry,
    ListHeader,
)
from littlegiants.recognition.procedures import Procedures, load_correction_words
from littlegiants.recognition.repository import lists as repository
from littlegiants.recognition.services import (
    find_document,
    load_papers,
    of_batch,
    titles_from,
    version,
)
from littlegiants.register.model import NAME_MAX
from littlegiants.register.services import (
    AlreadyLoadedError,
    link_records,
    linked_records,
    require_source,
    store_list,
)
from littlegiants.storage.database import EVERYTHING, Database, Work
from littlegiants.vocabulary.finding import Finding, Severity

_YEARS_APART_MAX = 1


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a list brings, or would bring (`is_dry_run`), or brought before (`is_known`).

    `gained` and `lost` are the firms whose title is counted, or no longer, on the day of the import;
    `against` the list that `difference` compares with: the corrected list, the publicity, or an earlier
    list of the same kind.
    """

    document: Document
    rows: int
    linked: Mapping[str, int] = field(default_factory=dict)
    queued: int = 0
    gained: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    against: Document | None = None
    difference: ListDifference | None = None
    findings: tuple[Finding, ...] = ()
    is_dry_run: bool = False
    is_known: bool = False


def import_list(
    database: Database,
    procedures: Procedures,
    reading: ListReading,
    header: ListHeader,
    *,
    actor: str,
    file_name: str,
    as_of: date,
    dry_run: bool = False,
) -> ImportReport:
    """Import a list, all of it or nothing; a dry run does the same and takes it back.

    A gap in the serial numbers, or a count that differs from the notice, stops it: `ListStoppedError`
    names what is missing. The same document a second time changes nothing.
    """
    procedures.programme(header.programme)
    _check_request(header)
    _stop(file_name, [*reading.stops, *_count_faults(reading, header)])
    with database.write(
        actor,
        "import_list",
        file_name,
        dry_run=dry_run,
        sha256=reading.sha256,
        kind=header.kind.value,
    ) as work:
        require_source(work.connection, header.source_code)
        report = _Import(work, procedures, reading, header, file_name, as_of).run()
        return replace(report, is_dry_run=dry_run)


def _check_request(header: ListHeader) -> None:
    corrects = header.kind is DocumentKind.CORRIGENDUM
    if corrects and header.corrects_id is None:
        raise RecognitionError("recognition.corrects_wanted")
    if not corrects and header.corrects_id is not None:
        raise RecognitionError("recognition.corrects_not_wanted")
    if not corrects and header.mode is not None:
        raise RecognitionError("recognition.mode_not_wanted")


def _count_faults(reading: ListReading, header: ListHeader) -> Iterator[Finding]:
    found = len(reading.entries)
    if not found:
        yield Finding.of("recognition.list_empty")
    if header.rows_expected is not None and header.rows_expected != found:
        yield Finding.of("recognition.count_differs", expected=header.rows_expected, found=found)


def _stop(file_name: str, findings: Sequence[Finding]) -> None:
    if findings:
        raise ListStoppedError(file_name, tuple(findings))


@dataclass(slots=True)
class _Import:
    """One import within its unit of work."""

    work: Work
    procedures: Procedures
    reading: ListReading
    header: ListHeader
    file_name: str
    as_of: date

    def run(self) -> ImportReport:
        before = load_papers(
            self.work.connection, known=EVERYTHING, programme=self.header.programme
        )
        base = self._resolve_correction(before)
        try:
            delivery_id = store_list(
                self.work,
                file_name=self.file_name,
                sha256=self.reading.sha256,
                source_code=self.header.source_code,
                as_of=self.header.issued_on,
                entries=self.reading.entries,
            )
        except AlreadyLoadedError as loaded:
            return self._known(loaded.delivery_id)
        placed = self._placed(base, before)
        summary = link_records(self.work, delivery_id)
        document_id = self._record(delivery_id, placed)
        after = load_papers(self.work.connection, known=EVERYTHING, programme=self.header.programme)
        document = find_document(after, document_id)
        gained, lost, findings = self._title_changes(before, after)
        against, compared = _compared(document, base, before, after)
        return ImportReport(
            document=document,
            rows=len(self.reading.entries),
            linked=summary.linked,
            queued=summary.queued,
            gained=gained,
            lost=lost,
            against=against,
            difference=compared,
            findings=(*self.reading.findings, *self._header_findings(), *findings),
        )

    def _resolve_correction(self, papers: Papers) -> Document | None:
        """Find the list that is corrected (of a corrigendum, its own list) and how."""
        if self.header.corrects_id is None:
            return None
        base = find_document(papers, self.header.corrects_id)
        if base.corrects_id is not None:
            base = find_document(papers, base.corrects_id)
        if base.batch_year != self.header.batch_year:
            raise RecognitionError("recognition.corrects_other", document=base.id, label=base.label)
        mode = self.header.mode or find_mode(self.reading.entries, load_correction_words())
        if mode is None:
            raise RecognitionError("recognition.mode_unclear")
        self.header = replace(self.header, corrects_id=base.id, mode=mode)
        return base

    def _placed(self, base: Document | None, papers: Papers) -> list[PlacedChange]:
        if base is None or self.header.mode is not CorrectionMode.CHANGES:
            return []
        printed, unread = read_changes(self.reading.entries, load_correction_words())
        standing = [row.entry for row in standing_rows(base, papers)]
        placed, missing = place_changes(printed, standing)
        _stop(self.file_name, [*unread, *missing])
        return placed

    def _record(self, delivery_id: int, placed: Sequence[PlacedChange]) -> int:
        connection, act_id = self.work.connection, self.work.act_id
        header = replace(
            self.header,
            document_no=self.header.document_no or self.reading.document_no or "",
            rows_expected=self.header.rows_expected or self.reading.rows_expected,
        )
        document_id = repository.add_document(connection, act_id, delivery_id, header)
        if placed:
            records = linked_records(connection, delivery_ids=[delivery_id], known=EVERYTHING)
            numbers = sorted(record.record_id for record in records)
            changes = zip(numbers, placed, strict=True)
            repository.add_changes(connection, act_id, document_id, changes)
        return document_id

    def _known(self, delivery_id: int) -> ImportReport:
        papers = load_papers(self.work.connection, known=EVERYTHING)
        document = next(d for d in papers.documents if d.delivery_id == delivery_id)
        asked = (self.header.programme, self.header.kind, self.header.batch_year)
        if asked != (document.programme, document.kind, document.batch_year):
            raise RecognitionError(
                "recognition.header_differs", document=document.id, label=document.label
            )
        note = Finding.of(
            "recognition.already_loaded",
            self.file_name,
            severity=Severity.NOTE,
            document=document.id,
        )
        return ImportReport(document, len(self.reading.entries), findings=(note,), is_known=True)

    def _title_changes(
        self, before: Papers, after: Papers
    ) -> tuple[tuple[int, ...], tuple[int, ...], tuple[Finding, ...]]:
        """Compare the titles counted on the day, and keep the findings that are new."""
        name, day = self.header.programme, self.as_of
        old = titles_from(before, self.procedures, programme=name, as_of=day)
        new = titles_from(after, self.procedures, programme=name, as_of=day)
        held, holds = old.counted_on(day), new.counted_on(day)
        told = set(old.findings)
        fresh = tuple(finding for finding in new.findings if finding not in told)
        return tuple(sorted(holds - held)), tuple(sorted(held - holds)), fresh

    def _header_findings(self) -> Iterator[Finding]:
        header, hint = self.header, self.reading.kind_hint
        for entry in self.reading.entries:
            if len(entry.name_as_printed) > NAME_MAX:
                where = entry.place or f"row {entry.row}"
                yield Finding.of(
                    "register.name_cut", where, severity=Severity.WARNING, most=NAME_MAX
                )
        if hint is not None and hint.value != header.kind.value:
            yield Finding.of(
                "recognition.kind_hint_differs",
                self.file_name,
                severity=Severity.WARNING,
                found=DocumentKind(hint.value).text,
                stated=header.kind.text,
            )
        if abs(header.issued_on.year - header.batch_year) > _YEARS_APART_MAX:
            yield Finding.of(
                "recognition.year_differs",
                self.file_name,
                severity=Severity.WARNING,
                issued=header.issued_on.isoformat(),
                year=header.batch_year,
            )
        if header.effective_on is not None and header.effective_on.year < header.batch_year:
            yield Finding.of(
                "recognition.effective_before",
                self.file_name,
                severity=Severity.WARNING,
                effective=header.effective_on.isoformat(),
                year=header.batch_year,
            )


_RESULTS = (DocumentKind.FINAL, DocumentKind.REVIEW_PASSED, DocumentKind.SUPPLEMENT)


def _compared(
    document: Document, base: Document | None, before: Papers, after: Papers
) -> tuple[Document | None, ListDifference | None]:
    """Compare a list with the one it corrects, with its publicity, or with the last of its kind."""
    if base is not None:
        old = [row.entry for row in standing_rows(base, before)]
        return base, difference(old, version(document, after))
    batch = of_batch(before.documents, document)
    kinds = (
        (DocumentKind.PUBLICITY, document.kind) if document.kind in _RESULTS else (document.kind,)
    )
    for kind in kinds:
        like = [d for d in batch if d.kind is kind and d.issued_on <= document.issued_on]
        if like:
            earlier: list[Entry] = [row.entry for row in standing_rows(like[-1], after)]
            return like[-1], difference(earlier, version(document, after))
    return None, None
