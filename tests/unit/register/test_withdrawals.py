"""A wrong delivery is withdrawn: nothing that it brought counts, and what was known before can still be asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import select

from littlegiants.intake.events import Event
from littlegiants.register.bulk import load_columns
from littlegiants.register.model import Source
from littlegiants.register.services import (
    add_source,
    deliveries,
    enterprise_count,
    find_delivery,
    is_synthetic,
    withdraw,
)
from littlegiants.register.tables import delivery
from littlegiants.register.views import find_one, search
from littlegiants.storage.database import EVERYTHING, known_act
from littlegiants.vocabulary.language import Text
from tests.unit.register.builders import (
    AS_OF,
    BUREAU,
    FIRM,
    PRESS,
    VOCABULARY,
    WHY,
    Clerk,
    Row,
    refused,
    row,
    uscc,
)

A, B = uscc(1), uscc(2)
NAME_A, NAME_B = "深圳市甲光电有限公司", "深圳市乙传感器有限公司"
AWARD = ("science_award", Event(date(2024, 5, 1), date(2024, 5, 1)))
FULL = Row(
    A, NAME_A, {"revenue_y1": 700, "is_sme": True}, {"8.1": True}, (AWARD,), frozenset({AWARD[0]})
)


def test_a_withdrawn_delivery_leaves_nothing_that_counts(clerk: Clerk) -> None:
    """Enterprises, codes, names, facts, events, judgements and rows as printed."""
    number = clerk.number(FULL, row("", NAME_B, revenue_y1=1))
    clerk.withdraw(number)
    assert clerk.headers() == {}
    assert len(clerk.table()) == 0
    assert clerk.queue() == []
    assert clerk.records() == []
    shown = clerk.portrait(1)
    assert (shown.codes, shown.names, shown.records) == ([], [], [])
    assert (shown.knowledge.known, shown.knowledge.events, shown.knowledge.judgements) == (
        {},
        {},
        (),
    )


def test_a_withdrawn_delivery_leaves_no_place_and_no_trade(clerk: Clerk, tmp_path: Path) -> None:
    """What a file of columns brought beside facts goes as well."""
    path = tmp_path / "a.parquet"
    columns = {"uscc": [A], "name": [NAME_A], "region_code": ["440305"], "industry_code": ["3990"]}
    pl.DataFrame(columns).write_parquet(path)
    loaded = load_columns(clerk.database, VOCABULARY, path, actor="clerk", source=FIRM, as_of=AS_OF)
    before = clerk.portrait(1)
    assert ([p.region_code for p in before.places], len(before.industries)) == (["440305"], 1)
    assert loaded.delivery_id is not None
    clerk.withdraw(loaded.delivery_id)
    after = clerk.portrait(1)
    assert (after.places, after.industries) == ([], [])


def test_a_withdrawn_enterprise_is_neither_found_nor_counted(clerk: Clerk) -> None:
    """By no code, number or name."""
    clerk.withdraw(clerk.number(FULL))
    with clerk.database.read() as connection:
        assert enterprise_count(connection) == 0
        for words in (A, "E1", NAME_A, "甲光"):
            assert search(connection, words, as_of=AS_OF, known=EVERYTHING) == ([], False)
            with refused("register.no_such_enterprise"):
                find_one(connection, words, known=EVERYTHING)


def test_as_known_before_the_withdrawal_it_is_all_there(clerk: Clerk) -> None:
    """The second time axis: what was known then stays known of then."""
    number = clerk.number(FULL)
    before = clerk.last_act()
    values, header = clerk.values(1), clerk.headers()[1]
    clerk.withdraw(number)
    assert clerk.values(1, known=before) == values
    assert clerk.headers(known=before) == {1: header}
    assert clerk.answers(1, known=before) == {"8.1": True}
    assert clerk.values(1, known=clerk.last_act()) == {}


def test_what_is_known_at_a_moment(clerk: Clerk) -> None:
    """An act is known from its very moment on, not a moment earlier."""
    number = clerk.number(FULL)
    with clerk.database.read() as connection:
        (loaded,) = deliveries(connection)
    clerk.withdraw(number)
    moment = loaded.recorded_at
    with clerk.database.read() as connection:
        at = known_act(connection, moment)
        before = known_act(
            connection, moment.replace(microsecond=0).replace(second=moment.second - 1)
        )
    assert clerk.values(1, known=at)["revenue_y1"] == 700
    assert clerk.values(1, known=before) == {}


def test_a_withdrawn_file_can_be_loaded_again(clerk: Clerk) -> None:
    """As another attempt of the same file."""
    first = clerk.number(FULL)
    clerk.withdraw(first)
    again = clerk.receive(FULL)
    assert not again.is_known
    assert again.delivery_id not in (None, first)
    (header,) = clerk.headers().values()
    assert (header.code, header.name) == (A, NAME_A)
    assert clerk.values(header.id)["revenue_y1"] == 700


def test_attempts_are_counted(clerk: Clerk) -> None:
    """Zero at first, then as many as the times that the file was withdrawn."""
    for _ in range(2):
        clerk.withdraw(clerk.number(FULL))
    clerk.number(FULL)
    with clerk.database.read() as connection:
        query = select(delivery.c.attempt).order_by(delivery.c.id)
        assert list(connection.scalars(query)) == [0, 1, 2]


def test_a_file_that_was_withdrawn_and_loaded_again_is_known(clerk: Clerk) -> None:
    """A third time changes nothing."""
    clerk.withdraw(clerk.number(FULL))
    clerk.receive(FULL)
    before = clerk.digest()
    assert clerk.receive(FULL).is_known
    assert clerk.digest() == before


def test_a_delivery_is_withdrawn_once(clerk: Clerk) -> None:
    """A second time is refused."""
    number = clerk.number(FULL)
    clerk.withdraw(number)
    with refused("register.withdrawn_before", delivery=number):
        clerk.withdraw(number)


def test_a_delivery_that_is_not_there_is_not_withdrawn(clerk: Clerk) -> None:
    """And nothing changes."""
    before = clerk.digest()
    with refused("register.no_such_delivery", delivery=99):
        clerk.withdraw(99)
    assert clerk.digest() == before


@pytest.mark.parametrize("reason", ["", "abc", "  ab  "])
def test_a_withdrawal_needs_a_reason(clerk: Clerk, reason: str) -> None:
    """Of four characters at least."""
    number = clerk.number(FULL)
    with refused("register.no_reason"):
        withdraw(clerk.database, actor="clerk", delivery_id=number, reason=reason)
    assert clerk.values(1) != {}


def test_a_withdrawal_is_listed_with_its_reason(clerk: Clerk) -> None:
    """Today, and not as known before."""
    number = clerk.number(FULL)
    before = clerk.last_act()
    clerk.withdraw(number)
    with clerk.database.read() as connection:
        assert find_delivery(connection, number).withdrawn_because == WHY
        assert find_delivery(connection, number, known=before).withdrawn_because == ""


def test_the_word_of_others_speaks_again(clerk: Clerk) -> None:
    """When the delivery that stood above it is withdrawn."""
    clerk.receive(row(A, NAME_A, revenue_y1=500), source=PRESS)
    number = clerk.number(row(A, NAME_A, revenue_y1=600), source=BUREAU)
    assert clerk.values(1)["revenue_y1"] == 600
    clerk.withdraw(number)
    assert clerk.values(1)["revenue_y1"] == 500


def test_facts_of_another_delivery_outlive_the_one_that_registered_the_enterprise(
    clerk: Clerk,
) -> None:
    """Its rows carried the code too, so they still say of whom they speak."""
    first = clerk.number(row(A, NAME_A, revenue_y1=500))
    clerk.receive(row(A, NAME_A, employees_y1=7), source=BUREAU)
    clerk.withdraw(first)
    assert {header.code for header in clerk.headers().values()} == {A}
    assert clerk.table().columns == {"employees_y1": [7]}


def test_the_code_that_remains_is_told_by_the_delivery_that_remains(clerk: Clerk) -> None:
    """Nothing stands on the word of the withdrawn one."""
    first = clerk.number(row(A, NAME_A, revenue_y1=500))
    clerk.receive(row(A, NAME_A, employees_y1=7), source=BUREAU)
    clerk.withdraw(first)
    assert [(c.code, c.source) for c in clerk.portrait(1).codes] == [(A, BUREAU)]


def test_a_file_loaded_again_meets_the_enterprise_that_remained(clerk: Clerk) -> None:
    """One enterprise, not two with one code."""
    first = clerk.number(row(A, NAME_A, revenue_y1=500))
    clerk.receive(row(A, NAME_A, employees_y1=7), source=BUREAU)
    clerk.withdraw(first)
    clerk.receive(row(A, NAME_A, revenue_y1=500))
    assert clerk.table().columns == {"employees_y1": [7], "revenue_y1": [500]}
    assert clerk.headers()[1].name == NAME_A


def test_an_enterprise_goes_with_the_last_delivery_that_told_of_it(clerk: Clerk) -> None:
    """In whatever order they are withdrawn."""
    numbers = [
        clerk.number(row(A, NAME_A, revenue_y1=500)),
        clerk.number(row(A, NAME_A, employees_y1=7)),
        clerk.number(row(A, NAME_A, is_sme=True)),
    ]
    for number in (numbers[0], numbers[2]):
        clerk.withdraw(number)
    assert clerk.table().columns == {"employees_y1": [7]}
    clerk.withdraw(numbers[1])
    assert clerk.headers() == {}


def test_a_withdrawal_before_is_seen_as_it_was(clerk: Clerk) -> None:
    """A code told again at a withdrawal is not known before it."""
    first = clerk.number(row(A, NAME_A, revenue_y1=500))
    clerk.receive(row(A, NAME_A, employees_y1=7), source=BUREAU)
    before = clerk.last_act()
    shown = clerk.portrait(1, known=before)
    clerk.withdraw(first)
    assert clerk.portrait(1, known=before) == shown


def test_a_register_is_synthetic_while_invented_facts_count(clerk: Clerk) -> None:
    """Not before the first invented delivery, nor after it was withdrawn."""
    invented = Source("invented", Text("虚构", "Invented"), "K", 90, is_synthetic=True)
    add_source(clerk.database, actor="admin", source=invented)
    clerk.number(row(A, NAME_A))

    def marked() -> bool:
        with clerk.database.read() as connection:
            return is_synthetic(connection)

    assert not marked()
    number = clerk.number(row(B, NAME_B), source="invented")
    assert marked()
    clerk.withdraw(number)
    assert not marked()
