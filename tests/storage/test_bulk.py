"""Many rows in and columns out: what went in comes out, in every type, on every database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Double,
    Integer,
    MetaData,
    Select,
    SmallInteger,
    String,
    Table,
    Text,
    select,
)

from littlegiants.storage.bulk import columns_out, insert_rows
from littlegiants.storage.database import Database
from littlegiants.storage.schema import Id, Instant, act, format_instant
from tests.storage.writer import standing_clock, write_source, write_units

BIG = 2**63 - 1
COLUMNS = ("batch", "fen", "whole", "truth", "ratio", "name", "words", "day", "moment")
ALL_TYPES = Table(
    "all_types",
    MetaData(),
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("batch", Integer),
    Column("fen", BigInteger),
    Column("whole", Integer),
    Column("truth", SmallInteger),
    Column("ratio", Double),
    Column("name", String(200)),
    Column("words", Text),
    Column("day", Date),
    Column("moment", Instant),
)
"""A column of every type that the schema may have."""

Value = int | float | str | None
Row = tuple[Value, ...]

NOTHING: Row = (None,) * (len(COLUMNS) - 1)
SOMETHING: Row = (
    -BIG - 1,
    2**31 - 1,
    1,
    0.1 + 0.2,
    "深圳市𠮷野家（集团）有限公司",
    "a\tb\nc\\N \"d\" 'e'",
    "2026-02-28",
    format_instant(datetime(2026, 1, 1, tzinfo=UTC)),
)


@pytest.fixture
def table(bare_database: Database) -> Database:
    """A database with the table of all types."""
    with bare_database.exclusive() as connection:
        ALL_TYPES.create(connection)
    return bare_database


def put(database: Database, batch: int, rows: Sequence[Row]) -> int:
    """Insert rows of one batch."""
    with database.exclusive() as connection:
        return insert_rows(connection, ALL_TYPES, COLUMNS, [(batch, *row) for row in rows])


def got(database: Database, batch: int) -> list[Row]:
    """The rows of a batch as columns bring them, with dates as text: so SQLite has them."""
    query = select(*(ALL_TYPES.c[name] for name in COLUMNS[1:]))
    with columns_out(database, query.where(ALL_TYPES.c.batch == batch).order_by("id")) as stream:
        rows = pl.DataFrame(stream).rows()
    return [tuple(str(v) if isinstance(v, date) else v for v in row) for row in rows]


TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    | st.sampled_from("\t\n\r\\N'\";,𠮷深圳\u3000　"),
    max_size=50,
)
ROWS = st.tuples(
    st.none() | st.integers(-BIG - 1, BIG),
    st.none() | st.integers(-(2**31), 2**31 - 1),
    st.none() | st.integers(0, 1),
    st.none() | st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False),
    st.none() | TEXT,
    st.none() | TEXT,
    st.none() | st.dates().map(str),
    st.none() | st.datetimes(timezones=st.just(UTC)).map(format_instant),
)


def test_every_type_comes_out_as_it_went_in(table: Database) -> None:
    """Numbers to their last digit, signs that only quoting saves, characters beyond the plane of 65,536."""
    assert put(table, 1, [SOMETHING, NOTHING, SOMETHING]) == 3
    assert got(table, 1) == [SOMETHING, NOTHING, SOMETHING]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example has its own batch
)
@given(rows=st.lists(ROWS, max_size=5))
def test_any_rows_come_out_as_they_went_in(table: Database, rows: list[Row]) -> None:
    """The round trip is the identity."""
    batch = next(BATCHES)
    assert put(table, batch, rows) == len(rows)
    assert got(table, batch) == rows


BATCHES = count(1)


@pytest.mark.parametrize("empty_rows", [1023, 1024, 1025, 5000])
def test_a_column_may_be_empty_for_long(table: Database, empty_rows: int) -> None:
    """The type of a column is not guessed from its first rows."""
    rows = [NOTHING] * empty_rows + [SOMETHING]
    put(table, 1, rows)
    assert got(table, 1) == rows


def test_no_rows_are_no_fault(table: Database) -> None:
    """Nothing in, nothing out, and the columns have their names all the same."""
    assert put(table, 1, []) == 0
    with columns_out(table, select(ALL_TYPES)) as stream:
        assert pl.DataFrame(stream).columns == [column.name for column in ALL_TYPES.columns]


def test_columns_may_come_in_any_order(table: Database) -> None:
    """Values go where their column is named, not where it stands in the table."""
    with table.exclusive() as connection:
        insert_rows(connection, ALL_TYPES, ("words", "batch", "name"), [("w", 1, "n")])
        row = connection.execute(select(ALL_TYPES)).one()
    assert (row.batch, row.name, row.words) == (1, "n", "w")


def test_rows_in_bulk_are_as_rows_one_by_one(table: Database) -> None:
    """What SQLAlchemy reads has Python's types, however the rows came in."""
    moment = datetime(2026, 11, 25, 7, 11, 12, 1, tzinfo=UTC)
    put(table, 1, [(5, 6, 1, 0.5, "n", "w", "2026-02-28", format_instant(moment))])
    one = {"fen": 5, "whole": 6, "truth": 1, "ratio": 0.5, "name": "n", "words": "w"}
    with table.exclusive() as connection:
        values = {"batch": 1, **one, "day": date(2026, 2, 28), "moment": moment}
        connection.execute(ALL_TYPES.insert().values(values))
        columns = [ALL_TYPES.c[name] for name in COLUMNS]
        bulk, single = connection.execute(select(*columns).order_by("id")).all()
    assert tuple(bulk) == tuple(single)


