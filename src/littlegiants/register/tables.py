"""The tables of the register.

Nothing in them is ever changed or deleted: a wrong delivery is withdrawn, a wrong value corrected, a
wrong link or judgement reversed, each by a new record that names what it concerns.

Everything that came in a file names its delivery, and through it the source and its grade. An
annual fact is one column of `annual_facts` (a row for each enterprise, year and delivery); what a
column cannot carry exactly (a range, a city's own fact) stands in `extra`. Standing facts, and figures
given for a window of years, stand together in `standing_facts.payload`, one row for each enterprise and
delivery. `values` writes and reads both forms of text.

What a row said of an enterprise that was not identified by its code rests on a link, and goes with it.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from littlegiants.register.model import NAME_MAX
from littlegiants.storage.schema import (
    Id,
    act_column,
    id_column,
    metadata,
    reference,
    truth_column,
)


def link_column() -> Column[int]:
    """The link on which a record rests; it counts while that link does."""
    return Column("link_id", Id, ForeignKey("link.id"))


CODE_MAX = 20
REGION_MAX, ZONE_MAX, ADDRESS_MAX = 6, 40, 300
INDUSTRY_MAX = 10

source = Table(
    "source",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("title_zh", String(200), nullable=False),
    Column("title_en", String(200), nullable=False),
    Column(
        "grade",
        String(1),
        CheckConstraint("grade in ('A','B','C','D','E','K')", name="grade"),
        nullable=False,
    ),
    Column("precedence", Integer, nullable=False),
    truth_column("is_synthetic"),
    act_column(),
)
"""Who publishes or supplies; where two disagree, the lower precedence speaks."""

delivery = Table(
    "delivery",
    metadata,
    id_column(),
    Column("sha256", String(64), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column(
        "kind",
        String(20),
        CheckConstraint("kind in ('facts','list','entry')", name="kind"),
        nullable=False,
    ),
    Column("file_name", String(200), nullable=False),
    Column("source_code", String(40), ForeignKey("source.code"), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("row_count", Integer, nullable=False),
    act_column(),
    UniqueConstraint("kind", "sha256", "attempt"),
)
"""One file received, or one entry made by a clerk. `as_of`: the day its relative heads (上年度) count from.

