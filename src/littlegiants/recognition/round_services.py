"""The city's own rounds, step by step; every step is one unit of work, every list a document.

open → add, check → recommend → publish → object, decide → close. The final list gives titles like any
other list.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from littlegiants.intake.list_model import ListEntry
from littlegiants.recognition.errors import RecognitionError
from littlegiants.recognition.model import DocumentKind, ListHeader
from littlegiants.recognition.procedures import Procedures
from littlegiants.recognition.repository import lists as repository
from littlegiants.recognition.repository import rounds as stored
from littlegiants.recognition.rounds import Outcome, Round, Step
from littlegiants.recognition.working_days import WorkingCalendar
from littlegiants.register.services import (
    enterprise_headers,
    linked_records,
    require_source,
    store_list,
)
from littlegiants.register.views import find_one
from littlegiants.storage.database import EVERYTHING, Database, Work

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Issued:
    """A list that a step issued, with its last day where it is publicised."""

    document_id: int
    ends_on: date | None = None


def open_round(
    database: Database,
    procedures: Procedures,
    *,
    actor: str,
    programme: str,
    year: int,
    region_code: str,
    issuer: str,
    source: str,
    ordinal: int = 1,
) -> int:
    """Open a round; return its number. Raises `RecognitionError` if there is one already."""
    rules = procedures.programme(programme)
    if not any(edition.publicity_working_days for edition in rules.editions):
        own = [
            name
            for name, other in procedures.programmes.items()
            if any(edition.publicity_working_days for edition in other.editions)
        ]
        raise RecognitionError("recognition.not_own", programme=programme, own=", ".join(own))
    key = {"programme": programme, "ordinal": ordinal, "region_code": region_code}
    with database.write(actor, "open_round", f"{programme} {year}/{ordinal}") as work:
        require_source(work.connection, source)
        present = stored.find_round_like(
            work.connection,
            programme=programme,
            year=year,
            ordinal=ordinal,
            region_code=region_code,
        )
        if present is not None:
            raise RecognitionError("recognition.round_exists", round=present)
        return stored.add_round(
            work.connection,
            work.act_id,
            round_year=year,
            issuer=issuer,
            source_code=source,
            **key,
        )


def find_round(connection: Connection, round_id: int, *, known: int = EVERYTHING) -> Round:
    """Return one round. Raises `RecognitionError`."""
    found = stored.rounds(connection, known, round_id)
    if not found:
        raise RecognitionError("recognition.round_unknown", round=round_id)
    return found[0]


def list_rounds(connection: Connection, *, known: int = EVERYTHING) -> list[Round]:
    """Return every round, oldest first."""
    return stored.rounds(connection, known)


@contextmanager
def _step(
    database: Database, actor: str, round_id: int, step: Step, on: date
) -> Iterator[tuple[Work, Round]]:
    with database.write(actor, f"round_{step.value}", f"round {round_id}") as work:
        found = find_round(work.connection, round_id)
        found.require(step, on)
        yield work, found


def add_candidates(
    database: Database, *, actor: str, round_id: int, enterprise_ids: Sequence[int], on: date
) -> None:
    """Add firms to a round, for instance those that an assessment found."""
    with _step(database, actor, round_id, Step.ADD, on) as (work, found):
        present = set(found.candidates)
        for firm in enterprise_ids:
            if firm in present:
                raise RecognitionError(
                    "recognition.already_candidate", enterprise=f"E{firm}", round=round_id
                )
            present.add(firm)
            find_one(work.connection, f"E{firm}", known=EVERYTHING)
            stored.add_step(
                work.connection, work.act_id, round_id, Step.ADD, on=on, enterprise_id=firm
            )


def check_candidate(
    database: Database,
    *,
    actor: str,
    round_id: int,
    enterprise_id: int,
    kept: bool,
    reason: str,
    on: date,
) -> None:
    """Record a person's check of a candidate; a refusal needs its reason. The last check counts."""
    with _step(database, actor, round_id, Step.CHECK, on) as (work, found):
        if enterprise_id not in found.candidates:
            raise RecognitionError(
                "recognition.not_a_candidate", enterprise=f"E{enterprise_id}", round=round_id
            )
        if not kept and not reason.strip():
            raise RecognitionError("recognition.refusal_reason")
        stored.add_step(
            work.connection,
            work.act_id,
            round_id,
            Step.CHECK,
            on=on,
            enterprise_id=enterprise_id,
            outcome=Outcome.KEPT if kept else Outcome.REFUSED,
            note=reason,
        )


def recommend(
    database: Database, *, actor: str, round_id: int, on: date, document_no: str = ""
) -> Issued:
    """Issue the list of candidates and the list of those recommended, when all are checked."""
    with _step(database, actor, round_id, Step.RECOMMEND, on) as (work, found):
        found.require_recommendable()
        _issue(work, found, DocumentKind.CANDIDATES, found.candidates, on, "")
        kind = DocumentKind.RECOMMENDATION
        document_id = _issue(work, found, kind, found.kept, on, document_no)
        stored.add_step(
            work.connection,
            work.act_id,
            round_id,
            Step.RECOMMEND,
            on=on,
            document_id=document_id,
        )
        return Issued(document_id)


