"""`littlegiants batch`: published lists come in, are shown, compared and printed, and what hangs on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from littlegiants.bootstrap import Site
from littlegiants.cli.importing import keep_original
from littlegiants.cli.known import Times, reading
from littlegiants.cli.screen import console, done, print_findings, print_json, progress, table
from littlegiants.documents.services import write_list
from littlegiants.intake.answer import write_answer
from littlegiants.intake.list_model import ListReading
from littlegiants.intake.lists import read_list
from littlegiants.recognition.contract import (
    difference_as_json,
    document_as_json,
    entry_as_json,
    listed_as_json,
    report_as_json,
    title_as_json,
)
from littlegiants.recognition.differences import ListDifference
from littlegiants.recognition.errors import ListStoppedError, RecognitionError
from littlegiants.recognition.importing import ImportReport, import_list
from littlegiants.recognition.model import (
    PERSONAL_EVENTS,
    CorrectionMode,
    DocumentKind,
    Entry,
    EventKind,
    ListHeader,
    TitleInterval,
)
from littlegiants.recognition.printing import print_document
from littlegiants.recognition.procedures import Procedures, load_procedures
from littlegiants.recognition.services import (
    compare_documents,
    dependents,
    list_documents,
    record_event,
    show_document,
    take_back_event,
    titles,
)
from littlegiants.register.model import Header
from littlegiants.register.services import enterprise_headers
from littlegiants.register.views import find_one
from littlegiants.storage.database import EVERYTHING
from littlegiants.vocabulary.finding import Severity
from littlegiants.vocabulary.language import Language, say

_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A list as asked for on the command line; words that are not given come from the file."""

    path: Path
    programme: str
    year: int
    source: str
    kind: str | None = None
    batch: int | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    issuer: str = ""
    document_no: str = ""
    url: str = ""
    rows_expected: int | None = None
    region: str | None = None
    corrects: int | None = None
    mode: str | None = None
    answer: Path | None = None


@dataclass(frozen=True, slots=True)
class EventRequest:
    """An event of a title as asked for on the command line."""

    who: str
    programme: str
    event: str
    on: date
    evidence: str
    source: str
    batch_year: int | None = None
    valid_to: date | None = None
    region: str | None = None


def procedures_of(site: Site) -> Procedures:
    """The procedures of the package and of the site's own folder."""
    return load_procedures(site.settings.catalog)


def programme_words(site: Site, name: str) -> str:
    """The title of a programme in the site's language."""
    return procedures_of(site).programme(name).title.in_(site.settings.language)


def run_import_list(site: Site, wanted: ListRequest, *, yes: bool, json: bool) -> int:
    """Show what a list would bring, or import it; exit code 1 if it was stopped or has faults."""
    language = site.settings.language
    with progress(say(language, "cli.reading")):
        read = read_list(wanted.path)
    if wanted.answer is not None:
        write_answer(wanted.path, wanted.answer, read.findings, language)
    try:
        report = import_list(
            site.register,
            procedures_of(site),
            read,
            _header(wanted, read),
            actor=site.actor,
            file_name=wanted.path.name,
            as_of=site.today,
            dry_run=not yes,
        )
    except ListStoppedError as stopped:
        return _say_stopped(stopped, wanted, language, json=json)
    if yes and not report.is_known:
        keep_original(site, wanted.path, report.findings)
    if json:
        print_json(report_as_json(report))
    else:
        _print_report(report, language)
    return int(any(finding.severity is Severity.ERROR for finding in report.findings))


def _header(wanted: ListRequest, read: ListReading) -> ListHeader:
    kind = wanted.kind or (read.kind_hint.value if read.kind_hint else None)
    issued_on = wanted.issued_on or read.date
    if kind is None or issued_on is None:
        raise RecognitionError("recognition.header_incomplete")
    return ListHeader(
        programme=wanted.programme,
        kind=_word(DocumentKind, kind, "recognition.kind_unknown", "kind"),
        batch_year=wanted.year,
        issued_on=issued_on,
        source_code=wanted.source,
        batch_ordinal=wanted.batch,
        issuer=wanted.issuer,
        document_no=wanted.document_no,
        effective_on=wanted.effective_on,
        url=wanted.url,
        rows_expected=wanted.rows_expected,
        corrects_id=wanted.corrects,
        region_code=wanted.region,
        mode=_word(CorrectionMode, wanted.mode, "recognition.mode_unknown", "mode")
        if wanted.mode
        else None,
    )


def _word(kinds: type[_Word], word: str, code: str, name: str) -> _Word:
    try:
        return kinds(word)
    except ValueError:
        known = ", ".join(kinds)
        raise RecognitionError(code, **{name: word, "known": known}) from None


