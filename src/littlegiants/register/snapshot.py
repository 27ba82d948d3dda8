"""The whole register as of a day, as columns for the engine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from littlegiants.engines.snapshots import Terms, build_snapshot, write_snapshot
from littlegiants.intake.implied import HAPPENING_FORMS, windows_of_form
from littlegiants.intake.industries import INDUSTRY_CODE, SIZE_INDUSTRY, size_industry_of
from littlegiants.register.facts import NO_TITLES, facts_as_of
from littlegiants.register.repository.snapshots import special_enterprises, streams
from littlegiants.register.tables import ANNUAL_COLUMNS
from littlegiants.storage.database import Database, known_act
from littlegiants.vocabulary.facts import Kind, Vocabulary
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.slots import YEARS_BACK_MAX, Form

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def snapshot(
    database: Database,
    vocabulary: Vocabulary,
    path: Path,
    *,
    as_of: date,
    known: int,
    titles: Mapping[str, Mapping[int, bool]] = NO_TITLES,
) -> int:
    """Write the facts that count on a day, as known up to an act, to Parquet; return the rows.

    `titles` are what published lists say of some columns, by enterprise. Ranges are left unknown.
    """
    with database.read() as connection:
        known = min(known, known_act(connection, _END_OF_TIME))  # one state for all that follows
        special = special_enterprises(connection, known=known)
        _, ready = facts_as_of(
            connection, vocabulary, as_of=as_of, known=known, ids=special, titles=titles
        )
    with streams(
        database, as_of=as_of, first_year=as_of.year - YEARS_BACK_MAX, known=known
    ) as found:
        frame = build_snapshot(found, _terms(vocabulary, as_of), special, ready, titles)
    write_snapshot(frame, path)
    return len(frame)


def _terms(vocabulary: Vocabulary, as_of: date) -> Terms:
    def dimension(column: str) -> Dimension | None:
        slot = vocabulary.slot(column)
        return None if slot is None else vocabulary.dimension(slot)

    def is_window(column: str) -> bool:
        slot = vocabulary.slot(column)
        return slot is not None and slot.form is not Form.STANDING

    events = [name for name, fact in vocabulary.facts.items() if fact.kind is Kind.EVENT]
    return Terms(
        as_of,
        YEARS_BACK_MAX,
        ANNUAL_COLUMNS,
        dimension,
        is_window,
        [windows_of_form(fact, form) for fact in events for form in HAPPENING_FORMS],
        (INDUSTRY_CODE, SIZE_INDUSTRY, size_industry_of),
    )
