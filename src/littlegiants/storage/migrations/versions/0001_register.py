"""The register."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from littlegiants.storage import append_only, search

revision = "0001_register"
down_revision = None
branch_labels = None
depends_on = None


_TABLES = (
    "act",
    "source",
    "delivery",
    "enterprise",
    "source_record",
    "withdrawal",
    "correction",
    "link",
    "resolution",
    "annual_facts",
    "enterprise_code",
    "enterprise_event",
    "enterprise_industry",
    "enterprise_name",
    "enterprise_place",
    "judgement",
    "standing_facts",
)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "act",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
    )
    op.create_index(op.f("ix_act_recorded_at"), "act", ["recorded_at"], unique=False)
    op.create_table(
        "source",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title_zh", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("grade", sa.String(length=1), nullable=False),
        sa.Column("precedence", sa.Integer(), nullable=False),
        sa.Column("is_synthetic", sa.SmallInteger(), nullable=False),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("grade in ('A','B','C','D','E','K')", name=op.f("ck_source_grade")),
        sa.CheckConstraint("is_synthetic in (0, 1)", name=op.f("ck_source_is_synthetic")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_source_act_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_source")),
    )
    op.create_table(
        "delivery",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("source_code", sa.String(length=40), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("kind in ('facts','list','entry')", name=op.f("ck_delivery_kind")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_delivery_act_id")),
        sa.ForeignKeyConstraint(
            ["source_code"], ["source.code"], name=op.f("fk_delivery_source_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "kind", "sha256", "attempt", name=op.f("uq_delivery_kind_sha256_attempt")
        ),
    )
    op.create_table(
        "enterprise",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_enterprise_act_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_enterprise_delivery_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise")),
    )
    op.create_table(
        "source_record",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("section", sa.String(length=200), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column("region_text", sa.String(length=100), nullable=True),
        sa.Column("region_code", sa.String(length=6), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_source_record_act_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_source_record_delivery_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_record")),
    )
    op.create_index(op.f("ix_source_record_code"), "source_record", ["code"], unique=False)
    op.create_index(
        op.f("ix_source_record_delivery_id"), "source_record", ["delivery_id"], unique=False
    )
    op.create_index(op.f("ix_source_record_name_key"), "source_record", ["name_key"], unique=False)
    op.create_table(
        "withdrawal",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_withdrawal_act_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_withdrawal_delivery_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal")),
        sa.UniqueConstraint("delivery_id", name=op.f("uq_withdrawal_delivery_id")),
    )
    op.create_table(
        "correction",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("column_name", sa.String(length=80), nullable=False),
        sa.Column("fact_year", sa.Integer(), nullable=True),
        sa.Column("corrects_kind", sa.String(length=10), nullable=False),
        sa.Column(
            "corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("value_text", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source_code", sa.String(length=40), nullable=False),
        sa.Column(
            "reverses_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "corrects_kind in ('annual','standing')", name=op.f("ck_correction_corrects_kind")
        ),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_correction_act_id")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_correction_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["correction.id"], name=op.f("fk_correction_reverses_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_code"], ["source.code"], name=op.f("fk_correction_source_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_correction_reverses_id")),
    )
    op.create_index(
        op.f("ix_correction_enterprise_id"), "correction", ["enterprise_id"], unique=False
    )
    op.create_table(
        "link",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column(
            "reverses_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "method in ('code','exact','parsed','former','person','new')",
            name=op.f("ck_link_method"),
        ),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_link_act_id")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_link_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["source_record.id"], name=op.f("fk_link_record_id")
        ),
        sa.ForeignKeyConstraint(["reverses_id"], ["link.id"], name=op.f("fk_link_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_link_reverses_id")),
    )
    op.create_index(op.f("ix_link_enterprise_id"), "link", ["enterprise_id"], unique=False)
    op.create_index(op.f("ix_link_record_id"), "link", ["record_id"], unique=False)
    op.create_table(
        "resolution",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("column_name", sa.String(length=80), nullable=False),
        sa.Column("fact_year", sa.Integer(), nullable=True),
        sa.Column(
            "delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "reverses_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_resolution_act_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_resolution_delivery_id")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_resolution_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["resolution.id"], name=op.f("fk_resolution_reverses_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_resolution_reverses_id")),
    )
    op.create_index(
        op.f("ix_resolution_enterprise_id"), "resolution", ["enterprise_id"], unique=False
    )
    op.create_table(
        "annual_facts",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("fact_year", sa.Integer(), nullable=False),
        sa.Column(
            "delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.Column("revenue", sa.BigInteger(), nullable=True),
        sa.Column("main_revenue", sa.BigInteger(), nullable=True),
        sa.Column("rd_expense", sa.BigInteger(), nullable=True),
        sa.Column("net_profit", sa.BigInteger(), nullable=True),
        sa.Column("total_assets", sa.BigInteger(), nullable=True),
        sa.Column("total_liabilities", sa.BigInteger(), nullable=True),
        sa.Column("net_assets", sa.BigInteger(), nullable=True),
        sa.Column("cost_expense", sa.BigInteger(), nullable=True),
        sa.Column("total_income", sa.BigInteger(), nullable=True),
        sa.Column("hightech_revenue", sa.BigInteger(), nullable=True),
        sa.Column("rd_expense_domestic", sa.BigInteger(), nullable=True),
        sa.Column("employees", sa.BigInteger(), nullable=True),
        sa.Column("rd_staff", sa.BigInteger(), nullable=True),
        sa.Column("science_staff", sa.BigInteger(), nullable=True),
        sa.Column("rd_ratio", sa.Double(), nullable=True),
        sa.Column("main_revenue_ratio", sa.Double(), nullable=True),
        sa.Column("debt_ratio", sa.Double(), nullable=True),
        sa.Column("net_profit_ratio", sa.Double(), nullable=True),
        sa.Column("rd_cost_ratio", sa.Double(), nullable=True),
        sa.Column("hightech_revenue_ratio", sa.Double(), nullable=True),
        sa.Column("rd_staff_ratio", sa.Double(), nullable=True),
        sa.Column("science_staff_ratio", sa.Double(), nullable=True),
        sa.Column("development_score", sa.Double(), nullable=True),
        sa.Column("link_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_annual_facts_act_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_annual_facts_delivery_id")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_annual_facts_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_annual_facts_link_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_facts")),
    )
    op.create_index(
        op.f("ix_annual_facts_enterprise_id_fact_year"),
        "annual_facts",
        ["enterprise_id", "fact_year"],
        unique=False,
    )
    op.create_table(
        "enterprise_code",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("check_ok", sa.SmallInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("link_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind in ('uscc','registration','organisation')", name=op.f("ck_enterprise_code_kind")
        ),
        sa.CheckConstraint("check_ok in (0, 1)", name=op.f("ck_enterprise_code_check_ok")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_enterprise_code_act_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_enterprise_code_delivery_id")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_enterprise_code_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_enterprise_code_link_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_code")),
    )
    op.create_index(op.f("ix_enterprise_code_code"), "enterprise_code", ["code"], unique=False)
    op.create_index(
        op.f("ix_enterprise_code_enterprise_id"), "enterprise_code", ["enterprise_id"], unique=False
    )
    op.create_table(
        "enterprise_event",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("fact", sa.String(length=60), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.String(length=80), nullable=True),
        sa.Column("closes_list", sa.SmallInteger(), nullable=False),
        sa.Column("link_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("closes_list in (0, 1)", name=op.f("ck_enterprise_event_closes_list")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_enterprise_event_act_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_enterprise_event_delivery_id")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_enterprise_event_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_enterprise_event_link_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_event")),
    )
    op.create_index(
        op.f("ix_enterprise_event_enterprise_id"),
        "enterprise_event",
        ["enterprise_id"],
        unique=False,
    )
    op.create_table(
        "enterprise_industry",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("industry_code", sa.String(length=10), nullable=False),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("link_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind in ('registered','main_product')", name=op.f("ck_enterprise_industry_kind")
        ),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_enterprise_industry_act_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_enterprise_industry_delivery_id")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_enterprise_industry_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["link.id"], name=op.f("fk_enterprise_industry_link_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_industry")),
    )
    op.create_index(
        op.f("ix_enterprise_industry_enterprise_id"),
        "enterprise_industry",
        ["enterprise_id"],
        unique=False,
    )
    op.create_table(
        "enterprise_name",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("core_key", sa.String(length=200), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("link_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind in ('current','former','printed','short')", name=op.f("ck_enterprise_name_kind")
        ),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_enterprise_name_act_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_enterprise_name_delivery_id")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_enterprise_name_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_enterprise_name_link_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_name")),
    )
    op.create_index(
        op.f("ix_enterprise_name_core_key"), "enterprise_name", ["core_key"], unique=False
    )
    op.create_index(
        op.f("ix_enterprise_name_enterprise_id"), "enterprise_name", ["enterprise_id"], unique=False
    )
    op.create_index(op.f("ix_enterprise_name_name"), "enterprise_name", ["name"], unique=False)
    op.create_index(
        op.f("ix_enterprise_name_name_key"), "enterprise_name", ["name_key"], unique=False
    )
    op.create_table(
        "enterprise_place",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("region_code", sa.String(length=6), nullable=True),
        sa.Column("zone_code", sa.String(length=40), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("link_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind in ('registered','operating')", name=op.f("ck_enterprise_place_kind")
        ),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_enterprise_place_act_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_enterprise_place_delivery_id")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_enterprise_place_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_enterprise_place_link_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_place")),
    )
    op.create_index(
        op.f("ix_enterprise_place_enterprise_id"),
        "enterprise_place",
        ["enterprise_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_enterprise_place_region_code"), "enterprise_place", ["region_code"], unique=False
    )
    op.create_table(
        "judgement",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("clause", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.SmallInteger(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("source_code", sa.String(length=40), nullable=False),
        sa.Column("link_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column(
            "reverses_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("answer in (0, 1)", name=op.f("ck_judgement_answer")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_judgement_act_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_judgement_delivery_id")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_judgement_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_judgement_link_id")),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["judgement.id"], name=op.f("fk_judgement_reverses_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_code"], ["source.code"], name=op.f("fk_judgement_source_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_judgement_reverses_id")),
    )
    op.create_index(
        op.f("ix_judgement_enterprise_id"), "judgement", ["enterprise_id"], unique=False
    )
    op.create_table(
        "standing_facts",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column(
            "delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("act_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_standing_facts_act_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_standing_facts_delivery_id")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_standing_facts_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_standing_facts_link_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_facts")),
    )
    op.create_index(
        op.f("ix_standing_facts_enterprise_id"), "standing_facts", ["enterprise_id"], unique=False
    )
    append_only.guard(op.get_bind(), _TABLES)
    search.create_index(op.get_bind())


def downgrade() -> None:
    """Take it back."""
    search.drop_index(op.get_bind())
    for table in reversed(_TABLES):
        op.drop_table(table)
    append_only.unguard(op.get_bind())