def _say_stopped(
    stopped: ListStoppedError, wanted: ListRequest, language: Language, *, json: bool
) -> int:
    if json:
        print_json(
            {
                "schema": "littlegiants.list_import/1",
                "file": wanted.path.name,
                "stopped": True,
                "findings": [finding.as_dict() for finding in stopped.findings],
            }
        )
        return 1
    screen = console()
    print_findings(screen, stopped.findings, language)
    screen.print(stopped.text.in_(language), style="bold", markup=False)
    return 1


def _print_report(report: ImportReport, language: Language) -> None:
    screen = console()
    print_findings(screen, report.findings, language)
    if report.is_known:
        return
    for line in _report_lines(report, language):
        screen.print(line, markup=False, soft_wrap=True)
    if report.difference is not None and report.difference.count:
        screen.print(_difference_table(report.difference, language))
    if report.is_dry_run:
        screen.print(say(language, "recognition.import_dry"), style="bold")


def _report_lines(report: ImportReport, language: Language) -> Iterator[str]:
    if not report.is_dry_run:
        yield say(
            language,
            "recognition.import_done",
            document=report.document.id,
            delivery=report.document.delivery_id,
        )
    methods = ", ".join(
        f"{_method(str(method), language)} {count}" for method, count in report.linked.items()
    )
    yield say(
        language,
        "recognition.import_rows",
        rows=report.rows,
        linked=sum(report.linked.values()),
        methods=methods or "–",
        queued=report.queued,
    )
    yield say(
        language,
        "recognition.import_titles",
        gained=len(report.gained),
        lost=len(report.lost),
    )
    if report.against is not None and report.difference is not None:
        yield say(
            language,
            "recognition.import_difference",
            against=f"{report.against.kind.text.in_(language)} #{report.against.id}",
            removed=len(report.difference.removed),
            added=len(report.difference.added),
            renamed=len(report.difference.renamed),
        )


def run_batch_list(site: Site, programme: str | None, times: Times, *, json: bool) -> int:
    """List the documents with their counts."""
    with reading(site, times) as (connection, known):
        listed = list_documents(connection, known=known, programme=programme)
    language = site.settings.language
    if json:
        for one in listed:
            print_json(listed_as_json(one))
        return 0
    heads = ("document", "programme", "kind", "batch", "issued", "number", "rows", "linked")
    rows = [
        [
            str(one.document.id),
            programme_words(site, one.document.programme),
            one.document.kind.text.in_(language)
            + (f" → {one.document.corrects_id}" if one.document.corrects_id else ""),
            str(one.document.batch),
            one.document.issued_on.isoformat(),
            one.document.document_no.replace("[", r"\["),
            f"{one.rows:,}",
            f"{one.linked:,}",
        ]
        for one in listed
    ]
    console().print(table("", _heads(heads, language), rows, numeric=2))
    return 0


def run_batch_show(site: Site, document_id: int, times: Times, *, json: bool) -> int:
    """Show one list: its rows as printed, and to whom they are linked."""
    with reading(site, times) as (connection, known):
        document, entries = show_document(connection, document_id, known=known)
        firms = [entry.enterprise_id for entry in entries if entry.enterprise_id is not None]
        headers = enterprise_headers(connection, firms, as_of=times.as_of, known=known)
    language = site.settings.language
    if json:
        print_json(document_as_json(document))
        for entry in entries:
            print_json(entry_as_json(entry))
        return 0
    screen = console()
    programme = programme_words(site, document.programme)
    title = f"#{document.id} {programme} {document.batch} {document.kind.text.in_(language)}  {document.issued_on.isoformat()}  {document.document_no}"
    screen.print(title, style="bold", markup=False)
    heads = ("seq", "name", "code", "place", "link", "enterprise")
    screen.print(table("", _heads(heads, language), list(_rows(entries, headers, language))))
    return 0


def _rows(
    entries: Sequence[Entry], headers: dict[int, Header], language: Language
) -> Iterator[list[str]]:
    for entry in entries:
        header = headers.get(entry.enterprise_id) if entry.enterprise_id is not None else None
        yield [
            str(entry.seq or "–"),
            entry.name.replace("[", r"\["),
            entry.code,
            entry.place,
            _method(entry.method, language),
            f"{header.key} {header.name}".replace("[", r"\[") if header else "",
        ]


def _method(method: str, language: Language) -> str:
    code = f"recognition.linked_by_{method}" if method else "recognition.unlinked"
    return say(language, code)


def run_batch_diff(site: Site, before: int, after: int, times: Times, *, json: bool) -> int:
    """Compare two lists; exit code 1 if they differ."""
    with reading(site, times) as (connection, known):
        first, second, found = compare_documents(connection, before, after, known=known)
    language = site.settings.language
    if json:
        print_json(difference_as_json(first, second, found))
    elif found.count:
        console().print(_difference_table(found, language))
    else:
        console().print(say(language, "recognition.difference_none"))
    return int(found.count > 0)