def test_numbers_that_were_given_are_not_given_again(table: Database) -> None:
    """After rows with ids of their own the database goes on behind the highest."""
    with table.exclusive() as connection:
        insert_rows(connection, ALL_TYPES, ("id", "batch"), [(1, 1), (7, 1), (3, 1)])
        insert_rows(connection, ALL_TYPES, ("batch",), [(2,)])
        key = connection.execute(ALL_TYPES.insert().values(batch=3)).inserted_primary_key
    assert key == (9,)


def test_more_rows_than_a_chunk_arrive(table: Database) -> None:
    """The number that is returned is the number that arrived."""
    done = put(table, 1, [NOTHING] * 20_001)
    with columns_out(table, select(ALL_TYPES.c.id)) as stream:
        assert done == pl.DataFrame(stream).height == 20_001


def test_a_bad_row_takes_the_whole_unit_back(table: Database) -> None:
    """What a row cannot hold leaves nothing of the rows before it."""
    with pytest.raises(Exception, match=r"(?i)unique"), table.exclusive() as connection:
        insert_rows(connection, ALL_TYPES, ("id",), [(1,), (2,), (1,)])
    with table.read() as connection:
        assert connection.execute(select(ALL_TYPES)).all() == []


def test_columns_show_the_last_commit(database: Database) -> None:
    """A unit that is still open is not in the stream."""
    write_units(database, "clerk", 1)
    with database.write("clerk", "import") as work:
        write_source(work.connection, "x", work.act_id)
        assert acts_in(database, select(act.c.id)) == 1
    assert acts_in(database, select(act.c.id)) == 2


def acts_in(database: Database, query: Select[tuple[int]]) -> int:
    """How many rows a query brings as columns."""
    with columns_out(database, query) as stream:
        return pl.DataFrame(stream).height


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_query_may_compare_days(table: Database, days: int) -> None:
    """A date in a condition is what the column holds: text in SQLite."""
    put(table, 1, [SOMETHING])
    bound = date(2026, 2, 28 + min(days, 0)) if days < 1 else date(2026, 3, 1)
    found = acts_in(table, select(ALL_TYPES.c.id).where(ALL_TYPES.c.day <= bound))
    assert found == (days >= 0)


@pytest.mark.parametrize(("second", "found"), [(0, 1), (1, 0)])
def test_a_query_may_compare_moments(table: Database, second: int, found: int) -> None:
    """So is an instant."""
    put(table, 1, [SOMETHING])
    moment = datetime(2026, 1, 1, 0, 0, second, tzinfo=UTC)
    assert acts_in(table, select(ALL_TYPES.c.id).where(ALL_TYPES.c.moment >= moment)) == found


def test_a_query_may_name_several_values(table: Database) -> None:
    """A list of values beside single ones, each in its place."""
    put(table, 1, [SOMETHING, NOTHING])
    put(table, 2, [SOMETHING])
    put(table, 3, [SOMETHING])
    condition = (
        ALL_TYPES.c.batch.in_([1, 3])
        & (ALL_TYPES.c.whole > 0)
        & ALL_TYPES.c.name.in_([SOMETHING[4], "x"])
    )
    assert acts_in(table, select(ALL_TYPES.c.id).where(condition).limit(5)) == 2


def test_a_place_with_odd_signs_is_read(tmp_path: Path) -> None:
    """A SQLite file may lie in a folder whose name means something in a URI."""
    folder = tmp_path / "100% 登记#库"
    folder.mkdir()
    database = Database(f"sqlite:///{folder}/x.db", standing_clock)
    assert database.path == folder / "x.db"
    with database.exclusive() as connection:
        ALL_TYPES.create(connection)
    put(database, 1, [SOMETHING])
    assert got(database, 1) == [SOMETHING]
    database.close()
