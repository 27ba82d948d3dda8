"""What the register does with deliveries: facts and lists come in, rows are linked, wrong deliveries are withdrawn."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from littlegiants.intake.list_model import ListEntry
from littlegiants.intake.model import Delivery
from littlegiants.linkage.model import Blocked, Candidate, Method, Outcome, Printed
from littlegiants.linkage.normalise import name_key
from littlegiants.linkage.parse import core_key
from littlegiants.register.errors import NotKnownError, RegisterError, require_reason
from littlegiants.register.facts import knowledge
from littlegiants.register.identify import (
    covered_division,
    identify,
    look_alikes,
    told_place,
)
from littlegiants.register.loader import FactsLoader, evidence_of
from littlegiants.register.model import Header, Known, Loaded, Record, Source
from littlegiants.register.repository import enterprises as stored
from littlegiants.register.repository import facts as stored_facts
from littlegiants.register.repository import loading
from littlegiants.register.repository import records as stored_records
from littlegiants.register.repository.dependence import records_of
from littlegiants.register.repository.records import DeliveryRow
from littlegiants.register.resolve import Key
from littlegiants.register.rows import from_payload, rows_of
from littlegiants.register.values import read_payload
from littlegiants.storage.database import EVERYTHING, Database, Work
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.language import Text, message
from littlegiants.vocabulary.uscc import check_uscc

if TYPE_CHECKING:
    from sqlalchemy import Connection

PERSON, NEW = "person", "new"
_FACTS, _LIST = "facts", "list"
_CERTAIN = (Method.CODE, Method.EXACT)
"""Steps that stand for themselves, even where two rows of a list meet the same enterprise."""


class AlreadyLoadedError(RegisterError):
    """The file was loaded before and still counts."""

    def __init__(self, delivery_id: int) -> None:
        self.delivery_id = delivery_id
        super().__init__("register.already_loaded", delivery=delivery_id)


@dataclass(frozen=True, slots=True)
class LinkSummary:
    """What linking the rows of a delivery came to: links by method, and how many wait for a person."""

    linked: Mapping[str, int]
    queued: int
    outcomes: Mapping[int, Outcome] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Queued:
    """A row that waits for a person, why, and whom it may mean."""

    record: Record
    blocked: tuple[Blocked, ...]
    reasons: tuple[Text, ...]
    candidates: tuple[Candidate, ...]


def add_source(database: Database, *, actor: str, source: Source) -> None:
    """Record a source; one that is there and the same changes nothing. Raises `RegisterError`."""
    with database.write(actor, "add_source", source.code) as work:
        present = stored_records.find_source(work.connection, source.code)
        if present is None:
            stored_records.add_source(work.connection, work.act_id, source)
        elif present != source:
            raise RegisterError("register.source_differs", source=source.code)


def sources(connection: Connection) -> list[Source]:
    """Return every source, the most trusted first."""
    return stored_records.sources(connection)


def require_source(connection: Connection, code: str) -> Source:
    """Return a source. Raises `NotKnownError` with those that there are."""
    found = stored_records.find_source(connection, code)
    if found is None:
        present = ", ".join(source.code for source in sources(connection)) or "–"
        raise NotKnownError("register.no_such_source", source=code, sources=present)
    return found


def receive_facts(
    database: Database,
    vocabulary: Vocabulary,
    delivery: Delivery,
    *,
    actor: str,
    source: str,
    as_of: date,
    file_name: str,
    new_by_name: bool = False,
    dry_run: bool = False,
) -> Loaded:
    """Load a delivery of facts: all that can be used of it, or nothing.

    A row is of the enterprise with its well-formed credit code, which is registered if it is new. A row
    without one is linked by name where that is safe and otherwise kept as printed, with its facts, until a
    person decides (or, with `new_by_name`, registered where nothing in the register looks like it). The
    same file a second time changes nothing.
    """
    with database.write(
        actor, "import", file_name, dry_run=dry_run, sha256=delivery.sha256
    ) as work:
        require_source(work.connection, source)
        present, attempt = stored_records.loaded_delivery(work.connection, _FACTS, delivery.sha256)
        if present is not None:
            return Loaded(present, len(delivery.table), is_known=True, is_dry_run=dry_run)
        delivery_id = stored_records.add_delivery(
            work.connection,
            work.act_id,
            sha256=delivery.sha256,
            attempt=attempt,
            kind=_FACTS,
            file_name=file_name,
            source_code=source,
            as_of=as_of,
            row_count=len(delivery.table),
        )
        loader = FactsLoader(work, delivery_id, source, as_of, file_name)
        loader.load(list(rows_of(delivery, vocabulary, as_of)), new_by_name=new_by_name)
        return loader.summary(delivery, dry_run=dry_run)


def store_list(
    work: Work,
    *,
    file_name: str,
    sha256: str,
    source_code: str,
    as_of: date,
    entries: Sequence[ListEntry],
) -> int:
    """Record a published list, every entry as printed; return its delivery. Raises `AlreadyLoadedError`."""
    require_source(work.connection, source_code)
    present, attempt = stored_records.loaded_delivery(work.connection, _LIST, sha256)
    if present is not None:
        raise AlreadyLoadedError(present)
    delivery_id = stored_records.add_delivery(
        work.connection,
        work.act_id,
        sha256=sha256,
        attempt=attempt,
        kind=_LIST,
        file_name=file_name,
        source_code=source_code,
        as_of=as_of,
        row_count=len(entries),
    )
    home = covered_division(work.connection, EVERYTHING)
    records = [_record_of(entry, home, as_of) for entry in entries]
    loading.add_records(work.connection, records, delivery_id=delivery_id, act_id=work.act_id)
    return delivery_id


def _record_of(entry: ListEntry, home: str | None, as_of: date) -> loading.NewRecord:
    region = told_place([entry.region_text], home, as_of).code if entry.region_text else None
    return loading.NewRecord(
        entry.row,
        entry.name_as_printed,
        name_key(entry.name_as_printed),
        None if check_uscc(entry.code or "").is_personal_id else entry.code,
        entry.section or None,
        entry.seq,
        entry.page,
        entry.region_text,
        region,
        loading.printed_detail(entry.detail),
    )


def link_records(work: Work, delivery_id: int) -> LinkSummary:
    """Link the rows of a delivery that are not linked yet, where that is safe."""
    waiting = stored_records.records_with_links(
        work.connection, known=EVERYTHING, delivery_ids=[delivery_id], only_unlinked=True
    )
    outcomes = identify(work.connection, [_printed(record) for record in waiting], known=EVERYTHING)
    linked: Counter[str] = Counter()
    meant = Counter(o.enterprise_id for o in outcomes if o.enterprise_id is not None)
    for record, outcome in zip(waiting, outcomes, strict=True):
        owner = outcome.enterprise_id
        if owner is None or (meant[owner] > 1 and outcome.method not in _CERTAIN):
            continue  # two names of one list that come near the same firm may be two firms
        linked[outcome.method] += 1
        stored_records.add_link(
            work.connection,
            work.act_id,
            record_id=record.record_id,
            enterprise_id=owner,
            method=outcome.method.value,
            evidence=evidence_of(outcome),
        )
    by_record = {r.record_id: o for r, o in zip(waiting, outcomes, strict=True)}
    return LinkSummary(dict(linked), len(waiting) - linked.total(), by_record)


def _printed(record: Record) -> Printed:
    return Printed(record.name, record.code or None, record.region_code or None)


def linked_records(
    connection: Connection, *, delivery_ids: Collection[int] | None = None, known: int = EVERYTHING
) -> list[Record]:
    """Return rows as printed with the link that counts; rows of withdrawn deliveries are left out."""
    return stored_records.records_with_links(connection, known=known, delivery_ids=delivery_ids)


def record_counts(connection: Connection, *, known: int = EVERYTHING) -> dict[int, tuple[int, int]]:
    """Return, by delivery, how many rows were printed and how many of them are linked."""
    return stored_records.record_counts(connection, known)


def enterprise_headers(
    connection: Connection, ids: Collection[int], *, as_of: date, known: int = EVERYTHING
) -> dict[int, Header]:
    """Return name, code and division of some enterprises, as they were on a day."""
    return stored.headers(connection, ids, as_of=as_of, known=known) if ids else {}


def all_headers(
    connection: Connection, *, as_of: date, known: int = EVERYTHING
) -> Collection[Header]:
    """Return name, code and division of every enterprise, as they were on a day."""
    return stored.headers(connection, None, as_of=as_of, known=known).values()


def next_enterprises(
    connection: Connection, *, after: int, most: int, known: int = EVERYTHING
) -> list[int]:
    """Return the next enterprises in the order of their numbers; none at the end."""
    return stored.enterprise_ids(connection, known, after, most)


def is_synthetic(connection: Connection, *, known: int = EVERYTHING) -> bool:
    """True if anything that counts came from a synthetic source: then all of it is marked."""
    invented = {source.code for source in sources(connection) if source.is_synthetic}
    return any(
        row.source in invented and not row.withdrawn_because
        for row in stored_records.deliveries(connection, known)
    )


def enterprise_count(connection: Connection, *, known: int = EVERYTHING) -> int:
    """Count the enterprises of the register."""
    return stored.enterprise_count(connection, known)


def deliveries(connection: Connection, *, known: int = EVERYTHING) -> list[DeliveryRow]:
    """Return every delivery, the latest first, withdrawn ones with the reason."""
    return stored_records.deliveries(connection, known)


def find_delivery(
    connection: Connection, delivery_id: int, *, known: int = EVERYTHING
) -> DeliveryRow:
    """Return one delivery. Raises `NotKnownError`."""
    found = stored_records.deliveries(connection, known, delivery_id)
    if not found:
        raise NotKnownError("register.no_such_delivery", delivery=delivery_id)
    return found[0]


def brought_by(
    connection: Connection, delivery_id: int, *, known: int = EVERYTHING
) -> dict[str, int]:
    """Count what a delivery brought, by table, and the decisions that rest on it. Raises `NotKnownError`."""
    find_delivery(connection, delivery_id, known=known)
    return records_of(connection, delivery_id, known)


def withdraw(database: Database, *, actor: str, delivery_id: int, reason: str) -> None:
    """Declare a delivery wrong: from now on nothing that it brought counts. Raises `RegisterError`.

    An enterprise of which other deliveries speak by its code keeps that code, by their word.
    """
    require_reason(reason)
    with database.write(actor, "withdraw", f"delivery {delivery_id}", reason=reason) as work:
        found = find_delivery(work.connection, delivery_id)
        if found.withdrawn_because:
            raise RegisterError("register.withdrawn_before", delivery=delivery_id)
        stored_records.add_withdrawal(work.connection, work.act_id, delivery_id, reason)
        loading.restate_codes(work.connection, delivery_id, work.act_id)


def queue(
    connection: Connection,
    *,
    delivery_id: int | None = None,
    most: int = 50,
    known: int = EVERYTHING,
) -> tuple[list[Queued], int]:
    """Return the rows that wait for a person, with reasons and look-alikes, and how many there are."""
    shown = stored_records.records_with_links(
        connection,
        known=known,
        delivery_ids=None if delivery_id is None else [delivery_id],
        only_unlinked=True,
        most=most,
    )
    outcomes = identify(connection, [_printed(record) for record in shown], known=known)
    found = [
        Queued(
            record,
            outcome.blocked,
            tuple(step.text for step in outcome.evidence),
            look_alikes(connection, _printed(record), known=known),
        )
        for record, outcome in zip(shown, outcomes, strict=True)
    ]
    return found, stored_records.waiting_count(connection, known, delivery_id)


def decide(
    database: Database,
    *,
    actor: str,
    record_id: int,
    enterprise_id: int | None,
    reason: str,
) -> int:
    """Link a row to an enterprise by a person's word, or to a new one (None); return the enterprise.

    The facts that a row carries go to the enterprise with it.
    """
    require_reason(reason)
    with database.write(actor, "link", f"record {record_id}", reason=reason) as work:
        record = _require_record(work, record_id)
        if record.link_id is not None:
            raise RegisterError("register.linked_before", record=record_id, link=record.link_id)
        method = PERSON
        if enterprise_id is None:
            method = NEW
            enterprise_id = loading.add_enterprises(
                work.connection, 1, delivery_id=record.delivery_id, act_id=work.act_id
            )[0]
        elif not stored.existing(work.connection, enterprise_id, EVERYTHING):
            raise NotKnownError("register.no_such_enterprise", wanted=f"E{enterprise_id}")
        link_id = stored_records.add_link(
            work.connection,
            work.act_id,
            record_id=record_id,
            enterprise_id=enterprise_id,
            method=method,
            evidence=json.dumps({"reason": reason}, ensure_ascii=False),
        )
        if method == NEW:
            _describe(work, record, enterprise_id, link_id)
        _take_along(work, record, enterprise_id, link_id)
        return enterprise_id


def unlink(database: Database, *, actor: str, record_id: int, reason: str) -> None:
    """Take a link back by a record that names it; the row waits for a person again."""
    require_reason(reason)
    with database.write(actor, "unlink", f"record {record_id}", reason=reason) as work:
        record = _require_record(work, record_id)
        if record.link_id is None or record.enterprise_id is None:
            raise RegisterError("register.not_linked", record=record_id)
        stored_records.add_link(
            work.connection,
            work.act_id,
            record_id=record_id,
            enterprise_id=record.enterprise_id,
            method=record.method,
            evidence=json.dumps({"reason": reason}, ensure_ascii=False),
            reverses_id=record.link_id,
        )


@dataclass(frozen=True, slots=True)
class LinkMade:
    """One link that a row ever had, or the taking back of one: who, when, how, on what."""

    link_id: int
    enterprise_id: int
    method: str
    reverses_id: int | None
    actor: str
    recorded_at: datetime
    reasons: tuple[Text, ...]


def link_history(connection: Connection, record_id: int) -> list[LinkMade]:
    """Return everything that was decided about a row, oldest first. Raises `NotKnownError`."""
    made = [
        LinkMade(
            row["id"],
            row["enterprise_id"],
            row["method"],
            row["reverses_id"],
            row["actor"],
            row["recorded_at"],
            _reasons(row["evidence"]),
        )
        for row in stored_records.links_of(connection, record_id)
    ]
    if not made:
        raise NotKnownError("register.no_links", record=record_id)
    return made


def _reasons(evidence: str) -> tuple[Text, ...]:
    """The steps of the cascade, or a person's reason, in words."""
    told = json.loads(evidence)
    if "reason" in told:
        return (Text(told["reason"], told["reason"]),)
    return tuple(message(step["code"], **step["values"]) for step in told["steps"])