def publish(
    database: Database,
    procedures: Procedures,
    calendar: WorkingCalendar,
    *,
    actor: str,
    round_id: int,
    on: date,
    working_days: int | None = None,
    document_no: str = "",
) -> Issued:
    """Issue the publicity list; it runs for the programme's working days, or for those stated.

    Raises `CalendarUnknownError` where the period runs into a year without a table.
    """
    with _step(database, actor, round_id, Step.PUBLISH, on) as (work, found):
        procedure = procedures.programme(found.programme).on(on)
        ordered = procedure.publicity_working_days if procedure else None
        days = working_days or (ordered.count if ordered else None)
        if days is None:
            raise RecognitionError("recognition.no_publicity_days")
        ends_on = calendar.last_of(on, days)
        kind = DocumentKind.PUBLICITY
        document_id = _issue(work, found, kind, found.kept, on, document_no)
        stored.add_step(
            work.connection,
            work.act_id,
            round_id,
            Step.PUBLISH,
            on=on,
            ends_on=ends_on,
            document_id=document_id,
            note=str(days),
        )
        return Issued(document_id, ends_on)


def object_to(
    database: Database,
    *,
    actor: str,
    round_id: int,
    on: date,
    raised_by: str,
    statement: str,
    enterprise_id: int | None = None,
) -> int:
    """Record an objection against a publicised firm, or against the round; return its number."""
    with _step(database, actor, round_id, Step.OBJECT, on) as (work, found):
        if enterprise_id is not None and enterprise_id not in found.kept:
            raise RecognitionError("recognition.not_publicised", enterprise=f"E{enterprise_id}")
        number = stored.add_objection(
            work.connection,
            work.act_id,
            round_id=round_id,
            enterprise_id=enterprise_id,
            raised_on=on,
            raised_by=raised_by,
            statement=statement,
        )
        stored.add_step(
            work.connection,
            work.act_id,
            round_id,
            Step.OBJECT,
            on=on,
            enterprise_id=enterprise_id,
            note=str(number),
        )
        return number


def decide_objection(
    database: Database,
    *,
    actor: str,
    round_id: int,
    objection_id: int,
    upheld: bool,
    reason: str,
    on: date,
) -> None:
    """Record what was decided on an objection; a firm against which one is upheld is left out."""
    with _step(database, actor, round_id, Step.DECIDE, on) as (work, found):
        objection = next((o for o in found.objections if o.id == objection_id), None)
        if objection is None:
            raise RecognitionError(
                "recognition.objection_unknown", round=round_id, objection=objection_id
            )
        if not objection.is_open:
            raise RecognitionError("recognition.objection_decided", objection=objection_id)
        if not reason.strip():
            raise RecognitionError("recognition.refusal_reason")
        outcome = Outcome.UPHELD if upheld else Outcome.REJECTED
        stored.add_decision(
            work.connection,
            work.act_id,
            objection_id=objection_id,
            outcome=outcome.value,
            reason=reason,
            decided_on=on,
        )
        stored.add_step(
            work.connection,
            work.act_id,
            round_id,
            Step.DECIDE,
            on=on,
            enterprise_id=objection.enterprise_id,
            outcome=outcome,
            note=str(objection_id),
        )


def close_round(
    database: Database,
    *,
    actor: str,
    round_id: int,
    on: date,
    effective_on: date | None = None,
    document_no: str = "",
) -> Issued:
    """Issue the final list, after the last day of publicity and with every objection decided."""
    with _step(database, actor, round_id, Step.CLOSE, on) as (work, found):
        found.require_closable(on)
        document_id = _issue(
            work, found, DocumentKind.FINAL, found.recognised, on, document_no, effective_on
        )
        stored.add_step(
            work.connection, work.act_id, round_id, Step.CLOSE, on=on, document_id=document_id
        )
        return Issued(document_id)


def _issue(
    work: Work,
    found: Round,
    kind: DocumentKind,
    firms: Sequence[int],
    on: date,
    document_no: str,
    effective_on: date | None = None,
) -> int:
    """Store a list of the round as a document whose rows are linked to the firms it was made from."""
    headers = enterprise_headers(work.connection, firms, as_of=on)
    entries = [
        ListEntry(
            seq=number,
            page=None,
            row=number,
            name_as_printed=headers[firm].name,
            code=headers[firm].code or None,
            code_note="",
            region_text=None,
            detail={},
            place=f"row {number}",
        )
        for number, firm in enumerate(firms, start=1)
    ]
    delivery_id = store_list(
        work,
        file_name=f"round-{found.id}-{kind.value}",
        sha256=_fingerprint(found, kind, entries),
        source_code=found.source_code,
        as_of=on,
        entries=entries,
    )
    records = linked_records(work.connection, delivery_ids=[delivery_id])
    evidence = json.dumps({"reason": f"round {found.id}"})
    links = zip((record.record_id for record in records), firms, strict=True)
    repository.add_links(work.connection, work.act_id, links, evidence)
    header = ListHeader(
        programme=found.programme,
        kind=kind,
        batch_year=found.year,
        batch_ordinal=found.ordinal,
        issued_on=on,
        effective_on=effective_on,
        source_code=found.source_code,
        issuer=found.issuer,
        document_no=document_no,
        rows_expected=len(entries),
        region_code=found.region_code,
    )
    return repository.add_document(work.connection, work.act_id, delivery_id, header)


def _fingerprint(found: Round, kind: DocumentKind, entries: Sequence[ListEntry]) -> str:
    lines = [f"round {found.id} {kind.value}"]
    lines += [f"{entry.seq}\t{entry.name_as_printed}\t{entry.code or ''}" for entry in entries]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
