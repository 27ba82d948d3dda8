"""Tables stay such that other databases can hold them: names, types and indexes that all of them know."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Constraint,
    Date,
    Double,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
)
from sqlalchemy.dialects import mysql, oracle, postgresql, sqlite

from littlegiants.storage.schema import Instant
from littlegiants.storage.search import SEARCH_TABLES
from tests.storage.tables import all_tables

TABLES = all_tables().sorted_tables
NAME_MAX = 30
"""Oracle's old limit, which the strictest of the domestic databases took over."""
SERVER_NAME_MAX = 63
"""PostgreSQL's limit."""
TYPES = {BigInteger, Integer, SmallInteger, Double, String, Text, Date, Instant}
NAME = re.compile(r"[a-z][a-z0-9_]*")

RESERVED_ANYWHERE: frozenset[str] = frozenset().union(
    *(
        dialect.preparer.reserved_words
        for dialect in (
            mysql.dialect,
            oracle.dialect,
            postgresql.dialect,
            sqlite.dialect,
        )
    )
)
_ALSO = """
    access audit cluster column comment connect context current date day domain exclusive file
    grant group hour increment index initial interval key level limit lock long minus minute mode
    modify month number object offset online option order partition password percent period prior
    public range rank raw resource role row rowid rownum rows schema second sequence session share
    size start success synonym sysdate table time timestamp top type uid unit user validate value
    values verify view year
"""
RESERVED_ALSO = frozenset(_ALSO.split())
"""Words of the Oracle family (DM8, GBase 8s, OceanBase) and of SQL:2016 that some database will not take."""


def named_columns() -> Iterator[Column[object]]:
    """Every column of every table."""
    for table in TABLES:
        yield from table.columns


def test_the_list_of_tables_is_not_empty() -> None:
    """The tests below look at something."""
    assert {"act", "enterprise", "annual_facts"} <= {table.name for table in TABLES}


def test_names_are_short_and_plain() -> None:
    """Tables and columns have at most 30 lower-case letters, digits and underscores."""
    names = [table.name for table in TABLES] + [str(column.name) for column in named_columns()]
    wrong = {name for name in names if not NAME.fullmatch(name) or len(name) > NAME_MAX}
    assert wrong == set()


def test_names_are_no_reserved_words() -> None:
    """Nobody has to put them in quotation marks."""
    names = {table.name for table in TABLES} | {str(column.name) for column in named_columns()}
    assert names & RESERVED_ANYWHERE == set()
    assert names & RESERVED_ALSO == set()


@pytest.mark.parametrize("word", ["user", "level", "comment", "date", "number", "size", "order"])
def test_the_list_of_reserved_words_knows_the_usual_ones(word: str) -> None:
    """The list itself is not empty."""
    assert word in RESERVED_ANYWHERE | RESERVED_ALSO


def test_columns_have_plain_types() -> None:
    """Whole numbers, doubles, text, dates and instants: no arrays, no JSON, no booleans, no enums."""
    wrong = {str(column) for column in named_columns() if type(column.type) not in TYPES}
    assert wrong == set()


def test_text_with_a_type_of_its_own_has_a_length() -> None:
    """VARCHAR without a length is not known everywhere."""
    without = {
        str(column)
        for column in named_columns()
        if type(column.type) is String and column.type.length is None
    }
    assert without == set()


def test_truths_are_small_numbers_held_to_0_and_1() -> None:
    """A SMALLINT is a yes or a no, and the database refuses anything else."""
    unchecked = {
        str(column)
        for column in named_columns()
        if isinstance(column.type, SmallInteger)
        and f"{column.name} in (0, 1)"
        not in {str(c.sqltext) for c in column.constraints if isinstance(c, CheckConstraint)}
    }
    assert unchecked == set()


def test_indexes_are_on_plain_columns() -> None:
    """No index on an expression, none on a part of the rows, none of a special kind."""
    wrong = {
        str(index.name)
        for table in TABLES
        for index in table.indexes
        if not all(isinstance(part, Column) for part in index.expressions) or index.dialect_kwargs
    }
    assert wrong == set()


def test_the_database_computes_nothing() -> None:
    """No defaults, computed columns or triggers on which a value depends."""
    wrong = {
        str(column)
        for column in named_columns()
        if column.server_default is not None or column.computed is not None
    }
    assert wrong == set()


def test_every_table_has_a_key() -> None:
    """Rows can be named."""
    assert {table.name for table in TABLES if not table.primary_key.columns} == set()


@pytest.mark.parametrize("most", [NAME_MAX, SERVER_NAME_MAX])
def test_names_of_indexes_and_constraints_stay_distinct_when_they_are_cut(most: int) -> None:
    """SQLAlchemy cuts them to what a database takes; none then has the name of another."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it so
    dialect.max_identifier_length = most
    preparer = dialect.identifier_preparer
    cut = [
        preparer.format_index(part) if isinstance(part, Index) else preparer.format_constraint(part)
        for part in named_parts()
    ]
    names = [name for name in cut if name is not None]
    assert len(names) > 50
    assert max(map(len, names)) <= most
    assert len(names) == len(set(names))


def named_parts() -> Iterator[Index | Constraint]:
    """Every index and constraint of every table."""
    for table in TABLES:
        yield from table.indexes
        yield from table.constraints
        for column in table.columns:
            yield from column.constraints


def test_names_of_indexes_and_constraints_are_whole_in_postgresql() -> None:
    """There nothing is cut, so that a migration finds them by their names."""
    names = [str(part.name) for part in named_parts() if part.name]
    assert {name for name in names if len(name) > SERVER_NAME_MAX} == set()


def test_the_search_index_is_no_table_of_ours() -> None:
    """It is made by a port, differently in each database."""
    assert {table.name for table in TABLES} & set(SEARCH_TABLES) == set()
