"""What `batch`, `due` and `round` print with --json."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from littlegiants.recognition.differences import ListDifference
from littlegiants.recognition.due import Due
from littlegiants.recognition.importing import ImportReport
from littlegiants.recognition.model import Document, Entry, TitleEvent, TitleInterval
from littlegiants.recognition.procedures import Rule
from littlegiants.recognition.rounds import Round
from littlegiants.recognition.services import ListedDocument
from littlegiants.register.model import Header

Json = dict[str, object]


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def document_as_json(document: Document) -> Json:
    """One list (schema `littlegiants.list/1`)."""
    return {
        "schema": "littlegiants.list/1",
        "list": document.id,
        "delivery": document.delivery_id,
        "programme": document.programme,
        "kind": document.kind.value,
        "batch_year": document.batch_year,
        "batch": document.batch_ordinal,
        "issued_on": _day(document.issued_on),
        "effective_on": _day(document.effective_on),
        "issuer": document.issuer or None,
        "document": document.document_no or None,
        "url": document.url or None,
        "rows_expected": document.rows_expected,
        "region": document.region_code,
        "corrects": document.corrects_id,
        "mode": document.mode.value if document.mode else None,
        "file": document.file_name,
        "sha256": document.sha256,
        "source": document.source_code,
    }


def listed_as_json(listed: ListedDocument) -> Json:
    """One list with its counts."""
    return document_as_json(listed.document) | {"rows": listed.rows, "linked": listed.linked}


def entry_as_json(entry: Entry) -> Json:
    """One row of a list (schema `littlegiants.entry/1`)."""
    return {
        "schema": "littlegiants.entry/1",
        "record": entry.record_id,
        "list": entry.document_id,
        "section": entry.section or None,
        "seq": entry.seq,
        "page": entry.page,
        "row": entry.row_no,
        "name": entry.name,
        "code": entry.code or None,
        "region": entry.region_code or None,
        "enterprise": None if entry.enterprise_id is None else f"E{entry.enterprise_id}",
        "method": entry.method or None,
    }


def difference_as_json(before: Document, after: Document, found: ListDifference) -> Json:
    """What changed between two lists (schema `littlegiants.list_diff/1`)."""
    return {
        "schema": "littlegiants.list_diff/1",
        "before": before.id,
        "after": after.id,
        "count": found.count,
        "removed": [entry_as_json(entry) for entry in found.removed],
        "added": [entry_as_json(entry) for entry in found.added],
        "renamed": [
            {"before": entry_as_json(old), "after": entry_as_json(new)}
            for old, new in found.renamed
        ],
    }


def report_as_json(report: ImportReport) -> Json:
    """What a list brings (schema `littlegiants.list_import/1`)."""
    compared = report.against is not None and report.difference is not None
    return {
        "schema": "littlegiants.list_import/1",
        "list": None if report.is_dry_run else report.document.id,
        "delivery": None if report.is_dry_run else report.document.delivery_id,
        "dry_run": report.is_dry_run,
        "known_before": report.is_known,
        "rows": report.rows,
        "linked": {str(method): count for method, count in report.linked.items()},
        "queued": report.queued,
        "gained": [f"E{firm}" for firm in report.gained],
        "lost": [f"E{firm}" for firm in report.lost],
        "difference": difference_as_json(report.against, report.document, report.difference)
        if compared and report.against is not None and report.difference is not None
        else None,
        "findings": [finding.as_dict() for finding in report.findings],
    }


def _event_as_json(event: TitleEvent) -> Json:
    return {
        "event": event.kind.value,
        "on": _day(event.on),
        "list": event.document_id,
        "record": event.record_id,
        "recorded_event": event.person_event_id,
        "evidence": event.evidence or None,
    }


def title_as_json(interval: TitleInterval, headers: Mapping[int, Header]) -> Json:
    """One title in one state (schema `littlegiants.title/1`)."""
    header = headers.get(interval.enterprise_id)
    return {
        "schema": "littlegiants.title/1",
        "enterprise": f"E{interval.enterprise_id}",
        "id": header.key if header else None,
        "name": header.name if header else None,
        "programme": interval.programme,
        "state": interval.state.value,
        "counts": interval.state.counts,
        "valid_from": _day(interval.valid_from),
        "valid_to": _day(interval.valid_to),
        "batch_year": interval.batch.year if interval.batch else None,
        "batch": interval.batch.ordinal if interval.batch else None,
        "review_year": interval.cohort_year,
        "because": [_event_as_json(event) for event in interval.because],
    }


def _rule_as_json(rule: Rule | None) -> Json | None:
    if rule is None:
        return None
    return {
        "citation": rule.cite.as_dict(),
        "confidence": rule.confidence,
        "note": rule.note.as_dict() if rule.note else None,
        "missed": rule.missed.as_dict() if rule.missed else None,
    }


def due_as_json(due: Due, headers: Mapping[int, Header]) -> Json:
    """One thing that falls due (schema `littlegiants.due/1`)."""
    header = headers.get(due.enterprise_id)
    return {
        "schema": "littlegiants.due/1",
        "day": _day(due.day),
        "kind": due.kind.value,
        "programme": due.programme,
        "enterprise": f"E{due.enterprise_id}",
        "id": header.key if header else None,
        "name": header.name if header else None,
        "region": due.region_code or None,
        "opens": _day(due.opens),
        "estimated": due.is_estimated,
        "detail": due.detail.as_dict() if due.detail else None,
        "standard": due.standard,
        "rule": _rule_as_json(due.rule),
    }


def round_as_json(found: Round) -> Json:
    """One round (schema `littlegiants.round/1`)."""
    checks = found.checks
    return {
        "schema": "littlegiants.round/1",
        "round": found.id,
        "programme": found.programme,
        "year": found.year,
        "batch": found.ordinal,
        "region": found.region_code,
        "issuer": found.issuer,
        "state": found.state.value,
        "legal_steps": [step.value for step in found.legal],
        "publicity": [_day(day) for day in found.publicity] if found.publicity else None,
        "candidates": [
            {
                "enterprise": f"E{firm}",
                "outcome": str(checks[firm].outcome) if firm in checks else None,
                "reason": checks[firm].note or None if firm in checks else None,
                "by": checks[firm].actor if firm in checks else None,
            }
            for firm in found.candidates
        ],
        "lists": {s.step.value: s.document_id for s in found.steps if s.document_id is not None},
        "objections": [
            {
                "objection": one.id,
                "enterprise": None if one.enterprise_id is None else f"E{one.enterprise_id}",
                "raised_on": _day(one.raised_on),
                "raised_by": one.raised_by,
                "statement": one.statement,
                "outcome": str(one.outcome) if one.outcome else None,
                "reason": one.reason or None,
                "by": one.decided_by or None,
            }
            for one in found.objections
        ],
    }