def _difference_table(found: ListDifference, language: Language) -> object:
    rows = [
        [say(language, "recognition.removed"), e.place, e.name.replace("[", r"\[")]
        for e in found.removed
    ]
    rows += [
        [say(language, "recognition.added"), e.place, e.name.replace("[", r"\[")]
        for e in found.added
    ]
    rows += [
        [
            say(language, "recognition.renamed"),
            new.place,
            f"{old.name} → {new.name}".replace("[", r"\["),
        ]
        for old, new in found.renamed
    ]
    return table("", _heads(("what", "place", "name"), language), rows)


def run_dependents(site: Site, delivery: int, times: Times, *, json: bool) -> int:
    """List the titles that would not be without a delivery of a list."""
    with reading(site, times) as (connection, known):
        document, hanging = dependents(
            connection, procedures_of(site), delivery, as_of=times.as_of, known=known
        )
        firms = [interval.enterprise_id for interval in hanging]
        headers = enterprise_headers(connection, firms, as_of=times.as_of, known=known)
    language = site.settings.language
    if json:
        for interval in hanging:
            print_json(title_as_json(interval, headers))
        return 0
    screen = console()
    screen.print(
        say(language, "recognition.dependents", document=document.id, count=len(hanging)),
        style="bold",
    )
    if hanging:
        screen.print(_title_table(hanging, headers, language))
    return 0


def run_titles(site: Site, programme: str, times: Times, *, every: bool, json: bool) -> int:
    """List the titles counted on a day; with `every`, all states that they ever had."""
    with reading(site, times) as (connection, known):
        record = titles(
            connection, procedures_of(site), programme=programme, as_of=times.as_of, known=known
        )
        shown = (
            list(record.intervals)
            if every
            else [interval for interval in record.on(times.as_of) if interval.state.counts]
        )
        firms = sorted({interval.enterprise_id for interval in shown})
        headers = enterprise_headers(connection, firms, as_of=times.as_of, known=known)
    language = site.settings.language
    if json:
        for interval in shown:
            print_json(title_as_json(interval, headers))
        return 0
    screen = console()
    print_findings(screen, record.findings, language)
    screen.print(_title_table(shown, headers, language))
    return 0


def _title_table(
    shown: Sequence[TitleInterval], headers: dict[int, Header], language: Language
) -> object:
    rows = [
        [
            headers[one.enterprise_id].key,
            headers[one.enterprise_id].name.replace("[", r"\["),
            str(one.batch or "–"),
            one.state.text.in_(language),
            one.valid_from.isoformat(),
            one.valid_to.isoformat() if one.valid_to else "",
        ]
        for one in shown
    ]
    heads = ("enterprise", "name", "batch", "state", "from", "to")
    return table("", _heads(heads, language), rows)


def run_record_event(site: Site, wanted: EventRequest, *, json: bool) -> int:
    """Record that a title moved, was withdrawn or revoked, with what that rests on."""
    with site.register.read() as connection:
        firm = find_one(connection, wanted.who, known=EVERYTHING)
    number = record_event(
        site.register,
        procedures_of(site),
        actor=site.actor,
        enterprise_id=firm,
        programme=wanted.programme,
        kind=_person_event(wanted.event),
        on=wanted.on,
        evidence=wanted.evidence,
        source=wanted.source,
        batch_year=wanted.batch_year,
        valid_to=wanted.valid_to,
        region_code=wanted.region,
    )
    language = site.settings.language
    return done(language, "event_done", json=json, area="recognition", event=number)


def _person_event(word: str) -> EventKind:
    """Only some events are recorded by persons; the others follow from lists."""
    for kind in PERSONAL_EVENTS:
        if kind.value == word:
            return kind
    known = ", ".join(kind.value for kind in PERSONAL_EVENTS)
    raise RecognitionError("recognition.event_unknown", event=word, known=known)


def run_take_back_event(site: Site, event: int, reason: str, *, json: bool) -> int:
    """Take a recorded event back."""
    take_back_event(site.register, actor=site.actor, event_id=event, reason=reason)
    language = site.settings.language
    return done(language, "event_taken_back", json=json, area="recognition", event=event)


def run_print_list(site: Site, document_id: int, out: Path, *, encoding: str = "utf-8") -> int:
    """Write a list as PDF, Word, Excel, HTML or csv, by the ending of the name."""
    language = site.settings.language
    with site.register.read() as connection:
        printed = print_document(
            connection, procedures_of(site), document_id, known=EVERYTHING, language=language
        )
    chosen = "gb18030" if encoding.lower() == "gb18030" else "utf-8"
    findings = write_list(printed, out, encoding=chosen)  # type: ignore[arg-type]  # a literal of two words
    screen = console()
    print_findings(screen, findings, language)
    screen.print(say(language, "recognition.written", file=str(out)), markup=False)
    return int(bool(findings))


def _heads(names: Sequence[str], language: Language) -> list[str]:
    return [say(language, f"recognition.head_{name}") for name in names]