def disputes(
    connection: Connection,
    vocabulary: Vocabulary,
    *,
    as_of: date,
    known: int = EVERYTHING,
    most: int = 50,
) -> list[tuple[Header, Key, Known]]:
    """Return values on which sources disagree and no person has decided, up to `most` of them."""
    found: list[tuple[Header, Key, Known]] = []
    for ids in stored_facts.enterprises_told_twice(connection, known):
        for knowledge_ in knowledge(connection, ids, vocabulary, as_of=as_of, known=known).values():
            found += [(knowledge_.header, key, value) for key, value in knowledge_.disputes()]
            if len(found) >= most:
                return found[:most]
    return found


def _require_record(work: Work, record_id: int) -> Record:
    found = stored_records.records_with_links(
        work.connection, known=EVERYTHING, record_ids=[record_id]
    )
    if not found:
        raise NotKnownError("register.no_such_record", record=record_id)
    return found[0]


def _describe(work: Work, record: Record, number: int, link_id: int) -> None:
    """What a row tells of the enterprise that was made for it: name and code go with the link.

    A code that another enterprise has stays with the row: no code is of two.
    """
    kept: loading.Kept = {"delivery_id": record.delivery_id, "act_id": work.act_id}
    core = core_key(record.name)
    new = loading.NewName(number, record.name, record.name_key, core, link_id=link_id)
    loading.add_names(work.connection, [new], **kept)
    uscc = check_uscc(record.code).uscc
    if uscc is not None and not stored.by_codes(work.connection, [uscc.code], EVERYTHING):
        code = (number, uscc.code, "uscc", uscc.check_digit_ok, link_id)
        loading.add_codes(work.connection, [code], **kept)
    if record.region_code:
        place = (number, record.region_code, None, None, None, link_id)
        loading.add_places(work.connection, [place], **kept)


def _take_along(work: Work, record: Record, enterprise_id: int, link_id: int) -> None:
    """The facts of a row that waited are recorded now that their enterprise is known."""
    delivery = find_delivery(work.connection, record.delivery_id)
    if delivery.kind != _FACTS:
        return
    row = from_payload(record.row_no, record.code, record.name, read_payload(record.detail))
    loader = FactsLoader(
        work, record.delivery_id, delivery.source, delivery.as_of, delivery.file_name
    )
    loader.record([(row, enterprise_id, link_id)])
