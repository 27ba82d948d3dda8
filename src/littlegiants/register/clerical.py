"""What persons decide: corrections, disputes, judgements. Each is a dated, sourced record that can be taken back."""

from __future__ import annotations

from datetime import date

from littlegiants.register.errors import NotKnownError, RegisterError, require_reason
from littlegiants.register.facts import Knowledge, knowledge
from littlegiants.register.model import Known
from littlegiants.register.repository import facts as stored
from littlegiants.register.repository.enterprises import headers
from littlegiants.register.resolve import Key
from littlegiants.register.services import require_source
from littlegiants.storage.database import EVERYTHING, Database, Work
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.facts import Vocabulary

DECISIONS = ("correction", "resolution", "judgement")


def correct(
    database: Database,
    vocabulary: Vocabulary,
    *,
    actor: str,
    enterprise_id: int,
    key: Key,
    value: Value,
    reason: str,
    source: str,
    as_of: date,
) -> int:
    """Set one value right; the record that it corrects is named. Raises `NotKnownError`."""
    require_reason(reason)
    with database.write(actor, "correct", subject=f"E{enterprise_id} {_shown(key)}") as work:
        require_source(work.connection, source)
        known = _known(work, vocabulary, enterprise_id, key, as_of)
        return stored.add_correction(
            work.connection,
            work.act_id,
            known.speaks,
            enterprise_id=enterprise_id,
            value=value,
            reason=reason,
            source=source,
        )


def settle(
    database: Database,
    vocabulary: Vocabulary,
    *,
    actor: str,
    enterprise_id: int,
    key: Key,
    delivery_id: int,
    reason: str,
    as_of: date,
) -> int:
    """Say which of several deliveries speaks for a value."""
    require_reason(reason)
    with database.write(actor, "settle", subject=f"E{enterprise_id} {_shown(key)}") as work:
        known = _known(work, vocabulary, enterprise_id, key, as_of)
        speakers = {s.delivery_id for s in (known.speaks, *known.others)}
        if delivery_id not in speakers:
            said = ", ".join(map(str, sorted(speakers)))
            raise NotKnownError("register.no_such_speaker", delivery=delivery_id, deliveries=said)
        return stored.add_resolution(
            work.connection,
            work.act_id,
            enterprise_id=enterprise_id,
            key=key,
            delivery_id=delivery_id,
            reason=reason,
        )


def judge(
    database: Database,
    *,
    actor: str,
    enterprise_id: int,
    clause: str,
    answer: bool,
    evidence: str,
    source: str,
    valid_from: date,
    valid_to: date | None = None,
) -> int:
    """Record a named person's answer to a manual clause, or on a piece of evidence (its fact as the clause)."""
    require_reason(evidence)
    if valid_to is not None and valid_to < valid_from:
        raise RegisterError("register.ends_before", first=valid_from, last=valid_to)
    with database.write(actor, "judge", subject=f"E{enterprise_id} {clause}") as work:
        require_source(work.connection, source)
        _require_enterprise(work, enterprise_id)
        return stored.add_judgement(
            work.connection,
            work.act_id,
            {
                "enterprise_id": enterprise_id,
                "clause": clause,
                "answer": int(answer),
                "evidence": evidence,
                "source_code": source,
                "valid_from": valid_from,
                "valid_to": valid_to,
            },
        )


def take_back(database: Database, *, actor: str, kind: str, number: int, reason: str) -> None:
    """Take back a correction, resolution or judgement. Raises `NotKnownError`."""
    require_reason(reason)
    with database.write(actor, "take_back", subject=f"{kind} {number}") as work:
        if kind not in DECISIONS or not stored.reverse(
            work.connection, work.act_id, kind, number, reason
        ):
            raise NotKnownError("register.no_such_decision", kind=kind, number=number)


def _require_enterprise(work: Work, enterprise_id: int) -> None:
    found = headers(work.connection, [enterprise_id], as_of=date.max, known=EVERYTHING)
    if not found[enterprise_id].is_known:
        raise NotKnownError("register.no_such_enterprise", wanted=f"E{enterprise_id}")


def _known(work: Work, vocabulary: Vocabulary, enterprise_id: int, key: Key, as_of: date) -> Known:
    _require_enterprise(work, enterprise_id)
    found: Knowledge = knowledge(
        work.connection, [enterprise_id], vocabulary, as_of=as_of, known=EVERYTHING
    )[enterprise_id]
    if key not in found.known:
        raise NotKnownError("register.no_such_value", value=_shown(key))
    return found.known[key]


def _shown(key: Key) -> str:
    column, year = key
    return column if year is None else f"{column} {year}"
