"""The record of recognition."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from littlegiants.storage import append_only

revision = "0002_recognition"
down_revision = "0001_register"
branch_labels = None
depends_on = None


_TABLES = (
    "city_round",
    "list_document",
    "list_change",
    "objection",
    "round_step",
    "title_event",
    "objection_decision",
)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "city_round",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("round_year", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.String(length=6), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("source_code", sa.String(length=40), nullable=False),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_city_round_act_id")),
        sa.ForeignKeyConstraint(
            ["source_code"], ["source.code"], name=op.f("fk_city_round_source_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city_round")),
        sa.UniqueConstraint(
            "programme",
            "round_year",
            "ordinal",
            "region_code",
            name=op.f("uq_city_round_programme_round_year_ordinal_region_code"),
        ),
    )
    op.create_table(
        "list_document",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("batch_year", sa.Integer(), nullable=False),
        sa.Column("batch_ordinal", sa.Integer(), nullable=True),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("document_no", sa.String(length=100), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("rows_expected", sa.Integer(), nullable=True),
        sa.Column("region_code", sa.String(length=6), nullable=True),
        sa.Column(
            "corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("correction_mode", sa.String(length=10), nullable=True),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "correction_mode in ('whole','changes')", name=op.f("ck_list_document_correction_mode")
        ),
        sa.CheckConstraint(
            "kind in ('candidates','recommendation','publicity','final','supplement','corrigendum','review_passed','revocation')",
            name=op.f("ck_list_document_kind"),
        ),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_list_document_act_id")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["list_document.id"], name=op.f("fk_list_document_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_list_document_delivery_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_document")),
        sa.UniqueConstraint("delivery_id", name=op.f("uq_list_document_delivery_id")),
    )
    op.create_index(
        op.f("ix_list_document_corrects_id"), "list_document", ["corrects_id"], unique=False
    )
    op.create_table(
        "list_change",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("change_kind", sa.String(length=10), nullable=False),
        sa.Column(
            "target_record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "change_kind in ('add','remove','rename')", name=op.f("ck_list_change_change_kind")
        ),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_list_change_act_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["list_document.id"], name=op.f("fk_list_change_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["source_record.id"], name=op.f("fk_list_change_record_id")
        ),
        sa.ForeignKeyConstraint(
            ["target_record_id"], ["source_record.id"], name=op.f("fk_list_change_target_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_change")),
        sa.UniqueConstraint("record_id", name=op.f("uq_list_change_record_id")),
    )
    op.create_index(
        op.f("ix_list_change_document_id"), "list_change", ["document_id"], unique=False
    )
    op.create_table(
        "objection",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("raised_by", sa.String(length=80), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_objection_act_id")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_objection_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["city_round.id"], name=op.f("fk_objection_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    op.create_index(
        op.f("ix_objection_enterprise_id"), "objection", ["enterprise_id"], unique=False
    )
    op.create_index(op.f("ix_objection_round_id"), "objection", ["round_id"], unique=False)
    op.create_table(
        "round_step",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column(
            "document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_round_step_act_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["list_document.id"], name=op.f("fk_round_step_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_round_step_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["city_round.id"], name=op.f("fk_round_step_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_step")),
    )
    op.create_index(op.f("ix_round_step_document_id"), "round_step", ["document_id"], unique=False)
    op.create_index(
        op.f("ix_round_step_enterprise_id"), "round_step", ["enterprise_id"], unique=False
    )
    op.create_index(op.f("ix_round_step_round_id"), "round_step", ["round_id"], unique=False)
    op.create_table(
        "title_event",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("batch_year", sa.Integer(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("region_code", sa.String(length=6), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("source_code", sa.String(length=40), nullable=False),
        sa.Column(
            "reverses_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "event in ('moved_in','moved_out','withdrawn','revoked')",
            name=op.f("ck_title_event_event"),
        ),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_title_event_act_id")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_title_event_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["title_event.id"], name=op.f("fk_title_event_reverses_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_code"], ["source.code"], name=op.f("fk_title_event_source_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_event")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_title_event_reverses_id")),
    )
    op.create_index(
        op.f("ix_title_event_enterprise_id"), "title_event", ["enterprise_id"], unique=False
    )
    op.create_table(
        "objection_decision",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "objection_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "outcome in ('upheld','rejected')", name=op.f("ck_objection_decision_outcome")
        ),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_objection_decision_act_id")),
        sa.ForeignKeyConstraint(
            ["objection_id"], ["objection.id"], name=op.f("fk_objection_decision_objection_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection_decision")),
        sa.UniqueConstraint("objection_id", name=op.f("uq_objection_decision_objection_id")),
    )
    append_only.guard(op.get_bind(), _TABLES)


def downgrade() -> None:
    """Take it back."""
    for table in reversed(_TABLES):
        op.drop_table(table)
