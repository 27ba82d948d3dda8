"""The tables of the record of recognition; like the register's, they are only ever added to.

A document's rows are the `source_record` rows of its delivery. Titles have no table: they follow from
documents, links and recorded events, at every state of knowledge.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from littlegiants.recognition.model import (
    PERSONAL_EVENTS,
    Change,
    CorrectionMode,
    DocumentKind,
)
from littlegiants.register import tables as register_tables
from littlegiants.storage.schema import Id, act_column, id_column, metadata, reference

PROGRAMME_MAX = 40


def _one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    listed = ",".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} in ({listed})", name=column)


list_document = Table(
    "list_document",
    metadata,
    id_column(),
    Column(
        "delivery_id", Id, ForeignKey(register_tables.delivery.c.id), nullable=False, unique=True
    ),
    Column("programme", String(PROGRAMME_MAX), nullable=False),
    Column("kind", String(20), _one_of("kind", tuple(DocumentKind)), nullable=False),
    Column("batch_year", Integer, nullable=False),
    Column("batch_ordinal", Integer),
    Column("issuer", String(200), nullable=False),
    Column("document_no", String(100), nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("effective_on", Date),
    Column("url", String(500), nullable=False),
    Column("rows_expected", Integer),
    Column("region_code", String(6)),
    reference("corrects_id", "list_document", optional=True),
    Column("correction_mode", String(10), _one_of("correction_mode", tuple(CorrectionMode))),
    act_column(),
)
"""A published list. `corrects_id`: the list that a corrigendum corrects; `mode`: whole list or changes only."""

list_change = Table(
    "list_change",
    metadata,
    id_column(),
    reference("document_id", "list_document"),
    Column("record_id", Id, ForeignKey("source_record.id"), nullable=False, unique=True),
    Column("change_kind", String(10), _one_of("change_kind", tuple(Change)), nullable=False),
    Column("target_record_id", Id, ForeignKey("source_record.id")),
    act_column(),
)
"""What one row of a list of changes does to which row of the list that it corrects."""

title_event = Table(
    "title_event",
    metadata,
    id_column(),
    reference("enterprise_id", "enterprise"),
    Column("programme", String(PROGRAMME_MAX), nullable=False),
    Column("event", String(20), _one_of("event", PERSONAL_EVENTS), nullable=False),
    Column("effective_on", Date, nullable=False),
    Column("batch_year", Integer),
    Column("valid_to", Date),
    Column("region_code", String(6)),
    Column("evidence", Text, nullable=False),
    Column("source_code", String(40), ForeignKey("source.code"), nullable=False),
    Column("reverses_id", Id, ForeignKey("title_event.id"), unique=True),
    act_column(),
)
"""What a person recorded of a title; or such a record taken back. `batch_year`, `valid_to`: of a title brought along."""

city_round = Table(
    "city_round",
    metadata,
    id_column(),
    Column("programme", String(PROGRAMME_MAX), nullable=False),
    Column("round_year", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("region_code", String(6), nullable=False),
    Column("issuer", String(200), nullable=False),
    Column("source_code", String(40), ForeignKey("source.code"), nullable=False),
    act_column(),
    UniqueConstraint("programme", "round_year", "ordinal", "region_code"),
)
"""One round of recognition that the city itself holds."""

round_step = Table(
    "round_step",
    metadata,
    id_column(),
    reference("round_id", "city_round"),
    Column("step", String(20), nullable=False),
    reference("enterprise_id", "enterprise", optional=True),
    Column("outcome", String(10)),
    Column("note", Text, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("ends_on", Date),
    reference("document_id", "list_document", optional=True),
    act_column(),
)
"""One step of a round: what, for which firm, with which result; the person is the actor of the act."""

objection = Table(
    "objection",
    metadata,
    id_column(),
    reference("round_id", "city_round"),
    reference("enterprise_id", "enterprise", optional=True),
    Column("raised_on", Date, nullable=False),
    Column("raised_by", String(80), nullable=False),
    Column("statement", Text, nullable=False),
    act_column(),
)
"""An objection raised during publicity, against one firm or the round."""

objection_decision = Table(
    "objection_decision",
    metadata,
    id_column(),
    Column("objection_id", Id, ForeignKey("objection.id"), nullable=False, unique=True),
    Column("outcome", String(10), _one_of("outcome", ("upheld", "rejected")), nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    act_column(),
)
"""What was decided on an objection, and why."""