`attempt` is 0, or the number of times that the same file was loaded and withdrawn before.
"""

withdrawal = Table(
    "withdrawal",
    metadata,
    id_column(),
    Column("delivery_id", Id, ForeignKey("delivery.id"), nullable=False, unique=True),
    Column("reason", Text, nullable=False),
    act_column(),
)
"""A delivery was wrong: from this act on, nothing that it brought counts."""

enterprise = Table(
    "enterprise",
    metadata,
    id_column(),
    reference("delivery_id", "delivery", indexed=False),
    act_column(),
)
"""A legal unit; what is known of it stands in the tables below."""

enterprise_code = Table(
    "enterprise_code",
    metadata,
    id_column(),
    reference("enterprise_id", "enterprise"),
    Column("code", String(CODE_MAX), nullable=False),
    Column(
        "kind",
        String(20),
        CheckConstraint("kind in ('uscc','registration','organisation')", name="kind"),
        nullable=False,
    ),
    truth_column("check_ok"),
    Column("valid_from", Date),
    Column("valid_to", Date),
    link_column(),
    reference("delivery_id", "delivery", indexed=False),
    act_column(),
    Index(None, "code"),
)
"""Identifiers; `check_ok` is 0 where the check digit fails, a warning that stays."""

enterprise_name = Table(
    "enterprise_name",
    metadata,
    id_column(),
    reference("enterprise_id", "enterprise"),
    Column("name", String(NAME_MAX), nullable=False),
    Column("name_key", String(NAME_MAX), nullable=False),
    Column("core_key", String(NAME_MAX)),
    Column(
        "kind",
        String(10),
        CheckConstraint("kind in ('current','former','printed','short')", name="kind"),
        nullable=False,
    ),
    Column("valid_from", Date),
    Column("valid_to", Date),
    link_column(),
    reference("delivery_id", "delivery", indexed=False),
    act_column(),
    Index(None, "name"),
    Index(None, "name_key"),
    Index(None, "core_key"),
)
"""Names as written, with the keys under which equal names, and names equal but for place and form, meet."""

enterprise_place = Table(
    "enterprise_place",
    metadata,
    id_column(),
    reference("enterprise_id", "enterprise"),
    Column(
        "kind",
        String(20),
        CheckConstraint("kind in ('registered','operating')", name="kind"),
        nullable=False,
    ),
    Column("region_code", String(6)),
    Column("zone_code", String(ZONE_MAX)),
    Column("address", String(ADDRESS_MAX)),
    Column("valid_from", Date),
    Column("valid_to", Date),
    link_column(),
    reference("delivery_id", "delivery", indexed=False),
    act_column(),
    Index(None, "region_code"),
)
"""Places: a division code, a development zone (which is no division), an address."""

enterprise_industry = Table(
    "enterprise_industry",
    metadata,
    id_column(),
    reference("enterprise_id", "enterprise"),
    Column(
        "kind",
        String(20),
        CheckConstraint("kind in ('registered','main_product')", name="kind"),
        nullable=False,
    ),
    Column("industry_code", String(INDUSTRY_MAX), nullable=False),
    Column("edition", String(20), nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    link_column(),
    reference("delivery_id", "delivery", indexed=False),
    act_column(),
)
"""Trades, with the edition of GB/T 4754 that the code belongs to."""

MONEY_COLUMNS = (
    "revenue",
    "main_revenue",
    "rd_expense",
    "net_profit",
    "total_assets",
    "total_liabilities",
    "net_assets",
    "cost_expense",
    "total_income",
    "hightech_revenue",
    "rd_expense_domestic",
)
COUNT_COLUMNS = ("employees", "rd_staff", "science_staff")
NUMBER_COLUMNS = (
    "rd_ratio",
    "main_revenue_ratio",
    "debt_ratio",
    "net_profit_ratio",
    "rd_cost_ratio",
    "hightech_revenue_ratio",
    "rd_staff_ratio",
    "science_staff_ratio",
    "development_score",
)
ANNUAL_COLUMNS = (*MONEY_COLUMNS, *COUNT_COLUMNS, *NUMBER_COLUMNS)
"""The annual facts with a column of their own; a test holds them to `catalog/facts`."""

annual_facts = Table(
    "annual_facts",
    metadata,
    id_column(),
    Column("enterprise_id", Id, ForeignKey("enterprise.id"), nullable=False),
    Column("fact_year", Integer, nullable=False),
    Column("delivery_id", Id, ForeignKey("delivery.id"), nullable=False),
    Column("row_no", Integer, nullable=False),
    *(Column(name, BigInteger) for name in (*MONEY_COLUMNS, *COUNT_COLUMNS)),
    *(Column(name, Double) for name in NUMBER_COLUMNS),
    link_column(),
    Column("extra", Text),
    Column("act_id", Id, ForeignKey("act.id"), nullable=False),
    Index(None, "enterprise_id", "fact_year"),
)
"""Facts of a year: money in fen, counts whole, ratios as fractions; `row_no` is the row of the file."""

standing_facts = Table(
    "standing_facts",
    metadata,
    id_column(),
    Column("enterprise_id", Id, ForeignKey("enterprise.id"), nullable=False, index=True),
    Column("valid_from", Date, nullable=False),
    reference("delivery_id", "delivery", indexed=False),
    Column("row_no", Integer, nullable=False),
    link_column(),
    Column("payload", Text, nullable=False),
    act_column(),
)
"""Values by column as they stood on a day, and figures for windows of years counted from that day."""

enterprise_event = Table(
    "enterprise_event",
    metadata,
    id_column(),
    reference("enterprise_id", "enterprise"),
    Column("fact", String(60), nullable=False),
    Column("first_on", Date),
    Column("last_on", Date),
    Column("amount", String(80)),
    truth_column("closes_list"),
    link_column(),
    reference("delivery_id", "delivery", indexed=False),
    act_column(),
)
"""Something that happened between two days. `closes_list`: no event, but the word that the list is whole up to `last_on`."""

correction = Table(
    "correction",
    metadata,
    id_column(),
    reference("enterprise_id", "enterprise"),
    Column("column_name", String(80), nullable=False),
    Column("fact_year", Integer),
    Column(
        "corrects_kind",
        String(10),
        CheckConstraint("corrects_kind in ('annual','standing')", name="corrects_kind"),
        nullable=False,
    ),
    Column("corrects_id", Id, nullable=False),
    Column("value_text", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("source_code", String(40), ForeignKey("source.code"), nullable=False),
    Column("reverses_id", Id, ForeignKey("correction.id"), unique=True),
    act_column(),
)
"""One value set right, naming the record that it corrects; or a correction taken back."""

resolution = Table(
    "resolution",
    metadata,
    id_column(),
    reference("enterprise_id", "enterprise"),
    Column("column_name", String(80), nullable=False),
    Column("fact_year", Integer),
    Column("delivery_id", Id, ForeignKey("delivery.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("reverses_id", Id, ForeignKey("resolution.id"), unique=True),
    act_column(),
)
"""Where sources disagree: a person's word which delivery speaks."""

judgement = Table(
    "judgement",
    metadata,
    id_column(),
    reference("enterprise_id", "enterprise"),
    Column("clause", String(80), nullable=False),
    truth_column("answer"),
    Column("evidence", Text, nullable=False),
    Column("source_code", String(40), ForeignKey("source.code"), nullable=False),
    link_column(),
    Column("delivery_id", Id, ForeignKey("delivery.id")),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("reverses_id", Id, ForeignKey("judgement.id"), unique=True),
    act_column(),
)
"""A named person's answer to a clause that no fact decides, or on a piece of evidence; the person is the
actor of the act. Those that came in a file name its delivery and go with it."""

source_record = Table(
    "source_record",
    metadata,
    id_column(),
    reference("delivery_id", "delivery"),
    Column("section", String(200)),
    Column("seq", Integer),
    Column("page", Integer),
    Column("row_no", Integer, nullable=False),
    Column("name", String(NAME_MAX), nullable=False),
    Column("name_key", String(NAME_MAX), nullable=False),
    Column("code", String(CODE_MAX)),
    Column("region_text", String(100)),
    Column("region_code", String(6)),
    Column("detail", Text, nullable=False),
    act_column(),
    Index(None, "name_key"),
    Index(None, "code"),
)
"""One row of a list as printed, with its place; or a row of facts that no well-formed code identified."""

link = Table(
    "link",
    metadata,
    id_column(),
    Column("record_id", Id, ForeignKey("source_record.id"), nullable=False, index=True),
    reference("enterprise_id", "enterprise"),
    Column(
        "method",
        String(20),
        CheckConstraint(
            "method in ('code','exact','parsed','former','person','new')", name="method"
        ),
        nullable=False,
    ),
    Column("evidence", Text, nullable=False),
    Column("reverses_id", Id, ForeignKey("link.id"), unique=True),
    act_column(),
)
"""A source record speaks of an enterprise, why, and by whose word; or a link taken back."""
